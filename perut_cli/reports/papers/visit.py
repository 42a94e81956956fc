"""The words of papers about one village: a visit planned or made, a warning, an award."""

from datetime import date, timedelta
from functools import partial

from perut_cli.core.followups import warning_level
from perut_cli.core.paper_kinds import KINDS, OFFICER
from perut_cli.core.settings import Settings
from perut_cli.core.terbilang import day_and_date, day_name, terbilang
from perut_cli.core.values import Record
from perut_cli.core.vocabulary import POSITIONS, WORDS
from perut_cli.reports.obligations.obligations import owed, span
from perut_cli.reports.papers.collect import (
    DOTS,
    Collected,
    Subject,
    Texts,
    cut,
    follow_up_words,
    hours,
    leader,
    lined,
    lines_of,
    officer_named,
    period_named,
    score_limits,
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
        finding.id
        for finding in state.findings
        if subject.session_id is not None and finding.session_id == subject.session_id
    }
    again = [finding for finding in state.findings if finding.repeats > 1 and not finding.closed]
    kind = village_kind(village["village_code"])
    values: Texts = {
        **village,
        **_leaders(store, subject, kind),
        **_scores(store, scope),
        "village_kind": kind,
        "repeat_level": warning_level(max(finding.repeats for finding in again)) if again else None,
        "answer_by": _later(subject.day, _DAYS_TO_ANSWER),
    }
    lists = {
        "officials": lines_of(
            store, "visits", "in_post", village_id=subject.village_id, as_of=subject.day
        ),
        "open_actions": [
            follow_up_words(step) for step in state.follow_ups if step.finding_id not in new
        ],
        "repeated": [finding._asdict() for finding in again],
        "late": _late(store, scope),
    }
    return Collected(values, lists)


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def village_kind(code: str) -> str:
    """What a village is, by its code."""
    return {"1": "Kelurahan", "2": "Desa", "3": "Desa Adat"}.get(code[9:10], "Desa")


def _leaders(store: Store, subject: Subject, kind: str) -> Texts:
    leaders: Texts = {"village_head_title": "Lurah" if kind == "Kelurahan" else f"Kepala {kind}"}
    for row in lines_of(
        store, "papers", "head_of_village", village_id=subject.village_id, day=subject.day
    ):
        if row["position"] == "Sekretaris Desa":
            leaders.setdefault("village_secretary_name", row["official_name"])
        elif "village_head_name" not in leaders:
            leaders["village_head_name"] = row["official_name"]
            leaders["village_head_title"] = row["position"].replace("Penjabat", "Pj.")
    return {"village_head_name": DOTS, **leaders}


def _scores(store: Store, scope: Scope) -> Texts:
    table = progress(store, scope)
    keys = [field.key for field in table.columns]
    row = dict(zip(keys, next(iter(table.rows)), strict=True))
    limits, goal = score_limits(store), yardstick(store, scope, "village").target
    (row,) = cut([row], limits)
    kept = {name: row[name] for name in ("baseline", "latest", "gain", "band", "reached")}
    return {**kept, "score_reading": _said(row, goal)}


def _said(row: Record, target: float) -> str:
    if row["latest"] is None:
        return "Belum ada penilaian."
    goal = figure(target).id
    after = WORDS["latest"].show(row["latest"])
    if row["gain"] is None:
        text = f"Nilai {after} pada penilaian pertama; target {goal}."
    else:
        before = WORDS["baseline"].show(row["baseline"])
        text = f"Nilai semula {before}; sekarang {after}; target {goal}."
    reached = {"yes": "Target tercapai.", "no": "Target belum tercapai."}.get(
        row["reached"], "Ketercapaian target belum dapat dipastikan."
    )
    return f"{text} {reached}"


