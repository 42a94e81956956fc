"""`--erase`: a person, official or mentor, taken out of everything; what is said about it."""

from collections.abc import Callable

from perut_cli.cli.app.command import Inputs, Option
from perut_cli.cli.app.context import Context
from perut_cli.core.errors import Invalid, NotFound, PerutError
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.store.history.erase import Erased, erase, gone
from perut_cli.store.safety.backups import copies_holding

ERASE = Option(
    "erase",
    T("--erase", "--hapus-jejak"),
    T(
        "blank the person in the history too; can't be undone",
        "kosongkan orangnya juga di riwayat; tidak bisa diurungkan",
    ),
    flag=True,
)
_COPIES_NAMED = 5


def whom(
    context: Context, inputs: Inputs, sheet: str, there: Callable[[Context, Inputs], int]
) -> int:
    """Who is to be erased: a person who is there, or one removed or undone earlier.
    Raises NotFound.
    """
    try:
        return there(context, inputs)
    except NotFound:
        found = gone(context.store(), sheet, inputs.text("name") or inputs.text("key0"))
        if len(found) != 1:
            raise
        return found[0]


def erase_person(context: Context, sheet: str, row_id: int) -> Answer:
    """Erase a person after asking; gives the code that stays. Raises Invalid P112 within a script
    that is one batch.
    """
    if context.batch is not None:
        raise Invalid(
            "P112",
            T("an erasure is a batch of its own", "penghapusan jejak harus kelompok sendiri"),
            T("give it on its own", "berikan sendiri"),
        )
    store = context.store()
    record = store.rows(f"SELECT {sheet}_code, {sheet}_name FROM {sheet} WHERE id = ?", (row_id,))
    code, name = record[0] if record else ("", T("who is no longer there", "yang sudah tidak ada"))
    context.ask_yes(
        T(
            "erase {name} ({code}) everywhere? This can't be undone.",
            "hapus {name} ({code}) di semua tempat? Ini tidak bisa diurungkan.",
        ).format(name=name, code=code or "-")
    )
    word = str(T("erased", "dihapus"))
    dry_run = context.inputs.has("dry_run")
    done = erase(store, context.note(), sheet, row_id, word, dry_run=dry_run)
    _say_erased(context, done)
    return done.code or code or None


def _say_erased(context: Context, done: Erased) -> None:
    tried = T(" (dry run)", " (uji coba)") if context.inputs.has("dry_run") else T("", "")
    if done.name:
        context.say(
            T(
                "erased{tried}: what was done stays with {name}, {code}",
                "dihapus{tried}: yang dikerjakan tetap pada {name}, {code}",
            ).format(tried=tried, name=done.name, code=done.code)
        )
    else:
        context.say(T("erased{tried}", "dihapus{tried}").format(tried=tried))
    if done.mentions:
        context.say(
            T(
                "{n} {n:text still holds|texts still hold} the name; find them with `perut search`",
                "{n} teks masih memuat namanya; cari dengan `perut cari`",
            ).format(n=done.mentions)
        )
    _say_copies(context, done.names)


def _say_copies(context: Context, names: tuple[str, ...]) -> None:
    held: list[str] = []
    try:
        held = [str(path) for path in copies_holding(context.where().path, names)]
    except (OSError, PerutError):
        held = []
    if held:
        more = len(held) - _COPIES_NAMED
        context.say(
            T(
                "these copies still hold the name; delete them when they are no longer needed: "
                "{files}",
                "salinan ini masih memuat namanya; hapus bila tidak diperlukan lagi: {files}",
            ).format(files=", ".join(held[:_COPIES_NAMED]) + (f", +{more}" if more > 0 else ""))
        )
    context.say(
        T(
            "backups and exports made before still hold it",
            "cadangan dan ekspor lama masih memuatnya",
        )
    )
