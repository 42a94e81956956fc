"""Whether a part of a delivery is what its table may hold: known columns, numbers, days, codes and
choices as an office writes them, each record once; what a foreign hand wrote goes no further.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from perut_cli.core.calendars import parse_due_rule
from perut_cli.core.errors import PerutError
from perut_cli.core.fields import CODE, DATE
from perut_cli.core.instruments import parse_bands
from perut_cli.core.text import T, Text
from perut_cli.core.vocabulary import WORDS
from perut_cli.pool.tables import BY_NAME, KEYED, REAL, TEXT, WHOLE, Part

Rows = list[list[str]]


class Refused(Exception):
    """A delivery that can't be taken, and why."""

    def __init__(self, reason: Text) -> None:
        """Take the reason in both languages."""
        super().__init__(reason)
        self.reason = reason


_DAY = (
    r"(?!0000)\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)"
    r"|02-(?:0[1-9]|[12]\d))"
)
_SHAPES = {
    # 17 digits and a small exponent: what an engine and exact sums can bear.
    REAL: r"-?\d{1,20}(?:\.\d{1,20})?(?:e[-+]\d\d)?",
    WHOLE: r"-?\d{1,9}",
    "village": r"\d\d\.\d\d\.\d\d\.\d{4}",
    "code": CODE,
    "date": _DAY,
    "time": r"\d\d:\d\d",
    "yes": r"yes|no",
    "period": r"[12]\d\d\d(?:-(?:S[12]|Q[1-4]|0[1-9]|1[0-2]))?",
    "text": r'[^,\n\r"\0]++|"(?:[^"\0]|"")*+"',
}
_ORDINAL = r"\d{1,9}"
_FULL = {"village_code", "subject", "stage", "assessment_state", "action_state", "due_rule"}
"""Columns that are never blank, with those that the records of a part are known by."""

_MAY_LACK = {("assessment", "official"), ("plan", "session")}
"""Ordinals that are blank where there is no such record: a village's assessment, an open plan."""

_KNOWN_BY = {
    "village": ("village_code",),
    "instrument": ("instrument_code", "instrument_version"),
    "indicator": ("instrument_code", "instrument_version", "indicator_code"),
    "official": ("official",),
    "assessment": ("assessment",),
    "score": ("assessment", "indicator_code"),
    "session": ("session",),
    "plan": ("village_code", "plan_date", "kind"),
    "action": ("action",),
    "obligation": ("obligation_code",),
    "submission": ("village_code", "obligation_code", "period"),
}


