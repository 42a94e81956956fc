"""Drawings for HTML pages: SVG inside the page, in the page's own colours, with the numbers as text
beside them.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from itertools import cycle

from perut_cli.core.characters import harmless
from perut_cli.core.vocabulary import word
from perut_cli.render.charts import Series, days

_COLOURS = ("#1f4e79", "#b03a2e", "#1e8449", "#7d3c98", "#b9770e", "#566573")
_VILLAGE = re.compile(r"[\d.]{13}")
_ROOM = 10
_TOGETHER = 6
"""More lines than these can't be told apart in one chart."""

_DASHES = ("", 'stroke-dasharray="7 3"', 'stroke-dasharray="2 3"')
"""A second mark where a colour comes again."""

_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 640, 220, 30, 24


def bar(value: float | None, mark: float | None = None) -> str:
    """A bar from 0 to 100 with a line at the mark; blank for nothing."""
    if value is None:
        return ""
    line = (
        f'<line x1="{_clamped(mark):g}" x2="{_clamped(mark):g}" y1="0" y2="10"/>'
        if mark is not None
        else ""
    )
    return (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="track" width="100" height="10"/><rect width="{_clamped(value):g}" '
        f'height="10"/>{line}</svg>'
    )


def sparkline(values: Sequence[float | None]) -> str:
    """A small line through the values on a scale of 0 to 100; blank for none."""
    spots = [
        (place * 12 + 2, 22 - _clamped(value) / 5)
        for place, value in enumerate(values)
        if value is not None
    ]
    if not spots:
        return ""
    size = f'viewBox="0 0 {len(values) * 12} 24" width="{len(values) * 8}" height="16"'
    line = f'<polyline points="{_points(spots)}"/>{_dots(spots, 1.5)}'
    return f'<svg class="spark" {size} aria-hidden="true">{line}</svg>'


def line_charts(lines: Sequence[Series], limits: Sequence[float]) -> str:
    """One chart, or where there are more than six lines a small one for each, on the same scale."""
    if len(lines) <= _TOGETHER:
        return line_chart(lines, limits)
    every = days(lines)
    charts = "".join(_small(one, _places(every), limits) for one in lines)
    return f'<div class="multiples">{charts}</div>\n'


def _small(series: Series, places: dict[str, float], limits: Sequence[float]) -> str:
    drawn = _line(series._replace(name=""), places, _COLOURS[0])
    dates = _dates(places, _HEIGHT + 4)
    body = "".join((*_scale(), *dates, *(_across(limit) for limit in limits[:1]), drawn))
    # Its figures are larger than the drawing leaves room for.
    size = f'viewBox="-24 -12 {_WIDTH + 24} {_HEIGHT + 24}"'
    name, last = escape(harmless(series.name)), word("latest").show(series.points[-1][1])
    return (
        f'<figure><svg class="lines" {size} role="img" aria-label="{_said([series])}">{body}</svg>'
        f"<figcaption>{name}: {last}</figcaption></figure>"
    )


def line_chart(lines: Sequence[Series], limits: Sequence[float]) -> str:
    """A line chart on a scale of 0 to 100 with a legend and a broken line at the first limit."""
    places = _places(days(lines))
    drawn = (
        _line(one, places, colour, _DASHES[number // len(_COLOURS) % len(_DASHES)])
        for number, (one, colour) in enumerate(zip(lines, cycle(_COLOURS), strict=False))
    )
    body = "".join(
        (*_scale(), *_dates(places, _HEIGHT - 6), *(_across(limit) for limit in limits[:1]), *drawn)
    )
    size = f'viewBox="0 0 {_WIDTH} {_HEIGHT}"'
    said = f'role="img" aria-label="{_said(lines)}"'
    return f'<figure><svg class="lines" {size} {said}>{body}</svg>{_legend(lines)}</figure>\n'


def _said(lines: Sequence[Series]) -> str:
    """A chart in words: each line's values by day."""
    due, latest = word("due"), word("latest")
    texts = (
        f"{one.name or latest.label}: "
        + ", ".join(f"{due.show(x)} {latest.show(value)}" for x, value in one.points)
        for one in lines
    )
    return escape(harmless("; ".join(texts)))


def _scale() -> Iterator[str]:
    yield f'<path class="axis" d="M{_LEFT} 4V{_y(0):g}H{_WIDTH}"/>'
    for tick in range(0, 101, 20):
        yield f'<text x="{_LEFT - 4}" y="{_y(tick) + 4:g}" text-anchor="end">{tick}</text>'


def _dates(places: dict[str, float], y: float) -> Iterator[str]:
    ends = dict.fromkeys((min(places), max(places))) if places else {}
    for anchor, x in zip(("start", "end"), ends, strict=False):
        shown = escape(word("due").show(x))
        yield f'<text x="{places[x]:g}" y="{y:g}" text-anchor="{anchor}">{shown}</text>'


def _across(limit: float) -> str:
    return f'<line class="limit" x1="{_LEFT}" x2="{_WIDTH}" y1="{_y(limit):g}" y2="{_y(limit):g}"/>'


def _line(one: Series, places: dict[str, float], colour: str, dash: str = "") -> str:
    spots = [(places[x], _y(value)) for x, value in one.points]
    x, y = spots[-1]
    end = (
        f'<text x="{x + 5:g}" y="{y + 3:g}" '
        f'stroke="none">{escape(harmless(_short(one.name)))}</text>'
    )
    return (
        f'<g stroke="{colour}" fill="{colour}" {dash}><polyline '
        f'points="{_points(spots)}"/>{_dots(spots, 3)}{end}</g>'
    )


def _short(name: str) -> str:
    """The last digits of a village's code, else the beginning of a name: what has room at the end
    of a line.
    """
    return name.rpartition(".")[2] if _VILLAGE.fullmatch(name) else name[:_ROOM]


def _points(spots: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in spots)


def _dots(spots: Sequence[tuple[float, float]], radius: float) -> str:
    return "".join(f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}"/>' for x, y in spots)


def _legend(lines: Sequence[Series]) -> str:
    names = zip(lines, cycle(_COLOURS), strict=False)
    items = (
        f'<span style="color:{colour}">●</span> {escape(harmless(one.name))}'
        for one, colour in names
        if one.name
    )
    return f"<figcaption>{' &nbsp; '.join(items)}</figcaption>"


def _places(xs: list[str]) -> dict[str, float]:
    try:
        numbers = [date.fromisoformat(x).toordinal() for x in xs]
    except ValueError:
        numbers = list(range(len(xs)))
    first, span = min(numbers, default=0), max(max(numbers, default=0) - min(numbers, default=0), 1)
    room = _WIDTH - _LEFT - 60
    return {
        x: _LEFT + 8 + (number - first) / span * room for x, number in zip(xs, numbers, strict=True)
    }


def _y(value: float) -> float:
    return 8 + (100 - _clamped(value)) / 100 * (_HEIGHT - _BOTTOM - 8)


def _clamped(value: float | None) -> float:
    return min(max(value or 0, 0), 100)
