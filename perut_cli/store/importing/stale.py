"""Stale copies: rows of a file that would bring back what was removed here, or set back what was
changed here after the file was written.
"""

from collections.abc import Iterator
from itertools import groupby, islice
from typing import NamedTuple

from perut_cli.core.sheets import SHEETS
from perut_cli.store.batch import Batch, ExportMark
from perut_cli.store.columns import TABLES, WITH_ID, key_sql
from perut_cli.store.db import Store
from perut_cli.store.history.changes import changes
from perut_cli.store.history.changes import overwritten as changes_of
from perut_cli.store.history.seal import milliseconds


def is_of_this_history(store: Store, written: ExportMark) -> bool:
    """Whether a file was exported from this database, or from one that began as the same file."""
    uids = [uid for uid in (written.uid, written.first) if uid]
    marks = ", ".join("?" * len(uids))
    return bool(store.value(f"SELECT 1 FROM batch WHERE uid IN ({marks})", uids))


class Stale(NamedTuple):
    """A record that would go back: which, the words that differ, who last wrote it here,
    and when.
    """

    sheet: str
    key: str
    differs: tuple[tuple[str, str, str], ...]
    actor: str
    written_at: str


def brought_back(batch: Batch) -> Iterator[Stale]:
    """New records of the batch whose key is that of one removed here."""
    for name in WITH_ID:
        key = key_sql(SHEETS[name], "t.id")
        for key_found, actor, written_at in batch.store.rows(
            f"SELECT n.key, b.actor, b.written_at FROM (SELECT {key} AS key FROM {name} AS t "
            f"WHERE t.batch = :n AND NOT EXISTS (SELECT 1 FROM change AS m WHERE m.batch_id = :n "
            f"AND m.table_name = '{name}' AND m.row_id = t.id)) AS n "
            "JOIN (SELECT row_key, max(batch_id) AS batch_id FROM change "
            f"WHERE table_name = '{name}' AND act = 'removed' AND batch_id < :n GROUP BY row_key) "
            "AS c ON c.row_key = n.key JOIN batch AS b ON b.id = c.batch_id AND b.act = 'write'",
            {"n": batch.id},
        ):
            yield Stale(name, key_found, (), actor, written_at)


def set_back(batch: Batch, written: ExportMark) -> Iterator[Stale]:
    """Records that the batch changes and that were changed here after the file was written."""
    newer = _newer(batch, written)
    if not newer:
        return
    differs: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for sheet, key, column, old, new in changes(batch.store, batch.id):
        if column:
            differs.setdefault((sheet, key), []).append((column, str(old), str(new)))
    for name, key, before in batch.store.rows(
        "SELECT table_name, row_key, old_batch FROM change WHERE batch_id = ? AND act = 'changed' "
        "ORDER BY table_name, row_key",
        (batch.id,),
    ):
        if before in newer:
            actor, written_at = newer[before]
            yield Stale(name, key, tuple(differs.get((name, key), ())), actor, written_at)


def overwritten(batch: Batch, most: int) -> Iterator[list[Stale]]:
    """The first records of each sheet in which the batch overwrites something, not only fills
    blanks: old and new, and who last wrote it here.
    """
    for name in TABLES:
        found = islice(_overwritten(batch, name), most)
        if records := list(found):
            yield records


_LOOKED_AT = 10_000
"""Changed records of a sheet looked at for those to show, at most."""


def _overwritten(batch: Batch, name: str) -> Iterator[Stale]:
    logged = changes_of(batch.store, SHEETS[name], batch.id, _LOOKED_AT)
    for key, rows in groupby(logged, key=lambda row: str(row[1])):
        differs = tuple((str(word), str(old), str(new)) for _, _, word, old, new in rows if word)
        if any(old for _, old, _ in differs):
            last = batch.store.rows(
                "SELECT b.actor, b.written_at FROM change AS c JOIN batch AS b ON b.id = "
                "c.old_batch WHERE c.batch_id = ? AND c.table_name = ? AND c.row_key = ?",
                (batch.id, name, key),
            )
            yield Stale(name, key, differs, *(last[0] if last else ("", "")))


def _newer(batch: Batch, written: ExportMark) -> dict[int, tuple[str, str]]:
    """The batches that the file can't know."""
    rows = batch.store.rows(
        "SELECT id, uid, actor, written_at FROM batch WHERE id < ? ORDER BY id", (batch.id,)
    )
    known = next((row[0] for row in rows if written.uid and row[1] == written.uid), None)
    if known is not None:
        return {row[0]: (row[2], row[3]) for row in rows if row[0] > known}
    moment = milliseconds(written.exported_at)
    if not moment:
        return {}
    return {row[0]: (row[2], row[3]) for row in rows if milliseconds(row[3]) > moment}
