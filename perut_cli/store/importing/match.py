"""Codes made from what a record is, so that every laptop and every run makes the same."""

import base64
import hashlib
from collections.abc import Iterable
from typing import Any

from perut_cli.core.sheets import Sheet
from perut_cli.core.text import T
from perut_cli.store.columns import Part, stored
from perut_cli.store.importing.temporary_table import Staged


def match(staged: Staged, *, refer: bool) -> None:
    """Find every row's record. `refer`: the rows only name records, so that other key columns must
    agree.
    """
    key, name = staged.sheet.key, staged.sheet.name
    if key and key in staged.columns:
        staged.run(
            f"UPDATE {staged.table} AS s SET id = (SELECT t.id FROM {name} AS t WHERE t.{key} = "
            f"s.{key}) WHERE s.{key} <> ''"
        )
        if refer:
            _agree(staged)
    keys = match_parts(staged.sheet)
    if (staged.sheet.made or not key) and all(
        part.column in staged.columns for part in keys if part.required
    ):
        staged.run(
            f"UPDATE {staged.table} AS s SET id = (SELECT t.id FROM {name} AS t WHERE "
            f"{_same_key(staged, keys)}) WHERE s.id IS NULL"
        )
        if staged.sheet.made and key in staged.columns:
            _other_code(staged)
    if name == "assessment" and "instrument_id" in staged.columns and "versioned" in staged.columns:
        _other_version(staged)
        # Without a version the recorded one stays.
        staged.run(
            f"UPDATE {staged.table} AS s SET instrument_id = (SELECT t.instrument_id FROM "
            f"assessment AS t WHERE t.id = s.id) "
            "WHERE s.id IS NOT NULL AND NOT versioned"
        )


def match_parts(sheet: Sheet) -> tuple[Part, ...]:
    """The columns that say which record a row is."""
    return tuple(
        part
        for part in stored(sheet)
        if (part.match and part.column != sheet.key) or (part.match and not sheet.made)
    )


def _same_key(staged: Staged, keys: Iterable[Part]) -> str:
    return " AND ".join(_same(staged, part) for part in keys)


def _same(staged: Staged, part: Part) -> str:
    column = part.column
    given = f"s.{column}" if column in staged.columns else ("NULL" if part.sheet else "''")
    if staged.sheet.name == "assessment" and column == "instrument_id":
        return (
            "t.instrument_id IN (SELECT i.id FROM instrument AS i WHERE i.instrument_code = "
            "(SELECT j.instrument_code FROM instrument AS j WHERE j.id = s.instrument_id))"
        )
    if part.sheet and not part.required:
        return f"ifnull(t.{column}, 0) = ifnull({given}, 0)"
    return f"t.{column} = {given}"


def _agree(staged: Staged) -> None:
    for part in match_parts(staged.sheet):
        if part.column in staged.columns:
            for line, code in staged.store.rows(
                f"SELECT s.line, s.{staged.sheet.key} FROM {staged.table} AS s JOIN "
                f"{staged.sheet.name} AS t ON t.id = s.id "
                f"WHERE s.{part.column} IS NOT NULL AND s.{part.column} <> '' AND NOT "
                f"({_same(staged, part)})"
            ):
                staged.problem(
                    line,
                    staged.word(part).en,
                    "P052",
                    T(
                        "{code} is recorded with another {word}",
                        "{code} tercatat dengan {word} lain",
                    ).format(code=code, word=staged.word(part)),
                )


def _other_code(staged: Staged) -> None:
    key = staged.sheet.key
    for line, given, recorded in staged.store.rows(
        f"SELECT s.line, s.{key}, t.{key} FROM {staged.table} AS s JOIN {staged.sheet.name} AS "
        f"t ON t.id = s.id "
        f"WHERE s.{key} <> '' AND s.{key} <> t.{key}"
    ):
        staged.problem(
            line,
            key,
            "P053",
            T(
                "{given} is already recorded as {recorded}",
                "{given} sudah tercatat sebagai {recorded}",
            ).format(given=given, recorded=recorded),
            T(
                "leave the code blank, or write {recorded}",
                "kosongkan kodenya, atau tulis {recorded}",
            ).format(recorded=recorded),
        )


def _other_version(staged: Staged) -> None:
    """Answers of one version don't go into an assessment by another."""
    for line, code, version in staged.store.rows(
        f"SELECT s.line, t.assessment_code, i.instrument_version FROM {staged.table} AS s JOIN "
        f"assessment AS t ON t.id = s.id "
        "JOIN instrument AS i ON i.id = t.instrument_id JOIN instrument AS j ON j.id = "
        "s.instrument_id "
        "WHERE versioned AND i.id <> j.id AND i.instrument_code = j.instrument_code"
    ):
        staged.problem(
            line,
            "instrument_version",
            "P052",
            T(
                "{code} is recorded by version {version}", "{code} tercatat menurut versi {version}"
            ).format(code=code, version=version),
            T(
                "leave out instrument_version, or assess anew",
                "hilangkan versi_instrumen, atau buat penilaian baru",
            ),
        )


