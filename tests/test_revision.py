"""Instruments from a spreadsheet: proved at load, frozen once scored, revised; and the reports follow."""

import pytest
from scoring_files import done, instrument, rows, take, villages

HEAD = "instrument_code,instrument_version,indicator_code,dimension,indicator_text,weight,max_score,critical,options"
FAULTY = (
    ("F1,D,text,0,1,no,", "weight"),
    ("F2,D,text,-1,1,no,", "weight"),
    ("F3,D,text,1,0,no,", "max_score"),
    ("F4,D,text,x,1,no,", "weight"),
    ("F5,D,text,1,2,no,0=a;0=b;2=c", "options"),
    ("F6,D,text,1,2,no,0=a;3=b;2=c", "F6"),
    ("F7,D,text,1,2,no,0=a;1=b", "F7"),
    ("F8,D,text,1,2,yes,2=penuh", "F8"),
    ("F9,D,text,1,2,maybe,", "critical"),
    ("F10,D,,1,1,no,", "indicator_text"),
    ("F11,,text,1,1,no,", "dimension"),
    ("score,D,text,1,1,no,", "score"),
    ("F 13,D,text,1,1,no,", "indicator_code"),
    ("F14,D,text,1,2,no,0=a;1=A;2=c", "options"),
    ("F15,D,text,1,2,no,nothing", "options"),
    ("F16,Latest,text,1,1,no,", "latest"),
)


@pytest.fixture
def uji(fresh):
    villages(fresh)
    instrument(fresh)
    return fresh


def scored(call, day="2026-02-01", version="", cells="1,1,0,1,,1,0", stage="baseline"):
    named = ",instrument_version" if version else ""
    take(
        call,
        "score",
        f"village_code,instrument_code,assessment_date,stage{named},Q1,Q2,Q3,Q4,Q5,Q6,Q7\n"
        f"2001,UJI,{day},{stage}{',' + version if version else ''},{cells}\n",
        "--yes",
    )


def test_every_fault_of_every_row_is_named_by_its_line(fresh):
    take(
        fresh,
        "instrument",
        "instrument_code,instrument_version,instrument_title,subject,bands\nBURUK,1,Buruk,village,0:a;80:b\n",
    )
    reading = [f"BURUK,1,{line}" for line, _ in FAULTY]
    failed = take(fresh, "indicator", "\n".join([HEAD, *reading]) + "\n", code=1)
    told = [line for line in failed.err.splitlines() if line.startswith("error ")]
    for line, (text, key) in enumerate(FAULTY, 2):
        assert any(f"stdin:{line}:" in part and key in part for part in told), (text, failed.err)
    assert (
        rows(fresh("indicator", "list", "--instrument-code", "BURUK", "--format", "csv").out) == []
    )


@pytest.mark.parametrize(
    "bands", ["10:a;60:b", "0:a;60:b;50:c", "0:a;101:b", "0:a;60:a", "nonsense", "0:undetermined"]
)
def test_bands_are_proved(fresh, bands):
    failed = fresh(
        "instrument",
        "add",
        "--instrument-code",
        "X",
        "--instrument-version",
        "1",
        "--instrument-title",
        "x",
        "--subject",
        "village",
        "--bands",
        bands,
    )
    assert failed.code in (1, 2), failed.err if failed.code else failed.out
    assert "P055" in failed.err


def test_a_revision_copies_everything_in_one_batch(uji):
    scored(uji)
    before = len(rows(uji("history", "--format", "csv").out))
    assert done(uji("instrument", "revise", "uji")).out == "UJI 2\n"
    assert len(rows(uji("history", "--format", "csv").out)) == before + 1
    first, second = (
        [
            {key: cell for key, cell in row.items() if key != "instrument_version"}
            for row in rows(
                uji(
                    "indicator",
                    "list",
                    "--instrument-code",
                    "UJI",
                    "--instrument-version",
                    version,
                    "--format",
                    "csv",
                ).out
            )
        ]
        for version in "12"
    )
    assert first == second
    assert len(second) == 7
    done(uji("undo", "--yes"))
    assert [
        row["instrument_version"]
        for row in rows(
            uji("instrument", "list", "--instrument-code", "UJI", "--format", "csv").out
        )
    ] == ["1"]


@pytest.mark.parametrize(
    ("words", "code", "number"),
    [
        (("UJI", "--instrument-version", "1"), 5, "P051"),
        (("UJI", "--instrument-version", "0"), 5, "P121"),
        (("NONE",), 4, "P040"),
        ((), 2, "P003"),
        (("UJI", "--bands", "10:x"), 2, "P055"),
    ],
)
def test_a_revision_that_can_not_be_is_refused(uji, words, code, number):
    scored(uji)
    told = uji("instrument", "revise", *words)
    assert (told.code, number in told.err) == (code, True), told.err


def test_an_unscored_version_is_changed_not_revised(uji):
    told = uji("instrument", "revise", "UJI")
    assert (told.code, "P120" in told.err) == (5, True)
    assert (
        done(uji("instrument", "revise", "UJI", "--instrument-version", "2026")).out == "UJI 2026\n"
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("--weight", "9"),
        ("--max-score", "9"),
        ("--critical", "yes"),
        ("--options", "0=a;1=b"),
        ("--dimension", "Other"),
        ("--indicator-code", "Q9"),
    ],
)
def test_what_is_scored_is_frozen_until_revised(uji, column, value):
    scored(uji)
    frozen = uji("indicator", "edit", "UJI", "1", "Q4", column, value, "--yes")
    assert (frozen.code, "P054" in frozen.err) == (5, True)
    assert "perut instrument revise" in frozen.err
    done(uji("instrument", "revise", "UJI"))
    done(uji("indicator", "edit", "UJI", "2", "Q4", column, value, "--yes"))


