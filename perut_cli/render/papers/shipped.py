"""A shipped template as a Word file."""

from perut_cli.core.paper_kinds import KINDS
from perut_cli.render.papers.kinds import FRAMED, layout
from perut_cli.render.papers.layout import A4, F4, Look, after_a_table, paragraph
from perut_cli.render.papers.package import write

_F4_RIGHT, _A4_RIGHT = 1417, 1134
"""The margins at the right: what stands between them is as wide on both papers."""

_MARGINS = (
    'w:top="1134" w:right="{right}" w:bottom="1134" w:left="1418" w:header="567" '
    'w:footer="{footer}" w:gutter="0"'
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def template(kind: str, paper: str = "f4", to: str = "") -> bytes:
    """The shipped template of a kind, on F4 or A4, to whom it goes."""
    body = "".join(layout(kind, to))
    after = after_a_table() if body.endswith("</w:tbl>") else ""
    (width, height), right = (A4, _A4_RIGHT) if paper == "a4" else (F4, _F4_RIGHT)
    footer_at = 850 if kind in FRAMED else 567
    size = (
        f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        f"<w:pgMar {_MARGINS.format(right=right, footer=footer_at)}/>"
    )
    footer = '<w:footerReference w:type="default" r:id="rId2"/>'
    frame = _FRAME if kind in FRAMED else ""
    document = (
        f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}'
        f"{after}<w:sectPr>{footer}{size}{frame}</w:sectPr></w:body></w:document>"
    )
    return write(
        {
            "[Content_Types].xml": _TYPES.encode(),
            "_rels/.rels": _RELATIONS.encode(),
            "word/document.xml": document.encode(),
            "word/_rels/document.xml.rels": _OF_DOCUMENT.encode(),
            "word/styles.xml": _STYLES.encode(),
            "word/settings.xml": _SETTINGS.encode(),
            "word/footer1.xml": f'{_HEAD}<w:ftr xmlns:w="{_W}">{_foot(kind)}</w:ftr>'.encode(),
        }
    )


def _foot(kind: str) -> str:
    """The head of the history; in papers of many pages their numbers before it."""
    head = paragraph("perut {?history_head}", Look("right", size=14))
    if KINDS[kind].pages < _MANY_PAGES:
        return head
    small = '<w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>'
    text = f'<w:r>{small}<w:t xml:space="preserve">{{}}</w:t></w:r>'
    field = f'<w:fldSimple w:instr="{{}}"><w:r>{small}<w:t>1</w:t></w:r></w:fldSimple>'
    return (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
        f"{text.format('Halaman ')}{field.format('PAGE')}{text.format(' dari ')}"
        f"{field.format('NUMPAGES')}</w:p>{head}"
    )


_MANY_PAGES = 3
_FRAME = '<w:pgBorders w:offsetFrom="page">{}</w:pgBorders>'.format(
    "".join(
        f'<w:{side} w:val="thinThickSmallGap" w:sz="24" w:space="24" w:color="1F3864"/>'
        for side in ("top", "left", "bottom", "right")
    )
)
_SETTINGS = (
    f'{_HEAD}<w:settings xmlns:w="{_W}"><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
"""Without it Word opens the file in the mode of 2007, its tables wider than the text."""

_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_KIND}.settings+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_KIND}.footer+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_OF_DOCUMENT = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_R}/footer" Target="footer1.xml"/>'
    f'<Relationship Id="rId3" Type="{_R}/settings" Target="settings.xml"/></Relationships>'
)
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/>'
    '<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="id-ID"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style></w:styles>'
)
