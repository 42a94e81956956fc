"""Commands by their names in either language: the module of a noun or command is opened when it is
called.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from importlib import import_module

from perut_cli.cli.app.command import Command, Noun, both_names
from perut_cli.cli.app.tree import NOUN_MODULES, NOUNS, OWN_VERBS, TOP_COMMANDS, VERBS
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T


def noun(name: str) -> Noun | None:
    """A noun by its name in either language."""
    for key, (alias, help_) in NOUNS.items():
        if name in (key, alias):
            return Noun(T(key, alias), help_, commands_of(key))
    return None


_VERB_NAMES = {alias: verb for verb, (alias, _) in VERBS.items()}


@cache
def commands_of(key: str) -> Callable[[], Mapping[str, Command]]:
    """The commands of a noun, made lazily; those of the noun's own module come first."""
    if key in OWN_VERBS:
        return lambda: import_module(f"perut_cli.cli.commands.{key}").COMMANDS
    return lambda: _Verbs(key)


class _Verbs(Mapping[str, Command]):
    """The verbs of a sheet, each made when it is asked for."""

    def __init__(self, key: str) -> None:
        self._made: dict[str, Callable[[], Command]] = {
            verb: partial(_made, verb, key) for verb in VERBS
        }
        if key in NOUN_MODULES:
            own: dict[str, Command] = import_module(f"perut_cli.cli.{NOUN_MODULES[key]}").COMMANDS
            self._made |= {name: partial(_same, spec) for name, spec in own.items()}

    def __getitem__(self, name: str) -> Command:
        return self._made[_VERB_NAMES.get(name, name)]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def _made(verb: str, key: str) -> Command:
    module = import_module(f"perut_cli.cli.{VERBS[verb][1]}")
    command: Command = module.VERBS[verb](SHEETS[key])
    return command


def _same(command: Command) -> Command:
    return command


def top_command(name: str) -> Command | None:
    """A command of the whole file by its name in either language."""
    for key, (alias, module, _) in TOP_COMMANDS.items():
        if name in (key, alias):
            found: Command = import_module(f"perut_cli.cli.{module}").COMMANDS[key]
            return found
    return None


def names() -> list[str]:
    """All names of the first level, in both languages."""
    return [
        name
        for key, entry in (*TOP_COMMANDS.items(), *NOUNS.items())
        for name in both_names(T(key, str(entry[0])))
    ]
