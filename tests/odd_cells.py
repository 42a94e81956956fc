"""Cells of every sort in every column of every sheet, in every format: refused, or stored as the eye sees them."""

import csv
import io
import shutil
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import NamedTuple

from books_by_hand import ENDINGS, ERRORS, Cell, table, write
from conftest import in_process

from perut_cli.core.sheets import SHEETS

SPACES = [chr(p) for p in range(0x80, 0x3001) if unicodedata.category(chr(p)) in ("Zs", "Cf")]
SEVENS = [
    chr(p)
    for p in range(0x80, 0x1FBFA)
    if unicodedata.category(chr(p)) == "Nd" and unicodedata.decimal(chr(p)) == 7
]
"""The digit seven of every script."""

TEXTS = (
    *SEVENS,
    *(f"{space}7{space}" for space in SPACES),
    "1.000", "1,000", "1.250", "12.500.000", "1,5", "1.5", "1²", "½", "1O", "l", "-1", "+7", "7-",
    "1e3", "3,30101E+15", "NaN", "inf", "007", "7.0", "7,0", "7.10", "#N/A", "=1+1", "'007", "TRUE",
    "T", "ya", "85%", "5/3", "46058", "05/13/2026", "31/02/2026", "２０２６-01-05", "9.30", "24:00",
    "x" * 400, "a\u0301", "\u00e1", "A|B", "nan", "-", "–", "None", "null", "0", "00", "63.11.03.2014",
)  # fmt: skip
CELLS = (
    *(Cell("text", text) for text in TEXTS),
    *(Cell("error", error) for error in ERRORS),
    *(Cell(kind, value) for kind in ("number", "padded", "cents") for value in (0, 1, 7)),
    *(Cell("number", value) for value in (-1, 2.1, 1.25, 2014, 81200000001, 1.23456789012345e16)),
    Cell("cents", 2.1),
    *(Cell(kind, value) for kind, value in (("day", 46058), ("hour", 0.375), ("percent", 0.85))),
    Cell("fraction", 0.5),
    Cell("formula"),
    Cell("true"),
)  # fmt: skip


class Trial(NamedTuple):
    """One cell in one column of one sheet in one format."""

    sheet: str
    column: str
    cell: Cell
    ending: str


def trials() -> Iterator[Trial]:
    """All of them."""
    for name, sheet in SHEETS.items():
        for word in sheet.words:
            for cell in CELLS:
                for ending in (*ENDINGS, "csv"):
                    if ending != "csv" or cell.kind == "text":
                        yield Trial(name, word, cell, ending)


def shown(cell: Cell) -> str | None:
    """What the eye sees; None where there is nothing that may be stored."""
    if cell.kind in ("error", "formula"):
        return None
    if cell.kind == "text":
        return str(cell.value)
    if cell.kind in _SEEN:
        return _SEEN[cell.kind]
    number = float(str(cell.value))
    if cell.kind != "number":
        return f"{number:04.0f}" if cell.kind == "padded" else f"{number:.2f}"
    if number > 1e15:
        return f"{number:.14E}"
    return str(int(number)) if number == int(number) else str(number)


_SEEN = {"day": "2026-02-05", "hour": "09:00", "true": "TRUE", "percent": "85%", "fraction": "1/2"}


class Bench:
    """Tries cells on a database that has a record of every sheet."""

    def __init__(self, sample: Path, work: Path) -> None:
        """Take one record of every sheet as the row that the odd cell is put into."""
        self.sample, self.work = sample, work
        self.rows = {}
        for name in SHEETS:
            out = in_process(name, "export", db=sample).out
            self.rows[name] = next(csv.DictReader(io.StringIO(out)))
        self.before = {name: self.records(sample, name) for name in SHEETS}
        self.seen: dict[tuple[str, str, str], set[tuple[object, ...]] | None] = {}

    def tried(self, trial: Trial) -> str:
        """What is wrong; blank where the cell was refused or stored as it is seen."""
        path = self.work / f"odd.{trial.ending}"
        if trial.ending == "csv":
            self.typed(path, trial.sheet, {trial.column: str(trial.cell.value)}, ";")
        else:
            row = {word: Cell("text", text) for word, text in self.rows[trial.sheet].items()}
            row |= {trial.column: trial.cell}
            if trial.sheet == "score":
                row.pop("na_reason" if row["score"].value else "score", None)
            head = [Cell("text", word) for word in row]
            write(path, table([head, list(row.values())]))
        got = self.came_of(path, trial.sheet)
        if got is None:
            return ""
        seen = shown(trial.cell)
        if seen is None:
            return f"{trial}: taken" if got else ""
        if got == self.as_typed(trial.sheet, trial.column, seen):
            return ""
        if trial.cell.kind != "text" and trial.column == "phone" and seen.startswith("8"):
            # A telephone number that lost its 0 gets it back.
            seen = f"0{seen}"
        elif trial.ending == "csv":
            # The comma is a decimal one where ; parts the cells.
            seen = seen.replace(",", ".")
        return "" if got == self.as_typed(trial.sheet, trial.column, seen) else f"{trial}: {got}"

    def typed(self, path: Path, sheet: str, cells: dict[str, str], separator: str = ",") -> None:
        """The row as CSV."""
        row = self.rows[sheet] | cells
        if sheet == "score":
            row.pop("na_reason" if self.rows[sheet]["score"] else "score", None)
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out, delimiter=separator)
            writer.writerows([list(row), list(row.values())])

    def as_typed(self, sheet: str, column: str, text: str) -> set[tuple[object, ...]] | None:
        """What the same row does that somebody types."""
        key = (sheet, column, text)
        if key not in self.seen:
            path = self.work / "typed.csv"
            self.typed(path, sheet, {column: text})
            self.seen[key] = self.came_of(path, sheet)
        return self.seen[key]

    def came_of(self, path: Path, sheet: str) -> set[tuple[object, ...]] | None:
        """The records that an import made, changed or took away; None where it was refused."""
        db = Path(shutil.copy(self.sample, self.work / "odd.db"))
        done = in_process(sheet, "import", str(path), "--yes", "--new", db=db)
        if done.code:
            assert done.code in (1, 5), (path, done)
            assert self.records(db, sheet) == self.before[sheet]
            return None
        return self.records(db, sheet) ^ self.before[sheet]

    @staticmethod
    def records(db: Path, sheet: str) -> set[tuple[object, ...]]:
        """The rows of a sheet's view."""
        with closing(sqlite3.connect(db)) as there:
            words = ", ".join(SHEETS[sheet].words)
            return set(there.execute(f"SELECT {words} FROM {sheet}_sheet"))


def tried(sample: Path, work: Path, count: int = 0, seed: int = 0) -> tuple[int, list[str]]:
    """How many were tried, and which came in otherwise than they are seen."""
    every = list(trials())
    if count:
        every = Random(seed).sample(every, count)
    bench = Bench(sample, work)
    return len(every), [told for trial in every if (told := bench.tried(trial))]
