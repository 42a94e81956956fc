"""Verbs of files: import, template, and what the columns hold."""

from collections.abc import Callable

from perut_cli.cli.app.command import DRY_RUN, NEW, PARTIAL, Argument, Command, Inputs, Option
from perut_cli.cli.app.context import Context
from perut_cli.cli.records import import_file as files
from perut_cli.cli.records import templates
from perut_cli.cli.records.verbs import EXCEL, plural
from perut_cli.core.fields import Field
from perut_cli.core.sheet import Column, Sheet
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS, words


def _import(sheet: Sheet) -> Command:
    def run(context: Context, inputs: Inputs) -> Answer:
        return files.import_file(context, sheet, inputs)

    extra = SCORE_OPTIONS if sheet.owner else ()
    what = T("take {what} from a file", "ambil {what} dari berkas").format(what=plural(sheet))
    return Command(
        T("import", "impor"),
        what,
        run,
        (Argument("file", T("FILE", "BERKAS"), completes="file"),),
        (*IMPORT_OPTIONS, *extra),
        examples=(
            T(
                f"{sheet.name} import {sheet.name}.csv --dry-run",
                f"{sheet.alias} impor {sheet.alias}.csv --uji-coba",
            ),
        ),
    )


def _template(sheet: Sheet) -> Command:
    def run(context: Context, inputs: Inputs) -> Answer:
        return templates.template(context, sheet, inputs)

    extra = {
        "score": templates.SCORE_OPTIONS,
        "submission": templates.SUBMISSION_OPTIONS,
    }.get(sheet.name, ())
    return Command(
        T("template", "templat"),
        T("an empty file to fill in", "berkas kosong untuk diisi"),
        run,
        options=(EXCEL, *extra),
        examples=(
            T(
                f"{sheet.name} template -o {sheet.name}.xlsx",
                f"{sheet.alias} templat -o {sheet.alias}.xlsx",
            ),
        ),
    )


def _columns(sheet: Sheet) -> Command:
    def run(context: Context, inputs: Inputs) -> Answer:
        del context, inputs
        return columns_table(sheet)

    return Command(T("columns", "kolom"), T("what the columns hold", "isi setiap kolom"), run)


def columns_table(sheet: Sheet) -> Table:
    """The columns of a sheet, explained."""
    rows = [
        (
            f.key,
            f.key_id,
            str(f.label),
            _holds(f),
            _need(sheet, f),
            default_in_words(sheet.column(f.key)),
            f.example,
            str(f.help),
        )
        for f in sheet.fields
    ]
    return Table(
        T("Columns of {title}", "Kolom {title}").format(title=sheet.title),
        words("column column_id label holds needed default example meaning"),
        rows,
        name="columns",
    )


def default_in_words(column: Column) -> str:
    """What stands in a new row when nothing is given: a value, or the word whose value it takes."""
    word = WORDS.get(column.default)
    return str(word.label).lower() if word else column.default


def _holds(field: Field) -> str:
    listed = "; ".join(
        f"{choice.key} / {choice.label.id}" if choice.key != choice.label.id else choice.key
        for choice in field.choices
    )
    return f"{field.kind.what}: {listed}" if listed else str(field.kind.what)


def _need(sheet: Sheet, field: Field) -> str:
    column = sheet.column(field.key)
    key = T("key", "kunci") if column.match or field.key == sheet.key else T("", "")
    need = T("required", "wajib") if column.required and not column.default else T("", "")
    return ", ".join(str(word) for word in (need, key) if word)


VERBS: dict[str, Callable[[Sheet], Command]] = {
    "import": _import,
    "template": _template,
    "columns": _columns,
}


SHEET_NAME = Option(
    "sheet_name",
    T("--sheet-name", "--nama-lembar"),
    T("sheet of a workbook", "lembar pada buku kerja"),
    value="NAME",
)
DRAFT = Option(
    "draft",
    T("--draft", "--draf"),
    T("make new assessments drafts", "jadikan penilaian baru draf"),
    flag=True,
)
INSTRUMENT = Option(
    "instrument_code",
    T("--instrument-code", "--kode-instrumen"),
    T("instrument of all rows", "instrumen semua baris"),
    value="CODE",
    completes="instrument",
)
SCORE_OPTIONS = (DRAFT, INSTRUMENT)
AS = Option(
    "as_word",
    T("--as", "--sebagai"),
    T(
        "what a header means, remembered: HEADER=word",
        "arti sebuah judul kolom, diingat: JUDUL=kata",
    ),
    many=True,
    value="HEADER=WORD",
)
SKIP = Option(
    "skip_header",
    T("--skip", "--tanpa"),
    T("leave out the column with this header", "lewati kolom dengan judul ini"),
    many=True,
    value="HEADER",
)


IMPORT_OPTIONS = (DRY_RUN, PARTIAL, NEW, SHEET_NAME, AS, SKIP)
