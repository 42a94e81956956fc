"""Bringing an older database up to date: a verified copy first, then the migrations one by one, each with its record."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from perut_cli.store import backups
from perut_cli.store.migrate import bring_up_to_date
from perut_cli.store.open import connect, speaking


def upgrade(path: Path, now: datetime) -> None:
    """Migrate a database of ours. Raises what opening and copying raise; then it is as the last whole migration left it."""
    backups.automatic(path, now)
    with speaking(path), closing(connect(path)) as connection:
        bring_up_to_date(connection)
