"""Faults in their long form, with their figures: `python tests/bench/faults.py [SHARE]`; SHARE 0.1 tries a tenth."""

import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
# This folder has a module of the same name.
sys.path[:1] = [str(TESTS / "faults"), str(TESTS)]
faults: Any = import_module("faults")
hostile: Any = import_module("hostile")


def main() -> None:
    """Try everything and print what came of it."""
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    seed = int(time.time())
    sample, work = faults.places()
    print(f"seed {seed}")
    hostilities(sample, work, share)
    total = [0, 0]
    for name, figures in faults.kills(sample, work, max(1, round(45 * share)), seed):
        told(f"killed during {name}", figures, "survived")
        total = [total[0] + figures.tried, total[1] + figures.well]
    told("kills in all", faults.Figures(*total), "survived")
    told(
        "records by 8 writers at once",
        faults.writers(sample, work, 8, max(1, round(60 * share))),
        "kept",
    )
    told(
        "full disks by a limit of file size",
        faults.full_disks(sample, work, max(1, round(120 * share)), seed),
        "nothing half written",
    )
    first = sample.stat().st_size // 1024 + 60
    sizes = range(first, first + 1_900, max(60, round(60 / share)))
    small = faults.full_file_system(sample, work, sizes)
    print("full file systems: not permitted here") if small is None else told(
        "full file systems", small, "nothing half written"
    )
    told(
        "damaged files",
        faults.malformed(sample, work, max(1, round(1_500 * share)), seed),
        "told in a sentence",
    )
    told(
        "arguments at random",
        faults.nonsense(sample, work, max(1, round(70_000 * share)), seed),
        "no traceback",
    )
    told(
        "files at random",
        faults.bad_files(sample, work, max(1, round(35_000 * share)), seed),
        "no traceback",
    )


def hostilities(sample: Path, work: Path, share: float) -> None:
    """What another program, another clock and an erasure do."""
    lived = hostile.lived(sample, work)
    changes = 0 if share >= 1 else max(1, round(200 * share))
    told("tamperings", hostile.tampered(lived, work, changes), "noticed")
    joined = hostile.joined(sample, work / "joined")
    told("tamperings where laptops met", hostile.tampered(joined, work, changes), "noticed")
    told("hostile files, by command", hostile.hostile(sample, work), "refused")
    told("clock scenarios", hostile.clocks(sample, work), "with the newest copy kept and found")
    people = 0 if share >= 1 else max(2, round(40 * share))
    told("people erased", hostile.erased(sample, work, people), "in no byte of the file")


def told(what: str, figures: Any, well: str) -> None:
    """One line of figures."""
    print(
        f"{what}: {figures.tried} tried, {figures.well} {well}{'; ' + figures.told if figures.told else ''}",
        flush=True,
    )


if __name__ == "__main__":
    main()
