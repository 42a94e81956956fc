"""Read CSV as Excel in Indonesia saves it: separator by the words of the header, rows in chunks,
faults with their place.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import NamedTuple, Protocol

from perut_cli.core.errors import Invalid
from perut_cli.core.text import T, Text, same_in_both
from perut_cli.intake.decoding import Encoding, blocks, encoding_of, line_ends
from perut_cli.intake.faults import fault_of_csv
from perut_cli.intake.shape import (
    FIRST_ROWS,
    TableRows,
    header_place,
    headless,
    is_own,
    passed_over,
    shaped,
)
from perut_cli.intake.source import MAX_CELL, ROWS, Chunk, Dialect, Problems, Source
from perut_cli.store.files import InputFile

SEPARATORS = {";": same_in_both(";"), ",": same_in_both(","), "\t": T("tab", "tab")}
_AT_ONCE = 100
_BLANK = ";,\t\r\n \xa0"
_SEP = re.compile(r'"?sep=([;,\t])"?[;,\t]*(?=\r|\n|\Z)', re.IGNORECASE)


class _Rows(Protocol):
    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


class _CsvReading(NamedTuple):
    held: InputFile
    encoding: Encoding
    dialect: Dialect
    rows: _Rows
    arrived: list[int]
    problems: Problems
    header_row: int


def open_csv(held: InputFile, knows: Callable[[str], bool]) -> Source:
    """Read the header of a CSV file; `knows` says whether a cell is a word. Raises P009, P014,
    P015, P016, P018.
    """
    encoding = encoding_of(held)
    reading = _reading(held, encoding, knows)
    above, row, line = _header(reading)
    shape = shaped(row, line, held.name, reading.problems, knows)
    remarks: list[Text] = []
    table = TableRows(shape, reading.problems, remarks, sheet=False)
    excel = reading.dialect.delimiter == ";"
    how = T("read as {encoding}, separated by {mark}", "dibaca sebagai {encoding}, dipisah {mark}")
    return Source(
        held.name,
        shape.header,
        line,
        _chunks(reading, table),
        excel,
        excel,
        how.format(encoding=encoding.said, mark=SEPARATORS[reading.dialect.delimiter]),
        (*encoding.notes, *passed_over(above, line, shape)),
        reading.problems,
        reading.dialect,
        held.size,
        lambda: held.at,
        held.close,
        shape.places,
        remarks,
    )


def _reading(held: InputFile, encoding: Encoding, knows: Callable[[str], bool]) -> _CsvReading:
    arrived: list[int] = []
    texts = blocks(held, encoding, arrived)
    try:
        first = next(texts, io.StringIO())
    except csv.Error as error:
        raise fault_of_csv(error, held, encoding, ";", 1) from error
    dialect, header_row = _dialect(first.getvalue(), encoding, knows)
    csv.field_size_limit(MAX_CELL)
    rows = csv.reader(
        chain(first, chain.from_iterable(texts)), delimiter=dialect.delimiter, strict=True
    )
    if dialect.sep_line:
        next(rows)
    return _CsvReading(held, encoding, dialect, rows, arrived, Problems(), header_row)


def _dialect(text: str, encoding: Encoding, knows: Callable[[str], bool]) -> tuple[Dialect, int]:
    """The form of the file, and which of its filled rows is the header."""
    told = _SEP.match(text)
    newline = re.search(r"\r\n|\n|\r", text)
    # One column alone leaves the choice open: Excel marks its files, and writes ';' here.
    order = ";,\t" if encoding.mark else ",;\t"
    known = {
        mark: _known(text[told.end() :] if told else text, mark, knows)
        for mark in (told[1] if told else order)
    }
    delimiter = max(known, key=lambda mark: known[mark][:2])
    ending = newline[0] if newline else "\n"
    form = Dialect(delimiter, encoding.codec, ending, bool(told), bool(encoding.mark))
    return form, known[delimiter][2]


def _known(text: str, delimiter: str, knows: Callable[[str], bool]) -> tuple[int, int, int]:
    """How many words of the header are known if this separates them, how many cells it has, and
    which filled row it is.
    """
    # Where no separator makes anything known, the one that parts most serves the message about it.
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    filled: list[list[str]] = []
    try:
        filled.extend(row for row in islice(rows, FIRST_ROWS) if _says_something(row))
    except csv.Error:
        if not filled:
            return -1, 0, 0
    if not filled:
        return 0, 0, 0
    place = header_place(filled, knows)
    header = filled[place]
    known = sum(1 for cell in header if knows(cell) or is_own(cell))
    return known, 0 if known else len(header), place


def _header(reading: _CsvReading) -> tuple[list[list[str]], list[str], int]:
    """The filled rows above the header, the header, and its line."""
    line = reading.rows.line_num + 1
    above: list[list[str]] = []
    try:
        for row in reading.rows:
            if _says_something(row):
                if len(above) == reading.header_row:
                    return above, row, line
                above.append(row)
            line = reading.rows.line_num + 1
    except csv.Error as error:
        raise fault_of_csv(
            error, reading.held, reading.encoding, reading.dialect.delimiter, line
        ) from error
    raise headless(reading.held.name)


def _says_something(row: list[str]) -> bool:
    # A line of nothing but separators is blank whichever of them parts the cells.
    return any(cell.strip(_BLANK) for cell in row)


def _chunks(reading: _CsvReading, table: TableRows) -> Iterator[Chunk]:
    fault: csv.Error | Invalid | None = None
    more = True
    try:
        while more and not fault:
            before = reading.rows.line_num
            rows, fault = _pull(reading)
            more = bool(rows)
            lines = _lines(rows, before, -1 if fault else reading.rows.line_num)
            after = lines[-1] + 1 + _breaks(rows[-1]) if fault and rows else before + 1
            lines, rows = table.fit(lines, rows)
            if rows:
                yield lines, rows
        reading.held.check()
        if fault:
            raise _fatal(fault, reading, after)
    finally:
        reading.held.close()


def _pull(reading: _CsvReading) -> tuple[list[list[str]], csv.Error | Invalid | None]:
    # A chunk ends where a block of text does, so that its size is bounded whatever the length of
    # the rows.
    rows: list[list[str]] = []
    arrived = reading.arrived
    arrived.clear()
    try:
        while len(rows) < ROWS and not arrived:
            before = len(rows)
            rows.extend(islice(reading.rows, _AT_ONCE))
            if len(rows) < before + _AT_ONCE:
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


def _fatal(fault: csv.Error | Invalid, reading: _CsvReading, line: int) -> Invalid:
    if isinstance(fault, csv.Error):
        fault = fault_of_csv(fault, reading.held, reading.encoding, reading.dialect.delimiter, line)
    reading.problems.extend(fault.problems)
    return Invalid(
        fault.number,
        fault.message,
        fault.hint,
        problems=tuple(reading.problems),
        source=fault.source,
    )
