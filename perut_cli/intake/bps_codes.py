"""Doubt village codes that may be those of BPS, whose districts have three digits: 6311031003."""

import re
from collections.abc import Callable, Iterator

from perut_cli.core.characters import keyboard
from perut_cli.core.errors import Problem
from perut_cli.core.text import T
from perut_cli.core.values import quoted
from perut_cli.intake.source import Chunk

_KELURAHAN = "1"


def may_be_bps(code: str, name: str, is_recorded: Callable[[str], bool]) -> bool:
    """Whether ten digits without dots fit no recorded village, or a code makes a kelurahan of what
    is called a desa.
    """
    typed = keyboard(code.strip())
    digits = re.sub(r"[.\s]", "", typed)
    if not re.fullmatch(r"\d{10}", digits):
        return False
    dotted = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"
    called_desa = name.strip().casefold().startswith("desa ")
    return not is_recorded(dotted) and (
        typed == digits or (called_desa and digits[6] == _KELURAHAN)
    )


def doubt(line: int, code: str, column: int) -> Problem:
    """The problem of such a code."""
    return Problem(
        line,
        "village_code",
        "P235",
        T(
            "{code} may be a code of BPS, not of Kemendagri",
            "{code} mungkin kode BPS, bukan kode Kemendagri",
        ).format(code=quoted(code)),
        code,
        column,
        T(
            "write it with dots, 63.11.03.2021, or add --yes if it is Kemendagri's",
            "tulis dengan titik, 63.11.03.2021, atau tambahkan --ya bila memang kode Kemendagri",
        ),
    )


def doubted(
    chunks: Iterator[Chunk],
    places: tuple[int, int],
    is_recorded: Callable[[str], bool],
    problems: list[Problem],
) -> Iterator[Chunk]:
    """The chunks without the rows whose code, at the first of these places with the name at the
    second (-1 for none), may be one of BPS; each is a problem.
    """
    code, name = places
    for lines, rows in chunks:
        sound: Chunk = [], []
        for line, row in zip(lines, rows, strict=True):
            if may_be_bps(row[code], row[name] if name >= 0 else "", is_recorded):
                problems.append(doubt(line, row[code], code + 1))
            else:
                sound[0].append(line)
                sound[1].append(row)
        if sound[0]:
            yield sound
