"""Erasures of another laptop, carried out here too before anything is merged: they beat whatever
was written of the person, earlier or later.

Who is meant is known by a seal that the erasure took away: who still holds the record still has
that seal, and nobody else can tell from it whose it was.
"""

import base64
import hashlib
import json
from typing import NamedTuple

from perut_cli.core.sheets import OWNERS, SHEETS
from perut_cli.store.batch import Batch
from perut_cli.store.columns import StoredColumn, parts
from perut_cli.store.db import Store
from perut_cli.store.history.erase import new_code, person_of, take_out
from perut_cli.store.history.erase_texts import ErasedPerson
from perut_cli.store.history.reseal import reseals, seal_anew, unsealed_writes
from perut_cli.store.history.seal import digest_of
from perut_cli.store.history.seal_text import KEY_COLUMNS, UNIT, identity
from perut_cli.store.history.writes import writes_of
from perut_cli.store.merge.log import Sealed, batches_of
from perut_cli.store.merge.units import lines_of, parsed
from perut_cli.store.remove import unlist

LETTERS = 5
_ERASABLE = ("official", "mentor")


class Resealed(NamedTuple):
    """A batch sealed anew: by which erasure, to which digest; `later`:
    the erasure didn't know it.
    """

    batch: str
    erasure: str
    digest: str
    later: bool


class Gone(NamedTuple):
    """A seal that an erasure took away: of which batch, and the row that it was of in this file, 0
    where it has none.
    """

    erasure: str
    batch: str
    table: str
    row_id: int
    leaf: bytes


class Carried(NamedTuple):
    """What carrying out erasures left to be recorded once their batches are here."""

    resealed: list[Resealed]
    gone: list[Gone]


def carry_out(target: Store, source: Store) -> Carried:
    """Carry out in one file the erasures that only another holds, in its open transaction."""
    there = batches_of(source, "b.act = 'erase'")
    carried = Carried([], [])
    for erasure in sorted(
        (batch for uid, batch in there.items() if not _holds(target, uid)),
        key=lambda batch: (batch.stamp, batch.uid),
    ):
        _carry_out_one(target, source, erasure, carried)
    return carried


_STAYED = (
    "(EXISTS (SELECT 1 FROM seal AS w WHERE w.batch_id = e.by_batch AND w.table_name = "
    "e.table_name AND w.row_id = e.row_id) OR EXISTS (SELECT 1 FROM erased_seal AS w WHERE "
    "w.batch_id = e.by_batch AND w.table_name = e.table_name AND w.row_id = e.row_id))"
)
"""SQL: the erasure `e` left a row without the name; where it left none, somebody else may have the
number of the row by now.
"""


def _holds(store: Store, uid: str) -> bool:
    return bool(store.value("SELECT EXISTS (SELECT 1 FROM batch WHERE uid = ?)", (uid,)))


class _Trace(NamedTuple):
    """A seal that went, with the row it was of in the source, and in the target, 0 where none."""

    batch: str
    table: str
    theirs: int
    ours: int
    leaf: bytes


def _carry_out_one(target: Store, source: Store, erasure: Sealed, carried: Carried) -> None:
    traces = [_trace(target, *row) for row in _erased_seals(source, erasure.number)]
    carried.gone.extend(
        Gone(erasure.uid, one.batch, one.table, one.ours, one.leaf) for one in traces
    )
    found = next((one for one in traces if one.table in _ERASABLE and one.ours), None)
    if found is not None and not _erased_later_here(target, found, erasure):
        _take_out(target, source, erasure, found, traces)
    carried.resealed.extend(_seal_anew(target, source, erasure))


def _take_out(
    target: Store, source: Store, erasure: Sealed, trace: _Trace, traces: list[_Trace]
) -> None:
    """Take the person out of the target as the source did."""
    left = _left(source, trace.table, trace.theirs, erasure.number)
    kept = bool(left)
    for row in (*_added_again(target, trace), trace.ours):
        person = _person(target, source, trace._replace(ours=row), traces, left)
        if not kept:
            _remove_dependants(target, person)
        take_out(Batch(target, 0), person, kept=kept)
        if not kept:
            _drop_links(target, person)


def _added_again(target: Store, trace: _Trace) -> list[int]:
    """Rows of the same record that were added again by somebody who didn't know of the erasure."""
    sealed = _named(target, trace.table, trace.ours)
    return [
        row
        for (row,) in target.rows(
            f"SELECT t.id FROM {trace.table} AS t WHERE {identity(trace.table, 't.id')} = ? "
            "AND t.id <> ?",
            (sealed, trace.ours),
        )
    ]


