"""Words in both languages: a str in the process language that remembers its translation."""

from typing import Self

LANGUAGES = ("en", "id")

_language = "en"


def speak(language: str) -> None:
    """Choose the language of this process; texts made before keep theirs, so call it first."""
    global _language  # noqa: PLW0603 - one process, one language
    _language = language


def language() -> str:
    """The language of this process: `en` or `id`."""
    return _language


class T(str):
    """A text in English and Indonesian; as a str it is the one of the process language."""

    __slots__ = ("en", "id")
    en: str
    id: str

    def __new__(cls, en: str, id: str) -> Self:
        """Keep both; the str itself is the process language's."""
        self = super().__new__(cls, id if _language == "id" else en)
        self.en, self.id = en, id
        return self

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """Copy and pickle with both languages."""
        return self.en, self.id

    def format(self, *values: object, **named: object) -> "T":
        """Fill the placeholders in both languages; a T among the values is filled in each language."""
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


def same_in_both(text: str) -> T:
    """A T of a text that is the same in both languages; a T stays itself."""
    return text if isinstance(text, T) else T(text, text)


def _in(language: str, value: object) -> object:
    return getattr(value, language) if isinstance(value, T) else value
