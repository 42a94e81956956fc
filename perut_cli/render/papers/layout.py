"""Paragraphs, tables, letterheads and signatures of the shipped templates, laid out by rules: grid
widths set, signatures in one table that stays together.
"""

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

F4, A4 = (12189, 18709), (11906, 16838)
"""Width and height in twentieths of a point."""

WIDTH = A4[0] - 1134 - 1418
"""What fits between the margins on the narrower paper."""


class Look(NamedTuple):
    """How a paragraph looks: alignment, half-points, space before and after, indents."""

    align: str = "left"
    size: int = 24
    bold: bool = False
    underline: bool = False
    before: int = 0
    after: int = 0
    left: int = 0
    hanging: int = 0
    first: int = 0
    keep: bool = False
    box: bool = False
    line: int = 240


PLAIN = Look()
BODY = Look("both", after=100)
CELL = Look(size=20)
HEADING = Look(bold=True, before=160, after=60, keep=True)


def paragraph(text: str, look: Look = PLAIN, tabs: Sequence[int] = ()) -> str:
    """One paragraph; a tab in the text goes to the next of `tabs`."""
    properties = "<w:keepNext/>" if look.keep else ""
    if look.box:
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="6" w:space="4" w:color="808080"/>'
            for side in ("top", "left", "bottom", "right")
        )
        properties += f"<w:pBdr>{sides}</w:pBdr>"
    if tabs:
        stops = "".join(f'<w:tab w:val="left" w:pos="{stop}"/>' for stop in tabs)
        properties += f"<w:tabs>{stops}</w:tabs>"
    properties += f'<w:spacing w:before="{look.before}" w:after="{look.after}" w:line="{look.line}" w:lineRule="auto"/>'
    if look.left or look.hanging or look.first:
        more = f' w:hanging="{look.hanging}"' if look.hanging else f' w:firstLine="{look.first}"'
        properties += f'<w:ind w:left="{look.left}"{more}/>'
    properties += f'<w:jc w:val="{look.align}"/>'
    if not text:
        # An empty paragraph is as high as its mark.
        mark = f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>'
        properties += f"<w:rPr>{mark}</w:rPr>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{_runs(text, look)}</w:p>"


def _runs(text: str, look: Look) -> str:
    style = "<w:b/>" * look.bold + f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>'
    style += '<w:u w:val="single"/>' * look.underline
    runs = []
    for place, piece in enumerate(text.split("\t")):
        tab = "<w:tab/>" if place else ""
        said = f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else ""
        runs.append(f"<w:r><w:rPr>{style}</w:rPr>{tab}{said}</w:r>")
    return "".join(runs)


