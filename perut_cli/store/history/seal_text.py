"""What a seal is made of: a row as `word=value` lines without the blank ones, its references by the
keys that their records were created with, so that every laptop makes the same text of it.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from perut_cli.core.sheet import Sheet
from perut_cli.core.sheets import SHEETS
from perut_cli.store.columns import (
    StoredColumn,
    back,
    is_real,
    list_column,
    lists,
    owner_column,
    stored,
)

UNIT, RECORD = "\x1f", "\x1e"

KEY_COLUMNS = {
    "village": ("village_code",),
    "official": ("official_code",),
    "mentor": ("mentor_code",),
    "topic": ("topic_code",),
    "session": ("session_code",),
    "finding": ("finding_code",),
    "action": ("action_code",),
    "assessment": ("assessment_code",),
    "obligation": ("obligation_code",),
    "instrument": ("instrument_code", "instrument_version"),
}
"""The columns that name a record of a table that others refer to."""

WITH_IDENTITY = frozenset((*KEY_COLUMNS, "indicator"))
"""Tables whose records keep the key that they were created with."""

_INDICATOR = (
    "(SELECT i.instrument_code || ' ' || i.instrument_version || ' ' || k.indicator_code "
    "FROM indicator AS k JOIN instrument AS i ON i.id = k.instrument_id WHERE k.id = {id})"
)


def identity(table: str, id_sql: str) -> str:
    """SQL for the key that a record was created with; a record that is neither there nor known any
    more is its number.
    """
    now = (
        _INDICATOR.format(id=id_sql)
        if table not in KEY_COLUMNS
        else f"(SELECT {' || chr || '.join(KEY_COLUMNS[table])} FROM {table} AS k "
        f"WHERE k.id = {id_sql})".replace("chr", "' '")
    )
    return (
        f"coalesce((SELECT n.identity FROM identity AS n WHERE n.table_name = '{table}' "
        f"AND n.row_id = {id_sql}), {now}, '?')"
    )


def _line(word: str, value: str) -> str:
    return f"iif(ifnull({value}, '') = '', '', '{word}=' || {value} || char(31))"


def _plain(part: StoredColumn, value: str) -> str:
    return f"printf('%!.17g', {value})" if is_real(part) else value


def _referred(part: StoredColumn, value: str) -> str:
    found = identity(part.sheet, value)
    return f"iif({value} IS NULL, '', '{part.column}=' || {found} || char(31))"


def _text(
    sheet: Sheet, value_of: Callable[[StoredColumn], str], items_of: Callable[[StoredColumn], str]
) -> str:
    lines = []
    for part in stored(sheet):
        value = value_of(part)
        if part.column == "dimension_id":
            lines.append(_line("dimension", value))
        elif part.sheet:
            lines.append(_referred(part, value))
        else:
            real = is_real(part)
            shown = f"iif({value} IS NULL, '', {_plain(part, value)})" if real else value
            lines.append(_line(part.column, shown))
    for part in lists(sheet):
        joined = (
            f"(SELECT group_concat({identity(part.sheet, 'j.item')}, '|') "
            f"FROM (SELECT * FROM {items_of(part)}) AS j)"
        )
        lines.append(_line(part.listed, joined))
    return " || ".join(lines)


@cache
def row_text(name: str) -> str:
    """SQL for the text of the row `t` of a table."""
    sheet = SHEETS[name]

    def value_of(part: StoredColumn) -> str:
        if part.column == "dimension_id":
            return "(SELECT d.dimension FROM dimension AS d WHERE d.id = t.dimension_id)"
        return f"t.{part.column}"

    def items_of(part: StoredColumn) -> str:
        return (
            f"(SELECT l.{list_column(part)} AS item FROM {part.listed} AS l "
            f"WHERE l.{owner_column(part)} = t.id ORDER BY l.place_in_list)"
        )

    return _text(sheet, value_of, items_of)


@cache
def old_text(name: str) -> str:
    """SQL for the same text out of the old values of the history entry `e`."""
    sheet = SHEETS[name]

    def value_of(part: StoredColumn) -> str:
        if part.column == "dimension_id":
            return "json_extract(e.old_values, '$.dimension')"
        return back(part, "e.old_values")

    def items_of(part: StoredColumn) -> str:
        return (
            f"(SELECT x.value AS item FROM json_each(e.old_values, '$.{part.listed}') AS x "
            "ORDER BY x.key)"
        )

    return _text(sheet, value_of, items_of)


SCORE = (
    "iif({0}.score IS NULL, '', iif({0}.score = CAST({0}.score AS INTEGER), "
    "CAST(CAST({0}.score AS INTEGER) AS TEXT), printf('%!.17g', {0}.score)))"
)
"""SQL for a score as text: the same bits give the same text."""


def answer_text(row: str, code: str) -> str:
    """SQL for one answer of a row with score, na_reason, score_note."""
    plain = f"{code} || '=' || {SCORE.format(row)}"
    return (
        f"iif({row}.na_reason = '' AND {row}.score_note = '', {plain}, "
        f"{plain} || char(31) || {row}.na_reason || char(31) || {row}.score_note)"
    )


def score_text(score: float | None) -> str:
    """The same in Python."""
    if score is None:
        return ""
    return str(int(score)) if score == int(score) else _seventeen(score)


def _seventeen(score: float) -> str:
    text = f"{score:.17g}"
    return text if "." in text or "e" in text else f"{text}.0"


def answer_line(code: str, score: float | None, reason: str, note: str) -> str:
    """One answer as `answer_text` writes it."""
    return line_of_answer(code, score_text(score), reason, note)


def line_of_answer(code: str, score: str, reason: str, note: str) -> str:
    """The same with the score as text."""
    plain = f"{code}={score}"
    return plain if not reason and not note else UNIT.join((plain, reason, note))


class AnswerText(NamedTuple):
    """An answer out of its line, as text; `removed`: a batch took it away."""

    code: str
    score: str
    reason: str
    note: str
    removed: bool = False


def parsed_answer(line: str) -> AnswerText:
    """Read a line of an answer."""
    code, _, rest = line.partition("=")
    if rest == REMOVED:
        return AnswerText(code, "", "", "", removed=True)
    score, reason, note = (*rest.split(UNIT), "", "")[:3]
    return AnswerText(code, score, reason, note)


REMOVED = "removed"
"""What stands for an answer or a row that a batch removed."""
