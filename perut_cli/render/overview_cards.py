"""A village on a card: its score, what is open, what it owes, its visits."""

from collections.abc import Iterator
from datetime import date

from perut_cli.core.scoring import UNDETERMINED
from perut_cli.core.text import T
from perut_cli.render.overview_parts import (
    anchor,
    band_text,
    duty_sign,
    next_visit,
    reached_text,
    row_data,
    shown_day,
    shown_number,
    shown_text,
    signed_number,
)
from perut_cli.reports.pages.overview import Overview, VillageView


def village_card(page: Overview, village: VillageView, *, opened: bool) -> Iterator[str]:
    """One village on a card, its lists closed until asked for or `opened`."""
    locus = (
        f' <span class="locus">{shown_text(T("locus", "lokus"))}</span>' if village.locus else ""
    )
    yield (
        f'<article class="card" id="{anchor(village)}" {row_data(village)}>\n<h3>'
        f"{shown_text(village.name)}{locus}</h3>\n"
    )
    visits_made = T("{n} {n:visit|visits}", "{n} kunjungan").format(n=village.sessions)
    yield f'<p class="soft">{shown_text(village.code)} · {shown_text(visits_made)}</p>\n'
    if village.latest is None:
        yield f"<p>{shown_text(T('Not assessed yet.', 'Belum dinilai.'))}</p>\n"
    else:
        yield _bar(village.latest, page.target)
        band = (
            f" · {band_text(village.band)}" if village.band and village.band != UNDETERMINED else ""
        )
        yield (
            f"<p><b>{shown_number(village.latest, page.limits)}"
            f"</b> ({signed_number(village.gain)}) · {reached_text(village)}{band}</p>\n"
        )
        yield from _course_again(village)
    yield f"<p>{next_visit(village, page.as_of)}</p>\n"
    late = (
        T(", {n} overdue", ", {n} terlambat").format(n=village.overdue) if village.overdue else ""
    )
    still_open = f"{village.open_actions}{late}"
    for title, count, lines in (
        (T("Open follow-ups", "Tindak lanjut terbuka"), still_open, _step_lines(village)),
        (T("Documents owed", "Dokumen tertunggak"), village.late_duties, _duty_lines(village)),
        (T("Last visits", "Kunjungan terakhir"), None, _visit_lines(village)),
    ):
        yield from _of_card(shown_text(title), count, lines, opened=opened)
    if village.why:
        yield f'<p class="soft">{shown_text(village.why)}</p>\n'
    yield "</article>\n"


def _of_card(title: str, count: object, lines: list[str], *, opened: bool) -> Iterator[str]:
    if lines:
        number = "" if count is None else f": {count}"
        items = "".join(f"<li>{line}</li>" for line in lines)
        state = " open" if opened else ""
        yield (
            f'<details{state}><summary>{title}{number}</summary><ul class="plain">{items}</ul>'
            "</details>\n"
        )


def _visit_lines(one: VillageView) -> list[str]:
    return [
        f"{shown_day(visit.day)} · {shown_text(visit.kind)}"
        + (f" · {shown_text(visit.topics)}" if visit.topics else "")
        for visit in one.visits
    ]


def days_late(days: int) -> str:
    """How late a follow-up is."""
    text = T("{n} {n:day|days} late", "terlambat {n} hari").format(n=days)
    return shown_text(text)


def _step_lines(one: VillageView) -> list[str]:
    lines = []
    for step in one.steps:
        late = (
            f" <b>{days_late(step.days_overdue)}</b>"
            if step.days_overdue
            else f' <span class="soft">{shown_day(step.due)}</span>'
        )
        who = (
            f' <span class="soft">{shown_text(step.responsible)}</span>' if step.responsible else ""
        )
        lines.append(f"{shown_text(step.action)}{late}{who}")
    return lines


def _duty_lines(one: VillageView) -> list[str]:
    return [
        f"{shown_text(duty.title)} {shown_text(duty.period)} · {shown_day(duty.due)}"
        for duty in one.duties
        if duty_sign(duty) == "✗"
    ]


def _bar(value: float, target: float) -> str:
    return (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" height="12" width="100%" '
        f'aria-hidden="true"><rect class="t" width="100" height="8"/>'
        f'<rect class="v" width="{value:.2f}" height="8"/>'
        f'<line x1="{target:g}" x2="{target:g}" y1="0" y2="8"/></svg>\n'
    )


_FIGURE_WIDTH = 26


def _course_again(one: VillageView) -> Iterator[str]:
    """The course that is drawn among the others, where there is more than one score."""
    if len(one.course) > 1:
        yield (
            '<svg class="course" viewBox="0 0 170 72" aria-hidden="true">'
            f'<use href="#{anchor(one)}-course"/></svg>\n'
        )


def course_drawing(page: Overview, village: VillageView, days: tuple[str, str]) -> str:
    """The scores of a village between two days, with the target line and its ends in figures."""
    target = page.target
    spots = [(spot.day, spot.total) for spot in village.course if spot.total is not None]
    points = [(_across(when, days), 66 - value / 2) for when, value in spots]
    said = T(
        "Scores of {name}: {values}; target {target}", "Nilai {name}: {values}; target {target}"
    ).format(
        name=village.name,
        values=", ".join(
            f"{shown_day(when)} {shown_number(value, page.limits)}" for when, value in spots
        ),
        target=shown_number(target),
    )
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' for x, y in points)
    level = 66 - target / 2
    apart = bool(points) and points[-1][0] - points[0][0] > _FIGURE_WIDTH
    ends = [0, -1] if apart else [-1][: len(points)]
    figures = "".join(_figure_at(page, points[end], spots[end][1]) for end in ends)
    return (
        f'<svg class="course" viewBox="0 0 170 72" role="img" aria-label="{shown_text(said)}">'
        f'<g class="c" id="{anchor(village)}-course">'
        f'<line x1="4" x2="150" y1="{level:.1f}" y2="{level:.1f}"/>'
        f'<text class="aim" x="153" y="{level + 3:.1f}">{target:g}</text>'
        f'<polyline points="{line}"/>{dots}{figures}</g></svg>'
    )


def _across(when: str, days: tuple[str, str]) -> float:
    first, last = (date.fromisoformat(day).toordinal() for day in days)
    return 14 + (date.fromisoformat(when).toordinal() - first) / max(1, last - first) * 122


def _figure_at(page: Overview, point: tuple[float, float], value: float) -> str:
    """The figure at a point: below it where the line of the target runs above, else over it."""
    x, y = point
    below = y + 12 if value < page.target else y - 5
    return (
        f'<text x="{x:.1f}" y="{below:.1f}" text-anchor="middle">{shown_number(value, page.limits)}'
        "</text>"
    )
