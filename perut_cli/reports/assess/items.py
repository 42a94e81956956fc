"""What assessing needs to know: the assessments of a unit, the indicators of an instrument, the
stage that comes next.
"""

from typing import NamedTuple

from perut_cli.core.instruments import Steps, parse_options
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.db import Store
from perut_cli.store.queries import query


class AssessmentSubject(NamedTuple):
    """A village, or an official of it, and the instrument it is assessed by, in any version."""

    village_id: int
    official_id: int | None
    instrument_id: int


class Recorded(NamedTuple):
    """An assessment of a unit."""

    id: int
    assessment_code: str
    assessment_date: str
    stage: str
    assessment_state: str
    mentor_id: int | None


class AssessedIndicator(NamedTuple):
    """An indicator of an instrument, and the cell of what is answered so far, blank for nothing."""

    indicator_code: str
    indicator_text: str
    dimension: str
    max_score: float
    critical: str
    options: Steps
    source: str
    answered: str

    @property
    def choices(self) -> str:
        """The options as a line to read, or the limits of a plain number."""
        if self.options:
            return "; ".join(
                f"{WORDS['score'].show(value)} = {label}" for value, label in self.options
            )
        return f"0 … {WORDS['score'].show(self.max_score)}"


def of_unit(store: Store, unit: AssessmentSubject) -> list[Recorded]:
    """The assessments of a unit, drafts too, by day."""
    given = {
        "village": unit.village_id,
        "official": unit.official_id,
        "instrument": unit.instrument_id,
    }
    return [Recorded._make(row) for row in store.rows(query("assessing", "of_unit").sql, given)]


def guessed_stage(store: Store, unit: AssessmentSubject, day: str) -> str:
    """Baseline while the unit has no final by the instrument up to the day, else monitoring."""
    finals = (
        one
        for one in of_unit(store, unit)
        if one.assessment_state == "final" and one.assessment_date <= day
    )
    return "monitoring" if any(finals) else "baseline"


def items(
    store: Store, instrument_id: int, assessment_id: int | None = None
) -> list[AssessedIndicator]:
    """The indicators of one version of an instrument in the order of the checklist."""
    rows = store.rows(
        query("assessing", "items").sql, {"instrument": instrument_id, "assessment": assessment_id}
    )
    return [
        AssessedIndicator._make((*row[:5], parse_options(row[5]) if row[5] else (), *row[6:]))
        for row in rows
    ]
