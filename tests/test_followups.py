"""From a finding to its closing."""

import pytest

from perut_cli.core.followups import (
    Action,
    closed,
    escalation,
    faults,
    overdue,
    state_on,
    times_found,
    unsettled,
)

DONE = Action("done", "2026-03-01", "2026-04-01", done_on="2026-03-20", responsible="Kaur Umum")
VERIFIED = DONE._replace(
    action_state="verified", verified_on="2026-03-25", verified_by="Kasi Pemerintahan"
)
DROPPED = DONE._replace(action_state="dropped")
OPEN = DONE._replace(action_state="open", done_on=None)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], False),
        (["verified", "dropped"], True),
        (["verified", "done"], False),
        (["open"], False),
    ],
)
def test_a_finding_is_closed_when_it_has_actions_and_all_are_settled(states, expected):
    assert closed(states) is expected


def test_overdue_is_open_and_due_before_the_day():
    assert [overdue(OPEN, day) for day in ("2026-03-31", "2026-04-01", "2026-04-02")] == [
        False,
        False,
        True,
    ]
    assert [overdue(action, "2027-01-01") for action in (DONE, VERIFIED, DROPPED)] == [
        False,
        False,
        False,
    ]
    assert overdue(OPEN._replace(due=None), "2027-01-01") is False


def test_what_was_done_later_was_overdue_then():
    assert overdue(DONE._replace(done_on="2026-05-01"), "2026-04-15") is True


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (OPEN, ["", "open", "open", "open", "open"]),
        (DONE, ["", "open", "done", "done", "done"]),
        (VERIFIED, ["", "open", "done", "verified", "verified"]),
        (DROPPED, ["", "open", "dropped", "dropped", "dropped"]),
    ],
)
def test_the_state_on_a_day_is_read_from_the_dates(action, expected):
    days = ["2026-02-28", "2026-03-01", "2026-03-20", "2026-03-25", "2026-12-31"]
    assert [state_on(action, day) for day in days] == expected
    assert [unsettled(action, day) for day in days] == [
        state in {"open", "done"} for state in expected
    ]


@pytest.mark.parametrize("action", [OPEN, DONE, VERIFIED, DROPPED])
def test_states_and_dates_that_agree_have_no_fault(action):
    assert faults(action) == []


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (
            VERIFIED._replace(action_state="open"),
            [
                ("done_on", "must be blank while the action is open"),
                ("verified_on", "must be blank while the action is open"),
                ("verified_by", "must be blank while the action is open"),
            ],
        ),
        (DONE._replace(done_on=""), [("done_on", "must be given when the action is done")]),
        (
            DONE._replace(verified_on="2026-03-25"),
            [("verified_on", "must be blank while the action is done")],
        ),
        (DROPPED._replace(done_on=None), [("done_on", "must be given when the action is dropped")]),
        (
            DROPPED._replace(verified_on="2026-03-25"),
            [("verified_on", "must be blank while the action is dropped")],
        ),
        (
            OPEN._replace(action_state="verified"),
            [
                ("done_on", "must be given when the action is verified"),
                ("verified_on", "must be given when the action is verified"),
                ("verified_by", "must be given when the action is verified"),
            ],
        ),
        (
            VERIFIED._replace(verified_by="kaur  UMUM"),
            [("verified_by", "must be another than who is responsible")],
        ),
        (
            VERIFIED._replace(verified_on="2026-03-19"),
            [("verified_on", "is before the action was done, 2026-03-20")],
        ),
        (
            DONE._replace(done_on="2026-02-01"),
            [("done_on", "is before the action was opened, 2026-03-01")],
        ),
    ],
)
def test_every_disagreement_is_named_with_its_column(action, expected):
    assert faults(action) == expected


def test_reasons_are_in_both_languages():
    assert [reason.id for _, reason in faults(DONE._replace(done_on=None))] == [
        "harus diisi bila tindak lanjut selesai"
    ]


def test_a_finding_is_counted_back_along_what_it_repeats():
    chain = {"F3": "F2", "F2": "F1", "F1": None, "X": "Y", "Y": "X"}
    assert [times_found(code, chain) for code in ("F1", "F2", "F3", "X", "new")] == [1, 2, 3, 2, 1]


def test_the_ladder_goes_from_coaching_to_the_camat():
    assert [escalation(times) for times in (1, 2, 3, 7)] == [
        "coach",
        "remind in writing",
        "report to the camat",
        "report to the camat",
    ]
    assert escalation(2).id == "ingatkan secara tertulis"
