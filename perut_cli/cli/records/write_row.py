"""One row from options: added or changed by the same path as a file of a million."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from perut_cli.cli.app.command import Inputs, quoted_word
from perut_cli.cli.app.context import Context
from perut_cli.cli.records.counts import counts_lines, counts_of
from perut_cli.core.calendars import day_shown
from perut_cli.core.errors import Conflict, PerutError, Problem, Usage, error_kind
from perut_cli.core.fields import Field
from perut_cli.core.late import Late
from perut_cli.core.sheet import Sheet
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer, Cards, Table
from perut_cli.core.text import T
from perut_cli.core.values import Row
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.answers.import_scores import ScoreImportOptions, import_scores
from perut_cli.store.batch import Batch
from perut_cli.store.columns import parts
from perut_cli.store.db import Store
from perut_cli.store.importing.cells import CellFormat
from perut_cli.store.importing.import_rows import (
    ImportMode,
    ImportResult,
    RecordId,
    import_rows,
    one_row,
    recorded_choices,
)

if TYPE_CHECKING:
    from perut_cli.cli.guided import record as guided_record
else:
    guided_record = Late("perut_cli.cli.guided.record")


def add_record(context: Context, sheet: Sheet, inputs: Inputs) -> Answer:
    """Add one record. Raises Usage for what is missing, Conflict for a known key."""
    if context.can_ask() and first_missing(sheet, inputs):
        inputs = guided_record.fill(context, sheet, inputs)
        guided_record.sheet_line(context, sheet, inputs)
    values = row_of(sheet, inputs)
    require_needed(sheet, values)

    def work(batch: Batch) -> tuple[RecordId, Batch]:
        if sheet.owner:
            return write_answer(context, batch, values, only_new=True), batch
        return write_row(context, batch, sheet, values, only_new=True), batch

    found, batch = context.write(work)
    report_closed_plans(context, batch)
    return report_written(context, sheet, found, T("added", "ditambahkan"), dict(values))


_SCORE = SHEETS["score"]
_CODES_LISTED = ("mentors", "topics", "other_villages", "worked_on")


def row_of(sheet: Sheet, inputs: Inputs) -> dict[str, str]:
    """The words of a sheet that were given. Lists of codes are separated by | or by commas, as in
    guided entry.
    """
    values = {word: inputs.text(word) for word in sheet.words if word in inputs}
    for word in _CODES_LISTED:
        if "," in values.get(word, ""):
            items = values[word].replace(",", "|").split("|")
            values[word] = "|".join(item.strip() for item in items if item.strip())
    return values


def first_missing(sheet: Sheet, values: Mapping[str, object]) -> Field | None:
    """The first word that a new record must have and that wasn't given."""
    return next(
        (
            column.field
            for column in sheet.columns
            if column.required and not column.default and values.get(column.key) in (None, "")
        ),
        None,
    )


def require_needed(sheet: Sheet, values: Mapping[str, object]) -> None:
    """Raise Usage P003 for the first value that a new record must have and that wasn't given."""
    field = first_missing(sheet, values)
    if field:
        raise Usage(
            "P003",
            T("{option} is missing", "{option} belum diisi").format(option=field.option),
            T("add {option} {example}", "tambahkan {option} {example}").format(
                option=field.option, example=quoted_word(field.example)
            ),
        )


def edit_record(context: Context, sheet: Sheet, record_id: RecordId, inputs: Inputs) -> Answer:
    """Change the given columns of one record."""
    values: Mapping[str, str] = row_of(sheet, inputs)
    if not values:
        raise nothing_to_change()
    if isinstance(record_id, tuple):
        return _edit_answer(context, record_id, values)
    keys = [word for word in values if word in sheet.match or word == sheet.key]
    values = _with_partners(context.store(), sheet, record_id, values)
    before = key_text(context.store(), sheet, record_id)

    def work(batch: Batch) -> Batch:
        write_row(context, batch, sheet, values, fixed_id=record_id)
        return batch

    def risk(batch: Batch) -> T | None:
        if keys and batch.changed:
            return T("this renames {key}.", "ini mengganti nama {key}.").format(key=before)
        return None

    batch = context.write(work, risk)
    report_closed_plans(context, batch)
    return report_written(
        context,
        sheet,
        record_id,
        _what_happened(batch),
        {},
    )


def _what_happened(batch: Batch) -> T:
    """What an edit did."""
    if batch.changed:
        return T("changed", "diubah")
    return T("nothing to change", "tidak ada yang berubah")


