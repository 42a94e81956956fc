"""Every format that tabulate knows, with labels and people's values."""

from typing import TextIO

from tabulate import multiline_formats, tabulate, tabulate_formats

from perut_cli.core.table import Answer, Page, Table
from perut_cli.core.text import Text
from perut_cli.render.cells import is_numeric, labels, one_line, shown
from perut_cli.render.markdown import escaped
from perut_cli.render.style import Style

_RAW = {
    "asciidoc",
    "jira",
    "latex_raw",
    "mediawiki",
    "moinmoin",
    "textile",
    "unsafehtml",
    "youtrack",
}
"""Formats in which a cell's text would be run as markup: they are not offered."""

NAMES = tuple(name for name in tabulate_formats if name not in _RAW)
"""The names of the formats."""

_MARKDOWN = ("github", "pipe")


def write(name: str, answer: Answer, out: TextIO, style: Style) -> None:
    """Write an answer in the format of the name."""
    if isinstance(answer, str):
        out.write(f"{answer}\n")
    elif isinstance(answer, Table):
        _write_table(name, answer, out, style)
    elif answer is not None:
        _write_page(name, answer, out, style)


def _write_page(name: str, page: Page, out: TextIO, style: Style) -> None:
    _say(name, out, page.title, page.head)
    for part in page.parts:
        if not isinstance(part, Table):
            _say(name, out, part)
        else:
            _write_table(name, part, out, style)


def _write_table(name: str, table: Table, out: TextIO, style: Style) -> None:
    _say(name, out, table.title, table.head)
    rows = [
        [
            _cell(name, shown(field, value, style.limits))
            for field, value in zip(table.columns, row, strict=True)
        ]
        for row in table.rows
    ]
    align = (
        [("right" if is_numeric(field) else "left") for field in table.columns] if rows else None
    )
    headers = [_cell(name, label) for label in labels(table.columns)]
    out.write(
        tabulate(
            rows, headers, name, colalign=align, disable_numparse=True, preserve_whitespace=True
        )
        + "\n\n"
    )
    _say(name, out, table.note)


def _say(name: str, out: TextIO, *lines: Text) -> None:
    # LaTeX would choke on a % in a title, so there it is a comment.
    comment = "% " if name.startswith("latex") else ""
    kept = [comment + one_line(str(line)) for line in lines if line]
    out.write("".join(f"{line}\n" for line in kept) + ("\n" if kept else ""))


def _cell(name: str, text: str) -> str:
    if name in _MARKDOWN:
        return escaped(text)
    return text if name in multiline_formats else one_line(text)
