"""Answers: what was answered in an assessment, what failed, and what would lift the score most."""

from typing import NamedTuple

from perut_cli.core import scoring
from perut_cli.core.scoring import Answer, Sums, what_would_lift_most
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.units import AssessmentSums, Pair, pairs, yardstick
from perut_cli.store.db import Store
from perut_cli.store.queries import query


class Given(NamedTuple):
    """An indicator of an assessment with what was answered: score None while unanswered or where it
    does not apply.
    """

    dimension: str
    indicator_code: str
    indicator_text: str
    weight: float
    max_score: float
    critical: str
    score: float | None
    na_reason: str
    feedback: str

    @property
    def factor(self) -> float | None:
        """The score as a part of its maximum."""
        return None if self.score is None else self.score / self.max_score

    @property
    def answer(self) -> Answer:
        """The answer as scoring takes it."""
        return Answer(
            self.indicator_code,
            self.weight,
            self.factor,
            self.critical == "yes",
            not self.na_reason,
        )


class DimensionScores(NamedTuple):
    """A dimension of the latest's version: score and sums at baseline (None unless another
    assessment) and latest.
    """

    dimension: str
    baseline: float | None
    latest: float | None
    baseline_sums: Sums | None
    latest_sums: Sums


class Lift(NamedTuple):
    """An indicator and the points that the total would gain if it alone were at its maximum."""

    indicator_code: str
    indicator_text: str
    points: float
    score: float | None
    max_score: float
    critical: str
    feedback: str


def answers(store: Store, assessment_id: int) -> list[Given]:
    """All indicators of an assessment in the order of the checklist, answered or not."""
    return [
        Given._make(row)
        for row in store.select(query("scores", "answers").sql, {"assessment": assessment_id})
    ]


def dimension_sums(store: Store, assessment_id: int) -> dict[str, Sums]:
    """The sums of the dimensions of an assessment, in the order of the checklist."""
    rows = store.select(query("scores", "dimensions").sql, {"assessment": assessment_id})
    return {name: Sums(*sums) for name, *sums in rows}


def failed(store: Store, assessment_id: int) -> list[Given]:
    """The answers below their maximum: critical ones first, then by the weight lost, most first."""
    below = [
        answered
        for answered in answers(store, assessment_id)
        if answered.factor is not None and answered.factor < 1
    ]
    return sorted(
        below,
        key=lambda answered: (
            answered.critical != "yes",
            -answered.weight * (1 - (answered.factor or 0)),
        ),
    )


def village_pair(store: Store, scope: Scope, village_id: int) -> Pair | None:
    """Latest and baseline of a village by the report's instrument; None where it was not assessed
    by the day.
    """
    one = scope._replace(village_id=village_id, locus=False)
    return pairs(store, one, yardstick(store, one, "village")).get(village_id)


def village_dimensions(store: Store, scope: Scope, village_id: int) -> list[DimensionScores]:
    """The dimensions of a village at baseline and latest, in the order of the checklist; none
    without an assessment.
    """
    pair = village_pair(store, scope, village_id)
    if pair is None:
        return []
    before = dimension_sums(store, pair.baseline.assessment_id) if pair.twice else {}
    after = dimension_sums(store, pair.latest.assessment_id)
    return [
        DimensionScores(name, _total(before.get(name)), _total(sums), before.get(name), sums)
        for name, sums in after.items()
    ]


def lift(store: Store, scope: Scope, village_id: int) -> list[Lift]:
    """What would lift the village's latest score most, most first; none without an assessment."""
    pair = village_pair(store, scope, village_id)
    return lift_of(store, pair.latest) if pair else []


def lift_of(store: Store, taken: AssessmentSums) -> list[Lift]:
    """What would lift the score of one assessment most, most first."""
    answered = {one.indicator_code: one for one in answers(store, taken.assessment_id)}
    ranked = what_would_lift_most(one.answer for one in answered.values())
    return [
        Lift(
            code,
            answered[code].indicator_text,
            points,
            answered[code].score,
            answered[code].max_score,
            answered[code].critical,
            answered[code].feedback,
        )
        for code, points in ranked
    ]


def _total(sums: Sums | None) -> float | None:
    return None if sums is None else scoring.total(sums)
