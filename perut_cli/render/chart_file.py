"""SVG files: the chart of a report as a picture of its own, for a slide or a letter.

Readable in grey: what is below its mark is hatched, not only of another colour.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from math import ceil, sqrt
from textwrap import wrap
from typing import NamedTuple, TextIO

from perut_cli.core.characters import harmless
from perut_cli.core.errors import Usage
from perut_cli.core.fields import Field
from perut_cli.core.scoring import shown as within_limits
from perut_cli.core.table import Answer, Page, Table
from perut_cli.core.text import T, Text, language
from perut_cli.core.values import Row, shown_number
from perut_cli.core.vocabulary import word
from perut_cli.render.cells import number_of, shown
from perut_cli.render.charts import Series, charts, days, mark_of, place_of, series
from perut_cli.render.style import Style

_WIDTH, _EDGE, _TOP = 1280, 40, 116
_ROW = 28
_NAMES = ("village_name", "official_name", "indicator_code", "indicator_text", "dimension", "part")
_LABEL, _LETTERS = 330, 40
_PANEL = 150
_NOTE = 165
_TONES = {"good": "#0b6e4f", "unsure": "#b26a00", "bad": "#a4262c"}
_LOOK = """\
text{font-family:"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;fill:#1b1f24;font-size:15px}
.title{font-size:28px;font-weight:600}.soft{fill:#57606a;font-size:14px}.name{font-weight:600}
.track{fill:#eef1f4}.over{fill:#1f4e79}.under{fill:url(#hatch)}
.mark{stroke:#1b1f24;stroke-dasharray:5 4}
.before{fill:#fff;stroke:#1b1f24;stroke-width:2}.line{fill:none;stroke:#1f4e79;stroke-width:2.5}
.dot{fill:#1f4e79}.cell{stroke:#d0d7de}"""
_HATCH = (
    '<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="8" height="8" fill="#f3d9b1"/>'
    '<rect width="4" height="8" fill="#b26a00"/></pattern></defs>'
)


_SEAL = T("state of the records {head}", "keadaan catatan {head}")


class _Drawing(NamedTuple):
    """What is drawn below the head, and the height it takes."""

    body: list[str]
    height: float


def write(answer: Answer, out: TextIO, style: Style) -> None:
    """Write the first chart of an answer as a whole file.
    Raises Usage for an answer without one.
    """
    table = next((one for one in _tables(answer) if _has_chart(one)), None)
    if table is None:
        raise Usage(
            "P351",
            T("this has no chart", "ini tidak punya grafik"),
            T(
                "draw for instance `perut report progress -o progress.svg`",
                "gambar misalnya `perut laporan kemajuan -o kemajuan.svg`",
            ),
        )
    rows, asked = [tuple(row) for row in table.rows], charts(table)
    if asked.lines:
        drawn = _panels(series(table, rows), style)
    elif asked.signs.keys:
        drawn = _grid(table, rows)
    else:
        drawn = _bars(table, rows, style)
    titles = answer.title if isinstance(answer, Page) else "", table.title
    heads = table.head, answer.head if isinstance(answer, Page) else ""
    seal = _SEAL.format(head=style.seal) if style.seal else ""
    title, head = (
        " · ".join(str(text) for text in titles if text),
        next((text for text in heads if text), ""),
    )
    out.writelines(_file(title, head, drawn, seal))


def _tables(answer: Answer) -> list[Table]:
    parts = answer.parts if isinstance(answer, Page) else (answer,)
    return [part for part in parts if isinstance(part, Table)]


def _has_chart(table: Table) -> bool:
    asked = charts(table)
    return bool(asked.lines or asked.signs.keys or asked.bars)


def _file(title: Text, head: Text, drawn: _Drawing, seal: Text) -> Iterator[str]:
    height = max(round(_TOP + drawn.height + _EDGE), 320)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{language()}" role="img" '
        f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}">\n'
    )
    yield f"<title>{_text(title)}</title>\n<style>{_LOOK}</style>\n{_HATCH}\n"
    yield f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>\n'
    yield _label(_EDGE, 56, title, "title")
    yield _label(_EDGE, 84, head, "soft")
    yield from (f"{line}\n" for line in drawn.body)
    yield _label(_EDGE, height - 14, seal, "soft") if seal else ""
    yield "</svg>\n"


def _bars(table: Table, rows: Sequence[Row], style: Style) -> _Drawing:
    key, mark = next(iter(charts(table).bars.items()))
    at = place_of(key, table.columns)
    start = place_of("baseline", table.columns) if key == "latest" else None
    field = table.columns[at] if at is not None else table.columns[0]
    body, y = [_label(_EDGE + _LABEL, _TOP - 8, field.label, "soft")], float(_TOP)
    for row in rows:
        value = number_of(row[at]) if at is not None else None
        before = number_of(row[start]) if start is not None else None
        number = (
            shown(field, row[at], style.limits) if at is not None and value is not None else "–"
        )
        body += [
            _label(_EDGE, y + 19, _cut(_name(table.columns, row))),
            *_bar(y, value, mark_of(mark, table, row)),
            *([] if before is None else [_before(y, before)]),
            _label(_WIDTH - _EDGE - 60, y + 19, number, "name"),
        ]
        y += _ROW
    legend = _bar_legend(mark, start is not None)
    return _Drawing([*body, _label(_EDGE, y + 30, legend, "soft")], y + 30 - _TOP)


def _bar(y: float, value: float | None, mark: float | None) -> Iterator[str]:
    yield (
        f'<rect class="track" x="{_x(0):g}" y="{y + 5:g}" width="{_x(100) - _x(0):g}" height="18"/>'
    )
    if value is not None:
        look = "under" if mark is not None and value < mark else "over"
        width = _x(min(max(value, 0), 100)) - _x(0)
        yield f'<rect class="{look}" x="{_x(0):g}" y="{y + 5:g}" width="{width:g}" height="18"/>'
    if mark is not None:
        yield f'<path class="mark" d="M{_x(mark):g} {y:g}v{_ROW}"/>'


def _before(y: float, value: float) -> str:
    return f'<circle class="before" cx="{_x(value):g}" cy="{y + 14:g}" r="5"/>'


def _bar_legend(mark: float | str | None, before: bool) -> str:
    parts = []
    if mark is not None:
        at = f" {mark:g}" if isinstance(mark, (int, float)) else ""
        parts.append(
            T(
                "dashed: target{at} · hatched: below it",
                "putus-putus: target{at} · arsir: di bawahnya",
            ).format(at=at)
        )
    if before:
        parts.append(T("○ baseline", "○ nilai awal"))
    return " · ".join(str(part) for part in (*parts, T("– nothing yet", "– belum ada")))


def _panels(lines: Sequence[Series], style: Style) -> _Drawing:
    """A panel a line on one scale, with the target broken: small multiples."""
    across = min(max(ceil(sqrt(len(lines) * 1.6)), 1), 6)
    width = (_WIDTH - 2 * _EDGE) / across
    height = _PANEL if len(lines) > across else _PANEL * 2.5
    shown_days = days(lines)
    where = _when(shown_days)
    body: list[str] = []
    for number, line in enumerate(lines):
        x, y = _EDGE + number % across * width, _TOP + number // across * height
        body += _panel(line, (x, y, width - 24, height - 34), where, style)
    below = _TOP + ceil(len(lines) / across) * height
    said = T(
        "every panel: {first} to {last}, from 0 to 100; dashed: target {target}",
        "setiap kotak: {first} sampai {last}, dari 0 sampai 100; putus-putus: target {target}",
    ).format(
        first=word("due").show(shown_days[0]) if lines else "-",
        last=word("due").show(shown_days[-1]) if lines else "-",
        target=f"{style.limits[0]:g}" if style.limits else "-",
    )
    return _Drawing([*body, _label(_EDGE, below + 14, said, "soft")], below + 14 - _TOP)


def _when(xs: Sequence[str]) -> dict[str, float]:
    """Where on the way from the first to the last each x lies, from 0 to 1:
    days by the calendar.
    """
    try:
        numbers = [date.fromisoformat(x).toordinal() for x in xs]
    except ValueError:
        numbers = list(range(len(xs)))
    span = max(numbers[-1] - numbers[0], 1) if numbers else 1
    return {x: (number - numbers[0]) / span for x, number in zip(xs, numbers, strict=True)}


def _panel(
    line: Series, box: tuple[float, float, float, float], where: dict[str, float], style: Style
) -> Iterator[str]:
    x, y, width, height = box
    room = height - 24
    spots = [
        (x + 6 + where[day] * (width - 12), y + 24 + (100 - min(max(value, 0), 100)) / 100 * room)
        for day, value in line.points
    ]
    yield f'<rect class="track" x="{x:g}" y="{y + 24:g}" width="{width:g}" height="{room:g}"/>'
    for limit in style.limits[:1]:
        yield f'<path class="mark" d="M{x:g} {y + 24 + (100 - limit) / 100 * room:g}h{width:g}"/>'
    yield f'<polyline class="line" points="{" ".join(f"{a:g},{b:g}" for a, b in spots)}"/>'
    yield from (f'<circle class="dot" cx="{a:g}" cy="{b:g}" r="3.5"/>' for a, b in spots)
    last = shown_number(within_limits(line.points[-1][1], style.limits), 1)
    yield _label(x, y + 16, _cut(line.name, round(width / 9) - 5), "name")
    yield f'<text class="name" x="{x + width:g}" y="{y + 16:g}" text-anchor="end">{last}</text>'


def _grid(table: Table, rows: Sequence[Row]) -> _Drawing:
    signs = charts(table).signs
    tones = dict(signs.tones)
    places = [column for column, field in enumerate(table.columns) if field.key in signs.keys]
    size = min((_WIDTH - 2 * _EDGE - 220) / max(len(places), 1), 44)
    body = [
        _centred(_EDGE + 220 + (number + 0.5) * size, _TOP - 6, table.columns[column].label, "soft")
        for number, column in enumerate(places)
    ]
    y = float(_TOP)
    for row in rows:
        body.append(_label(_EDGE, y + 18, _cut(_name(table.columns, row), 26)))
        for number, column in enumerate(places):
            body += _cell(_EDGE + 220 + number * size, y, size, str(row[column] or ""), tones)
        y += _ROW - 2
    legend, *documents = str(table.note).split("\n")
    items = (
        "   ".join(documents)
        .replace("   ", " · ")
        .replace(" ", "\u00a0")
        .replace("\u00a0·\u00a0", " · ")
    )
    for line in (legend.replace("   ", " · "), *wrap(items, _NOTE, break_on_hyphens=False)):
        y += 20
        body.append(_label(_EDGE, y + 10, line, "soft"))
    return _Drawing(body, y + 10 - _TOP)


def _cell(x: float, y: float, size: float, sign: str, tones: dict[str, str]) -> Iterator[str]:
    fill = _TONES.get(tones.get(sign, ""), "#fff" if not sign else "#eef1f4")
    yield (
        f'<rect class="cell" x="{x:g}" y="{y:g}" width="{size:g}" height="{_ROW - 2}" '
        f'fill="{fill}"/>'
    )
    if sign:
        ink = ' style="fill:#fff"' if sign in tones else ""
        yield (
            f'<text x="{x + size / 2:g}" y="{y + 18:g}" text-anchor="middle"{ink}>{_text(sign)}'
            "</text>"
        )


def _name(columns: Sequence[Field], row: Row) -> str:
    keys = [field.key for field in columns]
    named = [str(row[keys.index(key)]) for key in _NAMES if key in keys and row[keys.index(key)]]
    return " · ".join(named[:2]) or str(row[0])


def _cut(text: str, letters: int = _LETTERS) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1]}…"


def _x(value: float) -> float:
    return _EDGE + _LABEL + min(max(value, 0), 100) / 100 * (_WIDTH - 2 * _EDGE - _LABEL - 80)


def _label(x: float, y: float, text: Text, look: str = "") -> str:
    named = f' class="{look}"' if look else ""
    return f'<text{named} x="{x:g}" y="{y:g}">{_text(text)}</text>\n'


def _centred(x: float, y: float, text: Text, look: str) -> str:
    return f'<text class="{look}" x="{x:g}" y="{y:g}" text-anchor="middle">{_text(text)}</text>'


def _text(text: Text) -> str:
    return escape(harmless(str(text))).replace("\n", " ")
