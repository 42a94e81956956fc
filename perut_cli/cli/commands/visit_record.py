"""A whole visit written in one batch: the session, then all that rests on it; every fault is told
before anything stays.
"""

from collections.abc import Sequence
from typing import NamedTuple

from perut_cli.cli.app.context import Context
from perut_cli.cli.commands.visit_names import SETTLED, Named, Row, named_visit, villages_of
from perut_cli.cli.commands.visit_options import VisitInput
from perut_cli.core.errors import NotFound, Problem, Usage, error_kind
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.batch import Batch
from perut_cli.store.importing.cells import CellFormat
from perut_cli.store.importing.import_rows import (
    ImportMode,
    import_own_rows,
    import_rows,
    one_row,
    recorded_choices,
)
from perut_cli.store.lookup import Finder


class RecordedVisit(NamedTuple):
    """A visit as it was written: its session, its villages, the findings made and which of them
    repeat an earlier one, the plans made for the next.
    """

    session_id: int
    session_code: str
    session_date: str
    villages: list[int]
    findings: list[int]
    repeats: list[int]
    planned: list[Row]


def record(context: Context, batch: Batch, visit: VisitInput) -> RecordedVisit:
    """Write a visit into the batch. Raises what is wrong with it, all of it at once."""
    finder = context.finder()
    villages = villages_of(finder, visit.values)
    named = named_visit(finder, visit, villages)
    problems, form = (
        list(named.problems),
        CellFormat(
            new=context.inputs.has("new"), choices=recorded_choices(batch.store, visit.values)
        ),
    )
    session = SHEETS["session"]
    result = import_rows(
        batch,
        session,
        [WORDS[word] for word in visit.values],
        one_row(list(visit.values.values())),
        form,
        finder,
        ImportMode(only_new=True),
    )
    raise_all(problems + [_of_option(batch, problem) for problem in result.problems])
    id_, code, day = batch.store.rows(
        "SELECT id, session_code, session_date FROM session WHERE id = (SELECT id FROM "
        "temp.stage_session)"
    )[0]
    writing = _Writing(batch, finder, CellFormat(), code, day)
    made = writing.attendance(named) + writing.submissions(named) + writing.follow_ups_done(named)
    findings, more = writing.findings(named)
    planned = _next(batch, finder, id_, villages)
    raise_all(made + more)
    repeats = [new for new, earlier in findings if earlier]
    return RecordedVisit(id_, code, day, villages, [new for new, _ in findings], repeats, planned)


def raise_all(problems: Sequence[Problem]) -> None:
    """Raise one problem as its own kind of error, several together as the kind of the first."""
    if not problems:
        return
    first = problems[0]
    kind = error_kind(first.number)
    if len(problems) == 1:
        label = f"{first.key}: " if first.key.startswith("--") else ""
        raise kind(first.number, f"{label}{first.reason}", first.hint)
    raise kind(
        "P100",
        T(
            "{n} {n:thing|things} to mend, nothing was written",
            "{n} hal perlu diperbaiki, tidak ada yang ditulis",
        ).format(n=len(problems)),
        problems=tuple(problems),
    )


class _Writing(NamedTuple):
    batch: Batch
    finder: Finder
    form: CellFormat
    code: str
    day: str

    def write_rows(
        self, name: str, words: Sequence[str], rows: Sequence[Row], option: T
    ) -> list[Problem]:
        """Take rows of a sheet; a problem names the option that the row came from."""
        if not rows:
            return []
        lines = list(range(1, len(rows) + 1))
        result = import_rows(
            self.batch,
            SHEETS[name],
            [WORDS[word] for word in words],
            [(lines, [list(row) for row in rows])],
            self.form,
            self.finder,
        )
        return [
            problem._replace(
                line=0, key=str(option), value=problem.value or rows[problem.line - 1][0]
            )
            for problem in result.problems
        ]

    def attendance(self, named: Named) -> list[Problem]:
        rows = [(self.code, *row) for row in named.attendance]
        return self.write_rows(
            "attendance",
            ("session_code", "village_code", "official_name", "present"),
            rows,
            T("--attendee", "--hadir"),
        )

    def submissions(self, named: Named) -> list[Problem]:
        rows = [(*row, "submitted") for row in named.submissions]
        words = ("village_code", "obligation_code", "period", "submitted_on", "submission_state")
        return self.write_rows("submission", words, rows, T("--submitted", "--disampaikan"))

    def follow_ups_done(self, named: Named) -> list[Problem]:
        return self.write_rows("action", SETTLED, named.settled, T("--verified", "--diverifikasi"))

    def findings(self, named: Named) -> tuple[list[tuple[int, int | None]], list[Problem]]:
        """The new findings, each with the one that it repeats, and what is wrong."""
        if not named.findings:
            return [], []
        words = (
            "finding_date",
            "session_code",
            "village_code",
            "finding_text",
            "severity",
            "instrument_code",
            "indicator_code",
            "repeat_of",
        )
        rows = [(self.day, self.code, *row) for row, _ in named.findings]
        problems = self.write_rows("finding", words, rows, T("--finding", "--temuan"))
        if problems:
            return [], problems
        staged = self.batch.store.rows(
            "SELECT t.id, t.repeat_of, t.finding_code FROM temp.stage_finding AS s JOIN finding "
            "AS t ON t.id = s.id ORDER BY s.line"
        )
        steps = [
            (code, *step)
            for (*_, code), (_, steps) in zip(staged, named.findings, strict=True)
            for step in steps
        ]
        return [(id_, earlier) for id_, earlier, _ in staged], self.write_rows(
            "action",
            ("finding_code", "action_text", "responsible", "due"),
            steps,
            T("--action", "--tindak-lanjut"),
        )


def _next(batch: Batch, finder: Finder, session: int, villages: Sequence[int]) -> list[Row]:
    """Plan the date agreed for each village of the session, unless it is in the plan."""
    day, kind = batch.store.rows("SELECT agreed_next, kind FROM session WHERE id = ?", (session,))[
        0
    ]
    if not day:
        return []
    codes = [
        batch.store.value(
            "SELECT village_code FROM village WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM plan "
            "WHERE village_id = ?1 AND plan_date = ?2 AND kind = ?3)",
            (village, day, kind),
        )
        for village in villages
    ]
    rows: list[Row] = [(code, day, kind) for code in codes if code]
    if rows:
        words = [WORDS[word] for word in ("village_code", "plan_date", "kind")]
        import_own_rows(
            batch,
            SHEETS["plan"],
            words,
            [(list(range(len(rows))), [list(row) for row in rows])],
            CellFormat(new=True),
            finder,
        )
    return rows


def _of_option(batch: Batch, problem: Problem) -> Problem:
    field = WORDS.get(problem.key)
    key = field.option if field and error_kind(problem.number) in (Usage, NotFound) else problem.key
    hint = problem.hint or (
        T(
            "change it with `perut session edit {code}`", "ubah dengan `perut sesi ubah {code}`"
        ).format(
            code=batch.store.value(
                "SELECT session_code FROM session WHERE id = (SELECT id FROM temp.stage_session)"
            )
        )
        if problem.number == "P051"
        else ""
    )
    return problem._replace(key=key, line=0, column=0, hint=hint)


def how_to_report(code: str) -> T:
    """The command that makes the berita acara of a session."""
    return T(
        "its berita acara, to be signed: `perut document make berita-acara {code} -o "
        "berita-acara.docx`",
        "berita acaranya, untuk ditandatangani: `perut naskah buat berita-acara {code} -o "
        "berita-acara.docx`",
    ).format(code=code)
