"""Words given by their place: `session add muara 2026-11-24 supervisi` as well as by options."""

from collections.abc import Sequence

from perut_cli.cli.app.command import Argument, Inputs
from perut_cli.cli.app.usage import twice
from perut_cli.cli.records.verbs import COMPLETES
from perut_cli.core.sheets import Sheet
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS

_PLACE = "at_"


def first_words(sheet: Sheet) -> tuple[str, ...]:
    """The words of a sheet that may be given by their place: the required part of its key."""
    return tuple(column.key for column in sheet.columns if column.match and column.required)


def place_arguments(words: Sequence[str]) -> tuple[Argument, ...]:
    """An argument for each of these words, none of them needed: the option does as well."""
    return tuple(
        Argument(
            _PLACE + word,
            T(WORDS[word].key.upper(), WORDS[word].key_id.upper()),
            needed=False,
            completes=COMPLETES.get(word, ""),
            personal=WORDS[word].personal,
        )
        for word in words
    )


def values_by_place(inputs: Inputs, words: Sequence[str]) -> dict[str, str]:
    """The values of words given by place. Raises Usage P005 where the option says otherwise."""
    found = {word: inputs.text(_PLACE + word) for word in words if inputs.has(_PLACE + word)}
    for word, value in found.items():
        if word in inputs and inputs[word] != value:
            raise twice(WORDS[word].option, (value, inputs[word]))
    return found
