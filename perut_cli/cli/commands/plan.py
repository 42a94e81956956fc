"""`perut plan …`: proposed, moved, cancelled, and when every village is due."""

from datetime import date

from perut_cli.cli.app.answer import answer, format_name
from perut_cli.cli.app.command import DRY_RUN, NEW, Command, Inputs, Option
from perut_cli.cli.app.context import Context, name_error
from perut_cli.cli.app.usage import bad_value
from perut_cli.cli.commands.plan_moves import (
    PLAN,
    Planned,
    day_of,
    move,
    plan_of,
    still_planned,
    write_proposals,
)
from perut_cli.cli.commands.scope_options import ALL, AS_OF, LOCUS, VILLAGE, scope_of
from perut_cli.cli.records import list_verbs
from perut_cli.cli.records.record_verbs import find_row
from perut_cli.cli.records.verbs import (
    key_arguments,
    key_of,
    place_arguments,
    sheet_options,
    values_by_place,
)
from perut_cli.cli.records.write_row import (
    add_record,
    edit_record,
    key_text,
    report_written,
    write_row,
)
from perut_cli.core.calendars import add_months, day_shown
from perut_cli.core.errors import Usage
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import T
from perut_cli.core.values import Fault
from perut_cli.reports.pages.due import due_lists
from perut_cli.reports.visits.plans import calendar, proposals, proposals_table
from perut_cli.store.batch import Batch
from perut_cli.store.importing.import_rows import RecordId
from perut_cli.store.select import day as span_of

KEY = ("village_code", "plan_date", "kind")
UNTIL = Option(
    "until",
    T("--until", "--sampai"),
    T(
        "last day to plan for: a date or a month such as 2026-12 (a month from today)",
        "hari terakhir: tanggal atau bulan seperti 2026-12 (sebulan dari hari ini)",
    ),
    value="DATE",
)
TO = Option("to", T("--to", "--ke"), T("new day", "hari baru"), value="DATE")
REASON = Option("reason", T("--reason", "--alasan"), T("why", "mengapa"), value="TEXT")


def add(context: Context, inputs: Inputs) -> Answer:
    """Plan one visit."""
    inputs.update(values_by_place(inputs, KEY))
    return add_record(context, PLAN, inputs)


def generate(context: Context, inputs: Inputs) -> Answer:
    """Propose the routine, show it, and write it if that is confirmed."""
    scope, until = scope_of(context, inputs), _until(context, inputs)
    if until < scope.as_of:
        raise bad_value(
            UNTIL.names, T("{day} is past", "{day} sudah lewat").format(day=day_shown(until))
        )
    everyone = inputs.has("all")
    proposed = proposals(context.store(), scope, until, everyone)
    table = proposals_table(context.store(), scope, until, proposed, everyone)
    if not proposed or not (
        context.inputs.has("yes") or context.inputs.has("dry_run") or context.can_ask()
    ):
        if proposed:
            context.say(
                T(
                    "nothing was written; write them with --yes",
                    "belum ada yang ditulis; tulis dengan --ya",
                )
            )
        return table
    answer(context, table)
    context.ask_yes(
        T(
            "write these {n} {n:visit|visits} into the plan?", "tulis {n} kunjungan ini ke jadwal?"
        ).format(n=len(proposed))
    )
    written = context.write(lambda batch: write_proposals(context, batch, proposed), lambda _: None)
    then = (
        T(" (dry run, nothing was written)", " (uji coba, tidak ada yang ditulis)")
        if context.inputs.has("dry_run")
        else T("; `perut undo` takes them back", "; `perut urungkan` membatalkannya")
    )
    context.say(
        T("{n} {n:visit|visits} planned{then}", "{n} kunjungan dijadwalkan{then}").format(
            n=written, then=then
        )
    )
    return None


def _until(context: Context, inputs: Inputs) -> str:
    text = inputs.text("until")
    if not text:
        return add_months(date.fromisoformat(context.world.today()), 1).isoformat()
    try:
        return span_of(text)[1]
    except Fault as fault:
        raise bad_value(UNTIL.names, fault.reason, fault.hint) from None


def move_plan(context: Context, inputs: Inputs) -> Answer:
    """Move a planned visit to another day."""
    if not inputs.has("to"):
        raise _missing(TO)
    return _moved(
        context, _plan(context, inputs), _day(inputs.text("to"), TO), inputs.text("reason")
    )


def _moved(context: Context, plan: Planned, day: str, reason: str) -> Answer:
    if not reason:
        raise _missing(REASON)
    still_planned(plan)
    new = context.write(lambda batch: move(context, batch, plan, day, reason), lambda _: None)
    return report_written(context, PLAN, new, T("moved", "dipindah"), {})


def cancel(context: Context, inputs: Inputs) -> Answer:
    """Cancel a planned visit; it stays in the plan with the reason."""
    plan = _plan(context, inputs)
    if not inputs.has("reason"):
        raise _missing(REASON)
    still_planned(plan)

    def work(batch: Batch) -> RecordId:
        return write_row(
            context,
            batch,
            PLAN,
            {"plan_state": "cancelled", "reason": inputs.text("reason")},
            fixed_id=plan.id,
        )

    context.write(work)
    if context.inputs.has("dry_run"):
        context.say(
            T(
                "cancelled (dry run, nothing was written)",
                "dibatalkan (uji coba, tidak ada yang ditulis)",
            )
        )
        return None
    context.say(
        T("cancelled; `perut undo` takes it back", "dibatalkan; `perut urungkan` mengembalikannya")
    )
    return key_text(context.store(), PLAN, plan.id)


