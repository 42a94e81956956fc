"""The keys of records: what no two of a table may share, and which records claim the same."""

from collections.abc import Container
from functools import cache

from perut_cli.core.sheets import SHEETS, owner_of
from perut_cli.store.columns import stored
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


def others_in_the_way(
    outcome: MergeOutcome, looked_at: Container[str], here: Side
) -> list[tuple[str, int]]:
    """Rows that nobody looked at, though they have a key that a record of the merge is to have."""
    rows = []
    holders: dict[tuple[str, tuple[Line, ...]], dict[Key, int]] = {}
    for record, units in outcome.records.items():
        table = record.partition(RECORD_KEY)[0]
        if owner_of(table):
            continue
        for lines in keys_of(table):
            if (table, lines) not in holders:
                holders[table, lines] = _holders(here, table, lines)
            row = holders[table, lines].get(key_of(lines, values_of(units)))
            if row is not None and here.index.names(table).get(row) not in looked_at:
                rows.append((table, row))
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
