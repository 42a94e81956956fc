"""What each village owes: which documents of which period, due when, how far, how late.

An obligation binds for a period if it is in force on the day that period's document is due; so
after a change of the
law each year keeps the rule that was in force on its own due day, and years before the rule owe
nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from perut_cli.core.calendars import due, parse_due_rule
from perut_cli.core.table import Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import words
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.units import query_parameters
from perut_cli.reports.visits.followups import days_between
from perut_cli.reports.visits.sessions import Village, head, villages
from perut_cli.reports.words import target_read
from perut_cli.store.db import Store
from perut_cli.store.queries import query

SUBMITTED = "submitted"
NEVER = "none"
_ASKED_BACK = 92
"""Days that a document of which nothing is recorded is still asked for in a new year: who forgot
December isn't forgotten in January.
"""


class Obligation(NamedTuple):
    """An obligation; `ending` is how its periods are written after the year, such as -S1, by what
    was recorded.
    """

    id: int
    obligation_code: str
    obligation_title: str
    due_rule: str
    valid_from: str
    valid_until: str
    ending: str = ""


class Submission(NamedTuple):
    """What was recorded of one village, obligation and period; blank where there is nothing."""

    period: str
    due: str = ""
    submission_state: str = NEVER
    submitted_on: str = ""


class Owed(NamedTuple):
    """One document of one village as it stood on the day; days_late also counts while it isn't
    submitted.
    """

    village_id: int
    village_code: str
    village_name: str
    obligation_code: str
    obligation_title: str
    period: str
    due: str
    submission_state: str
    submitted_on: str
    days_late: int | None


class Span(NamedTuple):
    """The days within which documents fall due; `wide` adds what is older and still open or was
    settled in them.
    """

    first: str
    last: str
    wide: bool = False


def obligations(store: Store, scope: Scope) -> Table:
    """Every village's documents due in the period (else the year of the day), those who never sent
    anything first.

    Without a period older ones that are still open, or were submitted in that year, are rows too.
    """
    columns = words(
        "village_code village_name obligation_code obligation_title period due submission_state "
        "submitted_on days_late"
    )
    rows = (row[1:] for row in owed(store, scope, span(scope)))
    return Table(TITLE, columns, rows, head=head(scope, target_read(store)), name="obligations")


def due_within(store: Store, scope: Scope, days: int) -> Table:
    """What falls due from the day on within so many days and isn't submitted, by due day."""
    columns = words("due village_code village_name obligation_code period submission_state")
    rows = [
        (row.due, *row[1:4], row.period, row.submission_state)
        for row in falling_due(store, scope, days)
    ]
    title = T("Due in the next {n} {n:day|days}", "Jatuh tempo dalam {n} hari").format(n=days)
    return Table(title, columns, rows, head=head(scope, target_read(store)), name="due")


def falling_due(store: Store, scope: Scope, days: int) -> list[Owed]:
    """Documents not submitted that fall due from the day on within so many days, by due day."""
    last = (date.fromisoformat(scope.as_of) + timedelta(days)).isoformat()
    rows = missing(owed(store, scope, Span(scope.as_of, last)))
    return sorted(rows, key=lambda row: (row.due, row.village_code))


def to_ask_for(store: Store, scope: Scope, days: int = 60) -> list[Owed]:
    """Documents not submitted that are past due, without a date or due in the next days, by due
    day.
    """
    last = (date.fromisoformat(scope.as_of) + timedelta(days)).isoformat()
    rows = missing(owed(store, scope, Span(f"{scope.as_of[:4]}-01-01", last, wide=True)))
    return sorted(rows, key=lambda row: (row.due or "9999", row.obligation_code))


def missing(rows: Iterable[Owed]) -> Iterator[Owed]:
    """The documents that aren't submitted."""
    return (row for row in rows if not _is_sent(row))


def owed(store: Store, scope: Scope, within: Span) -> Iterator[Owed]:
    """Documents of each village in the span, villages that never submitted anything first, then by
    due day.
    """
    asked = asked_for(all_obligations(store), within, scope.as_of)
    recorded = submissions(store, scope)
    sent = {
        village_id
        for village_id, found in recorded.items()
        if any(map(_is_sent, chain(*found.values())))
    }
    for village in sorted(
        villages(store, scope), key=lambda village: (village.id in sent, village.village_code)
    ):
        rows = [
            _row(village, rule, one, scope.as_of)
            for rule, one in of_village(asked, recorded.get(village.id, {}), within)
        ]
        yield from sorted(
            rows, key=lambda row: (row.due or "9999", row.obligation_code, row.period)
        )


Asked = dict[Obligation, list[tuple[str, str]]]
"""(period, due day) of the documents that each obligation makes due."""


def asked_for(rules: Iterable[Obligation], within: Span, as_of: str) -> Asked:
    """What obligations make due in the span, with what is still asked for of the year before."""
    first = min(within.first, _before(as_of, _ASKED_BACK)) if within.wide else within.first
    return {rule: list(expected(rule, first, within.last)) for rule in rules}


