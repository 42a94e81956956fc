"""Sentences about workbooks: what is read from them, what is written, and what a template offers."""

import io
import os
import re
import stat
import subprocess
import sys
import zipfile
from datetime import datetime, time, timedelta

import pytest
import xlsxwriter
from conftest import in_process
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from perut_cli.core.errors import NotFound, PerutError
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import speak
from perut_cli.core.vocabulary import word_named, words
from perut_cli.intake import workbook
from perut_cli.intake.cell_checks import checked, for_office
from perut_cli.intake.number_format import NumberFormat, format_of, number_cell, number_text
from perut_cli.intake.open_source import open_source
from perut_cli.intake.source import Source
from perut_cli.render.rejects import write_rejected
from perut_cli.render.workbook import write_template_workbook, write_workbook

COLUMNS = words("village_code village_name locus_since start_time score present summary")


def is_word(cell: str) -> bool:
    return word_named(cell) is not None


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "desa.xlsx")


@pytest.fixture(params=["en", "id"])
def language(request):
    speak(request.param)
    yield request.param
    speak("en")


def made(path: str, **sheets: list[list[object]]) -> str:
    book = xlsxwriter.Workbook(path)
    formats = {
        datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        time: book.add_format({"num_format": "hh:mm"}),
        timedelta: book.add_format({"num_format": "[h]:mm"}),
    }
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name.strip("_"))
        if name.startswith("_"):
            sheet.hide()
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, str) and value.startswith("#"):
                    sheet.write_formula(row, column, "=NA()", None, value)
                elif value is not None:
                    sheet.write(row, column, value, formats.get(type(value)))
    book.close()
    return path


def read(source: Source) -> list[tuple[int, list[str]]]:
    return [pair for lines, rows in source.chunks for pair in zip(lines, rows, strict=True)]


def fault(action, *arguments) -> PerutError:
    with pytest.raises(PerutError) as caught:
        action(*arguments)
    return caught.value


def test_cells_become_canonical_text(path):
    row = [
        "a",
        87.5,
        12,
        True,
        False,
        datetime(2026, 1, 14),
        datetime(2026, 1, 14, 9, 35),
        time(9, 30),
        timedelta(hours=26, minutes=5),
        None,
    ]
    header = [
        "village_code",
        "score",
        "weight",
        "present",
        "critical",
        "due",
        "session_date",
        "start_time",
        "hours",
        "place",
    ]
    source = open_source(made(path, desa=[header, row]), is_word)
    assert source.header == tuple(header)
    assert read(source) == [
        (
            2,
            [
                "a",
                "87.5",
                "12",
                "yes",
                "no",
                "2026-01-14",
                "2026-01-14 09:35:00",
                "09:30",
                "26:05",
                "",
            ],
        )
    ]
    assert (source.comma, source.guarded, source.how.en) == (
        False,
        False,
        "read as a workbook, sheet desa",
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"),
        (1e-05, "0.00001"),
        (-0.0, "0"),
        (6311031234567890.0, "6.31103123456789E+15"),
        (1e20, "1.00000000000000E+20"),
        (999999999999999.0, "999999999999999"),
        (float("nan"), "NAN"),
    ],
)
def test_odd_values_are_shown_for_what_they_are(value, text):
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("serial", "text"), [(0.3958333333, "09:30"), (0.396006944444, "09:30:15"), (46036.5, "12:00")]
)
def test_an_hour_is_shown_to_the_second(serial, text):
    assert number_cell(serial, NumberFormat("time"), from_1904=False)[0] == text


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (5, "0000", "0005"),
        (5, "000.0", "005.0"),
        (12.34, "000.00", "012.34"),
        (-5, "000.0", "-005.0"),
        (12345, "000.0", "12345.0"),
    ],
)
def test_a_number_is_seen_with_its_leading_zeros(value, code, seen):
    form = format_of(164, {164: code})
    assert number_cell(value, form, from_1904=False)[1].shown == seen


def test_a_row_like_a_total_is_passed_over_only_below_a_blank_one(path):
    rows = [["village_code", "summary"], ["2001", "a"], ["Jumlah", "b"], [], ["Jumlah", "c"]]
    source = open_source(made(path, desa=rows), is_word)
    assert read(source) == [(2, ["2001", "a"]), (3, ["Jumlah", "b"])]
    assert [str(remark) for remark in source.remarks] == [
        'row 5 below the table passed over: "Jumlah c"'
    ]


