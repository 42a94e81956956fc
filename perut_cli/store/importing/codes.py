"""Codes made from what a record is, so that every laptop and every run makes the same."""

import base64
import hashlib
from typing import Any

from perut_cli.core.sheets import Sheet
from perut_cli.store.importing.temporary_table import Staged

US = "\x1f"
_CODE_LETTERS = 4

_CODED = {
    "official": ("village.village_code", "official_name"),
    "session": ("village.village_code", "session_date", "start_time", "kind"),
    "finding": ("village.village_code", "finding_date", "session.session_code", "finding_text"),
    "action": ("finding.finding_code", "action_text"),
    "document": ("register", "year", "sequence"),
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
    for id_, *cells in rows:
        words = [str(cell) for cell in cells]
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
    if sheet.name == "document":
        return f"{words[1]}-{words[2]:0>3}"
    day = words[3] if sheet.name == "assessment" else words[1]
    return f"{words[0][-4:]}-{day[2:4]}{day[5:7]}{day[8:10]}"
