"""Quality: scores so far from their neighbours that somebody should look again."""

from collections.abc import Sequence
from typing import NamedTuple

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
