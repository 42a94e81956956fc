"""Conditions and values of a reversal in SQL: `e` is an entry of the history, `t` a row of its
table.
"""

from perut_cli.core.sheets import SHEETS
from perut_cli.store.columns import StoredColumn, back, instrument_column, stored

NAME_DIMENSIONS = (
    "INSERT OR IGNORE INTO dimension (instrument_id, dimension) SELECT DISTINCT "
    "json_extract(e.old_values, '$.instrument_id'), "
    "json_extract(e.old_values, '$.dimension') FROM {entries}"
)
"""A dimension goes with its last indicator and may have come back under another id:
its name counts.
"""


def old(part: StoredColumn) -> str:
    """SQL for a column out of the old values."""
    if part.sheet == "dimension":
        return (
            "(SELECT d.id FROM dimension AS d WHERE d.instrument_id = "
            "json_extract(e.old_values, '$.instrument_id') "
            "AND d.dimension = json_extract(e.old_values, '$.dimension'))"
        )
    return back(part, "e.old_values")


def same(name: str) -> str:
    """SQL: a row has the key, or the match columns, of the old values."""
    sheet = SHEETS[name]
    matched = " AND ".join(
        f"t.{part.column} IS {old(part)}" for part in stored(sheet) if part.match
    )
    coded = (
        f" OR t.{sheet.key} = json_extract(e.old_values, '$.{sheet.key}')"
        if sheet.has_generated_code
        else ""
    )
    return f"({matched}){coded}"


def leaving(name: str, number: int, *, implicit: bool) -> str:
    """SQL: a row that the reversal of a batch puts back or deletes."""
    mine = (
        f"EXISTS (SELECT 1 FROM change AS m WHERE m.batch_id = {number} AND m.table_name = "
        f"'{name}' AND m.row_id = t.id "
        "AND m.act <> 'removed')"
    )
    return f"{mine} OR t.batch = {number}" if implicit else mine


def _now(part: StoredColumn) -> str:
    """SQL for a frozen column as it stands; a dimension by its name."""
    if part.sheet == "dimension":
        return "(SELECT d.dimension FROM dimension AS d WHERE d.id = t.dimension_id)"
    return f"t.{part.column}"


def _then(part: StoredColumn) -> str:
    """SQL for a frozen column as it stood."""
    if part.sheet == "dimension":
        return "json_extract(e.old_values, '$.dimension')"
    return old(part)


def frozen(name: str, number: int, *, implicit: bool) -> str:
    """SQL: what assessments of another batch rest on would change."""
    sheet = SHEETS[name]
    instrument = f"t.{instrument_column(sheet)}"
    differs = " OR ".join(
        f"{_now(part)} IS NOT {_then(part)}"
        for part in stored(sheet)
        if set(part.words) & set(sheet.frozen)
    )
    own = f" AND a.batch <> {number}" if implicit else ""
    return (
        f"EXISTS (SELECT 1 FROM {name} AS t JOIN assessment AS a ON a.instrument_id = "
        f"{instrument}{own} "
        f"WHERE t.id = e.row_id AND ({differs}))"
    )
