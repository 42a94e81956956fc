"""Every write of the whole history, built again from the rows and the old values: which batch left
which record in which state.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from perut_cli.core.sheets import SHEETS
from perut_cli.core.values import Record, Row
from perut_cli.store.columns import TABLES
from perut_cli.store.db import Store
from perut_cli.store.history.seal import COMMAND, SETTLED, SETTLEMENT, answers_leaf, leaf
from perut_cli.store.history.seal_text import (
    RECORD,
    REMOVED,
    answer_line,
    answer_text,
    old_text,
    row_text,
)


class Write(NamedTuple):
    """A record as a batch left it: its text, None where the batch removed it, and the text before,
    None where it was not there; for `score` the lines of the answers that the batch wrote in an
    assessment, with those before. `present`: it is so now. `units`: what it wrote, where it came in
    by a merge and can't be derived.
    """

    batch: int
    table: str
    row_id: int
    act: str
    key: str
    text: str | None
    lines: tuple[str, ...] = ()
    present: bool = False
    misnumbered: bool = False
    before: str | None = None
    befores: tuple[str, ...] = ()
    units: str | None = None

    def leaf(self, nonce: str) -> bytes:
        """What the seal of this write must be."""
        if self.table in SHEETS and SHEETS[self.table].owner:
            return answers_leaf(nonce, self.lines)
        return leaf(
            nonce, self.table, self.act, self.key, REMOVED if self.text is None else self.text
        )


class _Entry(NamedTuple):
    """A line of the history: by which batch, what it did,
    who had left the state before and after.
    """

    row_id: int
    batch: int
    act: str
    key: str
    before: int | None
    after: int | None
    text: str | None


class _Row(NamedTuple):
    row_id: int
    batch: int
    text: str


def writes(store: Store) -> Iterator[Write]:
    """All writes, table by table."""
    yield from writes_of_batches(store)
    for name in TABLES:
        yield from writes_of(store, name)


def writes_of_batches(store: Store) -> Iterator[Write]:
    """What stands in batches and not in tables: their command lines, what they settled."""
    for number, command in store.select("SELECT id, command FROM batch"):
        yield Write(number, COMMAND, number, "", "", command, present=True)
    for row_id, text, number in store.select(SETTLED):
        yield Write(number, SETTLEMENT, row_id, "", "", text, present=True)


def writes_of(store: Store, name: str, wanted: str = "") -> Iterator[Write]:
    """The writes of a table's records; of some of them where `wanted` selects their ids, for
    `score` those of their assessments. What came in by a merge is as it was sealed, not as it is
    derived.
    """
    derived = _derived(store, name, wanted)
    among = f" AND row_id IN ({wanted})" if wanted else ""
    foreign = store.rows(
        "SELECT batch_id, row_id, act, row_key, text, units FROM foreign_write "
        f"WHERE table_name = '{name}'{among}"
    )
    merged = store.rows(
        f"SELECT batch_id, row_id FROM merged_state WHERE table_name = '{name}'{among}"
    )
    if not foreign and not merged:
        yield from derived
        return
    told = {(row[0], row[1]) for row in (*foreign, *merged)}
    yield from (write for write in derived if (write.batch, write.row_id) not in told)
    for batch, row_id, act, key, text, units in foreign:
        if SHEETS[name].owner:
            yield Write(batch, name, row_id, act, key, "", tuple(text.split(RECORD)), units=units)
        else:
            yield Write(batch, name, row_id, act, key, text, units=units)


def derived_writes(store: Store, name: str) -> Iterator[Write]:
    """What the rows and old values of a table say of the writes that came in by a merge: as the
    records stood here, not as they were sealed.
    """
    told = set(
        store.rows(
            "SELECT batch_id, row_id FROM foreign_write WHERE table_name = ?1 UNION "
            "SELECT batch_id, row_id FROM merged_state WHERE table_name = ?1",
            (name,),
        )
    )
    if told:
        wanted = (
            f"SELECT row_id FROM foreign_write WHERE table_name = '{name}' UNION "
            f"SELECT row_id FROM merged_state WHERE table_name = '{name}'"
        )
        found = _derived(store, name, wanted)
        yield from (write for write in found if (write.batch, write.row_id) in told)


def _derived(store: Store, name: str, wanted: str) -> Iterator[Write]:
    erasures = {row[0] for row in store.rows("SELECT id FROM batch WHERE act = 'erase'")}
    derive = _answers if SHEETS[name].owner else _records
    return derive(store, name, erasures, wanted)


def _records(store: Store, name: str, erasures: set[int], wanted: str) -> Iterator[Write]:
    among = f" AND e.row_id IN ({wanted})" if wanted else ""
    entries = store.select(
        f"SELECT e.row_id, e.batch_id, e.act, e.row_key, e.old_batch, e.new_batch, "
        f"iif(e.old_values IS NULL, NULL, {old_text(name)}) FROM change AS e "
        f"WHERE e.table_name = '{name}'{among} ORDER BY e.row_id, e.batch_id"
    )
    history = {
        row_id: [_Entry._make(row) for row in rows]
        for row_id, rows in groupby(entries, itemgetter(0))
    }
    among = f" WHERE t.id IN ({wanted})" if wanted else ""
    for row in store.select(
        f"SELECT t.id, t.batch, {row_text(name)} FROM {name} AS t{among} ORDER BY t.id"
    ):
        present = _Row._make(row)
        yield from _chain(name, history.pop(present.row_id, []), present, erasures)
    for lines in history.values():
        yield from _chain(name, lines, None, erasures)


def _chain(
    name: str, entries: list[_Entry], present: _Row | None, erasures: set[int]
) -> Iterator[Write]:
    """The writes of one record: who left the state before each entry, and who the present one."""
    states: list[tuple[int | None, str | None]] = [(e.before, e.text) for e in entries]
    if present:
        states.append((present.batch, present.text))
    if not entries:
        if present:
            yield Write(present.batch, name, present.row_id, "new", "", present.text, present=True)
        return
    if entries[0].act != "new" and entries[0].before is not None:
        yield Write(entries[0].before, name, entries[0].row_id, "new", "", entries[0].text)
    for place, entry in enumerate(entries):
        last = place == len(entries) - 1
        if entry.act == "removed":
            yield _write_of(name, entry, None, present=last)
            continue
        left_by, text = states[place + 1] if place + 1 < len(states) else (None, None)
        if left_by != entry.after and left_by in erasures:
            # An erasure wrote over it without keeping what was there.
            wiped = entry._replace(batch=left_by or 0, act="new", key="")
            yield _write_of(name, wiped, text, present=last)
            continue
        write = _write_of(name, entry, text, present=last)
        yield write._replace(misnumbered=left_by is not None and left_by != entry.after)


def _write_of(name: str, entry: _Entry, text: str | None, *, present: bool) -> Write:
    """What a batch left of a record, by its line of the history."""
    batch, row_id = entry.batch, entry.row_id
    return Write(
        batch, name, row_id, entry.act, entry.key, text, present=present, before=entry.text
    )


class _Answer(NamedTuple):
    """An answer's state and who left it."""

    batch: int | None
    line: str


