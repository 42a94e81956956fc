"""The words of a command line: a line of a script taken apart, a word in quotes where it needs them."""

import re

from perut_cli.core.errors import Invalid
from perut_cli.core.text import T

_BREAKS = re.compile("[] \t\n'\"|&;<>()$`\\\\*?[#~]")


def words_of(line: str) -> list[str]:
    """The words of a line: blanks between, '…' and "…" keep blanks, # begins a comment. Raises
    Invalid P080.
    """
    words: list[str] = []
    word: list[str] = []
    quote = ""
    begun = False
    for character in line:
        if quote:
            if character == quote:
                quote = ""
            else:
                word.append(character)
        elif character in "'\"":
            quote, begun = character, True
        elif character.isspace():
            if begun:
                words.append("".join(word))
            word, begun = [], False
        elif character == "#" and not begun:
            break
        else:
            word.append(character)
            begun = True
    if quote:
        raise Invalid(
            "P080",
            T("the quote {quote} is not closed", "tanda kutip {quote} tidak ditutup").format(
                quote=quote
            ),
            T(
                "close it, or use the other kind of quote around it",
                "tutup, atau pakai jenis kutip yang lain di luarnya",
            ),
        )
    if begun:
        words.append("".join(word))
    return words


def quoted_word(word: str) -> str:
    """A word of a command line, in quotes where it needs them."""
    if word and not _BREAKS.search(word):
        return word
    if not any(character in word for character in '"$`\\'):
        return f'"{word}"'
    return "'" + word.replace("'", "'\"'\"'") + "'"
