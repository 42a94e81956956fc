"""Named queries from the .sql files: `-- name:`, a title in both languages, the statement."""

from pathlib import Path
from typing import NamedTuple

from perut_cli.core.text import T

SQL = Path(__file__).parent.parent / "sql"


class Query(NamedTuple):
    """A statement with its title."""

    name: str
    title: T
    sql: str


_READ: dict[str, dict[str, Query]] = {}


def queries(file: str) -> dict[str, Query]:
    """All queries of sql/FILE.sql by name."""
    if file not in _READ:
        blocks = (SQL / f"{file}.sql").read_text("utf-8").split("-- name:")[1:]
        _READ[file] = {query.name: query for query in map(_query, blocks)}
    return _READ[file]


def query(file: str, name: str) -> Query:
    """One query of a file."""
    return queries(file)[name]


def _query(block: str) -> Query:
    name, title, sql = block.split("\n", 2)
    english, _, indonesian = title.removeprefix("--").strip().partition(" / ")
    return Query(name.strip(), T(english, indonesian or english), sql.strip().rstrip(";"))
