"""Help: short, examples first, grouped, in the process language, within 80 columns."""

from textwrap import wrap
from typing import TYPE_CHECKING

from perut_cli.cli.command import GLOBALS, Argument, Command, Given, Noun, Option, both, by_name, here
from perut_cli.cli.topics import TOPICS
from perut_cli.cli.tree import NOUNS, WHOLE, noun, whole
from perut_cli.errors import NotFound
from perut_cli.table import Answer
from perut_cli.text import T

if TYPE_CHECKING:
    from perut_cli.cli.context import Context

WIDTH = 79
_FIRST = ("status", "session", "assess", "report", "plan", "action")
_GROUPS = (
    (T("Every day", "Sehari-hari"), ("status", "session", "assess", "report", "plan", "finding", "action", "search")),
    (T("Records", "Catatan"), ("village", "official", "post", "mentor", "topic", "attendance", "assessment", "score", "submission", "filling")),
    (T("Foundations", "Dasar"), ("init", "setting", "instrument", "indicator", "obligation")),
    (T("Files", "Berkas"), ("import", "export", "run")),
    (T("Safety", "Pengaman"), ("history", "undo", "redo", "check", "backup", "restore")),
    (T("Help", "Bantuan"), ("demo", "explain", "config", "completion", "help")),
)
_VERB_GROUPS = ("add", "list", "show", "edit", "remove", "import", "export", "template", "columns")


def root_help(path: str) -> str:
    """The help of `perut` itself."""
    lines = [
        str(T("perut keeps the record of village mentoring in one file.", "perut menyimpan catatan pendampingan desa dalam satu berkas.")), "",
        *_usage(f"{path} {T('COMMAND', 'PERINTAH')} …"), "",
        *_examples((T("demo", "demo"), T("status", "beranda"), T("report progress", "laporan kemajuan"), T("session add", "sesi tambah"))),
    ]
    for title, names in _GROUPS:
        lines += ["", f"{title}:", *_pairs([_entry(name) for name in names])]
    lines += ["", *_options("", GLOBALS), "", str(T("Help on one command: `perut help COMMAND`; topics: {topics}", "Bantuan satu perintah: `perut bantuan PERINTAH`; topik: {topics}").format(
        topics=T(", ".join(name.en for name in topic_names()), ", ".join(name.id for name in topic_names()))))]
    return "\n".join(line for text in lines for line in (_folded(text) if len(text) > WIDTH else [text]))


def _folded(text: str) -> list[str]:
    return wrap(text, WIDTH, subsequent_indent="  ")


def _entry(name: str) -> tuple[str, str]:
    if name in WHOLE:
        alias, _, help_ = WHOLE[name]
        return here(T(name, alias)), str(help_)
    alias, help_ = NOUNS[name]
    return here(T(name, alias)), str(help_)


def noun_help(found: Noun, path: str) -> str:
    """The help of a noun."""
    commands = found.commands()
    specs = [commands[name] for name in commands]
    lines = [_sentence(found.help), "", *_usage(f"{path} {T('VERB', 'KATA-KERJA')} …"), "", *_pairs([(here(spec.name), str(spec.help)) for spec in specs])]
    lines += ["", str(T("Help on one verb: `{path} VERB --help`", "Bantuan satu kata kerja: `{path} KATA-KERJA --help`").format(path=path))]
    return "\n".join(lines)


def command_help(spec: Command, path: str) -> str:
    """The help of a command."""
    words = [path, *(_placeholder(argument) for argument in spec.arguments), *([str(T("[OPTIONS]", "[OPSI]"))])]
    lines = [_sentence(spec.help), "", *_usage(" ".join(words))]
    if spec.examples:
        lines += ["", *_examples(spec.examples)]
    own = list(spec.options)
    if own:
        lines += ["", *_options(str(T("Options", "Opsi")), own)]
    lines += ["", *_options(str(T("Everywhere", "Di mana saja")), GLOBALS)]
    return "\n".join(line for text in lines for line in (_folded(text) if len(text) > WIDTH else [text]))


def _placeholder(argument: Argument) -> str:
    text = here(argument.label) + ("…" if argument.many else "")
    return text if argument.needed else f"[{text}]"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _usage(text: str) -> list[str]:
    return wrap(f"{T('Usage', 'Pemakaian')}: {text}", WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def _examples(examples: tuple[T, ...]) -> list[str]:
    lines = [str(T("Examples:", "Contoh:"))]
    for example in examples:
        lines += wrap(f"perut {here(example)}", WIDTH - 4, initial_indent="  ", subsequent_indent="      ", break_long_words=False, break_on_hyphens=False)
    return lines


def _pairs(pairs: list[tuple[str, str]], most: int = 26) -> list[str]:
    width = min(max((len(left) for left, _ in pairs), default=0), most) + 2
    lines = []
    for left, right in pairs:
        folded = wrap(right, max(WIDTH - width - 2, 20)) or [""]
        if len(left) > width - 2:
            lines += ["  " + left, *(" " * (width + 2) + more for more in folded)]
        else:
            lines += ["  " + left.ljust(width) + folded[0], *(" " * (width + 2) + more for more in folded[1:])]
    return lines


def _options(title: str, options: tuple[Option, ...] | list[Option]) -> list[str]:
    pairs = []
    for option in options:
        names = both(option.names)
        left = (f"{option.short}, " if option.short else "") + names[0]
        value = "" if option.flag else f" {option.value or T('TEXT', 'TEKS')}"
        pairs.append((left + value, str(option.help) + _choices(option)))
    return [*([f"{title}:"] if title else [str(T("Options everywhere:", "Opsi di mana saja:"))]), *_pairs(pairs, 30)]


def _choices(option: Option) -> str:
    if option.field is None or not option.field.choices or len(option.field.choices) > 6:
        return ""
    return " (" + ", ".join(choice.label.id.lower() if here(T("en", "id")) == "id" else choice.key for choice in option.field.choices) + ")"


def topic_names() -> list[T]:
    """The topics of `perut help`."""
    return [topic.name for topic in TOPICS]


def _help(context: "Context", given: Given) -> Answer:
    words = given.get("topic") or ()
    if not words:
        return root_help("perut")
    for topic in TOPICS:
        if words[0] in topic.name.en.split() + topic.name.id.split():
            return str(topic.text)
    return _help_on(context, list(words))


def _help_on(context: "Context", words: list[str]) -> str:
    del context
    spec = whole(words[0])
    if spec:
        return command_help(spec, f"perut {words[0]}")
    found = noun(words[0])
    if found and len(words) > 1:
        verb = by_name(found.commands(), words[1])
        if verb:
            return command_help(verb, f"perut {words[0]} {words[1]}")
    if found:
        return noun_help(found, f"perut {words[0]}")
    raise NotFound("P001", T("no command or topic {name}", "perintah atau topik {name} tidak ada").format(name=" ".join(words)),
                   T("topics are {topics}", "topiknya {topics}").format(topics=T(
                       ", ".join(name.en for name in topic_names()), ", ".join(name.id for name in topic_names()))))


COMMANDS = {
    "help": Command(T("help", "bantuan"), T("help on a command or topic", "bantuan perintah atau topik"), _help,
                    (Argument("topic", T("TOPIC", "TOPIK"), many=True, needed=False),),
                    examples=(T("help import", "bantuan impor"), T("help session add", "bantuan sesi tambah"))),
}
