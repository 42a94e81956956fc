"""The shape of a table: which columns count, and which rows are as long as the header."""

from collections.abc import Iterator
from typing import NamedTuple

from perut_cli.core.errors import Invalid, Problem
from perut_cli.core.text import T
from perut_cli.core.values import quoted
from perut_cli.intake.source import MAX_COLUMNS, Chunk, Problems

OWN = ("_line", "_error")
"""Columns that perut adds to rejected rows, and drops again."""


class Shape(NamedTuple):
    """A header row: its cells without blank ones at the end, and the places of those that are kept."""

    cells: tuple[str, ...]
    kept: tuple[int, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The cells that are kept."""
        return tuple(self.cells[place] for place in self.kept)


def is_own(cell: str) -> bool:
    """Whether a header cell is one of perut's own columns."""
    return cell.strip().lower() in OWN


def shaped(row: list[str], line: int, name: str, problems: Problems) -> Shape:
    """The shape of a header row; a column twice is a problem, none is P009, too many P016."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        hint = T("keep a table below {n} columns", "batasi tabel di bawah {n} kolom").format(
            n=MAX_COLUMNS
        )
        raise Invalid("P016", T("{n} columns", "{n} kolom").format(n=len(cells)), hint, source=name)
    shape = Shape(
        tuple(cells), tuple(place for place, cell in enumerate(cells) if not is_own(cell))
    )
    if not shape.kept:
        raise headless(name)
    problems.extend(_twice(shape, line))
    return shape


def headless(name: str) -> Invalid:
    """The error for a file without a header row."""
    hint = T(
        "begin with a template: `perut village template`",
        "mulailah dari templat: `perut desa templat`",
    )
    reason = T("{name} has no header row", "{name} tidak punya baris judul").format(name=name)
    return Invalid("P009", reason, hint, source=name)


def fitting(lines: list[int], rows: list[list[str]], shape: Shape, problems: Problems) -> Chunk:
    """The rows that fit, their kept cells only; blank rows are left out, misfits become problems."""
    width = len(shape.cells)
    if set(map(len, rows)) - {width} or not all(map(any, rows)):
        both = zip(lines, rows, strict=True)
        fit = [(line, row[:width]) for line, row in both if _fits(line, row, shape, problems)]
        lines, rows = [line for line, _ in fit], [row for _, row in fit]
    if len(shape.kept) < width:
        rows = [[row[place] for place in shape.kept] for row in rows]
    return lines, rows


def _twice(shape: Shape, line: int) -> Iterator[Problem]:
    seen: set[str] = set()
    for place in shape.kept:
        cell = shape.cells[place]
        name = "_".join(cell.lower().replace("-", " ").replace("_", " ").split())
        if name and name in seen:
            reason = T("column {name} stands twice", "kolom {name} ada dua").format(
                name=quoted(cell)
            )
            hint = T("remove or rename one of them", "hapus atau ganti nama salah satunya")
            yield Problem(line, cell, "P013", reason, cell, place + 1, hint)
        seen.add(name)


def _fits(line: int, row: list[str], shape: Shape, problems: Problems) -> bool:
    if not any(map(str.strip, row)):
        return False
    extra = next((place for place in range(len(shape.cells), len(row)) if row[place].strip()), 0)
    if extra or len(row) <= shape.kept[-1]:
        problems.misfit(_misfit(line, row, shape, extra), _cells(row, shape))
        return False
    return True


def _cells(row: list[str], shape: Shape) -> list[str]:
    width = len(shape.cells)
    return [row[place] for place in shape.kept if place < len(row)] + row[width:]


def _misfit(line: int, row: list[str], shape: Shape, extra: int) -> Problem:
    width = len(shape.cells)
    reason = T("{found} cells, expected {width}", "{found} sel, seharusnya {width}").format(
        found=len(row), width=width
    )
    if extra:
        hint = T(
            "put a cell that holds the separator, as in 87,5, between quotes",
            "apit sel yang memuat pemisah, seperti 87,5, dengan tanda kutip",
        )
        return Problem(line, "", "P016", reason, quoted(row[extra]), extra + 1, hint)
    hint = T(
        "look for a missing separator, or a line break inside a cell without quotes",
        "cari pemisah yang hilang, atau ganti baris di dalam sel tanpa kutip",
    )
    return Problem(line, shape.cells[len(row)], "P016", reason, "", len(row) + 1, hint)
