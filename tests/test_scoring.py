"""Scoring against the contract's vectors and against a second reading of the contract in exact fractions."""

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perut_cli.core import scoring
from perut_cli.core.scoring import (
    Answer,
    Change,
    Final,
    Sums,
    TargetReading,
    Unit,
    what_would_lift_most,
)

pytestmark = pytest.mark.long

BANDS = ((0, "perlu pendampingan"), (60, "berkembang"), (80, "mandiri"))
VECTOR = [
    Answer("Q1", 2, 1, critical=True),
    Answer("Q2", 2, 1, critical=True),
    Answer("Q3", 2, 0),
    Answer("Q4", 1, 1),
    Answer("Q5", 3),
    Answer("Q6", 2, 1, critical=True),
    Answer("Q7", 1, 0),
]


def of(percent, critical_failed=0, critical_blank=0):
    return Sums(percent, 100, 100, critical_failed, critical_blank)


# The reference: straight from the contract, in exact fractions.


def exact(value):
    return round(Fraction(value), 6)


def reference_sums(answers):
    asked = [a for a in answers if a.applicable]
    done = [a for a in asked if a.factor is not None]
    return (
        sum((Fraction(str(a.weight)) * a.factor for a in done), Fraction(0)),
        sum((Fraction(str(a.weight)) for a in done), Fraction(0)),
        sum((Fraction(str(a.weight)) for a in asked), Fraction(0)),
        sum(1 for a in done if a.critical and a.factor < 1),
        sum(1 for a in asked if a.critical and a.factor is None),
    )


def reference_bounds(answers):
    earned, answered, applicable, _, _ = reference_sums(answers)
    if not applicable:
        return None
    return 100 * earned / applicable, 100 * (earned + applicable - answered) / applicable


def band_of(value, bands):
    return max(i for i, (start, _) in enumerate(bands) if exact(start) <= exact(value))


def reference_band(answers, bands, target):
    _, answered, _, failed, blank = reference_sums(answers)
    if not answered:
        return ""
    low, high = (band_of(bound, bands) for bound in reference_bounds(answers))
    if failed:
        below = [i for i, (start, _) in enumerate(bands) if exact(start) < exact(target)]
        cap = below[-1] if below else 0
        low, high = min(low, cap), min(high, cap)
    if low != high:
        return "undetermined"
    if blank and not failed and exact(bands[low][0]) >= exact(target):
        return "undetermined"
    return bands[low][1]


def reference_reached(answers, target):
    _, answered, _, failed, blank = reference_sums(answers)
    if not answered:
        return ""
    low, high = reference_bounds(answers)
    if exact(low) >= exact(target) and not failed and not blank:
        return "yes"
    if exact(high) < exact(target) or failed:
        return "no"
    return "undetermined"


@st.composite
def answers(draw):
    maximum = st.integers(1, 5)
    factor = st.one_of(
        st.none(), maximum.flatmap(lambda m: st.integers(0, m).map(lambda s: Fraction(s, m)))
    )
    weight = st.integers(1, 50).map(lambda w: w / 10)
    one = st.builds(
        Answer, st.text("ABC", max_size=2), weight, factor, st.booleans(), st.booleans()
    )
    return draw(st.lists(one, max_size=12))


@st.composite
def bands(draw):
    starts = sorted(draw(st.sets(st.integers(1, 1000).map(lambda n: n / 10), max_size=4)))
    return tuple((start, f"band {start}") for start in [0, *starts])


targets = st.one_of(
    st.sampled_from([0, 50, 60, 80, 100]), st.integers(0, 1000).map(lambda n: n / 10)
)


def floats(items):
    return [a._replace(factor=None if a.factor is None else float(a.factor)) for a in items]


def check_against_reference(items, steps, target):
    sums = scoring.summed(floats(items))
    earned, answered, applicable, failed, blank = reference_sums(items)
    total = 100 * earned / answered if answered else None
    covered = 100 * answered / applicable if applicable else None
    assert (sums.critical_failed, sums.critical_blank) == (failed, blank)
    assert scoring.total(sums) == (None if total is None else pytest.approx(float(total), abs=1e-9))
    assert scoring.coverage(sums) == (
        None if covered is None else pytest.approx(float(covered), abs=1e-9)
    )
    limits = reference_bounds(items)
    assert scoring.bounds(sums) == (
        None if limits is None else pytest.approx([float(b) for b in limits], abs=1e-9)
    )
    assert scoring.band(sums, steps, target) == reference_band(items, steps, target)
    assert (
        scoring.reached(sums, target)
        == scoring.passed(sums, target)
        == reference_reached(items, target)
    )


