"""Erase a person, an official or a mentor: the record, what only says who it was, the codes made
from the name, the history and the search indexes; not to be undone.
"""

import base64
import json
import re
import secrets
from collections.abc import Iterable
from typing import Any, NamedTuple

from perut_cli.core.sheets import SHEETS
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.batch import Batch, BatchInfo, writing
from perut_cli.store.columns import stored
from perut_cli.store.db import Store
from perut_cli.store.history.erase_texts import BLANKED, ErasedPerson, rewrite_texts, without
from perut_cli.store.history.seal_text import UNIT

_NAMED = (
    ("action", "responsible"),
    ("action", "verified_by"),
    ("filling", "operator"),
    ("document", "signer"),
    ("document", "recipient"),
)
"""Columns that may be a name and nothing else."""

_VILLAGE = {
    "action": "(SELECT village_id FROM finding WHERE finding.id = finding_id)",
    "filling": "village_id",
    "document": "ifnull(village_id, ?4)",
}
_NOTES = (
    ("attendance", "attendance_note", "official_id = ?"),
    ("assessment", "assessment_note", "official_id = ?"),
    ("score", "score_note", "assessment_id IN (SELECT id FROM assessment WHERE official_id = ?)"),
)
_RESTED = {
    "official": (("attendance", "official_id"), ("assessment", "official_id")),
    "mentor": (
        ("assessment", "mentor_id"),
        ("plan", "mentor_id"),
        ("session_mentor", "mentor_id"),
    ),
}
"""What a person did, which stays: tables and their columns."""

_BY = "ifnull(nullif({}, 0), batch)"
"""SQL for who wrote a row: this batch, or who did where it has no number."""

_MADE = re.compile(r"(?:\d{4}-)?(?:\d{6}-)?")
"""The beginning of a made code: the village and the day."""


class Erased(NamedTuple):
    """Who is left in the record's place, blank where the row went; how many texts still hold the
    name; the names it had.
    """

    code: str
    name: str
    mentions: int
    names: tuple[str, ...]


def gone(store: Store, sheet: str, text: str) -> list[int]:
    """The ids of people who are no longer there, removed or undone, whose name or code, or village
    and name, this was.
    """
    name, code = f"{sheet}_name", f"{sheet}_code"
    village, _, rest = text.rpartition(":")
    rows = store.rows(
        "SELECT DISTINCT row_id FROM change AS c LEFT JOIN village AS v "
        "ON v.id = json_extract(old_values, '$.village_id') "
        f"WHERE table_name = ?1 AND old_values IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {sheet} "
        f"AS t WHERE t.id = c.row_id) AND (json_extract(old_values, '$.{code}') = ?2 "
        f"OR lower(json_extract(old_values, '$.{name}')) = lower(?2) "
        f"OR (lower(json_extract(old_values, '$.{name}')) = lower(?3) AND ?4 <> '' "
        "AND v.village_code LIKE '%' || ?4))",
        (sheet, text, rest, village),
    )
    return [row[0] for row in rows]


def erase(
    store: Store, note: BatchInfo, sheet: str, row_id: int, word: str, *, dry_run: bool = False
) -> Erased:
    """Erase an official or a mentor, by id. Where something rests on the record it stays without
    name, number and notes, else it goes.
    """
    store.connection.execute("PRAGMA secure_delete = ON")
    person = person_of(store, sheet, row_id, word)
    mark = note._replace(command=f"{sheet} remove {person.code} --erase")
    with writing(store, mark, dry_run=dry_run, act="erase") as batch:
        batch.recorded = True
        kept = rested_on(store, person)
        take_out(batch, person, kept=kept)
        mentions = _mentions(store, person)
    if not dry_run:
        # Pages that earlier writes let go of still hold what stood in them.
        store.connection.execute("VACUUM")
    if not kept:
        return Erased("", "", mentions, person.names)
    return Erased(person.code, person.anonymous, mentions, person.names)


