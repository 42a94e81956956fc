"""Two laptops and a flash drive, by the commands that an officer types: share, merge, conflicts, split."""

import csv
import io
import json
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from conftest import NOW, Result, in_process
from test_upgrade import FIXTURES, made

from perut_cli.store.db import SCHEMA_VERSION

DAY = "2026-11-24"
VISIT = ("session", "add", "muara", DAY, "supervisi")
PLAN = ("63.11.03.2014", "2026-12-08", "asistensi")


class Laptop:
    """A laptop with its file: every command a minute after the last."""

    def __init__(self, folder: Path, name: str, actor: str) -> None:
        self.name, self.actor, self.db = name, actor, folder / name / "perut.db"
        self.db.parent.mkdir(exist_ok=True)
        self.at = NOW

    def __call__(
        self,
        *words: str,
        code: int = 0,
        lang: str = "en",
        stdin: str = "",
        now: datetime | None = None,
    ) -> Result:
        self.at += timedelta(minutes=1)
        done = in_process(
            *words,
            db=self.db,
            stdin=stdin,
            now=now or self.at,
            environ={
                "HOSTNAME": self.name,
                "PERUT_ACTOR": self.actor,
                "PERUT_LANG": lang,
            },
        )
        assert done.code == code, (words, done)
        return done

    def rows(self, *words: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self(*words, "--format", "csv").out)))

    def cell(self, word: str, sheet: str, *key: str) -> str:
        return self.rows(sheet, "show", *key)[0][word]

    def exported(self, folder: Path) -> dict[str, bytes]:
        target = folder / f"export-{self.name}-{self.at:%H%M}"
        self("export", str(target), "-q")
        return {file.name: file.read_bytes() for file in sorted(target.glob("*.csv"))}


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


@pytest.fixture
def laptops(sample_database: Path, tmp_path: Path, usb: Path) -> list[Laptop]:
    """Three laptops that began with one file."""
    found = [
        Laptop(tmp_path, name, actor)
        for name, actor in (("KASI", "ana"), ("STAF", "budi"), ("TABLET", "citra"))
    ]
    for one in found:
        shutil.copy(sample_database, one.db)
    return found


def exchanged(laptops: list[Laptop], usb: Path) -> None:
    """Share and merge in this order, again and again, until all hold the same."""
    for one in (*laptops, *laptops):
        others = [other.name for other in laptops if other is not one]
        if any(name in file.name for file in usb.glob("*.db") for name in others):
            one("merge", str(usb), "-q")
        one("share", str(usb), "-q")


def a_conflict(laptops: list[Laptop], usb: Path, *words: str) -> tuple[Laptop, Laptop]:
    """One field of one visit changed on two laptops, STAF's later; merged by KASI."""
    kasi, staf = laptops[:2]
    kasi("session", "edit", "2014-261112", "--summary", "Buku kas ditutup", "-q")
    staf.at += timedelta(hours=1)
    staf("session", "edit", "2014-261112", "--summary", "Buku kas terbuka", *words, "-q")
    staf("share", str(usb), "-q")
    kasi("merge", str(usb), "-q")
    return kasi, staf


def summary(laptop: Laptop) -> str:
    return laptop.cell("summary", "session", "2014-261112")


def test_a_share_is_named_after_the_laptop_and_the_day_and_says_what_comes_next(laptops, usb):
    kasi = laptops[0]
    told = kasi("share", str(usb))
    path = usb / "perut-KASI-20261124.db"
    assert told.out == f"{path}\n"
    assert f"then on the other laptop: `perut merge {usb}`" in told.err
    assert (
        (usb / "perut-KASI-20261124.db.sha256").read_text().endswith("  perut-KASI-20261124.db\n")
    )
    kasi("share", str(usb))
    assert sorted(file.name for file in usb.glob("*.db")) == [path.name]


