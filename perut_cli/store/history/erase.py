"""Erasing a person: the record, what only says who it was, and the history; not to be undone."""

import base64
import json
import re
import secrets
from collections.abc import Iterable
from typing import NamedTuple

from perut_cli.store.batch import Batch, Note, writing
from perut_cli.store.db import Store

_NAMED = (("action", "responsible"), ("action", "verified_by"), ("filling", "operator"))
_VILLAGE = {
    "action": "(SELECT village_id FROM finding WHERE finding.id = finding_id)",
    "filling": "village_id",
}
_NOTES = (
    ("attendance", "attendance_note", "official_id = ?"),
    ("assessment", "assessment_note", "official_id = ?"),
    ("score", "score_note", "assessment_id IN (SELECT id FROM assessment WHERE official_id = ?)"),
)


class Erased(NamedTuple):
    """Who is left in the record's place, blank where the row went; how many texts still hold the
    name.
    """

    code: str
    name: str
    mentions: int


class _Person(NamedTuple):
    id: int
    village_id: int
    names: tuple[str, ...]
    code: str
    anonymous: str


def erase(store: Store, note: Note, official: int, word: str, *, dry_run: bool = False) -> Erased:
    """Erase a person. Where attendance or assessments rest on the record it stays without name,
    number and notes, else it goes.
    """
    store.connection.execute("PRAGMA secure_delete = ON")
    person = _person(store, official, word)
    mark = note._replace(command=f"official remove {person.code} --erase")
    with writing(store, mark, dry_run=dry_run, act="erase") as batch:
        kept = _rested_on(store, official)
        _forget(batch, person)
        if kept:
            _blank(batch, person)
        else:
            _remove(batch, person)
        _commands(store, person)
        return Erased(
            person.code if kept else "", person.anonymous if kept else "", _mentions(store, person)
        )


def _person(store: Store, official: int, word: str) -> _Person:
    village, name, code = store.rows(
        "SELECT village_id, official_name, village_code FROM official JOIN village ON "
        "village.id = village_id "
        "WHERE official.id = ?",
        (official,),
    )[0]
    older = [
        json.loads(old).get("official_name", "")
        for (old,) in store.rows(
            "SELECT old_values FROM change WHERE table_name = 'official' AND row_id = ? AND "
            "old_values IS NOT NULL",
            (official,),
        )
    ]
    # Chance, not a checksum: a checksum of a name would let one try names.
    letters = base64.b32encode(secrets.token_bytes(5)).decode()[:5]
    return _Person(
        official,
        village,
        tuple(dict.fromkeys(filter(None, (name, *older)))),
        f"{code[-4:]}-{letters}",
        f"({word} {letters})",
    )


def _rested_on(store: Store, official: int) -> bool:
    return bool(
        store.value(
            "SELECT EXISTS (SELECT 1 FROM attendance WHERE official_id = ?1) OR EXISTS (SELECT "
            "1 FROM assessment WHERE official_id = ?1)",
            (official,),
        )
    )


def _forget(batch: Batch, person: _Person) -> None:
    """Put the anonymous name where a text is the name and nothing else, and blank the notes about
    the person.
    """
    run = batch.store.connection.execute
    for name in person.names:
        for table, column in _NAMED:
            batch.changed += run(
                f"UPDATE {table} SET {column} = ?, batch = ? WHERE {column} = ? COLLATE NOCASE "
                f"AND {_VILLAGE[table]} = ?",
                (person.anonymous, batch.id, name, person.village_id),
            ).rowcount
    for table, column, where in _NOTES:
        batch.changed += run(
            f"UPDATE {table} SET {column} = '', batch = ? WHERE {column} <> '' AND {where}",
            (batch.id, person.id),
        ).rowcount


def _blank(batch: Batch, person: _Person) -> None:
    batch.store.connection.execute(
        "UPDATE official SET official_name = ?, official_code = ?, phone = '', staff_number = "
        "'', official_note = '', batch = ? WHERE id = ?",
        (person.anonymous, person.code, batch.id, person.id),
    )
    batch.changed += 1
    _rewrite(batch.store, person)


