"""Open the database: only one of ours, never of a newer schema; every failure is an error in
words.
"""

import os
import re
import sqlite3
import stat
import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from perut_cli.core.characters import folded
from perut_cli.core.errors import Damaged, Invalid, NotFound, PerutError
from perut_cli.core.text import T
from perut_cli.core.values import Row
from perut_cli.store.sqlite_errors import damaged, translated, unreadable

Values = Mapping[str, object] | Sequence[object]
"""What is bound to a query: by name or by place."""

APPLICATION_ID = 0x50525554
"""`PRUT` in the file's header says that it is ours."""

SCHEMA_VERSION = 7
"""The number of the newest file in sql/schema; a test holds it."""

MIGRATED: dict[int, frozenset[str]] = {
    2: frozenset(),
    3: frozenset(),
    4: frozenset(),
    5: frozenset(),
    6: frozenset(),
    7: frozenset(),
}
"""Which tables of records each schema after the first changed:
undo refuses older batches of them; one not named here changed all.
"""

BUSY_MILLISECONDS = 10_000
_IDS_AT_ONCE = 10_000
_MAGIC = b"SQLite format 3\0"


def version_of(path: Path) -> int:
    """The schema version of a database file of ours. Raises NotFound, Invalid or Damaged when it
    isn't one.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _irregular(path)
        with path.open("rb") as file:
            header = file.read(100)
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound(
            "P071",
            T("no database at {path}", "tidak ada basis data di {path}").format(path=path),
            T(
                "make one with `perut init`, or see the sample with `perut demo`",
                "buat dengan `perut mulai`, atau lihat contoh dengan `perut demo`",
            ),
        ) from None
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if (
        len(header) < 100
        or header[:16] != _MAGIC
        or struct.unpack(">I", header[68:72])[0] != APPLICATION_ID
    ):
        raise _not_ours(path)
    version: int = struct.unpack(">I", header[60:64])[0]
    if version > SCHEMA_VERSION:
        raise _newer(path, version)
    return version


def _not_ours(path: Path) -> PerutError:
    """A file that perut did not make."""
    return Damaged(
        "P073",
        T("{path} is not a perut database", "{path} bukan basis data perut").format(path=path),
        T(
            "name another file with --db, or bring back a copy with `perut restore`",
            "sebut berkas lain dengan --basis-data, atau pulihkan salinan dengan `perut pulihkan`",
        ),
    )


def _newer(path: Path, version: int) -> PerutError:
    """A file of a newer program."""
    return Damaged(
        "P074",
        T(
            "{path} is of a newer perut (schema {version}, this one knows {known})",
            "{path} dari perut yang lebih baru (skema {version}, yang ini mengenal {known})",
        ).format(path=path, version=version, known=SCHEMA_VERSION),
        T(
            "install the newer perut on this laptop",
            "pasang perut yang lebih baru di laptop ini",
        ),
    )


def _irregular(path: Path) -> PerutError:
    what = T("a folder", "folder") if path.is_dir() else T("a device", "perangkat")
    return Invalid(
        "P011",
        T(
            "{path} is {what}, not a database file", "{path} adalah {what}, bukan berkas basis data"
        ).format(path=path, what=what),
        T("name a file with --db", "sebut berkas dengan --basis-data"),
    )


def connect(path: Path, *, write: bool = True, wait: bool = True) -> sqlite3.Connection:
    """A connection with our settings; read-only where the file can't be written. `wait`: for
    another program to be done.
    """
    mode = "rw" if write and os.access(path, os.W_OK) else "ro"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_MILLISECONDS / 1000 if wait else 0,
        cached_statements=512,
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA temp.cache_size = -65536")
    return connection


@contextmanager
def speaking(path: Path) -> Iterator[None]:
    """Turn every failure of SQLite inside into an error of ours."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise translated(error, path) from error


