"""Whose assessment it is: one by its code, or the village's or official's by day, stage and mentor, which may be new."""

import re
from typing import NamedTuple

from perut_cli.cli.command import Given
from perut_cli.cli.context import Context, named
from perut_cli.cli.usage import bad_value, missing_argument
from perut_cli.errors import Invalid, Usage
from perut_cli.fields import Fault
from perut_cli.reports.scope import Scope, measure
from perut_cli.store.open import Store
from perut_cli.store.resolve import fits
from perut_cli.text import T
from perut_cli.vocabulary import WORDS

_CODE = re.compile(r"\d{4}-\d.*")


class Whose(NamedTuple):
    """An assessment to be answered: id None and `cells` for a new one; `state` as it is recorded."""

    id: int | None
    village_id: int
    official_id: int | None
    instrument_id: int
    day: str
    stage: str
    state: str = ""
    cells: tuple[tuple[str, str], ...] = ()


def whose(context: Context, given: Given) -> Whose:
    """The assessment that the command line names, or the one it begins. Raises NotFound, Usage, Invalid."""
    text = given.text("village")
    if not text:
        raise missing_argument(str(T("VILLAGE", "DESA")), "perut assess")
    store = context.store()
    coded = store.value("SELECT id FROM assessment WHERE assessment_code = ? COLLATE NOCASE", (text,))
    if coded is None and not _CODE.fullmatch(text):
        return _of_unit(context, given)
    try:
        found = _recorded(store, coded or context.finder().code("assessment", text))
    except Fault as fault:
        raise named(fault) from None
    _agree(given)
    return found


def _agree(given: Given) -> None:
    for word in ("official_name", "instrument_code", "assessment_date", "stage", "mentor_code"):
        if given.has(word):
            raise Usage("P122", T("{option} can't be changed here", "{option} tidak bisa diubah di sini").format(option=WORDS[word].option),
                        T("the code names the assessment; change its key with `perut assessment edit`",
                          "kode sudah menyebut penilaiannya; ubah kuncinya dengan `perut penilaian ubah`"))


def _recorded(store: Store, id_: int) -> Whose:
    (row,) = store.rows("SELECT id, village_id, official_id, instrument_id, assessment_date, stage, assessment_state FROM assessment WHERE id = ?", (id_,))
    return Whose(*row)


def _of_unit(context: Context, given: Given) -> Whose:
    village, official = _unit(context, given)
    instrument = _instrument(context, given, official)
    day, store = _read("assessment_date", given.text("assessment_date")) or context.world.today(), context.store()
    stage, mentor = _read("stage", given.text("stage")), _mentor(context, given)
    found = _that_day(store, (village, official, instrument, day), stage, mentor)
    if len(found) > 1:
        raise named(fits(given.text("village"), (f"{code} {WORDS['stage'].show(of)}" for _, code, of in found)))
    if found:
        return _recorded(store, found[0][0])
    _tell_draft(context, (village, official, instrument))
    stage = stage or guessed_stage(store, village, official, instrument, day)
    cells = {"village_code": _name(store, "village", "village_code", village), "official_name": _name(store, "official", "official_name", official),
             "instrument_code": _name(store, "instrument", "instrument_code", instrument),
             "instrument_version": _name(store, "instrument", "instrument_version", instrument), "assessment_date": day, "stage": stage,
             "mentor_code": _name(store, "mentor", "mentor_code", mentor), "assessment_state": "draft" if given.has("draft") else "final"}
    return Whose(None, village, official, instrument, day, stage, "", tuple((key, value) for key, value in cells.items() if value))


def _unit(context: Context, given: Given) -> tuple[int, int | None]:
    finder = context.finder()
    try:
        village = finder.village(given.text("village"))
        return village, finder.official(village, given.text("official_name")) if given.has("official_name") else None
    except Fault as fault:
        raise named(fault) from None


