"""The page to look at: one HTML file that needs nothing else, for a phone, a beamer, a printer."""

import base64
import hashlib
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from perut_cli.core.text import T, language
from perut_cli.render.html_style import PAPERS
from perut_cli.render.overview_calendar import calendar_section
from perut_cli.render.overview_cards import course_drawing, days_late, village_card
from perut_cli.render.overview_parts import (
    SCROLLS,
    SECTIONS,
    band_text,
    figure_links,
    navigation,
    next_visit,
    reach_class,
    reached_text,
    row_data,
    section,
    shown_day,
    shown_number,
    shown_text,
    signed_number,
    slug,
    village_link,
)
from perut_cli.render.overview_style import SCRIPT, STYLE
from perut_cli.reports.pages.overview import Overview, VillageView, coming
from perut_cli.reports.words import reading

_MANY = 12
_FIRST = 5
_ON_A_PAGE = 40
"""So many villages fit the camat's second page."""


class Sheets(NamedTuple):
    """How the page is printed: on which paper, the camat's two sheets only, a village a sheet."""

    paper: str
    camat: bool = False
    one_a_page: bool = False


def write(page: Overview, out: TextIO, *, seal: str, sheets: Sheets) -> None:
    """Write the page; `seal` is the head of the history it was made of."""
    out.writelines(_document(page, seal, sheets))


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _document(page: Overview, seal: str, sheets: Sheets) -> Iterator[str]:
    printed = "camat" if sheets.camat else "one" if sheets.one_a_page else ""
    style = f"{STYLE}@page{{size:{' '.join(PAPERS[sheets.paper])};margin:14mm}}\n"
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(SCRIPT)}; img-src data:"
    )
    with_people = T(" · with names of people", " · memuat nama orang") if page.with_people else ""
    yield f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield (
        f"<title>{shown_text(page.title)}{shown_text(with_people)}</title>\n<style>{style}"
        "</style>\n</head>\n"
    )
    yield f'<body class="{printed}">\n<a class="skip" href="#main">{shown_text(_SKIP)}</a>\n'
    office = " · ".join(shown_text(line) for line in page.letterhead[:2])
    yield f'<header class="top">\n<p class="office">{office}</p>\n'
    yield (
        f"<h1>{shown_text(page.title)}{shown_text(with_people)}</h1>\n<p>{shown_text(page.head)}"
        "</p>\n"
    )
    yield '</header>\n<main id="main">\n'
    yield from figure_links(page.figures)
    yield navigation(SECTIONS)
    yield from _next(page)
    yield from _changes(page)
    yield '<div class="sides">\n'
    yield from _steps(page)
    yield from _plans(page)
    yield "</div>\n"
    yield from _matrix(page, printed)
    yield from calendar_section(page)
    yield from _trends(page)
    yield from _cards(page, printed)
    yield from _legend(page, seal)
    yield f"</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"


_SKIP = T("To the content", "Ke isi halaman")


def _next(page: Overview) -> Iterator[str]:
    yield section("next")
    first = sorted(
        (village for village in page.villages if village.rank), key=lambda village: village.rank
    )
    loci = [village for village in first if village.locus] or first
    yield '<ol class="next">\n'
    for village in loci[:_FIRST]:
        yield (
            f"<li><div><b>{village_link(village)}</b><p>{shown_text(village.why)}</p>"
            f'<p class="when">{next_visit(village, page.as_of)}</p></div></li>\n'
        )
    yield "</ol>\n"
    others = [village for village in first if not village.locus][:_FIRST]
    if loci[0:1] and loci[0].locus and others:
        title = shown_text(T("Of the other villages", "Dari desa lainnya"))
        yield f"<p>{title}: {', '.join(map(village_link, others))}</p>\n"
    yield "</section>\n"


def _changes(page: Overview) -> Iterator[str]:
    if page.since:
        title = T("Since {day}", "Sejak {day}").format(day=shown_day(page.since))
        yield f'<section id="changes"><h2>{shown_text(title)}</h2>\n<ul class="plain">\n'
        yield "".join(f"<li>{shown_text(line)}</li>\n" for line in page.changes[:40])
        yield "</ul>\n</section>\n"


_COLUMNS = (
    T("Village", "Desa"),
    T("Score", "Nilai"),
    T("Change", "Perubahan"),
    T("Critical", "Kritis"),
    T("Overdue", "Terlambat"),
    T("Documents owed", "Dokumen tertunggak"),
    T("Days since visit", "Hari sejak kunjungan"),
    T("Target", "Target"),
)