@settings(max_examples=250, deadline=None)
@given(answers(), bands(), targets)
def test_sums_bands_and_reached_are_those_of_the_contract(items, steps, target):
    check_against_reference(items, steps, target)


def test_four_thousand_random_instruments_score_as_exact_fractions_do():
    dice = random.Random(20260101)
    for _ in range(4000):
        starts = sorted(dice.sample(range(1, 100), dice.randint(0, 4)))
        steps = tuple((start, f"band {start}") for start in [0, *starts])
        items = [random_answer(dice, place) for place in range(dice.randint(0, 20))]
        check_against_reference(items, steps, dice.choice([0, 40, 60, 75, 80, 100, *starts]))


def random_answer(dice, place):
    maximum = dice.randint(1, 4)
    factor = (
        None
        if dice.random() < 0.15
        else Fraction(max(dice.randint(0, maximum), dice.randint(0, maximum)), maximum)
    )
    weight = dice.choice([1, 2, 3, 0.1, 0.3, 2.5])
    return Answer(
        f"Q{place}", weight, factor, critical=dice.random() < 0.1, applicable=dice.random() < 0.9
    )


@settings(max_examples=250, deadline=None)
@given(answers(), bands(), targets, st.randoms(use_true_random=False))
def test_every_completion_stays_in_the_bounds_and_keeps_what_was_sure(items, steps, target, dice):
    open_items = list(items)
    limits = scoring.bounds(scoring.summed(floats(open_items)))
    band, reached = "", ""
    while blanks := [i for i, a in enumerate(open_items) if a.applicable and a.factor is None]:
        place = dice.choice(blanks)
        open_items[place] = open_items[place]._replace(
            factor=dice.choice([Fraction(0), Fraction(1, 3), Fraction(1)])
        )
        sums = scoring.summed(floats(open_items))
        before, limits = limits, scoring.bounds(sums)
        assert before[0] - 1e-9 <= limits[0] <= limits[1] <= before[1] + 1e-9
        assert band in {"", "undetermined", scoring.band(sums, steps, target)}
        assert reached in {"", "undetermined", scoring.reached(sums, target)}
        band, reached = scoring.band(sums, steps, target), scoring.reached(sums, target)
    if limits and (total := scoring.total(scoring.summed(floats(open_items)))) is not None:
        assert limits == pytest.approx((total, total))


@settings(max_examples=200, deadline=None)
@given(answers())
def test_full_marks_are_exactly_100(items):
    sums = scoring.summed([a._replace(factor=1.0, applicable=True) for a in items])
    assert (scoring.total(sums), scoring.coverage(sums), scoring.bounds(sums)) == (
        (100.0, 100.0, (100.0, 100.0)) if items else (None, None, None)
    )


def test_full_marks_are_exactly_100_of_sums_made_in_another_order():
    sums = Sums(earned=0.1 + 0.2 + 0.3, answered=0.3 + 0.2 + 0.1, applicable=0.6)
    assert (scoring.total(sums), scoring.coverage(sums), scoring.bounds(sums)) == (
        100.0,
        100.0,
        (100.0, 100.0),
    )


def test_the_vector_of_the_contract():
    whole, first, second = (scoring.summed(part) for part in (VECTOR, VECTOR[:3], VECTOR[3:]))
    assert whole == Sums(earned=7, answered=10, applicable=13, critical_failed=0, critical_blank=0)
    assert [round(scoring.total(sums), 2) for sums in (first, second, whole)] == [66.67, 75.0, 70.0]
    assert round(scoring.coverage(whole), 2) == 76.92
    assert [round(bound, 2) for bound in scoring.bounds(whole)] == [53.85, 76.92]
    assert scoring.band(whole, BANDS, 80) == "undetermined"
    assert scoring.reached(whole, 80) == "no"


def test_nothing_answered_leaves_blanks_and_nothing_applicable_no_coverage_either():
    blank, none = Sums(0, 0, 3, 0, 1), Sums(0, 0, 0)
    assert (scoring.total(blank), scoring.coverage(blank), scoring.bounds(blank)) == (
        None,
        0,
        (0, 100),
    )
    assert (scoring.total(none), scoring.coverage(none), scoring.bounds(none)) == (None, None, None)
    assert [scoring.band(s, BANDS, 80) + scoring.reached(s, 80) for s in (blank, none)] == ["", ""]


