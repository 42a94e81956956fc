"""Copies: verified, named, thinned out; brought back after what they replace was saved."""

import hashlib
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import NOW, in_process
from test_undo import exported, sound

from perut_cli.store.batch import LARGE
from perut_cli.store.safety import backups

pytestmark = pytest.mark.long


def listed(db):
    return json.loads(in_process("backup", "--list", "--format", "json", db=db).out)


def test_a_copy_is_the_database_with_its_checksum_beside_it(sample):
    made = in_process("backup", db=sample)
    path = sample.parent / "perut-backups" / "perut-20261124-093000.db"
    assert (made.code, made.out) == (0, f"{path}\n")
    sha256, name = path.with_name(f"{path.name}.sha256").read_text().split()
    assert (sha256, name) == (hashlib.sha256(path.read_bytes()).hexdigest(), path.name)
    with sqlite3.connect(path) as copy, sqlite3.connect(sample) as first:
        assert list(copy.iterdump()) == list(first.iterdump())
    assert [file.name for file in path.parent.iterdir() if file.name.startswith(".")] == []


def test_a_copy_goes_into_a_named_folder_or_file_and_replaces_only_copies(sample, tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    assert (
        in_process("backup", str(folder), db=sample).out == f"{folder}/perut-20261124-093000.db\n"
    )
    file = folder / "mine.db"
    assert in_process("backup", str(file), db=sample).code == 0
    refused = in_process("backup", str(file), db=sample)
    assert (refused.code, "P088" in refused.err) == (5, True)
    assert in_process("backup", str(file), "--yes", db=sample).code == 0
    other = folder / "letter.txt"
    other.write_text("dear camat")
    assert in_process("backup", str(other), "--yes", db=sample).code == 5
    assert other.read_text() == "dear camat"
    assert in_process("backup", str(sample), "--yes", db=sample).code == 5
    missing = in_process("backup", str(tmp_path / "no" / "x.db"), db=sample)
    assert (missing.code, "P077" in missing.err) == (1, True)


def test_old_copies_are_thinned_out_by_day_and_week(sample):
    for back in range(120, -1, -2):
        assert in_process("backup", db=sample, now=NOW - timedelta(days=back)).code == 0
    days = [one["days_ago"] for one in listed(sample)]
    assert days[:10] == list(range(0, 20, 2))
    assert len(days) <= backups.NEWEST + backups.WEEKS
    assert max(days) >= 7 * (backups.WEEKS - 2)
    many = [
        in_process("backup", db=sample, now=NOW + timedelta(minutes=minute)).code
        for minute in range(30)
    ]
    assert many == [0] * 30
    assert len(listed(sample)) <= backups.NEWEST + backups.DAYS + backups.WEEKS
    assert {one["verified"] for one in listed(sample)} == {"yes"}


def test_of_an_earlier_day_the_last_copy_stays(sample):
    moments = [NOW - timedelta(days=back) for back in (3, 2, 1)]
    hours = [moment.replace(hour=hour) for moment in moments for hour in (8, 11, 15)]
    today = [NOW + timedelta(minutes=minute) for minute in range(backups.NEWEST)]
    for moment in (*hours, *today):
        assert in_process("backup", db=sample, now=moment).code == 0
    kept = [copy.made_at for copy in backups.copies(sample)]
    assert kept[backups.NEWEST :] == [
        moment.replace(hour=15, second=0) for moment in reversed(moments)
    ]


def test_an_erasure_names_every_copy_that_holds_the_name_wherever_it_stands(sample):
    name = "Rahasia Sekali"
    in_process("official", "add", "2021", name, db=sample)
    copy = Path(in_process("backup", db=sample).out.strip())
    # As a large copy may have it: begun in one piece that is read, ended in the next.
    (copy.parent / "besar.db").write_bytes(bytes((1 << 20) - 5) + name.encode() + bytes(9))
    (copy.parent / "lain.db").write_bytes(bytes(1 << 20))
    told = in_process("official", "remove", name, "--erase", "--yes", db=sample)
    assert told.code == 0, told.err
    assert [file in told.err for file in (copy.name, "besar.db", "lain.db")] == [True, True, False]


def test_a_copy_that_a_wrong_clock_dates_ahead_is_no_days_old(sample):
    in_process("backup", db=sample, now=NOW + timedelta(days=3))
    assert [one["days_ago"] for one in listed(sample)] == [0]


def test_the_age_of_the_newest_verified_copy(sample):
    assert backups.backup_age_days(sample, NOW) is None
    in_process("backup", db=sample, now=NOW - timedelta(days=3))
    (backups.folder_of(sample) / "perut-20261124-080000.db").write_bytes(b"")
    assert backups.backup_age_days(sample, NOW) == 3


def test_restore_brings_back_and_saves_what_it_replaces(sample, tmp_path):
    first = exported(sample, tmp_path / "first")
    copy = in_process("backup", db=sample).out.strip()
    in_process("village", "remove", "muara", "--with-dependants", "--yes", db=sample)
    second = exported(sample, tmp_path / "second")
    refused = in_process("restore", copy, db=sample)
    assert (refused.code, "P069" in refused.err) == (1, True)
    assert exported(sample, tmp_path / "refused") == second
    done = in_process("restore", copy, "--yes", db=sample, now=NOW + timedelta(minutes=1))
    assert (done.code, done.out) == (0, f"{sample}\n")
    assert exported(sample, tmp_path / "third") == first
    sound(sample)
    # What was there is the newest copy now: restoring it takes the restore back.
    assert in_process("restore", "--yes", db=sample, now=NOW + timedelta(minutes=2)).code == 0
    assert exported(sample, tmp_path / "fourth") == second
    assert (
        in_process(
            "restore",
            "perut-20261124-093000.db",
            "--yes",
            db=sample,
            now=NOW + timedelta(minutes=3),
        ).code
        == 0
    )
    assert exported(sample, tmp_path / "fifth") == first


@pytest.mark.parametrize("damage", ["flip", "cut", "foreign", "empty", "newer"])
def test_restore_refuses_a_copy_that_does_not_hold(sample, damage):
    path = sample.parent / "copy.db"
    assert in_process("backup", str(path), db=sample).code == 0
    data = bytearray(path.read_bytes())
    if damage == "flip":
        data[len(data) // 2] ^= 1
    path.write_bytes(
        {
            "flip": data,
            "cut": data[:-4096],
            "foreign": b"SQLite format 3\0" + bytes(4080),
            "empty": b"",
            "newer": data,
        }[damage]
    )
    if damage == "newer":
        with sqlite3.connect(path) as newer:
            newer.execute("PRAGMA user_version = 99")
    before = sample.read_bytes()
    refused = in_process("restore", str(path), "--yes", db=sample)
    assert refused.code == 7, refused.err
    assert sample.read_bytes() == before
    assert in_process("restore", "--yes", db=sample).code == 4


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda _: b"",
        lambda _: b"x" * 5000,
        lambda data: data[:100] + b"\xff" * (len(data) - 100),
    ],
)
def test_a_damaged_database_is_saved_as_it_is_and_replaced(sample, tmp_path, damage):
    first = exported(sample, tmp_path / "first")
    in_process("backup", db=sample)
    broken = damage(sample.read_bytes())
    sample.write_bytes(broken)
    done = in_process("restore", "newest", "--yes", db=sample)
    assert done.code == 0, done.err
    assert exported(sample, tmp_path / "after") == first
    (saved,) = (path for path in backups.folder_of(sample).iterdir() if "damaged" in path.name)
    assert saved.read_bytes() == broken


