"""How wide the columns of a workbook are and how high its rows, on the screen and on paper."""

from collections.abc import Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any

from perut_cli.core.fields import TEXT, Field
from perut_cli.core.vocabulary import WORDS

LYING_FROM = 7
"""With so many columns a sheet is printed on the paper's long side."""

LINE_HEIGHT = 15
_WIDTHS = {
    "lines": 40,
    "list": 24,
    "village": 16,
    "date": 12,
    "time": 8,
    "yes": 8,
    "number": 10,
    "weight": 10,
    "count": 10,
}
_WIDEST_HEAD = 40
_ARROW = 4
"""Room for the arrow of the filter beside a heading."""

_TURNED_WIDTH = 11
"""The width of a column whose heading is turned: of a day."""

_HEIGHT_OF_A_LETTER = 8


def column_width(field: Field, *, turned: bool = False) -> int:
    """The width of a column: what its kind needs, or the longest word of its heading."""
    if turned:
        return _TURNED_WIDTH
    longest = max(map(len, str(field.label).split()), default=0)
    return max(_WIDTHS.get(field.kind.name, 18), min(longest + _ARROW, _WIDEST_HEAD))


def turned_headings(columns: Sequence[Field]) -> list[Field]:
    """The columns whose headings are turned where there are many: of texts to be filled in, whose
    headings are no words of perut's.
    """
    if len(columns) < LYING_FROM:
        return []
    return [field for field in columns if field.kind is TEXT and field.key not in WORDS]


def head_height(columns: Sequence[Field], widths: Sequence[int], turned: Sequence[Field]) -> int:
    """The height of the row of headings, broken at blanks or turned."""
    lines = (
        len(wrap(str(field.label), width - _ARROW) or [""])
        for field, width in zip(columns, widths, strict=True)
        if field not in turned
    )
    letters = max((len(str(field.label)) for field in turned), default=0)
    return max(letters * _HEIGHT_OF_A_LETTER, max(lines, default=1) * LINE_HEIGHT)


def lines_of(text: Any) -> int:
    """How many lines a text takes in a column of texts."""
    parts = str(text or "").split("\n")
    return sum(1 + len(part) // _WIDTHS["lines"] for part in parts)


def page_breaks(widths: Sequence[int], parts: Sequence[str], repeated: int, room: int) -> list[int]:
    """The columns at which a page begins: before a part that doesn't fit any more, within one that
    is wider than a page. The first `repeated` columns stand on each page.
    """
    breaks: list[int] = []
    again, used, column = sum(widths[:repeated]), 0, 0
    for _, group in groupby(parts):
        columns = len(list(group))
        if column and used + sum(widths[column : column + columns]) > room:
            breaks.append(column)
            used = again
        for width in widths[column : column + columns]:
            if used + width > room:
                breaks.append(column)
                used = again
            used += width
            column += 1
    return breaks
