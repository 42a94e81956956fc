"""The program: language first, then the command, its answer and its exit code."""

import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from perut_cli.cli.app.language import chosen_language, config
from perut_cli.cli.app.quick import completions, give, quick_answer
from perut_cli.cli.app.world import World, this_world
from perut_cli.core import text
from perut_cli.core.late import Late

if TYPE_CHECKING:
    from perut_cli.cli.app import perform as program
else:
    program = Late("perut_cli.cli.app.perform")


def main() -> None:
    """Run with the process's command line and leave with the exit code."""
    code = run(sys.argv[1:], this_world())
    # The process ends: no cycles are worth looking for, a tenth of the time of a short command.
    gc.freeze()
    sys.exit(code)


def run(arguments: Sequence[str], world: World) -> int:
    """Run one command line in a world; gives the exit code."""
    # Reading millions of rows makes no cycles worth looking for.
    gc.set_threshold(200_000, 20, 100)
    configured = config(world)
    text.speak(chosen_language(arguments, world, configured).value)
    if arguments[:1] == ["__complete"]:
        return give(completions(arguments[1:], world, configured), world)
    answer = quick_answer(arguments)
    if answer is not None:
        return give(answer, world)
    # Opened after the language is chosen: texts are made in it.
    code: int = program.performed(arguments, world, configured)
    return code
