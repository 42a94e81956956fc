"""The sealed history: what another program changes is named, and a printed head says what came since."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from conftest import in_its_own, in_process
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_upgrade import FIXTURES, made

from perut_cli.core.sheets import SHEETS
from perut_cli.store.db import Store
from perut_cli.store.history import seal
from perut_cli.store.history.prove import Discrepancy, unproved

pytestmark = pytest.mark.long


def faults(db) -> list[Discrepancy]:
    store = Store(db, write=False)
    try:
        return list(unproved(store))
    finally:
        store.close()


def changed(db, sql: str, *values: object) -> int:
    connection = sqlite3.connect(db)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    with connection:
        count = connection.execute(sql, values).rowcount
    connection.close()
    return count


FINDING = (
    "finding",
    "add",
    "--village-code",
    "muara",
    "--finding-date",
    "2026-11-20",
    "--finding-text",
    "Kas",
)


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> str:
    """The sample after some weeks: edits, a rename, removals, undo and redo, answers changed."""
    db = tmp_path_factory.mktemp("lived") / "perut.db"
    for words in (
        ("demo", "--db", str(db)),
        ("village", "edit", "muara", "--village-note", "x"),
        ("mentor", "add", "--mentor-code", "K9", "--mentor-name", "Kasi (contoh)"),
        ("mentor", "edit", "K9", "--mentor-code", "K10", "--yes"),
        (
            "session",
            "add",
            "muara",
            "2026-11-20",
            "supervisi",
            "--mentors",
            "K10",
            "--mode",
            "visit",
        ),
        ("session", "edit", "2014-261120", "--summary", "Buku kas", "--place", "Balai"),
        FINDING,
        ("official", "remove", "2014-", "--with-dependants", "--yes"),
        ("undo", "--yes"),
        ("redo", "--yes"),
        ("setting", "edit", "target", "--value", "75", "--yes"),
        ("undo", "--yes"),
    ):
        done = in_process(*words, db=db)
        assert done.code in (0, 4), done.err
    codes = in_process("assessment", "list", "--limit", "2", db=db).out.splitlines()[1:]
    for code in (line.split(",")[0] for line in codes):
        answer = in_process("score", "list", "--assessment-code", code, "--limit", "1", db=db).out
        cells = answer.splitlines()[1].split(",")
        done = in_process(
            "score", "edit", code, cells[8], "--na-reason", "belum ada", "--yes", db=db
        )
        assert done.code == 0, done.err
    return str(db)


@pytest.fixture
def db(lived, tmp_path):
    return shutil.copy(lived, tmp_path / "perut.db")


def test_an_honest_history_proves(db):
    assert faults(db) == []
    assert in_process("check", db=db).code == 0


def test_every_column_of_every_record_is_sealed(db):
    connection = sqlite3.connect(db)
    tried = 0
    for name in SHEETS:
        if name == "score":
            continue
        for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({name})"):
            if column in ("id", *seal.BATCH) or column in _DERIVED:
                continue
            value = 999_999 if kind in ("INTEGER", "REAL") else "zzz"
            copy = shutil.copy(db, db.parent / "copy.db")
            where = f"WHERE id = (SELECT max(id) FROM {name})"
            if not changed(copy, f"UPDATE {name} SET {column} = ? {where}", value):
                continue
            tried += 1
            assert [one for one in faults(copy) if one.sheet == name], (name, column)
    assert tried > 60


_DERIVED = {"earned", "answered", "applicable", "excluded", "critical_failed", "critical_blank"}

TAMPERED = {
    "a score": "UPDATE score SET score = 2 - score WHERE score IN (0, 2) AND rowid_of",
    "a reason": "UPDATE score SET na_reason = 'lain', score = NULL WHERE na_reason <> ''",
    "a score's note": "UPDATE score SET score_note = 'x' WHERE assessment_id = 3",
    "a score removed": "DELETE FROM score WHERE assessment_id = 3 AND indicator_id = "
    "(SELECT min(indicator_id) FROM score WHERE assessment_id = 3)",
    "a session removed": "DELETE FROM session WHERE id = (SELECT max(id) FROM session)",
    "an assessment removed": "DELETE FROM assessment WHERE id = 2",
    "a village invented": "INSERT INTO village (village_code, village_name, batch) "
    "VALUES ('63.11.03.2099', 'Baru', 1)",
    "a list": "DELETE FROM session_mentor WHERE session_id = 5",
    "an entry removed": "DELETE FROM change WHERE batch_id = 2",
    "an entry's old values": "UPDATE change SET "
    "old_values = json_set(old_values, '$.village_note', 'y') WHERE batch_id = 2",
    "an entry's act": "UPDATE change SET act = 'removed' WHERE batch_id = 2",
    "an actor": "UPDATE batch SET actor = 'x' WHERE id = 2",
    "a moment": "UPDATE batch SET written_at = '2020-01-01T00:00:00+00:00' WHERE id = 2",
    "a command": "UPDATE batch SET command = 'x' WHERE id = 2",
    "counts": "UPDATE batch SET new_count = 7 WHERE id = 2",
    "a laptop": "UPDATE batch SET laptop = 'x' WHERE id = 2",
    "a system user": "UPDATE batch SET system_user = 'x' WHERE id = 2",
    "a stamp": "UPDATE batch SET stamp = stamp + 1 WHERE id = 2",
    "a batch removed": "DELETE FROM batch WHERE id = 3",
    "the newest batch removed": "DELETE FROM batch WHERE id = (SELECT max(id) FROM batch)",
    "a nonce": "UPDATE batch SET nonce = 'x' WHERE id = 2",
    "a leaf": "UPDATE seal SET leaf = zeroblob(16) WHERE batch_id = 2 AND table_name = 'village'",
    "leaves removed": "DELETE FROM seal WHERE batch_id = 2",
    "a uid": "UPDATE batch SET uid = 'x' WHERE id = 2",
    "the parents": "UPDATE batch SET parents = '' WHERE id = 2",
    "the head": "DELETE FROM head",
    "what a record was called": "UPDATE identity SET identity = 'x'",
    "a dimension": "UPDATE dimension SET dimension = 'x' WHERE id = 1",
    "whose batch": "UPDATE village SET batch = 1 WHERE batch <> 1",
}


@pytest.mark.parametrize("what", TAMPERED)
def test_what_another_program_changes_is_named(db, what):
    sql = TAMPERED[what].replace("rowid_of", "assessment_id = 3")
    assert changed(db, sql), what
    found = faults(db)
    assert found, what
    told = in_process("check", "--format", "csv", db=db)
    assert told.code in (1, 7)
    assert "altered" in told.out or "damage" in told.out


def test_sums_are_mended_and_an_answer_stays_found(db):
    changed(db, "UPDATE score SET score = 2 - score WHERE score IN (0, 2) AND assessment_id = 3")
    assert in_process("check", "--mend", db=db).code == 1
    told = in_process("check", "--format", "csv", db=db)
    assert "safe" not in told.out
    assert "altered,score" in told.out


def test_a_printed_head_says_what_came_since(db):
    page = in_process("report", "progress", "--format", "html", db=db).out
    store = Store(db, write=False)
    head = seal.head(store)
    store.close()
    assert len(head) == 12
    assert head in page
    assert in_process("village", "edit", "muara", "--village-note", "later", db=db).code == 0
    told = in_process("check", "--head", head.lower(), db=db)
    assert (told.code, told.out.count("\n")) == (0, 2)
    assert "village edit muara" in told.out
    assert "1 batch since" in told.err
    assert "  Villages: 1 changed" in told.err
    assert in_process("mentor", "add", "--mentor-code", "Z1", "--mentor-name", "Z", db=db).code == 0
    assert in_process("topic", "add", "--topic-code", "Z1", "--topic-name", "Z", db=db).code == 0
    assert in_process("undo", "--yes", db=db).code == 0
    told = in_process("check", "--head", head, db=db)
    assert [line for line in told.err.splitlines() if line.startswith("  ")] == [
        "  Villages: 1 changed",
        "  Mentors: 1 new",
    ]
    assert in_process("undo", "--yes", db=db).code == 0
    told = in_its_own("periksa", "--kepala", head, db=db, lang="id")
    assert "  Desa: 1 berubah" in told.err
    assert "5 kelompok sesudahnya" in told.err
    assert in_process("check", "--head", "AAAAAAAAAAAA", db=db).code == 4


def test_a_head_of_a_batch_that_was_taken_out_is_not_found(db):
    store = Store(db, write=False)
    head = seal.head(store)
    store.close()
    changed(db, "DELETE FROM batch WHERE id = (SELECT max(id) FROM batch)")
    assert in_process("check", "--head", head, db=db).code == 4


def test_who_wrote_on_which_laptop_stands_beside_the_actor(db):
    environ = {"PERUT_ACTOR": "Kasi", "USER": "hafiji", "COMPUTERNAME": "LAPTOP-1"}
    in_process("village", "edit", "muara", "--village-note", "y", db=db, environ=environ)
    connection = sqlite3.connect(db)
    assert connection.execute(
        "SELECT actor, system_user, laptop FROM batch ORDER BY id DESC LIMIT 1"
    ).fetchone() == ("Kasi", "hafiji", "LAPTOP-1")


def test_two_copies_of_one_unsealed_file_get_the_same_uids(tmp_path):
    heads = []
    for name in ("one", "two"):
        db = made(FIXTURES[0], tmp_path / f"{name}.db")
        assert in_process("village", "list", db=db).code == 0
        assert faults(db) == []
        store = Store(db, write=False)
        heads.append(seal.head(store))
        store.close()
    assert heads[0] == heads[1] != ""


@pytest.mark.parametrize("fixture", FIXTURES[1:], ids=lambda path: path.stem)
def test_a_file_sealed_by_an_earlier_program_still_proves(fixture, tmp_path):
    db = made(fixture, tmp_path / "p.db")
    before = sqlite3.connect(db).execute("SELECT uid FROM batch ORDER BY id").fetchall()
    for words in (
        ("village", "list"),
        ("undo", "--yes"),
        ("undo", "4", "--yes", "--partial"),
        ("village", "edit", "2021", "--village-note", "y"),
    ):
        assert in_process(*words, db=db).code in (0, 3, 5), words
        assert faults(db) == [], words
    after = sqlite3.connect(db).execute("SELECT uid FROM batch ORDER BY id").fetchall()
    assert after[: len(before)] == before
    assert changed(db, "UPDATE change SET row_key = 'x' WHERE batch_id = 19")
    assert faults(db)


def test_an_undo_of_instruments_and_their_answers_proves(tmp_path):
    db = tmp_path / "p.db"
    assert in_process("demo", "--db", str(db), db=db).code == 0
    for words in (("undo", "--yes"), ("redo", "--yes"), ("undo", "--yes")):
        assert in_process(*words, db=db).code == 0
        assert faults(db) == [], words


def test_an_erasure_keeps_the_chain_and_forgets(db):
    name = "Orang Yang Dihapus"
    words = ("--village-code", "muara", "--official-name", name, "--phone", "081200001111")
    code = in_process("official", "add", *words, db=db).out.strip()
    session = in_process("session", "list", "--village-code", "muara", "--limit", "1", db=db)
    key = session.out.splitlines()[1].split(",")[0]
    words = ("--session-code", key, "--official-name", name)
    assert in_process("attendance", "add", *words, db=db).code == 0
    in_process("official", "edit", code, "--phone", "081200002222", db=db)
    before = sqlite3.connect(db).execute("SELECT uid FROM batch ORDER BY id").fetchall()
    done = in_process("official", "remove", code, "--erase", "--yes", db=db)
    assert done.code == 0, done.err
    assert faults(db) == []
    after = sqlite3.connect(db).execute("SELECT uid FROM batch ORDER BY id").fetchall()
    assert after[: len(before)] == before
    assert in_process("village", "edit", "muara", "--village-note", "z", db=db).code == 0
    assert faults(db) == []


COMMANDS = (
    ("village", "edit", "muara", "--village-note", "{n}"),
    ("mentor", "add", "--mentor-code", "X{n}", "--mentor-name", "Petugas {n}"),
    ("mentor", "edit", "X{n}", "--mentor-code", "Y{n}", "--yes"),
    ("session", "add", "putat", "2026-10-{d}", "supervisi", "--mode", "visit", "--mentors", "X{n}"),
    ("session", "remove", "2021-2610{d}", "--with-dependants", "--yes"),
    ("setting", "edit", "place", "--value", "{n}", "--yes"),
    ("undo", "--yes"),
    ("redo", "--yes"),
    ("undo", "3", "--yes", "--partial"),
    ("village", "edit", "2005", "--village-name", "Pematang {n}", "--yes"),
)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(st.tuples(st.integers(0, len(COMMANDS) - 1), st.integers(1, 3)), max_size=9),
)
def test_any_sequence_of_commands_proves(lived, tmp_path_factory, steps):
    db = shutil.copy(lived, tmp_path_factory.mktemp("any") / "perut.db")
    for which, n in steps:
        words = [word.format(n=n, d=f"0{n}") for word in COMMANDS[which]]
        assert in_process(*words, db=db).code in (0, 1, 3, 4, 5)
    assert faults(db) == []


MET = {
    "what a write that came in changed": "UPDATE foreign_write SET units = 'x' WHERE units <> ''",
    "a write that came in": "DELETE FROM foreign_write WHERE table_name = 'village'",
    "an old value of another laptop's entry": "UPDATE change SET old_values = "
    "json_set(old_values, '$.village_note', 'y') WHERE table_name = 'village' AND batch_id IN "
    "(SELECT batch_id FROM foreign_write)",
    "another laptop's entry": "DELETE FROM change WHERE act = 'changed' AND batch_id IN "
    "(SELECT batch_id FROM foreign_write)",
    "whose a seal was that an erasure took": "UPDATE erased_seal SET table_name = 'topic'",
    "which row it was of": "UPDATE erased_seal SET row_id = row_id + 1",
    "which erasure came later": "UPDATE reseal_later SET by_batch = 1",
    "a conflict that waits": "DELETE FROM contested WHERE id = (SELECT min(id) FROM contested)",
    "a conflict invented": "INSERT INTO contested (table_name, row_id, unit) "
    "VALUES ('village', 1, 'village_name')",
    "when laptops met": "UPDATE merge_log SET merged_at = '2020-01-01T00:00:00+00:00'",
    "that laptops met": "DELETE FROM merge_log WHERE id = 2",
    "a first name": "UPDATE identity SET identity = 'x' WHERE table_name = 'topic'",
    "what a settlement is about": "UPDATE settlement SET row_id = row_id + 1",
    "a digest": "UPDATE local_seal SET digest = zeroblob(16) WHERE kind = 'contested'",
    "a place in a list": "UPDATE session_mentor SET place_in_list = 7 WHERE place_in_list = 1",
}


@pytest.fixture
def met(tmp_path) -> Path:
    """A file of schema 6 in which two laptops met, brought up to date."""
    db = made(FIXTURES[-1], tmp_path / "met.db")
    assert in_process("village", "list", db=db).code == 0
    assert faults(db) == []
    return db


@pytest.mark.parametrize("what", MET)
def test_what_merges_and_erasures_left_is_proved_too(met, what):
    assert changed(met, MET[what]), what
    told = in_process("check", "--format", "csv", db=met)
    assert told.code == 1
    assert "altered" in told.out


def test_a_file_whose_merges_were_changed_is_not_taken_in(met, tmp_path):
    mine = shutil.copy(met, tmp_path / "mine.db")
    assert in_process("village", "edit", "2021", "--village-note", "z", "--yes", db=met).code == 0
    changed(met, MET["what a write that came in changed"])
    before = Path(mine).read_bytes()
    refused = in_process("merge", str(met), db=mine)
    assert (refused.code, "P339" in refused.err) == (7, True)
    assert Path(mine).read_bytes() == before


def test_neither_erasure_nor_merge_makes_a_change_from_outside_right(met, tmp_path):
    other = Path(shutil.copy(met, tmp_path / "other.db"))
    assert in_process("village", "edit", "2021", "--village-note", "z", "--yes", db=other).code == 0
    changed(met, "DELETE FROM contested WHERE id = (SELECT min(id) FROM contested)")
    assert in_process("mentor", "remove", "M9", "--erase", "--yes", db=met).code == 0
    assert "altered" in in_process("check", "--format", "csv", db=met).out
    assert in_process("merge", str(other), db=met).code == 0
    assert "altered" in in_process("check", "--format", "csv", db=met).out


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE batch SET parents = 'x' WHERE id = 30",
        "UPDATE batch SET uid = 'x' WHERE id = 30",
        "UPDATE head SET uid = 'x'",
        "UPDATE contested SET table_name = 'x'",
        "UPDATE batch SET written_at = 'x' WHERE id > 20",
    ],
)
def test_a_bent_history_ends_no_command_in_a_riddle(met, tmp_path, sql):
    mine = Path(shutil.copy(met, tmp_path / "mine.db"))
    assert in_process("village", "edit", "2021", "--village-note", "z", "--yes", db=met).code == 0
    changed(met, sql)
    for words, db in (
        (("conflicts",), met),
        (("conflicts", "settle", "2", "--keep", "here"), met),
        (("status",), met),
        (("history",), met),
        (("check", "--head", "ABCDEFGHIJKL"), met),
        (("merge", str(mine)), met),
        (("merge", str(met)), mine),
    ):
        done = in_process(*words, db=db)
        assert "P099" not in done.err, (words, done.err)
    assert in_process("check", db=met).code == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE batch SET command = 'x' WHERE id = (SELECT max(id) FROM batch)",
        "UPDATE village SET village_note = 'x' WHERE village_note = 'z'",
        "DELETE FROM topic WHERE topic_code = 'ZZ'",
    ],
)
def test_what_another_program_changed_there_does_not_come_in(met, tmp_path, sql):
    mine = shutil.copy(met, tmp_path / "mine.db")
    for words in (
        ("topic", "add", "--topic-code", "ZZ", "--topic-name", "Z"),
        ("village", "edit", "2021", "--village-note", "z", "--yes"),
    ):
        assert in_process(*words, db=met).code == 0
    assert changed(met, sql)
    refused = in_process("merge", str(met), db=mine)
    assert (refused.code, refused.out) == (7, "")
    assert "P339" in refused.err
    assert "copied to" not in refused.err
    assert not (tmp_path / "perut-backups").exists() or not list(
        (tmp_path / "perut-backups").glob("mine-*")
    )


def test_the_record_of_migrations_is_proved(met):
    changed(met, "DELETE FROM _sqlite_migrations WHERE name LIKE '0005%'")
    told = in_process("check", "--format", "csv", db=met)
    assert (told.code, "its record of migrations was changed" in told.out) == (1, True)


def test_a_text_of_the_history_that_nobody_can_read_is_named(met):
    changed(met, "UPDATE batch SET actor = CAST(x'ff41' AS TEXT) WHERE id = 2")
    told = in_process("check", "--format", "csv", db=met)
    assert told.code == 7
    assert "damage,,batch 2,batch.actor: its text can't be read" in told.out
    listed = in_process("history", db=met)
    assert (listed.code, "a text in it is not UTF-8" in listed.err) == (7, True)
    assert "Could not decode" not in told.out + listed.err


@pytest.mark.parametrize("noun", ["official", "mentor"])
@pytest.mark.parametrize("keep", ["", "here", "there"])
def test_a_name_that_only_another_laptop_gave_goes_with_the_person(tmp_path, noun, keep):
    mine = made(FIXTURES[-1], tmp_path / "mine.db")
    where = ("--village-code", "2021") if noun == "official" else ("--mentor-code", "M5")
    words = (noun, "add", *where, f"--{noun}-name", "Orang Zulkarnain")
    code = in_process(*words, db=mine).out.strip()
    about = (
        ("attendance", "add", "2021-260203", "--official-name", "Orang Zulkarnain")
        if noun == "official"
        else ("session", "add", "2005", "2026-11-20", "asistensi", "--mentors", "M5")
    )
    assert in_process(*about, db=mine).code == 0
    other = Path(shutil.copy(mine, tmp_path / "other.db"))
    for db, name in ((mine, "Zulkarnain Satu"), (other, "Zulkarnain Dua")):
        assert in_process(noun, "edit", code, f"--{noun}-name", name, "--yes", db=db).code == 0
    assert in_process("merge", str(other), db=mine).code == 0
    listed = in_process("conflicts", db=mine).out.splitlines()
    number = next(line.split(",")[0] for line in listed if "Zulkarnain" in line)
    if keep:
        assert in_process("conflicts", "settle", number, "--keep", keep, db=mine).code == 0
    assert in_process("merge", str(mine), db=other).code == 0
    assert in_process(noun, "remove", code, "--erase", "--yes", db=other).code == 0
    assert in_process("merge", str(other), db=mine).code == 0
    for db in (mine, other):
        assert b"zulkarnain" not in db.read_bytes().lower()
        assert in_process("check", db=db).code == 0


def test_a_head_printed_where_laptops_had_just_met_is_found_later(met, tmp_path):
    other = Path(shutil.copy(met, tmp_path / "other.db"))
    for db in (met, other):
        note = f"oleh {db.stem}"
        assert (
            in_process("village", "edit", "2021", "--village-note", note, "--yes", db=db).code == 0
        )
    heads = []
    for words in (
        ("merge", str(other)),
        ("village", "edit", "2005", "--village-note", "a", "--yes"),
        ("village", "edit", "2005", "--village-note", "b", "--yes"),
    ):
        assert in_process(*words, db=met).code == 0
        store = Store(met, write=False)
        heads.append(seal.head(store))
        store.close()
    for later, head in zip((2, 1, 0), heads, strict=True):
        told = in_process("check", "--head", head, db=met)
        assert (told.code, len(told.out.splitlines()) - 1) == (0, later), told.err
    assert in_process("merge", str(met), db=other).code == 0
    assert in_process("check", "--head", heads[0], db=other).code == 0
