"""Scores through the store against an independent reference in exact fractions, whatever is answered, edited, removed."""

import csv
import io
import os
import random
import re
from fractions import Fraction

import pytest
from conftest import in_process
from scoring_files import VILLAGES, villages

BANDS = (
    (Fraction(0), "perlu pendampingan"),
    (Fraction(60), "berkembang"),
    (Fraction(80), "mandiri"),
)
TARGET = PASS = Fraction(80)
STAGES = ("baseline", "monitoring", "endline")
FIRST = "2026-01-15"
SEEDS = int(os.environ.get("PERUT_SEEDS", "30"))


class Item:
    """An indicator: its numbers as they are written in the file."""

    def __init__(self, chance, place):
        self.code, self.dimension = f"I{place}", f"Dim {chance.randint(1, 3)}"
        self.weight = chance.choice(("1", "2", "3", "0.5", "0.1", "1.25", "7"))
        self.best = chance.choice(("1", "2", "4", "100", "0.3", "2.5"))
        self.critical = chance.random() < 0.25
        self.options = ""
        if self.best in ("2", "4") and chance.random() < 0.5:
            self.options = ";".join(f"{value}=label {value}" for value in range(int(self.best) + 1))

    def line(self):
        return f"{self.code},{self.dimension},text {self.code},{self.weight},{self.best},{'yes' if self.critical else 'no'},{self.options}"

    def answer(self, chance):
        """A cell: a score, a reason, or nothing."""
        kind = chance.random()
        if kind < 0.12:
            return "NA: does not apply"
        if kind < 0.3:
            return ""
        if self.options or self.best in ("1", "2", "4"):
            return str(chance.randint(0, int(self.best)))
        return chance.choice((self.best, "0", f"{float(self.best) * chance.random():.3f}"))


def reference(items, cells):
    """Total, coverage, low, high, criticals failed, reached and band of section 4, in fractions and from the cells alone."""
    scored, blank = [], []
    failed = unanswered = 0
    for item in items:
        cell = cells.get(item.code, "")
        weight = Fraction(item.weight)
        if not cell:
            blank.append(weight)
            unanswered += item.critical
        elif not cell.startswith("NA"):
            factor = Fraction(cell) / Fraction(item.best)
            scored.append((weight, factor))
            failed += item.critical and factor < 1
    answered, asked = sum(w for w, _ in scored), sum(w for w, _ in scored) + sum(blank)
    earned = sum(w * f for w, f in scored)
    if not asked:
        return None, None, None, None, 0, "", ""
    if not answered:
        return None, Fraction(0), Fraction(0), Fraction(100), 0, "", ""
    low, high = 100 * earned / asked, 100 * (earned + sum(blank)) / asked
    sure = (
        "no"
        if failed or rounded(high) < TARGET
        else "undetermined"
        if unanswered or rounded(low) < TARGET
        else "yes"
    )
    return (
        100 * earned / answered,
        100 * answered / asked,
        low,
        high,
        failed,
        sure,
        band(low, high, failed, unanswered),
    )


def rounded(value):
    return Fraction(round(value * 10**6), 10**6)


def band(low, high, failed, unanswered):
    places = [
        max(place for place, (start, _) in enumerate(BANDS) if rounded(limit) >= start)
        for limit in (low, high)
    ]
    if failed:
        places = [
            min(place, max(place for place, (start, _) in enumerate(BANDS) if start < TARGET))
            for place in places
        ]
    start, label = BANDS[places[0]]
    return (
        "undetermined"
        if places[0] != places[1] or (unanswered and not failed and start >= TARGET)
        else label
    )


