"""What a merge did, and the conflicts that it leaves, as they are told."""

from typing import NamedTuple


class SheetCounts(NamedTuple):
    """What a merge did to the records of one sheet."""

    sheet: str
    new: int = 0
    changed: int = 0
    removed: int = 0
    conflicts: int = 0
    not_removed: int = 0


class MergeResult(NamedTuple):
    """What a merge did, or would do.

    `laptops`: the names of the laptops that wrote what came in; `newest`: the wall time of the
    newest batch that the other file holds, ISO; `clock_days`: by how many days the other file's
    newest wall time lies after this moment (0 where within a day); `batches`: how many came in;
    `missing_there`: how many batches of this file the other doesn't hold.
    """

    laptops: tuple[str, ...]
    newest: str
    clock_days: int
    batches: int
    missing_there: int
    sheets: tuple[SheetCounts, ...]
    erased: int = 0
    """How many erasures came in and were carried out here too."""


class Rival(NamedTuple):
    """One value of a unit: what, by whom, when, on which laptop, in which batch of this file."""

    values: tuple[tuple[str, str], ...]
    """(word, value as the plain export has it), for all words of the unit."""
    actor: str
    written_at: str
    laptop: str
    batch: int


VALUE, REMOVED, NAMED, KEY = "value", "removed", "named", "key"
"""Kinds of conflicts: two values; a removal not done, for somebody wrote without knowing of it; a
removal not done, for a living record names it; two records of one key, one of them shown under
its former key.
"""


class OpenConflict(NamedTuple):
    """A conflict that waits to be settled. `number` stays the same until it is settled."""

    number: int
    kind: str
    sheet: str
    key: str
    words: tuple[str, ...]
    here: Rival
    """What is shown; of a removal not done, who wrote last."""
    there: tuple[Rival, ...]
    """The others, in the order of their (stamp, uid), greatest first; of a removal, who removed."""
