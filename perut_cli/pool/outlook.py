"""What the villages of an area owe, when they were visited and for when they are planned."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from perut_cli.pool.engine import PoolStore
from perut_cli.pool.levels import as_store
from perut_cli.pool.tables import DISTRICT_ROOM
from perut_cli.reports.obligations.obligations import (
    SUBMITTED,
    Asked,
    Obligation,
    Span,
    Submission,
    all_obligations,
    asked_for,
    days_late,
    of_village,
    span,
    submissions_by_village,
)
from perut_cli.reports.pages.areas import Outlook
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.units import query_parameters
from perut_cli.store.queries import query

WEEKS = 6
_VILLAGE_ROOM = 10_000


class _Village(NamedTuple):
    """One village: documents due by (month, sign), how many are past due, days since its last
    visit, visits planned by week (the first is what was missed).
    """

    code: str
    documents: Counter[tuple[int, str]]
    owed: int
    since_visit: int | None
    weeks: Counter[int]


def outlooks(store: PoolStore, scope: Scope, lengths: Iterable[int]) -> dict[str, Outlook]:
    """The outlook of every area whose code has one of these lengths."""
    together: dict[str, list[_Village]] = defaultdict(list)
    longest = max(lengths)
    by_area: dict[str, Outlook] = {}
    for code, villages in groupby(_villages(store, scope), lambda one: one.code[:longest]):
        members = list(villages)
        by_area[code] = _outlook(members)
        for length in lengths:
            if length < longest:
                together[code[:length]] += members
    return by_area | {code: _outlook(members) for code, members in together.items()}


def _outlook(villages: list[_Village]) -> Outlook:
    documents: Counter[tuple[int, str]] = Counter()
    weeks: Counter[int] = Counter()
    for one in villages:
        documents.update(one.documents)
        weeks.update(one.weeks)
    days = [one.since_visit for one in villages if one.since_visit is not None]
    return Outlook(
        sum(one.owed for one in villages),
        dict(documents),
        sum(days) / len(days) if days else None,
        len(villages) - len(days),
        [weeks[week] for week in range(WEEKS + 1)],
    )


def _villages(store: PoolStore, scope: Scope) -> Iterator[_Village]:
    """Every village by code; what was recorded of documents is read beside them, since both come in
    the same order.
    """
    parameters = query_parameters(scope)
    visited: dict[int, str] = dict(store.select(query("visits", "last_visits").sql, parameters))
    planned = _planned(store, scope)
    asked = _asked(store, scope)
    recorded = submissions_by_village(as_store(store), scope)
    id_, submissions = next(recorded, (0, {}))
    for village_id, code, *_ in store.select(query("scores", "villages").sql, parameters):
        of_it: Mapping[int, list[Submission]] = {}
        if id_ == village_id:
            of_it = submissions
            id_, submissions = next(recorded, (0, {}))
        documents, owed = _documents(asked.get(village_id // _VILLAGE_ROOM, {}), of_it, scope)
        last = visited.get(village_id)
        yield _Village(
            code,
            documents,
            owed,
            _days(scope.as_of) - _days(last) if last else None,
            planned.get(village_id, Counter()),
        )


def _documents(
    asked: Asked, recorded: Mapping[int, list[Submission]], scope: Scope
) -> tuple[Counter[tuple[int, str]], int]:
    """(documents due this year by month and sign, how many are past due whenever they were due)."""
    documents: Counter[tuple[int, str]] = Counter()
    owed = 0
    for _, one in of_village(asked, recorded, span(scope)):
        sent = one.submission_state == SUBMITTED
        late = days_late(one.due, one.submission_state, one.submitted_on, scope.as_of) is not None
        owed += late and not sent
        if one.due[:4] == scope.as_of[:4]:
            documents[int(one.due[5:7]), _SIGNS[sent, late]] += 1
    return documents, owed


_SIGNS = {(True, False): "✓", (True, True): "!", (False, True): "✗", (False, False): "·"}
"""(submitted, late): as on the office's page."""


def _asked(store: PoolStore, scope: Scope) -> dict[int, Asked]:
    """What the obligations of each office make due, by the digits of its district."""
    within, by_district = span(scope), {}
    for district, rules in groupby(
        sorted(all_obligations(as_store(store))), lambda rule: rule.id // DISTRICT_ROOM
    ):
        by_district[district] = {
            rule: _of_rule(rule._replace(id=0), within, scope.as_of) for rule in rules
        }
    return by_district


@lru_cache(maxsize=4096)
def _of_rule(rule: Obligation, within: Span, as_of: str) -> list[tuple[str, str]]:
    """Most offices have the same obligations."""
    return asked_for([rule], within, as_of)[rule]


def _planned(store: PoolStore, scope: Scope) -> dict[int, Counter[int]]:
    """Visits planned by village and week from the day on; 0 for those missed."""
    last = (date.fromisoformat(scope.as_of) + timedelta(weeks=WEEKS) - timedelta(1)).isoformat()
    found: dict[int, Counter[int]] = defaultdict(Counter)
    parameters = query_parameters(scope._replace(until=last))
    for village_id, day, visits in store.select(query("visits", "planned_days").sql, parameters):
        week = (_days(day) - _days(scope.as_of)) // 7 + 1 if day >= scope.as_of else 0
        found[village_id][week] += visits
    return found


@lru_cache(maxsize=4096)
def _days(day: str) -> int:
    return date.fromisoformat(day).toordinal()
