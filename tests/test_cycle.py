"""A year of the sample programme lived month by month, its pages compared at four dates, and the corners of the cycle."""

import csv
import json
import os
from io import StringIO
from pathlib import Path

import pytest
import replay
from conftest import in_process

PAGES = Path(__file__).parent / "pages"
DAYS = ("2026-01-31", "2026-03-31", "2026-07-31", "2026-11-30")
SHOWN = {
    "status": ("status", "--format", "table"),
    "priority": ("report", "priority", "--format", "table"),
    "prepare": ("session", "prepare", "muara", "--format", "table"),
}
VISIT = ("session", "add")


@pytest.fixture(scope="module")
def year(empty_database, tmp_path_factory):
    """The year lived; gives the database at its end and the pages as they were seen at the four dates."""
    db = tmp_path_factory.mktemp("year") / "perut.db"
    db.write_bytes(empty_database.read_bytes())
    seen = {}

    def month_over(month):
        for day in DAYS:
            if day.startswith(month):
                seen.update(
                    {
                        (day, name): in_process(*words, "--as-of", day, db=db).out
                        for name, words in SHOWN.items()
                    }
                )

    replay.live(lambda *words, **more: in_process(*words, db=db, **more), month_over)
    return db, seen


def rows(out):
    return list(csv.DictReader(StringIO(out)))


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("day", DAYS)
def test_the_pages_of_the_year_are_as_expected(year, day, name):
    path = PAGES / f"{day}-{name}.txt"
    if os.environ.get("PERUT_PAGES") == "write":
        path.write_text(year[1][day, name], "utf-8")
    assert year[1][day, name] == path.read_text("utf-8")


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("day", DAYS)
def test_looking_back_on_a_day_shows_what_was_seen_then(year, day, name):
    assert in_process(*SHOWN[name], "--as-of", day, db=year[0]).out == year[1][day, name]


@pytest.mark.parametrize(
    "sheet",
    [
        "session",
        "attendance",
        "plan",
        "assessment",
        "score",
        "finding",
        "action",
        "filling",
        "submission",
    ],
)
def test_the_year_lived_ends_in_the_sample(year, sample_database, sheet):
    lived, given = (
        in_process(sheet, "export", db=db).out.splitlines() for db in (year[0], sample_database)
    )
    assert sorted(lived) == sorted(given)


@pytest.mark.parametrize("day", DAYS)
def test_the_parts_of_the_priority_add_up_in_every_row(year, day):
    found = rows(in_process("report", "priority", "--all", "--as-of", day, db=year[0]).out)
    parts = ("visit_part", "gap_part", "critical_part", "action_part", "repeat_part")
    assert len(found) == 23
    assert [
        row["village_code"]
        for row in found
        if abs(float(row["priority"]) - sum(float(row[part]) for part in parts)) > 1e-9
    ] == []
    assert [int(row["rank"]) for row in found] == list(range(1, 24))


def test_a_visit_takes_its_part_of_the_priority_away(perut):
    before = rows(perut("report", "priority", "--all", "--as-of", "2026-11-24").out)
    never = next(row for row in before if float(row["visit_part"]) == 25)
    assert (
        perut(*VISIT, never["village_code"], "2026-11-24", "sosialisasi", "--mode", "visit").code
        == 0
    )
    after = next(
        row
        for row in rows(perut("report", "priority", "--all", "--as-of", "2026-11-24").out)
        if row["village_code"] == never["village_code"]
    )
    assert float(after["visit_part"]) == 0
    assert float(after["priority"]) == pytest.approx(float(never["priority"]) - 25)
    assert int(after["rank"]) > int(never["rank"])


def test_two_visits_to_a_village_on_one_day_are_two(perut):
    morning = perut(*VISIT, "merah", "2026-11-24", "supervisi", "--start-time", "08:00").out.strip()
    noon = perut(*VISIT, "merah", "2026-11-24", "supervisi", "--start-time", "13:00").out.strip()
    assert morning != noon
    report = rows(perut("report", "sessions", "--village", "merah", "--period", "2026-11").out)
    assert [(row["kind"], row["sessions"]) for row in report] == [("supervisi", "2")]


def test_the_same_visit_twice_is_refused_and_nothing_of_it_stays(perut):
    assert perut(*VISIT, "merah", "2026-11-24", "supervisi").code == 0
    again = perut(*VISIT, "merah", "2026-11-24", "supervisi", "--finding", "Buku belum ada")
    assert (again.code, "P051" in again.err) == (5, True)
    assert rows(perut("finding", "list", "--village-code", "merah").out) == []


def test_a_joint_meeting_counts_for_each_village_and_once_for_the_mentor(perut):
    before = {
        row["mentor_code"]: int(row["sessions"]) for row in rows(perut("report", "mentors").out)
    }
    assert (
        perut(
            *VISIT,
            "merah",
            "2026-11-24",
            "pembinaan",
            "--mode",
            "office",
            "--other-villages",
            "awayan|baru",
            "--mentors",
            "KP",
        ).code
        == 0
    )
    counted = [
        row["village_code"][-4:]
        for row in rows(
            perut("report", "sessions", "--from", "2026-11-24", "--to", "2026-11-24").out
        )
        if row["sessions"] != "0"
    ]
    assert counted == ["2006", "2007", "2018"]
    after = {
        row["mentor_code"]: int(row["sessions"]) for row in rows(perut("report", "mentors").out)
    }
    assert after["KP"] == before["KP"] + 1


def test_a_visit_before_the_village_became_a_locus_stays_a_visit(perut):
    assert perut(*VISIT, "putat", "2025-12-01", "sosialisasi", "--mode", "visit").code == 0
    locus = {
        day: rows(perut("report", "progress", "--village", "putat", "--as-of", day).out)[0]
        for day in ("2026-01-12", "2026-01-13")
    }
    assert [(row["locus"], row["sessions"]) for row in locus.values()] == [
        ("no", "1"),
        ("yes", "2"),
    ]


def test_two_officials_of_one_name_in_two_villages_are_told_apart_by_their_village(perut):
    perut("official", "add", "--village-code", "merah", "--official-name", "Ani")
    perut("official", "add", "--village-code", "awayan", "--official-name", "Ani")
    code = perut(
        *VISIT,
        "merah",
        "2026-11-24",
        "pembinaan",
        "--other-villages",
        "awayan",
        "--attendee",
        "ani",
        "--attendee",
        "awayan:ani",
    ).out.strip()
    found = rows(perut("attendance", "list", "--session-code", code).out)
    assert [(row["village_code"], row["official_name"]) for row in found] == [
        ("", "Ani"),
        ("63.11.03.2007", "Ani"),
    ]


def test_a_person_in_two_posts_over_the_year_is_one_person_with_the_post_of_the_day(perut):
    moved = perut(
        "official",
        "move",
        "2014:kaur keuangan",
        "--position",
        "Kasi Pemerintahan",
        "--since",
        "2026-08-01",
    )
    assert moved.code == 0
    shown = {
        day: perut("session", "prepare", "muara", "--as-of", day, "--format", "json").out
        for day in ("2026-07-31", "2026-08-01")
    }
    people = {day: json.loads(out)["sections"]["officials"] for day, out in shown.items()}
    posts = {
        day: {row["official_name"]: row["position"] for row in found}
        for day, found in people.items()
    }
    assert [posts[day]["Kaur Keuangan (contoh)"] for day in shown] == [
        "Kaur Keuangan",
        "Kasi Pemerintahan",
    ]
