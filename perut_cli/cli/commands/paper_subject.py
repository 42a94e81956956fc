"""What a paper is about, from what was named: a session, a plan, a village, a period."""

import re
from typing import Any

from perut_cli.cli.app.command import Inputs
from perut_cli.cli.app.context import Context, name_error
from perut_cli.cli.app.usage import bad_value, extra_arguments, suggestions
from perut_cli.cli.commands.plan_moves import Planned, plan_of
from perut_cli.core.errors import Usage
from perut_cli.core.paper_kinds import BUPATI, CAMAT, KINDS, PERIOD, VISIT
from perut_cli.core.periods import period_of, span_of
from perut_cli.core.text import T, Text
from perut_cli.core.values import Fault
from perut_cli.core.vocabulary import WORDS
from perut_cli.reports.papers.collect import Subject

_AFTER = ("berita-acara", "notula", "laporan-perjalanan", "rtl")
"""Kinds that are made of a session, not of a plan."""

_SIGNED_BY_ALL = "daftar-hadir"
"""The kind that lists who was there; another does by an own template only."""

_VILLAGE_DATE_KIND = 3


def kind_named(text: str) -> str:
    """A kind of paper by its name or an unmistakable beginning. Raises Usage P336."""
    name = text.strip().lower().replace("_", "-").replace(" ", "-")
    if not name:
        raise Usage(
            "P003",
            T("KIND is missing", "JENIS belum disebut"),
            T("choose {kinds}", "pilih {kinds}").format(kinds=", ".join(KINDS)),
        )
    fitting = [name] if name in KINDS else [kind for kind in KINDS if kind.startswith(name)]
    if len(fitting) == 1:
        return fitting[0]
    near = fitting or suggestions(name, KINDS) or list(KINDS)
    raise Usage(
        "P336",
        T("no kind of paper {name}", "jenis naskah {name} tidak ada").format(name=f'"{text}"'),
        T("choose {kinds}", "pilih {kinds}").format(kinds=", ".join(near)),
    )


def subject_of(context: Context, inputs: Inputs, kind: str, day: str) -> Subject:
    """What the paper is about. Raises NotFound, Usage."""
    names = _names(inputs)
    _refuse_idle(inputs, kind)
    subject = Subject(
        kind,
        day,
        instrument=inputs.text("instrument"),
        blank=_blank(inputs),
        to=to_whom(inputs, kind),
        signer=inputs.text("signer"),
        meeting=_meeting(inputs),
    )
    if KINDS[kind].about == PERIOD:
        return _of_period(context, inputs, subject, names, day)
    if not names:
        raise Usage(
            "P003",
            T("SESSION, PLAN or VILLAGE is missing", "SESI, JADWAL atau DESA belum disebut"),
            T(
                "write for instance `perut document make {kind} muara -o {kind}.docx`",
                "tulis misalnya `perut naskah buat {kind} muara -o {kind}.docx`",
            ).format(kind=kind),
        )
    if len(names) > 1:
        return _of_plan(context, subject, names)
    return _of_one(context, subject, names[0])


def _refuse_idle(inputs: Inputs, kind: str) -> None:
    """Raise Usage for an option that says nothing of this kind of paper."""
    about = KINDS[kind].about
    idle: list[tuple[str, bool, Text]] = [
        ("period", about != PERIOD, T("--period", "--periode")),
        (
            "blank",
            about != VISIT or (kind != _SIGNED_BY_ALL and not inputs.has("template")),
            T("--blank", "--kosong"),
        ),
        *((word, about != VISIT, WORDS[word].option) for word in MEETING),
    ]
    for key, useless, option in idle:
        if useless and inputs.has(key):
            raise bad_value(
                option,
                T("{kind} has no use for it", "{kind} tidak memakainya").format(kind=kind),
                T("leave out {option}", "hilangkan {option}").format(option=option),
            )


