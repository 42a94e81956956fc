"""New rows that read almost like a recorded one: a text that may have been mended, a name that is
the same but for titles.
"""

from difflib import SequenceMatcher
from typing import NamedTuple

from perut_cli.core.characters import folded, untitled
from perut_cli.core.errors import Problem
from perut_cli.core.text import T, Text
from perut_cli.core.values import quoted
from perut_cli.store.importing.staging import Staging

_ALIKE = 0.6
_COMPARED = 2_000
"""Pairs compared at most: texts are compared one by one."""


class Resembling(NamedTuple):
    """A new row and the record that it may be: its line, the code, the recorded text."""

    line: int
    code: str
    text: str


def resembling(staging: Staging) -> list[Resembling]:
    """New rows each with the record most like it, of those that no row of the file is."""
    if not staging.sheet.prose or not set(staging.sheet.prose) <= set(staging.columns):
        return []
    text, *same = staging.sheet.prose
    name, key = staging.sheet.name, staging.sheet.key
    pairs = staging.store.rows(
        f"SELECT s.line, s.{text}, t.{key}, t.{text} FROM {staging.table} AS s JOIN {name} AS t "
        f"ON {' AND '.join(f't.{column} = s.{column}' for column in same)} WHERE s.act = 'new' "
        f"AND t.id NOT IN (SELECT id FROM {staging.table}) LIMIT {_COMPARED}"
    )
    best: dict[int, tuple[float, Resembling]] = {}
    for line, written, code, recorded in pairs:
        alike = SequenceMatcher(None, folded(written), folded(recorded)).ratio()
        if alike >= _ALIKE and alike > best.get(line, (0.0,))[0]:
            best[line] = alike, Resembling(line, code, recorded)
    return [found for _, (_, found) in sorted(best.items())]


def twins(staging: Staging) -> list[Problem]:
    """New people without a code of their own whose name is a recorded one's, or that of a row above
    theirs, but for titles.
    """
    named = staging.sheet.named_by
    if not named or not {named, "village_id"} <= set(staging.columns):
        return []
    staging.store.connection.create_function("untitled", 1, untitled, deterministic=True)
    recorded = {
        line: _twin(line, name, f"{quoted(other)} ({code})", other)
        for line, name, other, code in staging.store.rows(_recorded_twins(staging))
    }
    above = {
        line: _twin(
            line,
            name,
            T("{name} of line {line}", "{name} di baris {line}").format(
                name=quoted(other), line=other_line
            ),
            other,
        )
        for line, name, other, other_line in staging.store.rows(_twins_above(staging))
    }
    return [problem for _, problem in sorted((above | recorded).items())]


def _without_code(staging: Staging) -> str:
    key = staging.sheet.key
    return f"s.{key} = ''" if key in staging.columns else "1"


def _recorded_twins(staging: Staging) -> str:
    return (
        f"SELECT s.line, s.official_name, t.official_name, t.official_code FROM {staging.table} AS "
        f"s JOIN official AS t ON t.village_id = s.village_id WHERE s.act = 'new' AND "
        f"{_without_code(staging)} AND "
        "untitled(t.official_name) = untitled(s.official_name) GROUP BY s.line"
    )


def _twins_above(staging: Staging) -> str:
    return (
        "SELECT line, official_name, first_name, first_line FROM ("
        f"SELECT s.line, s.official_name, {_without_code(staging)} AS uncoded, "
        "first_value(s.line) OVER twin AS first_line, "
        f"first_value(s.official_name) OVER twin AS first_name FROM {staging.table} AS s "
        "WHERE s.act = 'new' WINDOW twin AS "
        "(PARTITION BY s.village_id, untitled(s.official_name) ORDER BY s.line)) "
        "WHERE uncoded AND first_line < line AND folded(first_name) <> folded(official_name)"
    )


def _twin(line: int, name: str, other: Text, other_name: str) -> Problem:
    return Problem(
        line,
        "official_name",
        "P250",
        T("{name} may be {other}", "{name} mungkin sama dengan {other}").format(
            name=quoted(name), other=other
        ),
        name,
        hint=T(
            "the same person: write {recorded}; another: add --new, or give a code",
            "orang yang sama: tulis {recorded}; orang lain: tambahkan --baru, atau beri kode",
        ).format(recorded=quoted(other_name)),
    )
