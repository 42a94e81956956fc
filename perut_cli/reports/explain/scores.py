"""Where the numbers of progress, target, officials, indicators and trend come from."""

from collections.abc import Callable
from typing import NamedTuple

from perut_cli.core import scoring
from perut_cli.core.table import Page, Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import words
from perut_cli.reports.explain import formulas
from perut_cli.reports.explain.cells import (
    ExplainedCell,
    Parts,
    cell,
    not_found,
    page,
    row_by,
    village_id,
)
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.indicators import indicators, newest_finals
from perut_cli.reports.scores.officials import chosen, officials, remark
from perut_cli.reports.scores.progress import progress
from perut_cli.reports.scores.target import readings, target
from perut_cli.reports.scores.trend import FinalAssessment, finals_of, node_sums, trend
from perut_cli.reports.scores.units import (
    AssessmentSums,
    MeasuredVersion,
    Official,
    Pair,
    Yardstick,
    as_json_list,
    in_scope,
    pairs,
    query_parameters,
    unit,
    yardstick,
)
from perut_cli.reports.words import day, figure, reading
from perut_cli.store.db import Store
from perut_cli.store.lookup import fits
from perut_cli.store.queries import query

RECORDED = T("as recorded; nothing is calculated", "seperti yang tercatat; tidak ada yang dihitung")


class ScoreContext(NamedTuple):
    """What a unit's numbers are explained from."""

    store: Store
    pair: Pair
    version: MeasuredVersion
    mark: float


def progress_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report progress`; the key is a village by code, digits or name."""
    alone = scope._replace(village_id=village_id(store, key), locus=False)
    table = progress(store, alone)
    number = cell(table, next(iter(table.rows), None), key, column)
    yard = yardstick(store, alone, "village")
    name = f"{number.row['village_code']} {number.row['village_name']}"
    if number.field.key in _COUNTED:
        return page(number, name, _COUNTED[number.field.key](store, alone))
    pair = pairs(store, alone, yard).get(alone.village_id or 0)
    return page(number, name, _unit_parts(store, yard, pair, number.field.key))


def officials_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report officials`; the key is an official's name, with the village before it
    or not, or code.
    """
    table = officials(store, scope)
    yard = yardstick(store, scope, "official")
    people, by_person = chosen(store, scope, yard)
    one = _person(store, people, key)
    row = next((row for who, row in zip(people, table.rows, strict=True) if who == one), None)
    at = cell(table, row, key, column)
    parts = _unit_parts(store, yard, by_person.get(one.id) if one else None, at.field.key)
    if at.field.key == "change":
        parts = [*parts, remark(people, by_person)]
    return page(at, str(at.row["official_name"]), parts)


def target_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report target`; the key is a reading."""
    table = target(store, scope)
    found = cell(table, row_by(table, key, "reading"), key, column)
    yard = yardstick(store, scope)
    inside = in_scope(store, scope, yard)
    formula = _reading(found, inside, yard)
    return page(found, reading(found.row["reading"]), [formula, _units(store, inside, yard)])