def subjects_of(context: Context, inputs: Inputs, kind: str, day: str) -> list[Subject]:
    """One for each village where each is to get its own: of the villages of a session, or of those
    named. Raises NotFound, Usage.
    """
    names = _names(inputs)
    if not inputs.has("each"):
        return [subject_of(context, inputs, kind, day)]
    if KINDS[kind].about == PERIOD:
        raise bad_value(
            T("--each", "--setiap"),
            T("{kind} is not of a village", "{kind} bukan naskah satu desa").format(kind=kind),
            T("leave out --each", "hilangkan --setiap"),
        )
    if len(names) > 1:
        named = (
            subject_of(context, Inputs({**inputs, "about": [name]}), kind, day) for name in names
        )
        # A village named twice gets one paper.
        return list({(one.village_id, one.session_id): one for one in named}.values())
    subject = subject_of(context, inputs, kind, day)
    if subject.session_id is None:
        raise bad_value(
            T("--each", "--setiap"),
            T("only one village is named", "hanya satu desa yang disebut"),
            T(
                "name several villages, or a session of several",
                "sebut beberapa desa, atau sesi beberapa desa",
            ),
        )
    rows = context.store().rows(
        "SELECT village_id FROM session WHERE id = ?1 UNION SELECT village_id FROM "
        "session_village WHERE session_id = ?1 ORDER BY 1",
        (subject.session_id,),
    )
    return [subject._replace(village_id=int(village), one_village=True) for (village,) in rows]


def to_whom(inputs: Inputs, kind: str) -> str:
    """Whether a report goes to the camat or on to the bupati; blank for papers that go to neither.
    Raises Usage.
    """
    asked = inputs.text("to").strip().lower()
    if kind != REPORT:
        if asked:
            raise bad_value(
                T("--to", "--kepada"),
                T("only {kind} goes there", "hanya {kind} yang ditujukan ke sana").format(
                    kind=REPORT
                ),
                T("write --recipient for another paper", "tulis --penerima untuk naskah lain"),
            )
        return ""
    if asked not in ("", CAMAT, BUPATI):
        raise bad_value(
            T("--to", "--kepada"),
            T("{text} is neither camat nor bupati", "{text} bukan camat dan bukan bupati").format(
                text=asked
            ),
            T("write --to bupati", "tulis --kepada bupati"),
        )
    return asked or CAMAT


REPORT = "laporan-berkala"


def _meeting(inputs: Inputs) -> dict[str, str]:
    """What is said of a meeting that is only planned: its hours and place. Raises Usage."""
    told = {}
    for word in MEETING:
        if inputs.has(word):
            try:
                told[word] = str(WORDS[word].kind.write(WORDS[word].parse(inputs.text(word))))
            except Fault as fault:
                raise bad_value(WORDS[word].option, fault.reason, fault.hint) from None
    if told.get("end_time", "~") <= told.get("start_time", ""):
        raise bad_value(
            WORDS["end_time"].option,
            T(
                "it ends at {end}, but begins at {start}", "selesai {end}, padahal mulai {start}"
            ).format(end=told["end_time"], start=told["start_time"]),
            T("write the later hour", "tulis jam yang lebih akhir"),
        )
    return told


MEETING = ("start_time", "end_time", "place")
"""Words of a session that a paper of a planned one may say."""


def _names(inputs: Inputs) -> list[str]:
    given = inputs.get("about") or []
    names = [given] if isinstance(given, str) else list(given)
    for word in ("session_code", "village_code"):
        if not names and inputs.has(word):
            names = [inputs.text(word)]
    return names


def _blank(inputs: Inputs) -> int:
    text = inputs.text("blank", "0")
    if not text.isdecimal() or int(text) > _MOST_BLANK:
        raise bad_value(
            T("--blank", "--kosong"),
            T("{text} is no number of rows", "{text} bukan banyaknya baris").format(text=text),
            T("write for instance --blank 15", "tulis misalnya --kosong 15"),
        )
    return int(text)


_MOST_BLANK = 500


