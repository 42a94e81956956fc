"""Reports of a pool by level: villages, districts, regencies, provinces; every figure made again
from the units, never from figures of a level below.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import fsum
from typing import Any, NamedTuple, cast

from perut_cli.core.fields import Choice
from perut_cli.core.table import Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import choices, words
from perut_cli.pool import folder, offices
from perut_cli.pool.engine import PoolStore
from perut_cli.pool.folder import Pool
from perut_cli.pool.status import unfinished
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores import indicators, progress, target
from perut_cli.reports.scores.units import Pair, Yardstick, pairs, query_parameters, unit, yardstick
from perut_cli.reports.words import head, sentences
from perut_cli.store.db import Store
from perut_cli.store.queries import query

LEVELS = choices("village/desa", "district/kecamatan", "regency/kabupaten", "province/provinsi")
LENGTHS = {"village": 13, "district": 8, "regency": 5, "province": 2}
"""Digits and dots of the code of an area of each level."""

PROGRESS = words(
    "area_code offices silent_offices villages assessed sessions baseline latest gain "
    "reached_villages reached_share critical_failures open_actions overdue_actions"
)

Row = tuple[Any, ...]


class Asked(NamedTuple):
    """A report asked of a pool: what it is about, the level of its rows, and the part of the
    country.
    """

    scope: Scope
    level: str
    within: str


def level_of(text: str) -> str:
    """A level by its name in either language, blank for another word."""
    return next((one.key for one in LEVELS if text.casefold() in _names(one)), "")


def _names(level: Choice) -> tuple[str, str]:
    return level.key, level.label.id


def report(name: str, pool: Pool, store: PoolStore, asked: Asked) -> Table:
    """One of the reports by its name."""
    return REPORTS[name](pool, store, asked)


def as_store(store: PoolStore) -> Store:
    """The reports read by select, rows and value alone, which a pool has as an office's file."""
    return cast("Store", store)


def _progress(pool: Pool, store: PoolStore, asked: Asked) -> Table:
    found = progress.progress(as_store(store), asked.scope)
    noted = found._replace(note=sentences(found.note, remarks(pool, store)))
    if asked.level == "village":
        return noted
    rows = list(by_area(found.rows, LENGTHS[asked.level], counted_offices(pool, asked)))
    label = next(one.label for one in LEVELS if one.key == asked.level)
    title = T("Progress by {level}", "Kemajuan per {level}").format(level=label)
    return noted._replace(title=title, columns=PROGRESS, rows=rows, name="pool_progress")


def by_area(rows: Iterable[Row], length: int, counted: dict[str, tuple[int, int]]) -> Iterable[Row]:
    """(area, delivered and silent offices, …) of every area out of village rows of the progress
    report, the columns of PROGRESS.
    """
    areas: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        areas[row[0][:length]].append(row)
    for code in sorted({*areas, *counted}):
        delivered, silent = counted.get(code, (0, 0))
        yield code, delivered, silent, *_summed(areas[code])


def _summed(rows: list[Row]) -> Row:
    """Counts and means of village rows of the progress report."""
    assessed = [row for row in rows if row[6] is not None]
    reached = sum(row[11] == "yes" for row in assessed)
    return (
        len(rows),
        len(assessed),
        sum(row[3] for row in rows),
        _mean(row[5] for row in assessed),
        _mean(row[6] for row in assessed),
        _mean(row[7] for row in assessed),
        reached,
        100 * reached / len(assessed) if assessed else None,
        sum(row[10] for row in assessed),
        sum(row[13] for row in rows),
        sum(row[14] for row in rows),
    )


def _mean(numbers: Iterable[float | None]) -> float | None:
    there = [number for number in numbers if number is not None]
    return fsum(there) / len(there) if there else None


def counted_offices(pool: Pool, asked: Asked) -> dict[str, tuple[int, int]]:
    """(offices that delivered, silent ones) by area."""
    length = LENGTHS[asked.level]
    delivered = offices.offices(pool, asked.within)
    expected = {code for code in pool.offices if folder.is_within(code, asked.within)}
    counted: dict[str, tuple[int, int]] = {}
    for code in sorted({*delivered, *expected}):
        there, silent = counted.get(code[:length], (0, 0))
        is_there = code in delivered
        counted[code[:length]] = there + is_there, silent + (not is_there)
    return counted


