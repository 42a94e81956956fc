"""Every number of every report can be asked for, and what `priority` announces comes true."""

import csv
import io

import pytest
from conftest import in_process

from perut_cli.cli.commands.explain import report_named
from perut_cli.cli.commands.report import COMMANDS
from perut_cli.core.vocabulary import word_named
from perut_cli.reports.words import figure

KEYS = {
    "progress": "village_code",
    "target": "reading",
    "officials": "village_code official_name",
    "indicators": "indicator_code",
    "effect": "indicator_code",
    "priority": "village_code",
    "mentors": "mentor_code",
    "attendance": "village_code official_name",
    "actions": "action_code",
    "sessions": "month village_code kind",
    "trend": "village_code assessment_date",
    "obligations": "village_code obligation_code period",
    "fillings": "village_code application part",
    "agreement": "mentor_code second_mentor levels",
    "quality": "key",
}
"""The columns that name a row of a report; `village` is a page made of the others."""

DAY = ("--as-of", "2026-11-24")


def rows_of(db, report, *more):
    return list(
        csv.DictReader(
            io.StringIO(in_process("report", report, *DAY, *more, "--format", "csv", db=db).out)
        )
    )


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def may_be_number(column):
    """Whether a column is one of numbers, or of an indicator or dimension."""
    field = word_named(column)
    return field is None or field.kind.name in ("number", "weight", "count")


def numeric(rows):
    """The columns that hold numbers, in a row where they do."""
    for column in rows[0]:
        if may_be_number(column):
            row = next((row for row in rows if is_number(row[column])), None)
            if row:
                yield column, row


@pytest.mark.parametrize(
    "report", [name for name in COMMANDS if name not in ("village", "summary")]
)
def test_every_number_of_every_report_has_an_explanation(sample_database, report):
    rows = rows_of(sample_database, report)
    asked = list(numeric(rows))
    assert asked or not any(may_be_number(column) for column in rows[0])
    for column, row in asked:
        key = [row[name] for name in KEYS[report].split()]
        told = in_process(
            "explain",
            report,
            *(word for word in key if word or report == "agreement"),
            column,
            *DAY,
            "--format",
            "table",
            db=sample_database,
        )
        assert told.code == 0, (column, told.err)
        assert str(figure(float(row[column]))) in told.out, (column, told.out)


def test_names_of_both_languages_will_do(sample_database):
    english = in_process(
        "explain", "priority", "2021", "gap_part", db=sample_database, environ={"PERUT_LANG": "id"}
    ).out
    indonesian = in_process(
        "jelaskan",
        "prioritas",
        "putat",
        "basiun",
        "bagian_jarak",
        db=sample_database,
        environ={"PERUT_LANG": "id"},
    ).out
    assert english == indonesian != ""
    assert report_named("Tindak-Lanjut") == "actions"


@pytest.mark.parametrize("words", [(), ("progress",), ("progress", "2021")])
def test_what_is_missing_is_said_with_something_to_type(sample_database, words):
    told = in_process("explain", *words, db=sample_database)
    assert told.code == 2
    assert "perut explain progress 2021 latest" in told.err


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (("progress", "nowhere", "latest"), "P040"),
        (("progress", "2021", "nothing"), "P047"),
        (("nothing", "2021", "latest"), "P047"),
        (("sessions", "2026-01", "merah", "hours"), "P040"),
        (("fillings", "2021", "share"), "P041"),
    ],
)
def test_what_is_not_there_is_not_found(sample_database, words, number):
    told = in_process("explain", *words, db=sample_database)
    assert told.code == 4
    assert number in told.err


def test_taking_a_cause_away_moves_the_rank_as_announced(perut):
    page = perut("explain", "priority", "muara", "rank", *DAY, "--format", "table").out
    announced = next(line for line in page.splitlines() if line.startswith("Repeat part")).split()[
        -1
    ]
    ranks = list(csv.DictReader(io.StringIO(perut("report", "priority", *DAY).out)))
    before = next(row["rank"] for row in ranks if row["village_name"] == "Muara Jaya")
    findings = csv.DictReader(io.StringIO(perut("finding", "list", "--village-code", "muara").out))
    for finding in list(findings):
        edited = perut(
            "finding",
            "edit",
            finding["finding_code"],
            "--repeat-of",
            "",
            "--instrument-code",
            "",
            "--indicator-code",
            "",
        )
        assert edited.code == 0, edited.err
    after = next(
        row
        for row in csv.DictReader(io.StringIO(perut("report", "priority", *DAY).out))
        if row["village_name"] == "Muara Jaya"
    )
    assert float(after["repeat_part"]) == 0
    assert (before, after["rank"]) == ("1", announced) == ("1", "2")
