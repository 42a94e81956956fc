"""Guided entry of a visit: the session, who was there, what was found and agreed, what turned out
done, the next date.
"""

from collections.abc import Callable
from functools import partial

from perut_cli.cli.app.command import Inputs
from perut_cli.cli.app.context import Context
from perut_cli.cli.guided.ask import Answers, Question
from perut_cli.cli.guided.record import (
    ask_with_draft,
    checker,
    next_of,
    one_line,
    question_of,
    sheet_questions,
    with_answers,
)
from perut_cli.core.fields import SEPARATOR
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T
from perut_cli.core.values import Fault
from perut_cli.core.vocabulary import WORDS
from perut_cli.reports.choices import indicators, next_plan, open_steps, people, records

SESSION = SHEETS["session"]
_ASKED = (
    "village_code",
    "session_date",
    "kind",
    "mode",
    "mentors",
    "topics",
    "start_time",
    "end_time",
    "place",
    "other_villages",
    "letter_number",
    "summary",
    "worked_on",
    "guests",
)
_PLANNED = ("kind", "topics")
"""What a plan says of the visit: another visit's topics are no default."""

_OF_FINDING, _OF_STEP = ("severity", "indicator_code"), ("responsible", "due")


def guided_session(context: Context, inputs: Inputs, names: dict[str, T]) -> Inputs:
    """Ask for a whole visit, whose options beside the session's own have these names; gives the
    options of `session add` with their order. Raises Interrupted P098, the draft kept.
    """
    questions = _session_questions(context, inputs)
    answers = ask_with_draft(
        context, "session-add", partial(_following, context, inputs, questions)
    )
    answered = with_answers(
        inputs, {key: value for key, value in answers.items() if key in SESSION.words}
    )
    pairs = [(_names(word), str(answered[word])) for word in SESSION.words if answered.get(word)]
    for key, value in _told(answers):
        answered[key] = [*(answered.get(key) or ()), value]
        answered.order.append(key)
        pairs.append((names[key], value))
    one_line(context, "session", T("add", "tambah"), pairs)
    return answered


def _names(word: str) -> T:
    field = WORDS[word]
    return T("--" + field.key.replace("_", "-"), "--" + field.key_id.replace("_", "-"))


def _session_questions(context: Context, inputs: Inputs) -> list[Callable[[Answers], Question]]:
    """The session's own questions in the order of a visit; a plan near today is proposed."""
    made = {made({}).key: made for made in sheet_questions(context, SESSION, inputs)}
    return [partial(_begun_with, context, inputs, made[word]) for word in _ASKED if word in made]


def _begun_with(
    context: Context, inputs: Inputs, made: Callable[[Answers], Question], answers: Answers
) -> Question:
    """A question whose default is the plan's, of the village and the day answered before it."""
    question = made(answers)
    if question.key == "worked_on":
        host = context.finder().village({**answers, **inputs}["village_code"])
        items = tuple(indicators(context.store(), host, named=True))
        return question._replace(choices=items, listed=False, searched=True)
    day = answers.get("session_date") or inputs.text("session_date")
    village = answers.get("village_code") or inputs.text("village_code")
    planned = next_plan(
        context.store(),
        str(WORDS["session_date"].parse(day)) if day else context.world.today(),
        context.finder().village(village) if village else None,
    )
    default = planned.get(question.key, "")
    if question.key in _PLANNED and village and not default and question.key != "kind":
        return question._replace(default="")
    return question._replace(default=default) if default else question


def _following(
    context: Context,
    inputs: Inputs,
    questions: list[Callable[[Answers], Question]],
    answers: Answers,
) -> Question | None:
    question = next_of(questions, answers)
    if question:
        return question
    so_far = {**answers, **inputs}
    villages = _villages(context, so_far)
    for ask in (
        partial(_attendance, context, villages, so_far),
        partial(_finding, context, villages, so_far),
        partial(_done, context, villages),
        partial(_next_date, context),
    ):
        question = ask()
        if question and question.key not in answers:
            return question
    return None


def _villages(context: Context, so_far: dict[str, str]) -> list[int]:
    names = [
        so_far["village_code"],
        *[item for item in so_far.get("other_villages", "").split(SEPARATOR) if item],
    ]
    return [context.finder().village(name) for name in names]


def _attendance(context: Context, villages: list[int], so_far: dict[str, str]) -> Question:
    day = str(WORDS["session_date"].parse(so_far["session_date"]))
    known = people(context.store(), villages, day)
    host = context.store().value(
        "SELECT substr(village_code, -4) FROM village WHERE id = ?", (villages[0],)
    )
    names = dict(records(context.store(), "village"))
    choices = tuple(
        (person.name, person.position)
        if person.village == host
        else (
            f"{person.village}:{person.name}",
            ", ".join(part for part in (person.position, names.get(person.village, "")) if part),
        )
        for person in known
    )
    return Question(
        "attendee",
        T("Who was there", "Siapa yang hadir"),
        T("numbers of the list, names, or all", "nomor dari daftar, nama, atau semua"),
        choices=choices,
        many=True,
        section="attendee",
        check=partial(_present, context, villages),
    )


