"""List what a batch changed: which record, which word, from what to what; and how many records
changed since one.
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from perut_cli.core.errors import Damaged
from perut_cli.core.sheet import Sheet
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T
from perut_cli.core.values import Cell, Record, Row
from perut_cli.store.columns import (
    TABLES,
    StoredColumn,
    is_row_of,
    key_sql,
    lists,
    snapshot,
    stored,
)
from perut_cli.store.db import Store

_KEYS = {
    "village": "village_code",
    "official": "official_name",
    "instrument": "instrument_code || ' ' || instrument_version",
    "dimension": "dimension",
    "mentor": "mentor_code",
    "topic": "topic_code",
    "session": "session_code",
    "assessment": "assessment_code",
    "finding": "finding_code",
    "obligation": "obligation_code",
    "indicator": "indicator_code",
}


def changes(store: Store, number: int) -> Iterator[Row]:
    """Rows of sheet, key, column, old and new value of a batch."""
    for name in TABLES:
        yield from _logged(store, SHEETS[name], number)
        yield from _added(store, SHEETS[name], number)


def old_values(text: str, number: int) -> Record:
    """The old values of a row in a batch. Raises Damaged P303 where another program wrote what is
    none.
    """
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise unreadable(number)
    return found


def unreadable(number: int) -> Damaged:
    """The error for old values that can't be read."""
    return Damaged(
        "P303",
        T(
            "the old values of batch {n} can't be read: another program changed them",
            "isi lama kelompok {n} tidak terbaca: diubah program lain",
        ).format(n=number or "?"),
        T(
            "look it over with `perut check`, bring back a copy with `perut restore`",
            "periksa dengan `perut periksa`, pulihkan salinan dengan `perut pulihkan`",
        ),
    )


def overwritten(store: Store, sheet: Sheet, number: int, most: int) -> Iterator[Row]:
    """The same of the first records of a sheet that a batch changed or took answers from."""
    yield from _logged(store, sheet, number, f"act <> 'new' ORDER BY row_key LIMIT {most}")


def _logged(
    store: Store, sheet: Sheet, number: int, among: str = "1 ORDER BY row_key"
) -> Iterator[Row]:
    for row_id, part, act, key, old in store.rows(
        "SELECT row_id, row_part, act, row_key, old_values FROM change WHERE batch_id = ? AND "
        f"table_name = ? AND {among}",
        (number, sheet.name),
    ):
        before = old_values(old, number) if old else {}
        if act == "new":
            yield sheet.name, key, "", "", str(T("added", "ditambahkan"))
        elif act == "removed":
            yield sheet.name, key, "", str(T("removed", "dihapus")), ""
            yield from (
                (sheet.name, key, column, value, "")
                for column, value in _told(store, sheet, before)
                if value
            )
        else:
            after = _state_after(store, sheet, number, row_id, part)
            told = dict(_told(store, sheet, after))
            yield from (
                (sheet.name, key, column, value, told.get(column, ""))
                for column, value in _told(store, sheet, before)
                if value != told.get(column, "")
            )


def _state_after(store: Store, sheet: Sheet, number: int, row_id: int, part: int) -> Record:
    """The row as the batch left it: the old values of the next change, else as it is."""
    later = store.value(
        "SELECT old_values FROM change WHERE table_name = ? AND row_id = ? AND row_part = ? AND "
        "batch_id > ? AND old_values IS NOT NULL "
        "ORDER BY batch_id LIMIT 1",
        (sheet.name, row_id, part, number),
    )
    if later is None and sheet.owner:
        row = store.rows(
            "SELECT score, na_reason, score_note FROM score WHERE assessment_id = ? AND "
            "indicator_id = ?",
            (row_id, part),
        )
        return dict(zip(("score", "na_reason", "score_note"), row[0], strict=True)) if row else {}
    if later is None:
        later = store.value(
            f"SELECT {snapshot(sheet)} FROM {sheet.name} AS t WHERE t.id = ?", (row_id,)
        )
    return old_values(later, 0) if later else {}