def _instrument(context: Context, given: Given, official: int | None) -> int:
    subject = "village" if official is None else "official"
    asked, store = given.text("instrument_code"), context.store()
    try:
        if asked:
            found = context.finder().instrument(asked)
            if official is None and store.value("SELECT subject FROM instrument WHERE id = ?", (found,)) == "official":
                option = WORDS["official_name"].option
                raise Usage("P003", T("{option} is missing: {code} is for officials", "{option} belum diisi: {code} untuk aparatur").format(
                    option=option, code=asked), T("add {option} NAME", "tambahkan {option} NAMA").format(option=option))
            return found
        code = measure(store, Scope(context.world.today()), subject).code
        if code:
            return context.finder().instrument(code)
    except Fault as fault:
        raise named(fault) from None
    raise Invalid("P123", T("there is no instrument to assess by", "belum ada instrumen untuk menilai"),
                  T("bring one with `perut instrument import` and `perut indicator import`", "masukkan dengan `perut instrumen impor` dan `perut indikator impor`"))


def _mentor(context: Context, given: Given) -> int | None:
    if not given.has("mentor_code"):
        return None
    try:
        return context.finder().code("mentor", given.text("mentor_code"))
    except Fault as fault:
        raise named(fault) from None


def _read(word: str, text: str) -> str:
    try:
        return str(WORDS[word].parse(text)) if text else ""
    except Fault as fault:
        raise bad_value(WORDS[word].option, fault.reason, fault.hint) from None


def _that_day(store: Store, of: tuple[int, int | None, int, str], stage: str, mentor: int | None) -> list[tuple[int, str, str]]:
    """(id, code, stage) of the assessments of a unit, instrument and day that the given stage and mentor allow."""
    return store.rows(
        "SELECT id, assessment_code, stage FROM assessment WHERE village_id = ?1 AND ifnull(official_id, 0) = ifnull(?2, 0) AND assessment_date = ?4 "
        "AND instrument_id IN (SELECT id FROM instrument WHERE instrument_code = (SELECT instrument_code FROM instrument WHERE id = ?3)) "
        "AND ?5 IN ('', stage) AND (?6 IS NULL OR mentor_id = ?6) ORDER BY assessment_code", (*of, stage, mentor))


def _tell_draft(context: Context, of: tuple[int, int | None, int]) -> None:
    draft = context.store().rows(
        "SELECT assessment_code, assessment_date FROM assessment WHERE assessment_state = 'draft' AND village_id = ?1 AND ifnull(official_id, 0) = ifnull(?2, 0) "
        "AND instrument_id IN (SELECT id FROM instrument WHERE instrument_code = (SELECT instrument_code FROM instrument WHERE id = ?3)) ORDER BY 2 DESC", of)
    if draft:
        context.say(T("a draft of {day} is unfinished; to go on with it: `perut assess {code}`",
                      "ada draf tanggal {day} yang belum selesai; untuk melanjutkannya: `perut nilai-desa {code}`").format(
                          code=draft[0][0], day=WORDS["assessment_date"].show(draft[0][1])))


def guessed_stage(store: Store, village: int, official: int | None, instrument: int, day: str) -> str:
    """Baseline while the unit has no final by the instrument up to the day, else monitoring."""
    before = store.value(
        "SELECT EXISTS (SELECT 1 FROM assessment WHERE village_id = ?1 AND ifnull(official_id, 0) = ifnull(?2, 0) AND assessment_state = 'final' "
        "AND instrument_id IN (SELECT id FROM instrument WHERE instrument_code = (SELECT instrument_code FROM instrument WHERE id = ?3)) "
        "AND assessment_date <= ?4)", (village, official, instrument, day))
    return "monitoring" if before else "baseline"


def _name(store: Store, table: str, column: str, id_: int | None) -> str:
    return "" if id_ is None else str(store.value(f"SELECT {column} FROM {table} WHERE id = ?", (id_,)))


__all__ = ["Whose", "guessed_stage", "whose"]