def _classes_of(page: Overview) -> list[str]:
    return sorted({one.band for one in page.villages if one.band})


def _matrix(page: Overview, printed: str) -> Iterator[str]:
    yield section("matrix")
    yield from _tools(page)
    yield (
        f'<p class="hint narrow">{shown_text(SCROLLS)}</p>\n'
        '<div class="wide" tabindex="0" role="region" aria-labelledby="h-matrix">\n'
    )
    yield f'<table id="t" class="fits">\n<caption>{shown_text(page.head)}</caption>\n<thead><tr>'
    yield "".join(f'<th scope="col">{shown_text(label)}</th>' for label in _COLUMNS)
    yield "</tr></thead>\n<tbody>\n"
    rest = _rest(page) if printed == "camat" else set()
    for one in page.villages:
        yield _matrix_row(page, one, "rest" if one.code in rest else "")
    yield "</tbody>\n</table>\n</div>\n"
    if rest:
        text = T(
            "The {n} {n:village|villages} of the highest priority; all are in the file.",
            "{n} desa dengan prioritas tertinggi; semuanya ada dalam berkas.",
        ).format(n=_ON_A_PAGE)
        yield f'<p class="paper">{shown_text(text)}</p>\n'
    yield "</section>\n"


def _rest(page: Overview) -> set[str]:
    """The villages that have no room on the camat's page: those of the lowest priority."""
    by_rank = sorted(page.villages, key=lambda one: (one.rank or len(page.villages) + 1, one.code))
    return {one.code for one in by_rank[_ON_A_PAGE:]}


def _tools(page: Overview) -> Iterator[str]:
    options = "".join(
        f'<option value="{slug(name)}">{band_text(name)}</option>' for name in _classes_of(page)
    )
    yield (
        f'<div class="tools"><label for="q">{shown_text(T("Search", "Cari"))} '
        f'<input id="q" type="search" autocomplete="off"></label>'
        f'<label for="f">{shown_text(T("Show", "Tampilkan"))} <select id="f">'
        f'<option value="">{shown_text(T("all", "semua"))}</option>'
        f'<option value="locus">{shown_text(T("loci", "lokus"))}</option>{options}</select></label>'
        f'<output id="c" for="q f"></output></div>\n'
    )


def _matrix_row(page: Overview, village: VillageView, look: str) -> str:
    limits = page.limits
    late = village.days_since_visit
    cells = [
        _cell(village.latest, shown_number(village.latest, limits), reach_class(village)),
        _cell(
            village.gain,
            signed_number(village.gain),
            "" if not village.gain else "g" if village.gain > 0 else "b",
        ),
        _count(village.critical),
        _count(village.overdue),
        _count(village.late_duties),
        _cell(
            late,
            str(T("never", "belum")) if late is None else str(late),
            "b"
            if late is None or late > 2 * page.interval
            else "w"
            if late > page.interval
            else "g",
        ),
        f'<td class="{reach_class(village)}">{reached_text(village)}</td>',
    ]
    locus = (
        f' <span class="locus">{shown_text(T("locus", "lokus"))}</span>' if village.locus else ""
    )
    said = f' class="{look}"' if look else ""
    return (
        f'<tr{said} {row_data(village)}><th scope="row">{village_link(village)}{locus}</th>'
        f"{''.join(cells)}</tr>\n"
    )


def _cell(key: float | None, shown: str, look: str) -> str:
    sign = {"b": "✗ ", "w": "! ", "g": "✓ "}.get(look, "") if shown[:1] not in "+-" else ""
    data = "" if key is None else f"{key:.17g}"
    return f'<td class="n {look}" data-k="{data}">{sign}{shown_text(shown)}</td>'


def _count(count: int | None) -> str:
    if count is None:
        return '<td class="n" data-k="">–</td>'
    return _cell(count, str(count), "b" if count else "")


