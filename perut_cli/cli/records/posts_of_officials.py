"""Take people and their posts out of one table, as offices keep them."""

from collections.abc import Sequence

from perut_cli.core.fields import Field
from perut_cli.core.sheet import Sheet
from perut_cli.core.sheets import SHEETS
from perut_cli.store.batch import Batch
from perut_cli.store.importing.cells import CellFormat
from perut_cli.store.importing.import_rows import Chunks, ImportMode, ImportResult, import_rows
from perut_cli.store.lookup import Finder


def take_with_posts(
    batch: Batch,
    sheet: Sheet,
    header: Sequence[Field | str | None],
    chunks: Chunks,
    form: CellFormat,
    finder: Finder,
    mode: ImportMode,
) -> ImportResult:
    """Take rows of a sheet; those of officials that say a position make the post, too."""
    fields = _of_sheet(sheet, header)
    if sheet.name != "official" or not _has_position(header):
        return import_rows(batch, sheet, fields, chunks, form, finder, mode)
    kept = list(chunks)
    people = import_rows(batch, sheet, fields, kept, form, finder, ImportMode(partial=True))
    posts = SHEETS["post"]
    place = next(n for n, c in enumerate(header) if isinstance(c, Field) and c.key == "position")
    in_post = _rows_in_post(kept, place, people.rejected)
    result = import_rows(
        batch, posts, _of_sheet(posts, header), in_post, form, finder, ImportMode(partial=True)
    )
    problems = people.problems + result.problems
    return people._replace(problems=problems, rejected=people.rejected | result.rejected)


def _of_sheet(sheet: Sheet, header: Sequence[Field | str | None]) -> list[Field | None]:
    return [c if isinstance(c, Field) and c.key in sheet.words else None for c in header]


def _has_position(header: Sequence[Field | str | None]) -> bool:
    return any(isinstance(column, Field) and column.key == "position" for column in header)


def _rows_in_post(
    chunks: list[tuple[list[int], list[list[str]]]], column: int, rejected: set[int]
) -> Chunks:
    for lines, rows in chunks:
        kept = [
            (line, row)
            for line, row in zip(lines, rows, strict=True)
            if row[column].strip() and line not in rejected
        ]
        if kept:
            yield [line for line, _ in kept], [row for _, row in kept]
