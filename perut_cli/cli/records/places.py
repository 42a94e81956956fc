"""Words given by their place: `session add muara 2026-11-24 supervisi` as well as by options."""

from collections.abc import Sequence

from perut_cli.cli.app.command import Argument, Given
from perut_cli.cli.app.usage import twice
from perut_cli.cli.records.verbs import COMPLETES
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS

_PLACE = "at_"


def places(words: Sequence[str]) -> tuple[Argument, ...]:
    """An argument for each of these words, none of them needed: the option does as well."""
    return tuple(
        Argument(
            _PLACE + word,
            T(WORDS[word].key.upper(), WORDS[word].key_id.upper()),
            needed=False,
            completes=COMPLETES.get(word, ""),
        )
        for word in words
    )


def placed(given: Given, words: Sequence[str]) -> dict[str, str]:
    """The values of words given by place. Raises Usage P005 where the option says otherwise."""
    found = {word: given.text(_PLACE + word) for word in words if given.has(_PLACE + word)}
    for word, value in found.items():
        if word in given and given[word] != value:
            raise twice(WORDS[word].option, (value, given[word]))
    return found
