"""Any table of records, by any program and in any shape: the same records, or told; never others."""

import csv
import io
import json
import os
import shutil
import subprocess
from datetime import date, time
from pathlib import Path
from random import Random

import pytest
from books_by_hand import ENDINGS, Cell, Form, Merge, table, write
from conftest import in_process
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

pytestmark = pytest.mark.long

LOCALC = shutil.which("localc")
REQUIRED = "localc" in os.environ.get("PERUT_REQUIRE", "").split()
needs_libreoffice = pytest.mark.skipif(
    not LOCALC and not REQUIRED,
    reason="LibreOffice Calc is not here: no workbooks of its making",
)
VILLAGES = {
    "63.11.03.2021": "Contoh Satu",
    "63.11.03.2014": "Contoh Dua",
    "63.11.03.2005": "Sei Contoh",
}
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
WEEK = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
PLACES = ("Balai Desa", "Rumah Pak RT 01", "0012", "5/3", "1.10", "é ’ – 日", 'a;b,c"d', "=1+1 'x'")
HEADERS = {
    "village_code": ("village_code", "Kode Desa", "Nama Desa", "DESA", "Desa/Kelurahan"),
    "session_date": ("session_date", "Tanggal sesi", "Tgl", "TANGGAL", "Hari/Tanggal"),
    "start_time": ("start_time", "Jam mulai", "jam_mulai"),
    "kind": ("kind", "Jenis", "Jenis Kegiatan"),
    "place": ("place", "Tempat"),
    "guests": ("guests", "Tamu"),
}
KINDS = ("sosialisasi", "supervisi", "asistensi", "pembinaan")
TITLES = ("DATA KUNJUNGAN PENDAMPINGAN", "KECAMATAN CONTOH TAHUN 2026", "")

Record = tuple[str, str, str, str, str, str]
"""village code, day, hour, kind, place, guests"""


def records(luck: Random) -> list[Record]:
    """Some visits, no two of one village and day."""
    days = luck.sample(range(1, 29), luck.randint(1, 6))
    return [
        (
            luck.choice(list(VILLAGES)),
            date(2026, luck.randint(1, 10), day).isoformat(),
            luck.choice(("", "09:30", "14:05")),
            luck.choice(KINDS),
            luck.choice(PLACES),
            luck.choice(("", "Camat", "007")),
        )
        for day in days
    ]


def day_typed(day: str, luck: Random, order: int) -> str:
    """A day as somebody types it; all of a column in one order."""
    at = date.fromisoformat(day)
    month = MONTHS.split()[at.month - 1]
    return luck.choice(
        (
            day if order else f"{at.day:02}/{at.month:02}/{at.year}",
            f"{at.day} {month} {at.year}",
            f"{WEEK[at.weekday()]}, {at.day} {month[:3]} {at.year}",
            f"{at.day}-{month[:3]}-{at.year % 100}",
        )
    )


def typed(record: Record, luck: Random, order: int) -> dict[str, str]:
    """A record as texts."""
    village, day, hour, kind, place, guests = record
    named = VILLAGES[village]
    return {
        "village_code": luck.choice((village, village[-4:], named, named.upper(), f"Desa {named}")),
        "session_date": day_typed(day, luck, order),
        "start_time": luck.choice((hour, hour.replace(":", "."))),
        "kind": luck.choice((kind, kind.upper(), kind.title())),
        "place": place,
        "guests": guests,
    }


def cells_of(record: Record, luck: Random, order: int) -> dict[str, Cell]:
    """A record as cells: days and hours as such, or as texts."""
    texts = typed(record, luck, order)
    cells = {word: Cell("text", text) for word, text in texts.items()}
    if order and luck.random() < 0.5:
        # Days as such beside days typed 05/01/2026 are refused: one of the two may be swapped.
        serial = (date.fromisoformat(record[1]) - date(1899, 12, 30)).days
        cells["session_date"] = Cell("day", serial)
    if record[2] and luck.random() < 0.5:
        hour, minute = map(int, record[2].split(":"))
        cells["start_time"] = Cell("hour", (hour * 60 + minute) / 1440)
    return cells


