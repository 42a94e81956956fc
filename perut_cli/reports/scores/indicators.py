"""Indicators: which ones are weakest over the latest finals."""

from collections.abc import Iterable, Mapping
from math import fsum

from perut_cli.core.scoring import compared
from perut_cli.core.table import Bar, Table
from perut_cli.core.text import T, same_in_both
from perut_cli.core.values import Row
from perut_cli.core.vocabulary import words
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.units import Pair, Yardstick, answer_counts, in_scope, yardstick
from perut_cli.reports.words import head
from perut_cli.store.db import Store
from perut_cli.store.queries import query

COLUMNS = words("dimension indicator_code indicator_text assessed mean failed failed_share")


def indicators(store: Store, scope: Scope) -> Table:
    """The indicators of the newest version in use, weakest first, those never answered last."""
    yard = yardstick(store, scope)
    version, assessments, others = newest_finals(store, scope, yard)
    counts = answer_counts(store, assessments)
    rows = weakest_first(of_version(store, version), counts)
    return Table(
        T("Indicators, the weakest first", "Indikator, yang terlemah dahulu"),
        COLUMNS,
        rows,
        head=head(scope, yard),
        note=_note(yard, version, others),
        name="indicators",
        chart=(Bar("mean"),),
    )


def of_version(store: Store, version: int) -> list[Row]:
    """(id, dimension, code, text, maximum) of the indicators of a version in their order."""
    return store.rows(query("scores", "indicators").sql, {"version": version})


def weakest_first(listed: Iterable[Row], counts: Mapping[int, Mapping[float, int]]) -> list[Row]:
    """The rows of the report from how often each score of an indicator was given."""
    rows = [
        (*names, *_figures(counts.get(id_, {}), max_score)) for id_, *names, max_score in listed
    ]
    return sorted(rows, key=lambda row: (row[4] is None, compared(row[4] or 0), -(row[6] or 0)))


def newest_finals(store: Store, scope: Scope, yard: Yardstick) -> tuple[int, list[int], int]:
    """(version id, the latest finals by it, how many units have their latest by an older one); 0
    without a version.
    """
    return newest_of(in_scope(store, scope, yard), yard)


def newest_of(pairs: Iterable[Pair], yard: Yardstick) -> tuple[int, list[int], int]:
    """The same of some units."""
    latest = [pair.latest for pair in pairs]
    used = {taken.instrument_id for taken in latest}
    version = next((id_ for id_ in yard.versions if id_ in used), next(iter(yard.versions), 0))
    ids = [taken.assessment_id for taken in latest if taken.instrument_id == version]
    return version, ids, len(latest) - len(ids)


def _figures(
    counts: Mapping[float, int], max_score: float
) -> tuple[int, float | None, int, float | None]:
    """(assessed, mean in percent, failed, failed share in percent) from how often each score was
    given; the mean from exact sums, so that no order of adding tells.
    """
    assessed = sum(counts.values())
    if not assessed:
        return 0, None, 0, None
    failed = sum(answers for score, answers in counts.items() if score < max_score)
    earned = fsum(score / max_score * answers for score, answers in counts.items())
    return assessed, 100 * earned / assessed, failed, 100 * failed / assessed


def _note(yard: Yardstick, version: int, others: int) -> T:
    if not others:
        return same_in_both("")
    return T(
        "Version {version} only; {n} {n:unit has its|units have their} latest assessment by an "
        "older one and {n:is|are} left out.",
        "Hanya versi {version}; {n} unit yang penilaian terakhirnya memakai versi lama tidak "
        "dihitung.",
    ).format(version=yard.versions[version].name, n=others)