def _of_period(
    context: Context, inputs: Inputs, subject: Subject, names: list[str], day: str
) -> Subject:
    if names and inputs.has("period"):
        raise extra_arguments(names, context.path)
    asked = inputs.text("period") or " ".join(names) or day[:7]
    try:
        period = period_of(asked, day[:4])
        first, last = span_of(period, day[:4])
    except Fault as fault:
        raise bad_value(T("--period", "--periode"), fault.reason, fault.hint) from None
    return subject._replace(period=period, since=first.isoformat(), until=last.isoformat())


def _of_plan(context: Context, subject: Subject, names: list[str]) -> Subject:
    village = context.village_id(names[0])
    try:
        day = str(WORDS["plan_date"].parse(names[1]))
    except Fault as fault:
        each = T(
            "for several villages add --each: one paper for each",
            "untuk beberapa desa tambahkan --setiap: satu naskah untuk setiap desa",
        )
        hint = fault.hint if re.search("[0-9]", names[1]) else each
        raise bad_value(WORDS["plan_date"].option, fault.reason, hint) from None
    kind = names[2] if len(names) >= _VILLAGE_DATE_KIND else ""
    return planned(subject, village, plan_of(context, village, day, kind))


def planned(subject: Subject, village: int, plan: Planned) -> Subject:
    """The paper of a plan."""
    given = {
        "plan_date": plan.plan_date,
        "kind": plan.kind,
        "mentor_code": plan.mentor_code,
    }
    return subject._replace(village_id=village, plan=given, plan_id=plan.id)


def _of_one(context: Context, subject: Subject, text: str) -> Subject:
    finder = context.finder()
    try:
        return of_session(context, subject, finder.code("session", text))
    except Fault as fault:
        if re.fullmatch(r"\d{4}-.*", text.strip()):
            raise name_error(fault) from None
    village = context.village_id(text)
    about = subject._replace(village_id=village)
    if KINDS[subject.kind].about != VISIT:
        return about
    found = _next_plan(context, village, subject.day)
    if found and subject.kind not in _AFTER:
        return planned(about, village, found)
    session = _last_session(context, village, subject.day)
    if session is not None and subject.kind in (*_AFTER, "daftar-hadir"):
        return of_session(context, about, session)
    if subject.kind in _AFTER:
        raise Usage(
            "P337",
            T("{kind} needs a session", "{kind} perlu sesi").format(kind=subject.kind),
            T("record it with `perut session add`", "catat dengan `perut sesi tambah`"),
        )
    return about


def of_session(context: Context, subject: Subject, session: int) -> Subject:
    """The paper of a session. Raises Usage for hours and a place, which the session has itself."""
    if subject.meeting:
        word = next(iter(subject.meeting))
        raise bad_value(
            WORDS[word].option,
            T("the session is recorded, and this with it", "sesinya sudah tercatat beserta isinya"),
            T(
                "change it with `perut session edit`, then make the paper",
                "ubah dengan `perut sesi ubah`, lalu buat naskahnya",
            ),
        )
    village = context.store().value("SELECT village_id FROM session WHERE id = ?", (session,))
    return subject._replace(village_id=int(village), session_id=session)


def _next_plan(context: Context, village: int, day: str) -> Planned | None:
    rows = context.store().rows(
        "SELECT id, village_code, plan_date, kind, topics, mentor_code, plan_state FROM plan_sheet "
        "WHERE plan_state = 'planned' AND plan_date >= ? AND village_code = (SELECT village_code "
        "FROM village WHERE id = ?) ORDER BY plan_date, kind LIMIT 1",
        (day, village),
    )
    return Planned(*rows[0]) if rows else None


def _last_session(context: Context, village: int, day: str) -> int | None:
    found: Any = context.store().value(
        "SELECT id FROM session WHERE village_id = ? AND session_date <= ? "
        "ORDER BY session_date DESC, start_time DESC LIMIT 1",
        (village, day),
    )
    return None if found is None else int(found)
