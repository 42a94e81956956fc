"""Progress: where every village stands on a day, the silent ones too."""

from collections.abc import Callable, Iterator

from perut_cli.core import scoring
from perut_cli.core.scoring import Sums
from perut_cli.core.table import Bar, Sparkline, Table
from perut_cli.core.text import T
from perut_cli.core.values import Row
from perut_cli.core.vocabulary import words
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.units import (
    Pair,
    Verdict,
    Yardstick,
    judges,
    pairs,
    query_parameters,
    yardstick,
)
from perut_cli.reports.words import head, versions_used
from perut_cli.store.db import Store
from perut_cli.store.queries import query

COLUMNS = words(
    "village_code village_name locus sessions last_session baseline latest gain gap coverage "
    "critical_failures "
    "reached band open_actions overdue_actions"
)

_SILENT = (None,) * 8


def progress(store: Store, scope: Scope) -> Table:
    """A row a village; baseline and latest as in section 4 of the contract, their gain only where
    they are two.
    """
    yard = yardstick(store, scope, "village")
    found = pairs(store, scope, yard)
    used = versions_used(yard, {pair.latest.instrument_id for pair in found.values()})
    return Table(
        T("Progress of the villages", "Kemajuan desa"),
        COLUMNS,
        _rows(store, scope, yard, found),
        note=used,
        head=head(scope, yard),
        name="progress",
        chart=(Bar("latest", yard.target), Sparkline(("baseline", "latest"))),
    )


def _rows(
    store: Store, scope: Scope, yard: Yardstick, by_village: dict[int, Pair]
) -> Iterator[Row]:
    parameters = query_parameters(scope, yard)
    sessions = {
        row[0]: row[1:] for row in store.select(query("scores", "session_counts").sql, parameters)
    }
    actions = {
        row[0]: row[1:] for row in store.select(query("scores", "action_counts").sql, parameters)
    }
    judge = judges(yard)
    for id_, code, name, locus in store.select(query("scores", "villages").sql, parameters):
        scores = _scores(by_village[id_], judge, yard) if id_ in by_village else _SILENT
        yield code, name, locus, *sessions.get(id_, (0, "")), *scores, *actions.get(id_, (0, 0))


def _scores(pair: Pair, judge: dict[int, Callable[[Sums], Verdict]], yard: Yardstick) -> Row:
    latest, baseline = pair.latest, pair.baseline
    judged = judge[latest.instrument_id](latest.sums)
    before = scoring.total(baseline.sums)
    after = judged.total
    gain = after - before if pair.twice and before is not None and after is not None else None
    gap = None if after is None else max(0.0, yard.versions[latest.instrument_id].target - after)
    return (
        before,
        after,
        gain,
        gap,
        judged.coverage,
        latest.sums.critical_failed,
        judged.reached,
        judged.band,
    )
