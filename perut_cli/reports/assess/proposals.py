"""What the records propose as scores of an assessment, with the reason; the officer confirms it."""

from collections.abc import Sequence
from typing import NamedTuple

from perut_cli.core.instruments import parse_options, write_options
from perut_cli.core.table import Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import SUBMISSION_STATES, WORDS, words
from perut_cli.reports.assess.items import AssessedIndicator, AssessmentSubject, items
from perut_cli.reports.obligations.fillings import looks
from perut_cli.reports.obligations.obligations import (
    NEVER,
    SUBMITTED,
    Obligation,
    Submission,
    all_obligations,
    days_late,
    due_day,
    expected,
    submissions,
)
from perut_cli.reports.scope import Scope
from perut_cli.reports.words import day, figure
from perut_cli.store.db import Store

ON_TIME, LATE, MISSING = 2, 1, 0
DRAFT = "draft"
_YEARS_BACK = 4
_LARGE = 10
_STATES = {choice.key: choice.label for choice in SUBMISSION_STATES}


class Sourced(NamedTuple):
    """What a proposal needs of an indicator: source (an obligation's code or APPLICATION:PART),
    maximum, options.
    """

    source: str
    max_score: float
    options: str = ""


class Proposed(NamedTuple):
    """A proposed score and why."""

    score: float
    reason: T


def proposed_score(
    store: Store, indicator: Sourced, village_id: int, as_of: str
) -> Proposed | None:
    """The score that the records of a village suggest on a day; None without a source or where they
    say nothing.
    """
    application, _, part = indicator.source.rpartition(":")
    if application:
        return _by_filling(store, indicator, (village_id, application, part), as_of)
    rule = next(
        (one for one in all_obligations(store) if one.obligation_code == indicator.source), None
    )
    return _by_submission(store, indicator, rule, village_id, as_of) if rule else None


