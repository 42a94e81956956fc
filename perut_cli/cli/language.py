"""Which language this process speaks, found out before the first text is made."""

from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

from perut_cli.cli.world import World, config_path
from perut_cli.text import LANGUAGES

_OPTIONS = ("--lang", "--bahasa")


class Chosen(NamedTuple):
    """A value and where it comes from."""

    value: str
    source: str


def config(world: World) -> dict[str, str]:
    """What config.toml says, empty without one; a damaged one is told when `config` is asked."""
    path = config_path(world)
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    tomllib = import_module("tomllib")
    try:
        return {key: value for key, value in tomllib.loads(text).items() if isinstance(value, str)}
    except tomllib.TOMLDecodeError:
        return {}


def chosen_language(arguments: Sequence[str], world: World, configured: dict[str, str]) -> Chosen:
    """--lang, PERUT_LANG, config.toml, the system's locale, English."""
    asked = _asked(arguments)
    if asked:
        return Chosen(asked, "--lang")
    if world.environ.get("PERUT_LANG", "").lower() in LANGUAGES:
        return Chosen(world.environ["PERUT_LANG"].lower(), "PERUT_LANG")
    if configured.get("lang", "").lower() in LANGUAGES:
        return Chosen(configured["lang"].lower(), "config.toml")
    return _of_system(world)


def _asked(arguments: Sequence[str]) -> str:
    found = ""
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        name, _, value = argument.partition("=")
        if name in _OPTIONS:
            value = value if "=" in argument else arguments[place + 1] if place + 1 < len(arguments) else ""
            found = value.lower() if value.lower() in LANGUAGES else found
    return found


def _of_system(world: World) -> Chosen:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if world.environ.get(name):
            return Chosen("id" if world.environ[name].lower().startswith("id") else "en", name)
    if world.platform == "win32":
        return Chosen(_of_windows(), "Windows")
    return Chosen("en", "")


def _of_windows() -> str:
    # No variable names the language there.
    name = import_module("locale").getlocale()[0] or ""
    return "id" if name.lower().startswith(("id", "indonesia")) else "en"
