"""A row of a worksheet as its cells are seen,
and what a spreadsheet knows of a cell beside that.
"""

import re
from typing import NamedTuple
from xml.parsers import expat

from perut_cli.core.errors import Invalid
from perut_cli.core.text import T
from perut_cli.intake.source import Mark

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


class SheetRow(NamedTuple):
    """A row: its number, its filled cells by column (from 0), their marks, how many rows a merged
    cell covers, and whether it is hidden.
    """

    line: int
    cells: dict[int, str]
    marks: dict[int, Mark]
    spans: dict[int, int]
    hidden: bool


def place_of(text: str, name: str) -> tuple[int, int]:
    """Row and column from 1 of a place such as B12. Raises P015 for one that no spreadsheet has."""
    match = _PLACE.fullmatch(text)
    if match:
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - 64
        if 0 < int(match[2]) <= LAST_ROW and column <= LAST_COLUMN:
            return int(match[2]), column
    raise damaged(
        name, T("there is no cell {place}", "tidak ada sel {place}").format(place=text[:40])
    )


def damaged(name: str, why: T | None = None) -> Invalid:
    """The error for a workbook that can't be read."""
    reason = T("{name} is damaged or no workbook", "{name} rusak atau bukan buku kerja").format(
        name=name
    )
    if why is not None:
        reason = T("{reason}: {why}", "{reason}: {why}").format(reason=reason, why=why)
    hint = T(
        "open it in Excel and save it as .xlsx again, or as CSV UTF-8",
        "buka di Excel lalu simpan lagi sebagai .xlsx, atau sebagai CSV UTF-8",
    )
    return Invalid("P015", reason, hint, source=name)


def too_large(name: str) -> Invalid:
    """The error for a workbook beyond every limit."""
    return Invalid(
        "P018",
        T("the workbook is too large", "buku kerja terlalu besar"),
        T(
            "save the sheet as CSV UTF-8 and import that",
            "simpan lembarnya sebagai CSV UTF-8 lalu impor itu",
        ),
        source=name,
    )


def parser_of(name: str) -> expat.XMLParserType:
    """An XML parser that takes no document type, so that nothing in a workbook can be expanded."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise damaged(name, T("a document type", "ada deklarasi jenis dokumen"))

    parser.StartDoctypeDeclHandler = refuse
    return parser
