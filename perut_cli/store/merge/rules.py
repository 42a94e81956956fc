"""What a set of batches comes to: the records shown, and the conflicts that wait to be settled.

A pure function of the batches held: the order in which they came, and from whom, plays no part.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from perut_cli.store.merge.seen import Knowledge, knowledge

GONE = "-"
"""The unit of a write that removes its record."""
MADE = "="
"""The unit that says no more than that the record was made: a record that is shown has it."""
REMOVED, NAMED = "removed", "named"
"""Why a removal wasn't done: somebody wrote without knowing of it;
a living record names this one.
"""


class UnitWrite(NamedTuple):
    """One unit of one record as a batch wrote it, and the records that the value names. A removal
    that names a record goes with the removal of that one by the same batch: both are done or none.
    """

    record: str
    unit: str
    value: str = ""
    names: tuple[str, ...] = ()


class SeenBatch(NamedTuple):
    """A batch as merging sees it."""

    uid: str
    parents: frozenset[str]
    stamp: int
    writes: tuple[UnitWrite, ...]


class Standing(NamedTuple):
    """A write and where it stands. The greatest is the one that is shown."""

    stamp: int
    uid: str
    step: int
    write: UnitWrite


class Rivalry(NamedTuple):
    """A unit that has two values, or (GONE) a removal that wasn't done."""

    record: str
    unit: str
    values: frozenset[str]


class MergeOutcome(NamedTuple):
    """What is shown, as record → unit → value; what is to be settled; the uncovered writes; the
    removals that weren't done, though nobody decided since, by record.
    """

    records: dict[str, dict[str, str]]
    conflicts: frozenset[Rivalry]
    uncovered: "dict[str, Cells]"
    not_removed: dict[str, tuple[str, ...]]


class Removal(NamedTuple):
    """A removal, with the batches that touched its record knowing nothing of it; `bound`: it goes
    with that of another record.
    """

    uid: str
    against: tuple[str, ...]
    bound: str = ""


Cell = tuple[str, str]
"""A unit of a record: (record, unit)."""

Cells = dict[str, list[Standing]]
"""The uncovered writes of one record by unit, first the one that is shown."""


class ByRecord(NamedTuple):
    """The batches, sorted by what they did to each record."""

    known: Knowledge
    writes: dict[str, Cells]
    touched: dict[str, list[str]]
    removals: dict[str, list[Removal]]


def outcome(
    batches: Collection[SeenBatch], tied: Collection[tuple[Cell, ...]] = ()
) -> MergeOutcome:
    """What these batches come to; `tied`: units of several records that are written together: one
    laptop's are shown.
    """
    held = _held(batches)
    cells = {record: found for record in held.writes if (found := _live(held, record))}
    for group in tied:
        _tie(held, cells, [(r, u) for r, u in group if u in cells.get(r, ())])
    kept = _keep_what_is_named(held, cells)
    records = {
        record: {unit: rivals[0].write.value for unit, rivals in units.items()}
        for record, units in cells.items()
    }
    waiting = {
        record: tuple(sorted(one.uid for one in removals if one.against))
        for record, removals in held.removals.items()
        if record in cells
    }
    waiting |= {
        record: tuple(sorted(one.uid for one in held.removals.get(record, ()))) for record in kept
    }
    return MergeOutcome(records, frozenset(_conflicts(held, cells, kept)), cells, waiting)


def _held(batches: Collection[SeenBatch]) -> ByRecord:
    known = knowledge(batches)
    writes: dict[str, Cells] = defaultdict(lambda: defaultdict(list))
    touched: dict[str, list[str]] = defaultdict(list)
    gone: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for batch in batches:
        for step, write in enumerate(batch.writes):
            if write.unit == GONE:
                gone[write.record].append((batch.uid, "".join(write.names)))
                continue
            writes[write.record][write.unit].append(Standing(batch.stamp, batch.uid, step, write))
            for record in (write.record, *write.names):
                touched[record].append(batch.uid)
    removals = {
        record: [
            Removal(uid, _against(known, uid, touched[bound or record]), bound)
            for uid, bound in uids
        ]
        for record, uids in gone.items()
    }
    return ByRecord(known, dict(writes), dict(touched), removals)


