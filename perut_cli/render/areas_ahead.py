"""On the page of many offices: the calendar of documents and the visits of the coming weeks, a row
an area.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from perut_cli.core.text import T
from perut_cli.render.overview_calendar import MONTHS
from perut_cli.render.overview_parts import shown_text
from perut_cli.reports.pages.areas import Area, AreasPage

_LOOKS = {"✗": "b", "!": "w", "✓": "g"}
_WORST_FIRST = "✗!·✓"


def calendar_section(page: AreasPage, opening: str) -> Iterator[str]:
    """Areas by months of the year: of what fell due, how much is in the worst state that occurs."""
    caption = T(
        "Documents due in {year}: ✓ all submitted, ! late, ✗ overdue, · to come",
        "Dokumen jatuh tempo {year}: ✓ semua disampaikan, ! terlambat, ✗ tertunggak, · akan datang",
    ).format(year=page.as_of[:4])
    yield opening
    if not any(area.outlook.documents for area in page.areas):
        yield f"<p>{shown_text(_NO_DOCUMENTS)}</p>\n</section>\n"
        return
    yield from _table(
        page,
        "calendar",
        caption,
        MONTHS,
        [[_month(area, month) for month in range(1, 13)] for area in page.areas],
    )


_NO_DOCUMENTS = T(
    "No office has sent obligations yet.", "Belum ada kantor yang mengirim kewajiban."
)


def weeks_section(page: AreasPage, opening: str) -> Iterator[str]:
    """Areas by the coming weeks: how many visits are planned, and how many were missed."""
    yield opening
    if not any(sum(area.outlook.weeks) for area in page.areas):
        text = T("No visits are planned.", "Belum ada kunjungan yang dijadwalkan.")
        yield f"<p>{shown_text(text)}</p>\n</section>\n"
        return
    start = date.fromisoformat(page.as_of)
    weeks = max(len(area.outlook.weeks) for area in page.areas) - 1
    days = [start + timedelta(weeks=week) for week in range(weeks)]
    heads = [T("Missed", "Terlewat"), *(T(f"{day:%m-%d}", f"{day:%d/%m}") for day in days)]
    caption = T(
        "Visits planned, by the first day of each week", "Kunjungan terjadwal, menurut awal pekan"
    )
    yield from _table(
        page,
        "weeks",
        caption,
        heads,
        [[_count(*visits) for visits in enumerate(area.outlook.weeks)] for area in page.areas],
    )


def _table(
    page: AreasPage, name: str, caption: T, heads: Sequence[T], rows: list[list[str]]
) -> Iterator[str]:
    columns = "".join(f'<th scope="col">{shown_text(head)}</th>' for head in heads)
    yield (
        f'<div class="wide" tabindex="0" role="region" aria-labelledby="h-{name}">\n'
        f'<table class="cal fits">\n<caption>{shown_text(caption)}</caption>\n<thead><tr>'
        f'<th scope="col">{shown_text(page.level)}</th>{columns}</tr></thead>\n<tbody>\n'
    )
    for one, cells in zip(page.areas, rows, strict=True):
        name = shown_text(one.name)
        yield (f'<tr {search_words(page, one)}><th scope="row">{name}</th>{"".join(cells)}</tr>\n')
    yield "</tbody>\n</table>\n</div>\n</section>\n"


def search_words(page: AreasPage, one: Area) -> str:
    """What search and filter look at: an area also answers to the names of its parts."""
    names = " ".join(f"{part.name} {part.code}" for part in (one, *one.parts)).lower()
    below = one.latest is not None and one.latest < page.target
    classes = " ".join(name for name, on in (("below", below), ("silent", one.silent)) if on)
    return f'data-v="{shown_text(names)}" data-c="{classes}"'


def _month(one: Area, month: int) -> str:
    states = {sign: one.outlook.documents.get((month, sign), 0) for sign in _WORST_FIRST}
    sign = next((sign for sign in _WORST_FIRST if states[sign]), "")
    if not sign:
        return "<td></td>"
    shown = ", ".join(f"{sign} {number}" for sign, number in states.items() if number)
    # On a phone there is room for the sign alone.
    number = f'<span class="more"> {states[sign]}</span>'
    return f'<td class="{_LOOKS.get(sign, "")}" title="{shown}">{sign}{number}</td>'


def _count(week: int, visits: int) -> str:
    if not visits:
        return "<td></td>"
    return f"<td>{visits}</td>" if week else f'<td class="b">✗ {visits}</td>'
