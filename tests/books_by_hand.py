"""Workbooks made byte by byte: one table of cells as .xlsx, .ods and .xls, in shapes that other programs write."""

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr


class Cell(NamedTuple):
    """A cell: `kind` is text, number, day, hour, percent, fraction, padded, cents, error, formula or true."""

    kind: str
    value: object = ""


class Form(NamedTuple):
    """How the XML of an .xlsx is written: a prefix of names, cells without places, texts shared."""

    prefix: str = ""
    placed: bool = True
    shared: bool = False


Rows = Sequence[tuple[int, Sequence[tuple[int, Cell]]]]
"""(row from 1, [(column from 0, cell)])"""

Merge = tuple[int, int, int]
"""(first row, last row, column)"""

STYLES = ("number", "day", "hour", "percent", "fraction", "padded", "cents")
FORMATS = {"day": 14, "hour": 20, "percent": 9, "fraction": 13, "padded": 164, "cents": 2}
ENDINGS = ("xlsx", "ods", "xls")


def letters(column: int) -> str:
    """A column's letter, from 0."""
    return chr(65 + column)


def write(path: Path, rows: Rows, merges: Sequence[Merge] = (), form: Form = Form()) -> Path:
    """A workbook of one sheet, in the format of its ending."""
    {".xlsx": _xlsx, ".ods": _ods, ".xls": _xls}[path.suffix](path, rows, merges, form)
    return path


def table(lines: Sequence[Sequence[Cell]], left: int = 0, above: int = 0) -> Rows:
    """Lines of cells as rows that begin at a place."""
    return [
        (above + number, [(left + place, cell) for place, cell in enumerate(line)])
        for number, line in enumerate(lines, 1)
    ]


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _xlsx(path: Path, rows: Rows, merges: Sequence[Merge], form: Form) -> None:
    p = f"{form.prefix}:" if form.prefix else ""
    ns = f"xmlns{':' + form.prefix if form.prefix else ''}={quoteattr(MAIN)}"
    texts: list[str] = []
    body = "".join(
        f'<{p}row r="{line}">'
        + "".join(_xlsx_cell(p, line, column, cell, form, texts) for column, cell in cells)
        + f"</{p}row>"
        for line, cells in rows
    )
    merged = "".join(
        f'<{p}mergeCell ref="{letters(c)}{first}:{letters(c)}{last}"/>' for first, last, c in merges
    )
    xfs = "".join(f'<{p}xf numFmtId="{FORMATS.get(style, 0)}"/>' for style in STYLES)
    parts = {
        "xl/workbook.xml": f'<{p}workbook {ns} xmlns:r="{LINKS}"><{p}sheets>'
        f'<{p}sheet name="S" r:id="a"/></{p}sheets></{p}workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        + "".join(
            f'<Relationship Id="{key}" Type="{LINKS}/{kind}" Target="{target}"/>'
            for key, kind, target in (
                ("a", "worksheet", "worksheets/a.xml"),
                ("b", "styles", "styles.xml"),
                ("c", "sharedStrings", "texts.xml"),
            )
        )
        + "</Relationships>",
        "xl/styles.xml": f'<{p}styleSheet {ns}><{p}numFmts><{p}numFmt numFmtId="164" '
        f'formatCode="0000"/></{p}numFmts><{p}cellXfs>{xfs}</{p}cellXfs></{p}styleSheet>',
        "xl/texts.xml": f"<{p}sst {ns}>"
        + "".join(f"<{p}si><{p}t>{escape(text)}</{p}t></{p}si>" for text in texts)
        + f"</{p}sst>",
        "xl/worksheets/a.xml": f"<{p}worksheet {ns}><{p}sheetData>{body}</{p}sheetData>"
        f"{f'<{p}mergeCells>{merged}</{p}mergeCells>' if merged else ''}</{p}worksheet>",
    }
    with zipfile.ZipFile(path, "w") as pack:
        for name, part in parts.items():
            pack.writestr(name, part)


