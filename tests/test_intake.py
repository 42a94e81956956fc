"""Sentences about reading tables: what Excel in Indonesia saves, and what is refused, with its place."""

import codecs
import csv
import io
import os
import stat
import threading
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perut_cli.core.characters import guard, unguard
from perut_cli.core.errors import Invalid, NotFound, PerutError
from perut_cli.core.vocabulary import word_named
from perut_cli.intake.open_source import open_source
from perut_cli.intake.source import KEPT, Dialect, Source
from perut_cli.render.rejects import write_rejected
from perut_cli.store import files

SAMPLES = Path(__file__).parent.parent / "sample_data"
posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX")
MARKS = {
    "utf-8-sig": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}


def is_word(cell: str) -> bool:
    return word_named(cell) is not None


@pytest.fixture
def opened(tmp_path):
    def opened(data: bytes | str, name: str = "desa.csv", knows=is_word) -> Source:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return open_source(str(path), knows)

    return opened


def everything(source: Source) -> tuple[list[int], list[list[str]]]:
    lines: list[int] = []
    rows: list[list[str]] = []
    for some_lines, some_rows in source.chunks:
        lines += some_lines
        rows += some_rows
    return lines, rows


def read(source: Source) -> list[list[str]]:
    return everything(source)[1]


def fault(action, *arguments) -> PerutError:
    with pytest.raises(PerutError) as caught:
        action(*arguments)
    return caught.value


def places(source: Source) -> list[tuple[str, int, int]]:
    return [(problem.number, problem.line, problem.column) for problem in source.problems]


TABLE = [["2001", "Bihara"], ["2005", "Pematang"]]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_every_form_is_read(opened, delimiter, newline, encoding):
    rows = [["village_code", "village_name"], *TABLE]
    source = opened(newline.join(delimiter.join(row) for row in rows).encode(encoding))
    assert (source.header, source.header_line, everything(source)) == (
        ("village_code", "village_name"),
        1,
        ([2, 3], TABLE),
    )
    assert source.dialect.delimiter == delimiter
    assert source.dialect.newline == newline
    assert (source.comma, source.guarded) == (delimiter == ";", delimiter == ";")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_with_its_mark_is_read(opened, encoding):
    source = opened(
        MARKS[encoding] + "Kode desa\tNama desa\r\n2001\tÉmpat “dua”\r\n".encode(encoding)
    )
    assert source.header == ("Kode desa", "Nama desa")
    assert read(source) == [["2001", "Émpat “dua”"]]
    assert source.how.en == "read as UTF-16 with BOM, separated by tab"


def test_how_a_file_was_read_is_said_in_both_languages(opened):
    source = opened(b"\xef\xbb\xbfvillage_code;village_name\r\n")
    assert source.how.en == "read as UTF-8 with BOM, separated by ;"
    assert source.how.id == "dibaca sebagai UTF-8 dengan BOM, dipisah ;"
    assert source.dialect == Dialect(";", "utf-8", "\r\n", sep_line=False, bom=True)


def test_what_is_no_utf8_is_windows_1252_with_a_note(opened):
    source = opened("village_code;village_name\r\n2001;Café – “baru”\r\n".encode("cp1252"))
    assert read(source) == [["2001", "Café – “baru”"]]
    assert source.how.en == "read as Windows-1252, separated by ;"
    assert len(source.notes) == 1


def test_a_byte_that_windows_1252_lacks_is_an_error_with_its_line(opened):
    error = fault(opened, b"village_code;village_name\r\n2001;Caf\xe9\r\n2002;\x81\r\n")
    assert (error.number, error.problems[-1].line, error.problems[-1].value) == ("P014", 3, "81")


def test_a_wrong_byte_among_utf8_is_an_error_and_not_a_file_of_odd_letters(opened):
    error = fault(
        opened, "village_code;village_name\n2001;Café\n2002;Émpat\n".encode() + b"2003;x\xff\n"
    )
    assert (error.number, error.problems[-1].line) == ("P014", 4)


def test_a_marked_file_that_breaks_off_is_an_error(opened):
    source = opened(codecs.BOM_UTF16_LE + "village_code\n2001\n".encode("utf-16-le") + b"\x41")
    error = fault(read, source)
    assert (error.number, error.problems[-1].line) == ("P014", 3)


def test_the_known_words_choose_the_separator_even_against_the_numbers(opened):
    source = opened("village_code;village_name,x,y,z\n2001;a,b,c,d\n")
    assert source.dialect.delimiter == ";"
    assert source.header == ("village_code", "village_name,x,y,z")


