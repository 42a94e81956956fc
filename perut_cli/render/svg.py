"""Drawings for HTML pages: SVG inside the page, in the page's own colours, with the numbers as text beside them."""

from collections.abc import Sequence
from datetime import date
from html import escape
from itertools import cycle

from perut_cli.render.charts import Series, days
from perut_cli.vocabulary import word

_COLOURS = ("#1f4e79", "#b03a2e", "#1e8449", "#7d3c98", "#b9770e", "#566573")
_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 640, 220, 30, 24


def bar(value: float | None, mark: float | None = None) -> str:
    """A bar from 0 to 100 with a line at the mark; blank for nothing."""
    if value is None:
        return ""
    line = f'<line x1="{_clamped(mark):g}" x2="{_clamped(mark):g}" y1="0" y2="10"/>' if mark is not None else ""
    return (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="track" width="100" height="10"/><rect width="{_clamped(value):g}" height="10"/>{line}</svg>'
    )


def sparkline(values: Sequence[float | None]) -> str:
    """A small line through the values on a scale of 0 to 100."""
    kept = [(place, value) for place, value in enumerate(values) if value is not None]
    points = " ".join(f"{place * 12 + 2:g},{22 - _clamped(value) / 5:g}" for place, value in kept)
    dots = "".join(f'<circle cx="{place * 12 + 2:g}" cy="{22 - _clamped(value) / 5:g}" r="1.5"/>' for place, value in kept)
    width = len(values) * 12
    return f'<svg class="spark" width="{width}" height="24" aria-hidden="true"><polyline points="{points}"/>{dots}</svg>'


def line_chart(lines: Sequence[Series], limits: Sequence[float]) -> str:
    """A line chart on a scale of 0 to 100 with a legend and a broken line at the first limit."""
    places = _places(days(lines))
    drawn = [_line(one, places, colour) for one, colour in zip(lines, cycle(_COLOURS), strict=False)]
    across = [f'<line class="limit" x1="{_LEFT}" x2="{_WIDTH}" y1="{_y(limits[0]):g}" y2="{_y(limits[0]):g}"/>'] if limits else []
    ticks = [f'<text x="{_LEFT - 4}" y="{_y(tick) + 4:g}" text-anchor="end">{tick}</text>' for tick in range(0, 101, 20)]
    first_last = dict.fromkeys((next(iter(places)), next(reversed(places)))) if places else {}
    dates = [
        f'<text x="{places[x]:g}" y="{_HEIGHT - 6}" text-anchor="{"end" if place else "start"}">{escape(word("due").show(x))}</text>'
        for place, x in enumerate(first_last)
    ]
    axes = f'<path class="axis" d="M{_LEFT} 4V{_y(0):g}H{_WIDTH}"/>'
    body = "".join((axes, *ticks, *dates, *across, *drawn))
    return f'<figure><svg class="lines" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">{body}</svg>{_legend(lines)}</figure>\n'


def _line(one: Series, places: dict[str, float], colour: str) -> str:
    points = [(places[x], _y(value)) for x, value in one.points]
    dots = "".join(f'<circle cx="{x:g}" cy="{y:g}" r="3" fill="{colour}"/>' for x, y in points)
    return f'<polyline points="{" ".join(f"{x:g},{y:g}" for x, y in points)}" stroke="{colour}"/>{dots}'


def _legend(lines: Sequence[Series]) -> str:
    names = zip(lines, cycle(_COLOURS), strict=False)
    items = (f'<span style="color:{colour}">●</span> {escape(one.name)}' for one, colour in names if one.name)
    return f"<figcaption>{' &nbsp; '.join(items)}</figcaption>"


def _places(xs: list[str]) -> dict[str, float]:
    try:
        numbers = [date.fromisoformat(x).toordinal() for x in xs]
    except ValueError:
        numbers = list(range(len(xs)))
    if not numbers:
        return {}
    span = max(numbers[-1] - numbers[0], 1)
    return {x: _LEFT + 8 + (number - numbers[0]) / span * (_WIDTH - _LEFT - 16) for x, number in zip(xs, numbers, strict=True)}


def _y(value: float) -> float:
    return 8 + (100 - _clamped(value)) / 100 * (_HEIGHT - _BOTTOM - 8)


def _clamped(value: float | None) -> float:
    return min(max(value or 0, 0), 100)
