"""Perform a command line: find its command by its names, do it and answer; every failure becomes
a sentence, a hint and an exit code, no traceback reaches a user.
"""

import signal
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout, suppress
from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from perut_cli.cli.app.answer import answer, check_output
from perut_cli.cli.app.command import Command, Inputs, Noun, Program, name_here, words_told
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.tree import NOUN_MODULES, NOUNS, OWN_VERBS, TOP_COMMANDS, VERBS
from perut_cli.cli.app.usage import bad_value
from perut_cli.cli.app.world import Config, World, is_beginning, prepared, reader_gone
from perut_cli.core.calendars import weekday_in_words
from perut_cli.core.errors import PerutError, Usage, interrupted
from perut_cli.core.late import Late
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import LANGUAGES, T
from perut_cli.core.values import Fault, day_meant, day_of, quoted

if TYPE_CHECKING:
    from perut_cli.cli.app import error_text, parser
    from perut_cli.store import sqlite_errors
else:
    error_text = Late("perut_cli.cli.app.error_text")
    parser = Late("perut_cli.cli.app.parser")
    sqlite_errors = Late("perut_cli.store.sqlite_errors")


def performed(arguments: Sequence[str], world: World, configured: Config) -> int:
    """Perform a command line; gives the exit code."""
    prepared(world.stdout)
    prepared(world.stderr)
    context = Context(world, configured, arguments, PROGRAM)
    try:
        return guarded(context, lambda: perform(context))
    finally:
        context.close()


def perform(context: Context) -> None:
    """Parse the context's words, do the command, give the answer."""
    _peek_format(context)
    # The parser writes its help to the process's stream; here every stream is the world's.
    with redirect_stdout(context.world.stdout):
        parser.follow(context.words, _Doing(context), PROGRAM, _bare)


class _Doing(NamedTuple):
    context: Context

    def __call__(self, spec: Command, inputs: Inputs, path: T) -> None:
        do(self.context, spec, inputs, path)


def do(context: Context, spec: Command, inputs: Inputs, path: T) -> None:
    """Do one command with what was given, and answer."""
    if context.refuse is not None:
        context.refuse(inputs, path)
    inputs = Inputs({**context.inherited, **inputs}, inputs.order)
    understood = _read_days(context, spec, inputs)
    context.inputs, context.path, context.spec = inputs, path, spec
    context.told = words_told(spec, inputs, path)
    if inputs.text("lang", "en").lower() not in LANGUAGES:
        raise bad_value(
            name_here(T("--lang", "--bahasa")),
            T("{text} is no language of perut", "perut tidak berbahasa {text}").format(
                text=inputs.text("lang")
            ),
            T("choose en or id", "pilih en atau id"),
        )
    if context.config.fault and not context.scripted and spec.name.en != "config":
        context.say(
            T(
                "config.toml is damaged and is not used: see `perut config`",
                "config.toml rusak dan tidak dipakai: lihat `perut konfigurasi`",
            )
        )
    for typed, day in understood.items():
        context.say(
            T("{typed} is {day}", "{typed} adalah {day}").format(
                typed=quoted(typed), day=weekday_in_words(day)
            )
        )
    check_output(context)
    answer(context, spec.run(context, inputs))
    for finish in context.finished:
        finish()
    for line in context.afterwards:
        context.say(line)


def _read_days(context: Context, spec: Command, inputs: Inputs) -> dict[str, str]:
    """Days said from today, without a year or in words are the days that are meant; gives what was
    typed with the day understood, to be said back.
    """
    understood: dict[str, str] = {}
    for option in spec.options:
        dated = option.value == "DATE" or (option.field and option.field.kind.name == "date")
        for key in (option.key, f"at_{option.key}"):
            if dated and isinstance(inputs.get(key), str):
                typed = inputs[key]
                inputs[key] = day_meant(typed, context.world.today())
                with suppress(Fault):
                    day = day_of(inputs[key])
                    if day != typed.strip():
                        understood[typed] = day
    return understood


def _peek_format(context: Context) -> None:
    """Errors before the options are parsed come as JSON too, where that is asked for."""
    for word, following in zip(context.words, [*context.words, ""][1:], strict=True):
        name, equals, value = word.partition("=")
        if is_beginning(name, ("--format",)):
            context.inputs["format"] = value if equals else following
        elif is_beginning(name, ("--debug",)):
            context.inputs["debug"] = True


def _bare(ctx: "parser.Vendored") -> None:
    """`perut` alone: the page for today once there is a database, else the help."""
    context = ctx.obj.context
    inputs = Inputs(
        {key: value for key, value in ctx.params.items() if value not in (None, (), False)}
    )
    context.inputs = inputs
    if context.where().path.exists():
        spec = top_command("status")
        if spec:
            do(context, spec, inputs, parser.below(parser.PERUT, spec.name))
        return
    parser.print_help(ctx)


