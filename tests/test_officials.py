"""Officials through the command line: they move, they leave, and one who asks for it is erased everywhere."""

import csv
import json
import sqlite3
from contextlib import closing
from io import StringIO

import pytest
from conftest import in_process, records

NAME, PHONE = "Nuraini Zulkhairiah", "081299988877"


def rows(out, *columns):
    return [tuple(row[column] for column in columns) for row in csv.DictReader(StringIO(out))]


def posts(perut, village):
    return rows(
        perut("post", "list", "--village-code", village).out,
        "official_name",
        "position",
        "since",
        "until",
    )


@pytest.fixture
def nuraini(perut):
    """A person of Merah with a post, an attendance, a follow-up and a history; gives the code."""
    code = perut(
        "official",
        "add",
        "--village-code",
        "merah",
        "--official-name",
        NAME,
        "--phone",
        PHONE,
        "--official-note",
        "rumah dekat pasar",
    ).out.strip()
    perut(
        "post",
        "add",
        "--village-code",
        "merah",
        "--official-name",
        NAME,
        "--position",
        "Kaur Keuangan",
        "--since",
        "2024-01-02",
    )
    return code


def visited(perut):
    session = perut(
        "session",
        "add",
        "merah",
        "2026-11-24",
        "supervisi",
        "--attendee",
        NAME,
        "--finding",
        "Buku kas",
        "--action",
        "Isi",
        "--responsible",
        NAME,
        "--summary",
        f"{NAME} menunjukkan buku",
    ).out.strip()
    perut(
        "attendance", "edit", session, "", NAME, "--attendance-note", f"{NAME} berobat ke Paringin"
    )
    return session


def everything(db):
    """All that the file says, history and search index included, and its bytes."""
    with closing(sqlite3.connect(db)) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        text = json.dumps(
            [
                [str(cell) for cell in row]
                for name in names
                for row in connection.execute(f"SELECT * FROM {name}")
            ]
        )
    return text + db.read_bytes().decode("latin-1")


def test_moving_ends_the_present_post_the_day_before(perut, nuraini):
    assert (
        perut(
            "official", "move", nuraini, "--position", "Sekretaris Desa", "--since", "2026-03-01"
        ).code
        == 0
    )
    assert posts(perut, "merah") == [
        (NAME, "Kaur Keuangan", "2024-01-02", "2026-02-28"),
        (NAME, "Sekretaris Desa", "2026-03-01", ""),
    ]
    perut("undo", "--yes")
    assert posts(perut, "merah") == [(NAME, "Kaur Keuangan", "2024-01-02", "")]


def test_where_two_posts_are_open_it_must_be_said_which_ends(perut, nuraini):
    perut(
        "post",
        "add",
        "--village-code",
        "merah",
        "--official-name",
        NAME,
        "--position",
        "Operator Prodeskel",
        "--since",
        "2025-01-02",
    )
    refused = perut(
        "official", "move", nuraini, "--position", "Sekretaris Desa", "--since", "2026-03-01"
    )
    assert (refused.code, '--from "Kaur Keuangan"' in refused.err) == (4, True)
    perut(
        "official",
        "move",
        nuraini,
        "--position",
        "Sekretaris Desa",
        "--since",
        "2026-03-01",
        "--from",
        "kaur",
    )
    assert [row[1:] for row in posts(perut, "merah")] == [
        ("Kaur Keuangan", "2024-01-02", "2026-02-28"),
        ("Operator Prodeskel", "2025-01-02", ""),
        ("Sekretaris Desa", "2026-03-01", ""),
    ]


@pytest.mark.parametrize(("since", "code"), [("2024-01-02", 5), ("2024-01-03", 0)])
def test_a_post_is_left_the_day_after_it_began_at_the_earliest(perut, nuraini, since, code):
    words = ("official", "move", nuraini, "--position", "Sekretaris Desa", "--since", since)
    moved = perut(*words)
    assert (moved.code, "P108" in moved.err) == (code, code == 5), moved.err


def test_moving_to_another_village_begins_a_record_there_and_leaves_the_old_one(perut, nuraini):
    assert (
        perut(
            "official",
            "move",
            nuraini,
            "--position",
            "Sekretaris Desa",
            "--since",
            "2026-03-01",
            "--village",
            "pudak",
        ).code
        == 0
    )
    assert posts(perut, "pudak") == [(NAME, "Sekretaris Desa", "2026-03-01", "")]
    assert rows(
        perut("official", "list", "--official-name", NAME).out, "village_code", "phone"
    ) == [("63.11.03.2006", PHONE), ("63.11.03.2008", PHONE)]


def test_perut_does_not_decide_that_two_of_one_name_are_one_person(perut, nuraini):
    perut("official", "add", "--village-code", "pudak", "--official-name", NAME)
    refused = perut(
        "official",
        "move",
        nuraini,
        "--position",
        "Sekretaris Desa",
        "--since",
        "2026-03-01",
        "--village",
        "pudak",
    )
    assert (refused.code, "P113" in refused.err) == (5, True)
    assert posts(perut, "merah")[0][3] == ""


