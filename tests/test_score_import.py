"""Answers come in two shapes, again and again, and every fault has its place."""

import pytest
from scoring_files import done, instrument, officials, rows, take, villages

LONG = "village_code,instrument_code,assessment_date,stage,indicator_code"
WIDE = "village_code,instrument_code,assessment_date,stage"
ITEMS = (
    "indicator_code,dimension,indicator_text,max_score,critical,options\n"
    "A,D1,a,2,no,0=tidak ada;1=ada;2=mutakhir\nB,D1,b,100,no,\nC,D2,c,4,yes,\n"
)


@pytest.fixture
def uji(fresh):
    villages(fresh)
    instrument(fresh, ITEMS)
    return fresh


def answers(call, *more):
    """Indicator → score, reason, note of what is recorded."""
    found = rows(done(call("score", "list", *more, "--format", "csv")).out)
    return {
        (row["village_code"][-4:], row["indicator_code"]): (
            row["score"],
            row["na_reason"],
            row["score_note"],
        )
        for row in found
    }


def counts(result):
    return result.err.splitlines()[1]


def long(*lines):
    return f"{LONG},score,na_reason,score_note\n" + "".join(
        f"2001,UJI,2026-02-01,baseline,{line}\n" for line in lines
    )


def wide(*lines, columns="A,B,C"):
    return f"{WIDE},{columns}\n" + "".join(f"{line}\n" for line in lines)


def test_long_and_wide_bring_the_same(uji):
    take(uji, "score", long("A,mutakhir,,", "B,87.5,,", "C,,tidak ada kas,"))
    first = answers(uji)
    assert first == {
        ("2001", "A"): ("2", "", ""),
        ("2001", "B"): ("87.5", "", ""),
        ("2001", "C"): ("", "tidak ada kas", ""),
    }
    done(uji("undo", "--yes"))
    assert answers(uji) == {}
    take(uji, "score", wide('2001,UJI,2026-02-01,baseline,Mutakhir,"87,5",TB: tidak ada kas'))
    assert answers(uji) == first


@pytest.mark.parametrize(
    "text",
    [
        long("A,2,,seen", "B,87.5,,", "C,,none,"),
        wide("2001,UJI,2026-02-01,baseline,2,50,na: none", "2002,UJI,2026-02-01,baseline,ada,,3"),
    ],
)
def test_the_second_run_changes_nothing_and_leaves_no_batch(uji, text):
    take(uji, "score", text)
    before = len(rows(uji("history", "--format", "csv").out))
    again = take(uji, "score", text)
    assert counts(again).startswith("Scores: 0 new, 0 changed, 0 blanked")
    assert len(rows(uji("history", "--format", "csv").out)) == before


def test_a_code_alone_names_the_assessment(uji):
    take(uji, "score", long("A,2,,"))
    code = rows(uji("assessment", "list", "--format", "csv").out)[0]["assessment_code"]
    take(uji, "score", f"assessment_code,indicator_code,score\n{code},B,50\n")
    take(uji, "score", f"assessment_code,C\n{code},3\n")
    assert {key[1]: value[0] for key, value in answers(uji).items()} == {
        "A": "2",
        "B": "50",
        "C": "3",
    }
    assert len(rows(uji("assessment", "list", "--format", "csv").out)) == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("village_code", "2002"),
        ("assessment_date", "2026-03-01"),
        ("stage", "endline"),
        ("instrument_code", "DESA"),
    ],
)
def test_a_code_and_another_column_that_disagree_are_an_error(uji, column, value):
    take(uji, "score", long("A,2,,"))
    code = rows(uji("assessment", "list", "--format", "csv").out)[0]["assessment_code"]
    failed = take(
        uji,
        "score",
        f"assessment_code,{column},indicator_code,score\n{code},{value},B,50\n",
        code=1,
    )
    assert "P052" in failed.err
    assert column in failed.err
    assert set(answers(uji)) == {("2001", "A")}


