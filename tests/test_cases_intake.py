"""Sentences about files as offices bring them: right, or refused at their place, never wrong in
silence.
"""

import io
import zipfile
from pathlib import Path

import pytest
from conftest import in_process

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STYLES = (
    f"<styleSheet {NS}><cellXfs>"
    + "".join(f'<xf numFmtId="{n}"/>' for n in (0, 14, 9, 164, 13, 21, 165))
    + '</cellXfs><numFmts><numFmt numFmtId="164" formatCode="0000"/>'
    '<numFmt numFmtId="165" formatCode="0.00"/></numFmts></styleSheet>'
)
GENERAL, DAY, PERCENT, FOUR_DIGITS, FRACTION, HOUR, CENTS = range(7)


def workbook(path: Path, sheet: str, merges: str = "") -> Path:
    """A workbook of hand-made XML: `sheet` is what stands in sheetData."""
    root = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr(
            "xl/workbook.xml",
            f'<workbook {NS} xmlns:r="{root}"><sheets><sheet name="S" r:id="a"/></sheets></workbook>',
        )
        pack.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships><Relationship Id="a" Type="{root}/worksheet" Target="worksheets/a.xml"/>'
            f'<Relationship Id="b" Type="{root}/styles" Target="styles.xml"/></Relationships>',
        )
        pack.writestr("xl/styles.xml", STYLES)
        pack.writestr(
            "xl/worksheets/a.xml",
            f"<worksheet {NS}><sheetData>{sheet}</sheetData>{merges}</worksheet>",
        )
    return path


def text(value: str, place: str = "") -> str:
    """A cell of text."""
    at = f' r="{place}"' if place else ""
    return f'<c{at} t="inlineStr"><is><t>{value}</t></is></c>'


def texts(line: int, *values: str) -> str:
    """A row of texts."""
    return f'<row r="{line}">{"".join(map(text, values))}</row>'


def number(value: object, style: int = GENERAL) -> str:
    """A cell of a number in a format."""
    return f'<c s="{style}"><v>{value}</v></c>'


FILLING = texts(
    1, "village_code", "application", "part", "filling_date", "filled", "total", "checked", "wrong"
)


@pytest.fixture
def office(tmp_path, empty_database):
    """Calls perut on a database with two villages and a mentor."""
    db = tmp_path / "p.db"
    db.write_bytes(empty_database.read_bytes())

    def call(*arguments: object, stdin: str = "", code: int = 0):
        result = in_process(*map(str, arguments), db=db, stdin=stdin)
        assert result.code == code, result.err + result.out
        return result

    villages = "village_code,village_name\n63.11.03.2021,Contoh Satu\n63.11.03.2014,Contoh Dua\n"
    call("village", "import", "-", stdin=villages)
    call("mentor", "import", "-", stdin="mentor_code,mentor_name\nM1,Pendamping\n")
    return call


def days(office) -> list[tuple[str, ...]]:
    """Day and hour of all sessions."""
    out = office("session", "list", "--format", "csv").out.splitlines()[1:]
    return sorted(tuple(line.split(",")[2:4]) for line in out)


def test_digits_of_other_scripts_are_read_as_digits(office):
    office(
        "session",
        "import",
        "-",
        stdin="village_code,session_date,start_time,kind\n"
        "２０２１,２０２６-01-05,０９:３０,supervisi\n"
        "Contoh\u200b Dua,٢٠٢٦-01-06,\u0968:30,supervisi\n",
    )
    assert days(office) == [("2026-01-05", "09:30"), ("2026-01-06", "02:30")]
    office("session", "add", "２０１４", "２０２６-03-01", "asistensi")
    assert ("2026-03-01", "") in days(office)


