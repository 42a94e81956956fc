"""What the verbs of every sheet share: options and arguments made of its fields, words given by
their place (`session add muara 2026-11-24 supervisi`), and the words for its records.
"""

from collections.abc import Sequence

from perut_cli.cli.app.command import Argument, Inputs, Option, option_of, words_of
from perut_cli.cli.app.usage import missing_argument, twice
from perut_cli.core.sheet import Sheet
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.lookup import NAMES

EXCEL = Option(
    "excel",
    T("--excel", "--excel"),
    T("for Excel in Indonesian: ; and decimal commas", "untuk Excel Indonesia: ; dan koma desimal"),
    flag=True,
)
ANONYMOUS = Option(
    "anonymous",
    T("--anonymous", "--anonim"),
    T("leave out names, phones, numbers and notes", "tanpa nama, telepon, nomor dan catatan"),
    flag=True,
)

COMPLETES = {
    "village_code": "village",
    "other_villages": "village",
    "mentor_code": "mentor",
    "mentors": "mentor",
    "topics": "topic",
    "indicator_code": "indicator",
    "worked_on": "indicator",
    "instrument_code": "instrument",
    "session_code": "session",
    "official_name": "official",
}
"""What completion offers for a word, from the database."""


def sheet_options(sheet: Sheet, group: str = "") -> tuple[Option, ...]:
    """An option for every column; with the group `needed` the required ones are marked, with
    another all.
    """
    return tuple(
        option_of(column.field, completes=COMPLETES.get(column.key, ""))._replace(
            group=group if group != "needed" or (column.required and not column.default) else ""
        )
        for column in sheet.columns
    )


def key_arguments(sheet: Sheet) -> tuple[Argument, ...]:
    """The key as arguments."""
    fields = {column.key: column.field for column in sheet.columns}
    return tuple(
        Argument(
            f"key{number}",
            T(fields[word].key.upper(), fields[word].key_id.upper()),
            needed=sheet.column(word).required,
            completes=COMPLETES.get(word, sheet.name if word == sheet.key else ""),
            personal=fields[word].personal or word == "official_code",
        )
        for number, word in enumerate(sheet.arguments)
    )


def key_of(sheet: Sheet, inputs: Inputs, path: T) -> list[str]:
    """The key words given; one argument may hold the whole key as `add` printed it."""
    words_ = [inputs.text(f"key{number}") for number in range(len(sheet.arguments))]
    if not words_[0] and sheet.arguments[0] in inputs:
        # Without an argument the option names the record, as in `setting edit --setting target`.
        words_ = [str(inputs.pop(word, "")) for word in sheet.arguments]
    if len(words_) > 1 and words_[0] and not any(words_[1:]):
        words_ = split_key(words_[0], len(words_))
    for number, word in enumerate(sheet.arguments):
        column = sheet.column(word)
        if not words_[number] and (number == 0 or (column.required and not sheet.host)):
            raise missing_argument(column.field.key_here.upper(), path)
    return words_


def split_key(text: str, count: int) -> list[str]:
    """A printed key as its words: blanks between, quotes around words with blanks."""
    found = words_of(text)
    return [*found[:count], *[""] * (count - len(found))]


def singular(sheet: Sheet) -> T:
    """What one record is called."""
    return T(*NAMES[sheet.name])


def plural(sheet: Sheet) -> T:
    """What its records are called."""
    return T(sheet.title.en.lower(), sheet.title.id.lower())


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


def counted(sheet: Sheet, count: int) -> T:
    """So many of its records: one finding, two findings."""
    what = singular(sheet) if count == 1 else plural(sheet)
    return T("{n} {what}", "{n} {what}").format(n=count, what=what)
