"""`perut report …`: every report by day, period, village, locus and instrument."""

from importlib import import_module
from typing import TYPE_CHECKING

from perut_cli.cli.app.answer import LIMIT, SORT, format_name, in_shape
from perut_cli.cli.app.command import Argument, Command, Inputs, Option, Run
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value, missing_argument
from perut_cli.cli.commands.scope_options import ALL, SCOPE, day_of, scope_of
from perut_cli.core.late import Late
from perut_cli.core.table import Answer, Page
from perut_cli.core.text import T
from perut_cli.core.vocabulary import words

if TYPE_CHECKING:
    from perut_cli.reports.obligations import fillings
    from perut_cli.reports.obligations import matrix as matrices
    from perut_cli.reports.obligations import obligations as owed
    from perut_cli.reports.pages import summary as summaries
    from perut_cli.reports.pages import village as village_pages
    from perut_cli.reports.scores import progress as progresses
    from perut_cli.reports.scores import trend as trends
    from perut_cli.reports.visits import priority as priorities
    from perut_cli.reports.visits import sessions as visits
else:
    fillings = Late("perut_cli.reports.obligations.fillings")
    matrices = Late("perut_cli.reports.obligations.matrix")
    owed = Late("perut_cli.reports.obligations.obligations")
    priorities = Late("perut_cli.reports.visits.priority")
    summaries = Late("perut_cli.reports.pages.summary")
    progresses = Late("perut_cli.reports.scores.progress")
    trends = Late("perut_cli.reports.scores.trend")
    village_pages = Late("perut_cli.reports.pages.village")
    visits = Late("perut_cli.reports.visits.sessions")

CHART = Option(
    "chart", T("--chart", "--grafik"), T("draw a line chart", "gambar grafik garis"), flag=True
)
DUE = Option(
    "due",
    T("--due", "--tenggat"),
    T("what falls due in so many days", "yang jatuh tempo dalam sekian hari"),
    value="DAYS",
)
CHANGED_SINCE = Option(
    "since",
    T("--since", "--sejak"),
    T("the change of the latest score since this day", "perubahan nilai terakhir sejak hari itu"),
    value="DATE",
)
RECAP = Option(
    "recap",
    T("--recap", "--rekap"),
    T(
        "each day of duty with its letters and villages, for accounts of journeys",
        "tiap hari tugas dengan nomor surat dan desanya, untuk SPJ",
    ),
    flag=True,
)


def _plain(module: str, function: str) -> Run:
    def run(context: Context, inputs: Inputs) -> Answer:
        made = getattr(import_module(f"perut_cli.reports.{module}"), function)
        answer: Answer = made(context.store(), scope_of(context, inputs))
        return answer

    return run


def _progress(context: Context, inputs: Inputs) -> Answer:
    scope, since = scope_of(context, inputs), day_of(inputs, CHANGED_SINCE)
    table = progresses.progress(context.store(), scope)
    if not since:
        return table
    keys = [field.key for field in table.columns]
    code, latest = keys.index("village_code"), keys.index("latest")
    then = progresses.progress(context.store(), scope._replace(as_of=since))
    before = {row[code]: row[latest] for row in then.rows}
    rows = [(*row, _difference(before.get(row[code]), row[latest])) for row in table.rows]
    return table._replace(columns=(*table.columns, *words("change")), rows=rows)


