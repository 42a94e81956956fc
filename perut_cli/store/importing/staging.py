"""Rows of a sheet in a temporary table: each column as it will be, compared with what is
recorded, and written or put back, for one row and a million.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain

from perut_cli.core.errors import Problem
from perut_cli.core.sheet import Sheet
from perut_cli.core.text import T, Text
from perut_cli.core.values import Row
from perut_cli.store.batch import Batch
from perut_cli.store.columns import (
    StoredColumn,
    key_sql,
    list_column,
    listed,
    lists,
    owner_column,
    parts,
    snapshot,
    stored,
)
from perut_cli.store.db import Values

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


class Staging:
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

    def has_recorded(self) -> bool:
        """Whether any row is of a record that is there already."""
        return bool(
            self.store.value(f"SELECT EXISTS (SELECT 1 FROM {self.table} WHERE act IS NOT 'new')")
        )

    def has_beside(self, *columns: str) -> bool:
        """Whether a new row agrees with a record in these columns."""
        return set(columns) <= set(self.columns) and bool(
            self.store.value(
                f"SELECT EXISTS (SELECT 1 FROM {self.table} AS s JOIN {self.sheet.name} AS t ON "
                f"{' AND '.join(f't.{column} = s.{column}' for column in columns)} "
                "WHERE s.act = 'new')"
            )
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

    def _of_new(self, part: StoredColumn) -> str:
        """SQL for one column of a new row."""
        if part.column not in self.columns:
            return self._default(part)
        return (
            f"coalesce(s.{part.column}, {self._default(part)})"
            if part.default
            else f"s.{part.column}"
        )

    def _default(self, part: StoredColumn) -> str:
        # Rows that name no finding are not new, so nothing is asked of one.
        return (
            default_sql(part)
            if part.column != "opened_on" or "finding_id" in self.columns
            else "NULL"
        )

    def run(self, sql: str, values: Values = ()) -> int:
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

    def write(self) -> None:
        """Write what is new or changed; the old values go into the history."""
        counts: dict[str, int] = dict(
            self.store.rows(f"SELECT act, count(*) FROM {self.table} GROUP BY act")
        )
        self.batch.about_to_overwrite(counts.get("changed", 0))
        if self.refers:
            self.batch.assessments_created += counts.get("new", 0)
        else:
            self.batch.same += counts.get("same", 0)
            self.batch.new += counts.get("new", 0)
        self.batch.changed += counts.get("changed", 0)
        if counts.get("changed"):
            self._write_changed()
        if counts.get("new"):
            self._write_new()
        for part in self._lists():
            self._write_list(part)

    def number_new(self) -> None:
        """Give every row without a record the id of a new one."""
        base = self.batch.next_id(self.sheet.name) - 1
        self.run(f"UPDATE {self.table} SET id = ? + rowid, act = 'new' WHERE id IS NULL", (base,))

    def needs(self) -> list[Problem]:
        """Problems of new rows that lack a column which a new record must have."""
        problems: list[Problem] = []
        for part in parts(self.sheet):
            if part.required and not part.default and part.column not in self.columns:
                word = self.sheet.column(part.lead_word).field
                problems += [
                    Problem(
                        line,
                        word.key,
                        "P020",
                        T("a new row needs {key}", "baris baru perlu {key}").format(
                            key=T(word.key, word.key_id)
                        ),
                        "",
                        0,
                        T("add the column {key}", "tambahkan kolom {key}").format(
                            key=T(word.key, word.key_id)
                        ),
                    )
                    for (line,) in self.store.select(
                        f"SELECT line FROM {self.table} WHERE act = 'new'"
                    )
                ]
        return problems

    def _lists(self) -> tuple[StoredColumn, ...]:
        return tuple(part for part in lists(self.sheet) if part.column in self.columns)

    def _differs(self, part: StoredColumn) -> str:
        if part.listed:
            return f"s.{part.column} <> {listed(part, 't')}"
        if part.default:
            return f"(s.{part.column} IS NOT NULL AND s.{part.column} IS NOT t.{part.column})"
        return f"s.{part.column} IS NOT t.{part.column}"

    def compare(self) -> None:
        """Tell rows that change their record from those that don't, and count what they blank."""
        compared = [part for part in parts(self.sheet) if part.column in self.columns]
        differs = " OR ".join(map(self._differs, compared)) or "0"
        self.run(
            f"UPDATE {self.table} AS s SET act = iif({differs}, 'changed', 'same') FROM "
            f"{self.sheet.name} AS t "
            "WHERE t.id = s.id AND s.act IS NULL"
        )
        blanked = (
            " + ".join(
                f"(s.{part.column} {_is_blank(part)} AND {self._differs(part)})"
                for part in compared
                if not part.default
            )
            or "0"
        )
        replaced = " OR ".join(
            f"({self._differs(part)} AND {self._there(part)})" for part in compared
        )
        self.batch.filled += self.store.value(
            f"SELECT count(*) FROM {self.table} AS s JOIN {self.sheet.name} AS t ON t.id = s.id "
            f"WHERE s.act = 'changed' AND NOT ({replaced or '0'})"
        )
        self.batch.blanked += self.store.value(
            f"SELECT ifnull(sum({blanked}), 0) FROM {self.table} AS s JOIN {self.sheet.name} AS "
            f"t ON t.id = s.id WHERE s.act = 'changed'"
        )

    @staticmethod
    def _there(part: StoredColumn) -> str:
        """SQL: the recorded value is not blank."""
        if part.listed:
            return f"{listed(part, 't')} <> '[]'"
        return f"ifnull(t.{part.column}, '') <> ''"

    def _write_changed(self) -> None:
        name = self.sheet.name
        self.run(
            "INSERT INTO change (batch_id, table_name, row_id, act, row_key, old_values, "
            "old_batch, new_batch) "
            f"SELECT ?1, '{name}', t.id, 'changed', {key_sql(self.sheet, 't.id')}, "
            f"{snapshot(self.sheet)}, t.batch, ?1 "
            f"FROM {self.table} AS s JOIN {name} AS t ON t.id = s.id WHERE s.act = 'changed' "
            f"AND t.batch <> ?1",
            (self.batch.id,),
        )
        given = [part for part in stored(self.sheet) if part.column in self.columns]
        values = ", ".join(
            f"{part.column} = coalesce(s.{part.column}, {name}.{part.column})"
            if part.default
            else f"{part.column} = s.{part.column}"
            for part in given
        )
        self.run(
            f"UPDATE {name} SET {values + ', ' if values else ''}batch = ? FROM {self.table} AS "
            f"s WHERE s.act = 'changed' AND {name}.id = s.id",
            (self.batch.id,),
        )

    def _write_new(self) -> None:
        columns = stored(self.sheet)
        values = ", ".join(map(self._of_new, columns))
        self.run(
            f"INSERT INTO {self.sheet.name} (id, {', '.join(part.column for part in columns)}, "
            f"batch) "
            f"SELECT s.id, {values}, ? FROM {self.table} AS s WHERE s.act = 'new' ORDER BY s.id",
            (self.batch.id,),
        )

    def _write_list(self, part: StoredColumn) -> None:
        owner = owner_column(part)
        self.run(
            f"DELETE FROM {part.listed} WHERE {owner} IN (SELECT id FROM {self.table} WHERE act "
            f"= 'changed')"
        )
        self.run(
            f"INSERT INTO {part.listed} ({owner}, place_in_list, {list_column(part)}) "
            f"SELECT s.id, j.key, j.value FROM {self.table} AS s, json_each(s.{part.column}) AS "
            f"j WHERE s.act IN ('new', 'changed')"
        )


def _is_blank(part: StoredColumn) -> str:
    """The comparison that holds of a staged cell that is blank."""
    if part.listed:
        return "= '[]'"
    return "IS NULL" if part.number or part.sheet else "= ''"


def default_sql(part: StoredColumn) -> str:
    """SQL for what a column holds on a new row when nothing is given."""
    if part.column == "opened_on":
        return "(SELECT f.finding_date FROM finding AS f WHERE f.id = s.finding_id)"
    if part.default:
        return part.default if part.number else "'" + part.default.replace("'", "''") + "'"
    return "NULL" if part.sheet or part.number else "''"
