"""Faults that end the reading of a CSV file: where the cell that causes one begins, and how it came
about.
"""

import csv
import re
from typing import NamedTuple

from perut_cli.core.errors import Invalid, Problem
from perut_cli.core.text import T
from perut_cli.core.values import quoted
from perut_cli.intake.decoding import Encoding, line_ends, text_from
from perut_cli.intake.source import MAX_CELL
from perut_cli.store.files import InputFile

_QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"')


class Place(NamedTuple):
    """Where a cell begins: line and column from 1, and the text from there on."""

    line: int
    column: int
    text: str


def fault_of_csv(
    error: csv.Error, held: InputFile, encoding: Encoding, delimiter: str, line: int
) -> Invalid:
    """The error for a row, begun on `line`, that can't be read: P015 for its quotes, P018 for its
    size.
    """
    where = _place(text_from(held, encoding, line, 2 * MAX_CELL), delimiter, line)
    size = "field larger" in str(error) or "too long" in str(error)
    number, reason, hint = _too_long(where) if size else _badly_quoted(where)
    problem = Problem(
        where.line,
        "",
        number,
        reason,
        next(iter(where.text.splitlines()), "")[:200],
        where.column,
        hint,
    )
    return Invalid(number, reason, hint, problems=(problem,), source=held.name)


def _place(text: str, delimiter: str, line: int) -> Place:
    # Over the sound cells to the first that is none: its quote not closed, text behind it, or too
    # long.
    plain = rf'[^"{delimiter}\r\n][^{delimiter}\r\n]*'
    sound = re.compile(rf"(?:{_QUOTED.pattern}|{plain}|)({delimiter}|\r\n|\n|\r)")
    at, column = 0, 1
    while (cell := sound.match(text, at)) and cell.start(1) - at <= MAX_CELL + 2 * (
        text[at] == '"'
    ):
        at = cell.end()
        column = column + 1 if cell[1] == delimiter else 1
    return Place(line + line_ends(text[:at]), column, text[at:])


def _badly_quoted(where: Place) -> tuple[str, T, T]:
    closed = _QUOTED.match(where.text)
    hint = T(
        'close the quote, or write each " inside the cell twice',
        'tutup kutipnya, atau tulis setiap " di dalam sel dua kali',
    )
    if not closed or not where.text[closed.end() :].strip("\r\n"):
        return (
            "P015",
            T(
                "a quoted cell begins here and is not closed before the end of the file",
                "sel berkutip dimulai di sini dan tidak ditutup sampai akhir berkas",
            ),
            hint,
        )
    reason = T(
        "the quoted cell that begins here is closed in line {line}, but text follows: {text}",
        "sel berkutip yang dimulai di sini ditutup di baris {line}, tetapi diikuti teks: {text}",
    )
    behind = where.text[closed.end() :].splitlines()[0]
    return (
        "P015",
        reason.format(line=where.line + line_ends(closed[0]), text=quoted(behind, 20)),
        hint,
    )


def _too_long(place: Place) -> tuple[str, T, T]:
    reason = T(
        "a cell or line of more than a million characters begins here",
        "sel atau baris lebih dari sejuta karakter dimulai di sini",
    )
    if place.text.startswith('"'):
        return (
            "P018",
            reason,
            T(
                'most likely its quote is not closed: close it, or write each " inside the cell '
                "twice",
                'mungkin kutipnya tidak ditutup: tutup, atau tulis setiap " di dalam sel dua kali',
            ),
        )
    return (
        "P018",
        reason,
        T(
            "save it as CSV again from the spreadsheet",
            "simpan ulang sebagai CSV dari lembar kerja",
        ),
    )
