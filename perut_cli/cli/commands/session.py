"""`perut session …`: a whole visit in one command, its page, and the page to take along."""

from typing import TYPE_CHECKING

from perut_cli.cli.app.answer import format_name
from perut_cli.cli.app.command import DRY_RUN, NEW, Argument, Command, Inputs, Option, option_of
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import missing_argument
from perut_cli.cli.commands.scope_options import AS_OF, INSTRUMENT, scope_of
from perut_cli.cli.commands.visit_options import OPTIONS, PLACES, VisitInput, visit_of
from perut_cli.cli.records.record_verbs import find_row
from perut_cli.cli.records.verbs import (
    key_arguments,
    key_of,
    place_arguments,
    sheet_options,
    values_by_place,
)
from perut_cli.cli.records.write_row import (
    first_missing,
    record_table,
    report_closed_plans,
    report_written,
    require_needed,
)
from perut_cli.core.calendars import day_shown
from perut_cli.core.late import Late
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS
from perut_cli.render import MACHINE
from perut_cli.reports.scope import Scope
from perut_cli.store.batch import Batch

if TYPE_CHECKING:
    from perut_cli.cli.commands import (
        paper_sets,
        photos,
        repeats,
        session_plans,
        session_split,
        visit_record,
    )
    from perut_cli.cli.guided import visit as guided_visit
    from perut_cli.reports.pages import session as session_pages
    from perut_cli.reports.pages import village as village_pages
    from perut_cli.reports.visits import followups
else:
    paper_sets = Late("perut_cli.cli.commands.paper_sets")
    photos = Late("perut_cli.cli.commands.photos")
    repeats = Late("perut_cli.cli.commands.repeats")
    session_plans = Late("perut_cli.cli.commands.session_plans")
    session_split = Late("perut_cli.cli.commands.session_split")
    visit_record = Late("perut_cli.cli.commands.visit_record")
    session_pages = Late("perut_cli.reports.pages.session")
    village_pages = Late("perut_cli.reports.pages.village")
    followups = Late("perut_cli.reports.visits.followups")
    guided_visit = Late("perut_cli.cli.guided.visit")

SESSION = SHEETS["session"]
_SHOWN = 5


def add(context: Context, inputs: Inputs) -> Answer:
    """Record a visit from its options."""
    inputs.update(values_by_place(inputs, PLACES))
    if context.can_ask() and first_missing(SESSION, inputs):
        inputs = guided_visit.guided_session(
            context, inputs, {option.key: option.names for option in OPTIONS}
        )
        made = write_visit(context, visit_of(inputs))
        if isinstance(made, str) and not inputs.has("yes"):
            paper_sets.offer_report(context, made)
        return made
    answer = write_visit(context, visit_of(inputs))
    if isinstance(answer, str) and not context.scripted:
        context.afterwards.append(str(visit_record.how_to_report(answer)))
    return answer


def write_visit(context: Context, visit: VisitInput) -> Answer:
    """Record a visit in one batch, say what came of it, give its code."""
    require_needed(SESSION, visit.values)

    closing = session_plans.ask_which_to_close(context, visit.values)

    def work(batch: Batch) -> "tuple[visit_record.RecordedVisit, Batch]":
        recorded = visit_record.record(context, batch, visit)
        for plan in closing:
            session_plans.close(context, batch, plan, recorded.session_code)
        return recorded, batch

    visit_written, batch = context.write(work, lambda _: None)
    report_closed_plans(context, batch)
    if not context.inputs.has("dry_run"):
        _say(context, visit_written)
        session_plans.say_still_open(
            context,
            session_plans.plans_beside(context.finder(), visit.values),
            visit_written.session_code,
        )
    return report_written(context, SESSION, visit_written.session_id, T("added", "ditambahkan"), {})


def _say(context: Context, visit: "visit_record.RecordedVisit") -> None:
    for code, day, kind in visit.planned:
        context.say(
            T(
                "planned: {code} on {day} ({kind})", "dijadwalkan: {code} tanggal {day} ({kind})"
            ).format(code=code, day=day_shown(day), kind=kind)
        )
    if visit.repeats:
        repeats.say_repeats(context, visit.repeats)
    if not context.scripted and not context.inputs.has("quiet"):
        _say_open(context, visit)


