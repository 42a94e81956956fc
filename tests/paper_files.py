"""Word files made and read by tests of papers."""

import csv
import io
import zipfile
from xml.dom import minidom
from xml.sax.saxutils import escape

from perut_cli.render.papers import package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraphs(*runs_of: list[str]) -> str:
    """Paragraphs of runs."""
    return "".join(
        "<w:p>" + "".join(f"<w:r><w:t>{escape(run)}</w:t></w:r>" for run in runs) + "</w:p>"
        for runs in runs_of
    )


def document(body: str) -> dict[str, bytes]:
    """A Word file's one part."""
    text = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return {package.BODY: text.encode()}


def said(parts: dict[str, bytes]) -> list[str]:
    """The paragraphs of a Word file."""
    tree = minidom.parseString(parts[package.BODY])  # noqa: S318 - made by the test
    return [
        "".join(
            text.firstChild.data if text.firstChild else ""
            for text in one.getElementsByTagName("w:t")
        )
        for one in tree.getElementsByTagName("w:p")
    ]


def text_of(path) -> str:
    """All text of a .docx."""
    return "\n".join(said(package.read(path.read_bytes())))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()
