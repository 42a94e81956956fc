"""Layout: how the columns of a table fit a width, so that nothing is lost and the eye finds its
line.

Too narrow, a table gives way in this order: columns blank in every row go; code, name and locus of
the village become
one; what is the same in every row is said once above; long text is folded; the least important
columns go to a line
below their row; and where even that leaves no table, each record becomes a card.
"""

from collections.abc import Callable
from typing import NamedTuple

from perut_cli.core.text import T
from perut_cli.render.cells import one_line
from perut_cli.render.columns import ShownColumn, merge_village_columns

GAP = 2
_NAME = 24
"""A longer name is folded where it would push out what is said of its village or its person."""

NARROWEST_TEXT = 16
"""Below it folded text reads worse than a line of its own."""

_LONGEST_WORD = 40
"""A longer one, a path or a pattern, is cut rather than left without a table."""

_SAME_FROM = 3
_FEWEST = 3
_GIVE_WAY = (
    "coverage",
    "locus",
    "gap",
    "baseline",
    "critical_failures",
    "gain",
    "band",
    "open_actions",
    "sessions",
    "visit_part",
    "gap_part",
    "critical_part",
    "action_part",
    "repeat_part",
    "phone",
    "staff_number",
    "hours",
)
"""Words that go to the line below first; then whatever stands furthest right."""


_NAMES = ("village_name", "official_name", "band")
"""What a row is about, and its class, stay in it, however long."""


class Ruler(NamedTuple):
    """What measures text in cells and cuts it into pieces of at most a width."""

    measure: Callable[[str], int]
    chop: Callable[[str, int], list[str]]


class Layout(NamedTuple):
    """The columns and their widths, those on the line below each row, what is said once instead,
    what is blank.
    """

    columns: list[ShownColumn]
    widths: list[int]
    below: list[ShownColumn]
    said: list[str]
    blank: list[str]
    cards: bool = False


def fitted(columns: list[ShownColumn], width: int | None, ruler: Ruler) -> Layout:
    """The layout of the columns at a width; None is without limit."""
    if width is None or _natural(columns, ruler) <= width:
        return Layout(columns, _widths(columns, width, ruler), [], [], [])
    columns, blank = filled(columns)
    said: list[str] = []
    for say_once in (merge_village_columns, _without_same):
        if _natural(columns, ruler) > width:
            columns, more = say_once(columns)
            said += more
    kept, below = _parted(columns, width, ruler)
    cards = (bool(below) and (len(kept) < _FEWEST or _rows(columns) == 1)) or _least(
        kept, ruler
    ) > width
    if cards:
        kept, below = [column for column in columns if not column.drawn], []
    return Layout(kept, _widths(kept, width, ruler), below, said, blank, cards)


def as_cards(columns: list[ShownColumn]) -> Layout:
    """Each record as a card, what is blank left out."""
    columns, blank = filled([column for column in columns if not column.drawn])
    return Layout(columns, [], [], [], blank, True)


def filled(columns: list[ShownColumn]) -> tuple[list[ShownColumn], list[str]]:
    """The columns that hold anything, and the labels of those that don't;
    one is kept in any case.
    """
    kept = [column for column in columns if any(column.cells)] or columns[:1]
    return kept, [column.label for column in columns if column not in kept and not column.drawn]


def fold(text: str, width: int, ruler: Ruler) -> list[str]:
    """The lines of a text at a width: broken at blanks, a word too long for it in pieces."""
    return [part for line in text.split("\n") for part in _fold_line(line, width, ruler)] or [""]


def flow(items: list[str], separator: str, width: int | None, ruler: Ruler) -> list[str]:
    """Items in lines of at most a width, broken between items where possible."""
    lines = [""]
    for item in items:
        longer = f"{lines[-1]}{separator}{item}" if lines[-1] else item
        if width is None or ruler.measure(longer) <= width:
            lines[-1] = longer
        else:
            lines += fold(item, width, ruler)
    return [line for line in lines if line]


