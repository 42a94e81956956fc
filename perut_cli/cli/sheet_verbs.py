"""The verbs that every sheet has, made of its fields alone."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from perut_cli.cli.command import DRY_RUN, NEW, Argument, Command, Given, Option, option_of
from perut_cli.cli.context import Context, named
from perut_cli.cli.rows import edit_row, new_row, record_table
from perut_cli.cli.usage import bad_value, missing_argument
from perut_cli.errors import Invalid
from perut_cli.fields import Fault, Field
from perut_cli.sheets import Sheet
from perut_cli.store.importing import find
from perut_cli.store.removing import remove, remove_answer
from perut_cli.store.resolve import NAMES
from perut_cli.store.scores import sum_up
from perut_cli.store.selecting import Filters, listing, order_of
from perut_cli.table import Answer, Table
from perut_cli.text import T
from perut_cli.vocabulary import known, words

WITH_DEPENDANTS = Option("with_dependants", T("--with-dependants", "--beserta-isinya"),
                         T("remove what rests on it too", "hapus juga yang bertumpu padanya"), flag=True)
EXCEL = Option("excel", T("--excel", "--excel"), T("for Excel in Indonesian: ; and decimal commas", "untuk Excel Indonesia: ; dan koma desimal"), flag=True)
ANONYMOUS = Option("anonymous", T("--anonymous", "--anonim"), T("leave out names, phones, numbers and notes", "tanpa nama, telepon, nomor dan catatan"), flag=True)
SORT = Option("sort", T("--sort", "--urut"), T("column to sort by, - before it to turn round", "kolom pengurut, - di depannya untuk membalik"), value="COLUMN")
LIMIT = Option("limit", T("--limit", "--batas"), T("rows at most", "paling banyak sekian baris"), value="N")
SINCE = Option("from", T("--from", "--dari"), T("first day", "hari pertama"), value="DATE")
UNTIL = Option("to", T("--to", "--hingga"), T("last day", "hari terakhir"), value="DATE")

COMPLETES = {"village_code": "village", "other_villages": "village", "mentor_code": "mentor", "mentors": "mentor", "topics": "topic",
             "indicator_code": "indicator", "worked_on": "indicator", "instrument_code": "instrument", "session_code": "session",
             "official_name": "official"}
"""What completion offers for a word, from the database."""


def verbs(sheet: Sheet) -> dict[str, Callable[[], Command]]:
    """The verbs of a sheet by name, each made when it is called."""
    return {name: (lambda made=made: made(sheet)) for name, made in VERBS.items()}


def options(sheet: Sheet) -> tuple[Option, ...]:
    """An option for every column."""
    return tuple(option_of(column.field, completes=COMPLETES.get(column.key, "")) for column in sheet.columns)


def key_arguments(sheet: Sheet) -> tuple[Argument, ...]:
    """The key as arguments."""
    fields = {column.key: column.field for column in sheet.columns}
    return tuple(Argument(f"key{place}", T(fields[word].key.upper(), fields[word].key_id.upper()), needed=sheet.column(word).required,
                          completes=COMPLETES.get(word, sheet.name if word == sheet.key else ""))
                 for place, word in enumerate(sheet.arguments))


def key_of(sheet: Sheet, given: Given, path: str) -> list[str]:
    """The key words given; one argument may hold the whole key as `add` printed it."""
    words_ = [given.text(f"key{place}") for place in range(len(sheet.arguments))]
    if len(words_) > 1 and words_[0] and not any(words_[1:]):
        words_ = split_key(words_[0], len(words_))
    for place, word in enumerate(sheet.arguments):
        column = sheet.column(word)
        if not words_[place] and (place == 0 or (column.required and sheet.name != "attendance")):
            raise missing_argument(column.field.key_here.upper(), path)
    return words_


def split_key(text: str, count: int) -> list[str]:
    """A printed key as its words: blanks between, quotes around words with blanks."""
    found = import_module("perut_cli.cli.script").words_of(text)
    return [*found[:count], *[""] * (count - len(found))]


def locate(context: Context, sheet: Sheet, key: Sequence[str]) -> Any:
    """The id of a record named on the command line. Raises NotFound."""
    try:
        return find(context.finder(), sheet, key)
    except Fault as fault:
        raise named(fault, " ".join(key)) from None


def _add(sheet: Sheet) -> Command:
    def run(context: Context, given: Given) -> Answer:
        return new_row(context, sheet, given)

    return Command(T("add", "tambah"), T("add one {what}", "tambah satu {what}").format(what=_one(sheet)), run,
                   options=(*options(sheet), NEW, DRY_RUN), examples=(_example(sheet),))


def _edit(sheet: Sheet) -> Command:
    def run(context: Context, given: Given) -> Answer:
        key = key_of(sheet, given, f"perut {sheet.name} edit")
        return edit_row(context, sheet, locate(context, sheet, key), given)

    return Command(T("edit", "ubah"), T("change one {what}; an option for a key column renames", "ubah satu {what}; opsi untuk kolom kunci mengganti namanya").format(
        what=_one(sheet)), run, key_arguments(sheet), (*options(sheet), NEW, DRY_RUN))


def _show(sheet: Sheet) -> Command:
    def run(context: Context, given: Given) -> Answer:
        key = key_of(sheet, given, f"perut {sheet.name} show")
        return record_table(context, sheet, locate(context, sheet, key))

    return Command(T("show", "lihat"), T("show one {what}", "tampilkan satu {what}").format(what=_one(sheet)), run, key_arguments(sheet))


def _remove(sheet: Sheet) -> Command:
    def run(context: Context, given: Given) -> Answer:
        key = key_of(sheet, given, f"perut {sheet.name} remove")
        found = locate(context, sheet, key)
        return removed(context, sheet, found, with_dependants=given.has("with_dependants"))

    return Command(T("remove", "hapus"), T("remove one {what}", "hapus satu {what}").format(what=_one(sheet)), run, key_arguments(sheet),
                   (WITH_DEPENDANTS, DRY_RUN))


def removed(context: Context, sheet: Sheet, found: Any, *, with_dependants: bool) -> str:
    """Remove a record after asking; gives its key."""
    from perut_cli.cli.rows import key_text  # noqa: PLC0415

    key = key_text(context.store(), sheet, found)

    def work(batch: Any) -> Any:
        if sheet.name == "score":
            remove_answer(batch, *found)
            sum_up(batch)
        else:
            remove(batch, sheet.name, found, with_dependants=with_dependants)
        return batch

    batch = context.write(work, lambda batch: T("this removes {key}{more}.", "ini menghapus {key}{more}.").format(
        key=key, more="" if batch.removed < 2 else f" (+{batch.removed - 1})"))
    context.say(T("removed {key}{tried}; `perut undo` brings it back", "{key} dihapus{tried}; `perut urungkan` mengembalikannya").format(
        key=key + ("" if batch.removed < 2 else f" (+{batch.removed - 1})"), tried=tried(context)))
    return key


def tried(context: Context) -> T:
    """A word for what was only tried."""
    return T(" (dry run)", " (uji coba)") if context.given.has("dry_run") else T("", "")


def _list(sheet: Sheet) -> Command:
    def run(context: Context, given: Given) -> Answer:
        filters = filters_of(context, sheet, given)
        rows = listing(context.store(), sheet, filters, sorting(sheet, given), limit_of(given))
        return Table(sheet.title, sheet.fields, rows, name=sheet.name)

    extra = (SINCE, UNTIL) if sheet.dated else ()
    return Command(T("list", "daftar"), T("list {what}", "daftar {what}").format(what=_many(sheet)), run, options=(*options(sheet), *extra, SORT, LIMIT))


def filters_of(context: Context, sheet: Sheet, given: Given) -> Filters:
    """The filters given as options. Raises NotFound and Usage."""
    chosen = {word: given[word] for word in sheet.words if word in given}
    try:
        return Filters.of(sheet, chosen, context.finder(), sheet.dated, given.text("from"), given.text("to"))
    except Fault as fault:
        raise named(fault, T("filter", "saringan")) from None


def sorting(sheet: Sheet, given: Given) -> str:
    """SQL of the order asked for, else the sheet's own. Raises Usage."""
    asked = given.text("sort")
    if not asked:
        return order_of(sheet)
    field = known(asked.lstrip("-"))
    if field is None or field.key not in sheet.words:
        raise bad_value("--sort", T("no column {name}", "kolom {name} tidak ada").format(name=asked),
                        T("choose {words}", "pilih {words}").format(words=T(", ".join(sheet.words), ", ".join(f.key_id for f in sheet.fields))))
    return f"{field.key}{' DESC' if asked.startswith('-') else ''}, {order_of(sheet)}"


