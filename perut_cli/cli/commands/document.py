"""`perut document …`: papers made of what is recorded, their templates, words and numbers."""

from pathlib import Path

from perut_cli.cli.app.command import DRY_RUN, Argument, Command, Inputs, Option
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value, missing_argument
from perut_cli.cli.commands.paper_issue import (
    DOCUMENT,
    Issued,
    check_place,
    day_of_paper,
    issue,
    numbers,
    own_template,
    register_of,
    room_for,
    save,
    template_of,
    whole,
)
from perut_cli.cli.commands.paper_subject import kind_named, subject_of
from perut_cli.cli.commands.report import INSTRUMENT, PERIOD
from perut_cli.cli.records import templates
from perut_cli.cli.records.record_verbs import WITH_DEPENDANTS, find_record, remove_record
from perut_cli.cli.records.verbs import EXCEL, key_arguments, key_of, sheet_options
from perut_cli.cli.records.write_row import key_text, write_row
from perut_cli.core.errors import Conflict, Usage
from perut_cli.core.numbering import ISSUED, RESERVED, VOID, next_number, usable
from perut_cli.core.paper_words import KINDS, forms, line_word, lists_of, words_of
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS, words
from perut_cli.render.papers.fill import faults
from perut_cli.render.papers.layout import template
from perut_cli.reports.papers.collect import Subject, shown
from perut_cli.reports.papers.paper import known, refuse_unknown
from perut_cli.reports.scope import settings
from perut_cli.store.batch import Batch
from perut_cli.store.importing.import_rows import changed

KIND = Argument("kind", T("KIND", "JENIS"))
TEMPLATE = Option(
    "template",
    T("--template", "--templat"),
    T("a template of your own", "templat sendiri"),
    value="FILE",
    completes="file",
)
NUMBER = Option(
    "number",
    T("--number", "--nomor"),
    T("this number, of an own block or free", "nomor ini, dari blok sendiri atau masih bebas"),
    value="N",
)
BLANK = Option(
    "blank",
    T("--blank", "--kosong"),
    T("so many blank rows more", "tambah sekian baris kosong"),
    value="N",
)
EACH = Option(
    "each",
    T("--each", "--setiap"),
    T("one for each village of the session", "satu untuk setiap desa peserta sesi"),
    flag=True,
)
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
_MADE_BY_PERUT = ("kind", "sequence", "year", "document_state", "template_sha256", "file_sha256")
_LARGEST_BLOCK = 1000


def make(context: Context, inputs: Inputs) -> Answer:
    """Make a paper and give its code, or say what would be made."""
    kind = kind_named(context, inputs.text("kind"))
    day = day_of_paper(context, inputs)
    subject = subject_of(context, inputs, kind, day)
    output, trying = inputs.text("output"), inputs.has("dry_run")
    if not output and not trying:
        raise Usage(
            "P003",
            T("-o FILE.docx is missing", "-o BERKAS.docx belum diisi"),
            T("add -o {kind}.docx", "tambahkan -o {kind}.docx").format(kind=kind),
        )
    subjects = _each(context, subject) if inputs.has("each") else [subject]
    places = _places(context, output, subjects)
    for place in places if not trying else ():
        check_place(context, place)
        room_for(place)
    return issued(context, inputs, subjects, places)


def issued(context: Context, inputs: Inputs, subjects: list[Subject], places: list[str]) -> Answer:
    """Issue papers in one batch and put their files in place; gives their codes."""
    source = template_of(inputs, subjects[0].kind)

    def work(batch: Batch) -> list[Issued]:
        return [issue(context, batch, inputs, subject, source) for subject in subjects]

    made = context.write(work, lambda _: None)
    if inputs.has("dry_run"):
        for one in made:
            context.say(
                T(
                    "would be {number} (dry run, nothing was written)",
                    "akan bernomor {number} (uji coba, tidak ada yang ditulis)",
                ).format(number=one.number)
            )
        return None
    for one, place in zip(made, places, strict=True):
        save(context, place, one.data)
        context.say(T("number {number}", "nomor {number}").format(number=one.number))
    # The file is the paper's: what is answered goes to standard output.
    context.inputs.pop("output", None)
    return "\n".join(one.code for one in made)


