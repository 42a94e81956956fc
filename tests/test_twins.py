"""One person in two records: found, joined, and two again after undo."""

import csv
import io

import pytest

from perut_cli.core.values import Fault
from perut_cli.core.vocabulary import WORDS

NAME, TITLED = "Siti Aminah (contoh)", "Hj. Siti Aminah (contoh), S.Sos"


def rows(done, *columns):
    return [
        tuple(row[column] for column in columns) for row in csv.DictReader(io.StringIO(done.out))
    ]


def person(perut, name, *more):
    done = perut(
        "official", "add", "--village-code", "merah", "--official-name", name, "--new", *more
    )
    return done.out.strip()


def post(perut, name, position, since):
    words = ("--official-name", name, "--position", position, "--since", since)
    assert perut("post", "add", "--village-code", "merah", *words).code == 0


@pytest.fixture
def twins(perut):
    """Two records of one person of Merah, each with a post of its own and one that both have; the
    second with a phone. Gives both codes.
    """
    codes = person(perut, NAME), person(perut, TITLED, "--phone", "081100000001")
    post(perut, NAME, "Kaur Keuangan", "2024-01-02")
    post(perut, TITLED, "Kaur Keuangan", "2024-01-02")
    post(perut, TITLED, "Sekretaris Desa", "2026-03-01")
    return codes


def attendances(perut, twins):
    session = perut(
        *("session", "add", "--village-code", "merah", "--session-date", "2026-06-01"),
        *("--kind", "supervisi"),
    ).out.strip()
    done = perut("attendance", "add", "--session-code", session, "--official-name", TITLED)
    assert done.code == 0, done.err
    return session


def posts(perut):
    done = perut("post", "list", "--village-code", "merah")
    return sorted(
        row for row in rows(done, "official_name", "position") if row[0] in (NAME, TITLED)
    )


def test_report_quality_and_check_ask_about_twins(perut, twins):
    first, second = twins
    asked = [
        row
        for row in rows(perut("report", "quality"), "item", "key", "question")
        if row[0] == "twin"
    ]
    question = f"the same person as {first}? `perut official join {first} {second}`"
    assert asked == [("twin", second, question)]
    assert question in perut("check").out


def test_joining_moves_everything_to_the_first_and_fills_its_blanks(perut, twins):
    first, second = twins
    session = attendances(perut, twins)
    assert perut("official", "join", first, second).code == 1
    assert perut("official", "join", first, second, "--yes").code == 0
    assert posts(perut) == [(NAME, "Kaur Keuangan"), (NAME, "Sekretaris Desa")]
    attended = perut("attendance", "list", "--session-code", session)
    assert rows(attended, "official_name") == [(NAME,)]
    shown = rows(perut("official", "list"), "official_code", "official_name", "phone")
    assert [row for row in shown if row[0] in twins] == [(first, NAME, "081100000001")]
    assert "twin" not in perut("report", "quality").out


def test_what_both_records_say_differently_stays_as_the_first_has_it(perut):
    first = person(perut, NAME, "--phone", "081100000001", "--education", "S1")
    second = person(perut, TITLED, "--phone", "081100000002", "--sex", "f")
    post(perut, NAME, "Kaur Keuangan", "2024-01-02")
    post(perut, TITLED, "Kaur Keuangan", "2019-01-02")
    assert perut("official", "join", first, second, "--yes").code == 0
    shown = rows(perut("official", "show", first), "phone", "education", "sex")
    assert shown == [("081100000001", "S1", "f")]
    terms = rows(perut("post", "list", "--village-code", "merah"), "official_name", "since")
    assert sorted(row for row in terms if row[0] == NAME) == [
        (NAME, "2019-01-02"),
        (NAME, "2024-01-02"),
    ]


def test_undo_makes_two_people_of_them_again(perut, twins):
    attendances(perut, twins)
    before = [perut(sheet, "list").out for sheet in ("official", "post", "attendance")]
    assert perut("official", "join", *twins, "--yes").code == 0
    assert perut("undo", "--yes").code == 0
    assert [perut(sheet, "list").out for sheet in ("official", "post", "attendance")] == before
    assert perut("check").code == 0


def test_joining_one_with_itself_or_over_two_villages_is_refused(perut, twins):
    elsewhere = perut(
        "official", "add", "--village-code", "muara", "--official-name", NAME
    ).out.strip()
    for other in (twins[0], elsewhere):
        done = perut("official", "join", twins[0], other, "--yes")
        assert (done.code, "P254" in done.err) == (5, True)


