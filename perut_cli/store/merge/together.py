"""Two files' batches together: which records may read otherwise now, and what they come to."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from perut_cli.core.sheets import SHEETS
from perut_cli.store.columns import lists, stored
from perut_cli.store.db import Store
from perut_cli.store.history.seal import COMMAND, SETTLEMENT
from perut_cli.store.merge import rules
from perut_cli.store.merge.index import Index
from perut_cli.store.merge.log import (
    Log,
    Sealed,
    Wanted,
    Written,
    as_rules,
    batches_of,
    log_of,
)
from perut_cli.store.merge.units import RECORD_KEY, references
from perut_cli.store.remove import links


class Side:
    """A file as merging reads it: its batches, its rows by record, the writes looked at so far."""

    def __init__(self, store: Store) -> None:
        """Read the batches."""
        self.store = store
        self.batches = batches_of(store)
        self.uids = {batch.number: uid for uid, batch in self.batches.items()}
        self.index = Index(store)
        self.wanted = Wanted(store)
        self.log = Log({}, {})

    def look(self, rows: Iterable[tuple[str, int]]) -> None:
        """Look at these rows too."""
        self.wanted.add(rows)

    def read(self) -> None:
        """Read the writes of all rows looked at."""
        self.log = log_of(self.store, self.wanted, self.uids)

    def touched_by(self, uids: Iterable[str]) -> list[tuple[str, int]]:
        """The rows that batches wrote, by their seals; answers by their assessments."""
        self.store.connection.execute("DROP TABLE IF EXISTS temp.some_batch")
        self.store.connection.execute("CREATE TABLE temp.some_batch (id INTEGER PRIMARY KEY)")
        self.store.connection.executemany(
            "INSERT INTO temp.some_batch VALUES (?)",
            ((self.batches[uid].number,) for uid in uids),
        )
        return [
            ("assessment" if table == "score" else table, row_id)
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
            ("assessment" if table == "score" else table, row_id)
            for table, row_id in self.store.rows("SELECT table_name, row_id FROM contested")
        ]

    def rows_of(self, records: Iterable[str]) -> Iterator[tuple[str, int]]:
        """All rows that records have or had here."""
        for record in records:
            table = record.partition(RECORD_KEY)[0]
            yield from ((table, row_id) for row_id in self.index.rows(record))

    def naming(self, records: Iterable[str]) -> Iterator[tuple[str, int]]:
        """The rows that name, or named, these records."""
        rows: dict[str, list[int]] = {}
        for table, row_id in self.rows_of(records):
            rows.setdefault(table, []).append(row_id)
        for table, ids in rows.items():
            among = ", ".join(map(str, ids))
            for link in links()[table]:
                if link.table == "score":
                    continue
                owner = link.owner or link.table
                column = f"{link.owner}_id" if link.owner else "id"
                yield from (
                    (owner, row_id)
                    for (row_id,) in self.store.rows(
                        f"SELECT {column} FROM {link.table} WHERE {link.column} IN ({among})"
                    )
                )
            yield from self._named_before(table, among)

    def _named_before(self, table: str, among: str) -> Iterator[tuple[str, int]]:
        for sheet in SHEETS.values():
            found = [
                f"json_extract(old_values, '$.{part.column}') IN ({among})"
                for part in stored(sheet)
                if part.sheet == table
            ]
            found += [
                f"EXISTS (SELECT 1 FROM json_each(old_values, '$.{part.listed}') AS j "
                f"WHERE j.value IN ({among}))"
                for part in lists(sheet)
                if part.sheet == table
            ]
            if found:
                yield from (
                    (sheet.name, row_id)
                    for (row_id,) in self.store.rows(
                        "SELECT DISTINCT row_id FROM change WHERE table_name = ? AND "
                        f"old_values IS NOT NULL AND ({' OR '.join(found)})",
                        (sheet.name,),
                    )
                )


class Together(NamedTuple):
    """What two files' batches come to, for the records that may read otherwise than here."""

    incoming: list[Sealed]
    """The other file's batches that aren't here, by (stamp, uid)."""
    written: dict[str, list[Written]]
    """The writes of each record by batches that come in, in their order."""
    records: list[str]
    """The records looked at, in the order of import."""
    outcome: rules.Outcome


def put_together(here: Side, there: Side | None = None) -> Together:
    """What both files' batches come to; of one file, what its own do, where a merge left traces."""
    incoming = sorted(
        (batch for uid, batch in there.batches.items() if uid not in here.batches) if there else (),
        key=lambda batch: (batch.stamp, batch.uid),
    )
    sides = [here, there] if there else [here]
    here.look(here.contested())
    if there:
        there.look(there.contested())
        there.look(there.touched_by(batch.uid for batch in incoming))
        here.look(here.touched_by(uid for uid in here.batches if uid not in there.batches))
    _look_at_the_same(sides)
    batches = {**(there.batches if there else {}), **here.batches}
    written = _writes(here, there)
    outcome = rules.outcome(list(_in_rules(batches, written)))
    new = {batch.uid: place for place, batch in enumerate(incoming)}
    coming = {
        record: sorted((one for one in found if one.uid in new), key=lambda one: new[one.uid])
        for record, found in written.items()
    }
    return Together(incoming, coming, sorted(written), outcome)


def _look_at_the_same(sides: list[Side]) -> None:
    """Read both files' writes of the same records, of what they name, and of what names those that
    somebody removed.
    """
    seen: set[str] = set()
    removed: set[str] = set()
    while True:
        for side in sides:
            side.read()
        found = {record for side in sides for record in side.log.written}
        gone = {
            one.record
            for side in sides
            for written in side.log.written.values()
            for one in written
            if one.removed and one.table != "score"
        }
        if found == seen and gone <= removed:
            return
        names = {
            name
            for side in sides
            for record in found - seen
            for one in side.log.of(record)
            if one.table != "score"
            for _, value in one.units
            for name in references(one.table, value)
        }
        wanted = (found | {name for name in names if _somewhere_gone(sides, name)}) - {
            record for record in found if record.startswith("score")
        }
        for side in sides:
            side.look(side.naming(gone - removed))
            side.look(side.rows_of(wanted))
        seen, removed = found, removed | gone


def _somewhere_gone(sides: list[Side], record: str) -> bool:
    """Whether a record was removed in a file, or is not known there."""
    return any(side.index.living(record) is None for side in sides)


def _writes(here: Side, there: Side | None) -> dict[str, list[Written]]:
    found = {record: list(written) for record, written in here.log.written.items()}
    if there:
        for record, written in there.log.written.items():
            found.setdefault(record, [])
            found[record] += [one for one in written if one.uid not in here.batches]
    return found


def _in_rules(
    batches: dict[str, Sealed], written: dict[str, list[Written]]
) -> Iterator[rules.Batch]:
    taken_back = frozenset(
        batch.target for batch in batches.values() if batch.act in ("undo", "redo")
    )
    by_batch: dict[str, list[rules.Write]] = {}
    for record, found in written.items():
        for one in found:
            by_batch.setdefault(one.uid, []).extend(as_rules(one, taken_back))
        if record.startswith("assessment"):
            gone = [one.uid for one in found if one.removed and one.uid not in taken_back]
            answers = f"score{RECORD_KEY}{record.partition(RECORD_KEY)[2]}\x1f"
            for uid in gone:
                by_batch.setdefault(uid, []).extend(
                    rules.Write(answer, rules.GONE, "", (record,))
                    for answer in written
                    if answer.startswith(answers)
                )
    for uid, batch in batches.items():
        yield rules.Batch(uid, batch.parents, batch.stamp, tuple(by_batch.get(uid, ())))
