"""Open a file, or stdin for -, as a source of rows; a workbook is known by its name or its first
bytes.
"""

from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO, cast

from perut_cli.intake.csv_file import open_csv
from perut_cli.intake.shape import headless
from perut_cli.intake.source import Source
from perut_cli.store.files import InputFile, hold

_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def open_source(
    path: str,
    knows: Callable[[str], bool],
    stdin: BinaryIO | InputFile | None = None,
    sheet_name: str = "",
) -> Source:
    """Open a file of rows; `knows` says whether a header cell is a word, `sheet_name` chooses a
    sheet of a workbook.

    `stdin` is the stream of -, or a pipe that is held already. Raises Invalid and NotFound, P009 to
    P019. Rows come while `chunks` is read; `close` if not to the end.
    """
    held = stdin if isinstance(stdin, InputFile) else hold(path, stdin)
    held.rewind()
    try:
        if not held.size:
            raise headless(held.name)
        return _workbook(held, knows, sheet_name) if _is_workbook(held) else open_csv(held, knows)
    except BaseException:
        held.close()
        raise


def _is_workbook(held: InputFile) -> bool:
    return held.name.lower().endswith(_ENDINGS) or held.read(8).startswith(_MAGIC)


def _workbook(held: InputFile, knows: Callable[[str], bool], sheet_name: str) -> Source:
    # The door to the workbook library: opened only for a workbook.
    module = import_module("perut_cli.intake.workbook")
    return cast("Source", module.open_workbook(held, knows, sheet_name))
