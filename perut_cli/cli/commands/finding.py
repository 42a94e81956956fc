"""`perut finding …`: findings, those made again said to be so, and findings made of what failed in
an assessment.
"""

from contextlib import suppress
from typing import NamedTuple

from perut_cli.cli.app.command import DRY_RUN, NEW, Argument, Command, Inputs, Option, option_of
from perut_cli.cli.app.context import Context, name_error
from perut_cli.cli.app.usage import bad_value, missing_argument
from perut_cli.cli.commands.repeats import say_repeats
from perut_cli.cli.commands.visit_names import earlier
from perut_cli.cli.commands.visit_record import raise_all
from perut_cli.cli.records.verbs import place_arguments, sheet_options, values_by_place
from perut_cli.cli.records.write_row import (
    report_closed_plans,
    report_written,
    require_needed,
    write_row,
)
from perut_cli.core.sheet import Sheet
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import T
from perut_cli.core.values import Fault, quoted
from perut_cli.core.vocabulary import WORDS, words
from perut_cli.reports.scores.answers import Given as Answered
from perut_cli.reports.scores.answers import failed
from perut_cli.store.batch import Batch
from perut_cli.store.importing.cells import CellFormat
from perut_cli.store.importing.import_rows import import_rows
from perut_cli.store.lookup import Finder

FINDING = SHEETS["finding"]
KEY = ("village_code", "finding_date")
INDICATORS = Option(
    "indicators",
    T("--indicators", "--indikator"),
    T("make findings of these, such as A.1|C.4", "jadikan temuan: misalnya A.1|C.4"),
    value="CODES",
    completes="indicator",
)
ALL = Option(
    "all",
    T("--all", "--semua"),
    T("make findings of all that failed", "jadikan temuan semua yang gagal"),
    flag=True,
)


class AssessmentSource(NamedTuple):
    """An assessment that findings are made of."""

    id: int
    code: str
    village_id: int
    village_code: str
    day: str
    session_code: str
    instrument_code: str


def add(context: Context, inputs: Inputs) -> Answer:
    """Add a finding; one on an indicator found before repeats the last of these."""
    values = {word: inputs[word] for word in FINDING.words if word in inputs} | values_by_place(
        inputs, KEY
    )
    require_needed(FINDING, values)

    def work(batch: Batch) -> tuple[int, Batch]:
        finding = write_row(context, batch, FINDING, values, only_new=True)
        return _linked(context, batch, finding, values), batch

    finding, batch = context.write(work)
    report_closed_plans(context, batch)
    if not context.inputs.has("dry_run"):
        say_repeats(context, [finding])
    return report_written(context, FINDING, finding, T("added", "ditambahkan"), {})


def _linked(context: Context, batch: Batch, finding: int, values: dict[str, str]) -> int:
    village, day, indicator = batch.store.rows(
        "SELECT village_id, finding_date, indicator_id FROM finding WHERE id = ?", (finding,)
    )[0]
    if indicator is None or "repeat_of" in values:
        return finding
    before = batch.store.value(
        "SELECT finding_code FROM finding WHERE village_id = ? AND indicator_id = ? AND "
        "finding_date <= ? AND id <> ? ORDER BY finding_date DESC, id DESC LIMIT 1",
        (village, indicator, day, finding),
    )
    if before:
        write_row(context, batch, FINDING, {"repeat_of": before}, fixed_id=finding)
        with batch.counting(FINDING.name):
            batch.changed -= 1
    return finding


def from_assessment(context: Context, inputs: Inputs) -> Answer:
    """List what failed in an assessment, or make findings of it."""
    if not inputs.has("assessment"):
        raise missing_argument(WORDS["assessment_code"].key_here.upper(), context.path)
    source = _source(context, inputs.text("assessment"))
    below = failed(context.store(), source.id)
    if not inputs.has("all") and not inputs.has("indicators"):
        return _listed(source, below)
    chosen = below if inputs.has("all") else _chosen(below, inputs.text("indicators"))
    findings = context.write(
        lambda batch: _make(context, batch, source, chosen, inputs), lambda _: None
    )
    new = [row for row in findings if row[1] == "new"]
    context.say(
        T(
            "{n} {n:finding|findings} made, {m} were there", "{n} temuan dibuat, {m} sudah ada"
        ).format(n=len(new), m=len(findings) - len(new))
    )
    if context.inputs.has("dry_run"):
        return None
    say_repeats(context, [row[0] for row in new])
    return _made(context, [row[0] for row in findings])


