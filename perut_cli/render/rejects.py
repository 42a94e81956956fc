"""Rejected rows, written in the form of the file they came from,
to be mended and imported again.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple, TextIO

from perut_cli.core.characters import guard
from perut_cli.core.text import T
from perut_cli.intake.shape import OWN
from perut_cli.intake.source import Dialect
from perut_cli.store.files import replacing


class _Ending(NamedTuple):
    # csv.writer quotes a CR or LF in a cell only if its own line end has it, so it always gets CR
    # LF.
    out: TextIO
    newline: str

    def write(self, row: str) -> int:
        return self.out.write(row[:-2] + self.newline)


Rows = Iterable[tuple[list[str], int, str]]


def write_rejected(
    path: str, dialect: Dialect, header: Sequence[str], rows: Rows, *, guarded: bool = False
) -> None:
    """Write rows (cells as they were read, line, error) with `_line` and `_error` behind the
    columns of the header.

    Only its owner may read the file; it appears whole or not at all. A row that was too short gets
    a cell too many,
    so that it isn't taken for whole before it is mended. `guarded`: cells get the guards of a file
    for Excel, since they come from a workbook.
    """
    with replacing(path) as binary:
        out = io.TextIOWrapper(binary, dialect.encoding, "replace", newline="")
        if dialect.bom or dialect.encoding.startswith("utf-16"):
            out.write("\ufeff")
        if dialect.sep_line:
            out.write(f"sep={dialect.delimiter}{dialect.newline}")
        writer = csv.writer(
            _Ending(out, dialect.newline), delimiter=dialect.delimiter, lineterminator="\r\n"
        )
        writer.writerows(
            chain(
                [[*header, *OWN]],
                (
                    _row(len(header), dialect, _guarded(row[0]) if guarded else row[0], *row[1:])
                    for row in rows
                ),
            )
        )
        out.flush()
        out.detach()


def _guarded(cells: list[str]) -> list[str]:
    return [guard(cell) for cell in cells]


def _row(width: int, dialect: Dialect, cells: list[str], line: int, error: str) -> list[str]:
    blanks = [""] * (width - len(cells))
    beyond = [T("cells are missing", "sel kurang")] if blanks else cells[width:]
    return [
        *cells[:width],
        *blanks,
        str(line),
        guard(error) if dialect.delimiter == ";" else error,
        *beyond,
    ]
