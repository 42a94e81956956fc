"""Write workbooks: tables with real numbers and dates, templates with lists to choose from; the
only module that imports XlsxWriter.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, time
from decimal import Decimal
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from perut_cli.core.errors import Invalid
from perut_cli.core.fields import LINES, NUMBER, Field
from perut_cli.core.sheet import Column, Sheet
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T, Text, language
from perut_cli.core.values import Cell, Row
from perut_cli.core.vocabulary import words
from perut_cli.render.workbook_widths import (
    LINE_HEIGHT,
    LYING_FROM,
    column_width,
    head_height,
    lines_of,
    turned_headings,
)
from perut_cli.store.files import replacing

MAX_ROWS = 1_048_575
MAX_TEXT = 32_767
_LISTED = 255
"""Characters of a list that Excel takes inside a rule; a longer one stands on a hidden sheet."""

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NUMBERS = ("number", "weight", "count")
_CHOSEN = ("choice", "yes", "village", "code")
_A4 = 9
_MOST_LINES = 12
_RECORDED = {word for sheet in SHEETS.values() for word in sheet.words}
"""Words of records, which come back in by import exactly."""

_EXACT = 10**15
_DAY_ZERO = date(1899, 12, 30).toordinal()
_FEBRUARY_1900 = 60
_TEXT = 49
"""Excel's own number of the format Text, in which it leaves 0812 alone."""

_COLOURS = {True: "#FFE699", False: "#DDEBF7"}
HEAD = {
    "bold": True,
    "bottom": 1,
    "text_wrap": True,
    "valign": "top",
    "bg_color": _COLOURS[False],
}
"""The format of a heading that nobody needs to fill in."""

Table = tuple[str, tuple[Field, ...], Iterable[Row]]


class OpenBook(NamedTuple):
    """A workbook being written, with the formats of its heads and cells."""

    book: xlsxwriter.Workbook
    heads: dict[bool, Format]
    turned: Format
    formats: dict[str, Format]


def write_workbook(path: str, sheets: Iterable[Table], mark: tuple[str, str] = ("", "")) -> None:
    """Write a workbook of sheets (title, columns, rows of machine values), whole or not at all, for
    its owner only. `mark`: title and text of a hidden sheet.

    Raises Invalid P016 for more rows and P018 for longer text than a sheet holds.
    """
    with opened_book(path) as book:
        names: set[str] = set()
        for title, columns, rows in sheets:
            sheet = headed(book, sheet_name(title, names), columns)
            _round_as_shown(book, sheet, columns)
            put_rows(sheet, columns, rows, path)
        if mark[0]:
            hidden = book.book.add_worksheet(mark[0])
            hidden.write_string(0, 0, mark[1])
            hidden.hide()


def write_template_workbook(
    path: str, sheets: Iterable[Sheet], choice_lists: Mapping[str, Sequence[str]]
) -> None:
    """Write empty sheets of records with lists to choose from, and a sheet that explains the
    columns.

    `choice_lists` gives the entries of a column by its key; columns of choices have theirs without
    it.
    """
    sheets = list(sheets)
    with opened_book(path) as book:
        names: set[str] = set()
        lists: dict[str, list[str]] = {}
        for kind in sheets:
            required = tuple(column.required for column in kind.columns)
            sheet = headed(book, sheet_name(kind.title, names), kind.fields, required)
            for place, column in enumerate(kind.columns):
                offer(sheet, place, column.field, choices_of(column.field, choice_lists), lists)
        explained = words("sheet column column_id holds needed default example meaning")
        sheet = headed(book, sheet_name(T("Columns", "Kolom"), names), explained)
        put_rows(
            sheet,
            explained,
            (_explained(kind, column) for kind in sheets for column in kind.columns),
            path,
        )
        hide_lists(book, lists)


