"""`perut pool …`: a regency, province or ministry sees the offices whose deliveries it holds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from perut_cli.cli.app.answer import format_name
from perut_cli.cli.app.command import DRY_RUN, PARTIAL, Argument, Command, Inputs, quoted_word
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import missing_argument
from perut_cli.cli.commands.page import SINCE
from perut_cli.cli.commands.pool_doors import door, pool_of
from perut_cli.cli.commands.pool_options import (
    BY,
    COVERS,
    DIR,
    ENGINE,
    LATE,
    MASTER,
    OFFICES,
    REBUILD,
    SET,
    WITHIN,
    check_area,
    expected_offices,
    late_days,
    settings_of,
)
from perut_cli.cli.commands.pool_reports import page, report
from perut_cli.cli.commands.scope_options import AS_OF, FROM, INSTRUMENT, PERIOD, TO
from perut_cli.core.characters import harmless
from perut_cli.core.errors import (
    Damaged,
    Interrupted,
    Invalid,
    NotFound,
    Partly,
    PerutError,
)
from perut_cli.core.table import Answer, Page, Table
from perut_cli.core.text import T, Text
from perut_cli.core.vocabulary import words
from perut_cli.render import MACHINE


def init(context: Context, inputs: Inputs) -> Answer:
    """Begin a pool in a folder."""
    folder = door("folder")
    if not inputs.text("dir"):
        raise missing_argument(DIR.label, context.path)
    if not inputs.text("covers"):
        raise missing_argument(COVERS.names, context.path)
    root, covers = Path(inputs.text("dir")).expanduser(), inputs.text("covers")
    check_area(COVERS, covers)
    offices, names = expected_offices(inputs, covers)
    pool = folder.Pool(
        root,
        covers,
        settings_of(inputs),
        offices,
        late_days(inputs, folder.LATE_DAYS),
        names,
    )
    if inputs.has("dry_run"):
        folder.check_free(pool)
        return Table(
            T("Offices expected", "Kantor yang diharapkan"),
            words("area_code office_name"),
            sorted(offices.items()),
            note=T("Nothing was written.", "Tidak ada yang ditulis."),
            name="pool_init",
        )
    folder.create(pool)
    return str(root)


def add(context: Context, inputs: Inputs) -> Answer:
    """Take deliveries in; one that goes back is asked about. Without files an interrupted run is
    taken up again.
    """
    pool = pool_of(context, inputs)
    files = _files(inputs)
    if not files and not door("folder").due(pool):
        raise missing_argument(T("FILE", "BERKAS"), context.path)
    outcomes = _taken(context, inputs, pool, files, accept=inputs.has("yes"))
    held = [result for result in outcomes if result.outcome == "held"]
    if held and context.can_ask() and not inputs.has("yes") and not inputs.has("dry_run"):
        context.ask_yes(
            T(
                "{n} {n:delivery holds|deliveries hold} less than those before (restored copies?).",
                "{n} kiriman memuat lebih sedikit dari sebelumnya (salinan dipulihkan?).",
            ).format(n=len(held))
        )
        outcomes = _taken(context, inputs, pool, files, accept=True)
    table = Table(
        T("Deliveries", "Kiriman"),
        words("delivery_file area_code outcome why_not"),
        [result[:4] for result in outcomes],
        note=_counted(outcomes),
        name="pool_add",
    )
    refused = [result for result in outcomes if result.outcome == "refused"]
    if refused and not inputs.has("partial"):
        raise _refused(refused, outcomes, inputs)
    if refused:
        context.finished.append(partial(_raise, _refused(refused, outcomes, inputs)))
    return table


def _raise(error: PerutError) -> None:
    raise error


def _files(inputs: Inputs) -> list[Path]:
    """The deliveries named: files, all of a folder, or those that fit a pattern, which not every
    command line takes apart itself. Raises NotFound P010.
    """
    paths: list[Path] = []
    for text in inputs.get("files") or ():
        path = Path(text).expanduser()
        some = sorted(path.glob("*.perut")) if path.is_dir() else [path] if path.exists() else []
        if not some and "*" in path.name:
            some = sorted(path.parent.glob(path.name))
        if not some:
            raise NotFound(
                "P010",
                T("no delivery at {path}", "tidak ada kiriman di {path}").format(path=text),
                T(
                    "name files that end in .perut, or the folder that holds them",
                    "sebut berkas berakhiran .perut, atau folder yang memuatnya",
                ),
            )
        paths += some
    return paths


def _taken(
    context: Context, inputs: Inputs, pool: Any, files: list[Path], *, accept: bool
) -> list[Any]:
    try:
        with _progress(context) as tell:
            outcomes: list[Any] = door("take").add(
                pool,
                files,
                partial=inputs.has("partial"),
                accept=accept,
                dry_run=inputs.has("dry_run"),
                tell=tell,
            )
    except KeyboardInterrupt:
        raise Interrupted(
            "P098",
            T("interrupted in the middle", "dihentikan di tengah jalan"),
            T(
                "give the same command again: it goes on where it stopped",
                "ulangi perintah yang sama: dilanjutkan dari tempat berhenti",
            ),
        ) from None
    return outcomes


def _refused(refused: list[Any], outcomes: list[Any], inputs: Inputs) -> PerutError:
    reasons = "\n".join(f"{one.file}: {one.reason}" for one in refused)
    if inputs.has("partial"):
        return Partly(
            "P369",
            T(
                "{n} refused, the others taken ({counts}):\n{reasons}",
                "{n} ditolak, yang lain diambil ({counts}):\n{reasons}",
            ).format(n=len(refused), reasons=reasons, counts=_counted(outcomes)),
            T("see `perut pool status {path}`", "lihat `perut himpunan status {path}`").format(
                path=inputs.text("dir")
            ),
        )
    return Invalid(
        "P369",
        T(
            "{n} refused, nothing taken:\n{reasons}",
            "{n} ditolak, tidak ada yang diambil:\n{reasons}",
        ).format(n=len(refused), reasons=reasons),
        T("--partial takes the others", "--sebagian mengambil yang lain"),
    )


def _counted(outcomes: list[Any]) -> T:
    counts = {
        name: sum(one.outcome == name for one in outcomes)
        for name in ("new", "same", "older", "held")
    }
    return T(
        "{new} new, {same} same, {older} older, {held} held",
        "{new} baru, {same} sama, {older} lebih lama, {held} ditahan",
    ).format(**counts)


@contextmanager
def _progress(context: Context) -> Iterator[Callable[[Text], None]]:
    """Tells on a terminal, on one line that is blank again in the end, what is being worked on."""
    stream = context.world.stderr
    quiet = context.inputs.has("quiet") or not context.world.is_terminal(stream)

    def tell(text: Text) -> None:
        if not quiet:
            stream.write(f"\r{harmless(str(text))[:_WIDE]:{_WIDE}}\r")
            stream.flush()

    try:
        yield tell
    finally:
        tell("")


_WIDE = 78


def status(context: Context, inputs: Inputs) -> Answer:
    """Who delivered, who is late or silent, what clashes."""
    pool = pool_of(context, inputs)
    page: Page = door("status").status(pool, date.fromisoformat(context.world.today()))
    offices = page.parts[0]
    # Scripts want the offices alone; what clashes stands in every report's note too.
    if format_name(context) in MACHINE and isinstance(offices, Table):
        return offices._replace(title=page.title, head=page.head)
    return page


def check(context: Context, inputs: Inputs) -> Answer:
    """Prove the deliveries kept and the shelves made of them."""
    pool = pool_of(context, inputs)
    rebuild = inputs.has("rebuild") and not inputs.has("dry_run")
    with _progress(context) as tell:
        troubles = door("check").check(pool, rebuild=rebuild, tell=tell)
    if not troubles:
        context.say(T("nothing is wrong", "tidak ada yang salah"))
        return None
    raise Damaged(
        "P371",
        T(
            "{n} {n:fault|faults} in the pool:\n{faults}", "{n} kesalahan di himpunan:\n{faults}"
        ).format(
            n=len(troubles), faults="\n".join(f"{one.path}: {one.reason}" for one in troubles)
        ),
        _how_to_mend(
            deliveries=any(one.of_delivery for one in troubles),
            shelves=not all(one.of_delivery for one in troubles),
            rebuilt=rebuild,
        ).format(path=quoted_word(str(pool.root))),
    )


def _how_to_mend(*, deliveries: bool, shelves: bool, rebuilt: bool) -> T:
    if deliveries and rebuilt:
        return T(
            "add these deliveries again: `perut pool add {path} FILE`",
            "tambahkan kiriman itu lagi: `perut himpunan tambah {path} BERKAS`",
        )
    if deliveries and shelves:
        return T(
            "add the deliveries again with `perut pool add {path} FILE`, then make the rest again "
            "with `perut pool check {path} --rebuild`",
            "tambahkan kiriman itu lagi dengan `perut himpunan tambah {path} BERKAS`, lalu buat "
            "lagi sisanya dengan `perut himpunan periksa {path} --bangun-ulang`",
        )
    if deliveries:
        return _how_to_mend(deliveries=True, shelves=False, rebuilt=True)
    if rebuilt:
        return T(
            "made again: see that nothing is wrong any more with `perut pool check {path}`",
            "sudah dibuat lagi: pastikan dengan `perut himpunan periksa {path}`",
        )
    return T(
        "make them again with `perut pool check {path} --rebuild`",
        "buat lagi dengan `perut himpunan periksa {path} --bangun-ulang`",
    )


def send(context: Context, inputs: Inputs) -> Answer:
    """Write the deliveries in force for the pool above."""
    pool = pool_of(context, inputs)
    if not inputs.text("folder") and not inputs.has("dry_run"):
        raise missing_argument(T("FOLDER", "FOLDER"), context.path)
    if inputs.has("dry_run"):
        return Table(
            T("What is sent onward", "Yang diteruskan"),
            words("area_code delivery_file made_at last_batch"),
            [
                (code, one.current.name, one.current.made_at, one.current.last_batch)
                for code, one in door("offices").offices(pool).items()
            ],
            note=T("Nothing was written.", "Tidak ada yang ditulis."),
            name="pool_send",
        )
    path, count = door("onward").send_onward(
        pool,
        Path(inputs.text("folder")).expanduser(),
        door("delivery").moment_of(context.world.now()),
    )
    context.say(T("offices in it: {n}", "kantor di dalamnya: {n}").format(n=count))
    return str(path)


COMMANDS = {
    "init": Command(
        T("init", "mulai"),
        T("begin a pool in a folder", "mulai sebuah himpunan dalam folder"),
        init,
        (DIR,),
        (COVERS, OFFICES, LATE, *SET, DRY_RUN),
        (T("pool init balangan --covers 63.11", "himpunan mulai balangan --mencakup 63.11"),),
    ),
    "add": Command(
        T("add", "tambah"),
        T("take deliveries in", "ambil kiriman"),
        add,
        (DIR, Argument("files", T("FILE", "BERKAS"), many=True)),
        (PARTIAL, DRY_RUN),
        (
            T("pool add balangan deliveries", "himpunan tambah balangan kiriman"),
            T("pool add balangan *.perut --dry-run", "himpunan tambah balangan *.perut --uji-coba"),
        ),
    ),
    "status": Command(
        T("status", "status"),
        T(
            "who delivered, who is late or silent, what clashes",
            "siapa mengirim, terlambat, atau diam",
        ),
        status,
        (DIR,),
        (),
        (T("pool status balangan", "himpunan status balangan"),),
    ),
    "report": Command(
        T("report", "laporan"),
        T(
            "progress, target or indicators of all offices",
            "kemajuan, target atau indikator semua kantor",
        ),
        report,
        (Argument("report", T("REPORT", "LAPORAN")), DIR),
        (BY, WITHIN, AS_OF, FROM, TO, PERIOD, INSTRUMENT, ENGINE, MASTER),
        (
            T(
                "pool report progress balangan --by district",
                "himpunan laporan kemajuan balangan --per kecamatan",
            ),
            T(
                "pool report target balangan --within 63.11.03",
                "himpunan laporan target balangan --dalam 63.11.03",
            ),
        ),
    ),
    "page": Command(
        T("page", "halaman"),
        T(
            "all offices as one HTML file, for a phone, a beamer, a printer",
            "semua kantor dalam satu berkas HTML, untuk telepon, layar, atau cetak",
        ),
        page,
        (DIR,),
        (WITHIN, SINCE, AS_OF, INSTRUMENT, ENGINE, MASTER),
        (T("pool page balangan -o balangan.html", "himpunan halaman balangan -o balangan.html"),),
    ),
    "check": Command(
        T("check", "periksa"),
        T("prove the deliveries and the shelves", "buktikan kiriman dan rak"),
        check,
        (DIR,),
        (REBUILD, DRY_RUN),
        (T("pool check balangan", "himpunan periksa balangan"),),
    ),
    "send": Command(
        T("send", "kirim"),
        T(
            "write the deliveries in force for the pool above",
            "tulis kiriman yang berlaku untuk tingkat atas",
        ),
        send,
        (DIR, Argument("folder", T("FOLDER", "FOLDER"))),
        (DRY_RUN,),
        (T("pool send balangan E:\\", "himpunan kirim balangan E:\\"),),
    ),
}
