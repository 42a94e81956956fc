"""Mistakes that once passed the whole suite: each has a test that sees it."""

import json
import re
import sqlite3
from contextlib import closing

import pytest
from conftest import LATER, in_process

from perut_cli.intake.number_format import NumberFormat, number_cell


def shown(db, *words):
    return json.loads(in_process(*words, "--format", "json", db=db).out)


@pytest.mark.parametrize(
    ("day", "locus"),
    [("2026-02-28", "no"), ("2026-03-01", "yes"), ("2026-05-31", "yes"), ("2026-06-01", "no")],
)
def test_a_village_is_a_locus_from_its_first_to_its_last_day(sample, day, locus):
    in_process(
        "village",
        "edit",
        "merah",
        "--locus-since",
        "2026-03-01",
        "--locus-until",
        "2026-05-31",
        db=sample,
    )
    row = shown(sample, "report", "progress", "--village", "merah", "--as-of", day)[0]
    assert row["locus"] == locus
    among = {
        row["village_name"]
        for row in shown(sample, "report", "progress", "--locus", "--as-of", day)
    }
    assert ("Merah" in among) == (locus == "yes")


COUNTED = re.compile(r"= (\d+) · min\(1, (\d+) / (\d+)\) = ([\d.]+)")


@pytest.mark.parametrize(
    ("part", "most"), [("critical_part", 3), ("action_part", 3), ("repeat_part", 2)]
)
def test_what_explains_a_part_of_the_priority_is_the_rule_that_made_it(sample_database, part, most):
    """The contract: min(1, n/3) of critical failures and overdue follow-ups, min(1, n/2) of repeats."""
    rows = shown(sample_database, "report", "priority", "--all", "--as-of", "2026-11-24")
    some = [row for row in rows if row[part]]
    assert some
    for row in some[:4]:
        told = in_process(
            "explain", "priority", row["village_code"][-4:], part, "--as-of", "2026-11-24",
            "--format", "table", db=sample_database,
        ).out  # fmt: skip
        weight, count, full, value = map(float, COUNTED.search(told).groups())
        assert full == most
        assert value == pytest.approx(weight * min(1, count / most), abs=0.01)
        assert value == pytest.approx(row[part], abs=0.01)


def test_an_erasure_leaves_no_note_of_an_assessment_in_the_history(sample):
    in_process("official", "add", "2021", "Rahasia Sekali", db=sample)
    in_process(
        "assess", "2021", "--official-name", "Rahasia Sekali", "--instrument-code", "APARATUR",
        "--assessment-note", "Tentang Sekali Rahasia", "P.1=1", "--stage", "baseline", db=sample,
    )  # fmt: skip
    made = shown(
        sample, "assessment", "list", "--instrument-code", "APARATUR", "--from", "2026-11-24"
    )
    assert [row["assessment_note"] for row in made] == ["Tentang Sekali Rahasia"]
    in_process(
        "assessment", "edit", made[0]["assessment_code"], "--assessment-note", "lain", db=sample
    )
    assert (
        in_process("official", "remove", "Rahasia Sekali", "--erase", "--yes", db=sample).code == 0
    )
    with closing(sqlite3.connect(sample)) as connection:
        kept = "\n".join(connection.iterdump())
    assert "Rahasia Sekali" not in kept
    assert "Tentang Sekali Rahasia" not in kept


def test_a_plan_of_today_counts_for_the_next_one(sample):
    before = shown(
        sample, "plan", "generate", "--until", "2026-12-20", "--village", "merah", "--all"
    )
    assert before
    in_process("plan", "add", "merah", "2026-11-24", "supervisi", db=sample)
    after = shown(
        sample, "plan", "generate", "--until", "2026-12-20", "--village", "merah", "--all"
    )
    assert after == []


NAMING = {
    "action.responsible": (
        "finding add 2021 2026-11-02 --finding-text Kas --finding-code F-1",
        'action add F-1 --action-text Tutup --responsible "{name}"',
    ),
    "action.verified_by": (
        "finding add 2021 2026-11-02 --finding-text Kas --finding-code F-1",
        "action add F-1 --action-text Tutup --action-state verified --opened-on 2026-11-02 "
        '--done-on 2026-11-03 --verified-on 2026-11-04 --verified-by "{name}"',
    ),
    "filling.operator": (
        'filling add 2021 prodeskel ddk 2026-11-02 --filled 1 --total 2 --operator "{name}"',
    ),
    "document.recipient": ('document reserve --kind undangan --recipient "{name}"',),
}


@pytest.mark.parametrize("column", NAMING)
def test_an_erasure_takes_the_name_out_of_every_column_that_may_be_one(sample, column):
    name = "Rahasia Sekali"
    lines = [f'official add 2021 "{name}"', *NAMING[column]]
    script = "\n".join(lines).format(name=name)
    told = in_process("run", "-", "--yes", db=sample, stdin=script)
    assert told.code == 0, told.err
    table, _, word = column.partition(".")
    with closing(sqlite3.connect(sample)) as connection:
        named = f"SELECT count(*) FROM {table} WHERE {word} = ?"
        assert connection.execute(named, (name,)).fetchone() == (1,)
    assert in_process("official", "remove", name, "--erase", "--yes", db=sample).code == 0
    with closing(sqlite3.connect(sample)) as connection:
        assert name not in "\n".join(connection.iterdump())
    assert in_process("check", db=sample).code == 0


