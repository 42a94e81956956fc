"""Numbers of papers: which is next, which may be used, how it is written."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from perut_cli.core.errors import Conflict, Usage
from perut_cli.core.terbilang import ROMAN
from perut_cli.core.text import T
from perut_cli.core.values import Fault

RESERVED, ISSUED, VOID = "reserved", "issued", "void"
_PIECE = re.compile(r"\{([a-z_]+)(?::0?([0-9]{1,2}))?\}")
_PIECES = ("classification", "sequence", "unit", "roman_month", "month", "year", "kind")


class Number(NamedTuple):
    """A number of a register and year. `outside`: it was given without perut, on another list.
    `was_reserved`: it was kept before it was used, as those of a block are.
    """

    sequence: int
    state: str
    outside: bool = False
    was_reserved: bool = False


def next_number(taken: Iterable[Number], start: int) -> int:
    """The next free number: after the last one issued, over whatever is or was reserved: a block
    that another laptop uses up leaves no gap in this one's numbers.
    """
    numbers = {number.sequence: number for number in taken}
    used = [
        number.sequence
        for number in numbers.values()
        if number.state != RESERVED and not number.was_reserved
    ]
    free = max([start, *(last + 1 for last in used)])
    while free in numbers:
        free += 1
    return free


def usable(number: int, taken: Iterable[Number]) -> None:
    """Raise Conflict P330 if a number can't be used: issued, void, or given outside."""
    for known in taken:
        if known.sequence == number and (known.state != RESERVED or known.outside):
            raise taken_already(known)


def taken_already(number: Number) -> Conflict:
    """That a number is issued, void, or kept, and what for."""
    kept = (
        T("given outside perut", "diberikan di luar perut")
        if number.outside
        else T("reserved", "dicadangkan")
    )
    why = {ISSUED: T("issued", "terbit"), VOID: T("void", "batal"), RESERVED: kept}[number.state]
    return Conflict(
        "P330",
        T("number {number} is taken: {why}", "nomor {number} sudah terpakai: {why}").format(
            number=number.sequence, why=why
        ),
        T(
            "leave it out for the next free one; see `perut document list`",
            "hilangkan untuk nomor berikutnya; lihat `perut naskah daftar`",
        ),
    )


def refuse_pattern(pattern: str) -> None:
    """Raise Fault P333 for a pattern with a piece that no number has."""
    pieces = [match[1] for match in _PIECE.finditer(pattern)]
    unknown = next((f"{{{piece}}}" for piece in pieces if piece not in _PIECES), "")
    left = re.search(r"[{}][^{}]*[{}]?", _PIECE.sub("", pattern))
    if unknown or left:
        shown = unknown or (left[0] if left else "")
        raise Fault(
            "P333",
            T("number_pattern has {piece}", "pola_nomor memuat {piece}").format(piece=shown),
            T("it may have {pieces}", "yang dikenal: {pieces}").format(
                pieces=" ".join("{" + name + "}" for name in _PIECES)
            ),
        )


def written(pattern: str, values: Mapping[str, str], sequence: int, day: str) -> str:
    """A number as a pattern writes it. Raises Usage P333 for a pattern that gives each the same."""
    if "sequence" not in [match[1] for match in _PIECE.finditer(pattern)]:
        raise Usage(
            "P333",
            T("number_pattern has no {piece}", "pola_nomor tidak memuat {piece}").format(
                piece="{sequence}"
            ),
            T(
                "mend it: `perut setting edit number_pattern --value PATTERN`",
                "perbaiki: `perut pengaturan ubah pola_nomor --isi POLA`",
            ),
        )
    pieces = {
        **values,
        "sequence": str(sequence),
        "month": day[5:7],
        "roman_month": ROMAN[int(day[5:7]) - 1],
        "year": day[:4],
    }

    def piece(match: re.Match[str]) -> str:
        text = pieces[match[1]]
        return text.zfill(int(match[2])) if match[2] else text

    # A blank piece leaves no double stroke behind.
    return re.sub(r"/{2,}", "/", _PIECE.sub(piece, pattern)).strip("/")