def _against(known: Knowledge, removal: str, touched: list[str]) -> tuple[str, ...]:
    """The batches that touched a record beside its removal, neither knowing of the other."""
    return tuple(
        uid
        for uid in touched
        if uid != removal and not known.saw(removal, uid) and not known.saw(uid, removal)
    )


def _live(held: ByRecord, record: str, *, hide: bool = True) -> Cells:
    """The writes of a record that no later one covers and, where `hide`, no removal had seen."""
    done = [write.uid for write in held.removals.get(record, ()) if hide and not write.against]
    live: Cells = {}
    for unit, written in held.writes[record].items():
        seen = [
            write
            for write in written
            if not any(write.uid == gone or held.known.saw(gone, write.uid) for gone in done)
        ]
        if rivals := [
            write for write in seen if not any(_covers(held, other, write) for other in seen)
        ]:
            live[unit] = sorted(rivals, reverse=True)
    if done and live and MADE in held.writes[record] and MADE not in live:
        # Somebody who knew of the removal wrote into what was shown all the same.
        return _live(held, record, hide=False)
    return live


def _tie(held: ByRecord, cells: dict[str, Cells], group: list[Cell]) -> None:
    """Show tied units as the last writer of any of them had them before its eyes."""
    if not group:
        return
    last = max(cells[record][unit][0] for record, unit in group)
    for record, unit in group:
        rivals = cells[record][unit]
        if rivals[0].uid == last.uid or held.known.saw(last.uid, rivals[0].uid):
            continue
        seen = [
            write
            for write in held.writes[record][unit]
            if write.uid == last.uid or held.known.saw(last.uid, write.uid)
        ]
        uncovered = [write for write in seen if not any(_covers(held, o, write) for o in seen)]
        blank = last._replace(write=UnitWrite(record, unit))
        before = max(uncovered, default=blank)
        cells[record][unit] = [before, *(write for write in rivals if write != before)]


def _covers(held: ByRecord, later: Standing, earlier: Standing) -> bool:
    """Whether a write of the same unit was made in knowledge of the other."""
    if later.uid == earlier.uid:
        return later.step > earlier.step
    return held.known.saw(later.uid, earlier.uid)


def _keep_what_is_named(held: ByRecord, cells: dict[str, Cells]) -> set[str]:
    """Bring back removed records that a living one names; gives those brought back."""
    kept: set[str] = set()
    bound = {
        record: {one.bound for one in removals if one.bound}
        for record, removals in held.removals.items()
        if record in held.writes
    }
    while True:
        missing = {
            name
            for units in cells.values()
            for rivals in units.values()
            for name in rivals[0].write.names
            if name not in cells and name in held.writes
        }
        back = {record for record, names in bound.items() if names & (kept | missing)}
        if not missing and not back:
            return kept
        for record in (*missing, *back):
            cells[record] = _live(held, record, hide=False)
            bound.pop(record, None)
        kept |= missing


def _conflicts(held: ByRecord, cells: dict[str, Cells], kept: set[str]) -> Iterator[Rivalry]:
    for record, units in cells.items():
        for unit, rivals in units.items():
            values = frozenset(one.write.value for one in rivals)
            if len(values) > 1:
                yield Rivalry(record, unit, values)
        if any(_open(held, record, one) for one in held.removals.get(record, ()) if not one.bound):
            yield Rivalry(record, GONE, frozenset({REMOVED}))
        if record in kept:
            yield Rivalry(record, GONE, frozenset({NAMED}))


def _open(held: ByRecord, record: str, removal: Removal) -> bool:
    """Whether nobody who knew of a doubted removal, and of what spoke against it, decided since."""
    if not removal.against:
        return False
    done = (one.uid for one in held.removals[record] if not one.against)
    return not any(
        held.known.saw(later, removal.uid)
        and all(later == one or held.known.saw(later, one) for one in removal.against)
        for later in (*held.touched.get(record, ()), *done)
    )
