"""Agreement of two assessors: the published figures, the edges, and a second way to reckon them."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from perut_cli.core.statistics import (
    Agreement,
    agreement,
    exact,
    gwet,
    kappa,
    label,
    leniency,
    within_one,
)

LEVELS = (0, 1, 2, 3)
FOUR_LEVELS = [(3, 3)] * 6 + [(2, 3), (3, 2), (1, 2), (2, 2)]


def table(both, first, second, neither):
    return [(1, 1)] * both + [(1, 0)] * first + [(0, 1)] * second + [(0, 0)] * neither


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((45, 3, 2, 0), (0.90, -0.050, 0.890)), ((25, 3, 2, 20), (0.90, 0.798, 0.802))],
)
def test_two_by_two_tables(counts, expected):
    pairs = table(*counts)
    assert (exact(pairs), round(kappa(pairs, (0, 1)), 3), round(gwet(pairs, (0, 1)), 3)) == expected


@pytest.mark.parametrize(
    ("weights", "expected"), [("linear", (0.423, 0.847)), ("quadratic", (0.545, 0.942))]
)
def test_four_levels_of_which_one_was_never_given(weights, expected):
    assert exact(FOUR_LEVELS) == 0.7
    assert (
        round(kappa(FOUR_LEVELS, LEVELS, weights), 3),
        round(gwet(FOUR_LEVELS, LEVELS, weights), 3),
    ) == expected


def test_levels_that_could_have_been_given_matter_to_gwet_and_not_to_kappa():
    given_only = (1, 2, 3)
    assert kappa(FOUR_LEVELS, given_only, "linear") == pytest.approx(
        kappa(FOUR_LEVELS, LEVELS, "linear")
    )
    assert round(gwet(FOUR_LEVELS, given_only, "linear"), 3) == 0.762


def test_one_level_is_one_step_among_the_categories():
    assert within_one([(0, 5), (5, 10), (0, 10), (5, 5)], (0, 5, 10)) == 0.75


def test_the_milder_assessor_has_a_leniency_above_0():
    assert leniency([(3, 2), (3, 3), (2, 1)]) == pytest.approx(2 / 3)


def test_without_pairs_nothing_is_said():
    assert agreement([], LEVELS) == Agreement(0, None, None, None, None, None, "")


def test_full_agreement_on_one_level_is_no_evidence_for_kappa():
    assert (kappa([(3, 3)] * 9, LEVELS), gwet([(3, 3)] * 9, LEVELS), gwet([(3, 3)] * 9, (3,))) == (
        None,
        1.0,
        None,
    )


def test_a_score_that_is_no_category_is_an_error():
    with pytest.raises(ValueError, match="not in list"):
        kappa([(1, 7)], LEVELS)


def test_a_label_needs_twenty_pairs():
    assert [label(0.9, 19), label(0.9, 20), label(None, 30)] == ["", "almost perfect", ""]
    assert [label(x, 20) for x in (-0.1, 0, 0.2, 0.3, 0.6, 0.61, 1)] == [
        "poor",
        "slight",
        "slight",
        "fair",
        "moderate",
        "substantial",
        "almost perfect",
    ]
    assert label(0.5, 20).id == "sedang"


def test_all_figures_together():
    pairs = table(25, 3, 2, 20)
    assert agreement(pairs, (0, 1)) == Agreement(
        pairs=50,
        exact=0.9,
        within_one=1.0,
        kappa=kappa(pairs, (0, 1)),
        coefficient=gwet(pairs, (0, 1)),
        leniency=pytest.approx(0.02),
        label="almost perfect",
    )


def reference_kappa(pairs, power):
    """1 - mean disagreement observed / mean disagreement of every first with every second."""
    observed = Fraction(sum(abs(a - b) ** power for a, b in pairs), len(pairs))
    crossed = sum(abs(a - b) ** power for (a, _), (_, b) in product(pairs, pairs))
    return 1 - observed / Fraction(crossed, len(pairs) ** 2) if crossed else None


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(LEVELS), st.sampled_from(LEVELS)), min_size=1, max_size=15)
)
def test_kappa_is_one_minus_the_disagreement_beyond_chance(pairs):
    for weights, power in (("linear", 1), ("quadratic", 2)):
        expected = reference_kappa(pairs, power)
        assert kappa(pairs, LEVELS, weights) == (
            None if expected is None else pytest.approx(float(expected))
        )


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(LEVELS), st.sampled_from(LEVELS)), min_size=1, max_size=15)
)
def test_gwet_and_kappa_do_not_mind_who_is_first(pairs):
    swapped = [(b, a) for a, b in pairs]
    assume(kappa(pairs, LEVELS) is not None)
    assert kappa(pairs, LEVELS) == pytest.approx(kappa(swapped, LEVELS))
    assert gwet(pairs, LEVELS, "quadratic") == pytest.approx(gwet(swapped, LEVELS, "quadratic"))
    assert leniency(pairs) == -leniency(swapped)
