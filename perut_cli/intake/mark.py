"""What a spreadsheet knows of a cell beside its text, and what it calls its place."""

from typing import NamedTuple


class Mark(NamedTuple):
    """What a cell is but text: `kind` is error, uncomputed, percent, fraction, date, time, boolean
    or number; `shown` is what the eye sees.
    """

    kind: str
    shown: str


def letters(column: int) -> str:
    """The letters of a column, 1 being A."""
    name = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name
