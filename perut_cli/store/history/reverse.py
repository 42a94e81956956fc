"""Reverse a batch, row by row and set-wise: what changed since stays, the rest is put back,
deleted or brought back.
"""

import sqlite3
from typing import NamedTuple

from perut_cli.core.errors import Conflict
from perut_cli.core.sheets import OWNERS, SHEETS
from perut_cli.core.text import T
from perut_cli.store.answers import reverse as answers_back
from perut_cli.store.answers.sums import sum_up, touched
from perut_cli.store.batch import Batch
from perut_cli.store.columns import (
    TABLES,
    has_dimensions,
    is_row_of,
    key_sql,
    list_column,
    lists,
    stored,
)
from perut_cli.store.history.reverse_sql import NAME_DIMENSIONS, frozen, leaving, old, same
from perut_cli.store.remove import delete, links, log_changed, log_removed


class KeptRow(NamedTuple):
    """A row that stays as it is, and why; `failed`: not because it changed since, but because
    others are in the way.
    """

    sheet: str
    key: str
    why: T
    failed: bool = False


_SINCE = T("changed since", "berubah sesudahnya")
_GONE = T("removed since", "dihapus sesudahnya")
_BACK = T("there again", "sudah ada lagi")
_RESTED = T("others rest on it", "masih dipakai yang lain")
_LOST = T("what it refers to is gone", "yang dirujuknya sudah tidak ada")


