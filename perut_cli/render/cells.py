"""Cells: what a value looks like to a person, and text made harmless."""

import re
from collections.abc import Iterable

from perut_cli.core.fields import NUMBER, Field
from perut_cli.core.scoring import shown as within_limits
from perut_cli.core.values import Cell

# C0 and C1 controls, direction marks and overrides, what can't be seen, half surrogates, tags; not
# \n nor the joiners.
_HARMFUL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACES = str.maketrans({"\t": " ", "\u2028": "\n", "\u2029": "\n"})


def harmless(text: str, dot: str = "·") -> str:
    """The text with everything that could steer a terminal or turn the reading direction shown as a
    dot.
    """
    if text.isprintable() and text.isascii():
        return text
    return _HARMFUL.sub(dot, text.replace("\r\n", "\n").translate(_SPACES))


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
