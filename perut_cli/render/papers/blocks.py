"""What papers are put together of: letterhead, the two shapes, facts, signatures,
copies, annexes.
"""

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from perut_cli.render.papers.layout import (
    CELL,
    WIDTH,
    Look,
    PaperColumn,
    after_a_table,
    cell,
    grid,
    paragraph,
    table,
)


class Signature(NamedTuple):
    """A signature: the lines above the post, the post, the name, the NIP; blank for none."""

    above: tuple[str, ...]
    title: str
    name: str
    nip: str = ""


_DATED = "{signature_place}, {document_date_long}"
HEAD_SIGNS = Signature((_DATED,), "{signer_title},", "{head_name}", "NIP {?head_nip}")
HEAD_SIGNS_A_LETTER = HEAD_SIGNS._replace(above=())
HEAD_KNOWS = HEAD_SIGNS._replace(above=("Mengetahui,",))
OFFICER_SIGNS = Signature((_DATED,), "{leader_position},", "{leader_name}", "NIP {?leader_nip}")
VILLAGE_SIGNS = Signature((), "{village_head_title} {village_name},", "{village_head_name}")


def signatures(*side_by_side: Signature, below: Signature | None = None, keep: bool = False) -> str:
    """Signatures in one table that stays together: posts, names and NIP each in a row, so that they
    stand level; what is before the table keeps to it, and with `keep` it to what follows. A single
    one stands at the right.
    """
    half = WIDTH // 2
    placed: list[Signature | None] = (
        [None, *side_by_side] if len(side_by_side) == 1 else [*side_by_side]
    )
    rows = _signed(placed, half, 1)
    if below:
        rows += [_level([paragraph("", Look(keep=True))], half * 2, 2)]
        rows += _signed([below], half * 2, 2)
    signed = grid([half, half], rows, border=False)
    return paragraph("", Look(size=12, keep=True)) + signed + after_a_table(keep=keep)


def _signed(signs: Sequence[Signature | None], width: int, span: int) -> list[str]:
    middle = Look("center", keep=True)
    box = middle._replace(box=True, left=(width - WIDTH * 3 // 10) // 2)
    name = middle._replace(bold=True, underline=True)

    def level(text: Sequence[str], look: Look) -> str:
        return _level([paragraph(sign_shown, look) for sign_shown in text], width, span)

    known = [sign or Signature((), "", "") for sign in signs]
    above = zip_longest(*(sign_shown.above[::-1] for sign_shown in known), fillvalue="")
    rooms = [
        paragraph("{?signature_space}", middle) + paragraph("{?signature_box}", box)
        if sign
        else paragraph("", middle)
        for sign in signs
    ]
    return [
        *(level(texts, middle) for texts in reversed(list(above))),
        level([sign_shown.title for sign_shown in known], middle),
        _level(rooms, width, span),
        level([sign_shown.name for sign_shown in known], name),
        level([sign_shown.nip for sign_shown in known], middle),
    ]


def _level(contents: Sequence[str], width: int, span: int) -> str:
    made = "".join(cell(content, width, span) for content in contents)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{made}</w:tr>"


def letterhead() -> str:
    """Up to four lines over a double line."""
    sizes = (28, 32, 20, 20)
    lines = [
        paragraph(f"{{?letterhead_{n}}}", Look("center", size=size, bold=n < 3))
        for n, size in enumerate(sizes, 1)
    ]
    rule = (
        '<w:p><w:pPr><w:pBdr><w:bottom w:val="thinThickSmallGap" w:sz="18" w:space="1" '
        'w:color="000000"/></w:pBdr><w:spacing w:before="0" w:after="120"/>'
        '<w:rPr><w:sz w:val="8"/></w:rPr></w:pPr></w:p>'
    )
    return "".join(lines) + rule


def titled(title: str) -> list[str]:
    """The shape with a centred title and number."""
    return [
        letterhead(),
        paragraph(title, Look("center", bold=True, underline=True, before=60, keep=True)),
        paragraph("NOMOR {?document_number}", Look("center", after=200)),
    ]


def letter(nature: str) -> list[str]:
    """The shape of correspondence: date right, Nomor, Sifat, Lampiran, Hal, Yth."""
    stops = (1300, 1480)
    about = Look(left=1480, hanging=1480)
    return [
        letterhead(),
        paragraph(_DATED, Look("right", after=120)),
        paragraph("Nomor\t:\t{document_number}", about, stops),
        paragraph(f"Sifat\t:\t{nature}", about, stops),
        paragraph("Lampiran\t:\t{attachments}", about, stops),
        paragraph("Hal\t:\t{subject}", about._replace(after=160), stops),
        paragraph("Yth. {recipient}", Look(left=480, hanging=480)),
        paragraph("di Tempat", Look(after=160)),
    ]


def copies() -> list[str]:
    """Who gets copies, left out where there is nobody."""
    return [
        paragraph("{?copies_title}", Look(size=20, before=160, keep=True)),
        paragraph("{copies.no}.\t{copies.text}", Look(size=20, left=360, hanging=360), (360,)),
    ]


def facts(*pairs: tuple[str, str]) -> list[str]:
    """Labels and what they say, one a line."""
    stops = (2400, 2580)
    look = Look(left=2580, hanging=2580, after=40)
    return [paragraph(f"{label}\t:\t{text}", look, stops) for label, text in pairs]


def numbered(text: str, after: int = 40, *, keep: bool = False) -> str:
    """A line with its number hanging. `keep` holds the last two to what follows."""
    look = Look("both", left=425, hanging=425, after=after, keep=keep)
    return paragraph(text, look, (425,))


def annex(title: str, listed: Sequence[PaperColumn], *, first: bool = False) -> list[str]:
    """A table of an annex under its title; the first begins a page."""
    look = Look(bold=True, before=0 if first else 240, after=80, keep=True, new_page=first)
    return [paragraph(title, look), table(listed, CELL._replace(size=18))]
