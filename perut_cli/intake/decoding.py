"""Bytes to lines of text: which encoding, in blocks of whole lines, and where a byte is none."""

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator, MutableSequence
from itertools import chain
from typing import NamedTuple

from perut_cli.core.errors import Invalid, Problem
from perut_cli.core.text import T, same_in_both
from perut_cli.store.files import InputFile

BLOCK = 700_000
MAX_LINE = 4_000_000
_MOST_BLOCKS = 50
"""Blocks that one row may span: 35 MB."""

_SAMPLE = 4096
_TOO_LONG = "line too long"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1252": "Windows-1252"}


class Encoding(NamedTuple):
    """How bytes become text: the codec, the length of the byte order mark, and what to tell the
    user.
    """

    codec: str
    mark: int = 0
    notes: tuple[T, ...] = ()

    @property
    def said(self) -> T:
        """The encoding in a sentence."""
        name = same_in_both(_NAMES[self.codec])
        return T("{name} with BOM", "{name} dengan BOM").format(name=name) if self.mark else name


def encoding_of(held: InputFile) -> Encoding:
    """UTF-8 or UTF-16 by mark, UTF-16 by its NULs, UTF-8 if all of the file is,
    else Windows-1252.
    """
    held.rewind()
    sample = held.read(_SAMPLE)
    for mark, codec in _MARKS:
        if sample.startswith(mark):
            return Encoding(codec, len(mark))
    pairs = len(sample) // 2
    even, odd = sample[: 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    for codec, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros * 2 > pairs and others * 20 < pairs:
            return Encoding(codec)
    return _unmarked(held)


def blocks(
    held: InputFile, encoding: Encoding, arrived: MutableSequence[int]
) -> Iterator[io.StringIO]:
    """The text in blocks of whole lines, their ends kept; the size of each is added to `arrived`.

    A line over 4 M characters, or over 35 MB while nobody empties `arrived`, is a csv.Error; a
    wrong byte P014.
    """
    held.rewind(encoding.mark)
    decode = codecs.getincrementaldecoder(encoding.codec)().decode
    rest, data = "", b"-"
    while data:
        data = held.read(BLOCK)
        try:
            rest += decode(data, not data)
        except UnicodeDecodeError as error:
            raise _undecodable(held, encoding, error) from error
        cut = _last_end(rest) if data else len(rest)
        if len(rest) - cut > MAX_LINE or len(arrived) > _MOST_BLOCKS:
            raise csv.Error(_TOO_LONG)
        if cut:
            arrived.append(cut)
            yield io.StringIO(rest[:cut], newline="")
            rest = rest[cut:]


def text_from(held: InputFile, encoding: Encoding, line: int, length: int) -> str:
    """The text from a line on, about `length` characters, as far as it can be read."""
    lines: list[str] = []
    try:
        for number, text in enumerate(
            chain.from_iterable(blocks(held, encoding, deque(maxlen=0))), 1
        ):
            if number >= line:
                lines.append(text)
                length -= len(text)
            if length < 0:
                break
    except (csv.Error, Invalid):
        pass
    return "".join(lines)


def line_ends(text: str) -> int:
    """How many line ends a text has, CR LF being one."""
    if "\r" not in text:
        return text.count("\n")
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _last_end(text: str) -> int:
    # A CR at the very end may be half of a CR LF.
    return text.rfind("\n") + 1 or text.rfind("\r", 0, len(text) - 1) + 1


def _unmarked(held: InputFile) -> Encoding:
    held.rewind()
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while data := held.read(BLOCK):
            if not data.isascii() or decoder.getstate()[0]:
                decoder.decode(data)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return (
            Encoding("utf-8")
            if _mostly_utf8(held)
            else Encoding(
                "cp1252",
                0,
                (
                    T(
                        "not UTF-8, so read as Windows-1252: look at names with accents and quotes",
                        "bukan UTF-8, jadi dibaca sebagai Windows-1252: periksa nama beraksen "
                        "dan tanda kutip",
                    ),
                ),
            )
        )
    return Encoding("utf-8")


def _mostly_utf8(held: InputFile) -> bool:
    # A few wrong bytes among UTF-8 are damage: as Windows-1252 every other accent would turn into
    # two letters.
    held.rewind()
    decode = codecs.getincrementaldecoder("utf-8")("replace").decode
    wrong = foreign = 0
    while data := held.read(BLOCK):
        text = decode(data)
        wrong += text.count("\ufffd")
        foreign += len(text) - len(text.encode("ascii", "ignore"))
    return foreign - wrong >= wrong


def _undecodable(held: InputFile, encoding: Encoding, error: UnicodeDecodeError) -> Invalid:
    at = held.at - len(error.object) + error.start
    shown = error.object[error.start : error.end].hex(" ").upper()
    reason = T("byte {byte} is not {encoding}", "bita {byte} bukan {encoding}")
    reason = reason.format(byte=shown, encoding=_NAMES[encoding.codec])
    hint = T(
        "the file mixes encodings or is damaged: save it again as CSV UTF-8",
        "berkas mencampur pengodean atau rusak: simpan ulang sebagai CSV UTF-8",
    )
    problem = Problem(_line_at(held, encoding, at), "", "P014", reason, shown, 0, hint)
    return Invalid("P014", reason, hint, problems=(problem,), source=held.name)


def _line_at(held: InputFile, encoding: Encoding, place: int) -> int:
    held.rewind(encoding.mark)
    decoder = codecs.getincrementaldecoder(encoding.codec)("replace")
    decode = io.IncrementalNewlineDecoder(decoder, translate=True).decode
    line = 1
    while data := held.read(min(BLOCK, place - held.at)):
        line += decode(data).count("\n")
    return line
