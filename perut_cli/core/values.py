"""Read numbers, days, hours, yes and no as people type them, and say what is wrong with a value
that is none.
"""

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from perut_cli.core.characters import keyboard
from perut_cli.core.late import Late
from perut_cli.core.text import T, Text, language, same_in_both

if TYPE_CHECKING:
    from perut_cli.core import days_in_words
else:
    days_in_words = Late("perut_cli.core.days_in_words")


_CLOCK = r"[ T](\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}:?\d{2})?"
_DATE = rf"(\d{{1,4}})([-/.])(\d{{1,2}})\2(\d{{1,4}})(?:{_CLOCK})?"
_ZONES = ("", "+0700", "+0800", "+0900")
"""No zone, WIB, WITA and WIT: the day is the one that was meant."""

_TIME = (
    r"(?:(?:pukul|pkl\.?|jam) )?(\d{2}|\d(?=:)|[1-9])(?:[.:](\d{2})(?:[.:]00)?)?"
    r"(?: ?(?:wib|wita|wit))?"
)
_NUMBER = r"[+-]?(\d+([.,]\d*)?|[.,]\d+)"
_THOUSANDS = r"[+-]?[1-9]\d{0,2}\.\d{3}"
_GROUPED = r"[+-]?[1-9]\d{0,2}(?:(?:\.\d{3})+,\d+|(?:,\d{3})+\.\d+|(?:\.\d{3}){2,}|(?:,\d{3}){2,})"
_COUNTED = r"[+-]?[1-9]\d{0,2}([.,]\d{3})+"
_POINT = r"[+-]?(0?\.\d+|\d+\.(\d\d?|\d{4,})|\d{4,}\.\d+)"
_SCIENTIFIC = r"[+-]?\d+([.,]\d+)?[eE][+-]?\d+"
_TRUE = {"yes", "ya", "y", "true", "1", "benar"}
_FALSE = {"no", "tidak", "n", "false", "0", "salah", "tdk"}
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"


Cell = str | int | float | None
"""A value as it is stored and shown: numbers as such, days and codes as text, None for nothing."""

Row = tuple[Any, ...]
"""Cells, as SQLite gives them and tables show them: of whatever kinds the statement asks for."""

Record = dict[str, Any]
"""Cells by their words."""


class Fault(Exception):
    """A value that is not what its field holds: an error number, a sentence and a hint."""

    def __init__(self, number: str, reason: Text, hint: Text = "", word: str = "") -> None:
        """Take the number that `perut explain` knows, the sentence, the hint, and the word it
        stands in where that isn't the cell's own.
        """
        super().__init__(reason)
        self.number = number
        self.reason = reason
        self.hint = hint
        self.word = word


def shortened(text: str) -> bool:
    """Whether a spreadsheet shortened a long number to scientific notation."""
    return bool(re.fullmatch(_SCIENTIFIC, text))


def plain_number(value: float) -> int | float:
    """A number for machines at full precision: whole ones without a fraction."""
    return int(value) if float(value).is_integer() and abs(value) < 1e15 else value


def shown_number(value: float, decimals: int) -> str:
    """A number for people: decimal comma in Indonesian, a fraction only where there is one."""
    if float(value).is_integer() and decimals != 1:
        return str(int(value))
    text = f"{value:.{decimals}f}"
    if not float(text):
        text = text.removeprefix("-")
    return text.replace(".", ",") if language() == "id" else text


def could_be_thousands(text: str) -> bool:
    """Whether a number with one point and three digits behind it may be a thousand: 1.250."""
    return bool(re.fullmatch(_THOUSANDS, text))


def proves_point(text: str) -> bool:
    """Whether the point in a number can only be the decimal one: 87.5, 0.125, 1.2340."""
    return bool(re.fullmatch(_POINT, text))


def decimal(text: str) -> float:
    """A number as people type it, with decimal point or comma. Raises Fault for what may be a
    thousand, P022, and for what a spreadsheet damaged, P023.
    """
    if shortened(text):
        raise Fault(
            "P023",
            T("{text} is in scientific notation", "{text} dalam notasi ilmiah").format(text=text),
            T(
                "a spreadsheet shortened a long number: make the column text and enter it again",
                "lembar kerja memendekkan angka panjang: jadikan kolomnya teks lalu isi ulang",
            ),
        )
    if re.fullmatch(_GROUPED, text):
        raise _grouped(text)
    if re.fullmatch(_THOUSANDS, text):
        raise two_readings(text)
    if not re.fullmatch(_NUMBER, text):
        raise Fault(
            "P021",
            T("{text} is not a number", "{text} bukan angka").format(text=quoted(text)),
            T("write a number such as 87.5 or 87,5", "tulis angka seperti 87,5 atau 87.5"),
        )
    return float(text.replace(",", "."))