@contextmanager
def opened_book(path: str) -> Iterator[OpenBook]:
    """A workbook being written, whole or not at all."""
    with replacing(path) as out:
        book = xlsxwriter.Workbook(out, _OPTIONS)
        forms: dict[str, dict[str, object]] = {
            "text": {"num_format": _TEXT},
            "lines": {"num_format": _TEXT, "text_wrap": True},
            "date": {"num_format": "dd/mm/yyyy" if language() == "id" else "yyyy-mm-dd"},
            "time": {"num_format": "hh:mm"},
            **{kind: {"num_format": "General"} for kind in _NUMBERS},
            "rounded": {"num_format": "0.0"},
        }
        heads = {
            needed: book.add_format({**HEAD, "bg_color": colour})
            for needed, colour in _COLOURS.items()
        }
        yield OpenBook(
            book,
            heads,
            book.add_format({**HEAD, "rotation": 90, "valign": "bottom"}),
            {kind: book.add_format({**form, "valign": "top"}) for kind, form in forms.items()},
        )
        book.close()


def sheet_name(title: Text, names: set[str]) -> str:
    """A name that Excel takes, not yet used in the book."""
    # Excel takes 31 characters, without []:*?/\ and no ' at the ends, each name once whatever its
    # case.
    plain = re.sub(r"[\[\]:*?/\\]", "-", str(title)).strip("' ")[:31] or "-"
    name, count = plain, 2
    while name.casefold() in names or name.casefold() == "history":
        name, count = f"{plain[:27]} {count}", count + 1
    names.add(name.casefold())
    return name


def headed(
    book: OpenBook, name: str, columns: tuple[Field, ...], required: tuple[bool, ...] = ()
) -> Worksheet:
    """A new sheet with its header."""
    sheet: Worksheet = book.book.add_worksheet(name)
    turned = turned_headings(columns)
    widths = [column_width(field, turned=field in turned) for field in columns]
    sheet.set_row(0, head_height(columns, widths, turned))
    if turned:
        sheet.hide_gridlines(0)
    for column, (field, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(column, column, width, column_format(book, field))
        head = book.turned if field in turned else book.heads[bool(required) and required[column]]
        sheet.write_string(0, column, str(field.label), head)
    _set_up_print(sheet, len(columns))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, 0, max(len(columns) - 1, 0))
    return sheet


def column_format(book: OpenBook, field: Field) -> Format:
    """The format of the cells of a column."""
    return book.formats.get(field.kind.name, book.formats["text"])


def _set_up_print(sheet: Worksheet, columns: int) -> None:
    """A4, as wide as the paper, lying where it has many columns, the header on every page."""
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if columns >= LYING_FROM:
        sheet.set_landscape()


def _round_as_shown(book: OpenBook, sheet: Worksheet, columns: tuple[Field, ...]) -> None:
    """Show numbers with the decimals that reports show; the cell keeps the whole number."""
    for place, field in enumerate(columns):
        if field.kind.name == "number" and field.decimals == 1:
            sheet.set_column(place, place, column_width(field), book.formats["rounded"])


def put_rows(sheet: Worksheet, columns: tuple[Field, ...], rows: Iterable[Row], path: str) -> None:
    """Write rows of machine values below the header."""
    writers = [_writer(field) for field in columns]
    folded = [column for column, field in enumerate(columns) if field.kind is LINES]
    number = 0
    for number, row in enumerate(rows, 1):
        if number > MAX_ROWS:
            reason = T("more than {n} {n:row|rows}", "lebih dari {n} baris").format(n=MAX_ROWS)
            raise Invalid("P016", reason, _as_csv(), source=path)
        tall = max((lines_of(row[column]) for column in folded), default=1)
        if tall > 1:
            sheet.set_row(number, LINE_HEIGHT * min(tall, _MOST_LINES))
        for column, (value, write) in enumerate(zip(row, writers, strict=True)):
            if value is not None and value != "" and write(sheet, number, column, value):
                raise _too_long(str(value), path)
    sheet.autofilter(0, 0, number, max(len(columns) - 1, 0))


def _as_csv() -> T:
    return T("export it as CSV instead: `--format csv`", "ekspor sebagai CSV saja: `--format csv`")


def _too_long(text: str, path: str) -> Invalid:
    reason = T(
        "a text of {n} {n:character|characters}, the cell of a spreadsheet takes {most}",
        "teks {n} karakter, sel lembar kerja hanya memuat {most}",
    )
    return Invalid("P018", reason.format(n=len(text), most=MAX_TEXT), _as_csv(), source=path)


_Write = Callable[[Worksheet, int, int, Cell], object]


