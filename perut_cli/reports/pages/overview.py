"""The whole kecamatan as one value: everything that the page to look at shows, taken from the
reports' own figures.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from perut_cli.core import scoring
from perut_cli.core.characters import folded
from perut_cli.core.errors import PerutError
from perut_cli.core.text import T, Text
from perut_cli.core.values import Row, shown_number
from perut_cli.core.vocabulary import POSITIONS
from perut_cli.reports.obligations.obligations import SUBMITTED, Owed, owed, span
from perut_cli.reports.pages.without_people import hider
from perut_cli.reports.scope import Scope, score_limits, settings
from perut_cli.reports.scores import officials, progress, target
from perut_cli.reports.visits.followups import FollowUp, days_between, open_items
from perut_cli.reports.visits.priority import finals, priority
from perut_cli.reports.visits.sessions import last_visits, open_plans, villages
from perut_cli.reports.words import day
from perut_cli.store.db import Store

WEEKS_AHEAD = 6


class Course(NamedTuple):
    """A village's score on a day."""

    day: str
    total: float | None


class OpenStep(NamedTuple):
    """A follow-up as the page shows it; `responsible` as a post."""

    finding: str
    action: str
    responsible: str
    due: str
    days_overdue: int | None


class Duty(NamedTuple):
    """A document that a village owes."""

    title: str
    period: str
    due: str
    state: str
    days_late: int | None


class Outing(NamedTuple):
    """A visit made or planned."""

    day: str
    kind: str
    topics: str


class VillageView(NamedTuple):
    """One village: its figures as the reports have them, and what stands behind them."""

    code: str
    name: str
    locus: bool
    sessions: int
    latest: float | None
    gain: float | None
    coverage: float | None
    critical: int | None
    reached: str | None
    band: str | None
    open_actions: int
    overdue: int
    late_duties: int
    days_since_visit: int | None
    rank: int
    priority: float
    why: str
    course: list[Course]
    steps: list[OpenStep]
    duties: list[Duty]
    visits: list[Outing]
    plans: list[Outing]


class Figure(NamedTuple):
    """One of the figures on top, a link to what stands behind it."""

    label: Text
    value: str
    detail: Text
    href: str
    good: bool


class Overview(NamedTuple):
    """The page's whole content."""

    title: Text
    letterhead: tuple[str, ...]
    signed: tuple[str, ...]
    as_of: str
    since: str
    head: Text
    target: float
    limits: tuple[float, ...]
    interval: int
    figures: list[Figure]
    changes: list[Text]
    readings: list[Row]
    villages: list[VillageView]
    officials: Text
    with_people: bool


def overview(store: Store, scope: Scope, since: str = "", *, with_people: bool = False) -> Overview:
    """Collect the page. Without people no name of an official or mentor is left in any text."""
    chosen = settings(store)
    hide: Callable[[str], str] = str if with_people else hider(store, chosen.head_name)
    table = progress.progress(store, scope)
    views = _villages(store, scope, list(table.rows), hide)
    reading = target.target(store, scope)
    readings = [tuple(row) for row in reading.rows]
    head_lines = (
        chosen.letterhead_1,
        chosen.letterhead_2,
        chosen.letterhead_3,
        chosen.letterhead_4,
    )
    name, limits = chosen.district_name or chosen.district_code, score_limits(store)
    return Overview(
        T("Kecamatan {name}", "Kecamatan {name}").format(name=name),
        tuple(line for line in head_lines if line),
        tuple(line for line in (chosen.head_title, chosen.head_name) if line),
        scope.as_of,
        since,
        table.head,
        float(readings[0][3]) if readings else chosen.target,
        limits,
        chosen.visit_interval_days,
        _figures(views, readings, chosen.visit_interval_days, limits),
        _changes(store, scope, since, views) if since else [],
        readings,
        views,
        _officials(store, scope),
        with_people,
    )


def _villages(
    store: Store, scope: Scope, rows: list[Row], hide: Callable[[str], str]
) -> list[VillageView]:
    ranks = {row[1]: row for row in priority(store, scope, all_villages=True).rows}
    ids = {item.village_code: item.id for item in villages(store, scope)}
    courses, last, plans = finals(store, scope), last_visits(store, scope), open_plans(store, scope)
    steps, duties = _steps(store, scope, hide), _duties(store, scope)
    outings = _outings(store, scope)
    views = []
    for row in rows:
        code, id_, rank = row[0], ids[row[0]], ranks.get(row[0])
        visited = last.get(id_)
        views.append(
            VillageView(
                code,
                row[1],
                row[2] == "yes",
                row[3],
                row[6],
                row[7],
                row[9],
                row[10],
                row[11],
                row[12],
                row[13],
                row[14],
                sum(1 for item in duties[code] if _is_late(item)),
                days_between(visited, scope.as_of) if visited else None,
                rank[0] if rank else 0,
                rank[3] if rank else 0.0,
                str(rank[10]) if rank else "",
                [Course(at.final.date, scoring.total(at.sums)) for at in courses.get(id_, [])],
                steps[code],
                duties[code],
                outings[id_],
                [Outing(item.plan_date, item.kind, item.topics) for item in plans.get(id_, [])],
            )
        )
    return views


def _is_late(one: Duty) -> bool:
    return one.days_late is not None and one.state != SUBMITTED


def _steps(store: Store, scope: Scope, hide: Callable[[str], str]) -> dict[str, list[OpenStep]]:
    found: dict[str, list[OpenStep]] = defaultdict(list)
    for one in open_items(store, scope).follow_ups:
        found[one.village_code].append(_step(one, hide))
    return found


def _step(follow_up: FollowUp, hide: Callable[[str], str]) -> OpenStep:
    return OpenStep(
        hide(follow_up.finding_text),
        hide(follow_up.action_text),
        follow_up.responsible if hide is str else _post(follow_up.responsible),
        follow_up.due,
        follow_up.days_overdue,
    )


