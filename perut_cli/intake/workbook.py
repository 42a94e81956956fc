"""Workbooks (.xlsx, .xlsm, .ods and older ones) to rows of text, through python-calamine, imported
here only.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import NamedTuple
from xml.etree.ElementTree import ParseError

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from perut_cli.core.errors import Invalid, NotFound, Problem
from perut_cli.core.text import T
from perut_cli.intake.parts import check_reach, check_size, errors
from perut_cli.intake.shape import Shape, fitting, headless, is_own, shaped
from perut_cli.intake.source import ROWS, Chunk, Dialect, Problems, Source
from perut_cli.store.files import InputFile, hold

_PLAIN = Dialect(",", "utf-8", "\r\n", sep_line=False, bom=True)
_DAMAGE = (
    CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
)
_EXACT = 1e15
"""Whole numbers from here on have lost digits in a spreadsheet."""

Value = str | float | bool | date | datetime | time | timedelta
Rows = Iterator[tuple[int, list[Value]]]


class _Opened(NamedTuple):
    name: str
    height: int
    rows: Rows
    header: list[str]
    line: int
    known: int


class _Faults(NamedTuple):
    shape: Shape
    problems: Problems
    wrong: dict[int, Problem]


def open_workbook(held: InputFile, knows: Callable[[str], bool], sheet_name: str = "") -> Source:
    """Read the header of a sheet: the one of that name, the only one, or the one whose header row
    knows most words.

    Raises P009, P010 for an unknown sheet, P012 where none has a known word, P015 for a damaged
    workbook, P016, P018.
    """
    problems, done = Problems(), [0]
    with _damage(held.name):
        data = held.everything()
        held.check()
        check_size(data, held.name)
        sheet = _sheet(
            CalamineWorkbook.from_filelike(io.BytesIO(data)), data, held.name, knows, sheet_name
        )
        shape = shaped(sheet.header, sheet.line, held.name, problems)
        wrong = {
            problem.line: problem
            for problem in errors(data, sheet.name)
            if problem.column <= len(shape.cells)
        }
    held.close()
    return Source(
        held.name,
        shape.header,
        sheet.line,
        _chunks(sheet, _Faults(shape, problems, wrong), done),
        comma=False,
        guarded=False,
        notes=(),
        problems=problems,
        dialect=_PLAIN,
        size=held.size,
        close=held.close,
        how=T(
            "read as a workbook, sheet {name}", "dibaca sebagai buku kerja, lembar {name}"
        ).format(name=sheet.name),
        position=lambda: held.size * done[0] // max(sheet.height, 1),
    )


def sheet_names(path: str) -> list[str]:
    """The names of a workbook's sheets. Raises P010, P011, P015."""
    held = hold(path, None)
    try:
        with _damage(held.name):
            return list(CalamineWorkbook.from_filelike(io.BytesIO(held.everything())).sheet_names)
    finally:
        held.close()


def text_of(value: Value) -> str:
    """A cell as text: 87.5 and 12, yes and no, ISO dates without a midnight, times as HH:MM."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        )
    if isinstance(value, date):
        return value.isoformat()
    seconds = round(value.total_seconds()) if isinstance(value, timedelta) else _seconds(value)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}" + (
        f":{seconds % 60:02}" if seconds % 60 else ""
    )


def _number(value: float) -> str:
    # A long number is shown as the spreadsheet does, so that its lost digits are seen.
    if not abs(value) < _EXACT:
        return f"{value:.14E}"
    return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")


def _seconds(value: time) -> int:
    return value.hour * 3600 + value.minute * 60 + value.second + (value.microsecond >= 500_000)


@contextmanager
def _damage(name: str) -> Iterator[None]:
    try:
        yield
    except PasswordError as error:
        raise Invalid(
            "P015",
            T("{name} has a password", "{name} memakai kata sandi").format(name=name),
            T("save it without a password", "simpan tanpa kata sandi"),
            source=name,
        ) from error
    except _DAMAGE as error:
        raise _damaged(name) from error
    except BaseException as error:
        # A panic of the library is no Exception.
        if type(error).__name__ == "PanicException":
            raise _damaged(name) from error
        raise


def _damaged(name: str) -> Invalid:
    reason = T("{name} is damaged or no workbook", "{name} rusak atau bukan buku kerja").format(
        name=name
    )
    hint = T(
        "open it in Excel and save it as .xlsx again, or as CSV UTF-8",
        "buka di Excel lalu simpan lagi sebagai .xlsx, atau sebagai CSV UTF-8",
    )
    return Invalid("P015", reason, hint, source=name)


def _sheet(
    book: CalamineWorkbook, data: bytes, name: str, knows: Callable[[str], bool], wanted: str
) -> _Opened:
    if wanted:
        names = [
            title
            for title in book.sheet_names
            if title.strip().casefold() == wanted.strip().casefold()
        ]
        if not names:
            reason = T("no sheet {sheet} in {name}", "tidak ada lembar {sheet} di {name}")
            raise NotFound(
                "P010", reason.format(sheet=wanted, name=name), _choose(book.sheet_names)
            )
    else:
        names = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible
        ]
    opened = [sheet for title in names if (sheet := _opened(book, data, title, name, knows)).header]
    if not opened:
        raise headless(name)
    best = max(opened, key=lambda sheet: sheet.known)
    if len(opened) > 1 and not best.known:
        reason = T(
            "no sheet of {name} has known columns",
            "tidak ada lembar {name} dengan kolom yang dikenal",
        )
        raise Invalid("P012", reason.format(name=name), _choose(names), source=name)
    return best


def _choose(names: list[str]) -> T:
    return T("its sheets are {names}", "lembarnya {names}").format(names=", ".join(names))


def _opened(
    book: CalamineWorkbook, data: bytes, title: str, name: str, knows: Callable[[str], bool]
) -> _Opened:
    check_reach(data, title, name)
    sheet: CalamineSheet = book.get_sheet_by_name(title)
    rows: Rows = enumerate(sheet.iter_rows(), 1)
    for line, row in rows:
        header = [text_of(value).strip() for value in row]
        if any(header):
            known = sum(1 for cell in header if cell and (knows(cell) or is_own(cell)))
            return _Opened(title, sheet.total_height, rows, header, line, known)
    return _Opened(title, 0, rows, [], 0, 0)


def _chunks(sheet: _Opened, faults: _Faults, done: list[int]) -> Iterator[Chunk]:
    while taken := list(islice(sheet.rows, ROWS)):
        lines = [line for line, _ in taken]
        rows = [
            [value if isinstance(value, str) else text_of(value) for value in row]
            for _, row in taken
        ]
        done[0] = lines[-1]
        lines, rows = _sound(lines, rows, faults)
        if rows:
            yield lines, rows


def _sound(lines: list[int], rows: list[list[str]], faults: _Faults) -> Chunk:
    # A row with an error cell is a reject that shows the error, not a row with an empty cell.
    shape, problems, wrong = faults
    lines, rows = fitting(lines, rows, shape, problems)
    if wrong.keys().isdisjoint(lines):
        return lines, rows
    sound: Chunk = [], []
    for line, row in zip(lines, rows, strict=True):
        if line in wrong:
            place = wrong[line].column - 1
            cells = [
                wrong[line].value if kept == place else cell
                for kept, cell in zip(shape.kept, row, strict=True)
            ]
            problems.misfit(wrong[line], cells)
        else:
            sound[0].append(line)
            sound[1].append(row)
    return sound
