"""Guided entry of any record, of a new database, and of an assessment: what is asked, and the
command line that does the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from perut_cli.cli.app.command import Inputs, Word, both_names, name_here, quoted_word
from perut_cli.cli.app.context import NO, YES, Context
from perut_cli.cli.app.drafts import delete_draft, draft_of
from perut_cli.cli.app.tree import NOUNS
from perut_cli.cli.guided.ask import SAVE, Answers, Question, ask, yes
from perut_cli.core.errors import Invalid
from perut_cli.core.fields import CHOICE, LIST, SEPARATOR, Field
from perut_cli.core.sheet import Column, Sheet
from perut_cli.core.text import T, Text
from perut_cli.core.values import Fault, quoted
from perut_cli.core.vocabulary import WORDS
from perut_cli.reports.choices import due_by_rule, last_values, records
from perut_cli.store.columns import parts
from perut_cli.store.importing.cells import CellFormat
from perut_cli.store.importing.import_rows import recorded_choices
from perut_cli.store.importing.read_rows import RowReader

_NEVER_ASKED = ("evidence_sha256", "moved_to", "repeat_of")
_REPEATED = ("instrument_version",)
"""Beside choices and references these begin with the last record's value."""

_OWN = ("sex", "education")
"""Choices that are a person's own."""

_NAMED = {
    "village_code": "village",
    "other_villages": "village",
    "mentor_code": "mentor",
    "mentors": "mentor",
    "topics": "topic",
    "instrument_code": "instrument",
    "session_code": "session",
    "finding_code": "finding",
    "assessment_code": "assessment",
    "obligation_code": "obligation",
}


def fill(context: Context, sheet: Sheet, inputs: Inputs) -> Inputs:
    """Ask for the words of a sheet that weren't given; gives all. Raises Interrupted P098, the
    draft kept.
    """
    questions = sheet_questions(context, sheet, inputs)
    answers = ask_with_draft(
        context, f"{sheet.name}-add", lambda answers: next_of(questions, answers)
    )
    if answers.get("due") and _day(answers["due"]) == _due_by_rule(context, {**answers, **inputs}):
        # It stays the rule's, whatever becomes of the rule.
        answers["due"] = ""
    return with_answers(inputs, answers)


def _day(text: str) -> str:
    return str(WORDS["due"].parse(text))


def _due_by_rule(context: Context, answers: Mapping[str, object]) -> str:
    """The day by the rule of the obligation and period answered so far; blank without both."""
    obligation, period = (str(answers.get(word) or "") for word in ("obligation_code", "period"))
    if not (obligation and period):
        return ""
    try:
        found = context.finder().code("obligation", obligation)
        return due_by_rule(context.store(), found, str(WORDS["period"].parse(period)))
    except Fault:
        return ""


def with_answers(inputs: Inputs, answers: Answers) -> Inputs:
    """What was given and answered; blanks were not."""
    answered = {key: value for key, value in answers.items() if value and key in WORDS}
    return Inputs({**answered, **inputs}, inputs.order)


def next_of(
    questions: Sequence[Callable[[Answers], Question]], answers: Answers
) -> Question | None:
    """The first question that has no answer yet."""
    for made in questions:
        question = made(answers)
        if question.key not in answers:
            return question
    return None


def ask_with_draft(
    context: Context, name: str, following: Callable[[Answers], Question | None]
) -> Answers:
    """Ask, then whether to write; the draft goes when the command has succeeded."""
    draft = draft_of(
        context.world,
        name,
        context.where().path,
        " ".join(["perut", *map(quoted_word, context.words)]),
    )
    if not context.inputs.has("dry_run"):
        context.finished.append(partial(delete_draft, draft))
    answers = ask(context, lambda answers: following(answers) or _save(following, answers), draft)
    if answers.pop(SAVE).casefold() not in YES:
        raise Invalid(
            "P069",
            T("not confirmed, nothing was written", "tidak dipastikan, tidak ada yang ditulis"),
            T(
                "the draft is kept: the same command goes on with it",
                "konsepnya tersimpan: perintah yang sama melanjutkannya",
            ),
        )
    return answers


