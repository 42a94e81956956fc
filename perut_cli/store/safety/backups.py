"""Copies of the database: made while it is in use, verified, put in place under their names, the
old ones thinned out.
"""

import glob
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from perut_cli.core.errors import Busy, Conflict, NotFound, PerutError
from perut_cli.core.text import T
from perut_cli.store.db import connect, version_of
from perut_cli.store.safety.verified_copy import (
    VerifiedCopy,
    batch_held,
    copied,
    is_unchanged,
    reading,
    recorded_checksum,
    sidecar_of,
    unwritable,
    verify,
)

NEWEST, DAYS, WEEKS = 10, 7, 8
"""What rotation keeps: the newest copies, the last of each of so many days and of so many weeks."""

_DAY = 86_400
_CLOCKS_DIFFER = timedelta(days=1)
"""How far two clocks may stand apart before it is odd."""

_STAMP = "%Y%m%d-%H%M%S"


class Copy(NamedTuple):
    """A copy in the folder of copies: when it was made by the clock of then, its size, the newest
    batch it holds, and whether a checksum was laid beside it.
    """

    path: Path
    made_at: datetime
    size: int
    last_batch: int
    sealed: bool

    @property
    def verified(self) -> bool:
        """Whether it is as it was when it was found whole: its checksum is compared."""
        return self.sealed and is_unchanged(self.path)


def folder_of(path: Path) -> Path:
    """Where the copies of a database are: beside it, so that a flash drive carries both."""
    return path.absolute().parent / "perut-backups"


def copies(path: Path) -> list[Copy]:
    """The copies of a database in their folder, the one with the newest batch first: a clock can be
    wrong, the order of the batches can't.
    """
    pattern = re.compile(re.escape(path.stem) + r"-(\d{8}-\d{6})(?:-\d+)?\.db")
    names = []
    with suppress(OSError):
        for file in folder_of(path).iterdir():
            match = pattern.fullmatch(file.name)
            with suppress(ValueError, OSError):
                if match:
                    names.append(_copy(file, match[1]))
    return sorted(
        names,
        key=lambda copy: (copy.last_batch, copy.made_at, len(copy.path.name), copy.path.name),
        reverse=True,
    )


def _copy(file: Path, stamp: str) -> Copy:
    made_at = datetime.strptime(stamp, _STAMP)  # noqa: DTZ007 - the laptop's own clock
    sealed = bool(recorded_checksum(file))
    return Copy(file, made_at, file.stat().st_size, batch_held(file), sealed)


def newest(path: Path) -> Copy | None:
    """The verified copy with the newest batch."""
    return next((copy for copy in copies(path) if copy.verified), None)


def backup_age_days(path: Path, now: datetime) -> int | None:
    """Days since the newest verified copy was made, None without one. Where its clock stood in the
    future, days since the oldest batch that is in no copy.
    """
    copy = newest(path)
    if copy is None:
        return None
    plain = now.replace(tzinfo=None)
    if copy.made_at <= plain + _CLOCKS_DIFFER:
        return max(0, (plain - copy.made_at).days)
    return days_uncopied(path, copy.last_batch, now)


def days_uncopied(path: Path, last_batch: int, now: datetime) -> int:
    """Days since the oldest batch after one was written; 0 where there is none."""
    with (
        suppress(sqlite3.Error, ValueError, TypeError),
        closing(connect(path, write=False)) as here,
    ):
        moment = here.execute(
            "SELECT written_at FROM batch WHERE id > ? ORDER BY id LIMIT 1", (last_batch,)
        ).fetchone()
        if moment:
            return max(0, (now.astimezone() - datetime.fromisoformat(moment[0])).days)
    return 0


def copies_holding(path: Path, names: Iterable[str]) -> list[Path]:
    """The files in the folder of copies in which one of the names stands, in any page."""
    wanted = [name.encode() for name in names if name]
    if not wanted or not folder_of(path).is_dir():
        return []
    return [
        file
        for file in sorted(folder_of(path).iterdir())
        if file.is_file() and not file.is_symlink() and _holds_any(file, wanted)
    ]


def _holds_any(file: Path, wanted: list[bytes]) -> bool:
    kept = max(map(len, wanted))
    with file.open("rb") as stream:
        before = b""
        while block := stream.read(1 << 20):
            block = before + block
            if any(name in block for name in wanted):
                return True
            before = block[-kept:]
    return False


def odd_clock(path: Path, now: datetime) -> T | None:
    """What is odd about the clock, beside the copies and the last batch; None for nothing."""
    plain = now.replace(tzinfo=None)
    there = copies(path)
    ahead = [copy.made_at for copy in there if copy.made_at > plain + _CLOCKS_DIFFER]
    with (
        suppress(sqlite3.Error, ValueError, TypeError),
        closing(connect(path, write=False)) as here,
    ):
        (last,) = here.execute("SELECT max(written_at) FROM batch").fetchone()
        if last:
            moment = datetime.fromisoformat(last).replace(tzinfo=None)
            ahead += [moment] if moment > plain + _CLOCKS_DIFFER else []
    if not ahead:
        return None
    return T(
        "the clock says {now:%Y-%m-%d}, but there are writes or copies of {then:%Y-%m-%d}: one of "
        "the two days is wrong; copies are told apart by their batches",
        "jam menunjukkan {now:%Y-%m-%d}, padahal ada catatan atau salinan bertanggal "
        "{then:%Y-%m-%d}: salah satunya keliru; salinan dibedakan menurut kelompoknya",
    ).format(now=plain, then=max(ahead))


