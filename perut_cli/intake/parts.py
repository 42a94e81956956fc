"""What the workbook library hides: how large a workbook unpacks, how far a sheet reaches, where it
holds an error.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import fromstring

from perut_cli.core.errors import Invalid, Problem
from perut_cli.core.text import T

MAX_UNPACKED = 2 << 30
MAX_CELLS = 50_000_000
_MOST_ERRORS = 1_000
_BLOCK = 1 << 20
_ZIP = b"PK\x03\x04"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REACH = re.compile(rb'<dimension ref="[A-Z]+[0-9]+:([A-Z]+)([0-9]+)"')
_ERROR = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"[^>]*? t="e"[^>]*>(?:<f[^>]*?(?:/>|>[^<]*</f>))?<v>([^<]*)</v>'
)


def check_size(data: bytes, name: str) -> None:
    """Raise P018 for a workbook that unpacks beyond 2 GB."""
    if data.startswith(_ZIP):
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            size = sum(part.file_size for part in pack.infolist())
        if size > MAX_UNPACKED:
            hint = T(
                "save the sheet as CSV UTF-8 and import that",
                "simpan lembarnya sebagai CSV UTF-8 lalu impor itu",
            )
            raise Invalid(
                "P018",
                T("the workbook is too large", "buku kerja terlalu besar"),
                hint,
                source=name,
            )


def check_reach(data: bytes, sheet: str, name: str) -> None:
    """Raise P016 for a sheet with a cell so far off that the table would be mostly empty."""
    reach = _REACH.search(next(_xml(data, sheet), b""))
    if reach and column_number(reach[1].decode()) * int(reach[2]) > MAX_CELLS:
        last = (reach[1] + reach[2]).decode()
        reason = T("sheet {sheet} reaches to cell {last}", "lembar {sheet} sampai ke sel {last}")
        hint = T(
            "press Ctrl+End in Excel and delete the empty rows and columns up to there",
            "tekan Ctrl+End di Excel lalu hapus baris dan kolom kosong sampai ke sana",
        )
        raise Invalid("P016", reason.format(sheet=sheet, last=last), hint, source=name)


def errors(data: bytes, sheet: str) -> Iterator[Problem]:
    """The cells of a sheet that hold an error such as #N/A, which the library reads as empty."""
    rest, count = b"", 0
    for block in _xml(data, sheet):
        rest += block
        if b' t="e"' in rest:
            found = [_problem(cell) for cell in _ERROR.finditer(rest)]
            count += len(found)
            yield from found
        rest = rest[max(rest.rfind(b"<c r="), len(rest) - _BLOCK, 0) :]
        if count > _MOST_ERRORS:
            return


def column_number(letters: str) -> int:
    """The number of a column, A being 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _problem(cell: re.Match[bytes]) -> Problem:
    value = cell[3].decode("utf-8", "replace")
    reason = T("the cell holds the error {value}", "sel berisi galat {value}").format(value=value)
    hint = T(
        "mend its formula in the workbook, or delete it",
        "perbaiki rumusnya di buku kerja, atau hapus",
    )
    return Problem(int(cell[2]), "", "P015", reason, value, column_number(cell[1].decode()), hint)


def _xml(data: bytes, sheet: str) -> Iterator[bytes]:
    # Blocks of the XML of one sheet of an .xlsx; nothing for other formats.
    if not data.startswith(_ZIP):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        part = _part(pack, sheet)
        if part:
            with pack.open(part) as xml:
                while block := xml.read(_BLOCK):
                    yield block


def _part(pack: zipfile.ZipFile, sheet: str) -> str:
    names = set(pack.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return ""
    book = fromstring(pack.read("xl/workbook.xml"))
    relations = fromstring(pack.read("xl/_rels/workbook.xml.rels"))
    links = {link.get("Id"): link.get("Target", "") for link in relations}
    link = next((item.get(_LINK) for item in book.iter(_SHEET) if item.get("name") == sheet), None)
    target = links.get(link, "")
    part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return part if part in names else ""