def test_an_unknown_code_without_other_columns_is_an_error(uji):
    failed = take(
        uji, "score", "assessment_code,indicator_code,score\n2001-260201-AAAA,B,50\n", code=1
    )
    assert "P040: stdin:2:1: assessment_code" in failed.err


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("A,2,reason,", "P039"),
        ("A,,,", "P039"),
        ("A,3,,", "P042"),
        ("A,usang,,", "P042"),
        ("B,101,,", "P043"),
        ("B,-1,,", "P043"),
        ("B,many,,", "P021"),
        ("B,NaN,,", "P021"),
        ('B,"3,30101E+15",,', "P023"),
        ("Z,1,,", "P040"),
        (",1,,", "P020"),
    ],
)
def test_every_fault_of_a_long_row_has_its_place(uji, line, number):
    failed = take(uji, "score", long("C,4,,", line), code=1)
    assert f"error {number}: stdin:3" in failed.err
    assert answers(uji) == {}


@pytest.mark.parametrize(
    ("cell", "number"), [("NA:", "P039"), ("TB: ", "P039"), ("5", "P042"), ("x", "P042")]
)
def test_every_fault_of_a_wide_cell_names_its_column(uji, cell, number):
    failed = take(uji, "score", wide(f"2001,UJI,2026-02-01,baseline,{cell},,"), code=1)
    assert f"error {number}: stdin:2:5: A" in failed.err


def test_decimal_commas_in_a_file_with_semicolons(uji):
    take(uji, "score", f"{WIDE};B\n2001;UJI;01/02/2026;awal;87,5\n".replace(",", ";", 3))
    assert answers(uji)["2001", "B"][0] == "87.5"
    failed = take(
        uji, "score", f"{WIDE};B\n2001;UJI;01/02/2026;awal;1.234\n".replace(",", ";", 3), code=1
    )
    assert "P022" in failed.err


def test_drafts_are_kept_out_of_the_reports_until_final(uji):
    take(uji, "score", long("A,2,,"), "--draft")
    assert rows(uji("report", "progress", "--format", "csv").out)[0]["latest"] == ""
    take(uji, "score", long("B,100,,"))
    (row,) = rows(uji("assessment", "list", "--format", "csv").out)
    assert row["assessment_state"] == "draft"
    take(
        uji,
        "score",
        wide(
            "2001,UJI,2026-02-01,baseline,final,lihat sendiri,4",
            columns="assessment_state,assessment_note,C",
        ),
    )
    (row,) = rows(uji("assessment", "list", "--format", "csv").out)
    assert (row["assessment_state"], row["assessment_note"]) == ("final", "lihat sendiri")
    assert rows(uji("report", "progress", "--format", "csv").out)[0]["latest"] == "100"


def test_several_instruments_in_one_wide_file(uji):
    instrument(uji, "indicator_code,dimension,indicator_text,max_score\nA,D,a,5\nX,D,x,5\n", "LAIN")
    take(
        uji,
        "score",
        wide(
            "2001,UJI,2026-02-01,baseline,2,50,,",
            "2001,LAIN,2026-02-01,baseline,5,,,3",
            columns="A,B,C,X",
        ),
    )
    found = rows(uji("score", "list", "--format", "csv").out)
    assert sorted(
        (row["instrument_code"], row["indicator_code"], row["score"]) for row in found
    ) == [
        ("LAIN", "A", "5"),
        ("LAIN", "X", "3"),
        ("UJI", "A", "2"),
        ("UJI", "B", "50"),
    ]
    failed = take(uji, "score", wide("2001,UJI,2026-02-01,baseline,2,1", columns="A,X"), code=1)
    assert "P040: stdin:2:6: X" in failed.err


def test_one_instrument_for_all_rows(uji):
    take(
        uji,
        "score",
        "village_code,assessment_date,stage,A\n2001,2026-02-01,awal,2\n",
        "--instrument-code",
        "uji",
    )
    assert set(answers(uji)) == {("2001", "A")}


