"""Which record a row is: by its code, else by its match columns, in any spelling; what contradicts
itself is a problem.
"""

from collections.abc import Iterable

from perut_cli.core.errors import Problem
from perut_cli.core.names import folded, untitled
from perut_cli.core.sheets import Sheet
from perut_cli.core.text import T
from perut_cli.core.values import quoted
from perut_cli.store.columns import StoredColumn, stored
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
        _in_any_case(staged)
        if refer:
            _agree(staged)
        else:
            _of_another_village(staged)
    keys = match_parts(staged.sheet)
    if (staged.sheet.has_generated_code or not key) and all(
        part.column in staged.columns for part in keys if part.required
    ):
        staged.run(
            f"UPDATE {staged.table} AS s SET id = (SELECT t.id FROM {name} AS t WHERE "
            f"{_same_key(staged, keys)}) WHERE s.id IS NULL"
        )
        _in_any_spelling(staged, keys)
        _without_optional(staged, keys, refer=refer)
        if staged.sheet.has_generated_code and key in staged.columns:
            _other_code(staged)
    if {"instrument_id", "versioned"} <= set(staged.columns):
        _other_version(staged)
        # Without a version the recorded one stays.
        staged.run(
            f"UPDATE {staged.table} AS s SET instrument_id = (SELECT t.instrument_id FROM "
            f"assessment AS t WHERE t.id = s.id) "
            "WHERE s.id IS NOT NULL AND NOT versioned"
        )


def _open_rows(staged: Staged) -> bool:
    """Whether any row has no record yet."""
    return bool(
        staged.store.value(f"SELECT EXISTS (SELECT 1 FROM {staged.table} WHERE id IS NULL)")
    )


def _in_any_case(staged: Staged) -> None:
    """Codes are unique without regard to case: `kp` is KP, whose spelling stays."""
    key, name = staged.sheet.key, staged.sheet.name
    if not _open_rows(staged) or not staged.store.value(f"SELECT EXISTS (SELECT 1 FROM {name})"):
        return
    staged.run("DROP TABLE IF EXISTS temp.lower_code")
    staged.run("CREATE TABLE temp.lower_code (code TEXT PRIMARY KEY, id INTEGER, spelled TEXT)")
    staged.run(
        f"INSERT OR IGNORE INTO temp.lower_code SELECT lower({key}), id, {key} FROM {name} "
        "ORDER BY id"
    )
    staged.run(
        f"UPDATE {staged.table} AS s SET id = c.id, {key} = c.spelled FROM temp.lower_code AS c "
        f"WHERE s.id IS NULL AND s.{key} <> '' AND c.code = lower(s.{key})"
    )


def _of_another_village(staged: Staged) -> None:
    """A code that belongs to a record of another village never overwrites it."""
    key, name = staged.sheet.key, staged.sheet.name
    if not staged.sheet.has_generated_code or "village_id" not in staged.columns:
        return
    for line, code, village in staged.store.rows(
        f"SELECT s.line, s.{key}, v.village_code FROM {staged.table} AS s JOIN {name} AS t "
        "ON t.id = s.id JOIN village AS v ON v.id = t.village_id "
        f"WHERE s.{key} <> '' AND s.village_id IS NOT NULL AND s.village_id <> t.village_id"
    ):
        staged.problem(
            line,
            key,
            "P251",
            T(
                "{code} belongs to a record of {village}", "{code} milik catatan desa {village}"
            ).format(code=code, village=village),
            T(
                "leave the code blank, so that the row gets one of its own",
                "kosongkan kodenya, agar baris ini mendapat kode sendiri",
            ),
        )


_NAMED = {"official": "official_name"}
"""Sheets whose records are matched by a name, however it is spelled."""


def _in_any_spelling(staged: Staged, keys: tuple[StoredColumn, ...]) -> None:
    """Names are compared folded; the recorded spelling stays."""
    name = _NAMED.get(staged.sheet.name)
    if name is None or name not in staged.columns or not _open_rows(staged):
        return
    staged.store.connection.create_function("folded", 1, folded, deterministic=True)
    rest = [_same(staged, part) for part in keys if part.column != name]
    staged.run(
        f"UPDATE {staged.table} AS s SET id = t.id, {name} = t.{name} "
        f"FROM {staged.sheet.name} AS t WHERE s.id IS NULL AND {' AND '.join(rest)} "
        f"AND folded(t.{name}) = folded(s.{name})"
    )


def twins(staged: Staged) -> list[Problem]:
    """New people whose name is a recorded one's but for titles, without a code of their own."""
    key = staged.sheet.key
    named = _NAMED.get(staged.sheet.name)
    if named is None or not {named, "village_id"} <= set(staged.columns):
        return []
    staged.store.connection.create_function("untitled", 1, untitled, deterministic=True)
    given = f"s.{key} = ''" if key in staged.columns else "1"
    rows = staged.store.rows(
        f"SELECT s.line, s.official_name, t.official_name, t.official_code FROM {staged.table} AS "
        f"s JOIN official AS t ON t.village_id = s.village_id WHERE s.act = 'new' AND {given} AND "
        "untitled(t.official_name) = untitled(s.official_name) GROUP BY s.line"
    )
    return [
        Problem(
            line,
            "official_name",
            "P250",
            T(
                "{name} may be {recorded} ({code})",
                "{name} mungkin sama dengan {recorded} ({code})",
            ).format(name=quoted(name), recorded=quoted(recorded), code=code),
            name,
            hint=T(
                "the same person: write {recorded}; another: add --new, or give a code",
                "orang yang sama: tulis {recorded}; orang lain: tambahkan --baru, atau beri kode",
            ).format(recorded=quoted(recorded)),
        )
        for line, name, recorded, code in rows
    ]


