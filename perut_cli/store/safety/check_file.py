"""Check the database file: what SQLite says of it, the derived figures, the search index, rights
and copies.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from perut_cli.core.errors import PerutError
from perut_cli.core.sheets import OWNERS, SHEETS
from perut_cli.core.text import T, Text
from perut_cli.store.answers.sums import SUMS, sum_up, touched
from perut_cli.store.batch import BatchInfo, writing
from perut_cli.store.columns import key_sql
from perut_cli.store.db import Store
from perut_cli.store.safety import backups
from perut_cli.store.safety.places import has_rights, not_evidence, risky
from perut_cli.store.safety.verified_copy import checksum

OLDEST_DAYS = 7
"""Days that records may be in no copy before `check` says so."""


class Found(NamedTuple):
    """One thing found: `damage`, `safe` to mend, to `decide` or to `ask`; of which record, what,
    and the command for it.
    """

    sort: str
    sheet: str
    key: str
    fault: Text
    command: Text = ""


MEND = T("check --mend", "periksa --perbaiki")
RESTORE = T("restore newest", "pulihkan terbaru")
_PRIVATE = 0o077


def in_turn(
    store: Store, checks: tuple[Callable[[Store], Iterator[Found]], ...]
) -> Iterator[Found]:
    """What the checks find; one that the damage stops is itself a finding."""
    for check in checks:
        try:
            yield from check(store)
        except (PerutError, sqlite3.Error, TypeError, ValueError) as error:
            # Damage may put a number where a text belongs.
            yield Found("damage", "", "", str(error), RESTORE)


def whole(store: Store) -> Iterator[Found]:
    """SQLite's own look at every page, index, rule and type, and at every reference."""
    for (line,) in store.select("PRAGMA integrity_check(100)"):
        if line != "ok":
            yield Found(
                "damage",
                "",
                "",
                T("SQLite finds: {line}", "SQLite menemukan: {line}").format(line=line),
                RESTORE,
            )
    for table, _, parent, _ in store.select("PRAGMA foreign_key_check"):
        yield Found(
            "damage",
            table,
            "",
            T(
                "a row refers to a {parent} that is not there",
                "satu baris merujuk {parent} yang tidak ada",
            ).format(parent=parent),
            RESTORE,
        )


def sums(store: Store) -> Iterator[Found]:
    """Assessments whose sums are not those of their answers; they are worked out anew in temporary
    tables.
    """
    run = store.connection.execute
    run("DROP TABLE IF EXISTS temp.dimension_sum")
    run("DROP TABLE IF EXISTS temp.touched")
    run("CREATE TABLE temp.touched (id INTEGER PRIMARY KEY)")
    run("INSERT INTO temp.touched SELECT id FROM assessment")
    run(
        "CREATE TABLE temp.dimension_sum (assessment_id INTEGER, dimension_id INTEGER, earned "
        "REAL, answered REAL, applicable REAL, excluded REAL, "
        "critical_failed INTEGER, critical_blank INTEGER, PRIMARY KEY (assessment_id, "
        "dimension_id)) WITHOUT ROWID"
    )
    try:
        run(SUMS.replace("INTO dimension_sum", "INTO temp.dimension_sum"))
        for (code,) in store.rows(_WRONG_SUMS):
            yield Found(
                "safe",
                "assessment",
                code,
                T("its sums are not those of its answers", "jumlahnya tidak sesuai jawabannya"),
                MEND,
            )
    finally:
        run("DROP TABLE IF EXISTS temp.dimension_sum")
        run("DROP TABLE IF EXISTS temp.touched")


_FIGURES = ("earned", "answered", "applicable", "excluded", "critical_failed", "critical_blank")
_ALIKE = " AND ".join(f"abs(one.{figure} - two.{figure}) < 1e-6" for figure in _FIGURES)
_ALIKE_OR_NONE = " AND ".join(
    f"abs(one.{figure} - ifnull(two.{figure}, 0)) < 1e-6" for figure in _FIGURES
)
_ADDED = ", ".join(f"total({figure}) AS {figure}" for figure in _FIGURES)
_WRONG_SUMS = f"""
SELECT assessment_code FROM assessment WHERE id IN (
  SELECT one.assessment_id FROM main.dimension_sum AS one
  WHERE NOT EXISTS (SELECT 1 FROM temp.dimension_sum AS two
    WHERE two.assessment_id = one.assessment_id AND two.dimension_id = one.dimension_id
      AND {_ALIKE})
  UNION SELECT one.assessment_id FROM temp.dimension_sum AS one
  WHERE NOT EXISTS (SELECT 1 FROM main.dimension_sum AS two
    WHERE two.assessment_id = one.assessment_id AND two.dimension_id = one.dimension_id)
  UNION SELECT one.id FROM assessment AS one
  LEFT JOIN (SELECT assessment_id, {_ADDED} FROM temp.dimension_sum GROUP BY assessment_id) AS two
    ON two.assessment_id = one.id
  WHERE NOT ({_ALIKE_OR_NONE}))
ORDER BY assessment_code
"""


