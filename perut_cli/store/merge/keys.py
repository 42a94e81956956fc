"""The keys of records: what no two of a table may share, and who stands in the way of whom."""

from collections.abc import Container
from functools import cache

from perut_cli.core.sheets import SHEETS
from perut_cli.store.columns import stored
from perut_cli.store.merge.rules import MADE, Outcome
from perut_cli.store.merge.side import Side
from perut_cli.store.merge.units import RECORD_KEY, Line, lines_of, parsed, record_of

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
    outcome: Outcome, looked_at: Container[str], here: Side
) -> list[tuple[str, int]]:
    """Rows that nobody looked at, though they have a key that a record of the merge is to have."""
    rows = []
    for record, units in outcome.records.items():
        table = record.partition(RECORD_KEY)[0]
        if table == "score":
            continue
        for lines in keys_of(table):
            row = _holder(here, table, lines, values_of(units))
            if row is not None and here.index.names(table).get(row) not in looked_at:
                rows.append((table, row))
    return rows


def _holder(here: Side, table: str, lines: tuple[Line, ...], values: dict[str, str]) -> int | None:
    """The row that has a key in this file."""
    where, bound = [], []
    for line in lines:
        value = values.get(line.name, "")
        if line.table:
            found = here.index.living(record_of(line.table, value)) if value else None
            if value and found is None:
                return None
            where.append(f"{line.name} IS ?")
            bound.append(found)
        else:
            where.append(f"{line.name} = ? COLLATE NOCASE")
            bound.append(value)  # type: ignore[arg-type]
    row = here.store.value(f"SELECT id FROM {table} WHERE {' AND '.join(where)}", bound)
    return None if row is None else int(row)