@pytest.mark.parametrize("count", ["1.000", "1,000", "12.500"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_count_that_may_be_thousands_is_refused(office, count, separator):
    header = "village_code application part filling_date filled total".replace(" ", separator)
    row = separator.join(["2021", "prodeskel", "ddk", "2026-02-05", "1", f'"{count}"'])
    failed = office("filling", "import", "-", stdin=f"{header}\n{row}\n", code=1)
    assert f"P022: stdin:2:6: total: {count} could be " in failed.err
    assert office("filling", "list", "--format", "csv").out.count("\n") == 1


def test_a_number_with_three_decimals_needs_a_column_that_proves_the_point(office):
    instrument = "instrument_code,instrument_version,instrument_title,subject,target\n"
    refused = office("instrument", "import", "-", stdin=f"{instrument}A,1,a,village,\n", code=0)
    del refused
    head = "instrument_code,instrument_version,indicator_code,dimension,indicator_text,weight,max_score\n"
    rows = "A,1,X.1,d,t,1.250,4\nA,1,X.2,d,t,{},4\n"
    failed = office("indicator", "import", "-", stdin=head + rows.format("2"), code=1)
    assert "P022: stdin:2:6: weight: 1.250 could be 1250 or 1.250" in failed.err
    office("indicator", "import", "-", stdin=head + rows.format("1.5"))
    plain = office("indicator", "list", "--format", "csv").out
    assert ",1.25," in plain
    office("indicator", "edit", "A", "1", "X.2", "--weight", "1.2340", "--yes")
    plain = office("indicator", "list", "--format", "csv").out
    assert ",1.2340," in plain
    assert "0 new, 0 changed" in office("indicator", "import", "-", stdin=plain).err


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('<c t="e"><v>#N/A</v></c>', "P015: {}:H2: wrong: the cell holds the error #N/A"),
        ("<c><f>SUM(H9)</f></c>", "P231: {}:H2: wrong: the cell holds a formula that was never"),
        ("<c><f>SUM(H9)</f><v/></c>", "P231: {}:H2: wrong: the cell holds a formula that was"),
        (number(0.85, PERCENT), 'P232: {}:H2: wrong: "85%" is a percentage'),
        (number(46058, DAY), "P233: {}:H2: wrong: the spreadsheet made a date of what was typed"),
        ('<c t="b"><v>1</v></c>', "P233: {}:H2: wrong: the spreadsheet made TRUE or FALSE"),
        (number(0.5, FRACTION), "P233: {}:H2: wrong: the spreadsheet made a fraction"),
    ],
)
def test_a_cell_that_is_not_what_it_seems_is_refused_at_its_place(office, tmp_path, cell, told):
    row = "".join(map(text, ("2021", "prodeskel", "ddk", "2026-02-05"))) + number(1) * 3 + cell
    path = workbook(tmp_path / "a.xlsx", f'{FILLING}<row r="2">{row}</row>')
    failed = office("filling", "import", path, code=1)
    assert told.format(path) in failed.err
    assert office("filling", "list", "--format", "csv").out.count("\n") == 1


def test_places_are_the_sheets_own_wherever_the_table_lies(office, tmp_path):
    rows = (
        '<row r="7">'
        + text("village_code", "D7")
        + text("session_date", "F7")
        + text("kind", "G7")
        + '</row><row r="9">'
        + text("2021", "D9")
        + text("bukan", "F9")
        + text("supervisi", "G9")
        + "</row>"
    )
    failed = office("session", "import", workbook(tmp_path / "a.xlsx", rows), code=1)
    assert "a.xlsx:F9: session_date: " in failed.err


def test_merged_cells_hold_for_every_row_they_cover(office, tmp_path):
    rows = texts(1, "village_code", "session_date", "kind", "mentors")
    rows += texts(2, "2021", "2026-02-05", "supervisi", "M1") + texts(
        3, "2014", "", "asistensi", ""
    )
    merges = '<mergeCells><mergeCell ref="B2:B3"/><mergeCell ref="D2:D3"/></mergeCells>'
    told = office("session", "import", workbook(tmp_path / "a.xlsx", rows, merges)).err
    assert "merged cells hold for every row they cover: B2:B3, D2:D3" in told
    listed = office("session", "list", "--format", "csv").out
    assert listed.count("2026-02-05") == listed.count(",M1,") == 2