def nothing_to_change() -> Usage:
    """The error of an edit without a new value."""
    return Usage(
        "P003",
        T("nothing to change", "tidak ada yang diubah"),
        T("give an option for each new value", "beri opsi untuk setiap nilai baru"),
    )


def _with_partners(
    store: Store, sheet: Sheet, record_id: RecordId, values: Mapping[str, str]
) -> Mapping[str, str]:
    """What stands before a word in the name of a record, as it is recorded: the instrument of an
    indicator, the village of a person.
    """
    lacking = [
        word
        for part in parts(sheet)
        for place, word in enumerate(part.words)
        if word not in values and any(later in values for later in part.words[place + 1 :])
    ]
    if not lacking:
        return values
    recorded = store.rows(
        f"SELECT {', '.join(lacking)} FROM {sheet.name}_sheet WHERE id = ?", (record_id,)
    )[0]
    return {**dict(zip(lacking, cell_texts(recorded), strict=True)), **values}


def _edit_answer(context: Context, answer_id: tuple[int, int], values: Mapping[str, str]) -> Answer:
    code, indicator = context.store().rows(
        "SELECT assessment_code, indicator_code FROM score_sheet WHERE id = ? AND part = ?",
        answer_id,
    )[0]
    moved = sorted(set(values) - {"score", "na_reason", "score_note"})
    if moved:
        raise Usage(
            "P007",
            T("{option} can't be changed", "{option} tidak bisa diubah").format(
                option=WORDS[moved[0]].option
            ),
            T(
                "remove the answer and add it where it belongs",
                "hapus jawabannya lalu tambahkan di tempatnya",
            ),
        )
    if not {"score", "na_reason"} & set(values):
        kept = context.store().rows(
            "SELECT score, na_reason FROM score WHERE assessment_id = ? AND indicator_id = ?",
            answer_id,
        )[0]
        recorded = {"score": repr(kept[0])} if kept[0] is not None else {"na_reason": kept[1]}
        values = {**values, **recorded}
    inputs = {"assessment_code": code, "indicator_code": indicator, **values}

    def work(batch: Batch) -> Batch:
        write_answer(context, batch, inputs)
        return batch

    batch = context.write(work)
    return report_written(context, _SCORE, answer_id, _what_happened(batch), {})


def write_row(
    context: Context,
    batch: Batch,
    sheet: Sheet,
    values: Mapping[str, str],
    *,
    only_new: bool = False,
    fixed_id: int | None = None,
) -> int:
    """Put one row of cells into the batch; gives its id. Raises what the command line's user is to
    be told.
    """
    header, cells = [WORDS[word] for word in values], one_row(list(values.values()))
    mode = ImportMode(only_new=only_new, fixed_id=fixed_id)
    form = _typed(context, batch, values)
    result = import_rows(batch, sheet, header, cells, form, context.finder(), mode)
    if result.problems and result.problems[0].number == "P051":
        id_ = batch.store.value(f"SELECT id FROM temp.stage_{sheet.name}")
        problem = result.problems[0]._replace(
            hint=_edit_hint(sheet, key_text(batch.store, sheet, id_))
        )
        result = result._replace(problems=[problem])
    raise_problem(sheet, result)
    return int(batch.store.value(f"SELECT id FROM temp.stage_{sheet.name}"))


def write_answer(
    context: Context, batch: Batch, values: Mapping[str, str], *, only_new: bool = False
) -> tuple[int, int]:
    """Put one answer into the batch; gives the ids of its assessment and its indicator. Raises as
    write_row does.
    """
    header, cells = [WORDS[word] for word in values], one_row(list(values.values()))
    before, form = batch.counts(), _typed(context, batch, values)
    options = ScoreImportOptions()
    raise_problem(_SCORE, import_scores(batch, header, cells, form, context.finder(), options))
    if only_new and batch.counts()[1:4] != before[1:4]:
        raise Conflict("P051", T("it is recorded already", "sudah tercatat"), _edit_hint(_SCORE))
    assessment, indicator = batch.store.rows(
        "SELECT a.id, s.indicator_id FROM temp.stage_score AS s JOIN temp.stage_assessment "
        "AS a ON a.line = s.place"
    )[0]
    return assessment, indicator


def _typed(context: Context, batch: Batch, values: Mapping[str, str]) -> CellFormat:
    """How cells of the command line are read."""
    choices = recorded_choices(batch.store, values)
    return CellFormat(new=context.inputs.has("new"), choices=choices)