def _each(context: Context, subject: Subject) -> list[Subject]:
    if subject.session_id is None:
        return [subject]
    rows = context.store().rows(
        "SELECT village_id FROM session WHERE id = ?1 UNION SELECT village_id FROM "
        "session_village WHERE session_id = ?1 ORDER BY 1",
        (subject.session_id,),
    )
    return [subject._replace(village_id=int(village)) for (village,) in rows]


def _places(context: Context, output: str, subjects: list[Subject]) -> list[str]:
    if len(subjects) == 1:
        return [output]
    path = Path(output)
    codes = (
        str(
            context.store().value(
                "SELECT village_code FROM village WHERE id = ?", (one.village_id,)
            )
        )
        for one in subjects
    )
    return [str(path.with_name(f"{path.stem}-{code[-4:]}{path.suffix}")) for code in codes]


def show_template(context: Context, inputs: Inputs) -> Answer:
    """Write the shipped template of a kind, to be edited in Word; without one, the empty sheet."""
    if not inputs.has("kind"):
        return templates.template(context, DOCUMENT, inputs)
    kind = kind_named(context, inputs.text("kind"))
    output = inputs.text("output")
    if not output:
        raise Usage(
            "P003",
            T("-o FILE.docx is missing", "-o BERKAS.docx belum diisi"),
            T("add -o {kind}.docx", "tambahkan -o {kind}.docx").format(kind=kind),
        )
    check_place(context, output)
    save(context, output, template(kind))
    return None


def check(context: Context, inputs: Inputs) -> Answer:
    """Every unknown word of a template with the nearest known; of one kind, or of any."""
    if not inputs.has("file"):
        raise missing_argument(T("FILE", "BERKAS"), context.path)
    source = own_template(inputs.text("file"))
    kinds = [kind_named(context, inputs.text("kind"))] if inputs.has("kind") else list(KINDS)
    found = {kind: faults(source.parts, known(kind)) for kind in kinds}
    best = min(found.values(), key=len)
    refuse_unknown(best, source.name)
    fitting = ", ".join(kind for kind, unknown in found.items() if not unknown)
    context.say(
        T("every word is known; it fits {kinds}", "semua kata dikenal; cocok untuk {kinds}").format(
            kinds=fitting
        )
    )
    return None


def list_words(context: Context, inputs: Inputs) -> Answer:
    """The words of a kind of paper, with an example of each."""
    kind = kind_named(context, inputs.text("kind"))
    about, rows = KINDS[kind].about, []
    for word in words_of(about):
        for form in ("", *forms(word)):
            example = "" if form else shown(word, word.example)
            rows.append((word.key + form, word.key_id + form, str(word.help), example))
    for one in lists_of(about):
        for name in one.words:
            word = line_word(name)
            rows.append(
                (
                    f"{one.name}.{name}",
                    f"{one.name_id}.{word.key_id}",
                    f"{one.help}: {word.help}",
                    str(word.example),
                )
            )
    return Table(
        T("Words of {kind}", "Kata untuk {kind}").format(kind=kind),
        words("column column_id meaning example"),
        rows,
        note=T(
            "Write them in braces: {column}; a row with {list.word} repeats.",
            "Tulis dalam kurung kurawal: {kolom}; baris dengan {daftar.kata} berulang.",
        ),
        name="words",
    )


def void(context: Context, inputs: Inputs) -> Answer:
    """Make a paper void: its number is never used again."""
    found = find_record(context, DOCUMENT, key_of(DOCUMENT, inputs, context.path))
    key = key_text(context.store(), DOCUMENT, found)
    state = context.store().value("SELECT document_state FROM document WHERE id = ?", (found,))
    if state == VOID:
        context.say(T("nothing to change", "tidak ada yang berubah"))
        return key

    def work(batch: Batch) -> None:
        changed(batch, "document", found, {"document_state": VOID})

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