def _steps(page: Overview) -> Iterator[str]:
    late = [
        (step, village) for village in page.villages for step in village.steps if step.days_overdue
    ]
    late.sort(key=lambda pair: -(pair[0].days_overdue or 0))
    yield section("steps")
    if not late:
        yield f"<p>{shown_text(T('None is overdue.', 'Tidak ada yang terlambat.'))}</p>\n"
    yield '<ul class="plain">\n'
    for place, (step, village) in enumerate(late):
        if place == _MANY:
            more = T("{n} more", "{n} lainnya").format(n=len(late) - _MANY)
            yield f'</ul>\n<details><summary>{shown_text(more)}</summary><ul class="plain">\n'
        who = f" · {shown_text(step.responsible)}" if step.responsible else ""
        yield (
            f"<li {row_data(village)}><b>{village_link(village)}</b>: {shown_text(step.action)} "
            f'<span class="soft">{days_late(step.days_overdue or 0)}{who}</span></li>\n'
        )
    yield "</ul>\n" + ("</details>\n" if len(late) > _MANY else "") + "</section>\n"


def _plans(page: Overview) -> Iterator[str]:
    yield section("plans")
    found = coming(page.villages, page.as_of)
    if not found:
        yield f"<p>{shown_text(T('Nothing is planned.', 'Belum ada jadwal.'))}</p>\n"
    yield '<ul class="plain">\n'
    for when, one, plan in found:
        missed = f" <b>! {shown_text(T('missed', 'terlewat'))}</b>" if when < page.as_of else ""
        yield (
            f"<li {row_data(one)}>{shown_day(when)} · {village_link(one)} · "
            f"{shown_text(plan.kind)}{missed}</li>\n"
        )
    yield "</ul>\n</section>\n"


def _trends(page: Overview) -> Iterator[str]:
    days = sorted(spot.day for village in page.villages for spot in village.course)
    yield section("trends")
    if days:
        text = T(
            "{first} to {last}, scale 0 to 100, the target dashed",
            "{first} sampai {last}, skala 0 sampai 100, target bergaris putus",
        )
        yield (
            "<p "
            'class="soft">'
            f"{shown_text(text.format(first=shown_day(days[0]), last=shown_day(days[-1])))}</p>\n"
        )
    yield '<div class="trends">\n'
    for village in page.villages:
        if village.course:
            drawing = course_drawing(page, village, (days[0], days[-1]))
            yield (
                f"<figure {row_data(village)}>{drawing}<figcaption>"
                f"{village_link(village)}</figcaption></figure>\n"
            )
    yield "</div>\n"
    silent = [village.name for village in page.villages if not village.course]
    if silent:
        text = T("Never assessed: {names}", "Belum pernah dinilai: {names}")
        yield f'<p class="soft">{shown_text(text.format(names=", ".join(silent)))}</p>\n'
    if page.officials:
        yield (
            "<h3>"
            f"{shown_text(T('Village officials, as a group', 'Aparatur desa, sebagai kelompok'))}"
            "</h3>\n"
        )
        yield f"<p>{shown_text(page.officials)}</p>\n"
    yield "</section>\n"


def _cards(page: Overview, printed: str) -> Iterator[str]:
    yield section("villages")
    yield '<div class="cards">\n'
    for one in page.villages:
        yield from village_card(page, one, opened=printed == "one")
    yield "</div>\n</section>\n"


def _legend(page: Overview, seal: str) -> Iterator[str]:
    yield section("legend")
    readings = "; ".join(
        f"{reading(row[0])} {shown_number(row[2], page.limits)}" + (" ✓" if row[4] == "yes" else "")
        for row in page.readings
    )
    for text in (
        page.head,
        T("Readings of the target: {readings}", "Cara baca target: {readings}").format(
            readings=readings
        ),
        T(
            "✓ good, ! look at it, ✗ act, ? can't be determined yet. Colour repeats the sign.",
            "✓ baik, ! perhatikan, ✗ tindak, ? belum dapat dipastikan. Warna mengulang tanda.",
        ),
        T(
            "Visit: days since the last session in mode visit or office.",
            "Kunjungan: hari sejak sesi terakhir bermodus kunjungan atau kantor.",
        ),
    ):
        yield f"<p>{shown_text(text)}</p>\n"
    yield "</section>\n<footer>\n"
    yield "".join(f"<p>{shown_text(line)}</p>\n" for line in page.signed)
    yield "".join(f"<p>{shown_text(line)}</p>\n" for line in page.letterhead[2:])
    if seal:
        proof = T("State of the records: {head}", "Keadaan catatan: {head}").format(head=seal)
        yield f'<p class="seal">{shown_text(proof)}</p>\n'
    yield "</footer>\n"
