"""CSV for programs: English keys, exact values, LF."""

import csv
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import Protocol, TextIO

from perut_cli.core.fields import TEXT, Field
from perut_cli.core.table import Answer, Page, Table
from perut_cli.core.values import Cell, Row
from perut_cli.render.page_parts import long_table
from perut_cli.render.style import Style

_SMALLEST = 1e-4
"""Below it Python writes 1e-05, which an import must take for a number damaged by a spreadsheet."""

_THOUSAND = 1000
_GROUP = 3
"""Digits behind a point that could part thousands."""

_KEPT = 4096
"""Different values of a column remembered."""


class CsvWriter(Protocol):
    """What the csv library hands out to write with."""

    def writerow(self, row: Iterable[object], /) -> object:
        """Write one row."""

    def writerows(self, rows: Iterable[Iterable[object]], /) -> object:
        """Write rows."""


def write(answer: Answer, out: TextIO, style: Style) -> None:
    """Write an answer with commas; a page as a row for each cell."""
    del style
    write_separated(answer, out, ",")


def write_separated(answer: Answer, out: TextIO, delimiter: str) -> None:
    """Write an answer with any separator, quoting where needed."""
    if isinstance(answer, str):
        out.write(f"{answer}\n")
    elif answer is not None:
        table = long_table(answer) if isinstance(answer, Page) else answer
        _write_table(table, csv.writer(out, delimiter=delimiter, lineterminator="\n"))


def _writers(columns: Iterable[Field]) -> list[tuple[int, Callable[[Cell], Cell]]]:
    """The columns whose values are written other than they are; the rest cost nothing, and equal
    values are written once.
    """
    return [
        (place, lru_cache(maxsize=_KEPT)(partial(_cell, field.kind.write)))
        for place, field in enumerate(columns)
        if field.kind.write is not TEXT.write
    ]


def _cell(write_one: Callable[[Cell], Cell], value: Cell) -> str:
    return "" if value is None or value == "" else str(plain_text(write_one(value)))


def plain_text(number: Cell) -> Cell:
    """A number as it is to be written: never in scientific notation, and 1.234, which could be a
    thousand elsewhere, as 1.2340.
    """
    if isinstance(number, float) and 0 < abs(number) < _SMALLEST:
        digits, _, exponent = repr(abs(number)).partition("e")
        if exponent:
            sign = "-" if number < 0 else ""
            return f"{sign}0.{'0' * (-int(exponent) - 1)}{digits.replace('.', '')}"
    if (
        isinstance(number, float)
        and 1 <= abs(number) < _THOUSAND
        and len(repr(number).partition(".")[2]) == _GROUP
    ):
        return f"{number!r}0"
    return number


def _write_table(table: Table, writer: CsvWriter) -> None:
    writer.writerow([field.key for field in table.columns])
    writers = _writers(table.columns)
    writer.writerows(_written(table.rows, writers) if writers else table.rows)


def _written(
    rows: Iterable[Row], writers: list[tuple[int, Callable[[Cell], Cell]]]
) -> Iterator[list[Cell]]:
    for row in rows:
        cells = list(row)
        for place, write_one in writers:
            cells[place] = write_one(cells[place])
        yield cells
