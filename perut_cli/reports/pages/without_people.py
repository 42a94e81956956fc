"""Texts without the people whom the office knows: names with or without their titles, phones and
numbers however they are grouped.
"""

import re
from collections.abc import Callable, Iterator

from perut_cli.core.characters import folded, untitled
from perut_cli.store.db import Store

_HIDDEN = "…"
_SHORTEST_NAME = 3
_SHORTEST_NUMBER = 6
_BETWEEN = r"[\s.()/-]*"


def hider(store: Store, head_name: str) -> Callable[[str], str]:
    """Takes officials and mentors out of a text; the head of the office stays."""
    patterns = set(_patterns(store, untitled(head_name)))
    if not patterns:
        return lambda text: text
    longest_first = sorted(patterns, key=lambda pattern: (-len(pattern), pattern))
    found = re.compile("|".join(longest_first), re.IGNORECASE)
    return lambda text: found.sub(_HIDDEN, text)


def _patterns(store: Store, head: str) -> Iterator[str]:
    names = store.rows("SELECT official_name FROM official UNION SELECT mentor_name FROM mentor")
    for (name,) in names:
        if untitled(name) != head and len(name) >= _SHORTEST_NAME:
            yield _name(name)
            yield _words(re.findall(r"\w+", folded(name)))
    numbers = store.rows(
        "SELECT phone FROM official UNION SELECT staff_number FROM official UNION "
        "SELECT nip FROM mentor"
    )
    for (number,) in numbers:
        digits = re.sub(r"\D", "", number)
        if len(digits) >= _SHORTEST_NUMBER:
            yield _number(digits)
        elif len(number) >= _SHORTEST_NAME:
            yield re.escape(number)


def _name(name: str) -> str:
    return _words(re.findall(r"\w+", untitled(name)))


def _words(words: list[str]) -> str:
    return r"\b" + r"\W+".join(map(re.escape, words)) + r"\b"


def _number(digits: str) -> str:
    """A number in any grouping; a phone at home or with the country before it."""
    local = re.sub(r"^(?:62|0)", "", digits)
    before = "" if local == digits else rf"(?:\+?62|0)?{_BETWEEN}"
    return rf"(?<!\d){before}{_BETWEEN.join(local)}(?!\d)"
