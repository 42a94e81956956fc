"""Tables of one village's scores for its pages: dimensions, what failed and how to mend it, what
would lift most.
"""

from perut_cli.core import scoring
from perut_cli.core.table import Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import words
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.answers import failed, lift, village_dimensions, village_pair
from perut_cli.store.db import Store

MOST = 5
"""So many indicators are named as those that would lift the score most."""


def dimensions_table(store: Store, scope: Scope) -> Table:
    """The dimensions of the scope's village at baseline and latest, the whole last; no rows without
    an assessment.
    """
    pair = village_pair(store, scope, scope.village_id or 0)
    rows = [
        (one.dimension, one.baseline, one.latest, _rise(one.baseline, one.latest))
        for one in village_dimensions(store, scope, scope.village_id or 0)
    ]
    if pair:
        before = scoring.total(pair.baseline.sums) if pair.twice else None
        after = scoring.total(pair.latest.sums)
        rows.append((str(T("Whole", "Keseluruhan")), before, after, _rise(before, after)))
    columns = words("dimension baseline latest gain")
    return Table(T("Dimensions", "Dimensi"), columns, rows, name="dimensions", chart="bar:latest")


def failed_table(store: Store, scope: Scope) -> Table:
    """What failed in the latest of the scope's village, critical ones first, and what to do about
    it.
    """
    pair = village_pair(store, scope, scope.village_id or 0)
    rows = [
        (
            one.indicator_code,
            one.indicator_text,
            one.score,
            one.max_score,
            one.critical,
            one.feedback,
        )
        for one in (failed(store, pair.latest.assessment_id) if pair else [])
    ]
    columns = words("indicator_code indicator_text score max_score critical feedback")
    return Table(T("What failed", "Yang belum penuh"), columns, rows, name="failed")


def lift_table(store: Store, scope: Scope) -> Table:
    """The indicators that would lift the latest score of the scope's village most, each alone at
    its maximum.
    """
    rows = [
        (one.indicator_code, one.indicator_text, one.points, one.feedback)
        for one in lift(store, scope, scope.village_id or 0)[:MOST]
    ]
    columns = words("indicator_code indicator_text points feedback")
    return Table(
        T("What would lift the score most", "Yang paling menaikkan nilai"),
        columns,
        rows,
        name="lift",
    )


def _rise(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before
