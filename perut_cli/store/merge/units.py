"""The units of a record: the words that a law ties together,
as lines of the text that is sealed.
"""

from functools import cache
from typing import NamedTuple

from perut_cli.core.sheet import Sheet
from perut_cli.core.sheets import SHEETS, owner_of
from perut_cli.store.columns import StoredColumn, has_dimensions, lists, stored
from perut_cli.store.history.seal_text import KEY_COLUMNS, UNIT, parsed_answer
from perut_cli.store.merge.rules import MADE

RECORD_KEY = "\x1e"
SCORE, NOTE = "score", "score_note"


class Line(NamedTuple):
    """A line of a sealed text: its name, the words it stands for, the table it refers to (blank for
    plain values), the unit it belongs to.
    """

    name: str
    words: tuple[str, ...]
    table: str
    unit: str


@cache
def lines_of(table: str) -> tuple[Line, ...]:
    """The lines of a table's text in their order."""
    sheet = SHEETS[table]
    return tuple(_line(sheet, part) for part in (*stored(sheet), *lists(sheet)))


def _line(sheet: Sheet, part: StoredColumn) -> Line:
    name = part.listed or ("dimension" if part.column == "dimension_id" else part.column)
    table = "" if part.sheet == "dimension" else part.sheet
    return Line(name, part.words, table, _unit(sheet, part.words))


def _unit(sheet: Sheet, words: tuple[str, ...]) -> str:
    last = words[-1]
    return next((group[0] for group in sheet.together if last in group), last)


@cache
def units_of(table: str) -> dict[str, tuple[Line, ...]]:
    """The lines of each unit of a table."""
    found: dict[str, tuple[Line, ...]] = {}
    for line in lines_of(table):
        found[line.unit] = (*found.get(line.unit, ()), line)
    return found


def words_of(table: str, unit: str) -> tuple[str, ...]:
    """The words of a unit as they are shown."""
    if owner_of(table):
        return ("score", "na_reason") if unit == SCORE else (unit,)
    return tuple(dict.fromkeys(line.words[-1] for line in units_of(table)[unit]))


def parsed(text: str) -> dict[str, str]:
    """The lines of a sealed text, name → value; blank ones are not there."""
    return {
        name: value for line in text.split(UNIT) if line for name, _, value in [line.partition("=")]
    }


def by_unit(table: str, text: str) -> dict[str, str]:
    """A sealed text cut into its units; blank ones are not there."""
    values = parsed(text)
    found = {}
    for unit, lines in units_of(table).items():
        here = [f"{line.name}={values[line.name]}" for line in lines if line.name in values]
        if here:
            found[unit] = UNIT.join(here)
    return found


def together(table: str, units: dict[str, str]) -> str:
    """The sealed text of a record out of its units."""
    values: dict[str, str] = {}
    for unit, value in units.items():
        if unit != MADE:
            values |= parsed(value)
    return "".join(
        f"{line.name}={values[line.name]}{UNIT}" for line in lines_of(table) if line.name in values
    )


def written(table: str, before: str | None, after: str) -> tuple[str, ...]:
    """The units that differ between two texts of a record; all that aren't blank of a new one."""
    new = by_unit(table, after)
    old = by_unit(table, before) if before is not None else {}
    return tuple(unit for unit in units_of(table) if new.get(unit, "") != old.get(unit, ""))


def references(table: str, value: str) -> tuple[str, ...]:
    """The records that a unit's value names."""
    values = parsed(value)
    return tuple(
        record_of(line.table, name)
        for line in lines_of(table)
        if line.table and line.name in values
        for name in values[line.name].split("|")
    )


def record_of(table: str, identity: str) -> str:
    """The name of a record among all: its table and the key that it was made with."""
    return f"{table}{RECORD_KEY}{identity}"


def made_as(table: str, text: str) -> str:
    """The name of a record out of the text that it was made with."""
    values = parsed(text)
    if has_dimensions(SHEETS[table]):
        return indicator_record(values["instrument_id"], values["indicator_code"])
    if table in KEY_COLUMNS:
        return record_of(table, " ".join(values.get(name, "") for name in KEY_COLUMNS[table]))
    if key := SHEETS[table].key:
        return record_of(table, values.get(key, ""))
    match = [part for part in stored(SHEETS[table]) if part.match]
    return record_of(table, UNIT.join(values.get(part.column, "") for part in match))


def indicator_record(instrument: str, code: str) -> str:
    """The name of an indicator out of that of its instrument."""
    return record_of(ASKED, f"{instrument} {code}")


def table_of(record: str) -> str:
    """The table of a record by its name."""
    return record.partition(RECORD_KEY)[0]


ANSWERS = next(sheet.name for sheet in SHEETS.values() if sheet.owner)
"""The table whose rows belong to the records of another."""
ASKED = next(sheet.name for sheet in SHEETS.values() if has_dimensions(sheet))
"""The table whose records are answered."""


def answer_record(assessment: str, indicator_code: str) -> str:
    """The name of an answer out of that of its assessment."""
    return record_of(ANSWERS, f"{assessment.partition(RECORD_KEY)[2]}{UNIT}{indicator_code}")


def is_answer(record: str) -> bool:
    """Whether a name is that of an answer."""
    return bool(owner_of(table_of(record)))


def assessment_of(answer: str) -> str:
    """The name of an answer's assessment."""
    name = answer.partition(RECORD_KEY)[2].rpartition(UNIT)[0]
    return record_of(owner_of(table_of(answer)), name)


def indicator_of(answer: str) -> str:
    """The code of an answer's indicator."""
    return answer.rpartition(UNIT)[2]


def answer_values(line: str) -> dict[str, str]:
    """The units of an answer by its line: score and reason as one, the note as the other; none of
    one that was removed.
    """
    answer = parsed_answer(line)
    if answer.removed or not line:
        return {}
    score = UNIT.join((answer.score, answer.reason)) if answer.reason else answer.score
    return {SCORE: score, NOTE: answer.note}


def answer_units(line: str, before: str) -> tuple[str, ...]:
    """The units of an answer that differ from the line before it, blank for a new one."""
    now, old = answer_values(line), answer_values(before)
    return tuple(unit for unit, value in now.items() if value != old.get(unit, ""))
