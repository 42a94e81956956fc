"""Random histories of three laptops by the commands that people type: clocks that are dead or years
ahead, copies brought back, removals, renames, erasures; for the laws and for the bench.
"""

import itertools
import random
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from conftest import Result, in_process

from perut_cli.store.batch import BatchInfo, writing
from perut_cli.store.db import Store
from perut_cli.store.merge.conflicts import open_conflicts
from perut_cli.store.merge.merging import merge
from perut_cli.store.merge.results import VALUE
from perut_cli.store.merge.settle import Settling

CLOCKS = [datetime(2026, 11, day, 9, 30) for day in (24, 25, 26)] * 3
CLOCKS += [datetime(2010, 1, 1), datetime(2031, 5, 5)]
LAST = datetime(2031, 6, 1)
VILLAGES = ("63.11.03.2004", "63.11.03.2005")
PEOPLE = ("Ani", "Budi")
DAYS = ("2026-11-02", "2026-11-03")
KINDS = ("supervisi", "asistensi")
SCORES = "village_code,instrument_code,assessment_date,stage,indicator_code,score,score_note\n"


class Typed(NamedTuple):
    """A text that somebody typed: into which column of which record, by which batch."""

    table: str
    column: str
    key: str
    text: str
    uid: str


def office(path: Path) -> Path:
    """A small office that all laptops begin with."""

    def do(*words: str, stdin: str = "") -> None:
        done = in_process(*words, db=path, stdin=stdin)
        assert done.code == 0, done

    do("init", "--district-code", "63.11.03")
    for code, name in zip(VILLAGES, ("Bihara", "Pematang"), strict=True):
        do("village", "add", "--village-code", code, "--village-name", name)
    for code in ("KP", "S1"):
        do("mentor", "add", "--mentor-code", code, "--mentor-name", f"{code} (contoh)")
    here, day = VILLAGES[0], DAYS[0]
    do("official", "add", "--village-code", here, "--official-name", "Ani")
    do("session", "add", here, day, "supervisi", "--summary", "mula", "--mentors", "KP")
    do("finding", "add", here, "--finding-date", day, "--finding-text", "Kas")
    finding = in_process("finding", "list", "--format", "csv", db=path).out.splitlines()[1]
    do("action", "add", finding.partition(",")[0], "--action-text", "Isi kas")
    about = ("--instrument-code", "I", "--instrument-version", "1")
    do("instrument", "add", *about, "--instrument-title", "Uji", "--subject", "village")
    for code in "AB":
        words = ("--indicator-code", code, "--dimension", "d", "--indicator-text", "t")
        do("indicator", "add", *about, *words, "--max-score", "2")
    answers = "".join(f"{here},I,{day},baseline,{code},1,\n" for code in "AB")
    do("score", "import", "-", stdin=SCORES + answers)
    return path


class Histories:
    """Three laptops that begin alike and live on by themselves."""

    def __init__(self, first: Path, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.folder = folder
        self.files = [Path(shutil.copy(first, folder / f"laptop{n}.db")) for n in range(3)]
        self.kept: dict[int, Path] = {}
        self.typed: list[Typed] = []
        self.told: list[object] = []
        self.conflicts = 0
        self.number = itertools.count()

    def live(self, steps: int) -> None:
        """Let so many things happen."""
        for _ in range(steps):
            place = self.chance.randrange(3)
            self.step(place, self.files[place], self.chance.choice(CLOCKS))

    def step(self, place: int, db: Path, now: datetime) -> None:
        """One thing on one laptop."""
        draw = self.chance.random()
        if draw < 0.12:
            other = self.chance.choice([n for n in range(3) if n != place])
            self.told.append(("merge", place, other))
            merged(db, self.files[other], now)
        elif draw < 0.15:
            self.told.append(("backup", place))
            self.kept[place] = Path(shutil.copy(db, self.folder / f"kept{place}.db"))
        elif draw < 0.18 and place in self.kept:
            self.told.append(("restore", place))
            shutil.copy(self.kept[place], db)
        elif draw < 0.22:
            self.told.append(("settle", place))
            self.conflicts += settled(db, self.chance)
        else:
            self._command(db, now)

    def _command(self, db: Path, now: datetime) -> None:
        words, stdin, typed = self._words(db)
        done = in_process(*words, db=db, now=now, stdin=stdin)
        self.told.append((db.name, now.isoformat(), words, stdin, done.code))
        assert done.code in (0, 1, 4, 5), (words, done)
        if typed and done.code == 0:
            self.typed.append(Typed(*typed, newest(db)))

    def _one(self, db: Path, column: str) -> str:
        """The code of some record."""
        with sqlite3.connect(db) as connection:
            table = column.removesuffix("_code")
            found = [row[0] for row in connection.execute(f"SELECT {column} FROM {table}")]
        connection.close()
        return self.chance.choice(found) if found else "none"

    def _words(self, db: Path) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
        pick, text = self.chance.choice, f"isi {next(self.number)}"
        village, day, kind = pick(VILLAGES), pick(DAYS), pick(KINDS)
        session, official = self._one(db, "session_code"), self._one(db, "official_code")
        finding, action = self._one(db, "finding_code"), self._one(db, "action_code")
        assessment, mentor = self._one(db, "assessment_code"), self._one(db, "mentor_code")
        mentors = pick(("KP", "S1", "KP|S1"))
        ruled = ("--yes",)
        answer = f"{village},I,{day},baseline,{pick('AB')},{pick('012')},{pick(('', text))}\n"
        where = ("--village-code", village)
        filled = ("--filled", pick("123"), "--total", pick("345"), "--new")
        ways: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
            (
                ("village", "edit", village, "--village-note", text, *ruled),
                ("village", "village_note", village, text),
            ),
            (("village", "edit", village, "--village-name", pick(("Satu", "Dua")), *ruled), ()),
            (("official", "add", *where, "--official-name", pick(PEOPLE), "--new"), ()),
            (("official", "edit", official, "--phone", f"0812{pick('12')}345678", *ruled), ()),
            (
                ("official", "edit", official, "--official-name", pick((*PEOPLE, "Cici")), *ruled),
                (),
            ),
            (("official", "remove", official, "--with-dependants", *ruled), ()),
            (("official", "remove", official, "--erase", *ruled), ()),
            (("mentor", "remove", mentor, "--erase", *ruled), ()),
            (("mentor", "edit", mentor, "--mentor-code", pick(("S2", "S3")), *ruled), ()),
            (("session", "add", village, day, kind, "--summary", text, "--mentors", mentors), ()),
            (
                ("session", "edit", session, "--summary", text, *ruled),
                ("session", "summary", session, text),
            ),
            (("session", "edit", session, "--mentors", mentors, "--place", text, *ruled), ()),
            (("session", "edit", session, "--session-date", day, *ruled), ()),
            (("session", "remove", session, "--with-dependants", *ruled), ()),
            (("attendance", "add", session, "--official-name", pick(PEOPLE)), ()),
            (("score", "import", "-"), ()),
            (("score", "import", "-"), ()),
            (("assessment", "remove", assessment, "--with-dependants", *ruled), ()),
            (("assessment", "edit", assessment, "--assessment-note", text, *ruled), ()),
            (("finding", "add", village, "--finding-date", day, "--finding-text", pick(KINDS)), ()),
            (("finding", "edit", finding, "--finding-text", pick(("Kas", "Buku")), *ruled), ()),
            (("finding", "remove", finding, "--with-dependants", *ruled), ()),
            (("action", "done", action, *ruled), ()),
            (("action", "drop", action, "--reason", "x", *ruled), ()),
            (("action", "edit", action, "--responsible", pick(PEOPLE), *ruled), ()),
            (("plan", "add", village, "2026-12-01", kind), ()),
            (("setting", "edit", pick(("head_name", "head_nip")), "--value", text, *ruled), ()),
            (("filling", "add", village, "prodeskel", "ddk", day, *filled), ()),
            (("undo", *ruled), ()),
            (("undo", *ruled), ()),
            (("redo", *ruled), ()),
        ]
        words, typed = pick(ways)
        return words, SCORES + answer if words[0] == "score" else "", typed


