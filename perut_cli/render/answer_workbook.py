"""A workbook to type answers into: a row per village or official, a column per indicator with its
options to choose from.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from perut_cli.core.fields import Field
from perut_cli.core.text import T
from perut_cli.core.values import Record
from perut_cli.render import workbook as out
from perut_cli.render.workbook_widths import page_breaks

_TITLE, _MESSAGE = 32, 255
"""Characters that Excel takes for the title and the text beside a chosen cell."""


_ROW_HEIGHT, _HEAD_HEIGHT = 30, 30
_ANSWER_WIDTH, _OTHER_WIDTH = 8, 11
_KEY_WIDTHS = {
    "village_code": 13,
    "village_name": 18,
    "official_name": 22,
    "instrument_code": 9,
    "instrument_version": 9,
    "mentor_code": 11,
}
_NAMES = ("village_name", "official_name")
_REPEATED = 2
_SCALE, _ROOM = 65, 155
"""The scale in percent, and the characters that a lying A4 page takes at it, whatever the font."""


class AnswerColumn(NamedTuple):
    """What a column asks, shown beside a chosen cell, and the labels to choose from, none for a
    plain number.
    """

    text: str
    labels: Sequence[str]


def write_answer_workbook(
    path: str, title: str, table: out.Table, asked: Mapping[str, AnswerColumn], explained: out.Table
) -> None:
    """Write the rows to be completed, and a sheet that explains the columns; `asked` is by the key
    of a column.
    """
    with out.opened_book(path) as book:
        names: set[str] = set()
        lists: dict[str, list[str]] = {}
        _, columns, rows = table
        sheet = out.headed(book, out.sheet_name(title, names), columns)
        sheet.freeze_panes(1, _keys(columns, asked))
        _set_up_print(book, sheet, columns, {str(line[0]): str(line[1]) for line in explained[2]})
        out.put_rows(sheet, columns, rows, path)
        for place, field in enumerate(columns):
            if field.key in asked:
                _offer(sheet, place, field, asked[field.key], lists)
            else:
                out.offer(sheet, place, field, out.choices_of(field, {}), lists)
        other, fields, lines = explained
        out.put_rows(out.headed(book, out.sheet_name(other, names), fields), fields, lines, path)
        out.hide_lists(book, lists)


def _set_up_print(
    book: out.OpenBook, sheet: Any, columns: Sequence[Field], parts: Mapping[str, str]
) -> None:
    """Print to be read and written on by hand: as many pages across as it takes, code and name of
    the village on each. `parts`: the part of the instrument by the key of a column.
    """
    widths = [
        _ANSWER_WIDTH if field.key in parts else _KEY_WIDTHS.get(field.key, _OTHER_WIDTH)
        for field in columns
    ]
    answers = book.book.add_format({"text_wrap": True, "valign": "top"})
    head = book.book.add_format(out.HEAD)
    sheet.set_row(0, _HEAD_HEIGHT)
    for place, (field, width) in enumerate(zip(columns, widths, strict=True)):
        form = answers if field.key in parts else out.column_format(book, field)
        if field.key in _NAMES:
            form = book.formats["lines"]
        sheet.set_column(place, place, width, form)
        sheet.write_string(0, place, str(field.label), head)
    sheet.set_default_row(_ROW_HEIGHT)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.hide_gridlines(0)
    sheet.set_footer("&C&P / &N")
    sheet.repeat_columns(0, _REPEATED - 1)
    sheet.set_print_scale(_SCALE)
    sheet.set_v_pagebreaks(
        page_breaks(widths, [parts.get(field.key, "") for field in columns], _REPEATED, _ROOM)
    )


def _keys(columns: Iterable[Field], asked: Mapping[str, AnswerColumn]) -> int:
    return sum(field.key not in asked for field in columns)


def _offer(
    sheet: Any, column: int, field: Field, asked: AnswerColumn, lists: dict[str, list[str]]
) -> None:
    rule: Record = {"validate": "any"}
    if asked.labels:
        choices = list(asked.labels)
        source: str | list[str] = choices
        if len(",".join(choices)) > _MESSAGE or any("," in choice for choice in choices):
            name = "|".join(choices)
            lists.setdefault(name, choices)
            letter = out.letters(list(lists).index(name))
            source = f"='{out.LISTS}'!${letter}$1:${letter}${len(choices)}"
        # A number or a reason may be typed as well.
        rule = {
            "validate": "list",
            "source": source,
            "error_type": "information",
            "error_title": field.key[:_TITLE],
            "error_message": str(
                T("a score, or NA: and a reason", "nilai, atau TB: dan alasannya")
            ),
        }
    sheet.data_validation(
        1,
        column,
        out.MAX_ROWS,
        column,
        {**rule, "input_title": field.key[:_TITLE], "input_message": asked.text[:_MESSAGE]},
    )
