"""Days to come: what has happened lies at most one day after today; a later day is asked about."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from perut_cli.core.sheets import SHEETS
from perut_cli.store.columns import key_sql
from perut_cli.store.db import Store

HAPPENED = (
    ("session", "session_date"),
    ("assessment", "assessment_date"),
    ("finding", "finding_date"),
    ("filling", "filling_date"),
    ("submission", "submitted_on"),
    ("action", "done_on"),
    ("action", "verified_on"),
)
"""Tables and columns of days on which something has happened."""


class Ahead(NamedTuple):
    """A record with a day to come."""

    sheet: str
    key: str
    word: str
    day: str


def last_day(today: str) -> str:
    """The last day on which something may have happened: the day after today, ISO."""
    return (date.fromisoformat(today[:10]) + timedelta(days=1)).isoformat()


def ahead(store: Store, today: str, batch: int | None = None) -> Iterator[Ahead]:
    """Records with a day to come, of one batch or of the whole file."""
    where = "" if batch is None else " AND t.batch = ?2"
    values = (last_day(today),) if batch is None else (last_day(today), batch)
    for table, column in HAPPENED:
        for key, day in store.rows(
            f"SELECT {key_sql(SHEETS[table], 't.id')}, t.{column} FROM {table} AS t "
            f"WHERE t.{column} > ?1{where} ORDER BY t.{column}, t.id LIMIT 100",
            values,
        ):
            yield Ahead(table, key, column, day)