def newest(db: Path) -> str:
    """The uid of the newest batch."""
    connection = sqlite3.connect(db)
    (uid,) = connection.execute("SELECT uid FROM batch ORDER BY id DESC LIMIT 1").fetchone()
    connection.close()
    return str(uid)


def merged(db: Path, other: Path, now: datetime = LAST) -> None:
    """Take another laptop's file in, from a copy as the command does."""
    copy = Path(shutil.copy(other, db.with_suffix(".other")))
    store = Store(db)
    note = BatchInfo("x", f"{now.isoformat(timespec='seconds')}+00:00", "merge")
    merge(store, copy, note)
    store.connection.close()


def settled(db: Path, chance: random.Random) -> int:
    """Settle what is open, one by one; gives how many."""
    store = Store(db)
    seen: set[int] = set()
    while waiting := [one for one in open_conflicts(store) if one.number not in seen]:
        one = waiting[0]
        seen.add(one.number)
        with writing(store, BatchInfo("x", "2026-11-26T10:00:00+00:00", "settle")) as batch:
            settling = Settling(batch)
            if one.kind == VALUE and chance.random() < 0.5:
                try:
                    settling.there(one, chance.randrange(len(one.there)))
                except Exception as error:
                    if getattr(error, "number", "") != "P346":
                        raise
                    settling.keep_shown(one)
            else:
                settling.keep_shown(one)
    store.connection.close()
    return len(seen)


def waiting(db: Path) -> list[tuple[object, ...]]:
    """The open conflicts, without what differs from laptop to laptop."""
    store = Store(db, write=False)
    found = [
        (
            one.kind,
            one.sheet,
            one.key,
            one.words,
            one.here.values,
            tuple(sorted(rival.values for rival in one.there)),
        )
        for one in open_conflicts(store)
    ]
    store.connection.close()
    return sorted(found)


def exported(db: Path) -> dict[str, bytes]:
    """The plain export."""
    folder = db.with_suffix(".export")
    shutil.rmtree(folder, ignore_errors=True)
    done = in_process("export", str(folder), db=db)
    assert done.code == 0, done
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


def wrong(db: Path) -> list[str]:
    """What `check` finds, but days that random clocks left ahead and copies that nobody made."""
    done: Result = in_process("check", db=db, now=LAST)
    assert done.code in (0, 1), done
    fine = (",late,", "are in no copy", "a day to come")
    lines = done.out.splitlines()[1:]
    return [line for line in lines if line and not any(part in line for part in fine)]


def ancestors(files: list[Path]) -> dict[str, set[str]]:
    """Which batches each batch had seen, by what its parents say; and which undid something."""
    parents: dict[str, tuple[int, set[str]]] = {}
    for db in files:
        connection = sqlite3.connect(db)
        for uid, named, stamp in connection.execute("SELECT uid, parents, stamp FROM batch"):
            parents[uid] = (stamp, set(named.split()))
        connection.close()
    seen: dict[str, set[str]] = {}
    for uid, (_, named) in sorted(parents.items(), key=lambda one: one[1][0]):
        seen[uid] = named.union(*(seen[one] for one in named))
    return seen
