"""Every format that tabulate knows, with labels and people's values."""

from typing import TextIO

from tabulate import multiline_formats, tabulate, tabulate_formats

from perut_cli.core.table import Answer, Page, Table
from perut_cli.core.text import Text
from perut_cli.render.cells import is_numeric, labels, one_line, shown
from perut_cli.render.markdown import escaped
from perut_cli.render.style import Style

NAMES = tuple(tabulate_formats)
"""The names of the formats."""

_MARKUP = "&<>|[]{}*_'`~^#!=+@\"\\%"
_AS_ENTITY = {ord(sign): f"&#{ord(sign)};" for sign in _MARKUP}
_BEHIND_A_BACKSLASH = {ord(sign): f"\\{sign}" for sign in _MARKUP}
_IN_LATEX = {
    **{ord(sign): f"\\{sign}" for sign in "&%$#_{}"},
    ord("\\"): r"\textbackslash{}",
    ord("^"): r"\^{}",
    ord("~"): r"\textasciitilde{}",
    ord("<"): r"\ensuremath{<}",
    ord(">"): r"\ensuremath{>}",
}
_ESCAPES = {
    "asciidoc": _AS_ENTITY,
    "jira": _BEHIND_A_BACKSLASH,
    "latex_raw": _IN_LATEX,
    "mediawiki": _AS_ENTITY,
    "moinmoin": _AS_ENTITY,
    "textile": _AS_ENTITY,
    "unsafehtml": _AS_ENTITY,
    "youtrack": _BEHIND_A_BACKSLASH,
}
"""How a text is kept from being run as markup where tabulate leaves it as it is."""

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
    escapes: dict[int, str] = {} if comment else _ESCAPES.get(name, {})
    kept = [comment + one_line(str(line)).translate(escapes) for line in lines if line]
    out.write("".join(f"{line}\n" for line in kept) + ("\n" if kept else ""))


def _cell(name: str, text: str) -> str:
    if name in _MARKDOWN:
        return escaped(text)
    return (text if name in multiline_formats else one_line(text)).translate(_ESCAPES.get(name, {}))