def _comparing_names(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection, its SQL knowing what names are compared by."""
    connection.create_function("folded", 1, folded, deterministic=True)
    return connection


class Store:
    """An open database: reads anything, writes through one transaction at a time."""

    ranks_first = False
    """Whether dropping rows by a window before they are handed over pays: in SQLite it doesn't."""

    def __init__(self, path: Path, *, write: bool = True, wait: bool = True) -> None:
        """Open a database of ours of the present schema version. Raises NotFound, Invalid, Damaged,
        Busy.
        """
        self.path = path
        self.staged: dict[str, tuple[str, ...]] = {}
        self.written = False
        with speaking(path):
            self.connection = _comparing_names(connect(path, write=write, wait=wait))
            # The first read rolls back what a crash left behind.
            self.version: int = self.connection.execute("PRAGMA user_version").fetchone()[0]
            if self.version == SCHEMA_VERSION:
                check_shape(self.connection, path)
            if self.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
                self._leave_wal()

    @classmethod
    def around(cls, path: Path, connection: sqlite3.Connection) -> "Store":
        """A store over a connection that is open already, in whose transaction it works."""
        store = cls.__new__(cls)
        store.path, store.connection = path, _comparing_names(connection)
        store.staged, store.written = {}, False
        store.version = connection.execute("PRAGMA user_version").fetchone()[0]
        return store

    def _leave_wal(self) -> None:
        """Another program made it a database of several files: one again, if nobody else has it
        open.
        """
        with suppress(sqlite3.OperationalError):
            self.connection.execute("PRAGMA journal_mode = DELETE")

    def select(self, sql: str, values: Values = ()) -> sqlite3.Cursor:
        """Rows of a query, lazily."""
        with speaking(self.path):
            return self.connection.execute(sql, values)

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query."""
        try:
            return self.connection.execute(sql, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise translated(error, self.path) from error

    def value(self, sql: str, values: Values = ()) -> Any:
        """The first cell of a query, None without a row."""
        try:
            row = self.connection.execute(sql, values).fetchone()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise translated(error, self.path) from error
        return row[0] if row else None

    def state(self) -> tuple[int, int]:
        """What differs as soon as this or another program has written."""
        elsewhere = self.connection.execute("PRAGMA data_version").fetchone()[0]
        return self.connection.total_changes, int(elsewhere)

    def id_lists(self, ids: Sequence[int]) -> Iterator[str]:
        """Ids as a query's `IN (…)` takes them, several statements' worth where they are many."""
        for start in range(0, len(ids), _IDS_AT_ONCE):
            yield ", ".join(str(int(id_)) for id_ in ids[start : start + _IDS_AT_ONCE])

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state of the file, whatever others write meanwhile."""
        if self.connection.in_transaction:
            yield
            return
        with speaking(self.path):
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self.connection.execute("ROLLBACK")

    def damage(self) -> PerutError | None:
        """The error for what SQLite finds wrong with the file, None where it is whole."""
        try:
            return None if self.value("PRAGMA quick_check(1)") == "ok" else damaged(self.path)
        except PerutError as error:
            return error

    def close(self) -> None:
        """Close the file."""
        self.connection.close()


SCHEMA = Path(__file__).parent.parent / "sql" / "schema"
RECORDED_SHAPE = SCHEMA / "made.txt"
"""The shape of a new file and the migrations that make it: comparing with it is all that opening
costs. `python -m perut_cli.store.migrate` renews it; a test holds it current.
"""

BETWEEN, AFTER = "\x1f", "\x1e\n"

_SHAPE = """
SELECT type, name, tbl_name, sql FROM sqlite_schema
WHERE sql IS NOT NULL
  AND NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4', 'sqlite_sequence'))
ORDER BY type, name
"""

MIGRATIONS_TABLE = "_sqlite_migrations"
"""The table of the migrations done, which sqlite-utils makes as it likes."""

MOST_DIFFERENCES = 8
"""Differences named at most."""

_KINDS_OF_PARTS = {
    "table": T("table", "tabel"),
    "index": T("index", "indeks"),
    "view": T("view", "tampilan"),
    "trigger": T("trigger", "pemicu"),
}


def shape_of(connection: sqlite3.Connection) -> str:
    """The shape of a database as one text."""
    return AFTER.join(BETWEEN.join(map(str, row)) for row in connection.execute(_SHAPE))


def recorded_shape() -> tuple[str, str]:
    """The migrations by which the recorded shape was made, and that shape; blank where the record
    is not there.
    """
    try:
        migrations, _, shape = RECORDED_SHAPE.read_bytes().decode().partition(AFTER)
    except OSError:
        return "", ""
    return migrations, shape


def migrations_here() -> str:
    """The migrations of this version by name and size."""
    return " ".join(f"{path.name}:{path.stat().st_size}" for path in sorted(SCHEMA.glob("*.sql")))


def migration_names() -> set[str]:
    """The names of all migrations of this version."""
    return {path.stem for path in SCHEMA.glob("*.sql")}


def check_shape(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a database of the present version whose shape another program changed, before anything
    of it is run. Raises Damaged P300.
    """
    here = shape_of(connection)
    migrations, recorded = recorded_shape()
    # A record older than the migrations, while somebody works on perut itself, proves nothing.
    if here != recorded and migrations == migrations_here():
        refuse(path, differences(here, recorded))


def refuse(path: Path, differing: list[T]) -> None:
    """Refuse a database with differences, named. Raises Damaged P300."""
    if differing:
        told = T(
            "; ".join(one.en for one in differing[:MOST_DIFFERENCES]),
            "; ".join(one.id for one in differing[:MOST_DIFFERENCES]),
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
    told = [_told_part(part, T("added", "ditambah")) for part in found if part not in known]
    told += [_told_part(part, T("dropped", "dihapus")) for part in known if part not in found]
    told += [
        _told_part(part, T("changed", "diubah"))
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
        found[tuple(part)] = "" if MIGRATIONS_TABLE in part else plain.strip().lower()
    return found


def _told_part(part: tuple[str, ...], what: T) -> T:
    kind = _KINDS_OF_PARTS.get(part[0], T(part[0], part[0]))
    name = part[1] if len(part) > 1 else ""
    return T(f"{kind.en} {name} {what.en}", f"{kind.id} {name} {what.id}")
