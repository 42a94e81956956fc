"""Read the cells of a column: as they were typed, what they mean, each different one worked out
once.
"""

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeGuard, TypeVar

from perut_cli.core import instruments
from perut_cli.core.calendars import parse_due_rule
from perut_cli.core.characters import unguard, without_unseen
from perut_cli.core.errors import PerutError
from perut_cli.core.fields import Field
from perut_cli.core.late import Late
from perut_cli.core.synonyms import CHOICES
from perut_cli.core.text import T, Text
from perut_cli.core.values import Cell, Fault, quoted

if TYPE_CHECKING:
    import difflib
else:
    difflib = Late("difflib")

_ALIKE = 0.6
_REMEMBERED = 200_000
"""Different cells kept per column: enough for codes, bounded for free text."""


class Unreadable(NamedTuple):
    """What stands in a column where a cell could not be read."""

    number: str
    reason: Text
    hint: Text
    word: str = ""


Typed = TypeVar("Typed", bound=Hashable)
Meant = TypeVar("Meant")


class ParseCache(Generic[Typed, Meant]):
    """A column's cells and what they mean; each different cell is worked out once."""

    def __init__(self, make: Callable[[Typed], Meant], remembered: int = _REMEMBERED) -> None:
        """Work out a cell by `make`, which raises Fault; remember so many different ones."""
        self._make, self._remembered = make, remembered
        self._known: dict[Typed, Meant | Unreadable] = {}
        self.faulty = False

    def values(self, cells: Sequence[Typed]) -> list[Meant | Unreadable]:
        """What the cells of a chunk mean."""
        try:
            return list(map(self._known.__getitem__, cells))
        except KeyError:
            self._work_out(dict.fromkeys(cells))
        return list(map(self._known.__getitem__, cells))

    def value(self, cell: Typed) -> Meant | Unreadable:
        """What a cell means."""
        if cell not in self._known:
            self._work_out((cell,))
        return self._known[cell]

    def _work_out(self, cells: Collection[Typed]) -> None:
        if len(self._known) + len(cells) > self._remembered:
            self._known.clear()
        for cell in cells:
            if cell in self._known:
                continue
            try:
                self._known[cell] = self._make(cell)
            except Fault as fault:
                self._known[cell] = Unreadable(fault.number, fault.reason, fault.hint, fault.word)
                self.faulty = True


def all_read(
    values: list[Meant | Unreadable], cache: ParseCache[Typed, Meant]
) -> TypeGuard[list[Meant]]:
    """Whether none of the values is unreadable, told by their cache at no cost."""
    del values
    return not cache.faulty


class CellFormat(NamedTuple):
    """How cells are to be understood: decimal commas, spreadsheet guards, new choices allowed,
    names already known. New choices beside no known ones are taken as they stand.
    """

    comma: bool = False
    guarded: bool = False
    new: bool = False
    choices: dict[str, set[str]] | None = None


def text_of(cell: str, form: CellFormat) -> str:
    """A cell as typed: no blanks around it, a spreadsheet's guards taken off."""
    text = cell.strip()
    return unguard(text) if form.guarded and text else text


def name_of(cell: str, form: CellFormat) -> str:
    """A cell that names a record: as typed, but for characters that nobody sees and digits of
    other scripts.
    """
    text = text_of(cell, form)
    return text if text.isascii() else without_unseen(text).strip()


def plain_cell(
    field: Field, form: CellFormat, *, required: bool = False, default: str = ""
) -> Callable[[str], Cell]:
    """How the cells of a plain word are read: None leaves what is recorded or means the default."""
    blank: Cell = None if default or field.kind.sql != "TEXT" else ""
    extra = _EXTRA.get(field.key)

    def read(cell: str) -> Cell:
        text = text_of(cell, form)
        if not text:
            if required and not default:
                raise missing(field)
            return blank
        value = field.parse(text, form.comma)
        if value == "" and required and not default:
            raise missing(field)
        if extra:
            _checked(extra, str(value))
        if field.added and not (form.new and form.choices is None):
            value = _known_choice(field, str(value), form)
        return value

    return read


def missing(field: Field) -> Fault:
    """The fault of a value that must be there."""
    return Fault(
        "P020",
        T("{key} is missing", "{key} belum diisi").format(key=T(field.key, field.key_id)),
        T("fill in {what}, such as {example}", "isi {what}, misalnya {example}").format(
            what=field.help, example=field.example or field.kind.what
        ),
    )


_EXTRA: dict[str, Callable[[str], object]] = {
    "bands": instruments.parse_bands,
    "options": instruments.parse_options,
    "due_rule": parse_due_rule,
}


def _checked(check: Callable[[str], object], value: str) -> None:
    try:
        check(value)
    except PerutError as error:
        raise Fault(error.number, error.message, error.hint) from None


def _known_choice(field: Field, value: str, form: CellFormat) -> str:
    if any(choice.key == value for choice in field.choices):
        return value
    for known in (form.choices or {}).get(field.key, ()):
        if known.casefold() == value.casefold():
            return known
    office = CHOICES.get(field.key, {}).get(value.casefold())
    if office:
        return office
    if form.new:
        return value
    names = {choice.key.casefold(): choice.key for choice in field.choices}
    near = difflib.get_close_matches(value.casefold(), names, 2, _ALIKE)
    raise Fault(
        "P029",
        T("{text} is a new {word}", "{text} adalah {word} baru").format(
            text=quoted(value), word=T(field.key, field.key_id)
        ),
        T(
            "perhaps {near}; or add --new to take it",
            "barangkali {near}; atau tambahkan --baru untuk memakainya",
        ).format(near=", ".join(names[name] for name in near))
        if near
        else T(
            "choose {choices}, or add --new to take it",
            "pilih {choices}, atau tambahkan --baru untuk memakainya",
        ).format(choices=", ".join([choice.key for choice in field.choices][:8])),
    )
