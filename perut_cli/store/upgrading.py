"""Bringing an older database up to date: a verified copy first, then the migrations, each with its
record, all or none.
"""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from perut_cli.store import backups
from perut_cli.store.migrate import bring_up_to_date
from perut_cli.store.open import connect, speaking


def upgrade(path: Path, now: datetime) -> None:
    """Migrate a database of ours. Raises what opening and copying raise; then it is as it was."""
    backups.automatic(path, now)
    with speaking(path), closing(connect(path)) as connection:
        # Whoever waited here finds the work done.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        bring_up_to_date(connection)
        connection.execute("COMMIT")
