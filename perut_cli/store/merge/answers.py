"""The answers of a merge: their history and their rows, assessment by assessment."""

import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from perut_cli.store.history.seal_text import (
    RECORD,
    UNIT,
    answer_line,
    line_of_answer,
    parsed_answer,
)
from perut_cli.store.history.writes import Write
from perut_cli.store.merge.log import SETTLED
from perut_cli.store.merge.units import (
    ANSWERS,
    NOTE,
    RECORD_KEY,
    SCORE,
    answer_record,
    answer_units,
    assessment_of,
    indicator_of,
    is_answer,
    parsed,
    record_of,
)

if TYPE_CHECKING:
    from perut_cli.store.merge.apply import Merger


class RecordedAnswer(NamedTuple):
    """An answer as it is recorded, and by which batch."""

    line: str
    batch: int


class AnswerWriter:
    """Writes the answers of the assessments that a merge looks at."""

    def __init__(self, merger: "Merger") -> None:
        """Part of one merge."""
        self.merger, self.store = merger, merger.store
        self.run = merger.store.connection.execute
        self.codes: dict[str, list[str]] = defaultdict(list)
        self.recorded: dict[str, dict[str, RecordedAnswer]] = {}
        self.there_before: set[str] = set()
        for record in merger.found.records:
            if is_answer(record):
                self.codes[assessment_of(record)].append(indicator_of(record))

    def look(self) -> None:
        """Read the answers that are there, or that went with their assessment, before the records
        are written.
        """
        for assessment in self.codes:
            row = self.merger.rows.get(assessment)
            if row is None:
                continue
            live = self.store.value("SELECT EXISTS (SELECT 1 FROM assessment WHERE id = ?)", (row,))
            if live:
                self.there_before.add(assessment)
            self.recorded[assessment] = self._live(row) if live else self._gone(row)
        self._keep_foreign()

    def added_to(self, old_values: str, assessment: str) -> str:
        """Old values of an assessment that goes, with the answers that it had here."""
        indicators = self._indicators(assessment)
        told = [
            [indicators[code], *_kept(answer.line), answer.batch]
            for code, answer in self.recorded.get(assessment, {}).items()
            if code in indicators
        ]
        return json.dumps(json.loads(old_values) | {"answers": told}, ensure_ascii=False)

    def _indicators(self, assessment: str) -> dict[str, int]:
        values = parsed(self._text(assessment))
        instrument = self.merger.row_of(record_of("instrument", values.get("instrument_id", "")))
        return dict(
            self.store.rows(
                "SELECT indicator_code, id FROM indicator WHERE instrument_id = ?", (instrument,)
            )
        )

    def _text(self, assessment: str) -> str:
        """A text that the assessment has or had."""
        for side in (self.merger.here, self.merger.there):
            for one in side.log.of(assessment):
                if one.text:
                    return one.text
        return ""

    def _live(self, row: int) -> dict[str, RecordedAnswer]:
        return {
            code: RecordedAnswer(answer_line(code, score, reason, note), batch)
            for code, score, reason, note, batch in self.store.rows(
                "SELECT k.indicator_code, s.score, s.na_reason, s.score_note, s.batch FROM score "
                "AS s JOIN indicator AS k ON k.id = s.indicator_id WHERE s.assessment_id = ?",
                (row,),
            )
        }

    def _gone(self, row: int) -> dict[str, RecordedAnswer]:
        answers: dict[str, RecordedAnswer] = {}
        for old, batch in self.store.rows(
            "SELECT old_values, old_batch FROM change WHERE table_name = 'assessment' "
            "AND row_id = ? AND act = 'removed' AND old_values IS NOT NULL "
            "ORDER BY batch_id DESC LIMIT 1",
            (row,),
        ):
            for part, score, *rest in json.loads(old).get("answers", []):
                reason, note, by = rest or ("", "", batch)
                code = self._code(part)
                if code:
                    number = None if score is None else float(score)
                    answers[code] = RecordedAnswer(answer_line(code, number, reason, note), by)
        return answers

    def _code(self, indicator: int) -> str:
        """The code of an indicator, though it may be gone."""
        return str(
            self.store.value(
                "SELECT indicator_code FROM indicator WHERE id = ?1 UNION ALL SELECT "
                "json_extract(old_values, '$.indicator_code') FROM change WHERE table_name = "
                "'indicator' AND row_id = ?1 AND old_values IS NOT NULL LIMIT 1",
                (indicator,),
            )
            or ""
        )

    def _keep_foreign(self) -> None:
        kept: dict[tuple[int, int], list[Write]] = defaultdict(list)
        for record in self.merger.found.records:
            if is_answer(record):
                for one in self.merger.found.written.get(record, ()):
                    if one.write.act != SETTLED:
                        row = self.merger.images["assessment", one.row_id]
                        writes = kept[self.merger.numbers[one.uid], row]
                        if one.write not in writes:
                            writes.append(one.write)
        for (number, row), writes in kept.items():
            lines = [line for write in writes for line in write.lines]
            units = [unit for write in writes for unit in units_by_line(write)]
            self.run(
                "INSERT INTO foreign_write (batch_id, table_name, row_id, act, row_key, text, "
                "units) VALUES (?, 'score', ?, '', '', ?, ?)",
                (number, row, RECORD.join(lines), RECORD.join(units)),
            )

    def write(self) -> None:
        """Bring the answers to what is shown."""
        for assessment, codes in self.codes.items():
            row = self.merger.rows.get(assessment)
            if row is None:
                continue
            if assessment not in self.merger.shown.texts:
                if assessment in self.there_before:
                    self.run("DELETE FROM score WHERE assessment_id = ?", (row,))
                    self.run("DELETE FROM dimension_sum WHERE assessment_id = ?", (row,))
                continue
            indicators: dict[str, int] = dict(
                self.store.rows(
                    "SELECT indicator_code, id FROM indicator WHERE instrument_id = "
                    "(SELECT instrument_id FROM assessment WHERE id = ?)",
                    (row,),
                )
            )
            for code in sorted(codes):
                if code in indicators:
                    self._write_one(assessment, row, code, indicators[code])

    def _write_one(self, assessment: str, row: int, code: str, indicator: int) -> None:
        record = answer_record(assessment, code)
        before = self.recorded.get(assessment, {}).get(code)
        was_there = before is not None and assessment in self.there_before
        final = final_line(self.merger.found.outcome.records.get(record), code)
        state, by = (before.line, before.batch) if before else (None, None)
        implicit = before is None and assessment not in self.there_before
        steps = [
            (self.merger.numbers[one.uid], line)
            for one in self.merger.found.written.get(record, ())
            if one.write.act != SETTLED
            for line in [_line_of(one.write, code)]
        ]
        if steps:
            steps[-1] = (steps[-1][0], final)
        elif final != state:
            steps = [(self.merger.newest, final)]
            self.run(
                "INSERT OR IGNORE INTO merged_state (batch_id, table_name, row_id, row_part) "
                "VALUES (?, 'score', ?, ?)",
                (self.merger.newest, row, indicator),
            )
        for number, line in steps:
            if line == state:
                continue
            if not (implicit and state is None):
                self._entry(number, row, indicator, (state, by), line, f"{_key(assessment)} {code}")
            implicit = False
            state, by = line, number
        self._put(row, indicator, final, by, was_there=was_there, before=before)

    def _entry(
        self,
        number: int,
        row: int,
        indicator: int,
        before: tuple[str | None, int | None],
        after: str | None,
        key: str,
    ) -> None:
        state, by = before
        act = "removed" if after is None else "new" if state is None else "changed"
        self.run(
            "INSERT INTO change (batch_id, table_name, row_id, row_part, act, row_key, "
            "old_values, old_batch, new_batch) VALUES (?, 'score', ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                row,
                indicator,
                act,
                key,
                None if state is None else _old_values(state),
                by,
                None if after is None else number,
            ),
        )

    def _put(
        self,
        row: int,
        indicator: int,
        final: str | None,
        by: int | None,
        *,
        was_there: bool,
        before: RecordedAnswer | None,
    ) -> None:
        if was_there and before and before.line == final and before.batch == by:
            return
        self.run("DELETE FROM score WHERE assessment_id = ? AND indicator_id = ?", (row, indicator))
        kind = "removed" if final is None else "changed" if was_there else "new"
        if not (was_there and before and before.line == final) and (was_there or final):
            self.merger.counts[ANSWERS][kind] += 1
        if final is not None:
            score, reason, note = _cells(final)
            self.run(
                "INSERT INTO score (assessment_id, indicator_id, score, na_reason, score_note, "
                "batch) VALUES (?, ?, ?, ?, ?, ?)",
                (row, indicator, score, reason, note, by),
            )


