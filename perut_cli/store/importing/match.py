"""Which record a row is: by its code, else by its match columns, in any spelling; what contradicts
itself is a problem.
"""

from collections.abc import Iterable

from perut_cli.core.errors import Problem
from perut_cli.core.sheet import Sheet
from perut_cli.core.text import T
from perut_cli.store.columns import StoredColumn, stored
from perut_cli.store.importing.staging import Staging


def settle(staging: Staging, *, fixed_id: int | None = None, refer: bool = False) -> list[Problem]:
    """Find every row's record, or number a new one; gives the problems found.

    `fixed_id`: the one row is that record. `refer`: the rows only name records, so that other
    key columns must agree.
    """
    if fixed_id is not None:
        staging.run(f"UPDATE {staging.table} SET id = ?", (fixed_id,))
    else:
        match(staging, refer=refer)
    if {"instrument_id", "versioned"} <= set(staging.columns):
        _recorded_version(staging)
    if staging.rows > 1:
        doubles(staging)
    staging.number_new()
    staging.refers = refer
    if refer:
        _fill(staging)
    return staging.problems


def _fill(staging: Staging) -> None:
    """What a row that only names a record leaves out is what is recorded."""
    columns = [part.column for part in match_parts(staging.sheet) if part.column in staging.columns]
    values = ", ".join(f"{column} = t.{column}" for column in columns)
    staging.run(
        f"UPDATE {staging.table} AS s SET {values} FROM {staging.sheet.name} AS t WHERE t.id = "
        f"s.id AND s.act IS NULL"
    )


def match(staging: Staging, *, refer: bool) -> None:
    """Find every row's record. `refer`: the rows only name records, so that other key columns must
    agree.
    """
    key, name = staging.sheet.key, staging.sheet.name
    if key and key in staging.columns:
        staging.run(
            f"UPDATE {staging.table} AS s SET id = (SELECT t.id FROM {name} AS t WHERE t.{key} = "
            f"s.{key}) WHERE s.{key} <> ''"
        )
        _in_any_case(staging)
        if refer:
            _agree(staging)
        else:
            _of_another_village(staging)
    keys = match_parts(staging.sheet)
    if (staging.sheet.has_generated_code or not key) and all(
        part.column in staging.columns for part in keys if part.required
    ):
        staging.run(
            f"UPDATE {staging.table} AS s SET id = (SELECT t.id FROM {name} AS t WHERE "
            f"{_same_key(staging, keys)}) WHERE s.id IS NULL"
        )
        _in_any_spelling(staging, keys)
        _without_optional(staging, keys, refer=refer)
        if staging.sheet.has_generated_code and key in staging.columns:
            _other_code(staging)
    if refer and {"instrument_id", "versioned"} <= set(staging.columns):
        _other_version(staging)


def _open_rows(staging: Staging) -> bool:
    """Whether any row has no record yet."""
    return bool(
        staging.store.value(f"SELECT EXISTS (SELECT 1 FROM {staging.table} WHERE id IS NULL)")
    )


def _in_any_case(staging: Staging) -> None:
    """Codes are unique without regard to case: `kp` is KP, whose spelling stays."""
    key, name = staging.sheet.key, staging.sheet.name
    if not _open_rows(staging) or not staging.store.value(f"SELECT EXISTS (SELECT 1 FROM {name})"):
        return
    staging.run("DROP TABLE IF EXISTS temp.lower_code")
    staging.run("CREATE TABLE temp.lower_code (code TEXT PRIMARY KEY, id INTEGER, spelled TEXT)")
    staging.run(
        f"INSERT OR IGNORE INTO temp.lower_code SELECT lower({key}), id, {key} FROM {name} "
        "ORDER BY id"
    )
    staging.run(
        f"UPDATE {staging.table} AS s SET id = c.id, {key} = c.spelled FROM temp.lower_code AS c "
        f"WHERE s.id IS NULL AND s.{key} <> '' AND c.code = lower(s.{key})"
    )


