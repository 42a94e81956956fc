"""Many rows into a temporary table at once."""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

_VALUES = 160
"""Values bound to one statement: running it costs more than a row, SQLite's oldest limit is 999."""


def insert_many(
    connection: sqlite3.Connection,
    table: str,
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
) -> int:
    """Insert tuples of these columns, several a statement; gives how many."""
    into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "
    slots = f"({', '.join('?' * len(columns))})"
    together = max(1, _VALUES // len(columns))
    found = list(rows)
    whole = len(found) - len(found) % together
    if whole:
        cells = chain.from_iterable(found[:whole])
        connection.executemany(
            into + ", ".join([slots] * together),
            zip(*[cells] * (together * len(columns)), strict=True),
        )
    connection.executemany(into + slots, found[whole:])
    return len(found)
