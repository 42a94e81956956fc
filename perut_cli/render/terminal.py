"""The terminal: tables for people, folded to its width; piped, the same tables without limit or
colour.
"""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import TextIO

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.text import Text

from perut_cli.core.characters import harmless
from perut_cli.core.table import Answer, Page, Table
from perut_cli.core.text import T
from perut_cli.core.text import Text as Words
from perut_cli.render import module_for
from perut_cli.render.cells import one_line
from perut_cli.render.charts import charts, series
from perut_cli.render.columns import ShownColumn, columns_of
from perut_cli.render.layout import GAP, Layout, Ruler, as_cards, fitted, flow, fold
from perut_cli.render.style import Style

Line = list[tuple[str, str]]
"""Pieces of text with their rich styles. Never markup: what users typed has no effect."""

_RULER = Ruler(cell_len, chop_cells)
_HEAD, _FAINT, _TITLE = "bold", "dim", "bold"
_INDENT = "    "
_DRAWN = "drawn"
"""Marks the only text whose colours are kept: the line chart, which holds no text of a user."""


def write(answer: Answer, out: TextIO, style: Style) -> None:
    """Write an answer for people."""
    if isinstance(answer, str):
        out.write(f"{answer}\n")
    elif answer is not None:
        lines = _table(answer, style) if isinstance(answer, Table) else _page(answer, style)
        _coloured(lines, out, style) if style.color else _plain(lines, out)


def _plain(lines: Iterable[Line], out: TextIO) -> None:
    out.writelines("".join(text for text, _ in line).rstrip() + "\n" for line in lines)


def _coloured(lines: Iterable[Line], out: TextIO, style: Style) -> None:
    console = Console(
        file=out, force_terminal=True, no_color=False, highlight=False, width=style.width
    )
    for line in lines:
        text = Text.assemble(
            *(Text.from_ansi(piece) if tone == _DRAWN else (piece, tone) for piece, tone in line)
        )
        text.rstrip()
        console.print(text, soft_wrap=True)


def _page(page: Page, style: Style) -> Iterator[Line]:
    yield from _heading(page.title, (page.head,), style)
    for place, part in enumerate(page.parts):
        if place:
            yield []
        yield from (_said(part, style) if not isinstance(part, Table) else _table(part, style))


def _table(table: Table, style: Style) -> Iterator[Line]:
    yield from _heading(table.title, (table.head,), style)
    rows = list(table.rows)
    columns = columns_of(table, rows, style)
    layout = (
        as_cards(columns) if rows and charts(table).cards else fitted(columns, style.width, _RULER)
    )
    yield from _body(layout, style) if rows or not style.width else []
    if not rows:
        yield from _said(T("(nothing)", "(tidak ada)"), style, _FAINT)
    yield from _chart(table._replace(rows=rows), style)
    yield from _notes(table.note, layout if rows else layout._replace(blank=[]), style)


def _body(layout: Layout, style: Style) -> Iterator[Line]:
    yield from _flowing(layout.said, style)
    yield from (_cards if layout.cards else _grid)(layout, style)


def _heading(title: Words, heads: Iterable[Words], style: Style) -> Iterator[Line]:
    lines = [*_said(title, style, _TITLE), *(line for head in heads for line in _said(head, style))]
    yield from lines
    yield from [[]] if lines else []


def _said(text: Words, style: Style, tone: str = "") -> Iterator[Line]:
    clean = harmless(str(text), _dot(style))
    if text:
        yield from (
            [(line, tone)]
            for line in (fold(clean, style.width, _RULER) if style.width else clean.split("\n"))
        )


def _notes(note: Words, layout: Layout, style: Style) -> Iterator[Line]:
    if note or layout.blank:
        yield []
    yield from _said(note, style)
    if layout.blank:
        blank = T(
            "Blank in every row: {columns}; `--format csv` has every column",
            "Kosong di semua baris: {columns}; `--format csv` memuat semua kolom",
        ).format(columns=", ".join(layout.blank))
        yield from _said(blank, style, _FAINT)


