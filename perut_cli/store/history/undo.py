"""Undo and redo: which batch is meant, whether it may be reversed, and what became of it; itself a
batch, to be reversed too.
"""

from typing import NamedTuple

from perut_cli.core.errors import Conflict, NotFound, Problem
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T
from perut_cli.store.batch import BatchInfo, writing
from perut_cli.store.columns import TABLES
from perut_cli.store.db import MIGRATED, SCHEMA_VERSION, Store
from perut_cli.store.history.changes import unreadable
from perut_cli.store.history.reverse import KeptRow, Reversing


class Reversal(NamedTuple):
    """What an undo or redo did: the batch reversed, how many rows, which stayed."""

    batch: int
    command: str
    reversed: int
    kept: list[KeptRow]


RESTORED = "act = 'write' AND target_batch IS NOT NULL"
"""What tells a batch that says that a copy was brought back:
its target is the newest batch of it.
"""


def in_effect(store: Store, before: int = 1 << 62) -> dict[int, bool]:
    """Whether each batch (before one) is in effect: not reversed by an undo or redo that is itself
    in effect.
    """
    effect: dict[int, bool] = {}
    for id_, act, target in store.rows(
        "SELECT id, act, target_batch FROM batch WHERE id < ? ORDER BY id DESC", (before,)
    ):
        mine = effect.setdefault(id_, True)
        if act in ("undo", "redo") and mine:
            effect[target] = False
    return effect


def newest_to_undo(store: Store) -> int:
    """The newest batch that is neither an undo nor undone. Raises NotFound P092."""
    effect = in_effect(store)
    for (id_,) in store.rows(
        f"SELECT id FROM batch WHERE act <> 'undo' AND NOT ({RESTORED}) ORDER BY id DESC"
    ):
        if effect[id_]:
            return int(id_)
    raise NotFound(
        "P092",
        T("nothing to undo", "tidak ada yang bisa diurungkan"),
        T("see `perut history`", "lihat `perut riwayat`"),
    )


def newest_to_redo(store: Store) -> int:
    """The newest undo that is not redone. Raises NotFound P092."""
    effect = in_effect(store)
    for (id_,) in store.rows("SELECT id FROM batch WHERE act = 'undo' ORDER BY id DESC"):
        if effect[id_]:
            return int(id_)
    raise NotFound(
        "P092",
        T("nothing to redo", "tidak ada yang bisa diulangi"),
        T("see `perut history`", "lihat `perut riwayat`"),
    )


def standing_for(store: Store, number: int) -> int:
    """The batch in whose name a batch's rows stand now: itself, or the redo that did it again."""
    effect = in_effect(store)
    reversals = {
        target: id_
        for id_, target in store.rows(
            "SELECT id, target_batch FROM batch WHERE act IN ('undo', 'redo') ORDER BY id"
        )
    }
    seen: set[int] = set()
    while (
        (undo := reversals.get(number)) is not None
        and not effect.get(undo, True)
        and undo in reversals
        # A history that another program bent may go in a circle.
        and undo not in seen
    ):
        seen.add(undo)
        number = reversals[undo]
    return number


def size_of(store: Store, number: int) -> int:
    """How many recorded rows reversing a batch touches, by its own counts."""
    return (
        store.value(
            "SELECT new_count + changed_count + removed_count FROM batch WHERE id = ?", (number,)
        )
        or 0
    )


def reverse(
    store: Store, number: int, note: BatchInfo, *, partial: bool = False, dry_run: bool = False
) -> Reversal:
    """Reverse a batch. Raises NotFound P093, Conflict P094 (erased, older schema), P095 (reversed
    already), P096 (rows kept).
    """
    row = store.rows("SELECT act, schema_version, command FROM batch WHERE id = ?", (number,))
    if not row:
        raise NotFound(
            "P093",
            T("no batch {n}", "kelompok {n} tidak ada").format(n=number),
            T("see `perut history`", "lihat `perut riwayat`"),
        )
    act, version, command = row[0]
    with writing(
        store, note, dry_run=dry_run, act="redo" if act == "undo" else "undo", target=number
    ) as batch:
        _allowed(store, number, act, version, batch.id)
        kept = Reversing(batch, number, implicit=act == "write").run()
        if kept and not partial:
            raise Conflict(
                "P096",
                grouped(number, 0, kept),
                T(
                    "add --partial to reverse the rest",
                    "tambahkan --sebagian untuk mengembalikan sisanya",
                ),
                problems=problems(kept),
            )
        # An undo that finds nothing to do is recorded too, so that the next one goes on.
        batch.recorded = not kept
        done = batch.new + batch.changed + batch.removed
    return Reversal(number, command, done, kept)


