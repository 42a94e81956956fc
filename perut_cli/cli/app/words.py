"""The words of a command line: a line of a script taken apart, a word in quotes where it needs
them, and what the history keeps of a command.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from perut_cli.cli.app.command import Argument, Command, Inputs, Option, name_here
from perut_cli.core.errors import Invalid
from perut_cli.core.settings import OF_A_PERSON, setting_key
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


class Word(NamedTuple):
    """A word of a command line as the history keeps it: a hidden one says who somebody is."""

    text: str
    hidden: bool = False


_CODE = re.compile(r"[0-9]{4}-\S+|[0-9.]{4,13}")
"""What names a record without naming a person."""


def words_told(spec: Command, inputs: Inputs, path: T) -> list[Word]:
    """A command line as the parser understood it: every option in full, in the process language."""
    words = [Word(word) for word in str(path).split()[1:]]
    options = {option.key: option for option in spec.options}
    values = {key: iter(_texts(inputs, key)) for key in inputs.order}
    for argument in spec.arguments:
        words += [
            Word(text, _says_who(argument, text, inputs)) for text in _texts(inputs, argument.key)
        ]
    for key in inputs.order:
        text = next(values[key], None) if key in options else None
        if text is not None:
            words += _option_words(options[key], text, inputs)
    return words


def _option_words(option: Option, text: str, inputs: Inputs) -> Iterator[Word]:
    yield Word(name_here(option.names))
    if not option.flag:
        yield Word(text, _says_who(option, text, inputs))


def _texts(inputs: Inputs, key: str) -> list[str]:
    value = inputs.get(key)
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, (list, tuple)) else [str(value)]


def _says_who(taker: Option | Argument, text: str, inputs: Inputs) -> bool:
    if taker.key == "value" and setting_key(inputs.text("key0")) in OF_A_PERSON:
        return True
    if isinstance(taker, Option):
        return taker.is_personal
    return taker.personal and not _CODE.fullmatch(text)


def command_line(words: list[Word]) -> str:
    """A command line for the history, what says who somebody is left out."""
    return " ".join("…" if word.hidden else quoted_word(word.text) for word in words)
