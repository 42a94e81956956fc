"""The keys of records: what no two of a table may share, and which records claim the same."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from perut_cli.core.sheets import SHEETS, owner_of
from perut_cli.store.columns import stored
from perut_cli.store.merge.log import Written
from perut_cli.store.merge.rules import MADE, MergeOutcome
from perut_cli.store.merge.side import Side
from perut_cli.store.merge.units import RECORD_KEY, Line, lines_of, parsed

Units = dict[str, str]
"""Unit → value."""
Key = tuple[str, ...]


@cache
def keys_of(table: str) -> tuple[tuple[Line, ...], ...]:
    """The lines of a text that no two records of a table may share: its code, its match columns."""
    sheet = SHEETS[table]
    match = {part.column for part in stored(sheet) if part.match}
    found = [
        tuple(line for line in lines_of(table) if line.name == sheet.key) if sheet.key else (),
        tuple(line for line in lines_of(table) if line.name in match),
    ]
    return tuple(dict.fromkeys(lines for lines in found if lines))


def key_of(lines: tuple[Line, ...], values: dict[str, str]) -> Key:
    """A key to compare by; letters of either case are the same."""
    return tuple(values.get(line.name, "").casefold() for line in lines)


def values_of(units: Units) -> dict[str, str]:
    """The lines of a record's units."""
    values: dict[str, str] = {}
    for unit, value in units.items():
        if unit != MADE:
            values |= parsed(value)
    return values


def earlier(
    lines: tuple[Line, ...], now: Units, writes: Iterable[Written], stamps: Mapping[str, int]
) -> list[Units]:
    """What the units of a key were before, newest first."""
    units = {line.unit for line in lines}
    states: list[Units] = []
    state: Units = {}
    for one in sorted(writes, key=lambda one: (stamps[one.uid], one.uid)):
        changed = {unit: value for unit, value in one.units if unit in units}
        if changed:
            state = state | changed
            states.append(state)
    wanted = {unit: now.get(unit, "") for unit in units}
    found_states = []
    for before in reversed(states):
        whole = {unit: before.get(unit, "") for unit in units}
        if whole != wanted and whole not in found_states:
            found_states.append(whole)
    return found_states


def others_in_the_way(
    outcome: MergeOutcome,
    looked_at: Mapping[str, Sequence[Written]],
    stamps: Mapping[str, int],
    here: Side,
) -> list[tuple[str, int]]:
    """Rows that nobody looked at, though they have a key that a record of the merge is to have, or
    may fall back to where another is to have the same.
    """
    wanting: dict[tuple[str, tuple[Line, ...]], dict[Key, list[str]]] = {}
    for record, units in outcome.records.items():
        table = record.partition(RECORD_KEY)[0]
        for lines in keys_of(table) if not owner_of(table) else ():
            keys = wanting.setdefault((table, lines), {})
            keys.setdefault(key_of(lines, values_of(units)), []).append(record)
    rows = []
    for (table, lines), keys in wanting.items():
        needed = set(keys)
        for records in keys.values():
            for record in records if len(records) > 1 else ():
                units = outcome.records[record]
                needed |= {
                    key_of(lines, values_of(units | before))
                    for before in earlier(lines, units, looked_at.get(record, ()), stamps)
                }
        holders, names = _holders(here, table, lines), here.index.names(table)
        rows += [
            (table, holders[key])
            for key in needed & holders.keys()
            if names.get(holders[key]) not in looked_at
        ]
    return rows


def _holders(here: Side, table: str, lines: tuple[Line, ...]) -> dict[Key, int]:
    """The rows of a table by a key, its references by the names
    that their records were made with.
    """
    names = [here.index.names(line.table) if line.table else None for line in lines]
    holders: dict[Key, int] = {}
    columns = ", ".join(line.name for line in lines)
    for row, *cells in here.store.select(f"SELECT id, {columns} FROM {table}"):
        values = {
            line.name: _cell(cell, known)
            for line, cell, known in zip(lines, cells, names, strict=True)
        }
        holders[key_of(lines, values)] = row
    return holders


def _cell(cell: object, known: dict[int, str] | None) -> str:
    if known is None or not isinstance(cell, int):
        return "" if cell is None else str(cell)
    return known.get(cell, "").partition(RECORD_KEY)[2]