def _difference(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before


def _mentors(context: Context, inputs: Inputs) -> Answer:
    made = visits.mentor_days if inputs.has("recap") else visits.mentors
    return made(context.store(), scope_of(context, inputs))


def _priority(context: Context, inputs: Inputs) -> Answer:
    scope = scope_of(context, inputs)
    table = priorities.priority(context.store(), scope, all_villages=inputs.has("all"))
    if format_name(context) not in ("table", "html", "markdown"):
        return table
    return Page(
        table.title,
        (
            table._replace(title="", head=""),
            priorities.fairness(context.store(), scope, all_villages=inputs.has("all")),
        ),
        table.head,
        "priority",
    )


def _village(context: Context, inputs: Inputs) -> Answer:
    text = inputs.text("name") or inputs.text("village")
    if not text:
        raise missing_argument(T("VILLAGE", "DESA"), context.path)
    scope = scope_of(context, inputs)._replace(village_id=context.village_id(text))
    return village_pages.village_page(context.store(), scope)


def _obligations(context: Context, inputs: Inputs) -> Answer:
    scope = scope_of(context, inputs)
    if inputs.has("due"):
        if not inputs.text("due").isdecimal():
            raise bad_value(
                DUE.names,
                T("{text} is not a number of days", "{text} bukan jumlah hari").format(
                    text=inputs.text("due")
                ),
            )
        return owed.due_within(context.store(), scope, int(inputs.text("due")))
    if format_name(context) in ("table", "html", "svg"):
        return matrices.matrix(context.store(), scope, titled=format_name(context) != "table")
    return owed.obligations(context.store(), scope)


def _fillings(context: Context, inputs: Inputs) -> Answer:
    scope = scope_of(context, inputs)
    made = fillings.filling_trend if inputs.has("chart") else fillings.fillings
    return made(context.store(), scope)


def _summary(context: Context, inputs: Inputs) -> Answer:
    """The lines as they are, to paste into a chat;
    as rows where a format for programs is asked for.
    """
    scope = summaries.month_of(scope_of(context, inputs))
    lines = summaries.summary(context.store(), scope, context.head())
    if format_name(context) == "html":
        return summaries.summary_page(lines)
    asked = inputs.has("format") or inputs.has("output")
    if asked and format_name(context) not in ("table", "markdown"):
        return summaries.summary_table(lines)
    return "\n".join(map(str, lines))


def _trend(context: Context, inputs: Inputs) -> Answer:
    table = trends.trend(context.store(), scope_of(context, inputs))
    if format_name(context) == "table" and not inputs.has("chart"):
        return table._replace(chart=())
    if format_name(context) == "svg":
        return trends.named(context.store(), table)
    return table


def _command(
    name: str,
    alias: str,
    help_: T,
    run: Run,
    *more: Option,
    arguments: tuple[Argument, ...] = (),
) -> Command:
    example = (
        T(f"report {name}", f"laporan {alias}")
        if not arguments
        else T(f"report {name} muara", f"laporan {alias} muara")
    )
    options = (*SCOPE, *more, SORT, LIMIT)
    return Command(T(name, alias), help_, in_shape(_by_known(run)), arguments, options, (example,))


def _by_known(run: Run) -> Run:
    """A report that measures by no instrument also knows the one it was given."""

    def made(context: Context, inputs: Inputs) -> Answer:
        found = run(context, inputs)
        if inputs.has("instrument"):
            context.instrument_code(inputs.text("instrument"))
        return found

    return made


COMMANDS = {
    spec.name.en: spec
    for spec in (
        _command(
            "progress",
            "kemajuan",
            T("where every village stands", "kedudukan setiap desa"),
            _progress,
            CHANGED_SINCE,
        ),
        _command(
            "target",
            "target",
            T("the target in all its readings", "target menurut semua cara baca"),
            _plain("scores.target", "target"),
        ),
        _command(
            "village",
            "desa",
            T("one village on one page", "satu desa pada satu halaman"),
            _village,
            arguments=(Argument("name", T("VILLAGE", "DESA"), completes="village"),),
        ),
        _command(
            "officials",
            "aparatur",
            T("the officials' scores", "nilai aparatur"),
            _plain("scores.officials", "officials"),
        ),
        _command(
            "indicators",
            "indikator",
            T("which indicators fail, weakest first", "indikator yang gagal, terlemah dahulu"),
            _plain("scores.indicators", "indicators"),
        ),
        _command(
            "sessions",
            "sesi",
            T("sessions by month and village", "sesi per bulan dan desa"),
            _plain("visits.sessions", "sessions"),
        ),
        _command(
            "trend", "tren", T("scores over time", "nilai dari waktu ke waktu"), _trend, CHART
        ),
        _command(
            "actions",
            "tindak-lanjut",
            T(
                "unsettled follow-ups, latest first",
                "tindak lanjut yang belum selesai, paling terlambat dahulu",
            ),
            _plain("visits.followups", "actions"),
        ),
        _command(
            "priority",
            "prioritas",
            T("where to go next, and why", "ke mana berikutnya, dan mengapa"),
            _priority,
            ALL,
        ),
        _command(
            "mentors",
            "pendamping",
            T("the mentors' sessions", "sesi para pendamping"),
            _mentors,
            RECAP,
        ),
        _command(
            "attendance",
            "kehadiran",
            T("who came how often", "siapa hadir berapa kali"),
            _plain("visits.sessions", "attendance"),
        ),
        _command(
            "summary",
            "ringkasan",
            T("a month in 20 lines, for a chat", "sebulan dalam 20 baris, untuk obrolan"),
            _summary,
        ),
        _command(
            "obligations",
            "kewajiban",
            T("what each village owes", "kewajiban setiap desa"),
            _obligations,
            DUE,
        ),
        _command(
            "fillings",
            "pengisian",
            T("how far Prodeskel is filled", "sejauh mana Prodeskel terisi"),
            _fillings,
            CHART,
        ),
        _command(
            "effect",
            "dampak",
            T("taught against untaught indicators", "indikator yang diajarkan dan yang tidak"),
            _plain("scores.effect", "effect"),
        ),
        _command(
            "agreement",
            "kesepakatan",
            T("do two assessors agree", "apakah dua penilai sependapat"),
            _plain("scores.agreement", "agreement"),
        ),
        _command(
            "quality",
            "mutu",
            T("questions to ask of the data", "pertanyaan tentang data"),
            _plain("scores.quality", "quality"),
        ),
    )
}
