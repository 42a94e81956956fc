"""Villages and codes named as people write them: Sei and Sungai, a near miss, digits of other scripts,
codes by case.
"""

import pytest
from conftest import records


def shown(perut, name):
    done = perut("village", "show", name)
    return records(done.out)[0]["village_code"] if done.code == 0 else done.err


@pytest.mark.parametrize(
    "name",
    ["Sei", "Sei. Pumpung", "sei pum", "S Pumpung", "S. Pumpung", "S.Pumpung", "SUNGAI PUMPUNG"],
)
def test_sei_is_sungai_however_it_is_shortened(perut, name):
    assert shown(perut, name) == "63.11.03.2022"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Muara Jya", "perhaps Muara Jaya"),
        ("Ambakiyng", "perhaps Ambakiang"),
        ("badalunga", "perhaps Badalungga, Badalungga Hilir"),
        ("63.11.03.2033", "perhaps 63.11.03.2032 Piyait"),
    ],
)
def test_a_near_miss_offers_the_names_that_resemble(perut, name, hint):
    lines = shown(perut, name).splitlines()
    assert lines[0] == f'error P040: no village "{name}"'
    assert lines[1].startswith(f"hint: {hint}")


def test_a_name_that_resembles_none_offers_the_nearest_and_the_list(perut):
    assert shown(perut, "xyz") == (
        'error P040: no village "xyz"\nhint: perhaps Piyait; see `perut village list`\n'
    )


def test_a_near_miss_of_another_name_offers_the_village(perut):
    assert perut("village", "edit", "merah", "--also-named", "Lempuyangan").code == 0
    assert "hint: perhaps Merah\n" in shown(perut, "lempuyangn")


@pytest.mark.parametrize("day", ["٢٠٢٦-١١-١٢", "２０２６-１１-１２", "１２/１１/２０２６"])
def test_days_in_options_may_have_digits_of_any_script(perut, day):
    done = perut("report", "progress", "--as-of", day, "--village", "2014")
    assert records(done.out)[0]["last_session"] == "2026-11-12", done.err
    done = perut("session", "list", "--from", day, "--to", day)
    assert [row["session_date"] for row in records(done.out)] == ["2026-11-12"], done.err


def test_a_period_may_have_digits_of_any_script(perut):
    plain, other = (
        perut("report", "sessions", "--period", period) for period in ("2026-Q1", "٢٠٢٦-Q١")
    )
    assert (other.code, other.out) == (0, plain.out)


SESSION = ("session", "add", "--village-code", "2021", "--kind", "pembinaan", "--session-date")


@pytest.mark.parametrize("taken", ["2021-260402-O3NO", "2021-260402-o3no", "2021-260402-o3No"])
def test_a_made_code_is_never_another_one_in_other_case(perut, taken):
    """2021-260402-O3NO is made for that day, hour and kind."""
    assert perut(*SESSION, "2026-04-10", "--session-code", taken).code == 0
    assert perut(*SESSION, "2026-04-02").out.strip() == "2021-260402-O3NOY"


def test_made_codes_of_a_long_file_are_never_others_in_other_case(perut):
    assert perut(*SESSION, "2026-04-10", "--session-code", "2021-260402-o3no").code == 0
    days = [f"2025-0{month}-{day:02}" for month in range(1, 4) for day in range(1, 21)]
    text = "".join(f"2021,{day},pembinaan\n" for day in [*days, "2026-04-02"])
    done = perut("session", "import", "-", stdin="village_code,session_date,kind\n" + text)
    assert done.code == 0, done.err
    rows = records(perut("session", "list", "--from", "2026-04-02", "--to", "2026-04-02").out)
    assert [row["session_code"] for row in rows] == ["2021-260402-O3NOY"]


def test_an_answer_edited_to_what_it_is_leaves_no_batch(perut):
    (row, *_) = records(perut("score", "list", "--village-code", "2022").out)
    words = ("score", "edit", row["assessment_code"], row["indicator_code"])
    batches = perut("history").out
    done = perut(*words, "--score", row["score"])
    assert (done.code, done.err.splitlines()[0]) == (
        0,
        f"nothing to change: {row['assessment_code']} {row['indicator_code']}",
    )
    assert perut("history").out == batches


@pytest.mark.parametrize(
    ("code", "kept"), [("631103", "63.11.03"), ("63 11 03", "63.11.03"), ("٦٣.١١.٠٣", "63.11.03")]
)
def test_the_districts_code_is_kept_with_its_dots(perut, code, kept):
    assert perut("setting", "edit", "regency", "--value", "x").code == 0
    assert perut("setting", "edit", "district_code", "--value", code).code == 0
    assert records(perut("setting", "show", "district_code").out)[0]["value"] == kept


@pytest.mark.parametrize("code", ["63.11", "xx", "63.11.03.2021"])
def test_what_is_no_districts_code_is_refused(perut, code):
    done = perut("setting", "edit", "district_code", "--value", code)
    assert (done.code, done.err) == (
        2,
        f'error P034: --value: "{code}" is not the code of a kecamatan\n'
        "hint: write PP.KK.CC, such as 63.11.03\n",
    )


