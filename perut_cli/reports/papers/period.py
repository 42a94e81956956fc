"""The words of papers about a period: what was done, what came of it, sentences that only say what
the figures carry.
"""

from collections import defaultdict
from typing import Any

from perut_cli.core import scoring
from perut_cli.core.paper_kinds import BUPATI, CAMAT, KINDS, OFFICER
from perut_cli.core.terbilang import date_long
from perut_cli.core.vocabulary import WORDS
from perut_cli.reports.obligations.obligations import SUBMITTED, owed, span
from perut_cli.reports.papers.collect import (
    Collected,
    Subject,
    Texts,
    cut,
    follow_up_words,
    leader,
    lined,
    lines_of,
    officer_named,
    period_named,
    score_limits,
    score_said,
)
from perut_cli.reports.papers.sentences import changed_texts, suggested
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.progress import progress
from perut_cli.reports.scores.target import target
from perut_cli.reports.scores.units import in_scope, unit, yardstick
from perut_cli.reports.visits.followups import open_items
from perut_cli.reports.visits.sessions import villages
from perut_cli.reports.words import figure, reading
from perut_cli.store.db import Store

Row = dict[str, Any]


def period_text(period: str, since: str, until: str) -> str:
    """`Triwulan IV Tahun 2026`, `Bulan November 2026`, or from day to day."""
    if not period:
        return f"{date_long(since)} sampai {date_long(until)}"
    year, _, part = period.partition("-")
    if part.isdecimal():
        return f"Bulan {period_named(period)}"
    return f"{period_named(period).removesuffix(year)}Tahun {year}"


def period_words(store: Store, subject: Subject) -> Collected:
    """A period of the whole kecamatan, as it stood at its end or on the paper's day."""
    as_of = min(subject.until or subject.day, subject.day)
    scope = Scope(as_of, instrument=subject.instrument)
    days = {"since": subject.since, "until": as_of}
    held = lines_of(store, "papers", "held", **days)
    rows = _rows(progress(store, scope))
    done, values = _done(store, days, held, len(rows))
    found = (done, _standing(store, scope, rows), _state(store, scope, days))
    lists: dict[str, list[Row]] = {
        name: listed for part in found for name, listed in part.lists.items()
    }
    for part in found:
        values |= part.values
    values |= {
        "period": subject.period,
        "period_text": period_text(subject.period, subject.since, subject.until),
        **leader(_reporter(store, subject, days)),
        "attachments": _ATTACHED.get((subject.kind, subject.to), "-"),
    }
    lists |= {
        "changes": lined(changed_texts(store, scope, days, rows)),
        "conclusions": lined([str(values[name]) for name in _CONCLUDED]),
        "suggestions": lined(suggested(store, scope)),
    }
    return Collected(values, lists)


_CONCLUDED = (
    "sessions_text",
    "assessed_text",
    "reading_text",
    "gain_text",
    "obstacles_text",
    "follow_up_text",
    "late_text",
)
_ATTACHED = {
    ("laporan-berkala", CAMAT): "4 (empat) lampiran",
    ("laporan-berkala", BUPATI): "1 (satu) berkas",
}


def _reporter(store: Store, subject: Subject, days: dict[str, str]) -> Row:
    """Who makes the report: who is asked for, else the officer with most sessions of the period."""
    if subject.signer and KINDS[subject.kind].signer == OFFICER:
        return officer_named(store, subject.signer)
    return next(iter(lines_of(store, "papers", "reporter", **days)), {})


