"""Numbers, days and dates in Indonesian words, as papers write them."""

import re
from datetime import date

from perut_cli.core.calendars import MONTHS

_SMALL = (
    "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()  # noqa: SIM905
)
_STEPS = (
    (10, 100, "puluh", ""),
    (100, 1_000, "ratus", "seratus"),
    (1_000, 10**6, "ribu", "seribu"),
    (10**6, 10**9, "juta", ""),
    (10**9, 10**12, "miliar", ""),
    (10**12, 10**15, "triliun", ""),
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_TEEN = 20


def terbilang(number: int) -> str:
    """A whole number in words: 2026 is `dua ribu dua puluh enam`. Raises ValueError from 10^15."""
    if number < 0:
        return "minus " + terbilang(-number)
    if number < len(_SMALL):
        return _SMALL[number]
    if number < _TEEN:
        return _SMALL[number - 10] + " belas"
    for size, end, name, single in _STEPS:
        if number < end:
            head, rest = divmod(number, size)
            first = single if single and head == 1 else f"{terbilang(head)} {name}"
            return f"{first} {terbilang(rest)}" if rest else first
    raise ValueError(number)


def day_name(day: str) -> str:
    """`Selasa` of an ISO date; blank for none."""
    return DAYS[date.fromisoformat(day).weekday()] if day else ""


def date_long(day: str) -> str:
    """`13 Januari 2026` of an ISO date, whatever the language of the interface; blank for none."""
    if not day:
        return ""
    when = date.fromisoformat(day)
    return f"{when.day} {MONTHS[when.month - 1].id} {when.year}"


def day_and_date(day: str) -> str:
    """`Selasa, 13 Januari 2026`; blank for none."""
    return f"{day_name(day)}, {date_long(day)}" if day else ""


def date_in_words(day: str) -> str:
    """`Selasa tanggal tiga belas bulan Januari tahun dua ribu dua puluh enam`; blank for none."""
    if not day:
        return ""
    when = date.fromisoformat(day)
    return (
        f"{DAYS[when.weekday()]} tanggal {terbilang(when.day)} bulan {MONTHS[when.month - 1].id} "
        f"tahun {terbilang(when.year)}"
    )


def decimal_words(text: str) -> str:
    """A shown number in words: `79,9` is `tujuh puluh sembilan koma sembilan`; blank for none."""
    whole, _, fraction = text.replace(".", ",").partition(",")
    if not re.fullmatch("-?[0-9]{1,15}", whole) or not re.fullmatch("[0-9]*", fraction):
        return ""
    spoken = terbilang(int(whole))
    if fraction.strip("0"):
        spoken += " koma " + " ".join(_SMALL[int(digit)] for digit in fraction)
    return spoken
