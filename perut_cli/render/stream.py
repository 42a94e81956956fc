"""Streams: what they can show, and writing that never fails for want of a character."""

import codecs
import unicodedata
from typing import TextIO

from perut_cli.render.cells import harmless

_NEAR = {
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{MINUS SIGN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "·": ".",
    "•": "*",
    "…": "...",
    "\N{MULTIPLICATION SIGN}": "x",
    "→": "->",
    "←": "<-",
    "≥": ">=",
    "≤": "<=",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "“": '"',
    "”": '"',
    "│": "|",
    "─": "-",
    "█": "#",
    "✓": "v",
    "✗": "x",
}


def encodable(stream: TextIO) -> bool:
    """Whether the stream can carry block elements, lines and ticks."""
    try:
        "█✓─▏▁●○".encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def prepared(stream: TextIO, encoding: str = "") -> TextIO:
    """The stream, set to write line ends as they are and to replace what it can't encode; in an
    encoding, if given.

    Pass utf-8 for the machine formats: Windows would write a pipe or file in cp1252 and CRLF.
    """
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding=encoding or stream.encoding, errors=HANDLER, newline="")
    return stream


class HarmlessStream:
    """A screen that text is written to: what could steer a terminal comes as a dot."""

    def __init__(self, stream: TextIO) -> None:
        """Write to a stream."""
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text, its tabs and line breaks as they are."""
        return self._stream.write("\t".join(harmless(part) for part in text.split("\t")))

    def flush(self) -> None:
        """Hand on what was written."""
        self._stream.flush()


def to_ascii(text: str) -> str:
    """The nearest ASCII: a long dash as -, é as e, and ? where there is none."""
    return "".join(map(_near, text))


def _near(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return _NEAR.get(character) or plain or ("" if unicodedata.combining(character) else "?")


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return to_ascii(error.object[error.start : error.end]), error.end


HANDLER = "perut-near"
"""The name of our way with characters that an encoding lacks."""

codecs.register_error(HANDLER, _replace)
