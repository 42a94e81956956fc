"""`perut official …`: people move to another post, leave, or are erased."""

from datetime import date, timedelta

from perut_cli.cli.app.command import DRY_RUN, NEW, Argument, Command, Inputs, Option, option_of
from perut_cli.cli.app.context import Context, name_error
from perut_cli.cli.app.usage import bad_value, missing_argument
from perut_cli.cli.commands.erasing import ERASE, erase_person, whom
from perut_cli.cli.records.record_verbs import WITH_DEPENDANTS, remove_record
from perut_cli.cli.records.write_row import report_written, write_row
from perut_cli.core.calendars import day_shown
from perut_cli.core.errors import Conflict, NotFound, Usage
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.core.values import Fault
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.batch import Batch
from perut_cli.store.join_people import join_people
from perut_cli.store.lookup import plain

OFFICIAL, POST = SHEETS["official"], SHEETS["post"]
_FOLLOWS = ("sex", "education", "phone", "staff_number", "official_note")
FROM = Option(
    "from",
    T("--from", "--dari"),
    T("post that ends, where there are several", "jabatan yang berakhir, bila ada beberapa"),
    value="POSITION",
)
VILLAGE = Option(
    "village",
    T("--village", "--desa"),
    T(
        "another village: the person gets a record there too",
        "desa lain: orangnya mendapat catatan juga di sana",
    ),
    value="VILLAGE",
    completes="village",
)


def person(context: Context, inputs: Inputs, name: str = "name") -> int:
    """The official that a code, VILLAGE:NAME, a name or part of one means. Raises NotFound."""
    if not inputs.has(name):
        raise missing_argument(T("OFFICIAL", "APARATUR"), context.path)
    try:
        return context.finder().person(inputs.text(name))
    except Fault as fault:
        raise name_error(fault) from None


def move(context: Context, inputs: Inputs) -> Answer:
    """End the present post the day before and begin the new one."""
    official = person(context, inputs)
    for word in ("position", "since"):
        if word not in inputs:
            raise _missing(word)
    since = _day(inputs, "since")
    ending = _ending(context, official, inputs.text("from"), since)
    eve = (date.fromisoformat(since) - timedelta(1)).isoformat()

    def work(batch: Batch) -> int:
        for post in ending:
            write_row(context, batch, POST, {"until": eve}, fixed_id=post)
        village, name = _where(context, batch, official, inputs.text("village"))
        return write_row(
            context,
            batch,
            POST,
            {
                "village_code": village,
                "official_name": name,
                "position": inputs.text("position"),
                "since": since,
            },
        )

    found = context.write(work, lambda _: None)
    return report_written(context, POST, found, T("moved", "dipindah"), {})


def _where(context: Context, batch: Batch, official: int, text: str) -> tuple[str, str]:
    """Village code and name of the person in the village of the new post; made there if it is
    another village.
    """
    rows = batch.store.rows(
        f"SELECT village_code, official_name, {', '.join(_FOLLOWS)} FROM official_sheet WHERE "
        f"id = ?",
        (official,),
    )[0]
    if not text:
        return rows[0], rows[1]
    try:
        code = batch.store.value(
            "SELECT village_code FROM village WHERE id = ?", (context.finder().village(text),)
        )
    except Fault as fault:
        raise name_error(fault) from None
    name, *personal = rows[1:]
    if batch.store.value(
        "SELECT 1 FROM official_sheet WHERE village_code = ? AND official_name = ?", (code, name)
    ):
        raise Conflict(
            "P113",
            T(
                "{code} has an official of that name already",
                "{code} sudah punya aparatur bernama itu",
            ).format(code=code),
            T(
                "if it is the same person, use `perut post add`",
                "bila orangnya sama, pakai `perut jabatan tambah`",
            ),
        )
    cells = {"village_code": code, "official_name": name}
    write_row(context, batch, OFFICIAL, cells | dict(zip(_FOLLOWS, personal, strict=True)))
    return code, name


def _ending(context: Context, official: int, named_post: str, since: str) -> list[int]:
    """The post that ends when a new one begins; none where the person has none. Raises NotFound
    P041 where there are several, Conflict P108.
    """
    rows = context.store().rows(
        "SELECT id, position, since FROM post WHERE official_id = ?1 AND (until = '' OR until "
        ">= ?2) ORDER BY since",
        (official, since),
    )
    rows = [row for row in rows if not named_post or plain(named_post) in plain(row[1])]
    if len(rows) > 1:
        raise NotFound(
            "P041",
            T("{n} {n:post is|posts are} open: {posts}", "ada {n} jabatan terbuka: {posts}").format(
                n=len(rows), posts=", ".join(row[1] for row in rows)
            ),
            T('say which one ends: --from "{post}"', 'sebut yang berakhir: --dari "{post}"').format(
                post=rows[0][1]
            ),
        )
    if rows and rows[0][2] >= since:
        raise Conflict(
            "P108",
            T("the post {post} begins only on {day}", "jabatan {post} baru mulai {day}").format(
                post=rows[0][1], day=day_shown(rows[0][2])
            ),
            T("name a later day with --since", "sebut hari yang lebih akhir dengan --sejak"),
        )
    return [row[0] for row in rows]