def test_a_file_against_what_is_frozen_is_a_conflict_with_other_faults_a_bad_file(uji):
    scored(uji)
    frozen = f"{HEAD}\nUJI,1,Q4,S1.2,four,9,1,no,\n"
    assert take(uji, "indicator", frozen, "--yes", code=5).err.count("P054") >= 1
    told = take(uji, "indicator", f"{frozen}UJI,1,Q5,S1.2,five,x,1,no,\n", "--yes", code=1)
    assert ("P054" in told.err, "P021" in told.err) == (True, True)


def test_the_set_of_indicators_bands_and_target_are_frozen_too(uji):
    scored(uji)
    for words in (
        (
            "indicator",
            "add",
            "--instrument-code",
            "UJI",
            "--instrument-version",
            "1",
            "--indicator-code",
            "Q8",
            "--dimension",
            "D",
            "--indicator-text",
            "x",
            "--max-score",
            "1",
        ),
        ("indicator", "remove", "UJI", "1", "Q7", "--yes"),
        ("instrument", "edit", "UJI", "1", "--target", "90"),
        ("instrument", "edit", "UJI", "1", "--bands", "0:a;50:b"),
    ):
        assert uji(*words).code == 5, words


def test_wording_is_mended_in_any_version(uji):
    scored(uji)
    for column, value in (
        ("--indicator-text", "better"),
        ("--feedback", "do it"),
        ("--legal-basis", "UU 6/2014"),
        ("--item-order", "3"),
        ("--source", "apbdes"),
    ):
        done(uji("indicator", "edit", "UJI", "1", "Q4", column, value))
    done(uji("instrument", "edit", "UJI", "1", "--instrument-title", "Better"))


def test_reports_follow_a_changed_a_removed_answer_and_a_revision(uji):
    def latest():
        return round(float(rows(uji("report", "progress", "--format", "csv").out)[0]["latest"]), 2)

    scored(uji)
    assert latest() == 70.0
    done(uji("assess", "2001", "Q7=1", "--assessment-date", "2026-02-01"))
    assert latest() == 80.0
    assert (
        "= 100 · 8 / 10 = 80"
        in uji("explain", "progress", "2001", "latest", "--format", "table").out
    )
    done(uji("assess", "2001", "Q7=", "--assessment-date", "2026-02-01"))
    assert latest() == 77.78
    done(uji("instrument", "revise", "UJI"))
    assert latest() == 77.78
    done(uji("indicator", "remove", "UJI", "2", "Q3", "--yes"))
    done(uji("indicator", "edit", "UJI", "2", "Q4", "--weight", "3"))
    take(
        uji,
        "score",
        "village_code,instrument_code,assessment_date,stage,Q1,Q2,Q4,Q6\n2001,UJI,2026-08-01,monitoring,1,1,0,1\n",
    )
    assert latest() == 66.67
    row = rows(uji("report", "progress", "--format", "csv").out)[0]
    assert row["gain"] == ""
    page = uji("report", "trend", "--village", "2001", "--format", "table").out
    assert "6 indicators" in page or "6 common" in page or "on the 6" in page, page
    assert [
        round(float(one["total"]), 2)
        for one in rows(uji("report", "trend", "--village", "2001", "--format", "csv").out)
    ] == [
        100.0,
        66.67,
    ]


def test_what_is_frozen_is_named_in_the_words_of_the_screen(uji):
    scored(uji)
    for lang, words in (("en", "Weight is frozen"), ("id", "Bobot sudah beku")):
        frozen = uji(
            "indicator", "edit", "UJI", "1", "Q4", "--weight", "9", "--yes", "--lang", lang
        )
        assert words in frozen.err


@pytest.mark.parametrize(
    ("column", "before", "value"),
    [
        ("--indicator-code", "Q7", "Q9"),
        ("--dimension", "Q4", "Other"),
        ("--weight", "Q4", "9"),
        ("--options", "Q4", "0=a;1=b"),
    ],
)
def test_what_an_assessment_rests_on_is_not_undone_under_it(uji, column, before, value):
    done(uji("indicator", "edit", "UJI", "1", before, column, value, "--yes"))
    history = rows(uji("history", "--format", "csv").out)
    batch = max(int(row["batch"]) for row in history)
    code = "Q9" if column == "--indicator-code" else "Q7"
    take(
        uji,
        "score",
        "village_code,instrument_code,assessment_date,stage,"
        f"Q1,Q2,Q3,Q4,Q5,Q6,{code}\n2001,UJI,2026-02-01,baseline,1,1,0,1,,1,0\n",
        "--yes",
    )
    refused = uji("undo", str(batch), "--yes")
    assert refused.code == 5, refused.out + refused.err
    shown = rows(uji("indicator", "list", "--instrument-code", "UJI", "--format", "csv").out)
    assert code in [row["indicator_code"] for row in shown]
