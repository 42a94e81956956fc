"""JSON lines: one object a line; a page as a line for each cell."""

from typing import TextIO

from perut_cli.core.table import Answer, Page
from perut_cli.render.json import encoded, records
from perut_cli.render.page_parts import long_table
from perut_cli.render.style import Style


def write(answer: Answer, out: TextIO, style: Style) -> None:
    """Write each row as an object on its own line."""
    del style
    if isinstance(answer, str):
        out.write(encoded(answer) + "\n")
    elif answer is not None:
        table = long_table(answer) if isinstance(answer, Page) else answer
        out.writelines(f"{record}\n" for record in records(table))
