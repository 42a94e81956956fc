"""The parser of the whole program, made of the tree of commands."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from perut_cli.cli.app.command import Command, Noun
from perut_cli.cli.app.opening import names, noun, top_command
from perut_cli.cli.app.parser import Group, Leaf, Vendored, below, noun_group
from perut_cli.core.late import Late
from perut_cli.core.text import T

if TYPE_CHECKING:
    from perut_cli.cli.help import pages
else:
    pages = Late("perut_cli.cli.help.pages")

PERUT = T("perut", "perut")


def root(bare: Callable[[Vendored], Vendored]) -> Group:
    """The parser of the whole program; `bare` does what `perut` alone means."""
    return Group(PERUT, _found, names, _root_help, bare)


@cache
def _found(name: str) -> Group | Leaf | None:
    spec = top_command(name)
    if spec is not None:
        return Leaf(spec, below(PERUT, spec.name), _command_help)
    found = noun(name)
    if found is None:
        return None
    return noun_group(found, lambda path: _noun_help(found, path), _command_help)


def _root_help(path: str) -> str:
    return pages.root_help(path)


def _noun_help(found: Noun, path: str) -> str:
    return pages.noun_help(found, path)


def _command_help(spec: Command, path: str) -> str:
    return pages.command_help(spec, path)
