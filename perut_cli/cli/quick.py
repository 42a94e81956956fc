"""What is answered before a parser is loaded: the version and the help of perut itself."""

from collections.abc import Sequence
from importlib import import_module

from perut_cli import __version__
from perut_cli.cli.world import World, reader_gone

VERSION = ("--version", "--versi", "-V")
HELP = ("--help", "--bantuan", "-h", "help", "bantuan")


def quick_answer(arguments: Sequence[str]) -> str | None:
    """The answer to a command line that needs no parser, None for any other."""
    if len(arguments) == 1 and arguments[0] in VERSION:
        return f"perut {__version__}\n"
    if len(arguments) == 1 and arguments[0] in HELP:
        return str(import_module("perut_cli.cli.helping").root_help("perut")) + "\n"
    return None


def give(answer: str, world: World) -> int:
    """Write an answer; gives the exit code."""
    try:
        import_module("perut_cli.render.stream").prepared(world.stdout).write(answer)
        world.stdout.flush()
    except OSError as error:
        if not reader_gone(world, error):
            raise
    return 0