def limit_of(given: Given) -> int:
    """The row limit, -1 for none. Raises Usage."""
    text = given.text("limit", "-1")
    if text != "-1" and not text.isdigit():
        raise bad_value("--limit", T("{text} is not a whole number", "{text} bukan bilangan bulat").format(text=text))
    return int(text)


def _export(sheet: Sheet) -> Command:
    def run(context: Context, given: Given) -> Answer:
        if not given.has("format") and not given.has("output"):
            given["format"] = context.given["format"] = "csv"
        if given.has("excel"):
            given["format"] = context.given["format"] = "excel"
        fields = tuple(field for field in sheet.fields if not (given.has("anonymous") and field.personal))
        rows = listing(context.store(), sheet, filters_of(context, sheet, given), order_of(sheet), -1, fields)
        return Table(sheet.title, fields, rows, name=sheet.name)

    return Command(T("export", "ekspor"), T("write all {what} as CSV", "tulis semua {what} sebagai CSV").format(what=_many(sheet)), run,
                   options=(*options(sheet), EXCEL, ANONYMOUS))


def _import(sheet: Sheet) -> Command:
    def run(context: Context, given: Given) -> Answer:
        return import_module("perut_cli.cli.files").import_file(context, sheet, given)

    extra = import_module("perut_cli.cli.files").SCORE_OPTIONS if sheet.name == "score" else ()
    options_ = import_module("perut_cli.cli.files").IMPORT_OPTIONS
    return Command(T("import", "impor"), T("take {what} from a file", "ambil {what} dari berkas").format(what=_many(sheet)), run,
                   (Argument("file", T("FILE", "BERKAS"), completes="file"),), (*options_, *extra),
                   examples=(T(f"{sheet.name} import {sheet.name}.csv --dry-run", f"{sheet.alias} impor {sheet.alias}.csv --uji-coba"),))


