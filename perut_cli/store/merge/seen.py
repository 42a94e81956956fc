"""Whether one batch had seen another: every batch stands on a line and knows how far it saw each."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol


class Sealed(Protocol):
    """What is needed of a batch to know what it had seen."""

    @property
    def uid(self) -> str:
        """Its name."""
        ...

    @property
    def parents(self) -> frozenset[str]:
        """The heads when it was written."""
        ...

    @property
    def stamp(self) -> int:
        """Its place in time, greater than those of its parents."""
        ...


class Place(NamedTuple):
    """The line that a batch stands on, named by its first batch, and the how-manieth it is."""

    line: str
    step: int


class Knowledge(NamedTuple):
    """Where each batch stands, and how far it had seen each line."""

    place: dict[str, Place]
    reach: dict[str, dict[str, int]]

    def saw(self, later: str, earlier: str) -> bool:
        """Whether the one batch was written in knowledge of the other."""
        line, step = self.place[earlier]
        return later != earlier and self.reach[later].get(line, 0) >= step


def knowledge(batches: Iterable[Sealed]) -> Knowledge:
    """What each batch had seen. A stamp is always greater than those of the parents."""
    known = Knowledge({}, {})
    ends: dict[str, str] = {}
    for batch in sorted(batches, key=lambda batch: (batch.stamp, batch.uid)):
        reach = _farthest(known.reach[parent] for parent in batch.parents)
        place = _next_place(batch, known, ends)
        known.place[batch.uid] = place
        known.reach[batch.uid] = {**reach, place.line: place.step}
        ends[place.line] = batch.uid
    return known


def _next_place(batch: Sealed, known: Knowledge, ends: dict[str, str]) -> Place:
    """Behind a parent that is the last of its line, else the first of a new line."""
    for parent in sorted(batch.parents):
        place = known.place[parent]
        if ends[place.line] == parent:
            return Place(place.line, place.step + 1)
    return Place(batch.uid, 1)


def _farthest(reaches: Iterable[dict[str, int]]) -> dict[str, int]:
    """How far several batches together had seen each line."""
    farthest: dict[str, int] = {}
    for reach in reaches:
        for line, step in reach.items():
            farthest[line] = max(step, farthest.get(line, 0))
    return farthest
