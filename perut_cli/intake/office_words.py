"""Notice what offices write in their own way, choices and days,
so that it can be said how they were read.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from perut_cli.core.calendars import weekday_in_words
from perut_cli.core.fields import Field
from perut_cli.core.synonyms import CHOICES
from perut_cli.core.text import T
from perut_cli.core.values import Fault, quoted
from perut_cli.intake.source import Chunk, Source

_SHOWN = 12
_PLAIN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def noticed(
    source: Source, header: Sequence[Field | str | None], chunks: Iterator[Chunk]
) -> Iterator[Chunk]:
    """The chunks as they are; behind the last a remark says which spellings stand for a choice."""
    places = [
        (place, column)
        for place, column in enumerate(header)
        if isinstance(column, Field) and column.key in CHOICES
    ]
    if not places:
        yield from chunks
        return
    seen: dict[str, str] = {}
    for lines, rows in chunks:
        for place, column in places:
            spellings = CHOICES[column.key]
            for cell in {row[place] for row in rows}:
                plain = " ".join(cell.split())
                if plain.casefold() in spellings:
                    seen[plain] = column.show(spellings[plain.casefold()])
        yield lines, rows
    if seen:
        told = ", ".join(f"{cell} = {word}" for cell, word in sorted(seen.items())[:_SHOWN])
        source.remarks.append(T("read as: {told}", "dibaca sebagai: {told}").format(told=told))


def days_noticed(
    source: Source, header: Sequence[Field | str | None], chunks: Iterator[Chunk]
) -> Iterator[Chunk]:
    """The chunks as they are; behind the last a remark says of each column of days, by the first
    that isn't written as 2026-12-31, which day was understood.
    """
    places = [
        (place, column)
        for place, column in enumerate(header)
        if isinstance(column, Field) and column.kind.name == "date"
    ]
    said: list[T] = []
    for number, (lines, rows) in enumerate(chunks):
        if not number:
            said = [told for place, column in places if (told := _first_day(rows, place, column))]
        yield lines, rows
    source.remarks.extend(said)


def _first_day(rows: list[list[str]], place: int, column: Field) -> T | None:
    for row in rows:
        cell = row[place].strip()
        if cell and not _PLAIN_DAY.fullmatch(cell):
            with suppress(Fault):
                day = column.parse(cell)
                if cell.casefold() != str(weekday_in_words(day)).casefold():
                    return day_understood(column, cell, day)
    return None


def day_understood(column: Field, typed: str, day: str) -> T:
    """A day said back in words."""
    return T("{key}: {typed} is {day}", "{key}: {typed} adalah {day}").format(
        key=T(column.key, column.key_id), typed=quoted(typed), day=weekday_in_words(day)
    )