def final_line(units: dict[str, str] | None, code: str) -> str | None:
    """An answer as it is shown, out of its units; None where it is not there."""
    if not units or SCORE not in units:
        return None
    score, _, reason = units[SCORE].partition(UNIT)
    note = units.get(NOTE, "")
    return line_of_answer(code, score, reason, note)


def units_by_line(write: Write) -> list[str]:
    """The units that each line of answers wrote."""
    if write.units is not None:
        return write.units.split(RECORD)
    befores = write.befores or ("",) * len(write.lines)
    return [
        " ".join(answer_units(line, before))
        for line, before in zip(write.lines, befores, strict=True)
    ]


def _line_of(write: Write, code: str) -> str | None:
    for line in write.lines:
        answer = parsed_answer(line)
        if answer.code == code:
            return None if answer.removed else line
    return None


def _cells(line: str) -> tuple[float | None, str, str]:
    score, reason, note = _kept(line)
    return None if score is None else float(score), reason, note


def _old_values(line: str) -> str:
    score, reason, note = _kept(line)
    return json.dumps({"score": score, "na_reason": reason, "score_note": note}, ensure_ascii=False)


def _key(assessment: str) -> str:
    return assessment.partition(RECORD_KEY)[2]


def _kept(line: str) -> tuple[str | None, str, str]:
    """Score, reason and note as the history keeps them."""
    answer = parsed_answer(line)
    return answer.score or None, answer.reason, answer.note
