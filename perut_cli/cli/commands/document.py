"""`perut document …`: papers made of what is recorded, their templates, words and numbers."""

from pathlib import Path

from perut_cli.cli.app.command import DRY_RUN, Argument, Command, Inputs, Option, option_of
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value, missing_argument
from perut_cli.cli.commands.paper_issue import (
    DOCUMENT,
    Issued,
    check_place,
    day_of_paper,
    issue,
    own_template,
    room_for,
    save,
    template_of,
)
from perut_cli.cli.commands.paper_numbers import NUMBER_COMMANDS
from perut_cli.cli.commands.paper_subject import (
    MEETING,
    kind_named,
    subjects_of,
    to_whom,
)
from perut_cli.cli.commands.scope_options import INSTRUMENT, PERIOD
from perut_cli.cli.records import templates
from perut_cli.cli.records.verbs import EXCEL, sheet_options
from perut_cli.core.errors import Usage
from perut_cli.core.fields import Field
from perut_cli.core.paper_forms import derived, forms, line_forms, line_word, lists_of, words_of
from perut_cli.core.paper_kinds import KINDS
from perut_cli.core.paper_words import PaperWord
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import IN_SHEETS, WORDS, words
from perut_cli.render.papers.fill import faults
from perut_cli.render.papers.shipped import template
from perut_cli.reports.papers.collect import Subject, in_indonesian, shown
from perut_cli.reports.papers.paper import known, refuse_unknown
from perut_cli.reports.scope import settings
from perut_cli.store.batch import Batch

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
    T(
        "one for each village of the session, or for each named",
        "satu untuk setiap desa peserta sesi, atau setiap desa yang disebut",
    ),
    flag=True,
)
TO = Option(
    "to",
    T("--to", "--kepada"),
    T("camat, or bupati for what is passed on", "camat, atau bupati untuk yang diteruskan"),
    value="camat|bupati",
)
_MADE_BY_PERUT = ("kind", "sequence", "year", "document_state", "template_sha256", "file_sha256")


def make(context: Context, inputs: Inputs) -> Answer:
    """Make a paper and give its code, or say what would be made."""
    kind = kind_named(inputs.text("kind"))
    day = day_of_paper(context, inputs)
    subjects = [
        on_its_day(context, inputs, subject) for subject in subjects_of(context, inputs, kind, day)
    ]
    output, trying = inputs.text("output"), inputs.has("dry_run")
    if not output and not trying:
        raise Usage(
            "P003",
            T("-o FILE.docx is missing", "-o BERKAS.docx belum diisi"),
            T("add -o {kind}.docx", "tambahkan -o {kind}.docx").format(kind=kind),
        )
    places = _places(context, output, subjects)
    for place in places if not trying else ():
        check_place(context, place)
        room_for(place)
    return issued(context, inputs, subjects, places)


def on_its_day(context: Context, inputs: Inputs, subject: Subject) -> Subject:
    """What is signed at the village bears the day of the visit, unless another is asked for."""
    if subject.session_id is None or not KINDS[subject.kind].at_village:
        return subject
    if inputs.has("document_date"):
        return subject
    day = context.store().value(
        "SELECT session_date FROM session WHERE id = ?", (subject.session_id,)
    )
    return subject._replace(day=str(day))


def issued(context: Context, inputs: Inputs, subjects: list[Subject], places: list[str]) -> Answer:
    """Issue papers in one batch and put their files in place; gives their codes."""

    def work(batch: Batch) -> list[Issued]:
        return [
            issue(context, batch, inputs, subject, template_of(context, inputs, subject))
            for subject in subjects
        ]

    papers = context.write(work, lambda _: None)
    if inputs.has("dry_run"):
        for paper in papers:
            context.say(
                T(
                    "would be {number} (dry run, nothing was written)",
                    "akan bernomor {number} (uji coba, tidak ada yang ditulis)",
                ).format(number=paper.number)
            )
        return None
    for paper, place in zip(papers, places, strict=True):
        save(context, place, paper.data)
        context.say(T("number {number}", "nomor {number}").format(number=paper.number))
    # The file is the paper's: what is answered goes to standard output.
    inputs.pop("output", None)
    return "\n".join(paper.code for paper in papers)


def _places(context: Context, output: str, subjects: list[Subject]) -> list[str]:
    if len(subjects) == 1:
        return [output]
    path, store = Path(output), context.store()
    places: list[str] = []
    for subject in subjects:
        code = store.value("SELECT village_code FROM village WHERE id = ?", (subject.village_id,))
        stem = f"{path.stem}-{str(code)[-4:]}"
        target = str(path.with_name(f"{stem}{path.suffix}"))
        if target in places:
            session = store.value(
                "SELECT session_code FROM session WHERE id = ?", (subject.session_id,)
            )
            target = str(path.with_name(f"{path.stem}-{session}{path.suffix}"))
        places.append(target)
    return places


