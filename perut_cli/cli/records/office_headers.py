"""Remember what an office's own headers mean: said once by --as, known ever after."""

from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value
from perut_cli.cli.records.headers import HeaderChoices, words_of
from perut_cli.core.sheets import SHEETS, Sheet
from perut_cli.core.text import T
from perut_cli.core.vocabulary import word_named
from perut_cli.intake.shape import office_form
from perut_cli.store.batch import Batch
from perut_cli.store.db import Store
from perut_cli.store.importing.cells import Form
from perut_cli.store.importing.import_rows import one_row, take_all
from perut_cli.store.lookup import Finder

HEADING = SHEETS["heading"]


def header_choices(context: Context, store: Store, sheet: Sheet) -> HeaderChoices:
    """What --as says and what it said before, and what --skip leaves out. Raises Usage."""
    remembered = dict(
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
        take_all(batch, HEADING, list(HEADING.fields), cells, Form(new=True), Finder(batch.store))
        batch.recorded = True
    batch.recount(counts)


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