@pytest.mark.parametrize(
    ("sums", "band", "reached"),
    [
        (of(80), "mandiri", "yes"),
        (of(79.9999996), "mandiri", "yes"),
        (of(79.9999994), "berkembang", "no"),
        (of(60), "berkembang", "no"),
        (of(95, critical_failed=1), "berkembang", "no"),
        (of(95, critical_failed=1, critical_blank=1), "berkembang", "no"),
        (of(30, critical_failed=1), "perlu pendampingan", "no"),
        (Sums(85, 90, 100, 0, 1), "undetermined", "undetermined"),
        (Sums(65, 70, 80, 1, 1), "berkembang", "no"),
        (Sums(62, 90, 100, 0, 1), "berkembang", "no"),
        (Sums(75, 90, 100), "undetermined", "undetermined"),
        (Sums(50, 90, 100, 1, 0), "undetermined", "no"),
    ],
)
def test_bands_and_reached_at_their_edges(sums, band, reached):
    assert (scoring.band(sums, BANDS, 80), scoring.reached(sums, 80)) == (band, reached)


def test_a_failed_critical_caps_at_the_first_band_where_none_starts_below_the_target():
    assert scoring.band(of(95, critical_failed=1), BANDS, 0) == "perlu pendampingan"
    assert scoring.band(of(95, critical_failed=1), BANDS, 60) == "perlu pendampingan"
    assert scoring.band(of(95, critical_failed=1), BANDS, 85) == "mandiri"


def test_six_officials_reach_the_level_but_not_the_share():
    units = [Unit(of(score)) for score in (100, 100, 79, 79, 79, 79)]
    assert scoring.level(units, 80) == TargetReading(86, "yes")
    assert scoring.share(units, 80, 80) == TargetReading(pytest.approx(33.333333), "no")
    assert scoring.growth(units, 80) == TargetReading(None, "")


def test_share_counts_only_who_surely_passes_of_those_with_an_answer():
    units = [
        Unit(of(90)),
        Unit(of(90, critical_failed=1)),
        Unit(of(90, critical_blank=1)),
        Unit(Sums(79, 80, 100)),
    ]
    assert scoring.share([*units, Unit(), Unit(Sums(0, 0, 5))], 25, 80) == TargetReading(25, "yes")
    assert [scoring.level([Unit()], 80), scoring.share([], 80, 80)] == [
        TargetReading(None, ""),
        TargetReading(None, ""),
    ]


def test_growth_is_of_the_means_over_matched_units_only():
    units = [
        Unit(of(60), of(40)),
        Unit(of(90), of(60)),
        Unit(of(100)),
        Unit(None, of(1)),
        Unit(of(5), Sums(0, 0, 1)),
    ]
    assert scoring.growth(units, 50) == TargetReading(50, "yes")
    assert scoring.growth(units, 80) == TargetReading(50, "no")
    assert scoring.growth(units, 101) == TargetReading(50, "out_of_reach")
    assert scoring.growth([Unit(of(50), of(0))], 80) == TargetReading(None, "")


def test_growth_is_out_of_reach_from_a_baseline_over_10000_by_100_and_the_target():
    assert [scoring.out_of_reach(mean, 80) for mean in (55.555555, 10000 / 180, 55.56)] == [
        False,
        False,
        True,
    ]
    assert scoring.growth([Unit(of(100), of(50))], 100) == TargetReading(100, "yes")


def test_gains_of_persons_and_of_the_group():
    pairs = [(30, 60), (50, 80), (95, 90)]
    assert round(scoring.group_gain(pairs), 2) == 0.44
    assert [round(scoring.normalised_change(*pair).value, 2) for pair in pairs] == [
        0.43,
        0.60,
        -0.05,
    ]


def test_a_change_where_none_was_possible_is_unchanged():
    assert [scoring.normalised_change(x, x) for x in (0, 50, 100)] == [
        Change(None, "unchanged"),
        Change(0.0),
        Change(None, "unchanged"),
    ]
    assert [scoring.normalised_change(*pair) for pair in ((0, 100), (100, 0))] == [
        Change(1.0),
        Change(-1.0),
    ]
    assert [scoring.group_gain([]), scoring.group_gain([(100, 90)])] == [None, None]


percents = st.integers(0, 10**8).map(lambda n: n / 10**6)