def reserve(context: Context, inputs: Inputs) -> Answer:
    """Keep numbers: the next one, a block for another laptop, one given without perut."""
    day = day_of_paper(context, inputs)
    year = whole(inputs, "year", WORDS["year"].option) or int(day[:4])
    chosen = settings(context.store())
    kind = kind_named(context, inputs.text("kind")) if inputs.has("kind") else ""
    register = register_of(inputs, chosen, kind)
    outside = inputs.has("outside")

    def work(batch: Batch) -> list[int]:
        taken = numbers(batch.store, register, year)
        wanted = _wanted(inputs) or [next_number(taken, chosen.number_start)]
        known_ = {number.sequence: number for number in taken}
        for sequence in wanted:
            if sequence in known_:
                usable(sequence, [known_[sequence]._replace(outside=True)])
            row = {
                "register": register,
                "year": str(year),
                "sequence": str(sequence),
                "document_state": RESERVED,
                "kind": kind,
                **{
                    word: inputs.text(word)
                    for word in ("document_date", "subject", "recipient", "document_number")
                    if inputs.has(word)
                },
            }
            if outside:
                row.setdefault("document_number", str(sequence))
            write_row(context, batch, DOCUMENT, row, only_new=True)
        return wanted

    kept = context.write(work, lambda _: None)
    context.say(
        T(
            "reserved in {register} {year}: {numbers}",
            "dicadangkan di {register} {year}: {numbers}",
        ).format(
            register=register,
            year=year,
            numbers=f"{kept[0]}-{kept[-1]}" if len(kept) > 1 else kept[0],
        )
    )
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
    found = find_record(context, DOCUMENT, key_of(DOCUMENT, inputs, context.path))
    state = context.store().value("SELECT document_state FROM document WHERE id = ?", (found,))
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
            ).format(key=key_text(context.store(), DOCUMENT, found)),
        )
    return remove_record(context, DOCUMENT, found, with_dependants=False)


_OPTIONS = tuple(option for option in sheet_options(DOCUMENT) if option.key not in _MADE_BY_PERUT)
_SEQUENCE = next(option for option in sheet_options(DOCUMENT) if option.key == "sequence")
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

COMMANDS: dict[str, Command] = {
    "make": Command(
        T("make", "buat"),
        T("make a paper to be signed, as .docx", "buat naskah untuk ditandatangani, .docx"),
        make,
        (
            KIND,
            Argument(
                "about",
                T("SESSION|PLAN|VILLAGE", "SESI|JADWAL|DESA"),
                many=True,
                needed=False,
                completes="village",
            ),
        ),
        (TEMPLATE, NUMBER, BLANK, EACH, PERIOD, INSTRUMENT, *_OPTIONS, _SEQUENCE, DRY_RUN),
        (
            T(
                "document make surat-tugas muara -o surat-tugas.docx",
                "naskah buat surat-tugas muara -o surat-tugas.docx",
            ),
            T(
                "document make laporan-berkala --period 2026-Q3 -o laporan.docx",
                "naskah buat laporan-berkala --periode 2026-Q3 -o laporan.docx",
            ),
        ),
    ),
    "template": Command(
        T("template", "templat"),
        T("the shipped template, to be edited in Word", "templat bawaan, untuk diubah di Word"),
        show_template,
        (KIND._replace(needed=False),),
        (EXCEL,),
        (
            T(
                "document template surat-tugas -o surat-tugas.docx",
                "naskah templat surat-tugas -o surat-tugas.docx",
            ),
        ),
    ),
    "check": Command(
        T("check", "periksa"),
        T("find unknown words in a template", "cari kata tak dikenal dalam templat"),
        check,
        (Argument("file", T("FILE", "BERKAS")), KIND._replace(needed=False)),
        (),
        (T("document check surat-tugas.docx", "naskah periksa surat-tugas.docx"),),
    ),
    "words": Command(
        T("words", "kata"),
        T("the words that a template may have", "kata yang boleh ada dalam templat"),
        list_words,
        (KIND,),
        (),
        (T("document words surat-tugas", "naskah kata surat-tugas"),),
    ),
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
