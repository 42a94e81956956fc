"""Words: what a column, option or key is called in both languages, and how its values are read, kept and shown."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from perut_cli.text import T, language

SEPARATOR = "|"
"""Between the items of a list in one cell."""

CODE = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_DATE = r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[ T]00:00(?::00(?:\.0+)?)?)?"
_TIME = r"(\d{1,2})[.:](\d{2})(?:[.:]00)?"
_NUMBER = r"[+-]?(\d+([.,]\d*)?|[.,]\d+)"
_THOUSANDS = r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?"
_SCIENTIFIC = r"[+-]?\d+([.,]\d+)?[eE][+-]?\d+"
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"
_TRUE = {"yes", "ya", "y", "true", "1", "benar"}
_FALSE = {"no", "tidak", "n", "false", "0", "t", "salah", "tdk"}


class Fault(Exception):
    """A value that is not what its field holds: an error number, a sentence and a hint."""

    def __init__(self, number: str, reason: str, hint: str = "") -> None:
        """Take the number that `perut explain` knows, the sentence and the hint."""
        super().__init__(reason)
        self.number = number
        self.reason = reason
        self.hint = hint


class Choice(NamedTuple):
    """One value of a closed or open list: the English key and its label in both languages."""

    key: str
    label: T


class Kind(NamedTuple):
    """How a sort of value is read from text, written for machines and shown to people."""

    name: str
    parse: Callable[[str, "Field", bool], Any]
    write: Callable[[Any], Any]
    show: Callable[[Any, "Field"], str]
    sql: str
    what: T


class Field(NamedTuple):
    """One word of the vocabulary. `low` and `high` are inclusive limits, `above` an exclusive one; `added` says that --new takes new values."""

    key: str
    label: T
    kind: Kind
    help: T
    example: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[Choice, ...] = ()
    added: bool = False
    personal: bool = False
    decimals: int = 1
    above: float | None = None

    @property
    def key_id(self) -> str:
        """The Indonesian form of the key, derived from the Indonesian label."""
        return derived(self.label.id)

    @property
    def key_here(self) -> str:
        """The form of the key in the process language."""
        return self.key_id if language() == "id" else self.key

    @property
    def option(self) -> str:
        """The option in the process language, such as --village-code."""
        return "--" + self.key_here.replace("_", "-")

    def parse(self, text: str, comma: bool = False) -> Any:
        """The stored value of a non-empty text; `comma`: the file has decimal commas. Raises Fault."""
        return self.kind.parse(text, self, comma)

    def show(self, value: Any) -> str:
        """The value for people, in the process language; blank for nothing."""
        return "" if value is None or value == "" else self.kind.show(value, self)


def derived(label: str) -> str:
    """A key from a label: lower case, everything but letters and digits an underscore."""
    return "_".join(re.findall(r"[a-z0-9]+", label.lower()))


def plain_number(value: float) -> int | float:
    """A number for machines at full precision: whole ones without a fraction."""
    return int(value) if float(value).is_integer() and abs(value) < 1e15 else value


def shown_number(value: float, decimals: int) -> str:
    """A number for people: decimal comma in Indonesian, a fraction only where there is one."""
    if float(value).is_integer() and decimals != 1:
        return str(int(value))
    text = f"{value:.{decimals}f}"
    return text.replace(".", ",") if language() == "id" else text


def decimal(text: str, comma: bool = False) -> float:
    """A number as people type it, with decimal point or comma; what Excel damaged is a Fault."""
    if re.fullmatch(_SCIENTIFIC, text):
        raise Fault(
            "P023",
            T("{text} is in scientific notation", "{text} dalam notasi ilmiah").format(text=text),
            T("a spreadsheet shortened a long number: make the column text and enter it again",
              "lembar kerja memendekkan angka panjang: jadikan kolomnya teks lalu isi ulang"),
        )
    if re.fullmatch(_THOUSANDS, text) and (comma or "," in text or text.count(".") > 1):
        raise Fault(
            "P022",
            T("{text} could be {much} or {little}", "{text} bisa berarti {much} atau {little}").format(
                text=text, much=text.split(",", maxsplit=1)[0].replace(".", ""), little=text.replace(".", ",", 1)),
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


def _parse_text(text: str, field: Field, comma: bool) -> str:
    del comma
    if "\0" in text:
        raise Fault("P017", T("a NUL character", "karakter NUL"),
                    T("the file is damaged or not text: save it again as CSV", "berkas rusak atau bukan teks: simpan ulang sebagai CSV"))
    if len(text) > 1_000_000:
        raise Fault("P018", T("{n} characters in one cell", "{n} karakter dalam satu sel").format(n=len(text)),
                    T("keep a cell below a million characters", "isi sel harus di bawah sejuta karakter"))
    if re.fullmatch(_SCIENTIFIC, text) and field.personal:
        return str(decimal(text))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _parse_code(text: str, field: Field, comma: bool) -> str:
    del comma
    if re.fullmatch(_SCIENTIFIC, text) and "," in text + "." and "+" in text:
        decimal(text)
    if not re.fullmatch(CODE, text):
        raise Fault(
            "P033",
            T("{text} is not a code", "{text} bukan kode").format(text=quoted(text)),
            T("a code has letters, digits, dots, dashes and underscores, such as {example}",
              "kode terdiri atas huruf, angka, titik, strip dan garis bawah, misalnya {example}").format(example=field.example or "A.1"),
        )
    return text


def _parse_village_code(text: str, field: Field, comma: bool) -> str:
    del comma
    digits = re.sub(r"[.\s]", "", text)
    if not re.fullmatch(r"\d{6}[123]\d{3}", digits):
        if re.fullmatch(_SCIENTIFIC, text):
            decimal(text)
        raise Fault(
            "P034",
            T("{text} is not a village code", "{text} bukan kode desa").format(text=quoted(text)),
            T("a village code is PP.KK.CC.DDDD with D from 1 to 3 first, such as {example}",
              "kode desa berbentuk PP.KK.CC.DDDD dengan D pertama 1 sampai 3, misalnya {example}").format(example=field.example),
        )
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"


def _parse_number(text: str, field: Field, comma: bool) -> float:
    return _within(decimal(text, comma), field, text)


def _parse_count(text: str, field: Field, comma: bool) -> int:
    value = _within(decimal(text, comma), field, text)
    if not value.is_integer() or abs(value) >= 2**53:
        raise Fault("P021", T("{text} is not a whole number", "{text} bukan bilangan bulat").format(text=quoted(text)),
                    T("write a whole number such as 12", "tulis bilangan bulat seperti 12"))
    return int(value)


def _within(value: float, field: Field, text: str) -> float:
    if field.above is not None and value <= field.above:
        raise Fault("P030", T("{text} is not above {limit}", "{text} tidak di atas {limit}").format(text=quoted(text), limit=plain_number(field.above)))
    if (field.low is not None and value < field.low) or (field.high is not None and value > field.high) or abs(value) > 1e15:
        low, high = (("" if limit is None else str(plain_number(limit))) for limit in (field.low, field.high))
        raise Fault("P030", T("{text} is out of the limits {low}…{high}", "{text} di luar batas {low}…{high}").format(
            text=quoted(text), low=low, high=high))
    return value


def date_order(text: str) -> str:
    """How a date is written: `ymd`, `dmy` or `mdy`, blank where it can't be told or is none."""
    match = re.fullmatch(_DATE, text)
    if not match:
        return ""
    if len(match[1]) == 4:
        return "ymd"
    return "mdy" if int(match[3]) > 12 >= int(match[1]) else "dmy"