def indicators_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report indicators`; the key is an indicator's code."""
    table = indicators(store, scope)
    number = cell(table, row_by(table, key, "indicator_code"), key, column)
    ids = newest_finals(store, scope, yardstick(store, scope))[1]
    given = {"assessments": as_json_list(ids), "indicator": number.row["indicator_code"]}
    rows = [
        (*row, row[4] / row[5])
        for row in store.select(query("scores", "indicator_answers").sql, given)
    ]
    earned = sum(row[6] for row in rows)
    formula = T(
        "mean = 100 · Σ f / n = 100 · {earned} / {n} = {mean}; "
        "failed: {failed} of {n} below the maximum = {share} %",
        "rata-rata = 100 · Σ f / n = 100 · {earned} / {n} = {mean}; "
        "gagal: {failed} dari {n} di bawah maksimum = {share} %",
    ).format(
        earned=figure(earned),
        n=len(rows),
        mean=figure(number.row["mean"]),
        failed=number.row["failed"],
        share=figure(number.row["failed_share"]),
    )
    columns = words(
        "village_code official_name assessment_code assessment_date score max_score factor"
    )
    behind = Table(T("Answers", "Jawaban"), columns, rows, name="answers")
    return page(number, number.row["indicator_code"], [formula, behind])


def trend_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report trend`; the key is an assessment's code, or `VILLAGE DATE`."""
    yard = yardstick(store, scope, "village")
    table = trend(store, scope)
    finals = finals_of(store, scope, yard)
    fit = [
        (final, row)
        for final, row in zip(finals, table.rows, strict=True)
        if _is_called(final, key)
    ]
    if len(fit) > 1:
        raise not_found(fits(key, (final.assessment_code for final, _ in fit)))
    number = cell(table, fit[0][1] if fit else None, key, column)
    final, field = fit[0][0], number.field
    if field.key in ("village_code", "assessment_date", "stage"):
        return page(number, final.assessment_code, [RECORDED])
    sums, note = node_sums(store, yard, finals)
    node = "" if field.key == "total" else field.label.en
    formula = formulas.total(sums[final.id][node]) if node in sums[final.id] else formulas.NOTHING
    parts = formulas.behind(store, AssessmentSums(final.id, final.instrument_id, final.sums), node)
    return page(number, final.assessment_code, [formula, *([note] if note else []), *parts])


def _unit_parts(store: Store, yard: Yardstick, pair: Pair | None, column: str) -> Parts:
    if column not in _SCORED:
        return [RECORDED]
    if pair is None:
        return [formulas.NOTHING]
    return _SCORED[column](
        ScoreContext(store, pair, yard.versions[pair.latest.instrument_id], yard.settings.pass_mark)
    )


def _baseline(case: ScoreContext) -> Parts:
    return [
        formulas.total(case.pair.baseline.sums),
        *formulas.behind(case.store, case.pair.baseline),
    ]


def _latest(case: ScoreContext, *more: str) -> Parts:
    return [
        formulas.total(case.pair.latest.sums),
        *more,
        *formulas.behind(case.store, case.pair.latest),
    ]


def _both(case: ScoreContext, formula: T) -> Parts:
    if not case.pair.twice:
        return [
            T(
                "there is no second assessment by the same version to compare with",
                "belum ada penilaian kedua dengan versi yang sama sebagai pembanding",
            )
        ]
    return [formula, *_baseline(case), *_latest(case)]


def _sure(case: ScoreContext, rule: T) -> Parts:
    sums = case.pair.latest.sums
    return [rule, formulas.bounds(sums), formulas.criticals(sums), *_latest(case)]


_SCORED: dict[str, Callable[[ScoreContext], Parts]] = {
    "baseline": _baseline,
    "latest": _latest,
    "gain": lambda case: _both(case, formulas.gain(case.pair.baseline.sums, case.pair.latest.sums)),
    "change": lambda case: _both(
        case, formulas.change(case.pair.baseline.sums, case.pair.latest.sums)
    ),
    "gap": lambda case: [formulas.gap(case.pair.latest.sums, case.version.target), *_latest(case)],
    "coverage": lambda case: [formulas.coverage(case.pair.latest.sums), *_latest(case)],
    "critical_failures": lambda case: [formulas.criticals(case.pair.latest.sums), *_latest(case)],
    "reached": lambda case: _sure(case, formulas.reached(case.version.target)),
    "passed": lambda case: _sure(case, formulas.reached(case.mark)),
    "band": lambda case: _sure(case, formulas.band(case.version)),
}


def _sessions(store: Store, scope: Scope) -> Parts:
    rows = store.rows(query("scores", "village_sessions").sql, query_parameters(scope))
    text = T(
        "sessions held in the village or that it joined, up to {day}",
        "sesi di desa itu atau yang diikutinya, sampai {day}",
    )
    columns = words("session_code session_date kind mode summary")
    return [
        text.format(day=day(scope.as_of)),
        Table(T("Sessions", "Sesi"), columns, rows, name="sessions"),
    ]


