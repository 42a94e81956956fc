"""Priority: which village most needs the next visit, and whether the visits so far went round
fairly.
"""

from bisect import bisect_left
from collections import Counter
from typing import NamedTuple

from perut_cli.core.priority import Facts, Ranked, Weights, parts, ranked, why
from perut_cli.core.scoring import Final, Sums, choose_baseline_and_latest, reached, total
from perut_cli.core.settings import Settings
from perut_cli.core.statistics import Visit, easy_share, gini, remark
from perut_cli.core.table import Bar, Table
from perut_cli.core.text import T, same_in_both
from perut_cli.core.vocabulary import words
from perut_cli.reports.scope import Scope, measure, score_limits, settings
from perut_cli.reports.scores.units import pairs, yardstick
from perut_cli.reports.visits.followups import count_open_repeats, days_between, open_items
from perut_cli.reports.visits.sessions import (
    Village,
    VillageChoice,
    choose_villages,
    head,
    join_texts,
    last_visits,
    next_plan,
    open_plans,
    rest_line,
    rows,
)
from perut_cli.reports.words import figure, target_read
from perut_cli.store.db import Store
from perut_cli.store.queries import once


class Assessed(NamedTuple):
    """One final assessment of a village: its place in time, its sums, the target of its instrument
    version.
    """

    final: Final
    sums: Sums
    target: float


class Latest(NamedTuple):
    """A village's last final and the target of its instrument version."""

    sums: Sums
    target: float
    assessment_id: int


def score_latest(store: Store, scope: Scope) -> dict[int, Latest]:
    """Village id → its last final by the day, of villages that have one."""
    yard = yardstick(store, scope, "village")
    return {
        village_id: Latest(
            pair.latest.sums,
            yard.versions[pair.latest.instrument_id].target,
            pair.latest.assessment_id,
        )
        for village_id, pair in pairs(store, scope, yard).items()
    }


def finals(store: Store, scope: Scope) -> dict[int, list[Assessed]]:
    """Village id → all its finals by the report's instrument up to the day, earliest first."""
    chosen, target = measure(store, scope, "village"), settings(store).target
    found: dict[int, list[Assessed]] = {}
    for village_id, *row in rows(store, scope, "finals", measure=chosen.code):
        own = target if row[5] is None else row[5]
        found.setdefault(village_id, []).append(Assessed(Final(*row[:5]), Sums(*row[6:]), own))
    return found


class Weighed(NamedTuple):
    """The villages of the choice in the order of their next visits, with what weighs for each, by
    village code.
    """

    choice: VillageChoice
    villages: dict[str, Village]
    facts: dict[str, Facts]
    targets: dict[str, float]
    ranked: list[Ranked]


def priority(store: Store, scope: Scope, all_villages: bool = False) -> Table:
    """Villages by priority, highest first, each part and the reason beside it; loci only where
    there are any.
    """
    weights, plans = weighed(store, scope, all_villages), open_plans(store, scope)
    cells, limits = [], score_limits(store)
    for place in weights.ranked:
        code, village = place.village_code, weights.villages[place.village_code]
        plan = next_plan(plans.get(village.id, []), scope.as_of)
        reason = why(place.parts, weights.facts[code], limits)
        row = (place.rank, code, village.village_name, place.priority, *place.parts)
        cells.append((*row, plan.plan_date if plan else "", str(reason)))
    columns = words(
        "rank village_code village_name priority visit_part gap_part critical_part action_part "
        "repeat_part "
        "next_visit why"
    )
    title, rest = (
        T("Priority of the next visits", "Prioritas kunjungan berikutnya"),
        rest_line(weights.choice.rest),
    )
    line = head(scope, measured(store, scope), target_read(store))
    return Table(
        title, columns, cells, note=rest, head=line, name="priority", chart=(Bar("priority"),)
    )


@once
def weighed(store: Store, scope: Scope, all_villages: bool = False) -> Weighed:
    """Weigh the villages of the choice for their next visit."""
    shown, chosen, scores = (
        choose_villages(store, scope, all_villages),
        settings(store),
        score_latest(store, scope),
    )
    facts = _facts(store, scope, shown, scores)
    targets = {
        one.village_code: scores[one.id].target if one.id in scores else chosen.target
        for one in shown.shown
    }
    weights = weights_of(chosen)
    order = ranked((code, parts(fact, weights, targets[code])) for code, fact in facts.items())
    return Weighed(
        shown, {village.village_code: village for village in shown.shown}, facts, targets, order
    )