def show_template(context: Context, inputs: Inputs) -> Answer:
    """Write the shipped template of a kind, to be edited in Word; without one, the empty sheet."""
    if not inputs.has("kind"):
        to_whom(inputs, "")
        return templates.template(context, DOCUMENT, inputs)
    kind = kind_named(inputs.text("kind"))
    if inputs.has("excel"):
        raise bad_value(
            T("--excel", "--excel"),
            T("a paper is no table", "naskah bukan tabel"),
            T("leave out --excel", "hilangkan --excel"),
        )
    output = inputs.text("output")
    if not output:
        raise Usage(
            "P003",
            T("-o FILE.docx is missing", "-o BERKAS.docx belum diisi"),
            T("add -o {kind}.docx", "tambahkan -o {kind}.docx").format(kind=kind),
        )
    check_place(context, output)
    save(context, output, template(kind, _paper(context), to_whom(inputs, kind)))
    return None


def check(context: Context, inputs: Inputs) -> Answer:
    """Every unknown word of a template with the nearest known; of one kind, or of any."""
    if not inputs.has("file"):
        raise missing_argument(T("FILE", "BERKAS"), context.path)
    source = own_template(inputs.text("file"))
    kinds = [kind_named(inputs.text("kind"))] if inputs.has("kind") else list(KINDS)
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


def _paper(context: Context) -> str:
    return settings(context.store()).paper if context.where().path.exists() else "f4"


def list_words(_: Context, inputs: Inputs) -> Answer:
    """The words of a kind of paper, with an example of each; without one, the kinds."""
    if not inputs.has("kind"):
        return _kinds()
    kind = kind_named(inputs.text("kind"))
    about, rows = KINDS[kind].about, []
    for word in words_of(about):
        examples = _examples(word)
        rows += [
            (word.key + form, word.key_id + form, str(word.help), examples[word.key + form])
            for form in ("", *forms(word))
        ]
    for word_list in lists_of(about):
        for name in word_list.words:
            word = line_word(name)
            examples = _examples(word)
            rows += [
                (
                    f"{word_list.name}.{form}",
                    f"{word_list.name_id}.{word.key_id}{form.removeprefix(name)}",
                    f"{word_list.help}: {word.help}",
                    examples[form],
                )
                for form in line_forms([name])
            ]
    return Table(
        T("Words of {kind}", "Kata untuk {kind}").format(kind=kind),
        words("column column_id meaning example"),
        rows,
        note=T(
            "Write them in braces; a row with a word of a list, such as {findings.no}, repeats.",
            "Tulis dalam kurung kurawal; baris dengan kata dari daftar, misalnya {findings.no}, "
            "berulang.",
        ),
        name="words",
    )


def _kinds() -> Table:
    return Table(
        T("Kinds of paper", "Jenis naskah"),
        (IN_SHEETS["document", "kind"], WORDS["meaning"]),
        [(kind.name, str(kind.help)) for kind in KINDS.values()],
        note=T(
            "Make one: `perut document make KIND`; its words: `perut document words KIND`.",
            "Buat: `perut naskah buat JENIS`; katanya: `perut naskah kata JENIS`.",
        ),
        name="kinds",
    )


def _examples(word: Field | PaperWord) -> dict[str, str]:
    """The example of a word and of its forms as a paper says them."""
    raw = _raw(word)
    with in_indonesian():
        return derived(word, shown(word, raw), word.example)


def _raw(word: Field | PaperWord) -> str | float | int:
    """The example of a word as a machine has it."""
    if isinstance(word, PaperWord) or word.kind.name == "list" or not word.example:
        return word.example
    value = word.parse(word.example)
    return value if isinstance(value, (int, float)) else str(value)


_OPTIONS = tuple(option for option in sheet_options(DOCUMENT) if option.key not in _MADE_BY_PERUT)
_SEQUENCE = next(option for option in sheet_options(DOCUMENT) if option.key == "sequence")
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
        (
            TEMPLATE,
            NUMBER,
            BLANK,
            EACH,
            TO,
            PERIOD,
            INSTRUMENT,
            *_OPTIONS,
            *(option_of(WORDS[word]) for word in MEETING),
            _SEQUENCE,
            DRY_RUN,
        ),
        (
            T(
                "document make surat-tugas muara -o surat-tugas.docx",
                "naskah buat surat-tugas muara -o surat-tugas.docx",
            ),
            T(
                "document make laporan-berkala --period 2026-Q3 -o laporan.docx",
                "naskah buat laporan-berkala --periode 2026-Q3 -o laporan.docx",
            ),
            T(
                "document make laporan-berkala --period 2026-Q3 --to bupati -o bupati.docx",
                "naskah buat laporan-berkala --periode 2026-Q3 --kepada bupati -o bupati.docx",
            ),
            T(
                "document make undangan muara putat --each --start-time 09.00 -o undangan.docx",
                "naskah buat undangan muara putat --setiap --jam-mulai 09.00 -o undangan.docx",
            ),
        ),
        writes=".docx",
    ),
    "template": Command(
        T("template", "templat"),
        T("the shipped template, to be edited in Word", "templat bawaan, untuk diubah di Word"),
        show_template,
        (KIND._replace(needed=False),),
        (TO, EXCEL),
        (
            T(
                "document template surat-tugas -o surat-tugas.docx",
                "naskah templat surat-tugas -o surat-tugas.docx",
            ),
        ),
        writes=".docx",
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
        (KIND._replace(needed=False),),
        (),
        (T("document words surat-tugas", "naskah kata surat-tugas"),),
    ),
    **NUMBER_COMMANDS,
}