def _say_open(context: Context, visit: "visit_record.RecordedVisit") -> None:
    """What was open before this visit and still is."""
    new = set(visit.findings)
    steps = [
        step
        for village in visit.villages
        for step in followups.open_items(
            context.store(), Scope(visit.session_date, village_id=village)
        ).follow_ups
        if step.finding_id not in new
    ]
    if steps:
        context.say(
            T("still open from before: {n}", "masih terbuka dari sebelumnya: {n}").format(
                n=len(steps)
            )
        )
    for step in steps[:_SHOWN]:
        late = (
            T(", {n} {n:day|days} late", ", terlambat {n} hari").format(n=step.days_overdue)
            if step.days_overdue
            else T("", "")
        )
        context.say(f"  {step.action_code}  {step.action_text}{late}")
    if len(steps) > _SHOWN:
        context.say(
            T(
                "  … {n} more: `perut action list --action-state open`",
                "  … {n} lagi: `perut tindak-lanjut daftar --status-tindak-lanjut terbuka`",
            ).format(n=len(steps) - _SHOWN)
        )


def edit(context: Context, inputs: Inputs) -> Answer:
    """Change a session; to another village all that came of it goes along."""
    found = find_row(context, SESSION, key_of(SESSION, inputs, context.path))
    return session_plans.edit(context, found, inputs)


def evidence(context: Context, inputs: Inputs) -> Answer:
    """Add, list or remove the photos of a visit."""
    return photos.evidence(context, inputs)


def show(context: Context, inputs: Inputs) -> Answer:
    """The page of one session to people, its record to programs."""
    found = find_row(context, SESSION, key_of(SESSION, inputs, context.path))
    return (
        record_table(context, SESSION, found)
        if format_name(context) in MACHINE
        else session_pages.session_page(context.store(), found)
    )


def prepare(context: Context, inputs: Inputs) -> Answer:
    """The page to take along to a village."""
    if not inputs.has("name"):
        raise missing_argument(T("VILLAGE", "DESA"), context.path)
    if inputs.has("papers"):
        paper_sets.prepare_papers(context, inputs)
    return village_pages.prepare_page(
        context.store(),
        scope_of(context, inputs)._replace(village_id=context.village_id(inputs.text("name"))),
    )


def papers(context: Context, inputs: Inputs) -> Answer:
    """The papers of a session, into a folder."""
    return paper_sets.session_papers(context, inputs)


def split(context: Context, inputs: Inputs) -> Answer:
    """Make two sessions of what merging wrongly took for one."""
    return session_split.split(context, inputs)


SPLIT_FROM = Option(
    "from",
    T("--from", "--dari"),
    T(
        "the laptop whose values make the second session, where there are several",
        "laptop yang isinya menjadi sesi kedua, bila ada beberapa",
    ),
    value="LAPTOP",
)
PAPERS = Option(
    "papers",
    T("--papers", "--naskah"),
    T(
        "a folder for surat tugas, undangan, daftar hadir and checklist",
        "folder untuk surat tugas, undangan, daftar hadir dan daftar periksa",
    ),
    value="FOLDER",
)
TO_FOLDER = Option(
    "folder",
    T("--to", "--ke"),
    T("the folder for the papers", "folder untuk naskahnya"),
    value="FOLDER",
)
_EXAMPLE = T(
    "session add muara 2026-11-24 supervisi --mode visit --mentors KP --attendee sekretaris "
    '--finding "Buku kas belum ditutup" '
    '--severity high --indicator-code C.4 --action "Tutup buku kas" --responsible "Kaur '
    'Keuangan" --due 2026-12-15 --agreed-next 2026-12-22',
    "sesi tambah muara 2026-11-24 supervisi --cara kunjungan --pendamping KP --hadir sekretaris "
    '--temuan "Buku kas belum ditutup" '
    '--tingkat-keparahan berat --kode-indikator C.4 --tindak-lanjut "Tutup buku kas" '
    '--penanggung-jawab "Kaur Keuangan" --tenggat 2026-12-15 '
    "--kesepakatan-berikutnya 2026-12-22",
)
_JOINT = T(
    'session add 2021 2026-12-01 pembinaan --mode office --other-villages "2014|2005" '
    '--attendee sekretaris --attendee "2014:sekretaris" '
    '--finding "2014: SOP belum ada" --submitted apbdes:2027',
    'sesi tambah 2021 2026-12-01 pembinaan --cara kantor --desa-lain "2014|2005" --hadir '
    'sekretaris --hadir "2014:sekretaris" '
    '--temuan "2014: SOP belum ada" --disampaikan apbdes:2027',
)