def test_a_file_that_was_never_ours_is_not_replaced(sample, tmp_path):
    copy = tmp_path / "copy.db"
    in_process("backup", str(copy), db=sample)
    letter = tmp_path / "letter.txt"
    letter.write_text("dear camat")
    assert in_process("restore", str(copy), "--yes", db=letter).code == 7
    assert letter.read_text() == "dear camat"


def test_a_lost_database_comes_back(sample, tmp_path):
    first = exported(sample, tmp_path / "first")
    in_process("backup", db=sample)
    sample.unlink()
    assert in_process("village", "list", db=sample).code == 4
    assert in_process("restore", "--yes", db=sample).code == 0
    assert exported(sample, tmp_path / "after") == first
    assert stat.S_IMODE(sample.stat().st_mode) == 0o600


def test_the_journal_of_a_damaged_database_is_not_taken_for_the_new_ones(sample, tmp_path):
    first = exported(sample, tmp_path / "first")
    in_process("backup", db=sample)
    sample.write_bytes(b"x" * 5000)
    journal = sample.with_name("perut.db-journal")
    journal.write_bytes(bytes.fromhex("d9d505f920a163d7") + os.urandom(5000))
    assert in_process("restore", "--yes", db=sample).code == 0
    assert not journal.exists()
    assert exported(sample, tmp_path / "after") == first