def _late(store: Store, scope: Scope) -> list[Record]:
    rows = [
        {**row._asdict(), "period_text": period_named(row.period)}
        for row in owed(store, scope, span(scope))
    ]
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
    visit = {
        "session_date": plan.get("plan_date", subject.day),
        "kind": plan.get("kind", ""),
        **(subject.meeting or {}),
    }
    return _visit(store, subject, visit, team, topics, people, chosen)


def _held(store: Store, subject: Subject, chosen: Settings) -> Collected:
    (visit,) = lines_of(store, "papers", "session", session_id=subject.session_id)
    session = {"session_id": subject.session_id}
    order = lines_of(store, "papers", "order_of_session", **session)
    visit["letter_number"] = visit["letter_number"] or (
        order[0]["document_number"] if order else ""
    )
    team = lines_of(store, "papers", "session_team", **session)
    topics = lines_of(store, "papers", "session_topics", **session)
    own = partial(_of_village, store, subject)
    people = own(lines_of(store, "papers", "session_people", **session))
    collected = _visit(store, subject, visit, team, topics, people, chosen)
    repeats = {
        finding.finding_code: finding.repeats
        for finding in open_items(store, Scope(max(subject.day, visit["session_date"]))).findings
    }
    findings = own(lines_of(store, "papers", "findings", **session))
    collected.lists["findings"] = [
        {**row, "repeats": repeats.get(row["finding_code"], 1)} for row in findings
    ]
    collected.lists["actions"] = own(lines_of(store, "papers", "actions", **session))
    collected.values.update(finding_count=len(findings))
    return collected


def _of_village(store: Store, subject: Subject, rows: list[Record]) -> list[Record]:
    """The rows of the paper's village where each village of a meeting gets its own."""
    if not subject.one_village:
        return rows
    code = store.value("SELECT village_code FROM village WHERE id = ?", (subject.village_id,))
    return [row for row in rows if row["village_code"] == code]


def _visit(
    store: Store,
    subject: Subject,
    visit: Texts,
    team: list[Record],
    topics: list[Record],
    people: list[Record],
    chosen: Settings,
) -> Collected:
    names = _villages(store, subject)
    here = names[0] if names else ""
    visit = {**visit, "place": visit.get("place") or (f"Kantor {here}" if here else "")}
    kind = visit.get("kind") or "pendampingan"
    named = [topic["topic_name"] for topic in topics]
    held = subject.session_id is not None
    counted = len(people) or None if held else None
    values: Texts = {
        **visit,
        **_signers(store, subject, team),
        **_when(visit, chosen),
        "meeting_place": visit["place"],
        "topics": enumerated(named),
        "topic_names": enumerated(named),
        "other_villages": enumerated(names[1:]),
        "mentors": enumerated([person["mentor_name"] for person in team]),
        "agenda": _about(kind.capitalize(), named),
        "villages_text": enumerated(names),
        "present_count": counted,
        "attended_text": _attended(counted),
        "held_text": _held_text(visit, kind, len(people)) if held else "",
        "team_names": enumerated([person["mentor_name"] for person in team]) or DOTS,
        "purpose": _about(f"Melaksanakan {kind} di {here}", named),
        "days_count": 1,
    }
    if KINDS[subject.kind].at_village and visit.get("mode", "visit") == "visit" and here:
        values["signature_place"] = here.partition(" ")[2]
    return Collected(values, _lists(subject, visit, team, topics, people, here, chosen))


def _when(visit: Texts, chosen: Settings) -> Texts:
    """Day and hours of a visit."""
    times = hours(visit.get("start_time", ""), visit.get("end_time", ""), chosen.time_zone)
    return {
        "day_name": day_name(visit["session_date"]),
        "until_date": visit["session_date"],
        "hours_text": times,
        "hours_to_fill": times or f"pukul .................... {chosen.time_zone}".strip(),
    }


