"""The sets of papers for a visit: what goes along to the village, and what is made after it."""

import io
from pathlib import Path
from typing import NamedTuple

from perut_cli.cli.app.answer import style_of
from perut_cli.cli.app.command import Inputs
from perut_cli.cli.app.context import YES, Context
from perut_cli.cli.app.usage import missing_argument
from perut_cli.cli.commands.document import issued, on_its_day
from perut_cli.cli.commands.paper_issue import check_place, room_for
from perut_cli.cli.commands.paper_subject import of_session, subject_of
from perut_cli.cli.commands.visit_record import how_to_report
from perut_cli.cli.records.record_verbs import find_row
from perut_cli.cli.records.score_templates import checklist
from perut_cli.core.errors import Invalid, PerutError, Usage, reason_of
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.render import writer
from perut_cli.reports.papers.collect import Subject
from perut_cli.store.files import replacing

BEFORE = ("surat-tugas", "undangan", "daftar-hadir")
AFTER = ("berita-acara", "daftar-hadir", "notula", "rtl", "laporan-perjalanan")
_BLANK_ROWS = 15


class _Wanted(NamedTuple):
    subject: Subject
    place: str


def offer_report(context: Context, code: str) -> None:
    """Ask whether the berita acara of a session is to be made at once;
    make it and say where it is.
    """
    asked = T(
        "Make its berita acara now, to be signed?",
        "Buat berita acaranya sekarang, untuk ditandatangani?",
    )
    if context.reply_to(asked) not in YES:
        context.afterwards.append(str(how_to_report(code)))
        return
    found = find_row(context, SHEETS["session"], [code])
    subject = of_session(context, Subject(_REPORT, context.world.today()), found)
    place = str(Path.cwd() / f"{_REPORT}-{code}.docx")
    try:
        check_place(context, place)
        room_for(place)
        issued(context, Inputs(), [on_its_day(context, Inputs(), subject)], [place])
    except PerutError as error:
        # The visit is recorded: what hinders the paper is told, and how to make it later.
        context.say(error.message)
        context.afterwards.append(str(how_to_report(code)))


_REPORT = "berita-acara"


def prepare_papers(context: Context, inputs: Inputs) -> None:
    """Make what goes along to a village; papers of that day made before are left as they are."""
    folder = _folder(inputs.text("papers"))
    asked = Inputs({"about": [inputs.text("name")]})
    day = context.world.today()
    subjects = [
        subject_of(context, asked, kind, day)._replace(blank=_BLANK_ROWS) for kind in BEFORE
    ]
    _make(context, folder, subjects)
    _checklist(context, folder, subjects[0])


def _checklist(context: Context, folder: Path, subject: Subject) -> None:
    """What is to be looked at, to be filled in by hand; left out without an instrument."""
    code = context.store().value(
        "SELECT village_code FROM village WHERE id = ?", (subject.village_id,)
    )
    asked = Inputs({"village_code": str(code)})
    try:
        page = checklist(context, asked)
    except PerutError as error:
        context.say(
            T("no checklist: {why}", "tanpa daftar periksa: {why}").format(why=error.message)
        )
        return
    target = folder / f"checklist-{str(code)[-4:]}.html"
    with replacing(str(target)) as binary:
        stream = io.TextIOWrapper(binary, "utf-8", newline="")
        writer("html")(page, stream, style_of(context, stream))
        stream.flush()
        stream.detach()
    context.say(T("written to {path}", "ditulis ke {path}").format(path=target))


def session_papers(context: Context, inputs: Inputs) -> Answer:
    """Make the papers of a session; those made before are left as they are."""
    if not inputs.has("session"):
        raise missing_argument(T("SESSION", "SESI"), context.path)
    if not inputs.has("folder"):
        raise Usage(
            "P003",
            T("--to FOLDER is missing", "--ke FOLDER belum diisi"),
            T("add --to papers", "tambahkan --ke naskah"),
        )
    session = find_row(context, SHEETS["session"], [inputs.text("session")])
    day = context.world.today()
    subjects = [
        on_its_day(context, Inputs(), of_session(context, Subject(kind, day), session))
        for kind in AFTER
    ]
    return _make(context, _folder(inputs.text("folder")), subjects)


def _folder(text: str) -> Path:
    folder = Path(text).expanduser()
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise Invalid(
            "P011",
            T("{path}: {why}", "{path}: {why}").format(path=folder, why=reason_of(error)),
            T("name a folder, such as papers", "sebut sebuah folder, misalnya naskah"),
            source=str(folder),
        ) from None
    return folder


def _make(context: Context, folder: Path, subjects: list[Subject]) -> Answer:
    wanted = []
    for subject in subjects:
        known = _made_before(context, subject)
        if known:
            context.say(
                T("{kind} is made already: {code}", "{kind} sudah dibuat: {code}").format(
                    kind=subject.kind, code=known
                )
            )
        else:
            wanted.append(
                _Wanted(subject, str(folder / f"{subject.kind}-{_named(context, subject)}.docx"))
            )
    for one in wanted:
        check_place(context, one.place)
        room_for(one.place)
    if not wanted:
        return None
    return issued(context, Inputs(), [one.subject for one in wanted], [one.place for one in wanted])


def _made_before(context: Context, subject: Subject) -> str:
    """The code of an issued paper of that kind for that session, or for that village and day."""
    asked = (
        ("session_id = ?", (subject.session_id,))
        if subject.session_id is not None
        else (
            "session_id IS NULL AND village_id = ? AND document_date = ?",
            (subject.village_id, subject.day),
        )
    )
    found = context.store().value(
        "SELECT document_code FROM document WHERE kind = ? AND document_state = 'issued' AND "
        f"{asked[0]}",
        (subject.kind, *asked[1]),
    )
    return str(found or "")


def _named(context: Context, subject: Subject) -> str:
    store = context.store()
    if subject.session_id is not None:
        code = store.value("SELECT session_code FROM session WHERE id = ?", (subject.session_id,))
        return str(code)
    code = store.value("SELECT village_code FROM village WHERE id = ?", (subject.village_id,))
    return f"{str(code)[-4:]}-{(subject.plan or {}).get('plan_date', subject.day)}"