def test_a_name_in_two_villages_must_be_told_apart(perut, nuraini):
    perut("official", "add", "--village-code", "pudak", "--official-name", NAME)
    refused = perut("official", "leave", "nuraini", "--until", "2026-06-30")
    assert (refused.code, "Merah" in refused.err, "Pudak" in refused.err) == (4, True, True)
    assert perut("official", "leave", "merah:nuraini", "--until", "2026-06-30").code == 0


def test_leaving_ends_every_open_post_and_only_once(perut, nuraini):
    perut(
        "post",
        "add",
        "--village-code",
        "merah",
        "--official-name",
        NAME,
        "--position",
        "Operator Prodeskel",
        "--since",
        "2025-01-02",
    )
    assert perut("official", "leave", nuraini, "--until", "2026-06-30").code == 0
    assert {row[3] for row in posts(perut, "merah")} == {"2026-06-30"}
    assert perut("official", "leave", nuraini, "--until", "2026-06-30").code == 5


def test_a_post_can_not_end_before_it_begins(perut, nuraini):
    assert (
        perut(
            "official", "move", nuraini, "--position", "Sekretaris Desa", "--since", "2023-01-01"
        ).code
        == 5
    )
    assert perut("official", "leave", nuraini, "--until", "2023-01-01").code == 1


def test_erasing_asks(perut, nuraini):
    assert perut("official", "remove", nuraini, "--erase").code == 1
    assert perut("official", "remove", nuraini, "--erase", "--dry-run").code == 0
    assert rows(perut("official", "list", "--village-code", "merah").out, "official_name") == [
        (NAME,)
    ]


def test_an_erased_person_on_whom_nothing_rests_is_gone_with_the_posts(perut, sample, nuraini):
    assert perut("official", "remove", nuraini, "--erase", "--yes").code == 0
    assert rows(perut("official", "list", "--village-code", "merah").out) == []
    assert posts(perut, "merah") == []
    for secret in (NAME, PHONE, "rumah dekat pasar"):
        assert secret not in everything(sample)


def test_an_erased_person_with_attendance_stays_without_a_name_everywhere(perut, sample, nuraini):
    session = visited(perut)
    perut("official", "edit", nuraini, "--official-name", "Nuraini Baru", "--phone", "0", "--yes")
    perut("session", "edit", session, "--summary", "Buku ditunjukkan")
    erased = perut("official", "remove", nuraini, "--erase", "--yes")
    assert erased.code == 0, erased.err
    ((code, name, phone),) = rows(
        perut("official", "list", "--village-code", "merah").out,
        "official_code",
        "official_name",
        "phone",
    )
    assert (code, name.startswith("(erased "), phone) == (erased.out.strip(), True, "")
    assert rows(
        perut("attendance", "list", "--session-code", session).out,
        "official_name",
        "present",
        "attendance_note",
    ) == [(name, "yes", "")]
    assert rows(perut("action", "list", "--opened-on", "2026-11-24").out, "responsible") == [
        (name,)
    ]
    for secret in (NAME, "Nuraini Baru", PHONE, "rumah dekat pasar", "berobat ke Paringin"):
        assert secret not in everything(sample)


def test_texts_that_still_hold_the_name_are_counted(perut, nuraini):
    visited(perut)
    assert (
        "1 text still holds the name"
        in perut("official", "remove", nuraini, "--erase", "--yes").err
    )


def test_another_of_the_same_name_keeps_name_and_history(perut, nuraini):
    other = perut(
        "official", "add", "--village-code", "pudak", "--official-name", NAME, "--phone", "0811"
    ).out.strip()
    perut("official", "edit", other, "--phone", "0822")
    perut("official", "remove", nuraini, "--erase", "--yes")
    assert rows(
        perut("official", "list", "--village-code", "pudak").out, "official_name", "phone"
    ) == [(NAME, "0822")]


def test_an_erasure_can_not_be_undone_and_says_that_old_copies_remain(perut, nuraini):
    said = perut("official", "remove", nuraini, "--erase", "--yes").err
    assert "backups and exports made before still hold it" in said
    assert perut("undo", "--yes").code == 5


def test_the_report_shows_who_was_in_post_on_the_day(perut):
    assert perut("official", "leave", "muara:kaur keuangan", "--until", "2026-11-01").code == 0
    shown = [
        dict(
            rows(
                perut("report", "officials", "--village", "muara", "--as-of", day).out,
                "official_name",
                "position",
            )
        )
        for day in ("2026-11-01", "2026-11-02")
    ]
    assert [found.get("Kaur Keuangan (contoh)", "") for found in shown] == ["Kaur Keuangan", ""]


def test_after_an_erasure_the_file_is_sound(perut, nuraini):
    visited(perut)
    perut("official", "remove", nuraini, "--erase", "--yes")
    assert "P072" not in perut("check").err
    assert perut("check", "--format", "csv").code in (0, 1)


