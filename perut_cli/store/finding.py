"""Full-text search: what was said, found, agreed and noted, through the indexes that sqlite-utils keeps."""

from collections.abc import Sequence
from typing import Any

from perut_cli.store.open import Store

_SAID = {
    "session": ("t.session_date", "t.village_id", "t.session_code"),
    "finding": ("t.finding_date", "t.village_id", "t.finding_code"),
    "action": ("t.opened_on", "(SELECT f.village_id FROM finding AS f WHERE f.id = t.finding_id)", "t.action_code"),
    "village": ("''", "t.id", "t.village_code"),
    "assessment": ("t.assessment_date", "t.village_id", "t.assessment_code"),
    "attendance": ("(SELECT s.session_date FROM session AS s WHERE s.id = t.session_id)", "(SELECT s.village_id FROM session AS s WHERE s.id = t.session_id)",
                   "(SELECT s.session_code FROM session AS s WHERE s.id = t.session_id)"),
    "submission": ("t.submitted_on", "t.village_id", (
        "(SELECT v.village_code FROM village AS v WHERE v.id = t.village_id) || ' ' || "
        "(SELECT o.obligation_code FROM obligation AS o WHERE o.id = t.obligation_id) || ' ' || t.period")),
    "filling": ("t.filling_date", "t.village_id", (
        "(SELECT v.village_code FROM village AS v WHERE v.id = t.village_id) || ' ' || t.application || ' ' || t.part || ' ' || t.filling_date")),
}
"""Of each searched table: the day, the village and the key of a record."""


def found(store: Store, wanted: Sequence[str], village_id: int | None, since: str, until: str, limit: int) -> list[tuple[Any, ...]]:
    """Rows (day, village, sheet, text with «marked» words, key), best first; every word or its beginning must be there."""
    match = " ".join('"' + word.replace('"', '""') + '"*' for text in wanted for word in text.split() if any(map(str.isalnum, word)))
    if not match:
        return []
    parts = " UNION ALL ".join(_part(table) for table in _SAID)
    return store.rows(
        f"SELECT day, ifnull(v.village_name, ''), sheet, text, key FROM ({parts}) AS r LEFT JOIN village AS v ON v.id = r.village "
        "WHERE (:village IS NULL OR r.village = :village) AND (:since = '' OR day >= :since) AND (:until = '' OR day <= :until) "
        "ORDER BY rank, day DESC, key LIMIT :limit",
        {"match": match, "village": village_id, "since": since, "until": until, "limit": limit})


def _part(table: str) -> str:
    day, village, key = _SAID[table]
    return (f"SELECT {day} AS day, {village} AS village, '{table}' AS sheet, snippet({table}_fts, -1, '«', '»', '…', 24) AS text, {key} AS key, rank "
            f"FROM {table}_fts JOIN {table} AS t ON t.id = {table}_fts.rowid WHERE {table}_fts MATCH :match")
