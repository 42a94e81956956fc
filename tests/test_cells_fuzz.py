"""Sentences about cells of every sort in every format: stored as they are seen, or told."""

import os
import unicodedata
from pathlib import Path

import odd_cells
import pytest
from books_by_hand import ENDINGS, Cell, letters, table, write
from conftest import in_process
from test_cases_intake import CENTS, FOUR_DIGITS, number, text, workbook

VILLAGES = {"63.11.03.2021": "Contoh Satu", "63.11.03.2014": "Contoh Dua"}


@pytest.fixture(scope="module")
def two_villages(tmp_path_factory):
    """The bytes of a database with the villages."""
    db = tmp_path_factory.mktemp("two") / "p.db"
    assert in_process("init", db=db).code == 0
    rows = "".join(f"{code},{name}\n" for code, name in VILLAGES.items())
    assert (
        in_process("village", "import", "-", db=db, stdin=f"village_code,village_name\n{rows}").code
        == 0
    )
    return db.read_bytes()


DIGITS = [
    chr(point)
    for point in range(0x80, 0x1FBFA)
    if unicodedata.category(chr(point)) == "Nd" and unicodedata.decimal(chr(point)) == 7
]


def test_every_digit_of_unicode_is_its_number_in_a_count(tmp_path, two_villages):
    db = tmp_path / "p.db"
    db.write_bytes(two_villages)
    head = "village_code,application,part,filling_date,filled,total\n"
    rows = "".join(
        f"2021,prodeskel,ddk,{1930 + n}-01-0{digit},{digit},1{digit}\n"
        for n, digit in enumerate(DIGITS)
    )
    assert in_process("filling", "import", "-", db=db, stdin=head + rows).code == 0
    listed = in_process("filling", "list", "--format", "csv", db=db).out.splitlines()[1:]
    assert len(listed) == len(DIGITS)
    assert {tuple(line.split(",")[4:6]) for line in listed} == {("7", "17")}
    assert {line.split(",")[3][4:] for line in listed} == {"-01-07"}


ODD = {
    "error": Cell("error", "#REF!"),
    "formula": Cell("formula"),
    "percent": Cell("percent", 0.5),
    "day": Cell("day", 46058),
    "true": Cell("true"),
    "superscript": Cell("text", "1\u00b2"),
    "thousand": Cell("text", "1.000"),
    "letter O": Cell("text", "1O"),
    "lost digits": Cell("number", 1.23456789012345e16),
}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("place", range(6))
def test_no_odd_cell_of_a_count_or_key_is_taken_in_silence(
    tmp_path: Path, two_villages: bytes, odd: str, place: int, ending: str
):
    db = tmp_path / "p.db"
    db.write_bytes(two_villages)
    head = ["village_code", "application", "part", "filling_date", "filled", "total"]
    cells = [Cell("text", one) for one in ("2021", "prodeskel", "ddk", "2026-02-05")]
    cells += [Cell("number", 1), Cell("number", 2)]
    same = odd == "day" and head[place] == "filling_date"
    cells[place] = ODD[odd]
    path = write(tmp_path / f"a.{ending}", table([[Cell("text", word) for word in head], cells]))
    taken = in_process("filling", "import", str(path), db=db)
    told = f"a.{ending}:{letters(place)}2: " in taken.err
    assert (taken.code, told) == (0 if same else 1, not same), taken.err


def test_no_cell_comes_in_otherwise_than_it_is_seen(sample_database, tmp_path):
    _, wrong = odd_cells.tried(sample_database, tmp_path, 150, seed=os.getpid())
    assert wrong == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_merged_and_hidden_cells_are_told_in_every_format(tmp_path, two_villages, ending):
    db = tmp_path / "p.db"
    db.write_bytes(two_villages)
    lines = [
        ["village_code", "session_date", "kind", "place"],
        ["2021", "2026-01-05", "supervisi", "Pendopo"],
        ["2014", "", "supervisi", ""],
    ]
    cells = table([[Cell("text", text) for text in line] for line in lines], left=1, above=2)
    path = write(tmp_path / f"a.{ending}", cells, [(4, 5, 2), (4, 5, 4)])
    taken = in_process("session", "import", str(path), db=db)
    assert "merged cells hold for every row they cover: C4:C5, E4:E5" in taken.err
    listed = in_process("session", "list", "--format", "csv", db=db).out
    assert listed.count("2026-01-05") == listed.count("Pendopo") == 2


def test_an_xls_with_a_password_or_of_another_age_says_so(tmp_path, two_villages):
    db = tmp_path / "p.db"
    db.write_bytes(two_villages)
    path = write(tmp_path / "a.xls", _TOPIC)
    whole = path.read_bytes()
    for old, new, told in (
        (b"\x09\x08\x10\x00\x00\x06\x05", b"\x09\x08\x10\x00\x00\x05\x05", "none of Excel 97"),
        (b"\x1e\x04\x09\x00", b"\x2f\x00\x09\x00", "a.xls has a password"),
    ):
        assert old in whole
        path.write_bytes(whole.replace(old, new))
        refused = in_process("topic", "import", str(path), db=db)
        assert (refused.code, told in refused.err) == (1, True), refused.err


_TOPIC = table([[Cell("text", "topic_code"), Cell("text", "topic_name")], [Cell("text", "x")] * 2])


def test_an_xls_that_was_cut_short_is_whole_or_refused(tmp_path, two_villages):
    db = tmp_path / "p.db"
    db.write_bytes(two_villages)
    path = write(tmp_path / "a.xls", _TOPIC)
    whole = path.read_bytes()
    codes = set()
    for cut in range(0, len(whole), 97):
        path.write_bytes(whole[:cut])
        done = in_process("topic", "import", str(path), "--dry-run", db=db)
        codes.add(done.code)
        assert done.code in (0, 1), done.err
        assert done.code or "1 new" in done.err, (cut, done.err)
    assert 1 in codes


@pytest.mark.parametrize(("style", "shown"), [(FOUR_DIGITS, "0012"), (CENTS, "12.00")])
def test_a_number_in_a_code_column_is_what_the_eye_sees(tmp_path, two_villages, style, shown):
    db = tmp_path / "p.db"
    db.write_bytes(two_villages)
    head = "".join(map(text, ("topic_code", "topic_name")))
    rows = f'<row r="1">{head}</row><row r="2">{number(12, style)}{text("a")}</row>'
    assert in_process("topic", "import", str(workbook(tmp_path / "a.xlsx", rows)), db=db).code == 0
    assert f"\n{shown},a," in in_process("topic", "list", "--format", "csv", db=db).out
