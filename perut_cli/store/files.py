"""Open files to be read no further than their size; write files aside and put them in place when
all is well.
"""

import errno
import io
import os
import re
import sqlite3
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from perut_cli.core.errors import Busy, Invalid, NotFound, PerutError, reason_of
from perut_cli.core.text import T, same_in_both

_IN_MEMORY = 8 << 20
_BLOCK = 1 << 20
_DEVICES = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{device}{number}" for device in ("COM", "LPT") for number in range(1, 10)),
}
MAX_PIPE = 1 << 30
"""Bytes taken from a pipe at most, so that an endless one doesn't fill the disk."""


class InputFile:
    """A file held open: read from its start, no further than its size at opening."""

    def __init__(
        self, stream: BinaryIO, name: str, size: int, stamp: tuple[int, int] | None = None
    ) -> None:
        """Hold a seekable stream; `stamp` is the size and time of a regular file, by which a change
        is seen.
        """
        self._stream = stream
        self._stamp = stamp
        self.name = name
        self.size = size
        self.at = 0
        self.kept = False

    def read(self, count: int) -> bytes:
        """The next bytes, none at the end."""
        data = self._stream.read(min(count, self.size - self.at))
        self.at += len(data)
        return data

    def everything(self) -> bytes:
        """All bytes from the start."""
        self.rewind()
        return b"".join(iter(lambda: self.read(self.size), b""))

    def rewind(self, to: int = 0) -> None:
        """Go back to the start, or to a place behind it."""
        self._stream.seek(to)
        self.at = to

    def check(self) -> None:
        """Raise P019 if the file changed since it was opened."""
        if self._stamp and self._stamp != _stamp(self._stream):
            raise Invalid(
                "P019",
                T("{name} changed while it was read", "{name} berubah saat dibaca").format(
                    name=self.name
                ),
                T(
                    "wait until the other program has saved it, then import it again",
                    "tunggu sampai program lain selesai menyimpannya, lalu impor lagi",
                ),
                source=self.name,
            )

    def close(self) -> None:
        """Let go of the file, but for one that is kept to be read again."""
        if not self.kept:
            self._stream.close()


def hold(path: str, stdin: BinaryIO | None = None) -> InputFile:
    """Open a file, a named pipe or, for `-`, stdin. Raises P010 if there is none, P011 if it is of
    another sort, or a pipe that nobody writes into.
    """
    if path == "-":
        return _spooled(_blocks(stdin or io.BytesIO()), "stdin")
    try:
        mode = os.stat(path).st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise _irregular(path, mode)
        if stat.S_ISFIFO(mode):
            return _spooled(_piped(path), path)
        stream = cast("BinaryIO", open(path, "rb", buffering=0))  # noqa: SIM115 - held until the rows are read
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise _missing(path) from error
    except OSError as error:
        raise unusable(path, error) from error
    stamp = _stamp(stream)
    return InputFile(stream, path, stamp[0], stamp)


