"""The faults in their short form; the long one is `python tests/bench/faults.py`."""

import os

import pytest

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


def test_a_damaged_file_is_told_in_a_sentence(sample_database, tmp_path):
    held(faults.malformed(sample_database, tmp_path, 40, seed=1))


def test_nonsense_on_the_command_line_ends_in_a_sentence(sample_database, tmp_path):
    held(faults.nonsense(sample_database, tmp_path, 400, seed=1))


def test_nonsense_in_a_file_ends_in_a_sentence(sample_database, tmp_path):
    held(faults.bad_files(sample_database, tmp_path, 150, seed=1))


def test_a_strange_shape_is_refused_by_all(sample_database, tmp_path):
    held(hostile.hostile(sample_database, tmp_path, 4))


def test_one_change_of_any_row_is_named(sample_database, tmp_path):
    lived = hostile.lived(sample_database, tmp_path)
    assert hostile.in_process("check", db=lived).code == 0
    held(hostile.tampered(lived, tmp_path, 12, seed=os.getpid()))


def test_no_clock_makes_a_copy_newer_than_it_is(sample_database, tmp_path):
    held(hostile.clocks(sample_database, tmp_path, 2))


def test_an_erased_person_is_in_no_byte(sample_database, tmp_path):
    held(hostile.erased(sample_database, tmp_path, 2))
