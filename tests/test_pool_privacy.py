"""What leaves an office names nobody: not in a delivery, not on a shelf, not on a page, not in what is said
of them."""

import sqlite3
import zipfile
from pathlib import Path

import pytest
from conftest import in_process

from perut_cli.core.sheets import SHEETS
from perut_cli.core.vocabulary import WORDS
from perut_cli.pool import folder
from perut_cli.pool.duckdb_engine import DuckDB
from perut_cli.pool.tables import PARTS
from perut_cli.store.db import Store


@pytest.fixture(scope="session")
def secrets(sample_database: Path) -> set[str]:
    """All that the sample holds in words that are personal, but for what an instrument says too."""
    store = Store(sample_database, write=False)
    public = " ".join(row[0] for row in store.rows("SELECT indicator_text FROM indicator"))
    found = {
        str(value)
        for sheet in SHEETS.values()
        for field in sheet.fields
        if field.personal or field.of_person
        for (value,) in store.rows(f"SELECT DISTINCT {field.key} FROM {sheet.name}_sheet")
    }
    # What people are is told in words that are no one's; short ones are part of anything.
    return {value for value in found if len(value) > 3 and value not in public}


@pytest.fixture(scope="session")
def sent(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    done = in_process("send", str(tmp_path_factory.mktemp("sent")), db=sample_database)
    assert done.code == 0, done.err
    return Path(done.out.strip())


def test_no_personal_value_of_any_sheet_is_in_a_delivery(sent, secrets):
    assert len(secrets) > 200
    with zipfile.ZipFile(sent) as archive:
        told = b"\n".join(archive.read(name) for name in archive.namelist()).decode()
    assert "Muara Jaya" in told
    assert [secret for secret in secrets if secret in told] == []


def test_no_personal_value_is_in_a_pool_or_in_what_it_says(sent, secrets, tmp_path):
    root = tmp_path / "pool"
    assert in_process("pool", "init", str(root), "--covers", "63.11").code == 0
    told = []
    for words in (
        ("add", str(root), str(sent)),
        ("status", str(root)),
        ("report", "progress", str(root)),
        ("report", "indicators", str(root), "--by", "village"),
        ("report", "target", str(root), "--instrument", "APARATUR"),
        ("page", str(root), "-o", str(tmp_path / "page.html"), "--since", "2026-03-01"),
        ("check", str(root)),
        ("send", str(root), str(tmp_path / "up")),
    ):
        done = in_process("pool", *words)
        assert done.code == 0, done.err
        told += [done.out, done.err]
    told.append((tmp_path / "page.html").read_text("utf-8"))
    reader, pool = DuckDB(), folder.opened(root)
    for part in PARTS:
        reader.shelves(part.name, {}, [str(folder.shelf(pool, part.name, "63.11"))], "")
        told += [repr(row) for row in reader.run(f"SELECT * FROM p_{part.name}", {})]
    for path in root.rglob("*"):
        if path.is_file() and path.suffix in (".json", "") and path.name != "lock":
            told.append(path.read_text("utf-8"))
    everything = "\n".join(told)
    assert "Muara Jaya" in everything
    assert [secret for secret in secrets if secret in everything] == []


def columns_read(database: Path, sql: str) -> set[tuple[str, str]]:
    """The (table, column) that a statement reads, as SQLite itself tells."""
    read: set[tuple[str, str]] = set()

    def told(action: int, table: str | None, column: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and table and column:
            read.add((table, column))
        return sqlite3.SQLITE_OK

    connection = sqlite3.connect(database)
    connection.create_function("drawn", 1, lambda id_: id_)
    connection.set_authorizer(told)
    connection.execute(sql).fetchall()
    return read


def test_what_leaves_is_read_from_few_tables_and_only_ordered_by_codes_of_people(sample_database):
    read = {one for part in PARTS for one in columns_read(sample_database, part.sql)}
    assert {table for table, _ in read} == {
        "village", "instrument", "indicator", "dimension", "official", "post", "assessment",
        "mentor", "score", "session", "session_village", "action", "finding", "plan",
        "obligation", "submission", "filling",
    }  # fmt: skip
    of_people = {
        (table, column)
        for table, column in read
        if column in WORDS and (WORDS[column].personal or WORDS[column].of_person)
    }
    assert of_people == {
        ("assessment", "assessment_code"),
        ("action", "action_code"),
        ("mentor", "mentor_code"),
    }
    leaving = {column for part in PARTS for column in part.columns}
    assert leaving.isdisjoint(column for _, column in of_people)
