"""Codes made from what a record is, so that every laptop and every run makes the same."""

import base64
import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from perut_cli.core.values import Row
from perut_cli.store.importing.temporary_table import Staged

US = "\x1f"
_CODE_LETTERS = 4


class _Code(NamedTuple):
    """How a code is made: of which words, as text, its letters are the checksum, in this order; the
    place of the village's code and of the day among them, or the pattern of its beginning.
    """

    words: tuple[str, ...]
    day: int = 1
    begins: str = "{village}-{day}"

    def beginning(self, words: Sequence[str]) -> str:
        """What stands before the letters: the last four of the village, and the day as yymmdd."""
        day = words[self.day]
        return self.begins.format(
            *words, village=words[0][-4:], day=f"{day[2:4]}{day[5:7]}{day[8:10]}"
        )


_CODED = {
    "official": _Code(("village.village_code", "official_name"), begins="{village}"),
    "session": _Code(("village.village_code", "session_date", "start_time", "kind")),
    "finding": _Code(
        ("village.village_code", "finding_date", "session.session_code", "finding_text")
    ),
    "action": _Code(("finding.finding_code", "action_text"), begins="{0}"),
    "document": _Code(("register", "year", "sequence"), begins="{1}-{2:0>3}"),
    "assessment": _Code(
        (
            "village.village_code",
            "official.official_name",
            "instrument.instrument_code",
            "assessment_date",
            "stage",
            "mentor.mentor_code",
        ),
        day=3,
    ),
}
"""The made codes by sheet."""


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
    words = []
    for word in _CODED[staged.sheet.name].words:
        table, _, column = word.rpartition(".")
        if not table:
            words.append(f"s.{column}" if column in staged.columns else "''")
        elif f"{table}_id" in staged.columns:
            words.append(
                f"ifnull((SELECT r.{column} FROM {table} AS r WHERE r.id = s.{table}_id), '')"
            )
        else:
            words.append("''")
    return words


def _make(staged: Staged, rows: list[Row]) -> None:
    key, name = staged.sheet.key, staged.sheet.name
    in_use = (
        {
            code
            for (code,) in staged.store.rows(
                f"SELECT {key} FROM {name} UNION SELECT {key} FROM {staged.table}"
            )
        }
        if len(rows) > 50
        else None
    )
    codes = []
    for id_, *cells in rows:
        words = [str(cell) for cell in cells]
        code = _free_code(staged, _CODED[name].beginning(words), words, in_use)
        codes.append((code, id_))
        if in_use is not None:
            in_use.add(code)
        else:
            staged.run(f"UPDATE {staged.table} SET {key} = ? WHERE rowid = ?", (code, id_))
    if in_use is not None:
        staged.store.connection.executemany(
            f"UPDATE {staged.table} SET {key} = ? WHERE rowid = ?", codes
        )


def _free_code(staged: Staged, beginning: str, words: list[str], in_use: set[str] | None) -> str:
    checksum = hashlib.sha256(US.join(words).encode()).digest()
    digest = base64.b32encode(checksum[:5]).decode()
    length = _CODE_LETTERS
    while True:
        code = f"{beginning}-{digest[:length]}"
        if not (code in in_use if in_use is not None else _is_taken(staged, code)):
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
