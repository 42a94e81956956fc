"""Verbs of one record: add, show, edit, remove."""

from collections.abc import Callable, Sequence

from perut_cli.cli.app.command import DRY_RUN, NEW, Command, Inputs, Option, quoted_word
from perut_cli.cli.app.context import Context, name_error
from perut_cli.cli.records.verbs import (
    first_words,
    key_arguments,
    key_of,
    place_arguments,
    sheet_options,
    singular,
    values_by_place,
)
from perut_cli.cli.records.write_row import add_record, edit_record, key_text, record_table
from perut_cli.core.fields import Field
from perut_cli.core.sheet import Sheet
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.core.values import Fault
from perut_cli.store.answers.sums import sum_up
from perut_cli.store.batch import Batch
from perut_cli.store.importing.import_rows import RecordId, find
from perut_cli.store.remove import remove, remove_answer

WITH_DEPENDANTS = Option(
    "with_dependants",
    T("--with-dependants", "--beserta-isinya"),
    T("remove what rests on it too", "hapus juga yang bertumpu padanya"),
    flag=True,
)


def find_record(context: Context, sheet: Sheet, key: Sequence[str]) -> RecordId:
    """The id of a record named on the command line. Raises NotFound."""
    try:
        return find(context.finder(), sheet, key)
    except Fault as fault:
        raise name_error(fault, " ".join(key)) from None


def find_row(context: Context, sheet: Sheet, key: Sequence[str]) -> int:
    """The id of a record of a sheet whose rows have one. Raises NotFound."""
    found = find_record(context, sheet, key)
    assert isinstance(found, int)
    return found


def _add(sheet: Sheet) -> Command:
    words = first_words(sheet)

    def run(context: Context, inputs: Inputs) -> Answer:
        inputs.update(values_by_place(inputs, words))
        return add_record(context, sheet, inputs)

    return Command(
        T("add", "tambah"),
        T("add one {what}", "tambah satu {what}").format(what=singular(sheet)),
        run,
        place_arguments(words),
        options=(*sheet_options(sheet, "needed"), NEW, DRY_RUN),
        examples=(_example(sheet),),
    )


def _edit(sheet: Sheet) -> Command:
    def run(context: Context, inputs: Inputs) -> Answer:
        key = key_of(sheet, inputs, context.path)
        return edit_record(context, sheet, find_record(context, sheet, key), inputs)

    help_ = T(
        "change one {what}; an option for a key column renames",
        "ubah satu {what}; opsi untuk kolom kunci mengganti namanya",
    )
    return Command(
        T("edit", "ubah"),
        help_.format(what=singular(sheet)),
        run,
        key_arguments(sheet),
        (*sheet_options(sheet), NEW, DRY_RUN),
    )


def _show(sheet: Sheet) -> Command:
    def run(context: Context, inputs: Inputs) -> Answer:
        key = key_of(sheet, inputs, context.path)
        return record_table(context, sheet, find_record(context, sheet, key))

    return Command(
        T("show", "lihat"),
        T("show one {what}", "tampilkan satu {what}").format(what=singular(sheet)),
        run,
        key_arguments(sheet),
    )


def _remove(sheet: Sheet) -> Command:
    def run(context: Context, inputs: Inputs) -> Answer:
        key = key_of(sheet, inputs, context.path)
        found = find_record(context, sheet, key)
        return remove_record(context, sheet, found, with_dependants=inputs.has("with_dependants"))

    return Command(
        T("remove", "hapus"),
        T("remove one {what}", "hapus satu {what}").format(what=singular(sheet)),
        run,
        key_arguments(sheet),
        (WITH_DEPENDANTS, DRY_RUN),
    )


def remove_record(
    context: Context, sheet: Sheet, record_id: RecordId, *, with_dependants: bool
) -> Answer:
    """Remove a record after asking; gives its key, with --format the record that was, or nothing
    where it is only tried.
    """
    key = key_text(context.store(), sheet, record_id)
    record = record_table(context, sheet, record_id)

    def work(batch: Batch) -> Batch:
        if isinstance(record_id, tuple):
            remove_answer(batch, *record_id)
            sum_up(batch)
        else:
            remove(batch, sheet.name, record_id, with_dependants=with_dependants)
        return batch

    batch = context.write(
        work,
        lambda batch: T("this removes {key}{more}.", "ini menghapus {key}{more}.").format(
            key=key, more=_more(batch)
        ),
    )
    if context.inputs.has("dry_run"):
        context.say(
            T(
                "{n} removed (dry run, nothing was written)",
                "{n} dihapus (uji coba, tidak ada yang ditulis)",
            ).format(n=batch.removed)
        )
        return None
    context.say(
        T(
            "removed {key}; `perut undo` brings it back",
            "{key} dihapus; `perut urungkan` mengembalikannya",
        ).format(key=key + _more(batch))
    )
    return record if context.inputs.has("format") or context.inputs.has("output") else key


def _more(batch: Batch) -> str:
    return f" (+{batch.removed - 1})" if batch.removed > 1 else ""


def _example(sheet: Sheet) -> T:
    needed = [column.field for column in sheet.columns if column.required and not column.default]

    def line(form: Callable[[Field], tuple[str, str]], name: str, verb: str) -> str:
        return " ".join(
            [
                name,
                verb,
                *(
                    f"--{key.replace('_', '-')} {quoted_word(value)}"
                    for key, value in map(form, needed)
                ),
            ]
        )

    return T(
        line(lambda field: (field.key, field.example), sheet.name, "add"),
        line(lambda field: (field.key_id, _indonesian(field)), sheet.alias, "tambah"),
    )


def _indonesian(field: Field) -> str:
    return next(
        (choice.label.id for choice in field.choices if choice.key == field.example), field.example
    )


VERBS: dict[str, Callable[[Sheet], Command]] = {
    "add": _add,
    "show": _show,
    "edit": _edit,
    "remove": _remove,
}
