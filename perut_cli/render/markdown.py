"""Markdown: pipe tables as GitHub reads them, with labels and people's values, the text shown as it
was typed.
"""

import re
from collections.abc import Iterable
from typing import TextIO

from perut_cli.core.characters import harmless
from perut_cli.core.table import Answer, Page, Table
from perut_cli.core.text import Text
from perut_cli.render.cells import is_numeric, labels, shown
from perut_cli.render.style import Style

_SPECIAL = re.compile(r"[\\`*\[\]<>|~]|&(?=#?\w+;)|(?<!\w)_|_(?!\w)")


def write(answer: Answer, out: TextIO, style: Style) -> None:
    """Write a table below its title, a page as sections."""
    if isinstance(answer, str):
        out.write(f"{answer}\n")
    elif isinstance(answer, Table):
        out.writelines(_table(answer, style, "#"))
    elif answer is not None:
        out.writelines(_page(answer, style))


def escaped(text: Text) -> str:
    """The text so that Markdown shows it as it is, on one line."""
    return _SPECIAL.sub(lambda match: "\\" + match[0], harmless(str(text))).replace("\n", "<br>")


def _page(page: Page, style: Style) -> Iterable[str]:
    yield from _heading(page.title, (page.head,), "#")
    for part in page.parts:
        if not isinstance(part, Table):
            yield f"{escaped(part)}\n\n"
        else:
            yield from _table(part, style, "##")


def _heading(title: Text, heads: Iterable[Text], level: str) -> Iterable[str]:
    if title:
        yield f"{level} {escaped(title)}\n\n"
    for head in heads:
        if head:
            yield f"{escaped(head)}\n\n"


def _table(table: Table, style: Style, level: str) -> Iterable[str]:
    yield from _heading(table.title, (table.head,), level)
    yield _line(escaped(label) for label in labels(table.columns))
    yield _line("---:" if is_numeric(field) else "---" for field in table.columns)
    for row in table.rows:
        cells = zip(table.columns, row, strict=True)
        yield _line(escaped(shown(field, value, style.limits)) for field, value in cells)
    yield f"\n{escaped(table.note)}\n\n" if table.note else "\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
