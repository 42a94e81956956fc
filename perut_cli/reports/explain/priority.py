"""Where the numbers of priority come from, and what rank a village would have without one of its
causes.
"""

from collections.abc import Callable

from perut_cli.core import priority as rules
from perut_cli.core.priority import Facts, Weights, ranked
from perut_cli.core.table import Page, Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS, words
from perut_cli.reports.explain import formulas
from perut_cli.reports.explain.cells import Parts, cell, page, row_by, village_id
from perut_cli.reports.explain.scores import RECORDED
from perut_cli.reports.scope import Scope, settings
from perut_cli.reports.scores.units import pairs, query_parameters, yardstick
from perut_cli.reports.visits.followups import open_items
from perut_cli.reports.visits.priority import Weighed, priority, weighed, weights_of
from perut_cli.reports.words import figure
from perut_cli.store.db import Store
from perut_cli.store.queries import query


def priority_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report priority`; the key is a village. Where the report shows loci, the ranks
    are among these.
    """
    id_ = village_id(store, key)
    code = store.value("SELECT village_code FROM village WHERE id = ?", (id_,))
    everybody = code not in weighed(store, scope).villages
    table = priority(store, scope, everybody)
    found = cell(table, row_by(table, code, "village_code"), key, column)
    order = weighed(store, scope, everybody)
    parts = _parts(store, scope._replace(village_id=id_, locus=False), order, code, found.field.key)
    return page(found, f"{code} {found.row['village_name']}", parts)


def _parts(store: Store, scope: Scope, order: Weighed, code: str, column: str) -> Parts:
    facts, weights = order.facts[code], weights_of(settings(store))
    if column in ("rank", "priority"):
        return [_sum(order, code), _without(order, code)]
    if column in _FORMULAS:
        return [
            _FORMULAS[column](facts, weights, order.targets[code]),
            *_BEHIND[column](store, scope),
        ]
    return [
        RECORDED
        if column != "why"
        else T("the parts above 0, largest first", "bagian di atas 0, terbesar dahulu"),
        _sum(order, code),
    ]


def _sum(order: Weighed, code: str) -> T:
    ranked_village = next(one for one in order.ranked if one.village_code == code)
    text = T(
        "priority = visit + gap + critical + follow-ups + repeats = {sum} = {total}; rank "
        "{rank} of {n}, ties by village code",
        "prioritas = kunjungan + jarak + kritis + tindak lanjut + ulangan = {sum} = {total}; "
        "ke-{rank} dari {n}, seri menurut kode",
    )
    summed = T(
        " + ".join(figure(part, 2).en for part in ranked_village.parts),
        " + ".join(figure(part, 2).id for part in ranked_village.parts),
    )
    return text.format(
        sum=summed,
        total=figure(ranked_village.priority, 2),
        rank=ranked_village.rank,
        n=len(order.ranked),
    )


def _without(order: Weighed, code: str) -> Table:
    """For each cause its points and the rank that the village would have without it."""
    own = next(village for village in order.ranked if village.village_code == code)
    others = [
        (village.village_code, village.parts)
        for village in order.ranked
        if village.village_code != code
    ]
    rows = []
    for name, points in sorted(own.parts._asdict().items(), key=lambda pair: -pair[1]):
        again = ranked([*others, (code, own.parts._replace(**{name: 0.0}))])
        rows.append(
            (
                str(WORDS[name].label),
                points,
                next(village.rank for village in again if village.village_code == code),
            )
        )
    rank = WORDS["rank"]._replace(label=T("Rank without it", "Peringkat tanpanya"))
    return Table(
        T("If one cause were taken away", "Bila satu sebab hilang"),
        (*words("item points"), rank),
        rows,
        name="causes",
    )


def _visit(facts: Facts, weights: Weights, target: float) -> T:
    if facts.days_since_visit is None:
        return T(
            "never visited = full weight {w}", "belum pernah dikunjungi = bobot penuh {w}"
        ).format(w=figure(weights.visit))
    return T(
        "visit part = {w} · min(1, max(0, days / interval - 1)) = {w} · min(1, max(0, {days} / "
        "{interval} - 1)) = {value}",
        "bagian kunjungan = {w} · min(1, maks(0, hari / selang - 1)) = {w} · min(1, maks(0, "
        "{days} / {interval} - 1)) = {value}",
    ).format(
        w=figure(weights.visit),
        days=facts.days_since_visit,
        interval=figure(max(weights.interval_days, 1)),
        value=figure(rules.parts(facts, weights, target).visit_part),
    )


def _gap(facts: Facts, weights: Weights, target: float) -> T:
    if facts.latest is None:
        return T(
            "never assessed or nothing answered = full weight {w}",
            "belum dinilai atau belum ada yang terjawab = bobot penuh {w}",
        ).format(w=figure(weights.gap))
    return T(
        "gap part = {w} · max(0, target - latest) / target = {w} · max(0, {target} - {latest}) "
        "/ {target} = {value}",
        "bagian jarak = {w} · maks(0, target - nilai terakhir) / target = {w} · maks(0, "
        "{target} - {latest}) / {target} = {value}",
    ).format(
        w=figure(weights.gap),
        target=figure(target),
        latest=figure(facts.latest),
        value=figure(rules.parts(facts, weights, target).gap_part),
    )


def _counted(
    name: str, text: T, most: int, weight: Callable[[Weights], float], count: Callable[[Facts], int]
) -> Callable[[Facts, Weights, float], T]:
    def formula(facts: Facts, weights: Weights, target: float) -> T:
        value = getattr(rules.parts(facts, weights, target), name)
        return T(
            "{text} = {w} · min(1, {n} / {most}) = {value}",
            "{text} = {w} · min(1, {n} / {most}) = {value}",
        ).format(
            text=text, w=figure(weight(weights)), n=count(facts), most=most, value=figure(value)
        )

    return formula


_FORMULAS: dict[str, Callable[[Facts, Weights, float], T]] = {
    "visit_part": _visit,
    "gap_part": _gap,
    "critical_part": _counted(
        "critical_part",
        T(
            "critical failures of the latest, full from 3",
            "kritis gagal pada nilai terakhir, penuh mulai 3",
        ),
        3,
        lambda w: w.critical,
        lambda f: f.critical_failures,
    ),
    "action_part": _counted(
        "action_part",
        T("overdue follow-ups, full from 3", "tindak lanjut terlambat, penuh mulai 3"),
        3,
        lambda w: w.actions,
        lambda f: f.overdue_actions,
    ),
    "repeat_part": _counted(
        "repeat_part",
        T("open repeat findings, full from 2", "temuan ulang terbuka, penuh mulai 2"),
        2,
        lambda w: w.repeats,
        lambda f: f.open_repeats,
    ),
}


def _visits(store: Store, scope: Scope) -> Parts:
    rows = store.rows(query("scores", "village_sessions").sql, query_parameters(scope))
    text = T(
        "counted from the last session in mode visit or office",
        "dihitung dari sesi terakhir dengan cara kunjungan atau kantor",
    )
    return [
        text,
        Table(
            T("Sessions", "Sesi"),
            words("session_code session_date kind mode summary"),
            rows,
            name="sessions",
        ),
    ]


def _latest(store: Store, scope: Scope) -> Parts:
    pair = pairs(store, scope, yardstick(store, scope, "village")).get(scope.village_id or 0)
    return formulas.behind(store, pair.latest) if pair else [formulas.NOTHING]


def _overdue(store: Store, scope: Scope) -> Parts:
    rows = [
        (one.action_code, one.action_text, one.responsible, one.due, one.days_overdue)
        for one in open_items(store, scope).follow_ups
        if one.days_overdue is not None
    ]
    return [
        Table(
            T("Overdue follow-ups", "Tindak lanjut terlambat"),
            words("action_code action_text responsible due days_overdue"),
            rows,
            name="actions",
        )
    ]


def _again(store: Store, scope: Scope) -> Parts:
    rows = [
        (one.finding_code, one.finding_date, one.finding_text, one.repeats)
        for one in open_items(store, scope).findings
        if one.repeats > 1 and not one.closed
    ]
    return [
        Table(
            T("Open repeat findings", "Temuan ulang terbuka"),
            words("finding_code finding_date finding_text repeats"),
            rows,
            name="findings",
        )
    ]


_BEHIND: dict[str, Callable[[Store, Scope], Parts]] = {
    "visit_part": _visits,
    "gap_part": _latest,
    "critical_part": _latest,
    "action_part": _overdue,
    "repeat_part": _again,
}
