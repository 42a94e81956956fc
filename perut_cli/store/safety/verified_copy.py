"""Make a verified copy: of one state of the database while it is in use, its checksum beside it,
put in place at once.
"""

import errno
import hashlib
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from perut_cli.core.errors import Damaged, Invalid, PerutError, reason_of
from perut_cli.core.text import T
from perut_cli.store.columns import TABLES
from perut_cli.store.db import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    check_shape,
    connect,
    speaking,
    version_of,
)
from perut_cli.store.sqlite_errors import translated

_BLOCK = 1 << 20


class VerifiedCopy(NamedTuple):
    """A copy found whole: where, how many records and batches it holds, its SHA-256, whether that
    was compared with the checksum beside it, and the old copies removed for it.
    """

    path: Path
    records: int
    batches: int
    sha256: str
    compared: bool = True
    thinned: tuple[Path, ...] = ()


@contextmanager
def reading(path: Path, *, wait: bool = True) -> Iterator[sqlite3.Connection]:
    """A connection whose one transaction sees one state of the database."""
    # Opened for writing, so that what a crash left half done is rolled back first.
    with speaking(path), closing(connect(path)) as source:
        if not wait:
            source.execute("PRAGMA busy_timeout = 0")
        source.execute("BEGIN")
        if source.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
            check_shape(source, path)
        source.execute("SELECT 1 FROM batch LIMIT 1").fetchone()
        yield source


def copied(source: sqlite3.Connection, target: Path) -> VerifiedCopy:
    """Copy aside, verify, name; the checksum goes beside it. Leaves nothing where it fails."""
    counts = _counts(source)
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        aside.unlink(missing_ok=True)
        os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with _writing_to(target), closing(sqlite3.connect(aside, isolation_level=None)) as copy:
            source.backup(copy)
            _whole(copy, target)
            if _counts(copy) != counts:
                raise _unverified(target, T("its counts differ", "jumlah isinya berbeda"))
        sha256 = _placed(aside, target)
    except OSError as error:
        raise unwritable(target, error) from error
    finally:
        with suppress(OSError):
            aside.unlink()
    return VerifiedCopy(target, sum(counts[:-1]), counts[-1], sha256)


def _placed(aside: Path, target: Path) -> str:
    with aside.open("rb+") as file:
        os.fsync(file.fileno())
    sha256 = checksum(aside)
    sidecar = sidecar_of(target)
    sidecar.unlink(missing_ok=True)
    aside.replace(target)
    # An unguessable name, so that nobody can have laid a link there.
    handle, part = tempfile.mkstemp(prefix=f".{sidecar.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(f"{sha256}  {target.name}\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, sidecar)
    finally:
        with suppress(OSError):
            os.unlink(part)
    settle_folder(target.parent)
    return sha256


def settle_folder(folder: Path) -> None:
    """Have a folder's names on the disk, where the system can."""
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _writing_to(target: Path) -> Iterator[None]:
    """A failure of SQLite while a copy is written is the copy's,
    unless the source can't be read.
    """
    try:
        yield
    except sqlite3.Error as error:
        told = translated(error, target)
        raise (
            _unverified(
                target,
                T("it can't be read back: {why}", "tidak bisa dibaca kembali: {why}").format(
                    why=error
                ),
            )
            if isinstance(told, Damaged)
            else told
        ) from error


def _whole(copy: sqlite3.Connection, path: Path) -> None:
    """Raise Damaged P087 unless SQLite finds the file whole and ours."""
    found = [row[0] for row in copy.execute("PRAGMA integrity_check(3)").fetchall()]
    if found != ["ok"]:
        raise _unverified(
            path,
            T("SQLite finds: {why}", "SQLite menemukan: {why}").format(
                why="; ".join(str(one) for one in found).replace("\n", " ")
            ),
        )
    if copy.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise _unverified(path, T("it is not a perut database", "bukan basis data perut"))


