"""Restore a copy: verified before it replaces, what it replaces saved first, nobody else writing
meanwhile; a batch in the history says so.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from perut_cli.core.errors import Damaged, Invalid
from perut_cli.core.text import T
from perut_cli.store.batch import BatchInfo, writing
from perut_cli.store.db import SCHEMA_VERSION, Store, connect, speaking, version_of
from perut_cli.store.safety import backups
from perut_cli.store.safety.verified_copy import (
    VerifiedCopy,
    batch_held,
    settle_folder,
    unwritable,
    verify,
)
from perut_cli.store.sqlite_errors import translated

LEFTOVERS = ("-journal", "-wal", "-shm")
"""Endings of what SQLite keeps beside a database while it writes."""


class Restored(NamedTuple):
    """What came back, where what it replaced was saved, None where there was nothing, and the batch
    that says so, 0 for a copy of an older schema.
    """

    copy: VerifiedCopy
    saved: Path | None
    batch: int


def restore(path: Path, source: Path, note: BatchInfo, now: datetime) -> Restored:
    """Replace a database by a copy. Raises what opening raises, Busy P070, Damaged P087, P300,
    Invalid P076 or P077.
    """
    copy = verify(source)
    _refuse_itself(path, source)
    if not path.exists():
        with _prepared(path, source, note, 0) as (prepared, batch):
            set_leftovers_aside(path, now)
            _put(path, prepared)
        return Restored(copy, None, batch)
    try:
        version_of(path)
        with _held(path) as present, _prepared(path, source, note, _last(present)) as ready:
            saved = backups.save(present, path, now)
            _overwrite(present, path, ready[0])
        return Restored(copy, saved, ready[1])
    except Damaged as error:
        if error.number == "P073" and not backups.copies(path):
            # Never ours, for all we know.
            raise
        if error.number == "P074":
            raise
        with _prepared(path, source, note, _last_of_copies(path)) as (prepared, batch):
            saved = _aside(path, now)
            _put(path, prepared)
        return Restored(copy, saved, batch)


def _refuse_itself(path: Path, source: Path) -> None:
    if path.exists() and source.samefile(path):
        raise Invalid(
            "P088",
            T("{path} is the database itself", "{path} adalah basis datanya sendiri").format(
                path=source
            ),
            T(
                "see the copies with `perut backup --list`",
                "lihat salinannya dengan `perut cadangkan --daftar`",
            ),
        )


def _last(present: sqlite3.Connection) -> int:
    """The newest batch of what is replaced: no number is given twice."""
    try:
        return int(present.execute("SELECT ifnull(max(id), 0) FROM batch").fetchone()[0])
    except (sqlite3.Error, TypeError, ValueError):
        return 0


def _last_of_copies(path: Path) -> int:
    return max((copy.last_batch for copy in backups.copies(path)), default=0)


@contextmanager
def _prepared(path: Path, source: Path, note: BatchInfo, last: int) -> Iterator[tuple[Path, int]]:
    """The copy made ready beside the database: all of its pages, those that wait in its WAL too,
    and the batch that says what was brought back. A copy of an older schema gets none.
    """
    try:
        # On a new laptop the data folder is not there yet.
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent))
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        ready = folder / path.name
        os.close(os.open(ready, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with (
            speaking(source),
            closing(connect(source, write=False)) as copy,
            closing(sqlite3.connect(ready, isolation_level=None)) as here,
        ):
            copy.backup(here)
            here.execute("PRAGMA journal_mode = DELETE")
        yield ready, _tell(ready, source, note, last)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tell(ready: Path, source: Path, note: BatchInfo, last: int) -> int:
    """Write the batch of the restore; its target is the newest batch that came back."""
    if version_of(ready) < SCHEMA_VERSION:
        return 0
    held = batch_held(ready)
    said = T("restored from {file}, batch {n}", "dipulihkan dari {file}, kelompok {n}").format(
        file=source.name, n=held
    )
    store = Store(ready)
    try:
        mark = note._replace(command=f"{note.command} # {said}")
        number = max(last, held) + 1
        with writing(store, mark, target=held or None, number=number) as batch:
            batch.recorded = True
        return number
    finally:
        store.close()


@contextmanager
def _held(path: Path) -> Iterator[sqlite3.Connection]:
    """The database, locked against all others until the block ends."""
    with speaking(path), closing(connect(path)) as present:
        present.execute("PRAGMA journal_mode = DELETE")
        present.execute("PRAGMA locking_mode = EXCLUSIVE")
        present.execute("BEGIN EXCLUSIVE")
        present.execute("COMMIT")
        yield present


def _overwrite(present: sqlite3.Connection, path: Path, source: Path) -> None:
    """All pages of the copy into the database in one transaction, so that whoever waits for it sees
    one or the other.
    """

    def watch(status: int, left: int, pages: int) -> None:
        del left, pages
        if status & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error

    with closing(connect(source, write=False)) as copy:
        try:
            copy.backup(present, progress=watch)
        except sqlite3.Error as error:
            raise translated(error, path) from error


def _aside(path: Path, now: datetime) -> Path:
    """Save a damaged file as it is, with what SQLite left beside it."""
    target = backups.free_name(path, f"{now:%Y%m%d-%H%M%S}-damaged")
    try:
        _private_copy(path, target)
        _move_leftovers(path, target)
    except OSError as error:
        raise unwritable(target, error) from error
    return target


def set_leftovers_aside(path: Path, now: datetime) -> Path | None:
    """Move away what SQLite left beside a database that is gone: it would be taken for the journal
    of the new file and spoil it. Gives the name it has now without its ending, None where there was
    nothing.
    """
    if not any(path.with_name(path.name + ending).exists() for ending in LEFTOVERS):
        return None
    target = backups.free_name(path, f"{now:%Y%m%d-%H%M%S}-left")
    try:
        _move_leftovers(path, target)
    except OSError as error:
        raise unwritable(target, error) from error
    return target


def _move_leftovers(path: Path, target: Path) -> None:
    for ending in LEFTOVERS:
        left = path.with_name(path.name + ending)
        if left.exists():
            _private_copy(left, target.with_name(target.name + ending))
            left.unlink()


def _put(path: Path, prepared: Path) -> None:
    """A prepared copy under the database's name, at once or not at all."""
    try:
        with prepared.open("rb+") as file:
            os.fsync(file.fileno())
        prepared.replace(path)
        settle_folder(path.absolute().parent)
    except OSError as error:
        raise unwritable(path, error) from error


def _private_copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with (
        source.open("rb") as whole,
        os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file,
    ):
        shutil.copyfileobj(whole, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())
