"""What two laptops made under one name: versions of an instrument, papers of one number, who signs."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from conftest import in_process
from merge_histories import VILLAGES, exported, merged, office, waiting, wrong

from perut_cli.core.errors import Damaged

SCORES = (
    "village_code,instrument_code,instrument_version,assessment_date,stage,indicator_code,score\n"
)


@pytest.fixture
def pair(tmp_path) -> tuple[Path, Path]:
    """Two laptops that begin alike."""
    first = office(tmp_path / "first.db")
    return Path(shutil.copy(first, tmp_path / "a.db")), Path(shutil.copy(first, tmp_path / "b.db"))


def do(db: Path, *words: str, stdin: str = "") -> None:
    done = in_process(*words, db=db, stdin=stdin)
    assert done.code == 0, (words, done)


def revised(db: Path, codes: str, day: str) -> None:
    """Version 2 with these indicators, a village assessed by it."""
    about = ("--instrument-code", "I", "--instrument-version", "2")
    do(db, "instrument", "add", *about, "--instrument-title", "Uji", "--subject", "village")
    for code in codes:
        words = ("--indicator-code", code, "--dimension", "d", "--indicator-text", f"t{code}")
        do(db, "indicator", "add", *about, *words, "--max-score", "2")
    answers = "".join(f"{VILLAGES[0]},I,2,{day},monitoring,{code},2\n" for code in codes)
    do(db, "score", "import", "-", stdin=SCORES + answers)


def there_and_back(one: Path, other: Path) -> None:
    before = Path(shutil.copy(one, one.with_suffix(".before")))
    merged(one, other)
    merged(other, before)


def test_versions_revised_on_both_sides_survive_both_with_their_answers(pair):
    one, other = pair
    revised(one, "AC", "2026-11-04")
    revised(other, "AE", "2026-11-05")
    alone = Path(shutil.copy(one, one.with_suffix(".alone")))
    there_and_back(one, other)
    merged(alone, one)
    found = exported(one)
    assert found == exported(other) == exported(alone)
    versions = [line.split(b",")[:2] for line in found["instrument.csv"].splitlines()]
    made = [version for code, version in versions if code == b"I"]
    assert made[:2] == [b"1", b"2"]
    assert made[2].startswith(b"2-")
    assert len(made[2]) == len("2-ABCD")
    scores = found["score.csv"].decode().splitlines()[1:]
    by_version = {}
    for line in scores:
        _, _, _, _, version, _, _, _, indicator, *_ = line.split(",")
        by_version.setdefault(version, set()).add(indicator)
    assert {"".join(sorted(codes)) for codes in by_version.values()} == {"AB", "AC", "AE"}
    for db in (one, other, alone):
        assert wrong(db) == []


def test_a_version_that_both_laptops_took_from_one_file_is_one(pair):
    one, other = pair
    revised(one, "AC", "2026-11-04")
    revised(other, "AC", "2026-11-05")
    there_and_back(one, other)
    assert exported(one) == exported(other)
    assert exported(one)["instrument.csv"].count(b"\nI,2") == 1
    assert wrong(one) == wrong(other) == []


def test_who_signs_is_shown_as_one_laptop_wrote_it(pair):
    one, other = pair
    for db in pair:
        do(db, "setting", "edit", "head_name", "--value", "Lama", "--yes")
    do(one, "setting", "edit", "head_name", "--value", "Baru", "--yes")
    do(other, "setting", "edit", "head_nip", "--value", "222", "--yes")
    there_and_back(one, other)
    assert exported(one) == exported(other)
    shown = dict(line.split(b",", 1) for line in exported(one)["setting.csv"].splitlines())
    assert (shown[b"head_name"], shown[b"head_nip"]) in {(b"Lama", b"222"), (b"Baru", b"")}
    assert waiting(one)


def test_one_number_given_to_two_papers_is_a_conflict(pair):
    one, other = pair
    for db, subject in ((one, "Undangan rapat"), (other, "Undangan musyawarah")):
        words = ("--register", "office", "--year", "2026", "--sequence", "7")
        do(db, "document", "add", *words, "--subject", subject)
    there_and_back(one, other)
    assert exported(one) == exported(other)
    assert [(kind, sheet, words) for kind, sheet, _, words, *_ in waiting(one)] == [
        ("value", "document", ("subject",))
    ]


def test_a_merged_record_changed_by_another_program_is_named(pair):
    one, other = pair
    for db, text in ((one, "dari satu"), (other, "dari lain")):
        do(db, "village", "edit", VILLAGES[0], "--village-note", text, "--yes")
    there_and_back(one, other)
    with sqlite3.connect(one) as connection:
        connection.execute("UPDATE village SET village_note = 'palsu'")
    assert any(line.startswith("altered,village,63.11.03.2004") for line in wrong(one))


def test_what_another_program_altered_does_not_come_in(pair):
    one, other = pair
    do(other, "village", "edit", VILLAGES[0], "--village-note", "dari lain", "--yes")
    with sqlite3.connect(other) as connection:
        connection.execute("UPDATE village SET village_note = 'palsu'")
    before = one.read_bytes()
    with pytest.raises(Damaged, match="changed outside perut"):
        merged(one, other)
    assert one.read_bytes() == before


@pytest.mark.parametrize("undone", [2, 3, 4])
def test_an_indicator_that_one_laptop_took_back_stays_where_another_answered_it(pair, undone):
    one, other = pair
    for _ in range(undone):
        do(one, "undo", "--yes")
    answer = f"{VILLAGES[1]},I,1,2026-11-04,monitoring,B,2\n"
    do(other, "score", "import", "-", stdin=SCORES + answer)
    alone = Path(shutil.copy(one, one.with_suffix(".alone")))
    there_and_back(one, other)
    merged(alone, one)
    found = exported(one)
    assert found == exported(other) == exported(alone)
    codes = [line.split(b",")[2] for line in found["indicator.csv"].splitlines()[1:]]
    assert b"B" in codes
    assert b"I,1,2026-11-04,monitoring,,B,2" in found["score.csv"]
    assert "indicator" in {sheet for _, sheet, *_ in waiting(one)}
    assert wrong(one) == wrong(other) == wrong(alone) == []
