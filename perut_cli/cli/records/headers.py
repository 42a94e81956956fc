"""Understand the header of a file: what each column means, in the words of perut or the office's
own, and what is wrong with one that means nothing here.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value
from perut_cli.core.characters import without_unseen
from perut_cli.core.errors import Invalid, Problem
from perut_cli.core.fields import Field
from perut_cli.core.sheet import Sheet
from perut_cli.core.sheets import SHEETS
from perut_cli.core.synonyms import HEADERS
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS, word_named
from perut_cli.intake.shape import office_form
from perut_cli.intake.source import Source
from perut_cli.store.batch import Batch
from perut_cli.store.db import Store
from perut_cli.store.importing.cells import CellFormat
from perut_cli.store.importing.import_rows import import_own_rows, one_row
from perut_cli.store.lookup import Finder, nearest

BESIDE = (
    "village_name",
    "position",
    "dimension",
    "indicator_text",
    "options",
    "max_score",
    "critical",
)
"""Words that stand in a template of answers for the reader only."""


EXTRA = {"official": ("position", "since", "until")}
"""Words of another sheet that the file of a sheet may hold, too: the posts of its people."""


class HeaderChoices(NamedTuple):
    """What the office's own headers mean: by --as or remembered (header as compared → word), and
    those left out by --skip.
    """

    words: dict[str, str] = {}  # noqa: RUF012 - never changed
    skipped: frozenset[str] = frozenset()


class Header(NamedTuple):
    """What each column means, what was understood by a synonym, and what is wrong."""

    columns: list[Field | str | None]
    notes: tuple[T, ...]
    problems: tuple[Problem, ...]


def words_of(sheet: Sheet) -> tuple[str, ...]:
    """The words a file for this sheet may have."""
    return (*sheet.words, *EXTRA.get(sheet.name, ()))


def meaning(sheet: Sheet, cell: str, choices: HeaderChoices) -> Field | None:
    """The word that a header means in a sheet: by its own name, by --as, by what offices write."""
    form = office_form(cell)
    allowed = words_of(sheet)
    if form in choices.words:
        return WORDS[choices.words[form]]
    field = word_named(without_unseen(cell))
    if field is not None and field.key in allowed:
        return field
    if field is not None and field.key == "village_name" and "village_code" in allowed:
        return WORDS["village_code"]
    if sheet.owner:
        return None
    key = next((word for word in allowed if form in _SYNONYMS.get(word, ())), None)
    return WORDS[key] if key else None


_SYNONYMS = {word: frozenset(names.split("|")) for word, names in HEADERS.items()}


def understood(
    sheet: Sheet, source: Source, names: dict[str, str], choices: HeaderChoices
) -> Header:
    """What each column of the header means. Raises Invalid where key columns are missing."""
    wide = bool(names) and not any(
        (field := word_named(cell)) and field.key == sheet.wide[0] for cell in source.header
    )
    extra = SHEETS[sheet.owner].words if wide and sheet.owner else ()
    reading = _Columns(sheet, source, choices, names if wide else {}, extra)
    for place, cell in zip(source.places, source.header, strict=True):
        reading.add(place, cell)
    lacking = list(_lacking(sheet, source, reading.columns, wide=wide))
    problems = [*reading.problems, *lacking]
    if lacking or len(reading.problems) * 2 > len(source.header):
        raise _not_understood(sheet, source, problems)
    return Header(reading.columns, reading.notes(), tuple(reading.problems))


class _Columns:
    """Understands the columns of a header one by one; a column's own name goes before synonyms."""

    def __init__(
        self,
        sheet: Sheet,
        source: Source,
        choices: HeaderChoices,
        names: dict[str, str],
        extra: tuple[str, ...],
    ) -> None:
        self.sheet, self.source, self.choices = sheet, source, choices
        self.names, self.extra = names, extra
        self.columns: list[Field | str | None] = []
        self.problems: list[Problem] = []
        self.said: list[str] = []
        self.left: list[str] = []
        allowed = (*words_of(sheet), *extra)
        self.exact = {
            field.key
            for cell in source.header
            if (field := word_named(without_unseen(cell))) and field.key in allowed
        }

    def add(self, column: int, cell: str) -> None:
        """Understand one more column."""
        if office_form(cell) in self.choices.skipped:
            self.left.append(cell)
            self.columns.append(None)
            return
        field = word_named(without_unseen(cell))
        if field is None or field.key not in self.extra:
            field = self._by_any_name(cell)
        if field is not None:
            self._take(column, cell, field)
        elif cell.strip().casefold() in self.names:
            self.columns.append(self.names[cell.strip().casefold()])
        elif is_reader_only(self.sheet, cell):
            self.columns.append(None)
        else:
            near = _unknown(self.sheet, self.source, cell, column, [*self.names.values()])
            self.problems.append(near)
            self.columns.append(None)

    def _by_any_name(self, cell: str) -> Field | None:
        field = meaning(self.sheet, cell, self.choices)
        own = word_named(without_unseen(cell))
        if field is None or field is own or office_form(cell) in self.choices.words:
            return field
        return None if field.key in self.exact else field

    def _take(self, place: int, cell: str, field: Field) -> None:
        if field in self.columns:
            twice = T("the column is there twice", "kolom ini ada dua kali")
            line = self.source.header_line
            self.problems.append(Problem(line, field.key, "P013", twice, cell, place))
        if word_named(without_unseen(cell)) is not field:
            self.said.append(f"{cell} = {field.key_here}")
        self.columns.append(field)

    def notes(self) -> tuple[T, ...]:
        """What was understood by a synonym, and what was left out."""
        notes = []
        if self.said:
            said = ", ".join(self.said)
            notes.append(
                T("columns read as {said}", "kolom dibaca sebagai {said}").format(said=said)
            )
        if self.left:
            left = ", ".join(self.left)
            notes.append(T("left out: {cells}", "tidak diambil: {cells}").format(cells=left))
        return tuple(notes)


