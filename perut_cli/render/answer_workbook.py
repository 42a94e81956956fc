"""A workbook to type answers into: a row per village or official, a column per indicator with its
options to choose from.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from perut_cli.core.fields import Field
from perut_cli.core.text import T
from perut_cli.core.values import Record
from perut_cli.render import workbook as out

_TITLE, _MESSAGE = 32, 255
"""Characters that Excel takes for the title and the text beside a chosen cell."""


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
        out.put_rows(sheet, columns, rows, path)
        for place, field in enumerate(columns):
            if field.key in asked:
                _offer(sheet, place, field, asked[field.key], lists)
            else:
                out.offer(sheet, place, field, out.choices_of(field, {}), lists)
        other, fields, lines = explained
        out.put_rows(out.headed(book, out.sheet_name(other, names), fields), fields, lines, path)
        out.hide_lists(book, lists)


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
