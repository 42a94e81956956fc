"""Which record a row is: by its code, else by its match columns; what contradicts itself is a
problem.
"""

from collections.abc import Iterable

from perut_cli.sheets import Sheet
from perut_cli.store.shape import Part, stored
from perut_cli.store.staged import Staged
from perut_cli.text import T


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