def test_a_laptop_keeps_one_copy_on_the_drive_and_leaves_the_others_alone(laptops, usb):
    kasi, staf = laptops[:2]
    staf("share", str(usb))
    kasi("share", str(usb))
    kasi("topic", "add", "--topic-code", "T-A", "--topic-name", "A", "-q")
    told = kasi("share", str(usb), now=NOW + timedelta(days=3))
    assert "earlier copies of this laptop removed: 1" in told.err
    assert {file.name for file in usb.iterdir() if "sha256" not in file.name} == {
        "perut-KASI-20261127.db",
        "perut-STAF-20261124.db",
    }


def test_a_copy_of_another_laptop_of_the_same_name_is_never_overwritten(laptops, usb):
    kasi, staf = laptops[:2]
    staf.name = kasi.name
    kasi("topic", "add", "--topic-code", "T-A", "--topic-name", "A", "-q")
    staf("topic", "add", "--topic-code", "T-B", "--topic-name", "B", "-q")
    kasi("share", str(usb))
    assert staf("share", str(usb)).out == f"{usb / 'perut-KASI-20261124-2.db'}\n"
    staf("merge", str(usb), "-q")
    assert {row["topic_code"] for row in staf.rows("topic", "list")} >= {"T-A", "T-B"}


def test_names_of_a_share_fit_every_file_system(laptops, usb):
    kasi = laptops[0]
    kasi.name = 'Pak Kasi: "é" <1>'
    assert kasi("share", str(usb)).out == f"{usb / 'perut-Pak-Kasi-e-1-20261124.db'}\n"


def test_a_share_into_a_file_or_nowhere_is_refused(laptops, usb):
    (usb / "file").write_text("x")
    for place in (usb / "file", usb / "no" / "such"):
        refused = laptops[0]("share", str(place), code=1)
        assert refused.err.startswith(f"error P077: {place} can't be used")
        assert "perut share" in refused.err


def test_two_laptops_hold_the_same_after_there_and_back(laptops, usb, tmp_path):
    kasi, staf = laptops[:2]
    kasi("topic", "add", "--topic-code", "T-A", "--topic-name", "A", "-q")
    staf(*VISIT, "--summary", "Kas", "--mentors", "KP", "-q")
    staf("share", str(usb), "-q")
    there = kasi("merge", str(usb))
    assert there.out == (
        "sheet,new_count,changed_count,removed_count,conflict_count,not_removed_count\n"
        "session,1,0,0,0,0\n"
    )
    assert (
        "perut-STAF-20261124.db: 1 batch by STAF; the newest there is of 24 November 2026"
        in there.err
    )
    assert (
        "the other laptop lacks 1 batch of this one; now take this file back: `perut share "
        in there.err
    )
    kasi("share", str(usb), "-q")
    back = staf("merge", str(usb))
    assert "both laptops now hold the same (head " in back.err
    assert kasi.exported(tmp_path) == staf.exported(tmp_path)
    assert json.loads(kasi("report", "target", "--format", "json").out) == json.loads(
        staf("report", "target", "--format", "json").out
    )
    again = staf("merge", str(usb))
    assert "nothing new for this laptop" in again.err
    assert again.out == ""
    assert staf("merge", str(usb), "--format", "json").out == "[]\n"


def _of_kasi(one: Laptop) -> None:
    one("session", "edit", "2014-261112", "--summary", "Oleh Kasi", "-q")
    one("village", "edit", "2021", "--village-note", "dari Kasi", "-q")
    one("plan", "add", "2014", "2026-12-15", "asistensi", "-q")
    one("mentor", "edit", "KP", "--mentor-position", "Kasi PMD", "-q")
    one("plan", "remove", *PLAN, "--yes", "-q")


def _of_staff(one: Laptop) -> None:
    one("session", "edit", "2014-261112", "--summary", "Oleh staf", "--guests", "BPD", "-q")
    one("village", "edit", "2021", "--village-note", "dari staf", "-q")
    one(*VISIT, "--start-time", "09:00", "--summary", "pagi", "--finding", "Kas terbuka", "-q")
    one("plan", "edit", *PLAN, "--topics", "bpd", "-q")


