"""Statistics: agreement of assessors, how fairly visits went round, scores far from the others."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from perut_cli.core.text import T, Text

MINIMUM_PAIRS = 20
"""Below this many pairs the figures stand without a word for them."""

Pairs = Sequence[tuple[float, float]]
"""(first assessor's score, second's) of the same indicator of the same village."""

_BENCHMARKS = (
    (0.0, T("poor", "buruk")),
    (0.2, T("slight", "sangat rendah")),
    (0.4, T("fair", "rendah")),
    (0.6, T("moderate", "sedang")),
    (0.8, T("substantial", "kuat")),
)


class Agreement(NamedTuple):
    """All figures of a set of pairs; shares and coefficients as fractions, None where undefined."""

    pairs: int
    exact: float | None
    within_one: float | None
    kappa: float | None
    coefficient: float | None
    leniency: float | None
    label: Text


def exact(pairs: Pairs) -> float | None:
    """Share of pairs with the same score, 0 to 1; None without pairs."""
    return sum(first == second for first, second in pairs) / len(pairs) if pairs else None


def within_one(pairs: Pairs, categories: Sequence[float]) -> float | None:
    """Share of pairs at most one level apart, 0 to 1; `categories` are all levels that could be
    given, rising.
    """
    levels = _levels(pairs, categories)
    return (
        sum(abs(first - second) <= 1 for first, second in levels) / len(levels) if levels else None
    )


def leniency(pairs: Pairs) -> float | None:
    """Mean of first minus second, in score units: above 0 the first assessor is the milder; None
    without pairs.
    """
    return sum(first - second for first, second in pairs) / len(pairs) if pairs else None


def kappa(pairs: Pairs, categories: Sequence[float], weights: str = "unweighted") -> float | None:
    """Cohen's kappa (1960, Educ. Psychol. Meas. 20, 37), weighted as in Cohen 1968 (Psychol. Bull.
    70, 213).

    `weights`: unweighted, linear or quadratic, over levels. `categories`, all levels that could be
    given, rising;
    levels never given don't change kappa. None without pairs or where chance alone explains full
    agreement.
    ValueError for a score that is no category.
    """
    observed, firsts, seconds, weight = _observed(pairs, categories, weights)
    chance = sum(a * b * weight(i, j) for i, a in enumerate(firsts) for j, b in enumerate(seconds))
    return _beyond(observed, chance) if pairs else None


def gwet(pairs: Pairs, categories: Sequence[float], weights: str = "unweighted") -> float | None:
    """Gwet's AC1 (2008, Br. J. Math. Stat. Psychol. 61, 29), or AC2 if weighted (2014, Handbook of
    Inter-Rater Rel.).

    Unlike kappa it stays sensible where nearly all scores are the same, and it depends on how many
    levels could have
    been given: `categories` are all of them, rising (four levels are 0, 1, 2, 3, even if nobody
    gave 0). None without
    pairs or with fewer than two categories. ValueError for a score that is no category.
    """
    observed, firsts, seconds, weight = _observed(pairs, categories, weights)
    count = len(categories)
    if not pairs or count <= 1:
        return None
    spread = sum((a + b) / 2 * (1 - (a + b) / 2) for a, b in zip(firsts, seconds, strict=True))
    every = sum(weight(i, j) for i in range(count) for j in range(count))
    return _beyond(observed, every * spread / (count * (count - 1)))


def label(value: float | None, pairs: int) -> Text:
    """Word of Landis & Koch (1977, Biometrics 33, 159) for a coefficient; "" below 20 pairs or
    where undefined.
    """
    if value is None or pairs < MINIMUM_PAIRS:
        return ""
    above = (word for limit, word in _BENCHMARKS if value < limit or value == limit > 0)
    return next(above, T("almost perfect", "hampir sempurna")).format()


def agreement(pairs: Pairs, categories: Sequence[float], weights: str = "unweighted") -> Agreement:
    """Put all figures of a set of pairs together; the word is that of Gwet's coefficient."""
    coefficient = gwet(pairs, categories, weights)
    return Agreement(
        pairs=len(pairs),
        exact=exact(pairs),
        within_one=within_one(pairs, categories),
        kappa=kappa(pairs, categories, weights),
        coefficient=coefficient,
        leniency=leniency(pairs),
        label=label(coefficient, len(pairs)),
    )


