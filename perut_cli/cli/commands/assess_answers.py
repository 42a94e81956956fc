"""Answers of an assessment from the command line, from a file, or as the records propose them."""

from collections.abc import Iterator, Sequence

from perut_cli.cli.app.context import Context, name_error
from perut_cli.cli.commands.assess_unit import AssessedUnit
from perut_cli.cli.records.import_file import Opened, open_for
from perut_cli.cli.records.write_row import error_of
from perut_cli.core.errors import Invalid, NotFound, PerutError, Usage
from perut_cli.core.fields import Field
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T
from perut_cli.core.values import Fault
from perut_cli.core.vocabulary import WORDS
from perut_cli.reports.assess.proposals import FindingProposal
from perut_cli.store.answers.assessment import KEYS
from perut_cli.store.answers.import_scores import ScoreImportOptions, import_scores
from perut_cli.store.batch import Batch
from perut_cli.store.importing.cells import CellFormat, text_of
from perut_cli.store.importing.import_rows import Chunks, ImportResult, one_row
from perut_cli.store.lookup import Finder

_PROPOSED = ("proposed", "usulan")
"""CODE=proposed takes the score that the records propose."""


def values_of(texts: Sequence[str]) -> dict[str, str]:
    """CODE=VALUE, CODE=na:reason and CODE= as cells by code. Raises Usage."""
    values: dict[str, str] = {}
    for text in texts:
        code, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not code:
            raise Usage(
                "P124",
                T("{text} is not CODE=VALUE", "{text} bukan KODE=NILAI").format(text=text),
                T(
                    'write an indicator and its score, such as A.1=2 or "A.1=na: no such land"',
                    'tulis indikator dan nilainya, misalnya A.1=2 atau "A.1=tb: tidak ada tanah '
                    'kas"',
                ),
            )
        if code.casefold() in map(str.casefold, values):
            raise Usage(
                "P125",
                T("{code} is answered twice", "{code} dijawab dua kali").format(code=code),
                T("give it once", "beri sekali saja"),
            )
        values[code] = value
    return values


def take_values(context: Context, batch: Batch, code: str, cells: dict[str, str]) -> None:
    """Take answers given as cells by indicator into a recorded assessment. Raises every fault."""
    header: list[Field | str | None] = [WORDS["assessment_code"], *cells]
    _complain(
        import_scores(
            batch,
            header,
            one_row([code, *cells.values()]),
            CellFormat(),
            context.finder(),
            ScoreImportOptions(),
        ),
        list(cells),
    )


def take_proposed(
    context: Context, batch: Batch, code: str, proposals: Sequence[FindingProposal]
) -> None:
    """Take proposed scores, the reason of each as its note."""
    header = [WORDS[word] for word in ("assessment_code", "indicator_code", "score", "score_note")]
    rows = [
        [code, one.indicator_code, repr(one.proposed.score), str(one.proposed.reason)]
        for one in proposals
    ]
    if rows:
        _complain(
            import_scores(
                batch,
                header,
                [(list(range(1, len(rows) + 1)), rows)],
                CellFormat(),
                context.finder(),
                ScoreImportOptions(),
            ),
            (),
        )


def take_file(context: Context, batch: Batch, code: str, target: AssessedUnit, path: str) -> None:
    """Take the answers of a file for one assessment; rows that were left unanswered are passed
    over. Raises Invalid.
    """
    opened = open_for(context, batch.store, SHEETS["score"], path)
    source = opened.source
    form = CellFormat(comma=source.comma, guarded=source.guarded)
    _needs_answers(opened)
    header = [
        None if isinstance(column, Field) and column.key in KEYS else column
        for column in opened.header
    ]
    chunks = _answered(opened, form, context.finder(), target)
    result = import_scores(
        batch,
        header,
        chunks,
        form,
        context.finder(),
        ScoreImportOptions(constant=(("assessment_code", code),)),
    )
    problems = (*source.problems, *result.problems)
    if problems:
        raise Invalid(
            problems[0].number,
            T(
                "{n} {n:problem|problems}, nothing was written",
                "{n} kesalahan, tidak ada yang ditulis",
            ).format(n=len(problems)),
            problems=problems,
            source=source.name,
        )