def _lists(
    subject: Subject,
    visit: Texts,
    team: list[Record],
    topics: list[Record],
    people: list[Record],
    here: str,
    chosen: Settings,
) -> dict[str, list[Record]]:
    officers = _with_dashes(team)
    return {
        "team": officers,
        "followers": officers[1:],
        "topics_list": topics,
        "attendance": _to_sign(people, subject.blank, here.partition(" ")[2]),
        "bases": _bases(chosen, visit.get("letter_number", "")),
    }


def _with_dashes(team: list[Record]) -> list[Record]:
    return [{**one, "nip": one["nip"] or "-"} for one in team or [_NOBODY]]


_NOBODY = {"mentor_name": DOTS, "mentor_position": "petugas", "nip": ""}


def _to_sign(people: list[Record], blank: int, village: str) -> list[Record]:
    """Who signs: the people by post, then blank rows: as asked for, or some for nobody."""
    rows = blank or (0 if people else _BLANK_ROWS)
    return zigzag([*_by_post(people), *({"village_name": village} for _ in range(rows))])


_BLANK_ROWS = 15
"""Rows to be written on where nobody is known to come."""


def _attended(count: int | None) -> str:
    number = f", seluruhnya {count} ({terbilang(count)}) orang" if count else ""
    return f"beserta yang hadir{number} sebagaimana daftar hadir terlampir"


def _by_post(people: list[Record]) -> list[Record]:
    """Each village's people in the order of their posts: the head, the secretary, the others."""
    villages = list(dict.fromkeys(one.get("village_code", "") for one in people))
    posts = {choice.key: place for place, choice in enumerate(POSITIONS)}

    def order(one: Record) -> tuple[int, int]:
        own = (posts.get(post, len(posts)) for post in one["position"].split(", "))
        return villages.index(one.get("village_code", "")), min(own)

    return sorted(people, key=order)


def _held_text(visit: Texts, kind: str, present: int) -> str:
    when = day_and_date(visit["session_date"])
    there = f", dihadiri {present} ({terbilang(present)}) orang" if present else ""
    return f"{kind.capitalize()} dilaksanakan pada {when} di {visit['place']}{there}."


def _signers(store: Store, subject: Subject, team: list[Record]) -> Texts:
    """The first of the team, or who is asked for; the last of it took the notes."""
    first = team[0] if team else {}
    if subject.signer and KINDS[subject.kind].signer == OFFICER:
        first = officer_named(store, subject.signer)
    others = [one for one in team if one["mentor_name"] != first.get("mentor_name")]
    taker = others[-1] if others else {}
    return {
        **leader(first),
        "note_taker_name": taker.get("mentor_name", DOTS),
        "note_taker_nip": taker.get("nip", ""),
    }


def _bases(chosen: Settings, letter_number: str) -> list[Record]:
    """What a visit rests on: the office's bases, the programme, and the order once it is known."""
    named = f"Kecamatan {chosen.district_name}".strip()
    texts = [*chosen.report_basis.split("|"), f"Program Pendampingan Rutin {named}"]
    return lined([*texts, f"Surat Tugas Nomor {letter_number}" if letter_number else ""])


def _about(text: str, topics: list[str]) -> str:
    return f"{text} tentang {enumerated(topics)}" if topics else text


def enumerated(texts: list[str]) -> str:
    """`a`, `a dan b`, `a, b dan c`; with semicolons and a comma before `dan`
    where a part has its own.
    """
    if len(texts) < 2:
        return "".join(texts)
    own = any(", " in text or " dan " in text for text in texts)
    return f"{('; ' if own else ', ').join(texts[:-1])}{'; serta ' if own else ' dan '}{texts[-1]}"


def _villages(store: Store, subject: Subject) -> list[str]:
    """The villages of a visit, its host first; the paper's where each gets its own."""
    if subject.session_id is not None and not subject.one_village:
        rows = lines_of(store, "visits", "session_villages", session_id=subject.session_id)
    else:
        rows = lines_of(store, "papers", "village", village_id=subject.village_id)
    return [f"{village_kind(row['village_code'])} {row['village_name']}" for row in rows]
