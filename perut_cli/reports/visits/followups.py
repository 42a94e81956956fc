"""Follow-ups and findings as they stood at the end of a day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from perut_cli.core.followups import (
    Action,
    closed,
    escalation,
    overdue,
    state_on,
    times_found,
    unsettled,
)
from perut_cli.core.table import Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import words
from perut_cli.reports.scope import Scope
from perut_cli.reports.visits.sessions import head, join_texts, rows
from perut_cli.reports.words import target_read
from perut_cli.store.db import Store
from perut_cli.store.queries import once


class FollowUp(NamedTuple):
    """One follow-up not settled by the day; days_overdue only where it is open and past due."""

    finding_id: int
    action_code: str
    village_code: str
    village_name: str
    finding_text: str
    action_text: str
    responsible: str
    due: str
    action_state: str
    opened_on: str
    days_overdue: int | None
    repeats: int


class RecordedFinding(NamedTuple):
    """One finding made by the day; `repeats` is how often it was made by then, itself and all it
    repeats.
    """

    id: int
    finding_code: str
    village_id: int
    finding_date: str
    session_id: int | None
    severity: str
    finding_text: str
    indicator_code: str
    repeats: int
    closed: bool


class OpenItems(NamedTuple):
    """Findings and unsettled follow-ups of the scope's villages on its day."""

    findings: list[RecordedFinding]
    follow_ups: list[FollowUp]


def actions(store: Store, scope: Scope) -> Table:
    """Follow-ups not settled by the day, most overdue first;
    a period chooses those opened in it.
    """
    items = [
        step
        for step in open_items(store, scope).follow_ups
        if scope.since <= step.opened_on and (not scope.until or step.opened_on <= scope.until)
    ]
    columns = words(
        "action_code village_code village_name finding_text action_text responsible due "
        "action_state "
        "days_overdue repeats"
    )
    cells = [(*step[1:9], step.days_overdue, step.repeats) for step in items]
    title = T("Follow-ups not settled", "Tindak lanjut belum tuntas")
    return Table(
        title,
        columns,
        cells,
        note=escalation_line(items),
        head=head(scope, _counted(items), target_read(store)),
        name="actions",
    )


@once
def open_items(store: Store, scope: Scope) -> OpenItems:
    """What was found by the day and what is still to be done, most overdue first."""
    steps = rows(store, scope, "actions")
    states: dict[int, list[str]] = {}
    for finding_id, _, _, _, _, _, _, due, *dates in steps:
        states.setdefault(finding_id, []).append(state_on(_action(due, *dates), scope.as_of))
    raw = rows(store, scope, "findings")
    earlier = {row[1]: row[8] or None for row in raw}
    findings = [
        RecordedFinding._make(
            (*row[:8], times_found(row[1], earlier), closed(states.get(row[0], ())))
        )
        for row in raw
    ]
    times = {finding.id: finding.repeats for finding in findings}
    open_steps = [step for step in steps if unsettled(_action(*step[7:]), scope.as_of)]
    follow_ups = [_follow_up(step, times.get(step[0], 1), scope.as_of) for step in open_steps]
    return OpenItems(findings, sorted(follow_ups, key=_urgency))


def count_open_repeats(findings: Sequence[RecordedFinding]) -> Counter[int]:
    """Village id → repeat findings not closed by the day."""
    return Counter(
        finding.village_id for finding in findings if finding.repeats > 1 and not finding.closed
    )


def escalation_line(steps: Sequence[FollowUp]) -> T:
    """How many follow-ups are of findings made twice or more, and what these ask for; blank without
    any.
    """
    levels = Counter(min(step.repeats, _CAMAT) for step in steps)
    text = T("{what}: {n} (found {times})", "{what}: {n} (ditemukan {times})")
    found = ((level, times) for level, times in _TIMES if levels[level])
    return join_texts(
        "; ",
        *(
            text.format(what=escalation(level), n=levels[level], times=times)
            for level, times in found
        ),
    )


def days_between(first: str, last: str) -> int:
    """Days from one ISO date to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


_CAMAT = 3
_TIMES = ((2, T("twice", "dua kali")), (_CAMAT, T("three times or more", "tiga kali atau lebih")))


def _counted(steps: Sequence[FollowUp]) -> T:
    late = sum(step.days_overdue is not None for step in steps)
    waiting = sum(step.action_state == "done" for step in steps)
    text = T(
        "{n} not settled, {late} overdue, {waiting} waiting for verification",
        "{n} belum tuntas, {late} terlambat, {waiting} menunggu verifikasi",
    )
    return text.format(n=len(steps), late=late, waiting=waiting)


def _action(due: str, state: str, opened: str, done: str, verified: str) -> Action:
    return Action(state, opened, due, done, verified)


def _follow_up(step: tuple[object, ...], repeats: int, as_of: str) -> FollowUp:
    due, state, opened, done, verified = (str(cell) for cell in step[7:])
    action = _action(due, state, opened, done, verified)
    days = days_between(due, as_of) if overdue(action, as_of) else None
    return FollowUp._make((*step[:8], state_on(action, as_of), opened, days, repeats))


def _urgency(step: FollowUp) -> tuple[int, bool, str, str]:
    return (-(step.days_overdue or 0), not step.due, step.due, step.action_code)
