"""The parts of a page that tell of a village's scores: dimensions, what failed and how to mend it,
what lifts most.
"""

from perut_cli.core import scoring
from perut_cli.core.table import Bar, Table
from perut_cli.core.text import Hint, T, same_in_both
from perut_cli.core.vocabulary import REACHED, words
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.answers import (
    Given,
    answers,
    failed,
    lift,
    village_dimensions,
    village_pair,
)
from perut_cli.reports.scores.units import verdict, yardstick
from perut_cli.reports.words import figure
from perut_cli.store.db import Store

_FAILURES = 8
_LIFTS = 8


def dimensions(store: Store, scope: Scope, village_id: int) -> Table:
    """The score of each dimension at baseline and latest, with a bar; the total and the target in
    the note.
    """
    found = village_dimensions(store, scope, village_id)
    cells = [
        (one.dimension, one.baseline, one.latest, _gain(one.baseline, one.latest)) for one in found
    ]
    columns, title = (
        words("dimension baseline latest gain"),
        T("Scores by dimension", "Nilai menurut dimensi"),
    )
    note = _total(store, scope, village_id)
    return Table(title, columns, cells, note=note, name="dimensions", chart=(Bar("latest"),))


def failures(store: Store, scope: Scope, village_id: int) -> Table:
    """Indicators below their maximum and critical ones left blank at the latest, critical and
    heaviest first.
    """
    pair = village_pair(store, scope, village_id)
    failed_answers = _failed(store, pair.latest.assessment_id) if pair else []
    kept = [
        answer
        for place, answer in enumerate(failed_answers)
        if answer.critical == "yes" or place < _FAILURES
    ]
    cells = [
        (
            answer.indicator_code,
            answer.indicator_text,
            answer.critical,
            answer.score,
            answer.feedback,
        )
        for answer in kept
    ]
    code = (
        store.value(
            "SELECT assessment_code FROM assessment WHERE id = ?", (pair.latest.assessment_id,)
        )
        if pair
        else ""
    )
    more = Hint(
        "{n} more failed: perut finding from {code}",
        "{n} lagi gagal: perut temuan dari {code}",
        T("{n} more failed", "{n} lagi gagal"),
    )
    note = (
        more.format(n=len(failed_answers) - len(kept), code=code)
        if len(failed_answers) > len(kept)
        else same_in_both("")
    )
    columns = words("indicator_code indicator_text critical score feedback")
    return Table(T("What failed", "Yang gagal"), columns, cells, note=note, name="failed")


def lifts(store: Store, scope: Scope, village_id: int) -> Table:
    """What would lift the latest score most, with the points it would bring."""
    cells = [
        (one.indicator_code, one.indicator_text, one.points)
        for one in lift(store, scope, village_id)[:_LIFTS]
    ]
    title = T("What would lift the score most", "Yang paling menaikkan nilai")
    return Table(title, words("indicator_code indicator_text points"), cells, name="lift")


def _failed(store: Store, assessment_id: int) -> list[Given]:
    return [
        *filter(_is_blank_critical, answers(store, assessment_id)),
        *failed(store, assessment_id),
    ]


def _gain(before: float | None, after: float | None) -> float | None:
    return after - before if before is not None and after is not None else None


def _is_blank_critical(one: Given) -> bool:
    return one.critical == "yes" and one.score is None and not one.na_reason


def _total(store: Store, scope: Scope, village_id: int) -> T:
    pair = village_pair(store, scope, village_id)
    if pair is None:
        return same_in_both("")
    version = yardstick(store, scope, "village").versions[pair.latest.instrument_id]
    judged = verdict(pair.latest.sums, version)
    if judged.total is None:
        return T("nothing answered yet", "belum ada yang terjawab")
    reached = {choice.key: choice.label for choice in REACHED}.get(
        judged.reached, same_in_both(judged.reached)
    )
    text = T(
        "total {total}, {coverage} % answered, target {target} reached: {reached}",
        "jumlah {total}, terjawab {coverage} %, target {target} tercapai: {reached}",
    )
    limits = [start for start, _ in version.bands] + [version.target]
    return text.format(
        total=figure(scoring.shown(judged.total, limits), 1),
        coverage=figure(scoring.shown(judged.coverage or 0), 1),
        target=figure(version.target, 1),
        reached=reached,
    )
