"""The order of the next visits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perut_cli.core.priority import Facts, Parts, Ranked, Weights, parts, ranked, total, why

WEIGHTS = Weights()
NEEDY = Facts("B", 75, 62.5, critical_failures=1, overdue_actions=2, open_repeats=3)


def test_a_village_that_is_not_known_at_all_gets_visit_and_gap_in_full():
    assert parts(Facts("A"), WEIGHTS, 80) == Parts(25, 30, 0, 0, 0)


@pytest.mark.parametrize(
    ("days", "expected"), [(0, 0), (30, 0), (45, 12.5), (60, 25), (400, 25), (None, 25)]
)
def test_the_visit_part_grows_in_the_second_interval(days, expected):
    assert parts(Facts("A", days, 80), WEIGHTS, 80) == Parts(expected, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("latest", "target", "expected"), [(100, 80, 0), (60, 80, 7.5), (0, 80, 30), (0, 0, 0)]
)
def test_the_gap_part_is_the_missing_part_of_the_target(latest, target, expected):
    assert parts(Facts("A", 1, latest), WEIGHTS, target) == Parts(0, expected, 0, 0, 0)


def test_counted_parts_are_full_at_three_three_and_two():
    assert parts(Facts("A", 1, 80, 1, 2, 1), WEIGHTS, 80) == Parts(0, 0, 5, 10, 7.5)
    assert parts(Facts("A", 1, 80, 9, 9, 9), WEIGHTS, 80) == Parts(0, 0, 15, 15, 15)


def test_why_names_the_parts_largest_first():
    said = why(parts(NEEDY, WEIGHTS, 80), NEEDY)
    assert said == (
        "last visit 75 days ago (+25.0); open repeat findings: 3 (+15.0); overdue follow-ups: 2 (+10.0); "
        "latest score 62.5 (+6.6); critical failures: 1 (+5.0)"
    )
    assert said.id == (
        "kunjungan terakhir 75 hari lalu (+25,0); temuan berulang terbuka: 3 (+15,0); "
        "tindak lanjut terlambat: 2 (+10,0); nilai terakhir 62,5 (+6,6); gagal kritis: 1 (+5,0)"
    )


def test_why_of_the_unknown_and_of_the_well():
    unknown, well = Facts("A"), Facts("B", 1, 90)
    assert (
        why(parts(unknown, WEIGHTS, 80), unknown) == "no score yet (+30.0); never visited (+25.0)"
    )
    assert why(parts(well, WEIGHTS, 80), well) == "nothing presses"


def test_why_never_shows_a_score_at_a_target_it_misses():
    near = Facts("A", 1, 79.96)
    assert why(parts(near, WEIGHTS, 80), near, (80,)) == "latest score 79.9 (+0.0)"


def test_ties_go_by_village_code():
    even, more = Parts(10, 0, 0, 0, 0), Parts(0, 30, 0, 0, 0)
    other = Parts(0, 0, 0, 10, 0)
    assert ranked([("C", even), ("B", more), ("A", other)]) == [
        Ranked(1, "B", 30, more),
        Ranked(2, "A", 10, other),
        Ranked(3, "C", 10, even),
    ]


counts = st.integers(0, 9)
facts = st.builds(
    Facts,
    st.just("A"),
    st.one_of(st.none(), st.integers(0, 900)),
    st.one_of(st.none(), st.floats(0, 100)),
    counts,
    counts,
    counts,
)


@given(facts, st.floats(0, 100))
def test_a_priority_is_from_0_to_100(known, target):
    found = parts(known, WEIGHTS, target)
    assert all(0 <= part <= weight for part, weight in zip(found, WEIGHTS[:5], strict=True))
    assert 0 <= total(found) <= 100
