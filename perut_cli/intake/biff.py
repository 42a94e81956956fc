"""Open an .xls, a stream of records: its sheets, shared texts and number formats."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from perut_cli.core.errors import Invalid
from perut_cli.core.text import T
from perut_cli.intake.compound_file import CompoundFile
from perut_cli.intake.number_format import NumberFormat, format_of
from perut_cli.intake.sheet_row import damaged, too_large

BEGIN, END, MORE = 0x809, 0x0A, 0x3C
_SHEET, _PASSWORD, _FROM_1904, _FORMAT, _STYLE, _TEXTS, _COMPUTED_BY = (
    0x85,
    0x2F,
    0x22,
    0x41E,
    0xE0,
    0xFC,
    0x1C1,
)
_VERSION_8 = 0x600
_MOST_TEXT = 200_000_000
_WIDE, _EXTENDED, _RICH = 1, 4, 8


class XlsSheet(NamedTuple):
    """A sheet: its title, where its records begin, whether it is shown."""

    title: str
    start: int
    visible: bool


class XlsBook(NamedTuple):
    """An opened .xls. `computed` is False where the program that wrote it never computes."""

    name: str
    data: bytes
    sheets: list[XlsSheet]
    texts: list[str]
    formats: list[NumberFormat]
    from_1904: bool
    computed: bool


class Record(NamedTuple):
    """A record: its kind, and its bytes, in pieces where it was too long for one."""

    kind: int
    pieces: list[bytes]

    @property
    def body(self) -> bytes:
        """The first piece."""
        return self.pieces[0]


def open_xls(data: bytes, name: str) -> XlsBook:
    """Read what all sheets share. Raises P015, P018."""
    file = CompoundFile(data, name)
    if "EncryptedPackage" in file.entries:
        raise _locked(name)
    stream = file.stream("Workbook")
    if stream is None or number(stream, 4, 2) != _VERSION_8:
        raise damaged(
            name, T("it is none of Excel 97 or later", "bukan dari Excel 97 atau sesudahnya")
        )
    by_kind: dict[int, list[Record]] = defaultdict(list)
    for record in records(stream, 0):
        by_kind[record.kind].append(record)
    if by_kind[_PASSWORD]:
        raise _locked(name)
    codes = {number(kept.body, 0, 2): text_at([kept.body], 2) for kept in by_kind[_FORMAT]}
    return XlsBook(
        name,
        stream,
        [
            XlsSheet(text_at([kept.body], 6, 1), number(kept.body, 0, 4), kept.body[4] & 3 == 0)
            for kept in by_kind[_SHEET]
            if kept.body[5:6] == b"\0"
        ],
        [text for kept in by_kind[_TEXTS] for text in _texts(kept, name)],
        [format_of(number(kept.body, 2, 2), codes) for kept in by_kind[_STYLE]],
        any(kept.body[:1] == b"\1" for kept in by_kind[_FROM_1904]),
        bool(by_kind[_COMPUTED_BY]),
    )


def records(data: bytes, start: int) -> Iterator[Record]:
    """The records from a place up to the end of that part of the stream; parts within, such as
    charts, are left out.
    """
    at, depth = start, 0
    record: Record | None = None
    while at + 4 <= len(data):
        kind, length = number(data, at, 2), number(data, at + 2, 2)
        body = data[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == MORE and record:
            record.pieces.append(body)
            continue
        if record and depth == 1:
            yield record
        depth += (kind == BEGIN) - (kind == END)
        if depth < 1:
            return
        record = Record(kind, [body])


def number(data: bytes, at: int, size: int) -> int:
    """A whole number without sign; 0 beyond the end."""
    return int.from_bytes(data[at : at + size], "little")


def text_at(pieces: list[bytes], at: int, length_bytes: int = 2) -> str:
    """The text that begins at a place of a record."""
    return _Reader(pieces, at).text(length_bytes)


class _Reader:
    """Reads on over the borders of a record's pieces."""

    def __init__(self, pieces: list[bytes], at: int) -> None:
        self.pieces, self.piece, self.at = pieces, 0, at

    @property
    def left(self) -> int:
        return len(self.pieces[self.piece]) - self.at

    def take(self, count: int) -> bytes:
        data = b""
        while count and self._is_more():
            part = self.pieces[self.piece][self.at : self.at + count]
            self.at += len(part)
            count -= len(part)
            data += part
        return data

    def _is_more(self) -> bool:
        while self.left <= 0 and self.piece + 1 < len(self.pieces):
            self.piece, self.at = self.piece + 1, 0
        return self.left > 0

    def text(self, length_bytes: int = 2) -> str:
        count = number(self.take(length_bytes), 0, length_bytes)
        flags = number(self.take(1), 0, 1)
        runs = number(self.take(2), 0, 2) if flags & _RICH else 0
        extended = number(self.take(4), 0, 4) if flags & _EXTENDED else 0
        text = self._letters(count, wide=bool(flags & _WIDE))
        self.take(4 * runs + extended)
        return text

    def _letters(self, count: int, *, wide: bool) -> str:
        texts = []
        while count:
            if self.left <= 0:
                if not self._is_more():
                    break
                # A text that goes on in the next piece says anew how wide its letters are.
                wide = bool(number(self.take(1), 0, 1) & _WIDE)
                continue
            size = 2 if wide else 1
            part = self.take(min(count * size, self.left))
            count -= max(1, len(part) // size)
            texts.append(part.decode("utf-16-le" if wide else "latin-1", "replace"))
        return "".join(texts)


def _texts(record: Record, name: str) -> Iterator[str]:
    if sum(map(len, record.pieces)) > _MOST_TEXT:
        raise too_large(name)
    reader = _Reader(record.pieces, 0)
    for _ in range(number(reader.take(8), 4, 4)):
        if reader.left <= 0 and reader.piece + 1 == len(record.pieces):
            return
        yield reader.text()


def _locked(name: str) -> Invalid:
    return Invalid(
        "P015",
        T("{name} has a password", "{name} memakai kata sandi").format(name=name),
        T("save it without a password", "simpan tanpa kata sandi"),
        source=name,
    )
