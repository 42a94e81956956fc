"""Reading bands and options, and proving instruments."""

import re

import pytest
from conftest import records
from hypothesis import given
from hypothesis import strategies as st

from perut_cli.core.errors import Invalid
from perut_cli.core.fields import CODE
from perut_cli.core.instruments import (
    Indicator,
    Instrument,
    flaws,
    next_version,
    option_value,
    parse_bands,
    parse_options,
    slug,
    write_bands,
    write_options,
)

BANDS = ((0.0, "perlu pendampingan"), (60.0, "berkembang"), (80.0, "mandiri"))
OPTIONS = ((0.0, "tidak ada"), (1.0, "ada, usang"), (2.0, "mutakhir"))


@pytest.mark.parametrize(
    "text",
    [
        "0:perlu pendampingan;60:berkembang;80:mandiri",
        " 0 : perlu  pendampingan ; 60,0:berkembang;80.0: mandiri ;",
    ],
)
def test_bands_are_read_however_they_are_spaced(text):
    assert parse_bands(text) == BANDS


def test_bands_take_a_decimal_comma_or_point():
    assert parse_bands("0:a;62,5:b;87.5:c") == ((0, "a"), (62.5, "b"), (87.5, "c"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "nothing is given"),
        (" ; ", "nothing is given"),
        ("10:a;60:b", "the first band must start at 0"),
        ("0:a;80:b;60:c", "band 60 must start above 80"),
        ("0:a;0:b", "band 0 must start above 0"),
        ("0:a;62,5:A", "label `A` comes twice"),
        ("0:a;100,5:b", "band 100.5 starts above 100"),
        ("0:a;60:Belum dapat dipastikan", "label `Belum dapat dipastikan` is reserved"),
        ("0:a;60", "`60` is not a number, `:` and a label"),
        ("0:a;60:", "`60:` is not a number, `:` and a label"),
        ("-1:a", "`-1:a` is not a number, `:` and a label"),
        ("0:a;nan:b", "`nan:b` is not a number, `:` and a label"),
        ("0:a;1e1:b", "`1e1:b` is not a number, `:` and a label"),
    ],
)
def test_bands_that_cannot_be_are_said(text, message):
    with pytest.raises(Invalid) as caught:
        parse_bands(text)
    assert (caught.value.number, caught.value.message) == ("P055", message)
    assert caught.value.hint == "write it like `0:perlu pendampingan;60:berkembang;80:mandiri`"


def test_messages_carry_both_languages_each_with_its_own_decimals():
    with pytest.raises(Invalid) as caught:
        parse_bands("0:a;100,5:b")
    assert caught.value.message.id == "kategori 100,5 mulai di atas 100"


def test_options_are_read_with_commas_and_equals_in_their_labels():
    assert parse_options("0=tidak ada; 1 = ada, usang;2=mutakhir") == OPTIONS
    assert parse_options("0=a=b;0,5=c:d") == ((0, "a=b"), (0.5, "c:d"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "nothing is given"),
        ("ada", "`ada` is not a number, `=` and a label"),
        ("0=a;0,0=b", "option 0 comes twice"),
        ("0=Ada;1= a d a", "label `a d a` comes twice"),
        ("1=2;2=1", "label `2` is reserved"),
        ("0=NA: rusak", "label `NA: rusak` is reserved"),
    ],
)
def test_options_that_cannot_be_are_said(text, message):
    with pytest.raises(Invalid) as caught:
        parse_options(text)
    assert (caught.value.number, caught.value.message) == ("P056", message)


def test_a_label_may_be_its_own_number():
    assert parse_options("0=0;1=1,0") == ((0, "0"), (1, "1,0"))


steps = st.lists(
    st.tuples(st.integers(0, 1000).map(lambda n: n / 10), st.text("abcé ,=.", min_size=1)),
    max_size=4,
)


@given(steps)
def test_what_is_written_is_read_back(pairs):
    labels = dict.fromkeys(" ".join(label.split()) for _, label in pairs)
    text = ";".join(f"{value}={label}" for (value, _), label in zip(pairs, labels, strict=False))
    try:
        options = parse_options(text)
    except Invalid:
        return
    assert parse_options(write_options(options)) == options


def test_bands_are_written_in_one_form():
    assert write_bands(parse_bands("0 : a; 62,50 : b")) == "0:a;62.5:b"


@pytest.mark.parametrize(
    ("text", "value"), [("ADA,usang", 1), (" mutakhir ", 2), ("ada", None), ("", None), ("1", None)]
)
def test_an_option_is_found_by_its_label_whatever_case_and_spaces(text, value):
    assert option_value(OPTIONS, text) == value


def test_slugs():
    assert [
        slug(text) for text in ("Administrasi Umum", " B.1 / Keuangan-Desa ", "APBDes", "—")
    ] == [
        "administrasi_umum",
        "b_1_keuangan_desa",
        "apbdes",
        "",
    ]


def test_codes():
    assert [
        code for code in ("Q1", "1.2-a_b", "", ".a", "a b", "é", "a\n") if re.fullmatch(CODE, code)
    ] == ["Q1", "1.2-a_b"]


@pytest.mark.parametrize(
    ("version", "following"),
    [
        ("1", "2"),
        ("2026.1", "2026.2"),
        ("v3", "v4"),
        ("9", "10"),
        ("v09", "v10"),
        ("v01", "v02"),
        ("2026.09-draf", "2026.10-draf"),
        ("2-draf", "3-draf"),
        ("awal", "awal.2"),
    ],
)
def test_the_next_version(version, following):
    assert next_version(version) == following


