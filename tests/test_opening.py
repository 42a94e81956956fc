"""Opening: only files that are ours, never a newer one, nothing written to any other; every failure a sentence."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from conftest import in_its_own, in_process

from perut_cli.store.db import Store, migrations_here, recorded_shape
from perut_cli.store.migrate import shape_made_by
from perut_cli.store.safety.places import risky, synchronised

COMMANDS = (
    ["village", "list"],
    ["village", "edit", "muara", "--village-note", "x"],
    ["report", "progress"],
    ["check"],
    ["backup"],
    ["history"],
    ["undo", "--yes"],
    ["session", "list"],
)


def foreign() -> bytes:
    with sqlite3.connect(":memory:") as other:
        other.execute("CREATE TABLE village (id)")
        other.commit()
        return other.serialize()


NOT_OURS = {
    "empty": b"",
    "short": b"SQLite format 3\0",
    "text": b"village_code\n" * 100,
    "zeros": bytes(8192),
    "foreign": foreign(),
}


@pytest.mark.parametrize("what", NOT_OURS)
def test_a_file_that_is_not_ours_is_refused_and_left(tmp_path, what):
    db = tmp_path / "other.db"
    db.write_bytes(NOT_OURS[what])
    for command in COMMANDS:
        refused = in_process(*command, db=db)
        assert (refused.code, refused.out, "P073" in refused.err) == (7, "", True), command
    assert db.read_bytes() == NOT_OURS[what]
    assert [path.name for path in tmp_path.iterdir()] == ["other.db"]


def test_a_mistyped_path_is_never_created(tmp_path):
    for command in COMMANDS:
        refused = in_process(*command, db=tmp_path / "no" / "perut.db")
        assert (refused.code, "P071" in refused.err) == (4, True), command
        refused = in_process(*command, db=tmp_path / "perot.db")
        assert (refused.code, "P071" in refused.err) == (4, True), command
    assert list(tmp_path.iterdir()) == []


def test_a_folder_a_pipe_and_a_device_are_no_databases(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path(os.devnull)):
        refused = in_process("village", "list", db=path)
        assert (refused.code, "P011" in refused.err) == (1, True), path
    assert in_process("village", "list", db=tmp_path / ("x" * 300)).code == 1


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_file_cut_off_is_damaged(sample, share):
    data = sample.read_bytes()
    sample.write_bytes(data[: int(len(data) * share)])
    for command in COMMANDS:
        done = in_process(*command, db=sample)
        assert done.code in (0, 7), (command, done)
        assert "P099" not in done.err, (command, done.err)
    assert in_process("check", db=sample).code == 7


def read_only(path: Path) -> None:
    path.chmod(0o400)


@pytest.fixture
def plain_user(monkeypatch):
    """Root may write everything: rights are asked as an ordinary user would be told."""
    if os.getuid() == 0:
        monkeypatch.setattr("os.access", lambda _, mode: not mode & os.W_OK)


def test_a_file_that_can_not_be_written_is_read(sample, plain_user):
    read_only(sample)
    assert in_process("village", "list", db=sample).code == 0
    assert in_process("check", db=sample).code == 0
    before = sample.read_bytes()
    refused = in_process("village", "edit", "muara", "--village-note", "x", db=sample)
    assert (refused.code, "P077" in refused.err) == (1, True)
    assert sample.read_bytes() == before


def crashed(sample: Path) -> None:
    """Leave the database in the middle of a write, its journal beside it."""
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('PRAGMA cache_size = 1'); "
        "c.execute('BEGIN'); c.execute(\"UPDATE village SET village_name = 'X' || village_name\"); c.execute(\"UPDATE score SET score_note = hex(zeroblob(200))\"); "
        "os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(sample)], check=False).returncode == 9
    assert sample.with_name(sample.name + "-journal").exists()


def test_what_a_crash_left_is_rolled_back(sample):
    before = in_process("village", "list", db=sample).out
    crashed(sample)
    assert in_process("village", "list", db=sample).out == before
    assert not sample.with_name("perut.db-journal").exists()
    assert in_process("check", db=sample).code == 0


def test_what_a_crash_left_where_nothing_can_be_written(sample, plain_user):
    crashed(sample)
    refused = in_process("village", "list", db=sample)
    assert (refused.code, "P083" in refused.err, "-journal" in refused.err) == (1, True, True)


def test_a_database_that_another_program_made_two_files_of_is_one_again(sample):
    with sqlite3.connect(sample) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("UPDATE village SET village_note = 'wal'")
        other.commit()
    assert "wal" in in_process("village", "list", db=sample).out
    assert in_process("village", "edit", "muara", "--village-note", "x", db=sample).code == 0
    other.close()
    assert in_process("village", "edit", "muara", "--village-note", "y", db=sample).code == 0
    assert sorted(path.name for path in sample.parent.iterdir()) == ["perut.db"]
    store = Store(sample)
    assert store.value("PRAGMA journal_mode") == "delete"
    store.close()


def test_a_busy_database_is_told_so(sample, monkeypatch):
    monkeypatch.setattr("perut_cli.store.db.BUSY_MILLISECONDS", 20)
    other = sqlite3.connect(sample, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert in_process("village", "list", db=sample).code == 0
    busy = in_process("village", "edit", "muara", "--village-note", "x", db=sample)
    assert (busy.code, "P070" in busy.err) == (6, True)
    other.execute("ROLLBACK")
    other.execute("BEGIN EXCLUSIVE")
    busy = in_process("village", "list", db=sample)
    assert (busy.code, "P070" in busy.err) == (6, True)
    other.close()


def test_damage_that_is_met_while_rows_are_read_is_a_sentence(sample):
    data = bytearray(sample.read_bytes())
    data[16 * 4096 :] = b"\xff" * (len(data) - 16 * 4096)
    sample.write_bytes(data)
    for command in (
        ["village", "list"],
        ["score", "list"],
        ["report", "progress"],
        ["history", "1"],
        ["score", "export"],
    ):
        done = in_process(*command, db=sample)
        assert done.code in (0, 7), (command, done)
        assert "Traceback" not in done.err
        assert "P099" not in done.err, (command, done.err)


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("C:\\Users\\kasi\\OneDrive\\perut.db", "OneDrive"),
        ("C:\\Users\\kasi\\OneDrive - Kecamatan Awayan\\Dokumen\\perut.db", "OneDrive"),
        ("/home/kasi/Dropbox/perut.db", "Dropbox"),
        ("/home/kasi/Dropbox (Pribadi)/a/perut.db", "Dropbox"),
        ("G:\\My Drive\\perut.db", "Google Drive"),
        ("/Users/kasi/Library/Mobile Documents/com~apple~CloudDocs/perut.db", "iCloud"),
        ("/home/kasi/perut/perut.db", ""),
        ("/home/kasi/onedrive.db", ""),
    ],
)
def test_a_folder_of_a_service_is_known(path, service):
    assert synchronised(path, {}) == service


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("C:\\Users\\kasi\\Awan\\perut.db", "OneDrive"),
        ("c:/users/kasi/awan/Dokumen/perut.db", "OneDrive"),
        ("C:\\Users\\kasi\\AwanLama\\perut.db", ""),
        ("C:\\Users\\kasi\\perut.db", ""),
    ],
)
def test_a_folder_is_synchronised_below_the_one_that_is_said_not_beside_it(path, service):
    assert synchronised(path, {"OneDrive": "C:\\Users\\kasi\\Awan"}) == service


def test_writing_in_a_synchronised_folder_warns_once_and_reading_does_not(sample):
    environ = {"OneDriveCommercial": str(sample.parent)}
    assert "P085" not in in_process("village", "list", db=sample, environ=environ).err
    written = in_process(
        "village", "edit", "muara", "--village-note", "x", db=sample, environ=environ
    )
    assert (written.code, written.err.count("P085")) == (0, 1)
    assert (
        "P085"
        not in in_process(
            "village", "edit", "muara", "--village-note", "y", "--quiet", db=sample, environ=environ
        ).err
    )
    assert "P085" in in_process("undo", "--yes", db=sample, environ=environ).err


def test_a_network_drive_is_known():
    assert risky(Path("//server/kantor/perut.db"), {}) is not None


def test_a_full_disk_of_the_output_is_a_sentence(sample):
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "perut_cli", "score", "export", "--db", str(sample)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PERUT_LANG": "en"},
        )
    assert (done.returncode, b"Traceback" in done.stderr, b"P076" in done.stderr) == (
        1,
        False,
        True,
    ), done.stderr


def test_an_interruption_leaves_nothing(sample, tmp_path):
    rows = "\n".join(
        f"63.11.03.2021,prodeskel,ddk,{2000 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02},1,2"
        for n in range(30_000)
    )
    path = tmp_path / "filling.csv"
    path.write_text("village_code,application,part,filling_date,filled,total\n" + rows + "\n")
    before = sample.read_bytes()
    with subprocess.Popen(
        [sys.executable, "-m", "perut_cli", "filling", "import", str(path), "--db", str(sample)],
        stderr=subprocess.PIPE,
        env={**os.environ, "PERUT_LANG": "en"},
    ) as running:
        time.sleep(0.5)
        running.send_signal(2)
        _, told = running.communicate(timeout=30)
    if running.returncode == 130:
        assert b"interrupted, no record changed" in told
        assert in_its_own("check", db=sample).code == 0
        assert sample.read_bytes() == before
    else:
        assert running.returncode in (0, -2), told


def test_the_fixture_folder_is_left_alone(tmp_path, sample):
    shutil.copy(sample, tmp_path / "other.db")
    assert in_process("--db", str(tmp_path / "other.db"), "village", "list").code == 0


def test_the_recorded_shape_is_the_one_that_the_migrations_make():
    """`python -m perut_cli.store.migrate` renews it."""
    assert recorded_shape() == (migrations_here(), shape_made_by()), (
        "renew it with `python -m perut_cli.store.migrate`"
    )


recorded = pytest.mark.skipif(
    recorded_shape()[0] != migrations_here(), reason="the recorded shape is to be renewed first"
)


STRANGE = {
    "CREATE TRIGGER raise AFTER INSERT ON batch BEGIN UPDATE score SET score = 4; END": (
        "trigger raise added"
    ),
    "CREATE VIEW seen AS SELECT * FROM official": "view seen added",
    "DROP VIEW village_sheet; CREATE VIEW village_sheet AS SELECT '63.11.03.2001' AS village_code, "
    "'X' AS village_name, '' AS also_named, '' AS locus_since, '' AS locus_until, "
    "'' AS village_note, 1 AS id": "view village_sheet changed",
    "DROP VIEW village_sheet; CREATE VIEW village_sheet AS WITH RECURSIVE n(i) AS (SELECT 1 UNION "
    "ALL SELECT i FROM n) SELECT i FROM n": "view village_sheet changed",
    "DROP INDEX session_day": "index session_day dropped",
    "CREATE INDEX mine ON village (village_name)": "index mine added",
    "DROP TRIGGER session_au": "trigger session_au dropped",
    "CREATE TABLE hidden (x)": "table hidden added",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, "
    "'CHECK (score >= 0)', '') WHERE name = 'score'": "table score changed",
    "PRAGMA user_version = 0": "schema 0 was never made",
    "PRAGMA user_version = 1": "",
}
"""What another program may do to the shape of the file, and how it is named."""


@recorded
@pytest.mark.parametrize("sql", STRANGE, ids=lambda sql: STRANGE[sql] or "older version")
def test_a_shape_that_is_not_ours_is_named_and_never_run(sample, sql):
    with closing(sqlite3.connect(sample)) as other:
        other.executescript(sql)
    before = sample.read_bytes()
    for command in COMMANDS:
        refused = in_process(*command, db=sample)
        assert (refused.code, refused.out) == (7, ""), (command, refused)
        assert "P300" in refused.err, command
        assert STRANGE[sql] in refused.err, command
    assert sample.read_bytes() == before
    assert [path.name for path in sample.parent.iterdir()] == ["perut.db"]


@recorded
@pytest.mark.parametrize("sql", STRANGE, ids=lambda sql: STRANGE[sql] or "older version")
def test_a_copy_whose_shape_is_not_ours_is_not_restored(sample, tmp_path, sql):
    copy = tmp_path / "theirs.db"
    shutil.copy(sample, copy)
    with closing(sqlite3.connect(copy)) as other:
        other.executescript(sql)
    before = sample.read_bytes()
    refused = in_process("restore", str(copy), "--yes", db=sample)
    assert (refused.code, "P300" in refused.err) == (7, True), refused
    assert sample.read_bytes() == before


def test_a_database_of_strange_shape_is_replaced_by_its_copy(sample):
    assert in_process("backup", db=sample).code == 0
    with closing(sqlite3.connect(sample)) as other:
        other.execute("DROP INDEX session_day")
    assert in_process("restore", "newest", "--yes", db=sample).code == 0
    assert in_process("check", db=sample).code == 0


@pytest.mark.parametrize(
    ("table", "column", "command"),
    [
        ("obligation", "valid_from", ("status",)),
        ("obligation", "valid_from", ("report", "obligations")),
        ("plan", "plan_date", ("status",)),
        ("session", "session_date", ("report", "priority", "--all")),
        ("assessment", "assessment_date", ("report", "trend", "--chart")),
        ("action", "due", ("report", "actions")),
        ("session", "start_time", ("report", "sessions")),
    ],
)
def test_a_value_of_another_program_ends_in_a_sentence_with_its_place(
    sample, table, column, command
):
    connection = sqlite3.connect(sample)
    connection.execute(f"UPDATE {table} SET {column} = '0x' || id")
    connection.commit()
    connection.close()
    done = in_process(*command, db=sample)
    assert "P099" not in done.err
    assert done.code == 0 or (done.code, "P353" in done.err, f"{column}:" in done.err) == (
        7,
        True,
        True,
    ), done.err
    assert column in in_process("check", db=sample).out


def test_a_value_of_another_program_beside_text_that_is_none_ends_in_a_sentence_too(sample):
    connection = sqlite3.connect(sample)
    connection.execute("UPDATE obligation SET valid_from = '0x' WHERE id = 3")
    connection.execute("UPDATE session SET session_date = CAST(X'30FF' AS TEXT) WHERE id = 1")
    connection.commit()
    connection.close()
    done = in_process("report", "obligations", db=sample)
    assert (done.code, "P072" in done.err, "Traceback" in done.err) == (7, True, False), done.err


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("village list >&-", 0, ""),
        ("village list 2>&-", 0, ""),
        ("village import - <&-", 1, "P009"),
        ("village show 9999 >&- 2>&-", 4, ""),
    ],
)
def test_streams_that_the_parent_closed_are_none(sample, line, code, said):
    done = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m perut_cli {line}"],
        capture_output=True,
        check=False,
        env={**os.environ, "PERUT_LANG": "en", "PERUT_DB": str(sample)},
    )
    assert (done.returncode, said in done.stderr.decode()) == (code, True), done.stderr
    assert b"P099" not in done.stderr


def test_a_short_answer_to_a_full_disk_has_the_same_exit_code(sample):
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "perut_cli", "village", "list", "--db", str(sample)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PERUT_LANG": "en"},
        )
    assert (done.returncode, b"Exception" in done.stderr) == (1, False), done.stderr
