"""Whether visits go where they are needed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perut_cli.core.statistics import Repeats, Visit, easy_share, gini, remark, repeats

EASY = [Visit("A", at_target=True)] * 4 + [Visit("B"), Visit("B"), Visit("C")]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([6, 1, 1], 0.417), ([3, 3, 2], 0.083), ([8, 0, 0], 0.667), ([2, 2, 2], 0.0)],
)
def test_gini_of_visits(counts, expected):
    assert round(gini(counts), 3) == expected


def test_without_villages_or_visits_there_is_no_gini():
    assert [gini([]), gini([0, 0])] == [None, None]


@given(st.lists(st.integers(0, 50), min_size=1, max_size=12).filter(any))
def test_gini_is_the_mean_difference_over_twice_the_mean(counts):
    differences = sum(abs(x - y) for x in counts for y in counts)
    assert gini(counts) == pytest.approx(differences / (2 * len(counts) * sum(counts)))


def test_the_second_visit_to_a_village_is_a_repeat():
    assert (repeats(EASY), easy_share(EASY)) == (Repeats(total=4, at_target=3), 75.0)
    assert (repeats([Visit("A")]), easy_share([Visit("A")])) == (Repeats(0, 0), None)


def test_the_easy_road_is_named_in_both_languages():
    said = remark(EASY, ["B", "C", "D"])
    assert said == (
        "3 of 4 repeat visits went to villages already at the target; villages below it that had one visit or none: 2"
    )
    assert said.id == (
        "3 dari 4 kunjungan ulang ke desa yang sudah mencapai target; "
        "desa di bawah target yang baru sekali atau belum dikunjungi: 2"
    )


def test_nothing_is_said_where_nobody_waits_or_half_the_repeats_are_needed():
    half = [Visit("A", at_target=True), Visit("A", at_target=True), Visit("B"), Visit("B")]
    assert [remark(EASY, []), remark(EASY, ["B"]), remark(half, ["C"]), remark([], ["C"])] == [
        None
    ] * 4
