"""The program: language first, then the command, its answer and its exit code."""

import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from perut_cli.cli.app import interrupt
from perut_cli.core.late import Late

if TYPE_CHECKING:
    from perut_cli.cli.app import language, quick, world
    from perut_cli.cli.app import perform as program
    from perut_cli.core import text
else:
    # Loaded within main(), where an interruption is told.
    language = Late("perut_cli.cli.app.language")
    program = Late("perut_cli.cli.app.perform")
    quick = Late("perut_cli.cli.app.quick")
    text = Late("perut_cli.core.text")
    world = Late("perut_cli.cli.app.world")


def main() -> None:
    """Run with the process's command line and leave with the exit code."""
    interrupt.while_loading()
    code = run(sys.argv[1:], world.this_world())
    # The process ends: no cycles are worth looking for, a tenth of the time of a short command.
    gc.freeze()
    sys.exit(code)


def run(arguments: Sequence[str], surroundings: "world.World") -> int:
    """Run one command line in a world; gives the exit code."""
    # Reading millions of rows makes no cycles worth looking for.
    gc.set_threshold(200_000, 20, 100)
    configured = language.config(surroundings)
    text.speak(language.chosen_language(arguments, surroundings, configured).value)
    if arguments[:1] == ["__complete"]:
        words = quick.completions(arguments[1:], surroundings, configured)
        return quick.give(words, surroundings)
    answer = quick.quick_answer(arguments)
    if answer is not None:
        return quick.give(answer, surroundings)
    return program.performed(arguments, surroundings, configured)
