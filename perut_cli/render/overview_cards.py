"""A village on a card: its score, what is open, what it owes, its visits."""

from collections.abc import Iterable, Iterator

from perut_cli.core.text import T
from perut_cli.render.overview_parts import (
    anchor,
    duty_sign,
    reached_text,
    row_data,
    shown_day,
    shown_number,
    shown_text,
    signed_number,
)
from perut_cli.reports.pages.overview import Overview, VillageView


def village_card(page: Overview, one: VillageView) -> Iterator[str]:
    """One village on a card."""
    locus = f' <span class="locus">{shown_text(T("locus", "lokus"))}</span>' if one.locus else ""
    yield f'<article class="card" id="{anchor(one)}" {row_data(one)}>\n<h3>{shown_text(one.name)}{locus}</h3>\n'
    yield f'<p class="soft">{shown_text(one.code)} · {one.sessions} {shown_text(T("visits", "kunjungan"))}</p>\n'
    if one.latest is None:
        yield f"<p>{shown_text(T('Not assessed yet.', 'Belum dinilai.'))}</p>\n"
    else:
        yield _bar(one.latest, page.target)
        band = f" · {shown_text(one.band)}" if one.band else ""
        yield f"<p><b>{shown_number(one.latest, (page.target,))}</b> ({signed_number(one.gain)}) · {reached_text(one)}{band}</p>\n"
    yield from _of_card(shown_text(T("Open", "Terbuka")), one.open_actions, _step_lines(one))
    yield from _of_card(
        shown_text(T("Documents owed", "Dokumen tertunggak")), one.late_duties, _duty_lines(one)
    )
    plans = [
        f"{shown_day(plan.day)} · {shown_text(plan.kind)}"
        for plan in one.plans
        if plan.day >= page.as_of
    ]
    upcoming = plans[0] if plans else shown_text(T("none planned", "belum dijadwalkan"))
    yield f"<p>{shown_text(T('Next visit', 'Kunjungan berikutnya'))}: {upcoming}</p>\n"
    visits = [
        f"{shown_day(visit.day)} · {shown_text(visit.kind)}"
        + (f" · {shown_text(visit.topics)}" if visit.topics else "")
        for visit in one.visits
    ]
    yield from _of_card(shown_text(T("Last visits", "Kunjungan terakhir")), None, visits)
    if one.why:
        yield f'<p class="soft">{shown_text(one.why)}</p>\n'
    yield "</article>\n"


def _of_card(title: str, count: int | None, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        number = "" if count is None else f": {count}"
        items = "".join(f"<li>{line}</li>" for line in found)
        yield f'<details><summary>{title}{number}</summary><ul class="plain">{items}</ul></details>\n'


def _step_lines(one: VillageView) -> list[str]:
    lines = []
    for step in one.steps:
        late = (
            f" <b>{shown_text(T('{n} days late', 'terlambat {n} hari').format(n=step.days_overdue))}</b>"
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


def course_drawing(one: VillageView, target: float) -> str:
    """The scores of a village over time, with the target line."""
    values = [spot.total for spot in one.course if spot.total is not None]
    spots = [
        (8 + place * (144 / max(1, len(values) - 1)), 58 - value / 2)
        for place, value in enumerate(values)
    ]
    said = T(
        "Scores of {name}: {values}; target {target}", "Nilai {name}: {values}; target {target}"
    ).format(
        name=one.name, values=", ".join(map(shown_number, values)), target=shown_number(target)
    )
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' for x, y in spots)
    level = 58 - target / 2
    return (
        f'<svg class="course" viewBox="0 0 160 64" role="img" aria-label="{shown_text(said)}">'
        f'<line x1="4" x2="156" y1="{level:.1f}" y2="{level:.1f}"/>'
        f'<polyline points="{line}"/>{dots}</svg>'
    )
