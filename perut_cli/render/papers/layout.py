"""Paragraphs and tables of the shipped templates, laid out by rules: grid widths set, rows that no
page break parts, heading rows that come again.
"""

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

F4, A4 = (12189, 18709), (11906, 16838)
"""Width and height in twentieths of a point."""

WIDTH = A4[0] - 1134 - 1418
"""What fits between the margins on the narrower paper."""


class Look(NamedTuple):
    """How a paragraph looks: alignment, half-points, space before and after, indents. `keep` holds
    it to what follows; in a row or paragraph that repeats, the last two lines of the list.
    """

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
    new_page: bool = False


PLAIN = Look()
BODY = Look("both", after=100)
CELL = Look(size=20, before=20, after=20)
HEADING = Look(bold=True, before=160, after=60, keep=True)

_CENTRED = (
    "no", "rank", "severity", "sessions", "villages", "baseline", "latest", "gain", "value",
    "target", "reached", "finding_total", "repeat_total", "open_actions", "overdue_actions",
    "days_overdue", "days_late", "due", "finding_date", "session_date", "last_session", "repeats",
    "period_text",
)  # fmt: skip
"""Words of lists that stand in the middle of their cells: numbers, days and short choices."""


class PaperColumn(NamedTuple):
    """A column of a table: heading, what stands in each cell, its share of the width."""

    title: str
    text: str
    share: int


def columns(*told: tuple[str, str, int]) -> tuple[PaperColumn, ...]:
    """Columns of a list."""
    return tuple(PaperColumn(*one) for one in told)


def paragraph(text: str, look: Look = PLAIN, tabs: Sequence[int] = ()) -> str:
    """One paragraph; a tab in the text goes to the next of `tabs`."""
    properties = "<w:keepNext/>" * look.keep + "<w:pageBreakBefore/>" * look.new_page
    if look.box:
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="6" w:space="4" w:color="808080"/>'
            for side in ("top", "left", "bottom", "right")
        )
        properties += f"<w:pBdr>{sides}</w:pBdr>"
    if tabs:
        stops = "".join(f'<w:tab w:val="left" w:pos="{stop}"/>' for stop in tabs)
        properties += f"<w:tabs>{stops}</w:tabs>"
    properties += (
        f'<w:spacing w:before="{look.before}" w:after="{look.after}" w:line="240" '
        'w:lineRule="auto"/>'
    )
    if look.left or look.hanging or look.first:
        more = f' w:hanging="{look.hanging}"' if look.hanging else f' w:firstLine="{look.first}"'
        right = f' w:right="{look.left}"' if look.box else ""
        properties += f'<w:ind w:left="{look.left}"{right}{more}/>'
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


def table(listed: Sequence[PaperColumn], look: Look = CELL, *, keep: bool = False) -> str:
    """A table of a list. `keep` holds its last two rows to what follows."""
    shares = sum(column.share for column in listed)
    widths = [WIDTH * column.share // shares for column in listed]
    head = [
        (column.title, look._replace(bold=True, align="center", keep=True)) for column in listed
    ]
    body = [(column.text, look._replace(align=_align(column.text), keep=keep)) for column in listed]
    return grid(
        widths,
        [row(head, widths, heading=True), row(body, widths)],
        border=True,
    )


def after_a_table(*, keep: bool = False) -> str:
    """The paragraph that must follow a table; hidden, so that it makes no page of its own."""
    return (
        f'<w:p><w:pPr>{"<w:keepNext/>" * keep}<w:spacing w:before="0" w:after="0" w:line="20" '
        'w:lineRule="exact"/><w:rPr><w:vanish/><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    )


def _align(text: str) -> str:
    word = text.rpartition(".")[2].rstrip("}").removesuffix("_long")
    return "center" if word in _CENTRED else "left"


def row(cells: Sequence[tuple[str, Look]], widths: Sequence[int], *, heading: bool = False) -> str:
    """A row that no page break parts; a heading without a text belongs to the one before it."""
    properties = "<w:cantSplit/>" + "<w:tblHeader/>" * heading
    upright = "center" if heading else "top"
    drawn = ""
    for number, ((text, look), width) in enumerate(zip(cells, widths, strict=True)):
        if heading and not text:
            continue
        span = 1
        while heading and number + span < len(cells) and not cells[number + span][0]:
            span += 1
        wide = sum(widths[number : number + span]) if span > 1 else width
        drawn += cell(paragraph(text, look), wide, span, upright)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{drawn}</w:tr>"


def cell(content: str, width: int, span: int = 1, upright: str = "top") -> str:
    """A cell of paragraphs, over so many columns."""
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}'
        f'<w:vAlign w:val="{upright}"/></w:tcPr>{content}</w:tc>'
    )


def grid(widths: Sequence[int], rows: Sequence[str], *, border: bool) -> str:
    """A table of ready rows with its widths set."""
    line = "single" if border else "nil"
    sides = "".join(
        f'<w:{side} w:val="{line}" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = (
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
        "</w:tblCellMar>"
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"<w:tblBorders>{sides}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/>{margins}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )
