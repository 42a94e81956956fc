"""Templates of answers: filled with who is to be assessed, typed into, and taken as they are."""

import pytest
from openpyxl import load_workbook
from scoring_files import done, rows

DESA = ("score", "template", "--wide", "--instrument-code", "DESA")


def test_a_wide_template_has_a_row_per_village_loci_first(perut):
    found = rows(done(perut(*DESA)).out)
    assert [row["village_code"][-4:] for row in found[:4]] == ["2005", "2014", "2021", "2004"]
    assert len(found) == 23
    assert {row["stage"] for row in found if row["village_name"] == "Merah"} == {"baseline"}
    assert {row["stage"] for row in found if row["village_name"] == "Muara Jaya"} == {"monitoring"}
    assert {row["assessment_date"] for row in found} == {"2026-11-24"}
    assert set(found[0]) >= {"A.1", "I.9", "mentor_code", "instrument_version"}
    assert all(row["A.1"] == "" for row in found)


@pytest.mark.parametrize("command", [DESA, ("score", "template"), ("village", "template")])
@pytest.mark.parametrize("output", [(), ("-o", "-")])
def test_a_workbook_wants_a_file(perut, command, output):
    refused = perut(*command, "--format", "xlsx", *output)
    assert (refused.code, refused.out) == (2, "")
    assert "error P008: a workbook needs a file" in refused.err


def test_for_officials_a_row_per_person_in_post(perut):
    found = rows(
        done(
            perut(
                "score",
                "template",
                "--wide",
                "--instrument-code",
                "APARATUR",
                "--village-code",
                "muara",
            )
        ).out
    )
    people = rows(perut("report", "officials", "--village", "muara", "--format", "csv").out)
    assert [row["official_name"] for row in found] == [
        row["official_name"] for row in people if row["position"]
    ]


@pytest.mark.parametrize("excel", [(), ("--excel",)])
def test_what_is_typed_in_is_taken_and_the_rest_passed_over(perut, tmp_path, excel):
    text = done(perut(*DESA, *excel)).out
    separator = ";" if excel else ","
    lines = text.splitlines()
    place = next(place for place, line in enumerate(lines) if "2006" in line and "Merah" in line)
    cells = lines[place].split(separator)
    first = lines[0].split(separator).index("A.1")
    cells[first : first + 3] = ["2", "mutakhir", "TB: tidak ada"]
    lines[place] = separator.join(cells)
    path = tmp_path / "nilai.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    before = len(rows(perut("assessment", "list", "--format", "csv").out))
    told = done(perut("score", "import", str(path)))
    assert "22 rows without an answer passed over" in told.err
    assert len(rows(perut("assessment", "list", "--format", "csv").out)) == before + 1
    code = rows(perut("assessment", "list", "--village-code", "merah", "--format", "csv").out)[0][
        "assessment_code"
    ]
    found = rows(perut("score", "list", "--assessment-code", code, "--format", "csv").out)
    assert [(row["indicator_code"], row["score"] or row["na_reason"]) for row in found] == [
        ("A.1", "2"),
        ("A.2", "2"),
        ("A.3", "tidak ada"),
    ]


def test_the_workbook_explains_its_columns_and_comes_back(perut, tmp_path):
    path = tmp_path / "nilai.xlsx"
    done(perut(*DESA, "-o", str(path)))
    book = load_workbook(path)
    assert book.sheetnames[:2] == ["DESA", "Columns"]
    assert book["DESA"].max_row == 24
    assert (
        "A.1",
        "Umum",
        "Buku Peraturan di Desa",
        "0 = tidak ada; 1 = ada, usang; 2 = mutakhir",
    ) in [row[:4] for row in book["Columns"].iter_rows(values_only=True)]
    assert "23 rows without an answer passed over" in done(perut("score", "import", str(path))).err


def test_the_checklist_is_a_page_to_print(perut):
    page = done(
        perut(
            "score",
            "template",
            "--instrument-code",
            "DESA",
            "--village-code",
            "muara",
            "--format",
            "html",
        )
    ).out
    for text in (
        "PEMERINTAH KABUPATEN BALANGAN",
        "Muara Jaya (63.11.03.2014)",
        "☐\u00a02\u00a0mutakhir",
        "☐\u00a0NA",
        "last answers of 2026-11-12",
        "Open follow-ups",
        "Assessed by",
        "@page",
    ):
        assert text in page, text
    assert page.count('<tr><td class="code">') >= 49
    assert "<footer>" not in page


def test_a_village_never_assessed_has_a_checklist_too(perut):
    page = done(
        perut(
            "score",
            "template",
            "--instrument-code",
            "DESA",
            "--village-code",
            "merah",
            "--format",
            "html",
        )
    ).out
    assert "not assessed before" in page


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--instrument-code", "DESA", "--format", "html"), 2),
        (("--wide", "--instrument-code", "NONE"), 4),
        (("--wide", "--instrument-code", "DESA", "--village-code", "nowhere"), 4),
    ],
)
def test_what_is_missing_or_unknown_is_said(perut, words, code):
    told = perut("score", "template", *words)
    assert told.code == code
    assert "hint: " in told.err


def test_without_a_village_or_wide_it_is_the_empty_sheet(perut):
    assert done(perut("score", "template")).out.count("\n") == 1
