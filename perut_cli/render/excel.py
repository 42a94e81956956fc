"""CSV for Excel on an Indonesian Windows: semicolons, decimal commas, day first, labels, guarded
cells.
"""

import csv
from collections.abc import Callable
from typing import TextIO

from perut_cli.core.characters import guard
from perut_cli.core.fields import CHOICE, DATE, YES, Field
from perut_cli.core.table import Answer, Page, Table
from perut_cli.core.values import Cell, plain_number
from perut_cli.render.csv import CsvWriter, plain_text
from perut_cli.render.page_parts import long_table
from perut_cli.render.style import Style

_MARK = "\ufeff"
"""The byte order mark, by which Excel knows UTF-8."""


def write(answer: Answer, out: TextIO, style: Style) -> None:
    """Write an answer for Excel; the stream must be UTF-8
    and leave line ends alone (newline="").
    """
    del style
    if isinstance(answer, str):
        out.write(f"{answer}\n")
    elif answer is not None:
        out.write(_MARK)
        table = long_table(answer) if isinstance(answer, Page) else answer
        _write_table(table, csv.writer(out, delimiter=";", lineterminator="\r\n"))


def _write_table(table: Table, writer: CsvWriter) -> None:
    makers = [_maker(field) for field in table.columns]
    writer.writerow([guard(str(field.label)) for field in table.columns])
    writer.writerows(
        [make(value) for make, value in zip(makers, row, strict=True)] for row in table.rows
    )


def _maker(field: Field) -> Callable[[Cell], str]:
    if field.kind is DATE:
        return _day_first
    return (lambda value: _cell(field.show(value))) if field.kind in (CHOICE, YES) else _cell


def _cell(value: Cell) -> str:
    if isinstance(value, (int, float)):
        return str(plain_text(plain_number(value))).replace(".", ",")
    return guard(value) if value else ""


def _day_first(value: Cell) -> str:
    text = str(value or "")
    return f"{text[8:]}/{text[5:7]}/{text[:4]}" if len(text) == len("2026-12-31") else _cell(text)
