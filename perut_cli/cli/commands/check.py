"""`perut check`: the whole database looked over, each finding with the command for it."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from perut_cli.cli.app.answer import answer
from perut_cli.cli.app.command import Command, Inputs, Option
from perut_cli.cli.app.context import Context
from perut_cli.core.errors import Damaged, Invalid, PerutError
from perut_cli.core.late import Late
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import words
from perut_cli.reports.scope import Scope
from perut_cli.store.safety import check_file as checking
from perut_cli.store.safety import check_records
from perut_cli.store.safety.check_file import Found

if TYPE_CHECKING:
    from perut_cli.reports.scores import quality
else:
    quality = Late("perut_cli.reports.scores.quality")

MEND = Option(
    "mend",
    T("--mend", "--perbaiki"),
    T(
        "do what is safe: sums, search index, rights",
        "kerjakan yang aman: jumlah, indeks pencarian, hak berkas",
    ),
    flag=True,
)
_ORDER = ("damage", "safe", "decide", "ask")


def _check(context: Context, inputs: Inputs) -> Answer:
    store = context.store()
    if inputs.has("mend"):
        context.warn_of_place()
        context.say(
            T("{n} things mended", "{n} hal diperbaiki").format(
                n=checking.mend(store, context.note())
            )
        )
    found = sorted(looked_over(context), key=lambda one: _ORDER.index(one.sort))
    rows = [
        (one.sort, one.sheet, one.key, one.fault, f"perut {one.command}" if one.command else "")
        for one in found
    ]
    table = Table(
        T("Check", "Pemeriksaan"),
        words("finding_sort sheet key fault next_command"),
        rows,
        name="check",
        head=T(
            "SQLite's own checks, references, laws, sums, search, history, evidence, "
            "rights, copies",
            "pemeriksaan SQLite, rujukan, aturan, jumlah, pencarian, riwayat, bukti, hak "
            "berkas, salinan",
        ),
    )
    counts = {sort: sum(one.sort == sort for one in found) for sort in _ORDER}
    if not sum(counts.values()) - counts["ask"]:
        context.say(T("nothing is wrong", "tidak ada yang salah"))
        return table
    answer(context, table)
    raise _error(counts)


def _error(counts: dict[str, int]) -> PerutError:
    said = T(
        "{damage} damaged, {safe} safe to mend, {decide} to decide",
        "{damage} rusak, {safe} aman diperbaiki, {decide} perlu diputuskan",
    ).format(**counts)
    if counts["damage"]:
        return Damaged(
            "P089",
            said,
            T(
                "bring back the newest copy with `perut restore`",
                "pulihkan salinan terbaru dengan `perut pulihkan`",
            ),
        )
    if counts["safe"]:
        return Invalid(
            "P089",
            said,
            T(
                "the safe ones: `perut check --mend`, `perut backup`",
                "yang aman: `perut periksa --perbaiki`, `perut cadangkan`",
            ),
        )
    return Invalid(
        "P089", said, T("each has its command beside it", "masing-masing ada perintahnya")
    )


def looked_over(context: Context) -> Iterator[Found]:
    """Everything found, in no order."""
    store = context.store()
    yield from checking.in_turn(
        store,
        (
            checking.whole,
            *check_records.CHECKS,
            checking.sums,
            checking.searchable,
            checking.evidence,
            checking.private,
            partial(checking.copied, now=context.world.now()),
            partial(checking.placed, environ=context.world.environ),
        ),
    )
    yield from _questions(context)


def _questions(context: Context) -> Iterator[Found]:
    """Questions about quality: to ask, never wrong by themselves."""
    try:
        table = quality.quality(context.store(), Scope(context.world.today()))
    except PerutError:
        return
    for question in table.rows:
        code, _, item, key, asked = question
        yield Found("ask", item, key or code, asked, T("report quality", "laporan mutu"))


COMMANDS = {
    "check": Command(
        T("check", "periksa"),
        T(
            "look the database over: exit code 0 nothing wrong, 1 findings, 7 damage; questions "
            "(ask) don't count",
            "periksa basis data: kode keluar 0 tidak ada masalah, 1 ada temuan, 7 rusak; "
            "pertanyaan (ask) tidak dihitung",
        ),
        _check,
        options=(MEND,),
        examples=(
            T("check --format json", "periksa --format json"),
            T("check --mend", "periksa --perbaiki"),
        ),
    ),
}
