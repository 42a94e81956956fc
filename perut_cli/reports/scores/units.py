"""Units: each village's or official's latest final and its baseline,
and what they are measured by.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from perut_cli.core import scoring
from perut_cli.core.instruments import Steps, parse_bands
from perut_cli.core.late import Late
from perut_cli.core.scoring import STAGES, Final, Sums
from perut_cli.core.settings import Settings
from perut_cli.core.values import Cell, Record, Row
from perut_cli.reports.scope import Scope, measure, settings
from perut_cli.store.db import Store
from perut_cli.store.queries import query

if TYPE_CHECKING:
    import json
else:
    json = Late("json")

_LAST_ID = 2**62
_KEPT = 1 << 16


class MeasuredVersion(NamedTuple):
    """A version of the instrument, with the target that holds for it."""

    id: int
    name: str
    target: float
    bands: Steps


class Yardstick(NamedTuple):
    """What a report measures by: the instrument (code blank without any) and its versions by id,
    newest first.
    """

    subject: str
    code: str
    title: str
    settings: Settings
    versions: dict[int, MeasuredVersion]

    @property
    def target(self) -> float:
        """The newest version's target, else the setting's."""
        return next((version.target for version in self.versions.values()), self.settings.target)


class AssessmentSums(NamedTuple):
    """An assessment that was taken, as far as scores need it."""

    assessment_id: int
    instrument_id: int
    sums: Sums


class Pair(NamedTuple):
    """A unit's latest final and its baseline, the same one where there is only one; both of the
    latest's version.

    `at_baseline`: the baseline is of stage baseline, not just the earliest.
    """

    latest: AssessmentSums
    baseline: AssessmentSums
    at_baseline: bool

    @property
    def twice(self) -> bool:
        """Whether they are two assessments, so that there can be a gain."""
        return self.latest.assessment_id != self.baseline.assessment_id


class Verdict(NamedTuple):
    """What the sums of one assessment come to."""

    total: float | None
    coverage: float | None
    reached: str
    band: str


class Official(NamedTuple):
    """An official in scope; position blank for one without a post on the day."""

    id: int
    village_id: int
    village_code: str
    official_name: str
    position: str


def yardstick(store: Store, scope: Scope, subject: str = "") -> Yardstick:
    """The instrument of the report; a blank subject: that of the instrument asked for, else the
    village. Usage P045.
    """
    of = (
        subject
        or store.value(query("scores", "subject").sql, {"instrument": scope.instrument})
        or "village"
    )
    code, title = measure(store, scope, of)
    chosen = settings(store)
    rows = store.rows(query("scores", "versions").sql, {"instrument": code})
    versions = (
        MeasuredVersion(id_, name, chosen.target if target is None else target, parse_bands(bands))
        for id_, name, target, bands in rows
    )
    return Yardstick(of, code, title, chosen, {version.id: version for version in versions})


def query_parameters(scope: Scope, yard: Yardstick | None = None, **more: Cell) -> Record:
    """The named parameters that the queries of scores.sql take."""
    village_id = scope.village_id
    return {
        "as_of": scope.as_of,
        "since": scope.since,
        "until": scope.until,
        "locus": int(scope.locus),
        "first": 0 if village_id is None else village_id,
        "last": _LAST_ID if village_id is None else village_id,
        "instrument": yard.code if yard else "",
        **more,
    }


def as_json_list(ids: Iterable[Cell]) -> str:
    """Ids or codes as the one parameter that a query reads a list from."""
    return json.dumps(list(ids))


def pairs(store: Store, scope: Scope, yard: Yardstick) -> dict[int, Pair]:
    """Latest and baseline of every unit assessed by the day, by village or official id; loci are
    not chosen here.
    """
    # Seldom two assess a unit on one day; only then it matters who.
    mentors: _Mentors = cache(lambda: dict(store.rows("SELECT id, mentor_code FROM mentor")))
    name = "taken_narrowed" if store.ranks_first else "taken"
    rows = store.select(query("scores", name).sql, query_parameters(scope, yard))
    return {
        unit: _pair(list(finals), yard, mentors) for unit, finals in groupby(rows, itemgetter(0))
    }


def in_scope(store: Store, scope: Scope, yard: Yardstick) -> list[Pair]:
    """The pairs of the villages, or of the officials in post on the day,
    that the scope is about.
    """
    by_unit = pairs(store, scope, yard)
    if yard.subject == "official":
        return [
            by_unit[one.id] for one in officials(store, scope) if one.position and one.id in by_unit
        ]
    rows = store.select(query("scores", "villages").sql, query_parameters(scope))
    return [by_unit[row[0]] for row in rows if row[0] in by_unit]


def officials(store: Store, scope: Scope) -> list[Official]:
    """The officials of the villages in scope, by village code and name."""
    rows = store.select(query("scores", "officials").sql, query_parameters(scope))
    return [
        Official._make((*person, ", ".join(row[4] for row in posts)))
        for person, posts in groupby(rows, itemgetter(0, 1, 2, 3))
    ]


def answer_counts(store: Store, assessments: Sequence[int]) -> dict[int, dict[float, int]]:
    """How often each score of an indicator was given in some assessments, by indicator id."""
    counted: dict[int, dict[float, int]] = {}
    sql = query("scores", "answer_counts").sql
    for ids in store.id_lists(assessments):
        for indicator, score, answers in store.select(sql.replace(":assessments", ids)):
            scores = counted.setdefault(indicator, {})
            scores[score] = scores.get(score, 0) + answers
    return counted


def unit(pair: Pair) -> scoring.Unit:
    """The pair as the readings of the target take it."""
    return scoring.Unit(pair.latest.sums, pair.baseline.sums if pair.twice else None)


def gain(pair: Pair) -> float | None:
    """Points from baseline to latest; None with one assessment only or where one of them has no
    answer.
    """
    if not pair.twice:
        return None
    before, after = scoring.total(pair.baseline.sums), scoring.total(pair.latest.sums)
    return None if before is None or after is None else after - before


def judges(yard: Yardstick) -> dict[int, Callable[[Sums], Verdict]]:
    """For each version the function from sums to a verdict; equal sums are judged once."""
    return {
        version.id: lru_cache(maxsize=_KEPT)(partial(verdict, version=version))
        for version in yard.versions.values()
    }


def verdict(sums: Sums, version: MeasuredVersion) -> Verdict:
    """Total, coverage, reached and band of an assessment by its version."""
    return Verdict(
        scoring.total(sums),
        scoring.coverage(sums),
        scoring.reached(sums, version.target),
        scoring.band(sums, version.bands, version.target),
    )


_Mentors = Callable[[], Mapping[int, str]]
"""The codes of the mentors by their ids."""


def _pair(finals: list[Row], yard: Yardstick, mentors: _Mentors) -> Pair:
    first, last = _chosen(finals, yard, mentors)
    latest = AssessmentSums(last[2], last[1], Sums._make(last[6:]))
    baseline = (
        latest if first is last else AssessmentSums(first[2], first[1], Sums._make(first[6:]))
    )
    return Pair(latest, baseline, first[4] == STAGES[0])


def _chosen(finals: list[Row], yard: Yardstick, mentors: _Mentors) -> tuple[Row, Row]:
    # Of a nation of villages only those with two finals on a day need the whole rule.
    if len({final[3] for final in finals}) < len(finals):
        named = {
            Final(
                final[3], final[4], mentors().get(final[5], ""), yard.versions[final[1]].name
            ): final
            for final in finals
        }
        if chosen := scoring.choose_baseline_and_latest(named):
            return named[chosen[0]], named[chosen[1]]
    same = (
        finals
        if len(yard.versions) == 1
        else [final for final in finals if final[1] == finals[-1][1]]
    )
    if same[0][4] == STAGES[0]:
        return same[0], finals[-1]
    return next((final for final in same if final[4] == STAGES[0]), same[0]), finals[-1]
