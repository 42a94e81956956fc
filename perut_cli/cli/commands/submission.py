"""`perut submission …`: what a village handed in, with the evidence's checksum."""

from perut_cli.cli.app.command import DRY_RUN, NEW, Command, Given
from perut_cli.cli.app.context import Context
from perut_cli.cli.commands.action import evidenced
from perut_cli.cli.records.places import placed, places
from perut_cli.cli.records.record_verbs import locate
from perut_cli.cli.records.verbs import key_arguments, key_of, options
from perut_cli.cli.records.write_row import edit_row, new_row
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer
from perut_cli.core.text import T

SUBMISSION = SHEETS["submission"]
KEY = ("village_code", "obligation_code", "period")


def add(context: Context, given: Given) -> Answer:
    """Record a submission."""
    given.update(placed(given, KEY))
    given.update(evidenced(context, given))
    return new_row(context, SUBMISSION, given)


def edit(context: Context, given: Given) -> Answer:
    """Change a submission."""
    given.update(evidenced(context, given))
    return edit_row(
        context,
        SUBMISSION,
        locate(context, SUBMISSION, key_of(SUBMISSION, given, "perut submission edit")),
        given,
    )


COMMANDS: dict[str, Command] = {
    "add": Command(
        T("add", "tambah"),
        T("record what a village handed in", "catat yang disampaikan desa"),
        add,
        places(KEY),
        (*options(SUBMISSION, "needed"), NEW, DRY_RUN),
        (
            T(
                "submission add muara apbdes 2027 --submission-state submitted --submitted-on "
                "2026-12-29",
                "penyampaian tambah muara apbdes 2027 --status-penyampaian disampaikan "
                "--tanggal-penyampaian 2026-12-29",
            ),
        ),
    ),
    "edit": Command(
        T("edit", "ubah"),
        T("change one submission", "ubah satu penyampaian"),
        edit,
        key_arguments(SUBMISSION),
        (*options(SUBMISSION), NEW, DRY_RUN),
    ),
}
