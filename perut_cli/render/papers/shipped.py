"""A shipped template as a Word file."""

from perut_cli.render.papers.kinds import LAYOUTS
from perut_cli.render.papers.layout import A4, F4, Look, paragraph
from perut_cli.render.papers.package import write

_F4_RIGHT, _A4_RIGHT = 1417, 1134
"""The margins at the right: what stands between them is as wide on both papers."""

_MARGINS = 'w:top="1134" w:right="{right}" w:bottom="1134" w:left="1418" w:header="567" w:footer="567" w:gutter="0"'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def template(kind: str, paper: str = "f4") -> bytes:
    """The shipped template of a kind, on F4 or A4."""
    body = "".join(LAYOUTS[kind]())
    (width, height), right = (A4, _A4_RIGHT) if paper == "a4" else (F4, _F4_RIGHT)
    size = f'<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar {_MARGINS.format(right=right)}/>'
    footer = '<w:footerReference w:type="default" r:id="rId2"/>'
    document = (
        f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}{paragraph("", Look(size=2))}'
        f"<w:sectPr>{footer}{size}</w:sectPr></w:body></w:document>"
    )
    foot = paragraph("perut {?history_head}", Look("right", size=14))
    return write(
        {
            "[Content_Types].xml": _TYPES.encode(),
            "_rels/.rels": _RELATIONS.encode(),
            "word/document.xml": document.encode(),
            "word/_rels/document.xml.rels": _OF_DOCUMENT.encode(),
            "word/styles.xml": _STYLES.encode(),
            "word/footer1.xml": f'{_HEAD}<w:ftr xmlns:w="{_W}">{foot}</w:ftr>'.encode(),
        }
    )


_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_KIND}.footer+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_OF_DOCUMENT = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_R}/footer" Target="footer1.xml"/></Relationships>'
)
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
    '<w:lang w:val="id-ID"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>'
)
