"""Plans in a batch: proposals taken over, a visit moved to another day, one cancelled."""

from collections.abc import Sequence
from typing import NamedTuple

from perut_cli.cli.app.context import Context
from perut_cli.cli.records.write_row import write_row
from perut_cli.core.calendars import day_shown
from perut_cli.core.errors import Conflict, NotFound
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS
from perut_cli.reports.visits.plans import VisitProposal
from perut_cli.store.batch import Batch
from perut_cli.store.importing.cells import CellFormat
from perut_cli.store.importing.import_rows import import_own_rows

PLAN = SHEETS["plan"]


class Planned(NamedTuple):
    """A row of the plan."""

    id: int
    village_code: str
    plan_date: str
    kind: str
    topics: str
    mentor_code: str
    plan_state: str


def plan_of(context: Context, village: int, day: str, kind: str) -> Planned:
    """The plan of a village on a day; the kind may be left out where there is one only. Raises
    NotFound.
    """
    rows = [
        Planned(*row)
        for row in context.store().rows(
            "SELECT id, village_code, plan_date, kind, topics, mentor_code, plan_state FROM "
            "plan_sheet WHERE plan_date = ? "
            "AND village_code = (SELECT village_code FROM village WHERE id = ?) AND (?3 = '' OR "
            "kind = lower(?3)) ORDER BY kind",
            (day, village, kind.strip()),
        )
    ]
    if len(rows) == 1:
        return rows[0]
    if rows:
        raise NotFound(
            "P041",
            T(
                "{n} {n:plan stands|plans stand} on that day: {kinds}",
                "ada {n} jadwal pada hari itu: {kinds}",
            ).format(n=len(rows), kinds=", ".join(row.kind for row in rows)),
            T("name the kind", "sebut jenisnya"),
        )
    raise NotFound(
        "P040",
        T("no plan of {kind} on {day}", "tidak ada jadwal {kind} pada {day}").format(
            kind=kind.strip(), day=day_shown(day)
        )
        if kind.strip()
        else T("no plan on {day}", "tidak ada jadwal pada {day}").format(day=day_shown(day)),
        T("see `perut plan list`", "lihat `perut jadwal daftar`"),
    )


def still_planned(plan: Planned) -> Planned:
    """The plan, if it is not done, moved or cancelled. Raises Conflict P106."""
    if plan.plan_state != "planned":
        label = next(
            choice.label for choice in WORDS["plan_state"].choices if choice.key == plan.plan_state
        )
        raise Conflict(
            "P106",
            T("the plan of {day} is {state} already", "jadwal {day} sudah {state}").format(
                day=day_shown(plan.plan_date), state=label
            ),
            T("see `perut plan list`", "lihat `perut jadwal daftar`"),
        )
    return plan


def day_of(text: str) -> str:
    """A date, ISO. Raises Fault."""
    return str(WORDS["plan_date"].parse(text))


def move(context: Context, batch: Batch, plan: Planned, day: str, reason: str) -> int:
    """Mark the plan moved and plan the visit on its new day; gives the new row's id. Raises
    Conflict P107.
    """
    if day == plan.plan_date:
        raise Conflict(
            "P107",
            T("the plan is on {day} already", "jadwalnya memang {day}").format(day=day_shown(day)),
            T("name another day", "sebut hari lain"),
        )
    told = {"plan_state": "moved", "moved_to": day, **({"reason": reason} if reason else {})}
    write_row(context, batch, PLAN, told, fixed_id=plan.id)
    there = batch.store.rows(
        "SELECT id, plan_state FROM plan_sheet WHERE village_code = ? AND plan_date = ? AND "
        "kind = ?",
        (plan.village_code, day, plan.kind),
    )
    id_, state = there[0]
    if state != "planned":
        raise Conflict(
            "P107",
            T(
                "{day} has another plan of that kind, not open any more",
                "{day} punya jadwal jenis itu yang tidak terbuka lagi",
            ).format(day=day_shown(day)),
            T("name another day", "sebut hari lain"),
        )
    return int(id_)


def write_proposals(context: Context, batch: Batch, proposals: Sequence[VisitProposal]) -> int:
    """Write proposals as planned rows; gives how many are new."""
    before = batch.new
    words = [
        WORDS[word]
        for word in ("village_code", "plan_date", "kind", "topics", "mentor_code", "reason")
    ]
    rows = [[*one[:1], *one[2:6], str(one.reason)] for one in proposals]
    import_own_rows(
        batch, PLAN, words, [(list(range(len(rows))), rows)], CellFormat(new=True), context.finder()
    )
    return batch.new - before