def _done(
    store: Store, days: dict[str, str], held: list[Row], villages: int
) -> tuple[Collected, Texts]:
    """What was done: sessions by kind, village and officer."""
    sessions = lines_of(store, "papers", "sessions", **days)
    visited = len({row["village_id"] for row in held})
    values: Texts = {
        "session_count": len(sessions),
        "visited_count": visited,
        "village_count": villages,
        "sessions_text": f"Dilaksanakan {len(sessions)} sesi pendampingan di {visited} dari "
        f"{villages} desa."
        if sessions
        else "Tidak ada sesi pendampingan dalam periode ini.",
    }
    lists = {
        "sessions_list": sessions,
        "by_kind": _by(held, "kind", sorted({row["kind"] for row in held})),
        "by_village": lines_of(store, "papers", "by_village", **days),
        "by_officer": _by(led := lines_of(store, "papers", "led", **days), "mentor_name",
                          list(dict.fromkeys(row["mentor_name"] for row in led))),
    }  # fmt: skip
    return Collected({}, lists), values


def _standing(store: Store, scope: Scope, rows: list[Row]) -> Collected:
    """Where the villages and officials stand: scores, the target in its readings, the order."""
    aims, limits = _rows(target(store, scope)), score_limits(store)
    assessed = sum(row["latest"] is not None for row in rows)
    values: Texts = {
        "assessed_text": f"{assessed} dari {len(rows)} desa sudah dinilai."
        if assessed
        else "Belum ada desa yang dinilai.",
        "gain_text": _gain(store, scope),
        "reading_text": _chosen(aims, yardstick(store, scope, "village").target, limits),
    }
    lists = {
        "progress": cut(_known(rows), limits),
        "readings": cut([_reading(row) for row in aims], limits),
        **{name: cut(found, limits) for name, found in ranked(rows).items()},
    }
    return Collected(values, lists)


def _state(store: Store, scope: Scope, days: dict[str, str]) -> Collected:
    """What stands in the way: findings of the period, follow-ups not settled, late documents."""
    state = open_items(store, scope)
    obstacles = _obstacles(
        lines_of(store, "papers", "obstacles", **days),
        {item.id: item.repeats for item in state.findings},
    )
    late = [
        {**row._asdict(), "period_text": period_named(row.period)}
        for row in owed(store, scope, span(Scope(scope.as_of)))
        if (row.days_late or 0) > 0 and row.submission_state != SUBMITTED
    ]
    overdue = sum(step.days_overdue is not None for step in state.follow_ups)
    findings = sum(row["finding_total"] for row in obstacles)
    again = sum(row["repeat_total"] for row in obstacles)
    values: Texts = {
        "obstacles_text": f"Ditemukan {findings} hal, {again} di antaranya berulang."
        if findings
        else "Tidak ada temuan dalam periode ini.",
        "follow_up_text": f"Terdapat {len(state.follow_ups)} tindak lanjut yang belum tuntas, "
        f"{overdue} di antaranya lewat tenggat."
        if state.follow_ups
        else "Tidak ada tindak lanjut yang belum tuntas.",
        "late_text": f"Terdapat {len(late)} dokumen desa yang terlambat di "
        f"{len({row['village_code'] for row in late})} desa."
        if late
        else "Tidak ada dokumen desa yang terlambat.",
    }
    lists = {
        "obstacles": obstacles,
        "main_obstacles": obstacles[:_MAIN],
        "open_actions": [follow_up_words(step) for step in state.follow_ups],
        "late": late,
        "late_documents": _by_document(
            late, [item.village_name for item in villages(store, scope)]
        ),
    }
    return Collected(values, lists)


_MAIN = 10
"""Indicators with most findings in the report itself; the others are in its annex."""


def _by_document(late: list[Row], names: list[str]) -> list[Row]:
    """A line for each late document with its villages, the longest overdue first."""
    by_document: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in late:
        by_document[row["obligation_title"], row["period"]].append(row)
    listed = [
        {
            "obligation_title": title,
            "period": period,
            "period_text": period_named(period),
            "villages": len(rows),
            "village_names": _named([row["village_name"] for row in rows], names),
            "days_late": max(row["days_late"] for row in rows),
        }
        for (title, period), rows in by_document.items()
    ]
    return sorted(listed, key=lambda row: (-row["days_late"], row["obligation_title"]))


