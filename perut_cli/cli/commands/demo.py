"""`perut demo`: a database of the sample programme, its page, and commands to try on it."""

from importlib import import_module
from pathlib import Path

from perut_cli.cli.app.command import Inputs
from perut_cli.cli.app.context import Context
from perut_cli.cli.commands.init import new_database, put_in_place, sample_folder
from perut_cli.cli.commands.page import write_page
from perut_cli.cli.records.folder import places_of, take_all
from perut_cli.cli.records.verbs import counted
from perut_cli.core.calendars import day_shown
from perut_cli.core.errors import Conflict
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.reports.pages.overview import overview
from perut_cli.reports.scope import Scope
from perut_cli.store.batch import writing
from perut_cli.store.db import Store

NAME = "perut-demo.db"


def demo(context: Context, inputs: Inputs) -> Answer:
    """Build the sample database in a folder, show the progress of Awayan and what to try next."""
    path = context.where().path if inputs.has("db") else Path(inputs.text("folder") or ".") / NAME
    if path.exists() and path.name == NAME and not inputs.has("db"):
        context.say(
            T(
                "{path} is there already; delete it to begin anew",
                "{path} sudah ada; hapus untuk mulai dari awal",
            ).format(path=path)
        )
    elif path.exists():
        raise Conflict(
            "P075",
            T("{path} exists already", "{path} sudah ada").format(path=path),
            T("name another file with --db", "sebut berkas lain dengan --basis-data"),
        )
    else:
        _build(context, path)
    inputs["db"] = context.inputs["db"] = str(path)
    last = Store(path).value("SELECT max(session_date) FROM session")
    picture = path.with_suffix(".html")
    write_page(context, overview(context.store(), Scope(last)), str(picture))
    context.afterwards = _next(path, last, picture)
    context.paging = False
    report = import_module("perut_cli.cli.commands.report").COMMANDS["progress"]
    inputs["as_of"] = last
    return report.run(context, inputs)  # type: ignore[no-any-return]


def _build(context: Context, path: Path) -> None:
    store = new_database(context, path)
    try:
        with writing(store, context.note()) as batch:
            counts = take_all(context, batch, places_of(str(sample_folder())))
        put_in_place(store, path)
    except BaseException:
        store.close()
        store.path.unlink(missing_ok=True)
        raise
    context.say(
        T(
            "made {path} from the sample data: a made-up year of the programme in the 23 real "
            "villages of Awayan",
            "{path} dibuat dari data contoh: setahun program rekaan di 23 desa nyata Kecamatan "
            "Awayan",
        ).format(path=path)
    )
    context.say(
        "  "
        + ", ".join(
            str(counted(sheet, count[0] + count[6]))
            for sheet, count in counts
            if not sheet.kinds_by_key
        )
    )


def _next(path: Path, last: str, picture: Path) -> list[str]:
    """What to try next, said below the answer."""
    steps = (
        (T("status", "beranda"), T("what is due today", "yang harus dikerjakan hari ini")),
        (
            T("report village muara", "laporan desa muara"),
            T("one village on one page", "satu desa pada satu halaman"),
        ),
        (
            T("report priority", "laporan prioritas"),
            T("where to go next, and why", "ke mana berikutnya, dan mengapa"),
        ),
        (
            T("report progress -o progress.html", "laporan kemajuan -o kemajuan.html"),
            T("a page to print", "halaman untuk dicetak"),
        ),
        (
            T("session add --help", "sesi tambah --bantuan"),
            T("record a visit", "catat satu kunjungan"),
        ),
    )
    head = T(
        "the year ends on {day}; try, with --db {path}:",
        "tahunnya berakhir {day}; coba, dengan --basis-data {path}:",
    ).format(day=day_shown(last), path=path)
    look = T(
        "a page to look at: {path} (open it in a browser)",
        "halaman untuk dilihat: {path} (buka di peramban)",
    ).format(path=picture)
    return [
        "",
        str(look),
        str(head),
        *(f"  perut {command}".ljust(42) + str(why) for command, why in steps),
    ]
