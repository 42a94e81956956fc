"""Find the assessment that is meant: by its code, or the village's or official's by day, stage and
mentor, which may be new.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from perut_cli.cli.app.command import Inputs
from perut_cli.cli.app.context import Context, ask_until, name_error
from perut_cli.cli.app.usage import bad_value, missing_argument
from perut_cli.core.errors import Invalid, Usage
from perut_cli.core.text import T
from perut_cli.core.values import Fault
from perut_cli.core.vocabulary import WORDS
from perut_cli.reports.assess.items import AssessmentSubject, Recorded, guessed_stage, of_unit
from perut_cli.reports.choices import records
from perut_cli.reports.scope import Scope, measure
from perut_cli.store.db import Store
from perut_cli.store.lookup import fits

_CODE = re.compile(r"\d{4}-\d.*")


class AssessedUnit(NamedTuple):
    """An assessment to be answered: id None and `cells` for a new one;
    `state` as it is recorded.
    """

    id: int | None
    village_id: int
    official_id: int | None
    instrument_id: int
    day: str
    stage: str
    state: str = ""
    cells: tuple[tuple[str, str], ...] = ()

    @property
    def unit(self) -> AssessmentSubject:
        """Who is assessed by what."""
        return AssessmentSubject(self.village_id, self.official_id, self.instrument_id)


def assessed_unit(context: Context, inputs: Inputs) -> AssessedUnit:
    """The assessment that the command line names, or the one it begins. Raises NotFound, Usage,
    Invalid.
    """
    if not inputs.has("village") and context.can_ask():
        inputs["village"] = ask_until(
            context,
            T("Which village?", "Desa mana?"),
            _village_name(context),
            partial(_villages, context.store()),
        )
        context.words.append(inputs.text("village"))
    text = inputs.text("village")
    if not text:
        raise missing_argument(T("VILLAGE", "DESA"), context.path)
    store = context.store()
    coded = store.value(
        "SELECT id FROM assessment WHERE assessment_code = ? COLLATE NOCASE", (text,)
    )
    if coded is None and not _CODE.fullmatch(text):
        return _of_unit(context, inputs)
    try:
        found = _recorded(store, coded or context.finder().code("assessment", text))
    except Fault as fault:
        raise name_error(fault) from None
    _agree(inputs)
    return found


def _villages(store: Store) -> str:
    """What may be answered: each village by its last four digits or its name."""
    listed = (f"{code}  {name}" for code, name in records(store, "village"))
    return "\n  ".join([str(WORDS["village_code"].help), *listed])


def _village_name(context: Context) -> Callable[[str], str]:
    """Reads a village's name or code, or an assessment's code. Raises Fault."""

    def read(text: str) -> str:
        if not _CODE.fullmatch(text):
            context.finder().village(text)
        return text

    return read


def _agree(inputs: Inputs) -> None:
    for word in ("official_name", "instrument_code", "assessment_date", "stage", "mentor_code"):
        if inputs.has(word):
            raise Usage(
                "P122",
                T("{option} can't be changed here", "{option} tidak bisa diubah di sini").format(
                    option=WORDS[word].option
                ),
                T(
                    "the code names the assessment; change its key with `perut assessment edit`",
                    "kode sudah menyebut penilaiannya; ubah kuncinya dengan `perut penilaian ubah`",
                ),
            )


def _recorded(store: Store, id_: int) -> AssessedUnit:
    (row,) = store.rows(
        "SELECT id, village_id, official_id, instrument_id, assessment_date, stage, "
        "assessment_state FROM assessment WHERE id = ?",
        (id_,),
    )
    return AssessedUnit(*row)


def _of_unit(context: Context, inputs: Inputs) -> AssessedUnit:
    village, official = _unit(context, inputs)
    unit = AssessmentSubject(village, official, _instrument(context, inputs, official))
    day, store = (
        _read("assessment_date", inputs.text("assessment_date")) or context.world.today(),
        context.store(),
    )
    stage, mentor, recorded = (
        _read("stage", inputs.text("stage")),
        _mentor(context, inputs),
        of_unit(store, unit),
    )
    same_day = _that_day(recorded, day, stage, mentor)
    if len(same_day) > 1:
        raise name_error(
            fits(
                inputs.text("village"),
                (f"{one.assessment_code} {WORDS['stage'].show(one.stage)}" for one in same_day),
            )
        )
    if same_day:
        return _recorded(store, same_day[0].id)
    _tell_draft(context, recorded)
    stage = stage or guessed_stage(store, unit, day)
    return AssessedUnit(
        None,
        *unit,
        day,
        stage,
        "",
        _cells(
            store, unit, {"assessment_date": day, "stage": stage}, mentor, draft=inputs.has("draft")
        ),
    )


def _cells(
    store: Store,
    unit: AssessmentSubject,
    inputs: dict[str, str],
    mentor: int | None,
    *,
    draft: bool,
) -> tuple[tuple[str, str], ...]:
    """The cells of a new assessment."""
    cells = {
        "village_code": _name(store, "village", "village_code", unit.village_id),
        "official_name": _name(store, "official", "official_name", unit.official_id),
        "instrument_code": _name(store, "instrument", "instrument_code", unit.instrument_id),
        "instrument_version": _name(store, "instrument", "instrument_version", unit.instrument_id),
        **inputs,
        "mentor_code": _name(store, "mentor", "mentor_code", mentor),
        "assessment_state": "draft" if draft else "final",
    }
    return tuple((key, value) for key, value in cells.items() if value)


def _unit(context: Context, inputs: Inputs) -> tuple[int, int | None]:
    finder = context.finder()
    try:
        village = finder.village(inputs.text("village"))
        return village, finder.official(village, inputs.text("official_name")) if inputs.has(
            "official_name"
        ) else None
    except Fault as fault:
        raise name_error(fault) from None


def _instrument(context: Context, inputs: Inputs, official: int | None) -> int:
    subject = "village" if official is None else "official"
    asked, store = inputs.text("instrument_code"), context.store()
    try:
        if asked:
            instrument = context.finder().instrument(asked)
            if (
                official is None
                and store.value("SELECT subject FROM instrument WHERE id = ?", (instrument,))
                == "official"
            ):
                option = WORDS["official_name"].option
                raise Usage(
                    "P003",
                    T(
                        "{option} is missing: {code} is for officials",
                        "{option} belum diisi: {code} untuk aparatur",
                    ).format(option=option, code=asked),
                    T("add {option} NAME", "tambahkan {option} NAMA").format(option=option),
                )
            return instrument
        code = measure(store, Scope(context.world.today()), subject).code
        if code:
            return context.finder().instrument(code)
    except Fault as fault:
        raise name_error(fault) from None
    raise Invalid(
        "P123",
        T("there is no instrument to assess by", "belum ada instrumen untuk menilai"),
        T(
            "bring one with `perut instrument import` and `perut indicator import`",
            "masukkan dengan `perut instrumen impor` dan `perut indikator impor`",
        ),
    )


def _mentor(context: Context, inputs: Inputs) -> int | None:
    if not inputs.has("mentor_code"):
        return None
    try:
        return context.finder().code("mentor", inputs.text("mentor_code"))
    except Fault as fault:
        raise name_error(fault) from None


def _read(word: str, text: str) -> str:
    try:
        return str(WORDS[word].parse(text)) if text else ""
    except Fault as fault:
        raise bad_value(WORDS[word].option, fault.reason, fault.hint) from None


def _that_day(found: list[Recorded], day: str, stage: str, mentor: int | None) -> list[Recorded]:
    """Those of the day that the given stage and mentor allow."""
    return [
        one
        for one in found
        if one.assessment_date == day
        and stage in ("", one.stage)
        and mentor in (None, one.mentor_id)
    ]


def _tell_draft(context: Context, found: list[Recorded]) -> None:
    draft = next((one for one in reversed(found) if one.assessment_state == "draft"), None)
    if draft:
        text = T(
            "a draft of {day} is unfinished; to go on with it: `perut assess {code}`",
            "ada draf tanggal {day} yang belum selesai; untuk melanjutkannya: `perut nilai-desa "
            "{code}`",
        )
        context.say(
            text.format(
                code=draft.assessment_code, day=WORDS["assessment_date"].show(draft.assessment_date)
            )
        )


def _name(store: Store, table: str, column: str, id_: int | None) -> str:
    return (
        ""
        if id_ is None
        else str(store.value(f"SELECT {column} FROM {table} WHERE id = ?", (id_,)))
    )
