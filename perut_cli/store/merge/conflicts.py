"""The conflicts that wait: derived from what the batches held come to, listed and settled."""

from collections.abc import Iterable, Iterator

from perut_cli.core.errors import Conflict as Refused
from perut_cli.core.sheets import OWNERS, SHEETS, owner_of
from perut_cli.core.text import T
from perut_cli.store.answers.sums import OLD_SCORE, sum_up, touched
from perut_cli.store.batch import Batch
from perut_cli.store.columns import has_dimensions, key_sql
from perut_cli.store.db import Store
from perut_cli.store.history.seal_text import UNIT, row_text
from perut_cli.store.merge import rules
from perut_cli.store.merge.index import Index
from perut_cli.store.merge.log import WHOLE
from perut_cli.store.merge.results import KEY, NAMED, REMOVED, VALUE, OpenConflict, Rival
from perut_cli.store.merge.rows import RowWriter
from perut_cli.store.merge.shown import KEPT_KEY, Former, shown_of
from perut_cli.store.merge.side import Side, name_versions
from perut_cli.store.merge.together import Together, put_together
from perut_cli.store.merge.units import (
    NOTE,
    RECORD_KEY,
    SCORE,
    by_unit,
    parsed,
    record_of,
    together,
    units_of,
    words_of,
)
from perut_cli.store.remove import log_changed, remove

_INDICATOR = (
    "SELECT i.instrument_code || ':' || k.indicator_code FROM indicator AS k "
    "JOIN instrument AS i ON i.id = k.instrument_id WHERE k.id = ?"
)
_NAMES = {"official": "official_name", "instrument": "instrument_version"}


def count_open(store: Store) -> int:
    """How many are open, for `status`; costs one look at an empty table where none ever was."""
    return len(open_conflicts(store))


def open_conflicts(store: Store) -> list[OpenConflict]:
    """All open conflicts by number."""
    if not store.value("SELECT EXISTS (SELECT 1 FROM contested)"):
        return []
    return list(_Listing(store).conflicts())


class _Listing:
    """One look at what waits in a file."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.side = Side(store)
        self.found: Together = put_together(self.side)
        self.former = shown_of(self.found).former
        self.open = {(one.record, one.unit): one for one in self.found.outcome.conflicts}

    def conflicts(self) -> Iterator[OpenConflict]:
        """Those that are still open, by number."""
        for number, table, row, part, unit in self.store.rows(
            "SELECT id, table_name, row_id, row_part, unit FROM contested ORDER BY id"
        ):
            record = self.record(table, row, part)
            if unit == KEPT_KEY:
                if record in self.former:
                    yield self._of_one_key(number, table, self.former[record])
                continue
            waiting = self.open.get((record, unit))
            if waiting is None:
                continue
            key = self._key(table, row, part)
            if unit == rules.GONE:
                kind = NAMED if rules.NAMED in waiting.values else REMOVED
                here = self._last_writer(record)
                there = tuple(
                    self._rival(uid, ()) for uid in self.found.outcome.not_removed.get(record, ())
                )
                yield OpenConflict(number, kind, table, key, (), here, there)
            else:
                words = words_of(table, unit)
                here, *rivals = self._values(record, table, unit)
                yield OpenConflict(number, VALUE, table, key, words, here, tuple(rivals))

    def record(self, table: str, row: int, part: int) -> str:
        """The name of the record that stands in a row."""
        if not owner_of(table):
            return self.side.index.names(table).get(row, "")
        owner = self.side.index.names("assessment").get(row, "")
        code = self.store.value("SELECT indicator_code FROM indicator WHERE id = ?", (part,))
        return f"score{RECORD_KEY}{owner.partition(RECORD_KEY)[2]}{UNIT}{code}"

    def _of_one_key(self, number: int, table: str, former: Former) -> OpenConflict:
        holder = self.side.index.living(former.holder) or 0
        words = tuple(word for unit in former.shown for word in words_of(table, unit))
        values = tuple(
            pair
            for unit, value in former.shown.items()
            for pair in shown_values(self.side.index, table, unit, value)
        )
        here = self._last_writer(former.holder, tuple(former.shown))
        there = self._last_writer(former.record, tuple(former.shown))._replace(values=values)
        key = self._key(table, holder, 0)
        return OpenConflict(number, KEY, table, key, words, here, (there,))

    def _key(self, table: str, row: int, part: int) -> str:
        if not owner_of(table):
            return str(self.store.value(f"SELECT {key_sql(SHEETS[table], '?1')}", (row,)) or "")
        return str(
            self.store.value(
                "SELECT assessment_code || ' ' || indicator_code FROM assessment AS a, "
                "indicator AS k WHERE a.id = ? AND k.id = ?",
                (row, part),
            )
        )

    def _values(self, record: str, table: str, unit: str) -> Iterator[Rival]:
        told: set[str] = set()
        for standing in self.found.outcome.uncovered[record][unit]:
            if standing.write.value not in told:
                told.add(standing.write.value)
                values = shown_values(self.side.index, table, unit, standing.write.value)
                yield self._rival(standing.uid, values)

    def _last_writer(self, record: str, among: tuple[str, ...] = ()) -> Rival:
        units = self.found.outcome.uncovered[record]
        last = max(
            standing
            for unit, rivals in units.items()
            if not among or unit in among
            for standing in rivals
        )
        return self._rival(last.uid, ())

    def _rival(self, uid: str, values: tuple[tuple[str, str], ...]) -> Rival:
        number = self.side.numbers[uid]
        actor, written_at, laptop = self.store.rows(
            "SELECT actor, written_at, laptop FROM batch WHERE id = ?", (number,)
        )[0]
        return Rival(values, actor, written_at, laptop, number)


def shown_values(index: Index, table: str, unit: str, value: str) -> tuple[tuple[str, str], ...]:
    """A unit's value as the plain export has it, word by word."""
    if owner_of(table):
        score, _, reason = value.partition(UNIT)
        return ((NOTE, value),) if unit == NOTE else (("score", score), ("na_reason", reason))
    values = parsed(value)
    return tuple(
        (
            line.words[-1],
            "|".join(_named(index, line.table, one) for one in values[line.name].split("|"))
            if line.table and line.name in values
            else values.get(line.name, ""),
        )
        for line in units_of(table)[unit]
    )


