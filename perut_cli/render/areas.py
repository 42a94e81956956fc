"""The page of many offices: one HTML file that needs nothing else,
with the look of the office's.
"""

import base64
import hashlib
from collections.abc import Iterator
from datetime import date
from typing import TextIO

from perut_cli.core.text import T, language
from perut_cli.core.vocabulary import WORDS
from perut_cli.render.areas_ahead import calendar_section, search_words, weeks_section
from perut_cli.render.overview_parts import (
    figure_links,
    navigation,
    shown_day,
    shown_number,
    shown_text,
    signed_number,
)
from perut_cli.render.overview_style import SCRIPT, STYLE
from perut_cli.reports.pages.areas import Area, AreasPage

_SECTIONS = (
    ("areas", T("All areas", "Semua wilayah")),
    ("offices", T("Offices to ask", "Kantor yang perlu ditanya")),
    ("calendar", T("Documents", "Dokumen")),
    ("weeks", T("The coming weeks", "Minggu-minggu ini")),
    ("weakest", T("Weakest indicators", "Indikator terlemah")),
    ("trends", T("Mean scores over time", "Rata-rata nilai dari waktu ke waktu")),
    ("parts", T("Area by area", "Wilayah demi wilayah")),
    ("legend", T("Legend", "Keterangan")),
)
_TITLES = dict(_SECTIONS)
_MANY = 40
_OWN_STYLE = """
.figures li{min-width:0}.figures strong{overflow-wrap:anywhere}.parts{margin:.5rem 0}
.parts table{font-size:.8125rem}#t .never,.parts .never{white-space:normal}
@media(max-width:63.99rem){.more{display:none}}
@media(max-width:39.99rem){#t.fits th:last-child,#t.fits td:last-child{display:none}
.fits th .soft{display:none}.fits th[scope=row]{overflow-wrap:anywhere}
#t th[scope=row]{min-width:4rem}#t td{letter-spacing:-.02em}
.parts .fits thead th+th{writing-mode:vertical-rl;transform:rotate(180deg);text-align:left}}
@page{size:A4;margin:14mm}
@media print{.cal .more{display:inline}#parts{display:none}#trends{break-before:page}
#t thead{display:table-row-group}}
"""


