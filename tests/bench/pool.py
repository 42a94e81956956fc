"""The pool: a province's and the nation's deliveries taken in, one office more, and progress on
DuckDB against one SQLite file; CPU seconds and memory.

python tests/bench/pool.py VILLAGES.csv [PROVINCES]

VILLAGES.csv has the nation's villages (`code,name`); PROVINCES, such as `63,11`, fewer of them.
"""

import csv
import hashlib
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from measure import PERUT, done, folder, machine

from perut_cli.pool.tables import FORMAT, PARTS
from perut_cli.store.migrate import create

ROUNDS = (("2026-02-01", "baseline"), ("2026-07-01", "monitoring"), ("2026-11-01", "endline"))
INDICATORS = 40
BANDS = "0:perlu pendampingan;60:berkembang;80:mandiri"


def districts(path: Path, provinces: set[str]) -> dict[str, list[str]]:
    """Village codes by district."""
    found: dict[str, list[str]] = defaultdict(list)
    with path.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if not provinces or row["code"][:2] in provinces:
                found[row["code"][:8]].append(row["code"])
    return dict(found)


def assessments(villages: list[str]) -> Iterator[tuple[int, str, str, str, list[int]]]:
    """(ordinal, village, day, stage, answers) of every round."""
    chance = random.Random(villages[0])
    for ordinal, (place, (day, stage)) in enumerate(
        ((village, one) for village in villages for one in ROUNDS), 1
    ):
        yield ordinal, place, day, stage, chance.choices((0, 1, 2), k=INDICATORS)


def tables(villages: list[str]) -> dict[str, list[list[object]]]:
    """The parts of an office's delivery."""
    taken, scores = [], []
    for ordinal, village, day, stage, answers in assessments(villages):
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
    }


def deliver(district: str, villages: list[str], out: Path, batch: int = 1) -> Path:
    """Write the delivery of an office, as perut would."""
    made = tables(villages)
    members = {}
    for part in PARTS:
        lines = [",".join(part.columns)]
        lines += [",".join(map(str, row)) for row in made.get(part.name, [])]
        members[part.name] = ("\n".join(lines) + "\n").encode()
    said = {
        "format": FORMAT,
        "district_code": district,
        "file_id": district,
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


def one_file(offices: dict[str, list[str]], path: Path) -> None:
    """One SQLite file with the same villages, assessments, sessions and follow-ups."""
    create(path).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA synchronous = OFF")
    db.execute(
        "INSERT INTO batch (id, written_at, actor, command, schema_version) VALUES (1, '', '', '', 1)"
    )
    db.execute(
        "INSERT INTO instrument VALUES (1, 'BIG', '1', 'Big', 'village', 80, ?, 1)", (BANDS,)
    )
    ids = {code: n for n, code in enumerate((one for all_ in offices.values() for one in all_), 1)}
    db.executemany(
        "INSERT INTO village (id, village_code, village_name, batch) VALUES (?, ?, ?, 1)",
        ((n, code, f"Desa {code}") for code, n in ids.items()),
    )
    db.executemany(
        "INSERT INTO assessment (assessment_code, village_id, instrument_id, assessment_date, stage, "
        "assessment_state, earned, answered, applicable, batch) VALUES (?, ?, 1, ?, ?, 'final', ?, 40, 40, 1)",
        (
            (f"{village}-{day}", ids[village], day, stage, sum(answers) / 2)
            for villages in offices.values()
            for _, village, day, stage, answers in assessments(villages)
        ),
    )
    db.commit()
    db.close()


def measured(label: str, *words: str, db: Path | None = None) -> float:
    """Run perut once; print CPU seconds, wall seconds and the most memory."""
    began = time.perf_counter()
    environ = {**os.environ, **({"PERUT_DB": str(db)} if db else {})}
    with subprocess.Popen([*PERUT, *words], env=environ, stdout=subprocess.DEVNULL) as running:
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime
    print(
        f"{label}: {cpu:.2f} CPU s, {time.perf_counter() - began:.2f} s, "
        f"{usage.ru_maxrss / 1024:.0f} MB, exit {running.returncode}",
        flush=True,
    )
    return cpu


def main(listed: str, provinces: str = "") -> None:
    """Print the figures."""
    print(machine())
    work = folder()
    try:
        offices = districts(Path(listed), set(filter(None, provinces.split(","))))
        out = work / "out"
        out.mkdir()
        began = time.perf_counter()
        files = {code: str(deliver(code, villages, out)) for code, villages in offices.items()}
        rows = sum(map(len, offices.values())) * len(ROUNDS) * INDICATORS
        size = sum(Path(path).stat().st_size for path in files.values())
        print(
            f"{len(files)} deliveries, {rows} answers, {size / 1e6:.0f} MB, made in {time.perf_counter() - began:.0f} s"
        )
        by_province: dict[str, list[str]] = defaultdict(list)
        for code in files:
            by_province[code[:2]].append(code)
        largest = max(by_province.values(), key=len)
        province = [files[code] for code in largest[:576]]
        pool = str(work / "province")
        measured("init", "pool", "init", pool, "--covers", "id", "-q")
        measured(
            f"a province's {len(province)} deliveries (<= 30 CPU s)",
            "pool",
            "add",
            pool,
            *province,
            "-q",
        )
        measured("again, nothing new (<= 6 CPU s)", "pool", "add", pool, *province, "-q")
        pool = str(work / "nation")
        measured("init", "pool", "init", pool, "--covers", "id", "-q")
        every = list(files.values())
        for start in range(0, len(every), 1000):
            measured(
                f"deliveries {start + 1} to {min(start + 1000, len(every))}",
                "pool",
                "add",
                pool,
                *every[start : start + 1000],
                "-q",
            )
        last = next(iter(offices))
        again = str(deliver(last, offices[last], out, batch=2))
        measured("one more office in the pool (<= 2 CPU s)", "pool", "add", pool, again, "-q")
        words = ("--as-of", "2026-12-01", "--instrument", "BIG", "--format", "csv")
        duck = measured(
            "pool report progress on DuckDB (<= 500 MB)", "pool", "report", "progress", pool, *words
        )
        measured("by regency", "pool", "report", "progress", pool, "--by", "regency", *words)
        measured("target", "pool", "report", "target", pool, *words)
        measured("indicators", "pool", "report", "indicators", pool, *words)
        db = work / "one.db"
        one_file(offices, db)
        lite = measured("report progress on one SQLite file", "report", "progress", *words, db=db)
        print(f"progress on DuckDB: {duck / lite:.2f} times SQLite's CPU (<= 2)")
    finally:
        done(work)


if __name__ == "__main__":
    main(*sys.argv[1:])
