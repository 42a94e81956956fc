"""`perut submission …`: what a village handed in, with the evidence's checksum."""

from perut_cli.cli.app.command import DRY_RUN, NEW, Command, Inputs
from perut_cli.cli.app.context import Context
from perut_cli.cli.commands.action import evidenced
from perut_cli.cli.records.record_verbs import find_row
from perut_cli.cli.records.verbs import (
    key_arguments,
    key_of,
    place_arguments,
    sheet_options,
    values_by_place,
)
from perut_cli.cli.records.write_row import add_record, edit_record
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer
from perut_cli.core.text import T

SUBMISSION = SHEETS["submission"]
KEY = ("village_code", "obligation_code", "period")


def add(context: Context, inputs: Inputs) -> Answer:
    """Record a submission."""
    inputs.update(values_by_place(inputs, KEY))
    inputs.update(evidenced(context, inputs))
    return add_record(context, SUBMISSION, inputs)


def edit(context: Context, inputs: Inputs) -> Answer:
    """Change a submission."""
    inputs.update(evidenced(context, inputs))
    return edit_record(
        context,
        SUBMISSION,
        find_row(context, SUBMISSION, key_of(SUBMISSION, inputs, context.path)),
        inputs,
    )


COMMANDS: dict[str, Command] = {
    "add": Command(
        T("add", "tambah"),
        T("record what a village handed in", "catat yang disampaikan desa"),
        add,
        place_arguments(KEY),
        (*sheet_options(SUBMISSION, "needed"), NEW, DRY_RUN),
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
        (*sheet_options(SUBMISSION), NEW, DRY_RUN),
    ),
}
