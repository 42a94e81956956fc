"""Conditions and values of a reversal in SQL: `e` is an entry of the history, `t` a row of its
table.
"""

from perut_cli.core.sheets import SHEETS
from perut_cli.store.columns import Part, back, stored

FROZEN = {
    "instrument": ("bands", "target", "subject"),
    "indicator": ("weight", "max_score", "critical", "options"),
}
"""What assessments rest on."""

NAME_DIMENSIONS = (
    "INSERT OR IGNORE INTO dimension (instrument_id, dimension) SELECT DISTINCT "
    "json_extract(e.old_values, '$.instrument_id'), "
    "json_extract(e.old_values, '$.dimension') FROM {entries}"
)
"""A dimension goes with its last indicator and may have come back under another id: its name counts."""


def old(part: Part) -> str:
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
    coded = f" OR t.{sheet.key} = json_extract(e.old_values, '$.{sheet.key}')" if sheet.made else ""
    return f"({matched}){coded}"


def leaving(name: str, number: int, *, implicit: bool) -> str:
    """SQL: a row that the reversal of a batch puts back or deletes."""
    mine = (
        f"EXISTS (SELECT 1 FROM change AS m WHERE m.batch_id = {number} AND m.table_name = "
        f"'{name}' AND m.row_id = t.id "
        "AND m.act <> 'removed')"
    )
    return f"{mine} OR t.batch = {number}" if implicit else mine


def frozen(name: str, number: int, *, implicit: bool) -> str:
    """SQL: what assessments of another batch rest on would change."""
    instrument = "e.row_id" if name == "instrument" else "t.instrument_id"
    differs = " OR ".join(
        f"t.{part.column} IS NOT {old(part)}"
        for part in stored(SHEETS[name])
        if part.column in FROZEN[name]
    )
    if name == "indicator":
        differs += (
            " OR (SELECT d.dimension FROM dimension AS d WHERE d.id = t.dimension_id) <> "
            "json_extract(e.old_values, '$.dimension')"
        )
    own = f" AND a.batch <> {number}" if implicit else ""
    return (
        f"EXISTS (SELECT 1 FROM {name} AS t JOIN assessment AS a ON a.instrument_id = "
        f"{instrument}{own} "
        f"WHERE t.id = e.row_id AND ({differs}))"
    )