def _save(following: Callable[[Answers], Question | None], answers: Answers) -> Question | None:
    """The last question, below everything that was answered."""
    if SAVE in answers:
        return None
    told: list[tuple[Text, str]] = []
    so_far: Answers = {}
    for key, value in answers.items():
        asked = following(so_far)
        so_far[key] = value
        if value and asked:
            told.append((str(asked.label).strip(), asked.shown(value)))
    return Question(
        SAVE,
        T("Write it?", "Simpan?"),
        T(
            "yes writes what stands above; no keeps it as a draft; < goes back to the last answer",
            "ya menyimpan isian di atas; tidak menyimpannya sebagai konsep; < kembali ke isian "
            "terakhir",
        ),
        heading="\n".join(f"  {label}: {value}" for label, value in told),
        default=name_here(T("yes", "ya")),
        check=_yes_or_no,
    )


def _yes_or_no(text: str) -> str:
    if text.casefold() not in (*YES, *NO):
        raise Fault(
            "P031",
            T("{text} is neither yes nor no", "{text} bukan ya atau tidak").format(
                text=quoted(text)
            ),
            T("write yes or no", "tulis ya atau tidak"),
        )
    return ""


def sheet_questions(
    context: Context, sheet: Sheet, inputs: Inputs
) -> list[Callable[[Answers], Question]]:
    """A question for every word of a sheet that wasn't given, those needed first."""
    defaults = {
        word: value
        for word, value in last_values(context.store(), sheet).items()
        if _carried(sheet, word)
    }
    columns = [
        column
        for column in sheet.columns
        if column.key not in inputs
        and column.key not in _NEVER_ASKED
        and not (sheet.has_generated_code and column.key == sheet.key)
    ]
    columns.sort(key=lambda column: not _needed(column))
    return [_asker(context, sheet, column, inputs, defaults) for column in columns]


def _needed(column: Column) -> bool:
    return column.required and not column.default


def _carried(sheet: Sheet, word: str) -> bool:
    return word != sheet.key and (
        word in _NAMED or word in _REPEATED or (WORDS[word].kind is CHOICE and word not in _OWN)
    )


def _asker(
    context: Context, sheet: Sheet, column: Column, inputs: Inputs, defaults: dict[str, str]
) -> Callable[[Answers], Question]:
    field = column.field
    default = (
        ("" if column.default in WORDS else column.default)
        or defaults.get(field.key, "")
        or (context.world.today() if field.key == sheet.dated and _needed(column) else "")
    )

    def made(answers: Answers) -> Question:
        so_far = {
            word: str(value)
            for word, value in {**answers, **inputs}.items()
            if word in sheet.words and value
        }
        by_rule = _due_by_rule(context, so_far) if field.key == "due" else ""
        return question_of(
            context, field, by_rule or default, checker(context, sheet, field, so_far)
        )._replace(needed=_needed(column), section="needed" if _needed(column) else "more")

    return made


def question_of(
    context: Context, field: Field, default: str, check: Callable[[str], str]
) -> Question:
    """The question for a word, with its choices: fixed ones, or the records that it may name."""
    choices = tuple(
        (
            name_here(T(choice.key, choice.label.id.lower())) if not field.added else choice.key,
            str(choice.label),
        )
        for choice in field.choices
    )
    if not choices and field.key in _NAMED:
        choices = tuple(records(context.store(), _NAMED[field.key]))
    shown = (
        field.show(default)
        if (field.choices and not field.added) or field.kind.name in ("date", "time")
        else default
    )
    return Question(
        field.key,
        str(field.label),
        f"{field.help}{_example(field)}",
        False,
        shown.lower() if field.choices and not field.added else shown,
        choices,
        field.kind is LIST,
        check,
        dated=field.kind.name == "date",
    )