class World:
    """A database and, beside it, what must be in it."""

    def __init__(self, db, seed):
        self.db, self.chance = db, random.Random(seed)
        villages(self.call)
        self.items = [Item(self.chance, place) for place in range(1, self.chance.randint(3, 9))]
        self.code = f"UJI{seed}"
        self.put("setting", f"setting,value\nvillage_instrument,{self.code}\n")
        self.put(
            "instrument",
            "instrument_code,instrument_version,instrument_title,subject,bands\n"
            f"{self.code},1,Uji,village,{';'.join(f'{start}:{label}' for start, label in BANDS)}\n",
        )
        head = "instrument_code,instrument_version,indicator_code,dimension,indicator_text,weight,max_score,critical,options\n"
        self.put(
            "indicator", head + "".join(f"{self.code},1,{item.line()}\n" for item in self.items)
        )
        self.cells = {}

    def call(self, *words, stdin=""):
        return in_process(*words, db=self.db, stdin=stdin)

    def put(self, sheet, text, *more):
        result = self.call(sheet, "import", "-", "--yes", *more, stdin=text)
        assert result.code == 0, result.err + text

    def rows(self, *words):
        return list(csv.DictReader(io.StringIO(self.call(*words, "--format", "csv").out)))

    def bring(self):
        """A round of answers for each village, by turns long and wide."""
        for number, village in enumerate(VILLAGES):
            for place, stage in enumerate(self.chance.sample(STAGES, self.chance.randint(0, 2))):
                key = (village, f"2026-0{place + 1}-15", stage)
                self.cells[key] = {item.code: item.answer(self.chance) for item in self.items}
                if not any(self.cells[key].values()):
                    del self.cells[key]
                    continue
                (self.wide if number % 2 else self.long)(key)

    def wide(self, key):
        codes = list(self.cells[key])
        self.put(
            "score",
            f"village_code,assessment_date,stage,{','.join(codes)}\n{','.join(key)},{','.join(self.cells[key].values())}\n",
            "--instrument-code",
            self.code,
        )

    def long(self, key):
        lines = [
            self.answer_line(key, code, cell) for code, cell in self.cells[key].items() if cell
        ]
        self.put(
            "score",
            "village_code,assessment_date,stage,indicator_code,score,na_reason\n" + "".join(lines),
            "--instrument-code",
            self.code,
        )

    @staticmethod
    def answer_line(key, code, cell):
        score, reason = ("", "does not apply") if cell.startswith("NA") else (cell, "")
        return f"{','.join(key)},{code},{score},{reason}\n"

    def change(self):
        """Change one answer and take one away, by other doors."""
        for key in self.chance.sample(sorted(self.cells), min(3, len(self.cells))):
            item = self.chance.choice(self.items)
            self.cells[key][item.code] = item.best
            village, day, stage = key
            where = (
                "--instrument-code",
                self.code,
                "--assessment-date",
                day,
                "--stage",
                stage,
                "--yes",
            )
            assert self.call("assess", village, f"{item.code}={item.best}", *where).code == 0
            answered = [code for code, cell in self.cells[key].items() if cell]
            gone = self.chance.choice(answered)
            self.cells[key][gone] = ""
            assert self.call("assess", village, f"{gone}=", *where).code == 0

    def latest(self):
        """Village → its last final, by day, later stage."""
        found = {}
        for village, day, stage in sorted(
            self.cells, key=lambda key: (key[1], STAGES.index(key[2]))
        ):
            found[village] = (village, day, stage)
        return found


def same(text, wanted):
    assert (text == "") == (wanted is None), (text, wanted)
    if wanted is not None:
        assert abs(float(text) - float(wanted)) < 1e-9, (text, float(wanted))


def check(world):
    """Reports equal recomputation from what was brought."""
    latest = world.latest()
    lows = []
    for row in world.rows("report", "progress"):
        key = latest.get(row["village_code"][-4:])
        if key is None:
            assert row["latest"] == row["coverage"] == row["band"] == ""
            continue
        total, coverage, *_, failed, reached, label = reference(world.items, world.cells[key])
        same(row["latest"], total)
        same(row["coverage"], coverage)
        assert (int(row["critical_failures"]), row["reached"], row["band"]) == (
            failed,
            reached,
            label,
        ), row
        if total is not None:
            lows.append((total, reached))
    level, share, _ = world.rows("report", "target")
    same(level["value"], sum(total for total, _ in lows) / len(lows) if lows else None)
    same(
        share["value"],
        Fraction(100 * sum(state == "yes" for _, state in lows), len(lows)) if lows else None,
    )


@pytest.mark.parametrize("seed", range(SEEDS))
def test_reports_equal_the_reference_after_imports_edits_and_removals(empty, seed):
    world = World(empty, seed)
    world.bring()
    check(world)
    world.change()
    check(world)


def test_no_answer_leaves_the_bounds(empty):
    world = World(empty, 99)
    cells = {item.code: "" for item in world.items}
    low, high = Fraction(0), Fraction(100)
    for item in world.chance.sample(world.items, len(world.items)):
        cells[item.code] = item.answer(world.chance)
        if not cells[item.code] or cells[item.code].startswith("NA"):
            cells[item.code] = "0"
        told = world.call(
            "assess",
            "2001",
            f"{item.code}={cells[item.code]}",
            "--instrument-code",
            world.code,
            "--assessment-date",
            FIRST,
            "--stage",
            "baseline",
            "--format",
            "csv",
        )
        page = {
            row["key"]: row["value"]
            for row in csv.DictReader(io.StringIO(told.out))
            if row["section"] == "result"
        }
        found = [float(page[word]) for word in ("low_bound", "total", "high_bound")]
        wanted = reference(world.items, cells)
        assert found == pytest.approx([float(wanted[2]), float(wanted[0]), float(wanted[3])])
        assert float(low) - 1e-9 <= found[0] <= found[1] <= found[2] <= float(high) + 1e-9
        low, high = wanted[2], wanted[3]
        assert re.search(r"score [\d.]+ \(bounds", told.err)
    assert low == high