def _fold_line(line: str, width: int, ruler: Ruler) -> list[str]:
    if ruler.measure(line) <= width:
        return [line]
    lines = [""]
    for word in line.split():
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if ruler.measure(longer) <= width:
            lines[-1] = longer
        else:
            lines += ruler.chop(word, width) if ruler.measure(word) > width else [word]
    return [part for part in lines if part] or [""]


def _without_same(columns: list[ShownColumn]) -> tuple[list[ShownColumn], list[str]]:
    if _rows(columns) < _SAME_FROM:
        return columns, []
    same = [
        column
        for column in columns[1:]
        if not column.drawn and not column.sign and len(set(column.cells)) == 1
    ]
    said = [
        f"{column.label} {one_line(column.cells[0])} {T('in every row', 'di semua baris')}"
        for column in same
    ]
    return [column for column in columns if column not in same], said


def _parted(
    columns: list[ShownColumn], width: int, ruler: Ruler
) -> tuple[list[ShownColumn], list[ShownColumn]]:
    kept, below = list(columns), []
    while len(kept) > 1 and _least(kept, ruler) > width:
        place = max(range(1, len(kept)), key=lambda place: _dispensable(kept, place, ruler))
        below.append(kept.pop(place))
        kept = _without_bar(kept, below[-1])
    order = [column.key for column in columns]
    return kept, sorted(
        (column for column in below if not column.drawn), key=lambda column: order.index(column.key)
    )


def _without_bar(columns: list[ShownColumn], gone: ShownColumn) -> list[ShownColumn]:
    return [column for column in columns if column.key != f"bar:{gone.key}"]


def _dispensable(columns: list[ShownColumn], number: int, ruler: Ruler) -> tuple[int, int]:
    column = columns[number]
    if column.key in _NAMES:
        return -1, number
    if column.long and _content(column, ruler) > NARROWEST_TEXT:
        return 4, _content(column, ruler)
    if column.reference:
        return 3, number
    if column.key in _GIVE_WAY:
        return 2, -_GIVE_WAY.index(column.key)
    return (
        0 if column.drawn or f"bar:{column.key}" in [other.key for other in columns] else 1
    ), number


def _widths(columns: list[ShownColumn], width: int | None, ruler: Ruler) -> list[int]:
    """The least each column needs, then what is left: to long text, tallest first, then to headings
    in one line.
    """
    least = [_narrowest(column, ruler) for column in columns]
    for wish in (_content, _whole):
        wanted = [max(wish(column, ruler), now) for column, now in zip(columns, least, strict=True)]
        least = wanted if width is None else _widened(least, wanted, width - GAP * (len(least) - 1))
    return least


def _widened(widths: list[int], wanted: list[int], room: int) -> list[int]:
    widths = list(widths)
    for _ in range(max(min(room, sum(wanted)) - sum(widths), 0)):
        tallest = max(range(len(widths)), key=lambda place: wanted[place] / widths[place])
        widths[tallest] += 1
    return widths


def _least(columns: list[ShownColumn], ruler: Ruler) -> int:
    return sum(_narrowest(column, ruler) for column in columns) + GAP * (len(columns) - 1)


def _natural(columns: list[ShownColumn], ruler: Ruler) -> int:
    return sum(
        max(_content(column, ruler), _narrowest(column, ruler)) for column in columns
    ) + GAP * (len(columns) - 1)


def _narrowest(column: ShownColumn, ruler: Ruler) -> int:
    content = _content(column, ruler)
    if column.key in ("village_name", "official_name"):
        content = min(content, _NAME)
    elif column.folds:
        longest = max(
            (ruler.measure(word) for cell in column.cells for word in cell.split()), default=0
        )
        longest = min(longest, _LONGEST_WORD)
        content = min(content, max(longest, NARROWEST_TEXT if content > NARROWEST_TEXT else 0))
    return max(content, *(ruler.measure(word) for word in column.label.split()), 1)


def _content(column: ShownColumn, ruler: Ruler) -> int:
    return max(
        (ruler.measure(line) for cell in column.cells for line in cell.split("\n")), default=0
    )


def _whole(column: ShownColumn, ruler: Ruler) -> int:
    return max(_content(column, ruler), ruler.measure(column.label))


def _rows(columns: list[ShownColumn]) -> int:
    return len(columns[0].cells) if columns else 0
