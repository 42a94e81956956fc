"""The conflicts that wait: derived from what the batches held come to, and listed."""

from collections.abc import Iterator

from perut_cli.core.sheets import SHEETS, owner_of
from perut_cli.store.columns import has_dimensions, key_sql
from perut_cli.store.db import Store
from perut_cli.store.history.seal_text import UNIT
from perut_cli.store.merge import rules
from perut_cli.store.merge.index import Index
from perut_cli.store.merge.results import KEY, NAMED, REMOVED, VALUE, OpenConflict, Rival
from perut_cli.store.merge.shown import KEPT_KEY, Former, shown_of
from perut_cli.store.merge.side import Side
from perut_cli.store.merge.together import Together, put_together
from perut_cli.store.merge.units import (
    NOTE,
    answer_record,
    parsed,
    record_of,
    units_of,
    words_of,
)

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
    return list(Listing(store).conflicts())


class Listing:
    """One look at what waits in a file."""

    def __init__(self, store: Store) -> None:
        """Work out what the batches held come to, where a merge left traces."""
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
        owner = self.side.index.names(owner_of(table)).get(row, "")
        code = self.store.value("SELECT indicator_code FROM indicator WHERE id = ?", (part,))
        return answer_record(owner, str(code))

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
