"""Databases for the tests of reports and pages, filled with plain SQL from CSV text, a block a sheet."""

import csv
import sqlite3
from collections import defaultdict
from io import StringIO
from pathlib import Path

from database import empty_file

from perut_cli.core.scoring import Answer, summed
from perut_cli.core.sheet import Reference, Sheet
from perut_cli.core.sheets import SHEETS
from perut_cli.store.db import Store

ROOT = Path(__file__).parent.parent
SAMPLE = {sheet: (ROOT / "sample_data" / f"{sheet}.csv").read_text("utf-8") for sheet in SHEETS}
_NUMBERS = {"INTEGER": int, "REAL": float}


def made(path: Path, **sheets: str) -> Store:
    """A database with these rows: `village="village_code,village_name\\n…"`, in any order."""
    connection = empty_file(path)
    add(connection, **sheets)
    connection.close()
    return _to_be_changed(path)


def add(connection: sqlite3.Connection, **sheets: str) -> None:
    """Put the rows in, in the order of SHEETS, and the sums beside the assessments."""
    connection.execute("BEGIN")
    for sheet in SHEETS.values():
        for number, row in enumerate(csv.DictReader(StringIO(sheets.get(sheet.name, "").strip()))):
            _insert(connection, sheet, row, number)
    _sum(connection)
    connection.execute("COMMIT")


def sample(path: Path) -> Store:
    """A database with the sample data, built once and copied."""
    if not _BUILT:
        made(path, **SAMPLE).close()
        _BUILT.append(path.read_bytes())
    path.write_bytes(_BUILT[0])
    return _to_be_changed(path)


def _to_be_changed(path: Path) -> Store:
    """Open it for tests that write rows by themselves, as a batch does: triggers fill the indexes."""
    store = Store(path)
    store.connection.execute("PRAGMA trusted_schema = ON")
    return store


_BUILT: list[bytes] = []


def _insert(connection: sqlite3.Connection, sheet: Sheet, row: dict[str, str], number: int) -> None:
    values, lists = {"batch": 1}, {}
    refers = {word for reference in sheet.references for word in reference.words} - {sheet.key}
    for column in sheet.columns:
        cell = (row.get(column.key) or column.default).strip()
        if column.key == sheet.key and not cell:
            cell = f"{row.get('village_code', row.get('finding_code', 'X'))[-4:]}-{sheet.name}-{number}"
        if sheet.name == "village" or column.key not in {*refers, "village_code"}:
            values[column.key] = _typed(cell, column.field.kind.sql)
    for reference in sheet.references:
        if reference.listed:
            names = [name for name in (row.get(reference.words[0]) or "").split("|") if name]
            lists[reference.listed] = [_found(connection, reference, row, name) for name in names]
        else:
            values[reference.column] = _found(connection, reference, row)
    cursor = connection.execute(
        f"INSERT INTO {sheet.name} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
        list(values.values()),
    )
    for table, ids in lists.items():
        for place, item in enumerate(ids):
            connection.execute(
                f"INSERT INTO {table} VALUES (?, ?, ?)", (cursor.lastrowid, place, item)
            )


def _typed(cell: str, kind: str) -> object:
    return cell if kind not in _NUMBERS else (_NUMBERS[kind](cell) if cell else None)


def _found(
    connection: sqlite3.Connection, reference: Reference, row: dict[str, str], name: str = ""
) -> int | None:
    """The id that a cell means; None for a blank one."""
    sql, *values = _asked(connection, reference, row, name)
    if not values[-1]:
        return None
    found = connection.execute(sql, values).fetchone()
    assert found, f"not there: {values}"
    return found[0]


def _asked(
    connection: sqlite3.Connection, reference: Reference, row: dict[str, str], name: str
) -> tuple[str, ...]:
    version = row.get("instrument_version") or "1"
    if reference.sheet == "dimension":
        connection.execute(
            "INSERT OR IGNORE INTO dimension (instrument_id, dimension) SELECT id, ? FROM instrument "
            "WHERE (instrument_code, instrument_version) = (?, ?)",
            (row["dimension"], row["instrument_code"], version),
        )
        sql = (
            "SELECT dimension.id FROM dimension JOIN instrument ON instrument.id = instrument_id "
            "WHERE (instrument_code, instrument_version, dimension) = (?, ?, ?)"
        )
        return sql, row["instrument_code"], version, row["dimension"]
    if reference.sheet == "official":
        village = row.get("village_code") or _host(connection, row["session_code"])
        return (
            "SELECT id FROM official_sheet WHERE (village_code, official_name) = (?, ?)",
            village,
            row.get("official_name", ""),
        )
    if reference.sheet == "instrument":
        return (
            "SELECT id FROM instrument WHERE (instrument_version, instrument_code) = (?, ?)",
            version,
            row.get("instrument_code", ""),
        )
    if reference.sheet == "indicator":
        code = (
            name.split(":")
            if name
            else [row.get("instrument_code") or "DESA", row.get("indicator_code", "")]
        )
        return (
            "SELECT id FROM indicator_sheet WHERE (instrument_code, indicator_code) = (?, ?)",
            *code,
        )
    key = SHEETS[reference.sheet].key
    return f"SELECT id FROM {reference.sheet} WHERE {key} = ?", name or row.get(
        reference.words[0]
    ) or ""


def _host(connection: sqlite3.Connection, session: str) -> str:
    return connection.execute(
        "SELECT village_code FROM session_sheet WHERE session_code = ?", (session,)
    ).fetchone()[0]


def _sum(connection: sqlite3.Connection) -> None:
    answers = connection.execute(
        "SELECT assessment.id, dimension_id, indicator_code, weight, score / max_score, critical, ifnull(na_reason, '') "
        "FROM assessment JOIN indicator USING (instrument_id) LEFT JOIN score ON score.indicator_id = indicator.id "
        "AND score.assessment_id = assessment.id ORDER BY 1, indicator.id"
    ).fetchall()
    whole, parts = defaultdict(list), defaultdict(list)
    for assessment, dimension, code, weight, factor, critical, reason in answers:
        answer = Answer(code, weight, factor, critical == "yes", not reason)
        whole[assessment].append(answer)
        parts[assessment, dimension].append(answer)
    connection.executemany(
        "UPDATE assessment SET earned = ?, answered = ?, applicable = ?, critical_failed = ?, critical_blank = ?, "
        "excluded = ? WHERE id = ?",
        [(*_sums(asked), key) for key, asked in whole.items()],
    )
    connection.executemany(
        "INSERT OR REPLACE INTO dimension_sum (assessment_id, dimension_id, earned, answered, applicable, critical_failed, "
        "critical_blank, excluded) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(*key, *_sums(asked)) for key, asked in parts.items()],
    )


def _sums(asked: list[Answer]) -> tuple[float, ...]:
    sums = summed(asked)
    return *sums, sum(answer.weight for answer in asked) - sums.applicable
