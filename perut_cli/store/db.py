"""Opening the one file: only ours, never a newer one, and every failure a sentence."""

import errno
import os
import sqlite3
import stat
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from perut_cli.core.errors import Busy, Conflict, Damaged, Invalid, NotFound, PerutError, reason_of
from perut_cli.core.text import T
from perut_cli.core.values import Row
from perut_cli.store.shape import check_shape

APPLICATION_ID = 0x50525554
"""`PRUT` in the file's header says that it is ours."""

SCHEMA_VERSION = 6
"""The number of the newest file in sql/schema; a test holds it."""

MIGRATED: dict[int, frozenset[str]] = {
    2: frozenset(),
    3: frozenset(),
    4: frozenset(),
    5: frozenset(),
    6: frozenset(),
}
"""Which tables of records each schema after the first changed:
undo refuses older batches of them; one not named here changed all.
"""

BUSY_MILLISECONDS = 10_000
_IDS_AT_ONCE = 10_000
_MAGIC = b"SQLite format 3\0"


def version_of(path: Path) -> int:
    """The schema version of a database file of ours. Raises NotFound, Invalid or Damaged when it
    isn't one.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _irregular(path)
        with path.open("rb") as file:
            header = file.read(100)
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound(
            "P071",
            T("no database at {path}", "tidak ada basis data di {path}").format(path=path),
            T(
                "make one with `perut init`, or see the sample with `perut demo`",
                "buat dengan `perut mulai`, atau lihat contoh dengan `perut demo`",
            ),
        ) from None
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if (
        len(header) < 100
        or header[:16] != _MAGIC
        or struct.unpack(">I", header[68:72])[0] != APPLICATION_ID
    ):
        raise _not_ours(path)
    version: int = struct.unpack(">I", header[60:64])[0]
    if version > SCHEMA_VERSION:
        raise _newer(path, version)
    return version


def _not_ours(path: Path) -> PerutError:
    """A file that perut did not make."""
    return Damaged(
        "P073",
        T("{path} is not a perut database", "{path} bukan basis data perut").format(path=path),
        T(
            "name another file with --db, or bring back a copy with `perut restore`",
            "sebut berkas lain dengan --basis-data, atau pulihkan salinan dengan `perut pulihkan`",
        ),
    )


def _newer(path: Path, version: int) -> PerutError:
    """A file of a newer program."""
    return Damaged(
        "P074",
        T(
            "{path} is of a newer perut (schema {version}, this one knows {known})",
            "{path} dari perut yang lebih baru (skema {version}, yang ini mengenal {known})",
        ).format(path=path, version=version, known=SCHEMA_VERSION),
        T(
            "install the newer perut on this laptop",
            "pasang perut yang lebih baru di laptop ini",
        ),
    )


def _irregular(path: Path) -> PerutError:
    what = T("a folder", "folder") if path.is_dir() else T("a device", "perangkat")
    return Invalid(
        "P011",
        T(
            "{path} is {what}, not a database file", "{path} adalah {what}, bukan berkas basis data"
        ).format(path=path, what=what),
        T("name a file with --db", "sebut berkas dengan --basis-data"),
    )


def unreadable(path: Path, error: OSError | ValueError) -> PerutError:
    """A file that the system will not give us."""
    return Invalid(
        "P077",
        T("{path} can't be opened: {why}", "{path} tidak bisa dibuka: {why}").format(
            path=path, why=reason_of(error) if isinstance(error, OSError) else error
        ),
        T(
            "check the rights of the file and that the drive is there",
            "periksa hak atas berkas dan apakah drive terpasang",
        ),
    )


def connect(path: Path, *, write: bool = True, wait: bool = True) -> sqlite3.Connection:
    """A connection with our settings; read-only where the file can't be written. `wait`: for
    another program to be done.
    """
    mode = "rw" if write and os.access(path, os.W_OK) else "ro"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_MILLISECONDS / 1000 if wait else 0,
        cached_statements=512,
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA temp.cache_size = -65536")
    return connection


def damaged(path: Path) -> PerutError:
    """The error for a database that SQLite finds damaged."""
    return Damaged(
        "P072",
        T("{path} is damaged", "{path} rusak").format(path=path),
        T(
            "bring back the newest copy with `perut restore`",
            "pulihkan salinan terbaru dengan `perut pulihkan`",
        ),
    )


_CODES: dict[int, Callable[[Path], PerutError]] = {
    sqlite3.SQLITE_BUSY: lambda path: Busy(
        "P070",
        T(
            "{path} is busy: another program is writing",
            "{path} sedang dipakai: program lain sedang menulis",
        ).format(path=path),
        T(
            "wait until it is done, then give the command again",
            "tunggu sampai selesai, lalu ulangi perintahnya",
        ),
    ),
    sqlite3.SQLITE_FULL: lambda path: Invalid(
        "P076",
        T(
            "the disk of {path} is full; nothing was written",
            "diska {path} penuh; tidak ada yang ditulis",
        ).format(path=path),
        T("make room, then give the command again", "kosongkan ruang, lalu ulangi perintahnya"),
    ),
    sqlite3.SQLITE_READONLY: lambda path: Invalid(
        "P077",
        T("{path} can't be written", "{path} tidak bisa ditulisi").format(path=path),
        T(
            "copy it to a folder of yours and name that with --db",
            "salin ke folder Anda dan sebutkan dengan --basis-data",
        ),
    ),
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_NOTADB: damaged,
}
_UNFINISHED = {
    sqlite3.SQLITE_READONLY_ROLLBACK,
    sqlite3.SQLITE_READONLY_RECOVERY,
    sqlite3.SQLITE_READONLY_CANTINIT,
}
_CODES[sqlite3.SQLITE_LOCKED] = _CODES[sqlite3.SQLITE_BUSY]


def _unfinished(path: Path) -> PerutError:
    """A write cut off, which can't be rolled back in a place that can't be written."""
    return Invalid(
        "P083",
        T(
            "{path} was left in the middle of a write, which can't be rolled back where it "
            "can't be written",
            "{path} ditinggalkan di tengah penulisan, yang tidak bisa dibatalkan di tempat "
            "yang tidak bisa ditulisi",
        ).format(path=path),
        T(
            "copy it together with {path}-journal to a folder of yours and name that with --db",
            "salin bersama {path}-journal ke folder Anda dan sebutkan dengan --basis-data",
        ).format(path=path),
    )


def translated(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> PerutError:
    """SQLite's failure as an error of ours; its very words can be damaged."""
    if isinstance(error, UnicodeDecodeError):
        return damaged(path)
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & 0xFF
    if extended in _UNFINISHED:
        return _unfinished(path)
    if code in _CODES:
        return _CODES[code](path)
    if isinstance(error, sqlite3.IntegrityError):
        return _against_a_rule(error)
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return Invalid(
            "P078",
            T(
                "{path} can't be read or written: {why}",
                "{path} tidak bisa dibaca atau ditulis: {why}",
            ).format(path=path, why=error),
            T(
                "check the drive and its free space; nothing was written",
                "periksa drive dan ruang kosongnya; tidak ada yang ditulis",
            ),
        )
    if isinstance(error, sqlite3.OperationalError) and (
        "no such" in str(error) or "malformed" in str(error)
    ):
        return damaged(path)
    return Damaged(
        "P079",
        T("the database answered: {why}", "jawaban basis data: {why}").format(why=error),
        T("look it over with `perut check`", "periksa dengan `perut periksa`"),
    )


