"""The parser of the whole program, made of the tree of commands."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from perut_cli.cli.app.command import Noun
from perut_cli.cli.app.parser import Group, Leaf, noun_group
from perut_cli.cli.app.tree import names, noun, top_command


def root(bare: Callable[[Any], Any]) -> Group:
    """The parser of the whole program; `bare` does what `perut` alone means."""
    return Group("perut", _found, names, _root_help, bare)


@cache
def _found(name: str) -> Any:
    spec = top_command(name)
    if spec is not None:
        return Leaf(spec, spec.name.en)
    found = noun(name)
    if found is None:
        return None
    return noun_group(found, found.name.en, lambda path: _noun_help(found, path))


def _root_help(path: str) -> str:
    return str(import_module("perut_cli.cli.help.pages").root_help(path))


def _noun_help(found: Noun, path: str) -> str:
    return str(import_module("perut_cli.cli.help.pages").noun_help(found, path))