def check_part(part: Part, data: bytes) -> tuple[set[str], int]:
    """(the villages that a part speaks of, how many rows it has). Raises Refused."""
    header, _, body = data.partition(b"\n")
    columns = header.decode("utf-8", "replace").split(",")
    if not _is_header(part, columns):
        raise _damaged(part, 1)
    good = _pattern(part.name, tuple(columns)).match(body)
    end = good.end() if good else 0
    if end < len(body):
        raise _damaged(part, body.count(b"\n", 0, end) + 2)
    if not _words_to_check(columns):
        return set(), _check_lines_once(part, body)
    try:
        rows = list(csv.reader(io.StringIO(body.decode("utf-8"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise _damaged(part) from error
    _check_once(part, columns, rows)
    _check_words(part, columns, rows)
    villages = _column(columns, rows, "village_code") if "village_code" in columns else ()
    return set(villages), len(rows)


def rows_of(part: bytes) -> Iterator[dict[str, str]]:
    """The rows of a part by column."""
    return csv.DictReader(io.StringIO(part.decode("utf-8"), newline=""))


def has_its_header(part: Part, data: bytes) -> bool:
    """Whether a part begins with columns of its table."""
    return _is_header(part, data.partition(b"\n")[0].decode("utf-8", "replace").split(","))


def _is_header(part: Part, columns: list[str]) -> bool:
    """Whether the columns are the table's own, in their order; an older format lacks some."""
    needed = {*_KNOWN_BY.get(part.name, ()), *KEYED.get(part.name, ())}
    if "village_code" in part.columns:
        needed.add("village_code")
    known = [column for column in part.columns if column in columns]
    return columns == known and needed <= set(columns)


@lru_cache(maxsize=64)
def _pattern(name: str, columns: tuple[str, ...]) -> re.Pattern[bytes]:
    """What the rows of a part look like, from the first on."""
    cells = ",".join(_cell(name, column) for column in columns)
    return re.compile(f"(?:{cells}\n)*+".encode())


def _cell(name: str, column: str) -> str:
    if column in KEYED.get(name, ()):
        return f"(?:{_ORDINAL})" + ("?" if (name, column) in _MAY_LACK else "")
    full = column in _FULL or column in _KNOWN_BY.get(name, ())
    return f"(?:{_shape(name, column)})" + ("" if full else "?+")


def _shape(name: str, column: str) -> str:
    kind = BY_NAME[name].columns[column]
    if kind != TEXT:
        return _SHAPES[kind]
    word = WORDS.get(column)
    if word and word.choices and not word.added:
        return "|".join(re.escape(choice.key) for choice in word.choices)
    return _SHAPES.get(word.kind.name if word else "", _SHAPES["text"])


def _check_once(part: Part, columns: list[str], rows: Rows) -> None:
    """Refuse a record that comes twice: every figure would count it twice."""
    keys = _KNOWN_BY.get(part.name)
    if not keys:
        return
    cells = list(zip(*(_column(columns, rows, key) for key in keys), strict=True))
    if len(set(cells)) < len(cells):
        raise _twice(part, next(key for key, count in Counter(cells).items() if count > 1))


def _check_words(part: Part, columns: list[str], rows: Rows) -> None:
    """Refuse bands, rules and days that no report could read."""
    for column, read in (("bands", parse_bands), ("due_rule", parse_due_rule)):
        for text in set(_column(columns, rows, column)) if column in columns else ():
            try:
                read(text)
            except PerutError as error:
                raise _damaged(part) from error
    dated = list(filter(_is_date, columns))
    if any(_is_no_leap_day(day) for column in dated for day in _column(columns, rows, column)):
        raise _damaged(part)


def _words_to_check(columns: list[str]) -> bool:
    """Whether more than the shape of the cells and the keys has to be looked at."""
    return "village_code" in columns or any(
        _is_date(column) or column in ("bands", "due_rule") for column in columns
    )


def _is_date(column: str) -> bool:
    return column in WORDS and WORDS[column].kind is DATE


def _check_lines_once(part: Part, body: bytes) -> int:
    """How many rows there are, no key twice: of answers there are too many to take each apart. The
    key is the first cells, in which nothing is quoted.
    """
    first = rb"[^,\n]*," * len(_KNOWN_BY[part.name])
    keys = re.findall(rb"^" + first, body, re.MULTILINE)
    if len(set(keys)) < len(keys):
        twice = next(key for key, count in Counter(keys).items() if count > 1)
        raise _twice(part, twice.decode("utf-8").rstrip(",").split(","))
    return len(keys)


def _twice(part: Part, key: Iterable[str]) -> Refused:
    return Refused(
        T("{name}.csv has {key} twice", "{name}.csv memuat {key} dua kali").format(
            name=part.name, key=" ".join(key)
        )
    )


def _is_no_leap_day(day: str) -> bool:
    year = int(day[:4] or 4)
    return day[5:] == "02-29" and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def _column(columns: list[str], rows: Rows, column: str) -> Iterable[str]:
    place = columns.index(column)
    return [row[place] for row in rows]


def _damaged(part: Part, line: int = 0) -> Refused:
    place = f"{part.name}.csv:{line}" if line else f"{part.name}.csv"
    return Refused(
        T("its tables are damaged: {place}", "tabelnya rusak: {place}").format(place=place)
    )