def shape(found: list[Record], luck: Random) -> tuple[list[list[Cell]], list[str]]:
    """The lines of a table with its header, and the words of its columns ('' for No.)."""
    words, order = list(HEADERS), luck.randint(0, 1)
    luck.shuffle(words)
    if luck.random() < 0.5:
        words.insert(0, "")
    head = [
        Cell(
            "text", luck.choice(HEADERS[word]) if word else luck.choice(("No", "No.", "Nomor", "#"))
        )
        for word in words
    ]
    lines = [head]
    for number, record in enumerate(found, 1):
        cells = {"": Cell("number", number)} | cells_of(record, luck, order)
        lines.append([cells[word] for word in words])
    return lines, words


def merged(lines: list[list[Cell]], words: list[str], left: int, above: int) -> list[Merge]:
    """Where two rows below each other hold one text, its cells may be one; the lower is emptied."""
    made = []
    for place, word in enumerate(words):
        for at in range(1, len(lines) - 1):
            upper, lower = lines[at][place], lines[at + 1][place]
            if word in ("village_code", "kind", "place") and upper == lower and upper.value:
                lines[at + 1][place] = Cell("text", "")
                made.append((above + at + 1, above + at + 2, left + place))
                break
    return made


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A database with the villages, not to be changed."""
    db = tmp_path_factory.mktemp("office") / "p.db"
    assert in_process("init", "--district-code", "63.11.03", db=db).code == 0
    rows = "".join(f"{code},{name}\n" for code, name in VILLAGES.items())
    head = "village_code,village_name\n"
    assert in_process("village", "import", "-", db=db, stdin=head + rows).code == 0
    return db


def came(db: Path, path: Path, office: Path) -> tuple[int, str, set[Record]]:
    """What an import gave, and the visits that are recorded then."""
    shutil.copy(office, db)
    done = in_process("session", "import", str(path), db=db)
    listed = in_process("session", "list", "--format", "json", db=db)
    words = ("village_code", "session_date", "start_time", "kind", "place", "guests")
    found = {tuple(row[word] or "" for word in words) for row in json.loads(listed.out)}
    return done.code, done.err, found  # type: ignore[return-value]


def csv_file(path: Path, lines: list[list[str]], luck: Random) -> Path:
    """The lines as CSV in one of the dialects of an office."""
    out = io.StringIO(newline="")
    csv.writer(
        out, delimiter=luck.choice(",;\t"), lineterminator=luck.choice(("\n", "\r\n"))
    ).writerows(lines)
    path.write_bytes(out.getvalue().encode(luck.choice(("utf-8", "utf-8-sig", "utf-16"))))
    return path


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**9), ending=st.sampled_from((*ENDINGS, "csv")))
def test_a_table_in_any_shape_is_the_same_records(tmp_path_factory, office, seed, ending):
    luck = Random(seed)
    folder = tmp_path_factory.mktemp("shape")
    found = records(luck)
    left, above = luck.randrange(3), luck.randrange(4)
    if ending == "csv":
        order, words = luck.randint(0, 1), list(HEADERS)
        lines = [[""] * left + [luck.choice(HEADERS[word]) for word in words]]
        lines = [[luck.choice(TITLES)] for _ in range(above)] + lines
        lines += [[""] * left + list(typed(one, luck, order).values()) for one in found]
        path = csv_file(folder / "a.csv", lines, luck)
    else:
        cells, words = shape(found, luck)
        merges = merged(cells, words, left, above) if luck.random() < 0.5 else []
        rows = [(n + 1, [(0, Cell("text", luck.choice(TITLES)))]) for n in range(above)]
        rows += table(cells, left, above)
        placed = bool(left or merges) or luck.random() < 0.5
        form = Form(luck.choice(("", "x")), placed, luck.random() < 0.5)
        path = write(folder / f"a.{ending}", rows, merges, form)
    code, told, recorded = came(folder / "p.db", path, office)
    assert code == 0, told
    assert recorded == set(found), told


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**9), ending=st.sampled_from(ENDINGS))
def test_a_table_with_one_odd_cell_is_told_and_nothing_is_written(
    tmp_path_factory, office, seed, ending
):
    luck = Random(seed)
    folder = tmp_path_factory.mktemp("odd")
    found = records(luck)
    cells, words = shape(found, luck)
    line, place = luck.randint(1, len(found)), luck.randrange(len(words))
    odd = luck.choice((Cell("error", "#N/A"), Cell("formula"), Cell("error", "#REF!")))
    if not words[place] and odd.kind == "formula":
        odd = Cell("error", "#N/A")
    cells[line][place] = odd
    path = write(folder / f"a.{ending}", table(cells, 1, 2))
    code, told, recorded = came(folder / "p.db", path, office)
    where = f"{chr(66 + place)}{line + 3}"
    assert (code, where in told, recorded) == (1, True, set()), told


def by_openpyxl(path: Path, found: list[Record], luck: Random) -> Path:
    """The table as a program writes it with openpyxl: a sheet of titles, typed cells."""
    book = Workbook()
    sheet = book.active
    cells, _ = shape(found, luck)
    for _ in range(luck.randrange(3)):
        sheet.append([luck.choice(TITLES)])
    for line in cells:
        sheet.append([_value(cell) for cell in line])
    for other in range(luck.randrange(3)):
        book.create_sheet(f"Lain {other}").append(["catatan", other])
    book.save(path)
    return path


def _value(cell: Cell) -> object:
    if cell.kind == "day":
        return date.fromordinal(date(1899, 12, 30).toordinal() + int(str(cell.value)))
    if cell.kind == "hour":
        minutes = round(float(str(cell.value)) * 1440)
        return time(minutes // 60, minutes % 60)
    # A text that begins with = would become a formula.
    return cell.value if cell.kind == "number" or not str(cell.value).startswith("=") else "x"


def plain(found: set[Record]) -> set[Record]:
    """The records without what openpyxl would make a formula of."""
    return {(*one[:4], "x" if one[4].startswith("=") else one[4], one[5]) for one in found}


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_a_table_by_openpyxl_is_the_same_records(tmp_path_factory, office, seed):
    luck = Random(seed)
    folder = tmp_path_factory.mktemp("openpyxl")
    found = records(luck)
    path = by_openpyxl(folder / "a.xlsx", found, luck)
    code, told, recorded = came(folder / "p.db", path, office)
    assert (code, recorded) == (0, plain(set(found))), told


@needs_libreoffice
def test_tables_by_libreoffice_are_the_same_records(tmp_path, office):
    made, seeds = {}, range(12)
    for seed in seeds:
        luck = Random(seed)
        found = records(luck)
        made[by_openpyxl(tmp_path / f"{seed}.xlsx", found, luck)] = plain(set(found))
    for ending in ("ods", "xls", "xlsx"):
        subprocess.run(
            [LOCALC or "localc", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
             "--convert-to", ending, "--outdir", str(tmp_path / ending), *map(str, made)],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
        for path, found in made.items():
            copy = tmp_path / ending / f"{path.stem}.{ending}"
            code, told, recorded = came(tmp_path / "p.db", copy, office)
            assert (code, recorded) == (0, found), (copy, told)


@needs_libreoffice
def test_libreoffice_tells_the_same_in_all_three_formats(tmp_path, office):
    book = Workbook()
    sheet = book.active
    sheet.append(
        ["village_code", "application", "part", "filling_date", "filled", "total", "wrong"]
    )
    filling = ["2021", "prodeskel", "ddk", "2026-02-05", 1, 2]
    sheet.append([*filling, "=1/0"])
    sheet.append([*filling, 0.85])
    sheet["G3"].number_format = "0%"
    sheet.append([*filling, '=""'])
    sheet.append([*filling, date(2026, 1, 5)])
    sheet.append([*filling, "=TRUE()"])
    sheet.append([*filling, "=NA()"])
    book.save(tmp_path / "a.xlsx")
    told = {}
    for ending in ("ods", "xls", "xlsx"):
        subprocess.run(
            [LOCALC or "localc", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
             "--convert-to", ending, "--outdir", str(tmp_path / ending), str(tmp_path / "a.xlsx")],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        path = tmp_path / ending / f"a.{ending}"
        code, _, _ = came(tmp_path / "p.db", path, office)
        assert code == 1
        done = in_process("filling", "import", str(path), "--lang", "en", db=tmp_path / "p.db")
        told[ending] = [
            line.replace(str(path), "")
            for line in done.err.splitlines()
            if line.startswith("error")
        ]
    assert told["xls"] == told["ods"] == told["xlsx"]
    assert [line.split(":")[2] for line in told["xls"] if "wrong" in line] == [
        "G2", "G3", "G5", "G6", "G7",
    ]  # fmt: skip
