"""All sheets at once: a folder of CSV files or a workbook, in and out, in one transaction."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from perut_cli.cli.app.command import DRY_RUN, Argument, Command, Inputs
from perut_cli.cli.app.context import Context, overwriting
from perut_cli.cli.app.usage import bad_value, missing_argument
from perut_cli.cli.records.import_file import (
    Opened,
    check_folder,
    open_for,
    problems_error,
    sheet_of_file,
    take_source,
)
from perut_cli.cli.records.verbs import ANONYMOUS, EXCEL
from perut_cli.cli.records.write_row import counts_line, counts_table
from perut_cli.core.errors import Invalid, PerutError, Problem, reason_of
from perut_cli.core.fields import Field
from perut_cli.core.late import Late
from perut_cli.core.sheets import SHEETS, Sheet, sheet_named
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import T
from perut_cli.render import writer
from perut_cli.render.style import Style
from perut_cli.store.anonymous import Codes, without_people
from perut_cli.store.answers.import_scores import Wanted
from perut_cli.store.batch import Batch
from perut_cli.store.db import Store
from perut_cli.store.remove import clear_seeds
from perut_cli.store.select import Filters, listing, order_of

if TYPE_CHECKING:
    from perut_cli.intake import workbook as workbook_in
    from perut_cli.render import workbook as workbook_out
    from perut_cli.store import files
else:
    files = Late("perut_cli.store.files")
    workbook_in = Late("perut_cli.intake.workbook")
    workbook_out = Late("perut_cli.render.workbook")

Counts = list[tuple[Sheet, tuple[int, ...]]]
_WORKBOOKS = (".xlsx", ".xlsm", ".ods")


def take_all(context: Context, batch: Batch, places: dict[str, tuple[str, str]]) -> Counts:
    """Take files by sheet (path and sheet of a workbook) in the order of the sheets. Raises Invalid
    with all problems.
    """
    batch.closing_plans = False
    if set(places) == set(SHEETS):
        clear_seeds(batch)
    counts: Counts = []
    problems: list[Problem] = []
    for sheet in SHEETS.values():
        if sheet.name not in places:
            continue
        before = batch.counts()
        problems += _one(context, batch, sheet, *places[sheet.name])
        counts.append(
            (sheet, tuple(now - then for now, then in zip(batch.counts(), before, strict=True)))
        )
    if problems:
        raise Invalid(
            problems[0].number,
            T("{n} problems, nothing was written", "{n} kesalahan, tidak ada yang ditulis").format(
                n=len(problems)
            ),
            problems=tuple(problems),
        )
    return counts


def _one(context: Context, batch: Batch, sheet: Sheet, path: str, sheet_name: str) -> list[Problem]:
    name = Path(path).name if not sheet_name else f"{Path(path).name}[{sheet_name}]"
    try:
        opened: Opened = open_for(context, batch.store, sheet, path, sheet_name)
        taken = take_source(context, batch, sheet, opened, Wanted(), brings_choices=True)
        found = list(problems_error(name, taken).problems) if taken.problems else []
    except PerutError as error:
        if not error.problems:
            raise
        found = list(error.problems)
    return [problem._replace(source=name) for problem in found]


def _import(context: Context, inputs: Inputs) -> Answer:
    path = inputs.text("file")
    if not path:
        raise missing_argument(T("FOLDER", "FOLDER"), context.path)
    places = places_of(path)
    counts = context.write(lambda batch: take_all(context, batch, places), overwriting)
    for sheet, count in counts:
        context.say(counts_line(sheet, count, dry_run=inputs.has("dry_run")))
    return counts_table(counts) if inputs.has("format") else None


def places_of(path: str) -> dict[str, tuple[str, str]]:
    """Which file, or which sheet of a workbook, holds which records. Raises Usage, Invalid."""
    root = check_folder(path)
    if root.is_dir():
        files = sorted(root.iterdir())
        found = {
            sheet.name: (str(file), "")
            for file in files
            if file.suffix.lower() in (".csv", ".tsv", *_WORKBOOKS)
            and (sheet := sheet_of_file(file))
            and not file.name.endswith(".rejected.csv")
        }
    elif root.suffix.lower() in _WORKBOOKS:
        names = workbook_in.sheet_names(str(root))
        found = {sheet.name: (str(root), name) for name in names if (sheet := _titled(name))}
    else:
        raise bad_value(
            path,
            T(
                "{path} is neither a folder nor a workbook", "{path} bukan folder atau buku kerja"
            ).format(path=path),
            T(
                "one file goes by its sheet: `perut village import {path}`",
                "satu berkas lewat lembarnya: `perut desa impor {path}`",
            ).format(path=path),
        )
    if not found:
        raise Invalid(
            "P044",
            T("no sheets of perut in {path}", "tidak ada lembar perut dalam {path}").format(
                path=path
            ),
            T(
                "files are called village.csv, session.csv and so on",
                "berkas bernama desa.csv, sesi.csv dan seterusnya",
            ),
        )
    return found


def _titled(name: str) -> Sheet | None:
    wanted = name.strip().casefold()
    return sheet_named(name) or next(
        (s for s in SHEETS.values() if wanted in (s.title.en.casefold(), s.title.id.casefold())),
        None,
    )


def tables(
    store: Store, *, anonymous: bool
) -> Iterable[tuple[Sheet, tuple[Field, ...], Iterable[tuple[object, ...]]]]:
    """Every sheet with its fields and rows."""
    codes = Codes()
    for sheet in SHEETS.values():
        if anonymous:
            yield sheet, *without_people(store, sheet, Filters(), codes)
        else:
            yield (
                sheet,
                sheet.fields,
                listing(store, sheet, Filters(), order_of(sheet), -1, sheet.fields),
            )


def _export(context: Context, inputs: Inputs) -> Answer:
    path = inputs.text("file")
    if not path:
        raise missing_argument(T("FOLDER", "FOLDER"), context.path)
    store = context.store()
    store.connection.execute("BEGIN")
    try:
        if Path(path).suffix.lower() == ".xlsx":
            workbook_out.write_workbook(
                path,
                [
                    (str(sheet.title), fields, rows)
                    for sheet, fields, rows in tables(store, anonymous=inputs.has("anonymous"))
                ],
            )
        else:
            _to_folder(inputs, store, Path(path))
    finally:
        store.connection.execute("ROLLBACK")
    context.say(
        T("{n} sheets written to {path}", "{n} lembar ditulis ke {path}").format(
            n=len(SHEETS), path=path
        )
    )
    return None


def _to_folder(inputs: Inputs, store: Store, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Invalid(
            "P077",
            T("{path} can't be made: {why}", "{path} tidak bisa dibuat: {why}").format(
                path=folder, why=reason_of(error)
            ),
        ) from error
    name = "excel" if inputs.has("excel") else "csv"
    for sheet, fields, rows in tables(store, anonymous=inputs.has("anonymous")):
        with files.replacing(str(folder / f"{sheet.name}.csv")) as binary:
            stream = io.TextIOWrapper(binary, "utf-8", newline="")
            writer(name)(Table(sheet.title, fields, rows, name=sheet.name), stream, Style())
            stream.flush()
            stream.detach()


_FOLDER = (Argument("file", T("FOLDER", "FOLDER"), completes="file"),)
COMMANDS = {
    "import": Command(
        T("import", "impor"),
        T(
            "take a folder of CSV files, or a workbook, of all sheets in one transaction",
            "ambil folder berkas CSV, atau buku kerja, semua lembar dalam satu transaksi",
        ),
        _import,
        _FOLDER,
        (DRY_RUN,),
        examples=(T("import copy --dry-run", "impor salinan --uji-coba"),),
    ),
    "export": Command(
        T("export", "ekspor"),
        T(
            "write all sheets to a folder, or to a workbook FILE.xlsx",
            "tulis semua lembar ke folder, atau ke buku kerja BERKAS.xlsx",
        ),
        _export,
        _FOLDER,
        (EXCEL, ANONYMOUS),
        examples=(T("export copy", "ekspor salinan"), T("export all.xlsx", "ekspor semua.xlsx")),
    ),
}
