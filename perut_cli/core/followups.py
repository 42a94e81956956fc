"""Follow-ups: from a finding to its closing."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perut_cli.core.text import T

SETTLED = ("verified", "dropped")


class Action(NamedTuple):
    """What was agreed after a finding; dates are ISO text, None or "" where blank."""

    action_state: str = "open"
    opened_on: str | None = None
    due: str | None = None
    done_on: str | None = None
    verified_on: str | None = None
    verified_by: str | None = None
    responsible: str | None = None


def closed(states: Sequence[str]) -> bool:
    """Whether a finding with actions in these states is closed: it has some, and all are verified
    or dropped.
    """
    return bool(states) and all(state in SETTLED for state in states)


def state_on(action: Action, day: str) -> str:
    """State of an action at the end of a day, by its dates: open, done, verified, dropped, or ""
    before it opened.
    """
    if action.opened_on and action.opened_on > day:
        return ""
    if action.action_state == "verified" and _by(action.verified_on, day):
        return "verified"
    if action.action_state in {"done", "verified", "dropped"} and _by(action.done_on, day):
        return "dropped" if action.action_state == "dropped" else "done"
    return "open"


def unsettled(action: Action, day: str) -> bool:
    """Whether reports count the action as open on a day: opened by then, not verified or dropped by
    then.
    """
    return state_on(action, day) in {"open", "done"}


def overdue(action: Action, day: str) -> bool:
    """Whether the action is open on that day and was due before it; a done one waits for
    verification instead.
    """
    return bool(action.due) and str(action.due) < day and state_on(action, day) == "open"


def times_found(finding_code: str, repeat_of: Mapping[str, str | None]) -> int:
    """How often a finding was made by now: itself and all it repeats, back along repeat_of (a
    circle counts once).
    """
    seen = {finding_code}
    earlier = repeat_of.get(finding_code)
    while earlier and earlier not in seen:
        seen.add(earlier)
        earlier = repeat_of.get(earlier)
    return len(seen)


def escalation(times: int) -> T:
    """Say what a finding asks for that was made so often: 1 coach, 2 in writing, 3 and more to the
    camat.
    """
    if times <= 1:
        return T("coach", "bina di tempat")
    if times == 2:
        return T("remind in writing", "ingatkan secara tertulis")
    return T("report to the camat", "laporkan kepada camat")


def warning_level(times: int) -> int:
    """The level of a warning, 1 to 3, that a finding made so often asks for."""
    return min(3, max(1, times - 1))


def _by(date: str | None, day: str) -> bool:
    return bool(date) and str(date) <= day
