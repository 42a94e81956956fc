"""What another program, another clock or an erasure does to the file; each gives its figures."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from conftest import NOW, in_process
from faults import Figures

from perut_cli.store.safety import backups

STRANGE = (
    "CREATE TRIGGER t AFTER INSERT ON batch BEGIN UPDATE score SET score = 4; END",
    "CREATE TRIGGER t INSTEAD OF UPDATE ON village_sheet BEGIN SELECT 1; END",
    "CREATE TEMP TABLE x (y); CREATE VIEW seen AS SELECT * FROM official",
    "DROP VIEW village_sheet",
    "DROP VIEW village_sheet; CREATE VIEW village_sheet AS WITH RECURSIVE n (i) AS (SELECT 1 "
    "UNION ALL SELECT i + 1 FROM n) SELECT i AS village_code FROM n",
    "DROP VIEW official_sheet; CREATE VIEW official_sheet AS SELECT 'x' AS official_code",
    "DROP INDEX session_day",
    "DROP INDEX assessment_match",
    "CREATE INDEX mine ON village (village_name)",
    "CREATE UNIQUE INDEX mine ON village (village_name)",
    "DROP TRIGGER session_au",
    "DROP TABLE session_fts",
    "CREATE TABLE hidden (x)",
    "ALTER TABLE village ADD COLUMN colour TEXT",
    "ALTER TABLE topic RENAME TO subject",
    "ALTER TABLE village RENAME COLUMN village_note TO note",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (score >= 0)', "
    "'') WHERE name = 'score'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE "
    "name = 'village'",
    "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'official_sheet'",
    "PRAGMA user_version = 0",
    "PRAGMA user_version = 1",
    "PRAGMA user_version = 99",
    "PRAGMA application_id = 1",
)
"""Shapes that are not ours."""

READING = (
    ["village", "list"],
    ["village", "edit", "muara", "--village-note", "x"],
    ["report", "progress"],
    ["check"],
    ["history"],
    ["undo", "--yes"],
    ["backup"],
)


def hostile(sample: Path, work: Path, tries: int = 0) -> Figures:
    """Files of a strange shape, opened by every sort of command and offered to `restore`."""
    tried = well = 0
    bad: list[str] = []
    for number, sql in enumerate(STRANGE[: tries or None]):
        folder = work / f"strange-{number}"
        folder.mkdir()
        theirs, ours = folder / "theirs.db", folder / "perut.db"
        shutil.copy(sample, theirs)
        shutil.copy(sample, ours)
        with closing(sqlite3.connect(theirs)) as other:
            other.executescript(sql)
        before = theirs.read_bytes(), ours.read_bytes()
        codes = [in_process(*command, db=theirs).code for command in READING]
        codes.append(in_process("restore", str(theirs), "--yes", db=ours).code)
        tried += len(codes)
        well += sum(code == 7 for code in codes) if before == (theirs.read_bytes(), ours.read_bytes()) else 0  # fmt: skip
        if set(codes) != {7}:
            bad.append(f"{sql[:60]}: {codes}")
    return Figures(tried, well, "".join(f"\n    {one}" for one in bad))


_GROUPS = {
    "change": "table_name, act, batch_id IN (SELECT batch_id FROM foreign_write)",
    "foreign_write": "table_name, act",
    "seal": "table_name",
    "identity": "table_name",
    "local_seal": "kind",
}
"""Tables of which a row of every kind is tried."""


def changes(db: Path, seed: int = 0) -> Iterator[tuple[str, str]]:
    """A change of every column of every table of records and of the history, and a deletion, each of
    a row of chance; of the history, for every kind that it holds.
    """
    luck = Random(seed)
    with closing(sqlite3.connect(db)) as there:
        tables = [
            name
            for (name,) in there.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%' "
                "ORDER BY name"
            )
        ]
        for table in tables:
            columns = there.execute(f"PRAGMA table_info({table})").fetchall()
            keys = [row[1] for row in columns if row[5]]
            rows = there.execute(f"SELECT {', '.join(keys)} FROM {table}").fetchall()
            chosen = [luck.choice(rows)] if rows else []
            if table in _GROUPS:
                chosen = there.execute(
                    f"SELECT {', '.join(keys)} FROM {table} GROUP BY {_GROUPS[table]}"
                ).fetchall()
            for row in chosen:
                which = " AND ".join(map(_is, keys, row))
                yield f"a row of {table}", f"DELETE FROM {table} WHERE {which}"
                for _, column, kind, *_ in columns:
                    yield f"{table}.{column}", _changed(table, column, kind, which)


def _is(key: str, value: object) -> str:
    return f"{key} = x'{value.hex()}'" if isinstance(value, bytes) else f"{key} = {value!r}"


def _changed(table: str, column: str, kind: str, which: str) -> str:
    new = {
        "TEXT": f"iif({column} = 'x', 'y', 'x')",
        "BLOB": "zeroblob(16)",
    }.get(kind, f"ifnull({column}, 0) + 1")
    return f"UPDATE {table} SET {column} = {new} WHERE {which}"


def tampered(lived: Path, work: Path, tries: int = 0, seed: int = 0) -> Figures:
    """Single changes by another program of any row: `check` names them, beside what it found before."""
    known = set(in_process("check", "--format", "csv", db=lived).out.splitlines())
    every = list(changes(lived, seed))
    if tries:
        every = Random(seed).sample(every, min(tries, len(every)))
    tried = noticed = 0
    bad: list[str] = []
    for number, (what, sql) in enumerate(every):
        db = work / f"tampered-{number}" / "perut.db"
        db.parent.mkdir()
        shutil.copy(lived, db)
        with closing(sqlite3.connect(db)) as other:
            refused = True
            with suppress(sqlite3.IntegrityError):
                other.execute(sql)
                other.commit()
                refused = False
        if refused:
            # A rule of the file itself is in the way.
            shutil.rmtree(db.parent)
            continue
        tried += 1
        found = in_process("check", "--format", "csv", db=db)
        if found.code == 7 or (found.code == 1 and set(found.out.splitlines()) - known):
            noticed += 1
        else:
            bad.append(f"{what}: {found.code} {sql}")
        shutil.rmtree(db.parent)
    return Figures(tried, noticed, "".join(f"\n    {one}" for one in bad))


def lived(sample: Path, work: Path) -> Path:
    """A database with a history: changed, removed, undone, done again."""
    db = work / "lived" / "perut.db"
    db.parent.mkdir(parents=True)
    shutil.copy(sample, db)
    with closing(sqlite3.connect(db)) as there:
        (answered,) = there.execute("SELECT assessment_code FROM assessment LIMIT 1").fetchone()
        (removed,) = there.execute("SELECT max(assessment_code) FROM assessment").fetchone()
        (topic,) = there.execute(
            "SELECT topic_code FROM topic WHERE id NOT IN (SELECT topic_id FROM session_topic "
            "UNION SELECT topic_id FROM plan_topic)"
        ).fetchone() or ("",)
        (item,) = there.execute(
            "SELECT indicator_code FROM score JOIN indicator AS i ON i.id = indicator_id "
            "JOIN assessment AS a ON a.id = assessment_id WHERE assessment_code = ?",
            (answered,),
        ).fetchone()
    for command in (
        ["village", "edit", "muara", "--village-note", "satu"],
        ["village", "edit", "muara", "--village-note", "dua"],
        ["mentor", "add", "--mentor-code", "K9", "--mentor-name", "Kasi (contoh)"],
        ["mentor", "edit", "K9", "--mentor-code", "K10", "--yes"],
        ["topic", "remove", topic, "--yes"],
        ["undo", "--yes"],
        ["redo", "--yes"],
        ["session", "add", "muara", "2026-11-20", "supervisi", "--mentors", "K10"],
        ["session", "edit", "2014-261120", "--summary", "Buku kas"],
        ["score", "edit", answered, item, "--na-reason", "belum ada", "--yes"],
        ["score", "remove", answered, item, "--yes"],
        ["score", "add", "--assessment-code", answered, "--indicator-code", item, "--score", "1"],
        ["assessment", "remove", removed, "--with-dependants", "--yes"],
        ["undo", "--yes"],
        ["assessment", "remove", removed, "--with-dependants", "--yes"],
        ["mentor", "remove", "K10", "--erase", "--yes"],
    ):
        done = in_process(*command, db=db)
        assert done.code in (0, 4), (command, done.err)
    return db


def joined(sample: Path, work: Path) -> Path:
    """A database with a history into which another laptop's was taken twice: conflicts, one of them
    settled, removals that met edits, an erasure that one laptop didn't know of, renames.
    """
    mine = lived(sample, work)
    other = work / "other.db"

    def do(db: Path, *words: str) -> str:
        done = in_process(*words, db=db, environ={"COMPUTERNAME": db.stem})
        assert done.code == 0, (words, done.err)
        return done.out

    where = ("--village-code", "muara")
    person = do(mine, "official", "add", *where, "--official-name", "Zulkifli (contoh)").strip()
    shutil.copy(mine, other)
    assessment, first, second = _answered(mine)
    topic = do(mine, "topic", "list", "--limit", "1").splitlines()[1].split(",")[0]
    reasons = ("--na-reason", "belum ada", "--yes")
    for db, words in (
        (mine, ("official", "edit", person, "--phone", "081234567890")),
        (other, ("official", "remove", person, "--erase", "--yes")),
        (mine, ("village", "edit", "putat", "--village-note", "satu", "--yes")),
        (other, ("village", "edit", "putat", "--village-note", "dua", "--yes")),
        (other, ("mentor", "add", "--mentor-code", "M8", "--mentor-name", "B (contoh)")),
        (other, ("mentor", "edit", "M8", "--mentor-code", "M7", "--yes")),
        (other, ("session", "add", "muara", "2026-11-21", "supervisi", "--mentors", "M7")),
        (mine, ("session", "edit", "2014-261120", "--summary", "kiri", "--yes")),
        (other, ("session", "edit", "2014-261120", "--summary", "kanan", "--yes")),
        (mine, ("score", "edit", assessment, first, *reasons)),
        (other, ("score", "edit", assessment, first, "--na-reason", "lain", "--yes")),
        (other, ("score", "remove", assessment, second, "--yes")),
        (other, ("village", "edit", "muara", "--village-note", "lain", "--yes")),
        (other, ("undo", "--yes")),
        (mine, ("topic", "edit", topic, "--topic-name", "Topik kita", "--yes")),
        (other, ("topic", "remove", topic, "--with-dependants", "--yes")),
        (mine, ("merge", str(other))),
        (mine, ("conflicts", "settle", "1", "--keep", "there")),
        (mine, ("village", "edit", "muara", "--village-note", "sesudah", "--yes")),
        (mine, ("mentor", "edit", "M7", "--mentor-name", "C (contoh)", "--yes")),
        (other, ("village", "edit", "muara", "--village-note", "susulan", "--yes")),
        (other, ("session", "edit", "2014-261121", "--place", "Balai", "--yes")),
        (mine, ("merge", str(other))),
        (mine, ("village", "edit", "putat", "--village-note", "akhir", "--yes")),
    ):
        do(db, *words)
    return mine


def _answered(db: Path) -> list[str]:
    """An assessment, and two of its indicators with an answer."""
    with closing(sqlite3.connect(db)) as there:
        (row, code) = there.execute(
            "SELECT id, assessment_code FROM assessment ORDER BY id LIMIT 1"
        ).fetchone()
        found = there.execute(
            "SELECT indicator_code FROM score JOIN indicator AS i ON i.id = indicator_id "
            "WHERE assessment_id = ? AND score IS NOT NULL ORDER BY indicator_code LIMIT 2",
            (row,),
        ).fetchall()
    return [code, *(item for (item,) in found)]


CLOCKS = (2010, 2019, 2027, 2031, 2099)
"""Years in which a laptop's clock once stood."""


