"""Read the sheets of an .ods row by row."""

import re
import zipfile
from collections.abc import Iterator
from typing import IO, NamedTuple

from perut_cli.core.errors import Invalid
from perut_cli.core.text import T
from perut_cli.intake.number_format import number_text
from perut_cli.intake.sheet_row import (
    LAST_COLUMN,
    LAST_ROW,
    SheetRow,
    damaged,
    parser_of,
    too_large,
)
from perut_cli.intake.source import MAX_CELL, Mark

_BLOCK = 1 << 16
_MOST_REPEATED = 10_000
"""Filled rows of a sheet that only say that the one before comes again, at most."""

_SHOWN_ERROR = re.compile(r"#[A-Z0-9/!?]+[!?]?|#N/A|Err:\d+")
_HOURS = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_TRUTH = ("TRUE", "FALSE", "BENAR", "SALAH")
"""How a number is shown that a formula made of a question."""

_SILENT = ("annotation", "shapes", "frame", "tracked-changes")


class OdsBook(NamedTuple):
    """An opened .ods and the titles of its sheets that are shown, or all of them."""

    name: str
    pack: zipfile.ZipFile


def open_ods(stream: IO[bytes], name: str) -> OdsBook:
    """Open an .ods. Raises P015."""
    pack = zipfile.ZipFile(stream)
    if "content.xml" not in pack.namelist():
        raise damaged(name)
    return OdsBook(name, pack)


