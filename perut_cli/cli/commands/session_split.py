"""`perut session split`: two visits of one day that merging took for one become two again."""

from collections.abc import Sequence

from perut_cli.cli.app.command import Inputs
from perut_cli.cli.app.context import Context, ask_until
from perut_cli.cli.records.record_verbs import find_row
from perut_cli.cli.records.verbs import key_of
from perut_cli.cli.records.write_row import report_written, write_row
from perut_cli.core.errors import Conflict, NotFound, Usage
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.batch import Batch
from perut_cli.store.merge.conflicts import open_conflicts
from perut_cli.store.merge.results import VALUE, OpenConflict
from perut_cli.store.merge.settle import Settling

SESSION = SHEETS["session"]
_START = WORDS["start_time"]


def split(context: Context, inputs: Inputs) -> Answer:
    """Make a second session of what was wrongly one: it takes over the rival's values under a start
    time of its own, the first keeps what is shown. Raises Conflict P345 where nothing is open on
    it.
    """
    key = key_of(SESSION, inputs, context.path)
    session_id = find_row(context, SESSION, key)
    code = context.store().value("SELECT session_code FROM session WHERE id = ?", (session_id,))
    waiting = [
        conflict
        for conflict in open_conflicts(context.store())
        if conflict.kind == VALUE and conflict.sheet == SESSION.name and conflict.key == code
    ]
    if not waiting:
        raise _nothing_to_split(code)
    laptop = _laptop(waiting, inputs.text("from"))
    values = _values(context, session_id, waiting, laptop)
    values["start_time"] = _start_time(context, inputs)
    settled = [
        conflict for conflict in waiting if {rival.laptop for rival in conflict.there} == {laptop}
    ]

    def work(batch: Batch) -> int:
        batch.closing_plans = False
        settling = Settling(batch)
        second: int = write_row(context, batch, SESSION, values, only_new=True)
        for conflict in settled:
            settling.keep_shown(conflict)
        return second

    second = context.write(work)
    if not inputs.has("dry_run"):
        context.say(_SPLIT.format(code=code, n=len(settled)))
    return report_written(context, SESSION, second, T("added", "ditambahkan"), {})


_SPLIT = T(
    "{code} stays as shown, with its attendance, findings and follow-ups; conflicts settled: {n}",
    "{code} tetap seperti tampil, dengan kehadiran, temuan dan tindak lanjutnya; pertentangan "
    "selesai: {n}",
)


def _nothing_to_split(code: str) -> Conflict:
    return Conflict(
        "P345",
        T(
            "no conflict is open on {code}: there is nothing to take over",
            "tidak ada pertentangan pada {code}: tidak ada isi yang bisa diambil alih",
        ).format(code=code),
        T(
            "record the other visit with `perut session add`, with its start time",
            "catat kunjungan yang lain dengan `perut sesi tambah`, dengan jam mulainya",
        ),
    )


def _laptop(waiting: Sequence[OpenConflict], wanted: str) -> str:
    """The laptop whose values are taken over. Raises NotFound P347 where several could be meant."""
    laptops = sorted({rival.laptop for one in waiting for rival in one.there})
    fitting = [name for name in laptops if name.casefold() == wanted.casefold()]
    if fitting or (len(laptops) == 1 and not wanted):
        return (fitting or laptops)[0]
    raise NotFound(
        "P347",
        T("values of these laptops differ: {names}", "isi dari laptop ini berbeda: {names}").format(
            names=", ".join(laptops)
        ),
        T("name one with --from {name}", "sebut salah satu dengan --dari {name}").format(
            name=laptops[0]
        ),
    )


def _values(
    context: Context, session: int, waiting: Sequence[OpenConflict], laptop: str
) -> dict[str, str]:
    """The session as recorded, with the values of the rival's laptop over it; without its code."""
    words = [word for word in SESSION.words if word != SESSION.key]
    row = context.store().rows(
        f"SELECT {', '.join(words)} FROM session_sheet WHERE id = ?", (session,)
    )[0]
    values = {
        word: "" if cell is None else str(cell) for word, cell in zip(words, row, strict=True)
    }
    for one in waiting:
        rival = next((rival for rival in one.there if rival.laptop == laptop), None)
        values |= dict(rival.values) if rival else {}
    return {word: cell for word, cell in values.items() if cell}


def _start_time(context: Context, inputs: Inputs) -> str:
    """The start time of the second session: asked for on a terminal, needed elsewhere. Raises Usage
    P003.
    """
    if inputs.has("start_time"):
        return inputs.text("start_time")
    if context.can_ask():
        return ask_until(
            context,
            T(
                "Start time of the second session ({example}):", "Jam mulai sesi kedua ({example}):"
            ).format(example=_START.show(_START.example)),
            _START.parse,
            lambda: _START.help,
        )
    raise Usage(
        "P003",
        T("{option} is missing", "{option} belum diisi").format(option=_START.option),
        T(
            "the two sessions are told apart by it: add --start-time 13:00",
            "kedua sesi dibedakan dengannya: tambahkan --jam-mulai 13.00",
        ),
    )
