"""Guided entry of an assessment: indicator by indicator, with what the records propose."""

import math
import re
from collections.abc import Callable, Sequence
from functools import partial

from perut_cli.cli.app.context import Context
from perut_cli.cli.guided.ask import Answers, Question
from perut_cli.cli.guided.record import ask_with_draft, next_of, one_line
from perut_cli.core.text import T
from perut_cli.core.values import Fault
from perut_cli.core.vocabulary import WORDS
from perut_cli.reports.assess.items import AssessedIndicator
from perut_cli.reports.assess.proposals import AssessmentQuestion


def guided_assess(context: Context, indicators: Sequence[AssessmentQuestion]) -> dict[str, str]:
    """Ask indicator by indicator; gives cells by code, a changed or new answer each. Raises
    Interrupted P098.
    """
    name = "-".join(["assess", *re.findall(r"[a-z0-9]+", " ".join(context.words[1:]).lower())])
    answers = ask_with_draft(
        context, name, lambda answers: next_of([_of_indicator(one) for one in indicators], answers)
    )
    recorded = {one.item.indicator_code: one.item.answered for one in indicators}
    cells = {
        code: value
        for code, value in answers.items()
        if code in recorded and value != recorded[code]
    }
    one_line(
        context,
        "assess",
        T("assess", "nilai-desa"),
        [
            (T("", ""), word)
            for word in (*context.words[1:], *(f"{code}={value}" for code, value in cells.items()))
        ],
    )
    return cells


def _of_indicator(asked: AssessmentQuestion) -> Callable[[Answers], Question]:
    item = asked.item
    score = WORDS["score"]
    critical = T(" [critical]", " [kritis]") if item.critical == "yes" else T("", "")
    why = f"{asked.proposed}: {asked.reason}" if asked.proposed else ""

    options = tuple((score.show(value), label) for value, label in item.options)
    help_ = T(
        "na: and a reason where it does not apply; - leaves it unanswered",
        "tb: lalu alasan bila tidak berlaku; - membiarkannya kosong",
    )
    question = Question(
        item.indicator_code,
        f"{item.indicator_code} {item.indicator_text}{critical}",
        "; ".join(part for part in (why, str(help_)) if part),
        default=item.answered or asked.proposed,
        choices=options,
        check=partial(_checked, item),
        section=item.dimension,
        numbered=False,
        heading=item.dimension,
    )
    return lambda _: question


def _checked(item: AssessedIndicator, text: str) -> str:
    """What an answer means: its option's label. Raises Fault P039 for a reason left out, P042 for a
    number that is no score of the indicator.
    """
    if text.casefold()[:3] in ("na", "tb", "na:", "tb:"):
        if not text[3:].strip():
            raise Fault(
                "P039",
                T("a reason is missing", "alasannya belum ada"),
                T("write na: why", "tulis tb: mengapa"),
            )
        return ""
    try:
        value = float(WORDS["score"].parse(text, comma="," in text) or 0)
    except Fault:
        if not item.options:
            raise
        value = math.nan
    if value > item.max_score or (
        item.options and value not in [number for number, _ in item.options]
    ):
        raise Fault(
            "P042",
            T("{text} is none of the scores", "{text} bukan salah satu nilainya").format(text=text),
            item.choices,
        )
    return next((label for number, label in item.options if number == value), "")
