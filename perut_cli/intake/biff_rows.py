"""Read a sheet of an .xls row by row: cells as they are seen, merged ranges, hidden rows."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from perut_cli.intake.biff import Record, XlsBook, XlsSheet, number, records, text_at
from perut_cli.intake.number_format import NumberFormat, number_cell
from perut_cli.intake.sheet_row import SheetRow, damaged
from perut_cli.intake.source import Mark

_ROW, _NUMBER, _SHORT, _SHORTS, _SHARED, _LABEL, _RICH_LABEL = (
    0x208,
    0x203,
    0x27E,
    0xBD,
    0xFD,
    0x204,
    0xD6,
)
_TRUTH_OR_ERROR, _FORMULA, _RESULT, _MERGED = 0x205, 0x06, 0x207, 0xE5
_HIDDEN = 0x20
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_TEXT, _TRUTH, _ERROR = range(3)
"""What the result of a formula is where it is no number."""

_WHEN_OPENED = 2
"""A formula so marked, and nothing else, waits to be computed on opening."""


class _Cell(NamedTuple):
    text: str
    mark: Mark | None = None


def xls_rows(book: XlsBook, sheet: XlsSheet) -> Iterator[SheetRow]:
    """The rows of a sheet that have a filled cell. Raises P015."""
    reader = _XlsReader(book)
    for record in records(book.data, sheet.start):
        reader.take(record)
    yield from reader.rows()


class _XlsReader:
    """Gathers the cells of a sheet out of its records."""

    def __init__(self, book: XlsBook) -> None:
        self.book = book
        self.cells: dict[int, dict[int, _Cell]] = {}
        self.spans: dict[tuple[int, int], int] = {}
        self.hidden: set[int] = set()
        self.waiting: tuple[int, int] | None = None

    def rows(self) -> Iterator[SheetRow]:
        for row, found in sorted(self.cells.items()):
            spans = {
                column: self.spans[row, column] for column in found if (row, column) in self.spans
            }
            marks = {column: cell.mark for column, cell in found.items() if cell.mark}
            texts = {column: cell.text for column, cell in sorted(found.items())}
            yield SheetRow(row + 1, texts, marks, spans, row in self.hidden)

    def take(self, record: Record) -> None:
        kind, body = record.kind, record.body
        if kind == _RESULT and self.waiting:
            self._put(*self.waiting, _Cell(text_at(record.pieces, 0)))
            self.waiting = None
        elif kind == _ROW:
            if number(body, 12, 2) & _HIDDEN:
                self.hidden.add(number(body, 0, 2))
        elif kind == _MERGED:
            self._merge(body)
        elif kind in _CELLS:
            row, column, style = (number(body, at, 2) for at in (0, 2, 4))
            if kind == _SHORTS:
                self._several(row, column, body)
            elif (cell := self._cell(record, style, row, column)) is not None:
                self._put(row, column, cell)

    def _put(self, row: int, column: int, cell: _Cell) -> None:
        if cell.text or cell.mark:
            self.cells.setdefault(row, {})[column] = cell

    def _cell(self, record: Record, style: int, row: int, column: int) -> _Cell | None:
        kind, body = record.kind, record.body
        if kind == _SHARED:
            place = number(body, 6, 4)
            if place >= len(self.book.texts):
                raise damaged(self.book.name)
            return _Cell(self.book.texts[place])
        if kind in (_LABEL, _RICH_LABEL):
            return _Cell(text_at(record.pieces, 6))
        if kind == _NUMBER:
            return self._number(_double(body[6:14], self.book.name), style)
        if kind == _SHORT:
            return self._number(_short(body[6:10], self.book.name), style)
        if kind == _TRUTH_OR_ERROR:
            return _error(body[6]) if body[7] else _truth(body[6])
        return self._result(body, style, row, column)

    def _result(self, body: bytes, style: int, row: int, column: int) -> _Cell | None:
        """What a formula gave; None for a text, which comes in a record of its own."""
        waits = number(body, 14, 2) & 3 == _WHEN_OPENED
        if body[12:14] != b"\xff\xff":
            value = _double(body[6:14], self.book.name)
            return _uncomputed() if waits and not value else self._number(value, style)
        what = body[6]
        if what == _TEXT:
            self.waiting = row, column
            return None
        if what == _TRUTH:
            return _truth(body[8])
        if what == _ERROR:
            return _error(body[8])
        # A formula may well give an empty text; a program that never computes puts it everywhere.
        return _uncomputed() if waits or not self.book.computed else _Cell("")

    def _several(self, row: int, first: int, body: bytes) -> None:
        for place, at in enumerate(range(4, len(body) - 7, 6)):
            value = _short(body[at + 2 : at + 6], self.book.name)
            self._put(row, first + place, self._number(value, number(body, at, 2)))

    def _number(self, value: float, style: int) -> _Cell:
        formats = self.book.formats
        form = formats[style] if style < len(formats) else NumberFormat()
        return _Cell(*number_cell(value, form, from_1904=self.book.from_1904))

    def _merge(self, body: bytes) -> None:
        for at in range(2, len(body) - 7, 8):
            first, last, column = (number(body, at + step, 2) for step in (0, 2, 4))
            if last > first:
                self.spans[first, column] = last - first + 1


_CELLS = (
    _NUMBER,
    _SHORT,
    _SHORTS,
    _SHARED,
    _LABEL,
    _RICH_LABEL,
    _TRUTH_OR_ERROR,
    _FORMULA,
)


def _double(data: bytes, name: str) -> float:
    if len(data) < 8:
        raise damaged(name)
    return float(struct.unpack("<d", data)[0])


def _short(data: bytes, name: str) -> float:
    """A number in 30 bits: the upper part of a double, or a whole number, times 100 or not."""
    if len(data) < 4:
        raise damaged(name)
    packed = int.from_bytes(data, "little", signed=True)
    value = (
        float(packed >> 2)
        if packed & 2
        else _double(b"\0\0\0\0" + (packed & 0xFFFFFFFC).to_bytes(4, "little"), name)
    )
    return value / 100 if packed & 1 else value


def _error(code: int) -> _Cell:
    shown = _ERRORS.get(code, "#?")
    return _Cell(shown, Mark("error", shown))


def _truth(value: int) -> _Cell:
    return _Cell("yes", Mark("boolean", "TRUE")) if value else _Cell("no", Mark("boolean", "FALSE"))


def _uncomputed() -> _Cell:
    return _Cell("", Mark("uncomputed", ""))
