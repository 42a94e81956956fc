"""Whether one batch had seen another: the batches of a file follow each other in one line, and
each knows how far it saw every line.
"""

from collections.abc import Iterable
from typing import NamedTuple, Protocol


class HasParents(Protocol):
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


class LinePlace(NamedTuple):
    """The line that a batch stands on, named by its first batch, and the how-manieth it is."""

    line: str
    step: int


class Knowledge(NamedTuple):
    """Where each batch stands, and how far it had seen the lines other than its own."""

    place: dict[str, LinePlace]
    reach: dict[str, dict[str, int]]

    def saw(self, later: str, earlier: str) -> bool:
        """Whether the one batch was written in knowledge of the other."""
        line, step = self.place[earlier]
        own, mine = self.place[later]
        return mine > step if own == line else self.reach[later].get(line, 0) >= step


def knowledge(batches: Iterable[HasParents]) -> Knowledge:
    """What each batch had seen. A stamp is always greater than those of the parents."""
    places: dict[str, LinePlace] = {}
    reach: dict[str, dict[str, int]] = {}
    ends: dict[str, str] = {}
    for batch in sorted(batches, key=lambda batch: (batch.stamp, batch.uid)):
        uid, parents = batch.uid, batch.parents
        before = next(
            (parent for parent in sorted(parents) if ends[places[parent].line] == parent), None
        )
        here = (
            LinePlace(uid, 1)
            if before is None
            else LinePlace(places[before].line, places[before].step + 1)
        )
        places[uid] = here
        # Most batches follow one other: what that one had seen of other lines is shared.
        reach[uid] = (
            reach[before]
            if before is not None and len(parents) == 1
            else _farthest(
                [
                    *(reach[one] for one in parents),
                    *({places[one].line: places[one].step} for one in parents),
                ]
            )
        )
        ends[here.line] = uid
    return Knowledge(places, reach)


def _farthest(reaches: Iterable[dict[str, int]]) -> dict[str, int]:
    """How far several batches together had seen each line."""
    farthest: dict[str, int] = {}
    for reach in reaches:
        for line, step in reach.items():
            farthest[line] = max(step, farthest.get(line, 0))
    return farthest
