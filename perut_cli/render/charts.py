"""What a table's `chart` asks for, and the numbers it draws.

Items separated by blanks: `bar:latest/target` a bar of a column with a mark at a number or another
column,
`spark:baseline,latest` a sparkline of columns (or of one that holds numbers separated by |),
`line:assessment_date/total/village_name` a line chart of x, y and, where given, a line for each
value of the third,
`grid:village_name/obligation_code/submission_state/days_late` a sign for each row and column, late
ones with !,
`card` each record as a card.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from perut_cli.core.fields import SEPARATOR, Field
from perut_cli.core.table import Table
from perut_cli.render.cells import number_of


class Charts(NamedTuple):
    """The parsed items: key → mark of the bars, the keys of each sparkline, the parts of the line
    and the grid.
    """

    bars: dict[str, str]
    sparks: tuple[tuple[str, ...], ...]
    line: tuple[str, ...]
    grid: tuple[str, ...]
    cards: bool = False


class Series(NamedTuple):
    """One line of a line chart: its name and its points, x a day as an ISO text or any label."""

    name: str
    points: list[tuple[str, float]]


def charts(table: Table) -> Charts:
    """What the table's chart asks for."""
    items = [item.partition(":")[::2] for item in table.chart.split()]
    bars = (rest.partition("/")[::2] for kind, rest in items if kind == "bar")
    return Charts(
        dict(bars),
        tuple(tuple(rest.split(",")) for kind, rest in items if kind == "spark"),
        _only(items, "line"),
        _only(items, "grid"),
        any(kind == "card" for kind, _ in items),
    )


def mark_of(mark: str, table: Table, row: Sequence[Any]) -> float | None:
    """Where the mark of a bar stands: a number, or the row's value of the column it names."""
    return (
        number_of(row[place])
        if (place := place_of(mark, table.columns)) is not None
        else number_of(mark)
    )


def place_of(key: str, columns: Sequence[Field]) -> int | None:
    """The place of a column, None where it is not in the table."""
    return next((place for place, field in enumerate(columns) if field.key == key), None)


def spark_values(keys: Sequence[str], table: Table, row: Sequence[Any]) -> list[float | None]:
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


def series(table: Table, rows: Sequence[tuple[Any, ...]]) -> list[Series]:
    """The lines of the table's line chart, in the order of their first points."""
    x, y, *by = (place_of(key, table.columns) for key in charts(table).line)
    found: dict[str, list[tuple[str, float]]] = {}
    for row in rows:
        value = number_of(row[y]) if y is not None else None
        if value is not None and x is not None:
            name = str(row[by[0]]) if by and by[0] is not None else ""
            found.setdefault(name, []).append((str(row[x]), value))
    return [Series(name, sorted(points)) for name, points in found.items()]


def days(lines: Sequence[Series]) -> list[str]:
    """All x of the lines in order."""
    return sorted(set(_points(lines)))


def _points(lines: Sequence[Series]) -> Iterator[str]:
    return (x for line in lines for x, _ in line.points)


def _only(items: Sequence[tuple[str, ...]], kind: str) -> tuple[str, ...]:
    return next((tuple(rest.split("/")) for name, rest in items if name == kind), ())
