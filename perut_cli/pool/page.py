"""The page of a pool: the offices of a regency, a province or the nation, every figure that of
the pool's reports.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import fsum
from typing import NamedTuple

from perut_cli.core import scoring
from perut_cli.core.text import T, Text
from perut_cli.core.vocabulary import WORDS
from perut_cli.pool import levels, offices, status
from perut_cli.pool.engine import PoolStore
from perut_cli.pool.folder import NATION, Pool, is_within
from perut_cli.pool.levels import LENGTHS, Asked, Row
from perut_cli.pool.outlook import outlooks
from perut_cli.reports.pages.areas import NOTHING_AHEAD, Area, AreasPage, Attention, Outlook
from perut_cli.reports.pages.overview import Course, Figure
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores import indicators, progress, target
from perut_cli.reports.scores.units import Yardstick, yardstick
from perut_cli.reports.words import day

_NAMES = ("province", "regency", "district", "village")
_LABELS = {
    one.key: T(one.label.en.capitalize(), one.label.id.capitalize()) for one in levels.LEVELS
}
_QUARTERS = 3
_WEAKEST = 10


class PageSource(NamedTuple):
    """What the page is made from: the pool, its store, the day and instrument, and the area."""

    pool: Pool
    store: PoolStore
    scope: Scope
    within: str
    today: date


def page(look: PageSource, since: str = "") -> AreasPage:
    """Collect the page."""
    level, below = _levels(look.within or look.pool.covers.replace(NATION, ""))
    yard = yardstick(levels.as_store(look.store), look.scope, "village")
    table = progress.progress(levels.as_store(look.store), look.scope)
    rows = list(table.rows)
    look.store.open_work()
    areas = _with_courses(_areas(look, rows, level, below), _courses(look, yard, LENGTHS[level]))
    readings = target.target(levels.as_store(look.store), look.scope)
    attention = _attention(look)
    look.store.open_answers()
    weakest = indicators.indicators(levels.as_store(look.store), look.scope)
    return AreasPage(
        _title(look),
        table.head,
        look.scope.as_of,
        since,
        yard.target,
        yard.settings.visit_interval_days,
        _LABELS[level],
        _LABELS[below],
        _figures(areas, list(readings.rows), attention),
        _changes(look, since, areas, level) if since else [],
        [tuple(row) for row in readings.rows],
        areas,
        attention,
        [tuple(row) for row in list(weakest.rows)[:_WEAKEST] if row[4] is not None],
        levels.remarks(look.pool, look.store),
        offices.state(offices.offices(look.pool)),
    )


def _levels(area: str) -> tuple[str, str]:
    """(level of the rows, level within them) of the page of an area."""
    place = next(
        (place for place, name in enumerate(_NAMES) if LENGTHS[name] > len(area)), len(_NAMES) - 1
    )
    return _NAMES[place], _NAMES[min(place + 1, len(_NAMES) - 1)]


def _title(look: PageSource) -> Text:
    area = look.within or look.pool.covers
    if area == NATION:
        return T("Indonesia", "Indonesia")
    kind = next(name for name in _NAMES if LENGTHS[name] == len(area))
    name = look.pool.names.get(area) or look.pool.offices.get(area) or area
    if name.partition(" ")[0].casefold() in _KINDS:
        return name
    return T("{kind} {name}", "{kind} {name}").format(kind=_LABELS[kind], name=name)


_KINDS = ("provinsi", "daerah", "kabupaten", "kota", "kecamatan", "distrik")
"""What the name of an area may begin with: then it says itself what it is."""


def _areas(look: PageSource, rows: list[Row], level: str, below: str) -> list[Area]:
    """The areas of a level with those of the level below, each with its outlook."""
    ahead = outlooks(look.store, look.scope, (LENGTHS[level], LENGTHS[below]))
    parts: dict[str, list[Area]] = defaultdict(list)
    if below != level:
        for one in _of_level(look, rows, below):
            parts[one.code[: LENGTHS[level]]].append(_ahead(one, ahead))
    return [
        _ahead(one, ahead)._replace(parts=parts[one.code]) for one in _of_level(look, rows, level)
    ]


def _ahead(area: Area, ahead: Mapping[str, Outlook]) -> Area:
    return area._replace(outlook=ahead.get(area.code, NOTHING_AHEAD))


def _with_courses(areas: list[Area], courses: Mapping[str, list[Course]]) -> list[Area]:
    return [one._replace(course=courses.get(one.code, [])) for one in areas]


def _of_level(look: PageSource, rows: Iterable[Row], level: str) -> Iterable[Area]:
    if level == "village":
        yield from map(_village, rows)
        return
    asked = Asked(look.scope, level, look.within)
    names = look.pool.names | look.pool.offices
    for code, *figures in levels.by_area(
        rows, LENGTHS[level], levels.counted_offices(look.pool, asked)
    ):
        yield Area._make((code, names.get(code) or code, *figures, NOTHING_AHEAD, [], []))


def _village(row: Row) -> Area:
    """A village as an area: its row of the progress report."""
    _, *figures = next(iter(levels.by_area([row], LENGTHS["village"], {})))
    return Area._make((row[0], row[1], *figures, NOTHING_AHEAD, [], []))


def _courses(look: PageSource, yard: Yardstick, length: int) -> dict[str, list[Course]]:
    """The mean of the villages' latest scores at the ends of the last quarters, and on the day."""
    courses: dict[str, list[Course]] = defaultdict(list)
    for when in (*_quarter_ends(look.scope.as_of), look.scope.as_of):
        found: dict[str, list[float]] = defaultdict(list)
        for code, pair in levels.units(look.store, look.scope._replace(as_of=when), yard):
            total = scoring.total(pair.latest.sums)
            if total is not None:
                found[code[:length]].append(total)
        for code, totals in found.items():
            courses[code].append(Course(when, fsum(totals) / len(totals)))
    return courses


