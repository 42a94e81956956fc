"""Trend: the scores of the villages over time, dimension by dimension."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from perut_cli.core import scoring
from perut_cli.core.fields import NUMBER, Field
from perut_cli.core.instruments import slug
from perut_cli.core.scoring import Sums
from perut_cli.core.table import Lines, Table
from perut_cli.core.text import T, same_in_both
from perut_cli.core.values import Row
from perut_cli.core.vocabulary import words
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.units import Yardstick, as_json_list, query_parameters, yardstick
from perut_cli.reports.words import head
from perut_cli.store.db import Store
from perut_cli.store.queries import query

_WHOLE = ""


class FinalAssessment(NamedTuple):
    """A final assessment of a village in the order of time, with its sums."""

    id: int
    instrument_id: int
    village_code: str
    assessment_date: str
    stage: str
    assessment_code: str
    sums: Sums


def trend(store: Store, scope: Scope) -> Table:
    """A row a final of the villages in scope and period; two versions are compared on their common
    indicators.
    """
    yard = yardstick(store, scope, "village")
    finals = finals_of(store, scope, yard)
    version = compared_by(yard, finals)
    sums, note = node_sums(store, yard, finals)
    dimensions = [
        name
        for (name,) in store.select(query("scores", "dimension_order").sql, {"version": version})
    ]
    rows = [_row(final, sums[final.id], dimensions) for final in finals]
    columns = (*words("village_code assessment_date stage total"), *map(_column, dimensions))
    return Table(
        T("Trend of the villages", "Tren desa"),
        columns,
        rows,
        note=note,
        head=head(scope, yard),
        name="trend",
        chart=(Lines("assessment_date", "total", "village_code"),),
    )


def named(store: Store, table: Table) -> Table:
    """The trend with the villages by name, to be drawn;
    a name that two have stands with its code.
    """
    names: dict[str, str] = dict(store.rows("SELECT village_code, village_name FROM village"))
    times = Counter(names.values())
    shown = {code: name if times[name] == 1 else f"{name} ({code})" for code, name in names.items()}
    return table._replace(rows=[(shown[row[0]], *row[1:]) for row in table.rows])


def finals_of(store: Store, scope: Scope, yard: Yardstick) -> list[FinalAssessment]:
    """The finals in scope, by village code and day."""
    rows = store.select(query("scores", "finals").sql, query_parameters(scope, yard))
    return [FinalAssessment._make((*row[:6], Sums._make(row[6:]))) for row in rows]


def compared_by(yard: Yardstick, finals: Sequence[FinalAssessment]) -> int:
    """The id of the newest version among the finals, else of the newest there is; 0 without any."""
    used = {final.instrument_id for final in finals}
    return next((id_ for id_ in yard.versions if id_ in used), next(iter(yard.versions), 0))


def node_sums(
    store: Store, yard: Yardstick, finals: Sequence[FinalAssessment]
) -> tuple[dict[int, dict[str, Sums]], T]:
    """The sums of every final by dimension, those of the whole under a blank name, and a remark on
    mixed versions.
    """
    ids = as_json_list(final.id for final in finals)
    used = [id_ for id_ in yard.versions if any(final.instrument_id == id_ for final in finals)]
    if len(used) > 1:
        return _over_common(store, yard, finals, used, ids)
    found = {final.id: {_WHOLE: final.sums} for final in finals}
    for assessment_id, dimension, *sums in store.select(
        query("scores", "dimension_sums").sql, {"assessments": ids}
    ):
        found[assessment_id][dimension] = Sums(*sums)
    return found, same_in_both("")


def _over_common(
    store: Store,
    yard: Yardstick,
    finals: Sequence[FinalAssessment],
    used: list[int],
    ids: str,
) -> tuple[dict[int, dict[str, Sums]], T]:
    codes = [
        code
        for (code,) in store.select(
            query("scores", "common_indicators").sql, {"versions": as_json_list(used)}
        )
    ]
    given = {"assessments": ids, "version": used[0], "codes": as_json_list(codes)}
    by_final: dict[int, dict[str, Sums]] = {final.id: {} for final in finals}
    for assessment_id, dimension, *sums in store.select(query("scores", "common_sums").sql, given):
        by_final[assessment_id][dimension] = Sums(*sums)
    note = T(
        "Versions {names} are compared on the {n} {n:indicator|indicators} they have in common, "
        "weighed as in version {newest}.",
        "Versi {names} dibandingkan pada {n} indikator yang sama, dengan bobot versi {newest}.",
    ).format(
        names=", ".join(yard.versions[id_].name for id_ in used),
        n=len(codes),
        newest=yard.versions[used[0]].name,
    )
    return {id_: {**sums, _WHOLE: _pooled(sums.values())} for id_, sums in by_final.items()}, note


def _pooled(parts: Iterable[Sums]) -> Sums:
    sides = list(parts)
    return Sums(
        *(
            sum(getattr(part, side) for part in sides)
            for side in ("earned", "answered", "applicable")
        )
    )


def _row(final: FinalAssessment, sums: Mapping[str, Sums], dimensions: Sequence[str]) -> Row:
    scores = (scoring.total(sums[name]) if name in sums else None for name in (_WHOLE, *dimensions))
    return final.village_code, final.assessment_date, final.stage, *scores


def _column(dimension: str) -> Field:
    return Field(
        slug(dimension),
        same_in_both(dimension),
        NUMBER,
        T("score of the dimension", "nilai dimensi"),
    )
