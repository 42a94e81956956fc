"""Read .xls and .xlsb through python-calamine, imported here only."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from perut_cli.core.errors import Invalid
from perut_cli.core.text import T
from perut_cli.intake.mark import Mark, letters
from perut_cli.intake.number_format import number_text
from perut_cli.intake.sheet_row import SheetRow, damaged

_CODES = rb"[\x00\x07\x0f\x17\x1d\x24\x2a]"
_ERROR_CELL = re.compile(rb"\x05\x02\x08\x00(..)(..).." + _CODES + rb"\x01", re.DOTALL)
_ERROR_OF_FORMULA = re.compile(rb"\x06\x00..(..)(..)..\x02." + _CODES + rb"...\xff\xff", re.DOTALL)
"""Records BOOLERR and FORMULA of BIFF8: row, column, and an error as the value."""

Value = str | float | bool | date | datetime | time | timedelta


def open_older(stream: IO[bytes], name: str) -> CalamineWorkbook:
    """Open a workbook. Raises P015."""
    try:
        return CalamineWorkbook.from_filelike(stream)
    except PasswordError as error:
        raise Invalid(
            "P015",
            T("{name} has a password", "{name} memakai kata sandi").format(name=name),
            T("save it without a password", "simpan tanpa kata sandi"),
            source=name,
        ) from error
    except CalamineError as error:
        raise damaged(name) from error
    except BaseException as error:
        raise _not_a_panic(error, name) from error


def refuse_errors(data: bytes, name: str) -> None:
    """Raise P015 for an .xls with error values: the library reads them as empty cells, and only the
    records of the file itself tell them.
    """
    found = [*_ERROR_CELL.finditer(data), *_ERROR_OF_FORMULA.finditer(data)]
    if found:
        row, column = (int.from_bytes(found[0][n], "little") + 1 for n in (1, 2))
        raise Invalid(
            "P015",
            T("cell {place} holds an error", "sel {place} berisi galat").format(
                place=f"{letters(column)}{row}"
            ),
            T(
                "mend it, or save the workbook as .xlsx to see all of them",
                "perbaiki, atau simpan buku kerja sebagai .xlsx agar semuanya terlihat",
            ),
            source=name,
        )


def titles(book: CalamineWorkbook) -> list[tuple[str, bool]]:
    """The titles of all sheets, and whether each is shown."""
    return [
        (sheet.name, sheet.visible == SheetVisibleEnum.Visible) for sheet in book.sheets_metadata
    ]


def rows_of(book: CalamineWorkbook, title: str) -> Iterator[SheetRow]:
    """The rows of a sheet that have a filled cell."""
    try:
        sheet = book.get_sheet_by_name(title)
        first_row, first_column = sheet.start or (0, 0)
        spans = {
            (first[0] + 1, first[1]): last[0] - first[0] + 1
            for first, last in sheet.merged_cell_ranges or []
            if last[0] > first[0]
        }
        del first_row
        values = list(sheet.to_python(skip_empty_area=False))
    except CalamineError as error:
        raise damaged("") from error
    except BaseException as error:
        raise _not_a_panic(error, title) from error
    del first_column
    for line, row in enumerate(values, 1):
        cells: dict[int, str] = {}
        marks: dict[int, Mark] = {}
        for column, value in enumerate(row):
            if value != "":
                cells[column], mark = _cell(value)
                if mark:
                    marks[column] = mark
        if cells:
            covered = {column: spans[line, column] for column in cells if (line, column) in spans}
            yield SheetRow(line, cells, marks, covered, hidden=False)


def _not_a_panic(error: BaseException, name: str) -> BaseException:
    # A panic of the library is no Exception.
    return damaged(name) if type(error).__name__ == "PanicException" else error


def _cell(value: Value) -> tuple[str, Mark | None]:
    if isinstance(value, str):
        return value, None
    if isinstance(value, bool):
        return ("yes" if value else "no"), Mark("boolean", str(value).upper())
    if isinstance(value, (int, float)):
        text = number_text(value)
        return text, Mark("number", text)
    if isinstance(value, datetime):
        text = (
            value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        )
        return text, Mark("date", text)
    if isinstance(value, date):
        return value.isoformat(), Mark("date", value.isoformat())
    seconds = round(value.total_seconds()) if isinstance(value, timedelta) else _seconds(value)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}" + (
        f":{seconds % 60:02}" if seconds % 60 else ""
    )
    return text, Mark("time", text)


def _seconds(value: time) -> int:
    return value.hour * 3600 + value.minute * 60 + value.second + (value.microsecond >= 500_000)
