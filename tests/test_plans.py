"""Plans through the command line: proposed, moved, cancelled, closed by the visit, and when every village is due."""

import csv
from datetime import datetime
from functools import partial
from io import StringIO

from conftest import LATER

KEY = ("village_code", "plan_date", "kind", "plan_state", "reason", "moved_to")


def rows(out, *columns):
    return [tuple(row[column] for column in columns) for row in csv.DictReader(StringIO(out))]


def plans(perut, *filters):
    return rows(perut("plan", "list", *filters).out, *KEY)


def test_a_pipe_shows_the_proposals_and_writes_nothing_without_yes(perut):
    before = plans(perut)
    shown = perut("plan", "generate", "--until", "2027-01", "--all")
    assert shown.code == 0
    assert len(rows(shown.out, "plan_date")) == 55
    assert "write them with --yes" in shown.err
    assert plans(perut) == before


def test_with_yes_the_proposals_become_one_batch_that_undo_takes_back(perut):
    before = plans(perut)
    written = perut("plan", "generate", "--until", "2026-12-31", "--all", "--yes")
    assert "32 visits planned" in written.err
    assert len(plans(perut)) == len(before) + 32
    assert rows(perut("plan", "generate", "--until", "2026-12-31", "--all").out, "plan_date") == []
    assert perut("undo", "--yes").code == 0
    assert plans(perut) == before


def test_a_month_from_the_31st_of_january_ends_with_february(perut):
    shown = perut("plan", "generate", "--all", "--format", "table", now=datetime(2027, 1, 31, 9))
    assert shown.out.startswith("Visits proposed until 2027-02-28")


def test_moving_keeps_the_old_day_and_its_reason_and_plans_the_new_one_in_one_batch(perut):
    assert (
        perut(
            "plan", "move", "muara", "2026-12-08", "--to", "2026-12-15", "--reason", "banjir"
        ).out.strip()
        == "63.11.03.2014 2026-12-15 asistensi"
    )
    found = perut("plan", "list", "--village-code", "muara", "--from", "2026-12-01")
    assert rows(found.out, *KEY, "topics", "mentor_code") == [
        (
            "63.11.03.2014",
            "2026-12-08",
            "asistensi",
            "moved",
            "banjir",
            "2026-12-15",
            "keuangan-aset",
            "STAF1",
        ),
        ("63.11.03.2014", "2026-12-15", "asistensi", "planned", "", "", "keuangan-aset", "STAF1"),
    ]
    perut("undo", "--yes")
    assert [
        row[1:4] for row in plans(perut, "--village-code", "muara", "--from", "2026-12-01")
    ] == [("2026-12-08", "asistensi", "planned")]


def test_moving_needs_a_reason_and_a_plan_that_is_open(perut):
    assert perut("plan", "move", "muara", "2026-12-08", "--to", "2026-12-15").code == 2
    assert (
        perut(
            "plan", "move", "muara", "2026-12-09", "--to", "2026-12-15", "--reason", "banjir"
        ).code
        == 4
    )
    assert (
        perut(
            "plan", "move", "muara", "2026-12-08", "--to", "2026-12-08", "--reason", "banjir"
        ).code
        == 5
    )
    assert perut("plan", "cancel", "muara", "2026-12-08", "--reason", "kades dinas luar").code == 0
    gone = perut("plan", "move", "muara", "2026-12-08", "--to", "2026-12-15", "--reason", "banjir")
    assert (gone.code, "P106" in gone.err) == (5, True)


def test_edit_with_a_new_day_moves(perut):
    assert (
        perut(
            "plan",
            "edit",
            "muara",
            "2026-12-08",
            "asistensi",
            "--moved-to",
            "16/12/2026",
            "--reason",
            "banjir",
        ).code
        == 0
    )
    assert [
        row[1:4] for row in plans(perut, "--village-code", "muara", "--from", "2026-12-01")
    ] == [("2026-12-08", "asistensi", "moved"), ("2026-12-16", "asistensi", "planned")]


def test_a_visit_near_a_plan_closes_it_and_says_so(perut):
    perut = partial(perut, now=LATER)
    made = perut("session", "add", "muara", "2026-12-10", "asistensi", "--mode", "visit")
    assert "closes the plan of Muara Jaya on 2026-12-08 (asistensi)" in made.err
    assert rows(
        perut("plan", "show", "muara", "2026-12-08", "asistensi", "--format", "csv").out,
        "plan_state",
        "session_code",
    ) == [("done", made.out.strip())]