def count_of(text: str) -> float:
    """A number that is to be whole; with three digits behind a point or comma
    it is a Fault P022.
    """
    if re.fullmatch(_COUNTED, text) and not re.fullmatch(_GROUPED, text):
        whole = re.split("[.,]", text)[0]
        hint = T("write {much} or {little}", "tulis {much} atau {little}")
        raise two_readings(text, hint.format(much=re.sub("[.,]", "", text), little=whole))
    try:
        return decimal(text)
    except Fault as fault:
        if fault.number != "P021":
            raise
        hint = T("write a whole number such as 12", "tulis bilangan bulat seperti 12")
        raise Fault("P021", fault.reason, hint) from None


def _grouped(text: str) -> Fault:
    """The fault of a number that surely has separators of thousands: 1.234,5 and 1.234.567."""
    last = max(text.rfind("."), text.rfind(","))
    # A sign that comes twice parts thousands, one that comes last and once the fraction.
    end = last if text.count(text[last]) == 1 else len(text)
    whole, rest = re.sub("[.,]", "", text[:end]), text[end + 1 :]
    meant = T(f"{whole}.{rest}", f"{whole},{rest}") if rest else same_in_both(whole)
    return Fault(
        "P022",
        T(
            "{text} is written with separators of thousands",
            "{text} ditulis dengan pemisah ribuan",
        ).format(text=text),
        T("write {number}", "tulis {number}").format(number=meant),
    )


def two_readings(text: str, hint: T | None = None) -> Fault:
    """The fault of a number that may be in thousands, with both ways to read it."""
    little = text.replace(".", ",", 1) if "." in text else text
    point = T(f"{little.replace(',', '.')}0", f"{little}0")
    return Fault(
        "P022",
        T("{text} could be {much} or {little}", "{text} bisa berarti {much} atau {little}").format(
            text=text,
            much=re.sub(r"[.,](?=\d{3}(\D|$))", "", text).partition(",")[0],
            little=T(little.replace(",", "."), little),
        ),
        hint
        or T(
            "write it without a separator of thousands, or as {point}",
            "tulis tanpa pemisah ribuan, atau {point}",
        ).format(point=point),
    )


def quoted(text: str, width: int = 60) -> str:
    """A value for a message: on one line, shortened, without control characters."""
    clean = re.sub(_CONTROL, "·", " ".join(text.split()))
    return f'"{clean if len(clean) <= width else clean[: width - 1] + "…"}"'


def date_order(text: str) -> str:
    """How a date is written: `ymd`, `dmy` or `mdy`, blank where it can't be told or is none."""
    match = re.fullmatch(_DATE, text)
    if not match:
        return ""
    if len(match[1]) == 4:
        return "ymd"
    return "mdy" if int(match[3]) > 12 >= int(match[1]) else "dmy"


def day_of(text: str) -> str:
    """A date as people type it, day first, ISO or in words, as ISO; what a spreadsheet damaged is a
    Fault.
    """
    order = date_order(text)
    if order == "mdy":
        raise Fault(
            "P025",
            T("{text} has the month first", "{text} menulis bulan di depan").format(
                text=quoted(text)
            ),
            T(
                "write the day first, 31/12/2026, or 2026-12-31",
                "tulis hari di depan, 31/12/2026, atau 2026-12-31",
            ),
        )
    if re.fullmatch(r"\d{5}([.,]\d+)?", text):
        raise Fault(
            "P026",
            T(
                "{text} is a spreadsheet's day number, not a date",
                "{text} nomor hari lembar kerja, bukan tanggal",
            ).format(text=text),
            T(
                "format the column as a date, then save as CSV again",
                "format kolomnya sebagai tanggal, lalu simpan lagi sebagai CSV",
            ),
        )
    day = _numbered_day(text, order) if order else _day_in_words(text)
    if day:
        return day
    raise Fault(
        "P024",
        T("{text} is not a date", "{text} bukan tanggal").format(text=quoted(text)),
        T(
            "write 2026-12-31, 31/12/2026 or 31 December 2026",
            "tulis 31/12/2026, 2026-12-31 atau 31 Desember 2026",
        ),
    )


