"""What can go wrong: an exit code, a number, a sentence and a hint that can be typed."""

import errno
from typing import NamedTuple

from perut_cli.core.text import T, Text


class Problem(NamedTuple):
    """One fault of an input: its place (line and column from 1, 0 where there is none; `cell` is
    what a worksheet calls it, such as B12), what was found and expected.
    """

    line: int
    key: str
    number: str
    reason: Text
    value: str = ""
    column: int = 0
    hint: Text = ""
    source: str = ""
    cell: str = ""


class PerutError(Exception):
    """An error for the user. `number` is P and three digits, explained by `perut explain`; the
    class gives the exit code.
    """

    code = 1

    def __init__(
        self,
        number: str,
        message: Text,
        hint: Text = "",
        *,
        problems: tuple[Problem, ...] = (),
        source: str = "",
    ) -> None:
        """Take the sentence (lower case, no full stop), the hint, and the places where an input has
        faults.
        """
        super().__init__(message)
        self.number = number
        self.message = message
        self.hint = hint
        self.problems = problems
        self.source = source


class Invalid(PerutError):
    """Invalid input or a missing confirmation: nothing was written."""

    code = 1


class Usage(PerutError):
    """The command line itself is wrong."""

    code = 2


class Partly(PerutError):
    """Only a part was done, as asked for."""

    code = 3


class NotFound(PerutError):
    """A thing named on the command line does not exist or fits two."""

    code = 4


class Conflict(PerutError):
    """An existing key, dependants, a frozen instrument, a record changed since."""

    code = 5


class Busy(PerutError):
    """Another program holds the database."""

    code = 6


class Damaged(PerutError):
    """The database is damaged, not ours or newer than the program."""

    code = 7


class Interrupted(PerutError):
    """The user stopped the command; no record changed."""

    code = 130


_KINDS: dict[type[PerutError], str] = {
    # Faults of a value or a row only: what is raised as an error says its kind itself.
    NotFound: "P010 P040 P041",
    Conflict: "P051 P052 P053 P054 P105 P250 P251 P256 P331",
    Usage: "P017 P018 P021 P022 P023 P024 P025 P026 P028 P029 P030 P031 P033 P034 P035 P036 P037 "
    "P038 P039 P042 P043 P055 P056 P057 P058 P103 P333",
}
_KIND_OF = {number: kind for kind, numbers in _KINDS.items() for number in numbers.split()}


def error_kind(number: str) -> type[PerutError]:
    """What kind of error, and so which exit code, a fault is on the command line: not there or not
    clear 4, a conflict 5, a value that can't be read 2, anything else 1.
    """
    return _KIND_OF.get(number, Invalid)


_REASONS = {
    errno.ENOENT: T("it is not there", "tidak ada"),
    errno.EACCES: T(
        "no right to it, or another program has it open",
        "tidak berhak, atau sedang dibuka program lain",
    ),
    errno.EPERM: T(
        "no right to it, or another program has it open",
        "tidak berhak, atau sedang dibuka program lain",
    ),
    errno.EEXIST: T("it is there already", "sudah ada"),
    errno.EISDIR: T("it is a folder", "itu folder"),
    errno.ENOTDIR: T("a part of the path is a file", "bagian dari letaknya adalah berkas"),
    errno.ENOSPC: T("the disk is full", "diska penuh"),
    errno.EROFS: T("the drive is write-protected", "diskanya terkunci"),
    errno.EBUSY: T("another program uses it", "sedang dipakai program lain"),
    errno.ENAMETOOLONG: T("the name is too long", "namanya terlalu panjang"),
    errno.EINVAL: T("the name can't be used here", "namanya tidak bisa dipakai di sini"),
    errno.EIO: T("the drive failed", "diskanya gagal"),
}


def reason_of(error: OSError | UnicodeDecodeError) -> T:
    """What the system says, in our words."""
    if isinstance(error, UnicodeDecodeError):
        return T("it is not text in UTF-8", "bukan teks UTF-8")
    return _REASONS.get(error.errno or 0) or T("{text}", "galat sistem: {text}").format(
        text=error.strerror or str(error)
    )


def interrupted() -> Interrupted:
    """The error for Ctrl+C."""
    return Interrupted(
        "P098", T("interrupted, no record changed", "dihentikan, tidak ada catatan yang berubah")
    )
