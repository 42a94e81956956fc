"""Guided entry: questions one by one, with a default, a way back, an explanation, a look at each
answer, and a draft.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from perut_cli.cli.app.context import NO, YES, Context
from perut_cli.cli.app.drafts import (
    Draft,
    delete_draft,
    drafts_like,
    read_draft,
    set_aside,
    take_up,
    write_draft,
)
from perut_cli.core.calendars import moment_in_words
from perut_cli.core.errors import Interrupted
from perut_cli.core.fields import SEPARATOR
from perut_cli.core.text import T, Text
from perut_cli.core.values import Fault, day_meant
from perut_cli.store.lookup import fits

Answers = dict[str, str]
BACK, EXPLAIN, SKIP, BLANK = "<", "?", ">", "-"
SAVE = "save"
"""The last question, whether to write: not kept in a draft."""

_DIGITS_OF_A_NUMBER = 2
"""Longer numbers are codes, not places in a list."""

_LISTED = 12
"""Choices up to this number are listed with the question, more only when asked for."""


def nothing_to_say(text: str) -> str:
    """An answer that means what it says."""
    del text
    return ""


class Question(NamedTuple):
    """A question: `choices` are values and labels, `many` takes several, `searched` finds one by
    any word of its label, `dated` takes `kemarin` or `5/12` too; `check` looks at an answer and
    says what it means.
    """

    key: str
    label: Text
    help: Text = ""
    needed: bool = False
    default: str = ""
    choices: tuple[tuple[str, Text], ...] = ()
    many: bool = False
    check: Callable[[str], Text] = nothing_to_say
    section: str = ""
    listed: bool = True
    numbered: bool = True
    searched: bool = False
    heading: Text = ""
    dated: bool = False

    def shown(self, value: str) -> str:
        """An answer as a person reads it back: a code with its name, a day as it is written."""
        label = str(dict(self.choices).get(value, ""))
        if label and not self.many:
            return value if label.casefold() == value.casefold() else f"{value} {label}"
        with suppress(Fault):
            meant = str(self.check(value))
            if meant:
                return meant
        return value.replace(SEPARATOR, ", ")


Next = Callable[[Answers], Question | None]
"""What to ask after these answers; None when all is answered."""


def ask(context: Context, following: Next, draft: Draft) -> Answers:
    """Ask until nothing is left; gives the answers in their order. Raises Interrupted P098, the
    draft kept.
    """
    talk = _Talk(context, _begun(context, draft))
    _tell(
        context,
        T(
            "Enter takes what is in [brackets]; < goes back, ? explains, - leaves blank, > "
            "skips to the next part; Ctrl+C keeps a draft.",
            "Enter memakai isi dalam [kurung]; < mundur, ? menjelaskan, - mengosongkan, > "
            "melompati bagian ini; Ctrl+C menyimpan konsep.",
        ),
    )
    try:
        while question := following(talk.answers):
            talk.put(question)
            write_draft(
                draft,
                {key: value for key, value in talk.answers.items() if key != SAVE},
                context.world.written_at(),
            )
    except (KeyboardInterrupt, EOFError):
        context.world.stderr.write("\n")
        raise _stopped(kept_one=bool(talk.answers)) from None
    return talk.answers


def _stopped(*, kept_one: bool) -> Interrupted:
    return Interrupted(
        "P098",
        T("interrupted, no record changed", "dihentikan, tidak ada catatan yang berubah"),
        T(
            "the draft is kept: the same command goes on with it",
            "konsepnya tersimpan: perintah yang sama melanjutkannya",
        )
        if kept_one
        else "",
    )


def _begun(context: Context, draft: Draft) -> Answers:
    """The answers of a draft that the user wants to go on with, else none. One that isn't gone on
    with is thrown away only in so many words; else it is set aside and asked about again.
    """
    for waiting in drafts_like(draft):
        at, answers = read_draft(waiting)
        if not answers:
            continue
        question = T(
            "There is a draft of {at} ({first}) with {n} {n:answer|answers}. Go on with it?",
            "Ada konsep {at} ({first}) dengan {n} isian. Lanjutkan?",
        ).format(
            at=moment_in_words(at),
            first=", ".join([value for value in answers.values() if value][:3]),
            n=len(answers),
        )
        if yes(context, question, default=True):
            take_up(waiting, draft)
            return answers
        if yes(context, T("Throw that draft away?", "Buang konsep itu?")):
            delete_draft(waiting)
        elif waiting.path == draft.path:
            set_aside(draft)
            _tell(context, T("It is kept for later.", "Konsepnya disimpan untuk nanti."))
    return {}


def yes(context: Context, question: Text, *, default: bool = False) -> bool:
    """Ask for a yes or no until it is one of them. Raises EOFError at the end of the input."""
    brackets = T("[Y/n]", "[Y/t]") if default else T("[y/N]", "[y/T]")
    while True:
        reply = _read(context, f"{question} {brackets} ").lower()
        if not reply:
            return default
        if reply in YES or reply in NO:
            return reply in YES
        _tell(context, T("  answer y for yes or n for no", "  jawab y untuk ya atau t untuk tidak"))


def _read(context: Context, prompt: str) -> str:
    context.world.stderr.write(context.folded(prompt.rstrip()) + " ")
    context.world.stderr.flush()
    line = context.world.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def _tell(context: Context, text: Text) -> None:
    context.tell(text)


class _Talk:
    """The talk so far: the answers, those taken back, and whether the rest of a part is skipped."""

    def __init__(self, context: Context, answers: Answers) -> None:
        self.context = context
        self.answers = answers
        self.before: Answers = {}
        self.skipped = ""
        self.heading: Text = ""

    def put(self, question: Question) -> None:
        """Ask one question until it is answered, or step back from it."""
        if self.skipped and self.skipped == question.section and not question.needed:
            self.answers[question.key] = ""
            return
        self.skipped = ""
        if question.heading != self.heading:
            self.heading = question.heading
            _tell(self.context, f"\n{question.heading}")
        if question.listed and 0 < len(question.choices) <= _LISTED:
            self._list(question)
        while True:
            reply = _read(self.context, self._prompt(question))
            if reply == BACK:
                self._back()
                return
            if reply == EXPLAIN:
                self._explain(question)
            elif self._taken(question, reply):
                return

    def _taken(self, question: Question, reply: str) -> bool:
        """Whether the reply answers the question; a fault is told."""
        value = reply or self._default(question)
        if reply == SKIP:
            self.skipped, value = question.section, ""
        if value == BLANK:
            value = ""
        if not value:
            if question.needed:
                _tell(self.context, T("  this is needed; ? explains", "  ini wajib; ? menjelaskan"))
                self.skipped = ""
                return False
            self.answers[question.key] = ""
            return True
        if question.dated:
            value = day_meant(value, self.context.world.today())
        try:
            value = chosen(question, value)
            meant = str(question.check(value))
            _refuse_strange_numbers(question, value)
        except Fault as fault:
            _tell(self.context, f"  {fault.reason}" + (f"; {fault.hint}" if fault.hint else ""))
            return False
        if meant and meant != value:
            _tell(self.context, f"  → {meant}")
        self.answers[question.key] = value
        return True

    def _back(self) -> None:
        """Take the last answer that was really asked for back; it becomes the default."""
        self.skipped = ""
        if self.answers:
            key, value = self.answers.popitem()
            self.before[key] = value

    def _default(self, question: Question) -> str:
        return self.before.get(question.key, question.default)

    def _prompt(self, question: Question) -> str:
        mark = T(" (needed)", " (wajib)") if question.needed else T("", "")
        default = self._default(question)
        named = self._meant(question, default)
        return f"{question.label}{mark}{f' [{named}]' if default else ''}: "

    def _meant(self, question: Question, default: str) -> str:
        """What Enter would take, with its name."""
        label = str(dict(question.choices).get(default, ""))
        if not label and default:
            with suppress(Fault):
                meant = str(question.check(default))
                label = meant.removeprefix(default + " ").strip() if meant != default else ""
                label = label if meant.startswith(default + " ") else ""
        return f"{default} {label}" if label and label.casefold() != default.casefold() else default

    def _explain(self, question: Question) -> None:
        wanted = question.help or T("any text", "teks apa saja")
        _tell(self.context, f"  {question.label}: {wanted}")
        if question.many:
            _tell(
                self.context,
                T(
                    "  several: numbers or names, separated by commas; all takes all",
                    "  beberapa: nomor atau nama, dipisah koma; semua memilih semua",
                ),
            )
        self._list(question)

    def _list(self, question: Question) -> None:
        if not question.numbered:
            _tell(
                self.context,
                "  " + "; ".join(f"{value} = {label}" for value, label in question.choices),
            )
            return
        for place, (value, label) in enumerate(question.choices, 1):
            _tell(
                self.context,
                f"  {place:>2}  {value}" + (f"  {label}" if label and label != value else ""),
            )


def chosen(question: Question, reply: str) -> str:
    """A reply with numbers made the choices they stand for; several are joined by |."""
    if not question.choices:
        return reply
    values = [value for value, _ in question.choices]
    if not question.many:
        return _one(question, reply)
    if reply.lower() in ("all", "semua", "*"):
        return SEPARATOR.join(values)
    parts = [part.strip() for part in reply.replace(",", SEPARATOR).split(SEPARATOR)]
    if len(parts) == 1 and all(part.isdigit() for part in reply.split()):
        parts = reply.split()
    return SEPARATOR.join(dict.fromkeys(_one(question, part) for part in parts if part))


def _one(question: Question, text: str) -> str:
    for value, label in question.choices:
        if text.casefold() in (value.casefold(), str(label).casefold()):
            return value
    if question.numbered and text.isdigit() and 0 < int(text) <= len(question.choices):
        return question.choices[int(text) - 1][0]
    return _searched(question, text) if question.searched else text


def _refuse_strange_numbers(question: Question, value: str) -> None:
    """A short number that is none of the list's is a slip, not an answer."""
    if not question.choices or not question.numbered:
        return
    values = [choice for choice, _ in question.choices]
    for part in value.split(SEPARATOR):
        if part.isdigit() and len(part) <= _DIGITS_OF_A_NUMBER and part not in values:
            raise Fault(
                "P200",
                T("the list has no number {n}", "daftarnya tidak punya nomor {n}").format(n=part),
                T("? shows the list", "? menampilkan daftarnya"),
            )


def _searched(question: Question, text: str) -> str:
    """The one choice whose label holds every word of the text; the text itself where none does."""
    words = text.casefold().split()
    fitting = [
        (value, label)
        for value, label in question.choices
        if all(word in f"{value} {label}".casefold() for word in words)
    ]
    if len(fitting) > 1:
        raise fits(text, (f"{value} {label}" for value, label in fitting))
    return fitting[0][0] if fitting else text