def _numbered_day(text: str, order: str) -> str:
    match = re.fullmatch(_DATE, text)
    if match is None:
        return ""
    if (match[6] or "").replace(":", "") not in _ZONES:
        raise Fault(
            "P024",
            T("{text} is in another time zone", "{text} memakai zona waktu lain").format(
                text=quoted(text)
            ),
            T("write the day alone, 2026-12-31", "tulis harinya saja, 31/12/2026"),
        )
    year, month, day = (
        (match[1], match[3], match[4]) if order == "ymd" else (match[4], match[3], match[1])
    )
    sound = len(year) == 4 and len(day) <= 2 and int(year) >= 1900
    if not (sound and is_date(int(year), int(month), int(day))):
        return ""
    return f"{year}-{int(month):02}-{int(day):02}"


def _day_in_words(text: str) -> str:
    parts = days_in_words.worded_day(text)
    if parts is None or not is_date(parts.year, parts.month, parts.day):
        return ""
    if not parts.weekday_fits():
        raise Fault(
            "P024",
            T("{text}: that day is a {name}", "{text}: hari itu {name}").format(
                text=quoted(text), name=parts.weekday_name()
            ),
            T(
                "look at the calendar: day or weekday is wrong",
                "periksa kalender: tanggal atau nama hari keliru",
            ),
        )
    return f"{parts.year:04}-{parts.month:02}-{parts.day:02}"


def is_date(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (
        1 <= month <= 12
        and 1 <= day <= (31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    )


def time_of(text: str) -> str:
    """A time of day as people type it, as hh:mm; 9 is nine o'clock."""
    match = re.fullmatch(_TIME, text, re.IGNORECASE)
    if not match or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise Fault(
            "P028",
            T("{text} is not a time of day", "{text} bukan jam").format(text=quoted(text)),
            T("write 09:30 or 09.30", "tulis 09.30 atau 09:30"),
        )
    return f"{int(match[1]):02}:{match[2] or '00'}"


def yes_of(text: str) -> str:
    """Yes or no in either language, as `yes` or `no`. T alone is true to some, tidak to others."""
    word = text.lower()
    if word in _TRUE or word in _FALSE:
        return "yes" if word in _TRUE else "no"
    raise Fault(
        "P031",
        T("T could be true or tidak (no)", "T bisa berarti tidak atau true (ya)")
        if word == "t"
        else T("{text} is neither yes nor no", "{text} bukan ya atau tidak").format(
            text=quoted(text)
        ),
        T("write yes or no", "tulis ya atau tidak"),
    )


def sha_of(text: str) -> str:
    """The checksum of a file, lower case."""
    if re.fullmatch(r"[0-9a-fA-F]{64}", text):
        return text.lower()
    raise Fault(
        "P036",
        T("{text} is not a SHA-256", "{text} bukan SHA-256").format(text=quoted(text)),
        T(
            "leave it out: perut computes it from the evidence file",
            "kosongkan: perut menghitungnya dari berkas bukti",
        ),
    )


def district_of(text: str) -> str:
    """The code of a kecamatan with its dots."""
    digits = re.sub(r"[.\s]", "", text)
    if re.fullmatch(r"\d{6}", digits):
        return f"{digits[:2]}.{digits[2:4]}.{digits[4:]}"
    raise Fault(
        "P034",
        T("{text} is not the code of a kecamatan", "{text} bukan kode kecamatan").format(
            text=quoted(text)
        ),
        T("write PP.KK.CC, such as 63.11.03", "tulis PP.KK.CC, misalnya 63.11.03"),
    )


_FROM_TODAY = {
    "hari ini": 0,
    "hariini": 0,
    "today": 0,
    "kemarin": -1,
    "yesterday": -1,
    "besok": 1,
    "tomorrow": 1,
    "lusa": 2,
}
_WITHOUT_YEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})")


def day_meant(text: str, today: str) -> str:
    """`kemarin`, `besok`, or `5/12` (the nearest) as ISO; any other text as it is, but in the
    characters of the keyboard.
    """
    text = keyboard(text)
    word = " ".join(text.casefold().split())
    now = date.fromisoformat(today)
    if word in _FROM_TODAY:
        return (now + timedelta(days=_FROM_TODAY[word])).isoformat()
    match = _WITHOUT_YEAR.fullmatch(word)
    if not match:
        return text
    days = []
    for year in (now.year - 1, now.year, now.year + 1):
        try:
            days.append(date(year, int(match[2]), int(match[1])))
        except ValueError:
            continue
    return min(days, key=lambda day: abs(day - now)).isoformat() if days else text


def last_day(today: str) -> str:
    """The last day on which something may have happened: the day after today, ISO."""
    return (date.fromisoformat(today[:10]) + timedelta(days=1)).isoformat()
