"""Scores that somebody should look at again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perut_cli.core.statistics import Outlier, modified_z, outliers


def test_a_score_far_from_its_neighbours_is_flagged():
    assert outliers([62, 64, 65, 66, 67, 68, 70, 12]) == [
        Outlier(7, 12, pytest.approx(-18.0, abs=0.05))
    ]


def test_where_most_are_equal_the_mean_deviation_takes_over():
    assert outliers([70, 70, 70, 70, 70, 40]) == [Outlier(5, 40, pytest.approx(-4.79, abs=0.005))]


def test_equal_scores_have_no_outlier():
    assert modified_z([70] * 6) == [0] * 6
    assert outliers([70.0, 70.00000001, 70, 70, 70, 70]) == []


def test_below_five_values_nothing_is_flagged():
    assert outliers([70, 70, 70, 10]) == outliers([]) == []


@given(st.lists(st.integers(0, 100), min_size=5, max_size=12))
def test_the_order_of_the_scores_does_not_matter(values):
    flagged = sorted(outlier.value for outlier in outliers(values))
    assert sorted(outlier.value for outlier in outliers(values[::-1])) == flagged
    assert len(flagged) < len(values) / 2
