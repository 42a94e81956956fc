"""Answers to be filled in: a wide file, one village's list, or the checklist on paper."""

from typing import TYPE_CHECKING, NamedTuple

from perut_cli.cli.app.answer import format_name, workbook_file
from perut_cli.cli.app.command import Inputs
from perut_cli.cli.app.context import Context, name_error
from perut_cli.cli.app.usage import bad_value
from perut_cli.core.errors import Usage
from perut_cli.core.fields import WEIGHT, Field
from perut_cli.core.late import Late
from perut_cli.core.table import Answer, Page, Table
from perut_cli.core.text import T, same_in_both
from perut_cli.core.values import Fault
from perut_cli.core.vocabulary import WORDS, words
from perut_cli.reports.assess.checklist import checklist_page
from perut_cli.reports.assess.items import (
    AssessedIndicator,
    AssessmentSubject,
    guessed_stage,
    items,
)
from perut_cli.reports.scope import Scope, measure
from perut_cli.reports.scores.units import officials
from perut_cli.store.db import Store
from perut_cli.store.queries import query

if TYPE_CHECKING:
    from perut_cli.render import answer_workbook
else:
    answer_workbook = Late("perut_cli.render.answer_workbook")


class TemplateForm(NamedTuple):
    """The instrument and the day of a template, and the village if it is for one."""

    instrument_id: int
    code: str
    version: str
    title: str
    subject: str
    day: str
    village_id: int | None
    items: tuple[AssessedIndicator, ...]


def wide(context: Context, inputs: Inputs) -> Answer:
    """The assessment's columns and one per indicator, a row per village or official in post. Raises
    Usage, NotFound.
    """
    form = _form(context, inputs)
    fields = [
        word
        for word in words(
            "village_code village_name official_name instrument_code instrument_version "
            "assessment_date stage mentor_code"
        )
        if word.key != "official_name" or form.subject == "official"
    ]
    columns = (
        *fields,
        *(
            Field(
                item.indicator_code,
                same_in_both(item.indicator_code),
                WEIGHT,
                same_in_both(item.indicator_text),
            )
            for item in form.items
        ),
    )
    blank = (None,) * len(form.items)
    table = Table(
        form.title, columns, [(*row, *blank) for row in _units(context.store(), form)], name="score"
    )
    if format_name(context) == "xlsx":
        _workbook(context, form, table)
        return None
    return table


def listed(context: Context, inputs: Inputs) -> Table:
    """One row per indicator of one village or of each official in post, with what is asked beside
    it.
    """
    form = _form(context, inputs)
    columns = words(
        "village_code official_name instrument_code instrument_version assessment_date stage "
        "mentor_code indicator_code "
        "indicator_text options score na_reason score_note"
    )
    rows = []
    for code, _, *more in _units(context.store(), form):
        official = more.pop(0) if form.subject == "official" else ""
        rows += [
            (
                code,
                official,
                *more,
                item.indicator_code,
                item.indicator_text,
                item.choices,
                None,
                "",
                "",
            )
            for item in form.items
        ]
    return Table(form.title, columns, rows, name="score")


def checklist(context: Context, inputs: Inputs) -> Page:
    """The checklist of one village on paper. Raises Usage without a village."""
    form = _form(context, inputs)
    if form.village_id is None:
        raise Usage(
            "P003",
            T("{option} is missing", "{option} belum diisi").format(
                option=WORDS["village_code"].option
            ),
            T(
                "a checklist is for one village: add {option} VILLAGE",
                "daftar periksa untuk satu desa: tambahkan {option} DESA",
            ).format(option=WORDS["village_code"].option),
        )
    return checklist_page(
        context.store(), Scope(form.day, village_id=form.village_id), form.instrument_id
    )


def _form(context: Context, inputs: Inputs) -> TemplateForm:
    store, day = context.store(), context.world.today()
    finder = context.finder()
    try:
        village = (
            finder.village(inputs.text("village_code")) if inputs.has("village_code") else None
        )
        asked = inputs.text("instrument_code") or measure(store, Scope(day), "village").code
        if not asked:
            raise bad_value(
                WORDS["instrument_code"].option,
                T("no instrument is recorded", "belum ada instrumen"),
                T(
                    "bring one with `perut instrument import`",
                    "masukkan dengan `perut instrumen impor`",
                ),
            )
        instrument = finder.instrument(asked)
    except Fault as fault:
        raise name_error(fault) from None
    row = store.rows(
        "SELECT instrument_code, instrument_version, instrument_title, subject FROM instrument "
        "WHERE id = ?",
        (instrument,),
    )[0]
    return TemplateForm._make((instrument, *row, day, village, tuple(items(store, instrument))))


def _units(store: Store, form: TemplateForm) -> list[tuple[str, ...]]:
    """The filled cells of each row: loci first, then by code; officials in post by village and
    name.
    """
    scope = Scope(form.day, village_id=form.village_id)
    if form.subject == "official":
        people = [official for official in officials(store, scope) if official.position]
        names: dict[int, str] = dict(store.rows("SELECT id, village_name FROM village"))
        return [
            (
                official.village_code,
                names[official.village_id],
                official.official_name,
                *_shared(
                    store,
                    form,
                    AssessmentSubject(official.village_id, official.id, form.instrument_id),
                ),
            )
            for official in people
        ]
    rows = store.rows(
        query("assessing", "villages_to_assess").sql,
        {"village": form.village_id, "as_of": form.day},
    )
    return [
        (code, name, *_shared(store, form, AssessmentSubject(id_, None, form.instrument_id)))
        for id_, code, name in rows
    ]


def _shared(store: Store, form: TemplateForm, unit: AssessmentSubject) -> tuple[str, ...]:
    """Instrument, version, day, the stage that comes next, and no mentor yet."""
    return form.code, form.version, form.day, guessed_stage(store, unit, form.day), ""


def _workbook(context: Context, form: TemplateForm, table: Table) -> None:
    asked = {
        item.indicator_code: answer_workbook.AnswerColumn(
            f"{item.indicator_text}\n{item.choices}", [label for _, label in item.options]
        )
        for item in form.items
    }
    fields = words("indicator_code dimension indicator_text options max_score critical")
    lines = [
        (
            item.indicator_code,
            item.dimension,
            item.indicator_text,
            item.choices,
            item.max_score,
            item.critical,
        )
        for item in form.items
    ]
    path = workbook_file(context)
    answer_workbook.write_answer_workbook(
        path,
        form.code,
        (form.title, table.columns, table.rows),
        asked,
        (str(T("Columns", "Kolom")), fields, lines),
    )
    context.say(T("written to {path}", "ditulis ke {path}").format(path=path))
