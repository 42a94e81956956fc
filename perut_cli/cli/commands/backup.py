"""`perut backup` and `perut restore`: copies of the database, made, listed, brought back."""

from pathlib import Path
from typing import TYPE_CHECKING

from perut_cli.cli.app.command import Argument, Command, Inputs, Option
from perut_cli.cli.app.context import Context
from perut_cli.core.calendars import moment_in_words
from perut_cli.core.errors import PerutError
from perut_cli.core.late import Late
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import words
from perut_cli.store.db import SCHEMA_VERSION, Store, version_of
from perut_cli.store.safety import backups
from perut_cli.store.safety.verified_copy import verify

if TYPE_CHECKING:
    from perut_cli.store import migrate
    from perut_cli.store.safety import restore as restoring
else:
    migrate = Late("perut_cli.store.migrate")
    restoring = Late("perut_cli.store.safety.restore")

LIST = Option(
    "list",
    T("--list", "--daftar"),
    T("list the copies, make none", "tampilkan salinan, jangan buat"),
    flag=True,
)


def _backup(context: Context, inputs: Inputs) -> Answer:
    path = context.where().path
    if inputs.has("list"):
        return copies(context, path)
    refuse_strange(path, write=True)
    target = Path(inputs.text("file")).expanduser() if inputs.has("file") else None
    copy = backups.back_up(path, target, context.world.now(), replace=inputs.has("yes"))
    context.say(
        T(
            "copied and found whole: {records} {records:record|records}, {batches} "
            "{batches:batch|batches}, SHA-256 {sha256}…",
            "disalin dan utuh: {records} catatan, {batches} kelompok, SHA-256 {sha256}…",
        ).format(records=copy.records, batches=copy.batches, sha256=copy.sha256[:12])
    )
    odd = backups.odd_clock(path, context.world.now())
    if odd:
        context.say(odd)
    if copy.thinned:
        context.say(
            T(
                "{n} old {n:copy|copies} removed: the {newest} newest stay, and the last of "
                "{days} {days:day|days} and {weeks} {weeks:week|weeks}",
                "{n} salinan lama dihapus: {newest} terbaru tetap ada, juga yang terakhir dari "
                "{days} hari dan {weeks} minggu",
            ).format(
                n=len(copy.thinned), newest=backups.NEWEST, days=backups.DAYS, weeks=backups.WEEKS
            )
        )
    if target is None:
        context.say(
            T(
                "a copy on another drive survives the laptop too: `perut backup FOLDER`",
                "salinan di drive lain selamat bila laptop hilang: `perut cadangkan FOLDER`",
            )
        )
    return str(copy.path)


def refuse_strange(path: Path, *, write: bool = False) -> None:
    """Refuse a file of an older schema whose shape another program changed; one of the present
    schema is compared when it is opened. `write`: it is the database itself. Raises Damaged P300.
    """
    if path.exists() and version_of(path) < SCHEMA_VERSION:
        migrate.refuse_strange(path, write=write)


def copies(context: Context, path: Path) -> Table:
    """The copies in the folder, newest first."""
    now = context.world.now()
    rows = [
        (
            str(copy.path),
            copy.made_at.isoformat(" ", "minutes"),
            max(0, (now - copy.made_at).days),
            copy.size,
            "yes" if copy.verified else "no",
        )
        for copy in backups.copies(path)
    ]
    return Table(
        T("Copies of {name}", "Salinan {name}").format(name=path.name),
        words("copy_file copied_at days_ago copy_bytes verified"),
        rows,
        head=str(backups.folder_of(path)),
        name="backups",
    )


def _restore(context: Context, inputs: Inputs) -> Answer:
    path = context.where().path
    source = backups.chosen(path, inputs.text("file"))
    refuse_strange(source)
    copy = verify(source)
    if not copy.compared:
        context.say(
            T(
                "no checksum stands beside {source}: it is whole, but whether it is as it was made "
                "nobody can tell",
                "tidak ada sidik di samping {source}: berkasnya utuh, tetapi tidak bisa dipastikan "
                "masih seperti saat dibuat",
            ).format(source=source)
        )
    context.ask_yes(
        T(
            "this puts {source} ({batches} {batches:batch|batches}) in place of {path}{now}.",
            "ini menaruh {source} ({batches} kelompok) menggantikan {path}{now}.",
        ).format(source=source, batches=copy.batches, path=path, now=_now(path))
    )
    if inputs.has("dry_run"):
        context.say(
            T(
                "{source} is whole: {records} {records:record|records} (dry run)",
                "{source} utuh: {records} catatan (uji coba)",
            ).format(source=source, records=copy.records)
        )
        return str(path)
    context.warn_of_place()
    done = restoring.restore(path, source, context.note(), context.world.now())
    _say_restored(context, source, done)
    return str(path)


def _say_restored(context: Context, source: Path, done: "restoring.Restored") -> None:
    context.say(
        T(
            "{source} is in place: {records} {records:record|records}, {batches} "
            "{batches:batch|batches}",
            "{source} terpasang: {records} catatan, {batches} kelompok",
        ).format(source=source, records=done.copy.records, batches=done.copy.batches)
    )
    if done.batch:
        context.say(
            T("batch {n} of the history says so", "kelompok {n} di riwayat mencatatnya").format(
                n=done.batch
            )
        )
    if done.saved:
        context.say(
            T("what was there is in {saved}", "isi sebelumnya ada di {saved}").format(
                saved=done.saved
            )
        )


def _now(path: Path) -> T:
    """What is there now, for the question."""
    try:
        version_of(path)
        store = Store(path, write=False)
        batches, last = store.rows("SELECT count(*), ifnull(max(written_at), '') FROM batch")[0]
        store.close()
    except PerutError:
        return T("", "")
    return T(
        " ({n} {n:batch|batches}, the last {last})", " ({n} kelompok, terakhir {last})"
    ).format(n=batches, last=moment_in_words(last) if last else "-")


_DRY_RUN = Option(
    "dry_run",
    T("--dry-run", "--uji-coba"),
    T("verify the copy, replace nothing", "periksa salinannya, jangan ganti apa-apa"),
    flag=True,
)
COMMANDS = {
    "backup": Command(
        T("backup", "cadangkan"),
        T(
            "copy the database while it is in use, verify the copy; without FILE into "
            "perut-backups beside the database",
            "salin basis data saat dipakai, periksa salinannya; tanpa BERKAS ke perut-backups "
            "di samping basis data",
        ),
        _backup,
        (Argument("file", T("FILE|FOLDER", "BERKAS|FOLDER"), needed=False, completes="file"),),
        (LIST,),
        (
            T("backup", "cadangkan"),
            T("backup --list", "cadangkan --daftar"),
            T("backup /media/usb", "cadangkan E:\\"),
        ),
    ),
    "restore": Command(
        T("restore", "pulihkan"),
        T(
            "put a copy in place of the database: FILE, or the newest; what it replaces is "
            "saved first",
            "taruh salinan menggantikan basis data: BERKAS, atau yang terbaru; isi sebelumnya "
            "disimpan lebih dulu",
        ),
        _restore,
        (Argument("file", T("FILE|newest", "BERKAS|terbaru"), needed=False, completes="file"),),
        (_DRY_RUN,),
        (
            T("restore newest --yes", "pulihkan terbaru --ya"),
            T("restore perut-20261124-093000.db", "pulihkan perut-20261124-093000.db"),
        ),
    ),
}
