"""The program: language first, then the command, its answer and its exit code."""

import gc
import sys
from collections.abc import Sequence

from perut_cli import __version__, text
from perut_cli.cli.language import chosen_language, config
from perut_cli.cli.world import World, this_world

VERSION = ("--version", "--versi", "-V")


def main() -> None:
    """Run with the process's command line and leave with the exit code."""
    sys.exit(run(sys.argv[1:], this_world()))


def run(arguments: Sequence[str], world: World) -> int:
    """Run one command line in a world; gives the exit code."""
    # Reading millions of rows makes no cycles worth looking for.
    gc.set_threshold(200_000, 20, 100)
    configured = config(world)
    text.speak(chosen_language(arguments, world, configured).value)
    if len(arguments) == 1 and arguments[0] in VERSION:
        world.stdout.write(f"perut {__version__}\n")
        return 0
    from perut_cli.cli.performing import performed  # noqa: PLC0415 - after the language is chosen: texts are made in it

    return performed(arguments, world, configured)