def _of_another_village(staging: Staging) -> None:
    """A code that belongs to a record of another village never overwrites it."""
    key, name = staging.sheet.key, staging.sheet.name
    if not staging.sheet.has_generated_code or "village_id" not in staging.columns:
        return
    for line, code, village in staging.store.rows(
        f"SELECT s.line, s.{key}, v.village_code FROM {staging.table} AS s JOIN {name} AS t "
        "ON t.id = s.id JOIN village AS v ON v.id = t.village_id "
        f"WHERE s.{key} <> '' AND s.village_id IS NOT NULL AND s.village_id <> t.village_id"
    ):
        staging.problem(
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


def _in_any_spelling(staging: Staging, keys: tuple[StoredColumn, ...]) -> None:
    """Names are compared folded, codes without regard to case; the recorded spelling stays."""
    spelled = [part.column for part in keys if spelling(staging.sheet, part) != "{}"]
    if not spelled or not set(spelled) <= set(staging.columns) or not _open_rows(staging):
        return
    same = [
        f"{spelling(staging.sheet, part).format(f't.{part.column}')} = "
        f"{spelling(staging.sheet, part).format(f's.{part.column}')}"
        if part.column in spelled
        else _same(staging, part)
        for part in keys
    ]
    staging.run(
        f"UPDATE {staging.table} AS s SET id = t.id, "
        f"{', '.join(f'{column} = t.{column}' for column in spelled)} "
        f"FROM {staging.sheet.name} AS t WHERE s.id IS NULL AND {' AND '.join(same)}"
    )


def spelling(sheet: Sheet, part: StoredColumn) -> str:
    """SQL, to be filled with a column, by whose value alone two spellings are one."""
    if part.column == sheet.named_by:
        return "folded({})"
    return "lower({})" if part.code else "{}"


def _without_optional(staging: Staging, keys: tuple[StoredColumn, ...], *, refer: bool) -> None:
    """A row that leaves out or blanks optional key columns is the one record that agrees on the
    rest; where two do, it must say which.
    """
    optional = [part for part in keys if not part.required and part.column not in _OWN_KEY]
    if not optional or staging.sheet.whole_key or not _open_rows(staging):
        return
    blank = {
        part.column: f"{_given(staging, part)} = {'0' if part.sheet else repr('')}"
        for part in optional
    }
    agrees = " AND ".join(
        f"({blank[part.column]} OR {_same(staging, part)})"
        if part.column in blank
        else _same(staging, part)
        for part in keys
    )
    any_blank = " OR ".join(blank.values())
    key = staging.sheet.key or "id"
    staging.run("DROP TABLE IF EXISTS temp.agreeing")
    staging.run(
        "CREATE TABLE temp.agreeing AS SELECT s.rowid AS staged, min(t.id) AS id, count(*) AS "
        f"many, min(t.{key}) AS first, max(t.{key}) AS last FROM {staging.table} AS s JOIN "
        f"{staging.sheet.name} AS t ON {agrees} WHERE s.id IS NULL AND ({any_blank}) GROUP BY 1"
    )
    if not refer:
        _which_of_two(staging)
    staging.run(
        f"UPDATE {staging.table} AS s SET id = a.id FROM temp.agreeing AS a "
        "WHERE a.staged = s.rowid AND a.many = 1"
    )
    for part in optional:
        if part.column in staging.columns:
            staging.run(
                f"UPDATE {staging.table} AS s SET {part.column} = t.{part.column} "
                f"FROM temp.agreeing AS a, {staging.sheet.name} AS t WHERE a.staged = s.rowid "
                f"AND a.many = 1 AND t.id = a.id AND {blank[part.column]}"
            )


_OWN_KEY = ("official_id",)
"""A blank official is no lack: the village itself is assessed."""


def _given(staging: Staging, part: StoredColumn) -> str:
    if part.column not in staging.columns:
        return "0" if part.sheet else "''"
    return f"ifnull(s.{part.column}, {'0' if part.sheet else repr('')})"


def _which_of_two(staging: Staging) -> None:
    for line, first, last in staging.store.rows(
        f"SELECT s.line, a.first, a.last FROM temp.agreeing AS a JOIN {staging.table} AS s "
        "ON s.rowid = a.staged WHERE a.many > 1"
    ):
        staging.problem(
            line,
            staging.sheet.arguments[0],
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


def _same_key(staging: Staging, keys: Iterable[StoredColumn]) -> str:
    return " AND ".join(_same(staging, part) for part in keys)


def _same(staging: Staging, part: StoredColumn) -> str:
    column = part.column
    staged_value = f"s.{column}" if column in staging.columns else ("NULL" if part.sheet else "''")
    # Where the version is no key word, a record by any version of the instrument is the one.
    if part.sheet == "instrument" and not {*part.words} <= {*staging.sheet.match}:
        return (
            "t.instrument_id IN (SELECT i.id FROM instrument AS i WHERE i.instrument_code = "
            "(SELECT j.instrument_code FROM instrument AS j WHERE j.id = s.instrument_id))"
        )
    if part.sheet and not part.required:
        return f"ifnull(t.{column}, 0) = ifnull({staged_value}, 0)"
    return f"t.{column} = {staged_value}"


def _agree(staging: Staging) -> None:
    for part in match_parts(staging.sheet):
        if part.column in staging.columns:
            for line, code in staging.store.rows(
                f"SELECT s.line, s.{staging.sheet.key} FROM {staging.table} AS s JOIN "
                f"{staging.sheet.name} AS t ON t.id = s.id "
                f"WHERE s.{part.column} IS NOT NULL AND s.{part.column} <> '' AND NOT "
                f"({_same(staging, part)})"
            ):
                staging.problem(
                    line,
                    staging.word(part).en,
                    "P052",
                    T(
                        "{code} is recorded with another {word}",
                        "{code} tercatat dengan {word} lain",
                    ).format(code=code, word=staging.word(part)),
                )


def _other_code(staging: Staging) -> None:
    key = staging.sheet.key
    for line, written, recorded in staging.store.rows(
        f"SELECT s.line, s.{key}, t.{key} FROM {staging.table} AS s JOIN {staging.sheet.name} AS "
        f"t ON t.id = s.id "
        f"WHERE s.{key} <> '' AND s.{key} <> t.{key}"
    ):
        staging.problem(
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


def _recorded_version(staging: Staging) -> None:
    """Without a version the recorded one stays, else it is the newest."""
    staging.run(
        f"UPDATE {staging.table} AS s SET instrument_id = t.instrument_id FROM "
        f"{staging.sheet.name} AS t JOIN instrument AS i ON i.id = t.instrument_id "
        "WHERE t.id = s.id AND NOT s.versioned AND lower(i.instrument_code) = "
        "(SELECT lower(j.instrument_code) FROM instrument AS j WHERE j.id = s.instrument_id)"
    )


def _other_version(staging: Staging) -> None:
    """Answers of one version don't go into an assessment by another."""
    for line, code, version in staging.store.rows(
        f"SELECT s.line, t.assessment_code, i.instrument_version FROM {staging.table} AS s JOIN "
        f"assessment AS t ON t.id = s.id "
        "JOIN instrument AS i ON i.id = t.instrument_id JOIN instrument AS j ON j.id = "
        "s.instrument_id "
        "WHERE versioned AND i.id <> j.id AND i.instrument_code = j.instrument_code"
    ):
        staging.problem(
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


def doubles(staging: Staging) -> None:
    """Note every row with the key of an earlier one."""
    match = ", ".join(
        spelling(staging.sheet, part).format(part.column)
        for part in match_parts(staging.sheet)
        if part.column in staging.columns
    )
    groups = ["id"] + ([match] if match else [])
    groups += (
        [f"lower({staging.sheet.key})"]
        if staging.sheet.has_generated_code and staging.sheet.key in staging.columns
        else []
    )
    for number, group in enumerate(groups):
        where = ("id IS NOT NULL", "id IS NULL", f"id IS NULL AND {staging.sheet.key} <> ''")[
            number
        ]
        for line, first in staging.store.rows(
            f"SELECT line, first FROM (SELECT line, min(line) OVER (PARTITION BY {group}) AS "
            f"first FROM {staging.table} "
            f"WHERE {where}) WHERE line > first"
        ):
            staging.problem(
                line,
                staging.sheet.arguments[0],
                "P050",
                T("the same key as line {first}", "kunci sama dengan baris {first}").format(
                    first=first
                ),
                T(
                    "keep one of lines {first} and {line}",
                    "sisakan satu dari baris {first} dan {line}",
                ).format(first=first, line=line),
            )
