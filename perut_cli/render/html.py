"""HTML: one page that needs nothing else, to read on a screen and to print on A4 or F4 as an
official paper.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from perut_cli.core.fields import CODED, Field
from perut_cli.core.table import PICTURES, Answer, Page, Signs, Table
from perut_cli.core.text import T, Text, language, on_paper
from perut_cli.render import svg
from perut_cli.render.cells import harmless, labels, number_of, shown
from perut_cli.render.charts import Charts, charts, mark_of, series, spark_values
from perut_cli.render.html_style import sheet
from perut_cli.render.style import Style

Row = tuple[Any, ...]

_MANY = 9
"""With so many columns a table needs the paper's long side."""

_UNSIGNED = {"checklist", "status"}
"""Pages with signature lines of their own, or of today only."""

_SHORT_CODE = 16
"""A code of a session is kept on one line, a longer one is not."""

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
    tables = [part for part in page.parts if isinstance(part, Table)]
    wide = any(len(table.columns) >= _MANY and not charts(table).cards for table in tables)
    yield f'<!doctype html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{_text(title)}</title>\n<style>\n{sheet(style.paper, wide)}</style>\n</head>\n<body>\n"
    yield from _letterhead(style)
    yield from _heading("h1", page.title, (page.head,))
    for part in page.parts:
        yield from (
            [_paragraphs(on_paper(part))]
            if not isinstance(part, Table)
            else _section(part, style, "h2" if page.title else "h1")
        )
    yield '<div class="end">\n'
    yield from () if page.name in _UNSIGNED else _signature(style)
    if style.seal:
        yield f'<p class="seal">{_text(_SEAL.format(head=style.seal))}</p>\n'
    yield "</div>\n</body>\n</html>\n"


_SEAL = T("State of the records: {head}", "Keadaan catatan: {head}")


def _letterhead(style: Style) -> Iterator[str]:
    if style.letterhead:
        yield f"<header>{''.join(f'<div>{_text(line)}</div>' for line in style.letterhead)}</header>\n"


def _signature(style: Style) -> Iterator[str]:
    signed = "\n".join(style.signature).strip("\n").split("\n") if style.signature else ()
    lines = [
        f"<div>{_text(line)}</div>" if line else '<div class="room"></div>'
        for place, line in enumerate(signed)
        if line or signed[place - 1]
    ]
    yield f"<footer>{''.join(lines)}</footer>\n" if lines else ""


def _heading(level: str, title: Text, heads: tuple[Text, ...]) -> Iterator[str]:
    if title:
        yield f"<{level}>{_text(title)}</{level}>\n"
        yield from (f'<p class="head">{_text(head)}</p>\n' for head in heads if head)


def _section(table: Table, style: Style, level: str) -> Iterator[str]:
    table = table._replace(rows=list(table.rows)) if charts(table).lines else table
    yield "<section>\n"
    yield from _heading(level, table.title, (table.head,))
    yield from (_cards if charts(table).cards else _grid)(table, style)
    if charts(table).lines:
        yield svg.line_charts(series(table, list(table.rows)), style.limits)
    note = on_paper(table.note)
    yield f'<div class="note">{_paragraphs(note)}</div>\n' if note else ""
    yield "</section>\n"


def _grid(table: Table, style: Style) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{escape(label)}</th>' for label in labels(table.columns))
    yield f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
    wanted, empty = charts(table), True
    for row in table.rows:
        empty = False
        yield f"<tr>{''.join(_cells(_CellSource(table, row, style, wanted)))}</tr>\n"
    if empty:
        yield (
            f'<tr><td colspan="{len(table.columns)}" '
            f'class="none">{T("(nothing)", "(tidak ada)")}</td></tr>\n'
        )
    yield "</tbody>\n"
    yield from _totals(table, style)
    yield "</table>\n"


def _totals(table: Table, style: Style) -> Iterator[str]:
    if table.totals:
        plain = Charts({}, (), None, False, Signs((), ()))
        rows = (_cells(_CellSource(table, row, style, plain)) for row in table.totals)
        yield f"<tfoot>{''.join(f'<tr>{chr(10).join(row)}</tr>' for row in rows)}</tfoot>\n"


def _cards(table: Table, style: Style) -> Iterator[str]:
    wanted, heads = charts(table), labels(table.columns)
    for row in table.rows:
        cells = zip(heads, row, _cells(_CellSource(table, row, style, wanted)), strict=True)
        filled = ((head, cell) for head, value, cell in cells if value is not None and value != "")
        lines = (f'<tr><th scope="row">{escape(head)}</th>{cell}</tr>\n' for head, cell in filled)
        yield f'<table class="card">\n{"".join(lines)}</table>\n'


def _cells(source: _CellSource) -> list[str]:
    return [_cell(place, source) for place in range(len(source.row))]


def _cell(place: int, source: _CellSource) -> str:
    field, value = source.table.columns[place], source.row[place]
    if source.table.name == PICTURES and field.key == "evidence" and value:
        return f"<td>{_picture(str(value), source.style.folder)}</td>"
    if (field.key,) in source.wanted.sparks:
        return f"<td>{svg.sparkline(spark_values((field.key,), source.table, source.row))}</td>"
    spark, bar = _drawing(place, source)
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


def _shape(field: Field, value: Any) -> str:
    if isinstance(value, (int, float)):
        return "number"
    if field.kind.name in ("date", "time"):
        return "day"
    if field.kind is CODED and len(str(value or "")) <= _SHORT_CODE:
        return "code"
    return "long" if any(len(word) > _LONG for word in str(value or "").split()) else ""


def _drawing(place: int, source: _CellSource) -> tuple[str, str]:
    """The sparkline before a number and the bar below it."""
    key, wanted = source.table.columns[place].key, source.wanted
    sparks = (keys for keys in wanted.sparks if len(keys) > 1 and keys[-1] == key)
    drawn = "".join(svg.sparkline(spark_values(keys, source.table, source.row)) for keys in sparks)
    if key not in wanted.bars:
        return drawn, ""
    return drawn, svg.bar(
        number_of(source.row[place]), mark_of(wanted.bars[key], source.table, source.row)
    )


def _paragraphs(text: Text) -> str:
    return "".join(f"<p>{_text(paragraph)}</p>\n" for paragraph in str(text).split("\n\n"))


def _text(text: Text) -> str:
    return escape(harmless(str(text))).replace("\n", "<br>")