def _example(field: Field) -> Text:
    if not field.example:
        return ""
    example: Text = field.example
    if field.kind.name in ("date", "time"):
        example = field.show(field.example)
    for choice in field.choices:
        if choice.key == field.example:
            example = T(choice.key, choice.label.id.lower())
    return T(" (for instance {example})", " (misalnya {example})").format(example=example)


def checker(
    context: Context, sheet: Sheet, field: Field, so_far: dict[str, str]
) -> Callable[[str], str]:
    """How an answer is looked at: read as a file's cell would be, beside the answers before it;
    gives what it means. Raises Fault.
    """

    def check(text: str) -> str:
        cells = {**so_far, field.key: text}
        form = CellFormat(
            new=context.inputs.has("new"), choices=recorded_choices(context.store(), cells)
        )
        reading = RowReader(
            sheet, [WORDS[word] for word in cells], form, context.finder(), parts(sheet)
        )
        reading.read([1], [list(cells.values())])
        for problem in reading.problems:
            if problem.key == field.key:
                _allow_new(
                    context,
                    field,
                    problem.number,
                    Fault(problem.number, problem.reason, problem.hint),
                )
        return meaning(context, field, text)

    return check


def _allow_new(context: Context, field: Field, number: str, fault: Fault) -> None:
    """A new value of a list that grows may be taken, if it is meant. Raises the fault otherwise."""
    if (
        number != "P029"
        or not field.added
        or not yes(
            context,
            T("  {reason}. Take it?", "  {reason}. Pakai?").format(reason=fault.reason),
        )
    ):
        raise fault
    context.inputs["new"] = True


def meaning(context: Context, field: Field, text: str) -> str:
    """What an answer was read as, where that is not what was typed."""
    if field.key == "village_code" and context.where().path.exists():
        rows = context.store().rows(
            "SELECT village_code || ' ' || village_name FROM village WHERE id = ?",
            (_village(context, text),),
        )
        return str(rows[0][0]) if rows else ""
    if field.key == "other_villages" and context.where().path.exists():
        named = (_village(context, name) for name in text.split(SEPARATOR))
        store = context.store()
        return ", ".join(
            str(store.value("SELECT village_name FROM village WHERE id = ?", (id_,)) or "")
            for id_ in named
        )
    if field.kind.name in ("date", "time"):
        return field.show(field.parse(text))
    return ""


def _village(context: Context, text: str) -> int:
    try:
        return context.finder().village(text)
    except Fault:
        return 0


def one_line(context: Context, noun: str, verb: T, pairs: Iterable[tuple[T, str]]) -> None:
    """Say, once the command is done, the one line that does the same; the history keeps it too."""
    words = (
        [name_here(T(noun, NOUNS[noun][0])), name_here(verb)]
        if noun in NOUNS
        else [name_here(verb)]
    )
    for name, value in pairs:
        words += [word for word in (name_here(name), value) if word]
    context.words = words
    context.told = _told(context, words)
    context.afterwards.append(str(T("the same in one line:", "sama dengan satu baris:")))
    context.afterwards.append("  perut " + " ".join(map(quoted_word, words)))


def _told(context: Context, words: Sequence[str]) -> list[Word]:
    """The words of the line for the history."""
    personal = {
        name
        for option in (context.spec.options if context.spec else ())
        if option.is_personal
        for name in both_names(option.names)
    }
    return [
        Word(word, before in personal) for before, word in zip(["", *words], words, strict=False)
    ]


def sheet_line(context: Context, sheet: Sheet, inputs: Inputs) -> None:
    """The one line that adds a record of a sheet."""
    pairs = [
        (
            T("--" + field.key.replace("_", "-"), "--" + field.key_id.replace("_", "-")),
            str(inputs[field.key]),
        )
        for field in sheet.fields
        if inputs.get(field.key)
    ]
    if context.inputs.has("new"):
        pairs.append((T("--new", "--baru"), ""))
    one_line(context, sheet.name, T("add", "tambah"), [(name, value) for name, value in pairs])
