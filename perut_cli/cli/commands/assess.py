"""`perut assess`: a village's or an official's scores as work, draft and final, with what to do
next.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from perut_cli.cli.app.command import DRY_RUN, Argument, Command, Inputs, Option, option_of
from perut_cli.cli.app.context import Context
from perut_cli.cli.commands.assess_answers import (
    chosen,
    take_file,
    take_proposed,
    take_values,
    values_of,
)
from perut_cli.cli.commands.assess_unit import AssessedUnit, assessed_unit
from perut_cli.cli.records.write_row import write_row
from perut_cli.core.errors import Usage
from perut_cli.core.late import Late
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer, Page
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS
from perut_cli.reports.assess.page import Assessment, assessment, assessment_page, summary
from perut_cli.reports.assess.proposals import (
    FindingProposal,
    proposals,
    proposals_table,
    questions,
)
from perut_cli.reports.scores.answers import answers, failed
from perut_cli.store.batch import Batch

if TYPE_CHECKING:
    from perut_cli.cli.guided import assessment as guided_assessment
else:
    guided_assessment = Late("perut_cli.cli.guided.assessment")

_WORST = 5
_EXTRA = ("session_code", "assessment_note")

SCORES = Option(
    "scores",
    T("--scores", "--berkas-nilai"),
    T("file of answers, half filled too", "berkas jawaban, boleh belum lengkap"),
    value="FILE",
    completes="file",
)
DRAFT = Option(
    "draft",
    T("--draft", "--draf"),
    T("not finished: keep it out of the reports", "belum selesai: jangan masukkan ke laporan"),
    flag=True,
)
FINAL = Option("final", T("--final", "--final"), T("finish a draft", "selesaikan draf"), flag=True)
PROPOSE = Option(
    "propose",
    T("--propose", "--usulkan"),
    T(
        "list the scores that the records propose, write nothing",
        "tampilkan nilai usulan dari catatan, jangan tulis apa-apa",
    ),
    flag=True,
)
ACCEPT = Option(
    "accept_proposed",
    T("--accept-proposed", "--terima-usulan"),
    T(
        "take the proposed scores, where nothing else is answered",
        "terima nilai usulan, bila belum ada jawaban lain",
    ),
    flag=True,
)


def assess(context: Context, inputs: Inputs) -> Answer:
    """Answer an assessment, new or begun, in one batch. Raises Usage without anything to do, and
    every fault of it.
    """
    if inputs.has("draft") and inputs.has("final"):
        raise Usage(
            "P128",
            T("--draft and --final exclude each other", "--draf dan --final tidak bisa bersama"),
        )
    target = assessed_unit(context, inputs)
    proposed = proposals(context.store(), target.unit, target.day)
    if inputs.has("propose"):
        return proposals_table(proposed)
    cells = values_of(inputs.get("values") or ())
    _ask(context, inputs, target, cells)
    before = _state(context, target)
    taken = chosen(proposed, cells, set(before), everything=inputs.has("accept_proposed"))
    found, batch = context.write(
        lambda batch: _written(context, batch, target, inputs, (cells, taken))
    )
    one, page, worst = found
    _told(context, one, batch, target, taken)
    _next(context, one, worst)
    if inputs.has("format") or inputs.has("output"):
        return page
    return None if inputs.has("dry_run") else one.assessment_code


def _state(context: Context, target: AssessedUnit) -> dict[str, str]:
    """Indicator → what is answered already."""
    if target.id is None:
        return {}
    return {
        one.indicator_code: one.na_reason or str(one.score)
        for one in answers(context.store(), target.id)
        if one.score is not None or one.na_reason
    }


def _subject(context: Context, target: AssessedUnit, count: int) -> T:
    """Who is about to be assessed, when, and by how many questions."""
    name = context.store().value(
        "SELECT village_name || ifnull(', ' || official_name, '') FROM village LEFT JOIN "
        "official ON official.id = ? WHERE village.id = ?",
        (target.official_id, target.village_id),
    )
    return T(
        "{name}, {stage}, {day}: {count} {count:question|questions}",
        "{name}, {stage}, {day}: {count} pertanyaan",
    ).format(
        name=name,
        stage=WORDS["stage"].show(target.stage),
        day=WORDS["assessment_date"].show(target.day),
        count=count,
    )


def _ask(context: Context, inputs: Inputs, target: AssessedUnit, cells: dict[str, str]) -> None:
    """Ask one by one where nothing is given and a person is there. Raises Usage elsewhere."""
    edits = (
        any(inputs.has(word) for word in ("scores", "final", "draft", "accept_proposed", *_EXTRA))
        if target.id
        else inputs.has("scores") or inputs.has("accept_proposed")
    )
    if cells or edits:
        return
    if context.can_ask():
        asked = questions(context.store(), target.unit, target.day, target.id)
        context.say(_subject(context, target, len(asked)))
        cells.update(guided_assessment.guided_assess(context, asked))
        if cells or target.id:
            return
    raise Usage(
        "P003",
        T("there are no answers", "belum ada jawaban"),
        T(
            'give them as CODE=VALUE, such as A.1=2 "A.2=na: reason", or with --scores FILE',
            'beri sebagai KODE=NILAI, misalnya A.1=2 "A.2=tb: alasan", atau dengan '
            "--berkas-nilai BERKAS",
        ),
    )


Done = tuple[Assessment, Page, list[tuple[str, str, str]]]


def _written(
    context: Context,
    batch: Batch,
    target: AssessedUnit,
    inputs: Inputs,
    what: tuple[dict[str, str], Sequence[FindingProposal]],
) -> tuple[Done, Batch]:
    cells, proposed = what
    id_ = _begun(context, batch, target, inputs)
    code = str(batch.store.value("SELECT assessment_code FROM assessment WHERE id = ?", (id_,)))
    if inputs.has("scores"):
        take_file(context, batch, code, target, inputs.text("scores"))
    if proposed:
        take_proposed(context, batch, code, proposed)
    if cells:
        take_values(context, batch, code, cells)
    worst = [
        (one.indicator_code, one.indicator_text, one.feedback) for one in failed(batch.store, id_)
    ]
    return (assessment(batch.store, id_), assessment_page(batch.store, id_), worst), batch


def _begun(context: Context, batch: Batch, target: AssessedUnit, inputs: Inputs) -> int:
    """Make the assessment, or change its state, session or note; gives its id."""
    extra = {word: inputs[word] for word in _EXTRA if word in inputs}
    if target.id is None:
        return write_row(context, batch, SHEETS["assessment"], {**dict(target.cells), **extra})
    if inputs.has("draft") or inputs.has("final"):
        extra["assessment_state"] = "draft" if inputs.has("draft") else "final"
    if extra:
        write_row(context, batch, SHEETS["assessment"], extra, fixed_id=target.id)
    return target.id


def _told(
    context: Context,
    assessed: Assessment,
    batch: Batch,
    target: AssessedUnit,
    proposals: Sequence[FindingProposal],
) -> None:
    tried = T(" (dry run)", " (uji coba)") if context.inputs.has("dry_run") else T("", "")
    verb = (
        T("assessed", "dinilai")
        if target.id is None
        else T("continued", "dilanjutkan")
        if batch.touched
        else T("nothing to change", "tidak ada yang berubah")
    )
    who = ", ".join(filter(None, (assessed.official_name, assessed.village_name)))
    context.say(
        T(
            "{verb}{tried}: {code}, {who}, {stage}, {day}",
            "{verb}{tried}: {code}, {who}, {stage}, {day}",
        ).format(
            verb=verb,
            tried=tried,
            code=assessed.assessment_code,
            who=who,
            stage=WORDS["stage"].show(assessed.stage),
            day=WORDS["assessment_date"].show(assessed.assessment_date),
        )
    )
    for proposal in proposals:
        score = WORDS["score"].show(proposal.proposed.score)
        context.say(f"  {proposal.indicator_code} = {score}: {proposal.proposed.reason}")
    if target.state == "final" and (batch.changed or batch.removed or batch.blanked):
        context.say(
            T(
                "it was final: the history keeps what stood there, `perut undo` brings it back",
                "sudah final: riwayat menyimpan isi lamanya, `perut urungkan` mengembalikannya",
            )
        )
    context.say(summary(assessed))


def _next(context: Context, assessed: Assessment, worst: Sequence[tuple[str, str, str]]) -> None:
    for code, text, feedback in worst[:_WORST]:
        context.say(f"  {code} {text}" + (f": {feedback}" if feedback else ""))
    if len(worst) > _WORST:
        context.say(
            T("  and {n} more below their maximum", "  dan {n} lagi belum penuh").format(
                n=len(worst) - _WORST
            )
        )
    if assessed.assessment_state == "draft":
        context.say(
            T(
                "a draft counts in no report; finish it: `perut assess {code} --final`",
                "draf tidak masuk laporan; selesaikan: `perut nilai-desa {code} --final`",
            ).format(code=assessed.assessment_code)
        )
    elif worst:
        context.say(
            T("next: `perut finding from {code}`", "berikutnya: `perut temuan dari {code}`").format(
                code=assessed.assessment_code
            )
        )


COMMANDS = {
    "assess": Command(
        T("assess", "nilai-desa"),
        T(
            "assess a village or an official: CODE=VALUE, CODE=na:reason, CODE= to take an "
            "answer away; a code goes on with an assessment",
            "nilai desa atau aparatur: KODE=NILAI, KODE=tb:alasan, KODE= untuk menghapus "
            "jawaban; sebuah kode melanjutkan penilaian",
        ),
        assess,
        (
            Argument("village", T("VILLAGE|ASSESSMENT", "DESA|PENILAIAN"), completes="village"),
            Argument(
                "values",
                T("CODE=VALUE", "KODE=NILAI"),
                many=True,
                needed=False,
                completes="indicator",
            ),
        ),
        (
            *(
                option_of(WORDS[word], completes=completes)
                for word, completes in (
                    ("official_name", "official"),
                    ("instrument_code", "instrument"),
                    ("assessment_date", ""),
                    ("stage", ""),
                    ("mentor_code", "mentor"),
                    ("session_code", "session"),
                    ("assessment_note", ""),
                )
            ),
            SCORES,
            DRAFT,
            FINAL,
            PROPOSE,
            ACCEPT,
            DRY_RUN,
        ),
        (
            T(
                'assess muara A.1=2 "A.2=na: no such book" --mentor-code KP',
                'nilai-desa muara A.1=2 "A.2=tb: tidak ada bukunya" --kode-pendamping KP',
            ),
            T("assess muara --propose", "nilai-desa muara --usulkan"),
        ),
    ),
}