def raise_problem(sheet: Sheet, taken: ImportResult) -> None:
    """Raise the problems of a single row as an error of its own kind."""
    if taken.problems:
        raise error_of(sheet, taken.problems[0])


def error_of(sheet: Sheet, problem: Problem) -> PerutError:
    """A problem of a row of the command line as an error of its number's kind."""
    number, hint = problem.number, problem.hint
    field = WORDS.get(problem.key)
    kind = error_kind(number)
    if kind is Conflict:
        return Conflict(number, problem.reason, hint or _edit_hint(sheet))
    if kind is Usage and field is not None:
        return Usage(number, f"{field.option}: {problem.reason}", hint)
    return kind(number, problem.reason, hint)


def _edit_hint(sheet: Sheet, key: str = "") -> T:
    return T(
        "change it with `perut {name} edit{key}`", "ubah dengan `perut {alias} ubah{key}`"
    ).format(name=sheet.name, alias=sheet.alias, key=key and f" {key}")


def key_text(store: Store, sheet: Sheet, found: RecordId) -> str:
    """The key of a record as it can be typed: words with blanks in quotes."""
    row = _in_view(store, sheet, sheet.arguments, found)
    words = [str(cell) for cell in row[0]] if row else []
    while words and not words[-1]:
        words.pop()
    return (
        words[0]
        if len(words) == 1
        else " ".join(quoted_word(word) if word else '""' for word in words)
    )


def _in_view(store: Store, sheet: Sheet, words: Sequence[str], found: RecordId) -> list[Row]:
    """Words of one record, which its id names, or that of its owner and its part."""
    values = found if isinstance(found, tuple) else (found,)
    where = "id = ? AND part = ?" if sheet.owner else "id = ?"
    return store.rows(f"SELECT {', '.join(words)} FROM {sheet.name}_sheet WHERE {where}", values)


def record_table(context: Context, sheet: Sheet, found: RecordId) -> Table:
    """One record as a card."""
    rows = _in_view(context.store(), sheet, sheet.words, found)
    return Table(sheet.title, sheet.fields, rows, name=sheet.name, chart=(Cards(),))


def report_written(
    context: Context, sheet: Sheet, record_id: RecordId, what: T, values: dict[str, str]
) -> Answer:
    """Say what was done and what may come next; the key alone, or with --format the record."""
    del values
    if context.inputs.has("dry_run"):
        for line in counts_lines(counts_of(sheet, context.counted), dry_run=True):
            context.say(line)
        return None
    key = key_text(context.store(), sheet, record_id)
    context.say(f"{what}: {key}")
    follow = NEXT.get(sheet.name)
    if follow:
        context.say(
            T("next: `perut {command}`", "berikutnya: `perut {command}`").format(
                command=follow.format(key=key, first=key.split(" ")[0])
            )
        )
    if context.inputs.has("format") or context.inputs.has("output"):
        return record_table(context, sheet, record_id)
    return key


def report_closed_plans(context: Context, batch: Batch) -> None:
    """Say which plans a session closed."""
    for village, day, kind in batch.closed:
        context.say(
            T(
                "closes the plan of {village} on {day} ({kind})",
                "menutup jadwal {village} tanggal {day} ({kind})",
            ).format(village=village, day=day_shown(day), kind=kind)
        )


NEXT = {
    "village": T(
        "official add --village-code {key} --official-name …",
        "aparatur tambah --kode-desa {key} --nama-aparatur …",
    ),
    "official": T("official show {key}", "aparatur lihat {key}"),
    "session": T("session show {key}", "sesi lihat {key}"),
    "plan": T("session prepare {first}", "sesi siapkan {first}"),
    "finding": T(
        "action add --finding-code {key} --action-text …",
        "tindak-lanjut tambah --kode-temuan {key} --tindak-lanjut …",
    ),
    "action": T(
        "action list --action-state open", "tindak-lanjut daftar --status-tindak-lanjut terbuka"
    ),
    "assessment": T("assess {key}", "nilai-desa {key}"),
    "instrument": T(
        "indicator add --instrument-code {first} …", "indikator tambah --kode-instrumen {first} …"
    ),
    "submission": T("report obligations --village {first}", "laporan kewajiban --desa {first}"),
    "filling": T("report fillings --village {first}", "laporan pengisian --desa {first}"),
}
"""The likely next command after a record is written."""


def cell_texts(row: Row) -> list[str]:
    """Machine values as cells of text."""
    return ["" if value is None else str(value) for value in row]
