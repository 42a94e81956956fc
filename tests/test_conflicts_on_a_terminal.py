"""Conflicts settled one by one by a hand in a real terminal, in both languages."""

import os

import pytest
from test_guided import Talk
from test_merge_commands import PLAN, Laptop, a_conflict, laptops, summary, usb

__all__ = ["laptops", "usb"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal of POSIX")


def note(one: Laptop, village: str) -> str:
    return one.cell("village_note", "village", village)


def test_each_is_asked_about_with_both_values(laptops, usb, tmp_path):
    kasi, staf = laptops[:2]
    for village in ("2014", "2021"):
        kasi("village", "edit", village, "--village-note", f"{village} Kasi", "-q")
        staf("village", "edit", village, "--village-note", f"{village} staf", "-q")
    a_conflict(laptops, usb)
    numbers = {row["key"]: row["conflict"] for row in kasi.rows("conflicts")}
    replies = {"63.11.03.2014": "2", "63.11.03.2021": "= diperiksa lagi", "2014-261112-563G": ""}
    there = {row["key"]: row["value"] for row in kasi.rows("conflicts") if row["keep"] == "there"}
    talk = Talk(tmp_path, kasi.db, "conflicts", "settle")
    for place, key in enumerate(sorted(numbers, key=lambda key: int(numbers[key]))):
        talk.answer((f"{numbers[key]}. ", None), (f"2  {there[key]}  (", None))
        if place == 0:
            talk.answer(("Enter leaves it for later, q stops:", "9"), ("9 is none of them", None))
        talk.answer(("q stops:", replies[key]))
    talk.hear("still open: 1")
    assert talk.end() == 0
    assert note(kasi, "2014") == there["63.11.03.2014"]
    assert note(kasi, "2021") == "diperiksa lagi"
    assert {row["key"] for row in kasi.rows("conflicts")} == {"2014-261112-563G"}


def test_what_was_settled_before_the_talk_was_left_stays(laptops, usb, tmp_path):
    kasi, staf = laptops[:2]
    kasi("village", "edit", "2014", "--village-note", "Kasi", "-q")
    staf("village", "edit", "2014", "--village-note", "staf", "-q")
    a_conflict(laptops, usb)
    talk = Talk(tmp_path, kasi.db, "pertentangan", "selesaikan", lang="id")
    talk.answer(("k berhenti:", "1"), ("selesai: ", None), ("k berhenti:", "k"))
    talk.hear("masih terbuka: 1")
    assert talk.end() == 0
    assert len({row["conflict"] for row in kasi.rows("conflicts")}) == 1


def test_a_removal_is_confirmed(laptops, usb, tmp_path):
    kasi, staf = laptops[:2]
    kasi("plan", "remove", *PLAN, "--yes", "-q")
    staf("plan", "edit", *PLAN, "--topics", "bpd", "-q")
    staf("share", str(usb), "-q")
    kasi("merge", str(usb), "-q")
    talk = Talk(tmp_path, kasi.db, "conflicts", "settle")
    talk.answer(
        ("2  removed  (", None),
        ("q stops:", "2"),
        ("this removes", None),
        ("[y/N]", "n"),
        ("q stops:", "1"),
        ("settled 1: plan", None),
    )
    assert talk.end() == 0
    kasi("plan", "show", *PLAN)


def test_the_start_time_of_a_split_is_asked_for(laptops, usb, tmp_path):
    kasi, staf = laptops[:2]
    visit = ("session", "add", "muara", "2026-11-24", "supervisi", "-q", "--summary")
    kasi(*visit, "Oleh Kasi")
    code = staf(*visit, "Oleh staf").out.strip()
    staf("share", str(usb), "-q")
    kasi("merge", str(usb), "-q")
    talk = Talk(tmp_path, kasi.db, "session", "split", code)
    talk.answer(("Start time of the second session", "half past"), ("Start time", "13.00"))
    assert talk.end() == 0
    assert {row["start_time"] for row in kasi.rows("session", "list", "--from", "2026-11-24")} == {
        "",
        "13:00",
    }
    assert summary(kasi)
