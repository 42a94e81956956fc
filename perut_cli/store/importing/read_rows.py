"""From cells to what the table holds: every cell read once, columns at a time, faults collected
with their place.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from perut_cli.core.characters import keyboard
from perut_cli.core.errors import Problem
from perut_cli.core.fields import SEPARATOR, Field
from perut_cli.core.settings import setting_key
from perut_cli.core.sheet import Sheet
from perut_cli.core.text import T
from perut_cli.core.values import (
    Cell,
    Fault,
    Row,
    could_be_thousands,
    date_order,
    proves_point,
    quoted,
)
from perut_cli.store.columns import StoredColumn
from perut_cli.store.importing.cells import (
    CellFormat,
    ParseCache,
    Unreadable,
    missing,
    name_of,
    plain_cell,
    text_of,
)
from perut_cli.store.lookup import Finder


class RowReader:
    """Reads the cells of one file for one sheet: finds out once which columns of the table its
    header gives.
    """

    def __init__(
        self,
        sheet: Sheet,
        header: Sequence[Field | None],
        form: CellFormat,
        finder: Finder,
        parts: Iterable[StoredColumn],
        *,
        versions: bool = False,
    ) -> None:
        """Take the words of the header, None for a column that is read elsewhere. `versions`: note
        beside each row whether it names the version of its instrument, where that may be left out.
        """
        self.sheet, self.form, self.finder = sheet, form, finder
        self.where = {field.key: place for place, field in enumerate(header) if field}
        self.parts = tuple(
            part for part in parts if part.words[-1] in self.where or part.words[0] in self.where
        )
        self._versions = versions and any(
            part.words[-1] == "instrument_version" and not sheet.column(part.words[-1]).required
            for part in self.parts
        )
        self.problems: list[Problem] = []
        self._told: set[tuple[int, str, str, str]] = set()
        self.rejected: set[int] = set()
        self._proven: set[str] = set()
        self._doubted: dict[str, dict[str, Fault]] = {}
        self._doubts: list[Problem] = []
        self._single = {
            part.column: ParseCache(self._maker(part))
            for part in self.parts
            if len(part.words) == 1
        }
        self._joint = {
            part.column: ParseCache(self._reference(part))
            for part in self.parts
            if part.column not in self._single
        }
        self._orders: dict[str, str] = {}

    @property
    def columns(self) -> tuple[str, ...]:
        """The table's columns in the order of the values that `read` gives."""
        columns = (part.column for part in self.parts)
        return (*columns, "versioned") if self._versions else tuple(columns)

    def read(self, lines: list[int], rows: list[list[str]]) -> list[Row]:
        """A chunk as tuples (line, values of `columns`), rows with a fault left out and their
        problems collected.
        """
        cells = list(zip(*rows, strict=True))
        read = [self._column(part, cells, lines) for part in self.parts]
        if self._versions:
            read.append(self._versioned(cells, lines))
        staged = zip(lines, *read, strict=True)
        if self.rejected:
            return [row for row in staged if row[0] not in self.rejected]
        return list(staged)

    def _versioned(self, cells: list[tuple[str, ...]], lines: list[int]) -> list[bool]:
        column = self.where.get("instrument_version")
        return (
            [bool(cell.strip()) for cell in cells[column]]
            if column is not None
            else [False for _ in lines]
        )

    def _column(
        self, part: StoredColumn, cells: list[tuple[str, ...]], lines: list[int]
    ) -> Sequence[Cell | Unreadable]:
        word = part.words[0]
        if part.column in self._single:
            typed = cells[self.where[word]]
            if word in _DATED:
                self._one_order(word, typed, lines)
            values = self._single[part.column].values(typed)
            faulty = self._single[part.column].faulty
        else:
            blank = ("",) * len(lines)
            columns = (cells[self.where[w]] if w in self.where else blank for w in part.words)
            values = self._joint[part.column].values(list(zip(*columns, strict=True)))
            faulty = self._joint[part.column].faulty
        if faulty:
            self._collect(part, values, cells, lines)
        if word in self._doubted:
            self._doubt(word, cells, lines)
        return values

    def settle_doubts(self) -> None:
        """After the last row: numbers such as 1.250 are problems unless other cells of their column
        prove that the point is a decimal one.
        """
        for problem in self._doubts:
            if problem.key not in self._proven:
                self.add(problem)

    def _doubt(self, word: str, cells: list[tuple[str, ...]], lines: list[int]) -> None:
        column, doubted = self.where[word], self._doubted[word]
        self._doubts += [
            Problem(line, word, fault.number, fault.reason, cell, column + 1, fault.hint)
            for line, cell in zip(lines, cells[column], strict=True)
            if (fault := doubted.get(cell))
        ]

    def _number(self, field: Field, read: Callable[[str], Cell]) -> Callable[[str], Cell]:
        def read_number(cell: str) -> Cell:
            text = keyboard(text_of(cell, self.form))
            try:
                value = read(cell)
            except Fault as fault:
                if not could_be_thousands(text):
                    raise
                self._doubted.setdefault(field.key, {})[cell] = fault
                return field.parse(f"{text}0")
            if proves_point(text):
                self._proven.add(field.key)
            return value

        return read_number

    def _collect(
        self,
        part: StoredColumn,
        values: Sequence[Cell | Unreadable],
        cells: list[tuple[str, ...]],
        lines: list[int],
    ) -> None:
        for number, value in enumerate(values):
            if isinstance(value, Unreadable):
                word = value.word or part.words[-1]
                column = self.where.get(word, self.where.get(part.words[-1], -1))
                self.add(
                    Problem(
                        lines[number],
                        word,
                        value.number,
                        value.reason,
                        cells[column][number] if column >= 0 else "",
                        column + 1,
                        value.hint,
                    )
                )

    def add(self, problem: Problem) -> None:
        """Note a problem; its row is rejected."""
        cell = (problem.line, problem.key, problem.number, str(problem.reason))
        if cell not in self._told:
            self._told.add(cell)
            self.problems.append(problem)
        self.rejected.add(problem.line)

    def _one_order(self, word: str, cells: Iterable[str], lines: list[int]) -> None:
        for line, cell in zip(lines, cells, strict=True):
            order = _order_of(cell)
            first = self._orders.setdefault(word, order) if order else ""
            if order and first and order != first and {order, first} == {"ymd", "dmy"}:
                self.add(
                    Problem(
                        line,
                        word,
                        "P027",
                        T(
                            "{text}: the column has dates in two orders",
                            "{text}: kolom ini menulis tanggal dengan dua urutan",
                        ).format(text=quoted(cell)),
                        cell,
                        self.where[word] + 1,
                        T(
                            "write all dates of a column alike, such as 2026-12-31; if a "
                            "spreadsheet did it, see `perut explain P027`",
                            "tulis semua tanggal dalam satu kolom dengan cara sama, misalnya "
                            "31/12/2026; bila lembar kerja yang mengubahnya, lihat `perut "
                            "jelaskan P027`",
                        ),
                    )
                )

    def _maker(self, part: StoredColumn) -> Callable[[str], Cell]:
        """How the cells of a column of one word are read."""
        if part.sheet == "":
            field = self.sheet.column(part.words[0]).field
            read = plain_cell(field, self.form, required=part.required, default=part.default)
            if part.column == "village_code":
                return self._recorded_village(read)
            if part.column == "setting":
                return lambda cell: read(setting_key(cell))
            return self._number(field, read) if field.kind.sql == "REAL" else read
        if part.listed:
            return self._list(part)
        named = self._reference(part)
        return lambda cell: named((cell,))

    def _recorded_village(self, read: Callable[[str], Cell]) -> Callable[[str], Cell]:
        """A village's own code, or its last four digits or name where it is recorded."""

        def read_code(cell: str) -> Cell:
            try:
                return read(cell)
            except Fault as fault:
                if not cell.strip():
                    raise
                try:
                    id_ = self.finder.village(name_of(cell, self.form))
                except Fault:
                    raise fault from None
                return str(
                    self.finder.store.value("SELECT village_code FROM village WHERE id = ?", (id_,))
                )

        return read_code

    def _list(self, part: StoredColumn) -> Callable[[str], str]:
        field = self.sheet.column(part.words[0]).field

        def read(cell: str) -> str:
            text = name_of(cell, self.form)
            if not text:
                return "[]"
            ids = [self._item(part, item) for item in str(field.parse(text)).split(SEPARATOR)]
            if len(set(ids)) < len(ids):
                raise Fault(
                    "P035",
                    T("{text} names one thing twice", "{text} menyebut satu hal dua kali").format(
                        text=quoted(text)
                    ),
                )
            return json.dumps(ids, separators=(",", ":"))

        return read

    def _item(self, part: StoredColumn, item: str) -> int:
        return int(RESOLVERS[part.sheet, 0](self.finder, [item]))

    def _reference(self, part: StoredColumn) -> Callable[[tuple[str, ...]], Cell]:
        """How the cells that name a record are read."""
        look = RESOLVERS.get((part.sheet, len(part.words))) or RESOLVERS[part.sheet, 0]
        if part.sheet == self.sheet.name:
            # Another row of the same file may be the one.
            look = _own
        fields = [self.sheet.column(word).field for word in part.words]

        def read(cells: tuple[str, ...]) -> Cell:
            texts = [name_of(cell, self.form) for cell in cells]
            if not texts[part.lead] and not texts[-1]:
                if part.required:
                    raise missing(fields[part.lead])
                return None
            if not texts[0]:
                raise missing(fields[0])
            return look(self.finder, texts)

        return read