def _of_tablet(one: Laptop) -> None:
    one(*VISIT, "--start-time", "13:00", "--summary", "siang", "-q")
    one("session", "edit", "2014-261112", "--place", "Balai desa", "-q")
    one("village", "edit", "2021", "--village-note", "dari tablet", "-q")
    one("undo", "--yes", "-q")
    one("village", "edit", "2014", "--village-note", "jalan rusak", "-q")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_three_laptops_come_to_the_same_in_any_order(laptops, usb, tmp_path, order):
    for one, work in zip(laptops, (_of_kasi, _of_staff, _of_tablet), strict=True):
        work(one)
    exchanged([laptops[place] for place in order], usb)
    exports = [one.exported(tmp_path) for one in laptops]
    assert exports[0] == exports[1] == exports[2]
    listed = [
        sorted(
            (row["sheet"], row["key"], row["column"], row["keep"], row["value"])
            for row in one.rows("conflicts")
        )
        for one in laptops
    ]
    assert listed[0] == listed[1] == listed[2]
    about = {row[:3] for row in listed[0]}
    assert about == {
        ("plan", " ".join(PLAN), ""),
        ("session", "2014-261112-563G", "summary"),
        ("village", "63.11.03.2021", "village_note"),
    }
    for one in laptops:
        one("check", "-q")


def test_merging_loses_no_visit_of_either_side(laptops, usb):
    kasi, staf, _ = laptops
    kasi(*VISIT, "--start-time", "09:00", "--summary", "pagi", "-q")
    staf(*VISIT, "--start-time", "13:00", "--summary", "siang", "-q")
    exchanged([kasi, staf], usb)
    found = [row["summary"] for row in kasi.rows("session", "list") if row["session_date"] == DAY]
    assert sorted(found) == ["pagi", "siang"]
    assert kasi.rows("conflicts") == []


def test_a_dry_run_says_the_same_and_writes_nothing(laptops, usb):
    kasi, staf = laptops[:2]
    kasi("session", "edit", "2014-261112", "--summary", "Buku kas ditutup", "-q")
    staf("session", "edit", "2014-261112", "--summary", "Buku kas terbuka", "-q")
    staf("share", str(usb), "-q")
    before = {file: file.read_bytes() for file in (kasi.db, *usb.iterdir())}
    tried = kasi("merge", str(usb), "--dry-run")
    assert "(dry run, nothing was written)" in tried.err
    assert {file: file.read_bytes() for file in (kasi.db, *usb.iterdir())} == before
    assert not (kasi.db.parent / "perut-backups").exists()
    assert sorted(file.name for file in kasi.db.parent.iterdir()) == ["perut.db"]
    assert kasi("merge", str(usb)).out == tried.out
    assert {file: file.read_bytes() for file in usb.iterdir()} == {
        file: held for file, held in before.items() if file != kasi.db
    }


def test_the_merge_is_taken_back_by_the_copy_that_it_names(laptops, usb, tmp_path):
    kasi, staf = laptops[:2]
    staf("village", "edit", "2021", "--village-note", "dari staf", "-q")
    before = kasi.exported(tmp_path)
    staf("share", str(usb), "-q")
    told = kasi("merge", str(usb)).err
    copy = re.search(r"to take it all back: `perut restore (\S+)`", told)
    assert copy
    kasi("restore", copy[1], "--yes", "-q")
    assert kasi.exported(tmp_path) == before


def test_a_merge_shows_in_the_history_with_its_laptop(laptops, usb):
    kasi, staf = laptops[:2]
    kasi("village", "edit", "2014", "--village-note", "dari Kasi", "-q")
    staf("village", "edit", "2021", "--village-note", "dari staf", "-q")
    staf("share", str(usb), "-q")
    kasi("merge", str(usb), "-q")
    newest, own = kasi.rows("history", "--limit", "2")
    assert (newest["actor"], newest["laptop"], newest["merged_at"][:10]) == ("budi", "STAF", DAY)
    assert (own["actor"], own["laptop"], own["merged_at"]) == ("ana", "KASI", "")