def test_one_known_header_of_two_makes_no_other_sheet(perut):
    done = perut("village", "import", "-", stdin="codes,name\n63.11.03.2040,Anu\n")
    assert done.code == 1
    assert "this looks like" not in done.err


CODES = {
    "mentor": ("mentor_code,mentor_name", "{},Ani (contoh)"),
    "topic": ("topic_code,topic_name", "{},Profil desa"),
    "obligation": ("obligation_code,obligation_title,due_rule", "{},Satu,Y 03-31"),
    "instrument": (
        "instrument_code,instrument_version,instrument_title,subject,bands",
        "{},1,Satu,village,0:a;50:b",
    ),
    "indicator": (
        "instrument_code,instrument_version,indicator_code,dimension,indicator_text,max_score",
        "KECIL,1,{},D,Satu,2",
    ),
}


@pytest.mark.parametrize("sheet", CODES)
def test_codes_that_differ_by_case_are_one_whether_recorded_or_in_one_file(perut, tmp_path, sheet):
    if sheet == "indicator":
        words = ("--instrument-title", "Kecil", "--subject", "village", "--bands", "0:a;50:b")
        assert perut("instrument", "add", "KECIL", "1", *words).code == 0
    header, row = CODES[sheet]
    path = tmp_path / "codes.csv"
    path.write_text(f"{header}\n{row.format('AbC')}\n{row.format('aBc')}\n")
    told = perut(sheet, "import", str(path))
    assert (told.code, "codes.csv:3" in told.err, "as line 2" in told.err) == (1, True, True)
    assert "1 problem in 1 row" in told.err
    path.write_text(f"{header}\n{row.format('AbC')}\n")
    assert perut(sheet, "import", str(path)).code == 0
    path.write_text(f"{header}\n{row.format('aBc')}\n")
    assert "0 new, 0 changed, 0 blanked, 1 same" in perut(sheet, "import", str(path)).err
    assert perut(sheet, "list", "--format", "csv").out.count("AbC") == 1


def test_a_code_is_not_renamed_to_anothers_in_other_letters(perut):
    perut("mentor", "add", "AB", "--mentor-name", "Ani (contoh)")
    perut("mentor", "add", "CD", "--mentor-name", "Cici (contoh)")
    told = perut("mentor", "edit", "CD", "--mentor-code", "ab", "--yes")
    assert (told.code, "recorded as AB" in told.err) == (5, True), told.err
    assert perut("mentor", "edit", "CD", "--mentor-code", "cd", "--yes").code == 0
    assert "\ncd," in perut("mentor", "list", "--format", "csv").out


@pytest.mark.parametrize(
    ("begun", "whole"),
    [
        ("report progress --instrument des", "report progress --instrument DESA"),
        ("report target --instrument apa", "report target --instrument APARATUR"),
        ("report officials --instrument A", "report officials"),
        ("instrument show d 1", "instrument show DESA 1"),
        ("indicator show des 1 a.1", "indicator show DESA 1 A.1"),
        ("explain progress muara latest --instrument D", "explain progress muara latest"),
    ],
)
def test_an_instrument_is_named_by_what_its_code_begins_with(perut, begun, whole):
    short, long = perut(*begun.split()), perut(*whole.split())
    assert (short.code, short.out) == (0, long.out), short.err
    assert long.out.count("\n") > 1


def test_a_finding_names_its_instrument_and_indicator_by_their_beginnings(perut):
    words = ("--village-code", "merah", "--finding-date", "2026-11-01", "--finding-text", "x")
    done = perut("finding", "add", *words, "--instrument-code", "ap", "--indicator-code", "s")
    assert (done.code, "fits" in done.err) == (4, True)
    done = perut("finding", "add", *words, "--instrument-code", "des", "--indicator-code", "g.5")
    (row,) = records(perut("finding", "show", done.out.strip()).out)
    assert (row["instrument_code"], row["indicator_code"]) == ("DESA", "G.5")


def test_a_beginning_of_two_instruments_is_refused_with_both(perut):
    text = (
        "instrument_code,instrument_version,instrument_title,subject,bands\nDESA2,1,x,village,0:a\n"
    )
    assert perut("instrument", "import", "-", stdin=text).code == 0
    done = perut("report", "progress", "--instrument", "des")
    assert (done.code, done.err.splitlines()[0]) == (4, 'error P041: "des" fits 2: DESA; DESA2')
    assert perut("report", "progress", "--instrument", "desa").code == 0


@pytest.mark.parametrize(
    "report", ["sessions", "actions", "mentors", "obligations", "fillings", "progress", "trend"]
)
def test_no_report_takes_an_instrument_that_is_none(perut, report):
    done = perut("report", report, "--instrument", "NOPE")
    assert (done.code, done.out) == (4, "")
    assert done.err.startswith('error P040: no instrument "NOPE"')


def test_a_list_of_codes_and_names_is_villages_in_either_language(perut, tmp_path):
    path = tmp_path / "list.csv"
    for header in ("code,name", "kode,nama"):
        path.write_text(f"{header}\n63.11.03.2021,Putat Basiun\n")
        assert "1 same" in perut("village", "import", str(path)).err


def test_what_rests_on_a_record_is_counted_by_its_kind(perut):
    told = perut("mentor", "remove", "KP", "--yes")
    assert told.code == 5
    assert "others rest on it: " in told.err, told.err
