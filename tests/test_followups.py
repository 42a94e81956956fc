"""From a finding to its closing."""

import pytest
from conftest import in_process, records

from perut_cli.core.followups import (
    Action,
    closed,
    escalation,
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


def added(sample, action, *words):
    """What `action add` says of an action, and what the list has of it."""
    options = [
        part
        for word, value in action._asdict().items()
        if value
        for part in (f"--{word.replace('_', '-')}", value)
    ]
    found = in_process(
        *("finding", "add", "2021", "--finding-date", "2026-03-01", "--finding-text", "Kas"),
        *("--finding-code", "F-1"),
        db=sample,
    )
    assert found.code == 0, found.err
    told = in_process("action", "add", "F-1", "--action-text", "Tutup", *options, *words, db=sample)
    listed = in_process("action", "list", "--finding-code", "F-1", "--format", "csv", db=sample)
    return told, records(listed.out)


@pytest.mark.parametrize("action", [OPEN, DONE, VERIFIED, DROPPED])
def test_states_and_dates_that_agree_are_recorded(sample, action):
    told, rows = added(sample, action)
    assert told.code == 0, told.err
    assert [{word: rows[0][word] or None for word in Action._fields}] == [action._asdict()]


@pytest.mark.parametrize(
    ("action", "number", "told_of"),
    [
        (VERIFIED._replace(action_state="open"), "P062", "has neither done_on, verified_on nor"),
        (OPEN._replace(verified_by="Kasi"), "P062", "has neither done_on, verified_on nor"),
        (DONE._replace(done_on=""), "P062", "a done follow-up has done_on"),
        (DONE._replace(verified_on="2026-03-25"), "P062", "and no verified_on"),
        (DROPPED._replace(done_on=None), "P062", "a dropped follow-up has done_on"),
        (DROPPED._replace(verified_on="2026-03-25"), "P062", "and no verified_on"),
        (OPEN._replace(action_state="verified"), "P062", "a verified follow-up has done_on"),
        (VERIFIED._replace(verified_on=None), "P062", "verified_on and verified_by"),
        (VERIFIED._replace(verified_by=None), "P062", "verified_on and verified_by"),
        (VERIFIED._replace(verified_by="kaur  UMUM"), "P063", "whoever did it can't verify it"),
        (VERIFIED._replace(verified_on="2026-03-19"), "P060", "verified_on is before done_on"),
        (DONE._replace(done_on="2026-02-28"), "P060", "done_on is before opened_on"),
    ],
)
def test_a_follow_up_whose_state_dates_and_people_disagree_is_refused(
    sample, action, number, told_of
):
    told, rows = added(sample, action)
    assert (told.code != 0, number in told.err, rows) == (True, True, [])
    assert told_of in told.err


@pytest.mark.parametrize(
    "action",
    [
        VERIFIED._replace(verified_on="2026-03-20"),
        VERIFIED._replace(done_on="2026-03-01"),
        VERIFIED._replace(verified_by="Kaur Umum Desa"),
    ],
)
def test_done_and_verified_on_one_day_by_two_people_is_recorded(sample, action):
    told, rows = added(sample, action)
    assert (told.code, len(rows)) == (0, 1), told.err


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
