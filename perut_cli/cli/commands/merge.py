"""`perut share` and `perut merge`: what two laptops recorded is brought together by files."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from perut_cli.cli.app.command import DRY_RUN, Argument, Command, Inputs, quoted_word
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import missing_argument
from perut_cli.core.calendars import moment_in_words
from perut_cli.core.errors import NotFound
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import words
from perut_cli.store.columns import TABLES
from perut_cli.store.db import Store
from perut_cli.store.merge import conflicts, merging, other_file, shared_copies
from perut_cli.store.merge.results import MergeResult, SheetCounts


class Taken(NamedTuple):
    """A file that was taken in, and what came of it."""

    path: Path
    result: MergeResult


def share(context: Context, inputs: Inputs) -> Answer:
    """Write a verified copy for the other laptop into a folder; gives its path."""
    if not inputs.has("folder"):
        raise missing_argument(T("FOLDER", "FOLDER"), context.path)
    context.store()
    folder = Path(inputs.text("folder")).expanduser()
    world = context.world
    copy = shared_copies.share(context.where().path, folder, world.laptop(), world.now())
    context.say(
        T(
            "copied and found whole: {records} {records:record|records}, {batches} "
            "{batches:batch|batches}, SHA-256 {sha256}…",
            "disalin dan utuh: {records} catatan, {batches} kelompok, SHA-256 {sha256}…",
        ).format(records=copy.records, batches=copy.batches, sha256=copy.sha256[:12])
    )
    if copy.thinned:
        context.say(
            T(
                "earlier copies of this laptop removed: {n}",
                "salinan lama laptop ini dihapus: {n}",
            ).format(n=len(copy.thinned))
        )
    context.say(
        T(
            "it holds names and phones: carry it yourself; then on the other laptop: `perut merge "
            "{folder}`",
            "berisi nama dan telepon: bawa sendiri; lalu di laptop lain: `perut gabung {folder}`",
        ).format(folder=quoted_word(str(folder)))
    )
    return str(copy.path)


def merge(context: Context, inputs: Inputs) -> Answer:
    """Take another laptop's file, or all that lie in a folder, into this database; gives what came
    of it by sheet.
    """
    if not inputs.has("file"):
        raise missing_argument(T("FILE|FOLDER", "BERKAS|FOLDER"), context.path)
    store = context.store()
    context.warn_of_place()
    source = Path(inputs.text("file")).expanduser()
    done: list[Taken] = []
    for path in _files(context, store, source):
        done.append(Taken(path, _take(context, store, path)))
        _say_taken(context, done[-1])
    _say_next(context, store, source, done)
    table = _table([one.result for one in done], dry_run=inputs.has("dry_run"))
    asked_for = inputs.has("format") or inputs.has("output")
    return table if table.rows or asked_for else None


def _files(context: Context, store: Store, source: Path) -> list[Path]:
    """The files to take. Raises NotFound P010, P342."""
    if source.is_dir():
        return shared_copies.to_take(source, store, context.world.laptop())
    if not source.exists():
        raise NotFound(
            "P010",
            T("no file {name}", "berkas {name} tidak ada").format(name=source),
            T(
                "name the flash drive's folder, into which the other laptop did `perut share "
                "FOLDER`",
                "sebut folder flashdisk tempat laptop lain menjalankan `perut bagi FOLDER`",
            ),
        )
    return [source]


def _take(context: Context, store: Store, path: Path) -> MergeResult:
    """Take one file, of which only a copy is read; our own is copied before the first change."""
    dry_run = context.inputs.has("dry_run")
    own = context.where().path
    with other_file.copied_aside(own, path, context.world.now()) as copy:
        return merging.merge(
            store,
            copy,
            context.note(),
            dry_run=dry_run,
            before_writing=lambda: context.copy_first(wait=True),
        )


def _say_taken(context: Context, merged: Taken) -> None:
    result = merged.result
    if result.batches:
        context.say(
            T(
                "{file}: {n} {n:batch|batches} by {laptops}; the newest there is of "
                "{moment}{tried}",
                "{file}: {n} kelompok dari {laptops}; yang terbaru di sana {moment}{tried}",
            ).format(
                file=merged.path.name,
                n=result.batches,
                laptops=", ".join(result.laptops) or "?",
                moment=moment_in_words(result.newest) if result.newest else "-",
                tried=_tried(context),
            )
        )
    else:
        context.say(
            T(
                "{file}: nothing new for this laptop",
                "{file}: tidak ada yang baru untuk laptop ini",
            ).format(file=merged.path.name)
        )
    if result.clock_days:
        context.say(
            T(
                "its newest day lies {n} {n:day|days} after today: the clock of one of the "
                "laptops is wrong; what came later is told by what each had seen, not by the clock",
                "hari terbarunya {n} hari sesudah hari ini: jam salah satu laptop keliru; mana "
                "yang belakangan dilihat dari yang sudah diketahui masing-masing, bukan dari jam",
            ).format(n=result.clock_days)
        )


def _tried(context: Context) -> T:
    return (
        T(" (dry run, nothing was written)", " (uji coba, tidak ada yang ditulis)")
        if context.inputs.has("dry_run")
        else T("", "")
    )


def _say_next(context: Context, store: Store, source: Path, done: Sequence[Taken]) -> None:
    """What to do next: settle, carry the file back, or nothing; and how to take the merge back."""
    if context.inputs.has("dry_run"):
        return
    folder = quoted_word(str(source if source.is_dir() else source.absolute().parent))
    missing = max(taken.result.missing_there for taken in done)
    lines = [_conflicts_line(conflicts.count_open(store))]
    if context.copy_made and any(taken.result.batches for taken in done):
        lines.append(
            T(
                "to take it all back: `perut restore {copy}`",
                "untuk membatalkan semuanya: `perut pulihkan {copy}`",
            ).format(copy=quoted_word(context.copy_made.name))
        )
    if missing:
        lines.append(
            T(
                "the other laptop lacks {n} {n:batch|batches} of this one; now take this file "
                "back: `perut share {folder}` here, then `perut merge {folder}` there",
                "laptop lain belum punya {n} kelompok dari sini; sekarang bawa berkas ini kembali: "
                "`perut bagi {folder}` di sini, lalu `perut gabung {folder}` di sana",
            ).format(n=missing, folder=folder)
        )
    else:
        lines.append(
            T(
                "both laptops now hold the same (head {head})",
                "kedua laptop kini berisi sama (kepala {head})",
            ).format(head=context.head())
        )
    context.afterwards = [str(line) for line in lines if line]


def _conflicts_line(count: int) -> T:
    if not count:
        return T("", "")
    return T(
        "conflicts to settle: {n}; see `perut conflicts`",
        "pertentangan yang perlu diselesaikan: {n}; lihat `perut pertentangan`",
    ).format(n=count)


def _table(results: Sequence[MergeResult], *, dry_run: bool) -> Table:
    """What came of all files together, by sheet, in the order of the sheets."""
    order = {name: place for place, name in enumerate(TABLES)}
    total: dict[str, SheetCounts] = {}
    for count in (count for result in results for count in result.sheets):
        before = total.get(count.sheet, SheetCounts(count.sheet))
        both = (now + then for now, then in zip(count[1:], before[1:], strict=True))
        total[count.sheet] = SheetCounts(count.sheet, *both)
    counts = sorted(total.values(), key=lambda count: order.get(count.sheet, len(order)))
    return Table(
        T("What would come in", "Yang akan masuk") if dry_run else T("What came in", "Yang masuk"),
        words("sheet new_count changed_count removed_count conflict_count not_removed_count"),
        [tuple(count) for count in counts if any(count[1:])],
        name="merge",
    )


COMMANDS = {
    "share": Command(
        T("share", "bagi"),
        T(
            "write a verified copy for the other laptop into a folder, such as a flash drive; an "
            "earlier one of this laptop there is replaced",
            "tulis salinan yang sudah diperiksa untuk laptop lain ke folder, misalnya flashdisk; "
            "salinan lama laptop ini di sana diganti",
        ),
        share,
        (Argument("folder", T("FOLDER", "FOLDER"), completes="file"),),
        (),
        (T("share /media/usb", "bagi E:\\"),),
    ),
    "merge": Command(
        T("merge", "gabung"),
        T(
            "take another laptop's file into this one, or the newest of each laptop in a folder; "
            "what both changed differently is listed by `perut conflicts`, nothing is lost; the "
            "other file is never touched",
            "gabungkan berkas laptop lain ke sini, atau yang terbaru dari tiap laptop di satu "
            "folder; yang diubah berbeda di keduanya didaftar `perut pertentangan`, tidak ada yang "
            "hilang; berkas lain itu tidak pernah disentuh",
        ),
        merge,
        (Argument("file", T("FILE|FOLDER", "BERKAS|FOLDER"), completes="file"),),
        (DRY_RUN,),
        (
            T("merge /media/usb --dry-run", "gabung E:\\ --uji-coba"),
            T("merge /media/usb", "gabung E:\\"),
        ),
    ),
}