def step(outcome: int, scores: Sequence[float], max_score: float) -> float:
    """The option for on time (the best), late (the middle one, of two the better) or missing (the
    least).
    """
    order = sorted(scores) or [0.0, max_score / 2, max_score]
    return (order[0], order[len(order) // 2], order[-1])[outcome]


def portion(share: float, scores: Sequence[float], max_score: float) -> float:
    """Percent of the maximum, a whole number where that is 10 or more; with options the highest not
    above it.
    """
    exact = share * max_score / 100
    if scores:
        return max((score for score in scores if score <= exact), default=min(scores))
    return round(exact, 0 if max_score >= _LARGE else 2)


def outcome(submission: Submission, as_of: str) -> int:
    """Whether a document was submitted by its due day, late or only adopted, or is missing (a draft
    is).
    """
    if submission.submission_state in {NEVER, DRAFT}:
        return MISSING
    late = submission.submission_state != SUBMITTED or days_late(
        submission.due, submission.submission_state, submission.submitted_on, as_of
    )
    return LATE if late else ON_TIME


def _by_filling(
    store: Store, indicator: Sourced, part: tuple[int, str, str], as_of: str
) -> Proposed | None:
    look = looks(store, Scope(as_of, village_id=part[0])).get(part)
    if look is None or look.share is None:
        return None
    text = T(
        "{part}: {filled} of {total} filled on {day}, {share} %",
        "{part}: {filled} dari {total} terisi pada {day}, {share} %",
    )
    when, share = day(look.filling_date), figure(look.share, 1)
    reason = text.format(part=part[2], filled=look.filled, total=look.total, day=when, share=share)
    return Proposed(portion(look.share, _scores(indicator), indicator.max_score), reason)


def _by_submission(
    store: Store, indicator: Sourced, rule: Obligation, village_id: int, as_of: str
) -> Proposed | None:
    recorded = (
        submissions(store, Scope(as_of, village_id=village_id)).get(village_id, {}).get(rule.id, [])
    )
    one = _last(rule, recorded, as_of)
    if one is None:
        return None
    return Proposed(
        step(outcome(one, as_of), _scores(indicator), indicator.max_score),
        _reason(rule, one, as_of),
    )


def _last(rule: Obligation, recorded: Sequence[Submission], as_of: str) -> Submission | None:
    dated = [
        submission._replace(due=submission.due or due_day(rule, submission.period))
        for submission in recorded
    ]
    settled = [
        submission
        for submission in dated
        if submission.submission_state == SUBMITTED or (submission.due and submission.due <= as_of)
    ]
    since = f"{int(as_of[:4]) - _YEARS_BACK}-01-01"
    seen = {submission.period[:4] for submission in dated}
    owing = [
        Submission(period, due)
        for period, due in expected(rule, since, as_of)
        if period[:4] not in seen
    ]
    return max((*settled, *owing), key=lambda submission: submission.period, default=None)


def _reason(rule: Obligation, submission: Submission, as_of: str) -> T:
    if submission.submission_state == SUBMITTED and not submission.submitted_on:
        said = T("submitted", "disampaikan")
    elif submission.submission_state == SUBMITTED:
        said = T("submitted on {day}", "disampaikan {day}").format(day=day(submission.submitted_on))
    elif submission.submission_state == NEVER:
        said = T("not submitted by {day}", "belum disampaikan sampai {day}").format(day=day(as_of))
    else:
        said = T(
            "{state}, not submitted by {day}", "{state}, belum disampaikan sampai {day}"
        ).format(state=_STATES[submission.submission_state], day=day(as_of))
    text = T("{code} {period}: {said}, due {due}", "{code} {period}: {said}, tenggat {due}")
    return text.format(
        code=rule.obligation_code, period=submission.period, said=said, due=day(submission.due)
    )


def _scores(indicator: Sourced) -> list[float]:
    return [value for value, _ in parse_options(indicator.options)] if indicator.options else []


class FindingProposal(NamedTuple):
    """An indicator with the score that the records propose and the reason for it."""

    item: AssessedIndicator
    proposed: Proposed

    @property
    def indicator_code(self) -> str:
        """The indicator's code."""
        return self.item.indicator_code


class AssessmentQuestion(NamedTuple):
    """An indicator to be asked for, with the proposed score and its reason, blank where there is
    none.
    """

    item: AssessedIndicator
    proposed: str = ""
    reason: str = ""


def proposals(store: Store, unit: AssessmentSubject, day: str) -> list[FindingProposal]:
    """What the records propose for the indicators with a source on a day; for officials they say
    nothing.
    """
    if unit.official_id is not None:
        return []
    sourced = [item for item in items(store, unit.instrument_id) if item.source]
    found = (
        (item, proposed_score(store, _sourced(item), unit.village_id, day)) for item in sourced
    )
    return [FindingProposal(item, proposed) for item, proposed in found if proposed]


def proposals_table(proposed: Sequence[FindingProposal]) -> Table:
    """The proposals with their reasons, to be confirmed."""
    rows = [
        (
            proposal.indicator_code,
            proposal.item.indicator_text,
            proposal.proposed.score,
            str(proposal.proposed.reason),
            proposal.item.source,
        )
        for proposal in proposed
    ]
    note = T(
        "Take them all with --accept-proposed, or one with CODE=proposed.",
        "Ambil semua dengan --terima-usulan, atau satu dengan KODE=usulan.",
    )
    title, columns = (
        T("Scores that the records propose", "Nilai yang diusulkan catatan"),
        words("indicator_code indicator_text score why source"),
    )
    return Table(title, columns, rows, note=note if rows else "", name="proposals")


def questions(
    store: Store, unit: AssessmentSubject, day: str, assessment_id: int | None
) -> list[AssessmentQuestion]:
    """All indicators in the order of the checklist with what is answered and proposed, for asking
    one by one.
    """
    proposed = {one.indicator_code: one.proposed for one in proposals(store, unit, day)}
    return [
        _question(item, proposed.get(item.indicator_code))
        for item in items(store, unit.instrument_id, assessment_id)
    ]


def _question(item: AssessedIndicator, proposed: Proposed | None) -> AssessmentQuestion:
    return (
        AssessmentQuestion(item, WORDS["score"].show(proposed.score), str(proposed.reason))
        if proposed
        else AssessmentQuestion(item)
    )


def _sourced(item: AssessedIndicator) -> Sourced:
    return Sourced(item.source, item.max_score, write_options(item.options))
