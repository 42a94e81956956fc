"""A long table turned into a grid for people: one row a village, one column an obligation, one sign
a cell.
"""

from typing import Any

from perut_cli.core.fields import TEXT, Field
from perut_cli.core.table import Table
from perut_cli.core.text import T, same_in_both
from perut_cli.render.cells import harmless, number_of, shown
from perut_cli.render.charts import charts, place_of

SIGNS = {"submitted": ("✓", "v"), "adopted": ("●", "a"), "draft": ("○", "d"), "none": ("–", "-")}
"""The sign of a state, in Unicode and in ASCII."""

LATE = "!"


def for_people(table: Table, unicode: bool, width: int | None = None) -> Table:
    """The table as its grid where its chart asks for one, with a key to the signs; else the table
    itself.
    """
    grid = charts(table).grid
    places = [place_of(key, table.columns) for key in grid]
    if not grid or None in places:
        return table
    return _grid(table, [place for place in places if place is not None], unicode, width)


def is_sign(field: Field) -> bool:
    """Whether a column of a grid holds signs."""
    return ":" in field.key


def _grid(table: Table, places: list[int], unicode: bool, width: int | None) -> Table:
    down, across, state, *late = places
    cells: dict[Any, dict[Any, str]] = {}
    for row in table.rows:
        is_late = bool(late) and (number_of(row[late[0]]) or 0) > 0
        cells.setdefault(row[down], {})[row[across]] = _sign(
            table.columns[state], row[state], is_late, unicode
        )
    heads = list(dict.fromkeys(head for found in cells.values() for head in found))
    rows = [(name, *(found.get(head, "") for head in heads)) for name, found in cells.items()]
    first = max(len(str(name)) for name in (table.columns[down].label, *cells))
    names, key = _names(heads, first, width)
    columns = (table.columns[down], *(_headed(table.columns[across], name) for name in names))
    note = "\n".join(filter(None, (key, _signs(table.columns[state], unicode), str(table.note))))
    return table._replace(columns=columns, rows=rows, note=note, chart="")


def _names(heads: list[Any], first: int, width: int | None) -> tuple[list[str], str]:
    """The headings of the grid: the values themselves, or numbers with a key where those are too
    wide.
    """
    names = [str(head) for head in heads]
    if width is None or first + sum(len(name) + 2 for name in names) <= width:
        return names, ""
    numbers = [str(number) for number in range(1, len(names) + 1)]
    return numbers, "  ".join(f"{n}={name}" for n, name in enumerate(names, 1))


def _headed(field: Field, head: str) -> Field:
    return field._replace(
        key=f"{field.key}:{head}", label=same_in_both(harmless(head)), kind=TEXT, choices=()
    )


def _sign(field: Field, value: Any, late: bool, unicode: bool) -> str:
    known = SIGNS.get(str(value))
    return (known[not unicode] if known else shown(field, value)) + (LATE if late else "")


def _signs(field: Field, unicode: bool) -> str:
    known = (choice for choice in field.choices if choice.key in SIGNS)
    states = [f"{SIGNS[choice.key][not unicode]} {choice.label}" for choice in known]
    return "  ".join((*states, f"{LATE} {T('late', 'lewat tenggat')}"))