def _left(source: Store, table: str, row: int, number: int) -> str:
    """What an erasure left of a record, as it reads now; blank where it left nothing."""
    for write in writes_of(source, table, str(row)):
        if write.batch == number and write.text is not None:
            return write.text
    # A later erasure of the same person wrote over it.
    later = source.value(
        "SELECT by_batch FROM erased_seal WHERE batch_id = ? AND table_name = ? AND row_id = ?",
        (number, table, row),
    )
    return "" if later is None else _left(source, table, row, later)


def _erased_seals(store: Store, number: int) -> list[tuple[str, str, int, bytes]]:
    return [
        (uid, table, row_id, leaf)
        for uid, table, row_id, leaf in store.rows(
            "SELECT b.uid, e.table_name, e.row_id, e.leaf FROM erased_seal AS e "
            "JOIN batch AS b ON b.id = e.batch_id WHERE e.by_batch = ?",
            (number,),
        )
    ]


def _trace(target: Store, batch: str, table: str, theirs: int, leaf: bytes) -> _Trace:
    """Where a seal stands in the target: among its seals, or among those erased there too."""
    ours = target.value(
        "SELECT s.row_id FROM batch AS b JOIN seal AS s ON s.batch_id = b.id WHERE b.uid = ?1 "
        "AND s.table_name = ?2 AND s.leaf = ?3 UNION ALL SELECT e.row_id FROM batch AS b "
        "JOIN erased_seal AS e ON e.batch_id = b.id WHERE b.uid = ?1 AND e.table_name = ?2 "
        f"AND e.leaf = ?3 AND {_STAYED} LIMIT 1",
        (batch, table, leaf),
    )
    return _Trace(batch, table, theirs, max(int(ours or 0), 0), leaf)


def _erased_later_here(target: Store, trace: _Trace, erasure: Sealed) -> bool:
    """Whether the target erased the same person by an erasure that is greater in (stamp, uid)."""
    return any(
        (stamp, uid) > (erasure.stamp, erasure.uid)
        for stamp, uid in target.rows(
            "SELECT b.stamp, b.uid FROM erased_seal AS e JOIN batch AS b ON b.id = e.by_batch "
            "WHERE e.table_name = ? AND e.leaf = ?",
            (trace.table, trace.leaf),
        )
    )


def _person(
    target: Store, source: Store, trace: _Trace, traces: list[_Trace], left: str
) -> ErasedPerson:
    """Who is erased here, with the name and the codes that the other laptop put in place; `left`:
    the text of what it left of the record.
    """
    mine = person_of(target, trace.table, trace.ours, "x")
    letters = _letters(trace.leaf)
    code, anonymous = letters, f"({letters})"
    if left:
        anonymous = parsed(left)[f"{trace.table}_name"]
        code = _named(source, trace.table, trace.theirs)
    theirs = {one.ours: one for one in traces if one.table in OWNERS and one.ours}
    codes: dict[str, str] = {}
    for old in mine.codes:
        row = target.value(
            "SELECT id FROM assessment WHERE assessment_code = ?1 AND official_id = ?2 UNION ALL "
            "SELECT row_id FROM change WHERE table_name = 'assessment' AND "
            "json_extract(old_values, '$.assessment_code') = ?1 LIMIT 1",
            (old, trace.ours),
        )
        if row is None:
            codes[old] = code
        elif row in theirs:
            codes[old] = _named(source, "assessment", theirs[row].theirs) or _new(target, old, row)
        else:
            codes[old] = _new(target, old, row)
    return mine._replace(code=code, anonymous=anonymous, codes=codes)


def _named(store: Store, table: str, row: int) -> str:
    """What a record was made as in a file."""
    found = store.value(f"SELECT {identity(table, '?1')}", (row,))
    return "" if found in (None, "?") else str(found)


def _new(target: Store, old: str, row: int) -> str:
    """A code that every laptop makes alike,
    out of a seal that nobody can make without the record.
    """
    leaf = target.value(
        "SELECT leaf FROM seal WHERE table_name = 'assessment' AND row_id = ? "
        "ORDER BY batch_id LIMIT 1",
        (row,),
    )
    return new_code(old, _letters(leaf or old.encode()))


def _letters(leaf: bytes) -> str:
    return base64.b32encode(hashlib.sha256(leaf).digest()).decode()[:LETTERS]


_DEPENDANTS = {
    "official": (("attendance", "official_id"), ("assessment", "official_id")),
    "mentor": (("session_mentor", "mentor_id"),),
}


