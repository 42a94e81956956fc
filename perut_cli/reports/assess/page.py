"""One assessment on a page: its score with coverage and bounds, what failed and how to mend it,
what is unanswered.
"""

from typing import NamedTuple

from perut_cli.core import scoring
from perut_cli.core.instruments import Steps, parse_bands
from perut_cli.core.scoring import Sums
from perut_cli.core.table import Bar, Page, Table
from perut_cli.core.text import T, same_in_both
from perut_cli.core.vocabulary import REACHED, WORDS, words
from perut_cli.reports.scope import settings
from perut_cli.reports.scores.answers import Given, answers, dimension_sums, failed
from perut_cli.reports.words import figure
from perut_cli.store.db import Store
from perut_cli.store.queries import query


class Assessment(NamedTuple):
    """An assessment with what its instrument measures it by."""

    id: int
    assessment_code: str
    village_code: str
    village_name: str
    official_name: str
    instrument_code: str
    instrument_version: str
    assessment_date: str
    stage: str
    mentor_code: str
    assessment_state: str
    target: float
    bands: Steps
    excluded: float
    sums: Sums


def assessment(store: Store, assessment_id: int) -> Assessment:
    """Read one assessment."""
    (row,) = store.rows(query("assessing", "assessment").sql, {"assessment": assessment_id})
    target = settings(store).target if row[11] is None else row[11]
    return Assessment._make((*row[:11], target, parse_bands(row[12]), row[13], Sums(*row[14:])))


def assessment_page(store: Store, assessment_id: int) -> Page:
    """Score, coverage and bounds; the dimensions; what failed, worst first, with its feedback; what
    is unanswered.
    """
    assessed = assessment(store, assessment_id)
    answered = answers(store, assessment_id)
    missing = [item for item in answered if item.score is None and not item.na_reason]
    parts = (
        _result(assessed),
        _dimensions(store, assessed),
        failed_table(store, assessment_id),
        _unanswered(missing),
        _left_out(answered),
    )
    kept = tuple(part for part in parts if not isinstance(part, Table) or list(part.rows))
    return Page(_title(assessed), kept, head=_head(assessed), name="assessment")


def summary(assessed: Assessment) -> T:
    """The total, never without coverage and bounds, and what it means."""
    limits, total = scoring.bounds(assessed.sums), scoring.total(assessed.sums)
    if limits is None or total is None:
        return T(
            "nothing is answered yet, so there is no score",
            "belum ada yang terjawab, jadi belum ada nilai",
        )
    text = T(
        "score {total} (bounds {low} … {high}), {coverage} % answered; {band}; target {target} "
        "reached: {reached}",
        "nilai {total} (batas {low} … {high}), terjawab {coverage} %; {band}; target {target} "
        "tercapai: {reached}",
    )
    shown = [
        _shown(value, assessed) for value in (total, *limits, scoring.coverage(assessed.sums) or 0)
    ]
    return text.format(
        total=shown[0],
        low=shown[1],
        high=shown[2],
        coverage=shown[3],
        target=figure(assessed.target),
        band=_label(scoring.band(assessed.sums, assessed.bands, assessed.target)),
        reached=_label(scoring.reached(assessed.sums, assessed.target)),
    )


def failed_table(store: Store, assessment_id: int) -> Table:
    """What is below its maximum, critical ones and the most weight lost first, with what to do
    about it.
    """
    rows = [
        (
            answer.indicator_code,
            answer.indicator_text,
            answer.score,
            answer.max_score,
            answer.critical,
            answer.feedback,
        )
        for answer in failed(store, assessment_id)
    ]
    columns = words("indicator_code indicator_text score max_score critical feedback")
    return Table(
        T("Not at the maximum, worst first", "Belum penuh, terburuk dahulu"),
        columns,
        rows,
        name="failed",
    )


def _title(one: Assessment) -> T:
    who = f"{one.official_name}, {one.village_name}" if one.official_name else one.village_name
    return T("Assessment {code}: {who}", "Penilaian {code}: {who}").format(
        code=one.assessment_code, who=who
    )


def _head(assessed: Assessment) -> T:
    fields = (
        (WORDS["assessment_date"], assessed.assessment_date),
        (WORDS["stage"], assessed.stage),
        (WORDS["mentor_code"], assessed.mentor_code),
        (WORDS["assessment_state"], assessed.assessment_state),
    )
    shown = " · ".join(field.show(value) for field, value in fields if value)
    return same_in_both(f"{assessed.instrument_code} {assessed.instrument_version} · {shown}")


def _result(assessed: Assessment) -> Table:
    low, high = scoring.bounds(assessed.sums) or (None, None)
    asked = assessed.sums.applicable + assessed.excluded
    row = (
        scoring.total(assessed.sums),
        scoring.coverage(assessed.sums),
        low,
        high,
        100 * assessed.excluded / asked if asked else None,
        assessed.sums.critical_failed,
        assessed.target,
        scoring.reached(assessed.sums, assessed.target),
        scoring.band(assessed.sums, assessed.bands, assessed.target),
    )
    columns = words(
        "latest coverage low_bound high_bound not_applicable critical_failures target reached band"
    )
    return Table(
        T("Score", "Nilai"),
        (WORDS["total"]._replace(label=T("Score", "Nilai")), *columns[1:]),
        [row],
        name="result",
    )


def _dimensions(store: Store, one: Assessment) -> Table:
    rows = [
        (name, scoring.total(sums), scoring.coverage(sums), *(scoring.bounds(sums) or (None, None)))
        for name, sums in dimension_sums(store, one.id).items()
    ]
    columns = words("dimension total coverage low_bound high_bound")
    return Table(
        T("Scores by dimension", "Nilai menurut dimensi"),
        columns,
        rows,
        name="dimensions",
        chart=(Bar("total"),),
    )


def _unanswered(missing: list[Given]) -> Table:
    rows = [(one.indicator_code, one.indicator_text, one.weight, one.critical) for one in missing]
    return Table(
        T("Not answered yet", "Belum terjawab"),
        words("indicator_code indicator_text weight critical"),
        rows,
        name="unanswered",
    )


def _left_out(given: list[Given]) -> Table:
    rows = [
        (one.indicator_code, one.indicator_text, one.weight, one.na_reason)
        for one in given
        if one.na_reason
    ]
    return Table(
        T("Not applicable", "Tidak berlaku"),
        words("indicator_code indicator_text weight na_reason"),
        rows,
        name="not_applicable",
    )


def _shown(value: float, one: Assessment) -> T:
    tenths = f"{scoring.shown(value, [one.target, *(low for low, _ in one.bands)]):.1f}"
    return T(tenths, tenths.replace(".", ","))


def _label(word: str) -> T:
    return {choice.key: choice.label for choice in REACHED}.get(word, same_in_both(word))
