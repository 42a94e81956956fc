"""Streams: what they can show, and writing that never fails for want of a character."""

import codecs
import unicodedata
from typing import TextIO

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


def near(text: str) -> str:
    """The nearest ASCII: a long dash as -, é as e, and ? where there is none."""
    return "".join(map(_near, text))


def _near(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return _NEAR.get(character) or plain or ("" if unicodedata.combining(character) else "?")


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return near(error.object[error.start : error.end]), error.end


HANDLER = "perut-near"
"""The name of our way with characters that an encoding lacks."""

codecs.register_error(HANDLER, _replace)
