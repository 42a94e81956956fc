"""How far each village has filled in Prodeskel and other applications."""

from collections.abc import Callable
from typing import NamedTuple

from perut_cli.core.table import Bar, Lines, Table
from perut_cli.core.text import T
from perut_cli.core.values import Row
from perut_cli.core.vocabulary import APPLICATIONS, PARTS, words
from perut_cli.reports.obligations.obligations import (
    Obligation,
    all_obligations,
    due_day,
    in_force,
    submissions,
)
from perut_cli.reports.scope import Scope
from perut_cli.reports.visits.followups import days_between
from perut_cli.reports.visits.sessions import Village, head, villages
from perut_cli.reports.words import target_read
from perut_cli.store.db import Store
from perut_cli.store.queries import query

_Part = tuple[str, str]


class LastLook(NamedTuple):
    """The last look at a part: shares in percent, `earlier` that of the look before, None where
    there is none.
    """

    filled: int
    total: int
    share: float | None
    earlier: float | None
    wrong_share: float | None
    filling_date: str


def fillings(store: Store, scope: Scope) -> Table:
    """The last look at every part of every village; blank where nobody looked, with the part's
    deadline of the year.
    """
    seen, parts, deadlines = looks(store, scope), _parts(store, scope), _deadlines(store, scope)
    cells = [
        _row(
            village,
            part,
            seen.get((village.id, *part)),
            deadlines(village.id, part[1]),
            scope.as_of,
        )
        for village in villages(store, scope)
        for part in parts
    ]
    columns = words(
        "village_code village_name application part filled total share change wrong_share "
        "filling_date days_old due"
    )
    return Table(
        T("Fillings", "Pengisian"),
        columns,
        cells,
        head=head(scope, target_read(store)),
        name="fillings",
        chart=(Bar("share"),),
    )


def filling_trend(store: Store, scope: Scope) -> Table:
    """The share of every look over time, drawn as a line for each part of one village, else for
    each village.
    """
    asked = query("owed", "filling_trend")
    rows = store.rows(asked.sql, scope._asdict())
    chart = (Lines("filling_date", "share", "part" if scope.village_id else "village_name"),)
    columns = words("village_code village_name application part filling_date share")
    return Table(
        asked.title,
        columns,
        rows,
        head=head(scope, target_read(store)),
        name="filling_trend",
        chart=chart,
    )


def looks(store: Store, scope: Scope) -> dict[tuple[int, str, str], LastLook]:
    """(village id, application, part) → the last look by the day."""
    rows = store.rows(query("owed", "looks").sql, scope._asdict())
    return {
        (village_id, application, part): LastLook(*cells)
        for village_id, application, part, *cells in rows
    }


def _row(village: Village, part: _Part, look: LastLook | None, due: str, as_of: str) -> Row:
    name = (village.village_code, village.village_name, *part)
    if look is None:
        return (*name, None, None, None, None, None, "", None, due)
    change = (
        look.share - look.earlier if look.share is not None and look.earlier is not None else None
    )
    age = days_between(look.filling_date, as_of)
    return (
        *name,
        look.filled,
        look.total,
        look.share,
        change,
        look.wrong_share,
        look.filling_date,
        age,
        due,
    )


def _parts(store: Store, scope: Scope) -> list[_Part]:
    order = [choice.key for choice in PARTS]
    found = store.rows(query("owed", "parts").sql, scope._asdict()) or [
        (APPLICATIONS[0].key, part) for part in order
    ]
    return sorted(
        found,
        key=lambda part: (
            part[0],
            order.index(part[1]) if part[1] in order else len(order),
            part[1],
        ),
    )


def _deadlines(store: Store, scope: Scope) -> Callable[[int, str], str]:
    """A function of village id and part: the deadline of the year of the day, the village's own
    before the rule's.
    """
    year, recorded = scope.as_of[:4], submissions(store, scope)
    rules = [rule for rule in all_obligations(store) if _of_year(rule, year)]

    def deadline(village_id: int, part: str) -> str:
        for rule in rules:
            if rule.obligation_code == part:
                found = recorded.get(village_id, {}).get(rule.id, ())
                return next(
                    (one.due for one in found if one.due and one.period[:4] == year),
                    due_day(rule, year),
                )
        return ""

    return deadline


def _of_year(rule: Obligation, year: str) -> bool:
    day = due_day(rule, year)
    return not day or in_force(rule, day)
