"""A page for machines: its parts by name, and all its cells as one long table."""

from collections.abc import Iterator

from perut_cli.core.fields import derived
from perut_cli.core.table import Page, Table
from perut_cli.core.text import Text
from perut_cli.core.values import Row
from perut_cli.core.vocabulary import words

Part = Table | Text


def named(page: Page) -> list[tuple[str, Part]]:
    """The parts with a name each: its own, else one from its title; `text` for a paragraph;
    numbered where taken.
    """
    taken: dict[str, int] = {}
    return [(_numbered(_name(part), taken), part) for part in page.parts]


def long_table(page: Page) -> Table:
    """Every cell of a page as a row: section, line, key, value."""
    return Table(page.title, words("section line key value"), _cells(page), name=page.name)


def _name(part: Part) -> str:
    return (
        "text"
        if not isinstance(part, Table)
        else part.name or derived(str(part.title)) or "section"
    )


def _numbered(name: str, taken: dict[str, int]) -> str:
    taken[name] = taken.get(name, 0) + 1
    return name if taken[name] == 1 else f"{name}_{taken[name]}"


def _cells(page: Page) -> Iterator[Row]:
    for name, part in named(page):
        yield from (
            [(name, 1, "text", str(part))] if not isinstance(part, Table) else _rows(name, part)
        )


def _rows(name: str, table: Table) -> Iterator[Row]:
    for line, row in enumerate(table.rows, 1):
        for field, value in zip(table.columns, row, strict=True):
            yield (
                name,
                line,
                field.key,
                value if value is None or value == "" else field.kind.write(value),
            )
