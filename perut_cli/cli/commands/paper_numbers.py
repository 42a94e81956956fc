"""`perut document void, reserve, remove`: numbers of papers, kept, given and never given again."""

from perut_cli.cli.app.command import DRY_RUN, Command, Inputs, Option
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value
from perut_cli.cli.commands.paper_issue import DOCUMENT, day_of_paper, numbers, register_of, whole
from perut_cli.cli.commands.paper_subject import kind_named
from perut_cli.cli.records.record_verbs import WITH_DEPENDANTS, find_row, remove_record
from perut_cli.cli.records.verbs import key_arguments, key_of, sheet_options
from perut_cli.cli.records.write_row import key_text, write_row
from perut_cli.core.errors import Conflict, Usage
from perut_cli.core.numbering import ISSUED, RESERVED, VOID, next_number, taken_already
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS
from perut_cli.reports.scope import settings
from perut_cli.store.batch import Batch
from perut_cli.store.remove import changed

OUTSIDE = Option(
    "outside",
    T("--outside", "--di-luar"),
    T("the number was given without perut", "nomornya diberikan tanpa perut"),
    flag=True,
)
BLOCK = Option(
    "block",
    T("--block", "--blok"),
    T("numbers for another laptop, such as 41-60", "nomor untuk laptop lain, misalnya 41-60"),
    value="A-B",
)
_LARGEST_BLOCK = 1000


def void(context: Context, inputs: Inputs) -> Answer:
    """Make a paper void: its number is never used again."""
    document = find_row(context, DOCUMENT, key_of(DOCUMENT, inputs, context.path))
    key = key_text(context.store(), DOCUMENT, document)
    state = context.store().value("SELECT document_state FROM document WHERE id = ?", (document,))
    if state == VOID:
        context.say(T("nothing to change", "tidak ada yang berubah"))
        return key

    def work(batch: Batch) -> None:
        changed(batch, "document", document, {"document_state": VOID})

    context.write(work, lambda _: None)
    if inputs.has("dry_run"):
        context.say(T("dry run, nothing was written", "uji coba, tidak ada yang ditulis"))
        return None
    context.say(
        T("{key} is void; its number stays used", "{key} batal; nomornya tetap terpakai").format(
            key=key
        )
    )
    return key


_GIVEN = ("document_date", "subject", "recipient", "document_number")
"""What may be said of a number when it is reserved."""


def reserve(context: Context, inputs: Inputs) -> Answer:
    """Keep numbers: the next one, a block for another laptop, one given without perut."""
    day = day_of_paper(context, inputs)
    year = whole(inputs, "year", WORDS["year"].option) or int(day[:4])
    chosen = settings(context.store())
    kind = kind_named(inputs.text("kind")) if inputs.has("kind") else ""
    register = register_of(inputs, chosen, kind)
    said = {word: inputs.text(word) for word in _GIVEN if inputs.has(word)}

    def work(batch: Batch) -> list[int]:
        taken = numbers(batch.store, register, year)
        wanted = _wanted(inputs) or [next_number(taken, chosen.number_start)]
        recorded = {number.sequence: number for number in taken}
        for sequence in wanted:
            if sequence in recorded:
                raise taken_already(recorded[sequence])
            row = {
                "register": register,
                "year": str(year),
                "sequence": str(sequence),
                "document_state": RESERVED,
                "kind": kind,
                **said,
            }
            if inputs.has("outside"):
                row.setdefault("document_number", str(sequence))
            write_row(context, batch, DOCUMENT, row, only_new=True)
        return wanted

    kept = context.write(work, lambda _: None)
    span = f"{kept[0]}-{kept[-1]}" if len(kept) > 1 else kept[0]
    told = T(
        "reserved in {register} {year}: {numbers}", "dicadangkan di {register} {year}: {numbers}"
    )
    context.say(told.format(register=register, year=year, numbers=span))
    return None if inputs.has("dry_run") else "\n".join(map(str, kept))


def _wanted(inputs: Inputs) -> list[int]:
    if inputs.has("block"):
        first, _, last = inputs.text("block").partition("-")
        good = first.strip().isdecimal() and last.strip().isdecimal()
        if not good or not 0 < int(first) <= int(last) < int(first) + _LARGEST_BLOCK:
            raise bad_value(
                BLOCK.names,
                T("{text} is no block", "{text} bukan blok").format(text=inputs.text("block")),
                T("write for instance --block 41-60", "tulis misalnya --blok 41-60"),
            )
        return list(range(int(first), int(last) + 1))
    sequence = whole(inputs, "sequence", WORDS["sequence"].option)
    if inputs.has("outside") and not sequence:
        raise Usage(
            "P003",
            T("{option} is missing", "{option} belum diisi").format(
                option=WORDS["sequence"].option
            ),
            T("add {option} 12", "tambahkan {option} 12").format(option=WORDS["sequence"].option),
        )
    return [sequence] if sequence else []


def remove(context: Context, inputs: Inputs) -> Answer:
    """Remove a reserved number; an issued or void one stays, so that it is never used again."""
    document = find_row(context, DOCUMENT, key_of(DOCUMENT, inputs, context.path))
    state = context.store().value("SELECT document_state FROM document WHERE id = ?", (document,))
    if state in (ISSUED, VOID):
        raise Conflict(
            "P331",
            T(
                "its number is used and stays in the register",
                "nomornya sudah terpakai dan tetap di register",
            ),
            T(
                "make it void: `perut document void {key}`",
                "batalkan: `perut naskah batal {key}`",
            ).format(key=key_text(context.store(), DOCUMENT, document)),
        )
    return remove_record(context, DOCUMENT, document, with_dependants=False)


_RESERVED = tuple(
    option
    for option in sheet_options(DOCUMENT)
    if option.key
    in (
        "register",
        "year",
        "sequence",
        "kind",
        "document_number",
        "document_date",
        "subject",
        "recipient",
    )
)

NUMBER_COMMANDS: dict[str, Command] = {
    "void": Command(
        T("void", "batal"),
        T("make a paper void; its number stays used", "batalkan naskah; nomornya tetap terpakai"),
        void,
        key_arguments(DOCUMENT),
        (DRY_RUN,),
        (T("document void 2026-012", "naskah batal 2026-012"),),
    ),
    "reserve": Command(
        T("reserve", "cadangkan"),
        T("keep numbers for another laptop or list", "sisihkan nomor untuk laptop atau buku lain"),
        reserve,
        (),
        (*_RESERVED, OUTSIDE, BLOCK, DRY_RUN),
        (
            T("document reserve --block 41-60", "naskah cadangkan --blok 41-60"),
            T(
                "document reserve --sequence 12 --outside",
                "naskah cadangkan --nomor-urut 12 --di-luar",
            ),
        ),
    ),
    "remove": Command(
        T("remove", "hapus"),
        T("remove a reserved number", "hapus nomor yang dicadangkan"),
        remove,
        key_arguments(DOCUMENT),
        (WITH_DEPENDANTS, DRY_RUN),
        (T("document remove 2026-041", "naskah hapus 2026-041"),),
    ),
}
