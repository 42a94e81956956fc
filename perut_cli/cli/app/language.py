"""Which language this process speaks, found out before the first text is made."""

from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

from perut_cli.cli.app.world import World, config_path
from perut_cli.core.text import LANGUAGES

_OPTIONS = ("--lang", "--bahasa")

SHORTEST = 3
"""An option may be shortened to a beginning longer than this, its dashes counted."""


class SettingWithSource(NamedTuple):
    """A value and where it comes from."""

    value: str
    source: str


class Config(dict[str, str]):
    """What config.toml says; `fault` says why it can't be read."""

    fault = ""


def config(world: World) -> Config:
    """What config.toml says, empty without one."""
    chosen = Config()
    try:
        text = config_path(world).read_bytes()
    except OSError:
        return chosen
    try:
        chosen.update(
            {
                key: value
                for key, value in import_module("tomllib").loads(text.decode()).items()
                if isinstance(value, str)
            }
        )
    except ValueError as error:
        chosen.fault = str(error)
    return chosen


def chosen_language(
    arguments: Sequence[str], world: World, configured: Config
) -> SettingWithSource:
    """--lang, PERUT_LANG, config.toml, the system's locale, English."""
    asked = _asked(arguments)
    if asked:
        return SettingWithSource(asked, "--lang")
    if world.environ.get("PERUT_LANG", "").lower() in LANGUAGES:
        return SettingWithSource(world.environ["PERUT_LANG"].lower(), "PERUT_LANG")
    if configured.get("lang", "").lower() in LANGUAGES:
        return SettingWithSource(configured["lang"].lower(), "config.toml")
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
