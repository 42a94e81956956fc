"""`perut page`: the whole kecamatan as one HTML file, to be looked at on a phone or printed."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from perut_cli.cli.app.answer import place_now
from perut_cli.cli.app.command import Command, Inputs, Option
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value
from perut_cli.cli.app.world import prepared
from perut_cli.cli.commands.scope_options import AS_OF, INSTRUMENT, LOCUS, scope_of
from perut_cli.core.errors import Usage
from perut_cli.core.late import Late
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.core.values import Fault
from perut_cli.core.vocabulary import WORDS

if TYPE_CHECKING:
    from perut_cli.render import overview as drawing
    from perut_cli.reports.pages import overview
    from perut_cli.store import files
else:
    drawing = Late("perut_cli.render.overview")
    overview = Late("perut_cli.reports.pages.overview")
    files = Late("perut_cli.store.files")

SINCE = Option(
    "since",
    T("--since", "--sejak"),
    T("say what changed since this day", "sebut yang berubah sejak hari ini"),
    value="DATE",
)
WITH_PEOPLE = Option(
    "with_people",
    T("--with-people", "--dengan-orang"),
    T("leave names of people in the texts", "biarkan nama orang dalam teks"),
    flag=True,
)
PRINT = Option(
    "print",
    T("--print", "--cetak"),
    T(
        "camat: two pages on paper; villages: a page each",
        "camat: dua halaman; desa: satu halaman tiap desa",
    ),
    value="TEXT",
)
NAME = "page.html"


def page(context: Context, inputs: Inputs) -> Answer:
    """Write the page; its path is the answer."""
    wanted = inputs.text("print").casefold()
    if wanted not in ("", "camat", "villages", "desa"):
        raise bad_value(
            PRINT.names,
            T("{text} is no way to print", "{text} bukan cara cetak").format(
                text=inputs.text("print")
            ),
            T("write camat or villages", "tulis camat atau desa"),
        )
    scope = scope_of(context, inputs)
    since = since_of(inputs)
    content = overview.overview(
        context.store(),
        scope._replace(since="", until=""),
        since,
        with_people=inputs.has("with_people"),
    )
    path = path_of_page(context, inputs)
    size = write_page(context, content, path, wanted)
    context.say(
        T(
            "one file of {size} KB: send it, open it in a browser, or print it",
            "satu berkas {size} KB: kirim, buka di peramban, atau cetak",
        ).format(size=size)
    )
    return path if path != "-" else None


def path_of_page(context: Context, inputs: Inputs) -> str:
    """Where a page goes, `-` for standard output. Raises Usage for what is no page."""
    path = inputs.text("output") or NAME
    name = re.split(r"[/\\]", path)[-1]
    if "." in name and not name.lower().endswith((".html", ".htm")):
        raise Usage(
            "P302",
            T("no page is written to {name}", "tidak ada halaman untuk {name}").format(name=name),
            T("write -o FILE.html", "tulis -o BERKAS.html"),
        )
    inputs.pop("output", None)
    context.inputs.pop("output", None)
    return path


def since_of(inputs: Inputs) -> str:
    """The day of --since, blank for none. Raises Usage."""
    if not inputs.text("since"):
        return ""
    try:
        return str(WORDS["plan_date"].parse(inputs.text("since")))
    except Fault as fault:
        raise bad_value(SINCE.names, fault.reason, fault.hint) from None


def write_page(context: Context, content: "overview.Overview", path: str, wanted: str = "") -> int:
    """Write the page to a path, whole or not at all; gives its size in KB."""
    with opened_page(context, path) as binary:
        stream = io.TextIOWrapper(binary, "utf-8", newline="")
        drawing.write(
            content,
            stream,
            seal=context.head(),
            sheets=drawing.Sheets(
                context.paper(), wanted == "camat", wanted in ("villages", "desa")
            ),
        )
        stream.flush()
        size = binary.tell()
        stream.detach()
    return max(1, size // 1000)


@contextmanager
def opened_page(context: Context, path: str) -> Iterator[BinaryIO]:
    """Where a page is written, whole or not at all: a file, or standard output for `-`."""
    if path != "-":
        with files.replacing(place_now(context, path)) as binary:
            yield binary
        return
    held = io.BytesIO()
    yield held
    prepared(context.world.stdout, "utf-8").write(held.getvalue().decode())


COMMANDS = {
    "page": Command(
        T("page", "halaman"),
        T(
            "the whole kecamatan as one HTML file, for a phone, a beamer, a printer",
            "seluruh kecamatan dalam satu berkas HTML, untuk telepon, layar, atau cetak",
        ),
        page,
        options=(SINCE, WITH_PEOPLE, PRINT, AS_OF, LOCUS, INSTRUMENT),
        examples=(
            T("page -o kecamatan.html", "halaman -o kecamatan.html"),
            T("page --since 2026-10-01 --print camat", "halaman --sejak 2026-10-01 --cetak camat"),
        ),
    ),
}
