"""A small database of the present schema as text, for tests/fixtures: run it before a new migration.

`python tests/schema_fixture.py` writes tests/fixtures/schema_N.sql: the newest fixture there, brought
up to date and worked in once more.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from conftest import in_process
from test_upgrade import FIXTURES, made

from perut_cli.store.db import SCHEMA_VERSION

COMMANDS = (
    ("village", "edit", "2021", "--village-note", "banjir", "--yes"),
    ("session", "add", "2021", "2026-11-23", "supervisi", "--finding", "Kas", "--summary", "x"),
    ("undo", "--yes"),
    ("session", "add", "2021", "2026-11-24", "supervisi", "--summary", "buku kas"),
)
_KINDS = ("table", "index", "trigger", "view")
_SEARCH = "sql LIKE 'CREATE VIRTUAL TABLE%'"
_PARTS_OF_SEARCH = f"""
EXISTS (SELECT 1 FROM sqlite_schema AS v WHERE v.{_SEARCH} AND s.name LIKE v.name || '\\__%' ESCAPE '\\')
"""


def dumped(connection: sqlite3.Connection) -> Iterator[str]:
    """The statements that make the database again; what a search reads is filled by itself."""
    for pragma in ("application_id", "user_version"):
        yield f"PRAGMA {pragma} = {connection.execute(f'PRAGMA {pragma}').fetchone()[0]}"
    parts = connection.execute(
        f"SELECT type, name, sql, {_SEARCH} FROM sqlite_schema AS s WHERE sql IS NOT NULL "
        f"AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND NOT {_PARTS_OF_SEARCH} ORDER BY rowid"
    ).fetchall()
    for kind in _KINDS:
        for _, name, sql, search in (part for part in parts if part[0] == kind):
            yield sql
            if search:
                yield f"INSERT INTO {name}({name}) VALUES ('rebuild')"
            elif kind == "table":
                yield from _rows(connection, name)


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    values = " || ', ' || ".join(f'quote("{column}")' for column in columns)
    for (row,) in connection.execute(f'SELECT {values} FROM "{table}"'):
        yield f'INSERT INTO "{table}" VALUES ({row})'


def main() -> None:
    """Write the fixture of the present schema."""
    with tempfile.TemporaryDirectory() as folder:
        path = made(FIXTURES[-1], Path(folder) / "perut.db")
        for words in COMMANDS:
            done = in_process(*words, db=path)
            assert done.code == 0, done.err
        with closing(sqlite3.connect(path)) as connection:
            script = ";\n".join(dumped(connection))
    target = FIXTURES[-1].with_name(f"schema_{SCHEMA_VERSION}.sql")
    first = f"-- A small database of schema {SCHEMA_VERSION}, as text: read it with `sqlite3 NEW.db < {target.name}`."
    target.write_text(f"{first}\n{script};\n", "utf-8")


if __name__ == "__main__":
    main()
