"""`perut run`: one command a line, without `perut`; quotes but no backslash escapes."""

from perut_cli.errors import Invalid
from perut_cli.text import T


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