class Reversing:
    """One batch being reversed within another. `implicit`: its new rows are known by their batch
    alone.
    """

    def __init__(self, batch: Batch, number: int, *, implicit: bool) -> None:
        """Prepare to reverse batch `number` within `batch`."""
        self.batch, self.number, self.store = batch, number, batch.store
        self.implicit = implicit
        self.kept: list[KeptRow] = []
        self.late: list[str] = []
        self.run_sql = batch.store.connection.execute

    def run(self) -> list[KeptRow]:
        """Find what must stay, then put back, delete and bring back; the sums follow."""
        self.run_sql("PRAGMA defer_foreign_keys = ON")
        self.run_sql("DROP TABLE IF EXISTS temp.kept_row")
        self.run_sql(
            "CREATE TABLE temp.kept_row (table_name TEXT, row_id INTEGER, row_part INTEGER, "
            "PRIMARY KEY (table_name, row_id, row_part)) WITHOUT ROWID"
        )
        for name in TABLES:
            self._keep(name)
        for name in TABLES:
            self._restore(name)
        for name in reversed(TABLES):
            self._delete(name)
        for name in self.late:
            self._replace(name)
        for name in TABLES:
            self._bring_back(name)
        self._assert_no_dangling()
        sum_up(self.batch)
        return self.kept

    def _entries(self, name: str, act: str, e: str = "e") -> str:
        """SQL for the batch's entries of a table, but those of rows that are kept; `e`: their
        alias.
        """
        return (
            f"change AS {e} WHERE {e}.batch_id = {self.number} AND {e}.table_name = '{name}' AND "
            f"{e}.act = '{act}' AND NOT EXISTS "
            f"(SELECT 1 FROM temp.kept_row AS k WHERE k.table_name = '{name}' AND k.row_id = "
            f"{e}.row_id AND k.row_part = {e}.row_part)"
        )

    def _any(self, entries: str) -> bool:
        return bool(self.store.value(f"SELECT EXISTS (SELECT 1 FROM {entries})"))

    def _keep(self, name: str) -> None:
        """Rows whose present state is not the one that the batch left."""
        there = f"SELECT t.batch FROM {name} AS t WHERE {is_row_of(SHEETS[name], 't', 'e')}"
        for act in ("changed", "new"):
            for row_id, part, key, batch in self.store.rows(
                f"SELECT e.row_id, e.row_part, e.row_key, ({there}) FROM "
                f"{self._entries(name, act)} AND ({there}) IS NOT e.new_batch"
            ):
                self._stay(name, row_id, part, key, _GONE if batch is None else _SINCE)
        for row_id, part, key in self.store.rows(
            f"SELECT e.row_id, e.row_part, e.row_key FROM {self._entries(name, 'removed')} AND "
            f"EXISTS ({there})"
        ):
            self._stay(name, row_id, part, key, _BACK)
        if self.implicit:
            for row_id, part, key, batch in self.store.rows(
                f"SELECT e.row_id, e.row_part, max(e.row_key), ({there}) FROM change AS e WHERE "
                f"e.old_batch = {self.number} AND e.table_name = '{name}' "
                f"AND e.batch_id <> {self.number} AND ({there}) IS NOT {self.number} AND NOT "
                f"EXISTS (SELECT 1 FROM change AS m "
                f"WHERE m.batch_id = {self.number} AND m.table_name = '{name}' AND m.row_id = "
                f"e.row_id AND m.row_part = e.row_part) "
                "GROUP BY e.row_id, e.row_part"
            ):
                self._stay(name, row_id, part, key, _GONE if batch is None else _SINCE)

    def _stay(self, name: str, row_id: int, part: int, key: str, why: T) -> None:
        self.run_sql("INSERT OR IGNORE INTO temp.kept_row VALUES (?, ?, ?)", (name, row_id, part))
        self.kept.append(KeptRow(name, key, why, why not in (_SINCE, _GONE)))

    def _stay_where(self, name: str, entries: str, condition: str, why: T) -> None:
        for row_id, part, key in self.store.rows(
            f"SELECT e.row_id, e.row_part, e.row_key FROM {entries} AND ({condition})"
        ):
            self._stay(name, row_id, part, key, why)

    def _restore(self, name: str) -> None:
        """Put the old values back; a table where that meets a row that is yet to go waits."""
        entries = self._entries(name, "changed")
        if not self._any(entries):
            return
        if SHEETS[name].owner:
            answers_back.put_back(self.batch, entries)
            return
        self._orphans(name, entries)
        taken = (
            f"t.id <> e.row_id AND ({same(name)}) AND NOT "
            f"({leaving(name, self.number, implicit=self.implicit)})"
        )
        self._stay_where(name, entries, f"EXISTS (SELECT 1 FROM {name} AS t WHERE {taken})", _BACK)
        if SHEETS[name].frozen:
            self._stay_where(
                name, entries, frozen(name, self.number, implicit=self.implicit), _RESTED
            )
        if name in OWNERS:
            touched(self.batch, f"SELECT e.row_id FROM {entries}")
        if has_dimensions(SHEETS[name]):
            self.run_sql(NAME_DIMENSIONS.format(entries=entries))
        self._log_restored(name, entries)
        values = ", ".join(f"{part.column} = {old(part)}" for part in stored(SHEETS[name]))
        try:
            self.batch.changed += self.run_sql(
                f"UPDATE {name} SET {values}, batch = e.old_batch FROM (SELECT * FROM "
                f"{entries}) AS e WHERE {name}.id = e.row_id"
            ).rowcount
        except sqlite3.IntegrityError:
            self.late.append(name)
            return
        self._relist(name, entries)
        if has_dimensions(SHEETS[name]):
            self.run_sql(
                "DELETE FROM dimension WHERE NOT EXISTS (SELECT 1 FROM indicator WHERE "
                "dimension_id = dimension.id)"
            )

    def _log_restored(self, name: str, entries: str) -> None:
        log_changed(self.batch, name, f"t.id IN (SELECT e.row_id FROM {entries})")
        self.run_sql(
            f"UPDATE change SET new_batch = e.old_batch FROM (SELECT row_id, old_batch FROM "
            f"{entries}) AS e "
            "WHERE change.batch_id = ? AND change.table_name = ? AND change.row_id = e.row_id",
            (self.batch.id, name),
        )

    def _replace(self, name: str) -> None:
        """Rows that trade keys, or whose key a row of the same batch had taken: all out, then all
        in.
        """
        entries = self._entries(name, "changed")
        self.run_sql(f"DELETE FROM {name} WHERE id IN (SELECT e.row_id FROM {entries})")
        self.batch.changed += self._insert(name, entries)
        self._relist(name, entries)

    def _insert(self, name: str, entries: str) -> int:
        columns = stored(SHEETS[name])
        return self.run_sql(
            f"INSERT INTO {name} (id, {', '.join(part.column for part in columns)}, batch) "
            f"SELECT e.row_id, {', '.join(map(old, columns))}, e.old_batch FROM {entries} ORDER "
            f"BY e.row_id"
        ).rowcount

    def _orphans(self, name: str, entries: str) -> None:
        """Rows whose old values refer to what is neither there nor about to come back."""
        sheet = SHEETS[name]
        lost = []
        for part in stored(sheet):
            if part.sheet and part.sheet != "dimension":
                value = f"json_extract(e.old_values, '$.{part.column}')"
                lost.append(f"{value} IS NOT NULL AND {self._absent(part.sheet, value)}")
        lost += [
            (
                f"EXISTS (SELECT 1 FROM json_each(e.old_values, '$.{part.listed}') AS j WHERE "
                f"{self._absent(part.sheet, 'j.value')})"
            )
            for part in lists(sheet)
        ]
        if lost:
            self._stay_where(name, entries, " OR ".join(lost), _LOST)

    def _absent(self, name: str, value: str) -> str:
        coming = self._entries(name, "removed", "r")
        return (
            f"(NOT EXISTS (SELECT 1 FROM {name} AS x WHERE x.id = {value}) AND NOT EXISTS "
            f"(SELECT 1 FROM {coming} AND r.row_id = {value}))"
        )

    def _relist(self, name: str, entries: str) -> None:
        for part in lists(SHEETS[name]):
            self.run_sql(
                f"DELETE FROM {part.listed} WHERE {name}_id IN (SELECT e.row_id FROM {entries})"
            )
        self._list(name, entries)

    def _list(self, name: str, entries: str) -> None:
        for part in lists(SHEETS[name]):
            self.run_sql(
                f"INSERT INTO {part.listed} ({name}_id, place_in_list, {list_column(part)}) "
                f"SELECT e.row_id, j.key, j.value "
                f"FROM (SELECT * FROM {entries}) AS e, json_each(e.old_values, "
                f"'$.{part.listed}') AS j"
            )

    def _bring_back(self, name: str) -> None:
        entries = self._entries(name, "removed")
        if not self._any(entries):
            return
        if SHEETS[name].owner:
            self._stay_where(name, entries, answers_back.LOST, _LOST)
            answers_back.bring_back(self.batch, entries)
            return
        self._orphans(name, entries)
        self._stay_where(
            name, entries, f"EXISTS (SELECT 1 FROM {name} AS t WHERE {same(name)})", _BACK
        )
        if has_dimensions(SHEETS[name]):
            self._stay_where(
                name,
                entries,
                "EXISTS (SELECT 1 FROM assessment AS a WHERE a.instrument_id = "
                "json_extract(e.old_values, '$.instrument_id'))",
                _RESTED,
            )
            self.run_sql(NAME_DIMENSIONS.format(entries=entries))
        count = self._insert(name, entries)
        if not count:
            return
        self.batch.new += count
        self._list(name, entries)
        self.run_sql(
            "INSERT INTO change (batch_id, table_name, row_id, act, row_key, new_batch) "
            f"SELECT ?, '{name}', e.row_id, 'new', e.row_key, e.old_batch FROM (SELECT * FROM "
            f"{entries}) AS e",
            (self.batch.id,),
        )
        if name in OWNERS:
            answers_back.bring_back_with_assessments(self.batch, entries)

    def _delete(self, name: str) -> None:
        if SHEETS[name].owner:
            entries = self._entries(name, "new")
            if self._any(entries):
                answers_back.delete(self.batch, entries)
            return
        doomed = f"SELECT e.row_id AS id FROM {self._entries(name, 'new')}"
        if self.implicit:
            doomed += (
                f" UNION SELECT t.id FROM {name} AS t WHERE t.batch = {self.number} AND NOT "
                f"EXISTS (SELECT 1 FROM change AS e "
                f"WHERE e.batch_id = {self.number} AND e.table_name = '{name}' AND e.row_id = "
                f"t.id AND e.row_part = 0)"
            )
        self.run_sql("DROP TABLE IF EXISTS temp.doomed")
        self.run_sql("CREATE TABLE temp.doomed (id INTEGER PRIMARY KEY)")
        if not self.run_sql(f"INSERT INTO temp.doomed {doomed}").rowcount:
            return
        self._keep_referenced(name)
        log_removed(self.batch, name, "t.id IN (SELECT id FROM temp.doomed)")
        self.batch.removed += delete(self.store, name, "SELECT id FROM temp.doomed")

    def _keep_referenced(self, name: str) -> None:
        """Rows that others rest on stay."""
        rested = []
        for link in links()[name]:
            own = " AND c.id NOT IN (SELECT id FROM temp.doomed)" if link.table == name else ""
            # What a record holds goes with it, but for what later batches added.
            if link.table in SHEETS and SHEETS[link.table].owner == name:
                own = f" AND c.batch > {self.number}"
            rested.append(
                f"EXISTS (SELECT 1 FROM {link.table} AS c WHERE c.{link.column} = d.id{own})"
            )
        if SHEETS[name].frozen and not has_dimensions(SHEETS[name]):
            rested.append("EXISTS (SELECT 1 FROM indicator AS c WHERE c.instrument_id = d.id)")
        if has_dimensions(SHEETS[name]):
            rested.append(
                "EXISTS (SELECT 1 FROM assessment AS c WHERE c.instrument_id = (SELECT "
                "t.instrument_id FROM indicator AS t WHERE t.id = d.id))"
            )
        if not rested:
            return
        for id_, key in self.store.rows(
            f"SELECT d.id, {key_sql(SHEETS[name], 'd.id')} FROM temp.doomed AS d WHERE "
            f"{' OR '.join(rested)}"
        ):
            self._stay(name, id_, 0, key, _RESTED)
            self.run_sql("DELETE FROM temp.doomed WHERE id = ?", (id_,))

    def _assert_no_dangling(self) -> None:
        """Fail on dangling references: nothing put or brought back may refer to what is gone."""
        written = self.store.rows(
            "SELECT DISTINCT table_name FROM change WHERE batch_id = ? AND act IN ('changed', "
            "'new') AND table_name <> 'score'",
            (self.batch.id,),
        )
        listed = [part.listed for (name,) in written for part in lists(SHEETS[name])]
        for table in [*(name for (name,) in written), *listed]:
            if self.store.rows(f"PRAGMA foreign_key_check({table})"):
                raise Conflict(
                    "P096",
                    T(
                        "rows of batch {n} refer to records that are gone",
                        "baris kelompok {n} merujuk catatan yang sudah tidak ada",
                    ).format(n=self.number),
                    T("see `perut history {n}`", "lihat `perut riwayat {n}`").format(n=self.number),
                )