def take_out(batch: Batch, person: ErasedPerson, *, kept: bool) -> None:
    """Take a person out of the records, the history and the search indexes. Rows keep who wrote
    them where the batch has no number: another laptop erased, and its batch says so.
    """
    _forget(batch, person)
    if kept:
        _blank(batch, person)
    else:
        _remove(batch, person)
    _recode(batch, person)
    rewrite_texts(batch.store, person)
    _rebuild_indexes(batch.store)


def person_of(store: Store, sheet: str, row_id: int, word: str) -> ErasedPerson:
    """Who is erased, with what is to stand in their place."""
    old = [
        json.loads(values)
        for (values,) in store.rows(
            "SELECT old_values FROM change WHERE table_name = ? AND row_id = ? AND old_values IS "
            "NOT NULL AND json_type(old_values) = 'object'",
            (sheet, row_id),
        )
    ]
    village_sql = "village_id" if "village_code" in SHEETS[sheet].words else "0"
    old += [
        {f"{sheet}_name": name, f"{sheet}_code": code, "village_id": village}
        for name, code, village in store.rows(
            f"SELECT {sheet}_name, {sheet}_code, {village_sql} FROM {sheet} WHERE id = ?", (row_id,)
        )
    ]
    now = old[-1] if old else {}
    old = _written_elsewhere(store, sheet, row_id) + old
    names = [str(state[f"{sheet}_name"]) for state in reversed(old) if state.get(f"{sheet}_name")]
    codes = [str(state[f"{sheet}_code"]) for state in old if state.get(f"{sheet}_code")]
    codes += [
        identity
        for (identity,) in store.rows(
            "SELECT identity FROM identity WHERE table_name = ? AND row_id = ?", (sheet, row_id)
        )
    ]
    village = int(now.get("village_id") or 0)
    ending = str(store.value("SELECT village_code FROM village WHERE id = ?", (village,)) or "")
    letters = _chance()
    code = f"{ending[-4:] or 'P'}-{letters}"
    made = dict.fromkeys(codes, code)
    if "village_code" in SHEETS[sheet].words:
        made |= {state: new_code(state) for state in _assessments(store, row_id)}
    anonymous = f"({word} {letters})"
    return ErasedPerson(sheet, row_id, village, tuple(dict.fromkeys(names)), code, anonymous, made)


def _written_elsewhere(store: Store, sheet: str, row_id: int) -> list[dict[str, Any]]:
    """What other laptops wrote of a person, and what was settled: a name that is not shown stands
    nowhere else.
    """
    texts = store.rows(
        "SELECT text FROM foreign_write WHERE table_name = ?1 AND row_id = ?2 AND text IS NOT NULL "
        "UNION SELECT value FROM settlement WHERE table_name = ?1 AND row_id = ?2",
        (sheet, row_id),
    )
    return [
        dict(line.split("=", 1) for line in text.split(UNIT) if "=" in line) for (text,) in texts
    ]


def _chance() -> str:
    # Chance, not a checksum: a checksum of a name would let one try names.
    return base64.b32encode(secrets.token_bytes(5)).decode()[:5]


def new_code(code: str, letters: str = "") -> str:
    """A code that begins as another did and tells nothing more."""
    start = _MADE.match(code)
    return f"{start[0] if start else ''}{letters or _chance()}"


def _assessments(store: Store, official: int) -> list[str]:
    """The codes of the person's assessments, those of long ago too:
    they were made from the name.
    """
    rows = store.rows(
        "SELECT assessment_code FROM assessment WHERE official_id = ?1 UNION SELECT "
        "json_extract(old_values, '$.assessment_code') FROM change WHERE table_name = "
        "'assessment' AND json_extract(old_values, '$.official_id') = ?1",
        (official,),
    )
    return [row[0] for row in rows if row[0]]


def rested_on(store: Store, person: ErasedPerson) -> bool:
    """Whether something of what a person did stays."""
    there = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE {column} = ?1)"
        for table, column in _RESTED[person.sheet]
    )
    return bool(store.value(f"SELECT {there}", (person.id,)))


