"""Every constraint of the schema has its law before it: no raw text of SQLite, no row rejected for another's fault."""

import csv
import io
import re
import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from conftest import in_process

from perut_cli.core.sheets import SHEETS
from perut_cli.core.vocabulary import WORDS

pytestmark = pytest.mark.long

VALUES = ("", "-1", "0", "1.5", "101", "3000", "99999999999999999999", "zzz", "9" * 400, "1e400")
PAIRS = (
    ("2026-02-02", "2026-01-01"), ("", "2026-01-01"), ("14:00", "09:00"), ("", "09:00"), ("9", "3"),
    ("3", "9"), ("1", "alasan"), ("", ""),
)  # fmt: skip
RAW = re.compile(
    r"CHECK|constraint|cannot store|UNIQUE|NOT NULL|too large to convert|P059|P079|P099"
)


def checks(db: Path, table: str) -> list[str]:
    """The CHECK expressions of a table."""
    with closing(sqlite3.connect(db)) as there:
        sql = there.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    found = []
    for match in re.finditer(r"CHECK \(", sql):
        depth, end = 1, match.end()
        while depth:
            depth += (sql[end] == "(") - (sql[end] == ")")
            end += 1
        found.append(sql[match.end() - 1 : end])
    return found


def columns(db: Path, table: str) -> dict[str, str]:
    """The columns of a table with their types."""
    with closing(sqlite3.connect(db)) as there:
        return {row[1]: row[2] for row in there.execute(f"PRAGMA table_info({table})")}


def broken(sheet: str, check: str, row: dict[str, str], types: dict[str, str]) -> bool:
    """Whether a row of cells would break a CHECK; blank cells with a default are none."""
    cells, values = [], []
    defaults = {column.key: column.default for column in SHEETS[sheet].columns}
    for column, kind in types.items():
        cell: object = row.get(column, "") or defaults.get(column) or ""
        if SHEETS[sheet].has_generated_code and column == SHEETS[sheet].key and not cell:
            cell = "made"
        if column in WORDS and WORDS[column].kind.name == "yes" and cell in ("0", "1"):
            cell = WORDS[column].parse(str(cell))
        if kind in ("REAL", "INTEGER"):
            try:
                cell = float(str(cell)) if cell else None
            except ValueError:
                if re.search(rf"\b{column}\b", check):
                    return False
                cell = None
        cells.append(f"? AS {column}")
        values.append(cell)
    with closing(sqlite3.connect(":memory:")) as there:
        sql = f"SELECT {check} FROM (SELECT {', '.join(cells)})"
        return bool(there.execute(sql, values).fetchone()[0] == 0)


def tries(db: Path, sheet: str, row: dict[str, str]) -> list[dict[str, str]]:
    """The row with one cell of every sort in every column, and with pairs where a CHECK compares two."""
    found = [row | {word: value} for word in row for value in VALUES]
    for check in checks(db, sheet):
        named = [word for word in row if re.search(rf"\b{word}\b", check)]
        if len(named) == 2:
            for pair, turned in product(PAIRS, (False, True)):
                found.append(
                    row | dict(zip(reversed(named) if turned else named, pair, strict=True))
                )
    return found


def bases(db: Path, sheet: str) -> tuple[dict[str, str], dict[str, str]]:
    """The record with most cells filled, and another one."""
    text = in_process(sheet, "export", db=db).out
    rows = sorted(csv.DictReader(io.StringIO(text)), key=lambda row: sum(map(bool, row.values())))
    return rows[-1], rows[0]


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_constraint_of_the_schema_has_its_law(sample, tmp_path, sheet):
    if sheet == "heading":
        in_process("heading", "add", "session", "Cuaca", "summary", db=sample)
    row, good = bases(sample, sheet)
    types = columns(sample, sheet)
    found = tries(sample, sheet, row)
    path = tmp_path / "in.csv"
    for one in found:
        wrong = [check for check in checks(sample, sheet) if broken(sheet, check, one, types)]
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, list(row))
            writer.writeheader()
            writer.writerows([one, *([good] if good != row else [])])
        done = in_process(sheet, "import", str(path), "--dry-run", "--partial", db=sample)
        assert not RAW.search(done.err.replace(str(path), "")), (one, done.err)
        assert done.code in (0, 3), (one, done.err)
        assert done.code == 3 or not wrong, (one, wrong)
        assert good == row or "1 same" in done.err or "2 same" in done.err, done.err


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_constraint_is_left_untried(sample, sheet):
    if sheet == "heading":
        in_process("heading", "add", "session", "Cuaca", "summary", db=sample)
    types = columns(sample, sheet)
    found = tries(sample, sheet, bases(sample, sheet)[0])
    filled = {one.key for one in SHEETS[sheet].columns if one.default} | {"opened_on"}
    filled |= {SHEETS[sheet].key} if SHEETS[sheet].has_generated_code else set()
    never_blank = {f"({word} <> '')" for word in filled}
    untried = [
        c
        for c in checks(sample, sheet)
        if c not in never_blank and not any(broken(sheet, c, one, types) for one in found)
    ]
    assert untried == []


def unique(db: Path, table: str) -> list[tuple[str, ...]]:
    """The unique keys of a table, of two columns or more."""
    with closing(sqlite3.connect(db)) as there:
        indexes = [row[1] for row in there.execute(f"PRAGMA index_list({table})") if row[2]]
        return [
            tuple(row[2] or "" for row in there.execute(f"PRAGMA index_info({name})"))
            for name in indexes
        ]


@pytest.mark.parametrize("sheet", [name for name in SHEETS if SHEETS[name].has_generated_code])
def test_a_record_that_takes_anothers_key_is_told_at_its_line(sample, tmp_path, sheet):
    text = in_process(sheet, "export", db=sample).out
    rows = list(csv.DictReader(io.StringIO(text)))
    code = SHEETS[sheet].key
    first, second, third = rows[0], rows[1], rows[2]
    path = tmp_path / "in.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, list(first))
        writer.writeheader()
        writer.writerows([third, second | {code: first[code]}])
    done = in_process(sheet, "import", str(path), "--dry-run", "--partial", "--yes", db=sample)
    assert not RAW.search(done.err.replace(str(path), "")), done.err
    assert (done.code, "in.csv:3" in done.err, "1 same" in done.err) == (3, True, True), done.err
    assert len(unique(sample, sheet)) >= 1
    assert code in WORDS