def _quarter_ends(as_of: str) -> list[str]:
    """The last days of the quarters before a day, earliest first."""
    ends = []
    first = date.fromisoformat(as_of)
    for _ in range(_QUARTERS):
        first = first.replace(month=(first.month - 1) // 3 * 3 + 1, day=1)
        ends.append((first - timedelta(days=1)).isoformat())
        first -= timedelta(days=1)
    return ends[::-1]


def _attention(look: PageSource) -> list[Attention]:
    label = WORDS["office_state"].show
    return [
        Attention(row[0], row[1], label(row[2]), row[7])
        for row in status.office_rows(look.pool, look.today)
        if row[7] and is_within(row[0], look.within)
    ]


_DELIVERED = T(
    "of {all} have delivered; {n} to ask", "dari {all} sudah mengirim; {n} perlu ditanya"
)


def _figures(areas: list[Area], readings: list[Row], attention: list[Attention]) -> list[Figure]:
    chosen = next((row for row in readings if row[1] == "yes"), None)
    there, silent = sum(one.offices for one in areas), sum(one.silent for one in areas)
    assessed, villages = sum(one.assessed for one in areas), sum(one.villages for one in areas)
    overdue = sum(one.overdue for one in areas)
    value = "–" if chosen is None or chosen[2] is None else _number(chosen[2])
    return [
        Figure(
            T("Target", "Target"),
            value,
            T("of {aim} to be reached", "dari {aim} yang dituju").format(
                aim=_number(chosen[3]) if chosen else "–"
            ),
            "#areas",
            bool(chosen and chosen[4] == "yes"),
        ),
        Figure(
            T("Offices", "Kantor"),
            str(there),
            _DELIVERED.format(all=there + silent, n=len(attention)),
            "#offices",
            not attention,
        ),
        Figure(
            T("Assessed", "Dinilai"),
            str(assessed),
            T("of {all} villages", "dari {all} desa").format(all=villages),
            "#areas",
            assessed == villages,
        ),
        Figure(
            T("Overdue", "Terlambat"),
            str(overdue),
            T("follow-ups past their day", "tindak lanjut lewat tenggat"),
            "#areas",
            not overdue,
        ),
    ]


def _number(value: float) -> str:
    return str(T(f"{value:.1f}", f"{value:.1f}".replace(".", ",")))


def _changes(look: PageSource, since: str, areas: list[Area], level: str) -> list[Text]:
    """What is otherwise than at the end of an earlier day, of each area."""
    then = look.scope._replace(as_of=since)
    rows = list(progress.progress(levels.as_store(look.store), then).rows)
    before = {area.code: area for area in _areas(look._replace(scope=then), rows, level, level)}
    changes: list[Text] = []
    visits = sum(
        area.sessions - before[area.code].sessions for area in areas if area.code in before
    )
    changes.append(
        T(
            "{n} {n:visit|visits} and meetings since {day}",
            "{n} kunjungan dan pertemuan sejak {day}",
        ).format(n=visits, day=day(since))
    )
    for area in areas:
        old = before.get(area.code)
        if old and area.latest is not None and old.latest != area.latest:
            changes.append(
                T("{name}: score {old} → {new}", "{name}: nilai {old} → {new}").format(
                    name=area.name,
                    old="–" if old.latest is None else _number(old.latest),
                    new=_number(area.latest),
                )
            )
        if old and area.overdue > old.overdue:
            changes.append(
                T("{name}: {n} more overdue", "{name}: {n} terlambat lagi").format(
                    name=area.name, n=area.overdue - old.overdue
                )
            )
        if old and area.outlook.owed < old.outlook.owed:
            changes.append(
                T("{name}: {n} {n:document|documents} came in", "{name}: {n} dokumen masuk").format(
                    name=area.name, n=old.outlook.owed - area.outlook.owed
                )
            )
    return changes
