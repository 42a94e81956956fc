"""Import and export all sheets at once: a folder of CSV files or a workbook, in one transaction."""

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from perut_cli.cli.app.answer import MARK, export_mark, place_now
from perut_cli.cli.app.command import DRY_RUN, Argument, Command, Inputs, quoted_word
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value, missing_argument
from perut_cli.cli.records.counts import Counts, counts_lines, counts_table
from perut_cli.cli.records.import_file import (
    Opened,
    check_folder,
    open_for,
    problems_error,
    sheet_of_file,
    take_source,
)
from perut_cli.cli.records.import_remarks import resembling_lines
from perut_cli.cli.records.stale_copy import exported, going_back, name_merge, overwriting_shown
from perut_cli.cli.records.verbs import ANONYMOUS, EXCEL
from perut_cli.core.errors import Invalid, PerutError, Problem, reason_of
from perut_cli.core.fields import Field
from perut_cli.core.late import Late
from perut_cli.core.sheet import Sheet
from perut_cli.core.sheets import SHEETS, sheet_named
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import T
from perut_cli.render import writer
from perut_cli.render.style import Style
from perut_cli.store.anonymous import Codes, without_people
from perut_cli.store.answers.import_scores import ScoreImportOptions
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

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


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
            T(
                "{n} {n:problem|problems}, nothing was written",
                "{n} kesalahan, tidak ada yang ditulis",
            ).format(n=len(problems)),
            problems=tuple(problems),
        )
    return counts


def _one(context: Context, batch: Batch, sheet: Sheet, path: str, sheet_name: str) -> list[Problem]:
    name = Path(path).name if not sheet_name else f"{Path(path).name}[{sheet_name}]"
    try:
        opened: Opened = open_for(context, batch.store, sheet, path, sheet_name)
        taken = take_source(
            context, batch, sheet, opened, ScoreImportOptions(), brings_choices=True
        )
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
    for name, why in passed_over(path, places):
        context.say(
            T("{name} is not taken: {why}", "{name} tidak diambil: {why}").format(
                name=name, why=why
            )
        )
    written = exported(Path(path))
    name_merge(context, written)

    def risk(batch: Batch) -> T | None:
        return going_back(context, batch, written) or overwriting_shown(context, batch)

    def work(batch: Batch) -> tuple[Counts, list[str]]:
        return take_all(context, batch, places), resembling_lines(batch)

    counts, remarks = context.write(work, risk)
    for line in remarks:
        context.say(line)
    for counted in counts_lines(counts, dry_run=inputs.has("dry_run")):
        context.say(counted)
    return counts_table(counts) if inputs.has("format") else None


def _is_regular(file: Path) -> bool:
    """True for a file. Raises Invalid P011 for a pipe or device, which may never end, and for a
    folder.
    """
    if file.is_file():
        return True
    raise Invalid(
        "P011",
        T("{path} is not a file", "{path} bukan berkas").format(path=file),
        T("take it out of the folder", "keluarkan dari folder"),
    )


def places_of(path: str) -> dict[str, tuple[str, str]]:
    """Which file, or which sheet of a workbook, holds which records. Raises Usage, Invalid."""
    root = check_folder(path)
    if root.is_dir():
        by_sheet: dict[str, tuple[str, str]] = {}
        for file in sorted(root.iterdir()):
            sheet = sheet_of_file(file) if _is_table(file) and _is_regular(file) else None
            if sheet:
                _only_one(by_sheet, sheet, file.name)
                by_sheet[sheet.name] = (str(file), "")
    elif root.suffix.lower() in _WORKBOOKS:
        by_sheet = {}
        for name in workbook_in.sheet_names(str(root)):
            sheet = _titled(name)
            if sheet:
                _only_one(by_sheet, sheet, name)
                by_sheet[sheet.name] = (str(root), name)
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
    if not by_sheet:
        raise _no_sheets(path)
    return by_sheet


