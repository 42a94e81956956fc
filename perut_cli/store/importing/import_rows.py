"""Import rows of a sheet: read, stage, prove, write; every problem collected before anything is
raised.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from perut_cli.core.errors import Invalid, Problem
from perut_cli.core.fields import Field
from perut_cli.core.late import Late
from perut_cli.core.settings import parsed, setting_key
from perut_cli.core.sheet import Sheet
from perut_cli.core.text import T
from perut_cli.core.values import Fault
from perut_cli.store.answers.sums import sum_up, touched
from perut_cli.store.batch import Batch
from perut_cli.store.columns import instrument_column, parts
from perut_cli.store.db import Store
from perut_cli.store.importing.cells import CellFormat
from perut_cli.store.importing.codes import drop_orphans, finish
from perut_cli.store.importing.instrument_flaws import instrument_flaws
from perut_cli.store.importing.laws import broken_laws
from perut_cli.store.importing.match import settle
from perut_cli.store.importing.plan_rows import close_plans, plan_where_moved
from perut_cli.store.importing.read_rows import RowReader
from perut_cli.store.importing.staging import Staging
from perut_cli.store.lookup import NAMES, Finder
from perut_cli.store.remove import drop_empty_dimensions

if TYPE_CHECKING:
    from perut_cli.store.importing import resembling as resemblance
else:
    resemblance = Late("perut_cli.store.importing.resembling")

Chunks = Iterable[tuple[list[int], list[list[str]]]]
"""Line numbers and rows of cells, some thousands at a time."""


class ImportResult(NamedTuple):
    """What became of the rows: the lines rejected and why, how many were read, how many were passed
    over as unanswered.
    """

    problems: list[Problem]
    rejected: set[int]
    read: int
    passed: int = 0


class ImportMode(NamedTuple):
    """How rows are taken: `partial` loads the good ones, `fixed_id` changes one record, `only_new`
    refuses known keys.
    """

    partial: bool = False
    fixed_id: int | None = None
    only_new: bool = False


_WHOLE = ImportMode()


def import_rows(
    batch: Batch,
    sheet: Sheet,
    header: Sequence[Field | None],
    chunks: Chunks,
    form: CellFormat,
    finder: Finder,
    mode: ImportMode = _WHOLE,
) -> ImportResult:
    """Take rows of any sheet but the scores. Nothing is written when there are problems, but with
    `partial`.
    """
    with batch.counting(sheet.name):
        reading = RowReader(sheet, header, form, finder, parts(sheet), versions=True)
        staging = Staging(batch, sheet, reading.columns)
        read = 0
        for lines, rows in chunks:
            read += len(lines)
            staging.add(reading.read(lines, rows))
        reading.settle_doubts()
        problems = reading.problems
        rejected = set(reading.rejected)
        if staging.rows:
            settle(staging, fixed_id=mode.fixed_id)
            problems += staging.needs() + (known(staging) if mode.only_new else [])
            if sheet.named_by and not form.new and _may_have_twins(staging):
                problems += resemblance.twins(staging)
            if sheet.name in _BEFORE:
                _BEFORE[sheet.name](staging)
            finish(staging)
            problems += staging.problems + broken_laws(staging)
            if sheet.prose and staging.has_beside(*sheet.prose[1:]):
                batch.resembling += resemblance.resembling(staging)
        return written(batch, staging, ImportResult(problems, rejected, read), mode)


def _may_have_twins(staging: Staging) -> bool:
    return staging.rows > 1 or staging.has_beside("village_id")


def import_own_rows(
    batch: Batch,
    sheet: Sheet,
    header: Sequence[Field | None],
    chunks: Chunks,
    form: CellFormat,
    finder: Finder,
) -> None:
    """Take rows that the program itself puts together: none may be wrong. Raises Invalid."""
    taken = import_rows(batch, sheet, header, chunks, form, finder)
    if taken.problems:
        first = taken.problems[0]
        raise Invalid(first.number, first.reason, first.hint, problems=tuple(taken.problems))


def written(batch: Batch, staging: Staging, result: ImportResult, mode: ImportMode) -> ImportResult:
    """Write what has no problem, if that is wanted, and prove the instruments that changed."""
    rejected = result.rejected | {problem.line for problem in result.problems}
    batch.rejected += len(rejected)
    if not staging.rows or (result.problems and not mode.partial):
        return result._replace(
            rejected=rejected, problems=result.problems + _tried(batch, staging, rejected)
        )
    if result.problems:
        staging.reject(rejected)
        drop_orphans(staging)
    staging.write()
    problems = result.problems + prove_instruments(batch, staging)
    if staging.sheet.name in _AFTER:
        _AFTER[staging.sheet.name](batch, staging.table)
    return result._replace(problems=problems, rejected=rejected)


def _sum_up_written(batch: Batch, staged: str) -> None:
    touched(batch, f"SELECT id FROM {staged} WHERE act <> 'same'")
    sum_up(batch)


def read_settings(staging: Staging) -> None:
    """Keep the values of settings as they are kept: choices by their keys, numbers plain. What
    can't be read stays, for the laws to tell.
    """
    if "value" not in staging.columns:
        return
    for line, key, value in staging.store.rows(
        f"SELECT line, setting, value FROM {staging.after()} AS a"
    ):
        with suppress(Fault):
            staging.run(
                f"UPDATE {staging.table} SET value = ? WHERE line = ?",
                (parsed(setting_key(key), value or ""), line),
            )


_BEFORE = {"setting": read_settings}
"""What is done with the rows of a sheet before they are proved."""

_AFTER = {
    "assessment": _sum_up_written,
    "session": close_plans,
    "plan": plan_where_moved,
}
"""What is done once the rows of a sheet are written."""


def _tried(batch: Batch, staging: Staging, rejected: set[int]) -> list[Problem]:
    """Faults of an instrument among the rows that could be read, so that all are told at once; the
    caller rolls back.
    """
    if not staging.rows or not staging.sheet.frozen:
        return []
    staging.reject(rejected)
    staging.write()
    return prove_instruments(batch, staging)


def known(staging: Staging) -> list[Problem]:
    """Rows whose key is recorded already, for a command that adds."""
    return [
        Problem(
            line, staging.sheet.arguments[0], "P051", T("it is recorded already", "sudah tercatat")
        )
        for (line,) in staging.store.select(f"SELECT line FROM {staging.table} WHERE act IS NULL")
    ]


def prove_instruments(batch: Batch, staging: Staging) -> list[Problem]:
    """The faults of the instruments that these rows touch."""
    name = staging.sheet.name
    if not staging.sheet.frozen:
        return []
    owner = f"(SELECT t.{instrument_column(staging.sheet)} FROM {name} AS t WHERE t.id = s.id)"
    touched = batch.store.rows(
        f"SELECT DISTINCT {owner} FROM {staging.table} AS s WHERE act <> 'same'"
    )
    drop_empty_dimensions(batch.store)
    found = []
    for instrument_id, flaw in instrument_flaws(batch.store, [row[0] for row in touched]):
        line = _line_of(staging, instrument_id, flaw.indicator_code)
        found.append(Problem(line, flaw.word, "P055", flaw.reason, flaw.value))
    return found


def _line_of(staging: Staging, instrument_id: int, item: str) -> int:
    if instrument_column(staging.sheet) == "id":
        return (
            staging.store.value(f"SELECT line FROM {staging.table} WHERE id = ?", (instrument_id,))
            or 0
        )
    return (
        staging.store.value(
            f"SELECT s.line FROM {staging.table} AS s JOIN indicator AS t ON t.id = s.id WHERE "
            f"t.instrument_id = ? "
            "AND (?2 = '' OR t.indicator_code = ?2) ORDER BY s.act = 'same', s.line LIMIT 1",
            (instrument_id, item),
        )
        or 0
    )


OPEN_CHOICES = {
    "kind": ("session", "plan"),
    "position": ("post",),
    "education": ("official",),
    "application": ("filling",),
    "part": ("filling",),
}
"""Where the values of open choices are recorded."""


def recorded_choices(store: Store, words: Iterable[str]) -> dict[str, set[str]]:
    """The values in use of the open choices among these words."""
    return {
        word: {
            row[0]
            for table in OPEN_CHOICES[word]
            for row in store.select(f"SELECT DISTINCT {word} FROM {table}")
        }
        for word in words
        if word in OPEN_CHOICES
    }


def one_row(cells: Sequence[str]) -> Iterator[tuple[list[int], list[list[str]]]]:
    """A single row as chunks."""
    yield [0], [list(cells)]


RecordId = int | tuple[int, int]
"""The id of a row; of an answer those of its assessment and its indicator."""


def find(finder: Finder, sheet: Sheet, key: Sequence[str]) -> RecordId:
    """The id of the record that key words name; of an answer, assessment and indicator. Raises
    Fault P040 or P041.
    """
    if sheet.owner:
        return _find_score(finder, key)
    if sheet.name in _NAMED_OTHERWISE:
        return _NAMED_OTHERWISE[sheet.name](finder, *key)
    return finder.code(sheet.name, key[0]) if sheet.key else _matched(finder, sheet, key)


_NAMED_OTHERWISE: dict[str, Callable[..., int]] = {
    "village": Finder.village,
    "official": Finder.person,
    "setting": lambda finder, text: finder.code("setting", setting_key(text)),
    "instrument": Finder.instrument,
    "indicator": lambda finder, instrument, version, code: finder.indicator(
        finder.instrument(instrument, version), code
    ),
}
"""Records that are named not by their code alone."""


def _matched(finder: Finder, sheet: Sheet, key: Sequence[str]) -> int:
    words = sheet.arguments
    fields = [sheet.column(word).field for word in words]
    cells = [*key, *[""] * (len(words) - len(key))]
    reading = RowReader(
        sheet, fields, CellFormat(new=True), finder, (part for part in parts(sheet) if part.match)
    )
    rows = reading.read([0], [cells])
    if reading.problems:
        problem = reading.problems[0]
        raise Fault(problem.number, problem.reason, problem.hint)
    where = " AND ".join(f"ifnull({column}, '') = ifnull(?, '')" for column in reading.columns)
    row_id = finder.store.value(f"SELECT id FROM {sheet.name} WHERE {where}", rows[0][1:])
    if row_id is None:
        raise Fault(
            "P040",
            T("no {title} {key}", "{title} {key} tidak ada").format(
                title=T(*NAMES[sheet.name]), key=" ".join(cell for cell in cells if cell)
            ),
            T("see `perut {name} list`", "lihat `perut {alias} daftar`").format(
                name=sheet.name, alias=sheet.alias
            ),
        )
    return int(row_id)


def _find_score(finder: Finder, key: Sequence[str]) -> tuple[int, int]:
    assessment = finder.code("assessment", key[0])
    instrument = finder.store.value(
        "SELECT instrument_id FROM assessment WHERE id = ?", (assessment,)
    )
    indicator = finder.indicator(instrument, key[-1])
    if not finder.store.value(
        "SELECT 1 FROM score WHERE assessment_id = ? AND indicator_id = ?", (assessment, indicator)
    ):
        raise Fault(
            "P040", T("no answer to {code}", "belum ada jawaban {code}").format(code=key[-1])
        )
    return assessment, indicator
