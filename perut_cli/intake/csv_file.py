"""CSV as Excel in Indonesia saves it: separator by the words of the header, rows in chunks, faults
with their place.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import NamedTuple, Protocol

from perut_cli.core.errors import Invalid
from perut_cli.core.text import T, same_in_both
from perut_cli.intake.decoding import Encoding, blocks, encoding_of, line_ends
from perut_cli.intake.faults import broken
from perut_cli.intake.shape import Shape, fitting, headless, is_own, shaped
from perut_cli.intake.source import MAX_CELL, ROWS, Chunk, Dialect, Problems, Source
from perut_cli.store.files import InputFile

SEPARATORS = {";": same_in_both(";"), ",": same_in_both(","), "\t": T("tab", "tab")}
_BLANK = ";,\t\r\n \xa0"
_SEP = re.compile(r'"?sep=([;,\t])"?[;,\t]*(?=\r|\n|\Z)', re.IGNORECASE)


class _Rows(Protocol):
    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


class _Reading(NamedTuple):
    held: InputFile
    encoding: Encoding
    dialect: Dialect
    rows: _Rows
    arrived: list[int]
    problems: Problems


def open_csv(held: InputFile, knows: Callable[[str], bool]) -> Source:
    """Read the header of a CSV file; `knows` says whether a cell is a word. Raises P009, P014,
    P015, P016, P018.
    """
    encoding = encoding_of(held)
    reading = _reading(held, encoding, knows)
    row, line = _header(reading)
    shape = shaped(row, line, held.name, reading.problems)
    excel = reading.dialect.delimiter == ";"
    how = T("read as {encoding}, separated by {mark}", "dibaca sebagai {encoding}, dipisah {mark}")
    return Source(
        held.name,
        shape.header,
        line,
        _chunks(reading, shape),
        excel,
        excel,
        how.format(encoding=encoding.said, mark=SEPARATORS[reading.dialect.delimiter]),
        encoding.notes,
        reading.problems,
        reading.dialect,
        held.size,
        lambda: held.at,
        held.close,
    )


def _reading(held: InputFile, encoding: Encoding, knows: Callable[[str], bool]) -> _Reading:
    arrived: list[int] = []
    texts = blocks(held, encoding, arrived)
    try:
        first = next(texts, io.StringIO())
    except csv.Error as error:
        raise broken(error, held, encoding, ";", 1) from error
    dialect = _dialect(first.getvalue(), encoding, knows)
    csv.field_size_limit(MAX_CELL)
    rows = csv.reader(
        chain(first, chain.from_iterable(texts)), delimiter=dialect.delimiter, strict=True
    )
    if dialect.sep_line:
        next(rows)
    return _Reading(held, encoding, dialect, rows, arrived, Problems())


def _dialect(text: str, encoding: Encoding, knows: Callable[[str], bool]) -> Dialect:
    told = _SEP.match(text)
    newline = re.search(r"\r\n|\n|\r", text)
    # One column alone leaves the choice open: Excel marks its files, and writes ';' here.
    order = ";,\t" if encoding.mark else ",;\t"
    delimiter = told[1] if told else max(order, key=lambda mark: _known(text, mark, knows))
    return Dialect(
        delimiter, encoding.codec, newline[0] if newline else "\n", bool(told), bool(encoding.mark)
    )


def _known(text: str, delimiter: str, knows: Callable[[str], bool]) -> tuple[int, int]:
    # Where no separator makes anything known, the one that parts most serves the message about it.
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(filter(_says_something, rows), [])
    except csv.Error:
        return -1, 0
    known = sum(1 for cell in header if knows(cell) or is_own(cell))
    return known, 0 if known else len(header)


def _header(reading: _Reading) -> tuple[list[str], int]:
    line = reading.rows.line_num + 1
    try:
        for row in reading.rows:
            if _says_something(row):
                return row, line
            line = reading.rows.line_num + 1
    except csv.Error as error:
        raise broken(
            error, reading.held, reading.encoding, reading.dialect.delimiter, line
        ) from error
    raise headless(reading.held.name)


def _says_something(row: list[str]) -> bool:
    # A line of nothing but separators is blank whichever of them parts the cells.
    return any(cell.strip(_BLANK) for cell in row)


def _chunks(reading: _Reading, shape: Shape) -> Iterator[Chunk]:
    fault: csv.Error | Invalid | None = None
    more = True
    try:
        while more and not fault:
            before = reading.rows.line_num
            rows, fault = _pull(reading)
            more = bool(rows)
            lines = _lines(rows, before, -1 if fault else reading.rows.line_num)
            after = lines[-1] + 1 + _breaks(rows[-1]) if fault and rows else before + 1
            lines, rows = fitting(lines, rows, shape, reading.problems)
            if rows:
                yield lines, rows
        reading.held.check()
        if fault:
            raise _fatal(fault, reading, after)
    finally:
        reading.held.close()


def _pull(reading: _Reading) -> tuple[list[list[str]], csv.Error | Invalid | None]:
    # A chunk ends where a block of text does, so that its size is bounded whatever the length of
    # the rows.
    rows: list[list[str]] = []
    arrived = reading.arrived
    arrived.clear()
    try:
        for row in islice(reading.rows, ROWS):
            rows.append(row)
            if arrived:
                break
    except (csv.Error, Invalid) as error:
        return rows, error
    return rows, None


def _lines(rows: list[list[str]], before: int, after: int) -> list[int]:
    if after - before == len(rows):
        return list(range(before + 1, after + 1))
    lines, line = [], before + 1
    for row in rows:
        lines.append(line)
        line += 1 + _breaks(row)
    return lines


def _breaks(row: list[str]) -> int:
    return sum(map(line_ends, row))


def _fatal(fault: csv.Error | Invalid, reading: _Reading, line: int) -> Invalid:
    if isinstance(fault, csv.Error):
        fault = broken(fault, reading.held, reading.encoding, reading.dialect.delimiter, line)
    reading.problems.extend(fault.problems)
    return Invalid(
        fault.number,
        fault.message,
        fault.hint,
        problems=tuple(reading.problems),
        source=fault.source,
    )