def test_conflicts_are_listed_with_both_values_who_when_and_where(laptops, usb):
    kasi, _ = a_conflict(laptops, usb)
    here, there = kasi.rows("conflicts")
    assert ",".join(here) == (
        "conflict,conflict_kind,sheet,key,column,keep,value,actor,written_at,laptop"
    )
    assert [here[word] for word in ("keep", "value", "actor", "laptop")] == [
        "here",
        "Buku kas terbuka",
        "budi",
        "STAF",
    ]
    assert [there[word] for word in ("keep", "value", "actor", "laptop")] == [
        "there",
        "Buku kas ditutup",
        "ana",
        "KASI",
    ]
    assert here["written_at"] > there["written_at"]
    assert (here["conflict"], here["sheet"], here["column"]) == ("1", "session", "summary")
    page = kasi("conflicts", "--format", "markdown").out
    assert "1. session 2014-261112-563G, summary" in page
    assert "perut conflicts settle 1 --keep here" in page
    assert kasi("pertentangan", "--format", "markdown", lang="id").out.count("| sana |") == 1


def test_no_conflict_is_said_so(laptops):
    assert laptops[0].rows("conflicts") == []
    assert "No conflict is open." in laptops[0]("conflicts", "--format", "markdown").out


def test_status_names_the_conflicts_while_there_are_any(laptops, usb):
    line = "Conflicts between laptops to settle: 1: perut conflicts"
    assert line not in laptops[0]("status", "--format", "markdown").out
    kasi, _ = a_conflict(laptops, usb)
    assert line in kasi("status", "--format", "markdown").out
    assert "perut pertentangan" in kasi("beranda", "--format", "markdown", lang="id").out
    kasi("conflicts", "settle", "1", "--keep", "here", "-q")
    assert line not in kasi("status", "--format", "markdown").out


@pytest.mark.parametrize(
    ("keep", "kept"),
    [
        ("here", "Buku kas terbuka"),
        ("there", "Buku kas ditutup"),
        ("Buku kas diperiksa lagi", "Buku kas diperiksa lagi"),
    ],
)
def test_what_is_settled_stays_settled_on_both_laptops(laptops, usb, tmp_path, keep, kept):
    kasi, staf = a_conflict(laptops, usb)
    settled = kasi("conflicts", "settle", "1", "--keep", keep)
    assert settled.out == "1\n"
    assert "settled 1: session 2014-261112-563G, summary" in settled.err
    assert summary(kasi) == kept
    exchanged([kasi, staf], usb)
    for one in (kasi, staf):
        assert one.rows("conflicts") == []
        assert summary(one) == kept
        one("check", "-q")
    assert kasi.exported(tmp_path) == staf.exported(tmp_path)


def test_an_ordinary_edit_settles_too(laptops, usb):
    kasi, staf = a_conflict(laptops, usb)
    kasi("session", "edit", "2014-261112", "--summary", "Diperiksa berdua", "-q")
    assert kasi.rows("conflicts") == []
    exchanged([kasi, staf], usb)
    assert staf.rows("conflicts") == []
    assert summary(staf) == "Diperiksa berdua"


def test_settling_is_a_batch_that_undo_takes_back(laptops, usb):
    kasi, _ = a_conflict(laptops, usb)
    kasi("conflicts", "settle", "1", "--keep", "there", "-q")
    assert kasi.rows("history", "--limit", "1")[0]["command"] == "conflicts settle 1 --keep …"
    kasi("undo", "--yes", "-q")
    assert summary(kasi) == "Buku kas terbuka"
    assert kasi.rows("conflicts")
    kasi("conflicts", "settle", "1", "--keep", "here", "-q")
    assert kasi.rows("conflicts") == []
    kasi("undo", "--yes", "-q")
    assert kasi.rows("conflicts")


