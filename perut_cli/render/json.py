"""JSON for programs: an array of objects with English keys, one on a line, blanks as null."""

import re
from collections.abc import Iterator
from json import JSONEncoder
from typing import TextIO

from perut_cli.core.table import Answer, Page, Table
from perut_cli.render.page_parts import named
from perut_cli.render.style import Style

_encode = JSONEncoder(ensure_ascii=False, default=str).encode
# What would steer a terminal that shows the line is written as \uXXXX, the same to every reader.
_HIDDEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def write(answer: Answer, out: TextIO, style: Style) -> None:
    """Write a table as an array, a page as an object of its sections, a key as a string."""
    del style
    if isinstance(answer, Table):
        _write_array(answer, out, "")
        out.write("\n")
    elif isinstance(answer, Page):
        _write_page(answer, out)
    elif answer is not None:
        out.write(encoded(answer) + "\n")


def records(table: Table) -> Iterator[str]:
    """Each row as a JSON object on one line."""
    keys = [field.key for field in table.columns]
    writes = [field.kind.write for field in table.columns]
    for row in table.rows:
        values = (
            None if cell is None or cell == "" else write(cell)
            for write, cell in zip(writes, row, strict=True)
        )
        yield encoded(dict(zip(keys, values, strict=True)))


def encoded(value: object) -> str:
    """A value as JSON on one line."""
    text = _encode(value)
    return (
        text if text.isprintable() else _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    )


def _write_array(table: Table, out: TextIO, indent: str) -> None:
    before = f"[\n{indent}  "
    for record in records(table):
        out.write(before + record)
        before = f",\n{indent}  "
    out.write("[]" if before.startswith("[") else f"\n{indent}]")


def _write_page(page: Page, out: TextIO) -> None:
    head = f'  "head": {encoded(page.head)},\n' if page.head else ""
    out.write(f'{{\n  "title": {encoded(page.title)},\n{head}  "sections": {{')
    for place, (name, part) in enumerate(named(page)):
        out.write(f"{',' if place else ''}\n    {encoded(name)}: ")
        if not isinstance(part, Table):
            out.write(encoded(part))
        else:
            _write_array(part, out, "    ")
    out.write("\n  }\n}\n")