def test_where_no_separator_makes_words_the_one_that_parts_most_is_taken(opened):
    assert opened("foo;bar;baz,q\n1;2;3\n").header == ("foo", "bar", "baz,q")


def test_one_column_alone_is_read_with_the_separator_of_the_program_that_marks_files(opened):
    assert opened(b"\xef\xbb\xbfvillage_name\r\na,b\r\n").comma
    assert not opened("village_name\na;b\n").comma


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;", "sep=;;;"])
def test_a_sep_line_is_honoured_and_counted(opened, line):
    source = opened(f"{line}\r\nvillage_code;village_name\r\n2001;a\r\n")
    assert (source.header_line, everything(source)) == (2, ([3], [["2001", "a"]]))
    assert source.dialect.sep_line


def test_blank_lines_are_skipped_and_counted_also_before_the_header(opened):
    source = opened("\n;;\n \nvillage_code;village_name;\n\n;\n;;\n2001;a;\n  \n2002;b\n")
    assert source.header_line == 4
    assert everything(source) == ([8, 10], [["2001", "a"], ["2002", "b"]])
    assert list(source.problems) == []


def test_header_cells_are_stripped_and_may_have_more_than_one_line(opened):
    source = opened(' village_code ;"Nama\ndesa"\n2001;a\n')
    assert source.header == ("village_code", "Nama\ndesa")
    assert everything(source) == ([3], [["2001", "a"]])


def test_line_numbers_are_physical_for_cells_of_more_than_one_line(opened):
    source = opened(
        'village_code;village_note\r\n2001;"a\r\nb\r\n\r\nc"\r\n2002;"d\ne\rf"\r\n2003;g\r\n'
    )
    assert everything(source) == (
        [2, 6, 9],
        [["2001", "a\r\nb\r\n\r\nc"], ["2002", "d\ne\rf"], ["2003", "g"]],
    )


def test_line_numbers_go_on_over_chunks(opened):
    note = "x" * 50 + "\n" + "y" * 50
    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        [
            ["village_code", "village_note"],
            *([str(n), note if n % 3 else "z"] for n in range(25_000)),
        ]
    )
    source = opened(text.getvalue())
    lines, rows = everything(source)
    assert [row[0] for row in rows] == [str(n) for n in range(25_000)]
    assert lines == list(accumulate((2 if n % 3 else 1 for n in range(24_999)), initial=2))


def test_chunks_have_a_thousand_rows_at_most(opened):
    source = opened("village_code\n" + "1\n" * 2_500)
    assert [len(rows) for _, rows in source.chunks] == [1_000, 1_000, 500]


def test_a_nul_in_a_cell_is_passed_on(opened):
    assert read(opened(b"village_code;village_name\n2001;a\0b\n")) == [["2001", "a\0b"]]


def test_other_line_ends_of_unicode_end_no_row(opened):
    assert read(opened("village_code;village_name\n2001;a\x0bb\x0cc\x1cd\x85e\u2028f\n")) == [
        ["2001", "a\x0bb\x0cc\x1cd\x85e\u2028f"]
    ]


def test_a_short_row_is_a_problem_and_a_misfit(opened):
    source = opened("village_code;village_name;village_note\n2001;a\n2002;b;c\n")
    assert everything(source) == ([3], [["2002", "b", "c"]])
    assert places(source) == [("P016", 2, 3)]
    assert next(iter(source.problems)).key == "village_note"
    assert source.problems.misfits == [(["2001", "a"], 2, "2 cells, expected 3")]


def test_a_long_row_is_a_problem_unless_its_extra_cells_are_empty(opened):
    source = opened("village_code,village_name\n2001,a,,\n2002,87,5\n2003,c\n")
    assert read(source) == [["2001", "a"], ["2003", "c"]]
    assert places(source) == [("P016", 3, 3)]
    assert next(iter(source.problems)).value == '"5"'


def test_a_column_twice_is_a_problem_right_after_opening(opened):
    source = opened("village_code;village_name;Village-Code\n")
    assert places(source) == [("P013", 1, 3)]


def test_unknown_columns_are_left_to_the_caller(opened):
    source = opened("village_code;nonsense\n2001;a\n")
    assert (source.header, list(source.problems)) == (("village_code", "nonsense"), [])


@pytest.mark.parametrize("data", [b"", b"\n\n", b";;\n;;", b"\xef\xbb\xbf", b"_line;_error\n1;x\n"])
def test_a_file_without_a_header_is_refused(opened, data):
    assert fault(opened, data).number == "P009"


