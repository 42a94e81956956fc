"""CSV with tabs."""

from typing import TextIO

from perut_cli.core.table import Answer
from perut_cli.render.csv import write_separated
from perut_cli.render.style import Style


def write(answer: Answer, out: TextIO, style: Style) -> None:
    """Write an answer with tabs, quoted like CSV where a value holds one."""
    del style
    write_separated(answer, out, "\t")