def _flowing(items: list[str], style: Style) -> Iterator[Line]:
    yield from ([(line, _FAINT)] for line in flow(items, _dot_between(style), style.width, _RULER))


def _grid(layout: Layout, style: Style) -> Iterator[Line]:
    heads = [fold(column.label, width, _RULER) for column, width in _sized(layout)]
    deepest = max(map(len, heads), default=0)
    yield from _stacked(
        layout, [[""] * (deepest - len(head)) + head for head in heads], [_HEAD] * len(heads)
    )
    yield [
        (
            ("─" if style.unicode else "-") * (sum(layout.widths) + GAP * (len(layout.widths) - 1)),
            _FAINT,
        )
    ]
    for row in range(len(layout.columns[0].cells) if layout.columns else 0):
        cells = [fold(column.cells[row], width, _RULER) for column, width in _sized(layout)]
        yield from _stacked(layout, cells, [column.tones[row] for column in layout.columns])
        yield from _below(layout.below, row, style)


def _sized(layout: Layout) -> Iterator[tuple[ShownColumn, int]]:
    return zip(layout.columns, layout.widths, strict=True)


def _stacked(layout: Layout, cells: list[list[str]], tones: list[str]) -> Iterator[Line]:
    for pieces in zip_longest(*cells, fillvalue=""):
        row = zip(_sized(layout), pieces, tones, strict=True)
        line = [(_padded(piece, width, column), tone) for (column, width), piece, tone in row]
        yield [
            part
            for place, piece in enumerate(line)
            for part in ((" " * GAP * bool(place), ""), piece)
        ]


def _padded(text: str, width: int, column: ShownColumn) -> str:
    room = " " * (width - cell_len(text))
    return room + text if column.right else text + room


def _below(columns: list[ShownColumn], row: int, style: Style) -> Iterator[Line]:
    # Nothing counted is nothing to read.
    items = [
        f"{column.label}: {one_line(column.cells[row])}"
        for column in columns
        if column.cells[row] not in ("", "0")
    ]
    room = style.width - len(_INDENT) if style.width else None
    yield from (
        [(_INDENT, ""), (line, _FAINT)] for line in flow(items, _dot_between(style), room, _RULER)
    )


def _cards(layout: Layout, style: Style) -> Iterator[Line]:
    label_width = max(cell_len(column.label) for column in layout.columns)
    if style.width:
        label_width = min(label_width, style.width // 3)
    for row in range(len(layout.columns[0].cells)):
        if row:
            yield []
        for column in layout.columns:
            yield from _card_line(column, row, label_width, style.width)


def _card_line(
    column: ShownColumn, row: int, label_width: int, width: int | None
) -> Iterator[Line]:
    label = fold(column.label, label_width, _RULER)
    cell = column.cells[row]
    value = fold(cell, width - label_width - GAP, _RULER) if width else cell.split("\n")
    for left, right in zip_longest(label, value, fillvalue=""):
        yield [
            (left + " " * (label_width - cell_len(left) + GAP), _FAINT),
            (right, column.tones[row]),
        ]


def _chart(table: Table, style: Style) -> Iterator[Line]:
    lines = series(table, list(table.rows)) if charts(table).lines else []
    if lines:
        drawing = module_for("line_chart")
        yield []
        yield from ([(line, _DRAWN)] for line in drawing.line_chart(lines, style))
        names = [
            f"{letter} {harmless(one.name, _dot(style))}"
            for letter, one in drawing.lettered(lines)
            if one.name
        ]
        yield from ([(line, "")] for line in flow(names, "   ", style.width, _RULER))


def _dot(style: Style) -> str:
    return "·" if style.unicode else "."


def _dot_between(style: Style) -> str:
    return " · " if style.unicode else " | "