def leave(context: Context, inputs: Inputs) -> Answer:
    """End every open post of a person."""
    official = person(context, inputs)
    if "until" not in inputs:
        raise _missing("until")
    until = _day(inputs, "until")
    rows = context.store().rows(
        "SELECT id FROM post WHERE official_id = ? AND (until = '' OR until > ?)", (official, until)
    )
    if not rows:
        raise Conflict(
            "P109",
            T("no post is open", "tidak ada jabatan yang terbuka"),
            T("see `perut post list`", "lihat `perut jabatan daftar`"),
        )

    def work(batch: Batch) -> list[int]:
        return [write_row(context, batch, POST, {"until": until}, fixed_id=row[0]) for row in rows]

    context.write(work, lambda _: None)
    return report_written(context, OFFICIAL, official, T("left", "berhenti"), {})


def join(context: Context, inputs: Inputs) -> Answer:
    """Make one person of two records; what the second has goes to the first."""
    stays, goes = person(context, inputs), person(context, inputs, "other")
    code = context.store().value("SELECT official_code FROM official WHERE id = ?", (goes,))

    def work(batch: Batch) -> Batch:
        join_people(batch, stays, goes)
        return batch

    context.write(
        work,
        lambda batch: T(
            "this joins {code} to the other: {n} {n:record|records} go over.",
            "ini menggabungkan {code} ke yang lain: {n} catatan ikut berpindah.",
        ).format(code=code, n=batch.changed),
    )
    return report_written(context, OFFICIAL, stays, T("joined", "digabung"), {})


def remove(context: Context, inputs: Inputs) -> Answer:
    """Remove a person, or erase one from the history too."""
    if inputs.has("erase"):
        return erase_person(context, "official", whom(context, inputs, "official", person))
    return remove_record(
        context, OFFICIAL, person(context, inputs), with_dependants=inputs.has("with_dependants")
    )


def _day(inputs: Inputs, word: str) -> str:
    try:
        return str(WORDS[word].parse(inputs.text(word)))
    except Fault as fault:
        raise bad_value(WORDS[word].option, fault.reason, fault.hint) from None


def _missing(word: str) -> Usage:
    field = WORDS[word]
    return Usage(
        "P003",
        T("{option} is missing", "{option} belum diisi").format(option=field.option),
        T('add {option} "{example}"', 'tambahkan {option} "{example}"').format(
            option=field.option, example=field.example
        ),
    )


_WHO = (Argument("name", T("OFFICIAL", "APARATUR"), completes="official", personal=True),)

COMMANDS: dict[str, Command] = {
    "move": Command(
        T("move", "pindah"),
        T(
            "a person takes another post; the present one ends the day before",
            "orang pindah jabatan; yang sekarang berakhir sehari sebelumnya",
        ),
        move,
        _WHO,
        (option_of(WORDS["position"]), option_of(WORDS["since"]), FROM, VILLAGE, NEW, DRY_RUN),
        (
            T(
                'official move 2014:sekretaris --position "Kasi Pemerintahan" --since 2027-01-02',
                'aparatur pindah 2014:sekretaris --jabatan "Kasi Pemerintahan" --sejak 2027-01-02',
            ),
        ),
    ),
    "leave": Command(
        T("leave", "berhenti"),
        T("a person leaves: the open posts end", "orang berhenti: jabatannya berakhir"),
        leave,
        _WHO,
        (option_of(WORDS["until"]), DRY_RUN),
        (
            T(
                "official leave 2014:sekretaris --until 2026-12-31",
                "aparatur berhenti 2014:sekretaris --sampai 2026-12-31",
            ),
        ),
    ),
    "join": Command(
        T("join", "gabung"),
        T(
            "make one person of two records: posts, attendance and assessments of the second go "
            "to the first",
            "jadikan dua catatan satu orang: jabatan, kehadiran, dan penilaian yang kedua pindah "
            "ke yang pertama",
        ),
        join,
        (
            *_WHO,
            Argument(
                "other", T("OTHER_RECORD", "CATATAN_LAIN"), completes="official", personal=True
            ),
        ),
        (DRY_RUN,),
        (
            T(
                "official join 2014-7QX2 2014-B3CD --yes",
                "aparatur gabung 2014-7QX2 2014-B3CD --ya",
            ),
        ),
    ),
    "remove": Command(
        T("remove", "hapus"),
        T("remove a person; --erase leaves no trace", "hapus orang; --hapus-jejak tanpa jejak"),
        remove,
        _WHO,
        (WITH_DEPENDANTS, ERASE, DRY_RUN),
        (T("official remove 2014-7QX2 --erase", "aparatur hapus 2014-7QX2 --hapus-jejak"),),
    ),
}