def _told(store: Store, sheet: Sheet, values: Record) -> Iterator[tuple[str, Any]]:
    if sheet.owner:
        yield from (
            (column, _number(values.get(column))) for column in ("score", "na_reason", "score_note")
        )
        return
    for part in stored(sheet):
        yield part.words[-1], _named(store, part, values.get(part.column))
    for part in lists(sheet):
        yield (
            part.words[-1],
            "|".join(str(_named(store, part, item)) for item in values.get(part.listed) or []),
        )


def _number(value: Cell) -> str:
    if value is None:
        return ""
    try:
        return f"{float(value):.15g}"
    except ValueError:
        return str(value)


def _named(store: Store, part: StoredColumn, value: Cell) -> Any:
    if value is None:
        return ""
    if not part.sheet:
        return _number(value) if part.number else value
    return (
        store.value(f"SELECT {_KEYS[part.sheet]} FROM {part.sheet} WHERE id = ?", (value,))
        or f"({T('removed', 'dihapus')})"
    )


def _added(store: Store, sheet: Sheet, number: int) -> Iterator[Row]:
    """Rows that the batch added: those that are as it left them, and those that a later batch
    changed or removed.
    """
    if store.value("SELECT act FROM batch WHERE id = ?", (number,)) != "write":
        return
    added = str(T("added", "ditambahkan"))
    if sheet.owner:
        yield from _added_answers(store, number)
    else:
        yield from (
            (sheet.name, key, "", "", added)
            for (key,) in store.select(
                f"SELECT {key_sql(sheet, 't.id')} AS key FROM {sheet.name} AS t WHERE t.batch = "
                f"? AND NOT EXISTS (SELECT 1 FROM change AS c "
                f"WHERE c.batch_id = t.batch AND c.table_name = '{sheet.name}' AND c.row_id = "
                f"t.id) ORDER BY key",
                (number,),
            )
        )
    there = is_row_of(sheet, "t", "c")
    yield from (
        (sheet.name, key, "", "", added)
        for (key,) in store.select(
            f"SELECT max(c.row_key) AS key FROM change AS c WHERE c.old_batch = ?1 AND "
            f"c.table_name = '{sheet.name}' AND NOT EXISTS "
            f"(SELECT 1 FROM change AS m WHERE m.batch_id = ?1 AND m.table_name = "
            f"'{sheet.name}' AND m.row_id = c.row_id AND m.row_part = c.row_part) "
            f"AND NOT EXISTS (SELECT 1 FROM {sheet.name} AS t WHERE {there} AND t.batch = ?1) "
            f"GROUP BY c.row_id, c.row_part ORDER BY key",
            (number,),
        )
    )


def _added_answers(store: Store, number: int) -> Iterator[Row]:
    """The answers of assessments that the batch made, which stand as it left them."""
    for key, score, reason in store.select(
        "SELECT assessment_code || ' ' || indicator_code, score, na_reason FROM score "
        "JOIN assessment AS a ON a.id = assessment_id JOIN indicator AS i ON i.id = indicator_id "
        "WHERE a.batch = ?1 AND score.batch = ?1 AND NOT EXISTS (SELECT 1 FROM change AS c "
        "WHERE c.batch_id = ?1 AND c.table_name = 'score' AND c.row_id = assessment_id "
        "AND c.row_part = indicator_id)",
        (number,),
    ):
        yield "score", key, "score", "", _number(score) if score is not None else reason


_OWNED = (
    "official",
    "session",
    "plan",
    "assessment",
    "finding",
    "submission",
    "filling",
    "document",
)
_PARTS = {
    "post": ("official_id", "official"),
    "attendance": ("session_id", "session"),
    "action": ("finding_id", "finding"),
}


