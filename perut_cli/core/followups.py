"""Follow-ups: from a finding to its closing."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perut_cli.core.text import T

SETTLED = ("verified", "dropped")

_NEEDED = {
    "done": ("done_on",),
    "verified": ("done_on", "verified_on", "verified_by"),
    "dropped": ("done_on",),
}
_BARRED = {
    "open": ("done_on", "verified_on", "verified_by"),
    "done": ("verified_on",),
    "dropped": ("verified_on",),
}
_STATES = {
    "open": T("open", "terbuka"),
    "done": T("done", "selesai"),
    "verified": T("verified", "diverifikasi"),
    "dropped": T("dropped", "dihentikan"),
}


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


def faults(action: Action) -> list[tuple[str, T]]:
    """List where state, dates and people disagree: (column key, reason), in the order of the
    columns.

    Open has no later date; done and dropped have done_on and no verified_on; verified has both, in
    order, and a
    verifier other than the one responsible. Nothing is done before it is opened.
    """
    state = action.action_state
    word = _STATES.get(state, T(state, state))
    blank = T("must be given when the action is {state}", "harus diisi bila tindak lanjut {state}")
    states = T(
        "must be blank while the action is {state}", "harus kosong selama tindak lanjut {state}"
    )
    faulty = [
        (key, blank.format(state=word))
        for key in _NEEDED.get(state, ())
        if not getattr(action, key)
    ]
    faulty += [
        (key, states.format(state=word)) for key in _BARRED.get(state, ()) if getattr(action, key)
    ]
    return sorted(faulty + _disordered(action), key=lambda fault: Action._fields.index(fault[0]))


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


def _disordered(action: Action) -> list[tuple[str, T]]:
    disordered = []
    if action.opened_on and action.done_on and action.done_on < action.opened_on:
        reason = T("is before the action was opened, {day}", "sebelum tindak lanjut dibuka, {day}")
        disordered.append(("done_on", reason.format(day=action.opened_on)))
    if (
        action.action_state == "verified"
        and action.done_on
        and _before(action.verified_on, action.done_on)
    ):
        reason = T("is before the action was done, {day}", "sebelum tindak lanjut selesai, {day}")
        disordered.append(("verified_on", reason.format(day=action.done_on)))
    if action.action_state == "verified" and _folded(action.verified_by) and _same_person(action):
        reason = T(
            "must be another than who is responsible", "harus orang lain, bukan penanggung jawab"
        )
        disordered.append(("verified_by", reason))
    return disordered


def _before(date: str | None, day: str) -> bool:
    return bool(date) and str(date) < day


def _same_person(action: Action) -> bool:
    return _folded(action.verified_by) == _folded(action.responsible)


def _folded(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()
