"""Copies of the database: made while it is in use, verified, put in place under their names, the old ones thinned out."""

import errno
import hashlib
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from perut_cli.errors import Busy, Conflict, Damaged, Invalid, NotFound, PerutError
from perut_cli.store.open import APPLICATION_ID, connect, speaking, translated, version_of
from perut_cli.store.shape import TABLES
from perut_cli.text import T

NEWEST, DAYS, WEEKS = 10, 7, 8
"""What rotation keeps: the newest copies, the last of each of so many days and of so many weeks."""

_STAMP = "%Y%m%d-%H%M%S"
_BLOCK = 1 << 20


class Copy(NamedTuple):
    """A copy in the folder of copies; `verified`: it was found whole when it was made, and its checksum stands beside it."""

    path: Path
    made_at: datetime
    size: int
    verified: bool


class Made(NamedTuple):
    """A copy just made: where, how many records and batches it holds, its SHA-256, and the old copies removed."""

    path: Path
    records: int
    batches: int
    sha256: str
    thinned: tuple[Path, ...] = ()


def folder_of(path: Path) -> Path:
    """Where the copies of a database are: beside it, so that a flash drive carries both."""
    return path.absolute().parent / "perut-backups"


def copies(path: Path) -> list[Copy]:
    """The copies of a database in their folder, newest first."""
    pattern = re.compile(re.escape(path.stem) + r"-(\d{8}-\d{6})(?:-\d+)?\.db")
    found = []
    with suppress(OSError):
        for file in folder_of(path).iterdir():
            match = pattern.fullmatch(file.name)
            with suppress(ValueError, OSError):
                if match:
                    made_at = datetime.strptime(match[1], _STAMP)  # noqa: DTZ007 - the laptop's own clock
                    found.append(Copy(file, made_at, file.stat().st_size, _sidecar(file).exists()))
    return sorted(found, key=lambda copy: (copy.made_at, len(copy.path.name), copy.path.name), reverse=True)


def newest(path: Path) -> Copy | None:
    """The newest verified copy."""
    return next((copy for copy in copies(path) if copy.verified), None)


def backup_age_days(path: Path, now: datetime) -> int | None:
    """Days since the newest verified copy was made, None without one."""
    copy = newest(path)
    return None if copy is None else max(0, (now.replace(tzinfo=None) - copy.made_at).days)


def back_up(path: Path, target: Path | None, now: datetime, *, replace: bool = False) -> Made:
    """Copy a database to a file or into a folder, else into the folder of copies, where old copies are thinned out.

    Raises what opening raises, Conflict P088 where the file is there already, Invalid P076 or P077 where it can't be written.
    """
    version_of(path)
    if target is None:
        return _into_folder(path, now)
    if target.is_dir():
        target = _free(target, _dated(path, now))
    if target.exists():
        _may_replace(path, target, replace=replace)
    with _reading(path) as source:
        return _copied(source, target)


def automatic(path: Path, now: datetime, *, wait: bool = True) -> Path | None:
    """A copy before something large; None where a transaction of ours is in the way and it may not wait."""
    try:
        return _into_folder(path, now, wait=wait).path
    except Busy:
        if wait:
            raise
        return None


def save(database: sqlite3.Connection, path: Path, now: datetime) -> Path:
    """A copy of an open database into the folder of copies; none is thinned out."""
    return _copied(database, _free(_folder(path), _dated(path, now))).path


def free_name(path: Path, what: str) -> Path:
    """A free name in the folder of copies for a file that is no copy."""
    return _free(_folder(path), f"{path.stem}-{what}", path.suffix)


def _into_folder(path: Path, now: datetime, *, wait: bool = True) -> Made:
    with _reading(path, wait=wait) as source:
        made = _copied(source, _free(_folder(path), _dated(path, now)))
    return made._replace(thinned=tuple(_thin(path, {made.path})))


def _dated(path: Path, now: datetime) -> str:
    return f"{path.stem}-{now.strftime(_STAMP)}"


def _folder(path: Path) -> Path:
    folder = folder_of(path)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    return folder


def _free(folder: Path, name: str, ending: str = ".db") -> Path:
    """A name in the folder that is not taken."""
    names = (folder / f"{name}{'' if count == 1 else f'-{count}'}{ending}" for count in range(1, 10_000))
    return next(file for file in names if not file.exists())


def _may_replace(path: Path, target: Path, *, replace: bool) -> None:
    if path.exists() and target.samefile(path):
        raise Conflict("P088", T("{path} is the database itself", "{path} adalah basis datanya sendiri").format(path=target),
                       T("name another file, or none", "sebut berkas lain, atau kosongkan"))
    try:
        version_of(target)
    except PerutError:
        raise Conflict("P088", T("{path} exists already and is no copy of a perut database", "{path} sudah ada dan bukan salinan basis data perut").format(path=target),
                       T("name another file, or none", "sebut berkas lain, atau kosongkan")) from None
    if not replace:
        raise Conflict("P088", T("{path} exists already", "{path} sudah ada").format(path=target),
                       T("add --yes to replace it, or name another file", "tambahkan --ya untuk menggantinya, atau sebut berkas lain"))


@contextmanager
def _reading(path: Path, *, wait: bool = True) -> Iterator[sqlite3.Connection]:
    """A connection whose one transaction sees one state of the database."""
    with speaking(path), closing(connect(path, write=False)) as source:
        if not wait:
            source.execute("PRAGMA busy_timeout = 0")
        source.execute("BEGIN")
        source.execute("SELECT 1 FROM batch LIMIT 1").fetchone()
        yield source


