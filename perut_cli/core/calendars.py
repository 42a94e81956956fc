"""Calendars: periods, months and the day an obligation is due."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from perut_cli.core.days_in_words import WEEKDAYS
from perut_cli.core.errors import Invalid
from perut_cli.core.fields import zone_of
from perut_cli.core.periods import span_of
from perut_cli.core.text import T

MONTHS = (
    T("January", "Januari"),
    T("February", "Februari"),
    T("March", "Maret"),
    T("April", "April"),
    T("May", "Mei"),
    T("June", "Juni"),
    T("July", "Juli"),
    T("August", "Agustus"),
    T("September", "September"),
    T("October", "Oktober"),
    T("November", "November"),
    T("December", "Desember"),
)


def weekday_in_words(day: str) -> T:
    """Monday, 5 January 2026."""
    name = WEEKDAYS[date.fromisoformat(day).weekday()]
    return T("{name}, {day}", "{name}, {day}").format(name=name, day=day_in_words(day))


def day_in_words(day: str) -> T:
    """13 January 2026."""
    year, month, date = day.split("-")
    return T("{date} {month} {year}", "{date} {month} {year}").format(
        date=int(date), month=MONTHS[int(month) - 1], year=year
    )


_LENGTH_OF_A_DAY = 10


def day_shown(day: str) -> T:
    """A day as each language writes it in a sentence: 2026-01-13, 13/01/2026;
    anything else stays.
    """
    return T(day, f"{day[8:10]}/{day[5:7]}/{day[:4]}" if len(day) == _LENGTH_OF_A_DAY else day)


_MOMENT = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-\d{2}T\d{2}:\d{2}")


def moment_in_words(moment: str) -> T:
    """13 January 2026, 09:30 WITA of an ISO moment; the time as Indonesia writes it, as the clock
    there showed it, with its zone where the moment says it. What is no moment comes as it is.
    """
    if not _MOMENT.match(moment):
        return T(moment.replace("{", "("), moment.replace("{", "("))
    time, zone = moment[11:16], zone_of(moment)
    return T("{day}, {time}{zone}", "{day} pukul {time}{zone}").format(
        day=day_in_words(moment[:10]), time=T(time, time.replace(":", ".")), zone=zone
    )


_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2
_LEAP = 2024
_RULE = re.compile(r"([1-9]?)Y(?:([+-])([1-9]))? ([0-9]{2})-([0-9]{2})")


class Rule(NamedTuple):
    """When an obligation is due: month and day, so many years from the period's, in every so
    many-th year.
    """

    month: int
    day: int
    offset: int = 0
    every: int = 1


def parse_due_rule(text: str) -> Rule | None:
    """Read `Y-1 12-31`, `Y+1 03-31`, `Y 07-14` (year of the period, month-day) or `3Y 10-31` (every
    third year).

    None for `own`: each village has its own date, there is no rule. Anything else is Invalid P057.
    """
    words = " ".join(text.upper().split())
    if words == "OWN":
        return None
    match = _RULE.fullmatch(words)
    if not match or not _is_day(int(match[4]), int(match[5])):
        raise Invalid(
            "P057",
            T("`{text}` is not a due rule", "`{text}` bukan aturan tenggat").format(text=text),
            T(
                "write it like `Y-1 12-31`, `Y 07-14`, `Y+1 03-31`, `3Y 10-31` or `own`",
                "tulis seperti `Y-1 12-31`, `Y 07-14`, `Y+1 03-31`, `3Y 10-31`, atau `own`",
            ),
        )
    every, sign, years, month, day = match.groups()
    return Rule(
        int(month), int(day), offset=int(f"{sign or ''}{years or 0}"), every=int(every or 1)
    )


def due(rule: Rule | None, period: str, valid_from: date | None = None) -> date | None:
    """Day on which the obligation of a period is due; 02-29 is the 28th in a common year.

    None for a village's own date, and where an every-third-year rule skips the period's year: those
    years are counted
    from valid_from's, which is the first, so without valid_from none is sure. Fault P058 for a
    period that is none.
    """
    year = span_of(period)[0].year
    if rule is None or not _falls_in(year, rule.every, valid_from):
        return None
    return _clamped(year + rule.offset, rule.month, rule.day)


def add_months(day: date, months: int) -> date:
    """Go so many months on (back, if negative) to the same day, or to the last of a month too
    short.
    """
    years, month = divmod(day.month - 1 + months, 12)
    return _clamped(day.year + years, month + 1, day.day)


def months(first: date, last: date) -> Iterator[date]:
    """First days of the months from the one of `first` to the one of `last`, both included."""
    start = first.replace(day=1)
    for step in range((last.year - first.year) * 12 + last.month - first.month + 1):
        yield add_months(start, step)


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= len(_LENGTHS) and 1 <= day <= _length(_LEAP, month)


def _falls_in(year: int, every: int, valid_from: date | None) -> bool:
    if every == 1:
        return True
    return (
        valid_from is not None and year >= valid_from.year and (year - valid_from.year) % every == 0
    )


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, _length(year, month)))


def _length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + (leap and month == _FEBRUARY)