def _parse_date(text: str, field: Field, comma: bool) -> str:
    del field, comma
    order = date_order(text)
    match = re.fullmatch(_DATE, text)
    if order == "mdy":
        raise Fault("P025", T("{text} has the month first", "{text} menulis bulan di depan").format(text=quoted(text)),
                    T("write the day first, 31/12/2026, or 2026-12-31", "tulis hari di depan, 31/12/2026, atau 2026-12-31"))
    if re.fullmatch(r"\d{5}([.,]\d+)?", text):
        raise Fault("P026", T("{text} is a spreadsheet's day number, not a date", "{text} nomor hari lembar kerja, bukan tanggal").format(text=text),
                    T("format the column as a date, then save as CSV again", "format kolomnya sebagai tanggal, lalu simpan lagi sebagai CSV"))
    if match:
        year, month, day = (match[1], match[3], match[4]) if order == "ymd" else (match[4], match[3], match[1])
        if len(year) == 4 and len(day) <= 2 and int(year) >= 1900 and _is_date(int(year), int(month), int(day)):
            return f"{year}-{int(month):02}-{int(day):02}"
    raise Fault("P024", T("{text} is not a date", "{text} bukan tanggal").format(text=quoted(text)),
                T("write 2026-12-31 or 31/12/2026", "tulis 31/12/2026 atau 2026-12-31"))