def _named(index: Index, table: str, name: str) -> str:
    rows = index.rows(record_of(table, name))
    row = index.living(record_of(table, name)) or (rows[-1] if rows else None)
    if row is None:
        return name
    sql = (
        _INDICATOR
        if has_dimensions(SHEETS[table])
        else (f"SELECT {_NAMES.get(table, SHEETS[table].key)} FROM {table} WHERE id = ?")
    )
    return str(index.store.value(sql, (row,)) or name)


def settle_here(batch: Batch, conflict: OpenConflict) -> None:
    """Keep what is shown: the record, or the value."""
    for table, row, part, unit in _places(batch.store, conflict):
        units: tuple[str, ...] = (unit,)
        if unit == KEPT_KEY:
            listing = _Listing(batch.store)
            former = listing.former.get(listing.record(table, row, part))
            units = tuple(former.shown) if former else ()
        for one in units:
            place = (table, row, part, one)
            _settle(batch, place, _present(batch.store, *place))


def settled(batch: Batch, conflict: OpenConflict) -> None:
    """Say that what the batch wrote into the record settles the conflict, whatever the value."""
    settle_here(batch, conflict)


def settle_there(batch: Batch, conflict: OpenConflict, number: int) -> None:
    """Take a rival's value (`place` in `conflict.there`, from 0), or carry the removal out. Raises
    Conflict P091 where others rest on the record.
    """
    for table, row, part, unit in _places(batch.store, conflict):
        if unit == rules.GONE:
            remove(batch, table, row)
            continue
        if unit == KEPT_KEY:
            raise Refused(
                "P349",
                T("another record has that key", "kunci itu dipakai catatan lain"),
                T(
                    "give that one another key first, or keep what is shown with --keep here",
                    "beri dahulu catatan itu kunci lain, atau pertahankan yang tampil dengan "
                    "--pakai sini",
                ),
            )
        listing = _Listing(batch.store)
        record = listing.record(table, row, part)
        rivals = listing.found.outcome.uncovered[record][unit]
        values = list(dict.fromkeys(one.write.value for one in rivals))
        value = values[number + 1]
        if owner_of(table):
            _write_answer(batch, row, part, unit, value)
        else:
            _write_unit(batch, listing.side.index, table, row, unit, value)
        _settle(batch, (table, row, part, unit), value)


Place = tuple[str, int, int, str]
"""(table, row, part, unit)"""


def _places(store: Store, conflict: OpenConflict) -> list[Place]:
    return [
        (table, row, part, unit)
        for table, row, part, unit in store.rows(
            "SELECT table_name, row_id, row_part, unit FROM contested WHERE id = ?",
            (conflict.number,),
        )
    ]


