"""Scoring: from the sums beside an assessment to totals, bounds, bands, readings and gains."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

UNDETERMINED = "undetermined"
OUT_OF_REACH = "out_of_reach"
STAGES = ("baseline", "monitoring", "endline")
MINIMUM_PAIRS = 6


class Answer(NamedTuple):
    """One indicator of one assessment: weight > 0, factor = score / max_score in [0, 1], None while
    unanswered.
    """

    indicator_code: str
    weight: float
    factor: float | None = None
    critical: bool = False
    applicable: bool = True


class Sums(NamedTuple):
    """What is kept beside a node, in weights: earned (Σ w·f), answered (Σ w), applicable (answered
    + unanswered).
    """

    earned: float
    answered: float
    applicable: float
    critical_failed: int = 0
    critical_blank: int = 0


class Unit(NamedTuple):
    """A village or an official: the sums of its latest final and of its baseline, if that is
    another assessment.
    """

    latest: Sums | None = None
    baseline: Sums | None = None


class TargetReading(NamedTuple):
    """One reading of the target: its value in points or percent, and yes, no, out_of_reach or ""
    (undefined).
    """

    value: float | None
    reached: str


class Change(NamedTuple):
    """The normalised change of one person in [-1, 1], or no value and the word `unchanged`."""

    value: float | None
    word: str = ""


class Final(NamedTuple):
    """A final assessment of one unit and instrument, as far as the choice needs it; the date is ISO
    text.
    """

    date: str
    stage: str
    mentor_code: str = ""
    version: str = ""
    assessment_code: str = ""


def compared(value: float) -> float:
    """Give the value as every comparison sees it: rounded to 6 decimals."""
    return round(value, 6)


def summed(answers: Iterable[Answer]) -> Sums:
    """Sum the answers below a node (a dimension, the whole); not applicable leaves every sum."""
    asked = [answer for answer in answers if answer.applicable]
    given = [(answer.weight, answer.factor) for answer in asked if answer.factor is not None]
    return Sums(
        earned=math.fsum(weight * factor for weight, factor in given),
        answered=math.fsum(weight for weight, _ in given),
        applicable=math.fsum(answer.weight for answer in asked),
        critical_failed=sum(
            answer.critical and answer.factor is not None and answer.factor < 1 for answer in asked
        ),
        critical_blank=sum(answer.critical and answer.factor is None for answer in asked),
    )


def total(sums: Sums) -> float | None:
    """Score 0 to 100 of a node, pooled over the answered indicators;
    None if nothing is answered.
    """
    return percent(sums.earned, sums.answered) if sums.answered > 0 else None


def coverage(sums: Sums) -> float | None:
    """Answered part of the applicable weight in percent; None if nothing is applicable."""
    return percent(sums.answered, sums.applicable) if sums.applicable > 0 else None


def bounds(sums: Sums) -> tuple[float, float] | None:
    """Lowest and highest total that the unanswered can still make of it; None if nothing is
    applicable.
    """
    if sums.applicable <= 0:
        return None
    unanswered = max(0.0, sums.applicable - sums.answered)
    return percent(sums.earned, sums.applicable), percent(sums.earned + unanswered, sums.applicable)


def band(sums: Sums, bands: Sequence[tuple[float, str]], target: float) -> str:
    """Label of the band that both bounds fall in, `undetermined` if that isn't sure, "" if nothing
    is answered.

    `bands` are (lowest bound, label), rising from 0. A failed critical caps both bounds' bands at
    the highest that
    starts below the target (the first, if none does); a blank one leaves a band from the target up
    undetermined.
    """
    limits = bounds(sums)
    if limits is None or sums.answered <= 0:
        return ""
    starts = _starts(tuple(bands))
    low, high = (max(bisect_right(starts, compared(limit)) - 1, 0) for limit in limits)
    if sums.critical_failed:
        cap = max(bisect_left(starts, compared(target)) - 1, 0)
        low, high = min(low, cap), min(high, cap)
    unsure = sums.critical_blank and not sums.critical_failed and starts[low] >= compared(target)
    return UNDETERMINED if low != high or unsure else bands[low][1]


@lru_cache(maxsize=64)
def _starts(bands: tuple[tuple[float, str], ...]) -> tuple[float, ...]:
    return tuple(compared(start) for start, _ in bands)


def reached(sums: Sums, target: float) -> str:
    """Whether the target is surely met: yes, no, undetermined, or "" if nothing is answered."""
    limits = bounds(sums)
    if limits is None or sums.answered <= 0:
        return ""
    if sums.critical_failed or _below(limits[1], target):
        return "no"
    return UNDETERMINED if sums.critical_blank or _below(limits[0], target) else "yes"


def passed(sums: Sums, pass_mark: float) -> str:
    """Whether a pass mark is surely met: the rule of `reached`."""
    return reached(sums, pass_mark)


def assessed(units: Iterable[Unit]) -> list[float]:
    """Totals of the units' latest, of those with anything answered:
    what `level` and `share` count.
    """
    return [value for unit in units if unit.latest and (value := total(unit.latest)) is not None]


def matched(units: Iterable[Unit]) -> list[tuple[float, float]]:
    """(baseline, latest) totals of the units that have both: what `growth` and gains count."""
    pairs = [
        (total(unit.baseline), total(unit.latest))
        for unit in units
        if unit.baseline and unit.latest
    ]
    return [(pre, post) for pre, post in pairs if pre is not None and post is not None]


def level(units: Iterable[Unit], target: float) -> TargetReading:
    """Mean of the units' latest, in points, against the target; undefined if none is assessed."""
    values = assessed(units)
    return _reading(_mean(values), target) if values else TargetReading(None, "")


