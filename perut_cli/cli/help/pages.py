"""Help: short, examples first, grouped, in the process language, within 80 columns."""

import re
from collections.abc import Iterable
from textwrap import wrap
from typing import TYPE_CHECKING

from perut_cli.cli.app.command import (
    GLOBALS,
    Argument,
    Command,
    Inputs,
    Noun,
    Option,
    Program,
    by_name,
    metavar,
    name_here,
)
from perut_cli.cli.app.tree import NOUNS, TOP_COMMANDS
from perut_cli.cli.help.topics import TOPICS
from perut_cli.core.errors import NotFound
from perut_cli.core.table import Answer
from perut_cli.core.text import T

if TYPE_CHECKING:
    from perut_cli.cli.app.context import Context

WIDTH = 79
_LEFT, _LEFT_OF_OPTIONS, _MANY_CHOICES = 26, 30, 6
_GROUPS = (
    (T("Every day", "Sehari-hari"), "status session assess report page plan finding action search"),
    (
        T("Records", "Catatan"),
        "village official post mentor topic attendance photo assessment score submission filling",
    ),
    (T("Foundations", "Dasar"), "init setting instrument indicator obligation holiday heading"),
    (T("Papers", "Naskah"), "document"),
    (T("Files", "Berkas"), "import export run"),
    (T("Two laptops", "Dua laptop"), "share merge conflicts"),
    (T("Many offices", "Banyak kantor"), "send pool"),
    (T("Safety", "Pengaman"), "history undo redo check backup restore"),
    (T("Help", "Bantuan"), "demo explain config completion help"),
)
_FIRST = (
    (
        T("perut demo", "perut demo"),
        T("a sample year to look around in", "contoh setahun untuk dilihat-lihat"),
    ),
    (
        T("perut init --district-code 63.11.03", "perut mulai --kode-kecamatan 63.11.03"),
        T("begin your own", "mulai milik sendiri"),
    ),
    (
        T("perut session add", "perut sesi tambah"),
        T("record a visit, asked step by step", "catat kunjungan, ditanya satu per satu"),
    ),
    (
        T("perut report progress", "perut laporan kemajuan"),
        T("where every village stands", "kedudukan setiap desa"),
    ),
)
_TITLES = {
    "needed": T("Required", "Wajib"),
    "filter": T("Only rows where", "Hanya baris dengan"),
    "": T("Options", "Opsi"),
}


def root_help(path: str) -> str:
    """The help of `perut` itself."""
    lines = [
        T(
            "perut keeps the record of village mentoring in one file.",
            "perut menyimpan catatan pendampingan desa dalam satu berkas.",
        ),
        "",
        T("Examples:", "Contoh:"),
        *_pairs([(str(command), str(what)) for command, what in _FIRST], WIDTH),
        "",
        *_usage(f"{path} {T('COMMAND', 'PERINTAH')} …"),
    ]
    for title, names in _GROUPS:
        lines += ["", f"{title}:", *_pairs([_entry(name) for name in names.split()])]
    lines += [
        "",
        *_options(T("Options everywhere", "Opsi di mana saja"), GLOBALS),
        "",
        *_folded(str(_more())),
    ]
    return "\n".join(map(str, lines))


def _more() -> T:
    names = topic_names()
    return T(
        "More: COMMAND --help, or `perut help TOPIC` with one of {topics}. Indonesian names "
        "work as well.",
        "Selanjutnya: PERINTAH --bantuan, atau `perut bantuan TOPIK` dengan {topics}. Nama "
        "Inggrisnya berlaku juga.",
    ).format(topics=T(", ".join(name.en for name in names), ", ".join(name.id for name in names)))


def _entry(name: str) -> tuple[str, str]:
    alias, *_, help_ = TOP_COMMANDS.get(name) or NOUNS[name]
    return name_here(T(name, str(alias))), str(help_)


def noun_help(noun: Noun, path: str) -> str:
    """The help of a noun."""
    commands = noun.commands()
    specs = [commands[name] for name in commands]
    word = T("REPORT", "LAPORAN") if noun.name.en == "report" else T("VERB", "KATA-KERJA")
    examples = [spec.examples[0] for spec in specs if spec.examples][:2]
    lines = [
        *_folded(_sentence(noun.help)),
        "",
        *_examples(examples),
        *_usage(f"{path} {word} …"),
        "",
        *_pairs([(name_here(spec.name), str(spec.help)) for spec in specs]),
        "",
        *_folded(
            str(
                T("More: `{path} {word} --help`", "Selanjutnya: `{path} {word} --bantuan`").format(
                    path=path, word=word
                )
            )
        ),
    ]
    return "\n".join(map(str, lines))