_MOVED = ("moved", "dipindah")


def edit(context: Context, inputs: Inputs) -> Answer:
    """Change a plan; a new day in --moved-to moves it."""
    plan = find_row(context, PLAN, key_of(PLAN, inputs, context.path))
    if not inputs.has("moved_to") or inputs.text("plan_state", "moved").lower() not in _MOVED:
        return edit_record(context, PLAN, plan, inputs)
    rows = context.store().rows(
        "SELECT id, village_code, plan_date, kind, topics, mentor_code, plan_state FROM "
        "plan_sheet WHERE id = ?",
        (plan,),
    )
    return _moved(
        context, Planned(*rows[0]), _day(inputs.text("moved_to"), TO), inputs.text("reason")
    )


def due(context: Context, inputs: Inputs) -> Answer:
    """When every village is due."""
    return due_lists(context.store(), scope_of(context, inputs), inputs.has("all"))


def _plan(context: Context, inputs: Inputs) -> Planned:
    words = [inputs.text(f"key{place}") for place in range(len(KEY))]
    if not (words[0] and words[1]):
        words = [*key_of(PLAN, inputs, context.path)]
    return plan_of(context, context.village_id(words[0]), _day(words[1], AS_OF), words[2])


def _day(text: str, option: Option) -> str:
    try:
        return day_of(text)
    except Fault as fault:
        raise (
            name_error(fault)
            if option is AS_OF
            else bad_value(option.names, fault.reason, fault.hint)
        ) from None


def _missing(option: Option) -> Usage:
    name = option.names
    example = T("2026-12-31", "2026-12-31") if option.value == "DATE" else T('"banjir"', '"banjir"')
    return Usage(
        "P003",
        T("{option} is missing", "{option} belum diisi").format(option=name),
        T("add {option} {example}", "tambahkan {option} {example}").format(
            option=name, example=example
        ),
    )


_LIST = list_verbs.VERBS["list"](PLAN)


def list_plans(context: Context, inputs: Inputs) -> Answer:
    """The plans asked for; as a calendar file with village, place and topics of each."""
    found = _LIST.run(context, inputs)
    if format_name(context) != "ics" or not isinstance(found, Table):
        return found
    return calendar(context.store(), list(found.rows))


COMMANDS: dict[str, Command] = {
    "list": _LIST._replace(
        help=T(
            "list plans; -o plan.ics for a calendar", "daftar jadwal; -o jadwal.ics untuk kalender"
        ),
        run=list_plans,
        examples=(
            T(
                "plan list --plan-state planned -o plan.ics",
                "jadwal daftar --status-jadwal terjadwal -o jadwal.ics",
            ),
        ),
    ),
    "add": Command(
        T("add", "tambah"),
        T("plan one visit", "jadwalkan satu kunjungan"),
        add,
        place_arguments(KEY),
        (*sheet_options(PLAN), NEW, DRY_RUN),
        (
            T(
                "plan add muara 2026-12-08 asistensi --topics prodeskel",
                "jadwal tambah muara 2026-12-08 asistensi --topik prodeskel",
            ),
        ),
    ),
    "edit": Command(
        T("edit", "ubah"),
        T(
            "change one plan; --moved-to moves it and plans the new day",
            "ubah satu jadwal; --dipindah-ke memindahkan dan menjadwalkan hari barunya",
        ),
        edit,
        key_arguments(PLAN),
        (*sheet_options(PLAN), NEW, DRY_RUN),
    ),
    "generate": Command(
        T("generate", "susun"),
        T(
            "propose the visits until a day, and plan them",
            "usulkan kunjungan sampai suatu hari, lalu jadwalkan",
        ),
        generate,
        options=(UNTIL, AS_OF, VILLAGE, LOCUS, ALL, DRY_RUN),
        examples=(
            T("plan generate --until 2026-12 --all", "jadwal susun --sampai 2026-12 --semua"),
        ),
    ),
    "move": Command(
        T("move", "pindah"),
        T(
            "move a planned visit; the old day stays with the reason",
            "pindahkan kunjungan; hari lama tinggal bersama alasannya",
        ),
        move_plan,
        key_arguments(PLAN),
        (TO, REASON, DRY_RUN),
        (
            T(
                'plan move muara 2026-12-08 asistensi --to 2026-12-15 --reason "banjir"',
                'jadwal pindah muara 2026-12-08 asistensi --ke 2026-12-15 --alasan "banjir"',
            ),
        ),
    ),
    "cancel": Command(
        T("cancel", "batal"),
        T("cancel a planned visit", "batalkan kunjungan terjadwal"),
        cancel,
        key_arguments(PLAN),
        (REASON, DRY_RUN),
        (
            T(
                'plan cancel muara 2026-12-08 asistensi --reason "kades dinas luar"',
                'jadwal batal muara 2026-12-08 asistensi --alasan "kades dinas luar"',
            ),
        ),
    ),
    "due": Command(
        T("due", "tempo"),
        T("which villages are due when", "kapan setiap desa dikunjungi"),
        due,
        options=(AS_OF, VILLAGE, LOCUS, ALL),
        examples=(T("plan due --all", "jadwal tempo --semua"),),
    ),
}