def test_a_whole_name_is_meant_before_longer_ones_that_begin_with_it(perut):
    for village, name in (("2021", "Rusmini"), ("2014", "Rusmini Hasanah")):
        perut("official", "add", village, name)
    shown = perut("official", "show", "rusmini")
    assert (shown.code, "63.11.03.2021" in shown.out) == (0, True), shown.err
    assert perut("official", "show", "Rusmini H").out.count("Rusmini Hasanah") == 1


def erased(sample, name, script):
    """The whole file as SQL text after a script and the erasure of a person, and what was said."""
    ran = in_process("run", "-", "--yes", db=sample, stdin=script)
    assert ran.code == 0, ran.err
    told = in_process("official", "remove", name, "--erase", "--yes", db=sample)
    assert told.code == 0, told.err
    assert in_process("check", db=sample).code == 0
    with closing(sqlite3.connect(sample)) as connection:
        return "\n".join(connection.iterdump()), told


RAHASIA = "Rahasia Sekali"


@pytest.mark.parametrize("rests", [True, False])
def test_a_copy_that_holds_a_former_name_is_named_by_an_erasure(sample, rests):
    in_process("official", "add", "2021", "Nama Semula", "--official-code", "2021-X1", db=sample)
    copy = in_process("backup", db=sample).out.strip()
    script = f'official edit 2021-X1 --official-name "{RAHASIA}"\n'
    if rests:
        script += f'session add 2021 2026-11-02 supervisi --attendee "{RAHASIA}"\n'
    assert copy in erased(sample, RAHASIA, script)[1].err


def test_why_an_answer_is_none_does_not_name_who_was_erased(sample):
    script = f"""
official add 2021 "{RAHASIA}"
assess 2021 --official-name "{RAHASIA}" --instrument-code APARATUR --stage baseline P.1=1 "P.2=TB: {RAHASIA} baru menjabat"
"""
    kept, _ = erased(sample, RAHASIA, script)
    assert RAHASIA not in kept
    assert "baru menjabat" in kept


def test_assessments_of_who_was_erased_get_codes_that_no_name_gives(sample):
    in_process("official", "add", "2021", RAHASIA, db=sample)
    words = ("--official-name", RAHASIA, "--instrument-code", "APARATUR", "--stage", "baseline")
    code = in_process("assess", "2021", *words, "P.1=1", db=sample).out.split()[0]
    kept, _ = erased(sample, RAHASIA, "")
    assert code not in kept
    listed = records(in_process("score", "list", "--village-code", "2021", db=sample).out)
    assert [row["score"] for row in listed if row["assessment_code"][:12] == code[:12]] == ["1"]


def test_notes_of_answers_that_were_removed_with_their_assessment_go_too(sample):
    note = "sakit sejak lama"
    in_process("official", "add", "2021", RAHASIA, db=sample)
    words = ("--official-name", RAHASIA, "--instrument-code", "APARATUR", "--stage", "baseline")
    code = in_process("assess", "2021", *words, "P.1=1", db=sample).out.split()[0]
    script = f"""
score edit {code} P.1 --score-note "{note}"
assessment remove {code} --with-dependants
session add 2021 2026-11-02 supervisi --attendee "{RAHASIA}"
"""
    kept, _ = erased(sample, RAHASIA, script)
    assert (RAHASIA in kept, note in kept) == (False, False)


def test_a_word_that_begins_with_an_erased_name_stays_as_it_was(sample):
    script = """
official add 2021 Ani
village edit 2004 --village-note "Animo warga naik kata Ani, begitu"
village edit 2004 --village-note lain
"""
    kept, _ = erased(sample, "Ani", script)
    assert "Animo warga naik kata (" in kept
    assert "kata Ani" not in kept


def test_the_answers_of_another_of_that_name_keep_their_history(sample):
    lines = []
    for village in ("2021", "2014"):
        in_process("official", "add", village, RAHASIA, db=sample)
        words = ("--official-name", RAHASIA, "--instrument-code", "APARATUR", "--stage", "baseline")
        code = in_process("assess", village, *words, "P.1=1", db=sample).out.split()[0]
        notes = (f"{RAHASIA} rajin di {village}", "lain")
        lines += [f'score edit {code} P.1 --score-note "{note}"' for note in notes]
    kept, _ = erased(sample, f"2021:{RAHASIA}", "\n".join(lines))
    assert (f"{RAHASIA} rajin di 2014" in kept, "rajin di 2021" in kept) == (True, False)


def test_an_erasure_counts_the_records_that_it_changed(sample):
    script = f"""
official add 2021 "{RAHASIA}" --phone 081200000009
session add 2021 2026-11-02 supervisi --session-code S-1 --attendee "{RAHASIA}"
attendance edit S-1 2021 "{RAHASIA}" --attendance-note sakit
"""
    erased(sample, RAHASIA, script)
    newest = records(in_process("history", "--limit", "1", "--format", "csv", db=sample).out)[0]
    # The person and the note of the attendance.
    assert (newest["changed_count"], newest["removed_count"]) == ("2", "0")
