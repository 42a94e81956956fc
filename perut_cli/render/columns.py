"""A table as columns of shown text, before anybody decides how wide they are."""

from collections.abc import Iterator
from typing import NamedTuple

from perut_cli.core.characters import harmless
from perut_cli.core.fields import CODED, LINES, LIST, TEXT
from perut_cli.core.table import Table
from perut_cli.core.text import T
from perut_cli.core.values import Cell, Row
from perut_cli.render.cells import is_numeric, number_of, shown
from perut_cli.render.charts import Charts, bar, charts, mark_of, spark_values, sparkline
from perut_cli.render.style import Style

BAR_WIDTH = 10

_GOOD, _BAD, _UNSURE = "green", "red", "yellow"
_TONES = {
    "reached": {"yes": _GOOD, "no": _BAD, "out_of_reach": _BAD, "undetermined": _UNSURE},
    "passed": {"yes": _GOOD, "no": _BAD, "undetermined": _UNSURE},
    "severity": {"high": _BAD, "medium": _UNSURE},
    "action_state": {"open": _UNSURE, "verified": _GOOD},
    "submission_state": {"submitted": _GOOD, "none": _BAD},
}
_UNBROKEN = ("band",)
"""A class stands on one line."""

_SIGN_TONES = {"good": _GOOD, "bad": _BAD, "unsure": _UNSURE}
_BAD_ABOVE_ZERO = (
    "overdue_actions",
    "days_overdue",
    "days_late",
    "critical_failures",
    "wrong_share",
)


class ShownColumn(NamedTuple):
    """One column: its cells as text and their colours.

    `folds`: may be wrapped; `long`: sentences; `drawn`: no data of its own; `reference`: the code
    of some record; `sign`: one of many columns of signs, read across.
    """

    key: str
    label: str
    cells: list[str]
    tones: list[str]
    right: bool = False
    folds: bool = False
    long: bool = False
    drawn: bool = False
    reference: bool = False
    sign: bool = False


class _ColumnSource(NamedTuple):
    """What the columns are made from."""

    table: Table
    rows: list[Row]
    style: Style
    wanted: Charts


def columns_of(table: Table, rows: list[Row], style: Style) -> list[ShownColumn]:
    """The columns of a table with the bars and sparklines its chart asks
    for beside their columns.
    """
    source = _ColumnSource(table, rows, style, charts(table))
    return [column for place in range(len(table.columns)) for column in _beside(place, source)]


def merge_village_columns(columns: list[ShownColumn]) -> tuple[list[ShownColumn], list[str]]:
    """Code and name of the village as one column, a * for a locus, with what that means; as they
    are if it can't be.
    """
    by_key = {column.key: column for column in columns}
    code, name, locus = (by_key.get(key) for key in ("village_code", "village_name", "locus"))
    districts = {cell[:-4] for cell in code.cells} if code else set()
    if not code or not name or len(districts) != 1 or "" in districts:
        return columns, []
    stars = (
        ["*" if cell == T("yes", "ya") else "" for cell in locus.cells]
        if locus
        else [""] * len(code.cells)
    )
    parts = zip(code.cells, name.cells, stars, strict=True)
    whole = name._replace(cells=[f"{number[-4:]} {text}{star}" for number, text, star in parts])
    kept = [
        whole if column is code else column for column in columns if column not in (name, locus)
    ]
    return kept, [f"{code.label} {districts.pop()}xxxx", *([f"* {locus.label}"] if locus else [])]


def _beside(column: int, source: _ColumnSource) -> Iterator[ShownColumn]:
    field = source.table.columns[column]
    listed = (field.key,) in source.wanted.sparks
    yield (
        _sparks(field.key, (field.key,), str(field.label), source)
        if listed
        else _column(column, source)
    )
    if field.key in source.wanted.bars:
        yield _bars(column, source)
    for keys in source.wanted.sparks:
        if len(keys) > 1 and keys[-1] == field.key:
            yield _sparks(f"spark:{field.key}", keys, str(T("Course", "Tren")), source)


def _column(column: int, source: _ColumnSource) -> ShownColumn:
    field, style = source.table.columns[column], source.style
    dot = "·" if style.unicode else "."
    cells = [shown(field, row[column], style.limits, dot) for row in source.rows]
    signs = source.wanted.signs
    marks = (
        {sign: _SIGN_TONES[tone] for sign, tone in signs.tones} if field.key in signs.keys else {}
    )
    tones = [marks.get(row[column]) or _tone(field.key, row[column]) for row in source.rows]
    right = is_numeric(field) or _all_numbers(row[column] for row in source.rows)
    long = field.kind in (TEXT, LINES, LIST)
    folds = (long or bool(field.choices)) and field.key not in _UNBROKEN
    reference = field.kind is CODED
    return ShownColumn(
        field.key,
        harmless(str(field.label), dot),
        cells,
        tones,
        right,
        folds,
        long,
        reference=reference,
        sign=field.key in signs.keys,
    )


def _bars(place: int, source: _ColumnSource) -> ShownColumn:
    key = source.table.columns[place].key
    mark = source.wanted.bars[key]
    cells = [
        _bar(number_of(row[place]), mark_of(mark, source.table, row), source.style)
        for row in source.rows
    ]
    return ShownColumn(f"bar:{key}", "", cells, ["cyan"] * len(cells), drawn=True)


def _bar(value: float | None, mark: float | None, style: Style) -> str:
    return "" if value is None else bar(value, width=BAR_WIDTH, mark=mark, unicode=style.unicode)


def _sparks(key: str, keys: tuple[str, ...], label: str, source: _ColumnSource) -> ShownColumn:
    values = (spark_values(keys, source.table, row) for row in source.rows)
    cells = [sparkline(one, unicode=source.style.unicode) for one in values]
    return ShownColumn(key, str(label), cells, ["cyan"] * len(cells), drawn=True)


def _all_numbers(values: Iterator[Cell]) -> bool:
    kept = [value for value in values if value is not None and value != ""]
    return bool(kept) and all(isinstance(value, (int, float)) for value in kept)


def _tone(key: str, value: Cell) -> str:
    if key in _BAD_ABOVE_ZERO:
        return _BAD if (number_of(value) or 0) > 0 else ""
    if key == "gain":
        return {True: _BAD, False: ""}[(number_of(value) or 0) < 0]
    return _TONES.get(key, {}).get(str(value), "")
