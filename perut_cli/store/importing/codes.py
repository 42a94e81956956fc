"""What rows still lack once they are matched: codes made from what a record is, so that every
laptop and every run makes the same, and the records that rows of the same file name.
"""

import base64
import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from perut_cli.core.text import T
from perut_cli.core.values import Row
from perut_cli.store.columns import stored
from perut_cli.store.importing.staging import Staging

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


def finish(staging: Staging) -> None:
    """Make codes, resolve what refers to rows of the same file, and compare with what is
    recorded.
    """
    if "dimension_id" in staging.columns:
        _number_dimensions(staging)
    if "repeat_of" in staging.columns:
        _own_references(staging)
    if staging.sheet.has_generated_code:
        make_codes(staging)
    staging.compare()


def make_codes(staging: Staging) -> None:
    """A code for every new row without one, the same on every laptop; the recorded one for the
    others.
    """
    key = staging.sheet.key
    if key not in staging.columns:
        staging.columns = (*staging.columns, key)
        staging.run(
            f"UPDATE {staging.table} AS s SET {key} = (SELECT t.{key} FROM {staging.sheet.name} "
            f"AS t WHERE t.id = s.id) "
            "WHERE s.act IS NOT 'new'"
        )
    staging.run(
        f"UPDATE {staging.table} AS s SET {key} = (SELECT t.{key} FROM {staging.sheet.name} AS t "
        f"WHERE t.id = s.id) "
        f"WHERE s.act IS NOT 'new' AND s.{key} = ''"
    )
    rows = staging.store.rows(
        f"SELECT s.rowid, {', '.join(_code_words(staging))} FROM {staging.table} AS s WHERE s.act "
        f"= 'new' AND s.{key} = '' ORDER BY s.line"
    )
    if rows:
        _make(staging, rows)


def _code_words(staging: Staging) -> list[str]:
    words = []
    for word in _CODED[staging.sheet.name].words:
        table, _, column = word.rpartition(".")
        if not table:
            words.append(f"s.{column}" if column in staging.columns else "''")
        elif f"{table}_id" in staging.columns:
            words.append(
                f"ifnull((SELECT r.{column} FROM {table} AS r WHERE r.id = s.{table}_id), '')"
            )
        else:
            words.append("''")
    return words


def _make(staging: Staging, rows: list[Row]) -> None:
    key, name = staging.sheet.key, staging.sheet.name
    in_use = (
        {
            code.casefold()
            for (code,) in staging.store.rows(
                f"SELECT {key} FROM {name} UNION SELECT {key} FROM {staging.table}"
            )
        }
        if len(rows) > 50
        else None
    )
    codes = []
    for id_, *cells in rows:
        words = [str(cell) for cell in cells]
        code = _free_code(staging, _CODED[name].beginning(words), words, in_use)
        codes.append((code, id_))
        if in_use is not None:
            in_use.add(code.casefold())
        else:
            staging.run(f"UPDATE {staging.table} SET {key} = ? WHERE rowid = ?", (code, id_))
    if in_use is not None:
        staging.store.connection.executemany(
            f"UPDATE {staging.table} SET {key} = ? WHERE rowid = ?", codes
        )


def _free_code(staging: Staging, beginning: str, words: list[str], in_use: set[str] | None) -> str:
    checksum = hashlib.sha256(US.join(words).encode()).digest()
    digest = base64.b32encode(checksum[:5]).decode()
    length = _CODE_LETTERS
    while True:
        code = f"{beginning}-{digest[:length]}"
        if not (code.casefold() in in_use if in_use is not None else _is_taken(staging, code)):
            return code
        length += 1
        digest = base64.b32encode(checksum).decode()


def _is_taken(staging: Staging, code: str) -> bool:
    """Whether a record or a row has this code, in whatever case."""
    key = staging.sheet.key
    return bool(
        staging.store.value(
            f"SELECT EXISTS (SELECT 1 FROM {staging.sheet.name} WHERE {key} = ?1 COLLATE NOCASE) "
            f"OR EXISTS (SELECT 1 FROM {staging.table} WHERE {key} = ?1 COLLATE NOCASE)",
            (code,),
        )
    )


def _number_dimensions(staging: Staging) -> None:
    instrument = staging.effective(
        next(part for part in stored(staging.sheet) if part.column == "instrument_id")
    )
    rows = staging.store.rows(
        f"SELECT DISTINCT {instrument}, s.dimension_id FROM {staging.table} AS s LEFT JOIN "
        f"indicator AS t ON t.id = s.id "
        "WHERE s.dimension_id IS NOT NULL ORDER BY s.line"
    )
    staging.store.connection.executemany(
        "INSERT OR IGNORE INTO dimension (instrument_id, dimension) VALUES (?, ?)", rows
    )
    staging.run(
        f"UPDATE {staging.table} AS s SET dimension_id = (SELECT d.id FROM dimension AS d "
        f"WHERE d.dimension = s.dimension_id "
        f"AND d.instrument_id = (SELECT {instrument} FROM (SELECT 1) LEFT JOIN indicator AS "
        f"t ON t.id = s.id))"
    )


def _own_references(staging: Staging) -> None:
    key = staging.sheet.key
    keyed = (
        f"UNION ALL SELECT o.id FROM {staging.table} AS o WHERE o.{key} = s.repeat_of"
        if key in staging.columns
        else ""
    )
    staging.run(
        f"UPDATE {staging.table} AS s SET keep = (SELECT t.id FROM finding AS t WHERE t.{key} "
        f"= s.repeat_of {keyed} LIMIT 1) "
        "WHERE s.repeat_of IS NOT NULL"
    )
    for line, text in staging.store.rows(
        f"SELECT line, repeat_of FROM {staging.table} WHERE repeat_of IS NOT NULL AND keep IS NULL"
    ):
        staging.problem(
            line,
            "repeat_of",
            "P040",
            T("no finding {text}", "temuan {text} tidak ada").format(text=text),
            T("see `perut finding list`", "lihat `perut temuan daftar`"),
            str(text),
        )
    staging.run(f"UPDATE {staging.table} SET repeat_of = keep")


def drop_orphans(staging: Staging) -> None:
    """Take out rows that refer to a rejected row of the same file."""
    if "repeat_of" in staging.columns:
        while staging.run(
            f"DELETE FROM {staging.table} AS s WHERE s.repeat_of IS NOT NULL AND NOT EXISTS "
            f"(SELECT 1 FROM finding AS t "
            f"WHERE t.id = s.repeat_of) AND NOT EXISTS (SELECT 1 FROM {staging.table} AS o "
            f"WHERE o.id = s.repeat_of)"
        ):
            pass
