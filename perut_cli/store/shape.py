"""The shape of a database: which tables, views, indexes, triggers and rules it has, and what
differs from the ones that perut makes, in a file that another program had in its hands.
"""

import re
import sqlite3
from pathlib import Path

from perut_cli.core.errors import Damaged
from perut_cli.core.text import T

SCHEMA = Path(__file__).parent.parent / "sql" / "schema"
MADE = SCHEMA / "made.txt"
"""The shape of a new file and the migrations that make it: comparing with it is all that opening
costs. `python -m perut_cli.store.migrate` renews it; a test holds it current.
"""

BETWEEN, AFTER = "\x1f", "\x1e\n"

_QUERY = """
SELECT type, name, tbl_name, sql FROM sqlite_schema
WHERE sql IS NOT NULL
  AND NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4', 'sqlite_sequence'))
ORDER BY type, name
"""

RECORD = "_sqlite_migrations"
"""The table of the migrations done, which sqlite-utils makes as it likes."""

MOST = 8
"""Differences named at most."""

_KINDS = {
    "table": T("table", "tabel"),
    "index": T("index", "indeks"),
    "view": T("view", "tampilan"),
    "trigger": T("trigger", "pemicu"),
}


def shape_of(connection: sqlite3.Connection) -> str:
    """The shape of a database as one text."""
    return AFTER.join(BETWEEN.join(map(str, row)) for row in connection.execute(_QUERY))


def made() -> tuple[str, str]:
    """The migrations by which the recorded shape was made, and that shape; blank where the record
    is not there.
    """
    try:
        migrations, _, shape = MADE.read_bytes().decode().partition(AFTER)
    except OSError:
        return "", ""
    return migrations, shape


def migrations_here() -> str:
    """The migrations of this version by name and size."""
    return " ".join(f"{path.name}:{path.stat().st_size}" for path in sorted(SCHEMA.glob("*.sql")))


def check_shape(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a database of the present version whose shape another program changed, before anything
    of it is run. Raises Damaged P300.
    """
    here = shape_of(connection)
    migrations, recorded = made()
    # A record older than the migrations, while somebody works on perut itself, proves nothing.
    if here != recorded and migrations == migrations_here():
        refuse(path, differences(here, recorded))


def refuse(path: Path, differing: list[T]) -> None:
    """Refuse a database with differences, named. Raises Damaged P300."""
    if differing:
        told = T(
            "; ".join(one.en for one in differing[:MOST]),
            "; ".join(one.id for one in differing[:MOST]),
        )
        raise Damaged(
            "P300",
            T(
                "another program changed the shape of {path}: {what}",
                "program lain mengubah bentuk {path}: {what}",
            ).format(path=path, what=told),
            T(
                "nothing in it was run; bring back a copy with `perut restore newest`",
                "tidak ada isinya yang dijalankan; pulihkan salinan dengan `perut pulihkan "
                "terbaru`",
            ),
        )


def differences(here: str, expected: str) -> list[T]:
    """What differs between a shape and the one that perut makes, in words."""
    found, known = _parts(here), _parts(expected)
    told = [_told(part, T("added", "ditambah")) for part in found if part not in known]
    told += [_told(part, T("dropped", "dihapus")) for part in known if part not in found]
    told += [
        _told(part, T("changed", "diubah"))
        for part, sql in found.items()
        if part in known and known[part] != sql
    ]
    return told


def _parts(shape: str) -> dict[tuple[str, ...], str]:
    """The parts of a shape, (kind, name, table) → SQL spelled in one way."""
    found = {}
    for row in shape.split(AFTER):
        *part, sql = row.split(BETWEEN, 3)
        plain = re.sub(r"[\s\"\[\]]+", " ", sql).replace(" (", "(").replace("( ", "(")
        found[tuple(part)] = "" if RECORD in part else plain.strip().lower()
    return found


def _told(part: tuple[str, ...], what: T) -> T:
    kind = _KINDS.get(part[0], T(part[0], part[0]))
    name = part[1] if len(part) > 1 else ""
    return T(f"{kind.en} {name} {what.en}", f"{kind.id} {name} {what.id}")
