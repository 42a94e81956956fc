"""Plans: which visits to propose until a day."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from perut_cli.core.calendars import add_months
from perut_cli.core.priority import Facts
from perut_cli.core.table import Table
from perut_cli.core.text import T, same_in_both
from perut_cli.core.values import Row
from perut_cli.core.vocabulary import APPLICATIONS, PARTS, words
from perut_cli.reports.obligations.obligations import Owed, Span, missing, owed
from perut_cli.reports.scope import Scope, settings
from perut_cli.reports.visits.priority import weighed
from perut_cli.reports.visits.sessions import (
    Village,
    choose_villages,
    head,
    join_texts,
    last_visits,
    open_plans,
    rest_line,
    rows,
)
from perut_cli.reports.words import day
from perut_cli.store.db import Store
from perut_cli.store.queries import query

_SATURDAY = 5


class VisitProposal(NamedTuple):
    """A visit to plan, as a row of the sheet plan would be; topics are codes separated by |."""

    village_code: str
    village_name: str
    plan_date: str
    kind: str
    topics: str
    mentor_code: str
    reason: T


class ProposedVisit(NamedTuple):
    """A visit being proposed to a village: its day, kind, reasons and the documents to speak of."""

    day: date
    kind: str
    reasons: tuple[T, ...]
    topics: tuple[str, ...] = ()


Holidays = frozenset[date]
"""Days on which no visit is proposed, besides the weekends."""


class VillageSchedule(NamedTuple):
    """What is known of one village when visits to it are proposed; `first` is the first day that
    can be planned.
    """

    last: date | None
    planned: tuple[date, ...]
    first: date
    until: date
    interval: int
    holidays: Holidays = frozenset()


def proposals(
    store: Store, scope: Scope, until: str, all_villages: bool = False
) -> list[VisitProposal]:
    """Visits to plan from the day after on until a day, by day:
    the routine and what documents falling due ask for.

    None where an open plan stands less than an interval away, none on a weekend or holiday. Overdue
    visits come first to the village of the highest priority, and no more of them on one day than
    there are mentors.
    """
    weights, grounds = weighed(store, scope, all_villages), _grounds(store, scope, until)
    planned = set(rows(store, scope, "plan_keys"))
    mentors: dict[int, str] = dict(rows(store, scope, "last_mentors"))
    topics, owing = (
        {topic for (topic,) in rows(store, scope, "topics")},
        _owing(store, scope, until),
    )
    free = _days(
        date.fromisoformat(scope.as_of),
        max(store.value("SELECT count(*) FROM mentor"), 1),
        holidays_of(store),
    )
    first, proposed = next(free), []
    for place in weights.ranked:
        village, facts = weights.villages[place.village_code], weights.facts[place.village_code]
        ground = grounds(village.id)
        late = ground.last is None or ground.last + timedelta(ground.interval) <= ground.first
        ground = ground._replace(first=first) if late else ground
        ahead = routine(ground._replace(until=add_months(ground.until, 1)), facts)
        every = with_documents(ahead, ground, owing.get(village.id, ()), topics)
        visits = [visit for visit in every if visit.day <= ground.until]
        mentor = mentors.get(village.id, "")
        proposed += [
            _proposal(village, visit, mentor, planned, ground.holidays) for visit in visits
        ]
        if late and visits and visits[0].day == first:
            first = next(free)
    return sorted(proposed, key=lambda one: (one.plan_date, one.village_code))


def proposals_table(
    store: Store,
    scope: Scope,
    until: str,
    proposed: Sequence[VisitProposal],
    all_villages: bool = False,
) -> Table:
    """The proposals as a table, to be shown before they are written."""
    note = join_texts(
        "\n", _counted(len(proposed)), rest_line(choose_villages(store, scope, all_villages).rest)
    )
    columns = words("village_code village_name plan_date kind topics mentor_code reason")
    title = T("Visits proposed until {day}", "Usulan kunjungan sampai {day}").format(day=day(until))
    cells = [(*one[:6], str(one.reason)) for one in proposed]
    return Table(title, columns, cells, note=note, head=head(scope), name="proposals")


def workday(day: date, holidays: Holidays = frozenset()) -> date:
    """The day itself if it is none of a weekend and no holiday, else the next that is neither."""
    while day.weekday() >= _SATURDAY or day in holidays:
        day += timedelta(1)
    return day


def routine(ground: VillageSchedule, facts: Facts) -> Iterator[ProposedVisit]:
    """The routine visits of a village: every interval from the last visit or plan on, the overdue
    one at once.
    """
    position = ground.last
    while True:
        kind, reason = kind_for(facts._replace(days_since_visit=0) if position else facts)
        day = workday(
            max(position + timedelta(ground.interval), ground.first) if position else ground.first,
            ground.holidays,
        )
        ahead = (plan for plan in ground.planned if not position or plan > position)
        near = [plan for plan in ahead if abs((plan - day).days) < ground.interval]
        if near:
            position = max(near)
        elif day <= ground.until:
            yield ProposedVisit(day, kind, tuple(filter(None, (_since(position, day), reason))))
            position = day
        else:
            return


def kind_for(facts: Facts) -> tuple[str, T]:
    """The kind of visit that the last result asks for, and why; the first reason that holds."""
    if facts.days_since_visit is None:
        return "sosialisasi", same_in_both("")
    if facts.critical_failures:
        return "asistensi", T("critical failures: {n}", "gagal kritis: {n}").format(
            n=facts.critical_failures
        )
    if facts.overdue_actions:
        return "supervisi", T("overdue follow-ups: {n}", "tindak lanjut terlambat: {n}").format(
            n=facts.overdue_actions
        )
    if facts.latest is None:
        return "supervisi", T("no score yet", "belum ada nilai")
    return "pembinaan", same_in_both("")


def with_documents(
    visits: Iterable[ProposedVisit],
    ground: VillageSchedule,
    owing: Sequence[Owed],
    topics: set[str],
) -> list[ProposedVisit]:
    """The visits, each with the documents due within a month after it; one more where nobody comes
    in that month.
    """
    planned = list(visits)
    for row in owing:
        due = date.fromisoformat(row.due)
        start = max(add_months(due, -1), ground.first)
        if any(start <= plan <= due for plan in ground.planned):
            continue
        place = next(
            (place for place, visit in enumerate(planned) if start <= visit.day <= due), None
        )
        if place is not None:
            planned[place] = _with(planned[place], row, topics)
        elif workday(start, ground.holidays) <= min(due, ground.until):
            visit = ProposedVisit(workday(start, ground.holidays), "asistensi", ())
            planned.append(_with(visit, row, topics))
            planned.sort()
    return planned


def topic_of(row: Owed, topics: set[str]) -> str:
    """The topic to speak of for a document: of its code, of the application it is a part of, or
    named in its title.
    """
    named = [row.obligation_code, *re.findall(r"[\w-]+", row.obligation_title.lower())]
    if row.obligation_code in {part.key for part in PARTS}:
        named.insert(1, APPLICATIONS[0].key)
    return next((word for word in named if word in topics), "")


def _grounds(store: Store, scope: Scope, until: str) -> Callable[[int], VillageSchedule]:
    last, plans, end = (
        last_visits(store, scope),
        open_plans(store, scope),
        date.fromisoformat(until),
    )
    holidays = holidays_of(store)
    first = workday(date.fromisoformat(scope.as_of) + timedelta(1), holidays)
    interval = max(settings(store).visit_interval_days, 1)

    def ground(village_id: int) -> VillageSchedule:
        ahead = (
            plan.plan_date for plan in plans.get(village_id, []) if plan.plan_date >= scope.as_of
        )
        was = date.fromisoformat(last[village_id]) if village_id in last else None
        return VillageSchedule(
            was, tuple(map(date.fromisoformat, ahead)), first, end, interval, holidays
        )

    return ground


def holidays_of(store: Store) -> Holidays:
    """The holidays that are recorded."""
    return frozenset(date.fromisoformat(day) for (day,) in store.select("SELECT date FROM holiday"))


def _days(day: date, visits: int, holidays: Holidays) -> Iterator[date]:
    while True:
        day = workday(day + timedelta(1), holidays)
        yield from [day] * visits


def _owing(store: Store, scope: Scope, until: str) -> dict[int, list[Owed]]:
    found: dict[int, list[Owed]] = {}
    last = add_months(date.fromisoformat(until), 1).isoformat()
    for row in missing(owed(store, scope, Span(scope.as_of, last))):
        found.setdefault(row.village_id, []).append(row)
    return found


def _since(position: date | None, day: date) -> T:
    if position is None:
        return T("never visited", "belum pernah dikunjungi")
    return T("{n} {n:day|days} after {day}", "{n} hari setelah {day}").format(
        n=(day - position).days, day=_day(position)
    )


def _with(visit: ProposedVisit, row: Owed, topics: set[str]) -> ProposedVisit:
    reason = T("{code} {period} due {day}", "{code} {period} tenggat {day}").format(
        code=row.obligation_code, period=row.period, day=day(row.due)
    )
    topic = topic_of(row, topics)
    more = (topic,) if topic and topic not in visit.topics else ()
    return visit._replace(reasons=(*visit.reasons, reason), topics=(*visit.topics, *more))


def _proposal(
    village: Village,
    visit: ProposedVisit,
    mentor: str,
    planned: set[tuple[object, ...]],
    holidays: Holidays,
) -> VisitProposal:
    when = visit.day
    while (village.id, when.isoformat(), visit.kind) in planned:
        when = workday(when + timedelta(1), holidays)
    planned.add((village.id, when.isoformat(), visit.kind))
    return VisitProposal(
        village.village_code,
        village.village_name,
        when.isoformat(),
        visit.kind,
        "|".join(visit.topics),
        mentor,
        join_texts("; ", *visit.reasons),
    )


def _day(when: date) -> T:
    return day(when.isoformat())


def _counted(n: int) -> T:
    if not n:
        return T("nothing to propose: the plan is full", "tidak ada usulan: jadwal sudah lengkap")
    return T("{n} {n:visit|visits} proposed", "{n} kunjungan diusulkan").format(n=n)


_OF_CALENDAR = "village_code plan_date kind plan_state reason moved_to village_name place topics"


def calendar(store: Store, plans: Iterable[Row]) -> Table:
    """The plans of the rows of the sheet plan, in their order, as `--format ics` writes them.

    The place is where the village was last visited, else its office.
    """
    asked = query("visits", "calendar").sql
    found = {tuple(row[:3]): row for row in store.rows(asked)}
    rows = [found[tuple(row[:3])] for row in plans]
    return Table(
        T("Visits", "Kunjungan"),
        (*words(_OF_CALENDAR), *words("batch written_at")),
        rows,
        name="calendar",
    )