def test_settling_is_tried_without_writing(laptops, usb):
    kasi, _ = a_conflict(laptops, usb)
    before = kasi.db.read_bytes()
    assert "(dry run" in kasi("conflicts", "settle", "1", "--keep", "there", "--dry-run").err
    assert kasi.db.read_bytes() == before


def test_settling_says_what_is_wrong(laptops, usb):
    kasi, _ = a_conflict(laptops, usb)
    for words, code, told in (
        (("settle",), 2, "error P003: NUMBER is missing"),
        (("settle", "1"), 2, "error P003: --keep is missing"),
        (("settle", "7", "--keep", "here"), 4, "error P343: no open conflict 7"),
        (("settle", "1", "--keep", "there:2"), 4, "error P343: conflict 1 has no value there:2"),
        (("mend", "1"), 2, "error P007: mend"),
    ):
        refused = kasi("conflicts", *words, code=code)
        assert refused.err.startswith(told), refused
        assert "hint: " in refused.err
    assert len(kasi.rows("conflicts")) == 2


def test_words_tied_together_are_settled_together(laptops, usb):
    kasi, staf = laptops[:2]
    action = next(
        row["action_code"] for row in kasi.rows("action", "list") if row["action_state"] == "open"
    )
    kasi("action", "edit", action, "--action-state", "done", "--done-on", "2026-11-20", "-q")
    staf("action", "edit", action, "--action-state", "dropped", "--done-on", "2026-11-21", "-q")
    staf("share", str(usb), "-q")
    kasi("merge", str(usb), "-q")
    assert {row["column"] for row in kasi.rows("conflicts")} == {"action_state", "done_on"}
    refused = kasi("conflicts", "settle", "1", "--keep", "done", code=2)
    assert refused.err.startswith("error P344: conflict 1 is about action_state, done_on")
    assert f"`perut action edit {action} --action-state … --done-on …`" in refused.err
    there = next(row for row in kasi.rows("conflicts") if row["keep"] == "there")
    kasi("conflicts", "settle", "1", "--keep", "there", "-q")
    shown = kasi.rows("action", "show", action)[0]
    assert there["value"] in (shown["action_state"], shown["done_on"])
    assert (shown["action_state"], shown["done_on"]) in (
        ("done", "2026-11-20"),
        ("dropped", "2026-11-21"),
    )


@pytest.mark.parametrize("keep", ["here", "there"])
def test_a_score_against_a_reason_is_settled_as_one_answer(laptops, usb, keep):
    kasi, staf = laptops[:2]
    answer = ("2014-260127-732W", "A.1")
    staf("score", "edit", *answer, "--score", "1", "-q")
    kasi.at += timedelta(hours=1)
    reason = ("--score", "", "--na-reason", "tidak ada buku", "--score-note", "dilihat sendiri")
    kasi("score", "edit", *answer, *reason, "-q")
    staf("share", str(usb), "-q")
    kasi("merge", str(usb), "-q")
    assert {row["value"] for row in kasi.rows("conflicts")} == {"1", "", "tidak ada buku"}
    kasi("conflicts", "settle", "1", "--keep", keep, "-q")
    row = kasi.rows("score", "show", *answer)[0]
    kept = {"here": ("", "tidak ada buku"), "there": ("1", "")}[keep]
    assert (row["score"], row["na_reason"], row["score_note"]) == (*kept, "dilihat sendiri")
    assert kasi.rows("conflicts") == []
    assert "nothing is wrong" in kasi("check").err


