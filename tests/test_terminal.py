"""Tables on a terminal fit it, lose nothing, and never do what the text in them says."""

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from test_render import COLUMNS, NASTY, ROWS

from perut_cli.cli.app.world import encodable, prepared, to_ascii
from perut_cli.core.table import Cards, Lines, Page, Table
from perut_cli.core.vocabulary import words
from perut_cli.render import writer
from perut_cli.render.charts import bar, sparkline
from perut_cli.render.columns import columns_of, merge_village_columns
from perut_cli.render.style import Style

PROGRESS = words(
    "village_code village_name locus sessions last_session baseline latest gain gap coverage critical_failures reached band "
    "open_actions overdue_actions"
)
VILLAGES = [
    (
        f"63.11.03.20{number}",
        f"Desa Sungai {number}",
        "yes" if number % 3 else "no",
        number,
        "2026-06-30",
        41.5,
        40.0 + number,
        number - 1.5,
        40.0 - number,
        100.0,
        0,
        "undetermined",
        "perlu pendampingan",
        number % 4,
        number % 2,
    )
    for number in range(10, 30)
]
REPORT = Table(
    "Progress",
    PROGRESS,
    VILLAGES,
    "the note",
    "target 80",
    "progress",
    "bar:latest/80 spark:baseline,latest",
)
LETTERS = "[red]x[/red] [/x] say 'no' 👍🏽 日本 السلام =1+1 <b>&amp;</b> *y* two lines"
TALK = Table(
    "Findings",
    words("finding_code village_code finding_text action_text due"),
    [("2021-260114-K3ZA", "63.11.03.2021", text or "", LETTERS, "2026-02-28") for text in NASTY],
)
WIDTHS = (60, 80, 120, 200)

every_width = pytest.mark.parametrize("width", WIDTHS)
every_table = pytest.mark.parametrize(
    "table", [REPORT, TALK, REPORT._replace(chart=(Cards(),))], ids=["report", "talk", "card"]
)


def terminal(answer, width, *, color=False, unicode=True):
    out = io.StringIO()
    writer("table")(answer, out, Style(width, color, unicode, width is not None, limits=(80.0,)))
    return out.getvalue()


def spoken(table):
    return {
        word
        for row in table.rows
        for cell in row
        if isinstance(cell, str)
        for word in re.findall(r"\w+", cell)
    }


@every_width
@every_table
@pytest.mark.parametrize("unicode", [True, False])
def test_no_line_is_wider_than_the_terminal(table, width, unicode):
    assert max(map(cell_len, terminal(table, width, unicode=unicode).splitlines())) <= width


@every_width
@every_table
def test_no_word_is_lost_and_nothing_is_cut(table, width):
    text = terminal(table, width)
    codes = {"63", "11", "03", *(row[0][-4:] for row in table.rows), "no", "yes"}
    assert spoken(table) - codes - set(re.findall(r"\w+", text)) <= {"x1b", "u202e"}
    assert "…" not in text


@every_width
def test_every_figure_of_the_report_is_there(width):
    lines = terminal(REPORT, width)
    assert all(f"{row[6]:.1f}" in lines and f"{row[7]:.1f}" in lines for row in VILLAGES)


@pytest.mark.parametrize("answer", [REPORT, TALK, Page("P", (REPORT, "words", TALK))])
def test_piped_it_is_never_cut_wrapped_or_coloured(answer):
    text = terminal(answer, None)
    assert "\x1b" not in text
    assert ("long " * 40).strip() in text or answer is REPORT
    assert any(cell_len(line) > 120 for line in text.splitlines())


@every_width
def test_colour_adds_nothing_but_colour(width):
    plain = re.sub(r"\x1b\[[\d;]*m", "", terminal(TALK, width, color=True))
    assert plain == terminal(TALK, width)
    assert "\x1b[" in terminal(TALK, width, color=True)


@every_width
def test_without_unicode_only_the_users_own_text_is_not_ascii(width):
    table = REPORT._replace(rows=[*VILLAGES], note="plain")
    assert terminal(table, width, unicode=False).isascii()
    points = [("2026-01-01", 40.0), ("2026-06-30", 80.0)]
    lines = Table(
        "", words("last_session latest"), points, chart=(Lines("last_session", "latest"),)
    )
    assert terminal(lines, width, unicode=False).isascii()


def test_markup_and_escapes_are_shown_as_typed():
    text = terminal(Table("[b]t[/b]", COLUMNS, ROWS), 200, color=True)
    assert "[b]t[/b]" in text
    assert "[red]x[/red]" in text
    assert "[/x]" in text
    assert "·[31mred" in text


def test_wide_characters_and_emoji_keep_the_columns_in_line():
    rows = [(name, "KP", "2026-01-01") for name in ("abc", "日本語", "👍🏽 ok", "é", "👩‍👩‍👧")]
    lines = terminal(Table("", words("village_name mentor_code due"), rows), 60).splitlines()[2:]
    assert len({cell_len(line[: line.index("KP")]) for line in lines}) == 1


