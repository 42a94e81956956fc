"""The calendar of obligations on the page to look at: villages by months, one sign a cell."""

from collections import Counter
from collections.abc import Iterator

from perut_cli.core.text import T
from perut_cli.render.overview_parts import (
    SCROLLS,
    SUBMITTED,
    duty_sign,
    row_data,
    section,
    shown_text,
    village_link,
)
from perut_cli.reports.pages.overview import Overview, VillageView

_VILLAGE = T("Village", "Desa")
MONTHS = (
    T("Jan", "Jan"), T("Feb", "Feb"), T("Mar", "Mar"), T("Apr", "Apr"), T("May", "Mei"),
    T("Jun", "Jun"), T("Jul", "Jul"), T("Aug", "Agu"), T("Sep", "Sep"), T("Oct", "Okt"),
    T("Nov", "Nov"), T("Dec", "Des"),
)  # fmt: skip


def calendar_section(page: Overview) -> Iterator[str]:
    """Villages × months of the year: what fell due, worst first; silent villages on top."""
    year = page.as_of[:4]
    yield section("calendar")
    yield (
        f'<p class="hint narrow">{shown_text(SCROLLS)}</p>\n'
        '<div class="wide" tabindex="0" role="region" aria-labelledby="h-calendar">\n'
    )
    caption = T(
        "Documents due in {year}: ✓ submitted, ! late, ✗ overdue, · to come; the number where "
        "several",
        "Dokumen jatuh tempo {year}: ✓ disampaikan, ! terlambat, ✗ tertunggak, · akan datang; "
        "angka bila beberapa",
    ).format(year=year)
    yield (
        f'<table class="cal fits">\n<caption>{shown_text(caption)}</caption>\n<thead><tr>'
        f'<th scope="col">{shown_text(_VILLAGE)}</th>'
    )
    yield "".join(f'<th scope="col">{shown_text(month)}</th>' for month in MONTHS)
    yield "</tr></thead>\n<tbody>\n"
    silent_first = sorted(
        page.villages,
        key=lambda village: (
            any(duty.state == SUBMITTED for duty in village.duties),
            -village.late_duties,
            village.code,
        ),
    )
    for village in silent_first:
        cells = "".join(_month(village, f"{year}-{month:02}") for month in range(1, 13))
        yield f'<tr {row_data(village)}><th scope="row">{village_link(village)}</th>{cells}</tr>\n'
    yield "</tbody>\n</table>\n</div>\n</section>\n"


def _month(village: VillageView, month: str) -> str:
    states = Counter(duty_sign(duty) for duty in village.duties if duty.due[:7] == month)
    if not states:
        return "<td></td>"
    sign = next(sign for sign in "✗!·✓" if states[sign])
    look = {"✗": "b", "!": "w", "✓": "g"}.get(sign, "")
    many = f" {states[sign]}" if states[sign] > 1 else ""
    titles = "; ".join(
        f"{duty.title} {duty.period}" for duty in village.duties if duty.due[:7] == month
    )
    return f'<td class="{look}" title="{shown_text(titles)}">{sign}{many}</td>'