def _xlsx_cell(p: str, line: int, column: int, cell: Cell, form: Form, texts: list[str]) -> str:
    at = f' r="{letters(column)}{line}"' if form.placed else ""
    if cell.kind == "text" and form.shared:
        texts.append(str(cell.value))
        return f'<{p}c{at} t="s"><{p}v>{len(texts) - 1}</{p}v></{p}c>'
    if cell.kind == "text":
        inside = f"<{p}is><{p}t>{escape(str(cell.value))}</{p}t></{p}is>"
        return f'<{p}c{at} t="inlineStr">{inside}</{p}c>'
    if cell.kind == "error":
        return f'<{p}c t="e"{at}><{p}v>{cell.value}</{p}v></{p}c>'
    if cell.kind == "formula":
        return f"<{p}c{at}><{p}f>SUM(Z9)</{p}f></{p}c>"
    if cell.kind == "true":
        return f'<{p}c{at} t="b"><{p}v>1</{p}v></{p}c>'
    return f'<{p}c{at} s="{STYLES.index(cell.kind)}"><{p}v>{cell.value!r}</{p}v></{p}c>'


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


def _ods(path: Path, rows: Rows, merges: Sequence[Merge], form: Form) -> None:
    del form
    spans = {(first, column): last - first + 1 for first, last, column in merges}
    body, next_line = [], 1
    for line, cells in rows:
        if line > next_line:
            body.append(f'<table:table-row table:number-rows-repeated="{line - next_line}"/>')
        inside, next_column = [], 0
        for column, cell in cells:
            if column > next_column:
                gap = column - next_column
                inside.append(f'<table:table-cell table:number-columns-repeated="{gap}"/>')
            inside.append(_ods_cell(cell, spans.get((line, column), 1)))
            next_column = column + 1
        body.append(f"<table:table-row>{''.join(inside)}</table:table-row>")
        next_line = line + 1
    names = " ".join(
        f'xmlns:{short}="{OFFICE}{short}:1.0"' for short in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {names} xmlns:calcext="urn:calcext"><office:body>'
        f'<office:spreadsheet><table:table table:name="S">{"".join(body)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        pack.writestr("content.xml", content)


def _ods_cell(cell: Cell, span: int) -> str:
    at = f' table:number-rows-spanned="{span}"' if span > 1 else ""
    kind, value = cell
    shown = escape(str(value))
    more = {
        "error": ' table:formula="of:=1" office:value-type="string" calcext:value-type="error"',
        "formula": ' table:formula="of:=SUM([.Z9])"',
        "true": ' office:value-type="boolean" office:boolean-value="true"',
        "percent": f' office:value-type="percentage" office:value="{value}"',
        "text": ' office:value-type="string"',
    }.get(kind, f' office:value-type="float" office:value="{value}"')
    if kind == "day":
        shown = _day(value)
        more = f' office:value-type="date" office:date-value="{shown}"'
    elif kind == "hour":
        shown = _clock(value)
        more = f' office:value-type="time" office:time-value="PT{shown[:2]}H{shown[3:]}M00S"'
    elif kind == "percent":
        shown = f"{float(value) * 100:g}%"  # type: ignore[arg-type]
    elif kind == "fraction":
        shown = "1/2"
    elif kind == "padded":
        shown = f"{value:04}"
    elif kind == "cents":
        shown = f"{value:.2f}"
    elif kind == "number":
        shown = f"{value:.15g}"
    elif kind == "true":
        shown = "TRUE"
    inside = "" if kind == "formula" else f"<text:p>{shown}</text:p>"
    return f"<table:table-cell{at}{more}>{inside}</table:table-cell>"


def _day(value: object) -> str:
    from datetime import date, timedelta

    return (date(1899, 12, 30) + timedelta(days=int(str(value)))).isoformat()


def _clock(value: object) -> str:
    minutes = round(float(str(value)) * 1440)
    return f"{minutes // 60:02}:{minutes % 60:02}"


ERRORS = {"#N/A": 0x2A, "#DIV/0!": 0x07, "#REF!": 0x17, "#NAME?": 0x1D, "#VALUE!": 0x0F}
SECTOR = 512
BEGIN, END, FIRST_SHEET = 0x809, 0x0A, 0x85


def _xls(path: Path, rows: Rows, merges: Sequence[Merge], form: Form) -> None:
    texts: dict[str, int] = {}
    cells = b"".join(
        _xls_cell(line - 1, column, cell, texts, form)
        for line, found in rows
        for column, cell in found
    )
    ranges = b"".join(struct.pack("<4H", a - 1, b - 1, c, c) for a, b, c in merges)
    if merges:
        cells += _record(0xE5, struct.pack("<H", len(merges)) + ranges)
    shapes = _record(0x41E, struct.pack("<H", 164) + _unicode("0000", "<H")) + b"".join(
        _record(0xE0, struct.pack("<HH16x", 0, FORMATS.get(style, 0))) for style in STYLES
    )
    shared = _shared(list(texts))
    globals_ = _record(BEGIN, struct.pack("<HH12x", 0x600, 5)) + shapes + shared
    name = struct.pack("<BBB", 0, 0, 1) + b"\0S"
    start = len(globals_) + 4 + 4 + len(name) + 4
    globals_ += _record(FIRST_SHEET, struct.pack("<I", start) + name[:1] + name[1:]) + _record(END)
    sheet = _record(BEGIN, struct.pack("<HH12x", 0x600, 0x10)) + cells + _record(END)
    path.write_bytes(_compound(globals_ + sheet))


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _unicode(text: str, length: str) -> bytes:
    wide = not text.isascii()
    data = text.encode("utf-16-le" if wide else "latin-1")
    return struct.pack(length, len(data) // (2 if wide else 1)) + bytes([wide]) + data


def _shared(texts: list[str]) -> bytes:
    """The shared texts, cut in the middle of a text where a record would be too long."""
    body, made, kind = struct.pack("<II", len(texts), len(texts)), b"", 0xFC
    for text in texts:
        wide = not text.isascii()
        data = text.encode("utf-16-le" if wide else "latin-1")
        body += struct.pack("<HB", len(data) // (2 if wide else 1), wide)
        while data:
            room = (200 - len(body)) // 2 * 2
            if room <= 0:
                made, kind, body = made + _record(kind, body), 0x3C, bytes([wide])
                continue
            body, data = body + data[:room], data[room:]
    return made + _record(kind, body)


def _xls_cell(row: int, column: int, cell: Cell, texts: dict[str, int], form: Form) -> bytes:
    kind, value = cell
    style = STYLES.index(kind) if kind in STYLES else 0
    place = struct.pack("<HHH", row, column, style)
    if kind == "text" and form.shared:
        return _record(0xFD, place + struct.pack("<I", texts.setdefault(str(value), len(texts))))
    if kind == "text":
        return _record(0x204, place + _unicode(str(value), "<H"))
    if kind == "error":
        return _record(0x205, place + bytes([ERRORS[str(value)], 1]))
    if kind == "true":
        return _record(0x205, place + b"\1\0")
    if kind == "formula":
        return _record(0x06, place + struct.pack("<BBHHHHIH", 3, 0, 0, 0, 0xFFFF, 0, 0, 0))
    number = float(str(value))
    if number == int(number) and not form.placed:
        return _record(0x27E, place + struct.pack("<i", int(number) << 2 | 2))
    return _record(0x203, place + struct.pack("<d", number))


def _compound(stream: bytes) -> bytes:
    """A compound file of one stream, padded so that it lies in whole sectors."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    count = len(stream) // SECTOR
    tables = 1
    while (count + 1 + tables) * 4 > tables * SECTOR:
        tables += 1
    chain = [*range(1, count), 0xFFFFFFFE, 0xFFFFFFFE, *[0xFFFFFFFD] * tables]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * SECTOR, b"\xff")
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBB12x36xII4x", len(name) * 2 + 2, kind, 1, first, size)
        for name, kind, first, size in (
            ("Root Entry", 5, 0xFFFFFFFE, 0),
            ("Workbook", 2, 0, len(stream)),
        )
    ).ljust(SECTOR, b"\0")
    listed = [*range(count + 1, count + 1 + tables)]
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, count, 0, 4096,
                      0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)[:-4]
        + struct.pack("<109I", *(listed + [0xFFFFFFFF] * (109 - len(listed))))
    )  # fmt: skip
    return header + stream + entries + table