def test_columns_blank_in_every_row_are_named_not_shown_where_there_is_no_room():
    rows = [(*row[:4], None, *row[5:]) for row in VILLAGES]
    text = terminal(REPORT._replace(rows=rows), 80)
    assert "Blank in every row: Last session; `--format csv` has every column" in " ".join(
        text.split()
    )
    assert "Blank in every row" not in terminal(REPORT._replace(rows=rows), 250)


def test_what_is_the_same_in_every_row_is_said_once():
    text = terminal(REPORT, 80)
    assert text.count("perlu pendampingan") == 1
    assert "Band perlu pendampingan in every row" in " ".join(text.split())


def test_a_shown_score_is_not_rounded_over_the_target():
    assert "79.9" in terminal(Table("", words("latest"), [(79.96,)]), 60)


def test_a_table_without_rows_says_so():
    assert "(nothing)" in terminal(REPORT._replace(rows=[]), 80)
    assert "(nothing)" in terminal(REPORT._replace(rows=[]), None)


def test_a_line_chart_tells_its_lines_apart_without_colour():
    rows = [("A", "2026-01-01", 20.0), ("A", "2026-06-30", 90.0), ("B", "2026-03-01", 50.0)]
    table = Table(
        "",
        words("village_name last_session latest"),
        rows,
        chart=(Lines("last_session", "latest", "village_name"),),
    )
    text = terminal(table, 80)
    assert "A A   B B" in text
    assert "100┤" in text
    assert "─" * 30 in text


@pytest.mark.parametrize(
    ("value", "drawn"),
    [
        (0, "          "),
        (0.1, "▏         "),
        (50, "█████     "),
        (99.9, "█████████▉"),
        (100, "██████████"),
        (None, "          "),
        (140, "██████████"),
    ],
)
def test_a_bar_is_full_only_when_full(value, drawn):
    assert bar(value) == drawn


def test_a_bar_shows_its_mark_and_knows_ascii():
    assert bar(53.9, mark=80) == "█████▍  │ "
    assert bar(53.9, mark=80, unicode=False) == "#####   | "
    assert bar(100, mark=100, width=4) == "███│"


def test_a_sparkline_has_a_character_a_value():
    assert sparkline([0, 50, None, 100]) == "▁▅ █"
    assert sparkline([0, 50, None, 100], unicode=False).isascii()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "latin-1", "utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["table", "csv", "html", "fancy_grid"])
def test_no_encoding_makes_a_renderer_fail(encoding, name):
    raw = io.BytesIO()
    stream = prepared(io.TextIOWrapper(raw, encoding=encoding))
    writer(name)(Table("t", COLUMNS, ROWS), stream, Style(unicode=encodable(stream)))
    stream.flush()
    assert "Desa 3" in raw.getvalue().decode(encoding)


@pytest.mark.parametrize(
    ("encoding", "can"),
    [("utf-8", True), ("cp1252", False), ("ascii", False), ("cp437", False), ("nonsense", False)],
)
def test_a_stream_is_asked_what_it_can_show(encoding, can):
    stream = io.StringIO()
    kind = type("Stream", (io.StringIO,), {"encoding": encoding})
    assert encodable(kind()) is can
    assert encodable(stream) is True


def test_a_prepared_stream_writes_lines_as_they_are():
    raw = io.BytesIO()
    stream = prepared(io.TextIOWrapper(raw, encoding="cp1252", newline="\r\n"), "utf-8")
    stream.write("a \N{EN DASH} b\n")
    stream.flush()
    assert raw.getvalue() == "a \N{EN DASH} b\n".encode()


@given(st.text())
def test_the_nearest_ascii_is_ascii(text):
    assert to_ascii(text).isascii()


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(*[st.text(max_size=60)] * 4), min_size=1, max_size=4), st.integers(24, 120)
)
def test_any_text_at_any_width_fits(rows, width):
    table = Table("t", words("village_name finding_text finding_code reached"), rows)
    assert all(cell_len(line) <= width for line in terminal(table, width).split("\n"))


def test_what_fell_is_red_what_rose_or_stayed_is_not():
    table = Table(
        "", words("village_name gain"), [("A", -0.2), ("B", 0.2), ("C", 0.0), ("D", None)]
    )
    out = io.StringIO()
    writer("table")(table, out, Style(width=80, color=True))
    red = [line for line in out.getvalue().splitlines() if "\x1b[31m" in line]
    assert [re.sub(r"\x1b\[\d*m", "", line).split() for line in red] == [["A", "-0.2"]]


def test_villages_of_two_districts_keep_their_whole_codes_where_columns_come_together():
    codes = ("63.11.03.2014", "63.11.03.2005", "63.11.04.2001")
    merged = {}
    for count in (2, 3):
        rows = [(code, f"Desa {code[-1]}") for code in codes[:count]]
        table = Table("", words("village_code village_name"), rows)
        columns, said = merge_village_columns(columns_of(table, rows, Style()))
        merged[count] = ([column.cells[0] for column in columns], said)
    assert merged == {
        2: (["2014 Desa 4"], ["Village code 63.11.03.xxxx"]),
        3: (["63.11.03.2014", "Desa 4"], []),
    }
