"""What a village owes through the command line: late, corrected, undone, and what follows from it."""

import csv
from functools import partial
from io import StringIO

from conftest import LATER


def rows(out, *columns):
    return [tuple(row[column] for column in columns) for row in csv.DictReader(StringIO(out))]


def owed(perut, code, period, day):
    found = rows(
        perut("report", "obligations", "--village", "merah", "--as-of", day).out,
        "obligation_code",
        "period",
        "submission_state",
        "submitted_on",
        "days_late",
    )
    return [row[2:] for row in found if row[:2] == (code, period)]


def test_a_paper_that_comes_late_is_corrected_and_undone(perut):
    perut = partial(perut, now=LATER)
    assert owed(perut, "apbdes", "2027", "2026-12-31") == [("none", "", "")]
    perut(
        "submission",
        "add",
        "merah",
        "apbdes",
        "2027",
        "--submission-state",
        "submitted",
        "--submitted-on",
        "2027-01-10",
    )
    assert owed(perut, "apbdes", "2027", "2027-01-05") == [("none", "", "5")]
    assert owed(perut, "apbdes", "2027", "2027-01-31") == [("submitted", "2027-01-10", "10")]
    perut("submission", "edit", "merah", "apbdes", "2027", "--submitted-on", "2027-01-08")
    assert owed(perut, "apbdes", "2027", "2027-01-31") == [("submitted", "2027-01-08", "8")]
    perut("undo", "--yes")
    assert owed(perut, "apbdes", "2027", "2027-01-31") == [("submitted", "2027-01-10", "10")]
    perut("undo", "--yes")
    assert owed(perut, "apbdes", "2027", "2027-01-31") == [("none", "", "31")]


def test_a_law_that_changes_leaves_old_years_their_rule(perut):
    perut("obligation", "edit", "apbdes", "--valid-until", "2026-12-31")
    perut(
        "obligation",
        "add",
        "--obligation-code",
        "apbdes-baru",
        "--obligation-title",
        "APB Desa",
        "--due-rule",
        "Y-1 11-30",
        "--valid-from",
        "2027-01-01",
    )
    assert [
        row[0]
        for row in rows(
            perut(
                "report",
                "obligations",
                "--village",
                "muara",
                "--as-of",
                "2026-12-31",
                "--period",
                "2026",
            ).out,
            "obligation_code",
        )
        if row[0].startswith("apbdes")
    ] == ["apbdes"]
    assert (
        rows(
            perut(
                "report",
                "obligations",
                "--village",
                "muara",
                "--period",
                "2027",
                "--as-of",
                "2027-12-31",
            ).out,
            "obligation_code",
            "due",
        ).count(("apbdes-baru", "2027-11-30"))
        == 1
    )


def test_the_matrix_is_the_report_on_a_terminal_and_a_long_table_for_programs(perut):
    shown = perut("report", "obligations", "--format", "table").out
    assert max(map(len, shown.splitlines())) <= 100
    assert [line for line in shown.splitlines() if line.startswith("Merah  ")]
    assert len(rows(perut("report", "obligations").out)) > 23 * 5


def test_what_falls_due_asks_for_a_visit_with_its_topic(perut):
    due = rows(
        perut("report", "obligations", "--due", "60", "--village", "merah").out,
        "due",
        "obligation_code",
    )
    assert due == [("2026-12-31", "apbdes"), ("2026-12-31", "publikasi-profil")]
    plans = rows(
        perut("plan", "generate", "--until", "2026-12-31", "--village", "merah").out,
        "topics",
        "reason",
    )
    assert any(
        topics == "perdes" and "apbdes 2027 due 2026-12-31" in reason for topics, reason in plans
    )


def test_a_filling_seen_again_shows_its_change_and_the_chart_its_line(perut):
    perut(
        "filling",
        "add",
        "--village-code",
        "muara",
        "--application",
        "prodeskel",
        "--part",
        "ddk",
        "--filling-date",
        "2026-11-24",
        "--filled",
        "310",
        "--total",
        "310",
        "--checked",
        "10",
        "--wrong",
        "1",
    )
    ddk = next(
        row
        for row in rows(
            perut("report", "fillings", "--village", "muara").out,
            "part",
            "share",
            "change",
            "wrong_share",
        )
        if row[0] == "ddk"
    )
    assert (ddk[1], round(float(ddk[2]), 1), ddk[3]) == ("100", 23.0, "10")
    assert (
        "A ddk"
        in perut("report", "fillings", "--village", "muara", "--chart", "--format", "table").out
    )


def test_what_is_handed_in_during_a_visit_leaves_the_page_to_take_along(perut):
    assert "APB Desa" in perut("session", "prepare", "muara", "--format", "table").out
    perut("session", "add", "muara", "2026-11-24", "supervisi", "--submitted", "apbdes:2027")
    assert "APB Desa (Perdes)" not in perut("session", "prepare", "muara", "--format", "table").out