def test_lists_come_in_the_order_in_which_they_were_written(laptops, usb):
    kasi, staf = laptops[:2]
    words = ("--mentors", "STAF1|KP", "--topics", "prodeskel|perdes", "--place", "Balai")
    code = staf("session", "add", "merah", "2026-11-20", "supervisi", *words).out.strip()
    staf("share", str(usb), "-q")
    kasi("merge", str(usb), "-q")
    row = kasi.rows("session", "show", code)[0]
    assert (row["mentors"], row["topics"]) == ("STAF1|KP", "prodeskel|perdes")


@pytest.mark.parametrize("settled", ["", "here", "there"])
def test_an_erasure_takes_away_what_another_laptop_wrote_of_the_person(laptops, usb, settled):
    kasi, staf = laptops[:2]
    for one in (kasi, staf):
        one("official", "add", "2021", "Rahasia Sekali", "--official-code", "2021-X1", "-q")
    staf(
        "official",
        "edit",
        "2021-X1",
        "--official-name",
        "Nama Staf",
        "--phone",
        "0822333",
        "--yes",
        "-q",
    )
    kasi.at += timedelta(hours=1)
    kasi(
        "official",
        "edit",
        "2021-X1",
        "--official-name",
        "Nama Kasi",
        "--phone",
        "0811222",
        "--yes",
        "-q",
    )
    kasi("session", "add", "2021", "2026-11-02", "supervisi", "--attendee", "Nama Kasi", "-q")
    staf("share", str(usb), "-q")
    kasi("merge", str(usb), "-q")
    if settled:
        for number in sorted({row["conflict"] for row in kasi.rows("conflicts")}):
            kasi("conflicts", "settle", number, "--keep", settled, "-q")
    kasi("official", "remove", "2021-X1", "--erase", "--yes", "-q")
    with closing(sqlite3.connect(kasi.db)) as connection:
        kept = "\n".join(connection.iterdump())
    said = ("Rahasia Sekali", "Nama Staf", "Nama Kasi", "0822333", "0811222")
    assert [text for text in said if text in kept] == []
    assert "nothing is wrong" in kasi("check").err


@pytest.mark.parametrize("settled", ["here", "there"])
def test_an_erasure_blanks_the_notes_that_were_settled(laptops, usb, settled):
    kasi, staf = laptops[:2]
    kasi("official", "add", "2021", "Rahasia Sekali", "--official-code", "2021-X1", "-q")
    words = ("--official-name", "Rahasia Sekali", "--instrument-code", "APARATUR")
    code = kasi("assess", "2021", *words, "--stage", "baseline", "P.1=1").out.split()[0]
    exchanged([kasi, staf], usb)
    staf("score", "edit", code, "P.1", "--score-note", "sakit sejak lama", "-q")
    kasi.at += timedelta(hours=1)
    kasi("score", "edit", code, "P.1", "--score-note", "sering cuti", "-q")
    staf("share", str(usb), "-q")
    kasi("merge", str(usb), "-q")
    kasi("conflicts", "settle", "1", "--keep", settled, "-q")
    kasi("official", "remove", "2021-X1", "--erase", "--yes", "-q")
    with closing(sqlite3.connect(kasi.db)) as connection:
        kept = "\n".join(connection.iterdump())
    said = ("Rahasia Sekali", "sakit sejak lama", "sering cuti")
    assert [text for text in said if text in kept] == []
    assert "nothing is wrong" in kasi("check").err


def test_a_removal_that_was_not_done_is_asked_about(laptops, usb):
    kasi, staf = laptops[:2]
    kasi("plan", "remove", *PLAN, "--yes", "-q")
    staf("plan", "edit", *PLAN, "--topics", "bpd", "-q")
    staf("share", str(usb), "-q")
    merged = kasi("merge", str(usb))
    assert "plan,1,0,0,0,1\n" in merged.out
    assert {row["conflict_kind"] for row in kasi.rows("conflicts")} == {"removed"}
    assert kasi("conflicts", "settle", "1", "--keep", "soon", code=2).err.startswith("error P344")
    assert "--yes" in kasi("conflicts", "settle", "1", "--keep", "there", code=1).err
    kasi("conflicts", "settle", "1", "--keep", "there", "--yes", "-q")
    assert kasi("plan", "show", *PLAN, code=4).out == ""
    exchanged([kasi, staf], usb)
    staf("plan", "show", *PLAN, code=4)


