"""Which rows a record has in a file: found by the key that it was made with, once for a table."""

from collections import defaultdict
from collections.abc import Iterator

from perut_cli.core.errors import Conflict
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T
from perut_cli.store.columns import stored
from perut_cli.store.db import Store
from perut_cli.store.history.seal_text import UNIT, WITH_IDENTITY, identity, old_text
from perut_cli.store.merge.units import RECORD_KEY, made_as, record_of
from perut_cli.store.merge.versions import VersionNames


class Index:
    """The rows of a file by the names of their records, table by table as they are asked for."""

    def __init__(self, store: Store, versions: VersionNames) -> None:
        """Nothing is read yet."""
        self.store, self.versions = store, versions
        self.tables: dict[str, dict[str, list[int]]] = {}
        self.live: dict[str, set[int]] = {}
        self.named: dict[str, dict[int, str]] = {}

    def rows(self, record: str) -> list[int]:
        """The rows that a record has or had, oldest first. Raises Conflict P348."""
        return self._table(record).get(record, [])

    def living(self, record: str) -> int | None:
        """The row that a record has now."""
        rows = self.rows(record)
        live = self.live[record.partition(RECORD_KEY)[0]]
        return next((row for row in reversed(rows) if row in live), None)

    def names(self, table: str) -> dict[int, str]:
        """The names of a table's records by row."""
        self._table(record_of(table, ""))
        return self.named[table]

    def _table(self, record: str) -> dict[str, list[int]]:
        table = record.partition(RECORD_KEY)[0]
        if table not in self.tables:
            rows_of: dict[str, list[int]] = defaultdict(list)
            for row_id, name in sorted(set(self._named(table))):
                rows_of[name].append(row_id)
            self.tables[table] = dict(rows_of)
            self.named[table] = {row: name for name, rows in rows_of.items() for row in rows}
            self.live[table] = {row[0] for row in self.store.rows(f"SELECT id FROM {table}")}
            self._refuse_two_of_one_name(table)
        return self.tables[table]

    def _refuse_two_of_one_name(self, table: str) -> None:
        for name, rows in self.tables[table].items():
            if len(rows) > 1 and len(self.live[table].intersection(rows)) > 1:
                raise _two_of_one_name(table, name)

    def _named(self, table: str) -> Iterator[tuple[int, str]]:
        if table in WITH_IDENTITY:
            rows = self.store.select(f"SELECT t.id, {identity(table, 't.id')} FROM {table} AS t")
            yield from (
                (row_id, record_of(table, self.versions.name(table, row_id, name)))
                for row_id, name in rows
            )
            yield from (
                (row_id, record_of(table, self.versions.name(table, row_id, name)))
                for row_id, name in self._kept(table).items()
            )
            return
        kept = self._kept(table)
        yield from ((row_id, record_of(table, name)) for row_id, name in kept.items())
        first = self._first_texts(table)
        yield from (
            (row_id, made_as(table, text)) for row_id, text in first.items() if row_id not in kept
        )
        known = first.keys() | kept.keys()
        rows = self.store.select(f"SELECT t.id, {_key_text(table)} FROM {table} AS t")
        yield from ((row_id, made_as(table, text)) for row_id, text in rows if row_id not in known)

    def _kept(self, table: str) -> dict[int, str]:
        return dict(
            self.store.rows("SELECT row_id, identity FROM identity WHERE table_name = ?", (table,))
        )

    def _first_texts(self, table: str) -> dict[int, str]:
        """The earliest texts of rows that changed, were removed, or came in by a merge."""
        texts: dict[int, str] = dict(
            self.store.rows(
                "SELECT row_id, text FROM foreign_write WHERE table_name = ? AND act = 'new' AND "
                "text IS NOT NULL ORDER BY batch_id DESC",
                (table,),
            )
        )
        texts |= dict(
            self.store.rows(
                f"SELECT e.row_id, {old_text(table)} FROM change AS e WHERE e.table_name = ? "
                "AND e.old_values IS NOT NULL ORDER BY e.batch_id DESC",
                (table,),
            )
        )
        return texts


def _two_of_one_name(table: str, name: str) -> Conflict:
    """One got another key, then another was made under the first: nothing tells them apart."""
    key = name.partition(RECORD_KEY)[2].replace(UNIT, " ")
    return Conflict(
        "P348",
        T(
            "two records of {sheet} began as {key}: one has another key since, and their writes "
            "can't be told apart",
            "dua catatan {sheet} bermula sebagai {key}: salah satunya kini berkunci lain, dan "
            "tulisannya tidak bisa dibedakan",
        ).format(sheet=SHEETS[table].title, key=key),
        T(
            "remove both on the laptop that has both, record them anew, then merge again",
            "hapus keduanya di laptop yang memuat keduanya, catat lagi, lalu gabungkan lagi",
        ),
    )


def _key_text(table: str) -> str:
    """SQL for the lines of a sealed text that name the record."""
    key = SHEETS[table].key
    parts = [part for part in stored(SHEETS[table]) if (part.column == key if key else part.match)]
    return " || ".join(
        f"'{part.column}=' || "
        + (identity(part.sheet, f"t.{part.column}") if part.sheet else f"t.{part.column}")
        + " || char(31)"
        for part in parts
    )
