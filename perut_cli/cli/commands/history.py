"""`perut history`, `perut undo` and `perut redo`."""

from typing import TYPE_CHECKING

from perut_cli.cli.app.answer import LIMIT, limit_of
from perut_cli.cli.app.command import DRY_RUN, PARTIAL, Argument, Command, Inputs, Option
from perut_cli.cli.app.context import Context, name_error
from perut_cli.core.calendars import moment_in_words
from perut_cli.core.errors import NotFound, Partly, Usage
from perut_cli.core.late import Late
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import T
from perut_cli.core.values import Fault, Row
from perut_cli.core.vocabulary import words
from perut_cli.store.batch import LARGE
from perut_cli.store.db import Store

if TYPE_CHECKING:
    from perut_cli.store.history import changes as changing
    from perut_cli.store.history import undo as undoing
else:
    changing = Late("perut_cli.store.history.changes")
    undoing = Late("perut_cli.store.history.undo")

_LENGTH_OF_ENDING = 4
"""Digits at the end of a village's code, by which it is named."""

_BATCH = (Argument("batch", T("BATCH", "KELOMPOK"), needed=False),)


def _history(context: Context, inputs: Inputs) -> Answer:
    what = inputs.text("what")
    store = context.store()
    if what.startswith("#") and what[1:].isdecimal():
        return _of_batch(store, int(what[1:]))
    is_batch = what.isdecimal() and _is_batch(store, int(what))
    if what.isdecimal() and len(what) != _LENGTH_OF_ENDING:
        return _of_batch(store, int(what))
    if not what:
        return batches(store, "", (), limit_of(inputs))
    try:
        village = context.finder().village(what)
    except Fault as fault:
        if is_batch:
            return _of_batch(store, int(what))
        raise name_error(fault) from None
    if is_batch:
        context.say(
            T(
                'there is a batch {n} too: `perut history "#{n}"`',
                'ada juga kelompok {n}: `perut riwayat "#{n}"`',
            ).format(n=what)
        )
    return _of_village(store, village, limit_of(inputs))


def _is_batch(store: Store, number: int) -> bool:
    return bool(store.value("SELECT 1 FROM batch WHERE id = ?", (number,)))


def batches(store: Store, where: str, values: Row, limit: int) -> Table:
    """Batches, newest first, each with its laptop and, if it came in by a merge, when."""
    effect = undoing.in_effect(store)
    rows = store.rows(
        "SELECT id, written_at, actor, command, new_count, changed_count, blanked_count, "
        "same_count, removed_count, rejected_count, act, target_batch, laptop, "
        "(SELECT merged_at FROM merge_log WHERE batch.id BETWEEN first_batch AND last_batch) "
        f"FROM batch {where} ORDER BY id DESC LIMIT ?",
        (*values, limit),
    )
    shown = [(*row[:10], _became(row[0], row[10], row[11], effect), *row[12:]) for row in rows]
    return Table(
        T("History", "Riwayat"),
        words(
            "batch written_at actor command new_count changed_count blanked_count same_count "
            "removed_count rejected_count undone laptop merged_at"
        ),
        shown,
        name="history",
    )


def _became(number: int, act: str, target: int | None, effect: dict[int, bool]) -> str:
    told = {
        "undo": T("takes back {n}", "mengurungkan {n}"),
        "redo": T("does {n} again", "mengulangi {n}"),
        "erase": T("erasure", "penghapusan data"),
    }
    first = str(told[act].format(n=target)) if act in told else ""
    return ", ".join(
        filter(None, (first, "" if effect[number] else str(T("undone", "diurungkan"))))
    )


def _of_village(store: Store, village: int, limit: int) -> Table:
    code = store.value("SELECT village_code FROM village WHERE id = ?", (village,))
    touching = changing.TOUCHING_A_VILLAGE
    return batches(store, f"WHERE id IN ({touching})", (village,), limit)._replace(
        title=T("History of {code}", "Riwayat {code}").format(code=code)
    )


def _of_batch(store: Store, number: int) -> Table:
    head = store.rows("SELECT written_at, actor, command FROM batch WHERE id = ?", (number,))
    if not head:
        raise NotFound(
            "P093",
            T("no batch {n}", "kelompok {n} tidak ada").format(n=number),
            T("see `perut history`", "lihat `perut riwayat`"),
        )
    rows = changing.changes(store, number)
    return Table(
        T("Batch {n}", "Kelompok {n}").format(n=number),
        words("sheet key column old_value new_value"),
        rows,
        head=f"{moment_in_words(head[0][0])} · {head[0][1]} · perut {head[0][2]}",
        name="batch",
    )


