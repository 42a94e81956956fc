"""Import a file into one sheet: counted, tried, or taken in part with the rest written beside."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import count
from pathlib import Path
from typing import NamedTuple

from perut_cli.cli.app.command import Inputs
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value, missing_argument
from perut_cli.cli.records.counts import counts_lines, counts_of, counts_table
from perut_cli.cli.records.headers import (
    header_choices,
    is_reader_only,
    meaning,
    remember_headers,
    understood,
)
from perut_cli.cli.records.import_remarks import closed_plans_lines, resembling_lines, watched
from perut_cli.cli.records.piped import piped
from perut_cli.cli.records.posts_of_officials import take_with_posts
from perut_cli.cli.records.stale_copy import exported, going_back, overwriting_shown
from perut_cli.cli.records.submission_grid import GRID, LONG, grid_columns, is_grid, long_rows
from perut_cli.core.errors import Conflict, Invalid, Partly, Problem
from perut_cli.core.fields import Field
from perut_cli.core.sheet import Sheet
from perut_cli.core.sheets import SHEETS, sheet_named
from perut_cli.core.table import Answer
from perut_cli.core.text import T, Text
from perut_cli.core.vocabulary import WORDS, word_here
from perut_cli.intake.bps_codes import doubted
from perut_cli.intake.cell_checks import checked, days_noticed, for_office, noticed
from perut_cli.intake.open_source import open_source
from perut_cli.intake.source import Source, letters
from perut_cli.render.rejects import write_rejected
from perut_cli.store.answers.import_scores import ScoreImportOptions, import_scores
from perut_cli.store.batch import Batch
from perut_cli.store.db import Store
from perut_cli.store.importing.cells import CellFormat
from perut_cli.store.importing.import_rows import Chunks, ImportMode, ImportResult, recorded_choices
from perut_cli.store.lookup import Finder

OWN = ("_line", "_error")
CODES_OF = {
    **{sheet.key: sheet.name for sheet in SHEETS.values() if sheet.key},
    "indicator_code": "indicator",
    "topics": "topic",
    "mentors": "mentor",
    "repeat_of": "finding",
}
"""The sheet whose codes a word holds."""


class Opened(NamedTuple):
    """A file about to be taken: where it came from, what its columns mean, what is wrong with its
    header.
    """

    source: Source
    header: Sequence[Field | str | None]
    problems: tuple[Problem, ...] = ()


def import_file(context: Context, sheet: Sheet, inputs: Inputs) -> Answer:
    """Import one file into one sheet. Raises Invalid with every problem, or Partly when asked for a
    part.
    """
    path = inputs.text("file")
    if not path:
        raise missing_argument(T("FILE", "BERKAS"), context.path)
    wanted = _wanted(context, inputs)
    store = context.store()
    said: list[str] = []
    remarks: list[Text] = []
    written = exported(Path(path))

    def work(batch: Batch) -> tuple[Batch, ImportResult]:
        opened = open_for(context, store, sheet, path, inputs.text("sheet_name"))
        if not said:
            said.append(str(opened.source.how))
            context.say("; ".join([str(opened.source.how), *map(str, opened.source.notes)]))
        remember_headers(context, batch, sheet)
        result = take_source(context, batch, sheet, opened, wanted)
        remarks[:] = opened.source.remarks
        if result.problems and not wanted.partial:
            raise problems_error(path, result)
        return batch, result

    batch, result = context.write(
        work, lambda batch: going_back(context, batch, written) or overwriting_shown(context, batch)
    )
    counts = counts_of(sheet, context.counted)
    counted = counts_lines(counts, dry_run=inputs.has("dry_run"))
    counted += [_PASSED.format(n=result.passed)] * bool(result.passed)
    for line in (*closed_plans_lines(batch), *resembling_lines(batch), *remarks, *counted):
        context.say(line)
    if result.problems:
        _part_done(context, sheet, path, inputs, result)
    return counts_table(counts) if inputs.has("format") else None


_PASSED = T("{n} {n:row|rows} without an answer passed over", "{n} baris tanpa jawaban dilewati")


def _wanted(context: Context, inputs: Inputs) -> ScoreImportOptions:
    constant: list[tuple[str, str]] = []
    if inputs.has("instrument_code"):
        instrument = context.instrument_code(inputs.text("instrument_code"))
        constant.append(("instrument_code", instrument))
    return ScoreImportOptions(
        draft=inputs.has("draft"), partial=inputs.has("partial"), constant=tuple(constant)
    )


def open_for(
    context: Context, store: Store, sheet: Sheet, path: str, sheet_name: str = ""
) -> Opened:
    """Open a file for a sheet and understand its header. Raises Invalid with every column that is
    none.
    """
    names = indicator_names(store) if sheet.owner else {}
    choices = header_choices(context, store, sheet)

    def knows(cell: str) -> bool:
        return (
            is_reader_only(sheet, cell)
            or meaning(sheet, cell, choices) is not None
            or cell.strip().casefold() in names
            or (sheet is GRID and bool(grid_columns(store, [cell])))
            or cell in OWN
        )

    source = _opened(context, sheet, path, knows, sheet_name)
    try:
        if sheet is GRID:
            names = grid_columns(store, source.header)
        header = understood(sheet, source, names, choices)
        if source.problems:
            raise _faulty_header(source)
    except BaseException:
        source.close()
        raise
    to_read = ", ".join(
        cell
        for cell, column in zip(source.header, header.columns, strict=True)
        if column is None and is_reader_only(sheet, cell)
    )
    notes = (*source.notes, *header.notes, *((_TO_READ.format(columns=to_read),) * bool(to_read)))
    return Opened(source._replace(notes=notes), header.columns, header.problems)


def _opened(
    context: Context, sheet: Sheet, path: str, knows: Callable[[str], bool], sheet_name: str
) -> Source:
    try:
        return open_source(path, knows, piped(context, path), sheet_name)
    except Invalid as error:
        if error.number == "P009":
            error.hint = _BEGIN.format(name=sheet.name, alias=sheet.alias)
        raise


_BEGIN = T(
    "begin with a template: `perut {name} template`",
    "mulailah dari templat: `perut {alias} templat`",
)
_TO_READ = T("{columns}: only to read, not taken", "{columns}: hanya untuk dibaca, tidak diambil")


def _faulty_header(source: Source) -> Invalid:
    return Invalid(
        "P013",
        T("{n} {n:fault|faults} in the header", "{n} kesalahan pada judul kolom").format(
            n=len(source.problems)
        ),
        "",
        problems=tuple(_named_cell(problem, source) for problem in source.problems),
        source=source.name,
    )


def indicator_names(store: Store) -> dict[str, str]:
    """The codes of all indicators by their lower case: the columns of a wide file."""
    return {
        code.casefold(): code
        for (code,) in store.select("SELECT DISTINCT indicator_code FROM indicator")
    }


def take_source(
    context: Context,
    batch: Batch,
    sheet: Sheet,
    opened: Opened,
    wanted: ScoreImportOptions,
    *,
    brings_choices: bool = False,
) -> ImportResult:
    """Take an opened file into a batch."""
    source = opened.source
    if wanted.partial and opened.problems:
        raise problems_error(source.name, ImportResult(list(opened.problems), set(), 0))
    form = _form_of(batch.store, opened, new=context.inputs.has("new"), exact=brings_choices)
    sound = checked(source, opened.header, _recorded_codes(batch.store))
    sound = days_noticed(source, opened.header, sound)
    if not brings_choices:
        sound = noticed(source, opened.header, sound)
    doubts: list[Problem] = []
    if sheet.codes_of_state and not (brings_choices or context.inputs.has("yes")):
        sound = doubted(
            sound, _code_and_name(opened.header), _recorded_villages(batch.store), doubts
        )
    chunks: Chunks = watched(context, source._replace(chunks=sound))
    result = _take_chunks(batch, sheet, opened, chunks, form, wanted)
    result = result._replace(problems=result.problems + doubts)
    batch.rejected += len(doubts)
    form_problems = [*opened.problems, *source.problems]
    if form_problems:
        if wanted.partial and not source.problems.complete:
            raise problems_error(source.name, ImportResult(form_problems, set(), result.read))
        batch.rejected += len({problem.line for problem in form_problems})
    told = form_problems + [_in_the_file(problem, source) for problem in result.problems]
    return result._replace(problems=[_named_cell(problem, source) for problem in told])


def _form_of(store: Store, opened: Opened, *, new: bool, exact: bool) -> CellFormat:
    """How the cells of a file are written, and which choices they may bring: `exact` takes all of
    them as they stand.
    """
    source = opened.source
    if exact:
        return CellFormat(source.comma, source.guarded, new=True)
    words = [column.key for column in opened.header if isinstance(column, Field)]
    return CellFormat(
        comma=source.comma,
        guarded=source.guarded,
        new=new,
        choices=recorded_choices(store, words),
    )


def _take_chunks(
    batch: Batch,
    sheet: Sheet,
    opened: Opened,
    chunks: Chunks,
    form: CellFormat,
    wanted: ScoreImportOptions,
) -> ImportResult:
    """Hand the rows to what takes them: answers, submissions as a grid, officials with posts."""
    header, finder = opened.header, Finder(batch.store)
    if sheet.owner:
        return import_scores(batch, header, chunks, form, finder, wanted)
    if sheet is GRID and is_grid(header):
        header, chunks = [WORDS[word] for word in LONG], long_rows(header, chunks)
    mode = ImportMode(partial=wanted.partial)
    return take_with_posts(batch, sheet, header, chunks, form, finder, mode)


def _in_the_file(problem: Problem, source: Source) -> Problem:
    """The problem with its column as the file counts it."""
    if not 0 < problem.column <= len(source.places):
        return problem
    return problem._replace(column=source.places[problem.column - 1])


def _named_cell(problem: Problem, source: Source) -> Problem:
    """The problem with what the worksheet calls its cell."""
    if source.marks is None or not problem.line:
        return problem
    return problem._replace(
        cell=f"{letters(problem.column)}{problem.line}" if problem.column else ""
    )


def _code_and_name(header: Sequence[Field | str | None]) -> tuple[int, int]:
    keys = [column.key if isinstance(column, Field) else "" for column in header]
    return keys.index("village_code"), keys.index("village_name") if "village_name" in keys else -1


def _recorded_villages(store: Store) -> Callable[[str], bool]:
    codes = {code for (code,) in store.select("SELECT village_code FROM village")}
    return codes.__contains__


def _recorded_codes(store: Store) -> Callable[[Field], frozenset[str]]:
    """The codes recorded of the sheet that a word names, each sheet read once."""

    @cache
    def of_sheet(name: str) -> frozenset[str]:
        key = SHEETS[name].key or f"{name}_code"
        return frozenset(code for (code,) in store.select(f"SELECT {key} FROM {name}"))

    def recorded(field: Field) -> frozenset[str]:
        named = CODES_OF.get(field.key)
        return of_sheet(named) if named else frozenset()

    return recorded


def problems_error(source: str, taken: ImportResult) -> Invalid | Conflict:
    """All problems of a file as one error; a frozen instrument alone is a conflict."""
    source = "stdin" if source == "-" else source
    problems = tuple(sorted(taken.problems, key=lambda problem: (problem.line, problem.column)))
    kind = Conflict if all(problem.number == "P054" for problem in problems) else Invalid
    lines = len({problem.line for problem in problems})
    return kind(
        problems[0].number,
        T(
            "{n} {n:problem|problems} in {lines} {lines:row|rows}, nothing was written",
            "{n} kesalahan pada {lines} baris, tidak ada yang ditulis",
        ).format(n=len(problems), lines=lines),
        T(
            "mend them and import again, or add --partial to take the other rows",
            "perbaiki lalu impor lagi, atau tambahkan --sebagian untuk mengambil baris lainnya",
        ),
        problems=problems,
        source=source,
    )


def rejected_path(path: str) -> str:
    """Where the rejected rows of a file go: beside it, under a name that is free."""
    stem = Path("stdin.csv" if path == "-" or path.startswith(("/dev/fd/", "/dev/stdin")) else path)
    name = re.sub(r"\.rejected(-\d+)?$", "", stem.stem)
    tried = (f"{name}.rejected{f'-{n}' if n > 1 else ''}.csv" for n in count(1))
    return str(next(free for free in map(stem.with_name, tried) if not free.exists()))


def _part_done(
    context: Context, sheet: Sheet, path: str, inputs: Inputs, result: ImportResult
) -> None:
    """Write the rejected rows beside the file and say so by exit code 3."""
    error = problems_error(path, result)
    target, hint = rejected_path(path), ""
    told = T("{n} {n:row|rows} rejected, the others taken", "{n} baris ditolak, yang lain diambil")
    if context.batch is not None and not inputs.has("dry_run"):
        # The whole script says whether the others stay.
        told = T("{n} {n:row|rows} rejected", "{n} baris ditolak")
    elif not inputs.has("dry_run"):
        context.say(
            T("rejected rows: {target}", "baris yang ditolak: {target}").format(target=target)
        )
        _write_rejects(context, sheet, path, inputs, result, target)
        hint = str(
            T(
                "mend {target} and import it: `perut {name} import {target}`",
                "perbaiki {target} lalu impor: `perut {alias} impor {target}`",
            ).format(target=target, name=sheet.name, alias=sheet.alias)
        )
    raise Partly(
        error.number,
        told.format(n=len({problem.line for problem in error.problems})),
        hint,
        problems=error.problems,
        source=error.source,
    )


def _write_rejects(
    context: Context, sheet: Sheet, path: str, inputs: Inputs, taken: ImportResult, target: str
) -> None:
    reasons: dict[int, list[str]] = {}
    for problem in taken.problems:
        reasons.setdefault(problem.line, []).append(
            f"{problem.number} {word_here(problem.key)}: {problem.reason}"
        )
    again = open_for(context, context.store(), sheet, path, inputs.text("sheet_name"))
    source = again.source

    def rows() -> Iterator[tuple[list[str], int, str]]:
        for lines, chunk in checked(source, again.header, _recorded_codes(context.store())):
            for line, cells in zip(lines, chunk, strict=True):
                if line in reasons:
                    yield for_office(source, line, cells), line, "; ".join(reasons[line])
        for cells, line, error in source.problems.misfits:
            yield cells, line, "; ".join(reasons.get(line, [error]))

    guarded = source.marks is not None
    write_rejected(target, source.dialect, source.header, rows(), guarded=guarded)


def sheet_of_file(path: Path) -> Sheet | None:
    """The sheet a file of a folder is for, by its name in either language."""
    return sheet_named(path.stem)


def check_folder(path: str) -> Path:
    """A folder that is there. Raises Usage."""
    folder = Path(path)
    if not folder.exists():
        raise bad_value(path, T("no such file or folder", "berkas atau folder tidak ada"))
    return folder
