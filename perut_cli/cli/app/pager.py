"""The pager: for what is longer than the screen."""

import shutil
import subprocess
from collections.abc import Mapping
from shutil import which

from perut_cli.cli.app.world import World
from perut_cli.core.text import T

_PROMPT = T("space goes on, b goes back, q quits", "spasi lanjut, b mundur, q keluar")

_NOT_FOUND = (126, 127, 9009)
"""What a shell says of a program that it can't start."""


def pager_of(world: World) -> str:
    """The program that shows long pages: PERUT_PAGER, PAGER, less; blank for none."""
    named = world.environ.get(
        "PERUT_PAGER", world.environ.get("PAGER", "less" if which("less") else "")
    )
    return "" if named == "cat" else named


def page_if_long(text: str, world: World) -> None:
    """Show text from its top: through the pager where a person reads and it is longer than the
    screen.
    """
    height = shutil.get_terminal_size((80, 24)).lines
    if world.is_terminal(world.stdout) and text.count("\n") >= height:
        page(text, world)
        return
    world.stdout.write(text)
    world.stdout.flush()


def page(text: str, world: World) -> None:
    """Show text through the pager; straight on the screen where there is none."""
    pager = pager_of(world)
    if not pager:
        world.stdout.write(text)
        world.stdout.flush()
        return
    environ = {
        **world.environ,
        "LESS": world.environ.get("LESS", f"-FRX-Ps{_PROMPT}$"),
        "LESSCHARSET": "utf-8",
        "LESSSECURE": "1",
    }
    if not _ran(
        pager, text.encode(getattr(world.stdout, "encoding", None) or "utf-8", "replace"), environ
    ):
        world.stdout.write(text)
        world.stdout.flush()


def _ran(pager: str, text: bytes, environ: Mapping[str, str]) -> bool:
    """Whether the pager could be started; one that is left early has shown enough."""
    try:
        with subprocess.Popen(pager, shell=True, stdin=subprocess.PIPE, env=environ) as running:  # noqa: S602 - the user's own setting
            running.communicate(text)
            return running.returncode not in _NOT_FOUND
    except OSError:
        return False
