"""HTML: one page that needs nothing else, to read on a screen and to print on A4 or F4 as an
official paper.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple, TextIO

from perut_cli.core.characters import harmless
from perut_cli.core.fields import CODED, Field
from perut_cli.core.table import PICTURES, Answer, Page, Signs, Table
from perut_cli.core.text import T, Text, language, on_paper
from perut_cli.core.values import Cell, Row
from perut_cli.render import svg
from perut_cli.render.cells import labels, number_of, shown
from perut_cli.render.charts import Charts, charts, mark_of, series, spark_values
from perut_cli.render.html_style import sheet
from perut_cli.render.style import Style

_MANY = 9
"""With so many columns a table needs the paper's long side."""

_UNSIGNED = {"checklist", "status"}
"""Pages with signature lines of their own, or of today only."""

_FOLDED = 28
"""Longer texts are folded into lines of about so many signs."""

_SIGNS = 100
"""So many signs fit beside each other on the short side."""

_SHORT_CODE = 16
"""A code of a session is kept on one line, a longer one is not."""

_KEPT = 2
"""So many rows stay with what ends the page."""

_LINES = 20
_LINE = 110
"""A note of more lines may be parted from the signature."""

_LONG = 24
"""Longer words may be broken to keep a table on the page."""


class _CellSource(NamedTuple):
    """A row and what it needs to be drawn."""

    table: Table
    row: Row
    style: Style
    wanted: Charts


def write(answer: Answer, out: TextIO, style: Style) -> None:
    """Write a table or a page as a whole document."""
    if answer is not None:
        page = answer if isinstance(answer, Page) else Page("", (answer,))
        title = page.title or (answer.title if isinstance(answer, Table) else "")
        out.writelines(_document(page, title, style))


def _document(page: Page, title: Text, style: Style) -> Iterator[str]:
    page = page._replace(parts=tuple(_read(part) for part in page.parts))
    tables = [part for part in page.parts if isinstance(part, Table)]
    wide = any(_is_wide(table) for table in tables if not charts(table).cards)
    yield f'<!doctype html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield (
        f"<title>{_text(title)}</title>\n<style>\n{sheet(style.paper, wide)}</style>\n</head>\n"
        "<body>\n"
    )
    yield from _letterhead(style)
    yield from _heading("h1", page.title, (page.head,))
    end = _end(page, style)
    last = page.parts[-1] if page.parts and _takes_end(page.parts[-1]) else None
    for part in page.parts:
        yield from (
            [_paragraphs(on_paper(part))]
            if not isinstance(part, Table)
            else _section(part, style, "h2" if page.title else "h1", end if part is last else None)
        )
    yield f'<div class="end">\n{end}</div>\n' if last is None else ""
    yield "</body>\n</html>\n"


def _end(page: Page, style: Style) -> str:
    """The signature and the head of the history, below the last part."""
    signature = "" if page.name in _UNSIGNED else _signature(style)
    seal = f'<p class="seal">{_text(_SEAL.format(head=style.seal))}</p>\n' if style.seal else ""
    return f"{signature}{seal}"


