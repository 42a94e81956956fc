"""Fairness: whether the visits go round, and to where they are needed."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from perut_cli.text import T


class Visit(NamedTuple):
    """One visit, and whether the village had reached the target before it."""

    village_code: str
    at_target: bool = False


class Repeats(NamedTuple):
    """Visits to a village already visited: all of them, and those to villages already at the
    target.
    """

    total: int
    at_target: int


def gini(counts: Sequence[float]) -> float | None:
    """Gini coefficient of the visits per village, unvisited ones as 0: 0 all alike, near 1 all to
    one.

    Σᵢ Σⱼ |xᵢ - xⱼ| / (2 n² · mean) (Gini 1912); at most (n - 1) / n. None without villages or
    visits.
    """
    ordered, whole = sorted(counts), sum(counts)
    if not whole:
        return None
    spread = sum((2 * place - len(ordered) - 1) * count for place, count in enumerate(ordered, 1))
    return spread / (len(ordered) * whole)


def repeats(visits: Sequence[Visit]) -> Repeats:
    """Count the second and later visits to each village, in the order they were made."""
    first = {visit.village_code: place for place, visit in reversed(list(enumerate(visits)))}
    again = [
        visit.at_target for place, visit in enumerate(visits) if place > first[visit.village_code]
    ]
    return Repeats(len(again), sum(again))


def easy_share(visits: Sequence[Visit]) -> float | None:
    """Percent of the repeat visits that went to villages already at the target; None without repeat
    visits.
    """
    found = repeats(visits)
    return 100 * found.at_target / found.total if found.total else None


def remark(visits: Sequence[Visit], below: Collection[str]) -> T | None:
    """Say it when the easy road is taken, else None.

    It is when more than half of the repeat visits went to villages already at the target while a
    village still
    `below` it (codes) was visited at most once.
    """
    found = repeats(visits)
    times = Counter(visit.village_code for visit in visits)
    waiting = sum(times[code] <= 1 for code in set(below))
    if not waiting or 2 * found.at_target <= found.total:
        return None
    return T(
        "{easy} of {total} repeat visits went to villages already at the target; "
        "villages below it that had one visit or none: {waiting}",
        "{easy} dari {total} kunjungan ulang ke desa yang sudah mencapai target; "
        "desa di bawah target yang baru sekali atau belum dikunjungi: {waiting}",
    ).format(easy=found.at_target, total=found.total, waiting=waiting)
