"""`perut conflicts`: what two laptops say differently, listed and settled."""

from collections.abc import Iterator, Sequence

from perut_cli.cli.app.answer import format_name
from perut_cli.cli.app.command import DRY_RUN, NEW, Argument, Command, Inputs, Option
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value, missing_argument
from perut_cli.cli.commands.settling import Settlement, choice_of, settle_all
from perut_cli.core.calendars import moment_in_words
from perut_cli.core.errors import Invalid, NotFound, PerutError, Usage
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.core.vocabulary import word_here
from perut_cli.render import MACHINE
from perut_cli.reports.conflicts import about, conflict_page, conflict_table, sides, told_values
from perut_cli.store.merge.conflicts import open_conflicts
from perut_cli.store.merge.results import OpenConflict

_SETTLE = ("settle", "selesaikan")
_STOP = ("q", "k")
_OTHER_VALUE = "="

KEEP = Option(
    "keep",
    T("--keep", "--pakai"),
    T(
        "here (what is shown), there (the other; there:2 where there are more), or a new value",
        "sini (yang tampil), sana (yang lain; sana:2 bila ada beberapa), atau isi baru",
    ),
    value="here|there|VALUE",
    personal=True,
)


def conflicts(context: Context, inputs: Inputs) -> Answer:
    """List the conflicts that wait, or settle some of them."""
    verb = inputs.text("verb")
    if not verb:
        if inputs.has("keep"):
            raise missing_argument(T("settle NUMBER", "selesaikan NOMOR"), context.path)
        return _listed(context, open_conflicts(context.store()))
    if verb not in _SETTLE:
        raise bad_value(
            verb,
            T(
                "conflicts are listed or settled",
                "pertentangan didaftar atau diselesaikan",
            ),
            T(
                "write `perut conflicts settle 1 --keep here`",
                "tulis `perut pertentangan selesaikan 1 --pakai sini`",
            ),
        )
    return _settle(context, inputs)


def _listed(context: Context, found: Sequence[OpenConflict]) -> Answer:
    for_programs = format_name(context) in (*MACHINE, "xlsx")
    return conflict_table(found) if for_programs else conflict_page(found)


def _settle(context: Context, inputs: Inputs) -> Answer:
    numbers = [str(number) for number in inputs.get("numbers") or ()]
    conflicts = open_conflicts(context.store())
    if not numbers and context.can_ask() and not inputs.has("keep"):
        return _guided(context, conflicts)
    if not numbers:
        raise missing_argument(T("NUMBER", "NOMOR"), T("perut conflicts", "perut pertentangan"))
    if not inputs.has("keep"):
        raise Usage(
            "P003",
            T("{option} is missing", "{option} belum diisi").format(option=KEEP.names),
            T(
                "write `perut conflicts settle {n} --keep here`, or there, or a new value",
                "tulis `perut pertentangan selesaikan {n} --pakai sini`, atau sana, atau isi baru",
            ).format(n=numbers[0]),
        )
    settled = [_numbered(conflicts, number) for number in dict.fromkeys(numbers)]
    settle_all(context, [choice_of(context, one, inputs.text("keep")) for one in settled])
    for one in settled:
        _say_settled(context, one)
    return _rest(context, settled)


def _numbered(found: Sequence[OpenConflict], number: str) -> OpenConflict:
    """The conflict of a number. Raises NotFound P343."""
    for one in found:
        if str(one.number) == number:
            return one
    raise NotFound(
        "P343",
        T("no open conflict {n}", "tidak ada pertentangan {n}").format(n=number),
        T("see `perut conflicts`", "lihat `perut pertentangan`"),
    )


def _say_settled(context: Context, conflict: OpenConflict) -> None:
    tried = (
        T(" (dry run, nothing was written)", " (uji coba, tidak ada yang ditulis)")
        if context.inputs.has("dry_run")
        else T("", "")
    )
    context.say(
        T("settled {n}: {what}{tried}", "{n} selesai: {what}{tried}").format(
            n=conflict.number, what=about(conflict), tried=tried
        )
    )


