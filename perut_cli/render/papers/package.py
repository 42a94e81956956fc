"""A Word file as its parts: opened only if it holds nothing that could run or reach outside."""

import io
import re
import zipfile
from collections.abc import Mapping
from xml.dom import minidom
from xml.parsers import expat

from perut_cli.core.errors import Invalid
from perut_cli.core.text import T, Text

BODY = "word/document.xml"
FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
"""The parts in which words are filled in."""

LARGEST = 20 << 20
"""Bytes of a template unpacked, at most."""

_PARTS_AT_MOST = 500
_DEEPEST, _MOST_ELEMENTS = 200, 300_000
_PICTURES_AND_FONTS = (
    "png", "jpg", "jpeg", "jfif", "gif", "bmp", "tif", "tiff", "emf", "wmf", "svg", "webp", "ttf",
    "otf", "odttf",
)  # fmt: skip
_SIGNATURE = b"PK\x03\x04"
_RUNNING = re.compile(r"vbaProject|vbaData|activeX|embeddings/|\.bin$|macros?/", re.IGNORECASE)
_RUNNING_TYPES = re.compile(rb"macroEnabled|vbaProject|activeX|oleObject", re.IGNORECASE)
_FIELDS = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|MACROBUTTON|DATABASE|RD)\b",
    re.IGNORECASE,
)
_HYPERLINK = "/hyperlink"


def refused(why: T, name: str = "") -> Invalid:
    """A template that isn't used."""
    return Invalid(
        "P332",
        T("{name}: {why}", "{name}: {why}").format(
            name=name or T("the template", "templat"), why=why
        ),
        T(
            "save it again in Word as a plain .docx, without macros and linked content",
            "simpan ulang di Word sebagai .docx biasa, tanpa makro dan isi yang ditautkan",
        ),
    )


def read(data: bytes, name: str = "") -> dict[str, bytes]:
    """The parts of a Word file by name. Raises Invalid P332 for what isn't one, or isn't safe."""
    if not data.startswith(_SIGNATURE):
        raise refused(T("it is no .docx file", "bukan berkas .docx"), name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _unpacked(archive, name)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise refused(T("the file is damaged", "berkasnya rusak"), name) from error
    except ValueError as error:
        raise refused(T("the file is damaged", "berkasnya rusak"), name) from error
    if BODY not in parts:
        raise refused(T("it holds no Word document", "tidak berisi dokumen Word"), name)
    _proved(parts, name)
    return parts


def _unpacked(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        raise refused(T("two parts have one name", "dua bagian bernama sama"), name)
    if any(part.startswith(("/", "\\")) or ".." in part.split("/") for part in names):
        raise refused(T("a part lies outside of it", "ada bagian di luar berkas"), name)
    if len(entries) > _PARTS_AT_MOST or sum(entry.file_size for entry in entries) > LARGEST:
        raise _too_large(name)
    parts, room = {}, LARGEST
    for entry in entries:
        with archive.open(entry) as part:
            # The size in the directory may lie.
            parts[entry.filename] = part.read(room + 1)
        room -= len(parts[entry.filename])
        if room < 0:
            raise _too_large(name)
    return parts


def _too_large(name: str) -> Invalid:
    return refused(T("it is too large unpacked", "terlalu besar bila dibuka"), name)


def _proved(parts: Mapping[str, bytes], name: str) -> None:
    """Raise for macros, document types, anything that reaches outside but hyperlinks."""
    for part, data in parts.items():
        if _RUNNING.search(part):
            raise refused(
                T(
                    "it holds something that could run: {part}",
                    "berisi sesuatu yang bisa berjalan: {part}",
                ).format(part=part),
                name,
            )
        ending = part.lower().rpartition(".")[2]
        if ending in _PICTURES_AND_FONTS:
            continue
        if ending not in ("xml", "rels"):
            raise refused(
                T("it holds {part}", "berisi {part}").format(part=part),
                name,
            )
        if part.lower() == "[content_types].xml" and _RUNNING_TYPES.search(data):
            raise refused(T("it holds macros", "berisi makro"), name)
        tree = parsed(data, part, name)
        if part == BODY and getattr(tree.documentElement, "tagName", "") != "w:document":
            raise refused(
                T("its text is not written as Word does", "teksnya tidak ditulis seperti Word"),
                name,
            )
        if ending == "rels":
            _inside(tree, name)
        if any(map(_FIELDS.search, _instructions(tree))):
            raise refused(
                T(
                    "a field in it fetches or runs something",
                    "ada bidang yang mengambil atau menjalankan sesuatu",
                ),
                name,
            )
        tree.unlink()


def _instructions(tree: minidom.Document) -> list[str]:
    spoken = [
        "".join(child.data for child in node.childNodes if child.nodeType == child.TEXT_NODE)
        for node in tree.getElementsByTagNameNS("*", "instrText")
    ]
    simple = [
        attribute.value
        for node in tree.getElementsByTagNameNS("*", "fldSimple")
        for attribute in node.attributes.values()
    ]
    return ["".join(spoken), *simple]


def _inside(tree: minidom.Document, name: str) -> None:
    for link in tree.getElementsByTagNameNS("*", "Relationship"):
        outside = link.getAttribute("TargetMode").lower() == "external"
        if outside and not link.getAttribute("Type").endswith(_HYPERLINK):
            raise refused(
                T("it fetches {target} from outside", "mengambil {target} dari luar").format(
                    target=link.getAttribute("Target")[:80]
                ),
                name,
            )


def parsed(data: bytes, part: Text, name: str = "") -> minidom.Document:
    """A part as its tree. Raises Invalid P332 for a document type, what is no XML, or too deep."""
    try:
        _looked_through(data, part, name)
        return minidom.parseString(data)  # noqa: S318 - no document type, so no entity, gets here
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise refused(T("{part} is damaged", "{part} rusak").format(part=part), name) from error


def _looked_through(data: bytes, part: Text, name: str) -> None:
    """Raise for a document type in any encoding, and for more elements, or deeper,
    than any letter.
    """
    seen, depth = 0, 0

    def no_type(*_: object) -> None:
        raise refused(T("a DOCTYPE is not allowed", "DOCTYPE tidak diperbolehkan"), name)

    def begun(*_: object) -> None:
        nonlocal seen, depth
        seen, depth = seen + 1, depth + 1
        if depth > _DEEPEST or seen > _MOST_ELEMENTS:
            raise refused(T("{part} is too large", "{part} terlalu besar").format(part=part), name)

    def ended(_: object) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = no_type
    parser.StartElementHandler, parser.EndElementHandler = begun, ended
    parser.Parse(data, True)


def write(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a file: the same parts, the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            entry = zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 0
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()