def _takes_end(part: Table | Text) -> bool:
    """Whether the end stands in a table's own last group of rows, so that no page is signed without
    rows: browsers break a table before a group that must stay whole, but not for what follows it.
    """
    if not isinstance(part, Table) or charts(part).cards or charts(part).lines:
        return False
    lines = str(on_paper(part.note)).split("\n")
    return sum(1 + len(line) // _LINE for line in lines) <= _LINES


_SEAL = T("State of the records: {head}", "Keadaan catatan: {head}")


def _read(part: Table | Text) -> Table | Text:
    return part._replace(rows=list(part.rows)) if isinstance(part, Table) else part


def _is_wide(table: Table) -> bool:
    """Whether a table has too many columns, or too much to read in them, for the short side."""
    if len(table.columns) >= _MANY:
        return True
    columns = zip(
        *([shown(f, v) for f, v in zip(table.columns, row, strict=True)] for row in table.rows),
        strict=True,
    )
    return sum(min(max(map(len, cells)), _FOLDED) for cells in columns) > _SIGNS


def _letterhead(style: Style) -> Iterator[str]:
    if style.letterhead:
        yield (
            f"<header>{''.join(f'<div>{_text(line)}</div>' for line in style.letterhead)}"
            "</header>\n"
        )


def _signature(style: Style) -> str:
    signed = "\n".join(style.signature).strip("\n").split("\n") if style.signature else ()
    lines = [
        f"<div>{_text(line)}</div>" if line else '<div class="room"></div>'
        for place, line in enumerate(signed)
        if line or signed[place - 1]
    ]
    return f"<footer>{''.join(lines)}</footer>\n" if lines else ""


def _heading(level: str, title: Text, heads: tuple[Text, ...]) -> Iterator[str]:
    if title:
        yield f"<{level}>{_text(title)}</{level}>\n"
        yield from (f'<p class="head">{_text(head)}</p>\n' for head in heads if head)


def _section(table: Table, style: Style, level: str, end: str | None) -> Iterator[str]:
    text = on_paper(table.note)
    note = f'<div class="note">{_paragraphs(text)}</div>\n' if text else ""
    yield "<section>\n"
    yield from _heading(level, table.title, (table.head,))
    if charts(table).cards:
        yield from _cards(table, style)
    else:
        yield from _grid(table, style, "" if end is None else note + end)
    if charts(table).lines:
        yield svg.line_charts(series(table, list(table.rows)), style.limits)
    yield note if end is None else ""
    yield "</section>\n"


def _grid(table: Table, style: Style, end: str) -> Iterator[str]:
    """The table; its last two rows, the totals and what ends the page stay together."""
    heads = "".join(f'<th scope="col">{escape(label)}</th>' for label in labels(table.columns))
    wanted, rows, width = charts(table), list(table.rows), len(table.columns)
    kept = max(len(rows) - _KEPT, 0)
    yield f"<table>\n<thead><tr>{heads}</tr></thead>\n"
    yield "<tbody>\n" if kept else '<tbody class="keep">\n'
    for place, row in enumerate(rows):
        yield '</tbody>\n<tbody class="keep">\n' if place == kept and kept else ""
        yield f"<tr>{''.join(_cells(_CellSource(table, row, style, wanted)))}</tr>\n"
    if not rows:
        nothing = T("(nothing)", "(tidak ada)")
        yield f'<tr><td colspan="{width}" class="none">{nothing}</td></tr>\n'
    plain = Charts({}, (), None, False, Signs((), ()))
    for row in table.totals:
        cells = "".join(_cells(_CellSource(table, row, style, plain)))
        yield f'<tr class="total">{cells}</tr>\n'
    yield f'<tr class="last"><td colspan="{width}">{end}</td></tr>\n' if end else ""
    yield "</tbody>\n</table>\n"


def _cards(table: Table, style: Style) -> Iterator[str]:
    wanted, heads = charts(table), labels(table.columns)
    for row in table.rows:
        cells = zip(heads, row, _cells(_CellSource(table, row, style, wanted)), strict=True)
        filled = ((head, cell) for head, value, cell in cells if value is not None and value != "")
        lines = (f'<tr><th scope="row">{escape(head)}</th>{cell}</tr>\n' for head, cell in filled)
        yield f'<table class="card">\n{"".join(lines)}</table>\n'


def _cells(source: _CellSource) -> list[str]:
    return [_cell(place, source) for place in range(len(source.row))]


def _cell(column: int, source: _CellSource) -> str:
    field, value = source.table.columns[column], source.row[column]
    if source.table.name == PICTURES and field.key == "evidence" and value:
        return f"<td>{_picture(str(value), source.style.folder)}</td>"
    if (field.key,) in source.wanted.sparks:
        return f"<td>{svg.sparkline(spark_values((field.key,), source.table, source.row))}</td>"
    spark, bar = _drawing(column, source)
    number = _text(shown(field, value, source.style.limits))
    text = f"{spark} {number}{bar}" if spark else f"{number}{bar}"
    signs = source.wanted.signs
    if field.key in signs.keys:
        return f'<td class="sign {dict(signs.tones).get(str(value), "")}">{number}</td>'
    shape = _shape(field, value)
    return f'<td class="{shape}">{text}</td>' if shape else f"<td>{text}</td>"


def _picture(path: str, folder: str) -> str:
    """A picture by its path, which is kept relative to the folder of the database."""
    address = Path(folder, path).absolute().as_uri()
    return (
        f'<img src="{escape(address)}" alt="{escape(path)}" style="max-width:8cm;max-height:6cm">'
    )


def _shape(field: Field, value: Cell) -> str:
    if isinstance(value, (int, float)):
        return "number"
    if field.kind.name in ("date", "time", "period"):
        return "day"
    if field.kind is CODED and len(str(value or "")) <= _SHORT_CODE:
        return "code"
    return "long" if any(len(word) > _LONG for word in str(value or "").split()) else ""


def _drawing(column: int, source: _CellSource) -> tuple[str, str]:
    """The sparkline before a number and the bar below it."""
    key, wanted = source.table.columns[column].key, source.wanted
    sparks = (keys for keys in wanted.sparks if len(keys) > 1 and keys[-1] == key)
    drawn = "".join(svg.sparkline(spark_values(keys, source.table, source.row)) for keys in sparks)
    if key not in wanted.bars:
        return drawn, ""
    return drawn, svg.bar(
        number_of(source.row[column]), mark_of(wanted.bars[key], source.table, source.row)
    )


def _paragraphs(text: Text) -> str:
    return "".join(f"<p>{_text(paragraph)}</p>\n" for paragraph in str(text).split("\n\n"))


def _text(text: Text) -> str:
    return escape(harmless(str(text))).replace("\n", "<br>")
