"""The program: language first, then the command, its answer and its exit code. What needs no
parser is answered without one: the version, the help of perut itself, completion.
"""

import gc
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import TYPE_CHECKING

from perut_cli import __version__
from perut_cli.core.late import Late

if TYPE_CHECKING:
    from perut_cli.cli.app import pager, world
    from perut_cli.cli.app import perform as program
    from perut_cli.cli.help import completion, pages
    from perut_cli.core import text
else:
    # Loaded within main(), where an interruption is told.
    completion = Late("perut_cli.cli.help.completion")
    world = Late("perut_cli.cli.app.world")
    pager = Late("perut_cli.cli.app.pager")
    pages = Late("perut_cli.cli.help.pages")
    program = Late("perut_cli.cli.app.perform")
    text = Late("perut_cli.core.text")

VERSION = ("--version", "--versi", "-V")
HELP = ("--help", "--bantuan", "-h", "help", "bantuan")

_INTERRUPTED = (
    b"perut: interrupted, no record changed / dihentikan, tidak ada catatan yang berubah\n"
)


def main() -> None:
    """Run with the process's command line and leave with the exit code."""
    # While the program loads, Ctrl+C ends the process at once: a sentence and 130, no traceback.
    signal.signal(signal.SIGINT, _leave)
    surroundings = world.this_world()
    code = run(sys.argv[1:], surroundings)
    world.leave_quietly(surroundings)
    # The process ends: no cycles are worth looking for, a tenth of the time of a short command.
    gc.freeze()
    sys.exit(code)


def _leave(number: int, frame: FrameType | None) -> None:
    del number, frame
    os.write(2, _INTERRUPTED)
    os._exit(130)


def run(arguments: Sequence[str], surroundings: "world.World") -> int:
    """Run one command line in a world; gives the exit code."""
    # Reading millions of rows makes no cycles worth looking for.
    gc.set_threshold(200_000, 20, 100)
    configured = world.config(surroundings)
    text.speak(world.chosen_language(arguments, surroundings, configured).value)
    if arguments[:1] == ["__complete"]:
        return _give(_completions(arguments[1:], surroundings, configured), surroundings)
    if len(arguments) == 1 and arguments[0] in VERSION:
        return _give(f"perut {__version__}\n", surroundings)
    if len(arguments) == 1 and arguments[0] in HELP:
        return _give(f"{pages.root_help('perut')}\n", surroundings)
    return program.performed(arguments, surroundings, configured)


def _completions(
    arguments: Sequence[str], surroundings: "world.World", configured: "world.Config"
) -> str:
    """The words that complete `COUNT -- WORDS`, a line each; nothing when anything is wrong."""
    try:
        count, typed = int(arguments[0]), list(arguments[2:])
        typed += [""] * (count - len(typed))
        words = completion.offered(program.PROGRAM, surroundings, configured, typed[:count])
    except Exception:  # noqa: BLE001 - a shell asks in the middle of typing
        return ""
    return "".join(f"{word}\n" for word in words)


def _give(answer: str, surroundings: "world.World") -> int:
    """Write an answer; gives the exit code."""
    try:
        world.prepared(surroundings.stdout)
        if surroundings.is_terminal(surroundings.stdout):
            pager.page_if_long(answer, surroundings)
        else:
            surroundings.stdout.write(answer)
            surroundings.stdout.flush()
    except OSError as error:
        if not world.reader_gone(surroundings, error):
            raise
    return 0
