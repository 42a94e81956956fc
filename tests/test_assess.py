"""Assessing as work: from the command line, from a file, from the records; draft, final, and what to do next."""

import json

import pytest
from scoring_files import done, instrument, rows, take, villages

WHERE = ("--assessment-date", "2026-11-20", "--mentor-code", "KP")


def answers(call, code):
    return {
        row["indicator_code"]: row["score"] or f"na: {row['na_reason']}"
        for row in rows(call("score", "list", "--assessment-code", code, "--format", "csv").out)
    }


def test_a_village_is_assessed_in_one_batch_and_its_code_stands_alone(perut):
    before = len(rows(perut("history", "--format", "csv").out))
    told = done(perut("assess", "merah", "A.1=2", "a.2=ada, usang", "A.3=na: tidak ada", *WHERE))
    code = told.out.strip()
    assert answers(perut, code) == {"A.1": "2", "A.2": "1", "A.3": "na: tidak ada"}
    assert len(rows(perut("history", "--format", "csv").out)) == before + 1
    (row,) = rows(perut("assessment", "list", "--assessment-code", code, "--format", "csv").out)
    assert (row["stage"], row["mentor_code"], row["assessment_state"]) == (
        "baseline",
        "KP",
        "final",
    )


def test_the_score_is_never_told_without_coverage_and_bounds(perut):
    told = done(perut("assess", "merah", "A.1=2", "A.2=0", *WHERE))
    assert (
        "score 66.7 (bounds 2.8 … 98.6), 4.2 % answered; undetermined; target 80 reached: undetermined"
        in told.err
    )
    assert "A.2 Buku Keputusan Kepala Desa: Catat setiap keputusan" in told.err
    assert f"next: `perut finding from {told.out.strip()}`" in told.err


def test_what_failed_comes_worst_first(perut):
    told = done(
        perut("assess", "merah", "A.2=0", "A.1=1", "F.4=0", "A.8=1", *WHERE, "--format", "csv")
    )
    failed = [
        row["value"]
        for row in rows(told.out)
        if row["section"] == "failed" and row["key"] == "indicator_code"
    ]
    assert failed == ["F.4", "A.1", "A.2", "A.8"]


def test_a_second_look_goes_on_with_the_same_assessment(perut):
    first = done(perut("assess", "merah", "A.1=2", *WHERE, "--draft"))
    second = done(perut("assess", "merah", "A.2=1", "--assessment-date", "2026-11-20"))
    assert first.out == second.out
    assert "a draft counts in no report" in second.err
    code = first.out.strip()
    done(perut("assess", code[:9], "A.1=", "--final"))
    assert answers(perut, code) == {"A.2": "1"}
    (row,) = rows(perut("assessment", "list", "--assessment-code", code, "--format", "csv").out)
    assert row["assessment_state"] == "final"


def test_changing_a_final_is_said_and_kept(perut):
    code = done(perut("assess", "merah", "A.1=2", *WHERE)).out.strip()
    told = done(perut("assess", code, "A.1=1"))
    assert "it was final: the history keeps what stood there" in told.err
    done(perut("undo", "--yes"))
    assert answers(perut, code) == {"A.1": "2"}


def test_the_same_again_changes_nothing(perut):
    code = done(perut("assess", "merah", "A.1=2", *WHERE)).out.strip()
    before = len(rows(perut("history", "--format", "csv").out))
    assert "nothing to change" in done(perut("assess", code, "A.1=2")).err
    assert len(rows(perut("history", "--format", "csv").out)) == before


def test_the_stage_is_guessed_from_what_is_there(perut):
    assert "monitoring" in done(perut("assess", "muara", "A.1=2", *WHERE, "--dry-run")).err
    assert "baseline" in done(perut("assess", "merah", "A.1=2", *WHERE, "--dry-run")).err


def test_a_dry_run_tells_all_and_writes_nothing(perut):
    told = done(perut("assess", "merah", "A.1=2", *WHERE, "--dry-run"))
    assert "(dry run)" in told.err
    assert "score 100.0" in told.err
    assert told.out == ""
    assert rows(perut("assessment", "list", "--village-code", "merah", "--format", "csv").out) == []


def test_an_unfinished_draft_is_remembered(perut):
    told = done(perut("assess", "pematang", "A.1=1", *WHERE, "--dry-run"))
    assert (
        "a draft of 2026-11-17 is unfinished; to go on with it: `perut assess 2005-261117-SJR5`"
        in told.err
    )


def test_an_official_by_name(perut):
    told = done(perut("assess", "muara", "--official-name", "sekretaris", "P.1=4", *WHERE))
    (row,) = rows(
        perut("assessment", "list", "--assessment-code", told.out.strip(), "--format", "csv").out
    )
    assert (row["official_name"], row["instrument_code"]) == (
        "Sekretaris Desa (contoh)",
        "APARATUR",
    )


