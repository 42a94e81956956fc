"""Find what a table wants drawn, and the numbers of its bars, sparklines and line charts."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perut_cli.core.fields import SEPARATOR, Field
from perut_cli.core.table import Bar, Cards, Lines, Signs, Sparkline, Table
from perut_cli.core.values import Row
from perut_cli.render.cells import number_of

Mark = float | str | None


class Charts(NamedTuple):
    """Column key → mark of its bar, the keys of each sparkline, the line chart,
    records as cards, signs.
    """

    bars: dict[str, Mark]
    sparks: tuple[tuple[str, ...], ...]
    lines: Lines | None
    cards: bool
    signs: Signs


class Series(NamedTuple):
    """One line of a line chart: its name and its points, x a day as an ISO text or any label."""

    name: str
    points: list[tuple[str, float]]


def charts(table: Table) -> Charts:
    """What the table wants drawn, by sort."""
    return Charts(
        {one.key: one.mark for one in table.chart if isinstance(one, Bar)},
        tuple(one.keys for one in table.chart if isinstance(one, Sparkline)),
        next((one for one in table.chart if isinstance(one, Lines)), None),
        any(isinstance(one, Cards) for one in table.chart),
        next((one for one in table.chart if isinstance(one, Signs)), Signs((), ())),
    )


def mark_of(mark: Mark, table: Table, row: Row) -> float | None:
    """Where the mark of a bar stands: a number, or the row's value of the column it names."""
    if not isinstance(mark, str):
        return mark
    place = place_of(mark, table.columns)
    return None if place is None else number_of(row[place])


def place_of(key: str, columns: Sequence[Field]) -> int | None:
    """The place of a column, None where it is not in the table."""
    return next((place for place, field in enumerate(columns) if field.key == key), None)


def spark_values(keys: Sequence[str], table: Table, row: Row) -> list[float | None]:
    """The numbers of a sparkline: those of the columns, or those listed in one."""
    places = [place for key in keys if (place := place_of(key, table.columns)) is not None]
    cells = (
        str(row[places[0]] or "").split(SEPARATOR)
        if len(places) == 1
        else [row[place] for place in places]
    )
    return (
        [number_of(cell) for cell in cells] if any(cell not in ("", None) for cell in cells) else []
    )


def series(table: Table, rows: Sequence[Row]) -> list[Series]:
    """The lines of the table's line chart, in the order of their first points."""
    asked = charts(table).lines
    if asked is None:
        return []
    x, y, by = (place_of(key, table.columns) for key in asked)
    lines: dict[str, list[tuple[str, float]]] = {}
    for row in rows:
        value = number_of(row[y]) if y is not None else None
        if value is not None and x is not None:
            name = str(row[by]) if by is not None else ""
            lines.setdefault(name, []).append((str(row[x]), value))
    return [Series(name, sorted(points)) for name, points in lines.items()]


def days(lines: Sequence[Series]) -> list[str]:
    """All x of the lines in order."""
    return sorted(set(_points(lines)))


def _points(lines: Sequence[Series]) -> Iterator[str]:
    return (x for line in lines for x, _ in line.points)


_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
_STEPS = "▁▂▃▄▅▆▇█"
_ASCII_STEPS = "_.-=+*%#"


def bar(
    value: float | None,
    low: float = 0,
    high: float = 100,
    *,
    width: int = 10,
    mark: float | None = None,
    unicode: bool = True,
) -> str:
    """A bar exactly `width` cells wide, with a line at `mark`. Full only at `high`; any value above
    `low` shows.
    """
    cells = _filled(value, low, high, width, unicode).ljust(width)
    if mark is None:
        return cells
    place = min(int(_fraction(mark, low, high) * width), width - 1)
    return cells[:place] + ("│" if unicode else "|") + cells[place + 1 :]


def sparkline(
    values: Sequence[float | None], low: float = 0, high: float = 100, unicode: bool = True
) -> str:
    """One character a value, blank where there is none; all sparklines of a scale compare."""
    steps = _STEPS if unicode else _ASCII_STEPS
    return "".join(
        " " if value is None else steps[min(int(_fraction(value, low, high) * 8), 7)]
        for value in values
    )


def _filled(value: float | None, low: float, high: float, width: int, unicode: bool) -> str:
    if value is None or value <= low:
        return ""
    eighths = max(int(_fraction(value, low, high) * width * 8), 1)
    if unicode:
        return "█" * (eighths // 8) + _EIGHTHS[eighths % 8]
    return "#" * max(eighths // 8, 1)


def _fraction(value: float, low: float, high: float) -> float:
    return min(max((value - low) / (high - low), 0), 1)
