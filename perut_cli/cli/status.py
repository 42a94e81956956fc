"""`perut status`: the page for today, also a bare `perut` once there is a database."""

from perut_cli.cli.command import Command, Given
from perut_cli.cli.context import Context
from perut_cli.cli.reports import ALL, AS_OF, scope_of
from perut_cli.reports.pages_status import status_page
from perut_cli.store.backups import backup_age_days
from perut_cli.table import Answer
from perut_cli.text import T


def status(context: Context, given: Given) -> Answer:
    """What today asks for, and the command for each."""
    store = context.store()
    return status_page(store, scope_of(context, given), backup_age_days(store.path, context.world.now()), all_villages=given.has("all"))


COMMANDS = {
    "status": Command(T("status", "beranda"), T("the page for today: visits due, follow-ups late, drafts, what comes next",
                                                "halaman hari ini: kunjungan jatuh tempo, tindak lanjut terlambat, draf, yang berikutnya"),
                      status, options=(AS_OF, ALL), examples=(T("status", "beranda"), T("status --all", "beranda --semua"))),
}
