"""Agreement: how far two assessors of the same village agree, for each pair of assessors and each
scale.
"""

from collections import defaultdict
from typing import NamedTuple

from perut_cli.core import statistics as measures
from perut_cli.core.fields import SEPARATOR
from perut_cli.core.instruments import parse_options
from perut_cli.core.table import Table
from perut_cli.core.text import T
from perut_cli.core.values import Row
from perut_cli.core.vocabulary import words
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.units import Yardstick, query_parameters, yardstick
from perut_cli.reports.words import figure, head
from perut_cli.store.db import Store
from perut_cli.store.queries import query

COLUMNS = words(
    "mentor_code second_mentor levels pairs exact_share near_share kappa ac1 ac2_linear "
    "ac2_quadratic leniency "
    "agreement_word"
)
DAYS = 45
"""Two assessments at most so many days apart are of the same state of things."""


class AssessorPair(NamedTuple):
    """Two assessors and the scale they both used: its levels, rising; none where any score could be
    given.
    """

    mentor_code: str
    second_mentor: str
    levels: tuple[float, ...]
    most: float


class Double(NamedTuple):
    """One indicator of one village that two assessors scored."""

    side: AssessorPair
    score: float
    second_score: float
    village_code: str
    indicator_code: str


def agreement(store: Store, scope: Scope) -> Table:
    """A row a pair of assessors and scale; coefficients only where the levels are given, a word
    from 20 answers on.
    """
    yard = yardstick(store, scope)
    by_pair: dict[AssessorPair, list[tuple[float, float]]] = defaultdict(list)
    for double in doubles(store, scope, yard):
        by_pair[double.side].append((double.score, double.second_score))
    note = T(
        "Answers of two assessors to the same indicator of the same village and stage, at most "
        "{days} {days:day|days} apart; "
        "below {least} answers no word. Leniency in points of 100: above 0 the first is the "
        "milder.",
        "Jawaban dua penilai atas indikator, desa, dan tahap yang sama, berselang paling lama "
        "{days} hari; "
        "di bawah {least} jawaban tanpa sebutan. Kelonggaran: poin dari 100, di atas 0 yang "
        "pertama lebih longgar.",
    ).format(days=DAYS, least=measures.MINIMUM_PAIRS)
    rows = [_row(side, pairs) for side, pairs in sorted(by_pair.items())]
    title = T("Agreement of assessors", "Kesesuaian penilai")
    return Table(title, COLUMNS, rows, note=note, head=head(scope, yard), name="agreement")


def doubles(store: Store, scope: Scope, yard: Yardstick) -> list[Double]:
    """Every answer that two assessors gave to the same, in the order of assessors, villages and
    indicators.
    """
    rows = store.select(
        query("score_quality", "double_answers").sql, query_parameters(scope, yard, days=DAYS)
    )
    return [
        Double(AssessorPair(first, second, levels(options), most), mine, theirs, village, indicator)
        for first, second, options, most, mine, theirs, village, indicator in rows
    ]


def levels(options: str) -> tuple[float, ...]:
    """The scores that could be given, rising; none without options."""
    return tuple(sorted(value for value, _ in parse_options(options))) if options else ()


def scale(side: AssessorPair) -> str:
    """The levels as a list in a cell."""
    return SEPARATOR.join(figure(level).en for level in side.levels)


def _row(side: AssessorPair, pairs: measures.Pairs) -> Row:
    mild = measures.leniency(pairs)
    names = (side.mentor_code, side.second_mentor, scale(side), len(pairs))
    lean = None if mild is None else 100 * mild / side.most
    if not side.levels:
        return *names, _percent(measures.exact(pairs)), None, None, None, None, None, lean, ""
    plain = measures.agreement(pairs, side.levels)
    weighted = (measures.gwet(pairs, side.levels, weights) for weights in ("linear", "quadratic"))
    shares = (_percent(plain.exact), _percent(plain.within_one))
    return *names, *shares, plain.kappa, plain.coefficient, *weighted, lean, plain.label


def _percent(part: float | None) -> float | None:
    return None if part is None else 100 * part
