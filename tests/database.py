"""An empty database with the product's own schema, made once and copied."""

import sqlite3
import tempfile
from pathlib import Path

from perut_cli.store.migrate import create

_EMPTY: list[bytes] = []


def empty_file(path: Path) -> sqlite3.Connection:
    """A new file as `init` begins with, open to be filled by SQL."""
    if not _EMPTY:
        with tempfile.TemporaryDirectory() as folder:
            first = Path(folder) / "empty.db"
            create(first).close()
            _EMPTY.append(first.read_bytes())
    path.write_bytes(_EMPTY[0])
    return sqlite3.connect(path, isolation_level=None)
