"""The words of papers about a period: what was done, what came of it, sentences that only say what
the figures carry.
"""

from collections import defaultdict
from typing import Any

from perut_cli.core import scoring
from perut_cli.core.terbilang import date_long
from perut_cli.core.vocabulary import WORDS
from perut_cli.reports.obligations.obligations import owed, span
from perut_cli.reports.papers.collect import (
    Collected,
    Subject,
    Texts,
    cut,
    lines_of,
    said,
    score_limits,
)
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.progress import progress
from perut_cli.reports.scores.target import target
from perut_cli.reports.scores.units import in_scope, unit, yardstick
from perut_cli.reports.visits.followups import open_items
from perut_cli.reports.visits.priority import priority
from perut_cli.reports.words import figure, reading
from perut_cli.store.db import Store

Row = dict[str, Any]
_ADVISED = 5
_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
_ROMAN = ("", "I", "II", "III", "IV")


def period_text(period: str, since: str, until: str) -> str:
    """`Triwulan IV Tahun 2026`, `Bulan November 2026`, or from day to day."""
    year, _, part = period.partition("-")
    if period and not part:
        return f"Tahun {year}"
    if part[:1] == "Q":
        return f"Triwulan {_ROMAN[int(part[1])]} Tahun {year}"
    if part[:1] == "S":
        return f"Semester {_ROMAN[int(part[1])]} Tahun {year}"
    if part:
        return f"Bulan {_MONTHS.split()[int(part) - 1]} {year}"
    return f"{date_long(since)} sampai {date_long(until)}"


def period_words(store: Store, subject: Subject) -> Collected:
    """A period of the whole kecamatan, as it stood at its end or on the paper's day."""
    as_of = min(subject.until or subject.day, subject.day)
    scope = Scope(as_of, instrument=subject.instrument)
    days = {"since": subject.since, "until": as_of}
    sessions = lines_of(store, "papers", "sessions", **days)
    held = lines_of(store, "papers", "held", **days)
    rows = _rows(progress(store, scope))
    aims, limits = _rows(target(store, scope)), score_limits(store)
    goal = yardstick(store, scope, "village").target
    repeats = {one.id: one.repeats for one in open_items(store, scope).findings}
    obstacles = _obstacles(lines_of(store, "papers", "obstacles", **days), repeats)
    late = [
        row._asdict()
        for row in owed(store, scope, span(Scope(as_of)))
        if (row.days_late or 0) > 0 and row.submission_state != "submitted"
    ]
    assessed = [row for row in rows if row["latest"] is not None]
    known = f"{len(assessed)} dari {len(rows)} desa sudah dinilai."
    gain = _gain(store, scope)
    values: Texts = {
        "period": subject.period,
        "period_text": period_text(subject.period, subject.since, subject.until),
        "session_count": len(sessions),
        "visited_count": len({row["village_id"] for row in held}),
        "village_count": len(rows),
        "assessed_text": known,
        "gain_text": gain,
        "reading_text": _chosen(aims, goal, limits),
    }
    steps = open_items(store, scope).follow_ups
    lists: dict[str, list[Row]] = {
        "sessions_list": sessions,
        "by_kind": _by_kind(held),
        "by_officer": _by_officer(lines_of(store, "papers", "led", **days)),
        "progress": cut(_known(rows), limits),
        "readings": cut([_reading(row) for row in aims], limits),
        "obstacles": obstacles,
        "open_actions": [step._asdict() for step in steps],
        "late": late,
        "conclusions": _lined(
            [
                _done(len(sessions), values["visited_count"], len(rows)),
                known,
                _chosen(aims, goal, limits),
                gain,
                _undone(
                    len(steps), sum(step.days_overdue is not None for step in steps), len(late)
                ),
            ]
        ),
        "suggestions": _suggestions(store, scope),
        **{name: cut(found, limits) for name, found in _ranking(rows).items()},
    }
    return Collected(values, lists)


def _rows(table: Any) -> list[Row]:
    keys = [field.key for field in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def _lined(texts: list[str]) -> list[Row]:
    return [{"text": text} for text in texts if text]


def _known(rows: list[Row]) -> list[Row]:
    """Villages of which there is something to say."""
    return [row for row in rows if row["sessions"] or row["latest"] is not None]


def _by_kind(held: list[Row]) -> list[Row]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in held:
        found[row["kind"]].append(row)
    return [
        {
            "kind": kind,
            "sessions": len({row["session_id"] for row in rows}),
            "villages": len({row["village_id"] for row in rows}),
        }
        for kind, rows in sorted(found.items())
    ]


def _by_officer(led: list[Row]) -> list[Row]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in led:
        found[row["mentor_name"]].append(row)
    return [
        {
            "mentor_name": name,
            "sessions": len({row["session_id"] for row in rows}),
            "villages": len({row["village_id"] for row in rows}),
        }
        for name, rows in found.items()
    ]


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
    reached = WORDS["reached"].show(row["reached"])
    return (
        f"Target {figure(goal).id} dibaca sebagai {name}: {said(row['value'], limits)}, "
        f"tercapai: {reached}."
    )


def _gain(store: Store, scope: Scope) -> str:
    """The gain of the same persons, or why none is claimed."""
    scope = scope._replace(instrument="")
    yard = yardstick(store, scope, "official")
    units = [unit(pair) for pair in in_scope(store, scope, yard)] if yard.code else []
    matched = scoring.matched(units)
    if len(matched) < scoring.MINIMUM_PAIRS:
        return (
            f"Aparatur yang dinilai dua kali: {len(matched)} orang, kurang dari {scoring.MINIMUM_PAIRS}; "
            "peningkatan kapasitas tidak disimpulkan."
        )
    found = scoring.group_gain(matched)
    if found is None:
        return (
            f"Aparatur yang dinilai dua kali: {len(matched)} orang; peningkatan tidak terdefinisi."
        )
    return f"Peningkatan ternormalisasi {len(matched)} aparatur yang sama: {figure(found, 2).id}."


def _done(sessions: int, visited: int, villages: int) -> str:
    return f"Dilaksanakan {sessions} sesi pendampingan di {visited} dari {villages} desa."


def _undone(steps: int, overdue: int, late: int) -> str:
    return (
        f"Tindak lanjut yang belum tuntas {steps}, {overdue} di antaranya lewat tenggat; "
        f"kewajiban desa yang terlambat {late}."
    )


def _suggestions(store: Store, scope: Scope) -> list[Row]:
    rows = [row for row in _rows(priority(store, scope)) if row["priority"]]
    return _lined(
        [
            f"Mendahulukan Desa {row['village_name']} (prioritas {figure(row['priority'], 1).id}): "
            f"{row['why']}."
            for row in rows[:_ADVISED]
        ]
    )


def _ranking(rows: list[Row]) -> dict[str, list[Row]]:
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
