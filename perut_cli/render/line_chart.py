"""Line charts in the terminal, drawn by plotext: a letter at each point tells the lines apart
without colour.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import cycle
from string import ascii_letters

from plotext import figure, marker, terminal

from perut_cli.core.vocabulary import word
from perut_cli.render.charts import Series, days
from perut_cli.render.style import Style

_HEIGHT = 16
_WIDEST = 100
_TICK = 12
_COLOURS = (4, 1, 2, 5, 6, 3)
"""The terminal's own colours, which its owner has made readable."""


def line_chart(lines: Sequence[Series], style: Style) -> list[str]:
    """The chart as lines of text, scale 0 to 100, with a line across at the first of the style's
    limits.
    """
    width = min(style.width or _WIDEST, _WIDEST)
    places = _places(days(lines))
    _prepare(places, width, style)
    for (letter, one), colour in zip(lettered(lines), cycle(_COLOURS), strict=False):
        _draw(letter, one, places, colour if style.color else None, style.unicode)
    drawn: str = figure.build().string(colorless=not style.color)
    return [line.rstrip() for line in drawn.split("\n") if line.strip()]


def lettered(lines: Iterable[Series]) -> list[tuple[str, Series]]:
    """The lines with the letters that stand at their points."""
    return list(zip(cycle(ascii_letters[26:] + ascii_letters[:26]), lines, strict=False))


def _places(xs: list[str]) -> dict[str, int]:
    try:
        return {x: date.fromisoformat(x).toordinal() for x in xs}
    except ValueError:
        return {x: place for place, x in enumerate(xs)}


def _prepare(places: dict[str, int], width: int, style: Style) -> None:
    terminal.limit(False, False)
    figure.clear()
    figure.theme("colorless")
    figure.plot_size(width, _HEIGHT)
    figure.legend(False)
    figure.axes(style.unicode)
    figure.ruler("y").lim(0, 100)
    figure.ruler("y").ticks(list(range(0, 101, 20)), [str(tick) for tick in range(0, 101, 20)])
    ticks = _spaced(places, max(width // _TICK, 2))
    figure.ruler("x").ticks([places[x] for x in ticks], [word("due").show(x) for x in ticks])
    for limit in style.limits[:1] if places else ():
        ends = [min(places.values()), max(places.values())]
        across = figure.signal(ends, [limit] * 2, marker="─" if style.unicode else "-")
        across.lines()
        figure.draw(across)


def _spaced(places: dict[str, int], most: int) -> list[str]:
    """The x that have room beside each other, beginning with the first."""
    step = max((max(places.values()) - min(places.values())) / most, 1)
    kept: list[str] = []
    for x, place in places.items():
        if not kept or place - places[kept[-1]] >= step:
            kept.append(x)
    return kept


def _draw(
    letter: str, one: Series, places: dict[str, int], colour: int | None, unicode: bool
) -> None:
    x, y = [places[x] for x, _ in one.points], [y for _, y in one.points]
    line = figure.signal(x, y, marker=marker("hd" if unicode else ".", colour))
    line.lines()
    figure.draw(line)
    figure.draw(figure.signal(x, y, marker=marker(letter, colour)))