def fairness(store: Store, scope: Scope, all_villages: bool = False) -> Table:
    """Visits per village, largest to smallest, with Gini, easy repeats and a plain sentence in the
    note.
    """
    shown, known = choose_villages(store, scope, all_villages), finals(store, scope)
    visits = _visits(store, scope, shown.shown)
    visits_made = [
        Visit(village.village_code, _at_target_before(known.get(village.id, []), day))
        for day, village in visits
    ]
    counts, last = (
        Counter(village.id for _, village in visits),
        {village.id: day for day, village in visits},
    )
    cells = [
        (
            unit.village_code,
            unit.village_name,
            counts[unit.id],
            last.get(unit.id, ""),
            _reached(known.get(unit.id, [])),
        )
        for unit in sorted(shown.shown, key=lambda unit: (-counts[unit.id], unit.village_code))
    ]
    easy = remark(visits_made, [row[0] for row in cells if row[4] != "yes"]) or same_in_both("")
    note = join_texts(
        "\n", _evenness([row[2] for row in cells], visits_made), easy, rest_line(shown.rest)
    )
    columns = words("village_code village_name sessions last_session reached")
    title = T("Visits per village", "Kunjungan per desa")
    return Table(title, columns, cells, note=note, head=head(scope), name="fairness")


def measured(store: Store, scope: Scope) -> T:
    """The instrument a report measures by, for its head; blank where there is none."""
    chosen = measure(store, scope, "village")
    return (
        T("instrument {code}", "instrumen {code}").format(code=chosen.code)
        if chosen.code
        else same_in_both("")
    )


def _facts(
    store: Store, scope: Scope, shown: VillageChoice, scores: dict[int, Latest]
) -> dict[str, Facts]:
    last, state = last_visits(store, scope), open_items(store, scope)
    repeats = count_open_repeats(state.findings)
    overdue = Counter(
        step.village_code for step in state.follow_ups if step.days_overdue is not None
    )
    facts = {}
    for village in shown.shown:
        latest = scores[village.id].sums if village.id in scores else None
        facts[village.village_code] = Facts(
            village.village_code,
            days_between(last[village.id], scope.as_of) if village.id in last else None,
            total(latest) if latest else None,
            latest.critical_failed if latest else 0,
            overdue[village.village_code],
            repeats[village.id],
        )
    return facts


def weights_of(chosen: Settings) -> Weights:
    """The weights of the parts, from the settings."""
    return Weights(
        chosen.priority_visit,
        chosen.priority_gap,
        chosen.priority_critical,
        chosen.priority_actions,
        chosen.priority_repeats,
        chosen.visit_interval_days,
    )


def _visits(store: Store, scope: Scope, shown: list[Village]) -> list[tuple[str, Village]]:
    villages = {village.id: village for village in shown}
    return [
        (day, villages[village_id])
        for _, village_id, day, _ in rows(store, scope, "visits")
        if village_id in villages and scope.since <= day and (not scope.until or day <= scope.until)
    ]


def _at_target_before(made: list[Assessed], day: str) -> bool:
    earlier = made[: bisect_left(made, day, key=lambda assessed: assessed.final.date)]
    return _reached(earlier) == "yes"


def _reached(made: list[Assessed]) -> str:
    by_final = {assessed.final: assessed for assessed in made}
    pair = choose_baseline_and_latest(by_final)
    return reached(by_final[pair[1]].sums, by_final[pair[1]].target) if pair else ""


def _evenness(counts: list[int], visits: list[Visit]) -> T:
    uneven, easy = gini(counts), easy_share(visits)
    even = T(
        "Gini {n} (0: all villages alike)",
        "ketimpangan {n} (0: semua desa sama)",
    )
    text = T(
        "repeat visits to villages already at the target: {n} %",
        "kunjungan ulang ke desa yang sudah mencapai target: {n} %",
    )
    said = (
        even.format(n=figure(uneven, 3)) if uneven is not None else same_in_both(""),
        text.format(n=figure(easy, 0)) if easy is not None else same_in_both(""),
    )
    return join_texts("; ", *said)
