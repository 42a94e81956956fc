"""What a kind of record is: its words, its key, what its words refer to, and all that is special
about it.
"""

from typing import NamedTuple

from perut_cli.core.fields import COUNT, Field
from perut_cli.core.text import T
from perut_cli.core.vocabulary import IN_SHEETS, WORDS


class Column(NamedTuple):
    """A word in a sheet. `default` is what an empty cell means on a new row; the keys `match` find
    a row again.
    """

    field: Field
    required: bool
    match: bool
    default: str = ""

    @property
    def key(self) -> str:
        """The word's key."""
        return self.field.key


class Reference(NamedTuple):
    """Words that name a record of another sheet and become one id column. `listed`: a list of them
    in a child table. `lead`: which of the words can't be left out, the last but where the others
    only narrow down the first.
    """

    words: tuple[str, ...]
    sheet: str
    column: str
    listed: str = ""
    lead: int = -1


class Sheet(NamedTuple):
    """A kind of record, with all that is special about it. `key`: its code, blank where the match
    columns themselves are the key; `dated`: its day; `has_generated_code`: a blank code is made.
    `owner`: the sheet whose records hold these rows, told apart by `part_id`. `frozen`: what stays
    once an assessment rests on it. `wide`: words that a wide file has as columns. `host`: the word
    whose record lends its village where that is blank. `together`: words that a law ties; of two
    laptops' one is taken whole. `named_by`: the name that finds a record however it is spelled.
    `prose`: the text by which a new record may be one recorded already, and the columns that must
    then agree. `whole_key`: a key word left out is blank, no question which record is meant.
    `ordered_by`: the word that lists for people begin with. `kinds_by_key`: a value is of the kind
    that its key says. `codes_of_state`: codes are given by the state, so that a doubtful one is
    asked about. `at_start`: a new file may have records of it.
    """

    name: str
    alias: str
    title: T
    columns: tuple[Column, ...]
    references: tuple[Reference, ...]
    key: str = ""
    dated: str = ""
    has_generated_code: bool = False
    owner: str = ""
    part_id: str = ""
    frozen: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()
    host: str = ""
    together: tuple[tuple[str, ...], ...] = ()
    named_by: str = ""
    prose: tuple[str, ...] = ()
    whole_key: bool = False
    ordered_by: str = ""
    kinds_by_key: bool = False
    codes_of_state: bool = False
    at_start: bool = False

    @property
    def id_columns(self) -> tuple[str, ...]:
        """The columns of the table that tell its rows apart."""
        return (f"{self.owner}_id", self.part_id) if self.owner else ("id",)

    @property
    def words(self) -> tuple[str, ...]:
        """The keys of all columns in order."""
        return tuple(column.key for column in self.columns)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of all columns in order."""
        return tuple(column.field for column in self.columns)

    @property
    def match(self) -> tuple[str, ...]:
        """The columns that find a row again."""
        return tuple(column.key for column in self.columns if column.match)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The words that name one record on the command line."""
        if self.owner:
            return tuple(column.removesuffix("_id") + "_code" for column in self.id_columns)
        return (self.key,) if self.key else self.match

    def column(self, name: str) -> Column:
        """The column of a word."""
        for column in self.columns:
            if column.field.key == name:
                return column
        raise KeyError(name)


def record_type(
    name: str,
    alias: str,
    title: T,
    spec: str,
    references: str = "",
    together: str = "",
    frozen: str = "",
    wide: str = "",
    **more: object,
) -> Sheet:
    """A sheet from its short spellings: words with their marks, references, words that a law ties
    joined by +, names beside each other divided by blanks.
    """
    return Sheet(
        name,
        alias,
        title,
        tuple(_column(name, word) for word in spec.split()),
        tuple(map(_reference, references.split())),
        together=tuple(tuple(group.split("+")) for group in together.split()),
        frozen=tuple(frozen.split()),
        wide=tuple(wide.split()),
        **more,  # type: ignore[arg-type]
    )


def _column(sheet: str, spec: str) -> Column:
    # word! is required and matches, word* is required, word~ matches; word=x has the default x.
    # word# is a whole number in this sheet, whatever it is in a report.
    name, _, default = spec.partition("=")
    mark = name[-1] if name[-1] in "!*~" else ""
    word = name.rstrip("!*~")
    key = word.rstrip("#")
    field = IN_SHEETS.get((sheet, key), WORDS[key])
    if word.endswith("#"):
        field = field._replace(kind=COUNT, low=0, high=None, decimals=0)
    return Column(field, mark in ("!", "*"), mark in ("!", "~"), default.replace("+", " "))


def _reference(spec: str) -> Reference:
    # words>sheet>column, or words>sheet>column>child table; words are joined by +, the one that
    # leads is marked by !, else it is the last.
    names, sheet, column, *child = spec.split(">")
    words = names.split("+")
    lead = next((place for place, word in enumerate(words) if word.endswith("!")), -1)
    plain = tuple(word.rstrip("!") for word in words)
    return Reference(plain, sheet, column, child[0] if child else "", lead)
