"""New rows that read almost like a recorded one: a text that may have been mended, a name that is
the same but for titles.
"""

from difflib import SequenceMatcher
from typing import NamedTuple

from perut_cli.core.characters import folded, untitled
from perut_cli.core.errors import Problem
from perut_cli.core.text import T
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
    """New people whose name is a recorded one's but for titles, without a code of their own."""
    key = staging.sheet.key
    named = staging.sheet.named_by
    if not named or not {named, "village_id"} <= set(staging.columns):
        return []
    staging.store.connection.create_function("untitled", 1, untitled, deterministic=True)
    given = f"s.{key} = ''" if key in staging.columns else "1"
    rows = staging.store.rows(
        f"SELECT s.line, s.official_name, t.official_name, t.official_code FROM {staging.table} AS "
        f"s JOIN official AS t ON t.village_id = s.village_id WHERE s.act = 'new' AND {given} AND "
        "untitled(t.official_name) = untitled(s.official_name) GROUP BY s.line"
    )
    return [
        Problem(
            line,
            "official_name",
            "P250",
            T(
                "{name} may be {recorded} ({code})",
                "{name} mungkin sama dengan {recorded} ({code})",
            ).format(name=quoted(name), recorded=quoted(recorded), code=code),
            name,
            hint=T(
                "the same person: write {recorded}; another: add --new, or give a code",
                "orang yang sama: tulis {recorded}; orang lain: tambahkan --baru, atau beri kode",
            ).format(recorded=quoted(recorded)),
        )
        for line, name, recorded, code in rows
    ]
