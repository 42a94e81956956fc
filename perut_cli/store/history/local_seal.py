"""What no batch seals because it differs from laptop to laptop: what a merge left of each record,
first names, what is settled where, what waits, the log of merges, what erasures took away. A digest
of each is kept, and compared by `check`.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from perut_cli.core.sheets import SHEETS
from perut_cli.store.columns import TABLES
from perut_cli.store.db import Store
from perut_cli.store.history.seal_text import RECORD, UNIT
from perut_cli.store.history.writes import derived_writes

DIGEST_BYTES = 16
MERGED = "EXISTS (SELECT 1 FROM merge_log WHERE {} BETWEEN first_batch AND last_batch)"
"""SQL: a batch came in by a merge."""

HISTORY, IDENTITY, SETTLEMENT = "history", "identity", "settlement"
CONTESTED, MERGES, ERASED, LATER = "contested", "merge_log", "erased_seal", "reseal_later"


class LocalSubject(NamedTuple):
    """What a digest is of: a kind of thing, and the record or row that it is about."""

    kind: str
    table: str
    row_id: int


Digests = dict[LocalSubject, bytes]

_SOURCES = (
    (HISTORY, "change", "table_name", "row_id", MERGED.format("batch_id")),
    (HISTORY, "foreign_write", "table_name", "row_id", "1"),
    (HISTORY, "merged_state", "table_name", "row_id", "1"),
    (IDENTITY, "identity", "table_name", "row_id", "1"),
    (SETTLEMENT, "settlement", "''", "id", "1"),
    (CONTESTED, "contested", "''", "id", "1"),
    (MERGES, "merge_log", "''", "id", "1"),
    (ERASED, "erased_seal", "''", "by_batch", "1"),
    (LATER, "reseal_later", "''", "batch_id", "1"),
)
"""(kind, table, SQL of the record's table, of its row, which rows)"""


def digests(store: Store) -> Digests:
    """The digests of all that is there now."""
    lines: dict[LocalSubject, list[str]] = defaultdict(list)
    for kind, table, about, row, where in _SOURCES:
        for *subject, line in store.select(_lines(store, table, about, row, where)):
            lines[LocalSubject(kind, *subject)].append(line)
    for name in TABLES:
        for write in derived_writes(store, name):
            state = UNIT.join((write.act, write.key, write.text or "", RECORD.join(write.lines)))
            shown = f"{write.batch}{UNIT}{write.text is None}{UNIT}{write.misnumbered}{UNIT}"
            lines[LocalSubject(HISTORY, name, write.row_id)].append(f"state{UNIT}{shown}{state}")
    return {subject: _digest(found) for subject, found in lines.items()}


def _lines(store: Store, table: str, about: str, row: str, where: str) -> str:
    columns = [name for _, name, *_ in store.rows(f"PRAGMA table_info({table})")]
    line = " || char(31) || ".join(f"quote({name})" for name in columns)
    return f"SELECT {about}, {row}, '{table}' || char(31) || {line} FROM {table} WHERE {where}"


def _digest(lines: Iterable[str]) -> bytes:
    whole = RECORD.join(sorted(lines)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).digest()[:DIGEST_BYTES]


def keep(store: Store, before: Digests) -> None:
    """Keep the digests of what is otherwise than before; what another program changed before stays
    told.
    """
    kept = _kept(store)
    after = digests(store)
    for subject in before.keys() - after.keys():
        if kept.get(subject) == before[subject]:
            _drop(store, subject)
    for subject, digest in after.items():
        if before.get(subject) != digest:
            honest = kept.get(subject) == before.get(subject)
            _put(store, subject, digest if honest else bytes(DIGEST_BYTES))


def keep_new(store: Store, kind: str, rows: Iterable[tuple[str, int]]) -> None:
    """Keep the digests of rows of a kind that were just written, by (table, row)."""
    _, table, about, row, _ = next(source for source in _SOURCES if source[0] == kind)
    for name, row_id in rows:
        lines = _lines(store, table, about, row, f"{about} = ? AND {row} = ?")
        found = [line for *_, line in store.rows(lines, (name, row_id))]
        _put(store, LocalSubject(kind, name, row_id), _digest(found))


def changed_outside(store: Store) -> Iterator[LocalSubject]:
    """What is not as it was kept."""
    kept, there = _kept(store), digests(store)
    yield from sorted(
        subject for subject in {*kept, *there} if kept.get(subject) != there.get(subject)
    )


def newest_batch(store: Store, subject: LocalSubject) -> int:
    """The newest batch that came in by a merge and wrote the record; 0 for none."""
    if subject.kind in (ERASED, LATER):
        return subject.row_id
    if subject.kind != HISTORY:
        return 0
    newest = store.value(
        "SELECT max(batch_id) FROM (SELECT batch_id FROM foreign_write WHERE table_name = ?1 AND "
        "row_id = ?2 UNION ALL SELECT batch_id FROM change WHERE table_name = ?1 AND row_id = ?2 "
        f"AND {MERGED.format('batch_id')})",
        (subject.table, subject.row_id),
    )
    return int(newest or 0)


def about_record(subject: LocalSubject) -> bool:
    """Whether the subject is a record of a sheet."""
    return subject.kind in (HISTORY, IDENTITY) and subject.table in SHEETS


def _kept(store: Store) -> Digests:
    rows = store.rows("SELECT kind, table_name, row_id, digest FROM local_seal")
    return {LocalSubject(*subject): digest for *subject, digest in rows}


def _put(store: Store, subject: LocalSubject, digest: bytes) -> None:
    store.connection.execute(
        "INSERT OR REPLACE INTO local_seal (kind, table_name, row_id, digest) VALUES (?, ?, ?, ?)",
        (*subject, digest),
    )


def _drop(store: Store, subject: LocalSubject) -> None:
    store.connection.execute(
        "DELETE FROM local_seal WHERE kind = ? AND table_name = ? AND row_id = ?", subject
    )
