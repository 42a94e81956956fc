"""A visit and the plan: what stays open beside it is closed if that is meant, and a visit that
turns out to be another village's goes there with all that came of it.
"""

from typing import NamedTuple

from perut_cli.cli.app.command import Inputs
from perut_cli.cli.app.context import YES, Context
from perut_cli.cli.commands.visit_names import villages_of
from perut_cli.cli.records.write_row import (
    edit_record,
    report_closed_plans,
    report_written,
    row_of,
    write_row,
)
from perut_cli.core.errors import Conflict
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.batch import Batch
from perut_cli.store.importing.plan_rows import WITHIN_DAYS, close_plan_of
from perut_cli.store.lookup import Finder

PLAN, SESSION, FINDING = SHEETS["plan"], SHEETS["session"], SHEETS["finding"]


class PlanBeside(NamedTuple):
    """A planned visit of another kind that a visit of these days may have been."""

    id: int
    village_code: str
    village_name: str
    plan_date: str
    kind: str


def plans_beside(finder: Finder, values: dict[str, str]) -> list[PlanBeside]:
    """The plans of the villages of a visit that it doesn't close by itself, being of another kind:
    those of the week up to its day.
    """
    day = str(WORDS["session_date"].parse(values["session_date"]))
    return [
        PlanBeside(*row)
        for village in villages_of(finder, values)
        for row in finder.store.rows(
            "SELECT p.id, village_code, village_name, plan_date, p.kind FROM plan AS p JOIN "
            "village AS v ON v.id = p.village_id WHERE v.id = ?1 AND plan_state = 'planned' AND "
            "p.kind <> lower(?2) AND julianday(?3) - julianday(plan_date) BETWEEN 0 AND ?4 ORDER "
            "BY plan_date",
            (village, values["kind"].strip(), day, WITHIN_DAYS),
        )
    ]


def ask_which_to_close(context: Context, values: dict[str, str]) -> list[PlanBeside]:
    """The plans beside a visit that a person wants closed with it; nobody is asked elsewhere."""
    if not context.can_ask() or context.inputs.has("dry_run") or context.inputs.has("yes"):
        return []
    question = T(
        "The plan of {village} on {day} ({kind}) is still open. Close it with this visit?",
        "Jadwal {village} tanggal {day} ({kind}) masih terbuka. Tutup dengan kunjungan ini?",
    )
    return [
        plan
        for plan in plans_beside(context.finder(), values)
        if context.reply_to(
            question.format(
                village=plan.village_name,
                day=WORDS["plan_date"].show(plan.plan_date),
                kind=plan.kind,
            )
        )
        in YES
    ]


def close(context: Context, batch: Batch, plan: PlanBeside, session_code: str) -> None:
    """Close a plan with a visit of another kind."""
    values = {"plan_state": "done", "session_code": session_code}
    write_row(context, batch, PLAN, values, fixed_id=plan.id)
    batch.closed.append((plan.village_name, plan.plan_date, plan.kind))


def say_still_open(context: Context, plans: list[PlanBeside], session_code: str) -> None:
    """Name the plans that stay open beside a visit, with the commands that close or move them."""
    for plan in plans:
        key = f"{plan.village_code} {plan.plan_date} {plan.kind}"
        context.say(
            T(
                "the plan of {village} on {day} ({kind}) stays open; close it: `perut plan edit "
                "{key} --plan-state done --session-code {code}`, or move it: `perut plan move "
                "{key} --to DATE --reason …`",
                "jadwal {village} tanggal {day} ({kind}) tetap terbuka; tutup: `perut jadwal ubah "
                "{key} --status-jadwal selesai --kode-sesi {code}`, atau pindahkan: `perut jadwal "
                "pindah {key} --ke TANGGAL --alasan …`",
            ).format(
                village=plan.village_name,
                day=WORDS["plan_date"].show(plan.plan_date),
                kind=plan.kind,
                key=key,
                code=session_code,
            )
        )


class _Host(NamedTuple):
    id: int
    code: str
    name: str


