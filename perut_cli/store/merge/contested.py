"""Where a merge leaves two values or a removal not done: kept by record,
so that it can be listed.
"""

from collections import Counter

from perut_cli.store.merge.apply import Merger
from perut_cli.store.merge.rules import GONE
from perut_cli.store.merge.shown import KEPT_KEY
from perut_cli.store.merge.units import (
    assessment_of,
    indicator_of,
    is_answer,
    table_of,
)


def contest(merger: Merger) -> dict[str, tuple[int, int]]:
    """Keep the conflicts of a merge and let go of those that are settled. Gives how many came up
    by table: units with two values, and removals not done.
    """
    store = merger.store
    open_now: set[tuple[str, int, int, str]] = set()
    for conflict in merger.found.outcome.conflicts:
        cell = _place(merger, conflict.record)
        if cell is not None:
            open_now.add((*cell, conflict.unit))
    for record in merger.shown.former:
        cell = _place(merger, record)
        if cell is not None and cell[0] != "instrument":
            open_now.add((*cell, KEPT_KEY))
    known = set(store.rows("SELECT table_name, row_id, row_part, unit FROM contested"))
    store.connection.executemany(
        "DELETE FROM contested WHERE table_name = ? AND row_id = ? AND row_part = ? AND unit = ?",
        known - open_now,
    )
    fresh = sorted(open_now - known)
    store.connection.executemany(
        "INSERT INTO contested (table_name, row_id, row_part, unit) VALUES (?, ?, ?, ?)", fresh
    )
    values = Counter(table for table, _, _, unit in fresh if unit != GONE)
    removals = Counter(table for table, _, _, unit in fresh if unit == GONE)
    return {table: (values[table], removals[table]) for table in {*values, *removals}}


def _place(merger: Merger, record: str) -> tuple[str, int, int] | None:
    """Where a record stands: its table, its row, and of an answer its indicator."""
    table = table_of(record)
    if not is_answer(record):
        return (table, merger.rows[record], 0) if record in merger.shown.texts else None
    row = merger.rows.get(assessment_of(record))
    part = merger.store.value(
        "SELECT indicator_id FROM score JOIN indicator AS k ON k.id = indicator_id "
        "WHERE assessment_id = ? AND k.indicator_code = ?",
        (row, indicator_of(record)),
    )
    return None if part is None else (table, int(row or 0), int(part))
