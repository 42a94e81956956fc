"""The texts that tell who a person was, and how they read without: old values, keys, command lines,
what came in by a merge.
"""

import json
import re
from typing import NamedTuple

from perut_cli.core.sheets import OWNERS, SHEETS, owner_of
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.columns import stored
from perut_cli.store.db import Store
from perut_cli.store.history.seal_text import RECORD, UNIT

BLANKED = {
    "official": ("phone", "staff_number", "official_note"),
    "mentor": ("nip", "mentor_position"),
}
"""Columns that only say who it was."""

_KEPT_IN_PLACE = ("official_name", "mentor_name", "na_reason", "reason")
"""Personal words that can't be left blank: the name is taken out of them."""


class ErasedPerson(NamedTuple):
    """Who is erased: an official or a mentor, the names ever had, what stands in their place, and
    the new codes for those made from the name.
    """

    sheet: str
    id: int
    village_id: int
    names: tuple[str, ...]
    code: str
    anonymous: str
    codes: dict[str, str]

    @property
    def of_village(self) -> bool:
        """Whether it is an official of a village, who has posts, attendance and assessments."""
        return "village_code" in SHEETS[self.sheet].words

    @property
    def traces(self) -> tuple[str, ...]:
        """All that tells who it was."""
        return (*self.names, *self.codes)


def rewrite_texts(store: Store, person: ErasedPerson) -> None:
    """Take a person out of the history and of what lies beside it."""
    _rewrite(store, person)
    _rewrite_lines(store, person)
    _rewrite_foreign(store, person)


def _rewrite(store: Store, person: ErasedPerson) -> None:
    """Take the person out of old values and keys in the history."""
    for trace in person.traces:
        inside = json.dumps(trace, ensure_ascii=False)[1:-1]
        rows = store.rows(
            "SELECT batch_id, table_name, row_id, row_part, row_key, old_values FROM change "
            "WHERE (table_name = ?4 AND row_id = ?1) OR (?4 = 'official' AND ((table_name = "
            "'score' AND row_id IN (SELECT id FROM assessment WHERE official_id = ?1)) "
            "OR json_extract(old_values, '$.official_id') = ?1)) "
            "OR instr(lower(row_key), lower(?2)) > 0 OR instr(lower(old_values), lower(?3)) > 0",
            (person.id, trace, inside, person.sheet),
        )
        for batch, table, row, part, key, old in rows:
            kept = json.loads(old) if old else {}
            if trace in person.names and _anothers(store, person, table, row, kept):
                continue
            told = json.dumps(_blanked(kept, table, row, person), ensure_ascii=False)
            store.connection.execute(
                "UPDATE change SET row_key = ?, old_values = ? WHERE batch_id = ? AND "
                "table_name = ? AND row_id = ? AND row_part = ?",
                (without(key, person), told if old else None, batch, table, row, part),
            )


def _anothers(
    store: Store, person: ErasedPerson, table: str, row: int, old: dict[str, object]
) -> bool:
    """Whether a row of the history is about another person of the same name."""
    if table == person.sheet:
        return row != person.id
    if not person.of_village:
        return False
    owner = old.get("official_id")
    if SHEETS[table].owner:
        owner = store.value("SELECT official_id FROM assessment WHERE id = ?", (row,))
        return bool(owner != person.id)
    if owner is None and any(part.sheet == person.sheet for part in stored(SHEETS[table])):
        owner = store.value(f"SELECT official_id FROM {table} WHERE id = ?", (row,))
    return owner not in (None, person.id)


def _blanked(
    old: dict[str, object], table: str, row: int, person: ErasedPerson
) -> dict[str, object]:
    mine = (table == person.sheet and row == person.id) or (
        person.of_village and (bool(SHEETS[table].owner) or old.get("official_id") == person.id)
    )
    return {column: _told(column, value, mine, person) for column, value in old.items()}


def _told(column: str, value: object, mine: bool, person: ErasedPerson) -> object:
    """An old value without the person."""
    if mine and column == "answers" and isinstance(value, list):
        return [_answer(one, person) for one in value]
    word = WORDS.get(column)
    if (
        mine
        and column not in _KEPT_IN_PLACE
        and ((word and word.personal) or column in BLANKED[person.sheet])
    ):
        return ""
    return without(value, person) if isinstance(value, str) else value