def test_restore_waits_for_nobody_who_holds_the_database(sample, monkeypatch):
    in_process("backup", db=sample)
    monkeypatch.setattr("perut_cli.store.db.BUSY_MILLISECONDS", 50)
    for lock in ("BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"):
        other = sqlite3.connect(sample, isolation_level=None)
        other.execute(lock)
        started = time.perf_counter()
        busy = in_process("restore", "--yes", db=sample)
        assert (busy.code, "P070" in busy.err) == (6, True)
        assert time.perf_counter() - started < 5
        other.close()
    assert in_process("restore", "--yes", db=sample).code == 0


def test_a_copy_is_made_while_another_writes(sample):
    other = sqlite3.connect(sample, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE village SET village_note = 'half'")
    made = in_process("backup", db=sample)
    assert made.code == 0, made.err
    other.execute("ROLLBACK")
    with sqlite3.connect(made.out.strip()) as copy:
        assert copy.execute(
            "SELECT count(*) FROM village WHERE village_note = 'half'"
        ).fetchone() == (0,)


def test_a_large_change_is_copied_first(sample, tmp_path):
    export = in_process("score", "export", db=sample).out.splitlines()
    path = tmp_path / "score.csv"
    path.write_text("\n".join([export[0], *(f"{line}c" for line in export[1:])]) + "\n")
    assert len(export) > LARGE
    assert in_process("score", "import", str(path), "--dry-run", db=sample).code == 0
    assert listed(sample) == []
    changed = in_process("score", "import", str(path), "--yes", db=sample)
    assert changed.code == 0, changed.err
    assert "copied to" in changed.err
    first = exported(sample, tmp_path / "changed")
    undone = in_process("undo", "--yes", db=sample, now=NOW + timedelta(minutes=1))
    assert undone.code == 0, undone.err
    assert len(listed(sample)) == 2
    assert exported(sample, tmp_path / "undone") != first
    assert in_process("restore", "--yes", db=sample, now=NOW + timedelta(minutes=2)).code == 0
    assert exported(sample, tmp_path / "restored") == first


def test_a_large_change_by_a_script_in_one_batch_is_copied_first(sample, tmp_path):
    export = in_process("score", "export", db=sample).out.splitlines()
    path = tmp_path / "score.csv"
    path.write_text("\n".join([export[0], *(f"{line}c" for line in export[1:])]) + "\n")
    script = tmp_path / "month.txt"
    script.write_text(f'village edit muara --village-note x\nscore import "{path}" --yes\n')
    assert in_process("run", str(script), "--atomic", "--dry-run", db=sample).code == 0
    assert listed(sample) == []
    done = in_process("run", str(script), "--atomic", db=sample)
    assert (done.code, done.err.count("copied to"), len(listed(sample))) == (0, 1, 1)
    with sqlite3.connect(listed(sample)[0]["copy_file"]) as copy:
        assert copy.execute("SELECT count(*) FROM village WHERE village_note = 'x'").fetchone() == (
            0,
        )


def test_a_small_change_makes_no_copy(sample):
    assert in_process("village", "edit", "muara", "--village-note", "x", db=sample).code == 0
    assert listed(sample) == []


@pytest.mark.skipif(os.name != "posix", reason="rights of owner, group and others")
def test_only_the_owner_reads_what_perut_writes(tmp_path):
    before = os.umask(0)
    try:
        db = tmp_path / "perut.db"
        assert in_process("init", "--district-code", "63.11.03", db=db).code == 0
        villages = tmp_path / "village.csv"
        villages.write_text("village_code,village_name\n63.11.03.2001,Satu\n63.11.03.200x,Dua\n")
        assert in_process("village", "import", str(villages), "--partial", db=db).code == 3
        assert in_process("backup", db=db).code == 0
        assert in_process("backup", str(tmp_path / "copy.db"), db=db).code == 0
        writing = sqlite3.connect(db, isolation_level=None)
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("UPDATE village SET village_note = 'x'")
        journals = [path.stat().st_mode & 0o077 for path in tmp_path.glob("*-journal")]
        writing.execute("ROLLBACK")
        writing.close()
    finally:
        os.umask(before)
    assert journals == [0]
    open_to_others = [
        path.name
        for path in tmp_path.rglob("*")
        if path.stat().st_mode & 0o077 and path != villages
    ]
    assert open_to_others == []


def test_the_clock_going_back_makes_no_copy_newer_than_it_is(sample):
    in_process("backup", db=sample, now=NOW)
    assert backups.backup_age_days(sample, datetime(2026, 1, 1)) == 0


def test_a_copy_that_the_own_transaction_is_in_the_way_of_is_made_before_a_new_start(
    sample, tmp_path, monkeypatch
):
    export = in_process("score", "export", db=sample).out.splitlines()
    path = tmp_path / "score.csv"
    path.write_text("\n".join([export[0], *(f"{line}c" for line in export[1:])]) + "\n")
    made = backups.automatic
    monkeypatch.setattr(
        backups,
        "automatic",
        lambda db, now, *, wait=True: made(db, now, wait=wait) if wait else None,
    )
    changed = in_process("score", "import", str(path), "--yes", db=sample)
    assert (changed.code, changed.err.count("copied to"), len(listed(sample))) == (0, 1, 1)
    assert in_process("history", "--format", "json", db=sample).out.count('"batch"') == 2
    with sqlite3.connect(listed(sample)[0]["copy_file"]) as copy:
        assert copy.execute("SELECT count(*) FROM batch").fetchone() == (1,)


def test_a_large_change_goes_on_where_no_copy_can_be_made(sample, tmp_path):
    export = in_process("score", "export", db=sample).out.splitlines()
    path = tmp_path / "score.csv"
    path.write_text("\n".join([export[0], *(f"{line}c" for line in export[1:])]) + "\n")
    (sample.parent / "perut-backups").write_text("in the way")
    changed = in_process("score", "import", str(path), "--yes", db=sample)
    assert (changed.code, "warning P077" in changed.err) == (0, True)


def test_a_copy_comes_to_life_on_a_new_laptop(sample, tmp_path):
    copy = tmp_path / "usb.db"
    assert in_process("backup", str(copy), db=sample).code == 0
    new = tmp_path / "data" / "perut" / "perut.db"
    done = in_process("restore", str(copy), "--yes", db=new)
    assert done.code == 0, done.err
    assert exported(new, tmp_path / "new") == exported(sample, tmp_path / "old")


def journal_of_another(sample: Path, path: Path) -> None:
    """Lay a hot journal beside a name, as a database that was cut off and then lost leaves it."""
    other = path.parent.parent / "other.db"
    shutil.copy(sample, other)
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN'); "
        "c.execute('UPDATE score SET score_note = hex(zeroblob(200))'); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(other)], check=False).returncode == 9
    shutil.move(f"{other}-journal", f"{path}-journal")


@pytest.mark.parametrize("how", ["restore", "init", "demo"])
def test_what_a_lost_database_left_is_not_taken_for_the_new_ones(sample, tmp_path, how):
    copy = in_process("backup", db=sample).out.strip()
    target = tmp_path / "new" / "perut.db"
    target.parent.mkdir()
    journal_of_another(sample, target)
    command = {
        "restore": ("restore", copy, "--yes"),
        "init": ("init", "--district-code", "63.11.03", "--district-name", "Awayan"),
        "demo": ("demo", "--db", str(target)),
    }[how]
    done = in_process(*command, "--no-input", db=target)
    assert done.code == 0, done.err
    assert not Path(f"{target}-journal").exists()
    assert [path.suffix for path in (target.parent / "perut-backups").iterdir()] == [".db-journal"]
    for _ in range(2):
        assert in_process("check", db=target).code in (0, 1)
    assert in_process("village", "edit", "2001", "--village-note", "x", db=target).code in (0, 4)
    assert "P072" not in in_process("check", db=target).err


def test_a_backup_right_after_a_crash_works(sample):
    before = in_process("village", "list", db=sample).out
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN'); "
        "c.execute(\"UPDATE village SET village_name = 'X' || village_name\"); "
        "c.execute('UPDATE score SET score_note = hex(zeroblob(200))'); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(sample)], check=False).returncode == 9
    made = in_process("backup", db=sample)
    assert made.code == 0, made.err
    assert in_process("village", "list", db=Path(made.out.strip())).out == before


def test_a_copy_in_wal_mode_comes_back_with_its_wal(sample, tmp_path):
    copy = tmp_path / "theirs.db"
    shutil.copy(sample, copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("PRAGMA wal_autocheckpoint = 0")
        other.execute("CREATE TEMP TABLE held (x)")
        other.execute("INSERT INTO setting (setting, value, batch) VALUES ('walled', '1', 1)")
        assert Path(f"{copy}-wal").stat().st_size > 0
        new = tmp_path / "new" / "perut.db"
        for target in (sample, new):
            assert in_process("restore", str(copy), "--yes", db=target).code == 0
            assert "walled" in in_process("setting", "list", db=target).out
            assert not Path(f"{target}-wal").exists()


def test_the_clock_decides_nothing_about_copies(sample):
    """A clock that stood in 2031 or in 2010 makes no copy older or newer than it is."""
    ahead = in_process("backup", db=sample, now=NOW.replace(year=2031)).out.strip()
    in_process("village", "edit", "muara", "--village-note", "two", db=sample)
    back = in_process("backup", db=sample, now=NOW.replace(year=2010)).out.strip()
    assert backups.newest(sample).path == Path(back)
    in_process("village", "edit", "muara", "--village-note", "three", db=sample)
    assert backups.backup_age_days(sample, NOW) > 365
    for minute in range(backups.NEWEST + 20):
        made = in_process("backup", db=sample, now=datetime(2010, 1, 1, 8, minute))
        assert made.code == 0
        assert backups.newest(sample).path == Path(made.out.strip())
    assert Path(ahead).name
    assert "one of the two days is wrong" in made.err
    assert in_process("restore", "newest", "--yes", db=sample).code == 0
    assert "three" in in_process("village", "show", "muara", db=sample).out


def test_newest_is_the_newest_copy_that_holds(sample):
    good = Path(in_process("backup", db=sample).out.strip())
    in_process("village", "edit", "muara", "--village-note", "two", db=sample)
    bad = Path(in_process("backup", db=sample, now=NOW + timedelta(minutes=1)).out.strip())
    bad.write_bytes(bad.read_bytes()[:-4096] + bytes(4096))
    empty = Path(in_process("backup", db=sample, now=NOW + timedelta(minutes=2)).out.strip())
    Path(f"{empty}.sha256").write_text("")
    assert [one["verified"] for one in listed(sample)] == ["no", "no", "yes"]
    refused = in_process("restore", str(empty), "--yes", db=sample)
    assert (refused.code, "P087" in refused.err) == (7, True)
    done = in_process("restore", "newest", "--yes", db=sample)
    assert (done.code, good.name in done.err) == (0, True)


def test_a_copy_without_a_checksum_is_said_to_be_one(sample):
    copy = Path(in_process("backup", db=sample).out.strip())
    Path(f"{copy}.sha256").unlink()
    done = in_process("restore", str(copy), "--yes", db=sample)
    assert (done.code, "no checksum stands beside" in done.err) == (0, True)


def test_a_restore_leaves_a_batch_and_no_number_is_used_twice(sample, tmp_path):
    copy = in_process("backup", db=sample).out.strip()
    for note in ("two", "three"):
        in_process("village", "edit", "muara", "--village-note", note, db=sample)
    assert in_process("restore", copy, "--yes", db=sample).code == 0
    told = json.loads(in_process("history", "--format", "json", db=sample).out)
    assert [one["batch"] for one in told] == [4, 1]
    assert told[0]["command"].endswith(f"# restored from {Path(copy).name}, batch 1")
    assert in_process("check", db=sample).code == 0
    refused = in_process("undo", "4", "--yes", db=sample)
    assert (refused.code, "P094" in refused.err) == (5, True)
    in_process("village", "edit", "muara", "--village-note", "four", db=sample)
    undone = in_process("undo", "--yes", db=sample)
    assert (undone.code, "batch 5" in undone.err) == (0, True)


def test_status_says_that_a_clock_stood_wrong(sample):
    assert in_process("backup", db=sample, now=datetime(2031, 5, 1, 8)).code == 0
    told = in_process("status", db=sample)
    assert "there are writes or copies of 2031-05-01" in told.out