def _answers(store: Store, name: str, erasures: set[int], wanted: str) -> Iterator[Write]:
    among = f" AND row_id IN ({wanted})" if wanted else ""
    logged = (
        f"SELECT row_id FROM change WHERE table_name = '{name}'{among} UNION SELECT row_id "
        f"FROM change WHERE table_name = '{SHEETS[name].owner}' AND act = 'removed'{among}"
    )
    among = f" AND s.assessment_id IN ({wanted})" if wanted else ""
    line = answer_text("s", "k.indicator_code")
    mixed = []
    for row_id, batch, most, text in store.select(
        f"SELECT s.assessment_id, min(s.batch), max(s.batch), group_concat({line}, char(30)) "
        f"FROM score AS s CROSS JOIN indicator AS k ON k.id = s.indicator_id "
        f"WHERE s.assessment_id NOT IN ({logged}){among} GROUP BY s.assessment_id"
    ):
        if batch == most:
            lines = tuple(text.split(RECORD))
            yield Write(batch, name, row_id, "", "", "", lines, present=True)
        else:
            mixed.append(row_id)
    codes = _Codes.of(store)
    for (row_id,) in [*store.rows(logged), *((row_id,) for row_id in mixed)]:
        yield from _of_assessment(store, row_id, codes, erasures)


