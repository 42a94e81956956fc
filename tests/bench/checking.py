"""What `check` costs on a file of many answers, by its parts, and beside what it cost before the history was sealed.

python tests/bench/checking.py [ANSWERS]
"""

import sys
import time

from imports import answers, database
from measure import PERUT, done, folder, machine, timed

from perut_cli.store.db import Store
from perut_cli.store.safety import check_file, check_records

NEW = (check_records.history,)
"""What proving the history added."""


def main(rows: int) -> None:
    """Print the figures for so many answers."""
    print(machine())
    work = folder()
    path = work / "long.csv"
    db = database(work, answers(path, rows))
    environ = {"PERUT_DB": str(db)}
    timed([*PERUT, "score", "import", str(path)], 1, environ)
    store = Store(db)
    before = added = 0.0
    parts = (check_file.whole, *check_records.CHECKS, check_file.sums, check_file.searchable)
    for part in parts:
        begun = time.process_time()
        found = list(part(store))
        took = time.process_time() - begun
        print(f"{part.__name__}: {took:.2f} s of CPU, {len(found)} found", flush=True)
        if part in NEW:
            added += took
        else:
            before += took
    store.close()
    whole = timed([*PERUT, "check"], 1, environ)
    print(
        f"check of {rows} answers: {whole.seconds:.1f} s, {whole.megabytes:.0f} MB, "
        f"{(before + added) / rows * 1e6:.2f} µs of CPU an answer, {(before + added) / before:.2f} times "
        "what it is without proving the history (<= 2)"
    )
    done(work)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
