"""`perut setting edit, show`: a setting by its name, recorded so far or still at its default."""

from perut_cli.cli.app.command import Command, Inputs
from perut_cli.cli.app.context import Context
from perut_cli.cli.records.record_verbs import VERBS, find_record
from perut_cli.cli.records.verbs import key_of
from perut_cli.cli.records.write_row import add_record, edit_record, nothing_to_change, record_table
from perut_cli.core.settings import FIELDS, Settings, setting_key
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer, Cards, Table
from perut_cli.core.text import T

SETTING = SHEETS["setting"]


def edit(context: Context, inputs: Inputs) -> Answer:
    """Change a setting; one that was at its default is recorded."""
    key = key_of(SETTING, inputs, context.path)
    name = setting_key(key[0])
    if _recorded(context, name) or name not in FIELDS or inputs.has("setting"):
        return edit_record(context, SETTING, find_record(context, SETTING, key), inputs)
    if "value" not in inputs:
        raise nothing_to_change()
    inputs["setting"] = name
    return add_record(context, SETTING, inputs)


def show(context: Context, inputs: Inputs) -> Answer:
    """Show a setting; where it isn't recorded, the default that holds."""
    key = key_of(SETTING, inputs, context.path)
    name = setting_key(key[0])
    if _recorded(context, name) or name not in FIELDS:
        return record_table(context, SETTING, find_record(context, SETTING, key))
    context.say(T("not recorded: the default holds", "belum dicatat: yang berlaku bawaannya"))
    value = FIELDS[name].kind.write(getattr(Settings(), name))
    return Table(SETTING.title, SETTING.fields, [(name, value)], name="setting", chart=(Cards(),))


def _recorded(context: Context, name: str) -> bool:
    return bool(context.store().value("SELECT 1 FROM setting WHERE setting = ?", (name,)))


_EDIT, _SHOW = VERBS["edit"](SETTING), VERBS["show"](SETTING)
COMMANDS: dict[str, Command] = {
    "edit": _EDIT._replace(
        help=T(
            "change one setting, recorded so far or not",
            "ubah satu pengaturan, sudah tercatat atau belum",
        ),
        run=edit,
        examples=(
            T("setting edit paper --value a4", "pengaturan ubah kertas --isi a4"),
            T(
                "setting edit classification_surat_tugas --value 094",
                "pengaturan ubah klasifikasi_surat_tugas --isi 094",
            ),
        ),
    ),
    "show": _SHOW._replace(run=show),
}