def _forget(batch: Batch, person: ErasedPerson) -> None:
    """Put the anonymous name where a text is the name and nothing else, and blank the notes about
    the person.
    """
    run = batch.store.connection.execute
    for name in person.names:
        for table, column in _NAMED:
            where = f"AND {_VILLAGE[table]} = ?4" if person.village_id else "AND ?4 = 0"
            batch.changed += run(
                f"UPDATE {table} SET {column} = ?1, batch = {_BY.format('?2')} WHERE {column} = "
                f"?3 COLLATE NOCASE {where}",
                (person.anonymous, batch.id, name, person.village_id),
            ).rowcount
    if not person.of_village:
        return
    for table, column, where in _NOTES:
        batch.changed += run(
            f"UPDATE {table} SET {column} = '', batch = {_BY.format('?')} "
            f"WHERE {column} <> '' AND {where}",
            (batch.id, person.id),
        ).rowcount
    for assessment, indicator, reason in batch.store.rows(
        "SELECT assessment_id, indicator_id, na_reason FROM score WHERE na_reason <> '' AND "
        "assessment_id IN (SELECT id FROM assessment WHERE official_id = ?)",
        (person.id,),
    ):
        told = without(reason, person)
        if told != reason:
            batch.changed += run(
                f"UPDATE score SET na_reason = ?, batch = {_BY.format('?')} WHERE assessment_id = "
                "? AND indicator_id = ?",
                (told, batch.id, assessment, indicator),
            ).rowcount


def _blank(batch: Batch, person: ErasedPerson) -> None:
    blanked = ", ".join(f"{column} = ''" for column in BLANKED[person.sheet])
    batch.changed += batch.store.connection.execute(
        f"UPDATE {person.sheet} SET {person.sheet}_name = ?, {person.sheet}_code = ?, {blanked}, "
        f"batch = {_BY.format('?')} WHERE id = ?",
        (person.anonymous, person.code, batch.id, person.id),
    ).rowcount


def _remove(batch: Batch, person: ErasedPerson) -> None:
    run = batch.store.connection.execute
    # Nothing of the history may be taken for that of whoever gets the number next.
    if person.of_village:
        run(
            "DELETE FROM change WHERE table_name = 'post' AND (row_id IN (SELECT id FROM post "
            "WHERE official_id = ?1) OR json_extract(old_values, '$.official_id') = ?1)",
            (person.id,),
        )
        run(
            "DELETE FROM foreign_write WHERE table_name = 'post' AND row_id IN "
            "(SELECT id FROM post WHERE official_id = ?)",
            (person.id,),
        )
        batch.removed += run("DELETE FROM post WHERE official_id = ?", (person.id,)).rowcount
    for table in ("change", "identity", "foreign_write", "merged_state"):
        run(f"DELETE FROM {table} WHERE table_name = ? AND row_id = ?", (person.sheet, person.id))
    batch.removed += run(f"DELETE FROM {person.sheet} WHERE id = ?", (person.id,)).rowcount


def _recode(batch: Batch, person: ErasedPerson) -> None:
    """Give the person's assessments codes by chance."""
    if person.of_village:
        for old, new in person.codes.items():
            batch.changed += batch.store.connection.execute(
                f"UPDATE assessment SET assessment_code = ?, batch = {_BY.format('?')} "
                "WHERE assessment_code = ? AND official_id = ?",
                (new, batch.id, old, person.id),
            ).rowcount


def _rebuild_indexes(store: Store) -> None:
    """Make the search indexes anew: what was taken out of a text stays in them else."""
    for (name,) in store.rows(
        "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%' ORDER BY name"
    ):
        store.connection.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")


def _mentions(store: Store, person: ErasedPerson) -> int:
    """How many texts, of whatever sheet, still hold the name."""
    count = 0
    for sheet in SHEETS.values():
        columns = [
            part.column
            for part in stored(sheet)
            if not part.sheet and part.column in WORDS and WORDS[part.column].kind.sql == "TEXT"
        ]
        count += sum(_count(store, sheet.name, column, person.names) for column in columns)
    return count


def _count(store: Store, table: str, column: str, names: Iterable[str]) -> int:
    where = " OR ".join(f"instr(lower({column}), lower(?)) > 0" for _ in names)
    if not where:
        return 0
    return int(store.value(f"SELECT count(*) FROM {table} WHERE {where}", tuple(names)))
