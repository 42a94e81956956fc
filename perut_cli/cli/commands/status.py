"""`perut status`, and `perut` alone: the page for today."""

from perut_cli.cli.app.command import Command, Inputs
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.drafts import unfinished
from perut_cli.cli.commands.scope_options import ALL, AS_OF, scope_of
from perut_cli.core.calendars import moment_in_words
from perut_cli.core.errors import Damaged
from perut_cli.core.table import Answer
from perut_cli.core.text import Hint, T, Text
from perut_cli.reports.pages.status import days_to_come, status_page, to_settle
from perut_cli.store.db import Store
from perut_cli.store.merge.conflicts import count_open
from perut_cli.store.safety.backups import backup_age_days, odd_clock


def status(context: Context, inputs: Inputs) -> Answer:
    """What today asks for."""
    path = context.where().path
    age = backup_age_days(path, context.world.now())
    begun: list[Text] = [
        Hint("Entry left off on {at}: {command}", "Isian terhenti {at}: {command}").format(
            at=moment_in_words(left.at), command=left.command
        )
        for left in unfinished(context.world, path)
    ]
    store = context.store()
    odd = odd_clock(path, context.world.now())
    begun += filter(None, [odd, days_to_come(store, context.world.today()), _conflicts(store)])
    return status_page(store, scope_of(context, inputs), age, begun, all_villages=inputs.has("all"))


def _conflicts(store: Store) -> Text | None:
    """What waits to be settled, or why that can't be told."""
    try:
        return to_settle(count_open(store))
    except Damaged as error:
        return error.message


COMMANDS = {
    "status": Command(
        T("status", "beranda"),
        T(
            "the page for today: what is due, late, missed or unfinished",
            "halaman hari ini: yang jatuh tempo, terlambat, terlewat atau belum selesai",
        ),
        status,
        options=(AS_OF, ALL),
        examples=(T("status --all", "beranda --semua"),),
    ),
}
