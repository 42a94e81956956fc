"""`perut check`: everything that is wrong in the database, each finding with the command for it."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from perut_cli.cli.app.answer import answer
from perut_cli.cli.app.command import Command, Inputs, Option
from perut_cli.cli.app.context import Context
from perut_cli.cli.commands.history import batches
from perut_cli.core.errors import Damaged, Invalid, NotFound, PerutError
from perut_cli.core.late import Late
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import words
from perut_cli.reports.scope import Scope
from perut_cli.store.history import changes, prove
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
_ORDER = ("damage", "altered", "safe", "decide", "ask")


HEAD = Option(
    "head",
    T("--head", "--kepala"),
    T("whether a printed state is in this history", "apakah keadaan tercetak ada di riwayat ini"),
    value="CODE",
)


def _since(context: Context, printed: str) -> Answer:
    """Where a state that was printed stands, and what was written since. Raises NotFound P270."""
    changed = prove.since(context.store(), printed)
    if changed is None:
        raise NotFound(
            "P270",
            T(
                "no state {head} in this history",
                "keadaan {head} tidak ada di riwayat ini",
            ).format(head=printed),
            T(
                "compare the letters with the page; the state may be of another file",
                "cocokkan hurufnya dengan halaman; mungkin dari berkas lain",
            ),
        )
    context.say(
        T(
            "the state after batch {n}; {later} {later:batch|batches} since",
            "keadaan sesudah kelompok {n}; {later} kelompok sesudahnya",
        ).format(n=changed.batch, later=len(changed.later))
    )
    for told in _in_words(context, changed.batch) if changed.later else ():
        context.say(told)
    numbers = ", ".join(str(row[0]) for row in changed.later) or "0"
    written = batches(context.store(), f"WHERE id IN ({numbers})", (), -1)
    return written._replace(title=T("Written since", "Ditulis sesudahnya"))


def _in_words(context: Context, batch: int) -> Iterator[T]:
    """A line about each kind of record that is otherwise now."""
    for name, new, changed, removed in changes.written_since(context.store(), batch):
        counts = [
            T("{n} new", "{n} baru").format(n=new) if new else None,
            T("{n} changed", "{n} berubah").format(n=changed) if changed else None,
            T("{n} removed", "{n} dihapus").format(n=removed) if removed else None,
        ]
        title, told = SHEETS[name].title, [one for one in counts if one is not None]
        yield T(
            f"  {title.en}: {', '.join(one.en for one in told)}",
            f"  {title.id}: {', '.join(one.id for one in told)}",
        )


def _check(context: Context, inputs: Inputs) -> Answer:
    if inputs.text("head"):
        return _since(context, inputs.text("head"))
    store = context.store()
    if inputs.has("mend"):
        context.warn_of_place()
        context.say(
            T("{n} {n:thing|things} mended", "{n} hal diperbaiki").format(
                n=checking.mend(store, context.note())
            )
        )
    findings = sorted(looked_over(context), key=lambda finding: _ORDER.index(finding.sort))
    rows = [
        (
            finding.sort,
            finding.sheet,
            finding.key,
            finding.fault,
            f"perut {finding.command}" if finding.command else "",
        )
        for finding in findings
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
    counts = {sort: sum(finding.sort == sort for finding in findings) for sort in _ORDER}
    if not sum(counts.values()) - counts["ask"]:
        context.say(T("nothing is wrong", "tidak ada yang salah"))
        return table
    answer(context, table)
    raise _error(counts)


def _error(counts: dict[str, int]) -> PerutError:
    said = T(
        "{damage} damaged, {altered} altered outside perut, {safe} safe to mend, "
        "{decide} to decide",
        "{damage} rusak, {altered} diubah di luar perut, {safe} aman diperbaiki, "
        "{decide} perlu diputuskan",
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
    if counts["altered"]:
        return Invalid(
            "P089",
            said,
            T(
                "what another program changed: compare with a copy, `perut backup --list`",
                "yang diubah program lain: bandingkan dengan salinan, `perut cadangkan --daftar`",
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
            partial(check_records.days_ahead, now=context.world.now()),
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
        options=(MEND, HEAD),
        examples=(
            T("check --format json", "periksa --format json"),
            T("check --mend", "periksa --perbaiki"),
            T("check --head ABCDEFGHIJKL", "periksa --kepala ABCDEFGHIJKL"),
        ),
    ),
}
