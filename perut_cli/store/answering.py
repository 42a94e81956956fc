"""Answers of a file, long or wide: which assessment, which indicator, which score or why not applicable."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from perut_cli import instruments
from perut_cli.errors import Problem
from perut_cli.fields import Field
from perut_cli.sheets import SHEETS
from perut_cli.store.batch import Batch
from perut_cli.store.importing import Chunks, Taken
from perut_cli.store.laws import broken
from perut_cli.store.reading import Bad, Form, Memo, Reading, missing, text_of
from perut_cli.store.resolve import Finder
from perut_cli.store.scores import Answers, assessments, sum_up
from perut_cli.store.shape import parts
from perut_cli.store.staging import Staging
from perut_cli.text import T
from perut_cli.values import Fault, decimal, plain_number, quoted
from perut_cli.vocabulary import WORDS

KEYS = ("assessment_code", "village_code", "official_name", "instrument_code", "instrument_version", "assessment_date", "stage", "mentor_code")
"""The words that say whose answers they are."""

_KEPT = ("assessment_code", "village_id", "official_id", "instrument_id", "assessment_date", "stage", "mentor_id")
_EXTRA = ("assessment_state", "session_code", "assessment_note")
_REASON = r"(?i)(?:na|tb)\s*:\s*(.*)"
_FEW, _MANY = 1_000, 1_000_000
_NEEDED = ("village_code", "instrument_code", "assessment_date", "stage")


class Wanted(NamedTuple):
    """What the command line adds: `draft` makes new assessments drafts, `constant` are cells that every row has."""

    draft: bool = False
    partial: bool = False
    constant: tuple[tuple[str, str], ...] = ()


class Item(NamedTuple):
    """An indicator as its answers need it."""

    id: int
    max_score: float
    options: instruments.Steps


class Whose(Memo):
    """Key cells, of the words given → (place of the assessment in its staging, instrument), or Bad."""

    def __init__(self, finder: Finder, form: Form, given: Sequence[str], constant: dict[str, str], *, once: bool) -> None:
        """Resolve the cells of the given words by this finder; the others are the same on every row.

        `once`: an assessment is one row, so that its cells need not be remembered. An assessment keeps its place either way.
        """
        super().__init__(self._placed)
        self.remembered = _FEW if once else _MANY
        self.finder, self.form, self.given = finder, form, given
        self.blank = {word: constant.get(word, "") for word in KEYS}
        self.rows: list[tuple[Any, ...]] = []
        self._places: dict[tuple[Any, ...], int] = {}
        self._read = {
            "assessment_code": Memo(WORDS["assessment_code"].parse), "village_code": Memo(finder.village),
            "official_name": Memo(lambda pair: finder.official(*pair)), "instrument_code": Memo(lambda pair: finder.instrument(*pair)),
            "assessment_date": Memo(WORDS["assessment_date"].parse), "stage": Memo(WORDS["stage"].parse),
            "mentor_code": Memo(lambda code: finder.code("mentor", code)),
        }

    def __missing__(self, cells: Any) -> Any:
        try:
            value: Any = self.make(cells)
        except Fault as fault:
            value = Bad(fault.number, fault.reason, fault.hint, getattr(fault, "word", ""))
            self.faulty = True
        if len(self) >= self.remembered:
            self.clear()
        self[cells] = value
        return value

    def _placed(self, cells: tuple[str, ...]) -> tuple[int, Any]:
        row = self.blank | {word: text_of(cell, self.form) for word, cell in zip(self.given, cells, strict=True)}
        code = row["assessment_code"]
        recorded = self.finder.store.rows("SELECT instrument_id FROM assessment WHERE assessment_code = ?", (code,)) if code else []
        if not recorded:
            self._complete(code, row)
        village = self._at("village_code", row["village_code"]) if row["village_code"] else None
        official = self._at("official_name", (village, row["official_name"])) if row["official_name"] and village else None
        version = row["instrument_version"]
        instrument = self._at("instrument_code", (row["instrument_code"], version)) if row["instrument_code"] else None
        found = (
            self._at("assessment_code", code) if code else "", village, official, instrument,
            self._at("assessment_date", row["assessment_date"]) if row["assessment_date"] else "",
            self._at("stage", row["stage"]) if row["stage"] else "",
            self._at("mentor_code", row["mentor_code"]) if row["mentor_code"] else None,
        )
        instrument_id = recorded[0][0] if recorded else instrument if version else self._recorded_version(found)
        return self._place((*found, bool(version))), instrument_id

    def _at(self, word: str, cell: Any) -> Any:
        value = self._read[word][cell]
        if value.__class__ is Bad:
            fault = Fault(value.number, value.reason, value.hint)
            fault.word = word  # type: ignore[attr-defined]
            raise fault
        return value

    def _complete(self, code: str, cells: dict[str, str]) -> None:
        if code and not any(cells[word] for word in KEYS[1:]):
            self.finder.code("assessment", code)
        for word in _NEEDED:
            if not cells[word]:
                fault = missing(WORDS[word])
                fault.word = word  # type: ignore[attr-defined]
                raise fault

    def _recorded_version(self, row: tuple[Any, ...]) -> int:
        found = self.finder.store.value(
            "SELECT t.instrument_id FROM assessment AS t WHERE t.village_id = ?1 AND ifnull(t.official_id, 0) = ifnull(?2, 0) "
            "AND t.instrument_id IN (SELECT id FROM instrument WHERE instrument_code = (SELECT instrument_code FROM instrument WHERE id = ?3)) "
            "AND t.assessment_date = ?4 AND t.stage = ?5 AND ifnull(t.mentor_id, 0) = ifnull(?6, 0)", row[1:])
        return int(found if found is not None else row[3])

    def _place(self, row: tuple[Any, ...]) -> int:
        place = self._places.setdefault(row, len(self.rows) + 1)
        if place > len(self.rows):
            self.rows.append((place, *row))
        return place


def at(word: str, parse: Callable[[str], Any], text: str) -> Any:
    """Read a value; a fault says which word it stands in."""
    try:
        return parse(text)
    except Fault as fault:
        fault.word = word  # type: ignore[attr-defined]
        raise


class Scale:
    """Reads answers: which indicator of an instrument, and a score or a reason for it."""

    def __init__(self, finder: Finder, form: Form) -> None:
        """Read the indicators of this store as they are asked for."""
        self.finder, self.form = finder, form
        self.items = Memo(lambda key: self._item(*key))

    def _item(self, instrument: int, code: str) -> Item:
        text = text_of(code, self.form)
        if not text:
            raise missing(WORDS["indicator_code"])
        found = at("indicator_code", lambda item: self.finder.indicator(instrument, item), text)
        best, options = self.finder.store.rows("SELECT max_score, options FROM indicator WHERE id = ?", (found,))[0]
        return Item(found, best, instruments.parse_options(options) if options else ())

    def answer(self, item: Item, score: str, reason: str) -> tuple[float | None, str | None]:
        """(score, None) or (None, reason); exactly one must be given. Raises Fault."""
        score, reason = text_of(score, self.form), text_of(reason, self.form)
        if bool(score) == bool(reason):
            raise Fault(
                "P039", T("both a score and a reason", "nilai dan alasan sekaligus") if score else T("neither a score nor a reason", "nilai dan alasan kosong"),
                T("give score, or na_reason where it does not apply", "isi nilai, atau alasan_tidak_berlaku bila tidak berlaku"))
        return (None, str(WORDS["na_reason"].parse(reason))) if reason else (self.score(item, score), None)

    def cell(self, item: Item, cell: str) -> tuple[float | None, str | None]:
        """A cell of a wide file: a number, an option's label, `NA: reason`, or blank, (None, None). Raises Fault."""
        text = text_of(cell, self.form)
        if not text:
            return None, None
        reason = re.fullmatch(_REASON, text, re.DOTALL)
        if reason:
            if not reason[1].strip():
                raise Fault("P039", T("{text} gives no reason", "{text} tanpa alasan").format(text=quoted(text)),
                            T("write NA: and why it does not apply", "tulis TB: lalu mengapa tidak berlaku"))
            return None, str(WORDS["na_reason"].parse(reason[1].strip()))
        return self.score(item, text), None

    def score(self, item: Item, text: str) -> float:
        """A score of an indicator: one of its options, by value or label, else a number up to its maximum. Raises Fault."""
        labelled = instruments.option_value(item.options, text) if item.options else None
        if labelled is not None:
            return labelled
        value = self._number(item, text)
        if item.options and value not in [option for option, _ in item.options]:
            raise self._no_option(item, text)
        if not 0 <= value <= item.max_score:
            raise Fault("P043", T("{text} is not between 0 and {best}", "{text} tidak di antara 0 dan {best}").format(
                text=quoted(text), best=plain_number(item.max_score)))
        return value

    def _number(self, item: Item, text: str) -> float:
        try:
            return decimal(text, self.form.comma)
        except Fault as fault:
            # A word that is no option is no number either; what a spreadsheet damaged is told as such.
            raise (self._no_option(item, text) if item.options and fault.number == "P021" else fault) from None

    def _no_option(self, item: Item, text: str) -> Fault:
        options = "; ".join(f"{plain_number(value)} = {label}" for value, label in item.options)
        return Fault("P042", T("{text} is none of the options", "{text} bukan salah satu pilihan nilai").format(text=quoted(text)),
                     T("choose {options}", "pilih {options}").format(options=options))


