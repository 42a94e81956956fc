"""Laws of merging over the store: whoever holds the same batches shows the same, nothing typed is lost
in silence, what is settled stays settled, and the history proves.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from conftest import in_process
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from merge_histories import (
    Histories,
    ancestors,
    exported,
    merged,
    office,
    settled,
    waiting,
    wrong,
)

pytestmark = pytest.mark.long

CASES = settings(
    max_examples=6, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
STEPS = 12


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Path:
    """The office that all laptops begin with."""
    return office(tmp_path_factory.mktemp("office") / "perut.db")


def lived(first: Path, folder: Path, seed: int) -> Histories:
    histories = Histories(first, folder, seed)
    histories.live(STEPS)
    return histories


def together(histories: Histories, order: tuple[int, ...], *, twice: bool = False) -> Path:
    """All three files in one, taken in this order."""
    name = "".join(map(str, order))
    whole = Path(shutil.copy(histories.files[order[0]], histories.folder / f"all{name}.db"))
    for place in order[1:] + (order if twice else ()):
        merged(whole, histories.files[place])
    return whole


@CASES
@given(seed=st.integers(0, 1 << 32))
def test_who_holds_the_same_batches_shows_the_same(first, seed):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        histories = lived(first, Path(folder), seed)
        one = together(histories, (0, 1, 2))
        other = together(histories, (2, 1, 0), twice=True)
        pair = together(histories, (1, 0))
        merged(pair, together(histories, (2, 0)))
        assert exported(one) == exported(other) == exported(pair), histories.told
        assert waiting(one) == waiting(other) == waiting(pair), histories.told
        for db in (one, other, pair, *histories.files):
            assert wrong(db) == [], histories.told


def removing(db: Path) -> set[str]:
    """The batches that may take a text away otherwise: undo, removal, erasure, settlement."""
    connection = sqlite3.connect(db)
    found = connection.execute(
        "SELECT uid FROM batch WHERE act <> 'write' OR command LIKE '% remove %' "
        "OR command = 'settle'"
    ).fetchall()
    connection.close()
    return {uid for (uid,) in found}


@CASES
@given(seed=st.integers(0, 1 << 32))
def test_what_was_typed_is_shown_listed_or_somebody_who_saw_it_wrote_over_it(first, seed):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        histories = lived(first, Path(folder), seed)
        whole = together(histories, (0, 1, 2))
        shown = b"".join(exported(whole).values()).decode()
        listed = repr(waiting(whole))
        held = ancestors([whole])
        for typed in histories.typed:
            if typed.uid not in held or typed.text in shown or typed.text in listed:
                continue
            over = {one.uid for one in histories.typed if one[:3] == typed[:3]} | removing(whole)
            assert any(typed.uid in held.get(uid, ()) for uid in over), (typed, histories.told)


@CASES
@given(seed=st.integers(0, 1 << 32))
def test_what_is_settled_stays_settled_everywhere(first, seed):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        histories = lived(first, Path(folder), seed)
        mine = together(histories, (1, 2, 0))
        for _ in range(6):
            if not settled(mine, histories.chance):
                break
        assert waiting(mine) == [], histories.told
        other = together(histories, (0, 2))
        merged(other, mine)
        merged(mine, other)
        assert waiting(other) == waiting(mine) == [], histories.told
        assert exported(other) == exported(mine), histories.told
        assert wrong(mine) == wrong(other) == [], histories.told


def test_nobody_is_named_anywhere_after_another_laptop_erased_them(first, tmp_path):
    histories = Histories(first, tmp_path, 1)
    mine, other, _ = histories.files
    code = sqlite3.connect(mine).execute("SELECT official_code FROM official").fetchone()[0]
    for db, words in (
        (mine, ("official", "remove", code, "--erase", "--yes")),
        (other, ("official", "edit", code, "--official-name", "Rahmawati", "--yes")),
        (other, ("official", "edit", code, "--phone", "081255512345", "--yes")),
    ):
        assert in_process(*words, db=db).code == 0
    merged(mine, other)
    merged(other, mine)
    for db in (mine, other):
        assert wrong(db) == []
        whole = db.read_bytes()
        for trace in (b"Rahmawati", b"Ani\x00", b"081255512345", code.encode()):
            assert trace not in whole


def test_erasures_on_two_laptops_one_after_the_other_prove(first, tmp_path):
    mine = Path(shutil.copy(first, tmp_path / "mine.db"))
    other = Path(shutil.copy(first, tmp_path / "other.db"))
    both = ("session", "add", "2005", "2026-11-20", "asistensi", "--mentors", "KP|S1")
    assert in_process(*both, db=mine).code == 0
    assert in_process("mentor", "remove", "KP", "--erase", "--yes", db=other).code == 0
    merged(mine, other)
    assert wrong(mine) == []
    assert in_process("mentor", "remove", "S1", "--erase", "--yes", db=mine).code == 0
    assert wrong(mine) == []


DYING = """
import os, sys
from perut_cli.store import db
at, opened, count = int(sys.argv[1]), db.connect, 0

def counted(statement):
    global count
    if statement.startswith(("INSERT", "UPDATE", "DELETE", "COMMIT")):
        count += 1
        if count == at:
            os._exit(9)

def connect(path, *args, **more):
    connection = opened(path, *args, **more)
    if os.path.samefile(path, os.environ["PERUT_DB"]):
        # Few pages in memory, so that some are in the file before all is written.
        connection.execute("PRAGMA cache_size = 5")
        connection.set_trace_callback(counted)
    return connection

db.connect = connect
from perut_cli.cli.app.main import main
from perut_cli.cli.commands import merge
told = merge._say_taken

def taken(*said):
    if at < 0:
        os.write(1, str(count).encode())
        os._exit(9)
    told(*said)

merge._say_taken = taken
sys.argv[1:] = sys.argv[2:]
main()
"""
"""A program that dies at the so many-th statement that writes, at -1 right after all is written."""


def dying(db: Path, other: Path, at: int) -> str:
    """What the program said before it died."""
    surroundings = {**os.environ, "PERUT_DB": str(db), "PERUT_CONFIG": "/nonexistent/config.toml"}
    words = [sys.executable, "-c", DYING, str(at), "merge", str(other)]
    done = subprocess.run(words, env=surroundings, capture_output=True, check=False)
    assert done.returncode == 9, done
    return done.stdout.decode()


def test_a_merge_that_dies_anywhere_leaves_before_or_after(first, tmp_path):
    histories = Histories(first, tmp_path, 7)
    histories.live(STEPS)
    mine, other, _ = histories.files
    whole = Path(shutil.copy(mine, tmp_path / "whole.db"))
    merged(whole, other)
    before, after = batches(mine), batches(whole)
    assert before != after
    last = Path(shutil.copy(mine, tmp_path / "last.db"))
    writing = int(dying(last, other, -1))
    assert batches(last) == after
    assert wrong(last) == []
    hot = 0
    for at in (1, writing // 3, writing // 2, writing - 1, writing):
        db = Path(shutil.copy(mine, tmp_path / f"dies{at}.db"))
        dying(db, other, at)
        hot += db.with_name(f"{db.name}-journal").exists()
        assert batches(db) == before
        assert wrong(db) == []
    assert hot


def batches(db: Path) -> set[str]:
    connection = sqlite3.connect(db)
    found = connection.execute("SELECT uid FROM batch").fetchall()
    connection.close()
    return {uid for (uid,) in found}
