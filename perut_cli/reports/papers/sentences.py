"""Sentences of a report of a period: what changed in it, what is suggested next;
each says only what is recorded.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from perut_cli.core.followups import warning_level
from perut_cli.core.priority import Facts, Parts
from perut_cli.reports.papers.collect import lines_of, score_limits, score_said
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.progress import progress
from perut_cli.reports.visits.followups import open_items
from perut_cli.reports.visits.priority import weighed
from perut_cli.store.db import Store

_ADVISED = 5
_IN_WRITING = 3
"""How often a finding is made before the camat is asked for a warning."""


def changed_texts(
    store: Store, scope: Scope, days: dict[str, str], rows: list[dict[str, Any]]
) -> list[str]:
    """What changed from the day before the period to its end: scores, findings,
    follow-ups, posts.
    """
    before = (date.fromisoformat(days["since"]) - timedelta(1)).isoformat()
    table = progress(store, scope._replace(as_of=before))
    keys = [field.key for field in table.columns]
    earlier = {
        row["village_code"]: row["latest"]
        for row in (dict(zip(keys, cells, strict=True)) for cells in table.rows)
    }
    limits, texts, first = score_limits(store), [], []
    for row in rows:
        was, now = earlier.get(row["village_code"]), row["latest"]
        if now is None or was == now:
            continue
        if was is None:
            first.append(f"{row['village_name']} ({score_said(now, limits)})")
        else:
            texts.append(
                f"Nilai Desa {row['village_name']} dari {score_said(was, limits)} menjadi "
                f"{score_said(now, limits)}."
            )
    if first:
        texts.insert(0, f"Dinilai pertama kali dalam periode ini: Desa {', '.join(first)}.")
    (moved,) = lines_of(store, "papers", "moved", **days)
    texts.append(
        f"Tindak lanjut yang dibuka: {moved['opened']}; yang dituntaskan: {moved['settled']}."
    )
    if moved["begun"] or moved["ended"]:
        texts.append(
            f"Jabatan aparatur yang mulai dijabat: {moved['begun']}; yang berakhir: "
            f"{moved['ended']}."
        )
    return texts


def suggested(store: Store, scope: Scope) -> list[str]:
    """Where to go first and why, by priority; what the camat may warn of."""
    found = weighed(store, scope)
    texts = []
    for place in found.ranked[:_ADVISED]:
        reasons = _reasons(place.parts, found.facts[place.village_code])
        if reasons:
            name = found.villages[place.village_code].village_name
            texts.append(f"Mendahulukan Desa {name}: {', '.join(reasons)}.")
    return texts + _warnings(store, scope)


def _reasons(parts: Parts, facts: Facts) -> list[str]:
    """The parts that weigh, the heaviest first."""
    days = facts.days_since_visit
    texts = (
        "belum pernah dikunjungi" if days is None else f"{days} hari sejak kunjungan terakhir",
        "belum dinilai" if facts.latest is None else "nilai di bawah target",
        f"{facts.critical_failures} indikator kritis gagal",
        f"{facts.overdue_actions} tindak lanjut lewat tenggat",
        f"{facts.open_repeats} temuan berulang masih terbuka",
    )
    weighed_texts = sorted(zip(parts, texts, strict=True), key=lambda pair: -pair[0])
    return [text for part, text in weighed_texts if part > 0]


def _warnings(store: Store, scope: Scope) -> list[str]:
    most: dict[int, int] = defaultdict(int)
    for one in open_items(store, scope).findings:
        if one.repeats >= _IN_WRITING and not one.closed:
            most[one.village_id] = max(most[one.village_id], one.repeats)
    names: dict[int, str] = dict(store.rows("SELECT id, village_name FROM village"))
    return [
        f"Mempertimbangkan teguran tingkat {warning_level(times)} kepada Desa {names[village]}: "
        f"ada temuan yang sudah {times} kali dan masih terbuka."
        for village, times in sorted(most.items())
    ]
