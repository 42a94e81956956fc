"""Periods, months and due days."""

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perut_cli.core.calendars import Rule, add_months, due, months, parse_due_rule
from perut_cli.core.errors import Invalid
from perut_cli.core.periods import period_of, rule_in_words, span_of
from perut_cli.core.values import Fault

FEW_DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-S1", date(2026, 1, 1), date(2026, 6, 30)),
        (" 2026-s2 ", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text, first, last):
    assert span_of(text) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "26", "2026-S3", "2026-Q0", "2026-13", "2026-1", "2026-03-01", "0000"]
)
def test_what_is_no_period_is_said_with_a_hint(text):
    with pytest.raises(Fault, match="is not a period") as caught:
        span_of(text)
    assert (caught.value.number, "2026-S1" in caught.value.hint) == ("P058", True)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Triwulan IV 2026", "2026-Q4"),
        ("Tw 4 2026", "2026-Q4"),
        ("TW.IV/2026", "2026-Q4"),
        ("2026 triwulan ii", "2026-Q2"),
        ("Q3 2026", "2026-Q3"),
        ("Semester I 2026", "2026-S1"),
        ("smt 2, 2025", "2025-S2"),
        ("November 2026", "2026-11"),
        ("bulan Agustus 2026", "2026-08"),
        ("Des 2026", "2026-12"),
        ("Triwulan IV", "2027-Q4"),
        ("Mei", "2027-05"),
    ],
)
def test_a_period_may_be_written_in_words_the_year_left_out(text, period):
    assert period_of(text, "2027") == period


@pytest.mark.parametrize(
    "text", ["Triwulan V 2026", "Semester III 2026", "Triwulan IV", "tahun 2026", "Mars"]
)
def test_words_that_are_no_period_are_refused(text):
    with pytest.raises(Fault):
        period_of(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Y-1 12-31", Rule(12, 31, offset=-1)),
        ("Y+1 03-31", Rule(3, 31, offset=1)),
        (" y   07-14 ", Rule(7, 14)),
        ("3Y 10-31", Rule(10, 31, every=3)),
        ("Y 02-29", Rule(2, 29)),
        ("Own", None),
    ],
)
def test_due_rules(text, rule):
    assert parse_due_rule(text) == rule


@pytest.mark.parametrize(
    "text",
    ["", "Y", "Y 13-01", "Y 00-10", "Y 02-30", "Y 04-31", "Y 7-14", "2026 07-14", "0Y 01-01"],
)
def test_what_is_no_due_rule_is_said_with_a_hint(text):
    with pytest.raises(Invalid, match="is not a due rule") as caught:
        parse_due_rule(text)
    assert (caught.value.number, "`own`" in caught.value.hint) == ("P057", True)


@pytest.mark.parametrize(
    ("text", "period", "expected"),
    [
        ("Y-1 12-31", "2026", date(2025, 12, 31)),
        ("Y+1 03-31", "2026", date(2027, 3, 31)),
        ("Y 07-14", "2026-S1", date(2026, 7, 14)),
        ("Y 02-29", "2026", date(2026, 2, 28)),
        ("Y 02-29", "2028", date(2028, 2, 29)),
        ("own", "2026", None),
    ],
)
def test_the_due_day_of_a_period(text, period, expected):
    assert due(parse_due_rule(text), period) == expected


def test_every_third_year_is_counted_from_the_year_of_valid_from():
    rule, start = parse_due_rule("3Y 10-31"), date(2025, 6, 1)
    days = [due(rule, str(year), start) for year in range(2022, 2030)]
    assert days == [None, None, None, date(2025, 10, 31), None, None, date(2028, 10, 31), None]
    assert due(rule, "2025") is None


def test_a_due_day_needs_a_period():
    with pytest.raises(Fault):
        due(parse_due_rule("own"), "next year")


def test_months_later_is_the_same_day_or_the_last():
    assert [add_months(date(2026, 1, 31), n) for n in (0, 1, 3, 12, 13, -2, 25)] == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 4, 30),
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2025, 11, 30),
        date(2028, 2, 29),
    ]


@given(FEW_DAYS, st.integers(-600, 600))
def test_months_later_is_in_that_month_and_clamped_by_it(day, count):
    later = add_months(day, count)
    assert (later.year - day.year) * 12 + later.month - day.month == count
    assert later.day == min(day.day, calendar.monthrange(later.year, later.month)[1])


def test_months_go_over_the_year_and_none_backwards():
    assert list(months(date(2025, 11, 30), date(2026, 2, 1))) == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
    assert list(months(date(2026, 2, 1), date(2026, 1, 31))) == []


@pytest.mark.parametrize(
    ("rule", "english", "indonesian"),
    [
        ("Y-1 12-31", "31 December of the year before", "31 Desember tahun sebelumnya"),
        ("Y 07-14", "14 July of the year", "14 Juli tahun itu"),
        ("Y+1 03-31", "31 March of the year after", "31 Maret tahun berikutnya"),
        ("Y+2 03-31", "31 March 2 years after", "31 Maret 2 tahun sesudahnya"),
        ("y-3 1-31", "y-3 1-31", "y-3 1-31"),
        ("2Y 10-31", "31 October of every 2nd year", "31 Oktober setiap 2 tahun"),
        ("3Y 10-31", "31 October of every 3rd year", "31 Oktober setiap 3 tahun"),
        ("own", "each village's own day", "hari desa masing-masing"),
    ],
)
def test_a_due_rule_is_shown_in_words(rule, english, indonesian):
    told = rule_in_words(rule)
    assert (told.en, told.id) == (english, indonesian)