def _present(store: Store, table: str, row: int, part: int, unit: str) -> str:
    """What is shown of a unit; of a whole record its text."""
    if owner_of(table):
        score, reason, note = store.rows(
            "SELECT score, na_reason, score_note FROM score WHERE assessment_id = ? "
            "AND indicator_id = ?",
            (row, part),
        )[0]
        plain = "" if score is None else f"{score:.17g}"
        return str(note) if unit == NOTE else UNIT.join((plain, reason)) if reason else plain
    text = str(store.value(f"SELECT {row_text(table)} FROM {table} AS t WHERE t.id = ?", (row,)))
    return text if unit == rules.GONE else by_unit(table, text).get(unit, "")


def _settle(batch: Batch, place: Place, value: str) -> None:
    table, row, part, unit = place
    store = batch.store
    side = Side(store)
    name_versions([side])
    index = side.index
    if owner_of(table):
        owner = index.names("assessment")[row].partition(RECORD_KEY)[2]
        code = store.value("SELECT indicator_code FROM indicator WHERE id = ?", (part,))
        record = f"score{RECORD_KEY}{owner}{UNIT}{code}"
    else:
        record = index.names(table)[row]
    store.connection.execute(
        "INSERT INTO settlement (batch_id, table_name, row_id, row_part, record, unit, value) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (batch.id, table, row, part, record, WHOLE if unit == rules.GONE else unit, value),
    )
    batch.recorded = True


def _write_unit(batch: Batch, index: Index, table: str, row: int, unit: str, value: str) -> None:
    store = batch.store
    text = _present(store, table, row, 0, rules.GONE)
    units = by_unit(table, text)
    units.pop(unit, None)
    if value:
        units[unit] = value

    def id_of(record: str) -> int | None:
        return index.living(record)

    writer = RowWriter(store, id_of)
    after = together(table, units)
    if lost := _lost(table, value, id_of):
        raise Refused(
            "P346",
            T("{name} is no longer there", "{name} sudah tidak ada").format(name=lost),
            T(
                "keep what is shown with --keep here, or add the record again first",
                "pertahankan yang tampil dengan --pakai sini, atau tambahkan dahulu catatannya",
            ),
        )
    log_changed(batch, table, "t.id = ?2", (row,))
    writer.replace(table, row, after, batch.id)
    batch.changed += 1
    if table in OWNERS:
        touched(batch, f"SELECT {row}")
    if SHEETS[table].frozen:
        owner = f"(SELECT instrument_id FROM indicator WHERE id = {row})"
        instrument = str(row) if not has_dimensions(SHEETS[table]) else owner
        touched(batch, f"SELECT id FROM assessment WHERE instrument_id = {instrument}")
    sum_up(batch)


def _lost(table: str, value: str, id_of: object) -> str:
    values = parsed(value)
    for line in (line for lines in units_of(table).values() for line in lines):
        if line.table and line.name in values:
            for name in values[line.name].split("|"):
                if id_of(record_of(line.table, name)) is None:  # type: ignore[operator]
                    return name
    return ""


def _write_answer(batch: Batch, row: int, part: int, unit: str, value: str) -> None:
    run = batch.store.connection.execute
    run(
        "INSERT INTO change (batch_id, table_name, row_id, row_part, act, row_key, old_values, "
        "old_batch, new_batch) SELECT ?1, 'score', t.assessment_id, t.indicator_id, 'changed', "
        "(SELECT assessment_code FROM assessment WHERE id = ?2) || ' ' || "
        f"(SELECT indicator_code FROM indicator WHERE id = ?3), {OLD_SCORE}, t.batch, ?1 "
        "FROM score AS t WHERE t.assessment_id = ?2 AND t.indicator_id = ?3 AND t.batch <> ?1",
        (batch.id, row, part),
    )
    if unit == SCORE:
        score, _, reason = value.partition(UNIT)
        changes: Iterable[object] = (float(score) if score else None, reason)
        setting = "score = ?, na_reason = ?"
    else:
        changes, setting = (value,), "score_note = ?"
    run(
        f"UPDATE score SET {setting}, batch = ? WHERE assessment_id = ? AND indicator_id = ?",
        (*changes, batch.id, row, part),
    )
    batch.changed += 1
    touched(batch, f"SELECT {row}")
    sum_up(batch)
