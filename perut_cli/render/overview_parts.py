"""What the parts of the page to look at share: texts, numbers, days, links and signs."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from perut_cli.core.characters import harmless
from perut_cli.core.fields import NUMBER
from perut_cli.core.scoring import UNDETERMINED, shown
from perut_cli.core.text import T
from perut_cli.core.vocabulary import REACHED, WORDS
from perut_cli.reports.pages.overview import Duty, Figure, VillageView

SUBMITTED = "submitted"


def shown_text(text: object) -> str:
    """A text with markup and terminal escapes made harmless."""
    return escape(harmless(str(text)))


def slug(text: str) -> str:
    """A class name out of a label."""
    return "c-" + "".join(sign if sign.isalnum() else "-" for sign in text.lower())


def anchor(one: VillageView) -> str:
    """The id of a village's card."""
    return f"v{one.code.replace('.', '')}"


def village_link(one: VillageView) -> str:
    """A link to a village's card."""
    return f'<a href="#{anchor(one)}">{shown_text(one.name)}</a>'


def band_text(key: str) -> str:
    """A class as people read it; where none can be given yet, in words."""
    return shown_text(T("undetermined", "belum dapat dipastikan") if key == UNDETERMINED else key)


def next_visit(one: VillageView, as_of: str) -> str:
    """When a village is visited next, and for what."""
    plan = next((plan for plan in one.plans if plan.day >= as_of), None)
    title = shown_text(T("Next visit", "Kunjungan berikutnya"))
    if plan is None:
        return f"{title}: {shown_text(T('none planned', 'belum dijadwalkan'))}"
    return f"{title}: {shown_day(plan.day)} · {shown_text(plan.kind)}"


def row_data(one: VillageView) -> str:
    """What search and filter look at."""
    classes = " ".join(
        filter(None, ("locus" if one.locus else "", slug(one.band) if one.band else ""))
    )
    return f'data-v="{shown_text(f"{one.name} {one.code}".lower())}" data-c="{classes}"'


def shown_number(value: float | None, limits: Sequence[float] = ()) -> str:
    """A number as people read it."""
    if value is None:
        return "–"
    return NUMBER.show(shown(value, limits), WORDS["latest"])


def signed_number(value: float | None) -> str:
    """A change with its sign."""
    return "–" if value is None else ("+" if value > 0 else "") + shown_number(value)


def shown_day(iso: str) -> str:
    """A day as people read it."""
    return WORDS["plan_date"].show(iso) if iso else ""


def reach_class(one: VillageView) -> str:
    """The colour of whether the target is reached."""
    return {"yes": "g", "no": "b", "undetermined": "w"}.get(one.reached or "", "")


def reached_text(one: VillageView) -> str:
    """Whether the target is reached, as a sign and a word."""
    sign = {"yes": "✓", "no": "✗", "undetermined": "?"}.get(one.reached or "", "–")
    label = next((choice.label for choice in REACHED if choice.key == one.reached), "")
    return f"{sign} {shown_text(label)}" if label else sign


def duty_sign(duty: Duty) -> str:
    """How far a document is: submitted, late, overdue or to come."""
    if duty.state == SUBMITTED:
        return "!" if duty.days_late else "✓"
    return "✗" if duty.days_late else "·"


SECTIONS = (
    ("next", T("Where next", "Ke mana berikutnya")),
    ("steps", T("Overdue follow-ups", "Tindak lanjut terlambat")),
    ("plans", T("The coming weeks", "Minggu-minggu ini")),
    ("matrix", T("All villages", "Semua desa")),
    ("calendar", T("Documents", "Dokumen")),
    ("trends", T("Scores over time", "Nilai dari waktu ke waktu")),
    ("villages", T("Village by village", "Desa demi desa")),
    ("legend", T("Legend", "Keterangan")),
)
TITLES = dict(SECTIONS)


def section(name: str) -> str:
    """The beginning of a section with its heading."""
    return (
        f'<section id="{name}" aria-labelledby="h-{name}">\n<h2 id="h-{name}">'
        f"{shown_text(TITLES[name])}</h2>\n"
    )


SCROLLS = T(
    "On a screen this narrow the table scrolls sideways.",
    "Di layar sesempit ini tabel digeser ke samping.",
)


def figure_links(figures: Iterable[Figure]) -> Iterator[str]:
    """The figures on top, each a link to what it speaks of."""
    yield '<ul class="figures">\n'
    for one in figures:
        sign, look = ("✓", "good") if one.good else ("!", "")
        yield (
            f'<li><a class="{look}" href="{one.href}"><b>{sign} {shown_text(one.label)}</b>'
            f"<strong>{shown_text(one.value)}</strong>"
            f"<span>{shown_text(one.detail)}</span></a></li>\n"
        )
    yield "</ul>\n"


def navigation(sections: Iterable[tuple[str, T]]) -> str:
    """Links to the sections of a page."""
    links = "".join(
        f'<li><a href="#{name}">{shown_text(title)}</a></li>' for name, title in sections
    )
    return f'<nav aria-label="{shown_text(T("Sections", "Bagian"))}"><ul>{links}</ul></nav>\n'