def doubles(staged: Staged) -> None:
    """Note every row with the key of an earlier one."""
    match = ", ".join(
        part.column for part in match_parts(staged.sheet) if part.column in staged.columns
    )
    groups = ["id"] + ([match] if match else [])
    groups += [staged.sheet.key] if staged.sheet.made and staged.sheet.key in staged.columns else []
    for number, group in enumerate(groups):
        where = ("id IS NOT NULL", "id IS NULL", f"id IS NULL AND {staged.sheet.key} <> ''")[number]
        for line, first in staged.store.rows(
            f"SELECT line, first FROM (SELECT line, min(line) OVER (PARTITION BY {group}) AS "
            f"first FROM {staged.table} "
            f"WHERE {where}) WHERE line > first"
        ):
            staged.problem(
                line,
                staged.sheet.arguments[0],
                "P050",
                T("the same key as line {first}", "kunci sama dengan baris {first}").format(
                    first=first
                ),
                T(
                    "keep one of lines {first} and {line}",
                    "sisakan satu dari baris {first} dan {line}",
                ).format(first=first, line=line),
            )


US = "\x1f"
_CODE_LETTERS = 4

_CODED = {
    "official": ("village.village_code", "official_name"),
    "session": ("village.village_code", "session_date", "start_time", "kind"),
    "finding": ("village.village_code", "finding_date", "session.session_code", "finding_text"),
    "action": ("finding.finding_code", "action_text"),
    "assessment": (
        "village.village_code",
        "official.official_name",
        "instrument.instrument_code",
        "assessment_date",
        "stage",
        "mentor.mentor_code",
    ),
}
"""Of what a made code is the checksum: the match columns in their order, as text."""


def make_codes(staged: Staged) -> None:
    """A code for every new row without one, the same on every laptop; the recorded one for the
    others.
    """
    key = staged.sheet.key
    if key not in staged.columns:
        staged.columns = (*staged.columns, key)
        staged.run(
            f"UPDATE {staged.table} AS s SET {key} = (SELECT t.{key} FROM {staged.sheet.name} "
            f"AS t WHERE t.id = s.id) "
            "WHERE s.act IS NOT 'new'"
        )
    staged.run(
        f"UPDATE {staged.table} AS s SET {key} = (SELECT t.{key} FROM {staged.sheet.name} AS t "
        f"WHERE t.id = s.id) "
        f"WHERE s.act IS NOT 'new' AND s.{key} = ''"
    )
    rows = staged.store.rows(
        f"SELECT s.rowid, {', '.join(_code_words(staged))} FROM {staged.table} AS s WHERE s.act "
        f"= 'new' AND s.{key} = '' ORDER BY s.line"
    )
    if rows:
        _make(staged, rows)


def _code_words(staged: Staged) -> list[str]:
    made = []
    for word in _CODED[staged.sheet.name]:
        table, _, column = word.rpartition(".")
        if not table:
            made.append(f"s.{column}" if column in staged.columns else "''")
        elif f"{table}_id" in staged.columns:
            made.append(
                f"ifnull((SELECT r.{column} FROM {table} AS r WHERE r.id = s.{table}_id), '')"
            )
        else:
            made.append("''")
    return made


def _make(staged: Staged, rows: list[tuple[Any, ...]]) -> None:
    key, name = staged.sheet.key, staged.sheet.name
    taken = (
        {
            code
            for (code,) in staged.store.rows(
                f"SELECT {key} FROM {name} UNION SELECT {key} FROM {staged.table}"
            )
        }
        if len(rows) > 50
        else None
    )
    made = []
    for id_, *words in rows:
        code = _free_code(staged, _beginning(staged.sheet, words), words, taken)
        made.append((code, id_))
        if taken is not None:
            taken.add(code)
        else:
            staged.run(f"UPDATE {staged.table} SET {key} = ? WHERE rowid = ?", (code, id_))
    if taken is not None:
        staged.store.connection.executemany(
            f"UPDATE {staged.table} SET {key} = ? WHERE rowid = ?", made
        )


def _free_code(staged: Staged, beginning: str, words: list[str], taken: set[str] | None) -> str:
    checksum = hashlib.sha256(US.join(words).encode()).digest()
    digest = base64.b32encode(checksum[:5]).decode()
    length = _CODE_LETTERS
    while True:
        code = f"{beginning}-{digest[:length]}"
        if not (code in taken if taken is not None else _is_taken(staged, code)):
            return code
        length += 1
        digest = base64.b32encode(checksum).decode()


def _is_taken(staged: Staged, code: str) -> bool:
    key = staged.sheet.key
    return bool(
        staged.store.value(
            f"SELECT EXISTS (SELECT 1 FROM {staged.sheet.name} WHERE {key} = ?1) OR EXISTS "
            f"(SELECT 1 FROM {staged.table} WHERE {key} = ?1)",
            (code,),
        )
    )


def _beginning(sheet: Sheet, words: list[str]) -> str:
    if sheet.name == "action":
        return words[0]
    if sheet.name == "official":
        return words[0][-4:]
    day = words[3] if sheet.name == "assessment" else words[1]
    return f"{words[0][-4:]}-{day[2:4]}{day[5:7]}{day[8:10]}"
