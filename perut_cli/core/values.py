"""What a cell says: numbers, days and times as people type them, and what is wrong with a value
that is none.
"""

import re

from perut_cli.core.text import T, Text, language

_DATE = r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[ T]00:00(?::00(?:\.0+)?)?)?"
_TIME = r"(\d{1,2})[.:](\d{2})(?:[.:]00)?"
_NUMBER = r"[+-]?(\d+([.,]\d*)?|[.,]\d+)"
_THOUSANDS = r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?"
_SCIENTIFIC = r"[+-]?\d+([.,]\d+)?[eE][+-]?\d+"
_TRUE = {"yes", "ya", "y", "true", "1", "benar"}
_FALSE = {"no", "tidak", "n", "false", "0", "t", "salah", "tdk"}
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"


class Fault(Exception):
    """A value that is not what its field holds: an error number, a sentence and a hint."""

    def __init__(self, number: str, reason: Text, hint: Text = "") -> None:
        """Take the number that `perut explain` knows, the sentence and the hint."""
        super().__init__(reason)
        self.number = number
        self.reason = reason
        self.hint = hint


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


def decimal(text: str, comma: bool = False) -> float:
    """A number as people type it, with decimal point or comma; what Excel damaged is a Fault."""
    if shortened(text):
        raise Fault(
            "P023",
            T("{text} is in scientific notation", "{text} dalam notasi ilmiah").format(text=text),
            T(
                "a spreadsheet shortened a long number: make the column text and enter it again",
                "lembar kerja memendekkan angka panjang: jadikan kolomnya teks lalu isi ulang",
            ),
        )
    if re.fullmatch(_THOUSANDS, text) and (comma or "," in text or text.count(".") > 1):
        raise Fault(
            "P022",
            T(
                "{text} could be {much} or {little}", "{text} bisa berarti {much} atau {little}"
            ).format(
                text=text,
                much=text.split(",", maxsplit=1)[0].replace(".", ""),
                little=text.replace(".", ",", 1),
            ),
            T("write it without a separator of thousands", "tulis tanpa pemisah ribuan"),
        )
    if not re.fullmatch(_NUMBER, text):
        raise Fault(
            "P021",
            T("{text} is not a number", "{text} bukan angka").format(text=quoted(text)),
            T("write a number such as 87.5 or 87,5", "tulis angka seperti 87,5 atau 87.5"),
        )
    return float(text.replace(",", "."))


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
    """A date as people type it, day first or ISO, as ISO; what a spreadsheet damaged is a Fault."""
    order = date_order(text)
    match = re.fullmatch(_DATE, text)
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
    if match:
        year, month, day = (
            (match[1], match[3], match[4]) if order == "ymd" else (match[4], match[3], match[1])
        )
        if (
            len(year) == 4
            and len(day) <= 2
            and int(year) >= 1900
            and _is_date(int(year), int(month), int(day))
        ):
            return f"{year}-{int(month):02}-{int(day):02}"
    raise Fault(
        "P024",
        T("{text} is not a date", "{text} bukan tanggal").format(text=quoted(text)),
        T("write 2026-12-31 or 31/12/2026", "tulis 31/12/2026 atau 2026-12-31"),
    )


def _is_date(year: int, month: int, day: int) -> bool:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (
        1 <= month <= 12
        and 1 <= day <= (31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    )


def time_of(text: str) -> str:
    """A time of day as people type it, as hh:mm."""
    match = re.fullmatch(_TIME, text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise Fault(
            "P028",
            T("{text} is not a time of day", "{text} bukan jam").format(text=quoted(text)),
            T("write 09:30 or 09.30", "tulis 09.30 atau 09:30"),
        )
    return f"{int(match[1]):02}:{match[2]}"


def yes_of(text: str) -> str:
    """Yes or no in either language, as `yes` or `no`."""
    word = text.lower()
    if word in _TRUE or word in _FALSE:
        return "yes" if word in _TRUE else "no"
    raise Fault(
        "P031",
        T("{text} is neither yes nor no", "{text} bukan ya atau tidak").format(text=quoted(text)),
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