def test_a_number_for_a_code_with_noughts_is_refused_and_one_shown_with_them_is_taken(
    office, tmp_path
):
    office("topic", "import", "-", stdin="topic_code,topic_name\n001,a\n2.10,b\n0012,c\n")
    head = texts(1, "topic_code", "topic_name")
    rows = "".join(
        f'<row r="{line}">{cell}{text("x")}</row>'
        for line, cell in enumerate((number(1), number(2.1), number(46296, DAY)), 2)
    )
    failed = office("topic", "import", workbook(tmp_path / "a.xlsx", head + rows), code=1)
    assert [f"A{line}" in failed.err for line in (2, 3, 4)] == [True] * 3
    shown = f'{head}<row r="2">{number(12, FOUR_DIGITS)}{text("new")}</row>'
    shown += f'<row r="3">{number(2.1, CENTS)}{text("newer")}</row>'
    told = office("topic", "import", workbook(tmp_path / "b.xlsx", shown)).err
    assert "0 new, 2 changed" in told


@pytest.mark.parametrize(
    ("sheet", "number_"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "P016"),
        ('<row r="2"><c r="ZZZZZZZZ99999999999"><v>1</v></c></row>', "P015"),
        ('<row r="99999999999"><c><v>1</v></c></row>', "P015"),
        ('<row r="2"><c r="B3"><v>1</v></c></row>', "P015"),
    ],
)
def test_cells_far_off_or_nowhere_are_a_clear_error(office, tmp_path, sheet, number_):
    path = workbook(tmp_path / "a.xlsx", texts(1, "topic_code", "topic_name") + sheet)
    assert f"error {number_}: " in office("topic", "import", path, code=1).err


def test_a_document_type_is_refused(office, tmp_path):
    path = workbook(tmp_path / "a.xlsx", texts(1, "topic_code", "topic_name"))
    data = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, b"<!DOCTYPE a>" + body if name.endswith("a.xml") else body)
    assert "a document type" in office("topic", "import", path, code=1).err


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5 Januari 2026", "2026-01-05"),
        ("Senin, 12 Jan 2026", "2026-01-12"),
        ("5-Feb-26", "2026-02-05"),
        ("Kamis 5 Peb 2026", "2026-02-05"),
        ("05/03/2026 0:00", "2026-03-05"),
        ("2026-03-05T00:00:00+08:00", "2026-03-05"),
    ],
)
def test_days_in_words_are_days(office, typed, day):
    head = "village_code;session_date;kind\n"
    office("session", "import", "-", stdin=f"{head}2021;{typed};supervisi\n")
    assert days(office) == [(day, "")]


def test_a_weekday_that_isnt_that_day_is_refused(office):
    head = "village_code;session_date;kind\n2021;Selasa, 12 Jan 2026;supervisi\n"
    assert "that day is a Monday" in office("session", "import", "-", stdin=head, code=1).err


