"""Choose the renderer of a format: its module is opened by its name, when it is asked for."""

import re
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
"""Formats read by programs: English keys and exact values (Excel: labels),
to be written as UTF-8.
"""

SPECIAL = ("ics", "svg")
"""Formats of what they suit only: the plan as a calendar, a chart as a picture.
Written as UTF-8.
"""

_MODULES = {"table": "terminal", "svg": "chart_file"}
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
    ".ics": "ics",
    ".svg": "svg",
}


_PAGE = T(
    "write a page with `-o FILE.html`, open it in the browser and print it to PDF",
    "tulis halaman dengan `-o BERKAS.html`, buka di peramban lalu cetak ke PDF",
)
_LETTER = T(
    "write a page with `-o FILE.html`: Word opens and saves it",
    "tulis halaman dengan `-o BERKAS.html`: Word bisa membuka dan menyimpannya",
)
_PICTURE = T(
    "write a page with `-o FILE.html`, open it in the browser and take a picture of it",
    "tulis halaman dengan `-o BERKAS.html`, buka di peramban lalu ambil gambarnya",
)
_BOOK = T("write a workbook with `-o FILE.xlsx`", "tulis buku kerja dengan `-o BERKAS.xlsx`")
_CHOOSE = T(
    f"choose {', '.join(_ENDINGS)}, or name the format too: `--format csv`",
    f"pilih {', '.join(_ENDINGS)}, atau sebut juga formatnya: `--format csv`",
)
_INSTEAD = {
    "pdf": _PAGE,
    **dict.fromkeys(("doc", "docx", "odt", "rtf"), _LETTER),
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "webp"), _PICTURE),
    **dict.fromkeys(("xls", "xlsm", "xlsb", "ods"), _BOOK),
}
"""What to do instead, by the ending asked for."""


def module_for(name: str) -> ModuleType:
    """The module of this package that has the name, or that writes the format of the name."""
    return import_module(f"{__name__}.{_MODULES.get(name, name)}")


def writer(name: str) -> Writer:
    """The function that writes an answer in a format. Raises Usage for a name that nobody knows."""
    if name in (*FORMATS, *SPECIAL):
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
            ).format(names=", ".join((*FORMATS, *SPECIAL))),
        )
    return partial(tabulated.write, name)


def format_of_path(path: str) -> str:
    """The format that a file's ending means, blank where it has no ending; `xlsx` is the caller's
    to write. Raises Usage P302 for an ending that no format has.
    """
    name = re.split(r"[/\\]", path)[-1]
    dot, ending = name.rpartition(".")[1:]
    if not dot or not ending or (name.startswith(".") and name.count(".") == 1):
        return ""
    known = _ENDINGS.get(f".{ending.lower()}", "")
    if not known:
        raise Usage(
            "P302",
            T("no format is written to {name}", "tidak ada format untuk {name}").format(name=name),
            _INSTEAD.get(ending.lower(), _CHOOSE),
        )
    return known
