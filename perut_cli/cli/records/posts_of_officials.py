"""Take people and their posts out of one table, as offices keep them."""

from collections.abc import Sequence

from perut_cli.core.fields import Field
from perut_cli.core.sheets import SHEETS, Sheet
from perut_cli.core.text import T, Text
from perut_cli.store.batch import Batch
from perut_cli.store.importing.cells import Form
from perut_cli.store.importing.import_rows import Chunks, Mode, Taken, take
from perut_cli.store.lookup import Finder


def take_with_posts(
    batch: Batch,
    sheet: Sheet,
    header: Sequence[Field | str | None],
    chunks: Chunks,
    form: Form,
    finder: Finder,
    mode: Mode,
    remarks: list[Text],
) -> Taken:
    """Take rows of a sheet; those of officials that say a position make the post, too."""
    fields = _of_sheet(sheet, header)
    if sheet.name != "official" or not _has_position(header):
        return take(batch, sheet, fields, chunks, form, finder, mode)
    kept = list(chunks)
    people = take(batch, sheet, fields, kept, form, finder, Mode(partial=True))
    posts = SHEETS["post"]
    place = next(n for n, c in enumerate(header) if isinstance(c, Field) and c.key == "position")
    in_post = _rows_in_post(kept, place, people.rejected)
    before = batch.counts()
    taken = take(batch, posts, _of_sheet(posts, header), in_post, form, finder, Mode(partial=True))
    new, changed, _, same, *_ = (
        now - then for now, then in zip(batch.counts(), before, strict=True)
    )
    remarks.append(
        T(
            "posts among them: {new} new, {changed} changed, {same} same",
            "termasuk jabatan: {new} baru, {changed} berubah, {same} tetap",
        ).format(new=new, changed=changed, same=same)
    )
    problems = people.problems + taken.problems
    return people._replace(problems=problems, rejected=people.rejected | taken.rejected)


def _of_sheet(sheet: Sheet, header: Sequence[Field | str | None]) -> list[Field | None]:
    return [c if isinstance(c, Field) and c.key in sheet.words else None for c in header]


def _has_position(header: Sequence[Field | str | None]) -> bool:
    return any(isinstance(column, Field) and column.key == "position" for column in header)


def _rows_in_post(
    chunks: list[tuple[list[int], list[list[str]]]], place: int, rejected: set[int]
) -> Chunks:
    for lines, rows in chunks:
        kept = [
            (line, row)
            for line, row in zip(lines, rows, strict=True)
            if row[place].strip() and line not in rejected
        ]
        if kept:
            yield [line for line, _ in kept], [row for _, row in kept]