def _official(finder: Finder, texts: list[str]) -> int:
    try:
        village = finder.village(texts[0])
    except Fault as fault:
        fault.word = "village_code"
        raise
    return finder.official(village, texts[1])


def _present(finder: Finder, texts: list[str]) -> int:
    # A blank village is the host's of the session.
    if texts[1]:
        return _official(finder, texts[1:])
    try:
        session = finder.code("session", texts[0])
    except Fault as fault:
        fault.word = "session_code"
        raise
    return finder.official(
        finder.store.value("SELECT village_id FROM session WHERE id = ?", (session,)), texts[2]
    )


def _dimension(finder: Finder, texts: list[str]) -> str:
    del finder
    return texts[0]


def _own(finder: Finder, texts: list[str]) -> str:
    del finder
    return texts[0]


def _worked_on(finder: Finder, texts: list[str]) -> int:
    """The indicator that INSTRUMENT:CODE names."""
    instrument, colon, code = texts[0].partition(":")
    if not colon:
        raise Fault(
            "P037",
            T("{text} is not INSTRUMENT:CODE", "{text} bukan INSTRUMEN:KODE").format(
                text=quoted(texts[0])
            ),
            T("write for instance DESA:A.1", "tulis misalnya DESA:A.1"),
        )
    return finder.first_indicator(instrument.strip(), code.strip())