def _source(context: Context, text: str) -> AssessmentSource:
    try:
        assessment = _assessment(context.finder(), text)
    except Fault as fault:
        raise name_error(fault) from None
    return AssessmentSource(
        *context.store().rows(
            "SELECT a.id, a.assessment_code, a.village_id, village_code, a.assessment_date, "
            "session_code, instrument_code "
            "FROM assessment AS a JOIN assessment_sheet AS s ON s.id = a.id WHERE a.id = ?",
            (assessment,),
        )[0]
    )


def _assessment(finder: Finder, text: str) -> int:
    """An assessment by code, a village's going before its officials', or the last of a village that
    is named. Raises Fault.
    """
    try:
        return finder.code("assessment", text)
    except Fault as fault:
        rows = finder.store.rows(
            "SELECT id FROM assessment WHERE official_id IS NULL AND instr(assessment_code, "
            "upper(?)) = 1",
            (text,),
        )
        with suppress(Fault):
            rows = rows or finder.store.rows(
                "SELECT id FROM assessment WHERE village_id = ? AND official_id IS NULL AND "
                "assessment_state = 'final' "
                "ORDER BY assessment_date DESC, id DESC LIMIT 1",
                (finder.village(text),),
            )
        if len(rows) == 1:
            return int(rows[0][0])
        raise fault from None


def _listed(source: AssessmentSource, below: list[Answered]) -> Table:
    cells = [
        (
            answer.indicator_code,
            answer.indicator_text,
            answer.critical,
            answer.score,
            answer.max_score,
            answer.feedback,
        )
        for answer in below
    ]
    note = (
        T(
            'make findings: perut finding from {code} --indicators "{first}", or --all',
            'jadikan temuan: perut temuan dari {code} --indikator "{first}", atau --semua',
        ).format(code=source.code, first="|".join(answer.indicator_code for answer in below[:2]))
        if below
        else T("nothing failed", "tidak ada yang gagal")
    )
    return Table(
        T("What failed in {code}", "Yang gagal pada {code}").format(code=source.code),
        words("indicator_code indicator_text critical score max_score feedback"),
        cells,
        note=note,
        name="failed",
    )


def _chosen(below: list[Answered], text: str) -> list[Answered]:
    by_code = {answer.indicator_code.casefold(): answer for answer in below}
    codes = [code.strip() for code in text.replace(",", "|").split("|") if code.strip()]
    unknown = [code for code in codes if code.casefold() not in by_code]
    if unknown:
        raise bad_value(
            INDICATORS.names,
            T(
                "{code} did not fail in this assessment", "{code} tidak gagal pada penilaian ini"
            ).format(code=", ".join(map(quoted, unknown))),
            T("choose from {codes}", "pilih dari {codes}").format(
                codes="|".join(answer.indicator_code for answer in below)
            ),
        )
    return [by_code[code.casefold()] for code in dict.fromkeys(codes)]


def _make(
    context: Context, batch: Batch, source: AssessmentSource, chosen: list[Answered], inputs: Inputs
) -> list[tuple[int, str]]:
    """Findings of the failed answers, with their feedback as follow-ups; those that the assessment
    has already stay. Their ids, each new or same.
    """
    finder, store = context.finder(), batch.store
    recorded: dict[int, int] = dict(
        store.rows("SELECT indicator_id, id FROM finding WHERE assessment_id = ?", (source.id,))
    )
    indicators = [
        finder.first_indicator(source.instrument_code, answer.indicator_code) for answer in chosen
    ]
    fresh = [
        (answer, indicator)
        for answer, indicator in zip(chosen, indicators, strict=True)
        if indicator not in recorded
    ]
    rows = [
        _finding_row(answer, source, inputs, earlier(store, source.village_id, id_, source.day))
        for answer, id_ in fresh
    ]
    _import(batch, finder, FINDING, _FINDING_WORDS, rows)
    new = (
        store.rows(
            "SELECT s.id, t.finding_code FROM temp.stage_finding AS s JOIN finding AS t ON t.id "
            "= s.id ORDER BY s.line"
        )
        if rows
        else []
    )
    steps = [
        [code, answer.feedback, inputs.text("responsible"), inputs.text("due")]
        for (_, code), (answer, _) in zip(new, fresh, strict=True)
        if answer.feedback
    ]
    _import(batch, finder, SHEETS["action"], _ACTION_WORDS, steps)
    old = [recorded[indicator] for indicator in indicators if indicator in recorded]
    return [(id_, "new") for id_, _ in new] + [(id_, "same") for id_ in old]


