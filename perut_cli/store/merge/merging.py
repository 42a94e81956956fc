"""Taking another laptop's database into this one."""

from pathlib import Path

from perut_cli.store.batch import Note
from perut_cli.store.db import Store
from perut_cli.store.merge.results import MergeResult


def merge(store: Store, other: Path, note: Note, *, dry_run: bool = False) -> MergeResult:
    """Take all batches of another file of the present schema version into this one, in one
    transaction. Raises Conflict P340 where the files are of different offices, Damaged where the
    other's batches don't prove.
    """
    raise NotImplementedError