def ods_titles(book: OdsBook) -> list[tuple[str, bool]]:
    """The titles of all sheets in order, and whether each is shown."""
    hidden: set[str] = set()
    titles: list[tuple[str, str]] = []
    style = [""]

    def start(tag: str, values: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "style":
            style[0] = values.get("style:name", "")
        elif tag == "table-properties" and values.get("table:display") == "false":
            hidden.add(style[0])
        elif tag == "table":
            titles.append((values.get("table:name", ""), values.get("table:style-name", "")))

    parser = parser_of(book.name)
    parser.StartElementHandler = start
    with book.pack.open("content.xml") as xml:
        while block := xml.read(_BLOCK):
            parser.Parse(block, False)
    return [(title, look not in hidden) for title, look in titles]


def ods_rows(book: OdsBook, title: str) -> Iterator[SheetRow]:
    """The rows of a sheet that have a filled cell. Raises P015, P016, P018."""
    reader = _TableReader(book.name, title)
    parser = parser_of(book.name)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    with book.pack.open("content.xml") as xml:
        while block := xml.read(_BLOCK):
            parser.Parse(block, False)
            if reader.rows:
                yield from reader.rows
                reader.rows.clear()
            if reader.done:
                return
        parser.Parse(b"", True)


class _TableReader:
    """Follows the XML to one table and gathers its rows."""

    def __init__(self, name: str, title: str) -> None:
        self.name, self.title = name, title
        self.rows: list[SheetRow] = []
        self.line = 1
        self.repeated = self.column = self.silent = self.paragraphs = self.depth = 0
        self.inside = self.done = self.writing = False
        self.row: dict[str, str] = {}
        self.cell: dict[str, str] = {}
        self.value = ""
        self.cells: dict[int, str] = {}
        self.marks: dict[int, Mark] = {}
        self.spans: dict[int, int] = {}

    def start(self, tag: str, values: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "table" and not self.done:
            if self.inside:
                self.silent += 1
            self.inside = self.inside or _local(values).get("name") == self.title
        elif not self.inside or self.silent or tag in _SILENT:
            self.silent += self.inside and (tag in _SILENT)
        elif tag == "table-row":
            self.row, self.column = _local(values), 0
            self.cells, self.marks, self.spans = {}, {}, {}
        elif tag in ("table-cell", "covered-table-cell"):
            self.cell, self.value, self.paragraphs = _local(values), "", 0
        else:
            self._mark_up(tag, values)

    def _mark_up(self, tag: str, values: dict[str, str]) -> None:
        if tag == "p":
            self.value += "\n" if self.paragraphs else ""
            self.paragraphs += 1
            self.writing = True
        elif tag == "s" and self.writing:
            count = _local(values).get("c", "1")
            self.value += " " * (min(int(count), MAX_CELL) if count.isdecimal() else 1)
        elif tag in ("tab", "line-break") and self.writing:
            self.value += "\t" if tag == "tab" else "\n"

    def text(self, data: str) -> None:
        if self.writing and not self.silent:
            self.value += data
            if len(self.value) > MAX_CELL:
                raise too_large(self.name)

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if not self.inside:
            return
        if tag in _SILENT or (tag == "table" and self.silent):
            self.silent -= 1
        elif self.silent:
            return
        elif tag == "p":
            self.writing = False
        elif tag in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif tag == "table-row":
            self._end_row()
        elif tag == "table":
            self.inside, self.done = False, True

    def _end_cell(self) -> None:
        times = _count(self.cell, "number-columns-repeated")
        text, mark = self._read()
        if (text or mark) and self.column + times > LAST_COLUMN:
            raise self._too_often()
        if text or mark:
            for column in range(self.column, self.column + times):
                self.cells[column] = text
                if mark:
                    self.marks[column] = mark
            if (rows := _count(self.cell, "number-rows-spanned")) > 1:
                self.spans[self.column] = rows
        self.column += times

    def _read(self) -> tuple[str, Mark | None]:
        cell, shown = self.cell, self.value
        kind = cell.get("value-type", "")
        if "failed" in cell:
            return shown, Mark("error", shown.strip() or "#?")
        if "formula" in cell and _SHOWN_ERROR.fullmatch(shown.strip()):
            return shown, Mark("error", shown.strip())
        if "formula" in cell and not kind:
            # An empty text that a formula gave comes as an empty paragraph.
            return "", None if self.paragraphs else Mark("uncomputed", "")
        if kind in ("float", "currency"):
            return self._number(shown, "number")
        if kind == "percentage":
            return self._number(shown, "percent")
        if kind == "date":
            day, _, clock = cell.get("date-value", "").partition("T")
            clock = clock.partition(".")[0]
            text = f"{day} {clock}" if clock.strip("0:") else day
            return text, Mark("date", shown or text)
        if kind == "time" and (match := _HOURS.fullmatch(cell.get("time-value", ""))):
            text = ":".join(match.groups()).removesuffix(":00")
            return text, Mark("time", shown or text)
        if kind == "boolean":
            value = cell.get("boolean-value") == "true"
            return ("yes" if value else "no"), Mark("boolean", shown)
        return (shown if self.paragraphs else cell.get("string-value", "")), None

    def _number(self, shown: str, kind: str) -> tuple[str, Mark]:
        try:
            text = number_text(float(self.cell.get("value", "")))
        except ValueError:
            raise damaged(self.name) from None
        plain = shown.replace(",", ".")
        if kind == "number" and re.fullmatch(r"\d+ \d+/\d+|\d+/\d+", shown.strip()):
            return text, Mark("fraction", shown)
        if kind == "number" and shown.strip().upper() in _TRUTH:
            return ("no" if float(text) == 0 else "yes"), Mark("boolean", shown)
        same = re.fullmatch(r"-?\d+(\.\d+)?", plain) and float(plain) == float(text)
        return text, Mark(kind, plain if same or kind == "percent" else text)

    def _end_row(self) -> None:
        times = _count(self.row, "number-rows-repeated")
        if self.cells:
            self.repeated += times - 1
            if self.repeated > _MOST_REPEATED or self.line + times > LAST_ROW + 1:
                raise self._too_often()
            hidden = self.row.get("visibility", "visible") != "visible"
            for line in range(self.line, self.line + times):
                self.rows.append(SheetRow(line, dict(self.cells), self.marks, self.spans, hidden))
        self.line += times

    def _too_often(self) -> Invalid:
        reason = T(
            "row {row} says that its cells come again too often",
            "baris {row} mengulang isinya terlalu banyak",
        ).format(row=self.line)
        hint = T(
            "press Ctrl+End in the spreadsheet and delete what is empty up to there",
            "tekan Ctrl+End di lembar kerja lalu hapus yang kosong sampai ke sana",
        )
        return Invalid("P016", reason, hint, source=self.name)


def _local(values: dict[str, str]) -> dict[str, str]:
    # LibreOffice writes value-type twice; its own one says error.
    local = {
        name.rpartition(":")[2]: value
        for name, value in values.items()
        if not name.startswith("calcext:")
    }
    if values.get("calcext:value-type") == "error":
        local["failed"] = "error"
    return local


def _count(values: dict[str, str], name: str) -> int:
    text = values.get(name, "1")
    return int(text) if text.isdecimal() and 0 < len(text) < len("123456789") else 1