def of_village(
    asked: Asked, recorded: Mapping[int, Iterable[Submission]], within: Span
) -> Iterator[tuple[Obligation, Submission]]:
    """A village's documents in the span by what was recorded of each obligation."""
    for rule, days in asked.items():
        for one in _of_rule(rule, recorded.get(rule.id, ()), days, within):
            yield rule, one


def _before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days)).isoformat()


def all_obligations(store: Store) -> list[Obligation]:
    """All obligations by code."""
    return [Obligation(*row) for row in store.rows(query("owed", "obligations").sql)]


def submissions(store: Store, scope: Scope) -> dict[int, dict[int, list[Submission]]]:
    """Village id → obligation id → what was recorded, as it stood on the day."""
    return dict(submissions_by_village(store, scope))


def submissions_by_village(
    store: Store, scope: Scope
) -> Iterator[tuple[int, dict[int, list[Submission]]]]:
    """(village id, what was recorded by obligation id), as it stood on the day, by village id."""
    rows = store.select(query("owed", "submissions").sql, query_parameters(scope))
    for village_id, of_it in groupby(rows, itemgetter(0)):
        found: dict[int, list[Submission]] = {}
        for _, obligation_id, *cells in of_it:
            one = _on_day(Submission(*cells), scope.as_of)
            found.setdefault(obligation_id, []).append(one)
        yield village_id, found


def expected(rule: Obligation, first: str, last: str) -> Iterator[tuple[str, str]]:
    """(period, due day) of the documents that the rule makes due from `first` to `last`, while it
    is in force.
    """
    parsed = parse_due_rule(rule.due_rule)
    offset = parsed.offset if parsed else 0
    for year in range(int(first[:4]) - offset, int(last[:4]) - offset + 1):
        day = due_day(rule, str(year))
        if day and first <= day <= last and in_force(rule, day):
            yield f"{year}{rule.ending}", day


def due_day(rule: Obligation, period: str) -> str:
    """Day on which the rule makes a period's document due; blank for a village's own date or a year
    it skips.
    """
    return _due_day(rule.due_rule, rule.valid_from, period)


@lru_cache(maxsize=4096)
def _due_day(due_rule: str, valid_from: str, period: str) -> str:
    # The same for every village, of which a nation has 83,762.
    start = date.fromisoformat(valid_from) if valid_from else None
    day = due(parse_due_rule(due_rule), period, start)
    return day.isoformat() if day else ""


def in_force(rule: Obligation, day: str) -> bool:
    """Whether the obligation was in force on a day."""
    return rule.valid_from <= day and (not rule.valid_until or day <= rule.valid_until)


def days_late(row_due: str, state: str, submitted_on: str, as_of: str) -> int | None:
    """Days from the due day to the submission, or to the day itself while it is missing; None where
    there are none.
    """
    end = as_of if state != SUBMITTED else submitted_on
    return days_between(row_due, end) if row_due and row_due < end else None


def span(scope: Scope) -> Span:
    """The period asked for, else the calendar year of the day and what is older and still open."""
    year = scope.as_of[:4]
    if scope.since or scope.until:
        return Span(
            scope.since or f"{year}-01-01", scope.until or f"{(scope.since or year)[:4]}-12-31"
        )
    return Span(f"{year}-01-01", f"{year}-12-31", wide=True)


TITLE = T("Obligations", "Kewajiban")


def _of_rule(
    rule: Obligation,
    recorded: Iterable[Submission],
    asked: Iterable[tuple[str, str]],
    within: Span,
) -> Iterator[Submission]:
    """What was recorded in the span, and what was to come of the years for which nothing is
    recorded.
    """
    dated = [one._replace(due=one.due or due_day(rule, one.period)) for one in recorded]
    years = {one.period[:4] for one in dated}
    yield from (one for one in dated if _belongs(one, within))
    yield from (Submission(period, day) for period, day in asked if period[:4] not in years)


def _row(village: Village, rule: Obligation, submission: Submission, as_of: str) -> Owed:
    late = days_late(submission.due, submission.submission_state, submission.submitted_on, as_of)
    return Owed(
        village.id,
        village.village_code,
        village.village_name,
        rule.obligation_code,
        rule.obligation_title,
        submission.period,
        submission.due,
        submission.submission_state,
        submission.submitted_on,
        late,
    )


def _belongs(one: Submission, within: Span) -> bool:
    if within.first <= one.due <= within.last:
        return True
    if one.submission_state == SUBMITTED:
        return (within.wide or not one.due) and within.first <= one.submitted_on <= within.last
    return within.wide and one.due < within.first


def _on_day(one: Submission, as_of: str) -> Submission:
    if one.submitted_on > as_of:
        return one._replace(submission_state=NEVER, submitted_on="")
    return one._replace(
        submission_state=one.submission_state or (SUBMITTED if one.submitted_on else NEVER)
    )


def _is_sent(one: Submission | Owed) -> bool:
    return one.submission_state == SUBMITTED
