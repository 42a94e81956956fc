"""The contract's checked vectors, from a spreadsheet through the command line to the reports."""

import pytest
from scoring_files import ONE, done, instrument, officials, rows, take, villages

HEAD = "village_code,instrument_code,assessment_date,stage"


def report(call, name, *more):
    return rows(done(call("report", name, *more, "--format", "csv")).out)


def near(value, wanted, places=2):
    assert round(float(value), places) == wanted


@pytest.fixture
def vector(fresh):
    villages(fresh)
    instrument(fresh)
    take(
        fresh, "score", f"{HEAD},Q1,Q2,Q3,Q4,Q5,Q6,Q7\n2001,UJI,2026-02-01,baseline,1,1,0,1,,1,0\n"
    )
    return fresh


def test_the_vector_of_seven_questions(vector):
    (row, *silent) = report(vector, "progress")
    near(row["latest"], 70.00)
    near(row["coverage"], 76.92)
    assert (row["reached"], row["band"], row["critical_failures"], row["gain"]) == (
        "no",
        "undetermined",
        "0",
        "",
    )
    assert [other["latest"] for other in silent] == [""] * 5
    (trend,) = report(vector, "trend", "--village", "2001")
    near(trend["s1_1"], 66.67)
    near(trend["s1_2"], 75.00)
    near(trend["total"], 70.00)


def test_its_bounds_stand_beside_the_score(vector):
    page = rows(
        done(
            vector("assess", "2001", "--assessment-date", "2026-02-01", "Q1=1", "--format", "csv")
        ).out
    )
    result = {row["key"]: row["value"] for row in page if row["section"] == "result"}
    for key, value in (
        ("total", 70.00),
        ("coverage", 76.92),
        ("low_bound", 53.85),
        ("high_bound", 76.92),
    ):
        near(result[key], value)


def test_group_and_persons_before_and_after(fresh):
    villages(fresh)
    instrument(fresh, ONE, "UJIAP", subject="official")
    names = officials(fresh, 3)
    for day, stage, scores in (
        ("2026-01-10", "baseline", (30, 50, 95)),
        ("2026-09-10", "endline", (60, 80, 90)),
    ):
        lines = "".join(
            f"2001,{name},UJIAP,{day},{stage},{score}\n"
            for name, score in zip(names, scores, strict=True)
        )
        take(
            fresh,
            "score",
            "village_code,official_name,instrument_code,assessment_date,stage,X\n" + lines,
        )
    found = report(fresh, "officials")
    assert [round(float(row["change"]), 2) for row in found] == [0.43, 0.60, -0.05]
    page = done(fresh("report", "officials", "--format", "table")).out
    assert "3 matched pairs are too few to claim a gain" in page
    assert "g =" not in page


def test_six_pairs_may_claim_a_gain(fresh):
    villages(fresh)
    instrument(fresh, ONE, "UJIAP", subject="official")
    names = officials(fresh, 6)
    for day, stage, scores in (
        ("2026-01-10", "baseline", (30, 50, 95) * 2),
        ("2026-09-10", "endline", (60, 80, 90) * 2),
    ):
        lines = "".join(
            f"2001,{name},UJIAP,{day},{stage},{score}\n"
            for name, score in zip(names, scores, strict=True)
        )
        take(
            fresh,
            "score",
            "village_code,official_name,instrument_code,assessment_date,stage,X\n" + lines,
        )
    assert (
        "g = 0.44 over 6 matched pairs"
        in done(fresh("report", "officials", "--format", "table")).out
    )


def test_six_officials_read_in_two_ways(fresh):
    villages(fresh)
    instrument(fresh, ONE, "UJIAP", subject="official")
    names = officials(fresh, 6)
    lines = "".join(
        f"2001,{name},UJIAP,2026-01-10,baseline,{score}\n"
        for name, score in zip(names, (100, 100, 79, 79, 79, 79), strict=True)
    )
    take(
        fresh,
        "score",
        "village_code,official_name,instrument_code,assessment_date,stage,X\n" + lines,
    )
    level, share, growth = report(fresh, "target", "--instrument", "UJIAP")
    assert (float(level["value"]), level["reached"]) == (86, "yes")
    assert (round(float(share["value"]), 1), share["reached"]) == (33.3, "no")
    assert (growth["value"], growth["reached"], growth["assessed"]) == ("", "", "0")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_no_village_one_or_three_divide_by_nothing(fresh, count):
    if count:
        villages(fresh, count)
    instrument(fresh)
    if count:
        lines = "".join(
            f"200{place},UJI,2026-02-01,baseline,1,0\n" for place in range(1, count + 1)
        )
        take(fresh, "score", f"{HEAD},Q1,Q3\n{lines}")
    for name in (
        "progress",
        "target",
        "officials",
        "indicators",
        "trend",
        "effect",
        "agreement",
        "quality",
        "priority",
        "fillings",
        "obligations",
    ):
        for form in ("table", "csv", "html"):
            done(fresh("report", name, "--format", form))


def test_nothing_answered_and_nothing_applicable_are_blank(fresh):
    villages(fresh, 2)
    instrument(fresh, "indicator_code,dimension,indicator_text,max_score\nA,D,a,1\nB,D,b,1\n")
    done(
        fresh(
            "assessment",
            "add",
            "--village-code",
            "2001",
            "--instrument-code",
            "UJI",
            "--assessment-date",
            "2026-02-01",
            "--stage",
            "baseline",
        )
    )
    take(fresh, "score", f"{HEAD},A,B\n2002,UJI,2026-02-01,baseline,NA: none,TB: tidak ada\n")
    blank, none = report(fresh, "progress")
    assert (blank["latest"], blank["coverage"], blank["band"], blank["reached"]) == (
        "",
        "0",
        "",
        "",
    )
    assert (none["latest"], none["coverage"], none["band"], none["reached"]) == ("", "", "", "")