def test_officials_are_named_with_their_village(uji):
    instrument(uji, ITEMS, "ORANG", subject="official")
    officials(uji, 2)
    take(
        uji,
        "score",
        "village_code,official_name,instrument_code,assessment_date,stage,A,B\n2001,P1,ORANG,2026-02-01,baseline,2,50\n2001,p2,ORANG,2026-02-01,baseline,1,\n",
    )
    found = rows(uji("assessment", "list", "--format", "csv").out)
    assert [row["official_name"] for row in found] == ["P1", "P2"]
    for line, number in (
        ("2001,,ORANG", "P067"),
        ("2001,P9,ORANG", "P040"),
        ("2001,P1,UJI", "P067"),
        ("2002,P1,ORANG", "P040"),
    ):
        failed = take(
            uji,
            "score",
            f"village_code,official_name,instrument_code,assessment_date,stage,A\n{line},2026-02-02,baseline,2\n",
            code=1,
        )
        assert f"error {number}: stdin:2" in failed.err


def test_the_same_answer_twice_names_both_lines(uji):
    for text in (
        long("A,2,,", "B,50,,", "a,1,,"),
        wide("2001,UJI,2026-02-01,baseline,2,,", "63.11.03.2001,UJI,2026-02-01,awal,1,,"),
    ):
        failed = take(uji, "score", text, code=1)
        assert "P050" in failed.err
        assert "the same answer as line 2" in failed.err
    take(uji, "score", long("A,2,,"))
    code = rows(uji("assessment", "list", "--format", "csv").out)[0]["assessment_code"]
    mixed = f"assessment_code,{LONG},score\n{code},,,,,B,1\n,2001,UJI,2026-02-01,baseline,B,2\n"
    assert "the same answer as line 2" in take(uji, "score", mixed, code=1).err


def test_a_part_is_taken_and_the_rest_comes_back_mended(uji, tmp_path):
    path = tmp_path / "nilai.csv"
    path.write_text(
        wide(
            "2001,UJI,2026-02-01,baseline,2,50,4",
            "2002,UJI,2026-02-01,baseline,9,50,4",
            "2003,UJI,2026-02-01,baseline,1,,",
            "9999,UJI,2026-02-01,baseline,1,,",
        )
    )
    done(uji("score", "import", str(path), "--partial"), 3)
    assert {village for village, _ in answers(uji)} == {"2001", "2003"}
    assert len(rows(uji("assessment", "list", "--format", "csv").out)) == 2
    rejected = tmp_path / "nilai.rejected.csv"
    text = rejected.read_text()
    assert "P042" in text
    assert "P040" in text
    rejected.write_text(text.replace(",9,50", ",0,50").replace("9999", "2004"))
    done(uji("score", "import", str(rejected)))
    assert {village for village, _ in answers(uji)} == {"2001", "2002", "2003", "2004"}


def test_a_blank_wide_cell_takes_an_answer_away_and_is_counted(uji):
    take(uji, "score", wide("2001,UJI,2026-02-01,baseline,2,50,4"))
    again = take(uji, "score", wide("2001,UJI,2026-02-01,baseline,2,,"))
    assert "0 new, 0 changed, 2 blanked, 1 same" in again.err
    assert set(answers(uji)) == {("2001", "A")}
    done(uji("undo", "--yes"))
    assert len(answers(uji)) == 3


def test_a_score_clears_a_reason_and_a_reason_a_score(uji):
    take(uji, "score", long("A,2,,dilihat"))
    take(
        uji,
        "score",
        long("A,,tidak berlaku,").replace(",score_note", "").replace("berlaku,", "berlaku"),
    )
    assert answers(uji)["2001", "A"] == ("", "tidak berlaku", "dilihat")
    take(uji, "score", f"{LONG},score\n2001,UJI,2026-02-01,baseline,A,1\n")
    assert answers(uji)["2001", "A"] == ("1", "", "dilihat")
    again = take(uji, "score", long("A,1,,"))
    assert "1 blanked" in again.err
    assert answers(uji)["2001", "A"] == ("1", "", "")