def test_rejected_rows_never_go_over_an_earlier_file(office, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("topic_code,topic_name\nx y,a\nok,b\n")
    office("topic", "import", path, "--partial", code=3)
    first = (tmp_path / "a.rejected.csv").read_text()
    told = office("topic", "import", path, "--partial", code=3).err
    assert "a.rejected-2.csv" in told
    assert (tmp_path / "a.rejected.csv").read_text() == first
    assert (tmp_path / "a.rejected-2.csv").exists()


PEOPLE = (
    "DATA APARATUR;;;;;;\n;;;;;;\n"
    "No.;Nama Desa;Nama Lengkap;L/P;Jabatan;Pendidikan;TMT;No. HP;Ket.\n"
    "1;Contoh Satu;Ahmad Rekaan;L;Kades;SLTA;12 Januari 2024;081200000001;\n"
    "2;Contoh Dua;Siti Rekaan;P;Sekdes;S1;1 Feb 2022;081200000002;rajin\n"
)


def test_the_offices_own_table_comes_in_as_people_and_posts(office):
    tried = office("official", "import", "-", "--dry-run", stdin=PEOPLE)
    told = office("official", "import", "-", stdin=PEOPLE).err
    assert told.splitlines()[:2] == tried.err.splitlines()[:2]
    assert "the header stands in row 3; passed over above it: " in told
    assert "column No. passed over: running numbers" in told
    assert "Nama Desa = village_code, Nama Lengkap = official_name, L/P = sex" in told
    assert "read as: Kades = Kepala Desa, SLTA = SMA, Sekdes = Sekretaris Desa" in told
    people = office("official", "list", "--format", "csv").out
    assert ",Ahmad Rekaan,m,SMA,081200000001,,\n" in people
    assert ",Siti Rekaan,f,S1,081200000002,,rajin\n" in people
    assert office("post", "list", "--format", "csv").out.splitlines()[1:] == [
        "63.11.03.2014,Siti Rekaan,Sekretaris Desa,2022-02-01,",
        "63.11.03.2021,Ahmad Rekaan,Kepala Desa,2024-01-12,",
    ]
    assert "0 new, 0 changed" in office("official", "import", "-", stdin=PEOPLE).err


def test_all_that_is_wrong_is_told_in_one_wave(office):
    table = PEOPLE.replace("Sekdes", "Sekretris Desa").replace("Ket.", "Hobi").replace(";L;", ";X;")
    failed = office("official", "import", "-", stdin=table, code=1).err
    assert 'stdin:3:9: unknown column "Hobi"' in failed
    assert "stdin:4:4: sex: " in failed
    assert "stdin:5:5: position: " in failed
    assert "perhaps Sekretaris Desa" in failed
    assert office("official", "list", "--format", "csv").out.count("\n") == 1


def test_a_header_is_explained_once_and_remembered_or_left_out(office):
    table = "Alamat Acara;Desa;Tgl;Jenis;Cuaca\nPendopo;Contoh Satu;3/3/2026;supervisi;hujan\n"
    refused = office("session", "import", "-", stdin=table, code=1).err
    assert '--as "Alamat Acara=WORD"' in refused
    assert '--skip "Cuaca"' in refused
    skip = ("--skip", "cuaca")
    office("session", "import", "-", "--as", "Alamat Acara=place", *skip, stdin=table)
    assert ",Pendopo," in office("session", "list", "--format", "csv").out
    again = office("session", "import", "-", *skip, stdin=table).err
    assert "0 new, 0 changed" in again
    assert office("heading", "list", "--format", "csv").out.splitlines()[1:] == [
        "session,Alamat Acara,place"
    ]
    office("session", "import", "-", "--as", "Cuaca=nothing", stdin=table, code=2)


def test_a_total_below_the_table_is_no_record(office):
    failed = office("official", "import", "-", stdin=f"{PEOPLE}JUMLAH;;2;;;;;;\n", code=1).err
    assert 'P230: stdin:6:1: "JUMLAH" in the column of running numbers' in failed
    told = office("official", "import", "-", stdin=f"{PEOPLE};;;;;;;;\nJUMLAH;;2;;;;;;\n").err
    assert 'row 7 below the table passed over: "JUMLAH 2"' in told
    assert office("official", "list", "--format", "csv").out.count("\n") == 3


def test_a_phone_that_lost_its_nought_gets_it_back(office, tmp_path):
    rows = texts(1, "village_code", "official_name", "phone")
    rows += f'<row r="2">{text("2021")}{text("Budi Rekaan")}{number(81200000003)}</row>'
    told = office("official", "import", workbook(tmp_path / "a.xlsx", rows)).err
    assert "1 telephone number got back the 0 in front" in told
    assert ",081200000003," in office("official", "list", "--format", "csv").out


def test_codes_that_may_be_those_of_bps_are_refused_unless_confirmed(office, tmp_path):
    table = "village_code,village_name\n6311031003,Contoh Tiga\n63.11.03.1004,Desa Empat\n"
    failed = office("village", "import", "-", stdin=table, code=1).err
    assert 'P235: stdin:2:1: village_code: "6311031003" may be a code of BPS' in failed
    assert 'P235: stdin:3:1: village_code: "63.11.03.1004" may be a code of BPS' in failed
    known = "village_code,village_name\n6311032021,Contoh Satu\n"
    assert "0 new, 0 changed" in office("village", "import", "-", stdin=known).err
    office("village", "import", "-", "--yes", stdin=table)
    path = tmp_path / "desa.csv"
    path.write_text("kode;nama\n6311031003;Contoh Tiga\n")
    fresh = tmp_path / "fresh.db"
    refused = in_process("init", "--villages", str(path), db=fresh)
    assert (refused.code, "P235" in refused.err, fresh.exists()) == (1, True, False)
    assert in_process("init", "--villages", str(path), "--yes", db=fresh).code == 0
