"""Keys that are given up and taken again: which record is which when laptops become one."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Result, in_process, records

PLAN = ("plan", "add", "2021")
REUSED = {
    "village": (
        ("village", "add", "63.11.03.2099", "--village-name", "Lama"),
        ("village", "edit", "2099", "--village-code", "63.11.03.2098"),
        ("village", "add", "63.11.03.2099", "--village-name", "Lain"),
    ),
    "mentor": (
        ("mentor", "add", "X1", "--mentor-name", "Satu Contoh"),
        ("mentor", "edit", "X1", "--mentor-code", "X2"),
        ("mentor", "add", "X1", "--mentor-name", "Dua Contoh"),
    ),
    "plan": (
        (*PLAN, "2027-01-04", "supervisi", "--reason", "satu"),
        ("plan", "edit", "2021", "2027-01-04", "supervisi", "--plan-date", "2027-03-01"),
        (*PLAN, "2027-01-04", "supervisi", "--reason", "dua"),
    ),
    "holiday": (
        ("holiday", "add", "2026-12-24", "--name", "satu"),
        ("holiday", "edit", "2026-12-24", "--date", "2026-12-25"),
        ("holiday", "add", "2026-12-24", "--name", "dua"),
    ),
}


@pytest.fixture
def laptops(empty: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Where the database of one laptop is, and where that of the other will be."""
    told(empty, "village", "add", "63.11.03.2021", "--village-name", "Putat Basiun")
    return empty, tmp_path / "other.db"


def told(db: Path, *words: str) -> Result:
    """A command that is confirmed and succeeds."""
    ran = in_process(*words, "--yes", db=db)
    assert ran.code == 0, ran.err
    return ran


def files(db: Path, place: Path) -> dict[str, bytes]:
    """The plain export of a database."""
    told(db, "export", str(place))
    return {file.name: file.read_bytes() for file in place.iterdir() if file.suffix == ".csv"}


@pytest.mark.parametrize("sheet", REUSED)
def test_a_key_given_up_and_taken_again_is_of_two_records(laptops, tmp_path, sheet):
    here, there = laptops
    made, renamed, again = REUSED[sheet]
    told(here, *made)
    shutil.copy(here, there)
    told(there, *renamed)
    told(there, *again)
    told(here, "setting", "edit", "target", "--value", "70")
    told(here, "merge", str(there))
    told(there, "merge", str(here))
    assert files(here, tmp_path / "a") == files(there, tmp_path / "b")
    listed = records(told(here, sheet, "list").out)
    own = [row for row in listed if "63.11.03.2021" not in row.values() or sheet == "plan"]
    assert len(own) == 2
    for db in (here, there):
        told(db, "check")
    told(there, "undo")
    told(there, "redo")
    told(there, "check")


def test_who_yields_a_key_is_listed_where_nothing_of_it_changed_here(laptops):
    here, there = laptops
    told(here, *PLAN, "2027-02-01", "supervisi")
    told(here, *PLAN, "2027-01-04", "supervisi")
    shutil.copy(here, there)
    for db, day in ((here, "2027-02-01"), (there, "2027-01-04")):
        told(db, "plan", "edit", "2021", day, "supervisi", "--plan-date", "2027-03-01")
    merged = told(here, "merge", str(there), "--format", "csv")
    assert records(merged.out)[0]["conflict_count"] == "1"
    listed = records(told(here, "conflicts").out)
    assert {(row["conflict_kind"], row["key"]) for row in listed} == {
        ("key", "63.11.03.2021 2027-03-01 supervisi")
    }


def test_who_yields_a_key_takes_no_former_one_that_is_in_use(laptops, tmp_path):
    here, there = laptops
    for mentor, day in (("satu", "2027-02-01"), ("dua", "2027-01-04")):
        told(here, *PLAN, day, "supervisi", "--reason", mentor)
    shutil.copy(here, there)
    for db, day in ((here, "2027-02-01"), (there, "2027-01-04")):
        told(db, "plan", "edit", "2021", day, "supervisi", "--plan-date", "2027-03-01")
        told(db, *PLAN, day, "supervisi", "--reason", f"lagi {day}")
    told(here, "merge", str(there))
    told(there, "merge", str(here))
    assert files(here, tmp_path / "a") == files(there, tmp_path / "b")
    reasons = {row["reason"] for row in records(told(here, "plan", "list").out)}
    assert reasons == {"satu", "dua", "lagi 2027-02-01", "lagi 2027-01-04"}
    for db in (here, there):
        told(db, "check")


def test_two_records_that_nothing_tells_apart_are_refused_before_a_copy_is_made(laptops):
    here, there = laptops
    made, renamed, again = REUSED["plan"]
    told(here, *made)
    shutil.copy(here, there)
    told(there, *renamed)
    told(there, *again)
    with closing(sqlite3.connect(there)) as connection, connection:
        # So an earlier perut left it.
        connection.execute("DELETE FROM identity")
        connection.execute("DELETE FROM local_seal WHERE kind = 'identity'")
    for words in (("merge", str(there), "--dry-run"), ("merge", str(there))):
        refused = in_process(*words, "--yes", db=here)
        assert refused.code == 5
        assert refused.err.startswith("error P348: two records of Plans began as 63.11.03.2021 ")
    assert not (here.parent / "perut-backups").exists()
    for day in ("2027-01-04", "2027-03-01"):
        told(there, "plan", "remove", "2021", day, "supervisi")
    for day in ("2027-01-04", "2027-03-01"):
        told(there, *PLAN, day, "supervisi")
    told(here, "merge", str(there))
    assert told(here, "plan", "list").out == told(there, "plan", "list").out


def test_a_removal_that_others_rest_on_names_both_ways_to_settle_it(laptops):
    here, there = laptops
    told(here, "mentor", "add", "X1", "--mentor-name", "Satu Contoh")
    shutil.copy(here, there)
    told(here, "mentor", "remove", "X1")
    told(there, *PLAN, "2027-01-04", "supervisi", "--mentor-code", "X1")
    told(here, "merge", str(there))
    (number,) = {row["conflict"] for row in records(told(here, "conflicts").out)}
    refused = in_process("conflicts", "settle", number, "--keep", "there", "--yes", db=here)
    assert (refused.code, refused.err.splitlines()[-1]) == (
        5,
        f"hint: keep it with `perut conflicts settle {number} --keep here`, or remove all of it: "
        "`perut mentor remove X1 --with-dependants`",
    )
    told(here, "mentor", "remove", "X1", "--with-dependants")
    assert records(told(here, "conflicts").out) == []