def _needs_answers(opened: Opened) -> None:
    if not any(
        isinstance(column, Field) and column.key == "indicator_code" for column in opened.header
    ) and not any(isinstance(column, str) for column in opened.header):
        raise Invalid(
            "P020",
            T("no column of answers", "tidak ada kolom jawaban"),
            T(
                "the file needs indicator_code and score, or a column per indicator",
                "berkas perlu kode_indikator dan nilai, atau satu kolom tiap indikator",
            ),
            source=opened.source.name,
        )


def _answered(opened: Opened, form: CellFormat, finder: Finder, target: AssessedUnit) -> Chunks:
    """The rows of the file that answer something, after a look whether they are of this village."""
    places = {
        column.key: column_number
        for column_number, column in enumerate(opened.header)
        if isinstance(column, Field)
    }
    answers = (
        [places[word] for word in ("score", "na_reason") if word in places]
        if "indicator_code" in places
        else []
    )
    for lines, rows in opened.source.chunks:
        kept = [
            (line, row)
            for line, row in zip(lines, rows, strict=True)
            if not answers or any(row[column_number].strip() for column_number in answers)
        ]
        for line, row in kept:
            if "village_code" in places and (text := text_of(row[places["village_code"]], form)):
                _check_village(finder, text, target, f"{opened.source.name}:{line}")
        if kept:
            yield [line for line, _ in kept], [row for _, row in kept]


def _check_village(finder: Finder, text: str, target: AssessedUnit, where: str) -> None:
    try:
        found = finder.village(text)
    except Fault as fault:
        raise name_error(fault) from None
    if found != target.village_id:
        raise Invalid(
            "P126",
            T(
                "{place}: the answers are of another village, {text}",
                "{place}: jawabannya dari desa lain, {text}",
            ).format(place=where, text=text),
            T(
                "take files of several villages with `perut score import`",
                "ambil berkas banyak desa dengan `perut nilai impor`",
            ),
        )


def _complain(result: ImportResult, codes: Sequence[str]) -> None:
    """Raise what is wrong with answers: one as its own error, several with all of them listed."""
    if not result.problems:
        return
    named_ = [
        problem._replace(
            line=0,
            column=0,
            value="",
            key=f"{codes[problem.column - 2]}={problem.value}"
            if problem.column > 1 and codes
            else problem.key,
        )
        for problem in result.problems
    ]
    kinds = {type(error_of(SHEETS["score"], problem)) for problem in result.problems}
    kind: type[PerutError] = NotFound if NotFound in kinds else Usage
    if len(named_) == 1:
        (one,) = named_
        raise kind(one.number, f"{one.key}: {one.reason}", one.hint)
    raise kind(
        named_[0].number,
        T(
            "{n} {n:answer|answers} at fault, nothing was written",
            "{n} jawaban salah, tidak ada yang ditulis",
        ).format(n=len(named_)),
        problems=tuple(named_),
    )


def chosen(
    proposed: Sequence[FindingProposal],
    cells: dict[str, str],
    answered: set[str],
    *,
    everything: bool,
) -> list[FindingProposal]:
    """The proposals that were accepted: those named CODE=proposed, and with `everything` those not
    answered otherwise.

    Takes the named ones out of the cells. Raises NotFound where the records propose nothing.
    """
    by_code = {proposal.indicator_code.casefold(): proposal for proposal in proposed}
    accepted = list(_named(by_code, cells))
    inputs = {code.casefold() for code in cells} | {
        proposal.indicator_code.casefold() for proposal in accepted
    }
    if everything:
        accepted += [
            proposal
            for code, proposal in by_code.items()
            if code not in inputs and proposal.indicator_code not in answered
        ]
    return accepted


def _named(by_code: dict[str, FindingProposal], cells: dict[str, str]) -> Iterator[FindingProposal]:
    for code in [code for code, value in cells.items() if value.casefold() in _PROPOSED]:
        if code.casefold() not in by_code:
            raise NotFound(
                "P127",
                T(
                    "the records propose nothing for {code}",
                    "catatan tidak mengusulkan nilai untuk {code}",
                ).format(code=code),
                T(
                    "see the proposals with --propose, or give a score",
                    "lihat usulan dengan --usulkan, atau beri nilainya",
                ),
            )
        del cells[code]
        yield by_code[code.casefold()]