def _remove_dependants(target: Store, person: ErasedPerson) -> None:
    """What was written here of a person of whom nothing was left there goes too."""
    run = target.connection.execute
    run("PRAGMA defer_foreign_keys = ON")
    for table, column in _DEPENDANTS[person.sheet]:
        rows = f"SELECT id FROM {table} WHERE {column} = {person.id}"
        if table in OWNERS:
            for owned in ("score", "dimension_sum"):
                run(f"DELETE FROM {owned} WHERE assessment_id IN ({rows})")
            run(f"UPDATE finding SET assessment_id = NULL WHERE assessment_id IN ({rows})")
        if table in KEY_COLUMNS or table == "attendance":
            for kept in ("change", "foreign_write", "identity"):
                run(f"DELETE FROM {kept} WHERE table_name = '{table}' AND row_id IN ({rows})")
        if table in SHEETS:
            run(f"DELETE FROM {table} WHERE {column} = ?", (person.id,))
        else:
            unlist(target, table, "session_id", f"{column} = {person.id}")
    if not person.of_village:
        for table in ("plan", "assessment"):
            run(f"UPDATE {table} SET mentor_id = NULL WHERE mentor_id = ?", (person.id,))


def _drop_links(target: Store, person: ErasedPerson) -> None:
    """No text that came in, and nothing of the history, names who is nowhere any more."""
    run = target.connection.execute
    for batch, table, row, text in target.rows(
        "SELECT batch_id, table_name, row_id, text FROM foreign_write WHERE table_name <> 'score' "
        "AND instr(text, ?) > 0",
        (person.code,),
    ):
        run(
            "UPDATE foreign_write SET text = ? WHERE batch_id = ? AND table_name = ? "
            "AND row_id = ?",
            (_unnamed(table, text, person), batch, table, row),
        )
    for id_, table, value in target.rows(
        "SELECT id, table_name, value FROM settlement WHERE table_name <> 'score' "
        "AND instr(value, ?) > 0",
        (person.code,),
    ):
        run("UPDATE settlement SET value = ? WHERE id = ?", (_unnamed(table, value, person), id_))
    for sheet in SHEETS.values():
        for part in parts(sheet):
            if part.sheet == person.sheet:
                _drop_from_history(target, sheet.name, part, person.id)


def _unnamed(table: str, text: str, person: ErasedPerson) -> str:
    values = parsed(text)
    for line in lines_of(table):
        if line.table == person.sheet and line.name in values:
            left = [one for one in values[line.name].split("|") if one != person.code]
            values[line.name] = "|".join(left)
    return "".join(
        f"{line.name}={values[line.name]}{UNIT}"
        for line in lines_of(table)
        if values.get(line.name)
    )


def _drop_from_history(target: Store, table: str, part: StoredColumn, row: int) -> None:
    name = part.listed or part.column
    for batch, row_id, row_part, old in target.rows(
        "SELECT batch_id, row_id, row_part, old_values FROM change WHERE table_name = ? "
        f"AND instr(old_values, '\"{name}\"') > 0",
        (table,),
    ):
        kept = json.loads(old)
        value = kept.get(name)
        if value == row:
            kept[name] = None
        elif isinstance(value, list) and row in value:
            kept[name] = [one for one in value if one != row]
        else:
            continue
        target.connection.execute(
            "UPDATE change SET old_values = ? WHERE batch_id = ? AND table_name = ? AND "
            "row_id = ? AND row_part = ?",
            (json.dumps(kept, ensure_ascii=False), batch, table, row_id, row_part),
        )


def _seal_anew(target: Store, source: Store, erasure: Sealed) -> list[Resealed]:
    """Seal what reads otherwise now; as the erasure did where the batch comes to the same. Batches
    that the erasure sealed to something else than they are here are kept apart.
    """
    kept, gone = unsealed_writes(target, 0)
    numbers: dict[str, int] = dict(target.rows("SELECT uid, id FROM batch"))
    known = {
        uid: (nonce, digest)
        for uid, nonce, digest in source.rows(
            "SELECT b.uid, b.nonce, r.digest FROM reseal AS r JOIN batch AS b ON b.id = "
            "r.batch_id WHERE r.by_batch = ?",
            (erasure.number,),
        )
    }
    changed = {batch for _, batch, _ in gone}
    lines = reseals(target)
    sealed = []
    for uid, number in numbers.items():
        if number in changed:
            nonce = known[uid][0] if uid in known else _nonce(erasure.uid, uid)
            digest = seal_anew(target, number, kept, nonce)
        elif uid in known:
            leaves = target.rows("SELECT leaf FROM seal WHERE batch_id = ?", (number,))
            digest = digest_of((leaf for (leaf,) in leaves), lines.get(number, ()))
        else:
            continue
        later = uid not in known or known[uid][1] != digest
        sealed.append(Resealed(uid, erasure.uid, digest, later))
    return sealed


def _nonce(erasure: str, batch: str) -> str:
    return hashlib.sha256(f"{erasure} {batch}".encode()).hexdigest()[:32]
