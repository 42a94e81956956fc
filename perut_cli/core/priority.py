"""Priority: which village most needs the next visit, as a sum of named parts."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from perut_cli.core.scoring import compared, shown
from perut_cli.core.text import T

_MANY_CRITICALS = 3
_MANY_ACTIONS = 3
_MANY_REPEATS = 2


class Weights(NamedTuple):
    """The settings priority_* and visit_interval_days; with their defaults the parts sum to at most
    100.
    """

    visit: float = 25
    gap: float = 30
    critical: float = 15
    actions: float = 15
    repeats: float = 15
    interval_days: float = 30


class Facts(NamedTuple):
    """What is known of a village on a day: None for never visited, and for never assessed or
    nothing answered.
    """

    village_code: str
    days_since_visit: int | None = None
    latest: float | None = None
    critical_failures: int = 0
    overdue_actions: int = 0
    open_repeats: int = 0


class Parts(NamedTuple):
    """The parts of one village's priority, each from 0 to its weight."""

    visit_part: float
    gap_part: float
    critical_part: float
    action_part: float
    repeat_part: float


class Ranked(NamedTuple):
    """A village's place in the order of the next visits, from 1."""

    rank: int
    village_code: str
    priority: float
    parts: Parts


def parts(facts: Facts, weights: Weights, target: float) -> Parts:
    """Weigh the facts: full for never visited or assessed, for 3 critical failures, 3 overdue, 2
    open repeats.
    """
    return Parts(
        visit_part=weights.visit * _lateness(facts.days_since_visit, weights.interval_days),
        gap_part=weights.gap * _gap(facts.latest, target),
        critical_part=weights.critical * min(1, facts.critical_failures / _MANY_CRITICALS),
        action_part=weights.actions * min(1, facts.overdue_actions / _MANY_ACTIONS),
        repeat_part=weights.repeats * min(1, facts.open_repeats / _MANY_REPEATS),
    )


def total(parts: Parts) -> float:
    """Priority of a village: the sum of its parts."""
    return math.fsum(parts)


def why(parts: Parts, facts: Facts, limits: Iterable[float] = ()) -> T:
    """Name the parts above 0 with their facts and points, largest first; `limits` are those of the
    score shown.
    """
    words = zip(parts, _words(facts, limits), strict=True)
    named = [
        _with_points(text, part)
        for part, text in sorted(words, key=lambda pair: -compared(pair[0]))
        if part > 0
    ]
    if not named:
        return T("nothing presses", "tidak ada yang mendesak")
    return T("; ".join(text.en for text in named), "; ".join(text.id for text in named))


def ranked(villages: Iterable[tuple[str, Parts]]) -> list[Ranked]:
    """Order (village_code, parts) by priority, highest first; ties by village_code."""
    order = sorted((-compared(total(parts)), code, parts) for code, parts in villages)
    return [
        Ranked(rank, code, total(parts), parts) for rank, (_, code, parts) in enumerate(order, 1)
    ]


def _lateness(days: int | None, interval: float) -> float:
    return 1 if days is None else min(1, max(0, days / max(interval, 1) - 1))


def _gap(latest: float | None, target: float) -> float:
    if latest is None:
        return 1
    return max(0, target - latest) / target if target > 0 else 0


def _words(facts: Facts, limits: Iterable[float]) -> tuple[T, T, T, T, T]:
    return (
        _visit(facts.days_since_visit),
        _score(facts.latest, limits),
        T("critical failures: {n}", "gagal kritis: {n}").format(n=facts.critical_failures),
        T("overdue follow-ups: {n}", "tindak lanjut terlambat: {n}").format(
            n=facts.overdue_actions
        ),
        T("open repeat findings: {n}", "temuan berulang terbuka: {n}").format(n=facts.open_repeats),
    )


def _visit(days: int | None) -> T:
    if days is None:
        return T("never visited", "belum pernah dikunjungi")
    return T("last visit {n} {n:day|days} ago", "kunjungan terakhir {n} hari lalu").format(n=days)


def _score(latest: float | None, limits: Iterable[float]) -> T:
    if latest is None:
        return T("no score yet", "belum ada nilai")
    return T("latest score {n}", "nilai terakhir {n}").format(n=_figure(shown(latest, limits)))


def _with_points(text: T, part: float) -> T:
    return T("{text} (+{n})", "{text} (+{n})").format(text=text, n=_figure(shown(part)))


def _figure(value: float) -> T:
    return T(f"{value:.1f}", f"{value:.1f}".replace(".", ","))
