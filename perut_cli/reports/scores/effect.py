"""Effect: whether the indicators that sessions worked on rose more than the others of the same
villages and period.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from perut_cli.core.scoring import MINIMUM_PAIRS
from perut_cli.core.table import Table
from perut_cli.core.text import T
from perut_cli.core.values import Row
from perut_cli.core.vocabulary import words
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.indicators import newest_finals
from perut_cli.reports.scores.units import (
    Pair,
    Yardstick,
    as_json_list,
    pairs,
    query_parameters,
    yardstick,
)
from perut_cli.reports.words import figure, head, sentences
from perut_cli.store.db import Store
from perut_cli.store.queries import query

COLUMNS = words(
    "dimension indicator_code indicator_text taught taught_gain untaught untaught_gain "
    "gain_difference"
)
LIMITS = T(
    "This is no proof: sessions go where the need is, low scores rise of themselves, and "
    "mentors often assess.",
    "Ini bukan bukti: sesi diarahkan ke yang lemah, nilai rendah cenderung naik sendiri, "
    "pendamping sering menilai.",
)
"""What the comparison can't say."""


class Rise(NamedTuple):
    """How far one indicator of one village rose from baseline to latest, in points of 100, and if
    it was worked on.
    """

    village_id: int
    indicator_code: str
    before: float
    after: float
    taught: bool

    @property
    def points(self) -> float:
        """The rise in points of 100."""
        return 100 * (self.after - self.before)


def effect(store: Store, scope: Scope) -> Table:
    """A row an indicator of the instrument; the note gives the whole, from six answers on each
    side.
    """
    yard = yardstick(store, scope, "village")
    rose = rises(store, scope, yard)
    by_code = defaultdict(list)
    for rise in rose:
        by_code[rise.indicator_code].append(rise)
    version = newest_finals(store, scope, yard)[0]
    listing = store.select(query("scores", "indicators").sql, {"version": version})
    texts = [row[1:4] for row in listing]
    rows = [(*text, *_compared(by_code[text[1]])) for text in texts if text[1] in by_code]
    rows.sort(key=lambda row: (not row[3], -(row[7] or 0)))
    title = T("What sessions worked on, and what rose", "Yang dikerjakan sesi, dan yang naik")
    return Table(title, COLUMNS, rows, note=remark(rose), head=head(scope, yard), name="effect")


def rises(store: Store, scope: Scope, yard: Yardstick) -> list[Rise]:
    """The answers given both times in villages with two assessments where sessions between them
    named indicators.

    An indicator is taught if a session of the village named it on a day from the baseline on and
    before the latest.
    """
    twice = _twice(store, scope, yard)
    spans = _spans(store, twice)
    named: dict[int, set[str]] = defaultdict(set)
    for village_id, code, day, _ in store.select(
        query("scores", "taught").sql, query_parameters(scope, yard)
    ):
        first, last = spans.get(village_id, ("", ""))
        if first <= day < last:
            named[village_id].add(code)
    taught = {village_id: pair for village_id, pair in twice.items() if village_id in named}
    factors = _factors(store, taught.values())
    return [
        Rise(village_id, code, before, after, code in named[village_id])
        for village_id, pair in taught.items()
        for code, before in factors[pair.baseline.assessment_id].items()
        if (after := factors[pair.latest.assessment_id].get(code)) is not None
    ]


def remark(rose: Sequence[Rise]) -> T:
    """The whole in a sentence, and what it can't say."""
    taught, others = (
        [rise.points for rise in rose if rise.taught is side] for side in (True, False)
    )
    villages = len({rise.village_id for rise in rose})
    if min(len(taught), len(others)) < MINIMUM_PAIRS:
        few = T(
            "{n} {n:answer|answers} worked on and {m} others in {villages} "
            "{villages:village|villages} are too few to compare (from {least} each).",
            "{n} jawaban yang dikerjakan dan {m} lainnya di {villages} desa terlalu sedikit "
            "(mulai {least}).",
        )
        return sentences(
            few.format(n=len(taught), m=len(others), villages=villages, least=MINIMUM_PAIRS), LIMITS
        )
    whole = T(
        "In {villages} {villages:village|villages} {n} {n:answer|answers} worked on rose by "
        "{gain} points on average, {m} others by {other}.",
        "Di {villages} desa, {n} jawaban yang dikerjakan naik rata-rata {gain} poin, {m} "
        "lainnya {other}.",
    ).format(
        villages=villages, n=len(taught), m=len(others), gain=_rise(taught), other=_rise(others)
    )
    return sentences(whole, LIMITS)


def _twice(store: Store, scope: Scope, yard: Yardstick) -> dict[int, Pair]:
    found = pairs(store, scope, yard)
    rows = store.select(query("scores", "villages").sql, query_parameters(scope))
    return {row[0]: found[row[0]] for row in rows if row[0] in found and found[row[0]].twice}


def _ids(chosen: Iterable[Pair]) -> str:
    return as_json_list(
        taken.assessment_id for pair in chosen for taken in (pair.baseline, pair.latest)
    )


def _spans(store: Store, twice: Mapping[int, Pair]) -> dict[int, tuple[str, str]]:
    rows = store.select(query("scores", "assessments").sql, {"assessments": _ids(twice.values())})
    days = {row[0]: row[6] for row in rows}
    return {
        unit: (days[pair.baseline.assessment_id], days[pair.latest.assessment_id])
        for unit, pair in twice.items()
    }


def _factors(store: Store, chosen: Iterable[Pair]) -> Mapping[int, dict[str, float]]:
    found: dict[int, dict[str, float]] = defaultdict(dict)
    for assessment_id, code, factor in store.select(
        query("scores", "factors").sql, {"assessments": _ids(chosen)}
    ):
        found[assessment_id][code] = factor
    return found


def _compared(rose: Sequence[Rise]) -> Row:
    taught, others = (
        [rise.points for rise in rose if rise.taught is side] for side in (True, False)
    )
    gain, other = _mean(taught), _mean(others)
    return (
        len(taught),
        gain,
        len(others),
        other,
        None if gain is None or other is None else gain - other,
    )


def _rise(points: Sequence[float]) -> T:
    return figure(_mean(points), 1)


def _mean(points: Sequence[float]) -> float | None:
    return sum(points) / len(points) if points else None