def test_a_sound_instrument_is_proved():
    indicators = [
        Indicator("Q1", 2, 2, critical=True, options=OPTIONS),
        Indicator("Q2", 0.5, 10, critical=True),
    ]
    assert flaws(Instrument(BANDS), indicators) == flaws(Instrument(BANDS), []) == []


@pytest.mark.parametrize(
    ("indicator", "reasons"),
    [
        (Indicator("Q", 0, 2), ["the weight must be above 0"]),
        (Indicator("Q", float("nan"), 2), ["the weight must be above 0"]),
        (Indicator("Q", 1, 0), ["the maximum must be above 0"]),
        (
            Indicator("Q", 1, 2.5, options=OPTIONS),
            ["no option gives the maximum 2.5"],
        ),
        (
            Indicator("Q", 1, 1.0, options=OPTIONS),
            ["every option must be from 0 to 1"],
        ),
        (
            Indicator("Q", 1, 2, critical=True, options=((2, "ada"),)),
            ["critical, but no option is below 2"],
        ),
        (
            Indicator("Q", 1, 2, options=((2, "ada"), (2, "Ada"))),
            ["option 2 comes twice", "label `Ada` comes twice"],
        ),
    ],
)
def test_an_unsound_indicator_is_named_with_every_reason(indicator, reasons):
    told = flaws(Instrument(BANDS), [indicator])
    assert [(flaw.indicator_code, flaw.reason) for flaw in told] == [
        ("Q", reason) for reason in reasons
    ]


def test_the_faults_of_bands_come_first_and_without_a_code():
    assert [
        flaw[:3] for flaw in flaws(Instrument(((5, "a"), (5, "b"))), [Indicator("Q", -1, 2)])
    ] == [
        ("", "bands", "the first band must start at 0"),
        ("", "bands", "band 5 must start above 5"),
        ("Q", "weight", "the weight must be above 0"),
    ]
    assert [flaw[:3] for flaw in flaws(Instrument(()), [])] == [
        ("", "bands", "the first band must start at 0")
    ]


def test_a_flaw_stands_at_the_word_that_holds_it_with_what_it_holds():
    indicator = Indicator("Q", 1, 4, options=((0, "tidak"), (5, "ada")))
    assert [(flaw.word, flaw.value) for flaw in flaws(Instrument(BANDS), [indicator])] == [
        ("options", "0=tidak;5=ada"),
        ("options", "0=tidak;5=ada"),
    ]


VERSIONS = (
    "instrument_code,instrument_version,instrument_title,subject,bands\n"
    "UJI,9,Uji,village,0:a\nUJI,10,Uji,village,0:a\n"
)
ITEMS = (
    "instrument_code,instrument_version,indicator_code,dimension,indicator_text,max_score\n"
    "UJI,9,X,D,t,1\nUJI,10,X,D,t,1\n"
)
BY_NINE = (
    "village_code,instrument_code,instrument_version,assessment_date,stage\n"
    "merah,UJI,9,2026-01-05,baseline\n"
)
ANSWER = (
    "village_code,instrument_code,instrument_version,assessment_date,stage,indicator_code,score\n"
    "merah,UJI,9,2026-01-05,baseline,X,1\n"
)
NOTED = "village_code,instrument_code,assessment_date,stage,assessment_note\n"


@pytest.fixture
def by_nine(perut):
    """An assessment by version 9 of an instrument whose newest is 10; gives its row."""
    for sheet, text in (("instrument", VERSIONS), ("indicator", ITEMS), ("assessment", BY_NINE)):
        done = perut(sheet, "import", "-", stdin=text)
        assert done.code == 0, done.err

    def row():
        (found,) = records(perut("assessment", "list", "--instrument-code", "UJI").out)
        return found

    return row


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        NOTED + "merah,UJI,2026-01-05,baseline,lagi\n",
        "instrument_version," + NOTED + ",merah,UJI,2026-01-05,baseline,lagi\n",
        NOTED + "merah,uji,2026-01-05,baseline,lagi\n",
    ],
)
def test_an_assessment_keeps_its_version_where_a_file_names_none(perut, by_nine, text, answered):
    if answered:
        assert perut("score", "import", "-", stdin=ANSWER).code == 0
    done = perut("assessment", "import", "-", stdin=text)
    assert (done.code, "0 new, 1 changed" in done.err) == (0, True), done.err
    assert (by_nine()["instrument_version"], by_nine()["assessment_note"]) == ("9", "lagi")
    again = perut("assessment", "import", "-", stdin=text)
    assert "0 new, 0 changed" in again.err


def test_an_assessment_keeps_its_version_when_it_is_edited_without_one(perut, by_nine):
    code = by_nine()["assessment_code"]
    done = perut(
        "assessment", "edit", code, "--instrument-code", "UJI", "--stage", "endline", "--yes"
    )
    assert done.code == 0, done.err
    assert (by_nine()["instrument_version"], by_nine()["stage"]) == ("9", "endline")


def test_a_new_assessment_without_a_version_is_by_the_newest(perut, by_nine):
    text = NOTED + "baru,UJI,2026-01-05,baseline,\n"
    assert perut("assessment", "import", "-", stdin=text).code == 0
    rows = records(perut("assessment", "list", "--instrument-code", "UJI").out)
    assert [row["instrument_version"] for row in rows] == ["9", "10"]
    # The version may still be named, while nothing is answered.
    done = perut("assessment", "import", "-", stdin=BY_NINE.replace("UJI,9", "UJI,10"))
    assert (done.code, "0 new, 1 changed" in done.err) == (0, True), done.err