def _counts(database: sqlite3.Connection) -> tuple[int, ...]:
    """Records of every table, batches last;
    a file of an older schema has none of the later ones.
    """
    return tuple(
        database.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        for name in _tables_there(database)
    )


def _tables_there(database: sqlite3.Connection) -> list[str]:
    """The tables of records that a schema version has, `batch` last. What has the name of one and
    is none, such as a view without an end, is never read.
    """
    there = {
        row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    }
    return [name for name in (*TABLES, "batch") if name in there]


def verify(path: Path) -> VerifiedCopy:
    """A copy found whole, of the shape that perut makes, and unchanged since it was made where a
    checksum stands beside it. Raises what opening raises, Damaged P087, P300.
    """
    version = version_of(path)
    recorded = recorded_checksum(path)
    try:
        sha256 = checksum(path)
    except OSError:
        raise _unverified(path, T("it can't be read", "berkas tidak bisa dibaca")) from None
    if recorded == "":
        raise _unverified(path, T("its checksum can't be read", "sidiknya tidak bisa dibaca"))
    if recorded is not None and recorded != sha256:
        raise _unverified(path, T("it changed after it was made", "berubah setelah dibuat"))
    with _writing_to(path), closing(connect(path, write=False)) as copy:
        if version == SCHEMA_VERSION:
            check_shape(copy, path)
        _whole(copy, path)
        counts = _counts(copy)
    return VerifiedCopy(path, sum(counts[:-1]), counts[-1], sha256, recorded is not None)


def recorded_checksum(path: Path) -> str | None:
    """The checksum that stands beside a copy; None without one, blank where there is none in it."""
    try:
        words = sidecar_of(path).read_text("utf-8").split()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return ""
    return words[0] if words and re.fullmatch(r"[0-9a-f]{64}", words[0]) else ""


def is_unchanged(path: Path) -> bool:
    """Whether a copy is the one whose checksum was taken when it was made."""
    recorded = recorded_checksum(path)
    try:
        return bool(recorded) and checksum(path) == recorded
    except OSError:
        return False


def batch_held(path: Path) -> int:
    """The newest batch that a copy holds, by which copies are told older from newer; -1 where it
    can't be read.
    """
    try:
        version_of(path)
        with closing(connect(path, write=False, wait=False)) as copy:
            if "batch" not in _tables_there(copy):
                return -1
            return int(copy.execute("SELECT ifnull(max(id), 0) FROM batch").fetchone()[0])
    except (sqlite3.Error, PerutError, TypeError, ValueError, OSError):
        return -1


def checksum(path: Path) -> str:
    """SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def sidecar_of(path: Path) -> Path:
    """The file beside a copy that holds its checksum, as `sha256sum -c` reads it."""
    return path.with_name(f"{path.name}.sha256")


def _unverified(path: Path, why: T) -> Damaged:
    return Damaged(
        "P087",
        T(
            "{path} does not hold as a copy: {why}", "{path} tidak lolos sebagai salinan: {why}"
        ).format(path=path, why=why),
        T(
            "look the database over with `perut check`, and see other copies with `perut backup "
            "--list`",
            "periksa basis data dengan `perut periksa`, dan lihat salinan lain dengan `perut "
            "cadangkan --daftar`",
        ),
    )


def unwritable(path: Path, error: OSError) -> Invalid:
    """A place where a copy can't be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Invalid(
            "P076",
            T(
                "the disk of {path} is full; nothing was replaced",
                "diska {path} penuh; tidak ada yang diganti",
            ).format(path=path),
            T("make room, then give the command again", "kosongkan ruang, lalu ulangi perintahnya"),
        )
    return Invalid(
        "P077",
        T("{path} can't be written: {why}", "{path} tidak bisa ditulisi: {why}").format(
            path=path, why=reason_of(error)
        ),
        T(
            "name a file on a drive with room, such as `perut backup /media/usb`",
            "sebut berkas di drive yang lapang, misalnya `perut cadangkan E:\\`",
        ),
    )
