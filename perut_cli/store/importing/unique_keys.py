"""No row takes the key of another record: told at its line,
where the table could only refuse all.
"""

from perut_cli.core.errors import Problem
from perut_cli.core.text import T
from perut_cli.store.columns import StoredColumn, key_sql
from perut_cli.store.importing.match import match_parts
from perut_cli.store.importing.staging import Staging


def taken_keys(staging: Staging) -> list[Problem]:
    """Changed rows whose match columns are those of another record, or of an earlier row."""
    keys = match_parts(staging.sheet)
    moved = f"SELECT EXISTS (SELECT 1 FROM {staging.table} WHERE act = 'changed')"
    if not keys or not staging.store.value(moved):
        return []
    found = _recorded(staging, keys)
    told = {problem.line for problem in found}
    return [*found, *(problem for problem in _twice(staging, keys) if problem.line not in told)]


def _recorded(staging: Staging, keys: tuple[StoredColumn, ...]) -> list[Problem]:
    name = staging.sheet.name
    same = " AND ".join(
        f"ifnull(t.{part.column}, 0) = ifnull(a.{part.column}, 0)"
        if part.sheet and not part.required
        else f"t.{part.column} = a.{part.column}"
        for part in keys
    )
    rows = staging.store.rows(
        f"SELECT a.line, {key_sql(staging.sheet, 't.id')} FROM {staging.after()} AS a "
        f"CROSS JOIN {name} AS t ON {same} WHERE a.act = 'changed' AND t.id <> a.id"
    )
    reason = T("this is already recorded as {key}", "ini sudah tercatat sebagai {key}")
    hint = T(
        "correct what tells the two apart, or change {key} first",
        "perbaiki yang membedakan keduanya, atau ubah dahulu {key}",
    )
    word = staging.sheet.arguments[0]
    return [
        Problem(line, word, "P053", reason.format(key=key), "", 0, hint.format(key=key))
        for line, key in rows
    ]


def _twice(staging: Staging, keys: tuple[StoredColumn, ...]) -> list[Problem]:
    columns = ", ".join(f"a.{part.column}" for part in keys)
    rows = staging.store.rows(
        f"SELECT line, first FROM (SELECT a.line, min(a.line) OVER (PARTITION BY {columns}) AS "
        f"first FROM {staging.after()} AS a) WHERE line > first"
    )
    reason = T("the same key as line {first}", "kunci sama dengan baris {first}")
    hint = T("keep one of lines {first} and {line}", "sisakan satu dari baris {first} dan {line}")
    return [
        Problem(
            line,
            staging.sheet.arguments[0],
            "P050",
            reason.format(first=first),
            "",
            0,
            hint.format(first=first, line=line),
        )
        for line, first in rows
    ]
