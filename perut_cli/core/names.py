"""Names compared: what does not tell two people apart, and titles before and behind a name."""

import re

from perut_cli.core.characters import without_unseen

_HYPHENS = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_APOSTROPHES = re.compile("[\u2018\u2019\u201b\u02bc\u02b9\u00b4\u0060\u2032\uff07]")
_BLANKS = re.compile(r"\s+")
_MARKS = re.compile(r"[.,]")


def folded(name: str) -> str:
    """What a name is compared by: case, runs of blanks, kinds of apostrophe and hyphen, full stops
    and commas don't tell two apart.
    """
    text = without_unseen(name)
    if not text.isascii():
        text = _HYPHENS.sub("-", _APOSTROPHES.sub("'", text))
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
    ]
)
"""Words of titles before and behind a name, without their full stops."""


def untitled(name: str) -> str:
    """A name folded and without titles: Hj. Siti Aminah, S.Sos is siti aminah."""
    before, *_ = name.split(",")
    words = folded(before).split(" ")
    while len(words) > 1 and words[0] in TITLES:
        words.pop(0)
    while len(words) > 1 and words[-1] in TITLES:
        words.pop()
    return " ".join(words)
