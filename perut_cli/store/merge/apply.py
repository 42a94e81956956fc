"""Write what two files' batches come to into this one: the batches with their seals, the history
of each record in the order of this file, the records as they are shown, the sums.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from perut_cli.core.sheets import OWNERS, SHEETS, owner_of
from perut_cli.store.answers.sums import sum_up, touched
from perut_cli.store.batch import Batch
from perut_cli.store.columns import TABLES, key_sql, snapshot
from perut_cli.store.history.seal import heads
from perut_cli.store.history.seal_text import WITH_IDENTITY, row_text
from perut_cli.store.history.writes import Write
from perut_cli.store.merge.answers import AnswerWriter
from perut_cli.store.merge.log import SETTLED, Written, kept_identity
from perut_cli.store.merge.rows import RowWriter
from perut_cli.store.merge.seals import copy_seals
from perut_cli.store.merge.shown import Shown
from perut_cli.store.merge.side import Side
from perut_cli.store.merge.together import Together
from perut_cli.store.merge.units import (
    RECORD_KEY,
    is_answer,
    made_as,
    table_of,
)
from perut_cli.store.merge.versions import plain_name
from perut_cli.store.remove import drop_empty_dimensions

_COPIED = (
    "written_at, actor, command, new_count, changed_count, blanked_count, same_count, "
    "removed_count, rejected_count, schema_version, act, uid, parents, stamp, laptop, "
    "system_user, nonce, digest"
)


class Step(NamedTuple):
    """What a batch makes of a record here: its text afterwards, None where it is gone; `sealed`:
    the batch sealed a write of it.
    """

    batch: int
    text: str | None
    write: Write | None


class Merger:
    """One merge within an open transaction."""

    def __init__(self, here: Side, there: Side, together: Together, shown: Shown) -> None:
        """Numbers for the batches and rows that come in."""
        self.here, self.there, self.found, self.shown = here, there, together, shown
        self.store = here.store
        self.run = self.store.connection.execute
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        newest = max(here.uids, default=0)
        self.numbers = {
            batch.uid: newest + place for place, batch in enumerate(together.incoming, 1)
        }
        self.newest = newest + len(together.incoming)
        self.next_ids: dict[str, int] = {}
        self.rows: dict[str, int] = {}
        self.fresh: set[str] = set()
        self.images: dict[tuple[str, int], int] = {}
        self.writer = RowWriter(self.store, self.row_of)

    def row_of(self, record: str) -> int | None:
        """The row of a record: that which it has, will have, or had last."""
        if record in self.rows:
            return self.rows[record]
        living = self.here.index.living(record)
        if living is not None:
            return living
        rows = self.here.index.rows(record)
        return rows[-1] if rows else None

    def number_of(self, uid: str) -> int:
        """The number of a batch here."""
        return self.numbers[uid] if uid in self.numbers else self.here.numbers[uid]

    def run_all(self) -> None:
        """Write everything."""
        self.run("PRAGMA defer_foreign_keys = ON")
        self._place_rows()
        self._write_batches()
        records = [name for name in self.found.records if not is_answer(name)]
        present = self._present(records)
        plans = [
            (record, steps)
            for record in records
            if (steps := self._steps(record, present.get(record)))
        ]
        self._keep_foreign()
        answers = AnswerWriter(self)
        answers.look()
        for record, steps in plans:
            self._log(record, present.get(record), steps, answers)
        self._rewrite(plans, present)
        answers.write()
        copy_seals(self)
        self._sum()
        self._name()
        self._finish()

    def _place_rows(self) -> None:
        for record in self.found.records:
            table = record.partition(RECORD_KEY)[0]
            if owner_of(table):
                continue
            row = self.row_of(record)
            if row is None:
                row = self.next_id(table)
                self.fresh.add(record)
            self.rows[record] = row
            for theirs in self.there.log.rows.get(record, ()):
                self.images[table, theirs] = row

    def next_id(self, table: str) -> int:
        """An id that no row of the table ever had."""
        if table not in self.next_ids:
            known = self.store.value(
                "SELECT max(row_id) FROM foreign_write WHERE table_name = ?", (table,)
            )
            self.next_ids[table] = max(Batch(self.store, 0).next_id(table), (known or 0) + 1)
        self.next_ids[table] += 1
        return self.next_ids[table] - 1

    def _write_batches(self) -> None:
        for batch in self.found.incoming:
            columns = self.there.store.rows(
                f"SELECT {_COPIED} FROM batch WHERE id = ?", (batch.number,)
            )[0]
            target = self.number_of(batch.target) if batch.target else None
            self.run(
                f"INSERT INTO batch (id, target_batch, {_COPIED}) VALUES "
                f"(?, ?, {', '.join('?' * len(columns))})",
                (self.numbers[batch.uid], target, *columns),
            )

    def _present(self, records: Iterable[str]) -> dict[str, str]:
        """The texts of the records that are there."""
        rows: dict[str, dict[int, str]] = defaultdict(dict)
        for record in records:
            rows[record.partition(RECORD_KEY)[0]][self.rows[record]] = record
        texts: dict[str, str] = {}
        for table, names in rows.items():
            self.run("DELETE FROM temp.wanted")
            self.here.wanted.add((table, row_id) for row_id in names)
            for row_id, text in self.store.rows(
                f"SELECT t.id, {row_text(table)} FROM {table} AS t WHERE t.id IN "
                f"({self.here.wanted.among(table)})"
            ):
                texts[names[row_id]] = self.here.versions.text(table, row_id, text) or ""
        return texts

    def _steps(self, record: str, present: str | None) -> list[Step]:
        """The states that the incoming batches leave a record in; the last is what is shown."""
        final = self.shown.texts.get(record)
        steps = [
            Step(self.numbers[one.uid], one.text, one.write)
            for one in self.found.written.get(record, ())
            if one.write.act != SETTLED
        ]
        if steps:
            steps[-1] = steps[-1]._replace(text=final)
        elif final != present:
            steps = [Step(self.newest, final, None)]
        return steps

    def _log(
        self, record: str, present: str | None, steps: list[Step], answers: AnswerWriter
    ) -> None:
        """The history of a record: its old values as each batch of this file's order found them."""
        table, row = record.partition(RECORD_KEY)[0], self.rows[record]
        before, by = present, self._batch_of(table, row) if present is not None else None
        first = present is not None
        for step in steps:
            if step.write is None:
                self.run(
                    "INSERT INTO merged_state (batch_id, table_name, row_id) VALUES (?, ?, ?)",
                    (step.batch, table, row),
                )
            if step.text == before:
                continue
            act = "removed" if step.text is None else "new" if before is None else "changed"
            implicit = before is None and record in self.fresh
            if not implicit:
                old = self._old_values(table, row, before, whole=act == "removed", first=first)
                if act == "removed" and not first and table in OWNERS:
                    old = answers.added_to(old or "{}", record)
                self._entry(table, row, step, act, (old, by), first=first)
            self.fresh.discard(record)
            before, by, first = step.text, step.batch, False

    def _batch_of(self, table: str, row: int) -> int | None:
        found = self.store.value(f"SELECT batch FROM {table} WHERE id = ?", (row,))
        return None if found is None else int(found)

    def _old_values(
        self, table: str, row: int, before: str | None, *, whole: bool, first: bool
    ) -> str | None:
        if before is None:
            return None
        if not first:
            return self.writer.old_values(table, before)
        sheet = SHEETS[table]
        return str(
            self.store.value(
                f"SELECT {snapshot(sheet, whole=whole)} FROM {table} AS t WHERE t.id = ?", (row,)
            )
        )

    def _entry(
        self,
        table: str,
        row: int,
        step: Step,
        act: str,
        before: tuple[str | None, int | None],
        *,
        first: bool,
    ) -> None:
        sheet = SHEETS[table]
        key = self.store.value(f"SELECT {key_sql(sheet, '?1')}", (row,)) if first else None
        key = key or (step.write.key if step.write else "") or ""
        new = None if act == "removed" else step.batch
        self.run(
            "INSERT INTO change (batch_id, table_name, row_id, act, row_key, old_values, "
            "old_batch, new_batch) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (step.batch, table, row, act, key, *before, new),
        )

    def _rewrite(self, plans: list[tuple[str, list[Step]]], present: dict[str, str]) -> None:
        """Bring the rows to what is shown: all out, then in, for they may trade keys."""
        coming = []
        for record, steps in plans:
            table, row = record.partition(RECORD_KEY)[0], self.rows[record]
            before, final = present.get(record), self.shown.texts.get(record)
            changed = [
                step.batch
                for step, earlier in zip(steps, [before, *(s.text for s in steps)], strict=False)
                if step.text != earlier
            ]
            if before is not None and final is not None and before == final:
                if changed:
                    self.run(f"UPDATE {table} SET batch = ? WHERE id = ?", (changed[-1], row))
                continue
            if before is not None:
                self.writer.delete(table, row)
            if final is not None:
                coming.append((TABLES.index(table), table, row, final, changed[-1]))
            kind = "new" if before is None else "removed" if final is None else "changed"
            if before is not None or final is not None:
                self.counts[table][kind] += 1
        for _, table, row, final, batch in sorted(coming, key=lambda one: one[0]):
            self.writer.insert(table, row, final, batch)

    def _keep_foreign(self) -> None:
        """The writes that came in, as they were sealed."""
        for record in self.found.records:
            table = record.partition(RECORD_KEY)[0]
            if not owner_of(table):
                for one in self.found.written.get(record, ()):
                    if one.write.act != SETTLED:
                        self._keep(one)

    def _keep(self, written: Written) -> None:
        number = self.numbers[written.uid]
        units = " ".join(unit for unit, _ in written.units)
        row = self.rows[written.record]
        if self.store.value(
            "SELECT 1 FROM foreign_write WHERE batch_id = ? AND table_name = ? AND row_id = ?",
            (number, written.table, row),
        ):
            # The same batch removed a record and made it again: the removal keeps a row of its own.
            row = self.next_id(written.table)
            self.images[written.table, written.row_id] = row
        self.run(
            "INSERT INTO foreign_write (batch_id, table_name, row_id, act, row_key, text, units) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                written.table,
                row,
                written.write.act,
                written.write.key,
                written.write.text,
                units,
            ),
        )

    def _sum(self) -> None:
        batch = Batch(self.store, self.newest)
        ids = [self.rows[record] for record in self.found.records if table_of(record) in OWNERS]
        instruments = [
            self.rows[record] for record in self.found.records if table_of(record) == "instrument"
        ]
        self.run("CREATE TABLE IF NOT EXISTS temp.touched (id INTEGER PRIMARY KEY)")
        self.store.connection.executemany(
            "INSERT OR IGNORE INTO temp.touched SELECT id FROM assessment WHERE id = ?",
            ((row_id,) for row_id in ids),
        )
        for instrument in instruments:
            touched(batch, f"SELECT id FROM assessment WHERE instrument_id = {instrument}")
        sum_up(batch)
        drop_empty_dimensions(self.store)

    def _keep_apart(self, record: str) -> None:
        """The name by which the other file tells a record from one that had its key before."""
        table = table_of(record)
        for row in self.there.log.rows.get(record, ()):
            if name := kept_identity(self.there.store, table, row):
                self.run(
                    "INSERT OR IGNORE INTO identity (table_name, row_id, identity) VALUES (?, ?, "
                    "?)",
                    (table, self.rows[record], name),
                )

    def _name(self) -> None:
        """First names of what was renamed or is gone; keys in the history that weren't known before
        the rows were there.
        """
        for record in self.found.records:
            table, _, name = record.partition(RECORD_KEY)
            text = self.shown.texts.get(record)
            sealed = plain_name(name)
            if table not in WITH_IDENTITY:
                self._keep_apart(record)
            elif text is None or sealed != name or made_as(table, text) != record:
                self.run(
                    "INSERT OR IGNORE INTO identity (table_name, row_id, identity) VALUES (?, ?, "
                    "?)",
                    (table, self.rows[record], sealed),
                )
                if table == "instrument":
                    # Indicators are named by their instrument: they keep that name too.
                    self.run(
                        "INSERT OR IGNORE INTO identity (table_name, row_id, identity) "
                        "SELECT 'indicator', k.id, ? || ' ' || k.indicator_code "
                        "FROM indicator AS k WHERE k.instrument_id = ?",
                        (sealed, self.rows[record]),
                    )
        for batch in self.found.incoming:
            number = self.numbers[batch.uid]
            for table, row_id in self.store.rows(
                "SELECT table_name, row_id FROM change WHERE batch_id = ? AND row_key = '' "
                "AND table_name <> 'score'",
                (number,),
            ):
                self.run(
                    f"UPDATE change SET row_key = ifnull({key_sql(SHEETS[table], '?3')}, '') "
                    "WHERE batch_id = ?1 AND table_name = ?2 AND row_id = ?3 AND row_part = 0",
                    (number, table, row_id),
                )

    def _finish(self) -> None:
        """The heads of both histories stand side by side."""
        alone = [uid for uid in self.here.numbers if uid not in self.there.numbers]
        inner = {
            parent
            for batch in (*self.found.incoming, *(self.here.batches[uid] for uid in alone))
            for parent in batch.parents
        }
        uids = {*heads(self.store), *heads(self.there.store)}
        self.run("DELETE FROM head")
        self.store.connection.executemany(
            "INSERT INTO head (uid) VALUES (?)", ((uid,) for uid in uids if uid not in inner)
        )