def guarded(context: Context, work: Callable[[], None]) -> int:
    """Run the work and give the exit code."""
    try:
        if context.world.own_process:
            # While the program was loading Ctrl+C ended it at once.
            signal.signal(signal.SIGINT, signal.default_int_handler)
        work()
        context.world.stdout.flush()
        if context.world.own_process:
            # From now on Ctrl+C comes too late: all is done and told.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
    except PerutError as error:
        error_text.write_error(context, error)
        return error.code
    except KeyboardInterrupt:
        return _interrupted(context)
    except Exception as error:  # noqa: BLE001 - the boundary
        if reader_gone(context.world, error):
            return 0
        if type(error).__name__ == "Exit":
            return int(getattr(error, "exit_code", 0))
        return _failed(context, error)
    return 0


def _interrupted(context: Context) -> int:
    if context.written and not context.scripted:
        context.tell(
            T(
                "interrupted, but all was written: see `perut history`",
                "dihentikan, tetapi semua sudah ditulis: lihat `perut riwayat`",
            )
        )
        return 0
    error_text.write_error(context, interrupted())
    return 130


def _failed(context: Context, error: Exception) -> int:
    """A failure of the disk, the memory or the database that came out midway; anything else is
    unexpected.
    """
    failure: PerutError | None
    if isinstance(error, OverflowError):
        failure = Usage(
            "P007",
            T("a number is too large", "ada angka yang terlalu besar"),
            T("write a smaller one", "tulis yang lebih kecil"),
        )
    elif isinstance(error, UnicodeEncodeError):
        failure = Usage(
            "P007",
            T("{text} is not text", "{text} bukan teks").format(
                text=ascii(error.object[error.start : error.end])
            ),
            T("type it anew instead of pasting it", "ketik ulang, jangan ditempel"),
        )
    elif isinstance(error, ValueError) and "null byte" in str(error):
        failure = Usage(
            "P007",
            T("a NUL character in a name", "ada karakter NUL dalam nama"),
            T("type it anew instead of pasting it", "ketik ulang, jangan ditempel"),
        )
    else:
        failure = sqlite_errors.as_error(error, context.where().path)
    failure = failure or context.damage()
    if failure is None:
        return _unexpected(context)
    failure.__cause__ = error
    error_text.write_error(context, failure)
    return int(failure.code)


def _unexpected(context: Context) -> int:
    error_text.write_error(
        context,
        PerutError(
            "P099",
            T(
                "something unexpected happened: {what}", "terjadi hal yang tidak terduga: {what}"
            ).format(what=_what()),
            T(
                "give the command again with --debug and pass on what it says",
                "ulangi perintah dengan --debug lalu teruskan pesannya",
            ),
        ),
    )
    return 1


def _what() -> str:
    last = traceback.format_exc().strip().splitlines()
    return last[-1] if last else "?"


def noun(name: str) -> Noun | None:
    """A noun by its name in either language."""
    for key, (alias, help_) in NOUNS.items():
        if name in (key, alias):
            return Noun(T(key, alias), help_, commands_of(key))
    return None


_VERB_NAMES = {alias: verb for verb, (alias, _) in VERBS.items()}


@cache
def commands_of(key: str) -> Callable[[], Mapping[str, Command]]:
    """The commands of a noun, made lazily; those of the noun's own module come first."""
    if key in OWN_VERBS:
        return lambda: import_module(f"perut_cli.cli.commands.{key}").COMMANDS
    return lambda: _Verbs(key)


class _Verbs(Mapping[str, Command]):
    """The verbs of a sheet, each made when it is asked for."""

    def __init__(self, key: str) -> None:
        self._made: dict[str, Callable[[], Command]] = {
            verb: partial(_made, verb, key) for verb in VERBS
        }
        if key in NOUN_MODULES:
            own: dict[str, Command] = import_module(f"perut_cli.cli.{NOUN_MODULES[key]}").COMMANDS
            self._made |= {name: partial(_same, spec) for name, spec in own.items()}

    def __getitem__(self, name: str) -> Command:
        return self._made[_VERB_NAMES.get(name, name)]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def _made(verb: str, key: str) -> Command:
    module = import_module(f"perut_cli.cli.{VERBS[verb][1]}")
    command: Command = module.VERBS[verb](SHEETS[key])
    return command


def _same(command: Command) -> Command:
    return command


def top_command(name: str) -> Command | None:
    """A command of the whole file by its name in either language."""
    for key, (alias, module, _) in TOP_COMMANDS.items():
        if name in (key, alias):
            found: Command = import_module(f"perut_cli.cli.{module}").COMMANDS[key]
            return found
    return None


PROGRAM = Program(noun, top_command, perform)
