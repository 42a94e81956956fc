"""Cells: finding the number that is to be explained, and the page that explains it."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from perut_cli.core.errors import NotFound
from perut_cli.core.fields import Field
from perut_cli.core.table import Page, Table
from perut_cli.core.text import T, Text, same_in_both
from perut_cli.core.values import Fault, Record, Row, quoted
from perut_cli.core.vocabulary import word_named
from perut_cli.reports.scope import Scope
from perut_cli.reports.words import figure
from perut_cli.store.db import Store
from perut_cli.store.lookup import Finder, fits, nearest

Explainer = Callable[[Store, Scope, str, str], Page]
"""From the store, the scope, the key of a row and a column (key or label,
either language) to a page.
"""

Parts = list[Table | Text]


class ExplainedCell(NamedTuple):
    """One number of a report: the report, its row by column keys, and the column asked for."""

    table: Table
    row: Record
    field: Field

    @property
    def value(self) -> Any:
        """What stands there."""
        return self.row[self.field.key]


def cell(table: Table, row: Row | None, key: str, column: str) -> ExplainedCell:
    """The cell of a row and a column. Raises NotFound P040 without the row, P047 without the
    column.
    """
    if row is None:
        raise NotFound(
            "P040",
            T("{report} has no row {key}", "{report} tidak punya baris {key}").format(
                report=same_in_both(table.title), key=quoted(key)
            ),
        )
    return ExplainedCell(
        table,
        dict(zip((field.key for field in table.columns), row, strict=True)),
        field_of(table, column),
    )


def field_of(table: Table, column: str) -> Field:
    """The column of a report by its key or label in either language. Raises NotFound P047."""
    word = word_named(column)
    names = {column.casefold(), column.casefold().replace("-", "_"), word.key if word else ""}
    for field in table.columns:
        if names & {field.key, field.key_id, field.label.en.casefold(), field.label.id.casefold()}:
            return field
    near = nearest(column, [field.key_here for field in table.columns]) or [
        field.key_here for field in table.columns
    ]
    raise NotFound(
        "P047",
        T("{report} has no column {column}", "{report} tidak punya kolom {column}").format(
            report=same_in_both(table.title), column=quoted(column)
        ),
        T("perhaps {near}", "barangkali {near}").format(near=", ".join(near)),
    )


def row_by(table: Table, key: str, *columns: str) -> Row | None:
    """The one row whose columns hold the key, whatever its case; of several NotFound P041."""
    places = [column for column, field in enumerate(table.columns) if field.key in columns]
    rows = [
        row
        for row in table.rows
        if any(key.casefold() in _names(table.columns[column], row[column]) for column in places)
    ]
    if len(rows) > 1:
        raise not_found(
            fits(key, (" ".join(str(row[column]) for column in places) for row in rows))
        )
    return rows[0] if rows else None


def _names(field: Field, value: Any) -> set[str]:
    """What a value is called: as it is kept, and where it is a choice, in both languages."""
    labels = (choice.label for choice in field.choices if choice.key == value)
    return {
        str(value).casefold(),
        *(name.casefold() for label in labels for name in (label.en, label.id)),
    }


def village_id(store: Store, key: str) -> int:
    """The id of a village by code, digits or name. Raises NotFound."""
    try:
        return Finder(store, loose=True).village(key)
    except Fault as fault:
        raise not_found(fault) from None


def not_found(fault: Fault) -> NotFound:
    """A fault of a key on the command line."""
    return NotFound(fault.number, fault.reason, fault.hint)


def page(number: ExplainedCell, name: Text, parts: Sequence[Table | Text]) -> Page:
    """The page of a cell: what stands there, then how it came about."""
    shown = (
        figure(number.value)
        if isinstance(number.value, (int, float))
        else number.field.show(number.value) or "-"
    )
    title = T("{column} of {name}", "{column} {name}").format(column=number.field.label, name=name)
    first = same_in_both("{column}: {value}").format(column=number.field.label, value=shown)
    return Page(title, (first, *parts), head=number.table.head, name="explain")
