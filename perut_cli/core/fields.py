"""Define a word: what a column, option or key is called in both languages, and how its values are
read, kept and shown.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from perut_cli.core.characters import keyboard, without_unseen
from perut_cli.core.periods import period_of
from perut_cli.core.synonyms import CHOICES
from perut_cli.core.text import T, language
from perut_cli.core.values import (
    Cell,
    Fault,
    could_be_thousands,
    count_of,
    day_of,
    decimal,
    district_of,
    plain_number,
    quoted,
    sha_of,
    shortened,
    shown_number,
    time_of,
    yes_of,
)

SEPARATOR = "|"
"""Between the items of a list in one cell."""

CODE = r"[A-Za-z0-9][A-Za-z0-9._-]*"


class Choice(NamedTuple):
    """One value of a closed or open list: the English key and its label in both languages."""

    key: str
    label: T


class Kind(NamedTuple):
    """How a sort of value is read from text, written for machines and shown to people."""

    name: str
    parse: Callable[[str, "Field", bool], Cell]
    write: Callable[[Cell], Cell]
    show: Callable[[Cell, "Field"], str]
    sql: str
    what: T


class Field(NamedTuple):
    """One word of the vocabulary. `low` and `high` are inclusive limits, `above` an exclusive one;
    `added` says that --new takes new values. `personal`: it says who somebody is or may say so, and
    leaves neither in an anonymous export nor in the history's command line; `of_person`: a code
    that stands for a person or was made from words about one, random in an anonymous export.
    """

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
    of_person: bool = False

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

    def parse(self, text: str, comma: bool = False) -> Cell:
        """The stored value of a non-empty text; `comma`: the file has decimal commas.
        Raises Fault.
        """
        if not text.isascii():
            text = _brought_to_keys(text, self.kind.name)
        return self.kind.parse(text, self, comma)

    def show(self, value: Cell) -> str:
        """The value for people, in the process language; blank for nothing."""
        return "" if value is None or value == "" else self.kind.show(value, self)


def _brought_to_keys(text: str, kind: str) -> str:
    if kind == "lines":
        return text
    read = without_unseen if kind in ("text", "list", "choice") else keyboard
    return read(text).strip()


def derived(label: str) -> str:
    """A key from a label: lower case, everything but letters and digits an underscore."""
    return "_".join(re.findall(r"[a-z0-9]+", label.lower()))


_LONG_NUMBERS = frozenset(["phone", "staff_number", "nip", "letter_number", "document_number"])
"""Texts that a spreadsheet takes for numbers and shortens; prose may say 1e5."""


def _parse_text(text: str, field: Field, comma: bool) -> str:
    del comma
    if "\0" in text:
        raise Fault(
            "P017",
            T("a NUL character", "karakter NUL"),
            T(
                "the file is damaged or not text: save it again as CSV",
                "berkas rusak atau bukan teks: simpan ulang sebagai CSV",
            ),
        )
    if len(text) > 1_000_000:
        raise Fault(
            "P018",
            T("{n} {n:character|characters} in one cell", "{n} karakter dalam satu sel").format(
                n=len(text)
            ),
            T("keep a cell below a million characters", "isi sel harus di bawah sejuta karakter"),
        )
    if shortened(text) and field.key in _LONG_NUMBERS:
        return str(decimal(text))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _parse_code(text: str, field: Field, comma: bool) -> str:
    del comma
    if shortened(text) and "," in text + "." and "+" in text:
        decimal(text)
    if not re.fullmatch(CODE, text):
        raise Fault(
            "P033",
            T("{text} is not a code", "{text} bukan kode").format(text=quoted(text)),
            T(
                "a code has letters, digits, dots, dashes and underscores, such as {example}",
                "kode terdiri atas huruf, angka, titik, strip dan garis bawah, misalnya {example}",
            ).format(example=field.example or "A.1"),
        )
    return text


def _parse_village_code(text: str, field: Field, comma: bool) -> str:
    del comma
    digits = re.sub(r"[.\s]", "", text)
    if not re.fullmatch(r"\d{6}[123]\d{3}", digits):
        if shortened(text):
            decimal(text)
        raise Fault(
            "P034",
            T("{text} is not a village code", "{text} bukan kode desa").format(text=quoted(text)),
            T(
                "a village code is PP.KK.CC.DDDD with D from 1 to 3 first, such as {example}",
                "kode desa berbentuk PP.KK.CC.DDDD dengan D pertama 1 sampai 3, misalnya {example}",
            ).format(example=field.example),
        )
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"


def _parse_number(text: str, field: Field, comma: bool) -> float:
    if (
        not comma
        and field.high is not None
        and could_be_thousands(text)
        and float(text) * 1000 > field.high
    ):
        return _within(float(text), field, text)
    return _within(decimal(text), field, text)


def _parse_weight(text: str, field: Field, comma: bool) -> float:
    """A weight, which may be written as a share of all: 20 %."""
    return _parse_number(text.removesuffix("%").rstrip(), field, comma)


def _parse_count(text: str, field: Field, comma: bool) -> int:
    del comma
    value = _within(count_of(text), field, text)
    if not value.is_integer() or abs(value) >= 2**53:
        raise Fault(
            "P021",
            T("{text} is not a whole number", "{text} bukan bilangan bulat").format(
                text=quoted(text)
            ),
            T("write a whole number such as 12", "tulis bilangan bulat seperti 12"),
        )
    return int(value)


def _within(value: float, field: Field, text: str) -> float:
    if field.above is not None and value <= field.above:
        raise Fault(
            "P030",
            T("{text} is not above {limit}", "{text} tidak di atas {limit}").format(
                text=quoted(text), limit=plain_number(field.above)
            ),
        )
    if (
        (field.low is not None and value < field.low)
        or (field.high is not None and value > field.high)
        or abs(value) > 1e15
    ):
        low, high = (
            ("" if limit is None else str(plain_number(limit))) for limit in (field.low, field.high)
        )
        raise Fault(
            "P030",
            T(
                "{text} is out of the limits {low}…{high}", "{text} di luar batas {low}…{high}"
            ).format(text=quoted(text), low=low, high=high),
        )
    return value


def _parse_choice(text: str, field: Field, comma: bool) -> str:
    del comma
    word = " ".join(text.split()).casefold()
    if not field.added:
        word = CHOICES.get(field.key, {}).get(word, word)
    for choice in field.choices:
        if word in (choice.key.casefold(), choice.label.en.casefold(), choice.label.id.casefold()):
            return choice.key
    if field.added:
        return " ".join(text.split())
    raise Fault(
        "P029",
        T("{text} is not a choice of {word}", "{text} bukan pilihan {word}").format(
            text=quoted(text), word=T(field.key, field.key_id)
        ),
        T("choose {choices}", "pilih {choices}").format(choices=choice_list(field)),
    )


def choice_list(field: Field) -> T:
    """The choices of a field for a sentence."""
    return T(
        ", ".join(choice.key for choice in field.choices),
        ", ".join(choice.label.id.lower() for choice in field.choices),
    )


def _parse_list(text: str, field: Field, comma: bool) -> str:
    items = [item.strip() for item in text.split(SEPARATOR)]
    if len(set(items)) < len(items) or "" in items:
        raise Fault(
            "P035",
            T(
                "{text} has a blank or a double in the list",
                "{text} berisi butir kosong atau ganda",
            ).format(text=quoted(text)),
            T(
                "separate the items by |, each once",
                "pisahkan butir dengan |, masing-masing sekali",
            ),
        )
    return _parse_text(SEPARATOR.join(items), field, comma)


def _of(read: Callable[[str], str]) -> Callable[[str, Field, bool], str]:
    """A value that is read the same whatever its field."""
    return lambda text, *_: read(text)


def _same(value: Cell) -> Cell:
    return value


def _show_text(value: object, field: Field) -> str:
    return shown_number(value, field.decimals) if isinstance(value, (int, float)) else str(value)


def _show_number(value: Cell, field: Field) -> str:
    # What was counted is whole wherever it stands: 900 entries, not 900.0.
    return str(value) if isinstance(value, int) else shown_number(_number(value), field.decimals)


def _show_whole(value: Cell, field: Field) -> str:
    del field
    number = _number(value)
    return shown_number(number, 0 if number.is_integer() else 2)


def _write_number(value: Cell) -> Cell:
    return plain_number(_number(value))


def _number(value: Cell) -> float:
    """A cell that a column of numbers holds."""
    return float(value or 0)


def _show_date(value: object, field: Field) -> str:
    del field
    text = str(value)
    return (
        f"{text[8:10]}/{text[5:7]}/{text[:4]}" if language() == "id" and len(text) == 10 else text
    )


def _show_time(value: object, field: Field) -> str:
    del field
    return str(value).replace(":", ".") if language() == "id" else str(value)


def _show_yes(value: object, field: Field) -> str:
    del field
    return str(T(str(value), {"yes": "ya", "no": "tidak"}.get(str(value), str(value))))


def _show_choice(value: object, field: Field) -> str:
    for choice in field.choices:
        if choice.key == value:
            return str(choice.label)
    return str(value)


def _show_list(value: object, field: Field) -> str:
    del field
    return ", ".join(str(value).split(SEPARATOR))


_ZONES = {"+07:00": " WIB", "+08:00": " WITA", "+09:00": " WIT", "+00:00": " UTC", "Z": " UTC"}


def zone_of(moment: str) -> str:
    """The zone of an ISO moment as people call it, after a blank; blank where it has none."""
    offset = moment[19:]
    return _ZONES.get(offset, f" UTC{offset}" if offset[:1] in ("+", "-") else "")


def _show_moment(value: object, field: "Field") -> str:
    text = str(value)
    if text[10:11] != "T":
        return text
    return f"{_show_date(text[:10], field)} {_show_time(text[11:16], field)}{zone_of(text)}"


TEXT = Kind("text", _parse_text, _same, _show_text, "TEXT", T("text", "teks"))
LINES = Kind(
    "lines",
    _parse_text,
    _same,
    _show_text,
    "TEXT",
    T("text, more than one line if need be", "teks, boleh lebih dari satu baris"),
)
MOMENT = Kind("moment", _parse_text, _same, _show_moment, "TEXT", T("day and time", "hari dan jam"))
CODED = Kind("code", _parse_code, _same, _show_text, "TEXT", T("code", "kode"))
VILLAGE = Kind("village", _parse_village_code, _same, _show_text, "TEXT", T("village", "desa"))
DISTRICT = Kind("code", _of(district_of), _same, _show_text, "TEXT", T("code", "kode"))
NUMBER = Kind("number", _parse_number, _write_number, _show_number, "REAL", T("number", "angka"))
WEIGHT = Kind("weight", _parse_weight, _write_number, _show_whole, "REAL", T("number", "angka"))
COUNT = Kind(
    "count", _parse_count, _same, _show_whole, "INTEGER", T("whole number", "bilangan bulat")
)
DATE = Kind("date", _of(day_of), _same, _show_date, "TEXT", T("date", "tanggal"))
TIME = Kind("time", _of(time_of), _same, _show_time, "TEXT", T("time", "jam"))
YES = Kind("yes", _of(yes_of), _same, _show_yes, "TEXT", T("yes or no", "ya atau tidak"))
CHOICE = Kind("choice", _parse_choice, _same, _show_choice, "TEXT", T("choice", "pilihan"))
LIST = Kind(
    "list", _parse_list, _same, _show_list, "TEXT", T("list, separated by |", "daftar, dipisah |")
)
PERIOD = Kind("period", _of(period_of), _same, _show_text, "TEXT", T("period", "periode"))
SHA = Kind("sha", _of(sha_of), _same, _show_text, "TEXT", T("SHA-256", "SHA-256"))
