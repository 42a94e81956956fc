"""The words of papers about one village: a visit planned or made, a warning, an award."""

from datetime import date, timedelta
from typing import Any

from perut_cli.core.settings import Settings
from perut_cli.core.terbilang import day_name
from perut_cli.reports.obligations.obligations import owed, span
from perut_cli.reports.papers.collect import (
    Collected,
    Subject,
    Texts,
    cut,
    hours,
    lines_of,
    score_limits,
    warning_of,
    zigzag,
)
from perut_cli.reports.scope import Scope, settings
from perut_cli.reports.scores.progress import progress
from perut_cli.reports.scores.units import yardstick
from perut_cli.reports.visits.followups import open_items
from perut_cli.reports.words import figure
from perut_cli.store.db import Store

_DAYS_TO_ANSWER = 14


def village_words(store: Store, subject: Subject) -> Collected:
    """The village, who leads it on the day, where it stands."""
    if subject.village_id is None:
        return Collected({}, {})
    scope = Scope(subject.day, village_id=subject.village_id, instrument=subject.instrument)
    (village,) = lines_of(store, "papers", "village", village_id=subject.village_id)
    state = open_items(store, scope)
    new = {
        one.id
        for one in state.findings
        if subject.session_id is not None and one.session_id == subject.session_id
    }
    again = [one for one in state.findings if one.repeats > 1 and not one.closed]
    level, _ = warning_of(max((one.repeats for one in again), default=1))
    values: Texts = {
        **village,
        **_leaders(store, subject),
        **_scores(store, scope),
        "village_kind": _sort_of(village["village_code"]),
        "repeat_level": level if again else None,
        "answer_by": _later(subject.day, _DAYS_TO_ANSWER),
    }
    lists = {
        "officials": lines_of(
            store, "visits", "in_post", village_id=subject.village_id, as_of=subject.day
        ),
        "open_actions": [step._asdict() for step in state.follow_ups if step.finding_id not in new],
        "repeated": [one._asdict() for one in again],
        "late": _late(store, scope),
    }
    return Collected(values, lists)


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def _sort_of(code: str) -> str:
    return {"1": "Kelurahan", "2": "Desa", "3": "Desa Adat"}.get(code[9:10], "Desa")


def _leaders(store: Store, subject: Subject) -> Texts:
    found: Texts = {"village_head_title": "Kepala Desa"}
    for row in lines_of(
        store, "papers", "head_of_village", village_id=subject.village_id, day=subject.day
    ):
        if row["position"] == "Sekretaris Desa":
            found.setdefault("village_secretary_name", row["official_name"])
        elif "village_head_name" not in found:
            found["village_head_name"] = row["official_name"]
            found["village_head_title"] = row["position"].replace("Penjabat", "Pj.")
    return found


def _scores(store: Store, scope: Scope) -> Texts:
    table = progress(store, scope)
    keys = [field.key for field in table.columns]
    row = dict(zip(keys, next(iter(table.rows)), strict=True))
    limits, goal = score_limits(store), yardstick(store, scope, "village").target
    (row,) = cut([row], limits)
    kept = {name: row[name] for name in ("baseline", "latest", "gain", "band", "reached")}
    return {**kept, "score_reading": _said(row, goal)}


def _said(row: dict[str, Any], target: float) -> str:
    if row["latest"] is None:
        return "Belum ada penilaian."
    goal = figure(target).id
    after = figure(row["latest"], 1).id
    if row["gain"] is None:
        text = f"Nilai {after} dari target {goal}, penilaian pertama."
    else:
        before = figure(row["baseline"], 1).id
        text = f"Nilai semula {before}, sekarang {after}, target {goal}."
    reached = {"yes": "Target tercapai.", "no": "Target belum tercapai."}.get(
        row["reached"], "Ketercapaian target belum dapat dipastikan."
    )
    return f"{text} {reached}"


