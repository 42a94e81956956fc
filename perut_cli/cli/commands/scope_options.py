"""What a report is about, from the options that many commands have: its day, its period, its
villages and its instrument.
"""

from perut_cli.cli.app.command import Inputs, Option
from perut_cli.cli.app.context import Context, name_error
from perut_cli.cli.app.usage import bad_value
from perut_cli.core.periods import span_of
from perut_cli.core.text import T
from perut_cli.core.values import Fault
from perut_cli.reports.scope import Scope
from perut_cli.store.select import day as day_span

AS_OF = Option(
    "as_of",
    T("--as-of", "--per-tanggal"),
    T("as it stood on this day (today)", "keadaan pada hari ini (bila kosong: hari ini)"),
    value="DATE",
)
FROM = Option(
    "from",
    T("--from", "--dari"),
    T("first day of the period", "hari pertama periode"),
    value="DATE",
)
TO = Option(
    "to", T("--to", "--hingga"), T("last day of the period", "hari terakhir periode"), value="DATE"
)
PERIOD = Option(
    "period",
    T("--period", "--periode"),
    T(
        "2026, 2026-S1, 2026-Q1, 2026-03, or as written: Triwulan IV, Semester I 2026, November",
        "2026, 2026-S1, 2026-Q1, 2026-03, atau tertulis: Triwulan IV, Semester I 2026, November",
    ),
    value="PERIOD",
)
VILLAGE = Option(
    "village",
    T("--village", "--desa"),
    T("only this village", "hanya desa ini"),
    value="VILLAGE",
    completes="village",
)
LOCUS = Option(
    "locus",
    T("--locus", "--lokus"),
    T("only the loci of the day", "hanya lokus pada hari itu"),
    flag=True,
)
INSTRUMENT = Option(
    "instrument",
    T("--instrument", "--instrumen"),
    T("instrument to measure by", "instrumen pengukur"),
    value="CODE",
    completes="instrument",
)
ALL = Option(
    "all",
    T("--all", "--semua"),
    T("all villages, not the loci only", "semua desa, bukan hanya lokus"),
    flag=True,
)
SCOPE = (AS_OF, FROM, TO, PERIOD, VILLAGE, LOCUS, INSTRUMENT)


def scope_of(context: Context, inputs: Inputs) -> Scope:
    """What the report is about, from its options, village and instrument as the database knows
    them. Raises Usage, NotFound.
    """
    scope = scope_of_pool(context, inputs)
    return scope._replace(
        village_id=context.village_id(inputs.text("village")) if inputs.has("village") else None,
        instrument=_instrument(context, scope.instrument),
    )


def scope_of_pool(context: Context, inputs: Inputs) -> Scope:
    """What a report of a pool is about: the instrument as it was typed, since no database of an
    office stands behind it. Raises Usage.
    """
    since, until = _span(context, inputs)
    return Scope(
        day_of(inputs, AS_OF) or context.world.today(),
        since,
        until,
        locus=inputs.has("locus"),
        instrument=inputs.text("instrument"),
    )


def _instrument(context: Context, text: str) -> str:
    """The whole code of an instrument; what is none is told by the report, which knows those it
    could measure by.
    """
    try:
        return context.finder().instrument_code(text) if text else ""
    except Fault as fault:
        if fault.number == "P040":
            return text
        raise name_error(fault) from None


def day_of(inputs: Inputs, option: Option) -> str:
    """The day that an option says, of a longer span its last; blank where it says none. Raises
    Usage.
    """
    text = inputs.text(option.key)
    if not text:
        return ""
    try:
        return day_span(text)[0 if option is FROM else 1]
    except Fault as fault:
        raise bad_value(option.names, fault.reason, fault.hint) from None


def _span(context: Context, inputs: Inputs) -> tuple[str, str]:
    if inputs.has("period"):
        if inputs.has("from") or inputs.has("to"):
            raise bad_value(
                PERIOD.names,
                T("not together with --from or --to", "tidak bersama --dari atau --hingga"),
            )
        year = (day_of(inputs, AS_OF) or context.world.today())[:4]
        try:
            first, last = span_of(inputs.text("period"), year)
        except Fault as fault:
            raise bad_value(PERIOD.names, fault.reason, fault.hint) from None
        return first.isoformat(), last.isoformat()
    since, until = day_of(inputs, FROM), day_of(inputs, TO)
    if since and until and until < since:
        raise bad_value(
            TO.names, T("the last day is before the first", "hari terakhir mendahului hari pertama")
        )
    return since, until
