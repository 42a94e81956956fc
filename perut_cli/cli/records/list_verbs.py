"""Verbs of many records: list and export, filtered by any reference, choice or date."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from perut_cli.cli.app.answer import FOR_PEOPLE, LIMIT, SORT, format_name, limit_of
from perut_cli.cli.app.command import Command, Inputs, Option
from perut_cli.cli.app.context import Context, name_error
from perut_cli.cli.app.usage import bad_value
from perut_cli.cli.records.verbs import ANONYMOUS, EXCEL, plural, sheet_options
from perut_cli.core.late import Late
from perut_cli.core.sheet import Sheet
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import T
from perut_cli.core.values import Fault
from perut_cli.core.vocabulary import WORDS, word_named
from perut_cli.store.select import Filters, listing, order_of

if TYPE_CHECKING:
    from perut_cli.reports import for_people
    from perut_cli.store import anonymous
else:
    for_people = Late("perut_cli.reports.for_people")
    anonymous = Late("perut_cli.store.anonymous")


SINCE = Option("from", T("--from", "--dari"), T("first day", "hari pertama"), value="DATE")
UNTIL = Option("to", T("--to", "--hingga"), T("last day", "hari terakhir"), value="DATE")


def _list(sheet: Sheet) -> Command:
    def run(context: Context, inputs: Inputs) -> Answer:
        filters = filters_of(context, sheet, inputs)
        name = format_name(context)
        order = sorting(sheet, inputs)
        if name in FOR_PEOPLE and not inputs.has("sort") and sheet.ordered_by:
            order = f"{sheet.ordered_by}, {order}"
        rows = listing(context.store(), sheet, filters, order, limit_of(inputs))
        table = Table(sheet.title, sheet.fields, rows, name=sheet.name)
        if name not in FOR_PEOPLE:
            return table
        store = context.store()
        names: dict[str, str] = dict(store.rows("SELECT village_code, village_name FROM village"))
        short = for_people.short_list(for_people.located(store, table))
        return for_people.for_format(short, names, name)

    extra = (SINCE, UNTIL) if sheet.dated else ()
    return Command(
        T("list", "daftar"),
        T("list {what}", "daftar {what}").format(what=plural(sheet)),
        run,
        options=(*sheet_options(sheet, "filter"), *extra, SORT, LIMIT),
    )


def filters_of(context: Context, sheet: Sheet, inputs: Inputs) -> Filters:
    """The filters given as options. Raises NotFound and Usage."""
    chosen = {word: inputs[word] for word in sheet.words if word in inputs}
    try:
        return Filters.of(
            sheet, chosen, context.finder(), sheet.dated, inputs.text("from"), inputs.text("to")
        )
    except Fault as fault:
        word = getattr(fault, "word", "")
        raise name_error(
            fault,
            WORDS[word].option if word in WORDS else (SINCE if word == "from" else UNTIL).names,
        ) from None


def sorting(sheet: Sheet, inputs: Inputs) -> str:
    """SQL of the order asked for, else the sheet's own. Raises Usage."""
    asked = inputs.text("sort")
    if not asked:
        return order_of(sheet)
    field = word_named(asked.lstrip("-"))
    if field is None or field.key not in sheet.words:
        raise bad_value(
            SORT.names,
            T("no column {name}", "kolom {name} tidak ada").format(name=asked),
            T("choose {words}", "pilih {words}").format(
                words=T(", ".join(sheet.words), ", ".join(f.key_id for f in sheet.fields))
            ),
        )
    return f"{field.key}{' DESC' if asked.startswith('-') else ''}, {order_of(sheet)}"


def _export(sheet: Sheet) -> Command:
    def run(context: Context, inputs: Inputs) -> Answer:
        if not inputs.has("format") and not inputs.has("output"):
            inputs["format"] = context.inputs["format"] = "csv"
        if inputs.has("excel"):
            book = inputs.text("output").lower().endswith(".xlsx")
            inputs["format"] = context.inputs["format"] = "xlsx" if book else "excel"
        fields, filters = sheet.fields, filters_of(context, sheet, inputs)
        if inputs.has("anonymous"):
            fields, rows = anonymous.without_people(
                context.store(), sheet, filters, anonymous.Codes()
            )
            return Table(sheet.title, fields, rows, name=sheet.name)
        rows = listing(context.store(), sheet, filters, order_of(sheet), -1, fields)
        return Table(sheet.title, fields, rows, name=sheet.name)

    return Command(
        T("export", "ekspor"),
        T("write all {what} as CSV", "tulis semua {what} sebagai CSV").format(what=plural(sheet)),
        run,
        options=(*sheet_options(sheet, "filter"), EXCEL, ANONYMOUS),
    )


VERBS: dict[str, Callable[[Sheet], Command]] = {"list": _list, "export": _export}
