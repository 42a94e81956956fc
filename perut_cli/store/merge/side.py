"""One file as a merge reads it: its batches, its rows by record, the writes looked at so far."""

from collections.abc import Iterable, Iterator

from perut_cli.core.sheets import SHEETS, owner_of
from perut_cli.store.columns import lists, stored
from perut_cli.store.db import Store
from perut_cli.store.history.seal import COMMAND, SETTLEMENT
from perut_cli.store.merge.index import Index
from perut_cli.store.merge.log import (
    Log,
    Sealed,
    Wanted,
    batches_of,
    log_of,
    numbers_of,
    refuse_bent,
)
from perut_cli.store.merge.units import RECORD_KEY
from perut_cli.store.merge.versions import VersionNames, labels_of
from perut_cli.store.remove import links


class Side:
    """A file as merging reads it: its batches, its rows by record, the writes looked at so far."""

    def __init__(self, store: Store, beside: "Side | None" = None) -> None:
        """Read the batches; of those that the file `beside` holds too only the numbers.
        Raises Damaged P352.
        """
        refuse_bent(store)
        self.store = store
        self.numbers = numbers_of(store)
        self.uids = {number: uid for uid, number in self.numbers.items()}
        self.batches = batches_of(store) if beside is None else self._incoming(beside)
        self.versions = VersionNames(store, {})
        self.index = Index(store, self.versions)
        self.wanted = Wanted(store)
        self.log = Log({}, {})

    def _incoming(self, beside: "Side") -> dict[str, Sealed]:
        self.store.connection.execute("DROP TABLE IF EXISTS temp.incoming")
        self.store.connection.execute("CREATE TABLE temp.incoming (id INTEGER PRIMARY KEY)")
        self.store.connection.executemany(
            "INSERT INTO temp.incoming VALUES (?)",
            ((number,) for uid, number in self.numbers.items() if uid not in beside.numbers),
        )
        return batches_of(self.store, "b.id IN (SELECT id FROM temp.incoming)")

    def look(self, rows: Iterable[tuple[str, int]]) -> None:
        """Look at these rows too."""
        self.wanted.add(rows)

    def read(self) -> None:
        """Read the writes of all rows looked at."""
        self.log = log_of(self.store, self.wanted, self.uids, self.versions)

    def touched_by(self, uids: Iterable[str]) -> list[tuple[str, int]]:
        """The rows that batches wrote, by their seals; answers by their assessments."""
        self.store.connection.execute("DROP TABLE IF EXISTS temp.some_batch")
        self.store.connection.execute("CREATE TABLE temp.some_batch (id INTEGER PRIMARY KEY)")
        self.store.connection.executemany(
            "INSERT INTO temp.some_batch VALUES (?)",
            ((self.numbers[uid],) for uid in uids),
        )
        return [
            (owner_of(table) or table, row_id)
            for table, row_id in self.store.rows(
                "SELECT DISTINCT s.table_name, s.row_id FROM temp.some_batch AS b CROSS JOIN seal "
                "AS s ON s.batch_id = b.id WHERE s.table_name NOT IN (?1, ?2) UNION "
                "SELECT n.table_name, n.row_id FROM temp.some_batch AS b CROSS JOIN settlement "
                "AS n ON n.batch_id = b.id",
                (COMMAND, SETTLEMENT),
            )
        ]

    def contested(self) -> list[tuple[str, int]]:
        """The rows about which a conflict was listed."""
        return [
            (owner_of(table) or table, row_id)
            for table, row_id in self.store.rows("SELECT table_name, row_id FROM contested")
        ]

    def rows_of(self, records: Iterable[str]) -> Iterator[tuple[str, int]]:
        """All rows that records have or had here."""
        for record in records:
            table = record.partition(RECORD_KEY)[0]
            yield from ((table, row_id) for row_id in self.index.rows(record))

    def rows_naming(self, records: Iterable[str]) -> Iterator[tuple[str, int]]:
        """The rows that name, or named, these records."""
        rows: dict[str, list[int]] = {}
        for table, row_id in self.rows_of(records):
            rows.setdefault(table, []).append(row_id)
        for table, ids in rows.items():
            among = ", ".join(map(str, ids))
            for link in links()[table]:
                belongs_to = link.owner or owner_of(link.table)
                owner = belongs_to or link.table
                column = f"{belongs_to}_id" if belongs_to else "id"
                yield from (
                    (owner, row_id)
                    for (row_id,) in self.store.rows(
                        f"SELECT {column} FROM {link.table} WHERE {link.column} IN ({among})"
                    )
                )
            yield from self._named_before(table, among)

    def _named_before(self, table: str, among: str) -> Iterator[tuple[str, int]]:
        for sheet in SHEETS.values():
            conditions = [
                f"json_extract(old_values, '$.{part.column}') IN ({among})"
                for part in stored(sheet)
                if part.sheet == table
            ]
            conditions += [
                f"EXISTS (SELECT 1 FROM json_each(old_values, '$.{part.listed}') AS j "
                f"WHERE j.value IN ({among}))"
                for part in lists(sheet)
                if part.sheet == table
            ]
            if conditions:
                yield from (
                    (sheet.name, row_id)
                    for (row_id,) in self.store.rows(
                        "SELECT DISTINCT row_id FROM change WHERE table_name = ? AND "
                        f"old_values IS NOT NULL AND ({' OR '.join(conditions)})",
                        (sheet.name,),
                    )
                )


def name_versions(sides: list[Side]) -> None:
    """Tell versions of an instrument apart that two laptops made under one name."""
    stamps = {uid: batch.stamp for side in sides for uid, batch in side.batches.items()}
    labels = labels_of([(side.store, side.uids) for side in sides], stamps)
    for side, found in zip(sides, labels, strict=True):
        side.versions.labels.update(found)