def command_help(spec: Command, path: str) -> str:
    """The help of a command."""
    words = [path, *map(_placeholder, spec.arguments), T("[OPTIONS]", "[OPSI]")]
    lines = [
        *_folded(_sentence(spec.help)),
        "",
        *_examples(spec.examples),
        *_usage(" ".join(map(str, words))),
    ]
    groups = dict.fromkeys(
        sorted((option.group for option in spec.options), key=lambda group: group != "needed")
    )
    for group in groups:
        lines += [
            "",
            *_options(_TITLES[group], [option for option in spec.options if option.group == group]),
        ]
    everywhere = ", ".join(option.short or name_here(option.names) for option in GLOBALS)
    lines += [
        "",
        *_folded(
            str(
                T(
                    "Everywhere: {options}; see `perut help`",
                    "Di mana saja: {options}; lihat `perut bantuan`",
                ).format(options=everywhere)
            )
        ),
    ]
    return "\n".join(map(str, lines))


def _folded(text: str) -> list[str]:
    return _wrapped(text, WIDTH, "  ")


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """Lines no wider than a width; a command in backticks is not broken."""
    whole = re.sub("`[^`]{1,40}`", lambda told: told[0].replace(" ", "\N{NO-BREAK SPACE}"), text)
    lines = wrap(
        whole, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def _placeholder(argument: Argument) -> str:
    text = name_here(argument.label) + ("…" if argument.many else "")
    return text if argument.needed else f"[{text}]"


def _sentence(text: T) -> str:
    return str(text)[:1].upper() + str(text)[1:]


def _usage(text: str) -> list[str]:
    return wrap(
        f"{T('Usage', 'Pemakaian')}: {text}",
        WIDTH,
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _examples(examples: Iterable[T]) -> list[str]:
    lines = []
    for example in examples:
        lines += wrap(
            f"perut {name_here(example)}",
            WIDTH - 4,
            initial_indent="  ",
            subsequent_indent="      ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    return [str(T("Examples:", "Contoh:")), *lines, ""] if lines else []


def _pairs(pairs: list[tuple[str, str]], most: int = _LEFT) -> list[str]:
    width = min(max((len(left) for left, _ in pairs), default=0), most) + 2
    lines = []
    for left, right in pairs:
        folded = _wrapped(right, max(WIDTH - width - 2, 20)) or [""]
        if len(left) > width - 2:
            lines += ["  " + left, *(" " * (width + 2) + more for more in folded)]
        else:
            lines += [
                "  " + left.ljust(width) + folded[0],
                *(" " * (width + 2) + more for more in folded[1:]),
            ]
    return lines


def _options(title: T, options: Iterable[Option]) -> list[str]:
    return [
        f"{title}:",
        *_pairs(
            [(_left(option), str(option.help) + _choices(option)) for option in options],
            _LEFT_OF_OPTIONS,
        ),
    ]


def _left(option: Option) -> str:
    name = (f"{option.short}, " if option.short else "") + name_here(option.names)
    return name if option.flag else f"{name} {metavar(option)}"


def _choices(option: Option) -> str:
    if (
        option.field is None
        or not option.field.choices
        or len(option.field.choices) > _MANY_CHOICES
    ):
        return ""
    return (
        " ("
        + ", ".join(
            name_here(T(choice.key, choice.label.id.lower())) for choice in option.field.choices
        )
        + ")"
    )


def topic_names() -> list[T]:
    """The topics of `perut help`."""
    return [T(topic.name.en.split()[0], topic.name.id.split()[0]) for topic in TOPICS]


def _help(context: "Context", inputs: Inputs) -> Answer:
    words = [word.lower() for word in inputs.get("topic") or ()]
    if not words:
        return root_help("perut")
    for topic in TOPICS:
        if len(words) == 1 and words[0] in topic.name.en.split() + topic.name.id.split():
            return str(topic.text)
    return _help_on(context.program, words)


def _help_on(program: Program, words: list[str]) -> str:
    """Help on `session add`, or `add session`; a noun alone, or a command of the whole file."""
    for first, *rest in (words, words[::-1]):
        noun = program.noun(first)
        verb = by_name(noun.commands(), rest[0]) if noun and rest else None
        if noun and verb:
            return command_help(verb, f"perut {name_here(noun.name)} {name_here(verb.name)}")
    noun, spec = program.noun(words[0]), program.top_command(words[0])
    if spec and len(words) == 1:
        return command_help(spec, f"perut {name_here(spec.name)}")
    if noun and len(words) == 1:
        return noun_help(noun, f"perut {name_here(noun.name)}")
    names = topic_names()
    raise NotFound(
        "P001",
        T("no command or topic {name}", "perintah atau topik {name} tidak ada").format(
            name=" ".join(words)
        ),
        T(
            "see `perut help`; topics are {topics}", "lihat `perut bantuan`; topiknya {topics}"
        ).format(
            topics=T(", ".join(name.en for name in names), ", ".join(name.id for name in names))
        ),
    )


COMMANDS = {
    "help": Command(
        T("help", "bantuan"),
        T("help on a command or topic", "bantuan perintah atau topik"),
        _help,
        (Argument("topic", T("COMMAND|TOPIC", "PERINTAH|TOPIK"), many=True, needed=False),),
        examples=(T("help import", "bantuan impor"), T("help session add", "bantuan sesi tambah")),
    ),
}
