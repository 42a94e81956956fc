"""The conflicts that wait: derived from what the batches held come to, listed and settled."""

from perut_cli.store.batch import Batch
from perut_cli.store.db import Store
from perut_cli.store.merge.results import OpenConflict


def open_conflicts(store: Store) -> list[OpenConflict]:
    """All open conflicts by number."""
    raise NotImplementedError


def count_open(store: Store) -> int:
    """How many are open, for `status`; costs one look at an empty table where none ever was."""
    raise NotImplementedError


def settle_here(batch: Batch, conflict: OpenConflict) -> None:
    """Keep what is shown: the record, or the value."""
    raise NotImplementedError


def settle_there(batch: Batch, conflict: OpenConflict, place: int) -> None:
    """Take a rival's value (`place` in `conflict.there`, from 0), or carry the removal out. Raises
    Conflict P091 where others rest on the record.
    """
    raise NotImplementedError


def settled(batch: Batch, conflict: OpenConflict) -> None:
    """Say that what the batch wrote into the record settles the conflict, whatever the value."""
    raise NotImplementedError