def clocks(sample: Path, work: Path, tries: int = 0) -> Figures:
    """Backups under wrong clocks: the newest is the one with the newest batch, and it stays."""
    tried = well = 0
    for wrong in CLOCKS[: tries or None]:
        for then in CLOCKS[-tries:]:
            db = work / f"clock-{wrong}-{then}" / "perut.db"
            db.parent.mkdir()
            shutil.copy(sample, db)
            in_process("backup", db=db, now=datetime(wrong, 5, 1, 8))
            in_process("village", "edit", "muara", "--village-note", "new", db=db)
            last = in_process("backup", db=db, now=datetime(then, 4, 1, 8)).out.strip()
            for minute in range(3):
                in_process("backup", db=db, now=datetime(wrong, 5, 1, 8, 1 + minute))
            newest = backups.newest(db)
            kept = Path(last).exists() and newest is not None and newest.last_batch == 2
            tried += 1
            well += bool(kept)
            shutil.rmtree(db.parent)
    return Figures(tried, well)


def erased(sample: Path, work: Path, people: int = 0) -> Figures:
    """Every official and mentor renamed to a name of chance, written about, erased: bytes of the
    name in the file and in what lies beside it.
    """
    with closing(sqlite3.connect(sample)) as there:
        codes = [
            ("official", code) for (code,) in there.execute("SELECT official_code FROM official")
        ] + [("mentor", code) for (code,) in there.execute("SELECT mentor_code FROM mentor")]
    if people:
        codes = codes[: people - 1] + codes[-1:]
    tried = well = 0
    bad: list[str] = []
    for number, (noun, code) in enumerate(codes):
        db = work / f"erased-{number}" / "perut.db"
        db.parent.mkdir()
        shutil.copy(sample, db)
        name = f"Zulkarnain{os.urandom(4).hex()}"
        in_process(noun, "edit", code, f"--{noun}-name", name, "--yes", db=db)
        in_process(noun, "edit", code, f"--{noun}-name", f"{name} Putra", "--yes", db=db)
        later = NOW + timedelta(days=1)
        done = in_process(noun, "remove", code, "--erase", "--yes", db=db, now=later)
        beside = [path for path in db.parent.iterdir() if path.is_file()]
        held = sum(path.read_bytes().lower().count(name.lower().encode()) for path in beside)
        sound = in_process("check", db=db).code
        tried += 1
        well += done.code == 0 and held == 0 and sound == 0
        if done.code or held or sound:
            bad.append(f"{noun} {code}: {done.code}, {held} bytes, check {sound}")
        shutil.rmtree(db.parent)
    return Figures(tried, well, "".join(f"\n    {one}" for one in bad[:10]))
