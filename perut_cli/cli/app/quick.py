"""What is answered before a parser is loaded: the version and the help of perut itself."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from perut_cli import __version__
from perut_cli.cli.app.command import Program
from perut_cli.cli.app.language import Config
from perut_cli.cli.app.opening import noun, top_command
from perut_cli.cli.app.world import World, reader_gone
from perut_cli.core.late import Late

if TYPE_CHECKING:
    from perut_cli.cli.app import pager
    from perut_cli.cli.app import perform as program
    from perut_cli.cli.app.context import Context
    from perut_cli.cli.help import completion, pages
    from perut_cli.render import stream
else:
    completion = Late("perut_cli.cli.help.completion")
    pager = Late("perut_cli.cli.app.pager")
    program = Late("perut_cli.cli.app.perform")
    pages = Late("perut_cli.cli.help.pages")
    stream = Late("perut_cli.render.stream")

VERSION = ("--version", "--versi", "-V")
HELP = ("--help", "--bantuan", "-h", "help", "bantuan")


def _perform(context: "Context") -> None:
    program.perform(context)


_PROGRAM = Program(noun, top_command, _perform)


def quick_answer(arguments: Sequence[str]) -> str | None:
    """The answer to a command line that needs no parser, None for any other."""
    if len(arguments) == 1 and arguments[0] in VERSION:
        return f"perut {__version__}\n"
    if len(arguments) == 1 and arguments[0] in HELP:
        return str(pages.root_help("perut")) + "\n"
    return None


def completions(arguments: Sequence[str], world: World, configured: Config) -> str:
    """The words that complete `COUNT -- WORDS`, a line each; nothing when anything is wrong."""
    try:
        count, typed = int(arguments[0]), list(arguments[2:])
        typed += [""] * (count - len(typed))
        words = completion.offered(_PROGRAM, world, configured, typed[:count])
    except Exception:  # noqa: BLE001 - a shell asks in the middle of typing
        return ""
    return "".join(f"{word}\n" for word in words)


def give(answer: str, world: World) -> int:
    """Write an answer; gives the exit code."""
    try:
        stream.prepared(world.stdout)
        if world.is_terminal(world.stdout):
            pager.page_if_long(answer, world)
        else:
            world.stdout.write(answer)
            world.stdout.flush()
    except OSError as error:
        if not reader_gone(world, error):
            raise
    return 0