def _number(inputs: Inputs) -> int | None:
    text = inputs.text("batch")
    if text and not text.isdecimal():
        raise Usage(
            "P007",
            T("{text} is not the number of a batch", "{text} bukan nomor kelompok").format(
                text=text
            ),
            T("see `perut history`", "lihat `perut riwayat`"),
        )
    return int(text) if text else None


def _reverse(context: Context, inputs: Inputs, number: int) -> Answer:
    store = context.store()
    row = store.rows("SELECT command, written_at FROM batch WHERE id = ?", (number,))
    if row:
        context.ask_yes(
            T(
                "this reverses batch {n}: perut {command} ({at}).",
                "ini mengembalikan kelompok {n}: perut {command} ({at}).",
            ).format(n=number, command=row[0][0], at=moment_in_words(row[0][1]))
        )
    context.warn_of_place()
    if undoing.size_of(store, number) > LARGE and not inputs.has("dry_run"):
        context.copy_first(wait=True)
    papers = _papers_issued(store, number)
    done = undoing.reverse(
        store, number, context.note(), partial=inputs.has("partial"), dry_run=inputs.has("dry_run")
    )
    tried = T(" (dry run)", " (uji coba)") if inputs.has("dry_run") else T("", "")
    if done.kept:
        raise Partly(
            "P096",
            f"{undoing.grouped(number, done.reversed, done.kept)}{tried}",
            problems=undoing.problems(done.kept),
        )
    context.say(
        T(
            "batch {n} reversed{tried}: {rows} {rows:row|rows}",
            "kelompok {n} dikembalikan{tried}: {rows} baris",
        ).format(n=number, tried=tried, rows=done.reversed)
    )
    if papers and not inputs.has("dry_run"):
        context.say(_PAPERS_STAY.format(n=papers))
    return (
        str(number)
        if not inputs.has("format")
        else batches(store, "WHERE id = (SELECT max(id) FROM batch)", (), -1)
    )


_PAPERS_STAY = T(
    "the {n:paper's file stays where it was written, its number is|papers' files stay where they "
    "were written, their numbers are} free again",
    "berkas naskahnya tetap di tempatnya, nomornya bebas kembali",
)


def _papers_issued(store: Store, number: int) -> int:
    """How many papers a batch made, whose files perut never takes away."""
    return int(
        store.value(
            "SELECT count(*) FROM document WHERE batch = ?1 AND file_sha256 <> '' AND id NOT IN "
            "(SELECT row_id FROM change WHERE batch_id = ?1 AND table_name = 'document' AND act = "
            "'changed' AND old_values NOT LIKE '%\"file_sha256\":\"\"%')",
            (number,),
        )
    )


def _undo(context: Context, inputs: Inputs) -> Answer:
    number = _number(inputs)
    number = (
        undoing.newest_to_undo(context.store())
        if number is None
        else undoing.standing_for(context.store(), number)
    )
    return _reverse(context, inputs, number)


def _redo(context: Context, inputs: Inputs) -> Answer:
    return _reverse(
        context,
        inputs,
        undoing.newest_to_redo(context.store()),
    )


PARTIAL_UNDO = Option(
    "partial",
    PARTIAL.names,
    T(
        "reverse the rest when some rows changed since",
        "kembalikan sisanya bila sebagian sudah berubah",
    ),
    flag=True,
)
COMMANDS = {
    "history": Command(
        T("history", "riwayat"),
        T(
            "what was written: all batches, those of a village, or one batch old → new",
            "apa yang ditulis: semua kelompok, milik satu desa, atau satu kelompok lama → baru",
        ),
        _history,
        (Argument("what", T("VILLAGE|BATCH", "DESA|KELOMPOK"), needed=False, completes="village"),),
        (LIMIT,),
        (T("history --limit 10", "riwayat --batas 10"), T("history 12", "riwayat 12")),
    ),
    "undo": Command(
        T("undo", "urungkan"),
        T(
            "take back the last command, or a batch",
            "batalkan perintah terakhir, atau satu kelompok",
        ),
        _undo,
        _BATCH,
        (PARTIAL_UNDO, DRY_RUN),
        (T("undo --yes", "urungkan --ya"), T("undo 12 --dry-run", "urungkan 12 --uji-coba")),
    ),
    "redo": Command(
        T("redo", "ulangi"),
        T("do again what was last undone", "lakukan lagi yang terakhir diurungkan"),
        _redo,
        (),
        (PARTIAL_UNDO, DRY_RUN),
    ),
}