def _without_optional(staged: Staged, keys: tuple[StoredColumn, ...], *, refer: bool) -> None:
    """A row that leaves out or blanks optional key columns is the one record that agrees on the
    rest; where two do, it must say which.
    """
    optional = [part for part in keys if not part.required and part.column not in _OWN_KEY]
    if not optional or staged.sheet.name in _WHOLE_KEY or not _open_rows(staged):
        return
    blank = {
        part.column: f"{_given(staged, part)} = {'0' if part.sheet else repr('')}"
        for part in optional
    }
    agrees = " AND ".join(
        f"({blank[part.column]} OR {_same(staged, part)})"
        if part.column in blank
        else _same(staged, part)
        for part in keys
    )
    any_blank = " OR ".join(blank.values())
    key = staged.sheet.key or "id"
    staged.run("DROP TABLE IF EXISTS temp.agreeing")
    staged.run(
        "CREATE TABLE temp.agreeing AS SELECT s.rowid AS staged, min(t.id) AS id, count(*) AS "
        f"many, min(t.{key}) AS first, max(t.{key}) AS last FROM {staged.table} AS s JOIN "
        f"{staged.sheet.name} AS t ON {agrees} WHERE s.id IS NULL AND ({any_blank}) GROUP BY 1"
    )
    if not refer:
        _which_of_two(staged)
    staged.run(
        f"UPDATE {staged.table} AS s SET id = a.id FROM temp.agreeing AS a "
        "WHERE a.staged = s.rowid AND a.many = 1"
    )
    for part in optional:
        if part.column in staged.columns:
            staged.run(
                f"UPDATE {staged.table} AS s SET {part.column} = t.{part.column} "
                f"FROM temp.agreeing AS a, {staged.sheet.name} AS t WHERE a.staged = s.rowid "
                f"AND a.many = 1 AND t.id = a.id AND {blank[part.column]}"
            )


_OWN_KEY = ("official_id",)
"""A blank official is no lack: the village itself is assessed."""

_WHOLE_KEY = ("attendance", "plan")


def _given(staged: Staged, part: StoredColumn) -> str:
    if part.column not in staged.columns:
        return "0" if part.sheet else "''"
    return f"ifnull(s.{part.column}, {'0' if part.sheet else repr('')})"


def _which_of_two(staged: Staged) -> None:
    for line, first, last in staged.store.rows(
        f"SELECT s.line, a.first, a.last FROM temp.agreeing AS a JOIN {staged.table} AS s "
        "ON s.rowid = a.staged WHERE a.many > 1"
    ):
        staged.problem(
            line,
            staged.sheet.arguments[0],
            "P252",
            T("it fits {first} and {last}", "cocok dengan {first} dan {last}").format(
                first=first, last=last
            ),
            T(
                "say which: write the hour or the code",
                "sebutkan yang mana: tulis jamnya atau kodenya",
            ),
        )


def match_parts(sheet: Sheet) -> tuple[StoredColumn, ...]:
    """The columns that say which record a row is."""
    return tuple(
        part
        for part in stored(sheet)
        if (part.match and part.column != sheet.key)
        or (part.match and not sheet.has_generated_code)
    )


def _same_key(staged: Staged, keys: Iterable[StoredColumn]) -> str:
    return " AND ".join(_same(staged, part) for part in keys)


def _same(staged: Staged, part: StoredColumn) -> str:
    column = part.column
    staged_value = f"s.{column}" if column in staged.columns else ("NULL" if part.sheet else "''")
    if staged.sheet.name == "assessment" and column == "instrument_id":
        return (
            "t.instrument_id IN (SELECT i.id FROM instrument AS i WHERE i.instrument_code = "
            "(SELECT j.instrument_code FROM instrument AS j WHERE j.id = s.instrument_id))"
        )
    if part.sheet and not part.required:
        return f"ifnull(t.{column}, 0) = ifnull({staged_value}, 0)"
    return f"t.{column} = {staged_value}"


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
    for line, written, recorded in staged.store.rows(
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
            ).format(given=written, recorded=recorded),
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
    name = _NAMED.get(staged.sheet.name)
    if name in staged.columns:
        staged.store.connection.create_function("folded", 1, folded, deterministic=True)
    match = ", ".join(
        f"folded({part.column})" if part.column == name else part.column
        for part in match_parts(staged.sheet)
        if part.column in staged.columns
    )
    groups = ["id"] + ([match] if match else [])
    groups += (
        [staged.sheet.key]
        if staged.sheet.has_generated_code and staged.sheet.key in staged.columns
        else []
    )
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
