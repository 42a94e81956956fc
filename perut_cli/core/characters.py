"""The same thing in other characters: digits of other scripts, full-width signs, blanks and signs
that nobody sees; names compared, titles before and behind them; what could steer a terminal.
"""

import re
import unicodedata

_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
_SEEN_AS_BLANK = "\u2028\u2029"


def without_unseen(text: str) -> str:
    """A text on one line in composed form: no character that is not seen, every kind of blank a
    plain one, digits of any script as 0 to 9.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", "".join(map(_seen, text)))


def keyboard(text: str) -> str:
    """A code, number, day or hour in the characters of the keyboard: as `without_unseen`, and
    full-width signs and all kinds of hyphens too.
    """
    if text.isascii():
        return text
    return "".join(map(_typed, without_unseen(text)))


def _seen(sign: str) -> str:
    if sign < "\x80":
        return sign
    kind = unicodedata.category(sign)
    if kind == "Nd":
        return str(unicodedata.decimal(sign))
    if kind == "Cf" or "\ufe00" <= sign <= "\ufe0f":
        return ""
    return " " if kind == "Zs" or sign in _SEEN_AS_BLANK else sign


def _typed(sign: str) -> str:
    if "\uff01" <= sign <= "\uff5e":
        return chr(ord(sign) - 0xFEE0)
    return "-" if sign in _HYPHENS else sign


# C0 and C1 controls, direction marks and overrides, what can't be seen, half surrogates, tags; not
# \n nor the joiners.
_HARMFUL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACES = str.maketrans({"\t": " ", "\u2028": "\n", "\u2029": "\n"})


def harmless(text: str, dot: str = "·") -> str:
    """The text with everything that could steer a terminal or turn the reading direction shown as a
    dot.
    """
    if text.isprintable() and text.isascii():
        return text
    return _HARMFUL.sub(dot, text.replace("\r\n", "\n").translate(_SPACES))


_HYPHENS_OF_NAMES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_APOSTROPHES = re.compile("[\u2018\u2019\u201b\u02bc\u02b9\u00b4\u0060\u2032\uff07]")
_BLANKS = re.compile(r"\s+")
_MARKS = re.compile(r"[.,]")


def folded(name: str) -> str:
    """What a name is compared by: case, runs of blanks, kinds of apostrophe and hyphen, full stops
    and commas don't tell two apart.
    """
    text = without_unseen(name)
    if not text.isascii():
        text = _HYPHENS_OF_NAMES.sub("-", _APOSTROPHES.sub("'", text))
    return _BLANKS.sub(" ", _MARKS.sub(" ", text)).strip().casefold()


TITLES = frozenset(
    [
        "h",
        "hj",
        "haji",
        "hajah",
        "drs",
        "dra",
        "dr",
        "ir",
        "prof",
        "ust",
        "ustadz",
        "kh",
        "s",
        "sos",
        "pd",
        "ap",
        "h",
        "i",
        "ag",
        "e",
        "se",
        "st",
        "sh",
        "mm",
        "msi",
        "m",
        "si",
        "sip",
        "ip",
        "kom",
        "skom",
        "spd",
        "sag",
        "sap",
        "ssos",
        "spdi",
        "sip",
        "amd",
        "a",
        "md",
        "mh",
        "map",
        "mpd",
        "tr",
        "hut",
        "kep",
        "keb",
        "kes",
        "ns",
        "sp",
        "skm",
        "ma",
        "mt",
    ]
)
"""Words of titles before and behind a name, without their full stops."""


def untitled(name: str) -> str:
    """A name folded and without titles: Hj. Siti Aminah, S.Sos is siti aminah."""
    before, *_ = name.split(",")
    words = folded(before).split(" ")
    while len(words) > 1 and words[0] in TITLES:
        words.pop(0)
    while len(words) > 1 and (behind := _title_behind(words)):
        del words[-behind:]
    return " ".join(words)


def _title_behind(words: list[str]) -> int:
    """How many of the last words are a title: 1 for ST, 2 for S.T."""
    if words[-1] in TITLES:
        return 1
    *name, former, last = words
    return 2 if name and former + last in TITLES else 0


_RISKY = re.compile(r"'*[=+\-@\t\r]")
_WRAPPED = re.compile(r'="((?:[^"]|"")*)"')
_LONGEST = 11
"""Digits a spreadsheet shows in full."""


def guard(cell: str) -> str:
    """A text as the Excel profile writes it: long or zero-led digits as ="…", what could run behind
    one '.
    """
    if (
        cell.isascii()
        and cell.isdigit()
        and (len(cell) > _LONGEST or (cell[0] == "0" and len(cell) > 1))
    ):
        return f'="{cell}"'
    return f"'{cell}" if _RISKY.match(cell) else cell


def unguard(cell: str) -> str:
    """The text behind a guard; `unguard(guard(text)) == text` for every text."""
    if cell[:2] == '="' and (wrapped := _WRAPPED.fullmatch(cell)):
        return wrapped[1].replace('""', '"')
    return cell[1:] if cell[:1] == "'" and _RISKY.match(cell) else cell