def test_an_unclosed_quote_is_placed_where_it_begins(opened):
    source = opened('village_code;village_name\n2001;a\n2002;"b\n2003;c\n2004;d\n')
    chunks = source.chunks
    assert next(chunks) == ([2], [["2001", "a"]])
    error = fault(next, chunks)
    assert (error.number, error.problems[-1].line, error.problems[-1].column) == ("P015", 3, 2)
    assert "not closed" in error.message


def test_text_behind_a_closing_quote_is_told_with_both_lines(opened):
    source = opened('village_code;village_name\n2001;a\n2002;"b\n2003;"c";d\n')
    error = fault(read, source)
    assert (error.number, error.problems[-1].line, error.problems[-1].column) == ("P015", 3, 2)
    assert (
        error.message
        == 'the quoted cell that begins here is closed in line 4, but text follows: "c";d"'
    )


def test_the_place_of_a_quote_is_right_in_a_row_of_several_lines(opened):
    source = opened('village_code;village_note;village_name\n2001;"a\nb";"c\n2002;d;e\n')
    error = fault(read, source)
    assert (error.problems[-1].line, error.problems[-1].column) == (3, 3)


def test_a_bad_quote_in_the_header_is_refused_with_its_line(opened):
    error = fault(opened, '\n"village_code;village_name\n2001;a\n')
    assert (error.number, error.problems[0].line) == ("P015", 2)


def test_an_endless_cell_is_refused_as_an_unclosed_quote(opened):
    source = opened('village_code;village_name\n2001;"b\n' + "2002;c\n" * 200_000)
    error = fault(read, source)
    assert (error.number, error.problems[-1].line, error.problems[-1].column) == ("P018", 2, 2)
    assert "quote" in error.hint


def test_a_cell_of_a_million_characters_is_read_and_one_more_is_not(opened):
    assert len(read(opened("village_code;village_name\n1;" + "x" * 1_000_000))[0][1]) == 1_000_000
    assert fault(read, opened("village_code;village_name\n1;" + "x" * 1_000_001)).problems[-1][
        :3
    ] == (2, "", "P018")


def test_a_file_without_line_ends_is_refused_early(opened):
    assert fault(opened, b"\0" * 30_000_000).number == "P018"
    assert fault(opened, b"a;" * 5_000_000).number == "P018"


def test_a_million_columns_are_refused(opened):
    assert fault(opened, b"a;" * 1_000_000 + b"b\n").number == "P016"
    source = opened(b"village_code;village_name\n" + (b"a;" * 600_000 + b"b\n") * 3 + b"1;2\n")
    assert read(source) == [["1", "2"]]
    assert places(source) == [("P016", line, 3) for line in (2, 3, 4)]
    assert (len(source.problems.misfits), source.problems.complete) == (1, False)


def test_millions_of_faults_are_counted_and_ten_thousand_kept(opened):
    source = opened("village_code;village_name\n" + "1\n" * 30_000)
    assert read(source) == []
    assert (source.problems.total, len(source.problems), len(source.problems.misfits)) == (
        30_000,
        KEPT,
        KEPT,
    )
    assert not source.problems.complete


def test_faults_of_rows_are_told_with_the_fault_that_ends_the_reading(opened):
    source = opened('village_code;village_name\n2001\n2002;"b\n')
    assert [problem.number for problem in fault(read, source).problems] == ["P016", "P015"]


def test_a_missing_file_names_the_near_ones(tmp_path):
    (tmp_path / "nilai.csv").write_text("x")
    error = fault(open_source, str(tmp_path / "nilay.csv"), is_word)
    assert isinstance(error, NotFound)
    assert (error.number, error.hint.en) == ("P010", f"did you mean {tmp_path / 'nilai.csv'}")
    assert fault(open_source, "no/such\0file", is_word).number == "P010"


def test_a_folder_is_no_file(tmp_path):
    assert fault(open_source, str(tmp_path), is_word).number == "P011"


@posix
def test_a_device_is_no_file():
    assert fault(open_source, "/dev/zero", is_word).number == "P011"


def test_a_locked_file_says_to_close_excel_on_windows(monkeypatch):
    with monkeypatch.context() as windows:
        windows.setattr(files.os, "name", "nt")
        error = files.unusable("a.csv", PermissionError(13, "Permission denied"))
    assert (error.number, error.hint.en) == ("P011", "close the file in Excel, then try again")


