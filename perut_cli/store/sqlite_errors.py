"""Failures of SQLite and the system, told as errors of ours."""

import errno
import sqlite3
from collections.abc import Callable
from pathlib import Path

from perut_cli.core.errors import Busy, Conflict, Damaged, Invalid, PerutError, reason_of
from perut_cli.core.text import T


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


def _not_utf8(path: Path) -> PerutError:
    return Damaged(
        "P072",
        T(
            "{path} is damaged: a text in it is not UTF-8",
            "{path} rusak: ada teks di dalamnya yang bukan UTF-8",
        ).format(path=path),
        T(
            "see which with `perut check`, bring back the newest copy with `perut restore`",
            "lihat yang mana dengan `perut periksa`, pulihkan salinan terbaru dengan `perut "
            "pulihkan`",
        ),
    )


def translated(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> PerutError:
    """SQLite's failure as an error of ours; its very words can be damaged."""
    if isinstance(error, UnicodeDecodeError):
        return _not_utf8(path)
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
    if "decode to UTF-8" in str(error):
        return _not_utf8(path)
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
