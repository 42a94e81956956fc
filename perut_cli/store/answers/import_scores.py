"""Answers of a file, long or wide: which assessment, which indicator, which score or why not
applicable.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perut_cli.core.errors import Problem
from perut_cli.core.fields import Field
from perut_cli.core.sheets import SHEETS
from perut_cli.core.values import Cell, Fault, Row
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.answers.assessment import (
    KEYS,
    AnswerParser,
    AssessmentResolver,
    Item,
    Place,
)
from perut_cli.store.answers.sums import Answers, assessments, sum_up
from perut_cli.store.batch import Batch
from perut_cli.store.columns import parts
from perut_cli.store.importing.cells import CellFormat, ParseCache, Unreadable, all_read, text_of
from perut_cli.store.importing.codes import finish
from perut_cli.store.importing.import_rows import Chunks, ImportResult
from perut_cli.store.importing.laws import broken_laws
from perut_cli.store.importing.match import settle
from perut_cli.store.importing.read_rows import RowReader
from perut_cli.store.importing.staging import Staging
from perut_cli.store.lookup import Finder

_KEPT = (
    "assessment_code",
    "village_id",
    "official_id",
    "instrument_id",
    "assessment_date",
    "stage",
    "mentor_id",
)
Given = tuple[float | None, str | None]
"""A score, or a reason why not applicable."""

LongCells = tuple[int | None, str, str, str]
"""The instrument of a row, none where its assessment is at fault; indicator, score and reason."""

LongAnswer = tuple[int, float | None, str | None]
"""The id of the indicator, the score or the reason."""

Refs = list[Place | Unreadable]

_EXTRA = ("assessment_state", "session_code", "assessment_note")


class ScoreImportOptions(NamedTuple):
    """What the command line adds: `draft` makes new assessments drafts, `constant` are cells that
    every row has.
    """

    draft: bool = False
    partial: bool = False
    constant: tuple[tuple[str, str], ...] = ()


def import_scores(
    batch: Batch,
    header: Sequence[Field | str | None],
    chunks: Chunks,
    form: CellFormat,
    finder: Finder,
    wanted: ScoreImportOptions,
) -> ImportResult:
    """Take answers, long (with indicator_code) or wide (a str in the header is an indicator's
    code).
    """
    return _ScoreImport(batch, header, form, finder, wanted).run(chunks)


class _ScoreImport:
    """One file of answers on its way in."""

    def __init__(
        self,
        batch: Batch,
        header: Sequence[Field | str | None],
        form: CellFormat,
        finder: Finder,
        wanted: ScoreImportOptions,
    ) -> None:
        self.batch, self.wanted, self.form, self.finder = batch, wanted, form, finder
        self.where = {
            name.key: place for place, name in enumerate(header) if isinstance(name, Field)
        }
        self.wide = [
            (place, name)
            for place, name in enumerate(header)
            if name is not None and not isinstance(name, Field)
        ]
        self.constant = dict(wanted.constant)
        self.given = tuple(word for word in KEYS if word in self.where)
        self.resolver = AssessmentResolver(
            finder, form, self.given, self.constant, once=bool(self.wide)
        )
        self.scale = AnswerParser(finder, form)
        self.answers = Answers(batch, noted="score_note" in self.where)
        self.problems: list[Problem] = []
        self.rejected: set[int] = set()
        self.lines: dict[int, int] = {}
        self.cells = ParseCache[tuple[Item, str], Given](lambda key: self.scale.cell(*key))
        self.long = ParseCache[LongCells, LongAnswer](lambda key: self._one(*key))
        self.extra = self._extra_columns(header if self.wide else ())
        self.extras: dict[int, Row] = {}
        self.passed = 0
        self.note = ParseCache[str, Cell](
            lambda cell: WORDS["score_note"].parse(text) if (text := text_of(cell, form)) else ""
        )

    def _extra_columns(self, header: Sequence[Field | str | None]) -> RowReader:
        """The assessment's own columns that a wide file brings: state, session and note."""
        sheet = SHEETS["assessment"]
        columns = [
            name if isinstance(name, Field) and name.key in _EXTRA else None for name in header
        ]
        stored = (part for part in parts(sheet) if part.words[-1] in _EXTRA)
        return RowReader(sheet, columns, self.form, self.finder, stored)

    def run(self, chunks: Chunks) -> ImportResult:
        read = 0
        for lines, rows in chunks:
            read += len(lines)
            columns = list(zip(*rows, strict=True))
            keys: list[tuple[str, ...]] = (
                list(zip(*(columns[self.where[word]] for word in self.given), strict=True))
                if self.given
                else [()] * len(lines)
            )
            refs = self.resolver.values(keys)
            if self.resolver.faulty:
                self._collect(refs, lines, columns, "assessment_code")
            self._remember(refs, lines)
            (self._wide if self.wide else self._long)(refs, lines, columns)
            if self.extra.where:
                self._extras(refs, lines, rows)
        self.problems += self.extra.problems
        return self._finish(read)

    def _cells(self, word: str, columns: list[tuple[str, ...]], count: int) -> Iterable[str]:
        return (
            columns[self.where[word]]
            if word in self.where
            else (self.constant.get(word, ""),) * count
        )

    def _remember(self, refs: Refs, lines: list[int]) -> None:
        for ref, line in dict(zip(reversed(refs), reversed(lines), strict=True)).items():
            if not isinstance(ref, Unreadable):
                self.lines.setdefault(ref[0], line)

    def _collect(
        self,
        values: Iterable[object],
        lines: list[int],
        columns: list[tuple[str, ...]],
        word: str,
        column: int = -1,
    ) -> None:
        for number, value in enumerate(values):
            if isinstance(value, Unreadable):
                where = (
                    column
                    if column >= 0
                    else self.where.get(value.word or word, self.where.get(word, -1))
                )
                self.problems.append(
                    Problem(
                        lines[number],
                        word if column >= 0 else value.word or word,
                        value.number,
                        value.reason,
                        columns[where][number] if where >= 0 else "",
                        where + 1,
                        value.hint,
                    )
                )
                self.rejected.add(lines[number])

    def _long(self, refs: Refs, lines: list[int], columns: list[tuple[str, ...]]) -> None:
        owners: list[int | None] = (
            [ref[1] for ref in refs]
            if all_read(refs, self.resolver)
            else [None if isinstance(ref, Unreadable) else ref[1] for ref in refs]
        )
        cells = (
            self._cells(word, columns, len(lines))
            for word in ("indicator_code", "score", "na_reason")
        )
        answers = self.long.values(list(zip(owners, *cells, strict=True)))
        if (
            self.answers.noted
            or not all_read(refs, self.resolver)
            or not all_read(answers, self.long)
        ):
            self._careful(refs, lines, columns, answers)
            return
        values: list[Sequence[Cell]] = [
            [ref[0] for ref in refs],
            [answer[0] for answer in answers],
            lines,
            [answer[1] for answer in answers],
        ]
        if "na_reason" in self.where:
            values.append([answer[2] for answer in answers])
        self.answers.add(zip(*values, strict=True), len(values))

    def _careful(
        self,
        refs: Refs,
        lines: list[int],
        columns: list[tuple[str, ...]],
        answers: list[LongAnswer | Unreadable],
    ) -> None:
        notes = (
            self.note.values(columns[self.where["score_note"]])
            if self.answers.noted
            else [None] * len(lines)
        )
        self._collect(answers, lines, columns, "score")
        self._collect(notes, lines, columns, "score_note")
        self.answers.add(
            (ref[0], answer[0], line, answer[1], answer[2], note)
            for ref, answer, line, note in zip(refs, answers, lines, notes, strict=True)
            if line not in self.rejected
            and not isinstance(ref, Unreadable)
            and not isinstance(answer, Unreadable)
        )

    def _one(self, owner: int | None, code: str, score: str, reason: str) -> LongAnswer:
        """(indicator, score, reason) of the cells of one answer; nothing where the assessment
        itself is at fault.
        """
        if owner is None:
            return 0, None, None
        item = self.scale.items.value((owner, code))
        if isinstance(item, Unreadable):
            raise Fault(item.number, item.reason, item.hint, item.word)
        return item.id, *self.scale.answer(item, score, reason)

    def _wide(self, refs: Refs, lines: list[int], columns: list[tuple[str, ...]]) -> None:
        owners = [ref[1] if not isinstance(ref, Unreadable) else None for ref in refs]
        for column, code in self.wide:
            items = [
                None if owner is None else self.scale.items.value((owner, code)) for owner in owners
            ]
            cells = columns[column]
            if self.scale.items.faulty:
                # An indicator of another instrument may stay blank.
                items = [
                    None if isinstance(item, Unreadable) and not cell.strip() else item
                    for item, cell in zip(items, cells, strict=True)
                ]
                self._collect(items, lines, columns, code, column)
            values = [
                self.cells.value((item, cell)) if isinstance(item, Item) else None
                for item, cell in zip(items, cells, strict=True)
            ]
            if self.cells.faulty:
                self._collect(values, lines, columns, code, column)
            self.answers.add(
                (ref[0], item.id, line, value[0], value[1], None)
                for line, ref, item, value in zip(lines, refs, items, values, strict=True)
                if isinstance(item, Item)
                and value is not None
                and not isinstance(value, Unreadable)
                and not isinstance(ref, Unreadable)
            )

    def _extras(self, refs: Refs, lines: list[int], rows: list[list[str]]) -> None:
        owners = dict(zip(lines, refs, strict=True))
        for row in self.extra.read(lines, rows):
            owner = owners[row[0]]
            if not isinstance(owner, Unreadable):
                self.extras[owner[0]] = row[1:]

    def _finish(self, read: int) -> ImportResult:
        # A row with a fault gives no answer at all, and makes no assessment.
        self.answers.reject(self.rejected)
        staging = self._staging()
        if staging.rows:
            settle(staging, refer=True)
            self.passed = self._pass_over(staging) if self.wide else 0
            finish(staging)
            self.problems += [
                self._moved(problem) for problem in staging.problems + broken_laws(staging)
            ]
            if self.problems or staging.has_recorded():
                self.problems += self.answers.doubles()
        rejected = self.rejected | {problem.line for problem in self.problems}
        if staging.rows and not self.problems and self._doubled(staging):
            self.problems += self.answers.doubles()
            rejected = {problem.line for problem in self.problems}
        elif staging.rows and not self.problems:
            return ImportResult(self.problems, rejected, read, self.passed)
        if staging.rows and self.wanted.partial:
            self._write(staging, rejected)
        self.batch.rejected += len(rejected)
        return ImportResult(self.problems, rejected, read, self.passed)

    def _staging(self) -> Staging:
        extra = self.extra.columns
        draft = self.wanted.draft and "assessment_state" not in extra
        staging = assessments(
            self.batch, (*_KEPT, *extra, *(("assessment_state",) if draft else ()))
        )
        blank = (None,) * len(extra)
        used = (
            {
                row[0]
                for row in self.batch.store.select("SELECT DISTINCT place FROM temp.stage_score")
            }
            if self.problems
            else None
        )
        staging.add(
            (*row[:-1], *self.extras.get(row[0], blank), *(("draft",) if draft else ()), row[-1])
            for row in self.resolver.rows
            if used is None or row[0] in used
        )
        return staging

    def _pass_over(self, staging: Staging) -> int:
        """Rows of a template that nobody filled in make no assessment; gives how many."""
        run = self.batch.store.connection.execute
        passed = run(
            f"DELETE FROM {staging.table} WHERE act = 'new' AND line NOT IN "
            "(SELECT place FROM temp.stage_score WHERE score IS NOT NULL OR na_reason IS NOT NULL)"
        ).rowcount
        if passed:
            run(
                f"DELETE FROM temp.stage_score WHERE place NOT IN (SELECT line FROM "
                f"{staging.table})"
            )
        return int(passed)

    def _moved(self, problem: Problem) -> Problem:
        return problem._replace(line=self.lines.get(problem.line, problem.line))

    def _write(self, staging: Staging, rejected: set[int]) -> None:
        if rejected:
            self.answers.reject(rejected)
            bad = [place for place, line in self.lines.items() if line in rejected]
            empty = (
                "SELECT line FROM temp.stage_assessment WHERE line NOT IN (SELECT place FROM "
                "temp.stage_score)"
            )
            staging.reject([*bad, *(row[0] for row in self.batch.store.rows(empty))])
            self.batch.store.connection.execute(
                "DELETE FROM temp.stage_score WHERE place NOT IN (SELECT line FROM "
                "temp.stage_assessment)"
            )
        staging.write()
        self.answers.write()
        sum_up(self.batch)

    def _doubled(self, staging: Staging) -> bool:
        """Write; whether the same answer twice in the file stopped it, which the table's key tells
        for nothing.
        """
        run = self.batch.store.connection.execute
        run("SAVEPOINT answers")
        counts = self.batch.counts()
        try:
            self._write(staging, set())
        except sqlite3.IntegrityError:
            run("ROLLBACK TO answers")
            run("RELEASE answers")
            self.batch.recount(counts)
            return True
        run("RELEASE answers")
        return False