@posix
@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_the_right_to_read_it_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("village_code\n")
    path.chmod(0)
    assert fault(open_source, str(path), is_word).number == "P011"


@posix
def test_a_named_pipe_is_read(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(
        target=path.write_bytes, args=(b"village_code;village_name\n2001;a\n",)
    )
    writer.start()
    source = open_source(str(path), is_word)
    writer.join()
    assert read(source) == [["2001", "a"]]


def test_stdin_is_read_and_called_stdin():
    source = open_source("-", is_word, io.BytesIO(b"village_code;village_name\n2001;a\n"))
    assert (source.name, source.size, read(source)) == ("stdin", 33, [["2001", "a"]])


def test_an_endless_pipe_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MAX_PIPE", 1000)
    assert fault(open_source, "-", is_word, io.BytesIO(b"x" * 1001)).number == "P018"


@pytest.mark.parametrize("change", ["grows", "shrinks", "is rewritten"])
def test_a_file_that_changes_while_read_is_refused_and_read_no_further(opened, tmp_path, change):
    source = opened("village_code;village_name\n" + "2001;a\n" * 200_000)
    first = next(source.chunks)
    path = tmp_path / "desa.csv"
    if change == "grows":
        with path.open("ab") as file:
            file.write(b"2002;b\n")
    else:
        os.truncate(path, 100_000 if change == "shrinks" else 0)
    if change == "is rewritten":
        path.write_bytes(b"village_code;village_name\n" + b"2001;b\n" * 200_000)
        os.utime(path, (1, 1))
    count = len(first[1])

    def rest() -> None:
        nonlocal count
        for _, rows in source.chunks:
            count += len(rows)

    assert fault(rest).number == "P019"
    assert count <= 200_000


def test_position_goes_from_start_to_size(opened):
    source = opened("village_code;village_name\n" + "2001;a\n" * 300_000)
    seen = [source.position() for _ in source.chunks]
    assert seen == sorted(seen)
    assert seen[0] < seen[-1] == source.size


def test_close_lets_go_of_the_file(opened, monkeypatch):
    held = []
    hold = files.hold
    monkeypatch.setattr(
        "perut_cli.intake.open_source.hold", lambda *more: held.append(hold(*more)) or held[-1]
    )
    source = opened("village_code\n1\n")
    assert len(held) == 1
    source.close()
    with pytest.raises(ValueError, match="closed"):
        held[0].read(1)


PLAIN = Dialect(";", "utf-8", "\n", sep_line=False, bom=False)
REJECTS = [
    (["2001", "a;b"], 2, "not a date"),
    (["2002", 'c "d"\ne'], 5, "=x"),
    (["2003"], 8, "short"),
    (["2004", "f", "g"], 9, "long"),
]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "bom"),
    [("utf-8", False), ("utf-8", True), ("utf-16-le", True), ("utf-16-be", False)],
)
@pytest.mark.parametrize("sep_line", [True, False])
def test_rejects_are_written_in_the_form_of_the_file_and_read_without_their_own_columns(
    tmp_path,
    delimiter,
    newline,
    encoding,
    bom,
    sep_line,
):
    path = str(tmp_path / "x.rejected.csv")
    dialect = Dialect(delimiter, encoding, newline, sep_line, bom or encoding != "utf-8")
    write_rejected(path, dialect, ("village_code", "Nama desa"), REJECTS)
    source = open_source(path, is_word)
    assert source.header == ("village_code", "Nama desa")
    assert source.dialect == dialect
    assert read(source) == [["2001", "a;b"], ["2002", 'c "d"\ne']]
    assert [problem.number for problem in source.problems] == ["P016", "P016"]


def test_misfits_stay_misfits_however_often_they_are_rejected(tmp_path):
    path = str(tmp_path / "x.csv")
    rows = [(["1"], 2, "short"), (["1", "2"], 3, "short"), (["1", "2", "3", "4"], 4, "long")]
    for _ in range(4):
        write_rejected(path, PLAIN, ("village_code", "village_name", "village_note"), rows)
        source = open_source(path, is_word)
        assert read(source) == []
        rows = source.problems.misfits
        assert len(rows) == 3


def test_a_mended_reject_may_lack_its_own_columns(opened):
    source = opened("village_code;village_name;_line;_error\n2001;a\n2002;b;3;x\n")
    assert read(source) == [["2001", "a"], ["2002", "b"]]


def test_own_columns_are_dropped_wherever_they_stand(opened):
    source = opened("_line;village_code;_Error ;village_name\n7;2001;x;a\n")
    assert (source.header, read(source)) == (("village_code", "village_name"), [["2001", "a"]])


