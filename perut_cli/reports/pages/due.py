"""The page of plans: which villages are due when."""

from datetime import date, timedelta

from perut_cli.core.table import Page, Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import words
from perut_cli.reports.pages.parts import parts
from perut_cli.reports.scope import Scope, settings
from perut_cli.reports.visits.sessions import (
    choose_villages,
    head,
    last_visits,
    next_plan,
    open_plans,
    rest_line,
)
from perut_cli.store.db import Store

_SOON = 30


def due_lists(store: Store, scope: Scope, all_villages: bool = False) -> Page:
    """Every village of the choice in one of four lists: never visited, overdue, in the next 30
    days, later.
    """
    shown, last, plans = (
        choose_villages(store, scope, all_villages),
        last_visits(store, scope),
        open_plans(store, scope),
    )
    interval = max(settings(store).visit_interval_days, 1)
    soon = (date.fromisoformat(scope.as_of) + timedelta(_SOON)).isoformat()
    lists: dict[str, list[tuple[str, ...]]] = {name: [] for name in _LISTS}
    for village in shown.shown:
        was, plan = last.get(village.id, ""), next_plan(plans.get(village.id, []), scope.as_of)
        due = (date.fromisoformat(was) + timedelta(interval)).isoformat() if was else ""
        planned = plan.plan_date if plan else ""
        row = (village.village_code, village.village_name, was, due, planned)
        lists[_list(was, due, planned or due, scope.as_of, soon)].append(row)
    columns = words("village_code village_name last_session due next_visit")
    tables = [
        Table(_LISTS[name], columns, sorted(found, key=lambda row: (row[3], row[0])), name=name)
        for name, found in lists.items()
    ]
    title = T("When the villages are due", "Kapan desa dikunjungi")
    return Page(title, parts(*tables, rest_line(shown.rest)), head=head(scope), name="plan")


_LISTS = {
    "never_visited": T("Never visited", "Belum pernah dikunjungi"),
    "overdue": T("Overdue", "Terlambat dikunjungi"),
    "next_30_days": T("In the next 30 days", "Dalam 30 hari"),
    "later": T("Later", "Kemudian"),
}


def _list(was: str, due: str, day: str, as_of: str, soon: str) -> str:
    if not was:
        return "never_visited"
    if due < as_of:
        return "overdue"
    return "next_30_days" if day <= soon else "later"