def _late(store: Store, scope: Scope) -> list[dict[str, Any]]:
    rows = [row._asdict() for row in owed(store, scope, span(scope))]
    return [
        row
        for row in rows
        if (row["days_late"] or 0) > 0 and row["submission_state"] != "submitted"
    ]


def visit_words(store: Store, subject: Subject) -> Collected:
    """The visit itself, as it was held or as it is planned."""
    chosen = settings(store)
    if subject.session_id is not None:
        return _held(store, subject, chosen)
    plan = dict(subject.plan or {})
    team = (
        lines_of(store, "papers", "mentor", mentor_code=plan["mentor_code"])
        if plan.get("mentor_code")
        else []
    )
    topics = (
        lines_of(store, "papers", "plan_topics", plan_id=subject.plan_id) if subject.plan_id else []
    )
    people = lines_of(store, "visits", "in_post", village_id=subject.village_id, as_of=subject.day)
    visit = {"session_date": plan.get("plan_date", subject.day), "kind": plan.get("kind", "")}
    return _visit(store, subject, visit, team, topics, people, chosen)


def _held(store: Store, subject: Subject, chosen: Settings) -> Collected:
    (visit,) = lines_of(store, "papers", "session", session_id=subject.session_id)
    given = {"session_id": subject.session_id}
    team = lines_of(store, "papers", "session_team", **given)
    topics = lines_of(store, "papers", "session_topics", **given)
    people = [
        row for row in lines_of(store, "visits", "present", **given) if row["present"] == "yes"
    ]
    made = _visit(store, subject, visit, team, topics, people, chosen)
    repeats = {
        one.finding_code: one.repeats
        for one in open_items(store, Scope(max(subject.day, visit["session_date"]))).findings
    }
    findings = lines_of(store, "papers", "findings", **given)
    made.lists["findings"] = [
        {**row, "repeats": repeats.get(row["finding_code"], 1)} for row in findings
    ]
    made.lists["actions"] = lines_of(store, "papers", "actions", **given)
    made.values.update(finding_count=len(findings))
    return made


def _visit(
    store: Store,
    subject: Subject,
    visit: Texts,
    team: list[dict[str, Any]],
    topics: list[dict[str, Any]],
    people: list[dict[str, Any]],
    chosen: Settings,
) -> Collected:
    names = _villages(store, subject)
    day, held = visit["session_date"], subject.session_id is not None
    leader = team[0] if team else {}
    here = names[0] if names else ""
    blank = [{"village_name": here} for _ in range(subject.blank)]
    values: Texts = {
        **visit,
        "day_name": day_name(day),
        "until_date": day,
        "hours_text": hours(
            visit.get("start_time", ""), visit.get("end_time", ""), chosen.time_zone
        ),
        "meeting_place": visit.get("place") or (f"Kantor Desa {here}" if here else ""),
        "topic_names": ", ".join(topic["topic_name"] for topic in topics),
        "villages_text": "Desa " + ", ".join(names) if names else "",
        "present_count": len(people) if held else None,
        "leader_name": leader.get("mentor_name", ""),
        "leader_nip": leader.get("nip", ""),
        "leader_position": leader.get("mentor_position", ""),
        "purpose": _purpose(visit.get("kind", ""), here, [topic["topic_name"] for topic in topics]),
        "days_count": 1,
    }
    return Collected(
        values,
        {
            "team": team,
            "topics_list": topics,
            "attendance": zigzag([*people, *blank]),
        },
    )


def _purpose(kind: str, village: str, topics: list[str]) -> str:
    text = f"melaksanakan {kind or 'pendampingan'} di Desa {village}"
    return f"{text} tentang {', '.join(topics)}" if topics else text


def _villages(store: Store, subject: Subject) -> list[str]:
    if subject.session_id is not None:
        rows = lines_of(store, "visits", "session_villages", session_id=subject.session_id)
    else:
        rows = lines_of(store, "papers", "village", village_id=subject.village_id)
    return [row["village_name"] for row in rows]
