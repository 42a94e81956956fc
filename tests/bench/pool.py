"""The pool: a province's and the nation's deliveries taken in, one office more, and its reports on
DuckDB against one SQLite file with the same records; CPU seconds, memory, bytes, and on paper what
a cluster would bring.

python tests/bench/pool.py VILLAGES.csv [--provinces 63,11] [--years 10] [--spark MASTER]

VILLAGES.csv has the nation's villages (`code,name`); three rounds of 40 indicators a year. The
nation's ten years are 100 million answers: an hour or more of one core and 4 GB of disk.
"""

import argparse
import csv
import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import time
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from measure import PERUT, done, folder, machine

from perut_cli.pool.duckdb_engine import DuckDB
from perut_cli.pool.engine import PoolStore
from perut_cli.pool.folder import opened
from perut_cli.pool.tables import FORMAT, PARTS
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores import indicators, progress
from perut_cli.store.migrate import create

ROUNDS = (("02-01", "baseline"), ("07-01", "monitoring"), ("11-01", "endline"))
LAST_YEAR = 2026
INDICATORS = 40
OBLIGATIONS = 12
BANDS = "0:perlu pendampingan;60:berkembang;80:mandiri"


def districts(path: Path, provinces: set[str]) -> dict[str, list[str]]:
    """Village codes by district."""
    found: dict[str, list[str]] = defaultdict(list)
    with path.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if not provinces or row["code"][:2] in provinces:
                found[row["code"][:8]].append(row["code"])
    return dict(found)


def assessments(villages: list[str], years: int) -> Iterator[tuple[int, str, str, str, list[int]]]:
    """(ordinal, village, day, stage, answers) of every round."""
    chance = random.Random(villages[0])
    rounds = [
        (f"{year}-{day}", stage)
        for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1)
        for day, stage in ROUNDS
    ]
    for ordinal, (place, (day, stage)) in enumerate(
        ((village, one) for village in villages for one in rounds), 1
    ):
        yield ordinal, place, day, stage, chance.choices((0, 1, 2), k=INDICATORS)


def tables(villages: list[str], years: int) -> dict[str, list[list[object]]]:
    """The parts of an office's delivery."""
    taken, scores = [], []
    for ordinal, village, day, stage, answers in assessments(villages, years):
        earned = sum(answers) / 2
        taken.append(
            [
                ordinal,
                village,
                "",
                "BIG",
                "1",
                day,
                stage,
                0,
                "final",
                repr(earned),
                "40.0",
                "40.0",
                "0.0",
                0,
                0,
            ]
        )
        scores += [[ordinal, f"Q{n}", repr(float(score))] for n, score in enumerate(answers, 1)]
    return {
        "village": [[code, f"Desa {code}", "", ""] for code in villages],
        "instrument": [["BIG", "1", "Big", "village", "80.0", BANDS]],
        "indicator": [
            ["BIG", "1", f"Q{n}", n, f"D{n % 5}", f"Text {n}", "1.0", "2.0", "no", ""]
            for n in range(1, INDICATORS + 1)
        ],
        "assessment": taken,
        "score": scores,
        "session": [
            [n, code, "2026-03-05", "", "", "supervisi", "visit"]
            for n, code in enumerate(villages, 1)
        ],
        "action": [
            [n, code, "low", "2026-04-01", "open", "2026-03-05", "", ""]
            for n, code in enumerate(villages, 1)
        ],
        "plan": [[code, "2026-12-10", "asistensi", "planned", ""] for code in villages],
        "obligation": [
            [f"O{n}", f"Document {n}", f"Y {n:02}-15", "2019-01-01", ""]
            for n in range(1, OBLIGATIONS + 1)
        ],
        "submission": [
            [code, f"O{n}", str(year), "", "submitted", f"{year}-{n:02}-{10 + n}"]
            for code in villages
            for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1)
            for n in range(1, OBLIGATIONS // 2 + 1)
        ],
    }


