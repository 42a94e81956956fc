"""The header of a file: what each column means, and what is wrong with one that means nothing here."""

from collections.abc import Iterator, Sequence

from perut_cli.core.errors import Invalid, Problem
from perut_cli.core.fields import Field
from perut_cli.core.sheets import SHEETS, Sheet
from perut_cli.core.text import T
from perut_cli.core.vocabulary import word_named
from perut_cli.intake.source import Source
from perut_cli.store.lookup import nearest

BESIDE = (
    "village_name",
    "position",
    "dimension",
    "indicator_text",
    "options",
    "max_score",
    "critical",
)
"""Words that stand in a template of answers for the reader only."""


def understood(sheet: Sheet, source: Source, names: dict[str, str]) -> list[Field | str | None]:
    """What each column of the header means. Raises Invalid for unknown, double and missing ones."""
    wide = bool(names) and not any(
        (field := word_named(cell)) and field.key in ("indicator_code", "obligation_code")
        for cell in source.header
    )
    extra = SHEETS["assessment"].words if wide and sheet.name == "score" else ()
    header: list[Field | str | None] = []
    problems: list[Problem] = []
    for place, cell in zip(source.places, source.header, strict=True):
        field = word_named(cell)
        if field is not None and field.key in (*sheet.words, *extra):
            if field in header:
                problems.append(
                    Problem(
                        source.header_line,
                        field.key,
                        "P013",
                        T("the column is there twice", "kolom ini ada dua kali"),
                        cell,
                        place,
                    )
                )
            header.append(field)
        elif cell.strip().casefold() in names and wide:
            header.append(names[cell.strip().casefold()])
        elif is_reader_only(sheet, cell):
            header.append(None)
        else:
            problems.append(_unknown(sheet, source, cell, place, [*names.values()] if wide else []))
            header.append(None)
    problems += _lacking(sheet, source, header, wide=wide)
    if problems:
        raise Invalid(
            "P012",
            T(
                "{n} faults in the header, nothing was written",
                "{n} kesalahan pada judul kolom, tidak ada yang ditulis",
            ).format(n=len(problems)),
            _other_sheet(sheet, source)
            or T("see `perut {name} columns`", "lihat `perut {alias} kolom`").format(
                name=sheet.name, alias=sheet.alias
            ),
            problems=tuple(problems),
            source=source.name,
        )
    return header


def _other_sheet(sheet: Sheet, source: Source) -> str:
    """A hint where the header is that of another sheet."""
    inputs = {field.key for field in map(word_named, source.header) if field}
    best = max(SHEETS.values(), key=lambda other: len(inputs & set(other.words)))
    if len(inputs & set(best.words)) <= len(inputs & set(sheet.words)):
        return ""
    return str(
        T(
            "this looks like {title}: `perut {name} import {path}`",
            "ini tampaknya {title}: `perut {alias} impor {path}`",
        ).format(
            title=T(best.title.en.lower(), best.title.id.lower()),
            name=best.name,
            alias=best.alias,
            path=source.name,
        )
    )


def _unknown(sheet: Sheet, source: Source, cell: str, place: int, more: Sequence[str]) -> Problem:
    names = [name for field in sheet.fields for name in (field.key, field.key_id)] + list(more)
    near = nearest(cell, names)
    hint = T("perhaps {near}", "barangkali {near}").format(near=", ".join(near)) if near else ""
    return Problem(
        source.header_line,
        "",
        "P012",
        T("unknown column {cell}", "kolom {cell} tidak dikenal").format(cell=f'"{cell}"'),
        cell,
        place,
        hint,
    )


def _lacking(
    sheet: Sheet, source: Source, header: Sequence[Field | str | None], *, wide: bool
) -> Iterator[Problem]:
    present = {column.key for column in header if isinstance(column, Field)}
    if sheet.name == "score":
        return
    made = sheet.made and sheet.key in present
    for column in sheet.columns:
        if wide and column.key in ("obligation_code", "period"):
            continue
        if column.required and column.match and column.key not in present and not made:
            yield Problem(
                source.header_line,
                column.key,
                "P020",
                T("the column {key} is missing", "kolom {key} tidak ada").format(
                    key=T(column.field.key, column.field.key_id)
                ),
            )


def is_reader_only(sheet: Sheet, cell: str) -> bool:
    """Whether a column stands there for the reader only."""
    return (
        sheet.name in ("score", "submission")
        and (field := word_named(cell)) is not None
        and field.key in BESIDE
    )
