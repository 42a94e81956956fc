"""Read a workbook (.xlsx, .xlsm, .xls, .ods): choose the sheet, find its header, give its rows as
text.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import NamedTuple
from xml.parsers.expat import ExpatError

from perut_cli.core.errors import Invalid, NotFound, PerutError
from perut_cli.core.text import T, Text
from perut_cli.intake import biff, biff_rows, ooxml, ooxml_rows, opendocument
from perut_cli.intake.compound_file import SIGNATURE
from perut_cli.intake.shape import (
    FIRST_ROWS,
    Shape,
    TableRows,
    header_place,
    headless,
    passed_over,
    shaped,
)
from perut_cli.intake.sheet_row import LAST_COLUMN, SheetRow, damaged, too_large
from perut_cli.intake.source import ROWS, Chunk, Dialect, Mark, Problems, Source, letters
from perut_cli.store.files import InputFile, hold

_OFFICE = Dialect(";", "utf-8", "\r\n", sep_line=False, bom=True)
"""How the rejects of a workbook are written: as the office's spreadsheet opens them."""

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ExpatError,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    NotImplementedError,
    IndexError,
)
_ZIP = b"PK\x03\x04"
MAX_UNPACKED = 2 << 30
_SUSPECT, _MOST_PACKED = 64 << 20, 250
"""A part above this size that is packed more tightly than that is no table that people made."""

MAX_CELLS = 50_000_000
_MOST_BEYOND = 10_000_000
"""Cells up to the last filled one, of rows that reach beyond the header."""


class _Book(NamedTuple):
    """A workbook of any format: its sheets with whether they are shown, and the rows of one."""

    sheets: list[tuple[str, bool]]
    rows: Callable[[str], Iterator[SheetRow]]


class _Opened(NamedTuple):
    """A sheet read as far as its header."""

    title: str
    rows: Iterator[SheetRow]
    above: list[list[str]]
    header: list[str]
    line: int
    known: int


def open_workbook(held: InputFile, knows: Callable[[str], bool], sheet_name: str = "") -> Source:
    """Read the header of a sheet: the one of that name, the only one, or the one whose header row
    knows most words.

    Raises P009, P010 for an unknown sheet, P012 where none has a known word, P015 for a damaged
    workbook, P016, P018.
    """
    problems, remarks = Problems(), list[Text]()
    with _damage(held.name):
        data = held.everything()
        held.check()
        book = _book(data, held.name)
        sheet, notes = _sheet(book, held.name, knows, sheet_name)
        shape = shaped(sheet.header, sheet.line, held.name, problems, knows)
    held.close()
    marks: dict[tuple[int, int], Mark] = {}
    reading = _Reading(
        held.name, sheet, shape, TableRows(shape, problems, remarks, sheet=True), marks
    )
    return Source(
        held.name,
        shape.header,
        sheet.line,
        reading.chunks(),
        comma=False,
        guarded=False,
        notes=(*passed_over(sheet.above, sheet.line, shape), *notes),
        problems=problems,
        dialect=_OFFICE,
        size=held.size,
        close=held.close,
        how=T(
            "read as a workbook, sheet {name}", "dibaca sebagai buku kerja, lembar {name}"
        ).format(name=sheet.title),
        position=lambda: 0,
        places=shape.places,
        remarks=remarks,
        marks=marks,
    )


def sheet_names(path: str) -> list[str]:
    """The names of a workbook's sheets. Raises P010, P011, P015."""
    held = hold(path, None)
    try:
        with _damage(held.name):
            return [title for title, _ in _book(held.everything(), held.name).sheets]
    finally:
        held.close()


def first_text(path: str, title: str) -> str:
    """The first cell of a sheet, blank where there is no such sheet. Raises P010, P011, P015."""
    held = hold(path, None)
    try:
        with _damage(held.name):
            book = _book(held.everything(), held.name)
            if title not in [name for name, _ in book.sheets]:
                return ""
            row = next(book.rows(title), None)
            return row.cells.get(0, "") if row else ""
    finally:
        held.close()


def _book(data: bytes, name: str) -> _Book:
    stream = io.BytesIO(data)
    if data.startswith(SIGNATURE):
        older = biff.open_xls(data, name)
        named = {sheet.title: sheet for sheet in older.sheets}
        return _Book(
            [(sheet.title, sheet.visible) for sheet in older.sheets],
            lambda title: biff_rows.xls_rows(older, named[title]),
        )
    if not data.startswith(_ZIP):
        raise damaged(name)
    with zipfile.ZipFile(stream) as pack:
        parts = pack.infolist()
    if sum(part.file_size for part in parts) > MAX_UNPACKED or any(
        part.file_size > _SUSPECT and part.file_size > _MOST_PACKED * part.compress_size
        for part in parts
    ):
        raise too_large(name)
    names = {part.filename.lower() for part in parts}
    stream.seek(0)
    if "content.xml" in names:
        ods = opendocument.open_ods(stream, name)
        return _Book(opendocument.ods_titles(ods), lambda title: opendocument.ods_rows(ods, title))
    if "xl/workbook.bin" in names:
        raise damaged(name, T("the format .xlsb is not read", "format .xlsb tidak dibaca"))
    modern = ooxml.open_book(stream, name)
    by_title = {part.title: part for part in modern.sheets}
    return _Book(
        [(part.title, part.visible) for part in modern.sheets],
        lambda title: ooxml_rows.rows_of(modern, by_title[title]),
    )


@contextmanager
def _damage(name: str) -> Iterator[None]:
    try:
        yield
    except PerutError:
        raise
    except _DAMAGE as error:
        raise damaged(name) from error