def deliver(district: str, villages: list[str], out: Path, years: int, batch: int = 1) -> Path:
    """Write the delivery of an office, as perut would."""
    made = tables(villages, years)
    members = {}
    for part in PARTS:
        lines = [",".join(part.columns)]
        lines += [",".join(map(str, row)) for row in made.get(part.name, [])]
        members[part.name] = ("\n".join(lines) + "\n").encode()
    said = {
        "format": FORMAT,
        "district_code": district,
        "file_id": district,
        "files": [district],
        "head": "",
        "last_batch": batch,
        "made_at": f"2026-11-{batch:02}T09:30:00Z",
        "parts": {
            name: {"rows": data.count(b"\n") - 1, "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in members.items()
        },
    }
    path = out / f"{district}-{batch}.perut"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("manifest.json", json.dumps(said))
        for name, data in members.items():
            archive.writestr(f"{name}.csv", data)
    return path


def one_file(offices: dict[str, list[str]], path: Path, years: int) -> None:
    """One SQLite file with the same villages, assessments, answers, sessions and follow-ups."""
    create(path).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA synchronous = OFF")
    db.execute(
        "INSERT INTO batch (id, written_at, actor, command, schema_version) VALUES (1, '', '', '', 1)"
    )
    db.execute(
        "INSERT INTO instrument VALUES (1, 'BIG', '1', 'Big', 'village', 80, ?, 1)", (BANDS,)
    )
    db.executemany(
        "INSERT INTO dimension (id, instrument_id, dimension) VALUES (?, 1, ?)",
        ((n + 1, f"D{n}") for n in range(5)),
    )
    db.executemany(
        "INSERT INTO indicator (id, instrument_id, dimension_id, indicator_code, indicator_text, "
        "item_order, weight, max_score, critical, batch) VALUES (?, 1, ?, ?, ?, ?, 1, 2, 'no', 1)",
        ((n, n % 5 + 1, f"Q{n}", f"Text {n}", n) for n in range(1, INDICATORS + 1)),
    )
    ids = {code: n for n, code in enumerate((one for all_ in offices.values() for one in all_), 1)}
    db.executemany(
        "INSERT INTO village (id, village_code, village_name, batch) VALUES (?, ?, ?, 1)",
        ((n, code, f"Desa {code}") for code, n in ids.items()),
    )
    db.executemany(
        "INSERT INTO session (session_code, village_id, session_date, kind, mode, batch) "
        "VALUES (?, ?, '2026-03-05', 'supervisi', 'visit', 1)",
        ((code, n) for code, n in ids.items()),
    )
    db.executemany(
        "INSERT INTO finding (id, finding_code, village_id, finding_date, finding_text, batch) "
        "VALUES (?, ?, ?, '2026-03-05', 'x', 1)",
        ((n, code, n) for code, n in ids.items()),
    )
    db.executemany(
        "INSERT INTO action (action_code, finding_id, action_text, due, action_state, opened_on, batch) "
        "VALUES (?, ?, 'x', '2026-04-01', 'open', '2026-03-05', 1)",
        ((code, n) for code, n in ids.items()),
    )
    last = 0
    for villages in offices.values():
        for ordinal, village, day, stage, answers in assessments(villages, years):
            db.execute(
                "INSERT INTO assessment (id, assessment_code, village_id, instrument_id, "
                "assessment_date, stage, assessment_state, earned, answered, applicable, batch) "
                "VALUES (?, ?, ?, 1, ?, ?, 'final', ?, 40, 40, 1)",
                (last + ordinal, f"{village}-{day}", ids[village], day, stage, sum(answers) / 2),
            )
            db.executemany(
                "INSERT INTO score (assessment_id, indicator_id, score, batch) VALUES (?, ?, ?, 1)",
                ((last + ordinal, n, score) for n, score in enumerate(answers, 1)),
            )
        last += ordinal
    db.commit()
    db.close()


def one_sends(district: str, villages: list[str], work: Path) -> None:
    """What writing a delivery of an office's year takes beyond perut's start."""
    db = work / "office.db"
    one_file({district: villages}, db, 1)
    begins, lists, sends = (
        sorted(run_once(*words, db=db).cpu for _ in range(7))[3]
        for words in (
            ("--version",),
            ("village", "list", "--format", "csv"),
            ("send", str(work / "sent")),
        )
    )
    print(
        f"send of {len(villages)} villages' year: {1000 * (sends - lists):.0f} ms CPU beyond the "
        f"start of a command that reads the file (<= 50), {1000 * (sends - begins):.0f} beyond "
        "--version",
        flush=True,
    )


class Cost(NamedTuple):
    """What a run of perut took."""

    cpu: float
    seconds: float
    megabytes: float


def run_once(*words: str, db: Path | None = None) -> Cost:
    """Run perut once."""
    began = time.perf_counter()
    environ = {**os.environ, **({"PERUT_DB": str(db)} if db else {})}
    quiet = subprocess.DEVNULL
    with subprocess.Popen([*PERUT, *words], env=environ, stdout=quiet, stderr=quiet) as running:
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise SystemExit(f"perut {' '.join(words[:3])} ended with {running.returncode}")
    return Cost(
        usage.ru_utime + usage.ru_stime, time.perf_counter() - began, usage.ru_maxrss / 1024
    )


def measured(label: str, *words: str, db: Path | None = None) -> Cost:
    """Run perut once; print CPU seconds, wall seconds and the most memory."""
    cost = run_once(*words, db=db)
    print(
        f"{label}: {cost.cpu:.2f} CPU s, {cost.seconds:.2f} s, {cost.megabytes:.0f} MB", flush=True
    )
    return cost


def size(path: Path) -> float:
    """Megabytes of all files below a folder."""
    return sum(one.stat().st_size for one in path.rglob("*") if one.is_file()) / 1e6


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("villages", type=Path)
    parser.add_argument("--provinces", default="")
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--spark", default="", metavar="MASTER")
    asked = parser.parse_args()
    print(machine())
    work = folder()
    try:
        offices = districts(asked.villages, set(filter(None, asked.provinces.split(","))))
        first = next(iter(offices))
        one_sends(first, offices[first], work)
        files = delivered(offices, work / "out", asked.years)
        a_province(files, work / "province")
        pool = work / "nation"
        taken = the_nation(list(files.values()), pool)
        again = deliver(first, offices[first], work / "out", asked.years, batch=2)
        measured(
            "one more office in the pool (<= 2 CPU s)", "pool", "add", str(pool), str(again), "-q"
        )
        shutil.rmtree(work / "out")
        reports(pool, [])
        if asked.spark:
            reports(pool, ["--engine", "spark", "--master", asked.spark])
        against_one_file(offices, work / "one.db", asked.years, pool)
        on_paper(taken, pool)
    finally:
        done(work)


def delivered(offices: dict[str, list[str]], out: Path, years: int) -> dict[str, str]:
    """The deliveries of all offices, by district."""
    out.mkdir()
    began = time.perf_counter()
    files = {code: str(deliver(code, villages, out, years)) for code, villages in offices.items()}
    answers = sum(map(len, offices.values())) * len(ROUNDS) * INDICATORS * years
    print(
        f"{len(files)} deliveries, {answers} answers, {size(out):.0f} MB, made in "
        f"{time.perf_counter() - began:.0f} s",
        flush=True,
    )
    return files


def a_province(files: dict[str, str], pool: Path) -> None:
    """The deliveries of the province with most offices taken in, twice."""
    by_province: dict[str, list[str]] = defaultdict(list)
    for code in files:
        by_province[code[:2]].append(code)
    chosen = [files[code] for code in max(by_province.values(), key=len)[:576]]
    words = ("pool", "add", str(pool), *chosen, "-q")
    measured("init", "pool", "init", str(pool), "--covers", "id", "-q")
    measured(f"a province's {len(chosen)} deliveries (<= 30 CPU s)", *words)
    measured("again, nothing new (<= 6 CPU s)", *words)
    shutil.rmtree(pool)


def the_nation(files: list[str], pool: Path) -> float:
    """All deliveries taken in; gives the CPU seconds."""
    measured("init", "pool", "init", str(pool), "--covers", "id", "-q")
    cpu = 0.0
    for start in range(0, len(files), 1000):
        some = files[start : start + 1000]
        label = f"deliveries {start + 1} to {start + len(some)}"
        cpu += measured(label, "pool", "add", str(pool), *some, "-q").cpu
    print(f"all {len(files)} deliveries: {cpu:.0f} CPU s", flush=True)
    return cpu


WORDS = ("--as-of", "2026-12-01", "--instrument", "BIG")
CSV = ("--format", "csv")
REPORTS = ("progress", "target", "indicators")


def reports(pool: Path, engine: list[str]) -> None:
    """Every report of the pool by an engine."""
    by = " ".join(engine[1:]) or "duckdb"
    for name in REPORTS:
        measured(f"{name} on {by}", "pool", "report", name, str(pool), *WORDS, *CSV, *engine)
    measured(
        f"progress by regency on {by}",
        *("pool", "report", "progress", str(pool), "--by", "regency", *WORDS, *CSV, *engine),
    )
    page = pool.parent / "page.html"
    measured(f"page on {by}", "pool", "page", str(pool), "-o", str(page), *WORDS, *engine)
    print(f"page: {page.stat().st_size / 1e6:.2f} MB", flush=True)


def against_one_file(offices: dict[str, list[str]], db: Path, years: int, pool: Path) -> None:
    """The same reports over one SQLite file with the same records, by turns, and the bytes of both."""
    one_file(offices, db, years)
    for name in REPORTS:
        more = (*WORDS, *CSV)
        turns = [
            (
                run_once("pool", "report", name, str(pool), *more),
                run_once("report", name, *more, db=db),
            )
            for _ in range(_TURNS)
        ]
        duck, lite = (sorted(side)[_TURNS // 2] for side in zip(*turns, strict=True))
        limit = " (<= 2)" if name == "progress" else ""
        print(
            f"{name}: DuckDB {duck.cpu:.2f}, SQLite {lite.cpu:.2f} CPU s: "
            f"{duck.cpu / lite.cpu:.2f} times{limit}; {duck.megabytes:.0f} MB (<= 500), "
            f"{lite.megabytes:.0f} MB",
            flush=True,
        )
    data, kept = size(pool / "data"), size(pool / "deliveries")
    print(
        f"shelves {data:.0f} MB, deliveries {kept:.0f} MB, one SQLite file {size_of(db):.0f} MB: "
        f"the pool is {(data + kept) / size_of(db):.2f} times the file"
    )


_TURNS = 5


def size_of(path: Path) -> float:
    """Megabytes of a file."""
    return path.stat().st_size / 1e6


class Timed(DuckDB):
    """DuckDB that adds up the CPU seconds of its queries, their rows handed over."""

    spent = 0.0

    def run(self, sql: str, values: Mapping[str, object]) -> Iterator[tuple]:
        began = time.process_time()
        rows = list(super().run(sql, values))
        self.spent += time.process_time() - began
        return iter(rows)


def on_paper(taken: float, pool: Path) -> None:
    """What N machines of this kind would bring, from measured parts: the making of the shelves and
    the engine's queries divide among them, what Python does with the rows stays on one.
    """
    print("on paper, CPU seconds of the busiest of N machines; the start of Spark beside it:")
    parts = {}
    for name, made in (("progress", progress.progress), ("indicators", indicators.indicators)):
        engine, began = Timed(), time.process_time()
        store = PoolStore(opened(pool), engine)
        store.open_answers()
        for _ in made(store, Scope("2026-12-01", instrument="BIG")).rows:
            pass
        parts[name] = engine.spent, time.process_time() - began - engine.spent
    for machines in (1, 2, 4, 8, 16):
        figures = ", ".join(
            f"{name} {engine / machines + rest:.1f}" for name, (engine, rest) in parts.items()
        )
        print(f"  N = {machines}: deliveries {taken / machines:.0f}, {figures}")


if __name__ == "__main__":
    main()