def _is_date(year: int, month: int, day: int) -> bool:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= month <= 12 and 1 <= day <= (31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _parse_time(text: str, field: Field, comma: bool) -> str:
    del comma, field
    match = re.fullmatch(_TIME, text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise Fault("P028", T("{text} is not a time of day", "{text} bukan jam").format(text=quoted(text)),
                    T("write 09:30 or 09.30", "tulis 09.30 atau 09:30"))
    return f"{int(match[1]):02}:{match[2]}"


def _parse_yes(text: str, field: Field, comma: bool) -> str:
    del comma, field
    word = text.lower()
    if word in _TRUE or word in _FALSE:
        return "yes" if word in _TRUE else "no"
    raise Fault("P031", T("{text} is neither yes nor no", "{text} bukan ya atau tidak").format(text=quoted(text)),
                T("write yes or no", "tulis ya atau tidak"))


def _parse_choice(text: str, field: Field, comma: bool) -> str:
    del comma
    word = " ".join(text.split()).casefold()
    for choice in field.choices:
        if word in (choice.key.casefold(), choice.label.en.casefold(), choice.label.id.casefold()):
            return choice.key
    if field.added:
        return " ".join(text.split())
    raise Fault(
        "P029",
        T("{text} is not a choice of {word}", "{text} bukan pilihan {word}").format(
            text=quoted(text), word=T(field.key, field.key_id)),
        T("choose {choices}", "pilih {choices}").format(choices=choice_list(field)),
    )


def choice_list(field: Field) -> T:
    """The choices of a field for a sentence."""
    return T(", ".join(choice.key for choice in field.choices), ", ".join(choice.label.id.lower() for choice in field.choices))


def _parse_list(text: str, field: Field, comma: bool) -> str:
    items = [item.strip() for item in text.split(SEPARATOR)]
    if len(set(items)) < len(items) or "" in items:
        raise Fault("P035", T("{text} has a blank or a double in the list", "{text} berisi butir kosong atau ganda").format(text=quoted(text)),
                    T("separate the items by |, each once", "pisahkan butir dengan |, masing-masing sekali"))
    return _parse_text(SEPARATOR.join(items), field, comma)


def _parse_period(text: str, field: Field, comma: bool) -> str:
    del comma, field
    period = text.upper()
    if re.fullmatch(r"(19|20|21)\d\d(-(S[12]|Q[1-4]|(0[1-9]|1[0-2])))?", period):
        return period
    raise Fault("P058", T("{text} is not a period", "{text} bukan periode").format(text=quoted(text)),
                T("write 2026, 2026-S1, 2026-Q1 or 2026-03", "tulis 2026, 2026-S1, 2026-Q1 atau 2026-03"))


def _parse_sha(text: str, field: Field, comma: bool) -> str:
    del comma, field
    if re.fullmatch(r"[0-9a-fA-F]{64}", text):
        return text.lower()
    raise Fault("P036", T("{text} is not a SHA-256", "{text} bukan SHA-256").format(text=quoted(text)),
                T("leave it out: perut computes it from the evidence file", "kosongkan: perut menghitungnya dari berkas bukti"))


def _same(value: Any) -> Any:
    return value


def _show_text(value: Any, field: Field) -> str:
    return shown_number(value, field.decimals) if isinstance(value, (int, float)) else str(value)


def _show_number(value: Any, field: Field) -> str:
    return shown_number(value, field.decimals)


def _show_whole(value: Any, field: Field) -> str:
    del field
    return shown_number(value, 0 if float(value).is_integer() else 2)


def _show_date(value: Any, field: Field) -> str:
    del field
    text = str(value)
    return f"{text[8:10]}/{text[5:7]}/{text[:4]}" if language() == "id" and len(text) == 10 else text


def _show_time(value: Any, field: Field) -> str:
    del field
    return str(value).replace(":", ".") if language() == "id" else str(value)


def _show_yes(value: Any, field: Field) -> str:
    del field
    return str(T(str(value), {"yes": "ya", "no": "tidak"}.get(str(value), str(value))))


def _show_choice(value: Any, field: Field) -> str:
    for choice in field.choices:
        if choice.key == value:
            return str(choice.label)
    return str(value)


def _show_list(value: Any, field: Field) -> str:
    del field
    return ", ".join(str(value).split(SEPARATOR))


_NUMBER_WRITE: Callable[[Any], Any] = plain_number

TEXT = Kind("text", _parse_text, _same, _show_text, "TEXT", T("text", "teks"))
LINES = Kind("lines", _parse_text, _same, _show_text, "TEXT", T("text, more than one line if need be", "teks, boleh lebih dari satu baris"))
CODED = Kind("code", _parse_code, _same, _show_text, "TEXT", T("code", "kode"))
VILLAGE = Kind("village", _parse_village_code, _same, _show_text, "TEXT", T("village", "desa"))
NUMBER = Kind("number", _parse_number, _NUMBER_WRITE, _show_number, "REAL", T("number", "angka"))
WEIGHT = Kind("weight", _parse_number, _NUMBER_WRITE, _show_whole, "REAL", T("number", "angka"))
COUNT = Kind("count", _parse_count, _same, _show_whole, "INTEGER", T("whole number", "bilangan bulat"))
DATE = Kind("date", _parse_date, _same, _show_date, "TEXT", T("date", "tanggal"))
TIME = Kind("time", _parse_time, _same, _show_time, "TEXT", T("time", "jam"))
YES = Kind("yes", _parse_yes, _same, _show_yes, "TEXT", T("yes or no", "ya atau tidak"))
CHOICE = Kind("choice", _parse_choice, _same, _show_choice, "TEXT", T("choice", "pilihan"))
LIST = Kind("list", _parse_list, _same, _show_list, "TEXT", T("list, separated by |", "daftar, dipisah |"))
PERIOD = Kind("period", _parse_period, _same, _show_text, "TEXT", T("period", "periode"))
SHA = Kind("sha", _parse_sha, _same, _show_text, "TEXT", T("SHA-256", "SHA-256"))