def test_two_assessments_of_the_same_day_are_not_joined_in_silence(perut, twins):
    for name in (NAME, TITLED):
        done = perut(
            *("assessment", "add", "--village-code", "merah", "--official-name", name),
            *("--instrument-code", "APARATUR", "--assessment-date", "2026-06-02"),
            *("--stage", "baseline"),
        )
        assert done.code == 0, done.err
    done = perut("official", "join", *twins, "--yes")
    assert (done.code, "P255" in done.err) == (5, True)
    assert perut("assessment", "list").out.count("2026-06-02") == 2


def test_a_person_assessed_in_a_village_is_not_edited_into_another(perut, twins):
    code = twins[0]
    assert perut("official", "edit", twins[1], "--village-code", "muara", "--yes").code == 0
    assert perut("undo", "--yes").code == 0
    done = perut(
        *("assessment", "add", "--village-code", "merah", "--official-name", NAME),
        *("--instrument-code", "APARATUR", "--assessment-date", "2026-06-02"),
        *("--stage", "baseline"),
    )
    assert done.code == 0, done.err
    done = perut("official", "edit", code, "--village-code", "muara", "--yes")
    assert (done.code, "P256" in done.err) == (5, True)
    assert done.err.count("hint:") == 1
    assert "hint: `perut official move OFFICIAL --village VILLAGE" in done.err
    village = rows(perut("official", "show", code), "village_code")
    assert village == rows(perut("official", "show", twins[1]), "village_code")


def test_prose_may_say_anything_but_a_phone_is_no_shortened_number(perut):
    assert perut("village", "edit", "2004", "--village-note", "1e5", "--yes").code == 0
    done = perut(
        "official", "add", "--village-code", "2004", "--official-name", "A", "--phone", "8,1E+11"
    )
    assert (done.code, "P023" in done.err) == (2, True)


NUMBERS_OF_PEOPLE_AND_PAPERS = {"phone", "staff_number", "nip", "letter_number", "document_number"}


@pytest.mark.parametrize(
    "key", [key for key, field in WORDS.items() if field.kind.name in ("text", "lines")]
)
def test_only_the_numbers_among_the_texts_are_refused_as_shortened(key):
    """Prose may say 1E+05; a phone that does has lost its digits."""
    refused = ""
    try:
        assert WORDS[key].parse("8,1E+11") == "8,1E+11"
    except Fault as fault:
        refused = fault.number
    assert refused == ("P023" if key in NUMBERS_OF_PEOPLE_AND_PAPERS else "")


def test_an_unknown_session_is_told_once(perut, tmp_path):
    path = tmp_path / "kehadiran.csv"
    path.write_text("session_code,official_name\nzzz,Budi\n", "utf-8")
    assert perut("attendance", "import", str(path)).err.count("P040") == 1


def test_a_wrong_option_is_told_at_the_options(perut, tmp_path):
    perut(
        *("instrument", "add", "X", "1", "--instrument-title", "t", "--subject", "village"),
        *("--bands", "0:a;60:b"),
    )
    path = tmp_path / "i.csv"
    path.write_text(
        "instrument_code,instrument_version,indicator_code,dimension,indicator_text,max_score,"
        "options\nX,1,A.1,D,teks,4,0=tidak;5=ada\n",
        "utf-8",
    )
    assert "i.csv:2: options: X 1 A.1: every option" in perut("indicator", "import", str(path)).err


def test_a_village_in_a_file_is_named_by_four_digits_or_name(perut, tmp_path):
    path = tmp_path / "desa.csv"
    path.write_text("village_code,village_note\n2004,jembatan baru\nMuara Jaya,di muara\n", "utf-8")
    done = perut("village", "import", str(path))
    assert done.code == 0, done.err
    notes = rows(perut("village", "list"), "village_code", "village_note")
    changed = ("63.11.03.2004", "63.11.03.2014")
    assert [row for row in notes if row[0] in changed] == [
        ("63.11.03.2004", "jembatan baru"),
        ("63.11.03.2014", "di muara"),
    ]


LIST = "village_code,official_name,official_code\nmerah,Tono,\nmerah,{name},{code}\n"


@pytest.mark.parametrize("name", ['"H. Tono"', '"TONO, S.T."', '"Tono SP"', '"Drs. Tono, M.Si"'])
def test_twins_of_one_file_are_asked_about(perut, name):
    done = perut("official", "import", "-", stdin=LIST.format(name=name, code=""))
    assert done.code == 1
    bare = name.strip('"')
    assert f'P250: stdin:3: official_name: "{bare}" may be "Tono" of line 2' in done.err


@pytest.mark.parametrize(
    ("name", "code", "more"),
    [('"H. Tono"', "T2", ()), ('"H. Tono"', "", ("--new",)), ("Toni", "", ()), ("Tono T", "", ())],
)
def test_people_of_one_file_who_are_told_apart_are_taken(perut, name, code, more):
    done = perut("official", "import", "-", *more, stdin=LIST.format(name=name, code=code))
    assert (done.code, "2 new" in done.err) == (0, True), done.err