@settings(max_examples=250, deadline=None)
@given(percents, percents)
def test_a_change_is_from_minus_1_to_1_with_the_sign_of_the_gain(pre, post):
    value = scoring.normalised_change(pre, post).value
    assert value is None or (
        -1 <= value <= 1 and (value > 0) == (post > pre) and (value < 0) == (post < pre)
    )


@pytest.mark.parametrize(
    ("value", "limits", "expected"),
    [
        (79.96, (80,), 79.9),
        (79.96, (), 80.0),
        (79.99999999, (80,), 80.0),
        (80.04, (80,), 80.0),
        (79.94, (79.93,), 80.0),
        (79.94, (79.93, 80), 79.9),
        (79.98, (79.99,), 79.9),
        (66.65, (), 66.7),
        (0.25, (), 0.3),
        (-0.25, (), -0.3),
        (-0.04, (), 0.0),
        (-0.04, (0,), -0.1),
        (99.96, (0, 60, 100), 99.9),
        (100, (100,), 100.0),
    ],
)
def test_shown(value, limits, expected):
    assert scoring.shown(value, limits) == expected
    assert str(scoring.shown(value, limits)) == str(expected)


@settings(max_examples=500, deadline=None)
@given(percents, st.lists(st.integers(0, 1000).map(lambda n: n / 10), max_size=4))
def test_what_is_shown_never_crosses_a_limit_and_is_less_than_a_tenth_away(value, limits):
    shown = scoring.shown(value, limits)
    assert [shown < limit for limit in limits] == [value < limit for limit in limits]
    assert abs(shown - value) < 0.1
    assert shown == float(f"{shown:.1f}")
    assert scoring.shown(shown, limits) == shown


@settings(max_examples=250, deadline=None)
@given(percents, st.lists(percents, max_size=4))
def test_what_is_shown_is_never_carried_up_to_any_limit(value, limits):
    shown = scoring.shown(value, limits)
    assert not any(value < limit <= shown for limit in limits)


def test_without_finals_there_is_neither_baseline_nor_latest():
    assert scoring.choose_baseline_and_latest([]) is None


def test_baseline_is_the_earliest_of_its_stage_and_latest_the_last_by_date_stage_and_mentor():
    finals = [
        Final("2026-01-05", "monitoring", "m1", "1"),
        Final("2026-02-01", "baseline", "m2", "1"),
        Final("2026-02-01", "baseline", "m1", "1"),
        Final("2026-06-01", "endline", "m1", "1"),
        Final("2026-06-01", "endline", "m3", "1"),
        Final("2026-06-01", "monitoring", "m9", "1"),
    ]
    assert scoring.choose_baseline_and_latest(finals) == (finals[2], finals[4])
    assert scoring.choose_baseline_and_latest(finals[3:]) == (finals[5], finals[4])
    assert scoring.choose_baseline_and_latest(finals[:1]) == (finals[0], finals[0])


def test_baseline_is_of_the_latest_version():
    finals = [
        Final("2026-01-01", "baseline", "m1", "1"),
        Final("2026-03-01", "monitoring", "m1", "2"),
        Final("2026-05-01", "endline", "m1", "2"),
        Final("2026-06-01", "baseline", "m1", "2", "last"),
    ]
    assert scoring.choose_baseline_and_latest(finals[:3]) == (finals[1], finals[2])
    assert scoring.choose_baseline_and_latest(finals) == (finals[3], finals[3])


def test_what_lifts_most_comes_first():
    lifts = what_would_lift_most(
        [*VECTOR, Answer("Q8", 9, None, applicable=False), Answer("Q0", 1, 0.5)]
    )
    assert [(code, round(points, 2)) for code, points in lifts] == [
        ("Q3", 18.18),
        ("Q7", 9.09),
        ("Q5", 6.82),
        ("Q0", 4.55),
    ]
    assert what_would_lift_most([Answer("B", 1), Answer("A", 1), Answer("C", 2)]) == [
        ("C", 100.0),
        ("A", 100.0),
        ("B", 100.0),
    ]


@settings(max_examples=200, deadline=None)
@given(answers())
def test_the_lift_is_what_answering_at_the_maximum_adds(items):
    coded = [a._replace(indicator_code=str(i)) for i, a in enumerate(floats(items))]
    now = scoring.total(scoring.summed(coded)) or 0
    for code, points in what_would_lift_most(coded):
        better = [a._replace(factor=1.0) if a.indicator_code == code else a for a in coded]
        assert scoring.total(scoring.summed(better)) - now == pytest.approx(points, abs=1e-9)