_FINDING_WORDS = (
    "village_code",
    "finding_date",
    "session_code",
    "assessment_code",
    "instrument_code",
    "indicator_code",
    "severity",
    "finding_text",
    "repeat_of",
)
_ACTION_WORDS = ("finding_code", "action_text", "responsible", "due")


def _finding_row(
    answer: Answered, source: AssessmentSource, inputs: Inputs, repeat_of: str
) -> list[str]:
    """The cells of _FINDING_WORDS; severe is what is critical, then what scored nothing."""
    severity = "high" if answer.critical == "yes" else "low" if answer.score else "medium"
    return [
        source.village_code,
        source.day,
        source.session_code,
        source.code,
        source.instrument_code,
        answer.indicator_code,
        inputs.text("severity") or severity,
        f"{answer.indicator_text}: {_score(answer)}",
        repeat_of,
    ]


def _score(one: Answered) -> str:
    field = WORDS["score"]
    return f"{field.show(one.score)} / {field.show(one.max_score)}"


def _import(
    batch: Batch, finder: Finder, sheet: Sheet, keys: tuple[str, ...], rows: list[list[str]]
) -> None:
    if rows:
        result = import_rows(
            batch,
            sheet,
            [WORDS[key] for key in keys],
            [(list(range(1, len(rows) + 1)), rows)],
            CellFormat(),
            finder,
        )
        raise_all([problem._replace(line=0, column=0) for problem in result.problems])


def _made(context: Context, found: list[int]) -> Table:
    rows = [
        row
        for id_ in found
        for row in context.store().rows(
            "SELECT finding_code, indicator_code, severity, finding_text, repeat_of FROM "
            "finding_sheet WHERE id = ?",
            (id_,),
        )
    ]
    return Table(
        T("Findings", "Temuan"),
        words("finding_code indicator_code severity finding_text repeat_of"),
        rows,
        name="finding",
    )


COMMANDS: dict[str, Command] = {
    "add": Command(
        T("add", "tambah"),
        T(
            "add one finding; one made before is linked to it",
            "tambah satu temuan; yang pernah ditemukan dihubungkan",
        ),
        add,
        place_arguments(KEY),
        (*sheet_options(FINDING), NEW, DRY_RUN),
        (
            T(
                'finding add muara 2026-11-24 --finding-text "Buku kas belum ditutup" '
                "--instrument-code DESA --indicator-code C.4",
                'temuan tambah muara 2026-11-24 --temuan "Buku kas belum ditutup" '
                "--kode-instrumen DESA --kode-indikator C.4",
            ),
        ),
    ),
    "from": Command(
        T("from", "dari"),
        T(
            "what failed in an assessment; makes findings of it",
            "yang gagal pada penilaian; menjadikannya temuan",
        ),
        from_assessment,
        (Argument("assessment", T("ASSESSMENT|VILLAGE", "PENILAIAN|DESA"), completes="village"),),
        (
            INDICATORS,
            ALL,
            option_of(WORDS["severity"]),
            option_of(WORDS["responsible"]),
            option_of(WORDS["due"]),
            DRY_RUN,
        ),
        (
            T(
                "finding from muara --indicators A.3 --due 2026-12-31",
                "temuan dari muara --indikator A.3 --tenggat 2026-12-31",
            ),
        ),
    ),
}
