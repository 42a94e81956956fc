"""Reverse what a batch did to answers: put them back as they were, bring them back, delete them,
set-wise; `entries` are those of the history.
"""

from perut_cli.store.answers.sums import OLD_SCORE, touched
from perut_cli.store.batch import Batch

LOST = (
    "NOT EXISTS (SELECT 1 FROM assessment AS a WHERE a.id = e.row_id) "
    "OR NOT EXISTS (SELECT 1 FROM indicator AS i WHERE i.id = e.row_part)"
)
"""SQL: an answer whose assessment or indicator is gone."""

_OLD = (
    "CAST(json_extract(e.old_values, '$.score') AS REAL)",
    "json_extract(e.old_values, '$.na_reason')",
    "json_extract(e.old_values, '$.score_note')",
)
_ANSWER = "t.assessment_id = e.row_id AND t.indicator_id = e.row_part"


def put_back(batch: Batch, entries: str) -> None:
    """Changed answers as they were."""
    _log(batch, entries, "changed", "e.old_batch")
    score, reason, note = _OLD
    batch.changed += batch.store.connection.execute(
        f"UPDATE score AS t SET score = {score}, na_reason = {reason}, score_note = {note}, "
        f"batch = e.old_batch "
        f"FROM (SELECT * FROM {entries}) AS e WHERE {_ANSWER}"
    ).rowcount


def bring_back(batch: Batch, entries: str) -> None:
    """Removed answers of assessments that are there."""
    run = batch.store.connection.execute
    touched(batch, f"SELECT DISTINCT e.row_id FROM {entries}")
    batch.new += run(
        "INSERT INTO score (assessment_id, indicator_id, score, na_reason, score_note, batch) "
        f"SELECT e.row_id, e.row_part, {', '.join(_OLD)}, e.old_batch FROM {entries}"
    ).rowcount
    run(
        "INSERT INTO change (batch_id, table_name, row_id, row_part, act, row_key, new_batch) "
        f"SELECT ?, 'score', e.row_id, e.row_part, 'new', e.row_key, e.old_batch FROM {entries}",
        (batch.id,),
    )


def bring_back_with_assessments(batch: Batch, entries: str) -> None:
    """The answers that were removed with their assessments."""
    touched(batch, f"SELECT e.row_id FROM {entries}")
    # An answer without reason, note and batch is plain and of the assessment's batch.
    batch.new += batch.store.connection.execute(
        "INSERT INTO score (assessment_id, indicator_id, score, na_reason, score_note, batch) "
        "SELECT e.row_id, json_extract(j.value, '$[0]'), "
        "CAST(json_extract(j.value, '$[1]') AS REAL), ifnull(json_extract(j.value, '$[2]'), "
        "''), ifnull(json_extract(j.value, '$[3]'), ''), "
        "ifnull(json_extract(j.value, '$[4]'), e.old_batch) "
        f"FROM (SELECT * FROM {entries}) AS e, json_each(e.old_values, '$.answers') AS j"
    ).rowcount


def delete(batch: Batch, entries: str) -> None:
    """Answers that a batch added to assessments that were there before."""
    _log(batch, entries, "removed", "NULL")
    batch.removed += batch.store.connection.execute(
        f"DELETE FROM score WHERE (assessment_id, indicator_id) IN (SELECT e.row_id, e.row_part "
        f"FROM {entries})"
    ).rowcount


def _log(batch: Batch, entries: str, act: str, new_batch: str) -> None:
    touched(batch, f"SELECT DISTINCT e.row_id FROM {entries}")
    batch.store.connection.execute(
        "INSERT INTO change (batch_id, table_name, row_id, row_part, act, row_key, old_values, "
        "old_batch, new_batch) "
        f"SELECT ?, 'score', e.row_id, e.row_part, '{act}', e.row_key, {OLD_SCORE}, t.batch, "
        f"{new_batch} "
        f"FROM (SELECT * FROM {entries}) AS e JOIN score AS t ON {_ANSWER}",
        (batch.id,),
    )
