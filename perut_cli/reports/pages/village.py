"""The pages of one village: the report, and the one page to take along on a visit."""

from typing import NamedTuple

from perut_cli.core.table import Page, Table
from perut_cli.core.text import Hint, T, Text, same_in_both
from perut_cli.core.vocabulary import words
from perut_cli.reports.for_people import names_in, names_of
from perut_cli.reports.pages.parts import (
    documents,
    filled,
    findings,
    follow_ups,
    labelled_lines,
    officials,
    parts,
    short_code,
    topic_names,
)
from perut_cli.reports.pages.scores import dimensions, failures, lifts
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.progress import progress
from perut_cli.reports.visits.followups import open_items
from perut_cli.reports.visits.sessions import Village, head, next_plan, open_plans, rows, villages
from perut_cli.reports.words import target_read
from perut_cli.store.db import Store


class Session(NamedTuple):
    """A session of the village, newest first in lists."""

    session_code: str
    session_date: str
    kind: str
    topics: str
    mentors: str
    summary: str
    agreed_next: str
    officials_present: int


def village_page(store: Store, scope: Scope) -> Page:
    """Where a village stands, beginning with the brief for the next visit; `scope` names the
    village.
    """
    scope = scope._replace(locus=False)
    village, state, people = (
        _village(store, scope),
        open_items(store, scope),
        officials(store, scope),
    )
    brief = (
        _where_it_stands(store, scope),
        _brief(store, scope, village),
        follow_ups(state.follow_ups),
        findings(state.findings),
        documents(store, scope),
    )
    rest = (
        dimensions(store, scope, village.id),
        lifts(store, scope, village.id),
        _visits(_sessions(store, scope)),
        people,
        filled(store, scope),
        _prepare(store, village),
    )
    return Page(
        _title(village), parts(*brief, *rest), head=head(scope, target_read(store)), name="village"
    )


def prepare_page(store: Store, scope: Scope) -> Page:
    """The one page to take along: last visit, scores, what failed and how to mend it, follow-ups,
    people, documents.
    """
    scope = scope._replace(locus=False)
    village, state = _village(store, scope), open_items(store, scope)
    held = _sessions(store, scope._replace(since="", until=""))
    page_parts = (
        _last(store, held),
        _brief(store, scope, village),
        dimensions(store, scope, village.id),
        failures(store, scope, village.id),
        follow_ups(state.follow_ups),
        findings(state.findings),
        officials(store, scope),
        documents(store, scope),
        filled(store, scope),
        _record(store, scope, village),
    )
    title = T("To take along: {village}", "Bekal kunjungan: {village}")
    return Page(
        title.format(village=_title(village)), parts(*page_parts), head=head(scope), name="prepare"
    )


def _village(store: Store, scope: Scope) -> Village:
    return next(iter(villages(store, scope)))


def _where_it_stands(store: Store, scope: Scope) -> Table:
    """The village's row of the progress report, as far as it says where the village stands."""
    whole = progress(store, scope)
    columns = words("latest band reached gain sessions last_session overdue_actions")
    places = [[field.key for field in whole.columns].index(field.key) for field in columns]
    cells = [tuple(row[place] for place in places) for row in whole.rows]
    title = T("Where it stands", "Kedudukan")
    return Table(title, columns, cells, chart=whole.chart[:1], name="standing")


def _title(village: Village) -> T:
    text = (
        T("{name} ({code}), locus", "{name} ({code}), lokus")
        if village.locus
        else same_in_both("{name} ({code})")
    )
    return text.format(name=village.village_name, code=village.village_code)


def _brief(store: Store, scope: Scope, village: Village) -> Text:
    plan = next_plan(open_plans(store, scope).get(village.id, []), scope.as_of)
    if plan is None:
        text = Hint(
            "No visit is planned: perut plan add {code} DATE KIND",
            "Belum ada jadwal: perut jadwal tambah {code} TANGGAL JENIS",
            T("No visit is planned.", "Belum ada jadwal kunjungan."),
        )
        return text.format(code=short_code(store, village.village_code))
    return labelled_lines(
        next_visit=plan.plan_date, kind=plan.kind, topics=topic_names(store, plan.topics)
    )


def _last(store: Store, held: list[Session]) -> str:
    if not held:
        return str(T("There was no session yet.", "Belum pernah ada sesi."))
    last = held[0]
    return labelled_lines(
        last_session=last.session_date,
        kind=last.kind,
        topics=topic_names(store, last.topics),
        mentors=names_in(last.mentors, names_of(store).mentors),
        summary=last.summary,
        agreed_next=last.agreed_next,
    )


def _visits(held: list[Session]) -> Table:
    cells = [
        (one.session_date, one.kind, one.topics, one.mentors, one.officials_present) for one in held
    ]
    columns = words("session_date kind topics mentors officials_present")
    return Table(T("Visits", "Kunjungan"), columns, cells, name="visits")


def _sessions(store: Store, scope: Scope) -> list[Session]:
    return [Session(*row) for row in rows(store, scope, "village_visits")]


def _prepare(store: Store, village: Village) -> T:
    text = Hint(
        "The page to take along: perut session prepare {code}",
        "Bekal kunjungan: perut sesi siapkan {code}",
    )
    return text.format(code=short_code(store, village.village_code))


def _record(store: Store, scope: Scope, village: Village) -> T:
    plan = next_plan(open_plans(store, scope).get(village.id, []), scope.as_of)
    text = Hint(
        "After the visit: perut session add {code} {day} {kind}\n"
        "Follow-ups by code: perut report actions --village {code}",
        "Sesudah kunjungan: perut sesi tambah {code} {day} {kind}\n"
        "Tindak lanjut menurut kode: perut laporan tindak-lanjut --desa {code}",
    )
    return text.format(
        code=short_code(store, village.village_code),
        day=plan.plan_date if plan else scope.as_of,
        kind=plan.kind if plan else "supervisi",
    )