def _template(sheet: Sheet) -> Command:
    def run(context: Context, given: Given) -> Answer:
        return import_module("perut_cli.cli.templates").template(context, sheet, given)

    extra = import_module("perut_cli.cli.templates").SCORE_OPTIONS if sheet.name == "score" else ()
    return Command(T("template", "templat"), T("an empty file to fill in", "berkas kosong untuk diisi"), run, options=(EXCEL, *extra),
                   examples=(T(f"{sheet.name} template -o {sheet.name}.xlsx", f"{sheet.alias} templat -o {sheet.alias}.xlsx"),))


def _columns(sheet: Sheet) -> Command:
    def run(context: Context, given: Given) -> Answer:
        del context, given
        return columns_table(sheet)

    return Command(T("columns", "kolom"), T("what the columns hold", "isi setiap kolom"), run)


def columns_table(sheet: Sheet) -> Table:
    """The columns of a sheet, explained."""
    rows = [(f.key, f.key_id, str(f.label), _holds(f), _need(sheet, f), sheet.column(f.key).default, f.example, str(f.help)) for f in sheet.fields]
    return Table(T("Columns of {title}", "Kolom {title}").format(title=sheet.title),
                 words("column column_id label holds needed default example meaning"), rows, name="columns")


def _holds(field: Field) -> str:
    listed = "; ".join(f"{choice.key} / {choice.label.id}" if choice.key != choice.label.id else choice.key for choice in field.choices)
    return f"{field.kind.what}: {listed}" if listed else str(field.kind.what)


def _need(sheet: Sheet, field: Field) -> str:
    column = sheet.column(field.key)
    key = T("key", "kunci") if column.match or field.key == sheet.key else T("", "")
    need = T("required", "wajib") if column.required and not column.default else T("", "")
    return ", ".join(str(word) for word in (need, key) if word)


def _one(sheet: Sheet) -> T:
    return T(*NAMES[sheet.name])


def _many(sheet: Sheet) -> T:
    return T(sheet.title.en.lower(), sheet.title.id.lower())


def _example(sheet: Sheet) -> T:
    needed = [column.field for column in sheet.columns if column.required and not column.default]

    def line(option: Callable[[Field], str], name: str, verb: str) -> str:
        from perut_cli.cli.context import quoted_word  # noqa: PLC0415

        return " ".join([name, verb, *(f"{option(field)} {quoted_word(field.example)}" for field in needed)])

    return T(line(lambda f: "--" + f.key.replace("_", "-"), sheet.name, "add"), line(lambda f: "--" + f.key_id.replace("_", "-"), sheet.alias, "tambah"))


VERBS: dict[str, Callable[[Sheet], Command]] = {
    "add": _add, "list": _list, "show": _show, "edit": _edit, "remove": _remove, "import": _import, "export": _export,
    "template": _template, "columns": _columns,
}
ALIASES = {"tambah": "add", "daftar": "list", "lihat": "show", "ubah": "edit", "hapus": "remove", "impor": "import", "ekspor": "export",
           "templat": "template", "kolom": "columns"}

__all__ = ["ALIASES", "VERBS", "Invalid", "columns_table", "verbs"]
