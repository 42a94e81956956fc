"""Files that offices bring: never wrong in silence, never blanked; refused at their place or right."""

import csv
import io
import json

import pytest
from conftest import LATER, in_process
from hypothesis import given
from hypothesis import strategies as st

from perut_cli.core.characters import folded, keyboard, untitled
from perut_cli.core.text import speak
from perut_cli.core.values import Fault, could_be_thousands, day_meant, day_of, decimal, time_of


def rows(db, *words: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(in_process(*words, "--format", "csv", db=db).out)))


def imported(db, tmp_path, sheet: str, text: str, *more: str, name: str = "in.csv"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return in_process(sheet, "import", str(path), *more, db=db)


@pytest.fixture
def db(empty):
    villages = "63.11.03.2021,Putat Basiun\n63.11.03.2014,Muara Jaya\n63.11.03.2005,Pematang\n"
    done = in_process(
        "village", "import", "-", db=empty, stdin="village_code,village_name\n" + villages
    )
    assert done.code == 0, done.err
    for code in ("KP", "M2"):
        in_process(
            "mentor", "add", "--mentor-code", code, "--mentor-name", f"Petugas {code}", db=empty
        )
    return empty


VISITS = "village_code,session_date,start_time,kind\n"


def test_digits_of_other_scripts_are_read_as_they_are_meant(db, tmp_path):
    text = VISITS + "２０２１,２０２６-０１-05,09:３０,supervisi\n٢٠١٤,٢٠٢٦-٠١-٠٦,٠٩.٣٠,supervisi\n"
    done = imported(db, tmp_path, "session", text)
    assert done.code == 0, done.err
    assert [(row["session_date"], row["start_time"]) for row in rows(db, "session", "list")] == [
        ("2026-01-06", "09:30"),
        ("2026-01-05", "09:30"),
    ]
    assert all(row["session_code"].isascii() for row in rows(db, "session", "list"))


@given(st.text(st.characters(categories=["Nd"]), min_size=1, max_size=8))
def test_every_digit_of_unicode_becomes_ascii(text):
    assert keyboard(text).isascii()
    assert len(keyboard(text)) == len(text)


def test_what_may_be_a_thousand_is_refused_in_a_count(db, tmp_path):
    head = "village_code,application,part,filling_date,filled,total\n"
    for cell in ("1.000", "1,000", "12.500.000"):
        text = head + f'2021,prodeskel,ddk,2026-02-05,"{cell}",2000\n'
        done = imported(db, tmp_path, "filling", text)
        assert (done.code, "P022" in done.err, "in.csv:2:5" in done.err) == (1, True, True), cell
    words = ("filling", "add", "2021", "--application", "prodeskel", "--part", "ddk")
    done = in_process(
        *words, "--filling-date", "2026-02-05", "--filled", "1.000", "--total", "2000", db=db
    )
    assert (done.code, "P022" in done.err) == (2, True) or done.code == 1
    assert rows(db, "filling", "list") == []


def test_a_column_that_proves_its_point_takes_three_decimals(db, tmp_path):
    head = "instrument_code,instrument_version,indicator_code,dimension,indicator_text,weight,max_score\n"
    done = in_process(
        "instrument", "add", "--instrument-code", "X", "--instrument-version", "1",
        "--instrument-title", "X", "--subject", "village", db=db,
    )  # fmt: skip
    assert done.code == 0, done.err
    alone = imported(db, tmp_path, "indicator", head + "X,1,Q1,D,Satu,1.234,4\n")
    assert "P022" in alone.err
    both = imported(db, tmp_path, "indicator", head + "X,1,Q1,D,Satu,1.234,4\nX,1,Q2,D,Dua,2.5,4\n")
    assert both.code == 0, both.err
    assert [row["weight"] for row in rows(db, "indicator", "list", "--instrument-code", "X")] == [
        "1.2340",
        "2.5",
    ]


@given(st.floats(0, 999, allow_nan=False, width=32))
def test_an_exported_number_is_never_read_in_two_ways(number):
    from perut_cli.render.csv import plain_text

    text = str(plain_text(number))
    assert not could_be_thousands(text)
    assert decimal(text) == number


def test_days_and_hours_in_words():
    said = {
        "5 Januari 2026": "2026-01-05",
        "Senin, 12 Jan 2026": "2026-01-12",
        "Senin 12 Januari 2026": "2026-01-12",
        "5-Des-26": "2026-12-05",
        "05/03/2026 0:00": "2026-03-05",
        "2026-03-05T00:00:00+08:00": "2026-03-05",
        "1 agustus 2026": "2026-08-01",
    }
    assert {text: day_of(text) for text in said} == said
    assert [time_of(text) for text in ("9", "9.00", "0:00", "09:30:00")] == [
        "09:00",
        "09:00",
        "00:00",
        "09:30",
    ]
    for wrong in ("Selasa, 12 Jan 2026", "31 Februari 2026", "5 Foo 2026"):
        with pytest.raises(Fault):
            day_of(wrong)


def test_days_from_today_on_the_command_line(db):
    for word, day in (("kemarin", "23"), ("hari ini", "24"), ("besok", "25"), ("lusa", "26")):
        assert day_meant(word, "2026-11-24") == f"2026-11-{day}"
    assert day_meant("Hari  ini", "2026-11-24") == "2026-11-24"
    assert day_meant("5/12", "2026-11-24") == "2026-12-05"
    assert day_meant("5/1", "2026-11-24") == "2027-01-05"
    assert day_meant("2026-01-05", "2026-11-24") == "2026-01-05"
    done = in_process("session", "add", "putat", "kemarin", "supervisi", db=db)
    assert done.code == 0, done.err
    assert rows(db, "session", "list")[0]["session_date"] == "2026-11-23"


def test_a_day_is_said_back_in_words(db, tmp_path):
    said = {"kemarin": "Monday, 23 November 2026", "5/12": "Saturday, 5 December 2026"}
    for typed, day in said.items():
        done = in_process("plan", "add", "putat", typed, "supervisi", "--dry-run", db=db)
        assert f'"{typed}" is {day}' in done.err
    done = in_process("plan", "add", "putat", "2026-11-23", "supervisi", "--dry-run", db=db)
    assert "2026" not in done.err.replace("2026-11-23", "")
    table = "Desa;Tgl;Jenis\nPutat Basiun;5-Feb-26;supervisi\n"
    done = imported(db, tmp_path, "session", table, "--dry-run")
    assert 'session_date: "5-Feb-26" is Thursday, 5 February 2026' in done.err
    path = str(tmp_path / "in.csv")
    done = in_process("sesi", "impor", path, "--uji-coba", "--bahasa", "id", db=db)
    assert 'tanggal_sesi: "5-Feb-26" adalah Kamis, 5 Februari 2026' in done.err


PEOPLE = "village_code,official_name,phone\n"


def test_one_person_in_many_spellings_is_one_person(db, tmp_path):
    first = PEOPLE + "2021,Siti Aminah,\n2021,José Rahman,\n2021,Ma’ruf,\n"
    assert imported(db, tmp_path, "official", first).code == 0
    again = (
        PEOPLE
        + "2021,SITI  AMINAH,081100000001\n2021,Jose\u0301 Rahman.,081100000002\n2021,Ma'ruf,0813\n"
    )
    done = imported(db, tmp_path, "official", again)
    assert "0 new, 3 changed" in done.err, done.err
    assert [row["official_name"] for row in rows(db, "official", "list")] == [
        "José Rahman",
        "Ma’ruf",
        "Siti Aminah",
    ]
    same = imported(db, tmp_path, "official", PEOPLE + "2021,Budi,\n2021,B\u200budi,\n")
    assert (same.code, "P050" in same.err) == (1, True)


def test_a_name_with_titles_is_asked_about(db, tmp_path):
    assert imported(db, tmp_path, "official", PEOPLE + "2021,Siti Aminah,\n").code == 0
    titled = PEOPLE + '2021,"Hj. Siti Aminah, S.Sos",\n'
    done = imported(db, tmp_path, "official", titled)
    assert (done.code, "P250" in done.err, "Siti Aminah" in done.err) == (1, True, True)
    added = in_process("official", "add", "2021", "H. Siti Aminah", db=db)
    assert added.code in (2, 5)
    words = ("--village-code", "2021", "--official-name", "H. Siti Aminah")
    assert in_process("official", "add", *words, db=db).code == 5
    assert imported(db, tmp_path, "official", titled, "--new").code == 0
    assert len(rows(db, "official", "list")) == 2


def test_titles_and_marks_do_not_tell_names_apart():
    assert untitled("Drs. H. Ahmad Yani, M.Si") == untitled("Ahmad Yani") == "ahmad yani"
    assert folded("Nur'aini  S.") == folded("NUR’AINI S")
    assert folded("1.1") != folded("11")


def test_codes_differ_by_more_than_case(db, tmp_path):
    text = "mentor_code,mentor_name\nkp,Petugas lain\n"
    done = imported(db, tmp_path, "mentor", text)
    assert "0 new, 1 changed" in done.err, done.err
    assert [row["mentor_code"] for row in rows(db, "mentor", "list")] == ["KP", "M2"]


def test_a_file_taken_again_after_completing_by_hand_doubles_nothing(db, tmp_path):
    text = "village_code,session_date,kind\n2021,2026-06-14,supervisi\n"
    assert imported(db, tmp_path, "session", text).code == 0
    code = rows(db, "session", "list")[0]["session_code"]
    assert in_process("session", "edit", code, "--start-time", "09:00", "--yes", db=db).code == 0
    done = imported(db, tmp_path, "session", text)
    assert "0 new, 0 changed" in done.err, done.err
    assert [row["start_time"] for row in rows(db, "session", "list")] == ["09:00"]
    later = VISITS + "2021,2026-06-14,13:00,supervisi\n"
    assert "1 new" in imported(db, tmp_path, "session", later).err
    done = imported(db, tmp_path, "session", text)
    assert (done.code, "P252" in done.err) == (1, True)


def test_an_assessment_that_got_a_mentor_is_the_same_one(db, tmp_path):
    text = (
        "village_code,instrument_code,assessment_date,stage,indicator_code,score\n"
        "2021,DESA,2026-01-14,baseline,A.1,2\n"
    )
    assert imported(db, tmp_path, "score", text).code == 0
    code = rows(db, "assessment", "list")[0]["assessment_code"]
    assert in_process("assessment", "edit", code, "--mentor-code", "KP", "--yes", db=db).code == 0
    done = imported(db, tmp_path, "score", text)
    assert "0 new, 0 changed" in done.err, done.err
    assert len(rows(db, "assessment", "list")) == 1


def test_a_finding_whose_text_was_mended_is_named_when_it_comes_again(db, tmp_path):
    text = "village_code,finding_date,finding_text\n2021,2026-06-14,Buku kas blm ditutup\n"
    assert imported(db, tmp_path, "finding", text).code == 0
    code = rows(db, "finding", "list")[0]["finding_code"]
    mended = ("--finding-text", "Buku kas belum ditutup")
    assert in_process("finding", "edit", code, *mended, "--yes", db=db).code == 0
    done = imported(db, tmp_path, "finding", text, "--dry-run")
    assert f'line 2 resembles {code} "Buku kas belum ditutup"' in done.err
    both = text + "2021,2026-06-14,Buku kas belum ditutup\n"
    assert "resembles" not in imported(db, tmp_path, "finding", both, "--dry-run").err
    other = text.replace("Buku kas blm ditutup", "Papan informasi rusak")
    assert "resembles" not in imported(db, tmp_path, "finding", other).err


def test_a_code_of_another_village_never_overwrites(db, tmp_path):
    text = "session_code,village_code,session_date,kind\nX-1,2021,2026-06-14,supervisi\n"
    assert imported(db, tmp_path, "session", text).code == 0
    other = text.replace("2021", "2014")
    done = imported(db, tmp_path, "session", other, "--yes")
    assert (done.code, "P251" in done.err) == (1, True)
    assert [row["village_code"] for row in rows(db, "session", "list")] == ["63.11.03.2021"]


def test_a_stale_folder_is_told_apart_and_confirmed(db, tmp_path):
    in_process("mentor", "edit", "KP", "--mentor-position", "Kasi", db=db)
    assert in_process("export", str(tmp_path / "old"), "-q", db=db).code == 0
    assert "exported_at" in json.loads((tmp_path / "old" / "_perut.json").read_text())
    in_process("mentor", "edit", "KP", "--mentor-position", "Kasi Pemerintahan", db=db)
    in_process("mentor", "remove", "M2", "--yes", db=db)
    done = in_process("import", str(tmp_path / "old"), db=db)
    assert (done.code, "P069" in done.err) == (1, True)
    assert "bring back mentor M2" in done.err
    assert "mentor_position Kasi Pemerintahan → Kasi" in done.err
    assert [row["mentor_code"] for row in rows(db, "mentor", "list")] == ["KP"]
    assert in_process("import", str(tmp_path / "old"), "--yes", db=db).code == 0
    assert len(rows(db, "mentor", "list")) == 2


@pytest.mark.parametrize("words", [("export",), ("mentor", "export", "-o")])
def test_a_stale_workbook_is_told_apart_and_confirmed(db, tmp_path, words):
    book = str(tmp_path / "old.xlsx")
    in_process("mentor", "edit", "KP", "--mentor-position", "Kasi", db=db)
    assert in_process(*words, book, "-q", db=db).code == 0
    in_process("mentor", "edit", "KP", "--mentor-position", "Kasi Pemerintahan", db=db)
    took = ("import", book) if len(words) == 1 else ("mentor", "import", book)
    done = in_process(*took, db=db)
    assert (done.code, "P069" in done.err, "_perut.json" in done.err) == (1, True, False), done.err
    assert "mentor_position Kasi Pemerintahan → Kasi (changed by tester" in done.err
    assert in_process(*took, "--yes", db=db).code == 0
    assert rows(db, "mentor", "list")[0]["mentor_position"] == "Kasi"


def test_what_is_passed_over_in_a_folder_is_named(db, tmp_path):
    folder = tmp_path / "copy"
    folder.mkdir()
    text = "village_code,session_date,kind\n2021,2026-06-14,supervisi\n"
    for name in ("session.csv", "session (1).csv", "catatan.csv"):
        (folder / name).write_text(text, "utf-8")
    done = in_process("import", str(folder), db=db)
    assert done.code == 0
    assert "session (1).csv is not taken" in done.err
    assert "catatan.csv is not taken" in done.err
    (folder / "sesi.csv").write_text(text, "utf-8")
    done = in_process("import", str(folder), db=db)
    assert (done.code, "P253" in done.err) == (1, True)


def test_a_day_to_come_is_confirmed_and_stays_listed(db, tmp_path):
    text = "village_code,session_date,kind\n2021,2062-03-01,supervisi\n"
    assert in_process("plan", "add", "2021", "2062-03-01", "supervisi", db=db).code == 0
    done = imported(db, tmp_path, "session", text)
    assert (done.code, "2062" in done.err) == (1, True)
    assert imported(db, tmp_path, "session", text, "--yes").code == 0
    assert "session_date is a day to come" in in_process("check", db=db).out
    assert "perut check" in in_process("status", db=db).out
    assert rows(db, "plan", "list")[0]["plan_state"] == "planned"
    tomorrow = "village_code,session_date,kind\n2014,2026-11-25,supervisi\n"
    assert imported(db, tmp_path, "session", tomorrow).code == 0


def test_a_visit_without_a_mode_is_one_in_mode_visit(db, tmp_path):
    text = "village_code,session_date,kind\n2021,2026-06-14,supervisi\n"
    assert imported(db, tmp_path, "session", text).code == 0
    assert rows(db, "session", "list")[0]["mode"] == "visit"
    done = in_process("session", "add", "2014", "2026-06-15", "supervisi", db=db)
    assert done.code == 0
    listed = rows(
        db, "report", "priority", "--instrument", "DESA", "--all", "--as-of", "2026-06-16"
    )
    parts = {row["village_name"]: row["visit_part"] for row in listed}
    assert (parts["Putat Basiun"], parts["Muara Jaya"], parts["Pematang"]) == ("0", "0", "25")


def test_a_recorded_visit_without_a_mode_becomes_one_when_upgraded(tmp_path):
    from test_upgrade import FIXTURES, made

    db = made(FIXTURES[0], tmp_path / "perut.db")
    assert in_process("village", "list", db=db, now=LATER).code == 0
    assert {row["mode"] for row in rows(db, "session", "list")} <= {"visit", "office", "online"}
    assert in_process("check", db=db, now=LATER).code in (0, 1)


@pytest.mark.parametrize("language", ["en", "id"])
def test_before_rows_are_overwritten_old_and_new_are_shown(perut, tmp_path, language):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("village_code,village_note\n2004,lama 1\n2005,lama 2\n2006,lama 3\n")
    perut("village", "import", str(first), "--yes")
    rows = "".join(f"20{n:02},baru {n}\n" for n in (4, 5, 6, 7, 8))
    second.write_text(f"village_code,village_note\n{rows}")
    speak(language)
    asked = perut("village", "import", str(second), environ={"PERUT_LANG": language})
    assert asked.code == 1
    shown = [line for line in asked.err.splitlines() if "→" in line]
    would, word = (
        ("would change village", "village_note")
        if language == "en"
        else ("akan mengubah desa", "catatan_desa")
    )
    # What only fills blanks overwrites nothing.
    assert [line.partition(" (")[0] for line in shown] == [
        f"{would} 63.11.03.200{n}: {word} {old} → baru {n}"
        for n, old in ((4, "lama 1"), (5, "lama 2"), (6, "lama 3"))
    ]
    assert all("tester, 24 " in line for line in shown)
    assert "lama 1" in perut("village", "show", "2004").out


def test_ten_overwritten_rows_of_each_sheet_are_shown(perut, tmp_path):
    answers = perut("score", "export").out.replace(",2,,", ",1,,")
    (tmp_path / "s.csv").write_text(answers)
    asked = perut("score", "import", str(tmp_path / "s.csv"))
    shown = [line for line in asked.err.splitlines() if line.startswith("would change score ")]
    assert (asked.code, len(shown)) == (1, 10)
    assert ": score 2 → 1 (last written by " in shown[0]
    assert "… and more of score" in asked.err.splitlines()
