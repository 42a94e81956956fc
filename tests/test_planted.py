"""Mistakes that once passed the whole suite: each has a test that sees it."""

import json
import re
import sqlite3
from contextlib import closing

import pytest
from conftest import in_process


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