def searchable(store: Store) -> Iterator[Found]:
    """Whether the full-text indexes hold what their tables hold; nothing can be tried where the
    file can't be written.
    """
    for table in _indexes(store):
        try:
            store.connection.execute("BEGIN IMMEDIATE")
            store.connection.execute(
                f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"
            )
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT:
                yield Found(
                    "safe",
                    table.removesuffix("_fts"),
                    "",
                    T("the search index is out of step", "indeks pencarian tidak sejalan"),
                    MEND,
                )
        finally:
            if store.connection.in_transaction:
                store.connection.execute("ROLLBACK")


def _indexes(store: Store) -> list[str]:
    return [
        name
        for (name,) in store.rows(
            "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%' ORDER "
            "BY name"
        )
    ]


def evidence(store: Store) -> Iterator[Found]:
    """Evidence files that are gone or changed since their checksum was taken."""
    folder = store.path.absolute().parent
    for name in (sheet.name for sheet in SHEETS.values() if "evidence" in sheet.words):
        rows = store.rows(
            f"SELECT {key_sql(SHEETS[name], 't.id')}, evidence, evidence_sha256 FROM {name} AS "
            f"t WHERE evidence <> '' AND evidence_sha256 <> ''"
        )
        for key, path, sha256 in rows:
            fault = _evidence_fault(folder, path, sha256)
            if fault:
                yield Found(
                    "decide",
                    name,
                    key,
                    fault,
                    T(
                        f"{name} edit {quoted(key)} --evidence …",
                        f"{SHEETS[name].alias} ubah {quoted(key)} --bukti-dukung …",
                    ),
                )


def _evidence_fault(folder: Path, path: str, sha256: str) -> T | None:
    strange = not_evidence(folder, path)
    if strange:
        return strange
    try:
        if checksum(folder / path) != sha256:
            return T(
                "the evidence {path} changed after it was recorded",
                "bukti {path} berubah setelah dicatat",
            ).format(path=path)
    except OSError:
        return T("the evidence {path} is not there", "bukti {path} tidak ada").format(path=path)
    return None


def quoted(key: str) -> str:
    """A key as it can be typed."""
    return f'"{key}"' if " " in key else key


def private(store: Store) -> Iterator[Found]:
    """Files that others than their owner can read."""
    if not has_rights(store.path):
        return
    folder = backups.folder_of(store.path)
    with suppress(OSError):
        files = [store.path, *([folder, *sorted(folder.iterdir())] if folder.is_dir() else [])]
        for file in files:
            if file.stat().st_mode & _PRIVATE:
                yield Found(
                    "safe",
                    "",
                    file.name,
                    T(
                        "others can read it: it holds personal data",
                        "bisa dibaca orang lain: berisi data pribadi",
                    ),
                    MEND,
                )


def copied(store: Store, now: datetime) -> Iterator[Found]:
    """Records that have been in no copy for a week."""
    copy = backups.newest(store.path)
    oldest = store.value(
        "SELECT written_at FROM batch WHERE id > ? ORDER BY id LIMIT 1",
        (copy.last_batch if copy else 0,),
    )
    if not oldest:
        return
    with suppress(ValueError, TypeError):
        age = now.astimezone() - datetime.fromisoformat(oldest)
        if age > timedelta(days=OLDEST_DAYS):
            yield Found(
                "safe",
                "",
                store.path.name,
                T(
                    "records of {days} {days:day|days} are in no copy",
                    "catatan {days} hari belum ada salinannya",
                ).format(days=age.days),
                T("backup", "cadangkan"),
            )


def placed(store: Store, environ: Mapping[str, str]) -> Iterator[Found]:
    """A folder or drive where writing is risky."""
    why = risky(store.path, environ)
    if why:
        yield Found("decide", "", store.path.name, why, T("backup FOLDER", "cadangkan FOLDER"))


def mend(store: Store, note: BatchInfo) -> int:
    """Do what is safe: sums and search indexes in one batch, rights; gives how many things were
    mended.
    """
    done = 0
    wrong = [fault for fault in in_turn(store, (sums, searchable, private)) if fault.sort == "safe"]
    stale = [f"{fault.sheet}_fts" for fault in wrong if fault.sheet and not fault.key]
    codes = [fault.key for fault in wrong if fault.sheet in OWNERS and fault.key]
    if stale or codes:
        with writing(store, note) as batch:
            for code in codes:
                touched(
                    batch,
                    f"SELECT id FROM assessment WHERE assessment_code = "
                    f"'{code.replace(chr(39), chr(39) * 2)}'",
                )
            sum_up(batch)
            for table in stale:
                store.connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
            batch.changed = done = len(codes) + len(stale)
    folder = backups.folder_of(store.path)
    for fault in wrong:
        if not fault.sheet:
            file = (
                folder
                if fault.key == folder.name
                else store.path
                if fault.key == store.path.name
                else folder / fault.key
            )
            with suppress(OSError):
                file.chmod(0o700 if file.is_dir() else 0o600)
                done += 1
    return done
