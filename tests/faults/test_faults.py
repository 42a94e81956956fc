"""The faults in their short form; the long one is `python tests/bench/faults.py`."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from merge_histories import Histories, merged, office, settled, wrong
from test_upgrade import made

pytestmark = pytest.mark.long

faults = pytest.importorskip("faults", exc_type=ImportError)  # signals and limits of POSIX
hostile = pytest.importorskip("hostile", exc_type=ImportError)


def held(figures):
    assert figures.well == figures.tried, figures.told


def test_a_kill_at_any_moment_leaves_the_state_before_or_after(sample_database, tmp_path):
    for name, figures in faults.kills(sample_database, tmp_path, 2, seed=os.getpid()):
        assert figures.well == figures.tried, (name, figures)


def test_eight_writers_at_once_lose_nothing(sample_database, tmp_path):
    held(faults.writers(sample_database, tmp_path, 8, 3))


def test_a_full_disk_leaves_nothing_half_written(sample_database, tmp_path):
    held(faults.full_disks(sample_database, tmp_path, 5, seed=os.getpid()))


def test_a_full_disk_during_a_merge_names_our_own_place(sample_database, tmp_path):
    mine = Path(shutil.copy(sample_database, tmp_path / "mine.db"))
    other = Path(shutil.copy(sample_database, tmp_path / "other.db"))
    assert hostile.in_process("village", "edit", "muara", "--village-note", "x", db=other).code == 0
    before = mine.read_bytes()
    most = mine.stat().st_size // 2
    code, out, err = faults.finished(
        ["merge", str(other), "--db", str(mine)],
        preexec_fn=lambda: faults.resource.setrlimit(faults.resource.RLIMIT_FSIZE, (most, most)),
    )
    assert (code, out) == (1, "")
    assert "P076" in err
    assert str(mine) in err
    assert str(other) not in err
    assert mine.read_bytes() == before


def test_a_damaged_file_is_told_in_a_sentence(sample_database, tmp_path):
    held(faults.malformed(sample_database, tmp_path, 40, seed=1))


def test_nonsense_on_the_command_line_ends_in_a_sentence(sample_database, tmp_path):
    held(faults.nonsense(sample_database, tmp_path, 400, seed=1))


def test_nonsense_in_a_file_ends_in_a_sentence(sample_database, tmp_path):
    held(faults.bad_files(sample_database, tmp_path, 150, seed=1))


def test_a_strange_shape_is_refused_by_all(sample_database, tmp_path):
    held(hostile.hostile(sample_database, tmp_path, 4))


@pytest.mark.parametrize("sql", hostile.STRANGE[:5:2])
@pytest.mark.parametrize("name", ["schema_1", "schema_6"])
def test_a_strange_file_of_an_earlier_version_is_refused_unchanged(tmp_path, name, sql):
    fixture = Path(__file__).parents[1] / "fixtures" / f"{name}.sql"
    db = made(fixture, tmp_path / "p.db")
    with closing(sqlite3.connect(db)) as other:
        other.executescript(sql)
    before = db.read_bytes()
    assert hostile.in_process("village", "list", db=db).code == 7
    assert db.read_bytes() == before


def test_one_change_of_any_row_is_named(sample_database, tmp_path):
    lived = hostile.lived(sample_database, tmp_path)
    assert hostile.in_process("check", db=lived).code == 0
    held(hostile.tampered(lived, tmp_path, 12, seed=os.getpid()))


COMMANDS = (
    ("village", "edit", "muara", "--village-note", "{n}"),
    ("mentor", "add", "--mentor-code", "X{n}", "--mentor-name", "Petugas {n}"),
    ("mentor", "edit", "X{n}", "--mentor-code", "Y{n}", "--yes"),
    ("mentor", "remove", "Y{n}", "--erase", "--yes"),
    ("session", "add", "putat", "2026-10-0{n}", "supervisi", "--mentors", "X{n}"),
    ("session", "remove", "2021-26100{n}", "--with-dependants", "--yes"),
    ("score", "import", "-", "--yes"),
    ("official", "add", "--village-code", "muara", "--official-name", "Orang {n} (contoh)"),
    ("official", "remove", "Orang {n} (contoh)", "--erase", "--yes"),
    ("undo", "--yes"),
    ("redo", "--yes"),
    ("undo", "3", "--yes", "--partial"),
)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(st.tuples(st.integers(0, len(COMMANDS) - 1), st.integers(1, 3)), max_size=9),
    seed=st.integers(0, 10**6),
)
def test_after_any_commands_the_chain_proves_and_one_change_is_named(
    sample_database, tmp_path_factory, steps, seed
):
    work = tmp_path_factory.mktemp("any")
    db = Path(shutil.copy(sample_database, work / "perut.db"))
    head = "village_code,instrument_code,assessment_date,stage,indicator_code,score\n"
    for which, n in steps:
        words = [word.format(n=n) for word in COMMANDS[which]]
        rows = f"muara,DESA,2026-10-0{n},monitoring,A.1,{n - 1}\n"
        done = hostile.in_process(*words, db=db, stdin=head + rows)
        assert done.code in (0, 1, 3, 4, 5), done.err
    proved = hostile.in_process("check", db=db)
    assert (proved.code, "altered" in proved.out) in ((0, False), (1, False)), proved.out
    held(hostile.tampered(db, work, 6, seed))


def test_one_change_of_any_row_is_named_where_laptops_met(sample_database, tmp_path):
    joined = hostile.joined(sample_database, tmp_path)
    assert hostile.in_process("check", db=joined).code == 0
    held(hostile.tampered(joined, tmp_path, 16, seed=os.getpid()))


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    return office(tmp_path_factory.mktemp("office") / "perut.db")


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@example(seed=25094)
@given(seed=st.integers(0, 10**6))
def test_after_any_commands_on_three_laptops_the_whole_proves_and_one_change_is_named(
    first, tmp_path_factory, seed
):
    histories = Histories(first, tmp_path_factory.mktemp("laptops"), seed)
    histories.live(12)
    whole = histories.files[0]
    for other in histories.files[1:]:
        merged(whole, other)
    settled(whole, histories.chance)
    assert wrong(whole) == [], histories.told
    held(hostile.tampered(whole, histories.folder, 6, seed))


def test_no_clock_makes_a_copy_newer_than_it_is(sample_database, tmp_path):
    held(hostile.clocks(sample_database, tmp_path, 2))


def test_an_erased_person_is_in_no_byte(sample_database, tmp_path):
    held(hostile.erased(sample_database, tmp_path, 2))