def _actions(store: Store, scope: Scope, overdue: bool) -> Parts:
    rows = store.rows(
        query("scores", "village_actions").sql, query_parameters(scope, overdue=int(overdue))
    )
    columns = words("action_code action_text responsible due action_state opened_on done_on")
    late = T(
        "open on {day} and due before it, not yet done",
        "terbuka pada {day} dan melewati tenggat, belum selesai",
    )
    still = T(
        "opened by {day}, and not verified or dropped by then",
        "dibuka sampai {day}, dan belum diverifikasi atau dihentikan",
    )
    text = late if overdue else still
    return [
        text.format(day=day(scope.as_of)),
        Table(T("Follow-ups", "Tindak lanjut"), columns, rows, name="actions"),
    ]


_COUNTED: dict[str, Callable[[Store, Scope], Parts]] = {
    "sessions": _sessions,
    "last_session": _sessions,
    "open_actions": lambda store, scope: _actions(store, scope, False),
    "overdue_actions": lambda store, scope: _actions(store, scope, True),
}


def _reading(found: ExplainedCell, inside: list[Pair], yard: Yardstick) -> T:
    units = [unit(pair) for pair in inside]
    name, value, count = next(
        one for one in readings(units, yard) if one[0] == found.row["reading"]
    )
    passing = sum(
        scoring.passed(one.latest, yard.settings.pass_mark) == "yes" for one in units if one.latest
    )
    pre, post = (
        (_mean(side) for side in zip(*scoring.matched(units), strict=True)) if count else (0.0, 0.0)
    )
    return {
        "level": T(
            "level = mean of the latest scores of {n} {n:unit|units} = {value}; reached from "
            "{target}",
            "rata-rata = rata-rata nilai terakhir {n} unit = {value}; tercapai mulai {target}",
        ),
        "share": T(
            "share = units that surely pass {mark} / units assessed = 100 · {passing} / {n} = "
            "{value} %; "
            "reached from {target} %",
            "porsi = unit yang pasti lulus {mark} / unit dinilai = 100 · {passing} / {n} = "
            "{value} %; "
            "tercapai mulai {target} %",
        ),
        "growth": T(
            "growth = 100 · (mean latest - mean baseline) / mean baseline over {n} matched "
            "{n:unit|units} = 100 · ({post} - {pre}) / {pre} = {value} %; reached from {target} %",
            "pertumbuhan = 100 · (rata-rata akhir - rata-rata awal) / rata-rata awal atas {n} unit "
            "berpasangan = 100 · ({post} - {pre}) / {pre} = {value} %; tercapai mulai {target} %",
        ),
    }[name].format(
        n=count,
        value=figure(value.value),
        target=figure(yard.target),
        passing=passing,
        mark=figure(yard.settings.pass_mark),
        pre=figure(pre),
        post=figure(post),
    )


def _units(store: Store, inside: list[Pair], yard: Yardstick) -> Table:
    ids = as_json_list(pair.latest.assessment_id for pair in inside)
    names = store.rows(query("scores", "assessments").sql, {"assessments": ids})
    rows = [
        (
            row[2],
            row[4] or row[3],
            scoring.total(pair.baseline.sums) if pair.twice else None,
            scoring.total(pair.latest.sums),
            scoring.passed(pair.latest.sums, yard.settings.pass_mark),
        )
        for row, pair in zip(names, inside, strict=True)
    ]
    return Table(
        T("Units", "Unit"), words("village_code item baseline latest passed"), rows, name="units"
    )


def _is_called(final: FinalAssessment, key: str) -> bool:
    village, _, on = key.rpartition(" ")
    named = bool(village) and final.village_code.endswith(village) and final.assessment_date == on
    return named or key.upper() == final.assessment_code.upper()


def _person(store: Store, people: list[Official], key: str) -> Official | None:
    coded = store.value("SELECT id FROM official WHERE official_code = ? COLLATE NOCASE", (key,))
    fit = [one for one in people if one.id == coded] or [
        one for one in people if key.casefold() in _names(one)
    ]
    if len(fit) > 1:
        raise not_found(fits(key, (f"{one.village_code} {one.official_name}" for one in fit)))
    return fit[0] if fit else None


def _names(one: Official) -> set[str]:
    name = one.official_name.casefold()
    return {name, f"{one.village_code} {name}", f"{one.village_code[-4:]} {name}"}


def _mean(numbers: tuple[float, ...]) -> float:
    return sum(numbers) / len(numbers)
