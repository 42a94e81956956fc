"""What people read: a rank, names, totals below their own columns."""

from perut_cli.core.table import Table
from perut_cli.core.text import speak
from perut_cli.core.vocabulary import words
from perut_cli.reports.for_people import (
    Names,
    for_format,
    ranked,
    short_list,
    sorted_rows,
    with_totals,
    with_village_names,
    without_codes,
)


def test_totals_stand_below_their_columns_when_a_rank_comes_in_front():
    speak("en")
    rows = [("A", 1, 50.0, "no"), ("B", 2, 90.0, "yes"), ("C", 0, None, "")]
    table = Table("", words("village_name sessions latest reached"), rows, name="progress")
    shown = ranked(with_totals(table))
    assert [row[0] for row in shown.rows] == [2, 1, None]
    assert shown.totals == (
        ("", "Total", 3, "", ""),
        ("", "Mean", "", 70.0, ""),
        ("", "Median", "", 70.0, ""),
    )
    assert str(shown.note) == "mean 70, median 70; target reached by 1 of 2 assessed"


def test_sorted_rows_have_blanks_last_both_ways():
    table = Table("", words("village_name latest"), [("A", None), ("B", 2.0), ("C", 1.0)])
    assert [row[0] for row in sorted_rows(table, "latest", descending=False)] == ["C", "B", "A"]
    assert [row[0] for row in sorted_rows(table, "latest", descending=True)] == ["B", "C", "A"]


def test_a_plan_shows_its_weekday():
    speak("en")
    keys = "plan_date village_code kind topics mentor_code plan_state reason moved_to"
    row = ("2026-01-05", "63.11.03.2014", "supervisi", "", "KP", "planned", "", "")
    table = short_list(Table("", words(keys), [row], name="plan"))
    assert table.rows[0][:3] == ("2026-01-05", "Mon", "63.11.03.2014")


def test_totals_stand_below_their_columns_when_a_name_comes_between():
    keys = words("village_code official_name latest")
    rows = [("63.11.03.2014", "A", 50.0), ("63.11.03.2005", "B", 90.0)]
    table = with_totals(Table("", keys, rows, name="officials"))
    named = with_village_names(table, {"63.11.03.2014": "Muara Jaya"})
    assert [field.key for field in named.columns] == [
        "village_code",
        "village_name",
        "official_name",
        "latest",
    ]
    assert named.totals == (("Mean", "", "", 70.0),)


def test_on_paper_codes_give_way_to_names():
    keys = words("session_date topics mentors obligation_code obligation_title indicator_code")
    row = ("2026-01-05", "kas|lain", "KP", "lpj", "LPJ APB Desa", "A.1")
    names = Names({"KP": "Kasi"}, {"kas": "Buku kas"}, {"lpj": "x"}, {"A.1": "A.1 Buku kas umum"})
    shown = without_codes(Table("", keys, [row]), names)
    assert shown.rows == [
        ("2026-01-05", "Buku kas|lain", "Kasi", "lpj", "LPJ APB Desa", "A.1 Buku kas umum")
    ]


def test_on_paper_a_wide_table_leaves_out_what_is_blank_in_every_row():
    keys = words("kind place guests summary letter_number agreed_next start_time end_time mode")
    rows = [("supervisi", "", 1, "", "", "", "", "", "visit")]
    shown = for_format(Table("", keys, rows), {}, "html")
    assert [field.key for field in shown.columns] == ["kind", "guests", "mode"]


def test_codes_are_short_only_where_all_villages_are_of_one_district():
    keys = words("village_code village_name")
    rows = [("63.11.03.2014", "Muara Jaya"), ("63.11.03.2005", "Pematang")]
    codes = {
        length: [row[1] for row in for_format(Table("", keys, found), {}, "html").rows]
        for length, found in ((2, rows), (3, [*rows, ("63.11.04.2001", "Lampihong")]))
    }
    assert codes == {2: ["2014", "2005"], 3: ["63.11.03.2014", "63.11.03.2005", "63.11.04.2001"]}
