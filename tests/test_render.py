"""Every format renders every answer, and what programs read comes back as it was."""

import csv
import html
import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perut_cli.core.characters import harmless, unguard
from perut_cli.core.errors import Usage
from perut_cli.core.table import Bar, Cards, Lines, Page, Table
from perut_cli.core.text import speak
from perut_cli.core.vocabulary import words
from perut_cli.render import FORMATS, MACHINE, format_of_path, writer
from perut_cli.render.style import Style
from perut_cli.render.tabulated import NAMES

NASTY = (
    "[red]x[/red]",
    "[/x]",
    "\x1b[31mred",
    'say "no"',
    "two\nlines",
    "👍🏽 日本",
    "السلام",
    "=1+1",
    "a|b\\c",
    "<b>&amp;</b>",
    "tab\there",
    "; , : '",
    "\u202eevil",
    "long " * 40,
    "_x_ *y* `z`",
    "0812345678901",
    "",
    None,
)
COLUMNS = words("village_code village_name summary latest sessions last_session reached")
ROWS = [
    (
        f"63.11.03.20{number:02}",
        f"Desa {number}",
        text,
        number / 7 if number % 3 else None,
        number,
        "2026-06-30",
        "undetermined",
    )
    for number, text in enumerate(NASTY)
]
TABLE = Table(
    "Progress [x]", COLUMNS, ROWS, "a note", "as of 2026-06-30", "progress", (Bar("latest", 80.0),)
)
PAGE = Page("A page", (TABLE, "A paragraph [/x].", TABLE, Table("Empty", COLUMNS, [])), "head")
WIDE = Style(limits=(80.0,))

every_format = pytest.mark.parametrize("name", [*FORMATS, *NAMES])


@pytest.fixture(autouse=True)
def english():
    speak("en")
    yield
    speak("en")


def rendered(name, answer, style=WIDE):
    out = io.StringIO(newline="")
    writer(name)(answer, out, style)
    return out.getvalue()


def with_columns(names, *rows):
    return Table("", words(names), list(rows))


@every_format
@pytest.mark.parametrize("answer", [TABLE, PAGE, "2021-7QX2"])
def test_every_format_renders_every_answer(name, answer):
    assert rendered(name, answer).endswith("\n")


@every_format
def test_every_format_renders_no_rows(name):
    assert "Desa" not in rendered(name, TABLE._replace(rows=[]))


@every_format
def test_rows_may_be_an_iterator(name):
    assert rendered(name, TABLE._replace(rows=iter(ROWS))) == rendered(name, TABLE)


@every_format
def test_a_key_alone_stays_alone(name):
    assert "2021-7QX2" in rendered(name, "2021-7QX2")
    assert rendered(name, None) == ""


@pytest.mark.parametrize("name", [name for name in (*FORMATS, *NAMES) if name not in MACHINE])
def test_no_escape_or_override_reaches_a_person(name):
    text = rendered(name, TABLE)
    assert not {"\x1b", "\u202e", "\t", "\r"} & set(text)
    assert "[31mred" in html.unescape(text).replace("\\", "")


@every_format
def test_every_village_is_in_the_output(name):
    text = html.unescape(rendered(name, TABLE)).replace("\\", "")
    assert all(row[0] in text and row[1] in text for row in ROWS)


def test_csv_comes_back_with_the_same_values():
    header, *rows = csv.reader(io.StringIO(rendered("csv", TABLE), newline=""))
    assert header == [field.key for field in COLUMNS]
    assert rows == [
        ["" if cell is None else re.sub(r"\.0$", "", str(cell)) for cell in row] for row in ROWS
    ]


def test_tsv_comes_back_with_the_same_values():
    rows = list(csv.reader(io.StringIO(rendered("tsv", TABLE), newline=""), delimiter="\t"))
    assert rows == list(csv.reader(io.StringIO(rendered("csv", TABLE), newline="")))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (2.0, "2"),
        (66.66666666666667, "66.66666666666667"),
        (0.00001, "0.00001"),
        (0.0, "0"),
        (1e14, "100000000000000"),
    ],
)
def test_numbers_are_exact_and_never_scientific(number, text):
    assert (
        rendered("csv", with_columns("latest weight", (number, number)))
        == f"latest,weight\n{text},{text}\n"
    )


def test_json_parses_back():
    records = json.loads(rendered("json", TABLE))
    assert records == [
        {field.key: None if cell == "" else cell for field, cell in zip(COLUMNS, row, strict=True)}
        for row in ROWS
    ]
    assert [json.loads(line) for line in rendered("jsonl", TABLE).splitlines()] == records


def test_json_keeps_what_is_not_ascii_and_hides_what_steers_a_terminal():
    text = rendered("json", TABLE)
    assert "السلام" in text
    assert "\u202e" not in text
    assert "\\u202e" in text


def test_a_page_in_json_is_its_sections_by_name():
    page = json.loads(rendered("json", PAGE))
    assert (page["title"], page["head"]) == ("A page", "head")
    assert list(page["sections"]) == ["progress", "text", "progress_2", "empty"]
    assert page["sections"]["text"] == "A paragraph [/x]."
    assert page["sections"]["progress"] == json.loads(rendered("json", TABLE))
    assert page["sections"]["empty"] == []


