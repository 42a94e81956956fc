"""What a number format makes of a number: a day, an hour, a percentage, a fraction,
leading zeros.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from perut_cli.intake.source import Mark

_BUILT_IN = {
    2: "0.00",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    12: "# ?/?",
    13: "# ??/??",
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), *range(34, 37), *range(50, 59)), "d/m/y"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 45, 47), "h:mm"),
    46: "[h]:mm",
}
_EXACT = 1e15
"""Whole numbers from here on have lost digits in a spreadsheet."""

_DAY_SECONDS = 86_400
_LAST_DAY = 2_958_465
_AFTER_FALSE_LEAP_DAY = 60


class NumberFormat(NamedTuple):
    """What a format shows: `kind` as a Mark's; `digits` whole digits at least (of a fraction's
    lower number at most), `decimals` exactly, where it says so; `endless`: hours beyond a day.
    """

    kind: str = "number"
    digits: int = 0
    decimals: int | None = None
    endless: bool = False


def format_of(number: int, codes: dict[int, str]) -> NumberFormat:
    """The format of a number format's id, own codes first."""
    return _read(codes.get(number) or _BUILT_IN.get(number, ""))


def _read(code: str) -> NumberFormat:
    first = code.split(";", maxsplit=1)[0]
    endless = bool(re.search(r"\[(h+|m+|s+)\]", first, re.IGNORECASE))
    bare = re.sub(
        r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', "", first, flags=re.IGNORECASE
    )
    if "%" in bare:
        return NumberFormat("percent")
    if match := re.search(r"[?#0]\s*/\s*([?#0-9]+)", bare):
        return NumberFormat("fraction", len(match[1]))
    lower = bare.lower().replace("general", "")
    if re.search(r"[yd]", lower) or ("m" in lower and not re.search(r"[hs]", lower)):
        return NumberFormat("date")
    if re.search(r"[hs]", lower):
        return NumberFormat("time", endless=endless)
    if match := re.fullmatch(r"(#*)(0+)(?:\.(0+))?", bare.strip()):
        return NumberFormat("number", len(match[2]), len(match[3] or ""))
    return NumberFormat()


def number_cell(value: float, form: NumberFormat, *, from_1904: bool) -> tuple[str, Mark]:
    """A number as text for what is counted, and what the eye sees of it."""
    text = number_text(value)
    if form.kind == "date" and 0 <= value <= _LAST_DAY:
        text = _day(value, from_1904=from_1904)
        return text, Mark("date", text)
    if form.kind == "time" and 0 <= value <= _LAST_DAY:
        text = _hour(value if form.endless else value % 1)
        return text, Mark("time", text)
    if form.kind == "percent":
        return text, Mark("percent", f"{number_text(float(Decimal(repr(value)) * 100))}%")
    if form.kind == "fraction":
        return text, Mark("fraction", _fraction(value, form.digits))
    return text, Mark("number", _shown(value, text, form))


def number_text(value: float) -> str:
    """A number in figures: 12, 87.5; a long one as the spreadsheet shows it, so that its lost
    digits are seen.
    """
    if not abs(value) < _EXACT:
        return f"{value:.14E}"
    return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")


def _shown(value: float, text: str, form: NumberFormat) -> str:
    if not form.digits or abs(value) >= _EXACT:
        return text
    decimals = form.decimals or 0
    width = form.digits + (decimals + 1 if decimals else 0) + (value < 0)
    return f"{value:0{width}.{decimals}f}"


def _fraction(value: float, digits: int) -> str:
    whole = int(abs(value))
    part = Fraction(abs(value) - whole).limit_denominator(10**digits - 1)
    shown = " ".join(filter(None, (str(whole) if whole else "", str(part) if part else "")))
    return f"{'-' if value < 0 else ''}{shown or '0'}"


def _day(value: float, *, from_1904: bool) -> str:
    start = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
    days, seconds = divmod(round(value * _DAY_SECONDS), _DAY_SECONDS)
    if not from_1904 and days < _AFTER_FALSE_LEAP_DAY:
        days += 1
    day = (start + timedelta(days=days)).isoformat()
    return f"{day} {_clock(seconds)}" if seconds else day


def _hour(value: float) -> str:
    return _clock(round(value * _DAY_SECONDS)).removesuffix(":00")


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
