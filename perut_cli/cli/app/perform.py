"""A command line performed: parsed, done, answered, within the error boundary."""

from collections.abc import Sequence
from contextlib import redirect_stdout, suppress
from functools import cache
from typing import NamedTuple

from typer import Exit

from perut_cli.cli.app.answer import answer, check_output
from perut_cli.cli.app.boundary import guarded
from perut_cli.cli.app.command import Command, Inputs, Program, name_here, words_told
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.opening import noun, top_command
from perut_cli.cli.app.parser import PERUT, Group, Vendored, below, root
from perut_cli.cli.app.usage import bad_value
from perut_cli.cli.app.world import Config, World, is_beginning, prepared
from perut_cli.core.calendars import weekday_in_words
from perut_cli.core.text import LANGUAGES, T
from perut_cli.core.values import Fault, day_meant, day_of, quoted


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
    try:
        # The parser writes its help to the process's stream; here every stream is the world's.
        with (
            redirect_stdout(context.world.stdout),
            _group().make_context("perut", list(context.words), obj=_Doing(context)) as ctx,
        ):
            _group().invoke(ctx)
    except Exit as leave:
        if leave.exit_code:
            raise


class _Doing(NamedTuple):
    context: Context

    def __call__(self, spec: Command, inputs: Inputs, path: T) -> None:
        do(self.context, spec, inputs, path)


@cache
def _group() -> Group:
    return root(lambda ctx: _bare(ctx.obj.context, ctx))


def do(context: Context, spec: Command, inputs: Inputs, path: T) -> None:
    """Do one command with what was given, and answer."""
    inputs, order = Inputs({**context.inherited, **inputs}), inputs.order
    inputs.order = order
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


def _bare(context: Context, ctx: Vendored) -> None:
    """`perut` alone: the page for today once there is a database, else the help."""
    inputs = Inputs(
        {key: value for key, value in ctx.params.items() if value not in (None, (), False)}
    )
    context.inputs = inputs
    if context.where().path.exists():
        spec = top_command("status")
        if spec:
            do(context, spec, inputs, below(PERUT, spec.name))
        return
    context.world.stdout.write(ctx.get_help() + "\n")


PROGRAM = Program(noun, top_command, perform)