@pytest.mark.parametrize("name", ["csv", "tsv", "jsonl"])
def test_a_page_for_machines_is_a_row_for_each_cell(name):
    page = Page("A", (with_columns("village_code latest", ("x", 1.0)), "said"))
    lines = rendered(name, page).splitlines()
    delimiter = "\t" if name == "tsv" else ","
    separated = (
        [json.loads(line) for line in lines]
        if name == "jsonl"
        else csv.DictReader(lines, delimiter=delimiter)
    )
    assert [tuple(map(str, row.values())) for row in separated] == [
        ("section", "1", "village_code", "x"),
        ("section", "1", "latest", "1"),
        ("text", "1", "text", "said"),
    ]


def test_excel_gets_labels_semicolons_decimal_commas_and_the_day_first():
    code = """if True:
        import sys
        from perut_cli.core.text import speak
        speak("id")
        from perut_cli.render import writer
        from perut_cli.render.style import Style
        from perut_cli.core.table import Table
        from perut_cli.core.vocabulary import words
        row = ("081234567890", 87.25, "2026-06-30", "no", "yes", "=1+1")
        sys.stdout.reconfigure(encoding="utf-8", newline="")
        writer("excel")(Table("", words("phone latest last_session reached locus summary"), [row]), sys.stdout, Style())
    """
    written = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert written.decode("utf-8-sig").split("\r\n") == [
        "Telepon;Nilai terakhir;Sesi terakhir;Tercapai;Lokus;Ringkasan",
        '"=""081234567890""";87,25;30/06/2026;tidak;ya;\'=1+1',
        "",
    ]
    assert written.startswith(b"\xef\xbb\xbf")


def test_excel_comes_back_with_the_same_values():
    rows = list(
        csv.reader(
            io.StringIO(rendered("excel", TABLE).removeprefix("\ufeff"), newline=""), delimiter=";"
        )
    )[1:]
    assert [unguard(row[2]) for row in rows] == [row[2] or "" for row in ROWS]
    numbers = [row[3] and float(row[3].replace(",", ".")) for row in rows]
    assert numbers == ["" if row[3] is None else row[3] for row in ROWS]


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


@pytest.mark.parametrize(
    "answer",
    [
        TABLE,
        PAGE,
        TABLE._replace(chart=(Cards(),)),
        TABLE._replace(chart=(Lines("last_session", "latest", "village_name"),)),
    ],
)
def test_html_asks_for_nothing_else(answer):
    text = rendered("html", answer)
    assert not any(
        word in text for word in ("http", "src=", "url(", "@import", "<script", "<link", "href")
    )


def test_html_shows_text_as_it_was_typed():
    reader = Reader()
    reader.feed(rendered("html", TABLE))
    text = "".join(reader.text)
    assert all(word in text for cell in NASTY for word in harmless(cell or "").split("\n"))
    assert "b" not in [tag for tag, _ in reader.tags]


@pytest.mark.parametrize(("paper", "size"), [("a4", "210mm 297mm"), ("f4", "215mm 330mm")])
def test_html_prints_on_the_papers_of_an_office(paper, size):
    assert f"@page {{ size: {size};" in rendered("html", TABLE, Style(paper=paper))


def test_html_carries_letterhead_heads_and_signature():
    style = Style(letterhead=("PEMERINTAH <X>",), signature=("Awayan", "", "NAMA"))
    speak("id")
    text = rendered("html", TABLE, style)
    assert '<html lang="id">' in text
    assert all(
        part in text
        for part in (
            "PEMERINTAH &lt;X&gt;",
            'class="room"',
            "NAMA",
            "as of 2026-06-30",
            "a note",
        )
    )


def test_markdown_has_one_line_a_row_and_as_many_cells():
    lines = [line for line in rendered("markdown", TABLE).splitlines() if line.startswith("|")]
    assert len(lines) == len(ROWS) + 2
    assert {line.replace("\\|", "").count("|") for line in lines} == {len(COLUMNS) + 1}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.csv", "csv"),
        ("A.CSV", "csv"),
        ("a.tsv", "tsv"),
        ("a.json", "json"),
        ("a.jsonl", "jsonl"),
        ("a.md", "markdown"),
        ("x/a.b.html", "html"),
        ("a.txt", "table"),
        ("a.xlsx", "xlsx"),
        ("a", ""),
    ],
)
def test_an_ending_names_a_format(path, name):
    assert format_of_path(path) == name


def test_an_unknown_format_is_a_usage_error_with_the_known_ones():
    with pytest.raises(Usage) as error:
        writer("papyrus")
    assert "papyrus" in error.value.message
    assert "markdown" in error.value.hint


@pytest.mark.parametrize(
    ("names", "absent"),
    [
        ("csv tsv json jsonl excel", ("rich", "tabulate", "plotext", "sqlite3", "typer")),
        ("html markdown", ("rich", "tabulate", "plotext")),
        ("table", ("tabulate", "plotext", "rich.table", "rich.markdown")),
    ],
)
def test_a_renderer_loads_only_what_it_needs(names, absent):
    code = f"import sys; from perut_cli.render import writer; [writer(n) for n in {names.split()}]; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not set(absent) & set(loaded)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_text_survives_json_and_leaves_people_formats_clean(texts):
    table = with_columns("summary", *((text,) for text in texts))
    assert [record["summary"] or "" for record in json.loads(rendered("json", table))] == texts
    assert all(character == "\n" or ord(character) >= 32 for character in rendered("table", table))