def _target(pool: Pool, store: PoolStore, asked: Asked) -> Table:
    if asked.level == "":
        found = target.target(as_store(store), asked.scope)
        return found._replace(note=sentences(found.note, remarks(pool, store)))
    yard = yardstick(as_store(store), asked.scope)
    areas = _pairs_by_area(store, asked, yard)
    rows = [
        (area, *row)
        for area in sorted(areas)
        for row in target.rows_of([unit(pair) for pair in areas[area]], yard)
    ]
    return Table(
        T("The target, read in three ways", "Target dengan tiga cara baca"),
        (*words("area_code"), *target.COLUMNS),
        rows,
        note=remarks(pool, store),
        head=head(asked.scope, yard),
        name="pool_target",
    )


def _pairs_by_area(store: PoolStore, asked: Asked, yard: Yardstick) -> dict[str, list[Pair]]:
    areas: dict[str, list[Pair]] = defaultdict(list)
    for code, pair in units(store, asked.scope, yard):
        areas[code[: LENGTHS[asked.level]]].append(pair)
    return areas


def units(store: PoolStore, scope: Scope, yard: Yardstick) -> Iterable[tuple[str, Pair]]:
    """(village code, pair) of every village, or official in post on the day, that was assessed."""
    by_unit = pairs(as_store(store), scope, yard)
    name = "officials" if yard.subject == "official" else "villages"
    seen = set()
    for row in store.select(query("scores", name).sql, query_parameters(scope)):
        id_, code = (row[0], row[2]) if name == "officials" else (row[0], row[1])
        if id_ in by_unit and id_ not in seen and (name == "villages" or row[4]):
            seen.add(id_)
            yield code, by_unit[id_]


def _indicators(pool: Pool, store: PoolStore, asked: Asked) -> Table:
    store.open_answers()
    if asked.level == "":
        found = indicators.indicators(as_store(store), asked.scope)
        return found._replace(note=sentences(found.note, remarks(pool, store)))
    yard = yardstick(as_store(store), asked.scope)
    areas = _pairs_by_area(store, asked, yard)
    newest = {area: indicators.newest_of(areas[area], yard) for area in sorted(areas)}
    versions = {version for version, _, _ in newest.values()}
    listed = {id_: indicators.of_version(as_store(store), id_) for id_ in versions}
    finals = [id_ for _, ids, _ in newest.values() for id_ in ids]
    counts = _answers_by_area(store, finals, LENGTHS[asked.level])
    rows = [
        (area, *row)
        for area, (version, _, _) in newest.items()
        for row in indicators.weakest_first(listed[version], counts.get(area, {}))
    ]
    return Table(
        T("Indicators, the weakest of each area first", "Indikator, yang terlemah tiap wilayah"),
        (*words("area_code"), *indicators.COLUMNS),
        rows,
        note=sentences(
            _left_out(sum(more for _, _, more in newest.values())), remarks(pool, store)
        ),
        head=head(asked.scope, yard),
        name="pool_indicators",
    )


def _left_out(units_left: int) -> T:
    if not units_left:
        return T("", "")
    return T(
        "Of each area the newest version in use; {n} {n:unit|units} assessed last by an older one "
        "{n:is|are} left out.",
        "Tiap wilayah memakai versi terbarunya; {n} unit yang dinilai terakhir dengan versi lama "
        "tidak dihitung.",
    ).format(n=units_left)


def _answers_by_area(
    store: PoolStore, finals: Sequence[int], length: int
) -> dict[str, dict[int, dict[float, int]]]:
    """How often each score of an indicator was given, by area."""
    counts: dict[str, dict[int, dict[float, int]]] = {}
    sql = query("scores", "answer_counts_by_area").sql
    for ids in store.id_lists(finals):
        rows = store.select(sql.replace(":assessments", ids), {"length": length})
        for area, indicator, score, answers in rows:
            counts.setdefault(area, {}).setdefault(indicator, {})[score] = answers
    return counts


def remarks(pool: Pool, store: PoolStore) -> T:
    """What a reader of any figure of the pool must know."""
    return sentences(_clashes(store), unfinished(pool))


def _clashes(store: PoolStore) -> T:
    """Say which versions go by a name of their own, since their content differs."""
    names = ", ".join(
        f"{one.code} {one.name} ({one.offices})"
        for one in store.versions
        if one.name != one.recorded
    )
    text = T(
        "Same code and version, other content, kept apart: {names}.",
        "Kode dan versi sama, isi berbeda, dipisahkan: {names}.",
    )
    return text.format(names=names) if names else T("", "")


REPORTS: dict[str, Callable[[Pool, PoolStore, Asked], Table]] = {
    "progress": _progress,
    "target": _target,
    "indicators": _indicators,
}
"""The reports that a pool has, by their names."""

NAMES_ID = {"kemajuan": "progress", "target": "target", "indikator": "indicators"}