def edit(context: Context, session: int, inputs: Inputs) -> Answer:
    """Change a session; to another village its findings, their follow-ups and the plans go along.
    Raises Conflict P202 where people or assessments of the old one rest on it.
    """
    if "village_code" not in inputs:
        return edit_record(context, SESSION, session, inputs)
    old = _host(context, "SELECT village_id FROM session WHERE id = ?", session)
    new = _host(context, "SELECT ?", context.village_id(inputs.text("village_code")))
    if new.id == old.id:
        return edit_record(context, SESSION, session, inputs)
    _refuse_what_cannot_go(context, session, old)
    findings, plans = (_ids(context, sheet, session, old) for sheet in ("finding", "plan"))
    values = row_of(SESSION, inputs)

    def work(batch: Batch) -> Batch:
        write_row(context, batch, SESSION, values, fixed_id=session)
        for finding in findings:
            write_row(context, batch, FINDING, {"village_code": new.code}, fixed_id=finding)
        for plan in plans:
            again = {"plan_state": "planned", "session_code": ""}
            write_row(context, batch, PLAN, again, fixed_id=plan)
        close_plan_of(batch, session)
        return batch

    question = T(
        "this moves the visit with {n} {n:finding|findings} and their follow-ups from {old} to "
        "{new}.",
        "ini memindahkan kunjungan beserta {n} temuan dan tindak lanjutnya dari {old} ke {new}.",
    ).format(n=len(findings), old=old.name, new=new.name)
    batch = context.write(work, lambda _: question)
    report_closed_plans(context, batch)
    if not inputs.has("dry_run"):
        _say_what_is_open(context, session, plans)
    return report_written(context, SESSION, session, T("changed", "diubah"), {})


def _say_what_is_open(context: Context, session: int, reopened: list[int]) -> None:
    """Name the plans that a moved visit leaves open: those it had closed, those beside it now."""
    store = context.store()
    for plan in reopened:
        village, day, kind = store.rows(
            "SELECT village_name, plan_date, kind FROM plan JOIN village ON village.id = "
            "village_id WHERE plan.id = ?",
            (plan,),
        )[0]
        context.say(
            T(
                "the plan of {village} on {day} ({kind}) is open again",
                "jadwal {village} tanggal {day} ({kind}) terbuka lagi",
            ).format(village=village, day=WORDS["plan_date"].show(day), kind=kind)
        )
    words = ("session_code", "village_code", "session_date", "kind")
    row = store.rows(f"SELECT {', '.join(words)} FROM session_sheet WHERE id = ?", (session,))[0]
    values = dict(zip(words, map(str, row), strict=True))
    say_still_open(context, plans_beside(context.finder(), values), values["session_code"])


def _host(context: Context, sql: str, value: int) -> _Host:
    row = context.store().rows(
        f"SELECT id, village_code, village_name FROM village WHERE id = ({sql})", (value,)
    )[0]
    return _Host(*row)


def _ids(context: Context, table: str, session: int, host: _Host) -> list[int]:
    rows = context.store().rows(
        f"SELECT id FROM {table} WHERE session_id = ? AND village_id = ? ORDER BY id",
        (session, host.id),
    )
    return [row[0] for row in rows]


def _refuse_what_cannot_go(context: Context, session: int, old: _Host) -> None:
    people = context.store().value(
        "SELECT count(*) FROM attendance JOIN official ON official.id = official_id WHERE "
        "session_id = ? AND village_id = ?",
        (session, old.id),
    )
    scored = len(_ids(context, "assessment", session, old))
    if not people and not scored:
        return
    raise Conflict(
        "P202",
        T(
            "{people} people and {scored} {scored:assessment|assessments} of {village} rest on "
            "this visit",
            "{people} orang dan {scored} penilaian {village} bertumpu pada kunjungan ini",
        ).format(people=people, scored=scored, village=old.name),
        T(
            "people belong to one village: remove their attendance and the assessments first, or "
            "remove the visit with --with-dependants and record it anew",
            "orang milik satu desa: hapus dulu kehadiran dan penilaiannya, atau hapus kunjungan "
            "dengan --beserta-isinya lalu catat lagi",
        ),
    )