def _levels(pairs: Pairs, categories: Sequence[float]) -> list[tuple[int, int]]:
    places = list(categories)
    return [(places.index(first), places.index(second)) for first, second in pairs]


def _weight(weights: str, count: int) -> Callable[[int, int], float]:
    widest = max(count - 1, 1)
    return {
        "unweighted": lambda i, j: float(i == j),
        "linear": lambda i, j: 1 - abs(i - j) / widest,
        "quadratic": lambda i, j: 1 - (i - j) ** 2 / widest**2,
    }[weights]


def _observed(
    pairs: Pairs, categories: Sequence[float], weights: str
) -> tuple[float, list[float], list[float], Callable[[int, int], float]]:
    levels = _levels(pairs, categories)
    weight = _weight(weights, len(categories))
    firsts, seconds = (
        [_part(side, level, levels) for level in range(len(categories))] for side in (0, 1)
    )
    observed = sum(weight(i, j) for i, j in levels) / max(len(levels), 1)
    return observed, firsts, seconds, weight


def _part(side: int, level: int, levels: list[tuple[int, int]]) -> float:
    return sum(pair[side] == level for pair in levels) / max(len(levels), 1)


def _beyond(observed: float, chance: float) -> float | None:
    return None if round(chance, 12) >= 1 else (observed - chance) / (1 - chance)


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
    again = repeats(visits)
    times = Counter(visit.village_code for visit in visits)
    waiting = sum(times[code] <= 1 for code in set(below))
    if not waiting or 2 * again.at_target <= again.total:
        return None
    return T(
        "{easy} of {total} repeat visits went to villages already at the target; "
        "villages below it that had one visit or none: {waiting}",
        "{easy} dari {total} kunjungan ulang ke desa yang sudah mencapai target; "
        "desa di bawah target yang baru sekali atau belum dikunjungi: {waiting}",
    ).format(easy=again.at_target, total=again.total, waiting=waiting)


FEWEST = 5
"""Below this many values nothing is flagged."""

LIMIT = 3.5
"""Beyond this modified z-score, either way, a value is flagged (Iglewicz & Hoaglin 1993)."""

_DECIMALS = 6


class Outlier(NamedTuple):
    """A flagged value: its place among the values (from 0), the value and its modified z-score."""

    place: int
    value: float
    z: float


def modified_z(values: Sequence[float]) -> list[float]:
    """Give each value its modified z-score, 0.6745 · (x - median) / MAD (Iglewicz & Hoaglin 1993).

    MAD is the median absolute deviation from the median; where it is 0, more than half being equal,
    it is
    (x - median) / (1.2533 · mean absolute deviation), and 0 where all are equal.
    """
    rounded = [round(value, _DECIMALS) for value in values]
    middle = _median(rounded)
    distances = [round(abs(value - middle), _DECIMALS) for value in rounded]
    unit = _median(distances) / 0.6745 or 1.2533 * sum(distances) / max(len(distances), 1)
    return [(value - middle) / unit if unit else 0.0 for value in rounded]


def outliers(values: Sequence[float]) -> list[Outlier]:
    """Values whose modified z-score is beyond 3.5 either way, in their order; none of fewer than
    five values.
    """
    if len(values) < FEWEST:
        return []
    scored = enumerate(zip(values, modified_z(values), strict=True))
    return [Outlier(place, value, z) for place, (value, z) in scored if abs(z) > LIMIT]


def _median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    half = len(ordered) // 2
    return (ordered[half] + ordered[~half]) / 2 if ordered else 0.0
