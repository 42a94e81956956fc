"""Find the header of a table, and take the rows that are as long as it."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from perut_cli.core.characters import without_unseen
from perut_cli.core.errors import Invalid, Problem
from perut_cli.core.synonyms import FOOTERS, NUMBERING
from perut_cli.core.text import T, Text
from perut_cli.core.values import quoted
from perut_cli.intake.source import MAX_COLUMNS, Chunk, Problems

FIRST_ROWS = 30
"""The rows among which the header is looked for."""

_MOST_SHOWN = 1_000
"""Cells of a row that doesn't fit kept for the rejects."""

OWN = ("_line", "_error")
"""Columns that perut adds to rejected rows, and drops again."""


class Shape(NamedTuple):
    """A header row: its cells without blank ones at the end, the places of those that are kept, and
    of those that may only hold running numbers.
    """

    cells: tuple[str, ...]
    kept: tuple[int, ...]
    numbering: tuple[int, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """The cells that are kept."""
        return tuple(self.cells[place] for place in self.kept)

    @property
    def places(self) -> tuple[int, ...]:
        """The numbers of the kept columns in the file, from 1."""
        return tuple(place + 1 for place in self.kept)

    @property
    def unnamed(self) -> tuple[int, ...]:
        """The places of columns without a header."""
        return tuple(place for place, cell in enumerate(self.cells) if not cell)


def is_own(cell: str) -> bool:
    """Whether a header cell is one of perut's own columns."""
    return cell.strip().lower() in OWN


def header_place(rows: Sequence[Sequence[str]], knows: Callable[[str], bool]) -> int:
    """Which of the first rows of a file is its header: the first most of whose filled cells are
    known words, else the one with most known words, else the first that is filled.
    """
    counts = [_counted(row, knows) for row in rows[:FIRST_ROWS]]
    for number, (filled, known) in enumerate(counts):
        if filled > 1 and known * 2 > filled:
            return number
    filled_rows = [number for number, (filled, _) in enumerate(counts) if filled]
    if not filled_rows:
        return 0
    best = max(filled_rows, key=lambda number: counts[number][1])
    return best if counts[best][1] else filled_rows[0]


def _counted(row: Sequence[str], knows: Callable[[str], bool]) -> tuple[int, int]:
    cells = [cell for cell in row if cell.strip()]
    known = sum(1 for cell in cells if knows(cell) or is_own(cell) or is_numbering(cell))
    return len(cells), known if known > sum(map(is_numbering, cells)) else 0


def is_numbering(cell: str) -> bool:
    """Whether a header is that of running numbers: No, No., Nomor, #."""
    return office_form(cell) in NUMBERING


def office_form(cell: str) -> str:
    """A header as synonyms are compared: lower case, without full stops, single blanks."""
    return " ".join(without_unseen(cell).casefold().replace(".", " ").replace("_", " ").split())


def shaped(
    row: list[str], line: int, name: str, problems: Problems, knows: Callable[[str], bool]
) -> Shape:
    """The shape of a header row; a column twice is a problem, none is P009, too many P016."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        hint = T(
            "keep a table below {n} {n:column|columns}", "batasi tabel di bawah {n} kolom"
        ).format(n=MAX_COLUMNS)
        raise Invalid(
            "P016", T("{n} {n:column|columns}", "{n} kolom").format(n=len(cells)), hint, source=name
        )
    numbering = tuple(
        place for place, cell in enumerate(cells) if is_numbering(cell) and not knows(cell)
    )
    kept = tuple(
        place
        for place, cell in enumerate(cells)
        if cell and not is_own(cell) and place not in numbering
    )
    shape = Shape(tuple(cells), kept, numbering)
    if not shape.kept:
        raise headless(name)
    problems.extend(_twice(shape, line))
    return shape


def passed_over(above: Sequence[Sequence[str]], line: int, shape: Shape) -> tuple[T, ...]:
    """Notes on what isn't taken: the rows above the header, which stands in `line`, and the column
    of running numbers.
    """
    notes = []
    texts = [" ".join(filter(None, map(str.strip, row))) for row in above]
    texts = [text for text in texts if text]
    if texts:
        notes.append(
            T(
                "the header stands in row {line}; passed over above it: {text}",
                "judul kolom ada di baris {line}; yang di atasnya dilewati: {text}",
            ).format(line=line, text=quoted("; ".join(texts), 100))
        )
    if shape.numbering:
        notes.append(
            T(
                "column {cells} passed over: running numbers", "kolom {cells} dilewati: nomor urut"
            ).format(cells=", ".join(shape.cells[place] for place in shape.numbering))
        )
    return tuple(notes)


def headless(name: str) -> Invalid:
    """The error for a file without a header row."""
    hint = T(
        "begin with a template: `perut village template`",
        "mulailah dari templat: `perut desa templat`",
    )
    reason = T("{name} has no header row", "{name} tidak punya baris judul").format(name=name)
    return Invalid("P009", reason, hint, source=name)


class TableRows:
    """Takes the rows of a table as long as its header: blank rows are left out, totals and notes
    below the table passed over by name, misfits become problems.
    """

    def __init__(
        self, shape: Shape, problems: Problems, remarks: list[Text], *, sheet: bool
    ) -> None:
        """`sheet`: rows come from a worksheet, whose blank rows don't come at all."""
        self.shape, self.problems, self.remarks, self.sheet = shape, problems, remarks, sheet
        self._bare = (*shape.unnamed, *shape.numbering)
        self._last, self._blank = 0, False

    def fit(self, lines: list[int], rows: list[list[str]]) -> Chunk:
        """The rows that fit, their kept cells only."""
        width = len(self.shape.cells)
        if (
            self.sheet
            or self._bare
            or self._blank
            or set(map(len, rows)) - {width}
            or not all(map(any, rows))
        ):
            both = zip(lines, rows, strict=True)
            fit = [(line, row[:width]) for line, row in both if self._fits(line, row)]
            lines, rows = [line for line, _ in fit], [row for _, row in fit]
        if len(self.shape.kept) < width:
            rows = [[row[place] for place in self.shape.kept] for row in rows]
        return lines, rows

    def _fits(self, line: int, row: list[str]) -> bool:
        after_blank = self._blank or (self.sheet and 0 < self._last < line - 1)
        self._last = line
        self._blank = not any(map(str.strip, row))
        if self._blank or (after_blank and self._is_footer(line, row)):
            return False
        shape = self.shape
        extra = next((at for at in range(len(shape.cells), len(row)) if row[at].strip()), 0)
        if extra or len(row) <= shape.kept[-1]:
            problem = _beyond(line, row, extra) if self.sheet else _misfit(line, row, shape, extra)
            self.problems.misfit(problem, _cells(row, shape)[: _MOST_SHOWN if self.sheet else None])
            return False
        return all(self._is_bare(line, row, at) for at in self._bare)

    def _is_footer(self, line: int, row: list[str]) -> bool:
        first = next(cell for cell in row if cell.strip())
        words = office_form(first).rstrip(":").split()
        if not words or words[0].rstrip(":") not in FOOTERS:
            return False
        self._blank = True
        self.remarks.append(
            T(
                "row {line} below the table passed over: {text}",
                "baris {line} di bawah tabel dilewati: {text}",
            ).format(line=line, text=quoted(" ".join(filter(None, map(str.strip, row)))))
        )
        return True

    def _is_bare(self, line: int, row: list[str], column: int) -> bool:
        cell = row[column].strip() if column < len(row) else ""
        numbered = column in self.shape.numbering
        if not cell or (numbered and cell.rstrip(".)").isdecimal()):
            return True
        reason = (
            T("{cell} in the column of running numbers", "{cell} di kolom nomor urut")
            if numbered
            else T("{cell} stands in a column without a header", "{cell} ada di kolom tanpa judul")
        ).format(cell=quoted(cell))
        hint = T(
            "delete the row if it is a total or a note, or give the column a header",
            "hapus barisnya bila itu jumlah atau catatan, atau beri judul kolomnya",
        )
        problem = Problem(line, "", "P230", reason, cell, column + 1, hint)
        self.problems.misfit(problem, _cells(row, self.shape))
        return False


def _twice(shape: Shape, line: int) -> Iterator[Problem]:
    seen: set[str] = set()
    for column in shape.kept:
        cell = shape.cells[column]
        name = "_".join(cell.lower().replace("-", " ").replace("_", " ").split())
        if name and name in seen:
            reason = T("column {name} stands twice", "kolom {name} ada dua").format(
                name=quoted(cell)
            )
            hint = T("remove or rename one of them", "hapus atau ganti nama salah satunya")
            yield Problem(line, cell, "P013", reason, cell, column + 1, hint)
        seen.add(name)


def _beyond(line: int, row: list[str], column: int) -> Problem:
    reason = T(
        "a value beyond the last column of the header", "ada isi di luar kolom judul terakhir"
    )
    hint = T(
        "delete it, or give its column a header; Ctrl+End in the spreadsheet goes there",
        "hapus, atau beri judul kolomnya; Ctrl+End di lembar kerja menuju ke sana",
    )
    return Problem(line, "", "P016", reason, row[column], column + 1, hint)


def _cells(row: list[str], shape: Shape) -> list[str]:
    width = len(shape.cells)
    return [row[place] for place in shape.kept if place < len(row)] + row[width:]


def _misfit(line: int, row: list[str], shape: Shape, extra: int) -> Problem:
    width = len(shape.cells)
    reason = T("{found} cells, expected {width}", "{found} sel, seharusnya {width}").format(
        found=len(row), width=width
    )
    if extra:
        hint = T(
            "put a cell that holds the separator, as in 87,5, between quotes",
            "apit sel yang memuat pemisah, seperti 87,5, dengan tanda kutip",
        )
        return Problem(line, "", "P016", reason, quoted(row[extra]), extra + 1, hint)
    hint = T(
        "look for a missing separator, or a line break inside a cell without quotes",
        "cari pemisah yang hilang, atau ganti baris di dalam sel tanpa kutip",
    )
    return Problem(line, shape.cells[len(row)], "P016", reason, "", len(row) + 1, hint)