def write(page: AreasPage, out: TextIO) -> None:
    """Write the page."""
    out.writelines(_document(page))


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _document(page: AreasPage) -> Iterator[str]:
    style = STYLE + _OWN_STYLE
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(SCRIPT)}; img-src data:"
    )
    yield f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{shown_text(page.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    skip = shown_text(T("To the content", "Ke isi halaman"))
    yield f'<a class="skip" href="#main">{skip}</a>\n<header class="top">\n'
    yield f"<h1>{shown_text(page.title)}</h1>\n<p>{shown_text(page.head)}</p>\n"
    yield '</header>\n<main id="main">\n'
    yield from figure_links(page.figures)
    yield navigation(_SECTIONS)
    yield from _changes(page)
    yield from _matrix(page)
    yield from _offices(page)
    yield from calendar_section(page, _section("calendar"))
    yield from weeks_section(page, _section("weeks"))
    yield from _weakest(page)
    yield from _trends(page)
    yield from _parts(page)
    yield from _legend(page)
    yield f"</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"


def _section(name: str) -> str:
    title = shown_text(_TITLES[name])
    return f'<section id="{name}" aria-labelledby="h-{name}">\n<h2 id="h-{name}">{title}</h2>\n'


def _changes(page: AreasPage) -> Iterator[str]:
    if page.since:
        title = T("Since {day}", "Sejak {day}").format(day=shown_day(page.since))
        yield f'<section id="changes"><h2>{shown_text(title)}</h2>\n<ul class="plain">\n'
        yield "".join(f"<li>{shown_text(line)}</li>\n" for line in page.changes[:_MANY])
        yield "</ul>\n</section>\n"


_COLUMNS = (
    T("Mean score", "Rata-rata nilai"),
    T("Change", "Perubahan"),
    T("Critical", "Kritis"),
    T("Overdue", "Terlambat"),
    T("Documents owed", "Dokumen tertunggak"),
    T("Days since visit", "Hari sejak kunjungan"),
    T("Reached", "Mencapai target"),
    T("Assessed", "Dinilai"),
    T("Visits", "Kunjungan"),
    T("Silent offices", "Kantor diam"),
)
_ALWAYS = 6
"""Columns that a phone has room for; the others are for wide screens."""


def _head(label: object) -> str:
    heads = "".join(
        f'<th scope="col"{_more(place)}>{shown_text(text)}</th>'
        for place, text in enumerate(_COLUMNS)
    )
    return f'<thead><tr><th scope="col">{shown_text(label)}</th>{heads}</tr></thead>\n<tbody>\n'


def _more(place: int) -> str:
    return ' class="more"' if place >= _ALWAYS else ""


def _matrix(page: AreasPage) -> Iterator[str]:
    yield _section("areas")
    yield (
        f'<div class="tools"><label for="q">{shown_text(T("Search", "Cari"))} '
        f'<input id="q" type="search" autocomplete="off"></label>'
        f'<label for="f">{shown_text(T("Show", "Tampilkan"))} <select id="f">'
        f'<option value="">{shown_text(T("all", "semua"))}</option>'
        f'<option value="below">{shown_text(T("below the target", "di bawah target"))}</option>'
        f'<option value="silent">{shown_text(T("with silent offices", "ada kantor diam"))}</option>'
        f'</select></label><output id="c" for="q f"></output></div>\n'
    )
    yield '<div class="wide" tabindex="0" role="region" aria-labelledby="h-areas">\n'
    yield f'<table id="t" class="fits">\n<caption>{shown_text(page.head)}</caption>\n'
    yield _head(page.level)
    yield from (_row(page, one, linked=bool(one.parts)) for one in page.areas)
    yield "</tbody>\n</table>\n</div>\n</section>\n"


def _row(page: AreasPage, area: Area, *, linked: bool) -> str:
    limits = (page.target,)
    look = "" if area.latest is None else "g" if area.latest >= page.target else "b"
    gain = signed_number(area.gain)
    share = shown_number(area.reached_share, (100.0,))
    ahead = area.outlook
    cells = (
        _cell(area.latest, shown_number(area.latest, limits), look),
        _cell(area.gain, gain, {"+": "g", "-": "b"}.get(gain[0], "")),
        _cell(area.critical, str(area.critical), "b" if area.critical else ""),
        _cell(area.overdue, str(area.overdue), "b" if area.overdue else ""),
        _cell(ahead.owed, str(ahead.owed), "b" if ahead.owed else ""),
        _since_visit(page, area),
        _cell(area.reached_share, "–" if area.reached_share is None else f"{share} %", " more"),
        _cell(area.assessed, f"{area.assessed}/{area.villages}", " more"),
        _cell(area.sessions, str(area.sessions), " more"),
        _cell(area.silent, str(area.silent), "w more" if area.silent else " more"),
    )
    name = shown_text(area.name)
    code = f' <span class="soft">{shown_text(area.code)}</span>' if area.name != area.code else ""
    text = f'<a href="#{_anchor(area)}">{name}</a>{code}' if linked else f"{name}{code}"
    return f'<tr {search_words(page, area)}><th scope="row">{text}</th>{"".join(cells)}</tr>\n'


def _since_visit(page: AreasPage, one: Area) -> str:
    """The mean of the villages' days; with villages that never had a visit it isn't good."""
    ahead = one.outlook
    if ahead.since_visit is None:
        return _cell(None, str(_NEVER) if one.villages else "–", "b never")
    good = ahead.since_visit <= page.interval and not ahead.never
    return _cell(ahead.since_visit, f"{ahead.since_visit:.0f}", "g" if good else "b")


_NEVER = T("never", "belum pernah")


def _cell(key: float | None, shown: str, look: str) -> str:
    sign = {"b": "✗ ", "w": "! ", "g": "✓ "}.get(look[:1], "") if shown[:1] not in "+-" else ""
    data = "" if key is None else f"{key:.17g}"
    return f'<td class="n {look}" data-k="{data}">{sign}{shown_text(shown)}</td>'


def _anchor(one: Area) -> str:
    return f"a{one.code.replace('.', '')}"


def _offices(page: AreasPage) -> Iterator[str]:
    yield _section("offices")
    if not page.attention:
        yield f"<p>{shown_text(T('None.', 'Tidak ada.'))}</p>\n"
    yield '<ul class="plain">\n'
    for place, office in enumerate(page.attention):
        if place == _MANY:
            more = T("{n} more", "{n} lainnya").format(n=len(page.attention) - _MANY)
            yield f'</ul>\n<details><summary>{shown_text(more)}</summary><ul class="plain">\n'
        name = f" {shown_text(office.name)}" if office.name else ""
        yield (
            f"<li><b>{shown_text(office.code)}{name}</b>: {shown_text(office.state)} "
            f'<span class="soft">· {shown_text(office.what_to_do)}</span></li>\n'
        )
    yield "</ul>\n" + ("</details>\n" if len(page.attention) > _MANY else "") + "</section>\n"


def _weakest(page: AreasPage) -> Iterator[str]:
    yield _section("weakest")
    if not page.weakest:
        yield f"<p>{shown_text(T('Nothing was answered yet.', 'Belum ada jawaban.'))}</p>\n"
    yield "<ol>\n"
    for dimension, code, text, assessed, mean, failed, _ in page.weakest:
        counted = T(
            "{failed} of {assessed} below the maximum", "{failed} dari {assessed} di bawah maksimum"
        ).format(failed=failed, assessed=assessed)
        yield (
            f"<li><b>{shown_number(mean)} %</b> {shown_text(code)} {shown_text(text)} "
            f'<span class="soft">{shown_text(dimension)} · {shown_text(counted)}</span></li>\n'
        )
    yield "</ol>\n</section>\n"


def _trends(page: AreasPage) -> Iterator[str]:
    yield _section("trends")
    days = sorted({spot.day for area in page.areas for spot in area.course})
    if days:
        text = T(
            "{first} to {last}, scale 0 to 100, the target dashed",
            "{first} sampai {last}, skala 0 sampai 100, target bergaris putus",
        ).format(first=shown_day(days[0]), last=shown_day(days[-1]))
        yield f'<p class="soft">{shown_text(text)}</p>\n'
    yield '<div class="trends">\n'
    for area in page.areas:
        if area.course:
            yield (
                f"<figure {search_words(page, area)}>{_course(page, area, days)}<figcaption>"
                f"{shown_text(area.name)} {shown_number(area.latest, (page.target,))}"
                "</figcaption></figure>\n"
            )
    yield "</div>\n</section>\n"


def _course(page: AreasPage, area: Area, days: list[str]) -> str:
    first, last = (date.fromisoformat(end).toordinal() for end in (days[0], days[-1]))
    spots = [
        (
            14 + (date.fromisoformat(spot.day).toordinal() - first) / max(1, last - first) * 132,
            62 - (spot.total or 0) / 2,
        )
        for spot in area.course
    ]
    values = ", ".join(
        f"{shown_day(spot.day)} {shown_number(spot.total, (page.target,))}" for spot in area.course
    )
    said = T("Mean scores of {name}: {values}", "Rata-rata nilai {name}: {values}").format(
        name=area.name, values=values
    )
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' for x, y in spots)
    level = 62 - page.target / 2
    return (
        f'<svg class="course" viewBox="0 0 160 70" role="img" aria-label="{shown_text(said)}">'
        f'<line x1="4" x2="156" y1="{level:.1f}" y2="{level:.1f}"/>'
        f'<polyline points="{line}"/>{dots}</svg>'
    )


def _parts(page: AreasPage) -> Iterator[str]:
    if not any(area.parts for area in page.areas):
        return
    yield _section("parts")
    for area in page.areas:
        if area.parts:
            yield (
                f'<article class="card parts" id="{_anchor(area)}" {search_words(page, area)}>'
                f"<details><summary>{shown_text(area.name)} · {shown_text(page.parts)}: "
                f'{len(area.parts)}</summary>\n<div class="wide" tabindex="0" role="region" '
                f'aria-label="{shown_text(area.name)}"><table class="fits">\n{_head(page.parts)}'
            )
            yield from (_row(page, part, linked=False) for part in area.parts)
            yield "</tbody>\n</table></div></details></article>\n"
    yield "</section>\n"


def _legend(page: AreasPage) -> Iterator[str]:
    yield _section("legend")
    readings = "; ".join(
        f"{WORDS['reading'].show(row[0])} {shown_number(row[2])}"
        + (" ✓" if row[4] == "yes" else "")
        for row in page.readings
    )
    for text in (
        page.head,
        T("Readings of the target: {readings}", "Cara baca target: {readings}").format(
            readings=readings
        ),
        T(
            "Means and counts are made of the villages, never of figures of a level below; an area "
            "whose mean is at the target has reached it by the reading of the level.",
            "Rata-rata dan jumlah dihitung dari desa, tidak pernah dari angka tingkat di bawahnya; "
            "wilayah yang rata-ratanya mencapai target mencapainya menurut cara baca tingkat.",
        ),
        T(
            "✓ good, ! look at it, ✗ act. Colour repeats the sign. No names of people leave an "
            "office.",
            "✓ baik, ! perhatikan, ✗ tindak. Warna mengulang tanda. Nama orang tidak keluar dari "
            "kantor.",
        ),
        page.remarks,
        T(
            "State of the deliveries: {state}, as `perut pool status` tells it.",
            "Keadaan kiriman: {state}, seperti kata `perut himpunan status`.",
        ).format(state=page.state),
    ):
        if str(text):
            yield f"<p>{shown_text(text)}</p>\n"
    yield "</section>\n"