def _rest(context: Context, settled: Sequence[OpenConflict]) -> Answer:
    """The numbers that were settled; with --format what is still open."""
    if context.inputs.has("dry_run"):
        return None
    left = open_conflicts(context.store())
    if left:
        context.say(
            T(
                "still open: {n}; see `perut conflicts`",
                "masih terbuka: {n}; lihat `perut pertentangan`",
            ).format(n=len(left))
        )
    if context.inputs.has("format") or context.inputs.has("output"):
        return _listed(context, left)
    return "\n".join(str(one.number) for one in settled) if settled else None


def _guided(context: Context, found: Sequence[OpenConflict]) -> Answer:
    """Settle one by one, each a batch of its own, so that what is done stays done."""
    settled = []
    if not found:
        context.say(T("no conflict is open", "tidak ada pertentangan"))
    for conflict in found:
        for line in _told(conflict):
            context.tell(line)
        reply = _settle_by_reply(context, conflict)
        if reply in _STOP:
            break
        if reply:
            _say_settled(context, conflict)
            settled.append(conflict)
    return _rest(context, settled)


def _told(conflict: OpenConflict) -> Iterator[str]:
    """A conflict as a person is asked about it: each side with its number."""
    yield f"\n{conflict.number}. {about(conflict)}"
    for choice, (_, rival) in enumerate(sides(conflict), 1):
        values = told_values(conflict, rival)
        what = "; ".join(
            value if len(values) == 1 else f"{word_here(word)}: {value}" for word, value in values
        )
        moment = str(moment_in_words(rival.written_at)) if rival.written_at else ""
        who = ", ".join(filter(None, (rival.actor, moment, rival.laptop)))
        yield f"  {choice}  {what}  ({who})"


def _settle_by_reply(context: Context, conflict: OpenConflict) -> str:
    """Ask until the conflict is settled, left for later (blank) or the talk is stopped (q)."""
    last = len(conflict.there) + 1
    question = T(
        "  1 to {last}; = VALUE for a new one; Enter leaves it for later, q stops:",
        "  1 sampai {last}; = ISI untuk isi baru; Enter menunda, k berhenti:",
    ).format(last=last)
    while True:
        try:
            reply = context.ask_text(question)
        except Invalid:
            return _STOP[0]
        if not reply or reply.casefold() in _STOP:
            return reply.casefold()
        try:
            settle_all(context, [_meant(context, conflict, reply)])
        except PerutError as error:
            context.tell(f"  {error.message}" + (f"; {error.hint}" if error.hint else ""))
            continue
        return reply


def _meant(context: Context, conflict: OpenConflict, reply: str) -> Settlement:
    """What a reply takes. Raises NotFound P343 for a number that isn't there."""
    if reply.startswith(_OTHER_VALUE):
        return choice_of(context, conflict, reply[1:].strip())
    if reply.isdecimal() and 0 < int(reply) <= len(conflict.there) + 1:
        return Settlement(conflict, int(reply) - 2 if int(reply) > 1 else None)
    raise NotFound("P343", T("{text} is none of them", "{text} tidak ada").format(text=reply))


COMMANDS = {
    "conflicts": Command(
        T("conflicts", "pertentangan"),
        T(
            "what two laptops say differently, with who and when; settle takes what is shown "
            "(here), the other (there) or a new value; without a number it asks one by one",
            "yang berbeda di dua laptop, beserta siapa dan kapan; selesaikan memakai yang tampil "
            "(sini), yang lain (sana) atau isi baru; tanpa nomor ditanya satu per satu",
        ),
        conflicts,
        (
            Argument("verb", T("settle", "selesaikan"), needed=False),
            Argument("numbers", T("NUMBER", "NOMOR"), many=True, needed=False),
        ),
        (KEEP, NEW, DRY_RUN),
        (
            T("conflicts", "pertentangan"),
            T("conflicts settle 1 --keep here", "pertentangan selesaikan 1 --pakai sini"),
            T(
                'conflicts settle 2 --keep "Buku kas ditutup"',
                'pertentangan selesaikan 2 --pakai "Buku kas ditutup"',
            ),
            T("conflicts settle", "pertentangan selesaikan"),
        ),
    ),
}