def test_three_values_are_told_apart_by_number(laptops, usb):
    for place, one in enumerate(laptops):
        one.at += timedelta(hours=place)
        one("village", "edit", "2021", "--village-note", f"catatan {one.name}", "-q")
        one("share", str(usb), "-q")
    kasi = laptops[0]
    told = kasi("merge", str(usb)).err
    assert "1 batch by STAF" in told
    assert "1 batch by TABLET" in told
    assert [row["keep"] for row in kasi.rows("conflicts")] == ["here", "there:1", "there:2"]
    several = kasi("conflicts", "settle", "1", "--keep", "there", code=4)
    assert several.err.startswith("error P347: conflict 1 has 2 values there: there:1, there:2")
    kasi("conflicts", "settle", "1", "--keep", "sana:2", "-q")
    assert kasi.cell("village_note", "village", "2021") == "catatan KASI"
    assert kasi.rows("conflicts") == []


def test_two_visits_taken_for_one_are_split(laptops, usb, tmp_path):
    kasi, staf = laptops[:2]
    kasi(*VISIT, "--summary", "Oleh Kasi", "--mentors", "KP", "-q")
    code = staf(*VISIT, "--summary", "Oleh staf", "--place", "Balai", "-q").out.strip()
    exchanged([kasi, staf], usb)
    assert {row["column"] for row in kasi.rows("conflicts")} == {"summary"}
    assert kasi("session", "split", code, code=2).err.startswith(
        "error P003: --start-time is missing"
    )
    kasi("session", "split", code, "--start-time", "13:00", "-q")
    visits = [row for row in kasi.rows("session", "list") if row["session_date"] == DAY]
    assert {row["summary"] for row in visits} == {"Oleh Kasi", "Oleh staf"}
    assert {row["start_time"] for row in visits} == {"", "13:00"}
    assert kasi.rows("conflicts") == []
    refused = kasi("session", "split", code, "--start-time", "14:00", code=5)
    assert refused.err.startswith(f"error P345: no conflict is open on {code}")
    assert "perut session add" in refused.err
    exchanged([kasi, staf], usb)
    assert staf.rows("conflicts") == []
    assert kasi.exported(tmp_path) == staf.exported(tmp_path)


def test_a_split_at_the_same_time_is_refused_and_undone_in_one(laptops, usb):
    kasi, staf = laptops[:2]
    kasi(*VISIT, "--start-time", "09:00", "--summary", "Oleh Kasi", "-q")
    code = staf(*VISIT, "--start-time", "09:00", "--summary", "Oleh staf", "-q").out.strip()
    exchanged([kasi, staf], usb)
    assert kasi("session", "split", code, "--start-time", "09.00", code=5).err.startswith(
        "error P051"
    )
    kasi("sesi", "pisah", code, "--jam-mulai", "13.00", "-q", lang="id")
    kasi("undo", "--yes", "-q")
    assert len([row for row in kasi.rows("session", "list") if row["session_date"] == DAY]) == 1


def test_a_file_of_a_newer_schema_is_refused_and_nothing_written(laptops, usb):
    kasi, staf = laptops[:2]
    copy = Path(staf("share", str(usb), "-q").out.strip())
    with sqlite3.connect(copy) as newer:
        newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    newer.close()
    before = kasi.db.read_bytes()
    for source in (copy, usb):
        refused = kasi("merge", str(source), code=7)
        assert refused.err.startswith("error P074: ")
    assert kasi.db.read_bytes() == before


