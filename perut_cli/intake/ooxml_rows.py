"""Read a sheet of an .xlsx row by row: cells as they are seen, merged ranges, hidden rows."""

import re
from collections.abc import Iterator

from perut_cli.core.text import T
from perut_cli.intake.number_format import NumberFormat, number_cell
from perut_cli.intake.ooxml import BLOCK, YES, Attributes, Book, WorkbookSheet, unescaped
from perut_cli.intake.sheet_row import (
    LAST_COLUMN,
    LAST_ROW,
    SheetRow,
    damaged,
    parser_of,
    place_of,
    too_large,
)
from perut_cli.intake.source import MAX_CELL, Mark

_MERGED = re.compile(rb"<(?:[\w.-]+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([^\"']+)[\"']")


def rows_of(book: Book, part: WorkbookSheet) -> Iterator[SheetRow]:
    """The rows of a sheet that have a filled cell. Raises P015, P016, P018."""
    reader = _SheetReader(book, _merges(book, part))
    parser = parser_of(book.name)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    with book.pack.open(part.path) as xml:
        while block := xml.read(BLOCK):
            parser.Parse(block, False)
            if reader.rows:
                yield from reader.rows
                reader.rows.clear()
        parser.Parse(b"", True)
    yield from reader.rows


class _SheetReader:
    """Follows the XML of a sheet and gathers its rows."""

    def __init__(self, book: Book, merges: dict[tuple[int, int], int]) -> None:
        self.book, self.merges = book, merges
        self.rows: list[SheetRow] = []
        self.line = self.column = 0
        self.inside = self.keeping = self.phonetic = self.formula = self.hidden = False
        self.kind, self.style, self.value = "", 0, ""
        self.cells: dict[int, str] = {}
        self.marks: dict[int, Mark] = {}

    def start(self, tag: str, values: Attributes) -> None:
        tag = tag.rpartition(":")[2]
        if not self.inside:
            self.inside = tag == "sheetData"
        elif tag == "c":
            self._begin_cell(values)
        elif tag == "v" or (tag == "t" and not self.phonetic):
            self.keeping = True
        elif tag == "f":
            self.formula = True
        elif tag == "row":
            self._begin_row(values)
        elif tag == "rPh":
            self.phonetic = True

    def text(self, data: str) -> None:
        if self.keeping:
            self.value += data
            if len(self.value) > MAX_CELL:
                raise too_large(self.book.name)

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if not self.inside:
            return
        if tag in ("v", "t"):
            self.keeping = False
        elif tag == "c":
            self._end_cell()
        elif tag == "row":
            self._end_row()
        elif tag == "rPh":
            self.phonetic = False
        elif tag == "sheetData":
            self.inside = False

    def _begin_row(self, values: Attributes) -> None:
        written = values.get("r", "")
        self.line = (
            int(written)
            if written.isdecimal() and len(written) < len("99999999")
            else (self.line + 1 if not written else LAST_ROW + 1)
        )
        if not 0 < self.line <= LAST_ROW:
            raise damaged(
                self.book.name,
                T("there is no row {row}", "tidak ada baris {row}").format(row=written[:40]),
            )
        self.column = 0
        self.hidden = values.get("hidden", "").lower() in YES
        self.cells, self.marks = {}, {}

    def _begin_cell(self, values: Attributes) -> None:
        reference = values.get("r")
        if reference:
            row, self.column = place_of(reference, self.book.name)
            if row != self.line:
                raise damaged(
                    self.book.name,
                    T("cell {place} stands in row {row}", "sel {place} ada di baris {row}").format(
                        place=reference, row=self.line
                    ),
                )
        else:
            self.column += 1
            if self.column > LAST_COLUMN:
                raise damaged(self.book.name)
        style = values.get("s", "0")
        self.style = int(style) if style.isdecimal() else 0
        self.kind, self.value, self.formula = values.get("t", "n"), "", False

    def _end_cell(self) -> None:
        text, mark = self._read()
        if text or mark:
            self.cells[self.column - 1] = text
            if mark:
                self.marks[self.column - 1] = mark

    def _read(self) -> tuple[str, Mark | None]:
        kind, value = self.kind, self.value
        if kind == "e":
            return value, Mark("error", value.strip() or "#?")
        if self.formula and kind != "inlineStr" and self._is_uncomputed(value.strip()):
            return "", Mark("uncomputed", "")
        if kind == "s":
            return (self._shared(value), None) if value.strip() else ("", None)
        if kind in ("str", "inlineStr"):
            return unescaped(value), None
        value = value.strip()
        if not value:
            return "", None
        if kind == "b":
            return (
                ("yes", Mark("boolean", "TRUE"))
                if value in YES
                else ("no", Mark("boolean", "FALSE"))
            )
        if kind == "d":
            return _iso(value)
        return self._number(value)

    def _is_uncomputed(self, value: str) -> bool:
        # A text formula may well give an empty text; and a program that wants all computed on
        # opening has put noughts.
        return (not value and self.kind != "str") or (not self.book.computed and value in ("", "0"))

    def _shared(self, value: str) -> str:
        try:
            return self.book.texts[int(value)]
        except (ValueError, IndexError):
            raise damaged(self.book.name) from None

    def _number(self, value: str) -> tuple[str, Mark]:
        try:
            number = float(value)
        except ValueError:
            raise damaged(self.book.name) from None
        form = (
            self.book.formats[self.style] if self.style < len(self.book.formats) else NumberFormat()
        )
        return number_cell(number, form, from_1904=self.book.from_1904)

    def _end_row(self) -> None:
        if self.cells:
            spans = (
                {
                    column: rows
                    for column in self.cells
                    if (rows := self.merges.get((self.line, column + 1)))
                }
                if self.merges
                else {}
            )
            self.rows.append(SheetRow(self.line, self.cells, self.marks, spans, self.hidden))


def _iso(value: str) -> tuple[str, Mark]:
    day, _, clock = value.partition("T")
    clock = clock.rstrip("Z").partition(".")[0]
    text = day if not clock.strip("0:") else f"{day} {clock}"
    return text, Mark("date", text)


def _merges(book: Book, part: WorkbookSheet) -> dict[tuple[int, int], int]:
    """The rows covered by each cell that is merged downwards, by its row and column from 1."""
    covered: dict[tuple[int, int], int] = {}
    rest = b""
    with book.pack.open(part.path) as xml:
        while block := xml.read(BLOCK * 16):
            rest += block
            end = 0
            for match in _MERGED.finditer(rest):
                first, _, last = match[1].decode("ascii", "replace").partition(":")
                row, column = place_of(first, book.name)
                rows = place_of(last or first, book.name)[0] - row + 1
                if rows > 1:
                    covered[row, column] = rows
                end = match.end()
            rest = rest[max(end, len(rest) - 1000) :]
    return covered