def _not_understood(sheet: Sheet, source: Source, problems: list[Problem]) -> Invalid:
    return Invalid(
        "P012",
        T(
            "{n} {n:fault|faults} in the header, nothing was written",
            "{n} kesalahan pada judul kolom, tidak ada yang ditulis",
        ).format(n=len(problems)),
        _other_sheet(sheet, source)
        or T("see `perut {name} columns`", "lihat `perut {alias} kolom`").format(
            name=sheet.name, alias=sheet.alias
        ),
        problems=tuple(problems),
        source=source.name,
    )


def _other_sheet(sheet: Sheet, source: Source) -> str:
    """A hint where the header is that of another sheet."""
    inputs = {field.key for field in map(word_named, source.header) if field}
    best = max(SHEETS.values(), key=lambda other: len(inputs & set(other.words)))
    known = sum(1 for cell in source.header if meaning(sheet, cell, HeaderChoices()))
    shared = len(inputs & set(best.words))
    if shared <= known or 2 * shared <= sum(1 for cell in source.header if cell.strip()):
        return ""
    return str(
        T(
            "this looks like {title}: `perut {name} import {path}`",
            "ini tampaknya {title}: `perut {alias} impor {path}`",
        ).format(
            title=T(best.title.en.lower(), best.title.id.lower()),
            name=best.name,
            alias=best.alias,
            path=source.name,
        )
    )


def _unknown(sheet: Sheet, source: Source, cell: str, column: int, more: Sequence[str]) -> Problem:
    names = [*(field.key_here for field in sheet.fields), *more]
    near = nearest(cell, names) or nearest(cell, [field.key for field in sheet.fields])
    way = T(
        'say what it is with --as "{cell}=WORD", or leave it out with --skip "{cell}"',
        'sebut artinya dengan --sebagai "{cell}=KATA", atau lewati dengan --tanpa "{cell}"',
    ).format(cell=cell)
    hint = (
        T("perhaps {near}; {way}", "barangkali {near}; {way}").format(near=", ".join(near), way=way)
        if near
        else way
    )
    return Problem(
        source.header_line,
        "",
        "P012",
        T("unknown column {cell}", "kolom {cell} tidak dikenal").format(cell=f'"{cell}"'),
        cell,
        column,
        hint,
    )


def _lacking(
    sheet: Sheet, source: Source, header: Sequence[Field | str | None], *, wide: bool
) -> Iterator[Problem]:
    present = {column.key for column in header if isinstance(column, Field)}
    if sheet.owner:
        return
    made = sheet.has_generated_code and sheet.key in present
    for column in sheet.columns:
        if wide and column.key in sheet.wide:
            continue
        if column.required and column.match and column.key not in present and not made:
            yield Problem(
                source.header_line,
                column.key,
                "P020",
                T("the column {key} is missing", "kolom {key} tidak ada").format(
                    key=T(column.field.key, column.field.key_id)
                ),
            )


def is_reader_only(sheet: Sheet, cell: str) -> bool:
    """Whether a column stands there for the reader only."""
    return bool(sheet.wide) and (field := word_named(cell)) is not None and field.key in BESIDE


HEADING = SHEETS["heading"]


def header_choices(context: Context, store: Store, sheet: Sheet) -> HeaderChoices:
    """What --as says and what it said before, and what --skip leaves out. Raises Usage."""
    remembered: dict[str, str] = dict(
        store.rows("SELECT written_as, word FROM heading WHERE sheet = ?", (sheet.name,))
    )
    allowed = words_of(sheet)
    words = {office_form(header): word for header, word in remembered.items() if word in allowed}
    words |= {office_form(header): word for header, word in _said(context, sheet)}
    skipped = frozenset(map(office_form, context.inputs.get("skip_header", ())))
    return HeaderChoices(words, skipped)


def remember_headers(context: Context, batch: Batch, sheet: Sheet) -> None:
    """Record what --as said, in the batch of the import."""
    counts = batch.counts()
    for header, word in _said(context, sheet):
        cells = one_row([sheet.name, header, word])
        import_own_rows(
            batch, HEADING, list(HEADING.fields), cells, CellFormat(new=True), Finder(batch.store)
        )
        batch.recorded = True
    batch.recount(counts)
    batch.by_sheet.pop(HEADING.name, None)


def _said(context: Context, sheet: Sheet) -> list[tuple[str, str]]:
    """Header and word of each --as. Raises Usage for a word that the sheet doesn't have."""
    said = []
    for text in context.inputs.get("as_word", ()):
        header, _, name = str(text).rpartition("=")
        field = word_named(name.strip())
        if not header.strip() or field is None or field.key not in words_of(sheet):
            words = ", ".join(f.key_here for f in sheet.fields)
            raise bad_value(
                T("--as", "--sebagai"),
                T(
                    "{text} is not HEADER=word of this sheet",
                    "{text} bukan JUDUL=kata lembar ini",
                ).format(text=text),
                T("its words are {words}", "katanya {words}").format(words=words),
            )
        said.append((header.strip(), field.key))
    return said
