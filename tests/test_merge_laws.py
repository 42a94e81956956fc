"""Laws of merging over the store: whoever holds the same batches shows the same, nothing typed is lost
in silence, what is settled stays settled, and the history proves.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
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
    max_examples=8, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
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


@pytest.mark.parametrize("after", [0.15, 0.3, 0.45, 0.6])
def test_a_merge_killed_at_any_moment_leaves_before_or_after(first, tmp_path, after):
    histories = Histories(first, tmp_path, 7)
    histories.live(STEPS)
    mine, other, _ = histories.files
    whole = Path(shutil.copy(mine, tmp_path / "whole.db"))
    merged(whole, other)
    states = [batches(mine), batches(whole)]
    surroundings = {**os.environ, "PERUT_DB": str(mine), "PERUT_CONFIG": "/nonexistent/config.toml"}
    command = [sys.executable, "-m", "perut_cli", "merge", str(other)]
    with subprocess.Popen(
        command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as merging:
        time.sleep(after)
        merging.kill()
    assert batches(mine) in states
    assert wrong(mine) == []


def batches(db: Path) -> set[str]:
    connection = sqlite3.connect(db)
    found = connection.execute("SELECT uid FROM batch").fetchall()
    connection.close()
    return {uid for (uid,) in found}