def _post(responsible: str) -> str:
    """Who is responsible as a post; blank where the text names somebody else."""
    wanted = folded(responsible)
    for position in POSITIONS:
        if folded(position.key) in wanted:
            return position.key
    short = {"sekdes": "Sekretaris Desa", "kades": "Kepala Desa", "kaur": "Kaur", "kasi": "Kasi"}
    return next((post for word, post in short.items() if word in wanted.split()), "")


def _duties(store: Store, scope: Scope) -> dict[str, list[Duty]]:
    found: dict[str, list[Duty]] = defaultdict(list)
    for one in owed(store, scope, span(scope)):
        found[one.village_code].append(_duty(one))
    return found


def _duty(one: Owed) -> Duty:
    return Duty(one.obligation_title, one.period, one.due, one.submission_state, one.days_late)


def _outings(store: Store, scope: Scope) -> dict[int, list[Outing]]:
    by_village: dict[int, list[Outing]] = defaultdict(list)
    for id_, when, kind, topics in store.rows(
        "SELECT h.village_id, s.session_date, s.kind, ifnull((SELECT group_concat(t.topic_name, "
        "', ') FROM session_topic AS l JOIN topic AS t ON t.id = l.topic_id WHERE l.session_id = "
        "s.id), '') FROM (SELECT id AS session_id, village_id FROM session UNION SELECT "
        "session_id, village_id FROM session_village) AS h JOIN session AS s ON s.id = "
        "h.session_id WHERE s.session_date <= ? ORDER BY s.session_date DESC",
        (scope.as_of,),
    ):
        if len(by_village[id_]) < _VISITS_SHOWN:
            by_village[id_].append(Outing(when, kind, topics))
    return by_village


_VISITS_SHOWN = 6


_VISITED = T("villages in the last {n} {n:day|days}", "desa dalam {n} hari terakhir")


def _figures(
    views: list[VillageView], readings: list[Row], interval: int, limits: tuple[float, ...]
) -> list[Figure]:
    chosen = next((row for row in readings if row[1] == "yes"), readings[0] if readings else None)
    value = "–" if chosen is None or chosen[2] is None else _number(chosen[2], limits)
    aim = _number(chosen[3]) if chosen else "80"
    seen = sum(
        1 for one in views if one.days_since_visit is not None and one.days_since_visit <= interval
    )
    overdue, late = sum(one.overdue for one in views), sum(one.late_duties for one in views)
    return [
        Figure(
            T("Target", "Target"),
            value,
            T("of {aim} to be reached", "dari {aim} yang dituju").format(aim=aim),
            "#matrix",
            bool(chosen and chosen[4] == "yes"),
        ),
        Figure(
            T("Visited", "Dikunjungi"),
            f"{seen}/{len(views)}",
            _VISITED.format(n=interval),
            "#next",
            seen == len(views),
        ),
        Figure(
            T("Overdue", "Terlambat"),
            str(overdue),
            T("follow-ups past their day", "tindak lanjut lewat tenggat"),
            "#steps",
            not overdue,
        ),
        Figure(
            T("Documents owed", "Dokumen tertunggak"),
            str(late),
            T("past their due day", "lewat tenggat"),
            "#calendar",
            not late,
        ),
    ]


def _number(value: float, limits: tuple[float, ...] = ()) -> str:
    return shown_number(scoring.shown(value, limits), 1)


def _changes(store: Store, scope: Scope, since: str, views: list[VillageView]) -> list[Text]:
    """What is otherwise than at the end of an earlier day."""
    then, limits = scope._replace(as_of=since), score_limits(store)
    before = {row[0]: row for row in progress.progress(store, then).rows}
    late = {
        code: sum(1 for view in many if _is_late(view))
        for code, many in _duties(store, then).items()
    }
    changes: list[Text] = []
    visits = sum(view.sessions - before[view.code][3] for view in views if view.code in before)
    changes.append(
        T(
            "{n} {n:visit|visits} and meetings since {day}",
            "{n} kunjungan dan pertemuan sejak {day}",
        ).format(n=visits, day=day(since))
    )
    for view in views:
        old = before.get(view.code)
        if old and view.latest is not None and old[6] != view.latest:
            changes.append(
                T("{name}: score {old} → {new}", "{name}: nilai {old} → {new}").format(
                    name=view.name,
                    old="–" if old[6] is None else _number(old[6], limits),
                    new=_number(view.latest, limits),
                )
            )
        if old and view.overdue > old[14]:
            changes.append(
                T("{name}: {n} more overdue", "{name}: {n} terlambat lagi").format(
                    name=view.name, n=view.overdue - old[14]
                )
            )
        if view.late_duties < late.get(view.code, 0):
            changes.append(
                T("{name}: {n} {n:document|documents} came in", "{name}: {n} dokumen masuk").format(
                    name=view.name, n=late[view.code] - view.late_duties
                )
            )
    return changes


def _officials(store: Store, scope: Scope) -> Text:
    """The officials' progress as a group, or why nothing is claimed;
    blank without an instrument.
    """
    try:
        table = officials.officials(store, scope._replace(instrument=""))
    except PerutError:
        return ""
    return table.note


def coming(views: Iterable[VillageView], as_of: str) -> list[tuple[str, VillageView, Outing]]:
    """The plans of the next weeks: (day, village, plan), earliest first; missed ones before."""
    last = (date.fromisoformat(as_of) + timedelta(weeks=WEEKS_AHEAD)).isoformat()
    found = [(plan.day, one, plan) for one in views for plan in one.plans if plan.day <= last]
    return sorted(found, key=lambda item: (item[0], item[1].code))