def _copied(source: sqlite3.Connection, target: Path) -> Made:
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
    return Made(target, sum(counts[:-1]), counts[-1], sha256)


def _placed(aside: Path, target: Path) -> str:
    with aside.open("rb+") as file:
        os.fsync(file.fileno())
    sha256 = checksum(aside)
    sidecar = _sidecar(target)
    sidecar.unlink(missing_ok=True)
    aside.replace(target)
    part = sidecar.with_name(f".{sidecar.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8", newline="\n") as file:
            file.write(f"{sha256}  {target.name}\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(sidecar)
    finally:
        with suppress(OSError):
            part.unlink()
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
    """A failure of SQLite while a copy is written is the copy's, unless the source can't be read."""
    try:
        yield
    except sqlite3.Error as error:
        found = translated(error, target)
        raise (_unverified(target, T("it can't be read back: {why}", "tidak bisa dibaca kembali: {why}").format(why=error))
               if isinstance(found, Damaged) else found) from error


def _whole(copy: sqlite3.Connection, path: Path) -> None:
    """Raise Damaged P087 unless SQLite finds the file whole and ours."""
    found = [row[0] for row in copy.execute("PRAGMA integrity_check(3)").fetchall()]
    if found != ["ok"]:
        raise _unverified(path, T("SQLite finds: {why}", "SQLite menemukan: {why}").format(why="; ".join(str(one) for one in found).replace("\n", " ")))
    if copy.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise _unverified(path, T("it is not a perut database", "bukan basis data perut"))


def _counts(database: sqlite3.Connection) -> tuple[int, ...]:
    """Records of every table, batches last."""
    return tuple(database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in (*TABLES, "batch"))


def _unverified(path: Path, why: T) -> Damaged:
    return Damaged("P087", T("{path} does not hold as a copy: {why}", "{path} tidak lolos sebagai salinan: {why}").format(path=path, why=why),
                   T("look the database over with `perut check`, and see other copies with `perut backup --list`",
                     "periksa basis data dengan `perut periksa`, dan lihat salinan lain dengan `perut cadangkan --daftar`"))


def unwritable(path: Path, error: OSError) -> Invalid:
    """A place where a copy can't be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Invalid("P076", T("the disk of {path} is full; nothing was replaced", "diska {path} penuh; tidak ada yang diganti").format(path=path),
                       T("make room, then give the command again", "kosongkan ruang, lalu ulangi perintahnya"))
    return Invalid("P077", T("{path} can't be written: {why}", "{path} tidak bisa ditulisi: {why}").format(path=path, why=error.strerror or error),
                   T("name a file on a drive with room, such as `perut backup /media/usb`", "sebut berkas di drive yang lapang, misalnya `perut cadangkan E:\\`"))


def checksum(path: Path) -> str:
    """SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _sidecar(path: Path) -> Path:
    """The file beside a copy that holds its checksum, as `sha256sum -c` reads it."""
    return path.with_name(f"{path.name}.sha256")


def verify(path: Path) -> Made:
    """A copy found whole and unchanged since it was made. Raises what opening raises, Damaged P087."""
    version_of(path)
    try:
        recorded = _sidecar(path).read_text("utf-8").split()[0] if _sidecar(path).exists() else ""
        sha256 = checksum(path)
    except (OSError, UnicodeDecodeError, IndexError):
        raise _unverified(path, T("it or its checksum can't be read", "berkas atau sidiknya tidak bisa dibaca")) from None
    if recorded and recorded != sha256:
        raise _unverified(path, T("it changed after it was made", "berubah setelah dibuat"))
    with _writing_to(path), closing(connect(path, write=False)) as copy:
        _whole(copy, path)
        counts = _counts(copy)
    return Made(path, sum(counts[:-1]), counts[-1], sha256)


def chosen(path: Path, name: str) -> Path:
    """The copy that a name means: a file, one of the folder of copies, or the newest verified. Raises NotFound P084."""
    if name not in ("", "newest", "terbaru"):
        file = Path(name).expanduser()
        beside = folder_of(path) / name
        if beside.exists() and not file.exists():
            return beside
        if not file.exists():
            raise NotFound("P084", T("no file {name}", "berkas {name} tidak ada").format(name=name),
                           T("see the copies with `perut backup --list`", "lihat salinannya dengan `perut cadangkan --daftar`"))
        return file
    copy = newest(path)
    if copy is None:
        raise NotFound("P084", T("no copy of {path} in {folder}", "tidak ada salinan {path} di {folder}").format(path=path.name, folder=folder_of(path)),
                       T("name the file: `perut restore FILE`", "sebut berkasnya: `perut pulihkan BERKAS`"))
    return copy.path


def _thin(path: Path, kept: set[Path]) -> Iterator[Path]:
    """Remove verified copies that rotation does not keep."""
    found = [copy for copy in copies(path) if copy.verified]
    kept = kept | {copy.path for copy in found[:NEWEST]}
    kept |= _last_of(found, (copy.made_at.date() for copy in found), DAYS) | _last_of(found, (copy.made_at.isocalendar()[:2] for copy in found), WEEKS)
    for copy in found:
        if copy.path not in kept:
            with suppress(OSError):
                _sidecar(copy.path).unlink(missing_ok=True)
                copy.path.unlink()
                yield copy.path


def _last_of(found: list[Copy], spans: Iterable[object], most: int) -> set[Path]:
    last: dict[object, Path] = {}
    for copy, span in zip(found, spans, strict=True):
        last.setdefault(span, copy.path)
    return set(list(last.values())[:most])
