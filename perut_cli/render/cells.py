"""Cells: what a value looks like to a person."""

from collections.abc import Iterable

from perut_cli.core.characters import harmless
from perut_cli.core.fields import NUMBER, Field
from perut_cli.core.scoring import shown as within_limits
from perut_cli.core.values import Cell


def one_line(text: str) -> str:
    """A harmless text on one line, a slash where it had line breaks."""
    return " / ".join(filter(None, (line.strip() for line in text.split("\n"))))


def shown(field: Field, value: Cell, limits: Iterable[float] = (), dot: str = "·") -> str:
    """The value for people, harmless; scores stay on their side of every limit."""
    if limits and isinstance(value, float) and field.kind is NUMBER and field.decimals == 1:
        value = within_limits(value, limits)
    return harmless(field.show(value), dot)


def is_numeric(field: Field) -> bool:
    """Whether a field's values are numbers and stand to the right."""
    return field.kind.sql in ("REAL", "INTEGER")


def labels(fields: Iterable[Field]) -> list[str]:
    """The headings for people, in the process language."""
    return [harmless(str(field.label)) for field in fields]


def number_of(value: Cell) -> float | None:
    """The value as a number, None where it is none."""
    if value is None:
        return None
    try:
        return float(value)
    except ValueError:
        return None
