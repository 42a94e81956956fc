"""What a person who is asked may choose from or begin with, as it is recorded."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from perut_cli.core.calendars import day_shown
from perut_cli.core.sheet import Sheet
from perut_cli.reports.obligations.obligations import all_obligations, due_day
from perut_cli.store.db import Store

_CODED = {
    "village": "SELECT substr(village_code, -4), village_name FROM village ORDER BY village_code",
    "mentor": "SELECT mentor_code, mentor_name FROM mentor ORDER BY mentor_code",
    "topic": "SELECT topic_code, topic_name FROM topic ORDER BY topic_code",
    "instrument": (
        "SELECT instrument_code, max(instrument_title) FROM instrument GROUP BY instrument_code "
        "ORDER BY instrument_code"
    ),
    "obligation": (
        "SELECT obligation_code, obligation_title FROM obligation ORDER BY obligation_code"
    ),
    "session": (
        "SELECT session_code, village_name, session_date FROM session "
        "JOIN village ON village.id = village_id ORDER BY session_date DESC, session_code LIMIT 20"
    ),
    "finding": (
        "SELECT finding_code, finding_text FROM finding ORDER BY finding_date DESC, "
        "finding_code LIMIT 20"
    ),
    "assessment": (
        "SELECT assessment_code, village_name, assessment_date FROM assessment "
        "JOIN village ON village.id = village_id "
        "ORDER BY assessment_date DESC, assessment_code LIMIT 20"
    ),
}
_DISTRICT_MOST = 100
"""A list of more records than this helps nobody."""


class Person(NamedTuple):
    """An official of a village with the post held on a day, blank without one."""

    name: str
    position: str
    village: str


def records(store: Store, sheet: str) -> list[tuple[str, str]]:
    """Codes and titles of a sheet's records, none where they are too many to choose from."""
    rows = store.rows(f"{_CODED[sheet]}") if sheet in _CODED else []
    if len(rows) > _DISTRICT_MOST:
        return []
    return [
        (str(code), ", ".join([str(title), *(str(day_shown(str(day))) for day in days)]))
        for code, title, *days in rows
    ]


def due_by_rule(store: Store, obligation_id: int, period: str) -> str:
    """The day on which the obligation's rule makes a period's document due; blank where each
    village has a day of its own.
    """
    rule = next((one for one in all_obligations(store) if one.id == obligation_id), None)
    return due_day(rule, period) if rule else ""


def people(store: Store, villages: Sequence[int], day: str) -> list[Person]:
    """The officials of some villages who are in post on a day, or have no post recorded, in the
    order of the villages.
    """
    rows: list[Any] = []
    for village in villages:
        rows += store.rows(
            "SELECT official_name, ifnull(position, ''), substr(village_code, -4) FROM official "
            "JOIN village ON village.id = village_id "
            "LEFT JOIN post ON post.official_id = official.id AND since <= ?2 AND (until = '' "
            "OR until >= ?2) "
            "WHERE village_id = ?1 AND (position IS NOT NULL OR NOT EXISTS (SELECT 1 FROM post "
            "WHERE official_id = official.id)) "
            "GROUP BY official.id ORDER BY min(post.id) IS NULL, min(post.id), official_name",
            (village, day),
        )
    return [Person(*row) for row in rows]


def open_steps(store: Store, villages: Sequence[int]) -> list[tuple[str, str]]:
    """Codes and texts of the follow-ups of some villages that are still open, the earliest due
    first.
    """
    marks = ", ".join("?" * len(villages))
    rows = store.rows(
        "SELECT action_code, action_text, due FROM action "
        "JOIN finding ON finding.id = finding_id "
        f"WHERE action_state = 'open' AND village_id IN ({marks}) ORDER BY due = '', due, "
        f"action_code",
        list(villages),
    )
    return [
        (str(code), f"{text} ({day_shown(str(due))})" if due else str(text))
        for code, text, due in rows
    ]


def last_values(store: Store, sheet: Sheet) -> dict[str, str]:
    """The words of a sheet's newest record, blanks left out."""
    if sheet.owner:
        return {}
    rows = store.rows(
        f"SELECT {', '.join(sheet.words)} FROM {sheet.name}_sheet ORDER BY id DESC LIMIT 1"
    )
    return {
        word: str(cell)
        for row in rows
        for word, cell in zip(sheet.words, row, strict=True)
        if cell not in (None, "")
    }


def next_plan(store: Store, day: str, village: int | None = None) -> dict[str, str]:
    """Village, kind and mentor of the planned visit nearest to a day, within a week, of a village
    where one is named; empty without one.
    """
    rows = store.rows(
        "SELECT v.village_code, p.kind, s.mentor_code, s.topics FROM plan AS p JOIN plan_sheet AS "
        "s ON s.id = p.id JOIN village AS v ON v.id = p.village_id WHERE p.plan_state = 'planned' "
        "AND (?2 IS NULL OR p.village_id = ?2) AND abs(julianday(p.plan_date) - julianday(?1)) <= "
        "7 ORDER BY abs(julianday(p.plan_date) - julianday(?1)), v.village_code LIMIT 1",
        (day, village),
    )
    words = ("village_code", "kind", "mentors", "topics")
    return dict(zip(words, map(str, rows[0]), strict=True)) if rows else {}


def indicators(store: Store, village: int, *, named: bool = False) -> list[tuple[str, str]]:
    """Codes and texts of the indicators of the newest version that the village was assessed by,
    else of every village's instrument; `named` puts the instrument before the code.
    """
    code = "instrument_code || ':' || indicator_code" if named else "indicator_code"
    rows = store.rows(
        f"SELECT {code}, indicator_text FROM indicator JOIN instrument ON instrument.id = "
        "instrument_id WHERE instrument_id = coalesce("
        "(SELECT instrument_id FROM assessment WHERE village_id = ? AND official_id IS NULL "
        "ORDER BY assessment_date DESC, id DESC LIMIT 1), "
        "(SELECT max(id) FROM instrument WHERE subject = 'village')) ORDER BY item_order, "
        "indicator.id",
        (village,),
    )
    return [(str(code), str(text)) for code, text in rows]