@pytest.mark.parametrize("newline", ["\n", "\r", "\r\n"])
def test_a_line_end_of_any_sort_in_a_rejected_cell_comes_back(tmp_path, newline):
    path = str(tmp_path / "x.csv")
    rows = [(["1", "a\rb"], 1, ""), (["2", "a\nb"], 1, ""), (["3", "a\r\nb"], 1, "")]
    write_rejected(path, PLAIN._replace(newline=newline), ("village_code", "village_note"), rows)
    assert read(open_source(path, is_word)) == [cells for cells, _, _ in rows]


@posix
def test_rejects_are_their_owners_only_and_leave_nothing_beside(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("old")
    write_rejected(str(path), PLAIN, ("village_code",), [(["1"], 2, "x")])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file(tmp_path):
    def rows():
        yield ["1"], 2, "x"
        raise Invalid("P000", "no")

    path = tmp_path / "x.csv"
    path.write_text("old")
    fault(write_rejected, str(path), PLAIN, ("village_code",), rows())
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    assert fault(write_rejected, str(tmp_path / "no" / "x.csv"), PLAIN, (), []).number == "P010"


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("081200000001", '="081200000001"'),
        ("198001012005011001", '="198001012005011001"'),
        ("0012", '="0012"'),
        ("12345678901", "12345678901"),
        ("123456789012", '="123456789012"'),
        ("0", "0"),
        ("", ""),
        ("63.11", "63.11"),
        ("=1+2", "'=1+2"),
        ("'=1", "''=1"),
        ("+62", "'+62"),
        ("-5", "'-5"),
        ("@a", "'@a"),
        ("\ta", "'\ta"),
        ("\ra", "'\ra"),
        ("'tis", "'tis"),
        ('="0812"', '\'="0812"'),
        ("'", "'"),
        ("٠١٢", "٠١٢"),
    ],
)
def test_guards_go_on_and_come_off(text, guarded):
    assert guard(text) == guarded
    assert unguard(guarded) == text


def test_guards_of_other_programs_come_off():
    assert unguard('="63.11.03"') == "63.11.03"
    assert unguard('="a ""b"""') == 'a "b"'
    assert unguard("'abc") == "'abc"


@settings(max_examples=500)
@given(
    st.one_of(st.text(), st.text(alphabet="'=+-@\t\r\"01a"), st.from_regex(r'\A\'*="?[0-9"]*\Z'))
)
def test_unguard_is_the_inverse_of_guard(text):
    assert unguard(guard(text)) == text


nasty = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"])
    | st.sampled_from(";,\t\"\r\n'=+\0 \x0b\u2028"),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(nasty, nasty, nasty), max_size=12),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["\r\n", "\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]),
)
def test_what_a_csv_writer_writes_is_read(rows, delimiter, newline, encoding):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL)
    writer.writerows([["village_code", "village_name", "village_note"], *rows])
    data = MARKS.get(encoding, b"") * (encoding == "utf-16-le") + text.getvalue().encode(encoding)
    source = open_source("-", is_word, io.BytesIO(data))
    expected = [list(row) for row in rows if any(map(str.strip, row))]
    found = [row for row in read(source) if any(map(str.strip, row))]
    assert (found, list(source.problems), source.dialect.delimiter) == (expected, [], delimiter)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.text("éüñÑ;,\t\"\r\n'a ", max_size=8), max_size=8),
    st.sampled_from([";", ",", "\t"]),
)
def test_windows_1252_is_read_as_it_was_written(cells, delimiter):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows(
        [["village_code", "village_name"], ["2001", "é"], *(["x", cell] for cell in cells)]
    )
    source = open_source("-", is_word, io.BytesIO(text.getvalue().encode("cp1252")))
    assert read(source) == [["2001", "é"], *(["x", cell] for cell in cells)]
    assert source.dialect.encoding == "cp1252"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_read_or_refused_in_a_sentence(data, headed):
    try:
        for lines, rows in open_source(
            "-", is_word, io.BytesIO(b"village_code;village_name\n" * headed + data)
        ).chunks:
            assert len(lines) == len(rows)
    except PerutError as error:
        assert error.number
        assert error.message


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.csv")), ids=lambda path: path.stem)
def test_the_sample_data_are_read_whole(path):
    source = open_source(str(path), is_word)
    with path.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    assert (list(source.header), read(source), list(source.problems)) == (header, rows, [])