def test_lines_are_the_rows_of_the_sheet_and_blank_rows_are_skipped(path):
    rows = [
        [],
        ["", None],
        ["village_code", "village_name"],
        [],
        ["2001", "a"],
        [None, ""],
        ["2002", "b"],
    ]
    source = open_source(made(path, desa=rows), is_word)
    assert (source.header_line, read(source)) == (3, [(5, ["2001", "a"]), (7, ["2002", "b"])])


def test_a_cell_beyond_the_header_is_a_problem(path):
    source = open_source(
        made(path, desa=[["village_code", "village_name"], ["1", "a"], ["2", "b", "", "x"]]),
        is_word,
    )
    assert read(source) == [(2, ["1", "a"])]
    assert [problem[:3] + problem[5:6] for problem in source.problems] == [(3, "", "P016", 4)]


def test_the_sheet_with_known_words_is_taken_hidden_ones_are_not(path):
    made(
        path,
        Petunjuk=[["isi lembar berikut"]],
        _hidden=[["village_code", "village_name", "locus_since"]],
        Kosong=[],
        Desa=[["village_code", "village_name"], ["1", "a"]],
    )
    assert read(open_source(path, is_word)) == [(2, ["1", "a"])]


def test_a_named_sheet_is_taken_whatever_its_case(path):
    made(path, a=[["village_code"], ["1"]], Desa=[["x"], ["2"]])
    assert open_source(path, is_word, None, "desa ").header == ("x",)
    error = fault(open_source, path, is_word, None, "none")
    assert isinstance(error, NotFound)
    assert (error.number, error.hint.en) == ("P010", "its sheets are a, Desa")


def test_the_only_sheet_is_taken_whatever_its_header(path):
    assert open_source(made(path, a=[["foo", "baz"]]), is_word).header == ("foo", "baz")


def test_where_no_sheet_has_known_words_all_are_named(path):
    assert (
        fault(open_source, made(path, a=[["foo"]], b=[["baz"]]), is_word).hint.en
        == "its sheets are a, b"
    )


def test_an_empty_workbook_has_no_header(path):
    assert fault(open_source, made(path, a=[]), is_word).number == "P009"


def test_a_column_twice_is_a_problem(path):
    source = open_source(made(path, a=[["village_code", "Village code"]]), is_word)
    assert [problem.number for problem in source.problems] == ["P013"]


def test_an_error_cell_is_a_problem_and_no_empty_cell(path):
    source = open_source(
        made(
            path,
            other=[["#REF!"]],
            a=[["village_code", "score"], ["1", 2], ["2", "#N/A"], ["3", 4, "", ""]],
        ),
        is_word,
    )
    fields = [word_named(cell) for cell in source.header]
    rows = [
        row
        for chunk in checked(source, fields, lambda _: frozenset())
        for row in zip(*chunk, strict=True)
    ]
    assert rows == [(2, ["1", "2"]), (4, ["3", "4"])]
    assert [(problem.line, problem.column, problem.value) for problem in source.problems] == [
        (3, 2, "#N/A")
    ]
    assert source.problems.misfits == [(["2", "#N/A"], 3, "P015 the cell holds the error #N/A")]


def test_a_far_off_cell_is_refused_before_it_takes_the_memory(path):
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("a")
    sheet.write(0, 0, "village_code")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    source = open_source(path, is_word)
    assert read(source) == []
    assert [problem[:3] + problem[4:6] for problem in source.problems] == [
        (1_048_576, "", "P016", "x", 16_384)
    ]


def test_a_workbook_that_unpacks_too_large_is_refused(path, monkeypatch):
    made(path, a=[["village_code"]])
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 100)
    assert fault(open_source, path, is_word).number == "P018"


def test_a_workbook_is_known_by_its_bytes_under_any_name_and_from_stdin(path, tmp_path):
    made(path, a=[["village_code"], ["1"]])
    other = tmp_path / "desa.csv"
    os.rename(path, other)
    assert read(open_source(str(other), is_word)) == [(2, ["1"])]
    assert read(open_source("-", is_word, io.BytesIO(other.read_bytes()))) == [(2, ["1"])]