def back_up(
    path: Path, target: Path | None, now: datetime, *, replace: bool = False
) -> VerifiedCopy:
    """Copy a database to a file or into a folder, else into the folder of copies, where old copies
    are thinned out.

    Raises what opening raises, Conflict P088 where the file is there already, Invalid P076 or P077
    where it can't be written.
    """
    version_of(path)
    if target is None:
        return _into_folder(path, now)
    if target.is_dir():
        target = _free(target, _dated(path, now))
    if target.exists():
        _may_replace(path, target, replace=replace)
    with reading(path) as source:
        return copied(source, target)


def automatic(path: Path, now: datetime, *, wait: bool = True) -> Path | None:
    """A copy before something large; None where a transaction of ours is in the way and it may not
    wait.
    """
    try:
        return _into_folder(path, now, wait=wait).path
    except Busy:
        if wait:
            raise
        return None


def save(database: sqlite3.Connection, path: Path, now: datetime) -> Path:
    """A copy of an open database into the folder of copies; none is thinned out."""
    return copied(database, _free(_folder(path), _dated(path, now))).path


def free_name(path: Path, what: str) -> Path:
    """A free name in the folder of copies for a file that is no copy."""
    return _free(_folder(path), f"{path.stem}-{what}", path.suffix)


def _into_folder(path: Path, now: datetime, *, wait: bool = True) -> VerifiedCopy:
    _sweep(path, now)
    with reading(path, wait=wait) as source:
        made = copied(source, _free(_folder(path), _dated(path, now)))
    return made._replace(thinned=tuple(_thin(path, {made.path})))


def _dated(path: Path, now: datetime) -> str:
    return f"{path.stem}-{now.strftime(_STAMP)}"


def _sweep(path: Path, now: datetime) -> None:
    """Remove what a copy that was cut off left behind, a day later."""
    with suppress(OSError):
        for left in folder_of(path).glob(f".{glob.escape(path.stem)}-*.part"):
            if now.timestamp() - left.stat().st_mtime > _DAY:
                left.unlink()


def _folder(path: Path) -> Path:
    folder = folder_of(path)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    return folder


def _free(folder: Path, name: str, ending: str = ".db") -> Path:
    """A name in the folder that is not taken."""
    names = (
        folder / f"{name}{'' if count == 1 else f'-{count}'}{ending}" for count in range(1, 10_000)
    )
    return next(file for file in names if not file.exists())


def _may_replace(path: Path, target: Path, *, replace: bool) -> None:
    if path.exists() and target.samefile(path):
        raise Conflict(
            "P088",
            T("{path} is the database itself", "{path} adalah basis datanya sendiri").format(
                path=target
            ),
            T("name another file, or none", "sebut berkas lain, atau kosongkan"),
        )
    try:
        version_of(target)
    except PerutError:
        raise Conflict(
            "P088",
            T(
                "{path} exists already and is no copy of a perut database",
                "{path} sudah ada dan bukan salinan basis data perut",
            ).format(path=target),
            T("name another file, or none", "sebut berkas lain, atau kosongkan"),
        ) from None
    if not replace:
        raise Conflict(
            "P088",
            T("{path} exists already", "{path} sudah ada").format(path=target),
            T(
                "add --yes to replace it, or name another file",
                "tambahkan --ya untuk menggantinya, atau sebut berkas lain",
            ),
        )


def chosen(path: Path, name: str) -> Path:
    """The copy that a name means: a file, one of the folder of copies, or the newest verified.
    Raises NotFound P084.
    """
    if name not in ("", "newest", "terbaru"):
        file = Path(name).expanduser()
        beside = folder_of(path) / name
        if beside.exists() and not file.exists():
            return beside
        if not file.exists():
            raise NotFound(
                "P084",
                T("no file {name}", "berkas {name} tidak ada").format(name=name),
                T(
                    "see the copies with `perut backup --list`",
                    "lihat salinannya dengan `perut cadangkan --daftar`",
                ),
            )
        return file
    copy = _newest_that_holds(path)
    if copy is None:
        raise NotFound(
            "P084",
            T("no copy of {path} in {folder}", "tidak ada salinan {path} di {folder}").format(
                path=path.name, folder=folder_of(path)
            ),
            T("name the file: `perut restore FILE`", "sebut berkasnya: `perut pulihkan BERKAS`"),
        )
    return copy.path


def _newest_that_holds(path: Path) -> Copy | None:
    """The copy with the newest batch that is whole, unchanged and ours;
    a bad one is passed over.
    """
    for copy in copies(path):
        with suppress(PerutError):
            if copy.sealed and verify(copy.path).compared:
                return copy
    return None


def _thin(path: Path, kept: set[Path]) -> Iterator[Path]:
    """Remove copies that rotation does not keep; the one with the most batches always stays."""
    found = [copy for copy in copies(path) if copy.sealed]
    kept = kept | {copy.path for copy in found[:NEWEST]}
    kept |= _last_of(found, (copy.made_at.date() for copy in found), DAYS) | _last_of(
        found, (copy.made_at.isocalendar()[:2] for copy in found), WEEKS
    )
    for copy in found:
        if copy.path not in kept:
            with suppress(OSError):
                sidecar_of(copy.path).unlink(missing_ok=True)
                copy.path.unlink()
                yield copy.path


def _last_of(found: list[Copy], spans: Iterable[object], most: int) -> set[Path]:
    last: dict[object, Path] = {}
    for copy, span in zip(found, spans, strict=True):
        last.setdefault(span, copy.path)
    return set(list(last.values())[:most])