def table(columns: Sequence[tuple[str, str, int]], look: Look = CELL) -> str:
    """A table of a list: heading, the word of each cell, and its share of the width."""
    shares = sum(share for _, _, share in columns)
    widths = [WIDTH * share // shares for _, _, share in columns]
    head = [(title, look._replace(bold=True, align="center")) for title, _, _ in columns]
    body = [
        (text, look._replace(align="center" if text.endswith((".no}", ".rank}")) else "left"))
        for _, text, _ in columns
    ]
    return _grid(widths, [_row(head, widths, heading=True), _row(body, widths)], border=True)


def _row(cells: Sequence[tuple[str, Look]], widths: Sequence[int], *, heading: bool = False) -> str:
    """A row that no page break parts; a heading without a text belongs to the one before it."""
    properties = "<w:cantSplit/>" + "<w:tblHeader/>" * heading
    upright = "center" if heading else "top"
    made = ""
    for place, ((text, look), width) in enumerate(zip(cells, widths, strict=True)):
        if heading and not text:
            continue
        span = 1
        while heading and place + span < len(cells) and not cells[place + span][0]:
            span += 1
        wide = sum(widths[place : place + span]) if span > 1 else width
        merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        made += (
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{merged}'
            f'<w:vAlign w:val="{upright}"/></w:tcPr>{paragraph(text, look)}</w:tc>'
        )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def _grid(widths: Sequence[int], rows: Sequence[str], *, border: bool) -> str:
    line = "single" if border else "nil"
    sides = "".join(
        f'<w:{side} w:val="{line}" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{margins}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def signatures(*blocks: Sequence[str]) -> str:
    """Signatures side by side in one row that no page break parts; what stands before keeps to it."""
    width = WIDTH // max(2, len(blocks))
    placed = [[], *blocks] if len(blocks) == 1 else list(blocks)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        + ("".join(_signed(line) for line in block) or paragraph(""))
        + "</w:tc>"
        for block in placed
    )
    row = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
    return paragraph("", Look(size=12, keep=True)) + _grid(
        [width] * len(placed), [row], border=False
    )


def _signed(line: str) -> str:
    look = Look("center", keep=True)
    if line == "{?signature_box}":
        return paragraph(line, look._replace(box=True, left=600))
    if line.startswith("**"):
        return paragraph(line[2:], look._replace(bold=True, underline=True))
    return paragraph(line, look)


HEAD_SIGNS = (
    "{signature_place}, {document_date_long}",
    "{signer_title},",
    "{?signature_space}",
    "{?signature_box}",
    "**{head_name}",
    "NIP {?head_nip}",
)
KNOWN_SIGNS = (
    "Mengetahui,",
    "{signer_title},",
    "{?signature_space}",
    "{?signature_box}",
    "**{head_name}",
    "NIP {?head_nip}",
)
OFFICER_SIGNS = (
    "{signature_place}, {document_date_long}",
    "{leader_position},",
    "{?signature_space}",
    "{?signature_box}",
    "**{leader_name}",
    "NIP {?leader_nip}",
)
VILLAGE_SIGNS = (
    "",
    "{village_head_title} {village_name},",
    "{?signature_space}",
    "{?signature_box}",
    "**{village_head_name}",
)


def letterhead() -> str:
    """Up to four lines over a double line."""
    sizes = (28, 32, 20, 20)
    lines = [
        paragraph(f"{{?letterhead_{n}}}", Look("center", size=size, bold=n < 3))
        for n, size in enumerate(sizes, 1)
    ]
    rule = '<w:p><w:pPr><w:pBdr><w:bottom w:val="thinThickSmallGap" w:sz="18" w:space="1" w:color="000000"/></w:pBdr><w:spacing w:before="0" w:after="120"/><w:rPr><w:sz w:val="8"/></w:rPr></w:pPr></w:p>'
    return "".join(lines) + rule


def titled(title: str) -> list[str]:
    """The shape with a centred title and number."""
    return [
        letterhead(),
        paragraph(title, Look("center", bold=True, underline=True, keep=True)),
        paragraph("NOMOR {?document_number}", Look("center", after=200)),
    ]


def letter(nature: str) -> list[str]:
    """The shape of correspondence: date right, Nomor, Sifat, Lampiran, Hal, Yth."""
    stops = (1300, 1480)
    about = Look(left=1480, hanging=1480)
    return [
        letterhead(),
        paragraph("{signature_place}, {document_date_long}", Look("right", after=120)),
        paragraph("Nomor\t:\t{document_number}", about, stops),
        paragraph(f"Sifat\t:\t{nature}", about, stops),
        paragraph("Lampiran\t:\t{attachments}", about, stops),
        paragraph("Hal\t:\t{subject}", about._replace(after=160), stops),
        paragraph("Yth. {recipient}", Look()),
        paragraph("di Tempat", Look(after=160)),
    ]


def copies() -> list[str]:
    """Who gets copies, left out where there is nobody."""
    return [
        paragraph("{?copies_title}", Look(size=20, before=160, keep=True)),
        paragraph("{copies.no}. {copies.text}", Look(size=20, left=360, hanging=360)),
    ]


def facts(*pairs: tuple[str, str]) -> list[str]:
    """Labels and what they say, one a line."""
    stops = (2400, 2580)
    look = Look(left=2580, hanging=2580, after=40)
    return [paragraph(f"{label}\t:\t{text}", look, stops) for label, text in pairs]


def numbered(text: str, after: int = 40, *, keep: bool = False) -> str:
    """A line with its number hanging."""
    look = Look("both", left=425, hanging=425, after=after, keep=keep)
    return paragraph(text, look, (425,))
