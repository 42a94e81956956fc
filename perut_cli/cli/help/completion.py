"""What completion offers for a command line that is being typed; an error or a wait never."""

from collections.abc import Iterable, Sequence

from perut_cli.cli.app.command import GLOBALS, Command, Option, Program, both_names
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.tree import NOUNS, TOP_COMMANDS
from perut_cli.cli.app.world import Config, World
from perut_cli.core.text import T, language
from perut_cli.core.values import Row
from perut_cli.store.db import SCHEMA_VERSION, Store, version_of

MANY = 400
_VALUES = {
    "village": "SELECT village_name FROM village UNION ALL SELECT village_code FROM village",
    "official": (
        "SELECT official_code FROM official UNION ALL SELECT DISTINCT official_name FROM official"
    ),
    "mentor": "SELECT mentor_code FROM mentor",
    "topic": "SELECT topic_code FROM topic",
    "session": "SELECT session_code FROM session ORDER BY session_date DESC",
    "instrument": "SELECT DISTINCT instrument_code FROM instrument",
    "indicator": "SELECT DISTINCT indicator_code FROM indicator",
    "finding": "SELECT finding_code FROM finding ORDER BY finding_date DESC",
    "action": "SELECT action_code FROM action ORDER BY opened_on DESC",
    "assessment": "SELECT assessment_code FROM assessment ORDER BY assessment_date DESC",
    "obligation": "SELECT obligation_code FROM obligation",
    "setting": "SELECT setting FROM setting",
}
"""Where the values of a database come from, by what an option or argument completes."""


def offered(program: Program, world: World, config: Config, typed: Sequence[str]) -> list[str]:
    """The words that may stand where the last of the typed words stands, which may be empty."""
    *before, last = typed or [""]
    # bash gives the = between an option and its value as a word of its own, and leaves an open
    # quote on the last word.
    words, last = (
        [word for word in before if word not in ("", "=")],
        last.lstrip("\"'").removeprefix("="),
    )
    option, equals, value = last.partition("=")
    if equals and option.startswith("--"):
        return [
            f"{option}={word}" for word in offered(program, world, config, [*words, option, value])
        ]
    context = Context(world, config, words, program)
    for place, word in enumerate(words[:-1]):
        if word in ("--db", "--basis-data"):
            context.inputs["db"] = words[place + 1]
    plain = _without_globals(words)
    return [
        word
        for word in _offered(context, words, plain, last)
        if word.casefold().startswith(last.casefold())
    ][:MANY]


def _without_globals(words: Sequence[str]) -> list[str]:
    """The words that are no option and no option's value,
    as far as they come before the command.
    """
    valued = {
        name
        for option in GLOBALS
        if not option.flag
        for name in (*both_names(option.names), option.short)
    }
    kept: list[str] = []
    skip = False
    for word in words:
        if skip:
            skip = False
        elif not kept and word.startswith("-"):
            skip = word in valued
        else:
            kept.append(word)
    return kept


def _offered(
    context: Context, words: Sequence[str], plain: Sequence[str], last: str
) -> Iterable[str]:
    if not plain:
        return _names(last) if not last.startswith("-") else _flags(last, GLOBALS)
    noun = context.program.noun(plain[0])
    if noun and len(plain) == 1:
        return _either([spec.name for spec in noun.commands().values()], last)
    spec = (
        context.program.top_command(plain[0])
        if not noun
        else noun.commands().get(plain[1])
        or next((one for one in noun.commands().values() if one.name.id == plain[1]), None)
    )
    return _of_command(context, spec, words, plain[2 if noun else 1 :], last) if spec else ()


def _names(last: str) -> list[str]:
    return _either(
        [
            *(T(name, entry[0]) for name, entry in TOP_COMMANDS.items()),
            *(T(name, entry[0]) for name, entry in NOUNS.items()),
        ],
        last,
    )


def _either(names: Iterable[T], last: str) -> list[str]:
    """The names in the process language; the other language's where only they fit."""
    names = list(names)
    here = [both_names(name)[0] for name in names]
    return (
        here
        if any(name.startswith(last) for name in here)
        else [both_names(name)[-1] for name in names]
    )


def _of_command(
    context: Context, spec: Command, words: Sequence[str], rest: Sequence[str], last: str
) -> Iterable[str]:
    options = {
        name: option
        for option in (*spec.options, *GLOBALS)
        for name in (*both_names(option.names), option.short)
        if name
    }
    if words and words[-1] in options and not options[words[-1]].flag:
        return _values(context, options[words[-1]])
    if last.startswith("-"):
        return _flags(last, spec.options, GLOBALS)
    inputs = _positional(rest, options)
    place = min(inputs, len(spec.arguments) - 1)
    if place >= 0 and (inputs < len(spec.arguments) or spec.arguments[place].many):
        return _recorded(context, spec.arguments[place].completes)
    return _flags(last, spec.options)


def _positional(rest: Sequence[str], options: dict[str, Option]) -> int:
    count, skip = 0, False
    for word in rest:
        if skip:
            skip = False
        elif word.startswith("-"):
            skip = word in options and not options[word].flag
        else:
            count += 1
    return count


def _flags(last: str, *groups: Iterable[Option]) -> list[str]:
    return _either([option.names for group in groups for option in group], last)


def _values(context: Context, option: Option) -> Iterable[str]:
    if option.completes:
        return _recorded(context, option.completes)
    field = option.field
    if field is None:
        return {
            "format": ("table", "csv", "tsv", "json", "jsonl", "markdown", "html", "excel"),
            "lang": ("id", "en"),
        }.get(option.key, ())
    if field.kind.name == "yes":
        return (field.show("yes"), field.show("no"))
    return [
        choice.label.id.lower() if language() == "id" and not field.added else choice.key
        for choice in field.choices
    ]


def _recorded(context: Context, what: str) -> Iterable[str]:
    if what not in _VALUES or not context.where().path.exists():
        return ()
    # In the middle of typing nothing is migrated, and nothing is read that isn't ours.
    if version_of(context.where().path) != SCHEMA_VERSION:
        return ()
    store = Store(context.where().path, write=False, wait=False)
    try:
        rows: list[Row] = store.rows(f"SELECT * FROM ({_VALUES[what]}) LIMIT 20000")
    finally:
        store.close()
    return [text for text in (str(row[0]) for row in rows) if text.isprintable()]