def is_pipe(path: str) -> bool:
    """Whether a path is standard input or a pipe: what comes from it comes once."""
    try:
        return path == "-" or stat.S_ISFIFO(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


@contextmanager
def replacing(path: str, aside_in: str = "") -> Iterator[BinaryIO]:
    """A new file, readable by its owner only, that takes the place of `path` when the block ends
    well; until then it lies beside it, or in a folder of the same disk.

    A device or pipe is written as it stands: renaming over /dev/null would be the end of it.
    """
    refuse_reserved(path)
    refuse_database(path)
    if os.path.isdir(path):
        raise unusable(path, IsADirectoryError(errno.EISDIR, ""))
    if _is_device(path):
        with open(path, "wb") as device:
            yield device
        return
    folder, name = os.path.split(os.path.abspath(path))
    try:
        handle, aside = tempfile.mkstemp(
            prefix=f".{name[:80]}.", suffix=".tmp", dir=aside_in or folder
        )
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise NotFound(
            "P010",
            T("no folder {name}", "folder {name} tidak ada").format(name=folder),
            T("make it first: `mkdir {name}`", "buat dahulu: `mkdir {name}`").format(name=folder),
        ) from error
    except OSError as error:
        raise unusable(path, error) from error
    try:
        with os.fdopen(handle, "w+b") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.replace(aside, path)
    except OSError as error:
        raise unusable(path, error) from error
    finally:
        with suppress(OSError):
            os.unlink(aside)


def rewrite(path: Path, text: str) -> None:
    """Give a small text file new content, whole or not at all: written aside, its mode kept, then
    renamed; what a link points to is rewritten, not the link. Raises OSError.
    """
    real = path.resolve()
    handle, aside = tempfile.mkstemp(prefix=f".{real.name}.", suffix=".tmp", dir=real.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(aside, stat.S_IMODE(real.stat().st_mode) if real.exists() else 0o644)
        os.replace(aside, real)
    finally:
        with suppress(OSError):
            os.unlink(aside)


def refuse_reserved(path: str, *, windows: bool = os.name == "nt") -> None:
    """Raise P133 for a name that is a device on Windows, on any system: the file may be meant for a
    laptop with Windows.
    """
    name = re.sub(r"^[A-Za-z]:", "", re.split(r"[/\\]", path)[-1])
    # A colon would hide the data in a second stream of the file before it.
    if (windows and ":" in name) or name.partition(".")[0].strip().upper() in _DEVICES:
        raise Invalid(
            "P133",
            T("{name} can't be the name of a file", "{name} tidak bisa menjadi nama berkas").format(
                name=name
            ),
            T("choose another name", "pilih nama lain"),
        )


_DATABASE, _JOURNAL = b"SQLite format 3\0", bytes.fromhex("d9d505f920a163d7")
_BESIDE = ("-journal", "-wal", "-shm")
_COPIES = "perut-backups"


def refuse_database(path: str) -> None:
    """Raise P301 where a file would be written over a database, what SQLite keeps beside one, or a
    copy: whatever its name, and through a link too.
    """
    real = os.path.realpath(path)
    ours = T("a database", "basis data")
    if real.lower().endswith(_BESIDE):
        ours = T("the journal of a database", "jurnal basis data")
    elif _COPIES in os.path.dirname(real).split(os.sep):
        ours = T("in the folder of copies", "di folder salinan")
    elif not _begins_as_database(real):
        return
    raise Invalid(
        "P301",
        T(
            "{path} is {what}: nothing is written over it", "{path} adalah {what}: tidak ditimpa"
        ).format(path=path, what=ours),
        T("name another file, such as -o list.csv", "sebut berkas lain, misalnya -o daftar.csv"),
    )


def _begins_as_database(path: str) -> bool:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return False
        with open(path, "rb") as file:
            start = file.read(16)
    except (OSError, ValueError):
        return False
    return start == _DATABASE or start.startswith(_JOURNAL)


def _is_device(path: str) -> bool:
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def unusable(path: str, error: OSError) -> Invalid:
    """The error for a file that is there but can't be used, as when Excel has it open."""
    if not isinstance(error, PermissionError):
        return Invalid(
            "P011",
            same_in_both("{name}: {why}").format(name=path, why=reason_of(error)),
            source=path,
        )
    hint = T(
        "look at the rights of the file and its folder: `ls -l`",
        "periksa hak berkas dan foldernya: `ls -l`",
    )
    if os.name == "nt":
        hint = T(
            "close the file in Excel, then try again", "tutup berkas itu di Excel, lalu coba lagi"
        )
    return Invalid(
        "P011",
        T("{name} can't be opened", "{name} tidak bisa dibuka").format(name=path),
        hint,
        source=path,
    )


def _stamp(stream: BinaryIO) -> tuple[int, int]:
    now = os.fstat(stream.fileno())
    return now.st_size, now.st_mtime_ns


_WAITS = 60
"""How often a pipe with a name is asked for its writer, twenty times a second."""


def _piped(path: str) -> Iterator[bytes]:
    """What comes out of a pipe. One with a name that nobody opens for writing is refused: it would
    be waited for without an end; what the shell hands over (/dev/stdin, <(command)) has its writer.
    """
    if path.startswith(("/dev/fd/", "/dev/stdin")) or not os.path.exists(os.path.realpath(path)):
        with open(path, "rb", buffering=0) as pipe:
            yield from _blocks(pipe)
        return
    with open(path, "rb", buffering=0, opener=_at_once) as pipe:
        for _ in range(_WAITS):
            # Without a writer that is the end at once; with one that hasn't written yet it is None.
            data = pipe.read(_BLOCK)
            if data != b"":
                break
            time.sleep(0.05)
        else:
            raise Invalid(
                "P011",
                T(
                    "{name} is a pipe that nobody writes into",
                    "{name} adalah pipa yang tidak ditulisi siapa pun",
                ).format(name=path),
                T(
                    "name a file, or - for standard input",
                    "sebut berkas, atau - untuk masukan baku",
                ),
                source=path,
            )
        os.set_blocking(pipe.fileno(), True)
        yield data or b""
        yield from _blocks(pipe)


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)


def _blocks(stream: BinaryIO | io.RawIOBase) -> Iterator[bytes]:
    while data := stream.read(_BLOCK):
        yield data
        if len(data) < _BLOCK and isinstance(stream, io.BufferedIOBase):
            # It gives less only at the end: a person has said so once.
            return


def _spooled(blocks: Iterator[bytes], name: str) -> InputFile:
    spool = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - held until the rows are read
    size = 0
    for data in blocks:
        size += len(data)
        if size > MAX_PIPE:
            reason = T("{name} gives more than {n} bytes", "{name} memberi lebih dari {n} bita")
            reason = reason.format(name=name, n=MAX_PIPE)
            hint = T(
                "save it as a file and import that", "simpan sebagai berkas lalu impor berkas itu"
            )
            raise Invalid("P018", reason, hint, source=name)
        spool.write(data)
    spool.seek(0)
    return InputFile(cast("BinaryIO", spool), name, size)


def _irregular(path: str, mode: int) -> Invalid:
    what = T("a folder", "folder") if stat.S_ISDIR(mode) else T("a device", "perangkat")
    reason = T("{name} is {what}, not a file", "{name} adalah {what}, bukan berkas").format(
        name=path, what=what
    )
    hint = T("name a CSV file or a workbook", "sebut berkas CSV atau buku kerja")
    return Invalid("P011", reason, hint, source=path)


def _missing(path: str) -> PerutError:
    folder, name = os.path.split(path)
    names: list[str] = []
    hint = T(
        "see where it was saved, and name its folder too",
        "lihat di mana berkas disimpan, dan sebut juga foldernya",
    )
    with suppress(OSError, ValueError):
        names = get_close_matches(name, islice(os.listdir(folder or "."), 5_000), 3, 0.5)
    if names:
        near = ", ".join(os.path.join(folder, name) for name in names)
        hint = T("did you mean {names}", "maksudnya {names}").format(names=near)
    return NotFound(
        "P010", T("no file {name}", "berkas {name} tidak ada").format(name=path or '""'), hint
    )


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
