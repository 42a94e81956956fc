"""Rows of a sheet in a temporary table, on their way in or out again, and each column as it will
be.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from perut_cli.core.errors import Problem
from perut_cli.core.sheets import Sheet
from perut_cli.core.text import T, Text
from perut_cli.core.values import Row
from perut_cli.store.batch import Batch
from perut_cli.store.columns import StoredColumn, parts, stored

_VALUES = 160
"""Values bound to one statement: running it costs more than a row, SQLite's oldest limit is 999."""


def insert_many(
    connection: sqlite3.Connection,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Row],
) -> int:
    """Insert tuples of these columns, several a statement; gives how many."""
    into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "
    slots = f"({', '.join('?' * len(columns))})"
    together = max(1, _VALUES // len(columns))
    buffered = list(rows)
    whole = len(buffered) - len(buffered) % together
    if whole:
        cells = chain.from_iterable(buffered[:whole])
        connection.executemany(
            into + ", ".join([slots] * together),
            zip(*[cells] * (together * len(columns)), strict=True),
        )
    connection.executemany(into + slots, buffered[whole:])
    return len(buffered)


class Staged:
    """A sheet's rows in a temporary table: `line`, the given columns, then `id` and `act` (new,
    changed, same).
    """

    def __init__(self, batch: Batch, sheet: Sheet, columns: Sequence[str]) -> None:
        """Stage rows of these columns of the sheet's table; columns left out stay as recorded."""
        self.batch, self.sheet, self.store = batch, sheet, batch.store
        self.table = f"temp.stage_{sheet.name}"
        self.columns = tuple(columns)
        self.parts = tuple(part for part in parts(sheet) if part.column in self.columns)
        self.problems: list[Problem] = []
        self.rows = 0
        self.refers = False
        self._make()

    def _make(self) -> None:
        """An empty table: the one of the last command where it has the same columns, so that
        statements stay prepared.
        """
        coded = (
            (self.sheet.key,)
            if self.sheet.has_generated_code and self.sheet.key not in self.columns
            else ()
        )
        if self.store.staged.get(self.table) == self.columns:
            self.run(f"DELETE FROM {self.table}")
            return
        self.run(f"DROP TABLE IF EXISTS {self.table}")
        made = (*self.columns, *(f"{key} DEFAULT ''" for key in coded))
        self.run(
            f"CREATE TABLE {self.table} (line INTEGER, {', '.join(made)}, id INTEGER, act TEXT, "
            f"keep INTEGER)"
        )
        self.store.staged[self.table] = self.columns

    def add(self, rows: Iterable[Row]) -> None:
        """Stage tuples of line and the columns' values."""
        self.rows += insert_many(self.store.connection, self.table, ("line", *self.columns), rows)

    def recorded(self) -> bool:
        """Whether any row is of a record that is there already."""
        return bool(
            self.store.value(f"SELECT EXISTS (SELECT 1 FROM {self.table} WHERE act IS NOT 'new')")
        )

    def reject(self, lines: Iterable[int]) -> None:
        """Take rows out again."""
        self.store.connection.executemany(
            f"DELETE FROM {self.table} WHERE line = ?", ((line,) for line in lines)
        )

    def after(self) -> str:
        """SQL for the rows as they will be: line, id, act and every column of the table."""
        whole = ", ".join(f"{self.effective(part)} AS {part.column}" for part in stored(self.sheet))
        return (
            f"(SELECT s.line, s.id, s.act, {whole} FROM {self.table} AS s LEFT JOIN "
            f"{self.sheet.name} AS t ON t.id = s.id)"
        )

    def effective(self, part: StoredColumn) -> str:
        """SQL for one column as it will be."""
        if part.column not in self.columns:
            return f"iif(s.act IS 'new', {self._default(part)}, t.{part.column})"
        if part.default:
            return (
                f"coalesce(s.{part.column}, iif(s.act IS 'new', {self._default(part)}, "
                f"t.{part.column}))"
            )
        return f"s.{part.column}"

    def _default(self, part: StoredColumn) -> str:
        # Rows that name no finding are not new, so nothing is asked of one.
        return (
            default_sql(part)
            if part.column != "opened_on" or "finding_id" in self.columns
            else "NULL"
        )

    def run(self, sql: str, values: Any = ()) -> int:
        """Run a statement; gives how many rows it touched."""
        return self.store.connection.execute(sql, values).rowcount

    def word(self, part: StoredColumn) -> T:
        """The word by which people know a column."""
        field = self.sheet.column(part.lead_word).field
        return T(field.key, field.key_id)

    def problem(
        self, line: int, word: str, number: str, reason: Text, hint: Text = "", value: str = ""
    ) -> None:
        """Note what is wrong with a row."""
        self.problems.append(Problem(line, word, number, reason, value, 0, hint))


def default_sql(part: StoredColumn) -> str:
    """SQL for what a column holds on a new row when nothing is given."""
    if part.column == "opened_on":
        return "(SELECT f.finding_date FROM finding AS f WHERE f.id = s.finding_id)"
    if part.default:
        return part.default if part.number else "'" + part.default.replace("'", "''") + "'"
    return "NULL" if part.sheet or part.number else "''"
