"""What several parts of one answer rest on is worked out once, until something is written."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

from perut_cli.store.db import Store

P = ParamSpec("P")
R = TypeVar("R")

_MOST = 8
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
            if len(results) >= _MOST:
                results.clear()
            results[key] = work(store, *args, **more)
        return results[key]

    return cast("Callable[Concatenate[Store, P], R]", remembered)