def take_scores(batch: Batch, header: Sequence[Field | str | None], chunks: Chunks, form: Form, finder: Finder, wanted: Wanted) -> Taken:
    """Take answers, long (with indicator_code) or wide (a str in the header is an indicator's code)."""
    return _Taking(batch, header, form, finder, wanted).run(chunks)


class _Taking:
    """One file of answers on its way in."""

    def __init__(self, batch: Batch, header: Sequence[Field | str | None], form: Form, finder: Finder, wanted: Wanted) -> None:
        self.batch, self.wanted, self.form, self.finder = batch, wanted, form, finder
        self.where = {name.key: place for place, name in enumerate(header) if isinstance(name, Field)}
        self.wide = [(place, name) for place, name in enumerate(header) if name is not None and not isinstance(name, Field)]
        self.constant = dict(wanted.constant)
        self.given = tuple(word for word in KEYS if word in self.where)
        self.whose = Whose(finder, form, self.given, self.constant, once=bool(self.wide))
        self.scale = Scale(finder, form)
        self.answers = Answers(batch, noted="score_note" in self.where)
        self.problems: list[Problem] = []
        self.rejected: set[int] = set()
        self.lines: dict[int, int] = {}
        self.cells = Memo(lambda key: self.scale.cell(*key))
        self.long = Memo(lambda key: self._one(*key))
        extra = [WORDS[word] if word in self.where and word in _EXTRA else None for word in (getattr(n, "key", "") for n in header)] if self.wide else []
        self.extra = Reading(SHEETS["assessment"], extra, form, finder, (p for p in parts(SHEETS["assessment"]) if p.words[-1] in _EXTRA))
        self.extras: dict[int, tuple[Any, ...]] = {}
        self.passed = 0
        self.note = Memo(lambda cell: WORDS["score_note"].parse(text) if (text := text_of(cell, form)) else "")

    def run(self, chunks: Chunks) -> Taken:
        read = 0
        for lines, rows in chunks:
            read += len(lines)
            columns = list(zip(*rows, strict=True))
            keys = zip(*(columns[self.where[word]] for word in self.given), strict=True) if self.given else repeat((), len(lines))
            refs = list(map(self.whose.__getitem__, keys))
            if self.whose.faulty:
                self._collect(refs, lines, columns, "assessment_code")
            self._remember(refs, lines)
            (self._wide if self.wide else self._long)(refs, lines, columns)
            if self.extra.where:
                self._extras(refs, lines, rows)
        self.problems += self.extra.problems
        return self._finish(read)

    def _cells(self, word: str, columns: list[tuple[str, ...]], count: int) -> Iterable[str]:
        return columns[self.where[word]] if word in self.where else (self.constant.get(word, ""),) * count

    def _remember(self, refs: list[Any], lines: list[int]) -> None:
        for ref, line in dict(zip(reversed(refs), reversed(lines), strict=True)).items():
            self.lines.setdefault(ref[0], line)

    def _collect(self, values: Iterable[Any], lines: list[int], columns: list[tuple[str, ...]], word: str, column: int = -1) -> None:
        for place, value in enumerate(values):
            if value.__class__ is Bad:
                where = column if column >= 0 else self.where.get(value.word or word, self.where.get(word, -1))
                self.problems.append(Problem(lines[place], word if column >= 0 else value.word or word, value.number, value.reason,
                                             columns[where][place] if where >= 0 else "", where + 1, value.hint))
                self.rejected.add(lines[place])

    def _long(self, refs: list[Any], lines: list[int], columns: list[tuple[str, ...]]) -> None:
        owners = [None if ref.__class__ is Bad else ref[1] for ref in refs] if self.whose.faulty else [ref[1] for ref in refs]
        cells = (self._cells(word, columns, len(lines)) for word in ("indicator_code", "score", "na_reason"))
        found = list(map(self.long.__getitem__, zip(owners, *cells, strict=True)))
        if self.whose.faulty or self.long.faulty or self.answers.noted:
            self._careful(refs, lines, columns, found)
            return
        values = [[ref[0] for ref in refs], [item[0] for item in found], lines, [item[1] for item in found]]
        if "na_reason" in self.where:
            values.append([item[2] for item in found])
        self.answers.add(zip(*values, strict=True), len(values))

    def _careful(self, refs: list[Any], lines: list[int], columns: list[tuple[str, ...]], found: list[Any]) -> None:
        notes = list(map(self.note.__getitem__, columns[self.where["score_note"]])) if self.answers.noted else [None] * len(lines)
        self._collect(found, lines, columns, "score")
        self._collect(notes, lines, columns, "score_note")
        self.answers.add((ref[0], item[0], line, item[1], item[2], note) for ref, item, line, note in zip(refs, found, lines, notes, strict=True)
                         if line not in self.rejected)

    def _one(self, owner: int | None, code: str, score: str, reason: str) -> tuple[Any, ...]:
        """(indicator, score, reason) of the cells of one answer; nothing where the assessment itself is at fault."""
        if owner is None:
            return 0, None, None
        item = self.scale.items[owner, code]
        if item.__class__ is Bad:
            fault = Fault(item.number, item.reason, item.hint)
            fault.word = item.word  # type: ignore[attr-defined]
            raise fault
        return item.id, *self.scale.answer(item, score, reason)

    def _wide(self, refs: list[Any], lines: list[int], columns: list[tuple[str, ...]]) -> None:
        owners = [ref[1] if ref.__class__ is not Bad else None for ref in refs]
        for column, code in self.wide:
            items = [None if owner is None else self.scale.items[owner, code] for owner in owners]
            cells = columns[column]
            if self.scale.items.faulty:
                # An indicator of another instrument may stay blank.
                items = [None if item.__class__ is Bad and not cell.strip() else item for item, cell in zip(items, cells, strict=True)]
                self._collect(items, lines, columns, code, column)
            values = [None if item is None or item.__class__ is Bad else self.cells[item, cell] for item, cell in zip(items, cells, strict=True)]
            if self.cells.faulty:
                self._collect(values, lines, columns, code, column)
            self.answers.add((ref[0], item.id, line, value[0], value[1], None)  # type: ignore[union-attr]
                             for line, ref, item, value in zip(lines, refs, items, values, strict=True)
                             if value is not None and value.__class__ is not Bad)

    def _extras(self, refs: list[Any], lines: list[int], rows: list[list[str]]) -> None:
        owners = dict(zip(lines, refs, strict=True))
        for row in self.extra.read(lines, rows):
            self.extras[owners[row[0]][0]] = row[1:]

    def _finish(self, read: int) -> Taken:
        # A row with a fault gives no answer at all, and makes no assessment.
        self.answers.reject(self.rejected)
        staging = self._staging()
        if staging.rows:
            staging.settle(refer=True)
            self.passed = self._pass_over(staging) if self.wide else 0
            staging.finish()
            self.problems += [self._moved(problem) for problem in staging.problems + broken(staging)]
            if self.problems or staging.recorded():
                self.problems += self.answers.doubles()
        rejected = self.rejected | {problem.line for problem in self.problems}
        if staging.rows and not self.problems and self._doubled(staging):
            self.problems += self.answers.doubles()
            rejected = {problem.line for problem in self.problems}
        elif staging.rows and not self.problems:
            return Taken(self.problems, rejected, read, self.passed)
        if staging.rows and self.wanted.partial:
            self._write(staging, rejected)
        self.batch.rejected += len(rejected)
        return Taken(self.problems, rejected, read, self.passed)

    def _staging(self) -> Staging:
        extra = self.extra.columns
        draft = self.wanted.draft and "assessment_state" not in extra
        staging = assessments(self.batch, (*_KEPT, *extra, *(("assessment_state",) if draft else ())))
        blank = (None,) * len(extra)
        used = {row[0] for row in self.batch.store.select("SELECT DISTINCT place FROM temp.stage_score")} if self.problems else None
        staging.add(
            (*row[:-1], *self.extras.get(row[0], blank), *(("draft",) if draft else ()), row[-1])
            for row in self.whose.rows if used is None or row[0] in used)
        return staging

    def _pass_over(self, staging: Staging) -> int:
        """Rows of a template that nobody filled in make no assessment; gives how many."""
        run = self.batch.store.connection.execute
        passed = run(
            f"DELETE FROM {staging.table} WHERE act = 'new' AND line NOT IN "
            "(SELECT place FROM temp.stage_score WHERE score IS NOT NULL OR na_reason IS NOT NULL)").rowcount
        if passed:
            run(f"DELETE FROM temp.stage_score WHERE place NOT IN (SELECT line FROM {staging.table})")
        return int(passed)

    def _moved(self, problem: Problem) -> Problem:
        return problem._replace(line=self.lines.get(problem.line, problem.line))

    def _write(self, staging: Staging, rejected: set[int]) -> None:
        if rejected:
            self.answers.reject(rejected)
            bad = [place for place, line in self.lines.items() if line in rejected]
            empty = "SELECT line FROM temp.stage_assessment WHERE line NOT IN (SELECT place FROM temp.stage_score)"
            staging.reject([*bad, *(row[0] for row in self.batch.store.rows(empty))])
            self.batch.store.connection.execute(
                "DELETE FROM temp.stage_score WHERE place NOT IN (SELECT line FROM temp.stage_assessment)")
        staging.write()
        self.answers.write()
        sum_up(self.batch)

    def _doubled(self, staging: Staging) -> bool:
        """Write; whether the same answer twice in the file stopped it, which the table's key tells for nothing."""
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
