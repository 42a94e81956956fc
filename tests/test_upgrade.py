"""Migrations tried: a database of every earlier schema, upgraded, checked, and brought back by its copy."""

import importlib
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from conftest import in_process
from test_opening import crashed
from test_undo import exported, sound

from perut_cli.store.db import SCHEMA_VERSION, version_of
from perut_cli.store.migrate import statements
from perut_cli.store.queries import SQL
from perut_cli.store.safety import backups

pytestmark = pytest.mark.long

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("schema_*.sql"))


def made(fixture: Path, path: Path) -> Path:
    """The database that a text dump describes."""
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements(fixture.read_text("utf-8")):
        connection.execute(statement)
    connection.close()
    path.chmod(0o600)
    return path


ROOT = Path(__file__).parent.parent / "perut_cli"
BY_NUMBER = [
    path.relative_to(ROOT.parent).with_suffix("").as_posix().replace("/", ".")
    for path in ROOT.rglob("*.py")
    if re.search(r"\bSCHEMA_VERSION\b", path.read_text("utf-8"))
]
"""Who goes by the number of the schema."""


@pytest.fixture
def newer(tmp_path, monkeypatch):
    """A program that knows one schema more: a column of villages."""
    folder = tmp_path / "sql"
    shutil.copytree(SQL, folder)
    number = SCHEMA_VERSION + 1
    (folder / "schema" / f"{number:04}_colour.sql").write_text(
        "CREATE TABLE colour (id INTEGER PRIMARY KEY, colour TEXT NOT NULL) STRICT;\n"
        "ALTER TABLE village ADD COLUMN colour TEXT NOT NULL DEFAULT '';\n"
    )
    for module in BY_NUMBER:
        importlib.import_module(module)
    monkeypatch.setattr("perut_cli.store.migrate.SQL", folder)
    monkeypatch.setattr("perut_cli.store.db.SCHEMA", folder / "schema")
    for module in BY_NUMBER:
        monkeypatch.setattr(f"{module}.SCHEMA_VERSION", number)
    monkeypatch.setitem(
        __import__("perut_cli.store.db", fromlist=["MIGRATED"]).MIGRATED,
        number,
        frozenset({"village"}),
    )
    return number


RELEASED = (1, 5, 6, 7)
"""Schemas that users have."""


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
@pytest.mark.parametrize("command", [("backup",), ("village", "list")])
def test_an_older_database_that_a_crash_left_half_written_is_rolled_back_first(
    fixture, command, tmp_path
):
    db = made(fixture, tmp_path / "perut.db")
    crashed(db)
    done = in_process(*command, db=db)
    assert done.code == 0, done.err
    assert "X" not in in_process("village", "list", db=db).out
    sound(db)


def test_there_is_a_fixture_of_every_schema_that_users_have():
    assert [path.stem for path in FIXTURES] == [f"schema_{number}" for number in RELEASED]
    assert RELEASED[-1] >= SCHEMA_VERSION - 1, (
        "before the new migration: `python tests/schema_fixture.py`, and its number in RELEASED"
    )


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_a_database_of_every_schema_opens_and_is_sound(fixture, tmp_path):
    db = made(fixture, tmp_path / "perut.db")
    assert in_process("village", "show", "2021", db=db).code == 0
    assert version_of(db) == SCHEMA_VERSION
    sound(db)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_a_migration_is_made_checked_and_taken_back_by_its_copy(fixture, tmp_path, newer):
    db = made(fixture, tmp_path / "perut.db")
    before = db.read_bytes()
    seen = in_process("village", "list", db=db)
    assert seen.code == 0, seen.err
    assert version_of(db) == newer
    sound(db)
    copy = backups.newest(db)
    assert version_of(copy.path) == int(fixture.stem.removeprefix("schema_"))
    assert exported(db, tmp_path / "after") == exported(
        made(fixture, tmp_path / "twin.db"), tmp_path / "twin"
    )
    shutil.copy(copy.path, tmp_path / "copy.db")
    with (
        sqlite3.connect(tmp_path / "copy.db") as old,
        sqlite3.connect(made(fixture, tmp_path / "first.db")) as first,
    ):
        assert list(old.iterdump()) == list(first.iterdump())
    assert in_process("restore", "newest", "--yes", db=db).code == 0
    assert version_of(db) == version_of(copy.path)
    assert len(before) == db.stat().st_size


def test_a_migration_that_fails_leaves_all_as_it_was(tmp_path, newer):
    db = made(FIXTURES[-1], tmp_path / "perut.db")
    before = db.read_bytes()
    path = tmp_path / "sql" / "schema" / f"{newer:04}_colour.sql"
    path.write_text(path.read_text() + "ALTER TABLE nothing ADD COLUMN x;\n")
    failed = in_process("village", "list", db=db)
    assert failed.code == 7
    assert db.read_bytes() == before


def test_undo_refuses_a_batch_older_than_a_migration_of_its_tables_only(tmp_path, newer):
    db = made(FIXTURES[-1], tmp_path / "perut.db")
    assert in_process("history", db=db).code == 0
    connection = sqlite3.connect(db)
    village, finding = (
        connection.execute(
            "SELECT batch_id FROM change WHERE table_name = ? AND act = 'changed'", (name,)
        ).fetchone()[0]
        for name in ("village", "finding")
    )
    connection.close()
    refused = in_process("undo", str(village), "--yes", db=db)
    assert (refused.code, "P094" in refused.err) == (5, True)
    assert in_process("undo", str(finding), "--yes", db=db).code == 0
    assert in_process("village", "edit", "2021", "--village-note", "x", db=db).code == 0
    assert in_process("undo", "--yes", db=db).code == 0
    sound(db)


def test_a_newer_database_is_refused(sample, tmp_path):
    connection = sqlite3.connect(sample)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = sample.read_bytes()
    for command in (
        ["village", "list"],
        ["village", "edit", "muara", "--village-note", "x"],
        ["backup"],
        ["restore", "--yes"],
        ["check"],
    ):
        refused = in_process(*command, db=sample)
        assert (refused.code, refused.out) in ((7, ""), (4, "")), command
    assert sample.read_bytes() == before