def _against_a_rule(error: sqlite3.IntegrityError) -> PerutError:
    if "UNIQUE" in str(error):
        return Conflict(
            "P051",
            T("another record has this key already", "catatan lain sudah memakai kunci ini"),
            T(
                "choose another key, or change the other record first",
                "pilih kunci lain, atau ubah dahulu catatan yang lain",
            ),
        )
    return Invalid(
        "P059",
        T("a rule of the database is broken: {why}", "aturan basis data dilanggar: {why}").format(
            why=error
        ),
        T("see `perut help import`", "lihat `perut bantuan impor`"),
    )


def as_error(error: BaseException, path: Path) -> PerutError | None:
    """A failure of SQLite or the system, that came out of a lazy read or a write of ours, as an
    error of ours; else None.
    """
    if isinstance(error, sqlite3.Error):
        return translated(error, path)
    if isinstance(error, MemoryError):
        return Invalid(
            "P086",
            T(
                "there is not enough memory; nothing was written",
                "memori tidak cukup; tidak ada yang ditulis",
            ),
            T(
                "close other programs, or import in smaller files",
                "tutup program lain, atau impor dalam berkas yang lebih kecil",
            ),
        )
    if not isinstance(error, OSError):
        return None
    place = error.filename or path
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _CODES[sqlite3.SQLITE_FULL](Path(str(place)))
    return Invalid(
        "P077",
        T("{path}: {why}", "{path}: {why}").format(path=place, why=reason_of(error)),
        T(
            "check the rights of the file and that the drive is there",
            "periksa hak atas berkas dan apakah drive terpasang",
        ),
    )