def _answer(answer: list[object], person: ErasedPerson) -> list[object]:
    # [indicator, score], or [indicator, score, reason, note, batch].
    if len(answer) <= 2:
        return answer
    return [*answer[:2], without(str(answer[2]), person), "", *answer[4:]]


def _rewrite_lines(store: Store, person: ErasedPerson) -> None:
    """Command lines and first names of records that hold the name, in part of the history or
    outside it.
    """
    for id_, command in store.rows("SELECT id, command FROM batch"):
        told = without(command, person)
        if told != command:
            store.connection.execute("UPDATE batch SET command = ? WHERE id = ?", (told, id_))
    for table, row, identity in store.rows("SELECT table_name, row_id, identity FROM identity"):
        told = without(identity, person)
        if told != identity:
            store.connection.execute(
                "UPDATE identity SET identity = ? WHERE table_name = ? AND row_id = ?",
                (told, table, row),
            )


def _rewrite_foreign(store: Store, person: ErasedPerson) -> None:
    """What came in by a merge, and what was settled, without the person."""
    run = store.connection.execute
    mine = _records_of(store, person)
    for batch, table, row, key, text in store.rows(
        "SELECT batch_id, table_name, row_id, row_key, text FROM foreign_write"
    ):
        if table == person.sheet and row != person.id:
            # Another person, who may have the same name.
            continue
        told = text
        if text is not None and (table, row) in mine:
            told = _without_notes(table, text)
        told = None if told is None else without(told, person)
        if told != text or key != without(key, person):
            run(
                "UPDATE foreign_write SET text = ?, row_key = ? WHERE batch_id = ? AND "
                "table_name = ? AND row_id = ?",
                (told, without(key, person), batch, table, row),
            )
    for id_, table, row, unit, record, value in store.rows(
        "SELECT id, table_name, row_id, unit, record, value FROM settlement"
    ):
        told = _without_notes(table, value) if (table, row) in mine else value
        told = "" if (table, row) in mine and _personal(unit) else without(told, person)
        run(
            "UPDATE settlement SET record = ?, value = ? WHERE id = ?",
            (without(record, person), told, id_),
        )


def _records_of(store: Store, person: ErasedPerson) -> set[tuple[str, int]]:
    """The rows that are about the person."""
    records = {(person.sheet, person.id)}
    if person.of_village:
        for table in ("attendance", "assessment", "post"):
            records |= {
                (table, row)
                for (row,) in store.rows(
                    f"SELECT id FROM {table} WHERE official_id = ?1 UNION SELECT row_id FROM "
                    f"change WHERE table_name = '{table}' AND "
                    "json_extract(old_values, '$.official_id') = ?1",
                    (person.id,),
                )
            }
        records |= {("score", row) for table, row in records if table in OWNERS}
    return records


def _personal(word: str) -> bool:
    return word not in _KEPT_IN_PLACE and word in WORDS and WORDS[word].personal


def _without_notes(table: str, text: str) -> str:
    """A sealed text without the lines that only say who it was; answers without their notes."""
    if owner_of(table):
        return RECORD.join(
            UNIT.join((*line.split(UNIT)[:2], "")) if line.count(UNIT) > 1 else line
            for line in text.split(RECORD)
        )
    blanked = {column for columns in BLANKED.values() for column in columns}
    return "".join(
        f"{line}{UNIT}"
        for line in text.split(UNIT)
        if line and not _personal(name := line.partition("=")[0]) and name not in blanked
    )


def without(text: str, person: ErasedPerson) -> str:
    """A text without the person's names and codes."""
    for name in person.names:
        text = re.sub(
            rf"(?<!\w){re.escape(name)}(?!\w)",
            lambda _: person.anonymous,
            text,
            flags=re.IGNORECASE,
        )
    for code, new in person.codes.items():
        if code in text:
            text = re.sub(rf"(?<![\w-]){re.escape(code)}(?![\w-])", new, text)
    return text
