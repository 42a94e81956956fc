"""Bringing a copy back: verified before it replaces, what it replaces saved first, nobody else
writing meanwhile.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from perut_cli.core.errors import Damaged, Invalid, PerutError
from perut_cli.core.text import T
from perut_cli.store.db import connect, speaking, translated, version_of
from perut_cli.store.safety import backups
from perut_cli.store.safety import verified_copy as copying


class Restored(NamedTuple):
    """What came back, and where what it replaced was saved, None where there was nothing."""

    copy: copying.Made
    saved: Path | None


def restore(path: Path, source: Path, now: datetime) -> Restored:
    """Replace a database by a copy. Raises what opening raises, Busy P070, Damaged P087, Invalid
    P076 or P077.
    """
    copy = copying.verify(source)
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
    if not path.exists():
        _put(path, source)
        return Restored(copy, None)
    try:
        version_of(path)
        with _held(path) as present:
            saved = backups.save(present, path, now)
            _overwrite(present, path, source)
        return Restored(copy, saved)
    except Damaged as error:
        if error.number == "P073" and not backups.copies(path):
            # Never ours, for all we know.
            raise
        if error.number == "P074":
            raise
        saved = _aside(path, now)
        _put(path, source)
        return Restored(copy, saved)


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
        for ending in ("-journal", "-wal", "-shm"):
            left = path.with_name(path.name + ending)
            if left.exists():
                # It must not be taken for the journal of what comes into its place.
                _private_copy(left, target.with_name(target.name + ending))
                left.unlink()
    except OSError as error:
        raise _failed(target, error) from error
    return target


def _put(path: Path, source: Path) -> None:
    """A copy under the database's name, at once or not at all."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        # On a new laptop the data folder is not there yet.
        path.parent.mkdir(parents=True, exist_ok=True)
        _private_copy(source, aside)
        aside.replace(path)
        copying.settle_folder(path.absolute().parent)
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        with suppress(OSError):
            aside.unlink()


def _private_copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with (
        source.open("rb") as whole,
        os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file,
    ):
        shutil.copyfileobj(whole, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())


def _failed(path: Path, error: OSError) -> PerutError:
    return copying.unwritable(path, error)