def test_a_file_of_an_older_schema_is_brought_up_to_date_in_a_copy(tmp_path, usb):
    kasi, staf = Laptop(tmp_path, "KASI", "ana"), Laptop(tmp_path, "STAF", "budi")
    made(FIXTURES[0], kasi.db)
    older = made(FIXTURES[0], usb / "older.db")
    kasi("village", "edit", "2021", "--village-note", "dari Kasi", "-q")
    before = older.read_bytes()
    told = kasi("merge", str(older))
    assert "nothing new for this laptop" in told.err
    assert older.read_bytes() == before
    assert sorted(file.name for file in usb.iterdir()) == ["older.db"]
    shutil.copy(older, staf.db)
    staf("village", "edit", "2021", "--also-named", "Putat", "-q")
    staf("merge", str(kasi.db), "-q")
    assert staf.cell("village_note", "village", "2021") == "dari Kasi"


def test_a_file_that_changed_since_it_was_shared_is_refused(laptops, usb):
    kasi, staf = laptops[:2]
    copy = Path(staf("share", str(usb), "-q").out.strip())
    staf("village", "edit", "2014", "--village-note", "dari staf", "-q")
    (usb / f"{copy.name}.sha256").write_text("0" * 64 + f"  {copy.name}\n")
    assert kasi("merge", str(copy), code=7).err.startswith("error P087: ")


def test_what_is_no_other_laptop_is_refused(laptops, usb, tmp_path, empty):
    kasi = laptops[0]
    assert kasi("merge", str(kasi.db), code=5).err.startswith("error P341: ")
    assert kasi("merge", str(usb), code=4).err.startswith("error P342: ")
    kasi("share", str(usb), "-q")
    assert kasi("merge", str(usb), code=4).err.startswith("error P342: ")
    assert kasi("merge", str(usb / "gone.db"), code=4).err.startswith("error P010: ")
    (usb / "text.db").write_text("no database")
    assert kasi("merge", str(usb / "text.db"), code=7).err.startswith("error P073: ")
    other = Laptop(tmp_path, "LAIN", "dedi")
    shutil.copy(empty, other.db)
    other("setting", "edit", "district_code", "--value", "63.11.04", "--yes", "-q")
    assert "error P340: " in kasi("merge", str(other.db), code=5).err


def test_a_clock_far_ahead_is_told(laptops, usb):
    kasi, staf = laptops[:2]
    staf("village", "edit", "2021", "--village-note", "x", "-q", now=NOW + timedelta(days=400))
    staf("share", str(usb), "-q")
    told = kasi("merge", str(usb)).err
    assert "its newest day lies 400 days after today" in told


def test_a_script_may_not_merge(laptops, usb):
    laptops[1]("share", str(usb), "-q")
    refused = laptops[0]("run", "-", stdin=f"merge {usb}\n", code=1)
    assert "P082" in refused.err


def test_import_of_a_folder_with_this_history_names_merge(laptops, tmp_path, empty):
    kasi, staf = laptops[:2]
    staf("village", "edit", "2021", "--village-note", "dari staf", "-q")
    staf("export", str(tmp_path / "from-staff"), "-q")
    told = kasi("import", str(tmp_path / "from-staff"), "--dry-run")
    assert "perut merge FILE" in told.err
    foreign = Laptop(tmp_path, "LAIN", "dedi")
    shutil.copy(empty, foreign.db)
    assert "perut merge" not in foreign("import", str(tmp_path / "from-staff"), "--dry-run").err


def test_everything_has_its_indonesian_name(laptops, usb, tmp_path):
    kasi, staf = a_conflict(laptops, usb)
    shared = kasi("bagi", str(usb), lang="id")
    assert "lalu di laptop lain: `perut gabung " in shared.err
    merged = staf("gabung", str(usb), lang="id")
    assert "kedua laptop kini berisi sama" in merged.err
    assert "lihat `perut pertentangan`" in merged.err
    settled = staf("pertentangan", "selesaikan", "1", "--pakai", "sini", lang="id")
    assert "1 selesai: sesi 2014-261112-563G, ringkasan" in settled.err
