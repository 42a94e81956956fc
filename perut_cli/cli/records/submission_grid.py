"""Submissions as a grid to fill: a row a village, a column a document and its period, the date or
the state in the cell; written as a template, and read back.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from perut_cli.cli.app.command import Inputs
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value
from perut_cli.core.fields import TEXT, Field
from perut_cli.core.periods import period_of
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Table
from perut_cli.core.text import T, same_in_both
from perut_cli.core.values import Fault
from perut_cli.core.vocabulary import WORDS, words
from perut_cli.reports.obligations.obligations import Span, owed
from perut_cli.reports.scope import Scope
from perut_cli.store.db import Store
from perut_cli.store.importing.import_rows import Chunks

YEAR = T("--year", "--tahun")
GRID = SHEETS["submission"]
LONG = ("village_code", "obligation_code", "period", "submission_state", "submitted_on")
"""What a filled cell becomes."""


def grid(context: Context, inputs: Inputs) -> Table:
    """The documents of a year as far as they are recorded, one village a row. Raises Usage."""
    year = inputs.text("year") or context.world.today()[:4]
    if not re.fullmatch(r"[12]\d{3}", year):
        raise bad_value(
            YEAR,
            T("{text} is not a year", "{text} bukan tahun").format(text=year),
            T("write for instance {option} 2026", "tulis misalnya {option} 2026").format(
                option=YEAR
            ),
        )
    around = Span(f"{int(year) - 1}-01-01", f"{int(year) + 2}-12-31")
    scope = Scope(around.last)
    cells: dict[tuple[str, str], dict[str, str]] = {}
    columns: dict[str, tuple[str, str]] = {}
    for row in owed(context.store(), scope, around):
        if row.period.startswith(year):
            column = f"{row.obligation_code} {row.period}"
            columns.setdefault(column, (row.due, column))
            village = cells.setdefault((row.village_code, row.village_name), {})
            village[column] = row.submitted_on or _state(row.submission_state)
    ordered = sorted(columns, key=lambda column: columns[column])
    rows = [
        (*village, *(found.get(column, "") for column in ordered))
        for village, found in sorted(cells.items())
    ]
    return Table(
        T("Documents of {year}", "Dokumen tahun {year}").format(year=year),
        (*words("village_code village_name"), *map(_field, ordered)),
        rows,
        name="submission",
    )


def _state(state: str) -> str:
    return "" if state in ("", "none", "submitted") else state


def _field(column: str) -> Field:
    return Field(column, same_in_both(column), TEXT, T("a date or a state", "tanggal atau status"))


def grid_columns(store: Store, header: Sequence[str]) -> dict[str, str]:
    """The cells of a header that are a document and its period, by their lower case."""
    codes = {code.casefold() for (code,) in store.select("SELECT obligation_code FROM obligation")}
    return {cell.strip().casefold(): cell.strip() for cell in header if _is_document(cell, codes)}


def _is_document(cell: str, codes: set[str]) -> bool:
    code, _, period = cell.strip().partition(" ")
    try:
        return code.casefold() in codes and bool(period_of(period))
    except Fault:
        return False


def is_grid(header: Sequence[Field | str | None]) -> bool:
    """Whether a file has a column a document."""
    return any(isinstance(column, str) for column in header)


def long_rows(header: Sequence[Field | str | None], chunks: Chunks) -> Chunks:
    """The filled cells of a grid as rows of `LONG`, each on the line of its village."""
    village = next(
        place
        for place, column in enumerate(header)
        if isinstance(column, Field) and column.key == "village_code"
    )
    documents = [(place, column) for place, column in enumerate(header) if isinstance(column, str)]
    for lines, rows in chunks:
        read = [
            (line, [row[village], *document])
            for line, row in zip(lines, rows, strict=True)
            for document in _filled(documents, row)
        ]
        if read:
            yield [line for line, _ in read], [cells for _, cells in read]


def _filled(
    documents: list[tuple[int, str]], row: list[str]
) -> Iterator[tuple[str, str, str, str]]:
    for place, column in documents:
        text = row[place].strip()
        if text:
            code, _, period = column.partition(" ")
            yield (code, period, *_state_and_day(text))


def _state_and_day(text: str) -> tuple[str, str]:
    """A state alone, or a day on which the document was submitted."""
    with suppress(Fault):
        return str(WORDS["submission_state"].parse(text)), ""
    # A grid holds days of many documents: each is read by itself.
    with suppress(Fault):
        return "submitted", str(WORDS["submitted_on"].parse(text))
    return "submitted", text
