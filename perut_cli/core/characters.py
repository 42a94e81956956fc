"""Characters that look alike: digits of other scripts, full-width signs, blanks and signs that
nobody sees, brought to the ones on the keyboard.
"""

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
