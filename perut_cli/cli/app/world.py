"""The world outside, read once: environment, streams and what they can show, clock, user, language.
Everything else gets it as an argument.
"""

import codecs
import contextlib
import errno
import os
import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, TextIO, cast

from perut_cli.core.characters import harmless
from perut_cli.core.text import LANGUAGES


class World(NamedTuple):
    """What a run may know of its surroundings."""

    environ: Mapping[str, str]
    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    now: Callable[[], datetime]
    platform: str
    own_process: bool = False
    """Whether the process is perut's own, its Ctrl+C therefore ours to handle."""

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
    """The surroundings of this process. A stream that its parent closed is none: nothing is read
    from it, and what is said there goes nowhere.
    """
    return World(
        os.environ,
        _there(sys.stdin, "r"),
        _there(sys.stdout, "w"),
        _there(sys.stderr, "w"),
        datetime.now,
        sys.platform,
        own_process=True,
    )


def _there(stream: TextIO | None, mode: str) -> TextIO:
    return stream or cast("TextIO", Path(os.devnull).open(mode, encoding="utf-8"))


def reader_gone(world: World, error: BaseException) -> bool:
    """Whether an error says that nobody reads standard output any more; Python is then kept from
    complaining at the exit.
    """
    # Windows says EINVAL for a closed pipe.
    if not isinstance(error, BrokenPipeError) and not (
        world.platform == "win32" and getattr(error, "errno", 0) == errno.EINVAL
    ):
        return False
    _let_go(world.stdout)
    return True


def leave_quietly(world: World) -> None:
    """Keep Python from failing at the exit over what can't be written to standard output any more:
    that is told already.
    """
    try:
        world.stdout.flush()
    except (OSError, ValueError):
        _let_go(world.stdout)


def _let_go(stream: TextIO) -> None:
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


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


_OPTIONS = ("--lang", "--bahasa")

SHORTEST = 3
"""An option may be shortened to a beginning longer than this, its dashes counted."""


class SettingWithSource(NamedTuple):
    """A value and where it comes from."""

    value: str
    source: str


class Config(NamedTuple):
    """What config.toml says, by key; `fault` says why it can't be read."""

    values: Mapping[str, str]
    fault: str = ""


def config(world: World) -> Config:
    """What config.toml says, empty without one."""
    try:
        text = config_path(world).read_bytes()
    except OSError:
        return Config({})
    try:
        read = import_module("tomllib").loads(text.decode())
    except ValueError as error:
        return Config({}, str(error))
    return Config({key: value for key, value in read.items() if isinstance(value, str)})


def chosen_language(
    arguments: Sequence[str], world: World, configured: Config
) -> SettingWithSource:
    """--lang, PERUT_LANG, config.toml, the system's locale, English."""
    asked = _asked(arguments)
    if asked:
        return SettingWithSource(asked, "--lang")
    if world.environ.get("PERUT_LANG", "").lower() in LANGUAGES:
        return SettingWithSource(world.environ["PERUT_LANG"].lower(), "PERUT_LANG")
    if configured.values.get("lang", "").lower() in LANGUAGES:
        return SettingWithSource(configured.values["lang"].lower(), "config.toml")
    return _of_system(world)


def _asked(arguments: Sequence[str]) -> str:
    asked = ""
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        name, _, value = argument.partition("=")
        if is_beginning(name, _OPTIONS):
            value = (
                value if "=" in argument else arguments[at + 1] if at + 1 < len(arguments) else ""
            )
            asked = value.lower() if value.lower() in LANGUAGES else asked
    return asked


def is_beginning(name: str, options: Sequence[str]) -> bool:
    """Whether an option is one of these, or a beginning of one that the parser would take."""
    return len(name) > SHORTEST and any(option.startswith(name) for option in options)


def _of_system(world: World) -> SettingWithSource:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if world.environ.get(name):
            return SettingWithSource(
                "id" if world.environ[name].lower().startswith("id") else "en", name
            )
    if world.platform == "win32":
        return SettingWithSource(_of_windows(), "Windows")
    return SettingWithSource("en", "")


def _of_windows() -> str:
    # No variable names the language there.
    name = import_module("locale").getlocale()[0] or ""
    return "id" if name.lower().startswith(("id", "indonesia")) else "en"


_NEAR = {
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{MINUS SIGN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "·": ".",
    "•": "*",
    "…": "...",
    "\N{MULTIPLICATION SIGN}": "x",
    "→": "->",
    "←": "<-",
    "≥": ">=",
    "≤": "<=",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "“": '"',
    "”": '"',
    "│": "|",
    "─": "-",
    "█": "#",
    "✓": "v",
    "✗": "x",
}


def encodable(stream: TextIO) -> bool:
    """Whether the stream can carry block elements, lines and ticks."""
    try:
        "█✓─▏▁●○".encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def prepared(stream: TextIO, encoding: str = "") -> TextIO:
    """The stream, set to write line ends as they are and to replace what it can't encode; in an
    encoding, if given.

    Pass utf-8 for the machine formats: Windows would write a pipe or file in cp1252 and CRLF.
    """
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding=encoding or stream.encoding, errors=HANDLER, newline="")
    return stream


class HarmlessStream:
    """A screen that text is written to: what could steer a terminal comes as a dot."""

    def __init__(self, stream: TextIO) -> None:
        """Write to a stream."""
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text, its tabs and line breaks as they are."""
        return self._stream.write("\t".join(harmless(part) for part in text.split("\t")))

    def flush(self) -> None:
        """Hand on what was written."""
        self._stream.flush()


def to_ascii(text: str) -> str:
    """The nearest ASCII: a long dash as -, é as e, and ? where there is none."""
    return "".join(map(_near, text))


def _near(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return _NEAR.get(character) or plain or ("" if unicodedata.combining(character) else "?")


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return to_ascii(error.object[error.start : error.end]), error.end


HANDLER = "perut-near"
"""The name of our way with characters that an encoding lacks."""

codecs.register_error(HANDLER, _replace)
