"""The page for today: what is due, late, missed or unfinished, and the command for each."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from perut_cli.core.table import Page, Table
from perut_cli.core.text import Hint, T, Text, same_in_both
from perut_cli.core.vocabulary import words
from perut_cli.reports.obligations.obligations import falling_due
from perut_cli.reports.pages.parts import Part, parts, short_code
from perut_cli.reports.scope import Scope, settings
from perut_cli.reports.visits.followups import days_between, open_items
from perut_cli.reports.visits.sessions import (
    VillageChoice,
    choose_villages,
    head,
    last_visits,
    next_plan,
    open_plans,
    rest_line,
    rows,
)
from perut_cli.store.columns import ahead
from perut_cli.store.db import Store

_SOON = 7
_OWED_SOON = 30
_OLD_BACKUP = 7


def status_page(
    store: Store,
    scope: Scope,
    backup_age_days: int | None,
    begun: Sequence[Text] = (),
    *,
    all_villages: bool = False,
) -> Page:
    """What today asks for, of the loci where there are any: a short table for each matter, with a
    command below it.

    `begun`: a sentence for each entry that was left off.
    """
    shown, title = choose_villages(store, scope, all_villages), T("Today", "Hari ini")
    if not shown.shown:
        return Page(title, (*begun, _start()), head=head(scope), name="status")
    matters = (_visits_due, _never, _missed, _late, _drafts, _owed)
    shown_parts = parts(*(matter(store, scope, shown) for matter in matters))
    quiet = not shown_parts and not begun
    well = T("Nothing presses today.", "Hari ini tidak ada yang mendesak.")
    closing = parts(
        well if quiet else same_in_both(""),
        *begun,
        _next(),
        backup_line(backup_age_days),
        rest_line(shown.rest),
    )
    return Page(title, (*shown_parts, *closing), head=head(scope), name="status")


def days_to_come(store: Store, today: str) -> Text:
    """How many records lie on days to come, with the command that lists them; blank for none."""
    later = list(ahead(store, today))
    if not later:
        return ""
    return Hint(
        "On days to come: {n}, such as {key} on {day}: perut check",
        "Pada hari yang belum tiba: {n}, misalnya {key} pada {day}: perut periksa",
        T(
            "On days to come: {n}, such as {key} on {day}",
            "Pada hari yang belum tiba: {n}, misalnya {key} pada {day}",
        ),
    ).format(n=len(later), key=later[0].key, day=later[0].day)


def to_settle(count: int) -> Text:
    """How many conflicts between laptops wait, with the command that lists them; blank for none."""
    if not count:
        return ""
    return T(
        "Conflicts between laptops to settle: {n}: perut conflicts",
        "Pertentangan antarlaptop yang perlu diselesaikan: {n}: perut pertentangan",
    ).format(n=count)


def backup_line(age: int | None) -> T:
    """How old the last backup is; the command where it is a week or more."""
    if age is None:
        return Hint(
            "No backup yet: perut backup",
            "Belum ada cadangan: perut cadangkan",
            T("No backup yet", "Belum ada cadangan"),
        )
    if age < 1:
        return T("Last backup: today", "Cadangan terakhir: hari ini")
    if age < _OLD_BACKUP:
        text = T("Last backup, days ago: {n}", "Cadangan terakhir: {n} hari lalu")
    else:
        text = Hint(
            "The last backup is {n} {n:day|days} old: perut backup",
            "Cadangan terakhir {n} hari lalu: perut cadangkan",
            T("The last backup is {n} {n:day|days} old", "Cadangan terakhir {n} hari lalu"),
        )
    return text.format(n=age)


def _start() -> T:
    return Hint(
        "No villages yet: perut village import FILE, or look at the sample with perut demo",
        "Belum ada desa: perut desa impor BERKAS, atau lihat contoh dengan perut demo",
        T("No villages yet.", "Belum ada desa."),
    )


def _next() -> T:
    return Hint(
        "Who needs the next visit: perut report priority",
        "Desa mana berikutnya: perut laporan prioritas",
    )


def _visits_due(store: Store, scope: Scope, shown: VillageChoice) -> Part | None:
    last, plans, interval = (
        last_visits(store, scope),
        open_plans(store, scope),
        settings(store).visit_interval_days,
    )
    soon, cells = _after(scope.as_of, _SOON), []
    for village in shown.shown:
        plan, was = next_plan(plans.get(village.id, []), scope.as_of), last.get(village.id, "")
        age = days_between(was, scope.as_of) if was else None
        if (plan and plan.plan_date <= soon) or (age is not None and age > interval):
            cells.append(
                (
                    village.village_code,
                    village.village_name,
                    was,
                    age,
                    plan.plan_date if plan else "",
                )
            )
    if not cells:
        return None
    cells.sort(key=lambda row: (row[4] or "9999", -(row[3] or 0), row[0]))
    note = Hint("prepare: perut session prepare {code}", "siapkan: perut sesi siapkan {code}")
    columns = words("village_code village_name last_session days_ago next_visit")
    title = T("Visits due", "Kunjungan jatuh tempo")
    return Table(
        title,
        columns,
        cells,
        note=note.format(code=short_code(store, cells[0][0])),
        name="visits_due",
    )


def _never(store: Store, scope: Scope, shown: VillageChoice) -> Part | None:
    last, plans = last_visits(store, scope), open_plans(store, scope)
    cells = []
    for village in shown.shown:
        plan = next_plan(plans.get(village.id, []), scope.as_of)
        if village.id not in last:
            cells.append(
                (village.village_code, village.village_name, plan.plan_date if plan else "")
            )
    note = Hint(
        "plan: perut plan generate --until {day}", "jadwalkan: perut jadwal susun --sampai {day}"
    )
    columns, title = (
        words("village_code village_name next_visit"),
        T("Never visited", "Belum pernah dikunjungi"),
    )
    return Table(
        title,
        columns,
        cells,
        note=note.format(day=_after(scope.as_of, _OWED_SOON)),
        name="never_visited",
    )


def _missed(store: Store, scope: Scope, shown: VillageChoice) -> Part | None:
    ids = {village.id for village in shown.shown}
    cells = [row[1:] for row in rows(store, scope, "missed_plans") if row[0] in ids]
    if not cells:
        return None
    note = Hint(
        "move: perut plan move {code} {day} {kind} --to {to} --reason …",
        "pindahkan: perut jadwal pindah {code} {day} {kind} --ke {to} --alasan …",
    )
    code, _, day, kind = cells[0]
    note = note.format(
        code=short_code(store, code), day=day, kind=kind, to=_after(scope.as_of, _SOON)
    )
    columns = words("village_code village_name plan_date kind")
    return Table(
        T("Plans missed", "Jadwal terlewat"), columns, cells, note=note, name="plans_missed"
    )


def _late(store: Store, scope: Scope, shown: VillageChoice) -> Part | None:
    codes = {village.village_code for village in shown.shown}
    late = (step for step in open_items(store, scope).follow_ups if step.days_overdue is not None)
    steps = [step for step in late if step.village_code in codes]
    if not steps:
        return None
    cells = [
        (step.village_name, step.action_text, step.responsible, step.days_overdue) for step in steps
    ]
    note = Hint(
        "done: perut action done {code} --on {day}",
        "selesai: perut tindak-lanjut selesai {code} --tanggal {day}",
    )
    note = note.format(code=steps[0].action_code, day=scope.as_of)
    columns = words("village_name action_text responsible days_overdue")
    return Table(
        T("Follow-ups late", "Tindak lanjut terlambat"),
        columns,
        cells,
        note=note,
        name="actions_late",
    )


def _drafts(store: Store, scope: Scope, shown: VillageChoice) -> Part | None:
    ids = {village.id for village in shown.shown}
    cells = [row[1:] for row in rows(store, scope, "drafts") if row[0] in ids]
    if not cells:
        return None
    note = Hint("go on: perut assess {code}", "lanjutkan: perut nilai-desa {code}")
    note = note.format(code=cells[0][0])
    columns = words("assessment_code village_code village_name assessment_date coverage")
    return Table(
        T("Assessments unfinished", "Penilaian belum selesai"),
        columns,
        cells,
        note=note,
        name="drafts",
    )


def _owed(store: Store, scope: Scope, shown: VillageChoice) -> Part | None:
    codes = {village.village_code for village in shown.shown}
    owing = (row for row in falling_due(store, scope, _OWED_SOON) if row.village_code in codes)
    due = Counter((row.due, row.obligation_title, row.period) for row in owing)
    cells = [(*document, n) for document, n in sorted(due.items())]
    note = Hint(
        "which villages: perut report obligations --due {n}",
        "desa mana: perut laporan kewajiban --tenggat {n}",
    )
    columns = words("due obligation_title period villages")
    title = T("Documents due soon", "Dokumen segera jatuh tempo")
    return Table(title, columns, cells, note=note.format(n=_OWED_SOON), name="obligations_soon")


def _after(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()