class _Codes(NamedTuple):
    """The codes of indicators, of those that were removed too, and which batch removed which."""

    known: dict[int, str]
    removed: set[tuple[int, int]]

    @classmethod
    def of(cls, store: Store) -> "_Codes":
        """Read them."""
        gone = store.rows(
            "SELECT row_id, batch_id, json_extract(old_values, '$.indicator_code') FROM change "
            "WHERE table_name = 'indicator' AND act = 'removed' ORDER BY batch_id"
        )
        known = {row_id: code for row_id, _, code in gone}
        known |= dict(store.rows("SELECT id, indicator_code FROM indicator"))
        return cls(known, {(batch, row_id) for row_id, batch, _ in gone})

    def removal(self, batch: int, part: int) -> str:
        """What a batch that removed an answer called its indicator,
        which it may have removed first.
        """
        return "?" if (batch, part) in self.removed else self.known.get(part, "?")


def _of_assessment(
    store: Store, assessment: int, codes: _Codes, erasures: set[int]
) -> Iterator[Write]:
    present = _present_answers(store, assessment, codes.known)
    entries = defaultdict(list)
    for part, batch, act, before, after, old in store.rows(
        "SELECT row_part, batch_id, act, old_batch, new_batch, old_values FROM change "
        "WHERE table_name = 'score' AND row_id = ? ORDER BY row_part, batch_id",
        (assessment,),
    ):
        code = codes.known.get(part, "?")
        state = _old_line(code, json.loads(old)) if old else None
        entries[part].append(_Entry(part, batch, act, "", before, after, state))
    wrote: dict[int, list[tuple[str, str]]] = defaultdict(list)
    misnumbered: set[int] = set()
    for part in sorted({*entries, *present}):
        now = present.get(part)
        row = _Row(part, now.batch or 0, now.line) if now else None
        for write in _chain("score", entries.get(part, []), row, erasures):
            removed = f"{codes.removal(write.batch, part)}={REMOVED}"
            text = removed if write.text is None else write.text
            wrote[write.batch].append((text, write.before or ""))
            if write.misnumbered:
                misnumbered.add(write.batch)
    for batch in sorted(wrote):
        yield Write(
            batch,
            "score",
            assessment,
            "",
            "",
            "",
            tuple(line for line, _ in wrote[batch]),
            present=True,
            misnumbered=batch in misnumbered,
            befores=tuple(before for _, before in wrote[batch]),
        )


def _present_answers(store: Store, assessment: int, codes: dict[int, str]) -> dict[int, _Answer]:
    """The answers that are there, or that were removed with their assessment."""
    rows: Iterable[Row] = store.rows(
        "SELECT indicator_id, score, na_reason, score_note, batch FROM score "
        "WHERE assessment_id = ?",
        (assessment,),
    )
    if not rows and not store.value(
        "SELECT EXISTS (SELECT 1 FROM assessment WHERE id = ?)", (assessment,)
    ):
        rows = _removed_answers(store, assessment)
    return {
        part: _Answer(batch, answer_line(codes.get(part, "?"), score, reason, note))
        for part, score, reason, note, batch in rows
    }


def _removed_answers(store: Store, assessment: int) -> Iterator[Row]:
    found = store.rows(
        "SELECT old_values, old_batch FROM change WHERE table_name = 'assessment' AND row_id = ? "
        "AND act = 'removed' ORDER BY batch_id DESC LIMIT 1",
        (assessment,),
    )
    for old, batch in found:
        for answer in json.loads(old).get("answers", []):
            part, score, *rest = answer
            reason, note, by = rest or ("", "", batch)
            yield part, None if score is None else float(score), reason, note, by


def _old_line(code: str, old: Record) -> str:
    score = old.get("score")
    return answer_line(
        code,
        None if score is None else float(score),
        old.get("na_reason") or "",
        old.get("score_note") or "",
    )
