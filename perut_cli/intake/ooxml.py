"""Open an .xlsx or .xlsm, whatever program wrote its XML: its sheets, shared texts and formats."""

import re
import zipfile
from collections.abc import Callable
from typing import IO, NamedTuple

from perut_cli.intake.number_format import NumberFormat, format_of
from perut_cli.intake.sheet_row import damaged, parser_of, too_large

BLOCK = 1 << 16
_MOST_TEXT = 200_000_000
"""Characters of all shared texts of a workbook at most."""

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
YES = ("1", "true", "on")

Attributes = dict[str, str]


class WorkbookSheet(NamedTuple):
    """A sheet of the workbook: its title, where its XML lies, whether it is shown."""

    title: str
    path: str
    visible: bool


class Book(NamedTuple):
    """An opened workbook: its sheets, texts and formats. `computed` is False where a program asked
    for its formulas to be computed on opening.
    """

    name: str
    pack: zipfile.ZipFile
    sheets: list[WorkbookSheet]
    texts: list[str]
    formats: list[NumberFormat]
    from_1904: bool
    computed: bool


def open_book(stream: IO[bytes], name: str) -> Book:
    """Read what all sheets share. Raises P015, P018."""
    pack = zipfile.ZipFile(stream)
    files = {path.lower(): path for path in pack.namelist()}
    main = _main_part(pack, files, name)
    folder = main.rpartition("/")[0]
    links = _links(pack, files, main, name)
    sheets: list[WorkbookSheet] = []
    flags = {"date1904": False, "load": False}

    def seen(tag: str, values: Attributes) -> None:
        if tag == "sheet":
            link = next(
                (v for k, v in values.items() if k.rpartition(":")[2] == "id" and ":" in k), ""
            )
            path = _resolved(folder, links.get(link, ("", ""))[1], files)
            kind = links.get(link, ("", ""))[0]
            if path and kind.endswith("/worksheet"):
                sheets.append(
                    WorkbookSheet(
                        values.get("name", ""), path, values.get("state", "visible") == "visible"
                    )
                )
        elif tag == "workbookPr":
            flags["date1904"] = values.get("date1904", "").lower() in YES
        elif tag == "calcPr":
            flags["load"] = values.get("fullCalcOnLoad", "").lower() in YES

    _walk(pack, main, name, seen)
    by_kind = {
        kind.rpartition("/")[2]: _resolved(folder, target, files) for kind, target in links.values()
    }
    texts = _texts(pack, by_kind["sharedStrings"], name) if by_kind.get("sharedStrings") else []
    formats = _formats(pack, by_kind["styles"], name) if by_kind.get("styles") else []
    return Book(name, pack, sheets, texts, formats, flags["date1904"], not flags["load"])


def unescaped(text: str) -> str:
    """A text without the _x000D_ that stands for a sign XML can't hold."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


class _Texts:
    """Gathers the shared texts, without the reading aids of Japanese."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.texts: list[str] = []
        self.pieces: list[str] = []
        self.keeping = self.phonetic = False
        self.size = 0

    def start(self, tag: str, _: Attributes) -> None:
        if tag == "si":
            self.pieces.clear()
        elif tag == "rPh":
            self.phonetic = True
        elif tag == "t":
            self.keeping = not self.phonetic

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "si":
            self.texts.append(unescaped("".join(self.pieces)))
        elif tag == "rPh":
            self.phonetic = False
        elif tag == "t":
            self.keeping = False

    def data(self, text: str) -> None:
        if self.keeping:
            self.pieces.append(text)
            self.size += len(text) + 1
            if self.size > _MOST_TEXT:
                raise too_large(self.name)


def _texts(pack: zipfile.ZipFile, path: str, name: str) -> list[str]:
    reader = _Texts(name)
    _walk(pack, path, name, reader.start, reader.end, reader.data)
    return reader.texts


def _formats(pack: zipfile.ZipFile, path: str, name: str) -> list[NumberFormat]:
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside = [False]

    def start(tag: str, values: Attributes) -> None:
        if tag == "numFmt" and values.get("numFmtId", "").isdecimal():
            codes[int(values["numFmtId"])] = values.get("formatCode", "")
        elif tag == "cellXfs":
            inside[0] = True
        elif tag == "xf" and inside[0]:
            number = values.get("numFmtId", "0")
            styles.append(int(number) if number.isdecimal() else 0)

    def end(tag: str) -> None:
        if tag.rpartition(":")[2] == "cellXfs":
            inside[0] = False

    _walk(pack, path, name, start, end)
    return [format_of(number, codes) for number in styles]


def _main_part(pack: zipfile.ZipFile, files: dict[str, str], name: str) -> str:
    if "_rels/.rels" in files:
        for kind, target in _links(pack, files, "", name).values():
            path = _resolved("", target, files)
            if kind.endswith("/officeDocument") and path:
                return path
    if "xl/workbook.xml" in files:
        return files["xl/workbook.xml"]
    raise damaged(name)


def _links(
    pack: zipfile.ZipFile, files: dict[str, str], part: str, name: str
) -> dict[str, tuple[str, str]]:
    """Kind and target of each relation of a part, by its id."""
    folder, _, last = part.rpartition("/")
    path = files.get(f"{folder}/_rels/{last}.rels".lstrip("/").lower())
    links: dict[str, tuple[str, str]] = {}

    def seen(tag: str, values: Attributes) -> None:
        if tag == "Relationship":
            links[values.get("Id", "")] = values.get("Type", ""), values.get("Target", "")

    if path:
        _walk(pack, path, name, seen)
    return links


def _resolved(folder: str, target: str, files: dict[str, str]) -> str:
    path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
    parts: list[str] = []
    for piece in path.split("/"):
        if piece == ".." and parts:
            parts.pop()
        elif piece not in (".", ".."):
            parts.append(piece)
    return files.get("/".join(parts).lower(), "")


def _walk(
    pack: zipfile.ZipFile,
    path: str,
    name: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = parser_of(name)
    parser.StartElementHandler = lambda tag, values: start(tag.rpartition(":")[2], values)
    if end:
        parser.EndElementHandler = end
    if text:
        parser.CharacterDataHandler = text
    with pack.open(path) as xml:
        while block := xml.read(BLOCK):
            parser.Parse(block, False)
        parser.Parse(b"", True)
