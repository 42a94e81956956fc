"""Make a database and bring an older one up to date, each step atomic with its record, through
sqlite-utils.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database, Migrations

from perut_cli.core.text import T
from perut_cli.store.batch import Batch
from perut_cli.store.db import (
    AFTER,
    APPLICATION_ID,
    MIGRATIONS_TABLE,
    RECORDED_SHAPE,
    Store,
    connect,
    differences,
    migrations_here,
    refuse,
    shape_of,
    speaking,
)
from perut_cli.store.history import local_seal
from perut_cli.store.history.prove import seal_unsealed
from perut_cli.store.queries import SQL
from perut_cli.store.remove import log_changed
from perut_cli.store.safety import backups

LOCALLY_SEALED = 7
"""The schema from which on what is of a file alone has its digests."""


def upgrade(path: Path, now: datetime) -> None:
    """Migrate a database of ours. Raises what opening and copying raise; then it is as it was."""
    refuse_strange(path, write=True)
    backups.automatic(path, now)
    with speaking(path), closing(connect(path)) as connection:
        connection.execute("PRAGMA trusted_schema = ON")
        # Whoever waited here finds the work done.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        before: int = connection.execute("PRAGMA user_version").fetchone()[0]
        bring_up_to_date(connection)
        refuse(path, differences(shape_of(connection), shape_made_by()))
        store = Store.around(path, connection)
        change_records(store, before)
        seal_unsealed(store)
        if before < LOCALLY_SEALED:
            local_seal.keep(store, {})
        connection.execute("COMMIT")


def refuse_strange(path: Path, *, write: bool = False) -> None:
    """Refuse a file of any schema version whose shape is not the one perut gave it. `write`: it is
    ours, so that what a crash left half done is rolled back first. Raises Damaged P300.
    """
    with speaking(path), closing(connect(path, write=write)) as connection:
        refuse(path, strange(connection))


def strange(connection: sqlite3.Connection) -> list[T]:
    """What differs in a database from what perut made of its own version, in words: its shape, or a
    version that its record of migrations belies, which each opening would migrate anew.
    """
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version not in map(_number, names()):
        return [T("schema {n} was never made", "skema {n} tidak pernah ada").format(n=version)]
    differing = differences(shape_of(connection), shape_made_by(version))
    if differing:
        return differing
    done = {row[0] for row in connection.execute(f"SELECT name FROM {MIGRATIONS_TABLE}")}
    if done == set(names(version)):
        return []
    return [
        T(
            "its version is {n}, its migrations are others",
            "versinya {n}, tetapi migrasinya bukan itu",
        ).format(n=version)
    ]


def shape_made_by(version: int | None = None) -> str:
    """The shape that the migrations up to a version give a new file."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        bring_up_to_date(fresh, version)
        return shape_of(fresh)


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


def _number(name: str) -> int:
    return int(name.split("_", maxsplit=1)[0])


def names(until: int | None = None) -> list[str]:
    """The migrations up to a version, in order."""
    found = sorted(path.stem for path in (SQL / "schema").glob("*.sql"))
    return [name for name in found if until is None or _number(name) <= until]


def migrations(until: int | None = None) -> Migrations:
    """Every file of sql/schema up to a version as a migration, in order."""
    found = Migrations("perut")
    for name in names(until):
        _registered(found, SQL / "schema" / f"{name}.sql")
    return found


def _registered(migrations: Migrations, path: Path) -> None:
    def step(database: Database) -> None:
        for statement in statements(path.read_text("utf-8")):
            database.execute(statement)
        number = _number(path.stem)
        if number == 1:
            for table, columns in SEARCHED.items():
                database.table(table).enable_fts(
                    columns, create_triggers=True, tokenize="unicode61 remove_diacritics 2"
                )
        database.execute(f"PRAGMA user_version = {number}")

    migrations(name=path.stem)(step)


def bring_up_to_date(connection: sqlite3.Connection, until: int | None = None) -> None:
    """Apply the migrations that are due, up to a version."""
    migrations(until).apply(Database(connection))


def create(path: Path) -> sqlite3.Connection:
    """A new database file, readable by its owner only, with all tables. Raises FileExistsError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    bring_up_to_date(connection)
    return connection


if __name__ == "__main__":
    RECORDED_SHAPE.write_bytes(f"{migrations_here()}{AFTER}{shape_made_by()}".encode())


WITH_MODES = 2
"""The schema from which on a visit without a mode is one in mode visit."""


def change_records(store: Store, before: int) -> None:
    """Change the records of a database that was of schema `before`."""
    if before < WITH_MODES:
        _give_modes(store)


def _give_modes(store: Store) -> None:
    """Visits recorded without a mode become those in mode visit, with a line in the history; the
    moment is that of the newest batch, so that two copies of one file agree.
    """
    if not store.value("SELECT EXISTS (SELECT 1 FROM session WHERE mode = '')"):
        return
    number = store.value("SELECT max(id) + 1 FROM batch")
    store.connection.execute(
        "INSERT INTO batch (id, written_at, actor, command, schema_version, changed_count) "
        "SELECT ?1, max(written_at), 'perut', 'upgrade: mode visit', ?2, "
        "(SELECT count(*) FROM session WHERE mode = '') FROM batch",
        (number, WITH_MODES),
    )
    batch = Batch(store, number)
    log_changed(batch, "session", "t.mode = ''")
    store.connection.execute(
        "UPDATE session SET mode = 'visit', batch = ? WHERE mode = ''", (number,)
    )
