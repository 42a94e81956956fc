"""The checklist on paper: an instrument's indicators with boxes to tick, the last answers, open
follow-ups, signatures.
"""

from collections.abc import Sequence

from perut_cli.core.table import Page, Table
from perut_cli.core.text import T, Text
from perut_cli.core.vocabulary import WORDS, words
from perut_cli.reports.assess.items import AssessedIndicator, AssessmentSubject, items, of_unit
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.answers import answers
from perut_cli.reports.visits.followups import FollowUp, open_items
from perut_cli.reports.words import day
from perut_cli.store.db import Store

_BOX = "☐"
DONE, OPEN = T("done", "selesai"), T("not yet", "belum")
_LINE = "……………………………"


def checklist_page(store: Store, scope: Scope, instrument_id: int) -> Page:
    """The checklist of the scope's village and one version of an instrument."""
    code, version, title = store.rows(
        "SELECT instrument_code, instrument_version, instrument_title FROM instrument WHERE id = ?",
        (instrument_id,),
    )[0]
    village = store.rows(
        "SELECT village_code, village_name FROM village WHERE id = ?", (scope.village_id,)
    )[0]
    last = _last(store, scope, instrument_id)
    parts: list[Table | Text] = [_to_fill()]
    parts += _dimensions(store, instrument_id, last[1])
    steps = open_items(store, scope).follow_ups
    if steps:
        parts.append(_open_follow_ups(steps))
    parts.append(_signatures())
    heading = T("{title}: {name} ({code})", "{title}: {name} ({code})").format(
        title=title, name=village[1], code=village[0]
    )
    text = (
        T(
            "{instrument} {version} · last answers of {day}",
            "{instrument} {version} · jawaban terakhir tanggal {day}",
        )
        if last[0]
        else T(
            "{instrument} {version} · not assessed before",
            "{instrument} {version} · belum pernah dinilai",
        )
    )
    return Page(
        heading,
        tuple(parts),
        head=text.format(instrument=code, version=version, day=day(last[0])),
        name="checklist",
    )


def _open_follow_ups(steps: Sequence[FollowUp]) -> Table:
    boxes = f"{_whole(f'{_BOX} {DONE}')}  {_whole(f'{_BOX} {OPEN}')}"
    return Table(
        T("Open follow-ups", "Tindak lanjut terbuka"),
        words("action_code action_text responsible due action_state"),
        [(step.action_code, step.action_text, step.responsible, step.due, boxes) for step in steps],
        name="actions",
    )


def _last(store: Store, scope: Scope, instrument_id: int) -> tuple[str, dict[str, str]]:
    """The day of the village's last final by any version, and its answers by indicator."""
    recorded = of_unit(store, AssessmentSubject(scope.village_id or 0, None, instrument_id))
    finals = [
        answer
        for answer in recorded
        if answer.assessment_state == "final" and answer.assessment_date <= scope.as_of
    ]
    if not finals:
        return "", {}
    absent = T("NA: {reason}", "TB: {reason}")
    given = answers(store, finals[-1].id)
    return finals[-1].assessment_date, {
        answer.indicator_code: str(absent.format(reason=answer.na_reason))
        if answer.na_reason
        else WORDS["score"].show(answer.score)
        for answer in given
    }


def _to_fill() -> str:
    return str(
        T(
            "Date: {line}  Stage: {stages}\nMentor: {line}{line}\nInformant: {line}{line}",
            "Tanggal: {line}  Tahap: {stages}\nPendamping: {line}{line}\nNarasumber: {line}{line}",
        ).format(
            line=_LINE,
            stages="  ".join(_whole(f"{_BOX} {choice.label}") for choice in WORDS["stage"].choices),
        )
    )


def _dimensions(store: Store, instrument_id: int, last: dict[str, str]) -> list[Table]:
    by_dimension: dict[str, list[tuple[object, ...]]] = {}
    for item in items(store, instrument_id):
        must = T(" (critical)", " (kritis)") if item.critical == "yes" else ""
        code = item.indicator_code
        by_dimension.setdefault(item.dimension, []).append(
            (code, f"{item.indicator_text}{must}", _boxes(item), last.get(code, ""), "")
        )
    columns = (
        *words("indicator_code indicator_text options"),
        WORDS["latest"]._replace(kind=WORDS["options"].kind, label=T("Last", "Terakhir")),
        WORDS["score_note"],
    )
    short = (columns[0]._replace(label=T("Code", "Kode")), *columns[1:])
    return [
        Table(dimension, short, rows, name="checklist") for dimension, rows in by_dimension.items()
    ]


def _boxes(item: AssessedIndicator) -> str:
    show = WORDS["score"].show
    boxes = [f"{_BOX} {show(value)} {label}" for value, label in item.options]
    if not boxes:
        boxes = [
            str(
                T("{line} of {best}", "{line} dari {best}").format(
                    line="…………", best=show(item.max_score)
                )
            )
        ]
    return "\u00a0\u00a0 ".join(_whole(text) for text in [*boxes, f"{_BOX} {T('NA', 'TB')}"])


def _whole(text: str) -> str:
    """A text that is not broken at its blanks."""
    return text.replace(" ", "\u00a0")


def _signatures() -> Table:
    columns = (
        WORDS["mentor_name"]._replace(label=T("Assessed by", "Dinilai oleh")),
        WORDS["official_name"]._replace(label=T("Known to the village", "Diketahui pihak desa")),
    )
    space = f"\n\n\n\n({_LINE}{_LINE})"
    return Table(T("Signatures", "Tanda tangan"), columns, [(space, space)], name="signatures")
