"""Databases for the tests of reports and pages, filled with plain SQL from CSV text, a block a sheet."""

import csv
import sqlite3
from collections import defaultdict
from io import StringIO
from pathlib import Path

from perut_cli.scoring import Answer, Sums, summed
from perut_cli.sheets import SHEETS, Sheet
from perut_cli.store.open import APPLICATION_ID, SCHEMA_VERSION, Store

ROOT = Path(__file__).parent.parent
SAMPLE = {sheet: (ROOT / "sample_data" / f"{sheet}.csv").read_text("utf-8") for sheet in SHEETS}
_NUMBERS = {"INTEGER": int, "REAL": float}


def made(path: Path, **sheets: str) -> Store:
    """A database with these rows: `village="village_code,village_name\\n…"`, in any order."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript((ROOT / "perut_cli/sql/schema/0001_first.sql").read_text("utf-8"))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    add(connection, **sheets)
    connection.close()
    return Store(path)


def add(connection: sqlite3.Connection, **sheets: str) -> None:
    """Put the rows in, in the order of SHEETS, and the sums beside the assessments."""
    connection.execute("BEGIN")
    for sheet in SHEETS.values():
        for number, row in enumerate(csv.DictReader(StringIO(sheets.get(sheet.name, "").strip()))):
            _insert(connection, sheet, row, number)
    _sum(connection)
    connection.execute("COMMIT")


def _insert(connection: sqlite3.Connection, sheet: Sheet, row: dict[str, str], number: int) -> None:
    values, lists = {"batch": 1}, {}
    refers = {word for reference in sheet.references for word in reference.words} - {sheet.key}
    for column in sheet.columns:
        cell = (row.get(column.key) or column.default).strip()
        if column.key == sheet.key and not cell:
            cell = f"{row.get('village_code', row.get('finding_code', 'X'))[-4:]}-{sheet.name}-{number}"
        if column.key not in refers and column.key != "village_code" or sheet.name == "village":
            values[column.key] = _typed(cell, column.field.kind.sql)
    for reference in sheet.references:
        if reference.listed:
            names = [name for name in (row.get(reference.words[0]) or "").split("|") if name]
            lists[reference.listed] = [_found(connection, reference.sheet, reference.words, row, name) for name in names]
        else:
            values[reference.column] = _found(connection, reference.sheet, reference.words, row)
    if sheet.name in ("official", "post", "attendance", "score", "action"):
        values.pop("village_id", None) if sheet.name != "official" else None
    cursor = connection.execute(
        f"INSERT INTO {sheet.name} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", list(values.values()))
    for table, ids in lists.items():
        for place, id in enumerate(ids):
            connection.execute(f"INSERT INTO {table} VALUES (?, ?, ?)", (cursor.lastrowid, place, id))


def _typed(cell: str, kind: str) -> object:
    return cell if kind not in _NUMBERS else (_NUMBERS[kind](cell) if cell else None)


def _found(connection: sqlite3.Connection, sheet: str, words: tuple[str, ...], row: dict[str, str], name: str = "") -> int | None:
    known = {word: row.get(word) or "" for word in words}
    if sheet == "dimension":
        instrument = _found(connection, "instrument", ("instrument_code", "instrument_version"), row)
        connection.execute("INSERT OR IGNORE INTO dimension (instrument_id, dimension) VALUES (?, ?)", (instrument, row["dimension"]))
        return _id(connection, "SELECT id FROM dimension WHERE instrument_id = ? AND dimension = ?", instrument, row["dimension"])
    if sheet == "village":
        return _id(connection, "SELECT id FROM village WHERE village_code = ?", name or row["village_code"])
    if sheet == "official":
        if not known["official_name"]:
            return None
        village = known.get("village_code") or _host(connection, row["session_code"])
        return _id(connection, "SELECT id FROM official_sheet WHERE (village_code, official_name) = (?, ?)", village, known["official_name"])
    if sheet == "instrument":
        if not known["instrument_code"]:
            return None
        return _id(connection, "SELECT id FROM instrument WHERE (instrument_code, instrument_version) = (?, ?)",
                   known["instrument_code"], row.get("instrument_version") or "1")
    if sheet == "indicator":
        code = name.split(":") if name else [row.get("instrument_code") or "DESA", row.get("indicator_code")]
        return _id(connection, "SELECT id FROM indicator_sheet WHERE (instrument_code, indicator_code) = (?, ?)", *code) if code[1] else None
    key = SHEETS[sheet].key
    code = name or known.get(key) or row.get(words[0])
    return _id(connection, f"SELECT id FROM {sheet} WHERE {key} = ?", code) if code else None


def _host(connection: sqlite3.Connection, session: str) -> str:
    return connection.execute("SELECT village_code FROM session_sheet WHERE session_code = ?", (session,)).fetchone()[0]


def _id(connection: sqlite3.Connection, sql: str, *values: object) -> int:
    found = connection.execute(sql, values).fetchone()
    assert found, f"not there: {values}"
    return found[0]


def _sum(connection: sqlite3.Connection) -> None:
    answers = connection.execute(
        "SELECT assessment.id, dimension_id, indicator_code, weight, score / max_score, critical, ifnull(na_reason, '') "
        "FROM assessment JOIN indicator USING (instrument_id) LEFT JOIN score ON score.indicator_id = indicator.id "
        "AND score.assessment_id = assessment.id ORDER BY 1, indicator.id").fetchall()
    whole, parts = defaultdict(list), defaultdict(list)
    for assessment, dimension, code, weight, factor, critical, reason in answers:
        answer = Answer(code, weight, factor, critical == "yes", not reason)
        whole[assessment].append(answer)
        parts[assessment, dimension].append(answer)
    connection.executemany(
        "UPDATE assessment SET earned = ?, answered = ?, applicable = ?, critical_failed = ?, critical_blank = ?, excluded = ? WHERE id = ?",
        [(*summed(asked), _excluded(asked, summed(asked)), id) for id, asked in whole.items()])
    connection.executemany(
        "INSERT OR REPLACE INTO dimension_sum (assessment_id, dimension_id, earned, answered, applicable, critical_failed, critical_blank, excluded) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(*id, *summed(asked), _excluded(asked, summed(asked))) for id, asked in parts.items()])


def _excluded(asked: list[Answer], sums: Sums) -> float:
    return sum(answer.weight for answer in asked) - sums.applicable
