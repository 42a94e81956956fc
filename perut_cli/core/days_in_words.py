"""Read a day written in words: 5 Januari 2026, Senin 5 Jan 2026, 5-Des-26."""

import re
from datetime import date
from typing import NamedTuple

from perut_cli.core.text import T

WEEKDAYS = (
    T("Monday", "Senin"),
    T("Tuesday", "Selasa"),
    T("Wednesday", "Rabu"),
    T("Thursday", "Kamis"),
    T("Friday", "Jumat"),
    T("Saturday", "Sabtu"),
    T("Sunday", "Minggu"),
)

_MONTHS = (
    "januari january jan",
    "februari february pebruari feb peb",
    "maret march mar mrt",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agu agt ags agus agst aug",
    "september sep sept",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_DAYS = (
    "senin sen monday mon",
    "selasa sel tuesday tue tues",
    "rabu rab wednesday wed",
    "kamis kam thursday thu thurs",
    "jumat jum'at jum friday fri",
    "sabtu sab saturday sat",
    "minggu ahad min sunday sun",
)
_DAY_OF = {name: number for number, names in enumerate(_DAYS) for name in names.split()}
_WEEKDAY = r"(?:(?:hari )?([a-z']+)\s*[,.]?\s+)?"
_DAY_FIRST = _WEEKDAY + (r"(\d{1,2})[\s./-]*([a-z]+)\.?[\s.,/-]*(\d{4}|\d{2})")
_MONTH_FIRST = _WEEKDAY + (r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})")
_CENTURY_FROM = 70


class WordedDay(NamedTuple):
    """A day read from words; `weekday` is 0 for Monday, None where none was written."""

    year: int
    month: int
    day: int
    weekday: int | None

    def weekday_fits(self) -> bool:
        """Whether the name of the day agrees with the date."""
        return self.weekday is None or date(*self[:3]).weekday() == self.weekday

    def weekday_name(self) -> T:
        """The name of the day that the date really is."""
        return WEEKDAYS[date(*self[:3]).weekday()]


def worded_day(text: str) -> WordedDay | None:
    """The parts of a day in words, None where the text is none; that there is such a day isn't
    proved.
    """
    plain = re.sub("[\u2018\u2019`\u00b4]", "'", " ".join(text.lower().split()))
    if match := re.fullmatch(_DAY_FIRST, plain):
        name, day, month, year = match.groups()
    elif match := re.fullmatch(_MONTH_FIRST, plain):
        name, month, day, year = match.groups()
    else:
        return None
    if month not in _MONTH_OF or (name and name not in _DAY_OF):
        return None
    return WordedDay(_full_year(year), _MONTH_OF[month], int(day), _DAY_OF[name] if name else None)


def _full_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (2000 if int(year) < _CENTURY_FROM else 1900)
