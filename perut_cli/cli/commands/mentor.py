"""`perut mentor …`: officers of the kecamatan, who can be erased as officials can."""

from perut_cli.cli.app.command import DRY_RUN, Command, Inputs
from perut_cli.cli.app.context import Context, name_error
from perut_cli.cli.commands.erasing import ERASE, erase_person, whom
from perut_cli.cli.records.record_verbs import WITH_DEPENDANTS, remove_record
from perut_cli.cli.records.verbs import key_arguments, key_of
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.core.values import Fault

MENTOR = SHEETS["mentor"]


def _mentor(context: Context, inputs: Inputs) -> int:
    try:
        return context.finder().code("mentor", key_of(MENTOR, inputs, context.path)[0])
    except Fault as fault:
        raise name_error(fault) from None


def remove(context: Context, inputs: Inputs) -> Answer:
    """Remove a mentor, or erase one from the history too."""
    if inputs.has("erase"):
        return erase_person(context, "mentor", whom(context, inputs, "mentor", _mentor))
    return remove_record(
        context, MENTOR, _mentor(context, inputs), with_dependants=inputs.has("with_dependants")
    )


COMMANDS = {
    "remove": Command(
        T("remove", "hapus"),
        T(
            "remove a mentor; --erase leaves no trace: what was done stays under a code",
            "hapus pendamping; --hapus-jejak tanpa jejak: yang dikerjakan tetap dengan kode",
        ),
        remove,
        key_arguments(MENTOR),
        (WITH_DEPENDANTS, ERASE, DRY_RUN),
        (T("mentor remove STAF1 --erase", "pendamping hapus STAF1 --hapus-jejak"),),
    ),
}