def grouped(number: int, done: int, kept: list[KeptRow]) -> T:
    """One sentence with the three groups: reversed, kept because changed since, failed."""
    failed = sum(one.failed for one in kept)
    return T(
        "batch {batch}: {done} {done:row|rows} reversed, {kept} kept because they changed since, "
        "{failed} failed",
        "kelompok {batch}: {done} baris dikembalikan, {kept} tetap karena berubah sesudahnya, "
        "{failed} gagal",
    ).format(batch=number, done=done, kept=len(kept) - failed, failed=failed)


def problems(kept: list[KeptRow]) -> tuple[Problem, ...]:
    """The rows that stay, each with its reason."""
    return tuple(
        Problem(
            0,
            str(T(one.sheet, SHEETS[one.sheet].alias)),
            "P096",
            T("{key}: {why}", "{key}: {why}").format(key=one.key, why=one.why),
        )
        for one in kept
    )


_RESTORING = (
    T(
        "batch {n} brought back a copy: what it replaced was saved as a copy too",
        "kelompok {n} memulihkan salinan: isi sebelumnya juga disimpan sebagai salinan",
    ),
    T(
        "`perut backup --list` and `perut restore`",
        "`perut cadangkan --daftar` dan `perut pulihkan`",
    ),
)
_ERASING = (
    T(
        "batch {n} erased a person, that can't be undone",
        "kelompok {n} menghapus data orang, tidak bisa diurungkan",
    ),
    T(
        "undo an earlier one by its number, see `perut history`",
        "urungkan yang terdahulu dengan nomornya, lihat `perut riwayat`",
    ),
)
_OUTDATED = (
    T("batch {n} is older than the present schema", "kelompok {n} lebih tua dari skema sekarang"),
    T(
        "bring back a copy of that day with `perut restore`",
        "pulihkan salinan hari itu dengan `perut pulihkan`",
    ),
)


def _allowed(store: Store, number: int, act: str, version: int, by: int) -> None:
    def refused(reason: T, hint: T) -> Conflict:
        return Conflict("P094", reason.format(n=number), hint)

    if store.value(f"SELECT {RESTORED} FROM batch WHERE id = ?", (number,)):
        raise refused(*_RESTORING)
    if act == "erase":
        raise refused(*_ERASING)
    if store.value(
        "SELECT EXISTS (SELECT 1 FROM change WHERE batch_id = ? AND old_values IS NOT NULL AND "
        "ifnull(CASE WHEN json_valid(old_values) THEN json_type(old_values) END, '') <> 'object')",
        (number,),
    ):
        raise unreadable(number)
    if _outdated(store, number, version):
        raise refused(*_OUTDATED)
    if not in_effect(store, by)[number]:
        raise Conflict(
            "P095",
            T("batch {n} is reversed already", "kelompok {n} sudah dikembalikan").format(n=number),
            T("see `perut history`", "lihat `perut riwayat`"),
        )


def _outdated(store: Store, number: int, version: int) -> bool:
    """Whether a migration since then changed a table that the batch wrote."""
    migrated: set[str] = set()
    for later in range(version + 1, SCHEMA_VERSION + 1):
        migrated |= set(MIGRATED.get(later, TABLES))
    written = {
        name
        for (name,) in store.rows(
            "SELECT DISTINCT table_name FROM change WHERE batch_id = ?", (number,)
        )
    }
    return bool(migrated & written) or any(
        store.value(f"SELECT EXISTS (SELECT 1 FROM {name} WHERE batch = ?)", (number,))
        for name in migrated - written
    )
