"""Settle conflicts: what is shown is kept, or a rival's value is taken, within one batch."""

from perut_cli.core.errors import Conflict
from perut_cli.core.sheets import OWNERS, SHEETS, owner_of
from perut_cli.core.text import T
from perut_cli.store.answers.sums import log_answer, sum_up, touched
from perut_cli.store.batch import Batch
from perut_cli.store.columns import has_dimensions
from perut_cli.store.db import Store
from perut_cli.store.history.seal_text import UNIT, row_text
from perut_cli.store.merge import rules
from perut_cli.store.merge.conflicts import Listing
from perut_cli.store.merge.index import Index
from perut_cli.store.merge.log import WHOLE
from perut_cli.store.merge.results import OpenConflict
from perut_cli.store.merge.rows import IdOf, RowWriter
from perut_cli.store.merge.shown import KEPT_KEY
from perut_cli.store.merge.units import (
    NOTE,
    SCORE,
    by_unit,
    parsed,
    record_of,
    together,
    units_of,
)
from perut_cli.store.remove import log_changed, remove


class Settling:
    """Conflicts being settled by one batch, which looks at them once, before it writes."""

    def __init__(self, batch: Batch) -> None:
        """Look at what waits."""
        self.batch, self.store = batch, batch.store
        self.listing = Listing(batch.store)

    def keep_shown(self, conflict: OpenConflict) -> None:
        """Keep what is shown: the record, or the value, which the batch itself may have written."""
        for table, row, part, unit in _places(self.store, conflict):
            units: tuple[str, ...] = (unit,)
            if unit == KEPT_KEY:
                former = self.listing.former.get(self.listing.record(table, row, part))
                units = tuple(former.shown) if former else ()
            for one in units:
                place = (table, row, part, one)
                self._settle(place, _present(self.store, *place))

    def there(self, conflict: OpenConflict, number: int) -> None:
        """Take a rival's value (`place` in `conflict.there`, from 0), or carry the removal out.
        Raises Conflict P091 where others rest on the record.
        """
        for table, row, part, unit in _places(self.store, conflict):
            if unit == rules.GONE:
                self._carry_out(conflict, table, row)
                # What others name may be gone now.
                self.listing = Listing(self.store)
                continue
            if unit == KEPT_KEY:
                raise _key_is_taken()
            record = self.listing.record(table, row, part)
            rivals = self.listing.found.outcome.uncovered[record][unit]
            values = list(dict.fromkeys(one.write.value for one in rivals))
            value = values[number + 1]
            if owner_of(table):
                _write_answer(self.batch, row, part, unit, value)
            else:
                _write_unit(self.batch, self.listing.side.index, table, row, unit, value)
            self._settle((table, row, part, unit), value)

    def _carry_out(self, conflict: OpenConflict, table: str, row: int) -> None:
        try:
            remove(self.batch, table, row)
        except Conflict as error:
            if error.number == "P091":
                error.hint = T(
                    "keep it with `perut conflicts settle {n} --keep here`, or remove all of it: "
                    "`perut {name} remove {key} --with-dependants`",
                    "pertahankan dengan `perut pertentangan selesaikan {n} --pakai sini`, atau "
                    "hapus semuanya: `perut {alias} hapus {key} --beserta-isinya`",
                ).format(
                    n=conflict.number,
                    name=table,
                    alias=SHEETS[table].alias,
                    key=conflict.key,
                )
            raise

    def _settle(self, place: "Place", value: str) -> None:
        table, row, part, unit = place
        record = self.listing.record(table, row, part)
        self.store.connection.execute(
            "INSERT INTO settlement (batch_id, table_name, row_id, row_part, record, unit, value) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (self.batch.id, table, row, part, record, WHOLE if unit == rules.GONE else unit, value),
        )
        self.batch.recorded = True


def _key_is_taken() -> Conflict:
    return Conflict(
        "P349",
        T("another record has that key", "kunci itu dipakai catatan lain"),
        T(
            "give that one another key first, or keep what is shown with --keep here",
            "beri dahulu catatan itu kunci lain, atau pertahankan yang tampil dengan --pakai sini",
        ),
    )


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
        raise Conflict(
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


def _lost(table: str, value: str, id_of: IdOf) -> str:
    values = parsed(value)
    for line in (line for lines in units_of(table).values() for line in lines):
        if line.table and line.name in values:
            for name in values[line.name].split("|"):
                if id_of(record_of(line.table, name)) is None:
                    return name
    return ""


def _write_answer(batch: Batch, row: int, part: int, unit: str, value: str) -> None:
    log_answer(batch, row, part, "changed")
    if unit == SCORE:
        score, _, reason = value.partition(UNIT)
        changes: tuple[object, ...] = (float(score) if score else None, reason)
        setting = "score = ?, na_reason = ?"
    else:
        changes, setting = (value,), "score_note = ?"
    batch.store.connection.execute(
        f"UPDATE score SET {setting}, batch = ? WHERE assessment_id = ? AND indicator_id = ?",
        (*changes, batch.id, row, part),
    )
    batch.changed += 1
    touched(batch, f"SELECT {row}")
    sum_up(batch)
