"""One command's writing: one transaction, one number, its counts; nothing is left of it when
nothing changed.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from perut_cli.core.errors import Busy
from perut_cli.core.late import Late
from perut_cli.core.text import T
from perut_cli.store.db import SCHEMA_VERSION, Store, speaking

if TYPE_CHECKING:
    from perut_cli.store.history import local_seal, reseal, seal
else:
    # Sealing needs hashes, which reading does not.
    reseal = Late("perut_cli.store.history.reseal")
    seal = Late("perut_cli.store.history.seal")
    local_seal = Late("perut_cli.store.history.local_seal")


class ExportMark(NamedTuple):
    """When a file was exported, the uid of the newest batch it holds and that of its first; blank
    where it doesn't say.
    """

    exported_at: str = ""
    uid: str = ""
    first: str = ""


class BatchInfo(NamedTuple):
    """Who writes, when, by which command line; on which laptop, as which user of its system."""

    actor: str
    written_at: str
    command: str
    laptop: str = ""
    system_user: str = ""


LARGE = 1_000
"""Recorded rows changed or removed by one command above which a copy is made first."""


class CopyFirst(Exception):
    """A large change that has to begin anew, after a copy was made."""


COUNTS = ("new", "changed", "blanked", "same", "removed", "rejected", "assessments_created")
_NOTHING = (0,) * len(COUNTS)


class Batch:
    """An open batch. The counts are rows (`filled` of them only had blanks filled), but `blanked`,
    which counts cells; `assessments_created` are those made for answers.
    """

    def __init__(self, store: Store, number: int, written_at: str = "") -> None:
        """Number a batch; `writing` opens and closes it."""
        self.store = store
        self.id = number
        self.written_at = written_at
        self.filled = 0
        self.new = self.changed = self.blanked = self.same = self.removed = self.rejected = (
            self.assessments_created
        ) = 0
        self.by_sheet: dict[str, tuple[int, ...]] = {}
        self.closed: list[tuple[str, str, str]] = []
        self.resembling: list[tuple[int, str, str]] = []
        self.closing_plans = True
        self.recorded = False
        self.before_large: Callable[[], bool] | None = None
        self._earlier: tuple[int, ...] | None = None
        self._written = False

    @property
    def touched(self) -> bool:
        """Whether anything was written, by the part being written or written last."""
        return bool(
            self.recorded
            or self.new
            or self.changed
            or self.removed
            or self.blanked
            or self.assessments_created
        )

    @property
    def written(self) -> bool:
        """Whether there is anything to keep, of whichever part."""
        return self.touched if self._earlier is None else self._written

    def counts(self) -> tuple[int, ...]:
        """All counts, to come back to: those of the part being written or written last."""
        return tuple(getattr(self, name) for name in COUNTS)

    def total(self) -> tuple[int, ...]:
        """The counts of all parts that were kept; where there are none, those of the batch."""
        return self.counts() if self._earlier is None else self._earlier

    @contextmanager
    def part(self, *, keep: bool = True) -> Iterator[None]:
        """Write a part of the batch, a command of a script: it counts from nought, and where it
        fails or is only tried all else stays as it was.
        """
        connection = self.store.connection
        earlier = self._earlier = self._earlier or _NOTHING
        self.recount(_NOTHING)
        self.filled, self.by_sheet, self.recorded = 0, {}, False
        self.closed, self.resembling = [], []
        connection.execute("SAVEPOINT part")
        kept = False
        try:
            yield
            kept = keep
        finally:
            if kept:
                self._earlier = tuple(map(add, earlier, self.counts()))
                self._written = self._written or self.touched
            else:
                self.store.staged.clear()
            # SQLite itself may have ended the transaction.
            if connection.in_transaction:
                if not kept:
                    connection.execute("ROLLBACK TO part")
                connection.execute("RELEASE part")

    @contextmanager
    def counting(self, sheet: str) -> Iterator[None]:
        """What is counted within counts for this sheet, but for what counts for another."""
        before, others = self.counts(), self._of_sheets()
        try:
            yield
        finally:
            own = zip(self.counts(), before, self._of_sheets(), others, strict=True)
            self.by_sheet[sheet] = tuple(
                so_far + now - then - (theirs - before_theirs)
                for so_far, (now, then, theirs, before_theirs) in zip(
                    self.by_sheet.get(sheet, _NOTHING), own, strict=True
                )
            )

    def _of_sheets(self) -> tuple[int, ...]:
        return tuple(map(sum, zip(_NOTHING, *self.by_sheet.values(), strict=True)))

    def tally(self) -> dict[str, tuple[int, ...]]:
        """The counts by sheet; by a blank name those that belong to none."""
        rest = zip(self.counts(), self._of_sheets(), strict=True)
        return {"": tuple(all_ - theirs for all_, theirs in rest), **self.by_sheet}

    def recount(self, counts: tuple[int, ...]) -> None:
        """Come back to earlier counts."""
        for name, count in zip(COUNTS, counts, strict=True):
            setattr(self, name, count)

    def about_to_overwrite(self, rows: int) -> None:
        """Have a copy made before the first large change of recorded rows. Raises CopyFirst where
        that needs a new start.
        """
        before = dict(zip(COUNTS, self._earlier or _NOTHING, strict=True))
        rows += before["changed"] + before["removed"] + self.changed + self.removed
        if self.before_large is None or rows <= LARGE:
            return
        make, self.before_large = self.before_large, None
        if not make():
            raise CopyFirst

    def next_id(self, table: str) -> int:
        """An id that no row of the table ever had, so that what was undone can come back."""
        return int(
            self.store.value(
                f"SELECT max(ifnull((SELECT max(id) FROM {table}), 0), "
                "ifnull((SELECT max(row_id) FROM change WHERE table_name = ?), 0)) + 1",
                (table,),
            )
        )


@contextmanager
def writing(
    store: Store,
    note: BatchInfo,
    *,
    dry_run: bool = False,
    act: str = "write",
    target: int | None = None,
    number: int = 0,
) -> Iterator[Batch]:
    """Open a batch, commit it at the end; roll it back when anything fails, nothing changed or only
    tried. `number`: its number, where that must be above those of another file.
    """
    with speaking(store.path):
        # The triggers write the search indexes; the shape was compared when the file was opened.
        store.connection.execute("PRAGMA trusted_schema = ON")
        store.connection.execute("BEGIN IMMEDIATE")
        committing = False
        try:
            number = number or store.value("SELECT ifnull(max(id), 0) + 1 FROM batch")
            batch = Batch(store, number, note.written_at)
            before = local_seal.digests(store) if act == "erase" else {}
            _open(batch, note, act, target)
            yield batch
            _keep_counts(batch)
            committing = batch.written and not dry_run
            if committing:
                _seal(batch, note, before)
                _commit(store)
            else:
                rolled_back(store)
        except BaseException as error:
            # Ctrl+C is noticed after SQLite has committed: then all is written.
            if isinstance(error, KeyboardInterrupt) and not store.connection.in_transaction:
                store.written = store.written or committing
            rolled_back(store)
            raise
        store.written = store.written or committing


def _seal(batch: Batch, note: BatchInfo, before: "local_seal.Digests") -> None:
    """Seal a batch, and what is of this file alone; `before`: its digests before an erasure."""
    store, number = batch.store, batch.id
    writer = seal.Writer(note.written_at, note.laptop, note.system_user)
    if store.value("SELECT act FROM batch WHERE id = ?", (number,)) == "erase":
        reseal.seal_erasure(store, number, writer)
        local_seal.keep(store, before)
        return
    named = seal.seal(store, number, writer)
    settled = store.rows("SELECT '', id FROM settlement WHERE batch_id = ?", (number,))
    if named:
        local_seal.keep_new(store, local_seal.IDENTITY, named)
    if settled:
        local_seal.keep_new(store, local_seal.SETTLEMENT, settled)


def _open(batch: Batch, note: BatchInfo, act: str, target: int | None) -> None:
    batch.store.connection.execute(
        "INSERT INTO batch (id, written_at, actor, command, schema_version, act, target_batch) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (batch.id, note.written_at, note.actor, note.command, SCHEMA_VERSION, act, target),
    )


def _keep_counts(batch: Batch) -> None:
    counts = dict(zip(COUNTS, batch.total(), strict=True))
    batch.store.connection.execute(
        "UPDATE batch SET new_count = ?, changed_count = ?, blanked_count = ?, same_count = ?, "
        "removed_count = ?, rejected_count = ? WHERE id = ?",
        (
            counts["new"] + counts["assessments_created"],
            *(counts[name] for name in COUNTS[1:6]),
            batch.id,
        ),
    )


def _commit(store: Store) -> None:
    """Write the transaction; who is in the way here only reads. Raises Busy P070."""
    try:
        store.connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        raise Busy(
            "P070",
            T(
                "{path} is busy: another program is reading it and does not come to an end",
                "{path} sedang dipakai: program lain sedang membacanya dan tidak kunjung selesai",
            ).format(path=store.path),
            T(
                "close the other window or list, then give the command again",
                "tutup jendela atau daftar yang lain, lalu ulangi perintahnya",
            ),
        ) from error


def rolled_back(store: Store) -> None:
    """Undo the open transaction, if SQLite hasn't already, and the temporary tables made in it."""
    store.staged.clear()
    if store.connection.in_transaction:
        store.connection.execute("ROLLBACK")