def _sheet(
    book: _Book, name: str, knows: Callable[[str], bool], wanted: str
) -> tuple[_Opened, tuple[T, ...]]:
    if wanted:
        titles = [title for title, _ in book.sheets if _folded(title) == _folded(wanted)]
        if not titles:
            reason = T("no sheet {sheet} in {name}", "tidak ada lembar {sheet} di {name}")
            raise NotFound(
                "P010", reason.format(sheet=wanted, name=name), _choose([t for t, _ in book.sheets])
            )
    else:
        titles = [title for title, visible in book.sheets if visible]
    opened = [sheet for title in titles if (sheet := _opened(book, title, knows)).header]
    if not opened:
        raise headless(name)
    best = max(opened, key=lambda sheet: sheet.known)
    if len(opened) > 1 and not best.known:
        reason = T(
            "no sheet of {name} has known columns",
            "tidak ada lembar {name} dengan kolom yang dikenal",
        )
        raise Invalid("P012", reason.format(name=name), _choose(titles), source=name)
    hidden = [
        title for title, visible in book.sheets if not (wanted or visible or title.startswith("_"))
    ]
    return best, _others(best, opened, hidden)


def _folded(title: str) -> str:
    return title.strip().casefold()


def _others(best: _Opened, opened: list[_Opened], hidden: list[str]) -> tuple[T, ...]:
    """Notes on the sheets that aren't read."""
    notes = []
    others = [sheet.title for sheet in opened if sheet is not best]
    if others:
        notes.append(
            T(
                "not read: sheet {names} (name one with --sheet-name)",
                "tidak dibaca: lembar {names} (sebut dengan --nama-lembar)",
            ).format(names=", ".join(others))
        )
    if hidden:
        notes.append(
            T(
                "not read, hidden: sheet {names}", "tidak dibaca, tersembunyi: lembar {names}"
            ).format(names=", ".join(hidden))
        )
    return tuple(notes)


def _choose(names: list[str]) -> T:
    return T("its sheets are {names}", "lembarnya {names}").format(names=", ".join(names))


def _opened(book: _Book, title: str, knows: Callable[[str], bool]) -> _Opened:
    rows = book.rows(title)
    first = list(islice(rows, FIRST_ROWS))
    texts = [_dense(row) for row in first]
    if not any(any(map(str.strip, text)) for text in texts):
        return _Opened(title, rows, [], [], 0, 0)
    place = header_place(texts, knows)
    header = texts[place]
    known = sum(1 for cell in header if cell.strip() and knows(cell))
    rest = chain(first[place + 1 :], rows)
    return _Opened(title, rest, texts[:place], header, first[place].line, known)


def _dense(row: SheetRow) -> list[str]:
    return [row.cells.get(column, "") for column in range(min(max(row.cells), LAST_COLUMN) + 1)]


class _Reading:
    """Reads the rows below the header; merged cells hold for every row they cover."""

    def __init__(
        self,
        name: str,
        sheet: _Opened,
        shape: Shape,
        table: TableRows,
        marks: dict[tuple[int, int], Mark],
    ) -> None:
        self.name, self.sheet, self.shape, self.table, self.marks = name, sheet, shape, table, marks
        self.kept = {place: index for index, place in enumerate(shape.kept)}
        self.covering: dict[int, tuple[int, int, str, Mark | None]] = {}
        self.filled: dict[str, None] = {}
        self.hidden = self.cells = 0

    def chunks(self) -> Iterator[Chunk]:
        """The rows in chunks; what was noticed is told behind the last."""
        with _damage(self.name):
            while taken := list(islice(self.sheet.rows, ROWS)):
                self.marks.clear()
                lines = [row.line for row in taken]
                lines, rows = self.table.fit(lines, [self._row(row) for row in taken])
                if rows:
                    yield lines, rows
        self.table.remarks.extend(self._remarks())

    def _row(self, row: SheetRow) -> list[str]:
        self.cells += len(row.cells)
        if self.cells > MAX_CELLS:
            raise too_large(self.name)
        self.hidden += row.hidden
        for column, (start, last, text, mark) in list(self.covering.items()):
            if row.line > last:
                del self.covering[column]
            elif not row.cells.get(column, "").strip() and column not in row.marks:
                row.cells[column] = text
                if mark:
                    self.marks[row.line, self.kept.get(column, -1)] = mark
                self.filled[f"{letters(column + 1)}{start}:{letters(column + 1)}{last}"] = None
        for column, rows in row.spans.items():
            last = row.line + rows - 1
            self.covering[column] = row.line, last, row.cells[column], row.marks.get(column)
        for column, mark in row.marks.items():
            if column in self.kept:
                self.marks[row.line, self.kept[column]] = mark
        width = len(self.shape.cells)
        cells = [row.cells.get(column, "") for column in range(width)]
        return cells + self._beyond(row, width)

    def _beyond(self, row: SheetRow, width: int) -> list[str]:
        last = max(row.cells)
        if last < width or not any(
            row.cells[column].strip() for column in row.cells if column >= width
        ):
            return []
        self.cells += last
        if self.cells > _MOST_BEYOND:
            raise too_large(self.name)
        return [row.cells.get(column, "") for column in range(width, last + 1)]

    def _remarks(self) -> list[T]:
        remarks = []
        if self.filled:
            shown = ", ".join(list(self.filled)[:20]) + (" …" if len(self.filled) > 20 else "")
            remarks.append(
                T(
                    "merged cells hold for every row they cover: {cells}",
                    "sel gabungan berlaku untuk setiap baris yang dicakupnya: {cells}",
                ).format(cells=shown)
            )
        if self.hidden:
            remarks.append(
                T(
                    "{n} hidden or filtered rows read, too",
                    "{n} baris tersembunyi atau tersaring ikut dibaca",
                ).format(n=self.hidden)
            )
        return remarks
