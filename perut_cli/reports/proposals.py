"""What the records propose as scores of an assessment, with the reason; the officer confirms it."""

from collections.abc import Sequence
from typing import NamedTuple

from perut_cli.instruments import write_options
from perut_cli.reports.assessing import Item, Unit, items
from perut_cli.reports.owed_proposed import Proposed, Sourced, proposed_score
from perut_cli.store.open import Store
from perut_cli.table import Table
from perut_cli.text import T
from perut_cli.vocabulary import WORDS, words


class Proposal(NamedTuple):
    """An indicator with the score that the records propose and the reason for it."""

    item: Item
    proposed: Proposed

    @property
    def indicator_code(self) -> str:
        """The indicator's code."""
        return self.item.indicator_code


class Question(NamedTuple):
    """An indicator to be asked for, with the proposed score and its reason, blank where there is
    none.
    """

    item: Item
    proposed: str = ""
    reason: str = ""


def proposals(store: Store, unit: Unit, day: str) -> list[Proposal]:
    """What the records propose for the indicators with a source on a day; for officials they say
    nothing.
    """
    if unit.official_id is not None:
        return []
    sourced = [item for item in items(store, unit.instrument_id) if item.source]
    found = (
        (item, proposed_score(store, _sourced(item), unit.village_id, day)) for item in sourced
    )
    return [Proposal(item, proposed) for item, proposed in found if proposed]


def proposals_table(proposed: Sequence[Proposal]) -> Table:
    """The proposals with their reasons, to be confirmed."""
    rows = [
        (
            one.indicator_code,
            one.item.indicator_text,
            one.proposed.score,
            str(one.proposed.reason),
            one.item.source,
        )
        for one in proposed
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


def questions(store: Store, unit: Unit, day: str, assessment_id: int | None) -> list[Question]:
    """All indicators in the order of the checklist with what is answered and proposed, for asking
    one by one.
    """
    proposed = {one.indicator_code: one.proposed for one in proposals(store, unit, day)}
    return [
        _question(item, proposed.get(item.indicator_code))
        for item in items(store, unit.instrument_id, assessment_id)
    ]


def _question(item: Item, proposed: Proposed | None) -> Question:
    return (
        Question(item, WORDS["score"].show(proposed.score), str(proposed.reason))
        if proposed
        else Question(item)
    )


def _sourced(item: Item) -> Sourced:
    return Sourced(item.source, item.max_score, write_options(item.options))