RESOLVERS: dict[tuple[str, int], Callable[[Finder, list[str]], int | str]] = {
    ("village", 0): lambda finder, texts: finder.village(texts[0]),
    ("official", 2): _official,
    ("official", 3): _present,
    ("instrument", 1): lambda finder, texts: finder.first_instrument(texts[0]),
    ("instrument", 2): lambda finder, texts: finder.instrument(texts[0], texts[1]),
    ("indicator", 0): _worked_on,
    ("indicator", 2): lambda finder, texts: finder.first_indicator(texts[0], texts[1]),
    ("dimension", 0): _dimension,
    ("finding", 0): lambda finder, texts: finder.code("finding", texts[0]),
    ("session", 0): lambda finder, texts: finder.code("session", texts[0]),
    ("mentor", 0): lambda finder, texts: finder.code("mentor", texts[0]),
    ("assessment", 0): lambda finder, texts: finder.code("assessment", texts[0]),
    ("obligation", 0): lambda finder, texts: finder.code("obligation", texts[0]),
    ("topic", 0): lambda finder, texts: finder.code("topic", texts[0]),
}

_DATED = frozenset(
    (
        "locus_since",
        "locus_until",
        "since",
        "until",
        "session_date",
        "agreed_next",
        "plan_date",
        "moved_to",
        "finding_date",
        "due",
        "opened_on",
        "done_on",
        "verified_on",
        "assessment_date",
        "valid_from",
        "valid_until",
        "submitted_on",
        "filling_date",
        "document_date",
    )
)


@lru_cache(maxsize=100_000)
def _order_of(cell: str) -> str:
    return date_order(keyboard(cell.strip()))