@pytest.mark.parametrize(
    "data",
    [
        b"village_code;village_name\n",
        b"PK\x03\x04",
        b"PK\x05\x06" + b"\0" * 18,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path, data):
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert fault(open_source, str(path), is_word).number == "P015"


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.booleans())
def test_a_damaged_workbook_is_read_or_refused_in_a_sentence(random, cut):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.set_properties({"created": datetime(2026, 1, 14)})
    book.add_worksheet("a").write_row(0, 0, ["village_code", "village_name", 3, True])
    book.close()
    data = bytearray(out.getvalue())
    if cut:
        del data[random.randrange(4, len(data)) :]
    for _ in range(0 if cut else 10):
        data[random.randrange(4, len(data))] = random.randrange(256)
    try:
        read(open_source("-", is_word, io.BytesIO(bytes(data))))
    except PerutError as error:
        assert error.number in ("P009", "P012", "P015", "P016", "P018")


ODS = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Desa">
<table:table-row><table:table-cell office:value-type="string"><text:p>village_code</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>score</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>due</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="16381"/></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>2001</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="87.5"><text:p>87,5</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2026-01-14"><text:p>14/01/2026</text:p></table:table-cell>
</table:table-row>
<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/>
</table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>""".replace("\n", "")


def test_a_sheet_of_libreoffice_is_read(tmp_path):
    path = tmp_path / "desa.ods"
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        pack.writestr("content.xml", ODS)
        pack.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )
    source = open_source(str(path), is_word)
    assert (source.header, read(source)) == (
        ("village_code", "score", "due"),
        [(2, ["2001", "87.5", "2026-01-14"])],
    )


def test_rejects_of_a_workbook_are_csv_as_its_office_writes_it(path, tmp_path):
    source = open_source(made(path, a=[["village_code", "score"], ["01", 1.234]]), is_word)
    rejects = str(tmp_path / "r.csv")
    rows = [(for_office(source, line, row), line, "no") for line, row in read(source)]
    write_rejected(rejects, source.dialect, source.header, rows, guarded=True)
    again = open_source(rejects, is_word)
    assert (read(again), again.comma, again.guarded) == ([(2, ['="01"', "1,2340"])], True, True)


ROWS = [
    ("63.11.03.2001", "=1+2", "2026-01-14", "09:30", 87.5, "yes", "a\nb"),
    ("0812", "http://x.id", None, "", 12, "no", "  +62 "),
    ("12345678901234567890", "'x", "1899-12-31", "09:30", 0, "yes", "a_x0041_\tb"),
    ("5", "1e5", "x", "25:00", -1.5, "", 'say "no"'),
]


def test_what_is_written_is_read(path, language):
    write_workbook(path, [("Desa: [1]", COLUMNS, iter(ROWS))])
    source = open_source(path, is_word)
    assert source.header == tuple(field.label for field in COLUMNS)
    yes, no = ("ya", "tidak") if language == "id" else ("yes", "no")
    expected = [
        ["" if value is None else {"yes": yes, "no": no}.get(value, str(value)) for value in row]
        for row in ROWS
    ]
    assert [row for _, row in read(source)] == expected


def test_types_are_kept_and_text_stays_text(path):
    write_workbook(path, [("Desa", COLUMNS, ROWS)])
    xml = part(path, "xl/worksheets/sheet1.xml")
    assert "<f>" not in xml
    assert "<hyperlink" not in xml
    assert re.search(r'<c r="C2" s="\d+"><v>46036</v></c>', xml)
    assert re.search(r'<c r="E2" s="\d+"><v>87.5</v></c>', xml)
    assert re.search(r'<c r="A3" s="\d+" t="inlineStr"><is><t>0812</t></is></c>', xml)
    assert '<pane ySplit="1"' in xml
    assert '<autoFilter ref="A1:G5"/>' in xml


def test_dates_are_shown_in_the_order_of_the_language(path, language):
    write_workbook(path, [("Desa", COLUMNS, ROWS)])
    assert ("dd/mm/yyyy" if language == "id" else "yyyy-mm-dd") in part(path, "xl/styles.xml")


def test_sheets_are_named_as_a_spreadsheet_allows(path):
    titles = ["Penilaian/Nilai: " + "x" * 40, "Penilaian/Nilai: " + "X" * 40, "History", "''"]
    write_workbook(path, [(title, COLUMNS[:1], []) for title in titles])
    found = re.findall(r'<sheet name="([^"]+)"', part(path, "xl/workbook.xml"))
    assert found == [
        "Penilaian-Nilai- xxxxxxxxxxxxxx",
        "Penilaian-Nilai- XXXXXXXXXX 2",
        "History 2",
        "-",
    ]


def test_a_text_longer_than_a_cell_is_refused_and_the_old_file_stays(path):
    write_workbook(path, [("a", COLUMNS[:1], [("1",)])])
    assert fault(write_workbook, path, [("a", COLUMNS[:1], [("x" * 32_768,)])]).number == "P018"
    assert read(open_source(path, is_word)) == [(2, ["1"])]
    assert os.listdir(os.path.dirname(path)) == ["desa.xlsx"]


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX")
def test_a_workbook_is_its_owners_only(path):
    write_workbook(path, [("a", COLUMNS, ROWS)])
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def part(path: str, name: str) -> str:
    with zipfile.ZipFile(path) as pack:
        return pack.read(name).decode()


VILLAGES = [f"63.11.03.20{n:02} Desa nomor {n}" for n in range(1, 24)]


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_template_has_the_columns_of_its_sheet_and_is_empty(path, sheet, language):
    write_template_workbook(path, [sheet], {"village_code": VILLAGES})
    source = open_source(
        path, lambda cell: word_named(cell) in sheet.fields, None, str(sheet.title)[:31]
    )
    keys = [word_named(cell).key for cell in source.header]
    assert (keys, read(source)) == (list(sheet.words), [])
    named = re.findall(r'<sheet name="([^"]+)"', part(path, "xl/workbook.xml"))
    assert named[1] == ("Kolom" if language == "id" else "Columns")
    explained = read(open_source(path, is_word, None, named[1]))
    assert [row[1] for _, row in explained] == list(sheet.words)
    assert [row[2] for _, row in explained] == [field.key_id for field in sheet.fields]


def test_a_template_is_read_without_naming_its_sheet(path):
    write_template_workbook(path, [SHEETS["session"]], {"village_code": VILLAGES})
    assert open_source(path, is_word).header[0] == "Session code"


def test_a_template_offers_choices_short_ones_in_the_rule_and_long_ones_from_a_hidden_sheet(path):
    write_template_workbook(
        path, [SHEETS["session"], SHEETS["attendance"]], {"village_code": VILLAGES}
    )
    session, attendance = (part(path, f"xl/worksheets/sheet{n}.xml") for n in (1, 2))
    assert '<dataValidation type="list" errorStyle="information"' in session
    assert 'sqref="I2:I1048576"><formula1>"visit,office,online"</formula1>' in session
    assert "sqref=\"B2:B1048576\"><formula1>'_lists'!$A$1:$A$23</formula1>" in session
    assert "<formula1>'_lists'!$A$1:$A$23</formula1>" in attendance
    assert 'sqref="D2:D1048576"><formula1>"yes,no"</formula1>' in attendance
    assert '<sheet name="_lists" sheetId="4" state="hidden"' in part(path, "xl/workbook.xml")
    assert "63.11.03.2023 Desa nomor 23" in part(path, "xl/worksheets/sheet4.xml")


def test_text_columns_of_a_template_keep_leading_zeros(path):
    write_template_workbook(path, [SHEETS["official"]], {})
    assert 'numFmtId="49"' in part(path, "xl/styles.xml")


def test_the_libraries_are_loaded_only_for_a_workbook():
    code = "import sys, perut_cli.intake; print({'perut_cli.intake.workbook', 'xlsxwriter', 'zipfile'} & set(sys.modules))"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout
        == "set()\n"
    )


def test_a_report_in_a_workbook_has_numbers_where_it_has_figures(sample_database, tmp_path):
    path = tmp_path / "progress.xlsx"
    done = in_process(
        "report", "progress", "-o", str(path), "--as-of", "2026-11-24", db=sample_database
    )
    assert done.code == 0, done.err
    rows = list(load_workbook(path).worksheets[0].values)
    place = rows[0].index("Baseline")
    figures = [row[place] for row in rows[1:] if row[place] is not None]
    assert len(figures) == 9
    assert all(isinstance(figure, int | float) for figure in figures)


def test_a_row_of_long_texts_is_as_tall_as_they_need(sample_database, tmp_path):
    path = tmp_path / "sessions.xlsx"
    assert in_process("session", "list", "-o", str(path), db=sample_database).code == 0
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    tall = [float(height) for height in re.findall(r'<row r="\d+"[^>]* ht="([\d.]+)"', sheet)]
    assert len(tall) > 40
    assert max(tall) >= 45
