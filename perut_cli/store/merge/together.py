"""Two files' batches together: which records may read otherwise now, and what they come to."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from perut_cli.core.sheets import owner_of
from perut_cli.store.merge import rules
from perut_cli.store.merge.keys import others_in_the_way
from perut_cli.store.merge.log import Sealed, Written, as_rules
from perut_cli.store.merge.side import Side, name_versions
from perut_cli.store.merge.units import (
    assessment_of,
    is_answer,
    record_of,
    references,
)


class Together(NamedTuple):
    """What two files' batches come to, for the records that may read otherwise than here."""

    incoming: list[Sealed]
    """The other file's batches that aren't here, by (stamp, uid)."""
    written: dict[str, list[Written]]
    """The writes of each record by batches that come in, in their order."""
    records: list[str]
    """The records looked at, in the order of import."""
    outcome: rules.MergeOutcome
    all_written: dict[str, list[Written]]
    """The writes of each record by all batches."""
    stamps: dict[str, int]
    """The stamps of all batches."""


HEAD = tuple(record_of("setting", name) for name in ("head_title", "head_name", "head_nip"))
TIED = (tuple((record, "value") for record in HEAD),)
"""What is written together: who signs, with title and number."""


def put_together(here: Side, there: Side | None = None) -> Together:
    """What both files' batches come to; of one file, what its own do, where a merge left traces."""
    incoming = sorted(
        (batch for uid, batch in there.batches.items() if uid not in here.batches) if there else (),
        key=lambda batch: (batch.stamp, batch.uid),
    )
    sides = [here, there] if there else [here]
    name_versions(sides)
    here.look(here.contested())
    if there:
        there.look(there.contested())
        there.look(there.touched_by(batch.uid for batch in incoming))
        here.look(here.touched_by(uid for uid in here.numbers if uid not in there.numbers))
    while True:
        _look_at_the_same(sides)
        found = _come_to(here, there, incoming)
        if not (rows := _in_the_way(found, here)):
            return found
        here.look(rows)


def _in_the_way(found: Together, here: Side) -> list[tuple[str, int]]:
    return others_in_the_way(found.outcome, found.all_written, found.stamps, here)


def _come_to(here: Side, there: Side | None, incoming: list[Sealed]) -> "Together":
    batches = {**(there.batches if there else {}), **here.batches}
    written = _writes(here, there)
    outcome = rules.outcome(list(_in_rules(batches, written)), TIED)
    new = {batch.uid: place for place, batch in enumerate(incoming)}
    coming = {
        record: sorted((one for one in found if one.uid in new), key=lambda one: new[one.uid])
        for record, found in written.items()
    }
    stamps = {uid: batch.stamp for uid, batch in batches.items()}
    return Together(incoming, coming, sorted(written), outcome, written, stamps)


def _look_at_the_same(sides: list[Side]) -> None:
    """Read both files' writes of the same records, of what they name, and of what names those that
    somebody removed.
    """
    seen: set[str] = set()
    removed: set[str] = set()
    while True:
        for side in sides:
            side.read()
        written_here = {record for side in sides for record in side.log.written}
        gone = {
            write.record
            for side in sides
            for written in side.log.written.values()
            for write in written
            if write.removed and not owner_of(write.table)
        }
        if written_here == seen and gone <= removed:
            return
        names = {
            name
            for side in sides
            for record in written_here - seen
            for write in side.log.of(record)
            for name in _named_by(write)
        }
        wanted = (written_here | {name for name in names if _somewhere_gone(sides, name)}) - {
            record for record in written_here if is_answer(record)
        }
        if written_here & {*HEAD}:
            wanted |= {*HEAD}
        for side in sides:
            side.look(side.rows_naming(gone - removed))
            side.look(side.rows_of(wanted))
        seen, removed = written_here, removed | gone


def _named_by(write: Written) -> Iterator[str]:
    """The records that a write names, an answer's assessment apart."""
    if owner_of(write.table):
        if write.units:
            yield write.indicator
        return
    for _, value in write.units:
        yield from references(write.table, value)


def _somewhere_gone(sides: list[Side], record: str) -> bool:
    """Whether a record was removed in a file, or is not known there."""
    return any(side.index.living(record) is None for side in sides)


def _writes(here: Side, there: Side | None) -> dict[str, list[Written]]:
    found = {record: list(written) for record, written in here.log.written.items()}
    if there:
        for record, written in there.log.written.items():
            found.setdefault(record, [])
            found[record] += [one for one in written if one.uid not in here.numbers]
    return found


def _in_rules(
    batches: dict[str, Sealed], written: dict[str, list[Written]]
) -> Iterator[rules.SeenBatch]:
    taken_back = frozenset(
        batch.target for batch in batches.values() if batch.act in ("undo", "redo")
    )
    by_batch: dict[str, list[rules.UnitWrite]] = {}
    answers: dict[str, list[str]] = defaultdict(list)
    for record in written:
        if is_answer(record):
            answers[assessment_of(record)].append(record)
    for record, found in written.items():
        for one in found:
            by_batch.setdefault(one.uid, []).extend(as_rules(one, taken_back))
        for one in found if record in answers else ():
            if one.removed and one.uid not in taken_back:
                by_batch.setdefault(one.uid, []).extend(
                    rules.UnitWrite(answer, rules.GONE, "", (record,)) for answer in answers[record]
                )
    for uid, batch in batches.items():
        yield rules.SeenBatch(uid, batch.parents, batch.stamp, tuple(by_batch.get(uid, ())))
