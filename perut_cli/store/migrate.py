"""Making a database and bringing an older one up to date, each step atomic with its record, through
sqlite-utils.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database, Migrations

from perut_cli.store.db import APPLICATION_ID, Store, connect, speaking
from perut_cli.store.history.prove import seal_unsealed
from perut_cli.store.queries import SQL
from perut_cli.store.safety import backups


def upgrade(path: Path, now: datetime) -> None:
    """Migrate a database of ours. Raises what opening and copying raise; then it is as it was."""
    backups.automatic(path, now)
    with speaking(path), closing(connect(path)) as connection:
        # Whoever waited here finds the work done.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        bring_up_to_date(connection)
        seal_unsealed(Store.around(path, connection))
        connection.execute("COMMIT")


SEARCHED = {
    "session": ("summary", "guests", "place"),
    "finding": ("finding_text",),
    "action": ("action_text", "responsible"),
    "village": ("village_note",),
    "assessment": ("assessment_note",),
    "attendance": ("attendance_note",),
    "submission": ("submission_note",),
    "filling": ("filling_note",),
}
"""What full-text search reads: what was said, found, agreed and noted."""


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL file, one by one: `executescript` would commit first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def migrations() -> Migrations:
    """Every file of sql/schema as a migration, in order."""
    found = Migrations("perut")
    for path in sorted((SQL / "schema").glob("*.sql")):
        _registered(found, path)
    return found


def _registered(found: Migrations, path: Path) -> None:
    def step(database: Database) -> None:
        for statement in statements(path.read_text("utf-8")):
            database.execute(statement)
        number = int(path.stem.split("_")[0])
        if number == 1:
            for table, columns in SEARCHED.items():
                database.table(table).enable_fts(
                    columns, create_triggers=True, tokenize="unicode61 remove_diacritics 2"
                )
        database.execute(f"PRAGMA user_version = {number}")

    found(name=path.stem)(step)


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Apply the migrations that are due."""
    migrations().apply(Database(connection))


def create(path: Path) -> sqlite3.Connection:
    """A new database file, readable by its owner only, with all tables. Raises FileExistsError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    bring_up_to_date(connection)
    return connection
