"""Periods as offices write them: 2026, 2026-S1, Semester I 2026, Triwulan IV, TW 4/2026,
November 2026.
"""

import re
from datetime import date, timedelta

from perut_cli.core.characters import keyboard
from perut_cli.core.text import T
from perut_cli.core.values import Fault, quoted

_KEPT = r"([12]\d\d\d)(?:-(?:S([12])|Q([1-4])|(0[1-9]|1[0-2])))?"
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_HALF = r"(?:SEMESTER|SMT|SEM|HALF|S)\.? ?([12])"
_QUARTER = r"(?:TRIWULAN|KUARTAL|QUARTER|TW|Q)\.? ?([1-4])"
_MONTHS = [
    "JAN",
    "FEB",
    "MAR",
    "APR",
    "MEI|MAY",
    "JUN",
    "JUL",
    "AGU|AUG|AGS",
    "SEP",
    "OKT|OCT",
    "NOV|NOP",
    "DES|DEC",
]
_DECEMBER = 12
_MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTHS_ID = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
_YEAR = r"([12]\d\d\d)"


def period_of(text: str, year: str = "") -> str:
    """A year, half, quarter or month as it is kept: `2026`, `2026-S1`, `2026-Q4`, `2026-03`. Where
    no year is written it is the one given, if any. Raises Fault P058.
    """
    words = " ".join(re.sub(r"[/,]", " ", keyboard(text).upper()).split())
    if re.fullmatch(_KEPT, words):
        return words
    words = re.sub(r"\b(IV|I{1,3})\b", lambda found: _ROMAN[found[1]], words)
    written = re.search(rf"\b{_YEAR}\b", words)
    rest = re.sub(rf" ?-? ?\b{_YEAR}\b ?-? ?", "", words).strip()
    part = _part(rest)
    if not part or not (written or year):
        raise _no_period(text)
    return f"{written[1] if written else year}-{part}"


def _part(words: str) -> str:
    half, quarter = re.fullmatch(_HALF, words), re.fullmatch(_QUARTER, words)
    if half:
        return f"S{half[1]}"
    if quarter:
        return f"Q{quarter[1]}"
    month = re.fullmatch(r"(?:BULAN )?([A-Z]{3,9})", words)
    return next(
        (
            f"{number:02}"
            for number, names in enumerate(_MONTHS, 1)
            if month and re.match(names, month[1])
        ),
        "",
    )


def _no_period(text: str) -> Fault:
    return Fault(
        "P058",
        T("{text} is not a period", "{text} bukan periode").format(text=quoted(text)),
        T(
            "write 2026, 2026-S1, 2026-Q1, 2026-03 or Triwulan IV 2026",
            "tulis 2026, 2026-S1, 2026-Q1, 2026-03 atau Triwulan IV 2026",
        ),
    )


_TH = {"2": "2nd", "3": "3rd"}
_RULE = r"(?:(\d)Y|Y([+-]\d)?) (\d\d)-(\d\d)"


def rule_in_words(rule: str) -> T:
    """A due rule as people say it: 31 Desember tahun sebelumnya; what is none stays."""
    if rule.lower() == "own":
        return T("each village's own day", "hari desa masing-masing")
    found = re.fullmatch(_RULE, rule.upper())
    if not found:
        return T(rule, rule)
    every, years, month, day = found.groups()
    when = _year_in_words(int(years or 0))
    if every:
        when = T(f"of every {_TH.get(every, f'{every}th')} year", f"setiap {every} tahun")
    return T(
        f"{int(day)} {_MONTHS_EN[int(month) - 1]} {when.en}",
        f"{int(day)} {_MONTHS_ID[int(month) - 1]} {when.id}",
    )


def _year_in_words(years_on: int) -> T:
    if abs(years_on) > 1:
        number = abs(years_on)
        return (
            T(f"{number} years after", f"{number} tahun sesudahnya")
            if years_on > 0
            else T(f"{number} years before", f"{number} tahun sebelumnya")
        )
    return {
        -1: T("of the year before", "tahun sebelumnya"),
        0: T("of the year", "tahun itu"),
        1: T("of the year after", "tahun berikutnya"),
    }[years_on]


def span_of(text: str, year: str = "") -> tuple[date, date]:
    """First and last day of a period. Raises Fault P058."""
    found = re.fullmatch(_KEPT, period_of(text, year))
    if not found:
        raise _no_period(text)
    whole, half, quarter, month = (int(part) if part else 0 for part in found.groups())
    length = 6 if half else 3 if quarter else 1 if month else 12
    first = month or 1 + length * (max(half, quarter, 1) - 1)
    after = first + length
    last = date(whole + (after > _DECEMBER), after - _DECEMBER * (after > _DECEMBER), 1)
    return date(whole, first, 1), last - timedelta(1)
