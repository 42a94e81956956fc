"""Another laptop's file, copied aside, looked over and brought up to date in the copy; itself it is
never touched.
"""

import errno
import glob
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from perut_cli.core.errors import Conflict
from perut_cli.core.late import Late
from perut_cli.core.text import T
from perut_cli.store.db import SCHEMA_VERSION, connect, version_of
from perut_cli.store.safety.verified_copy import unwritable, verify
from perut_cli.store.sqlite_errors import translated

if TYPE_CHECKING:
    from perut_cli.store import migrate
else:
    # The door to sqlite-utils, for a file of an older schema only.
    migrate = Late("perut_cli.store.migrate")

_DAY = 86_400
_ENDING = ".merge"


@contextmanager
def copied_aside(own: Path, other: Path, now: datetime) -> Iterator[Path]:
    """A copy of another laptop's file, readable by its owner only, of the present schema; gone when
    the block ends. Raises Conflict P341 for our own file, Damaged P074 for one of a newer schema
    and what `verify` raises.
    """
    if other.exists() and other.samefile(own):
        raise Conflict(
            "P341",
            T("{path} is this very database", "{path} adalah basis data ini sendiri").format(
                path=other
            ),
            T(
                "name the other laptop's file, which `perut share FOLDER` writes there",
                "sebut berkas laptop lain, yang ditulis `perut bagi FOLDER` di sana",
            ),
        )
    older = version_of(other) < SCHEMA_VERSION
    verify(other)
    if older:
        migrate.refuse_strange(other)
    folder = _folder(own, now)
    try:
        copy = folder / other.name
        _copy(other, copy, own)
        if older:
            migrate.upgrade(copy, now)
        yield copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folder(own: Path, now: datetime) -> Path:
    """A folder beside our database, else the system's: what is in it holds personal data. One that
    a kill left behind goes a day later.
    """
    beside = own.absolute().parent
    with suppress(OSError):
        for left in beside.glob(f".{glob.escape(own.name)}.*{_ENDING}"):
            if now.timestamp() - left.stat().st_mtime > _DAY:
                shutil.rmtree(left, ignore_errors=True)
    try:
        return Path(tempfile.mkdtemp(prefix=f".{own.name}.", suffix=_ENDING, dir=beside))
    except OSError:
        try:
            return Path(tempfile.mkdtemp(prefix="perut-", suffix=_ENDING))
        except OSError as error:
            raise unwritable(beside, error) from error


_UNWRITTEN = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
)


def _copy(other: Path, copy: Path, own: Path) -> None:
    """All pages, those that wait in a WAL too. Raises Invalid P076 where our own disk is full."""
    try:
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with (
            closing(connect(other, write=False)) as source,
            closing(sqlite3.connect(copy, isolation_level=None)) as here,
        ):
            source.backup(here)
            here.execute("PRAGMA journal_mode = DELETE")
    except OSError as error:
        raise unwritable(own, error) from error
    except sqlite3.Error as error:
        if error.sqlite_errorcode in _UNWRITTEN:
            raise unwritable(own, OSError(errno.ENOSPC, "")) from error
        raise translated(error, other) from error
