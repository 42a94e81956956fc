"""Named queries from the .sql files: `-- name:`, a title in both languages, the statement; and what
several parts of one answer rest on is worked out once, until something is written.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from pathlib import Path
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

from perut_cli.core.text import T
from perut_cli.store.db import Store

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


P = ParamSpec("P")
R = TypeVar("R")

_MOST_KEPT = 8
"""Results kept of one function: a report asks for a few scopes, a script for many."""


def once(
    work: Callable[Concatenate[Store, P], R],
) -> Callable[Concatenate[Store, P], R]:
    """Keep what a function of a store and hashable arguments gave, which nobody may change, while
    the store is in the same state.
    """
    kept: WeakKeyDictionary[Store, tuple[object, dict[Hashable, R]]] = WeakKeyDictionary()

    @wraps(work)
    def remembered(store: Store, *args: P.args, **more: P.kwargs) -> R:
        state = store.state()
        if store not in kept or kept[store][0] != state:
            kept[store] = state, {}
        results = kept[store][1]
        key = (args, tuple(sorted(more.items())))
        if key not in results:
            if len(results) >= _MOST_KEPT:
                results.clear()
            results[key] = work(store, *args, **more)
        return results[key]

    return cast("Callable[Concatenate[Store, P], R]", remembered)
