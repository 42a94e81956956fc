"""Find or stage the assessment that a row belongs to."""

from collections.abc import Sequence
from typing import Any

from perut_cli.core.values import Fault, Row
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.importing.cells import CellFormat, ParseCache, Unreadable, missing, name_of
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


class AssessmentResolver(ParseCache):
    """Key cells, of the words given → (place of the assessment in its staging, instrument),
    or Unreadable.
    """

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
        super().__init__(self._placed)
        self.remembered = _FEW if once else _MANY
        self.finder, self.form, self.given = finder, form, words
        self.blank = {word: constant.get(word, "") for word in KEYS}
        self.rows: list[Row] = []
        self._places: dict[Row, int] = {}
        self._used = ParseCache(self._has_assessments)
        self._name = ParseCache(lambda cell: name_of(cell, form))
        self._read = {
            "assessment_code": ParseCache(WORDS["assessment_code"].parse),
            "village_code": ParseCache(finder.village),
            "official_name": ParseCache(lambda pair: finder.official(*pair)),
            "instrument_code": ParseCache(lambda pair: finder.instrument(*pair)),
            "assessment_date": ParseCache(WORDS["assessment_date"].parse),
            "stage": ParseCache(WORDS["stage"].parse),
            "mentor_code": ParseCache(lambda code: finder.code("mentor", code)),
        }

    def __missing__(self, cells: Any) -> Any:
        try:
            value: Any = self.make(cells)
        except Fault as fault:
            value = Unreadable(fault.number, fault.reason, fault.hint, getattr(fault, "word", ""))
            self.faulty = True
        if len(self) >= self.remembered:
            self.clear()
        self[cells] = value
        return value

    def _placed(self, cells: tuple[str, ...]) -> tuple[int, Any]:
        row = self.blank | {
            word: self._name[cell] for word, cell in zip(self.given, cells, strict=True)
        }
        code = row["assessment_code"]
        recorded = (
            self.finder.store.rows(
                "SELECT instrument_id FROM assessment WHERE assessment_code = ?", (code,)
            )
            if code
            else []
        )
        if not recorded:
            self._complete(code, row)
        village = self._at("village_code", row["village_code"]) if row["village_code"] else None
        official = (
            self._at("official_name", (village, row["official_name"]))
            if row["official_name"] and village
            else None
        )
        version = row["instrument_version"]
        instrument = (
            self._at("instrument_code", (row["instrument_code"], version))
            if row["instrument_code"]
            else None
        )
        found = (
            self._at("assessment_code", code) if code else "",
            village,
            official,
            instrument,
            self._at("assessment_date", row["assessment_date"]) if row["assessment_date"] else "",
            self._at("stage", row["stage"]) if row["stage"] else "",
            self._at("mentor_code", row["mentor_code"]) if row["mentor_code"] else None,
        )
        instrument_id = (
            recorded[0][0] if recorded else instrument if version else self._recorded_version(found)
        )
        return self._place((*found, bool(version))), instrument_id

    def _at(self, word: str, cell: Any) -> Any:
        value = self._read[word][cell]
        if isinstance(value, Unreadable):
            fault = Fault(value.number, value.reason, value.hint)
            fault.word = word
            raise fault
        return value

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
        if not self._used[row[3]]:
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
