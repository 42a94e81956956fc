"""The nation: 83,762 villages, 3 rounds, 40 indicators: 10 M answers taken wide; the progress report against one plain cursor.

python tests/bench/nation.py [VILLAGES]
"""

import csv
import random
import sys

from imports import INDICATORS, database
from measure import PERUT, PYTHON, done, folder, machine, timed

ROUNDS = (("2026-02-01", "baseline"), ("2026-07-01", "monitoring"), ("2026-11-01", "endline"))
CURSOR = "import sqlite3, sys\nfor row in sqlite3.connect(sys.argv[1]).execute('SELECT * FROM assessment'): pass\n"


def main(count: int) -> None:
    """Print the figures for so many villages."""
    print(machine())
    luck = random.Random(1)
    work = folder()
    villages = [
        f"{11 + n // 49500:02}.{1 + n // 990 % 50:02}.{1 + n // 99 % 10:02}.{2001 + n % 99:04}"
        for n in range(count)
    ]
    db = database(work, villages)
    environ = {"PERUT_DB": str(db)}
    path = work / "wide.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(
            [
                "village_code",
                "instrument_code",
                "instrument_version",
                "assessment_date",
                "stage",
                *(f"Q{n}" for n in range(1, INDICATORS + 1)),
            ]
        )
        writer.writerows(
            [v, "BIG", "1", day, stage, *luck.choices((0, 1, 2), k=INDICATORS)]
            for day, stage in ROUNDS
            for v in villages
        )
    taken = timed([*PERUT, "score", "import", str(path)], 1, environ)
    answers = count * len(ROUNDS) * INDICATORS
    print(
        f"{answers} answers taken wide: {taken.seconds:.1f} s, {taken.seconds / answers * 1e6:.1f} µs an answer, {taken.megabytes:.0f} MB; "
        f"file {db.stat().st_size / 1e6:.0f} MB",
        flush=True,
    )
    nothing = timed([PYTHON, "-c", "pass"], 3).seconds
    cursor = timed([PYTHON, "-c", CURSOR, str(db)], 3)
    report = timed(
        [
            *PERUT,
            "report",
            "progress",
            "--format",
            "csv",
            "--as-of",
            "2026-12-01",
            "--instrument",
            "BIG",
        ],
        3,
        environ,
    )
    print(
        f"every assessment by one plain cursor: {cursor.seconds:.2f} s; report progress: {report.seconds:.2f} s, "
        f"{report.seconds / (cursor.seconds - nothing):.2f} times (<= 4), {report.megabytes:.0f} MB",
        flush=True,
    )
    done(work)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 83_762)
