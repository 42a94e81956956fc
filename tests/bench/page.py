"""The page to look at, for 23 villages and for 300: its size, and its time beside one report as HTML.

python tests/bench/page.py
"""

import csv
import re
import shutil
import sys
from pathlib import Path

from measure import PERUT, done, folder, machine, timed

SAMPLE = Path(__file__).parents[2] / "sample_data"
DAY = ("--as-of", "2026-11-24")
LIMITS = {23: 250, 300: 2000}
"""KB."""

TIMES = 1.5
"""What the page of 23 villages may take, in times of `report progress --format html`."""

CODES = ("session_code", "finding_code", "assessment_code", "action_code", "official_code")
COPIED = [
    "village",
    "official",
    "post",
    "session",
    "attendance",
    "plan",
    "finding",
    "action",
    "assessment",
    "score",
    "submission",
    "filling",
]
STEP = 30
"""The sample's villages lie within so many numbers."""


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a file."""
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def moved(row: dict[str, str], turn: int) -> dict[str, str]:
    """A row as that of another village, so many turns on."""

    def number(found: re.Match[str]) -> str:
        return f"{found[1]}{int(found[2]) + STEP * turn}"

    copy = {}
    for key, value in row.items():
        pattern = (
            r"^()(\d{4})(?=-)" if key in CODES or key == "repeat_of" else r"(63\.11\.03\.)(\d{4})"
        )
        copy[key] = re.sub(pattern, number, value)
    if "village_name" in copy:
        copy["village_name"] += f" {turn}"
    return copy


def grown(work: Path, count: int) -> Path:
    """The sample's folder with so many villages, each with the records of one of the sample's."""
    target = Path(shutil.copytree(SAMPLE, work / "data"))
    (target / "photo.csv").unlink()
    (target / "document.csv").unlink()
    kept = {row["village_code"] for row in rows(target / "village.csv")}
    turns = range(-(-count // len(kept)))
    last = sorted(kept)[: count - len(kept) * (len(turns) - 1)]
    for name in COPIED:
        path = target / f"{name}.csv"
        sample = rows(path)
        numbers = {code[-4:] for code in last}
        content = [
            moved(row, turn)
            for turn in turns
            for row in sample
            if turn < len(turns) - 1 or home(row) in numbers
        ]
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, list(sample[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(content)
    return target


def home(row: dict[str, str]) -> str:
    """The last four digits of the village that a row belongs to."""
    code = row.get("village_code") or row.get("session_code") or row.get("finding_code") or ""
    return code[-4:] if code.startswith("63.") else code[:4]


def main() -> None:
    """Print sizes and times."""
    print(machine())
    work = folder()
    for count, limit in LIMITS.items():
        db = work / f"{count}.db"
        environ = {"PERUT_DB": str(db), "PERUT_ACTOR": "bench"}
        timed([*PERUT, "init", "-q"], 1, environ)
        data = SAMPLE if count == len(rows(SAMPLE / "village.csv")) else grown(work, count)
        timed([*PERUT, "import", str(data), "--yes", "-q"], 1, environ)
        page = work / f"{count}.html"
        looked = timed([*PERUT, "page", "-o", str(page), *DAY], 5, environ)
        report = timed([*PERUT, "report", "progress", "--format", "html", *DAY], 5, environ)
        ratio = looked.seconds / report.seconds
        allowed = f" (<= {TIMES})" if count == min(LIMITS) else ""
        print(
            f"{count} villages: {page.stat().st_size / 1000:.0f} KB (<= {limit}), "
            f"{looked.seconds:.2f} s, {ratio:.2f} times one report as HTML{allowed}, {looked.megabytes:.0f} MB",
            flush=True,
        )
    done(work)


if __name__ == "__main__":
    sys.exit(main())
