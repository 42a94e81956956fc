"""The summary: a month in twenty lines, with the reports' figures and nobody's name."""

import csv
import io

import pytest
from conftest import in_process

DAY = ("--as-of", "2026-11-24")


def told(db, *more, lang="en"):
    made = in_process("report", "summary", *more, db=db, environ={"PERUT_LANG": lang})
    assert made.code == 0, made.err
    return made.out


def rows(db, *report):
    out = in_process("report", *report, *DAY, "--format", "csv", db=db).out
    return list(csv.DictReader(io.StringIO(out)))


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize("when", [DAY, ("--period", "2026-S1"), ("--period", "2026")])
def test_it_has_twenty_lines_at_most_and_is_the_same_twice(sample_database, lang, when):
    text = told(sample_database, *when, lang=lang)
    assert 12 <= len(text.rstrip("\n").split("\n")) <= 20
    assert text == told(sample_database, *when, lang=lang)


def test_its_numbers_are_those_of_the_reports(sample_database):
    text = told(sample_database, *DAY)
    assert text.startswith(
        "*Routine mentoring of Kecamatan Awayan*\nNovember 2026, as of 2026-11-24\n"
    )
    held = rows(sample_database, "sessions", "--period", "2026-11")
    n = sum(int(row["sessions"]) for row in held)
    seen = len({row["village_code"] for row in held if row["sessions"] != "0"})
    assert f"Sessions: {n} in {seen} of 23 villages" in text
    chosen = next(row for row in rows(sample_database, "target") if row["chosen"] == "yes")
    assert f"Target 80 (level): {float(chosen['value']):.1f}, not reached" in text
    steps = rows(sample_database, "actions")
    late = sum(row["days_overdue"] != "" for row in steps)
    assert f"Follow-ups: {len(steps)} not settled, {late} overdue" in text
    owed = rows(sample_database, "obligations")
    overdue = [
        row
        for row in owed
        if row["days_late"] not in ("", "0") and row["submission_state"] != "submitted"
    ]
    assert f"Documents overdue: {len(overdue)} in " in text
    first = rows(sample_database, "priority")[0]
    assert f"1. {first['village_name']}: {first['why']}" in text


@pytest.mark.parametrize(
    ("day", "named"),
    [("2026-12-01", True), ("2026-12-15", True), ("2026-12-16", False), ("2026-11-30", False)],
)
def test_the_visits_of_today_and_of_the_next_fourteen_days_are_named(sample, day, named):
    for plan in plans_of(sample):
        in_process("plan", "remove", *plan, "--yes", db=sample)
    assert in_process("plan", "add", "merah", day, "supervisi", db=sample).code == 0
    assert (f"{day} Merah" in told(sample, "--as-of", "2026-12-01")) is named


def plans_of(db):
    """The keys of the plans that are still open."""
    out = in_process("plan", "list", "--plan-state", "planned", "--format", "csv", db=db).out
    return [
        (row["village_code"], row["plan_date"], row["kind"])
        for row in csv.DictReader(io.StringIO(out))
    ]


def test_a_period_that_is_over_is_told_as_of_its_last_day(sample_database):
    text = told(sample_database, "--period", "2026-03", lang="id")
    assert "\nMaret 2026, per 31/03/2026\n" in text


def test_nobody_is_named(perut, sample):
    for number in ("Zulkarnain Abdi", "Rukayah binti Saleh"):
        added = perut("official", "add", "--village-code", "muara", "--official-name", number)
        assert added.code == 0, added.err
    names = [row["official_name"] for row in rows(sample, "attendance") if row["official_name"]] + [
        row["mentor_name"] for row in rows(sample, "mentors")
    ]
    text = told(sample, *DAY)
    assert names
    assert not [name for name in names if name in text]


def test_programs_get_rows_and_an_empty_office_an_honest_answer(sample_database, empty_database):
    out = in_process("report", "summary", *DAY, "--format", "csv", db=sample_database).out
    lines = list(csv.DictReader(io.StringIO(out)))
    assert [row["value"] for row in lines] == told(sample_database, *DAY).rstrip("\n").split("\n")
    assert "Sessions: 0 in 0 of 0 villages" in told(empty_database, *DAY)


def test_it_goes_to_a_file_as_text(sample_database, tmp_path):
    file = tmp_path / "november.txt"
    told(sample_database, *DAY, "-o", str(file))
    assert file.read_text("utf-8") == told(sample_database, *DAY)
