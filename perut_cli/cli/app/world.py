"""The world outside, read once: environment, streams, clock, user. Everything else gets it as an
argument.
"""

import contextlib
import errno
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TextIO


class World(NamedTuple):
    """What a run may know of its surroundings."""

    environ: Mapping[str, str]
    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    now: Callable[[], datetime]
    platform: str

    def actor(self) -> str:
        """Who writes: PERUT_ACTOR, else the system's user."""
        return self.environ.get("PERUT_ACTOR") or self.system_user()

    def system_user(self) -> str:
        """The user of the system, whatever PERUT_ACTOR says."""
        for name in ("USER", "LOGNAME", "USERNAME"):
            if self.environ.get(name):
                return self.environ[name]
        return "?"

    def laptop(self) -> str:
        """The name of this machine."""
        named = self.environ.get("COMPUTERNAME") or self.environ.get("HOSTNAME")
        return named or (os.uname().nodename if hasattr(os, "uname") else "")

    def today(self) -> str:
        """The day, ISO."""
        return self.now().date().isoformat()

    def written_at(self) -> str:
        """The moment, ISO with the offset to UTC, to the second."""
        return self.now().astimezone().isoformat(timespec="seconds")

    def is_screen(self, stream: TextIO) -> bool:
        """Whether what is written comes to a screen, even one that knows no colours."""
        try:
            return stream.isatty()
        except ValueError:
            return False

    def is_terminal(self, stream: TextIO) -> bool:
        """Whether a person reads or types at the stream."""
        try:
            return stream.isatty() and self.environ.get("TERM") != "dumb"
        except ValueError:
            return False


def this_world() -> World:
    """The surroundings of this process."""
    return World(os.environ, sys.stdin, sys.stdout, sys.stderr, datetime.now, sys.platform)


def reader_gone(world: World, error: BaseException) -> bool:
    """Whether an error says that nobody reads standard output any more; Python is then kept from
    complaining at the exit.
    """
    # Windows says EINVAL for a closed pipe.
    if not isinstance(error, BrokenPipeError) and not (
        world.platform == "win32" and getattr(error, "errno", 0) == errno.EINVAL
    ):
        return False
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), world.stdout.fileno())
    return True


def data_folder(world: World) -> Path:
    """The user's data folder of perut: where the database, the backups and the drafts are."""
    environ = world.environ
    if world.platform == "win32":
        base = environ.get("LOCALAPPDATA") or environ.get("APPDATA") or str(Path.home())
        return Path(base) / "perut"
    if world.platform == "darwin":
        return (
            Path(environ.get("HOME") or Path.home()) / "Library" / "Application Support" / "perut"
        )
    return (
        Path(
            environ.get("XDG_DATA_HOME")
            or Path(environ.get("HOME") or Path.home()) / ".local" / "share"
        )
        / "perut"
    )


def drafts_folder(world: World) -> Path:
    """Where drafts of guided entry are kept."""
    return data_folder(world) / "drafts"


def config_path(world: World) -> Path:
    """Where config.toml is: PERUT_CONFIG, else the user's settings folder."""
    environ = world.environ
    if environ.get("PERUT_CONFIG"):
        return Path(environ["PERUT_CONFIG"])
    if world.platform in ("win32", "darwin"):
        return data_folder(world) / "config.toml"
    return (
        Path(environ.get("XDG_CONFIG_HOME") or Path(environ.get("HOME") or Path.home()) / ".config")
        / "perut"
        / "config.toml"
    )


_KEPT = "\ue000"
"""Stands for a blank at which nothing is folded; of private use,
so that no text of a user's has it.
"""


def folded(line: str, world: World, stream: TextIO) -> str:
    """A line as the stream shows it best: as it is where nobody reads, or where it is itself a
    command.
    """
    if not world.is_terminal(stream) or line.lstrip().startswith("perut "):
        return line
    width = max(40, shutil.get_terminal_size((80, 24)).columns)
    if len(line) <= width:
        return line
    whole = re.sub(r"`[^`]*`", lambda command: command[0].replace(" ", _KEPT), line)
    indent = " " * (len(line) - len(line.lstrip(" ")))
    parts = textwrap.wrap(
        whole,
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )
    return "\n".join(parts).replace(_KEPT, " ")
