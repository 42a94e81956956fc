"""`perut instrument revise`: the next version of an instrument, with its indicators, free to be
changed until scored.
"""

from decimal import Decimal
from typing import NamedTuple

from perut_cli.cli.app.command import DRY_RUN, Argument, Command, Inputs, option_of
from perut_cli.cli.app.context import Context, name_error
from perut_cli.cli.app.usage import missing_argument
from perut_cli.cli.records.write_row import key_text, raise_problem, record_table, write_row
from perut_cli.core import instruments
from perut_cli.core.errors import Conflict
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.core.values import Fault
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.batch import Batch
from perut_cli.store.db import Store
from perut_cli.store.importing.cells import CellFormat
from perut_cli.store.importing.import_rows import import_rows

_MENDED = ("instrument_title", "target", "bands")
"""What a revision may change at once, beside its version."""


class NewestVersion(NamedTuple):
    """The newest version of an instrument and whether assessments rest on it."""

    id: int
    code: str
    name: str
    scored: bool


def revise(context: Context, inputs: Inputs) -> Answer:
    """Copy the newest version with its indicators as the next one, in one batch. Raises NotFound,
    Conflict.
    """
    code = inputs.text("code")
    if not code:
        raise missing_argument(WORDS["instrument_code"].key_here.upper(), context.path)
    store = context.store()
    old = _newest(context, code)
    new = inputs.text("instrument_version") or _next(old)
    _check(store, old, new)
    changes = {word: inputs[word] for word in _MENDED if word in inputs}
    version, count = context.write(
        lambda batch: _copy(context, batch, old, {"instrument_version": new, **changes})
    )
    tried = T(" (dry run)", " (uji coba)") if inputs.has("dry_run") else T("", "")
    context.say(
        T(
            "{code} {new} made of version {old} with {n} {n:indicator|indicators}{tried}",
            "{code} {new} dibuat dari versi {old} dengan {n} indikator{tried}",
        ).format(code=old.code, new=new, old=old.name, n=count, tried=tried)
    )
    if inputs.has("dry_run"):
        return None
    context.say(
        T(
            "change it until it is scored: `perut indicator edit {code} {new} CODE …`, `perut "
            "indicator add …`, `perut indicator remove …`",
            "ubah sebelum dipakai: `perut indikator ubah {code} {new} KODE …`, `perut indikator "
            "tambah …`, `perut indikator hapus …`",
        ).format(code=old.code, new=new)
    )
    wanted = inputs.has("format") or inputs.has("output")
    return (
        record_table(context, SHEETS["instrument"], version)
        if wanted
        else key_text(store, SHEETS["instrument"], version)
    )


def _newest(context: Context, code: str) -> NewestVersion:
    try:
        id_ = context.finder().instrument(code)
    except Fault as fault:
        raise name_error(fault) from None
    rows = context.store().rows(
        "SELECT instrument_code, instrument_version, EXISTS (SELECT 1 FROM assessment WHERE "
        "instrument_id = instrument.id) "
        "FROM instrument WHERE id = ?",
        (id_,),
    )
    return NewestVersion(id_, rows[0][0], rows[0][1], bool(rows[0][2]))


def _next(old: NewestVersion) -> str:
    if old.scored:
        return instruments.next_version(old.name)
    raise Conflict(
        "P120",
        T(
            "{code} {version} has no assessment yet and can still be changed",
            "{code} {version} belum dipakai menilai dan masih bisa diubah",
        ).format(code=old.code, version=old.name),
        T(
            "change it with `perut indicator edit {code} {version} CODE`, or name the next "
            "version with --instrument-version",
            "ubah dengan `perut indikator ubah {code} {version} KODE`, atau sebut versi "
            "berikutnya dengan --versi-instrumen",
        ).format(code=old.code, version=old.name),
    )


def _check(store: Store, old: NewestVersion, new: str) -> None:
    """A version is there once, and the newest by the order that every report follows: longer first,
    then greater.
    """
    if store.value(
        "SELECT EXISTS (SELECT 1 FROM instrument WHERE instrument_code = ? AND "
        "instrument_version = ?)",
        (old.code, new),
    ):
        raise Conflict(
            "P051",
            T("{code} {new} is recorded already", "{code} {new} sudah tercatat").format(
                code=old.code, new=new
            ),
            T("leave out --instrument-version", "hilangkan --versi-instrumen"),
        )
    if (len(new), new) < (len(old.name), old.name):
        raise Conflict(
            "P121",
            T(
                "{new} would not count as newer than {old}",
                "{new} tidak akan dianggap lebih baru daripada {old}",
            ).format(new=new, old=old.name),
            T("name it for instance {next}", "sebut misalnya {next}").format(
                next=instruments.next_version(old.name)
            ),
        )


def _copy(
    context: Context, batch: Batch, old: NewestVersion, changes: dict[str, str]
) -> tuple[int, int]:
    """Write the copy through the same door as an import; gives its id and how many indicators it
    has.
    """
    sheet = SHEETS["instrument"]
    row = _rows(batch.store, "instrument", "id = ?", old.id)[0]
    version = write_row(
        context,
        batch,
        sheet,
        {**dict(zip(sheet.words, row, strict=True)), **changes},
        only_new=True,
    )
    sheet = SHEETS["indicator"]
    rows = _rows(
        batch.store,
        "indicator",
        "instrument_code || char(31) || instrument_version = ?",
        f"{old.code}\x1f{old.name}",
    )
    place = sheet.words.index("instrument_version")
    copies = [[*row[:place], changes["instrument_version"], *row[place + 1 :]] for row in rows]
    if copies:
        raise_problem(
            sheet,
            import_rows(
                batch,
                sheet,
                sheet.fields,
                [(list(range(1, len(copies) + 1)), copies)],
                CellFormat(new=True),
                context.finder(),
            ),
        )
    return version, len(copies)


def _rows(store: Store, sheet: str, where: str, value: object) -> list[list[str]]:
    rows = store.rows(
        f"SELECT {', '.join(SHEETS[sheet].words)} FROM {sheet}_sheet WHERE {where} ORDER BY id",
        (value,),
    )
    return [[_text(value) for value in row] for row in rows]


def _text(value: object) -> str:
    # Very small and large numbers too are written out, as a cell would hold them.
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return "" if value is None else str(value)


COMMANDS: dict[str, Command] = {
    "revise": Command(
        T("revise", "revisi"),
        T(
            "make the next version of an instrument, with its indicators",
            "buat versi berikutnya dari instrumen, beserta indikatornya",
        ),
        revise,
        (Argument("code", T("INSTRUMENT_CODE", "KODE_INSTRUMEN"), completes="instrument"),),
        (
            option_of(WORDS["instrument_version"]),
            *(option_of(WORDS[word]) for word in _MENDED),
            DRY_RUN,
        ),
        (
            T("instrument revise DESA", "instrumen revisi DESA"),
            T("instrument revise DESA --target 85", "instrumen revisi DESA --target 85"),
        ),
    ),
}