def _named(some: list[str], names: list[str]) -> str:
    """Villages by name, or all but a few."""
    others = [name for name in names if name not in some]
    if len(some) <= len(others):
        return ", ".join(some)
    return f"semua kecuali {', '.join(others)}" if others else "semua desa"


def _by(rows: list[Row], word: str, order: list[str]) -> list[Row]:
    """Sessions and villages for each value of a word."""
    return [
        {
            word: value,
            "sessions": len({row["session_id"] for row in rows if row[word] == value}),
            "villages": len({row["village_id"] for row in rows if row[word] == value}),
        }
        for value in order
    ]


def _rows(table: Any) -> list[Row]:
    keys = [field.key for field in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def _known(rows: list[Row]) -> list[Row]:
    """Villages of which there is something to say."""
    return [row for row in rows if row["sessions"] or row["latest"] is not None]


def _obstacles(rows: list[Row], repeats: dict[int, int]) -> list[Row]:
    return [
        {
            **row,
            "indicator_text": row["indicator_text"] or "Tanpa indikator",
            "repeat_total": sum(repeats.get(int(id_), 1) > 1 for id_ in row["ids"].split(",")),
        }
        for row in rows
    ]


def _reading(row: Row) -> Row:
    name = reading(row["reading"]).id
    return {**row, "reading_name": f"{name} (dipilih)" if row["chosen"] == "yes" else name}


def _chosen(aims: list[Row], goal: float, limits: tuple[float, ...]) -> str:
    row = next(row for row in aims if row["chosen"] == "yes")
    name = reading(row["reading"]).id
    if row["value"] is None:
        return f"Target {figure(goal).id} dibaca sebagai {name}; nilainya belum dapat dihitung."
    reached = {"yes": "tercapai", "no": "belum tercapai"}.get(
        row["reached"], WORDS["reached"].show(row["reached"])
    )
    value = score_said(row["value"], limits)
    return f"Target {figure(goal).id} dibaca sebagai {name}: {value} ({reached})."


def _gain(store: Store, scope: Scope) -> str:
    """The gain of the same persons, or why none is claimed."""
    scope = scope._replace(instrument="")
    yard = yardstick(store, scope, "official")
    units = [unit(pair) for pair in in_scope(store, scope, yard)] if yard.code else []
    matched = scoring.matched(units)
    if len(matched) < scoring.MINIMUM_PAIRS:
        return (
            f"Aparatur yang dinilai dua kali: {len(matched)} orang, kurang dari "
            f"{scoring.MINIMUM_PAIRS}; peningkatan kapasitas tidak disimpulkan."
        )
    found = scoring.group_gain(matched)
    if found is None:
        return (
            f"Aparatur yang dinilai dua kali: {len(matched)} orang; peningkatan tidak terdefinisi."
        )
    return f"Peningkatan ternormalisasi {len(matched)} aparatur yang sama: {figure(found, 2).id}."


def ranked(rows: list[Row]) -> dict[str, list[Row]]:
    """Villages surely in a band by score, ties with one rank; the others with the reason."""
    sure = [
        row for row in rows if row["latest"] is not None and row["band"] not in ("", "undetermined")
    ]
    sure.sort(key=lambda row: (-scoring.compared(row["latest"]), row["village_code"]))
    scores = [scoring.compared(row["latest"]) for row in sure]
    ranked = [
        {
            **row,
            "rank": scores.index(score) + 1,
            "text": "nilai sama" if scores.count(score) > 1 else "",
        }
        for row, score in zip(sure, scores, strict=True)
    ]
    others = [
        {
            "village_name": row["village_name"],
            "text": "belum dinilai" if row["latest"] is None else "predikat belum dapat dipastikan",
        }
        for row in rows
        if row not in sure
    ]
    return {"ranking": ranked, "unranked": others}
