"""Marks: numbers drawn with characters, in block elements or in ASCII."""

from collections.abc import Sequence

_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
_STEPS = "▁▂▃▄▅▆▇█"
_ASCII_STEPS = "_.-=+*%#"


def bar(
    value: float | None,
    low: float = 0,
    high: float = 100,
    *,
    width: int = 10,
    mark: float | None = None,
    unicode: bool = True,
) -> str:
    """A bar exactly `width` cells wide, with a line at `mark`. Full only at `high`; any value above
    `low` shows.
    """
    cells = _filled(value, low, high, width, unicode).ljust(width)
    if mark is None:
        return cells
    place = min(int(_fraction(mark, low, high) * width), width - 1)
    return cells[:place] + ("│" if unicode else "|") + cells[place + 1 :]


def sparkline(
    values: Sequence[float | None], low: float = 0, high: float = 100, unicode: bool = True
) -> str:
    """One character a value, blank where there is none; all sparklines of a scale compare."""
    steps = _STEPS if unicode else _ASCII_STEPS
    return "".join(
        " " if value is None else steps[min(int(_fraction(value, low, high) * 8), 7)]
        for value in values
    )


def _filled(value: float | None, low: float, high: float, width: int, unicode: bool) -> str:
    if value is None or value <= low:
        return ""
    eighths = max(int(_fraction(value, low, high) * width * 8), 1)
    if unicode:
        return "█" * (eighths // 8) + _EIGHTHS[eighths % 8]
    return "#" * max(eighths // 8, 1)


def _fraction(value: float, low: float, high: float) -> float:
    return min(max((value - low) / (high - low), 0), 1)