def _touching_a_village() -> str:
    """SQL for the batches that wrote a village ?1 or what is of it: its present rows, and what they
    were or were removed as.
    """
    touching = [
        "SELECT batch FROM village WHERE id = ?1",
        (
            "SELECT value FROM change AS c, json_each(json_array(c.batch_id, c.old_batch)) WHERE "
            "c.table_name = 'village' AND c.row_id = ?1"
        ),
    ]
    for name in _OWNED:
        mine = f"SELECT id FROM {name} WHERE village_id = ?1"
        touching.append(f"SELECT batch FROM {name} WHERE village_id = ?1")
        touching.append(
            _logged_of(
                name, f"c.row_id IN ({mine}) OR json_extract(c.old_values, '$.village_id') = ?1"
            )
        )
    for name, (column, owner) in _PARTS.items():
        owners = (
            f"SELECT id FROM {owner} WHERE village_id = ?1 UNION SELECT o.row_id FROM change AS "
            f"o WHERE o.table_name = '{owner}' "
            "AND json_extract(o.old_values, '$.village_id') = ?1"
        )
        touching.append(f"SELECT batch FROM {name} WHERE {column} IN ({owners})")
        touching.append(
            _logged_of(
                name,
                f"c.row_id IN (SELECT id FROM {name} WHERE {column} IN ({owners})) OR "
                f"json_extract(c.old_values, '$.{column}') IN ({owners})",
            )
        )
    mine = "SELECT id FROM assessment WHERE village_id = ?1"
    touching.append(f"SELECT batch FROM score WHERE assessment_id IN ({mine})")
    touching.append(_logged_of("score", f"c.row_id IN ({mine})"))
    joint = "SELECT session_id FROM session_village WHERE village_id = ?1"
    touching.append(f"SELECT batch FROM session WHERE id IN ({joint})")
    touching.append(_logged_of("session", f"c.row_id IN ({joint})"))
    return " UNION ".join(touching)


def _logged_of(name: str, condition: str) -> str:
    return (
        "SELECT value FROM change AS c, json_each(json_array(c.batch_id, c.old_batch)) "
        f"WHERE c.table_name = '{name}' AND value IS NOT NULL AND ({condition})"
    )


TOUCHING_A_VILLAGE = _touching_a_village()


class SheetChanges(NamedTuple):
    """How many records of a sheet are new, changed or gone since."""

    sheet: str
    new: int
    changed: int
    removed: int


def written_since(store: Store, batch: int) -> list[SheetChanges]:
    """The sheets with a difference between then and now; what was undone again is none."""
    sheets = []
    for name in TABLES:
        columns = SHEETS[name].id_columns
        own = ", ".join((*columns, "0")[:2])
        same = " AND ".join(
            f"t.{column} = f.{part}"
            for column, part in zip(columns, ("row_id", "row_part"), strict=False)
        )
        row = store.rows(_SINCE.format(name=name, own=own, same=same), {"n": batch})[0]
        if any(row):
            sheets.append(SheetChanges(name, *row))
    return sheets


_SINCE = """
WITH first AS (
  SELECT row_id, row_part, act <> 'new' AND old_batch <= :n AS was, old_batch, min(batch_id)
  FROM change WHERE table_name = '{name}' AND batch_id > :n GROUP BY row_id, row_part)
SELECT
  (SELECT count(*) FROM {name} AS t
    WHERE t.batch > :n AND ({own}) NOT IN (SELECT row_id, row_part FROM first WHERE was))
  + (SELECT count(*) FROM first AS f JOIN {name} AS t ON {same} WHERE NOT f.was AND t.batch <= :n),
  (SELECT count(*) FROM first AS f JOIN {name} AS t ON {same}
    WHERE f.was AND t.batch <> f.old_batch),
  (SELECT count(*) FROM first AS f LEFT JOIN {name} AS t ON {same} WHERE f.was AND t.batch IS NULL)
"""
"""By the first entry since of each record: whether it was there, and who had left it so."""