@pytest.mark.parametrize(("day", "state"), [("2026-12-08", "done"), ("2026-12-09", "planned")])
def test_a_visit_closes_the_plan_seven_days_from_it_and_no_further(sample, day, state):
    in_process("plan", "add", "merah", "2026-12-01", "supervisi", db=sample)
    held = in_process("session", "add", "merah", day, "supervisi", db=sample, now=LATER)
    assert held.code == 0, held.err
    rows = shown(sample, "plan", "list", "--village-code", "merah", "--plan-date", "2026-12-01")
    assert [row["plan_state"] for row in rows] == [state]


def test_a_made_code_that_is_taken_gets_one_more_letter(sample):
    first = in_process("session", "add", "merah", "2026-11-20", "supervisi", db=sample).out.strip()
    assert in_process("undo", "--yes", db=sample).code == 0
    other = in_process("session", "add", "merah", "2026-11-19", "supervisi", db=sample).out.strip()
    taken = in_process("session", "edit", other, "--session-code", first, "--yes", db=sample)
    assert taken.code == 0, taken.err
    again = in_process("session", "add", "merah", "2026-11-20", "supervisi", db=sample).out.strip()
    assert (again[:-1], len(again)) == (first, len(first) + 1)


def test_an_erasure_blanks_every_note_about_the_person(sample):
    name, note = "Rahasia Sekali", "sakit sejak lama"
    script = f"""
official add 2021 "{name}"
session add 2021 2026-11-02 supervisi --session-code S-1 --attendee "{name}"
attendance edit S-1 2021 "{name}" --attendance-note "{note}"
assess 2021 --official-name "{name}" --instrument-code APARATUR --assessment-note "{note}" --stage baseline P.1=1
"""
    told = in_process("run", "-", "--yes", db=sample, stdin=script)
    assert told.code == 0, told.err
    answers = shown(sample, "score", "list", "--official-name", name)
    code = answers[0]["assessment_code"]
    edited = in_process("score", "edit", code, "P.1", "--score-note", note, db=sample)
    assert edited.code == 0, edited.err
    with closing(sqlite3.connect(sample)) as connection:
        assert "\n".join(connection.iterdump()).count(note) >= 3
    assert in_process("official", "remove", name, "--erase", "--yes", db=sample).code == 0
    with closing(sqlite3.connect(sample)) as connection:
        assert note not in "\n".join(connection.iterdump())


def test_a_plan_whose_visit_is_removed_is_to_be_done_again(sample):
    in_process("plan", "add", "merah", "2026-11-20", "supervisi", db=sample)
    code = in_process("session", "add", "merah", "2026-11-20", "supervisi", db=sample).out.strip()
    plan = ("plan", "list", "--village-code", "merah", "--plan-date", "2026-11-20")
    (row,) = shown(sample, *plan)
    assert (row["plan_state"], row["session_code"]) == ("done", code)
    removed = in_process("session", "remove", code, "--with-dependants", "--yes", db=sample)
    assert removed.code == 0, removed.err
    (row,) = shown(sample, *plan)
    assert (row["plan_state"], row["session_code"]) == ("planned", None)


def test_a_plan_of_today_is_the_next_visit(sample):
    in_process("plan", "add", "merah", "2026-11-24", "supervisi", db=sample)
    rows = shown(sample, "report", "priority", "--all", "--as-of", "2026-11-24")
    next_visit = {row["village_name"]: row["next_visit"] for row in rows}
    assert next_visit["Merah"] == "2026-11-24"
    rows = shown(sample, "report", "priority", "--all", "--as-of", "2026-11-25")
    assert {row["village_name"]: row["next_visit"] for row in rows}["Merah"] != "2026-11-24"


@pytest.mark.parametrize(
    ("number", "day"),
    [(1, "1900-01-01"), (59, "1900-02-28"), (60, "1900-02-28"), (61, "1900-03-01")],
)
def test_a_day_of_early_1900_is_the_one_that_excel_shows(number, day):
    """Excel counts a 29 February 1900 that never was: before it, its numbers are a day ahead."""
    text, _ = number_cell(number, NumberFormat("date"), from_1904=False)
    assert text == day


@pytest.mark.parametrize(
    "words",
    [
        ("session", "add", "muara", "2026-11-20", "supervisi", "--village-code", "merah"),
        ("plan", "add", "muara", "2026-12-20", "supervisi", "--kind", "asistensi"),
        ("topic", "add", "T9", "--topic-code", "T8", "--topic-name", "X"),
    ],
    ids=" ".join,
)
def test_a_word_by_its_place_and_another_by_its_option_is_an_error(sample, words):
    told = in_process(*words, db=sample)
    assert (told.code, "P005" in told.err, told.out) == (2, True, "")


def test_a_column_that_nobody_knows_is_no_part_to_leave_out(sample, tmp_path):
    """`--partial` leaves out rows, never a whole column."""
    path = tmp_path / "aparatur.csv"
    path.write_text("village_code,official_name,xyzzy\n2021,Orang Baru,1\n2021,Orang Lain,2\n")
    told = in_process("official", "import", str(path), "--partial", db=sample)
    assert (told.code, "xyzzy" in told.err) == (1, True)
    names = {row["official_name"] for row in shown(sample, "official", "list")}
    assert not names & {"Orang Baru", "Orang Lain"}
    assert not list(tmp_path.glob("*.rejected*"))