def _no_sheets(path: str) -> Invalid:
    return Invalid(
        "P044",
        T("no sheets of perut in {path}", "tidak ada lembar perut dalam {path}").format(path=path),
        T(
            "files are called village.csv, session.csv and so on",
            "berkas bernama desa.csv, sesi.csv dan seterusnya",
        )
        if Path(path).is_dir()
        else T(
            "its sheets are called village, session and so on; a list of one kind goes by its "
            "sheet: `perut official import {path}`",
            "lembarnya bernama desa, sesi dan seterusnya; daftar satu jenis lewat lembarnya: "
            "`perut aparatur impor {path}`",
        ).format(path=quoted_word(path)),
    )


def _is_table(file: Path) -> bool:
    endings = (".csv", ".tsv", *_WORKBOOKS)
    return file.suffix.lower() in endings and not file.name.endswith(".rejected.csv")


def _only_one(found: dict[str, tuple[str, str]], sheet: Sheet, name: str) -> None:
    """Two for one record type are an error. Raises Invalid P253."""
    if sheet.name in found:
        path, inner = found[sheet.name]
        raise Invalid(
            "P253",
            T("{one} and {other} are both {title}", "{one} dan {other} sama-sama {title}").format(
                one=inner or Path(path).name,
                other=name,
                title=T(sheet.title.en.lower(), sheet.title.id.lower()),
            ),
            T("keep one of them in the folder", "sisakan salah satunya di folder"),
        )


def passed_over(path: str, places: dict[str, tuple[str, str]]) -> Iterator[tuple[str, T]]:
    """Files, or sheets of a workbook, that are not taken, and why."""
    root = Path(path)
    read = {inner or Path(file).name for file, inner in places.values()}
    if root.is_dir():
        names = [
            file.name for file in sorted(root.iterdir()) if not file.name.startswith(("_", "."))
        ]
    else:
        names = workbook_in.sheet_names(path)
    for name in names:
        if name not in read and name != MARK:
            yield name, _why_not(name, is_folder=root.is_dir())


def _why_not(name: str, *, is_folder: bool) -> T:
    bare = re.sub(
        r"\s*(\(\d+\)|- (copy|salinan).*|\d+)$", "", Path(name).stem if is_folder else name
    )
    near = sheet_named(bare) or _titled(bare)
    if name.endswith(".rejected.csv"):
        return T("rejected rows, to be imported by themselves", "baris yang ditolak, impor sendiri")
    if near and bare.casefold() != (Path(name).stem if is_folder else name).casefold():
        return T("it looks like a copy of {name}", "tampaknya salinan {name}").format(name=bare)
    return T(
        "its name is none of the record types (village, session, …)",
        "namanya bukan jenis catatan (desa, sesi, …)",
    )


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
    alone = not store.connection.in_transaction
    if alone:
        # One state of all sheets, whatever is written meanwhile.
        store.connection.execute("BEGIN")
    try:
        if Path(path).suffix.lower() == ".xlsx":
            workbook_out.write_workbook(
                place_now(context, path),
                [
                    (str(sheet.title), fields, rows)
                    for sheet, fields, rows in tables(store, anonymous=inputs.has("anonymous"))
                ],
                (MARK, export_mark(context)),
            )
        else:
            _to_folder(context, inputs, store, Path(path))
            with files.replacing(place_now(context, str(Path(path) / MARK))) as stream:
                stream.write(export_mark(context).encode())
    finally:
        if alone:
            store.connection.execute("ROLLBACK")
    context.say(
        T("{n} {n:sheet|sheets} written to {path}", "{n} lembar ditulis ke {path}").format(
            n=len(SHEETS), path=path
        )
    )
    return None


def _to_folder(context: Context, inputs: Inputs, store: Store, folder: Path) -> None:
    try:
        if context.files is None:
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
        with files.replacing(place_now(context, str(folder / f"{sheet.name}.csv"))) as binary:
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
