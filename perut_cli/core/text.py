"""Words in both languages, shown in the one that the process speaks at that moment."""

from typing import TypeAlias

LANGUAGES = ("en", "id")

_language = "en"


def speak(language: str) -> None:
    """Choose the language of this process."""
    global _language  # noqa: PLW0603 - one process, one language
    _language = language


def language() -> str:
    """The language of this process: `en` or `id`."""
    return _language


class T:
    """A text in English and Indonesian. What is shown, by `str()` or in an f-string, is the text in
    the language of that moment; it equals that text, and SQLite takes it so, too.
    """

    __slots__ = ("en", "id")

    def __init__(self, en: str, id: str) -> None:
        """Keep both."""
        self.en, self.id = en, id

    def __str__(self) -> str:
        return self.id if _language == "id" else self.en

    def __repr__(self) -> str:
        return f"T({self.en!r}, {self.id!r})"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __bool__(self) -> bool:
        return bool(self.en)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (str, T)) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __contains__(self, part: str) -> bool:
        return part in str(self)

    def __conform__(self, protocol: object) -> str:
        del protocol
        return str(self)

    def format(self, *values: object, **named: object) -> "T":
        """Fill the placeholders in both languages; a T among the values is filled in each language.

        A word that goes with a count stands as `{n:visit|visits}`: the first for 1,
        else the second.
        """
        return T(
            self.en.format(
                *(_in("en", value) for value in values),
                **{k: _in("en", v) for k, v in named.items()},
            ),
            self.id.format(
                *(_in("id", value) for value in values),
                **{k: _in("id", v) for k, v in named.items()},
            ),
        )


class Hint(T):
    """A text that names a command: for a screen. On paper stands `paper` instead, or nothing."""

    __slots__ = ("paper",)

    def __init__(self, en: str, id: str, paper: "T | None" = None) -> None:
        """Keep both, and what stands on paper."""
        super().__init__(en, id)
        self.paper = paper or T("", "")

    def format(self, *values: object, **named: object) -> "Hint":
        """Fill the placeholders in both languages, on paper too."""
        filled = super().format(*values, **named)
        return Hint(filled.en, filled.id, self.paper.format(*values, **named))


Text: TypeAlias = str | T
"""A text for people: in both languages, or one that is the same in both, such as a name."""


def same_in_both(text: Text) -> T:
    """A T of a text that is the same in both languages; a T stays itself."""
    return text if isinstance(text, T) else T(text, text)


def on_paper(text: Text) -> Text:
    """The text as a paper carries it: without commands."""
    return text.paper if isinstance(text, Hint) else text


class _Value:
    """A number, or a text that may be one, which chooses the word that goes with it."""

    __slots__ = ("value",)

    def __init__(self, value: int | str) -> None:
        self.value = value

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        if not bar:
            return format(self.value, spec)
        return one if str(self.value) == "1" else many

    def __str__(self) -> str:
        return str(self.value)


def _in(language: str, value: object) -> object:
    if isinstance(value, T):
        return _Value(getattr(value, language))
    return _Value(value) if isinstance(value, (int, str)) else value
