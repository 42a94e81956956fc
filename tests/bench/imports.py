"""Import of answers: against a bare table and sqlite-utils, flat from 10 k to 1 M, memory, and undo of it.

python tests/bench/imports.py [ROWS …]
"""

import csv
import random
import sys
import time
from pathlib import Path

from measure import PERUT, PYTHON, done, folder, machine, timed

INDICATORS = 40
BARE = (
    "import csv, sqlite3, sys\n"
    "c = sqlite3.connect(sys.argv[2]); f = open(sys.argv[1], newline='', encoding='utf-8'); r = csv.reader(f); head = next(r)\n"
    "c.execute('CREATE TABLE bare (' + ', '.join(head) + ')')\n"
    "c.executemany('INSERT INTO bare VALUES (' + ', '.join('?' * len(head)) + ')', r); c.commit()\n"
)


def answers(path: Path, rows: int) -> list[str]:
    """Write a long file of answers; gives the villages in it."""
    luck = random.Random(1)
    villages = [
        f"{11 + n // 49500:02}.{1 + n // 990 % 50:02}.{1 + n // 99 % 10:02}.{2001 + n % 99:04}"
        for n in range(max(1, rows // INDICATORS))
    ]
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(
            [
                "village_code",
                "instrument_code",
                "instrument_version",
                "assessment_date",
                "stage",
                "indicator_code",
                "score",
            ]
        )
        writer.writerows(
            [v, "BIG", "1", "2026-03-01", "baseline", f"Q{n}", luck.randrange(3)]
            for v in villages
            for n in range(1, INDICATORS + 1)
        )
    return villages


def database(work: Path, villages: list[str]) -> Path:
    """A database with the villages and an instrument of 40 indicators in 5 dimensions."""
    db = work / "perut.db"
    db.unlink(missing_ok=True)
    files = {
        "village": [["village_code", "village_name"], *([v, f"Desa {v}"] for v in villages)],
        "instrument": [
            ["instrument_code", "instrument_version", "instrument_title", "subject"],
            ["BIG", "1", "Big", "village"],
        ],
        "indicator": [
            [
                "instrument_code",
                "instrument_version",
                "indicator_code",
                "item_order",
                "dimension",
                "indicator_text",
                "max_score",
            ],
            *(
                ["BIG", "1", f"Q{n}", n, f"Part {(n - 1) // 8}", "text", 2]
                for n in range(1, INDICATORS + 1)
            ),
        ],
    }
    environ = {"PERUT_DB": str(db)}
    timed([*PERUT, "init", "-q"], 1, environ)
    for name, rows in files.items():
        with (work / f"{name}.csv").open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows(rows)
        timed([*PERUT, name, "import", str(work / f"{name}.csv"), "-q"], 1, environ)
    return db


def main(sizes: list[int]) -> None:
    """Print the figures of each size."""
    print(machine())
    print(
        "rows, bare s, import s, ratio (<= 3), µs a row, MB (< 300), import again s, undo s, undo/import (<= 1), redo s, file MB"
    )
    for rows in sizes:
        work = folder()
        path = work / "answers.csv"
        db = database(work, answers(path, rows))
        environ = {"PERUT_DB": str(db)}
        bare = min(
            timed([PYTHON, "-c", BARE, str(path), str(work / f"bare{n}.db")], 1).seconds
            for n in range(3)
        )
        taken = timed([*PERUT, "score", "import", str(path)], 1, environ)
        size = db.stat().st_size / 1e6
        again = timed([*PERUT, "score", "import", str(path)], 1, environ)
        undone = timed([*PERUT, "undo", "--yes"], 1, environ)
        redone = timed([*PERUT, "redo", "--yes"], 1, environ)
        print(
            f"{rows}, {bare:.2f}, {taken.seconds:.2f}, {taken.seconds / bare:.2f}, {taken.seconds / rows * 1e6:.1f}, {taken.megabytes:.0f}, "
            f"{again.seconds:.2f}, {undone.seconds:.2f}, {undone.seconds / taken.seconds:.2f}, {redone.seconds:.2f}, {size:.1f}",
            flush=True,
        )
        if rows == 100_000:
            started = time.perf_counter()
            timed(
                [
                    PYTHON,
                    "-m",
                    "sqlite_utils",
                    "insert",
                    str(work / "su.db"),
                    "answers",
                    str(path),
                    "--csv",
                ],
                1,
            )
            print(
                f"  sqlite-utils insert of the same {rows} rows: {time.perf_counter() - started:.2f} s, "
                f"{(time.perf_counter() - started) / taken.seconds:.1f} times the import (>= 8 wanted)",
                flush=True,
            )
        done(work)


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [10_000, 100_000, 1_000_000])