def _writer(field: Field) -> _Write:
    kind = field.kind.name
    if kind in ("choice", "yes"):
        shown = {
            key: field.show(key) for key in ("yes", "no", *(choice.key for choice in field.choices))
        }
        return lambda sheet, row, place, value: sheet.write_string(
            row, place, shown.get(str(value)) or str(value)
        )
    if field.kind is NUMBER and field.key not in _RECORDED:
        return _write_derived
    return {"date": _write_date, "time": _write_time}.get(kind, _write_plain)


def _write_derived(sheet: Worksheet, row: int, place: int, value: Cell) -> object:
    # A figure worked out is never read back: a number that can be summed beats its 17th digit.
    if isinstance(value, (int, float)):
        return sheet.write_number(row, place, value)
    return _write_plain(sheet, row, place, value)


def _write_plain(sheet: Worksheet, row: int, place: int, value: Cell) -> object:
    # A workbook keeps 16 digits of a number; what needs 17 stays exact as text.
    if isinstance(value, (int, float)) and abs(value) < _EXACT and float(f"{value:.16G}") == value:
        return sheet.write_number(row, place, value)
    return sheet.write_string(
        row, place, format(Decimal(repr(value)), "f") if isinstance(value, float) else str(value)
    )


def _write_date(sheet: Worksheet, row: int, column: int, value: Cell) -> object:
    # Before March 1900 the day numbers of spreadsheets differ.
    day = _day_number(str(value))
    return (
        sheet.write_number(row, column, day)
        if day > _FEBRUARY_1900
        else sheet.write_string(row, column, str(value))
    )


def _day_number(text: str) -> int:
    try:
        return date.fromisoformat(text).toordinal() - _DAY_ZERO
    except ValueError:
        return 0


def _write_time(sheet: Worksheet, row: int, place: int, value: Cell) -> object:
    try:
        clock = time.fromisoformat(str(value))
    except ValueError:
        return sheet.write_string(row, place, str(value))
    return sheet.write_number(row, place, (clock.hour * 60 + clock.minute) / 1440)


def choices_of(field: Field, given: Mapping[str, Sequence[str]]) -> list[str]:
    """What can be chosen in a column."""
    if field.kind.name not in _CHOSEN:
        return []
    if field.key in given:
        return list(dict.fromkeys(given[field.key]))
    if field.kind.name == "yes":
        return [field.show("yes"), field.show("no")]
    return [str(choice.label) for choice in field.choices]


def offer(
    sheet: Worksheet, column: int, field: Field, choices: list[str], lists: dict[str, list[str]]
) -> None:
    """Offer the choices of a column as a list."""
    if not choices:
        return
    source: str | list[str] = choices
    if len(",".join(choices)) > _LISTED or any(
        "," in choice or choice != choice.strip() for choice in choices
    ):
        lists.setdefault(field.key, choices)
        letter = letters(list(lists).index(field.key))
        source = f"='{LISTS}'!${letter}$1:${letter}${len(choices)}"
    firm = field.kind.name in ("choice", "yes") and not field.added
    sheet.data_validation(
        1,
        column,
        MAX_ROWS,
        column,
        {
            "validate": "list",
            "source": source,
            "error_type": "stop" if firm else "information",
            "error_title": str(field.label)[:32],
            "error_message": str(T("not in the list", "tidak ada di daftar")),
        },
    )


LISTS = "_lists"


def letters(place: int) -> str:
    """The letters of a column."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def hide_lists(book: OpenBook, lists: dict[str, list[str]]) -> None:
    """Write the long lists on a hidden sheet."""
    if not lists:
        return
    sheet = book.book.add_worksheet(LISTS)
    sheet.hide()
    for row in range(max(map(len, lists.values()))):
        for place, choices in enumerate(lists.values()):
            if row < len(choices):
                sheet.write_string(row, place, choices[row])


def _explained(kind: Sheet, column: Column) -> Row:
    field = column.field
    needed = (
        T("required", "wajib")
        if column.required
        else T("part of the key", "bagian kunci")
        if column.match
        else ""
    )
    what = str(field.kind.what)
    return (
        str(kind.title),
        field.key,
        field.key_id,
        what,
        str(needed),
        column.default,
        field.example,
        str(field.help),
    )