@contextmanager
def speaking(path: Path) -> Iterator[None]:
    """Turn every failure of SQLite inside into an error of ours."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise translated(error, path) from error


class Store:
    """An open database: reads anything, writes through one transaction at a time."""

    ranks_first = False
    """Whether dropping rows by a window before they are handed over pays: in SQLite it doesn't."""

    def __init__(self, path: Path, *, write: bool = True, wait: bool = True) -> None:
        """Open a database of ours of the present schema version. Raises NotFound, Invalid, Damaged,
        Busy.
        """
        self.path = path
        self.staged: dict[str, tuple[str, ...]] = {}
        self.written = False
        with speaking(path):
            self.connection = connect(path, write=write, wait=wait)
            # The first read rolls back what a crash left behind.
            self.version: int = self.connection.execute("PRAGMA user_version").fetchone()[0]
            if self.version == SCHEMA_VERSION:
                check_shape(self.connection, path)
            if self.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
                self._leave_wal()

    @classmethod
    def around(cls, path: Path, connection: sqlite3.Connection) -> "Store":
        """A store over a connection that is open already, in whose transaction it works."""
        store = cls.__new__(cls)
        store.path, store.connection = path, connection
        store.staged, store.written = {}, False
        store.version = connection.execute("PRAGMA user_version").fetchone()[0]
        return store

    def _leave_wal(self) -> None:
        """Another program made it a database of several files: one again, if nobody else has it
        open.
        """
        with suppress(sqlite3.OperationalError):
            self.connection.execute("PRAGMA journal_mode = DELETE")

    def select(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
        """Rows of a query, lazily."""
        with speaking(self.path):
            return self.connection.execute(sql, values)

    def rows(self, sql: str, values: Any = ()) -> list[Row]:
        """All rows of a query."""
        try:
            return self.connection.execute(sql, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise translated(error, self.path) from error

    def value(self, sql: str, values: Any = ()) -> Any:
        """The first cell of a query, None without a row."""
        try:
            row = self.connection.execute(sql, values).fetchone()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise translated(error, self.path) from error
        return row[0] if row else None

    def state(self) -> tuple[int, int]:
        """What differs as soon as this or another program has written."""
        elsewhere = self.connection.execute("PRAGMA data_version").fetchone()[0]
        return self.connection.total_changes, int(elsewhere)

    def id_lists(self, ids: Sequence[int]) -> Iterator[str]:
        """Ids as a query's `IN (…)` takes them, several statements' worth where they are many."""
        for start in range(0, len(ids), _IDS_AT_ONCE):
            yield ", ".join(str(int(id_)) for id_ in ids[start : start + _IDS_AT_ONCE])

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state of the file, whatever others write meanwhile."""
        if self.connection.in_transaction:
            yield
            return
        with speaking(self.path):
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self.connection.execute("ROLLBACK")

    def damage(self) -> PerutError | None:
        """The error for what SQLite finds wrong with the file, None where it is whole."""
        try:
            return None if self.value("PRAGMA quick_check(1)") == "ok" else damaged(self.path)
        except PerutError as error:
            return error

    def close(self) -> None:
        """Close the file."""
        self.connection.close()