def share(units: Iterable[Unit], target: float, pass_mark: float) -> TargetReading:
    """Percent of the assessed units that surely pass the pass mark;
    undefined if none is assessed.
    """
    states = [state for unit in units if unit.latest and (state := passed(unit.latest, pass_mark))]
    return (
        _reading(100 * states.count("yes") / len(states), target)
        if states
        else TargetReading(None, "")
    )


def growth(units: Iterable[Unit], target: float) -> TargetReading:
    """Rise of the mean in percent of the mean baseline over matched units; undefined at a mean
    baseline of 0.
    """
    pairs = matched(units)
    pre, post = (_mean(side) for side in zip(*pairs, strict=True)) if pairs else (0.0, 0.0)
    if compared(pre) == 0:
        return TargetReading(None, "")
    reading = _reading(100 * (post - pre) / pre, target)
    return reading._replace(reached=OUT_OF_REACH) if out_of_reach(pre, target) else reading


def out_of_reach(baseline_mean: float, target: float) -> bool:
    """Whether even 100 would not be `target` percent above the baseline: baseline > 10000 / (100 +
    target).
    """
    return compared(baseline_mean) > compared(10000 / (100 + target))


def normalised_change(pre: float, post: float) -> Change:
    """One person's gain / possible gain, or loss / possible loss (Marx & Cummings 2007, Am. J.
    Phys. 75, 87).

    Where nothing could be gained or lost any more, 0 → 0 and 100 → 100, there is no value and the
    word `unchanged`.
    """
    before, after = compared(pre), compared(post)
    if before == after:
        return Change(None, "unchanged") if before in {0, 100} else Change(0.0)
    return Change((post - pre) / (100 - pre)) if after > before else Change((post - pre) / pre)


def group_gain(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Normalised gain g of the means over matched (pre, post) (Hake 1998, Am. J. Phys. 66, 64).

    None without pairs or with a mean pre of 100. The caller claims nothing below MINIMUM_PAIRS.
    """
    pre, post = (_mean(side) for side in zip(*pairs, strict=True)) if pairs else (100.0, 100.0)
    return (post - pre) / (100 - pre) if compared(pre) < 100 else None


def shown(value: float, limits: Iterable[float] = ()) -> float:
    """Value to one decimal, halves away from 0, on its own side of every limit (band starts, the
    target).

    The nearest tenth on that side: 79.96 is cut to 79.9 at limit 80, 79.94 raised to 80.0 at limit
    79.93; 80.04 may
    show as the limit 80.0, which is met. Where limits leave no tenth between them it is cut: never
    too much.
    """
    exact = compared(value)
    tenths = round(exact * 10, 5)
    near = math.copysign(math.floor(abs(tenths) + 0.5), tenths)
    sides = [compared(limit) for limit in limits]
    tries = (candidate / 10 for candidate in (near, math.floor(tenths), math.ceil(tenths)))
    fits = (tenth for tenth in tries if all((tenth < side) == (exact < side) for side in sides))
    return next(fits, math.floor(tenths) / 10) + 0.0


def choose_baseline_and_latest(finals: Iterable[Final]) -> tuple[Final, Final] | None:
    """(baseline, latest) of one unit and instrument, both of the latest's version; None without a
    final.

    Latest: by date, then the later stage, the greater mentor_code, the greater version. Baseline:
    the earliest of
    stage baseline, else the earliest; same day the lower stage, the lesser mentor_code. One that is
    both: no gain.
    """
    ordered = sorted(finals, key=lambda final: (final.date, STAGES.index(final.stage), *final[2:]))
    same = [final for final in ordered if final.version == ordered[-1].version]
    return (min(same, key=lambda final: final.stage != STAGES[0]), ordered[-1]) if ordered else None


def percent(part: float, whole: float) -> float:
    """A part of a whole in percent, of weights above 0."""
    # Sums made in another order may miss by a few 1e-16: a full mark is still 100.
    ratio = part / whole
    return 100.0 if round(ratio, 12) >= 1 else 100 * max(ratio, 0.0)


def _below(value: float, limit: float) -> bool:
    return compared(value) < compared(limit)


def _reading(value: float, target: float) -> TargetReading:
    return TargetReading(value, "no" if _below(value, target) else "yes")


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def what_would_lift_most(answers: Iterable[Answer]) -> list[tuple[str, float]]:
    """Rank (indicator_code, points that the total would gain if it alone were answered at its
    maximum), most first.

    An unanswered one also joins the answered weight; with nothing answered yet the total counts as
    0. Ties: the
    heavier first, then the code. Full marks and what isn't applicable are left out.
    """
    asked = [answer for answer in answers if answer.applicable]
    sums = summed(asked)
    lifts = [
        (answer, _lift(answer, sums))
        for answer in asked
        if answer.factor is None or answer.factor < 1
    ]
    lifts.sort(key=lambda lift: (-compared(lift[1]), -lift[0].weight, lift[0].indicator_code))
    return [(answer.indicator_code, points) for answer, points in lifts]


def _lift(answer: Answer, sums: Sums) -> float:
    if answer.factor is not None:
        return 100 * answer.weight * (1 - answer.factor) / sums.answered
    return percent(sums.earned + answer.weight, sums.answered + answer.weight) - (total(sums) or 0)