def test_a_joint_meeting_closes_the_plans_of_all_its_villages(perut):
    perut = partial(perut, now=LATER)
    for village in ("merah", "pudak"):
        perut("plan", "add", village, "2026-12-01", "pembinaan")
    made = perut(
        "session",
        "add",
        "merah",
        "2026-12-02",
        "pembinaan",
        "--mode",
        "office",
        "--other-villages",
        "pudak",
    )
    assert [
        row[0]
        for row in rows(
            perut("plan", "list", "--session-code", made.out.strip()).out, "village_code"
        )
    ] == ["63.11.03.2006", "63.11.03.2008"]


def test_of_two_plans_within_a_week_the_nearer_is_closed(perut):
    perut = partial(perut, now=LATER)
    for day in ("2026-12-01", "2026-12-05"):
        perut("plan", "add", "merah", day, "pembinaan")
    made = perut("session", "add", "merah", "2026-12-04", "pembinaan")
    assert "closes the plan of Merah on 2026-12-05 (pembinaan)" in made.err
    listed = perut("plan", "list", "--village-code", "merah", "--from", "2026-12-01")
    assert rows(listed.out, "plan_date", "plan_state") == [
        ("2026-12-01", "planned"),
        ("2026-12-05", "done"),
    ]


def test_a_visit_more_than_a_week_away_or_of_another_kind_closes_nothing(perut):
    assert "closes" not in perut("session", "add", "muara", "2026-12-16", "asistensi").err
    assert "closes" not in perut("session", "add", "muara", "2026-12-08", "supervisi").err


def test_every_village_is_due_in_one_list(perut):
    page = rows(perut("plan", "due", "--all").out, "section", "key", "value")
    lists = {}
    for section, key, value in page:
        if key == "village_code":
            lists.setdefault(section, []).append(value[-4:])
    assert {name: len(found) for name, found in lists.items()} == {
        "never_visited": 12,
        "overdue": 8,
        "next_30_days": 3,
    }
    assert len({code for found in lists.values() for code in found}) == 23


def test_a_dry_run_of_a_plan_shows_and_writes_nothing(perut):
    before = plans(perut)
    assert (
        "32 visits planned (dry run, nothing was written)"
        in perut("plan", "generate", "--until", "2026-12-31", "--all", "--dry-run").err
    )
    assert (
        perut(
            "plan",
            "move",
            "muara",
            "2026-12-08",
            "--to",
            "2026-12-15",
            "--reason",
            "banjir",
            "--dry-run",
        ).code
        == 0
    )
    assert plans(perut) == before


MOVES = (
    "village_code,plan_date,kind,plan_state,moved_to,reason\n"
    "muara,2026-12-08,asistensi,moved,2026-12-15,banjir\n"
)


def test_a_file_that_moves_a_visit_plans_the_new_day_once(perut):
    before = plans(perut)
    (old,) = rows(perut("plan", "show", "muara", "2026-12-08", "asistensi").out, "topics")
    done = perut("plan", "import", "-", "--yes", stdin=MOVES)
    assert (done.code, "Plans: 1 new, 1 changed" in done.err) == (0, True), done.err
    new = rows(
        perut("plan", "show", "muara", "2026-12-15", "asistensi").out, *KEY, "topics", "mentor_code"
    )
    assert new == [
        ("63.11.03.2014", "2026-12-15", "asistensi", "planned", "", "", *old, "STAF1"),
    ]
    again = perut("plan", "import", "-", "--yes", stdin=MOVES)
    assert "Plans: 0 new, 0 changed" in again.err
    assert perut("check").code == 0
    assert perut("undo", "--yes").code == 0
    assert plans(perut) == before


def test_a_file_with_the_new_day_in_it_is_taken_as_it_is(perut):
    text = MOVES + "muara,2026-12-15,asistensi,cancelled,,libur\n"
    done = perut("plan", "import", "-", "--yes", stdin=text)
    assert (done.code, "Plans: 1 new, 1 changed" in done.err) == (0, True), done.err
    found = plans(perut, "--village-code", "muara", "--from", "2026-12-15", "--to", "2026-12-15")
    assert [row[3] for row in found] == ["cancelled"]


def test_a_new_row_that_is_moved_already_plans_nothing_more(perut):
    done = perut("plan", "import", "-", "--yes", stdin=MOVES.replace("12-08", "12-09"))
    assert (done.code, "Plans: 1 new, 0 changed" in done.err) == (0, True), done.err


def test_a_visit_is_not_moved_to_its_own_day(perut):
    done = perut("plan", "import", "-", "--yes", stdin=MOVES.replace("12-15", "12-08"))
    assert done.code == 1
    assert "error P061: stdin:2: moved_to: moved_to is the day of the plan itself" in done.err
