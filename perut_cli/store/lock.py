"""One process at a time in a folder: a lock that the system takes back however the process ends."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from perut_cli.core.errors import Busy, Invalid
from perut_cli.core.text import T

_WAIT_SECONDS = 2.0


@contextmanager
def alone_at(path: Path) -> Iterator[None]:
    """Hold the lock, an empty file at `path`, for the block. Raises Busy P372, Invalid P077."""
    try:
        # SQLite's locks are the ones that every system and most network drives have.
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise _closed(path) from error
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise (_taken(path) if "locked" in str(error) else _closed(path)) from error
        yield
    finally:
        connection.close()


def _taken(path: Path) -> Busy:
    return Busy(
        "P372",
        T("another perut is writing into {path}", "perut lain sedang menulis ke {path}").format(
            path=path.parent
        ),
        T("wait until it is done, then repeat", "tunggu sampai selesai, lalu ulangi"),
    )


def _closed(path: Path) -> Invalid:
    return Invalid(
        "P077",
        T("{path} can't be written", "{path} tidak bisa ditulisi").format(path=path.parent),
        T(
            "check the rights of the folder and that the drive is there",
            "periksa hak atas folder dan apakah drive terpasang",
        ),
    )
