"""A month in twenty lines, to paste into a chat: what was done, where it stands, where next.

Every figure is taken from the report that has it; nobody is named.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from perut_cli.core.calendars import MONTHS, add_months
from perut_cli.core.table import Page, Table
from perut_cli.core.text import T, same_in_both
from perut_cli.core.values import Record
from perut_cli.core.vocabulary import words
from perut_cli.reports.obligations.obligations import SUBMITTED, falling_due, obligations
from perut_cli.reports.scope import Scope, score_limits, settings
from perut_cli.reports.scores.progress import progress
from perut_cli.reports.scores.target import target
from perut_cli.reports.visits.followups import open_items
from perut_cli.reports.visits.priority import priority
from perut_cli.reports.visits.sessions import join_texts, open_plans, sessions, villages
from perut_cli.reports.words import day, figure, reading
from perut_cli.store.db import Store

_NAMED = 3
_AHEAD = 30
_SOON = 14
_PLANS = 4


class _SummaryRows(NamedTuple):
    """The rows of the reports that the summary is made of, by column key."""

    sessions: list[Record]
    progress: list[Record]
    target: list[Record]
    priority: list[Record]
    obligations: list[Record]
    limits: tuple[float, ...]


def month_of(scope: Scope) -> Scope:
    """The scope with the month of its day where no period is asked for; a period that is over is
    told as of its last day.
    """
    if not (scope.since or scope.until):
        last = add_months(date.fromisoformat(f"{scope.as_of[:7]}-01"), 1) - timedelta(1)
        return scope._replace(since=f"{scope.as_of[:7]}-01", until=last.isoformat())
    ended = scope.until and scope.until < scope.as_of
    return scope._replace(as_of=scope.until) if ended else scope


def summary(store: Store, scope: Scope, head: str = "") -> list[T]:
    """The lines, at most twenty: blank ones part the visits, the standing and what comes next.

    `head`: the first characters of the history's head, blank without one.
    """
    scope = month_of(scope)
    standing = scope._replace(since="", until="")
    figures = _SummaryRows(
        _dicts(sessions(store, scope)),
        _dicts(progress(store, standing)),
        _dicts(target(store, standing)),
        _dicts(priority(store, standing)),
        _dicts(obligations(store, standing)),
        score_limits(store),
    )
    parts = (
        [*_title(store, scope)],
        [*_visits(figures, len(villages(store, scope))), *_findings(store, scope)],
        [*_standing(figures), *_follow_ups(store, standing), *_owed(store, standing, figures)],
        [*_next(figures), *_planned(store, standing), *_sealed(head)],
    )
    return [line for part in parts for line in (*part, same_in_both(""))][:-1]


def summary_table(lines: Sequence[T]) -> Table:
    """The lines as rows, for programs."""
    rows = [(number, str(line)) for number, line in enumerate(lines, 1)]
    title = T("Summary", "Ringkasan")
    return Table(title, words("line value"), rows, name="summary")


def summary_page(lines: Sequence[T]) -> Page:
    """The lines as a page for paper: the first is its title, a blank one parts paragraphs."""
    texts = [str(line).replace("*", "") for line in lines]
    paragraphs = "\n".join(texts[1:]).strip("\n").split("\n\n")
    return Page(texts[0], tuple(paragraphs), name="summary")


def _dicts(table: Table) -> list[Record]:
    keys = [field.key for field in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def _title(store: Store, scope: Scope) -> Iterator[T]:
    name = settings(store).district_name
    of = T(" of Kecamatan {name}", " Kecamatan {name}").format(name=name) if name else ""
    yield T("*Routine mentoring{of}*", "*Pendampingan Rutin{of}*").format(of=of)
    span = T("{first} to {last}", "{first} sampai {last}").format(
        first=day(scope.since), last=day(scope.until)
    )
    if scope.since[:7] == scope.until[:7]:
        month = MONTHS[int(scope.since[5:7]) - 1]
        span = same_in_both("{month} {year}").format(month=month, year=scope.since[:4])
    yield T("{span}, as of {day}", "{span}, per {day}").format(span=span, day=day(scope.as_of))


def _visits(found: _SummaryRows, count: int) -> Iterator[T]:
    held = [row for row in found.sessions if row["sessions"]]
    kinds: Counter[str] = Counter()
    for row in held:
        kinds[row["kind"]] += row["sessions"]
    yield T(
        "Sessions: {n} in {seen} of {all} villages{kinds}; {hours} {hours:hour|hours}, {present} "
        "times an official present",
        "Sesi: {n} di {seen} dari {all} desa{kinds}; {hours} jam, {present} kali aparatur hadir",
    ).format(
        n=sum(row["sessions"] for row in held),
        seen=len({row["village_code"] for row in held}),
        all=count,
        kinds=f" ({', '.join(f'{kind} {n}' for kind, n in kinds.most_common())})" if kinds else "",
        hours=figure(sum(row["hours"] or 0 for row in held), 1),
        present=sum(row["officials_present"] for row in held),
    )


def _findings(store: Store, scope: Scope) -> Iterator[T]:
    new = [
        finding
        for finding in open_items(store, scope).findings
        if _within(finding.finding_date, scope)
    ]
    if new:
        yield T(
            "New findings: {n}, {high} of them high, {again} repeated",
            "Temuan baru: {n}, {high} di antaranya berat, {again} berulang",
        ).format(
            n=len(new),
            high=sum(finding.severity == "high" for finding in new),
            again=sum(finding.repeats > 1 for finding in new),
        )


def _within(when: str, scope: Scope) -> bool:
    return scope.since <= when and (not scope.until or when <= scope.until)


def _standing(figures: _SummaryRows) -> Iterator[T]:
    for row in figures.target:
        if row["chosen"] == "yes":
            yield T(
                "Target {target} ({reading}): {value}, {reached}; {n} assessed",
                "Target {target} ({reading}): {value}, {reached}; {n} dinilai",
            ).format(
                target=figure(row["target"]),
                reading=reading(row["reading"]),
                value=figure(row["value"], 1, figures.limits),
                reached=_REACHED.get(row["reached"], T("not known yet", "belum diketahui")),
                n=row["assessed"],
            )
    judged = Counter(row["reached"] or "" for row in figures.progress)
    yield T(
        "Villages at the target: {yes}, below it: {no}, undetermined: {unsure}, not assessed: "
        "{none}",
        "Desa mencapai target: {yes}, belum: {no}, belum pasti: {unsure}, belum dinilai: {none}",
    ).format(
        yes=judged["yes"],
        no=judged["no"],
        unsure=judged["undetermined"],
        none=sum(row["latest"] is None for row in figures.progress),
    )
    yield from _movement(figures)


def _movement(figures: _SummaryRows) -> Iterator[T]:
    risen = [row for row in figures.progress if row["gain"] is not None and row["gain"] > 0]
    best = sorted(risen, key=lambda row: (-row["gain"], row["village_code"]))[:_NAMED]
    if best:
        named = (
            same_in_both("{village} +{gain}").format(
                village=row["village_name"], gain=figure(row["gain"], 1)
            )
            for row in best
        )
        yield T("Risen most: {named}", "Paling naik: {named}").format(
            named=join_texts(", ", *named)
        )
    failing = [row for row in figures.progress if row["critical_failures"]]
    if failing:
        yield T(
            "Critical failures: {n} in {villages} {villages:village|villages}",
            "Gagal kritis: {n} di {villages} desa",
        ).format(n=sum(row["critical_failures"] for row in failing), villages=len(failing))


_REACHED = {
    "yes": T("reached", "tercapai"),
    "no": T("not reached", "belum tercapai"),
    "out_of_reach": T("out of reach", "di luar jangkauan"),
}


def _follow_ups(store: Store, scope: Scope) -> Iterator[T]:
    steps = open_items(store, scope).follow_ups
    yield T(
        "Follow-ups: {n} not settled, {late} overdue, {waiting} waiting for verification",
        "Tindak lanjut: {n} belum tuntas, {late} terlambat, {waiting} menunggu verifikasi",
    ).format(
        n=len(steps),
        late=sum(step.days_overdue is not None for step in steps),
        waiting=sum(step.action_state == "done" for step in steps),
    )


def _owed(store: Store, scope: Scope, found: _SummaryRows) -> Iterator[T]:
    late = [row for row in found.obligations if _overdue(row)]
    yield T(
        "Documents overdue: {n} in {villages} {villages:village|villages}",
        "Dokumen lewat tenggat: {n} di {villages} desa",
    ).format(n=len(late), villages=len({row["village_code"] for row in late}))
    soon = falling_due(store, scope, _AHEAD)
    if soon:
        first = soon[0]
        yield T(
            "Due within {days} {days:day|days}: {n}, first {title} on {day}",
            "Jatuh tempo dalam {days} hari: {n}, pertama {title} pada {day}",
        ).format(days=_AHEAD, n=len(soon), title=first.obligation_title, day=day(first.due))


def _overdue(row: Record) -> bool:
    return row["submission_state"] != SUBMITTED and bool(row["days_late"])


def _next(found: _SummaryRows) -> Iterator[T]:
    yield T("*Next:*", "*Berikutnya:*")
    for row in found.priority[:_NAMED]:
        reason = str(row["why"])
        plan = (
            T(" (planned {day})", " (terjadwal {day})").format(day=day(row["next_visit"]))
            if row["next_visit"]
            else ""
        )
        yield same_in_both("{rank}. {village}: {why}{plan}").format(
            rank=row["rank"], village=row["village_name"], why=reason or "-", plan=plan
        )


def _planned(store: Store, scope: Scope) -> Iterator[T]:
    last = (date.fromisoformat(scope.as_of) + timedelta(_SOON)).isoformat()
    names = {village.id: village.village_name for village in villages(store, scope)}
    ahead = sorted(
        (plan.plan_date, names[id_])
        for id_, plans in open_plans(store, scope).items()
        if id_ in names
        for plan in plans
        if scope.as_of <= plan.plan_date <= last
    )
    if ahead:
        shown = [
            same_in_both("{day} {village}").format(day=day(when), village=village)
            for when, village in ahead[:_PLANS]
        ]
        more = [same_in_both(f"+{len(ahead) - _PLANS}")] if len(ahead) > _PLANS else []
        yield T("Within {days} {days:day|days}: {plans}", "Dalam {days} hari: {plans}").format(
            days=_SOON, plans=join_texts(", ", *shown, *more)
        )


def _sealed(head: str) -> Iterator[T]:
    if head:
        yield T("State of the records {head}", "Keadaan catatan {head}").format(head=head)