def test_rows_that_nobody_filled_in_make_no_assessment(uji):
    filled = take(
        uji, "score", wide("2001,UJI,2026-02-01,baseline,2,,", "2002,UJI,2026-02-01,baseline,,,")
    )
    assert "1 row without an answer passed over" in filled.err
    assert [
        row["village_code"][-4:] for row in rows(uji("assessment", "list", "--format", "csv").out)
    ] == ["2001"]
    empty = take(uji, "score", wide("2003,UJI,2026-02-01,baseline,,,"))
    assert "0 new" in empty.err


def test_without_a_version_the_recorded_one_stays_else_the_newest(uji):
    take(uji, "score", long("A,2,,"))
    done(uji("instrument", "revise", "UJI"))
    take(uji, "score", long("B,50,,"))
    take(uji, "score", long("A,1,,").replace("2026-02-01", "2026-08-01"))
    found = rows(uji("assessment", "list", "--format", "csv").out)
    assert [row["instrument_version"] for row in found] == ["1", "2"]


def test_two_stages_of_one_day_keep_their_own_versions(uji):
    take(uji, "score", long("A,2,,"))
    done(uji("instrument", "revise", "UJI"))
    endline = f"{LONG},instrument_version,score\n2001,UJI,2026-02-01,endline,A,2,1\n"
    take(uji, "score", endline)
    take(uji, "score", long("B,50,,").replace("baseline", "endline"))
    found = rows(uji("assessment", "list", "--format", "csv").out)
    assert {row["stage"]: row["instrument_version"] for row in found} == {
        "baseline": "1",
        "endline": "2",
    }
    of_endline = next(row["assessment_code"] for row in found if row["stage"] == "endline")
    assert set(answers(uji, "--assessment-code", of_endline)) == {("2001", "A"), ("2001", "B")}
    assert done(uji("check")).err == "nothing is wrong\n"


def test_the_newest_version_after_9_is_10(fresh):
    villages(fresh)
    instrument(fresh, ITEMS, version="9")
    take(fresh, "score", long("A,2,,"))
    assert done(fresh("instrument", "revise", "UJI")).out == "UJI 10\n"
    take(fresh, "score", long("A,1,,").replace("2026-02-01", "2026-08-01"))
    found = rows(fresh("assessment", "list", "--format", "csv").out)
    assert [row["instrument_version"] for row in found] == ["9", "10"]


def test_what_a_template_says_beside_is_not_taken(uji):
    taken = take(
        uji,
        "score",
        "village_code,village_name,instrument_code,assessment_date,stage,indicator_code,indicator_text,options,score\n"
        "2001,Desa 2001,UJI,2026-02-01,baseline,A,a,0 = tidak ada,2\n",
    )
    assert "only to read, not taken" in taken.err
    assert answers(uji)["2001", "A"][0] == "2"


def test_an_assessment_stays_with_the_version_it_was_answered_for(uji):
    take(uji, "score", long("A,2,,"))
    code = rows(uji("assessment", "list", "--format", "csv").out)[0]["assessment_code"]
    done(uji("instrument", "revise", "UJI"))
    failed = take(
        uji,
        "score",
        f"assessment_code,instrument_code,instrument_version,indicator_code,score\n{code},UJI,2,B,50\n",
        code=1,
    )
    assert "P052" in failed.err or "P054" in failed.err
    assert set(answers(uji)) == {("2001", "A")}


def test_another_version_without_a_code_is_refused_too(uji):
    take(uji, "score", long("A,2,,"))
    done(uji("instrument", "revise", "UJI"))
    failed = take(
        uji,
        "score",
        f"{LONG},instrument_version,score\n2001,UJI,2026-02-01,baseline,B,2,50\n",
        code=1,
    )
    assert "instrument_version" in failed.err
    assert set(answers(uji)) == {("2001", "A")}