def _present(context: Context, villages: list[int], text: str) -> str:
    for name in text.split(SEPARATOR):
        place, colon, person = name.partition(":")
        village = context.finder().village(place) if colon else villages[0]
        context.finder().official(village, person if colon else name)
    return ""


def _finding(context: Context, villages: list[int], answers: Answers) -> Question | None:
    """The next question about findings: a text, what belongs to it, its follow-ups; a blank text
    ends them.
    """
    day = str(WORDS["session_date"].parse(answers["session_date"]))
    part = partial(_part, context, villages, day)
    number = 1
    while True:
        key = f"finding.{number}"
        label = (
            T("Finding {n}", "Temuan {n}").format(n=number)
            if number > 1
            else T("Finding", "Temuan")
        )
        if key not in answers:
            return Question(
                key,
                str(label),
                T(
                    "what was found; Enter when there is nothing more",
                    "apa yang ditemukan; Enter bila tidak ada lagi",
                ),
                section="finding",
            )
        if not answers[key]:
            return None
        for question in (
            *(part(key, word) for word in _OF_FINDING),
            *_steps(part, key, answers),
        ):
            if question.key not in answers:
                return question
        number += 1


def _part(context: Context, villages: list[int], day: str, before: str, word: str) -> Question:
    check: Callable[[str], str] = (
        partial(_indicator, context)
        if word == "indicator_code"
        else checker(
            context, SHEETS["finding" if word in _OF_FINDING else "action"], WORDS[word], {}
        )
    )
    question = question_of(context, WORDS[word], "", check)
    if word == "indicator_code":
        question = question._replace(
            choices=tuple(indicators(context.store(), villages[0])), listed=False, searched=True
        )
    if word == "responsible":
        known = people(context.store(), villages[:1], day)
        posts = {one.position or one.name: one.position and one.name for one in known}
        question = question._replace(choices=tuple(posts.items()))
    return question._replace(key=f"{before}.{word}", label=f"  {question.label}", section=before)


def _indicator(context: Context, text: str) -> str:
    instrument, colon, code = text.partition(":")
    if not colon:
        row = context.store().rows(
            "SELECT DISTINCT indicator_text FROM indicator WHERE indicator_code = ?", (text,)
        )
        if not row:
            raise Fault(
                "P040",
                T("no indicator {text}", "indikator {text} tidak ada").format(text=text),
                T("see `perut indicator list`", "lihat `perut indikator daftar`"),
            )
        return str(row[0][0])
    id_ = context.finder().first_indicator(instrument, code)
    return str(context.store().value("SELECT indicator_text FROM indicator WHERE id = ?", (id_,)))


def _steps(part: Callable[[str, str], Question], finding: str, answers: Answers) -> list[Question]:
    """The questions about a finding's follow-ups, up to the first that is open."""
    questions: list[Question] = []
    number = 1
    while True:
        key = f"{finding}.action.{number}"
        label = (
            T("  Follow-up {n}", "  Tindak lanjut {n}").format(n=number)
            if number > 1
            else T("  Follow-up", "  Tindak lanjut")
        )
        questions.append(
            Question(
                key,
                str(label),
                T(
                    "what is to be done; Enter when there is nothing more",
                    "apa yang harus dilakukan; Enter bila tidak ada lagi",
                ),
                section=key,
            )
        )
        if not answers.get(key):
            return questions
        questions += [part(key, word) for word in _OF_STEP]
        number += 1


def _done(context: Context, villages: list[int]) -> Question | None:
    choices = tuple(open_steps(context.store(), villages))
    if not choices:
        return None
    return Question(
        "done",
        T("Follow-ups found done", "Tindak lanjut yang ternyata selesai"),
        T("numbers of the list", "nomor dari daftar"),
        choices=choices,
        many=True,
        section="done",
    )


def _next_date(context: Context) -> Question:
    field = WORDS["agreed_next"]
    return question_of(context, field, "", checker(context, SESSION, field, {}))._replace(
        section="agreed_next"
    )


def _told(answers: Answers) -> list[tuple[str, str]]:
    """Answers as options in their order: names and codes one by one, findings with what belongs to
    them.
    """
    told = []
    for key, value in answers.items():
        if not value:
            continue
        if key in ("attendee", "done"):
            told += [(key, item) for item in value.split(SEPARATOR)]
        elif key.startswith("finding."):
            last = [part for part in key.split(".") if not part.isdigit()][-1]
            told.append((last, value))
    return told
