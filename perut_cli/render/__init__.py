"""The door to the renderers: a format's module is opened by name, when it is asked for."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import TextIO

from perut_cli.core.errors import Usage
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.render.style import Style

Writer = Callable[[Answer, TextIO, Style], None]

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown", "html", "excel")
"""Our own formats; beside them every name that tabulate knows."""

MACHINE = ("csv", "tsv", "json", "jsonl", "excel")
"""Formats read by programs: English keys and exact values (Excel: labels), to be written as UTF-8."""

_MODULES = {"table": "terminal"}
_ENDINGS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "table",
    ".xlsx": "xlsx",
}


def module_for(name: str) -> ModuleType:
    """The module of this package that has the name, or that writes the format of the name."""
    return import_module(f"{__name__}.{_MODULES.get(name, name)}")


def writer(name: str) -> Writer:
    """The function that writes an answer in a format. Raises Usage for a name that nobody knows."""
    if name in FORMATS:
        own: Writer = module_for(name).write
        return own
    tabulated = module_for("tabulated")
    if name not in tabulated.NAMES:
        raise Usage(
            "P006",
            T("no format {name}", "format {name} tidak ada").format(name=name),
            T(
                "choose {names} or one of `perut help formats`",
                "pilih {names} atau salah satu dari `perut bantuan format`",
            ).format(names=", ".join(FORMATS)),
        )
    return partial(tabulated.write, name)


def format_of_path(path: str) -> str:
    """The format that a file's ending means, blank where it means none; `xlsx` is the caller's to
    write.
    """
    dot, ending = path.rpartition(".")[1:]
    return _ENDINGS.get(f"{dot}{ending.lower()}", "")
