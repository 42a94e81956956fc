"""The sample year lived month by month through the command line: planned, moved, visited, assessed, followed up."""

import csv
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

Row = dict[str, str]
Perut = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parent.parent / "sample_data"
STANDING = (
    "setting",
    "village",
    "official",
    "post",
    "mentor",
    "topic",
    "instrument",
    "indicator",
    "obligation",
)
MONTHS = tuple(f"2026-{month:02}" for month in range(1, 13))
DATED = {
    "assessment": "assessment_date",
    "score": "assessment_date",
    "finding": "finding_date",
    "filling": "filling_date",
}


def rows(sheet: str) -> list[Row]:
    """The sample's rows of a sheet."""
    return list(csv.DictReader(StringIO((ROOT / f"{sheet}.csv").read_text("utf-8"))))


def last_day(month: str) -> str:
    """A day that no day of the month comes after."""
    return f"{month}-31"


def live(perut: Perut, month_over: Callable[[str], None]) -> None:
    """Live the year; `month_over` is called with each month when it is over."""
    for sheet in STANDING:
        take(perut, sheet, rows(sheet))
    take(perut, "submission", [row for row in rows("submission") if row["submitted_on"] < "2026"])
    plan(perut, MONTHS[0])
    for month, following in zip(MONTHS, (*MONTHS[1:], "2027-01"), strict=True):
        for command in replanned(month):
            done(perut, *command)
        for sheet, found in events(month):
            take(perut, sheet, found)
        plan(perut, following)
        month_over(month)


def plan(perut: Perut, month: str) -> None:
    """Plan the visits of a month."""
    take(
        perut,
        "plan",
        [
            planned(row)
            for row in rows("plan")
            if row["plan_date"].startswith(month) and not is_new_day(row)
        ],
    )


def events(month: str) -> Iterator[tuple[str, list[Row]]]:
    """What is recorded in a month, a sheet at a time: the visits first, at last what became of the follow-ups."""
    sessions = [row for row in rows("session") if row["session_date"].startswith(month)]
    yield "session", sessions
    held = {row["session_code"] for row in sessions}
    yield "attendance", [row for row in rows("attendance") if row["session_code"] in held]
    for sheet, dated in DATED.items():
        yield sheet, [row for row in rows(sheet) if row[dated].startswith(month)]
    yield "action", [seen for row in rows("action") if (seen := as_seen(row, last_day(month)))]
    yield "submission", [row for row in rows("submission") if row["submitted_on"].startswith(month)]


def planned(row: Row) -> Row:
    """A plan before anything came of it."""
    kept = {"plan_state": "planned", "moved_to": "", "session_code": ""}
    return row | kept | ({"reason": ""} if row["plan_state"] in ("moved", "cancelled") else {})


def is_new_day(row: Row) -> bool:
    """Whether a plan is what another was moved to."""
    key = (row["village_code"], row["plan_date"], row["kind"])
    return any((old["village_code"], old["moved_to"], old["kind"]) == key for old in rows("plan"))


def as_seen(row: Row, day: str) -> Row | None:
    """A follow-up as it stood on a day, None before it was agreed."""
    if row["opened_on"] > day:
        return None
    if row["verified_on"] and row["verified_on"] <= day:
        return row
    unverified = row | {"verified_on": "", "verified_by": ""}
    if row["done_on"] and row["done_on"] <= day:
        return unverified | {
            "action_state": "dropped" if row["action_state"] == "dropped" else "done"
        }
    return unverified | {
        "action_state": "open",
        "done_on": "",
        "evidence": "",
        "evidence_sha256": "",
    }


def replanned(month: str) -> Iterator[tuple[str, ...]]:
    """The commands that move and cancel the month's plans."""
    for row in rows("plan"):
        key = (row["village_code"], row["plan_date"], row["kind"])
        if row["plan_date"].startswith(month) and row["plan_state"] == "moved":
            yield "plan", "move", *key, "--to", row["moved_to"], "--reason", row["reason"]
        elif row["plan_date"].startswith(month) and row["plan_state"] == "cancelled":
            yield "plan", "cancel", *key, "--reason", row["reason"]


def take(perut: Perut, sheet: str, found: list[Row]) -> None:
    """Import rows of a sheet from standard input."""
    if found:
        out = StringIO()
        writer = csv.DictWriter(out, found[0])
        writer.writeheader()
        writer.writerows(found)
        done(perut, sheet, "import", "-", "--yes", stdin=out.getvalue())


def done(perut: Perut, *words: str, **more: str) -> str:
    """Give a command that must succeed."""
    code, out, err = perut(*words, **more)
    assert code == 0, f"{' '.join(words)}\n{err}"
    return out
