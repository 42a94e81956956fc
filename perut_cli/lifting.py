"""Lifting: which indicators would raise the total most."""

from collections.abc import Iterable

from perut_cli.scoring import Answer, Sums, compared, percent, summed, total


def what_would_lift_most(answers: Iterable[Answer]) -> list[tuple[str, float]]:
    """Rank (indicator_code, points that the total would gain if it alone were answered at its
    maximum), most first.

    An unanswered one also joins the answered weight; with nothing answered yet the total counts as
    0. Ties: the
    heavier first, then the code. Full marks and what isn't applicable are left out.
    """
    asked = [answer for answer in answers if answer.applicable]
    sums = summed(asked)
    lifts = [
        (answer, _lift(answer, sums))
        for answer in asked
        if answer.factor is None or answer.factor < 1
    ]
    lifts.sort(key=lambda lift: (-compared(lift[1]), -lift[0].weight, lift[0].indicator_code))
    return [(answer.indicator_code, points) for answer, points in lifts]


def _lift(answer: Answer, sums: Sums) -> float:
    if answer.factor is not None:
        return 100 * answer.weight * (1 - answer.factor) / sums.answered
    return percent(sums.earned + answer.weight, sums.answered + answer.weight) - (total(sums) or 0)
