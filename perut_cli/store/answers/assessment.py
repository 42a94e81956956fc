"""Read a row of answers: find or stage the assessment that it belongs to, parse the answer, which
is a score, an option's label or a reason why not applicable.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from perut_cli.core import instruments
from perut_cli.core.characters import keyboard
from perut_cli.core.text import T
from perut_cli.core.values import Fault, Row, could_be_thousands, decimal, plain_number, quoted
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.importing.cells import (
    CellFormat,
    Meant,
    ParseCache,
    Typed,
    Unreadable,
    missing,
    name_of,
    text_of,
)
from perut_cli.store.lookup import Finder

KEYS = (
    "assessment_code",
    "village_code",
    "official_name",
    "instrument_code",
    "instrument_version",
    "assessment_date",
    "stage",
    "mentor_code",
)
"""The words that say whose answers they are."""

_FEW, _MANY = 1_000, 1_000_000
_NEEDED = ("village_code", "instrument_code", "assessment_date", "stage")


Place = tuple[int, int]
"""The place of an assessment in its staging, and the id of its instrument."""


class AssessmentResolver(ParseCache[tuple[str, ...], Place]):
    """Key cells, of the words given → the place of their assessment, or Unreadable."""

    def __init__(
        self,
        finder: Finder,
        form: CellFormat,
        words: Sequence[str],
        constant: dict[str, str],
        *,
        once: bool,
    ) -> None:
        """Resolve the cells of the given words by this finder; the others are the same on every
        row.

        `once`: an assessment is one row, so that its cells need not be remembered. An assessment
        keeps its place either way.
        """
        super().__init__(self._placed, _FEW if once else _MANY)
        self.finder, self.words = finder, words
        self.blank = {word: constant.get(word, "") for word in KEYS}
        self.rows: list[Row] = []
        self._places: dict[Row, int] = {}
        self._used = ParseCache(self._has_assessments)
        self._name = ParseCache[str, str](lambda cell: name_of(cell, form))
        self._codes = ParseCache(WORDS["assessment_code"].parse)
        self._villages = ParseCache(finder.village)
        self._officials = ParseCache[tuple[int, str], int](lambda pair: finder.official(*pair))
        self._instruments = ParseCache[tuple[str, str], int](lambda pair: finder.instrument(*pair))
        self._days = ParseCache(WORDS["assessment_date"].parse)
        self._stages = ParseCache(WORDS["stage"].parse)
        self._mentors = ParseCache[str, int](lambda code: finder.code("mentor", code))

    def _placed(self, cells: tuple[str, ...]) -> Place:
        names = (_read("", self._name, cell) for cell in cells)
        row = self.blank | dict(zip(self.words, names, strict=True))
        code, version = row["assessment_code"], row["instrument_version"]
        recorded = self.finder.store.rows(
            "SELECT instrument_id FROM assessment WHERE assessment_code = ? AND ?1 <> ''", (code,)
        )
        if not recorded:
            self._complete(code, row)
        village = _named("village_code", self._villages, row)
        official = (
            _read("official_name", self._officials, (village, row["official_name"]))
            if row["official_name"] and village
            else None
        )
        instrument = (
            _read("instrument_code", self._instruments, (row["instrument_code"], version))
            if row["instrument_code"]
            else None
        )
        resolved = (
            _named("assessment_code", self._codes, row) or "",
            village,
            official,
            instrument,
            _named("assessment_date", self._days, row) or "",
            _named("stage", self._stages, row) or "",
            _named("mentor_code", self._mentors, row),
        )
        place = self._place((*resolved, bool(version)))
        if recorded:
            return place, int(recorded[0][0])
        if instrument is not None and version:
            return place, instrument
        return place, self._recorded_version(resolved)

    def _complete(self, code: str, cells: dict[str, str]) -> None:
        if code and not any(cells[word] for word in KEYS[1:]):
            self.finder.code("assessment", code)
        for word in _NEEDED:
            if not cells[word]:
                fault = missing(WORDS[word])
                fault.word = word
                raise fault

    def _has_assessments(self, instrument: int) -> bool:
        """Whether any version of an instrument was used yet."""
        return bool(
            self.finder.store.value(
                "SELECT EXISTS (SELECT 1 FROM assessment WHERE instrument_id IN (SELECT i.id "
                "FROM instrument AS i JOIN instrument AS j USING (instrument_code) "
                "WHERE j.id = ?))",
                (instrument,),
            )
        )

    def _recorded_version(self, row: Row) -> int:
        if not self._used.value(row[3]):
            return int(row[3])
        recorded = self.finder.store.value(
            "SELECT t.instrument_id FROM assessment AS t WHERE t.village_id = ?1 AND "
            "ifnull(t.official_id, 0) = ifnull(?2, 0) "
            "AND t.instrument_id IN (SELECT id FROM instrument WHERE instrument_code = (SELECT "
            "instrument_code FROM instrument WHERE id = ?3)) "
            "AND t.assessment_date = ?4 AND t.stage = ?5 AND ifnull(t.mentor_id, 0) = "
            "ifnull(?6, 0)",
            row[1:],
        )
        return int(recorded if recorded is not None else row[3])

    def _place(self, row: Row) -> int:
        place = self._places.setdefault(row, len(self.rows) + 1)
        if place > len(self.rows):
            self.rows.append((place, *row))
        return place


def _named(word: str, cache: ParseCache[str, Meant], row: dict[str, str]) -> Meant | None:
    """What the cell of a word means, None where it is blank. Raises Fault, its word named."""
    return _read(word, cache, row[word]) if row[word] else None


def _read(word: str, cache: ParseCache[Typed, Meant], cell: Typed) -> Meant:
    """What a cell means. Raises Fault, its word named."""
    value = cache.value(cell)
    if isinstance(value, Unreadable):
        raise Fault(value.number, value.reason, value.hint, word or value.word)
    return value


_REASON = r"(?i)(?:na|tb)\s*:\s*(.*)"


class Item(NamedTuple):
    """An indicator as its answers need it."""

    id: int
    max_score: float
    options: instruments.Steps


class AnswerParser:
    """Reads answers: which indicator of an instrument, and a score or a reason for it."""

    def __init__(self, finder: Finder, form: CellFormat) -> None:
        """Read the indicators of this store as they are asked for."""
        self.finder, self.form = finder, form
        self.items = ParseCache[tuple[int, str], Item](lambda key: self._item(*key))

    def _item(self, instrument: int, code: str) -> Item:
        text = name_of(code, self.form)
        if not text:
            raise missing(WORDS["indicator_code"])
        try:
            indicator = self.finder.indicator(instrument, text)
        except Fault as fault:
            fault.word = "indicator_code"
            raise
        best, options = self.finder.store.rows(
            "SELECT max_score, options FROM indicator WHERE id = ?", (indicator,)
        )[0]
        return Item(indicator, best, instruments.parse_options(options) if options else ())

    def answer(self, item: Item, score: str, reason: str) -> tuple[float | None, str | None]:
        """(score, None) or (None, reason); exactly one must be given. Raises Fault."""
        score, reason = name_of(score, self.form), text_of(reason, self.form)
        if bool(score) == bool(reason):
            raise Fault(
                "P039",
                T("both a score and a reason", "nilai dan alasan sekaligus")
                if score
                else T("neither a score nor a reason", "nilai dan alasan kosong"),
                T(
                    "give score, or na_reason where it does not apply",
                    "isi nilai, atau alasan_tidak_berlaku bila tidak berlaku",
                ),
            )
        return (
            (None, str(WORDS["na_reason"].parse(reason)))
            if reason
            else (self.score(item, score), None)
        )

    def cell(self, item: Item, cell: str) -> tuple[float | None, str | None]:
        """A cell of a wide file: a number, an option's label, `NA: reason`, or blank, (None, None).
        Raises Fault.
        """
        text = name_of(cell, self.form)
        if not text:
            return None, None
        reason = re.fullmatch(_REASON, text, re.DOTALL)
        if reason:
            if not reason[1].strip():
                raise Fault(
                    "P039",
                    T("{text} gives no reason", "{text} tanpa alasan").format(text=quoted(text)),
                    T(
                        "write NA: and why it does not apply",
                        "tulis TB: lalu mengapa tidak berlaku",
                    ),
                )
            return None, str(WORDS["na_reason"].parse(reason[1].strip()))
        return self.score(item, text), None

    def score(self, item: Item, text: str) -> float:
        """A score of an indicator: one of its options, by value or label, else a number up to its
        maximum. Raises Fault.
        """
        labelled = instruments.option_value(item.options, text) if item.options else None
        if labelled is not None:
            return labelled
        value = self._number(item, text)
        if item.options and value not in [option for option, _ in item.options]:
            raise self._no_option(item, text)
        if not 0 <= value <= item.max_score:
            raise Fault(
                "P043",
                T(
                    "{text} is not between 0 and {best}", "{text} tidak di antara 0 dan {best}"
                ).format(text=quoted(text), best=plain_number(item.max_score)),
            )
        return value

    def _number(self, item: Item, text: str) -> float:
        text = keyboard(text)
        try:
            much = float(text) * 1000 if not self.form.comma and could_be_thousands(text) else 0
            if much > item.max_score:
                return float(text)
            return decimal(text)
        except Fault as fault:
            # A word that is no option is no number either; what a spreadsheet damaged is told as
            # such.
            raise (
                self._no_option(item, text) if item.options and fault.number == "P021" else fault
            ) from None

    def _no_option(self, item: Item, text: str) -> Fault:
        options = "; ".join(f"{plain_number(value)} = {label}" for value, label in item.options)
        return Fault(
            "P042",
            T("{text} is none of the options", "{text} bukan salah satu pilihan nilai").format(
                text=quoted(text)
            ),
            T("choose {options}", "pilih {options}").format(options=options),
        )
