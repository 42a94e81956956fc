"""Describe an opened file of rows: its header, its rows in chunks, its form and its faults; and
what a spreadsheet knows of a cell beside its text.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from perut_cli.core.errors import Problem
from perut_cli.core.text import T, Text

KEPT = 10_000
"""Faults kept for showing; more are only counted."""

KEPT_CELLS = 1_000_000

ROWS = 1_000
"""Rows of a chunk at most."""

MAX_CELL = 1_000_000
MAX_COLUMNS = 20_000

Chunk = tuple[list[int], list[list[str]]]


class Dialect(NamedTuple):
    """The form of a CSV file, enough to write one in the same form again."""

    delimiter: str
    encoding: str
    newline: str
    sep_line: bool
    bom: bool


class Problems:
    """The faults of a file: the first 10,000 are kept, `total` counts all.

    `misfits` are the rows (cells, line, error) of the wrong length, which are in no chunk.
    """

    def __init__(self) -> None:
        """Begin without a fault."""
        self._kept: list[Problem] = []
        self.total = 0
        self.misfits: list[tuple[list[str], int, str]] = []
        self._cells = 0

    def __iter__(self) -> Iterator[Problem]:
        """Those that were kept."""
        return iter(self._kept)

    def __len__(self) -> int:
        """How many were kept."""
        return len(self._kept)

    @property
    def complete(self) -> bool:
        """Whether every fault and misfit was kept; a file with more can't be loaded in part."""
        return self.total == len(self._kept) and self._cells <= KEPT_CELLS

    def append(self, problem: Problem) -> None:
        """Count a fault, and keep it while there is room."""
        self.total += 1
        if len(self._kept) < KEPT:
            self._kept.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Count faults, and keep them while there is room."""
        for problem in problems:
            self.append(problem)

    def misfit(self, problem: Problem, cells: list[str]) -> None:
        """Count a row of the wrong length, and keep its cells
        for the rejects while there is room.
        """
        self.append(problem)
        self.keep(cells, problem.line, str(problem.reason))

    def keep(self, cells: list[str], line: int, error: str) -> None:
        """Keep the cells of a row that is in no chunk for the rejects while there is room."""
        self._cells += len(cells)
        if len(self.misfits) < KEPT and self._cells <= KEPT_CELLS:
            self.misfits.append((cells, line, error))


class Mark(NamedTuple):
    """What a cell is but text: `kind` is error, uncomputed, percent, fraction, date, time, boolean
    or number; `shown` is what the eye sees.
    """

    kind: str
    shown: str


class Source(NamedTuple):
    """An opened file. Problems that stand right after opening are the header's; the rest come while
    chunks are read.

    `name` is as the user gave it, `stdin` for -. A chunk is the first physical line of each row,
    and the rows, each as
    long as the header. `comma`: decimal commas are expected; `guarded`: a spreadsheet's guards are
    to be taken off;
    both where the file was read with ;. `position` of `size` bytes are consumed. `places` are the
    file's own numbers of the columns; `remarks` what was noticed while rows were read; `marks`, of
    a workbook, what its cells of the chunk at hand are but text, by line and place in the header.
    """

    name: str
    header: tuple[str, ...]
    header_line: int
    chunks: Iterator[Chunk]
    comma: bool
    guarded: bool
    how: T
    notes: tuple[T, ...]
    problems: Problems
    dialect: Dialect
    size: int
    position: Callable[[], int]
    close: Callable[[], None]
    places: tuple[int, ...]
    remarks: list[Text]
    marks: dict[tuple[int, int], Mark] | None = None


def letters(column: int) -> str:
    """The letters of a column, 1 being A."""
    name = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name