@pytest.mark.parametrize(
    ("words", "code", "number"),
    [
        (("merah", "Z.1=2"), 4, "P040"),
        (("merah", "A.1=7"), 2, "P042"),
        (("merah", "A.1=x"), 2, "P042"),
        (("merah", "A.1"), 2, "P124"),
        (("merah", "A.1=1", "a.1=2"), 2, "P125"),
        (("merah",), 2, "P003"),
        (("nowhere", "A.1=1"), 4, "P040"),
        (("merah", "A.1=na:"), 2, "P039"),
        (("merah", "H.2=proposed"), 4, "P127"),
        (("merah", "A.1=1", "--draft", "--final"), 2, "P128"),
        (("merah", "A.1=1", "--stage", "akhirat"), 2, "P007"),
        (("2005-261117-SJR5", "A.1=1", "--stage", "endline"), 2, "P122"),
        (("merah", "A.1=1", "--instrument-code", "APARATUR"), 2, "P003"),
        (("merah", "A.1=1", "--mentor-code", "NOBODY"), 4, "P040"),
        ((), 2, "P003"),
    ],
)
def test_every_mistake_has_its_number_and_writes_nothing(perut, words, code, number):
    before = perut("assessment", "list", "--format", "csv").out
    told = perut("assess", *words)
    assert (told.code, told.out) == (code, "")
    assert f"error {number}: " in told.err
    assert perut("assessment", "list", "--format", "csv").out == before


def test_several_mistakes_are_told_at_once(perut):
    told = perut("assess", "merah", "A.1=7", "A.2=x", "A.3=2")
    assert told.code == 2
    assert "A.1=7: " in told.err
    assert "A.2=x: " in told.err
    assert "2 answers at fault" in told.err


def test_without_an_instrument_it_says_how_to_bring_one(fresh):
    villages(fresh)
    for code in ("DESA", "APARATUR"):
        for row in rows(
            fresh("indicator", "list", "--instrument-code", code, "--format", "csv").out
        ):
            done(fresh("indicator", "remove", code, "1", row["indicator_code"], "--yes"))
        done(fresh("instrument", "remove", code, "1", "--yes", "--with-dependants"))
    told = fresh("assess", "2001", "A=1")
    assert (told.code, "P123" in told.err) == (1, True)


def test_the_records_propose_and_the_officer_confirms(perut):
    proposed = rows(done(perut("assess", "merah", "--propose", *WHERE[:2], "--format", "csv")).out)
    assert {row["indicator_code"]: row["score"] for row in proposed}["F.4"] == "0"
    assert all(row["why"] for row in proposed)
    assert rows(perut("assessment", "list", "--village-code", "merah", "--format", "csv").out) == []
    code = done(perut("assess", "merah", "F.4=1", "--accept-proposed", *WHERE)).out.strip()
    taken = rows(perut("score", "list", "--assessment-code", code, "--format", "csv").out)
    assert {row["indicator_code"] for row in taken} == {row["indicator_code"] for row in proposed}
    by_code = {row["indicator_code"]: row for row in taken}
    assert (by_code["F.4"]["score"], by_code["F.4"]["score_note"]) == ("1", "")
    assert by_code["G.1"]["score_note"].startswith("semester-1 2026-S1: not submitted")


def test_a_late_submission_changes_what_is_proposed_and_undo_changes_it_back(perut):
    def proposal():
        found = rows(perut("assess", "merah", "--propose", *WHERE[:2], "--format", "csv").out)
        return next(row["score"] for row in found if row["indicator_code"] == "F.4")

    assert proposal() == "0"
    done(
        perut(
            "submission",
            "add",
            "--village-code",
            "merah",
            "--obligation-code",
            "apbdes",
            "--period",
            "2026",
            "--submission-state",
            "submitted",
            "--submitted-on",
            "2026-02-01",
        )
    )
    assert proposal() == "1"
    done(perut("submission", "edit", "merah", "apbdes", "2026", "--submitted-on", "2025-12-30"))
    assert proposal() == "2"
    done(perut("undo", "--yes"))
    assert proposal() == "1"


def test_a_half_filled_list_becomes_an_assessment(perut, tmp_path):
    text = done(perut("score", "template", "--village-code", "merah", "--excel")).out
    lines = text.splitlines()
    assert len(lines) == 50
    lines[1] = lines[1].removesuffix(";;;") + ";mutakhir;;dilihat"
    lines[3] = lines[3].removesuffix(";;;") + ";;tidak ada;"
    path = tmp_path / "merah.csv"
    path.write_text("\r\n".join(lines) + "\r\n", "utf-8")
    code = done(perut("assess", "merah", "--scores", str(path), "A.2=1", *WHERE)).out.strip()
    assert answers(perut, code) == {"A.1": "2", "A.2": "1", "A.3": "na: tidak ada"}
    other = perut("assess", "muara", "--scores", str(path))
    assert (other.code, "P126" in other.err) == (1, True)


def test_the_page_is_there_in_every_format(perut):
    code = done(perut("assess", "merah", "A.1=1", "A.3=na: none", *WHERE)).out.strip()
    for form in ("table", "json", "markdown", "html", "csv"):
        page = done(perut("assess", code, "A.1=1", "--format", form)).out
        assert "none" in page
    json.loads(perut("assess", code, "A.1=1", "--format", "json").out)


def test_more_than_two_overwritten_answers_need_a_yes(fresh):
    villages(fresh)
    instrument(fresh)
    take(
        fresh,
        "score",
        "village_code,instrument_code,assessment_date,stage,Q1,Q2,Q3\n2001,UJI,2026-02-01,baseline,1,1,1\n",
    )
    again = ("assess", "2001", "Q1=0", "Q2=0", "Q3=0", "--assessment-date", "2026-02-01")
    assert fresh(*again).code == 1
    done(fresh(*again, "--yes"))
