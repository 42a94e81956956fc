"""Check the cells of a file while it is read: those of a workbook that don't say what is seen
are refused (errors, formulas never computed, percentages, days and numbers where a code or a
name belongs), and choices and days in the way of offices are noticed, so that it can be said how
they were read.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from perut_cli.core.calendars import weekday_in_words
from perut_cli.core.errors import Problem
from perut_cli.core.fields import Field
from perut_cli.core.synonyms import CHOICES
from perut_cli.core.text import T
from perut_cli.core.values import Fault, quoted
from perut_cli.intake.source import Chunk, Mark, Source

_NUMBERS = ("number", "weight", "count")
_PROSE = ("lines",)
_PHONE_DIGITS = range(9, 13)
_MEND_TEXT = T(
    "make the column text (Format Cells, Text) and type it again",
    "jadikan kolomnya teks (Format Sel, Teks) lalu ketik lagi",
)

Recorded = Callable[[Field], frozenset[str]]
"""The codes recorded of the sheet that a word names."""


class _CellFault(NamedTuple):
    number: str
    reason: T
    hint: T


def checked(
    source: Source, header: Sequence[Field | str | None], recorded: Recorded
) -> Iterator[Chunk]:
    """The chunks of a workbook without the rows that have such a cell; those become problems."""
    marks = source.marks
    if marks is None:
        yield from source.chunks
        return
    phones = 0
    for lines, rows in source.chunks:
        bad: set[int] = set()
        row_of = dict(zip(lines, rows, strict=True))
        for (line, at), mark in sorted(marks.items()):
            if at < 0 or line not in row_of or at >= len(header):
                continue
            row, column = row_of[line], header[at]
            fault = _fault(column, row[at], mark, recorded)
            if fault:
                bad.add(line)
                row[at] = mark.shown or row[at]
                source.problems.append(_problem(fault, line, column, row[at], source.places[at]))
            elif isinstance(column, Field):
                lost = column.key == "phone" and mark.kind == "number" and _lost_nought(row[at])
                phones += lost
                row[at] = f"0{row[at]}" if lost else _as_seen(column, row[at], mark)
        if bad:
            as_written = [for_office(source, *row) for row in zip(lines, rows, strict=True)]
            _reject(source, bad, lines, as_written)
        sound = _without(bad, lines, rows) if bad else (lines, rows)
        if sound[0]:
            yield sound
    if phones:
        source.remarks.append(_PHONES.format(n=phones))


_PHONES = T(
    "{n} telephone {n:number|numbers} got back the 0 in front",
    "{n} nomor telepon mendapat kembali angka 0 di depan",
)


def _problem(
    fault: _CellFault, line: int, column: Field | str | None, shown: str, place: int
) -> Problem:
    key = column.key if isinstance(column, Field) else ""
    return Problem(line, key, fault.number, fault.reason, shown, place, fault.hint)


def for_office(source: Source, line: int, row: list[str]) -> list[str]:
    """The cells of a row of a workbook's chunk as a CSV of the office says them: numbers with a
    decimal comma.
    """
    marks = source.marks or {}
    return [
        _with_comma(cell) if (mark := marks.get((line, place))) and mark.kind == "number" else cell
        for place, cell in enumerate(row)
    ]


def _with_comma(text: str) -> str:
    whole, point, rest = text.partition(".")
    if not point or not (whole.lstrip("-") + rest).isdecimal():
        return text
    return f"{whole},{rest}{'0' if len(rest) == len('000') else ''}"


def _without(bad: set[int], lines: list[int], rows: list[list[str]]) -> Chunk:
    sound = [(line, row) for line, row in zip(lines, rows, strict=True) if line not in bad]
    return [line for line, _ in sound], [row for _, row in sound]


def _reject(source: Source, bad: set[int], lines: list[int], rows: list[list[str]]) -> None:
    reasons: dict[int, str] = {}
    for problem in source.problems:
        if problem.line in bad:
            told = f"{problem.number} {problem.reason}"
            reasons[problem.line] = (
                f"{reasons[problem.line]}; {told}" if problem.line in reasons else told
            )
    for line, row in zip(lines, rows, strict=True):
        if line in bad:
            source.problems.keep(row, line, reasons.get(line, ""))


def _lost_nought(text: str) -> bool:
    return text.isdecimal() and text[0] == "8" and len(text) in _PHONE_DIGITS


def _as_seen(field: Field, text: str, mark: Mark) -> str:
    if mark.kind == "number" and field.kind.name not in _NUMBERS:
        return mark.shown
    return mark.shown.strip() if mark.kind in ("percent", "fraction") else text


def _fault(
    column: Field | str | None, text: str, mark: Mark, recorded: Recorded
) -> _CellFault | None:
    if mark.kind in ("error", "uncomputed"):
        return _no_value(mark) if column is not None or mark.kind == "error" else None
    if column is None:
        return None
    kind = column.kind.name if isinstance(column, Field) else "number"
    if kind in _PROSE:
        return None
    if kind in _NUMBERS:
        return _not_a_number(mark)
    if kind == "time":
        return _not_an_hour(text, mark)
    if mark.kind == "date" and kind != "date":
        return _day_for_text(mark)
    if mark.kind in ("fraction", "time", "boolean") and kind not in ("date", "yes"):
        return _day_for_text(mark)
    if mark.kind == "number" and isinstance(column, Field) and kind in ("code", "list"):
        return _other_codes(mark, recorded(column))
    return None


def _no_value(mark: Mark) -> _CellFault:
    if mark.kind == "error":
        return _CellFault(
            "P015",
            T("the cell holds the error {value}", "sel berisi galat {value}").format(
                value=mark.shown
            ),
            T(
                "mend its formula in the workbook, or delete it",
                "perbaiki rumusnya di buku kerja, atau hapus",
            ),
        )
    return _CellFault(
        "P231",
        T(
            "the cell holds a formula that was never computed",
            "sel berisi rumus yang belum pernah dihitung",
        ),
        T(
            "open the workbook in Excel or LibreOffice, save it, and import it again",
            "buka buku kerja di Excel atau LibreOffice, simpan, lalu impor lagi",
        ),
    )


def _not_a_number(mark: Mark) -> _CellFault | None:
    if mark.kind == "percent":
        return _CellFault(
            "P232",
            T("{text} is a percentage", "{text} adalah persentase").format(text=quoted(mark.shown)),
            T(
                "make the column numbers and type the number itself",
                "jadikan kolomnya angka lalu ketik angkanya sendiri",
            ),
        )
    if mark.kind in ("date", "time", "boolean", "fraction"):
        return _day_for_text(mark)
    return None


def _not_an_hour(text: str, mark: Mark) -> _CellFault | None:
    if mark.kind == "time" or (mark.kind == "number" and text.isdecimal()):
        return None
    return _CellFault(
        "P028",
        T("{text} is not a time of day", "{text} bukan jam").format(text=quoted(mark.shown)),
        T("write 09:30 or 09.30", "tulis 09.30 atau 09:30"),
    )


def _day_for_text(mark: Mark) -> _CellFault:
    what = {
        "date": T("a date", "tanggal"),
        "time": T("an hour", "jam"),
        "boolean": T("TRUE or FALSE", "TRUE atau FALSE"),
        "fraction": T("a fraction", "pecahan"),
        "percent": T("a percentage", "persentase"),
    }[mark.kind]
    return _CellFault(
        "P233",
        T(
            "the spreadsheet made {what} of what was typed: {text}",
            "lembar kerja menjadikan ketikan sebagai {what}: {text}",
        ).format(what=what, text=quoted(mark.shown)),
        _MEND_TEXT,
    )


def _other_codes(mark: Mark, recorded: frozenset[str]) -> _CellFault | None:
    value = _value(mark.shown)
    alike = sorted(code for code in recorded if code != mark.shown and _value(code) == value)
    if value is None or not alike:
        return None
    return _CellFault(
        "P234",
        T(
            "{text} is a number here; recorded is the code {codes}",
            "{text} di sini berupa angka; yang tercatat kode {codes}",
        ).format(text=mark.shown, codes=", ".join(alike[:5])),
        _MEND_TEXT,
    )


def _value(code: str) -> float | None:
    whole, point, rest = code.partition(".")
    if whole.isdecimal() and (rest.isdecimal() if point else True):
        return float(code)
    return None


_SHOWN = 12
_PLAIN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def noticed(
    source: Source, header: Sequence[Field | str | None], chunks: Iterator[Chunk]
) -> Iterator[Chunk]:
    """The chunks as they are; behind the last a remark says which spellings stand for a choice."""
    places = [
        (at, column)
        for at, column in enumerate(header)
        if isinstance(column, Field) and column.key in CHOICES
    ]
    if not places:
        yield from chunks
        return
    seen: dict[str, str] = {}
    for lines, rows in chunks:
        for at, column in places:
            spellings = CHOICES[column.key]
            for cell in {row[at] for row in rows}:
                plain = " ".join(cell.split())
                if plain.casefold() in spellings:
                    seen[plain] = column.show(spellings[plain.casefold()])
        yield lines, rows
    if seen:
        told = ", ".join(f"{cell} = {word}" for cell, word in sorted(seen.items())[:_SHOWN])
        source.remarks.append(T("read as: {told}", "dibaca sebagai: {told}").format(told=told))


def days_noticed(
    source: Source, header: Sequence[Field | str | None], chunks: Iterator[Chunk]
) -> Iterator[Chunk]:
    """The chunks as they are; behind the last a remark says of each column of days, by the first
    that isn't written as 2026-12-31, which day was understood.
    """
    places = [
        (at, column)
        for at, column in enumerate(header)
        if isinstance(column, Field) and column.kind.name == "date"
    ]
    said: list[T] = []
    for number, (lines, rows) in enumerate(chunks):
        if not number:
            said = [told for at, column in places if (told := _first_day(rows, at, column))]
        yield lines, rows
    source.remarks.extend(said)


def _first_day(rows: list[list[str]], place: int, column: Field) -> T | None:
    for row in rows:
        cell = row[place].strip()
        if cell and not _PLAIN_DAY.fullmatch(cell):
            with suppress(Fault):
                day = str(column.parse(cell))
                if cell.casefold() != str(weekday_in_words(day)).casefold():
                    return day_understood(column, cell, day)
    return None


def day_understood(column: Field, typed: str, day: str) -> T:
    """A day said back in words."""
    return T("{key}: {typed} is {day}", "{key}: {typed} adalah {day}").format(
        key=T(column.key, column.key_id), typed=quoted(typed), day=weekday_in_words(day)
    )