def _remove(batch: Batch, person: _Person) -> None:
    run = batch.store.connection.execute
    # Nothing of the history may be taken for that of whoever gets the number next.
    run(
        "DELETE FROM change WHERE table_name = 'post' AND (row_id IN (SELECT id FROM post WHERE "
        "official_id = ?1) "
        "OR json_extract(old_values, '$.official_id') = ?1)",
        (person.id,),
    )
    run("DELETE FROM change WHERE table_name = 'official' AND row_id = ?", (person.id,))
    _rewrite(batch.store, person)
    batch.removed += run("DELETE FROM post WHERE official_id = ?", (person.id,)).rowcount
    batch.removed += run("DELETE FROM official WHERE id = ?", (person.id,)).rowcount


def _rewrite(store: Store, person: _Person) -> None:
    """Take the person out of old values and keys in the history."""
    for name in person.names:
        inside = json.dumps(name, ensure_ascii=False)[1:-1]
        rows = store.rows(
            "SELECT batch_id, table_name, row_id, row_part, row_key, old_values FROM change "
            "WHERE (table_name = 'official' AND row_id = ?1) "
            "OR (table_name = 'score' AND row_id IN (SELECT id FROM assessment WHERE "
            "official_id = ?1)) "
            "OR json_extract(old_values, '$.official_id') = ?1 OR instr(lower(row_key), "
            "lower(?2)) > 0 OR instr(lower(old_values), lower(?3)) > 0",
            (person.id, name, inside),
        )
        for batch, table, row, part, key, old in rows:
            kept = json.loads(old) if old else {}
            if _anothers(store, person, table, row, kept):
                continue
            store.connection.execute(
                "UPDATE change SET row_key = ?, old_values = ? WHERE batch_id = ? AND "
                "table_name = ? AND row_id = ? AND row_part = ?",
                (
                    _without(key, person),
                    json.dumps(_blanked(kept, table, row, person), ensure_ascii=False)
                    if old
                    else None,
                    batch,
                    table,
                    row,
                    part,
                ),
            )


def _anothers(store: Store, person: _Person, table: str, row: int, old: dict[str, object]) -> bool:
    """Whether a row of the history is about another person of the same name."""
    if table == "official":
        return row != person.id
    owner = old.get("official_id")
    if table == "score":
        owner = store.value("SELECT official_id FROM assessment WHERE id = ?", (row,))
        return bool(owner != person.id)
    if owner is None and table in ("post", "attendance", "assessment"):
        owner = store.value(f"SELECT official_id FROM {table} WHERE id = ?", (row,))
    return owner not in (None, person.id)


def _blanked(old: dict[str, object], table: str, row: int, person: _Person) -> dict[str, object]:
    made = dict(old)
    mine = (
        table == "score"
        or (table == "official" and row == person.id)
        or old.get("official_id") == person.id
    )
    for column, value in old.items():
        if mine and column in (
            "phone",
            "staff_number",
            "official_note",
            "attendance_note",
            "assessment_note",
            "score_note",
        ):
            made[column] = ""
        elif mine and column == "answers" and isinstance(value, list):
            made[column] = [[*answer[:3], "", *answer[4:]] for answer in value]
        elif mine and column == "official_code":
            made[column] = person.code
        elif isinstance(value, str):
            made[column] = _without(value, person)
    return made


def _commands(store: Store, person: _Person) -> None:
    """Command lines that hold the name, in part of the history or outside it."""
    for id_, command in store.rows("SELECT id, command FROM batch"):
        made = _without(command, person)
        if made != command:
            store.connection.execute("UPDATE batch SET command = ? WHERE id = ?", (made, id_))


def _without(text: str, person: _Person) -> str:
    for name in person.names:
        text = re.sub(
            rf"(?<!\w){re.escape(name)}(?!\w)",
            lambda _: person.anonymous,
            text,
            flags=re.IGNORECASE,
        )
    return text


def _mentions(store: Store, person: _Person) -> int:
    return sum(
        _count(store, table, columns, person.names)
        for table, columns in (
            ("session", ("summary", "guests")),
            ("finding", ("finding_text",)),
            ("action", ("action_text", "responsible")),
            ("village", ("village_note",)),
        )
    )


def _count(store: Store, table: str, columns: Iterable[str], names: Iterable[str]) -> int:
    where = " OR ".join(
        f"instr(lower({column}), lower(?)) > 0" for _ in names for column in columns
    )
    values = [name for name in names for _ in columns]
    return int(store.value(f"SELECT count(*) FROM {table} WHERE {where}", values))
