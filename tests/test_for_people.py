"""What people read: a rank, names, totals below their own columns."""

from perut_cli.core.table import Table
from perut_cli.core.text import speak
from perut_cli.core.vocabulary import words
from perut_cli.reports.for_people import ranked, short_list, sorted_rows, with_totals


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