COMMANDS: dict[str, Command] = {
    "add": Command(
        T("add", "tambah"),
        T(
            "record a visit or meeting with all that came of it",
            "catat kunjungan atau pertemuan beserta semua hasilnya",
        ),
        add,
        place_arguments(PLACES),
        (*sheet_options(SESSION, "needed"), *OPTIONS, NEW, DRY_RUN),
        (_EXAMPLE, _JOINT),
    ),
    "edit": Command(
        T("edit", "ubah"),
        T(
            "change one session; to another village its findings and plans go along",
            "ubah satu sesi; ke desa lain temuan dan jadwalnya ikut pindah",
        ),
        edit,
        key_arguments(SESSION),
        (*sheet_options(SESSION), NEW, DRY_RUN),
        (
            T(
                "session edit 2014-261112 --village-code balida",
                "sesi ubah 2014-261112 --kode-desa balida",
            ),
        ),
    ),
    "show": Command(
        T("show", "lihat"),
        T("the page of one session", "halaman satu sesi"),
        show,
        key_arguments(SESSION),
        examples=(T("session show 2014-261112", "sesi lihat 2014-261112"),),
    ),
    "evidence": Command(
        T("evidence", "bukti"),
        T("add, list or remove the photos of a visit", "tambah, daftar atau hapus foto kunjungan"),
        evidence,
        (
            Argument("verb", T("add|list|remove", "tambah|daftar|hapus")),
            Argument("session", T("SESSION_CODE", "KODE_SESI"), completes="session"),
            Argument("files", T("FILE", "BERKAS"), many=True, needed=False, completes="file"),
        ),
        (option_of(WORDS["photo_date"]), option_of(WORDS["caption"]), DRY_RUN),
        (
            T(
                'session evidence add 2014-261112 foto/kas.jpg --caption "Buku kas ditutup"',
                'sesi bukti tambah 2014-261112 foto/kas.jpg --keterangan-foto "Buku kas ditutup"',
            ),
        ),
    ),
    "prepare": Command(
        T("prepare", "siapkan"),
        T("the one page to take along to a village", "satu halaman bekal ke desa"),
        prepare,
        (Argument("name", T("VILLAGE", "DESA"), completes="village"),),
        (AS_OF, INSTRUMENT, PAPERS),
        (
            T("session prepare muara", "sesi siapkan muara"),
            T("session prepare muara --papers papers", "sesi siapkan muara --naskah naskah"),
        ),
    ),
    "papers": Command(
        T("papers", "naskah"),
        T("make the papers of a session", "buat naskah-naskah satu sesi"),
        papers,
        (Argument("session", T("SESSION", "SESI"), completes="session"),),
        (TO_FOLDER,),
        (T("session papers 2014-261112 --to papers", "sesi naskah 2014-261112 --ke naskah"),),
    ),
    "split": Command(
        T("split", "pisah"),
        T(
            "make two sessions of what merging wrongly took for one",
            "jadikan dua sesi yang saat digabung keliru dianggap satu",
        ),
        split,
        key_arguments(SESSION),
        (option_of(WORDS["start_time"]), SPLIT_FROM, DRY_RUN),
        (
            T(
                "session split 2014-261112 --start-time 13:00",
                "sesi pisah 2014-261112 --jam-mulai 13.00",
            ),
        ),
    ),
}
