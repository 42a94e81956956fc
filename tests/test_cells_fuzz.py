"""Sentences about tables in random shapes and cells of every sort: the same records, or told."""

import random
import unicodedata
from pathlib import Path

import pytest
from conftest import in_process
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cases_intake import CENTS, DAY, FOUR_DIGITS, PERCENT, number, text, workbook

VILLAGES = {"63.11.03.2021": "Contoh Satu", "63.11.03.2014": "Contoh Dua"}
HEADERS = {
    "village_code": ("village_code", "Kode Desa", "Nama Desa", "DESA", "Desa/Kelurahan"),
    "session_date": ("session_date", "Tanggal sesi", "Tgl", "TANGGAL", "Hari/Tanggal"),
    "kind": ("kind", "Jenis", "Jenis Kegiatan"),
}
DAYS = (
    "2026-01-05",
    "05/01/2026",
    "5 Januari 2026",
    "Senin, 5 Jan 2026",
    "5-Jan-26",
    "２０２６-01-05",
)


def letters(column: int) -> str:
    """A column's letter, from 0."""
    return chr(65 + column)


def table(luck: random.Random) -> str:
    """The XML of one visit to each village, in a random shape."""
    left, above = luck.randrange(3), luck.randrange(4)
    numbered, placed = luck.random() < 0.5, luck.random() < 0.5 or left > 0
    words = list(HEADERS)
    luck.shuffle(words)
    head = (["No."] if numbered else []) + [luck.choice(HEADERS[word]) for word in words]
    rows = [f'<row r="{n + 1}">{text("DATA KUNJUNGAN", f"A{n + 1}")}</row>' for n in range(above)]
    lines = [head]
    for count, (code, name) in enumerate(VILLAGES.items(), 1):
        cells = {
            "village_code": luck.choice((code, name, name.upper(), code[-4:])),
            "session_date": luck.choice(DAYS) if count == 1 else "6 Januari 2026",
            "kind": "supervisi",
        }
        lines.append(([str(count)] if numbered else []) + [cells[word] for word in words])
    for line, values in enumerate(lines, above + 1):
        cells = "".join(
            text(value, f"{letters(left + column)}{line}" if placed else "")
            for column, value in enumerate(values)
        )
        rows.append(f'<row r="{line}">{cells}</row>')
    return "".join(rows)


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


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9))
def test_a_table_in_any_shape_is_the_same_records(tmp_path_factory, two_villages, seed):
    folder = tmp_path_factory.mktemp("shape")
    db = folder / "p.db"
    db.write_bytes(two_villages)
    path = workbook(folder / "a.xlsx", table(random.Random(seed)))
    taken = in_process("session", "import", str(path), db=db)
    assert taken.code == 0, taken.err
    listed = in_process("session", "list", "--format", "csv", db=db).out.splitlines()[1:]
    assert sorted(line.split(",")[1:3] for line in listed) == [
        ["63.11.03.2014", "2026-01-06"],
        ["63.11.03.2021", "2026-01-05"],
    ]


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
    "error": '<c t="e"><v>#REF!</v></c>',
    "formula": "<c><f>A1</f></c>",
    "percent": number(0.5, PERCENT),
    "day": number(46058, DAY),
    "true": '<c t="b"><v>1</v></c>',
    "superscript": text("1\u00b2"),
    "thousand": text("1.000"),
    "letter O": text("1O"),
    "lost digits": number("1.23456789012345E+16"),
}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("place", range(6))
def test_no_odd_cell_of_a_count_or_key_is_taken_in_silence(
    tmp_path: Path, two_villages: bytes, odd: str, place: int
):
    db = tmp_path / "p.db"
    db.write_bytes(two_villages)
    head = ["village_code", "application", "part", "filling_date", "filled", "total"]
    cells = [text("2021"), text("prodeskel"), text("ddk"), text("2026-02-05"), number(1), number(2)]
    same = odd == "day" and head[place] == "filling_date"
    cells[place] = ODD[odd]
    rows = f'<row r="1">{"".join(map(text, head))}</row><row r="2">{"".join(cells)}</row>'
    taken = in_process("filling", "import", str(workbook(tmp_path / "a.xlsx", rows)), db=db)
    assert (taken.code, f"a.xlsx:{letters(place)}2: " in taken.err) == (0 if same else 1, not same)


@pytest.mark.parametrize(("style", "shown"), [(FOUR_DIGITS, "0012"), (CENTS, "12.00")])
def test_a_number_in_a_code_column_is_what_the_eye_sees(tmp_path, two_villages, style, shown):
    db = tmp_path / "p.db"
    db.write_bytes(two_villages)
    head = "".join(map(text, ("topic_code", "topic_name")))
    rows = f'<row r="1">{head}</row><row r="2">{number(12, style)}{text("a")}</row>'
    assert in_process("topic", "import", str(workbook(tmp_path / "a.xlsx", rows)), db=db).code == 0
    assert f"\n{shown},a," in in_process("topic", "list", "--format", "csv", db=db).out
