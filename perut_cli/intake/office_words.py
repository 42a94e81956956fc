"""Notice the spellings of choices that offices use, so that it can be said how they were read."""

from collections.abc import Iterator, Sequence

from perut_cli.core.fields import Field
from perut_cli.core.synonyms import CHOICES
from perut_cli.core.text import T
from perut_cli.intake.source import Chunk, Source

_SHOWN = 12


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
