"""Which words a kind of paper has, by both names, and the forms derived of them:
days and numbers in words, capitals.
"""

from collections.abc import Iterable

from perut_cli.core.fields import Field
from perut_cli.core.paper_words import (
    EXAMPLES,
    LISTS,
    MEANT,
    OF_DOCUMENT,
    OF_LINES,
    SETTING_WORDS,
    PaperList,
    PaperWord,
    says,
)
from perut_cli.core.settings import FIELDS as SETTINGS
from perut_cli.core.settings import NAMES_ID
from perut_cli.core.terbilang import date_in_words, date_long, day_name, decimal_words
from perut_cli.core.vocabulary import IN_SHEETS, WORDS


def words_of(about: str) -> list[Field | PaperWord]:
    """The words of a kind of paper, by what it is about, without those derived of them."""
    found: list[Field | PaperWord] = [_here(name) for name in says(about).vocabulary]
    found += [
        PaperWord(name, NAMES_ID[name], SETTINGS[name].help, example)
        for name, example in SETTING_WORDS.items()
    ]
    return found + list(says(about).own)


def _here(name: str) -> Field:
    """A word of the vocabulary as it is meant of a paper."""
    field = WORDS[name]
    if name in OF_DOCUMENT:
        field = IN_SHEETS.get(("document", name), field)
    return field._replace(
        example=EXAMPLES.get(name, field.example), help=MEANT.get(name, field.help)
    )


def lists_of(about: str) -> list[PaperList]:
    """The lists of a kind of paper."""
    return [LISTS[name] for name in says(about).lists]


def sort_of(word: Field | PaperWord) -> str:
    """`day`, `number` or blank for text."""
    if isinstance(word, PaperWord):
        return word.sort
    return {"date": "day", "count": "number", "number": "number", "weight": "number"}.get(
        word.kind.name, ""
    )


def forms(word: Field | PaperWord) -> tuple[str, ...]:
    """The endings of the forms derived of a word."""
    return {"day": ("_long", "_words", "_day", "_upper"), "number": ("_words", "_upper")}.get(
        sort_of(word), ("_upper",)
    )


def derived(word: Field | PaperWord, text: str, raw: str) -> dict[str, str]:
    """The word and its forms; `raw` is the machine's value, an ISO day for days."""
    if sort_of(word) == "day":
        spoken = {"_long": date_long(raw), "_words": date_in_words(raw), "_day": day_name(raw)}
        spoken["_upper"] = spoken["_long"].upper()
    else:
        spoken = {"_words": decimal_words(text), "_upper": text.upper()}
    return {word.key: text, **{word.key + form: spoken[form] for form in forms(word)}}


def names_of(words: Iterable[Field | PaperWord], lists: Iterable[PaperList]) -> dict[str, str]:
    """The Indonesian names of words, their forms and lists, and of the words of each list behind
    the list's name, for what is a word of one list is a list of another's name.
    """
    english: dict[str, str] = {}
    for word in words:
        for form in ("", *forms(word)):
            english[word.key_id + form] = word.key + form
    for one in lists:
        english[one.name_id] = one.name
        for name in one.words:
            for form in line_forms([name]):
                written = line_word(name).key_id + form.removeprefix(name)
                english[f"{one.name}.{written}"] = form
    return english


def line_word(name: str) -> Field | PaperWord:
    """A word of a list's lines."""
    if name in OF_LINES:
        return OF_LINES[name]
    return WORDS[name]._replace(example=EXAMPLES.get(name, WORDS[name].example))


def line_forms(words: Iterable[str]) -> list[str]:
    """The words of a list's lines with the forms of days."""
    found = []
    for name in words:
        found.append(name)
        if sort_of(line_word(name)) == "day":
            found.append(name + "_long")
    return found
