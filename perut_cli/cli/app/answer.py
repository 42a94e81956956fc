"""Write the answer: in the order and length asked for, the format by option, ending or terminal;
to standard output or, whole or not at all, to a file.
"""

import io
import shutil
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, TextIO, cast

from perut_cli import __version__
from perut_cli.cli.app.command import Inputs, Option, Run
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value
from perut_cli.cli.app.world import HarmlessStream, World, encodable, prepared
from perut_cli.core.characters import harmless
from perut_cli.core.errors import Usage
from perut_cli.core.fields import Field
from perut_cli.core.late import Late
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer, Page, Table
from perut_cli.core.text import T, language
from perut_cli.core.values import Row
from perut_cli.core.vocabulary import word_named
from perut_cli.render import MACHINE, SPECIAL, Writer, format_of_path, writer
from perut_cli.render.style import Style

if TYPE_CHECKING:
    import json
    import tempfile

    from perut_cli.cli.app import pager
    from perut_cli.render import workbook
    from perut_cli.reports import for_people as rewording
    from perut_cli.store import files
else:
    json = Late("json")
    tempfile = Late("tempfile")
    files = Late("perut_cli.store.files")
    rewording = Late("perut_cli.reports.for_people")
    pager = Late("perut_cli.cli.app.pager")
    workbook = Late("perut_cli.render.workbook")


_IN_MEMORY = 8 << 20
"""Bytes of an answer held in memory; more go to a temporary file."""


def answer(context: Context, inputs: Answer) -> None:
    """Render what a command gives back."""
    if inputs is None:
        return
    output = context.inputs.text("output")
    if isinstance(inputs, str) and not output:
        text = inputs + "\n"
        if context.world.is_screen(context.world.stdout):
            text = harmless(text)
        if "\n" in inputs and context.paging:
            pager.page_if_long(text, context.world)
            return
        context.world.stdout.write(text)
        context.world.stdout.flush()
        return
    name = format_name(context)
    if output and output != "-":
        _to_file(context, inputs, name, output)
        return
    stream = prepared(context.world.stdout, "utf-8" if name in (*MACHINE, *SPECIAL) else "")
    if name == "xlsx":
        workbook_file(context)
    style = style_of(context, stream) if name not in MACHINE else Style()
    if style.terminal and name == "table":
        _paged(context, inputs, style, stream)
        return
    inputs = _for_paper(context, inputs) if name == "html" else inputs
    _hand_over(inputs, writer(name), style, for_people(stream, context.world))


def _for_paper(context: Context, inputs: Answer) -> Answer:
    """An answer whose codes stand with their names, as a reader of paper can't look them up."""
    store = context.opened_store
    return rewording.without_codes(inputs, rewording.names_of(store)) if store else inputs


def workbook_file(context: Context) -> str:
    """The file that a workbook is written to. Raises Usage P008 for a screen or a pipe."""
    output = context.inputs.text("output")
    if output in ("", "-"):
        raise Usage(
            "P008",
            T("a workbook needs a file", "buku kerja perlu berkas"),
            T("add -o FILE.xlsx", "tambahkan -o BERKAS.xlsx"),
        )
    return output


def _hand_over(inputs: Answer, write: Writer, style: Style, stream: TextIO) -> None:
    """Write an answer once all its rows are read: whoever reads it slowly, page by page, keeps
    nobody from writing to the database.
    """
    spool = tempfile.SpooledTemporaryFile(_IN_MEMORY)
    with io.TextIOWrapper(
        cast("IO[bytes]", spool), "utf-8", errors="surrogatepass", newline=""
    ) as held:
        write(inputs, held, style)
        held.seek(0)
        shutil.copyfileobj(held, stream)
    stream.flush()


def for_people(stream: TextIO, world: World) -> TextIO:
    """The stream, made harmless where a person reads it: a file or pipe gets exactly what is
    recorded, a terminal nothing that could steer it.
    """
    return cast("TextIO", HarmlessStream(stream)) if world.is_screen(stream) else stream


def check_output(context: Context) -> None:
    """Refuse, before anything is done, a file that can't be written to. Raises Usage P302, Invalid
    P301.
    """
    output = context.inputs.text("output")
    if output and output != "-":
        own = context.spec.writes if context.spec else ""
        if not context.inputs.has("format") and not (own and output.lower().endswith(own)):
            try:
                format_of_path(output)
            except Usage as error:
                if own:
                    error.hint = T("write -o FILE{own}", "tulis -o BERKAS{own}").format(own=own)
                raise
        files.refuse_database(output)


def format_name(context: Context) -> str:
    """The format: --format, else the file's ending, else by whether a person reads."""
    inputs = context.inputs
    if inputs.has("format"):
        return {"md": "markdown", "text": "table", "teks": "table", "tabel": "table"}.get(
            inputs.text("format").lower(), inputs.text("format").lower()
        )
    if inputs.has("output") and format_of_path(inputs.text("output")):
        return format_of_path(inputs.text("output"))
    return (
        "table"
        if context.world.is_terminal(context.world.stdout) and not inputs.has("output")
        else "csv"
    )


def style_of(context: Context, stream: TextIO) -> Style:
    """What the stream can show."""
    world = context.world
    terminal = world.is_terminal(stream)
    width = None
    if terminal:
        width = max(40, shutil.get_terminal_size((80, 24)).columns)
    letterhead, signature = context.page_settings()
    return Style(
        width=width,
        color=terminal and not world.environ.get("NO_COLOR"),
        unicode=encodable(stream),
        terminal=terminal,
        letterhead=letterhead,
        signature=signature,
        paper=context.paper(),
        limits=context.score_limits(),
        folder=str(context.where().path.absolute().parent),
        seal=context.head(),
    )


def _to_file(context: Context, answer: Answer, name: str, output: str) -> None:
    """Write an answer to a file; where all lines of a script are one batch, aside until that is
    written.
    """
    _write_file(context, answer, name, place_now(context, output))
    context.say(T("written to {path}", "ditulis ke {path}").format(path=output))
    if name == "csv" and language() == "id":
        context.say(
            T(
                "it is for programs; for Excel add `--format excel`, or write `-o FILE.xlsx`",
                "ini untuk program; untuk Excel tambahkan `--format excel`, atau tulis `-o "
                "BERKAS.xlsx`",
            )
        )


def _write_file(context: Context, answer: Answer, name: str, output: str) -> None:
    if name == "xlsx":
        records = isinstance(answer, Table) and answer.name in SHEETS and context.head()
        mark = (MARK, export_mark(context)) if records else ("", "")
        workbook.write_workbook(output, _sheets(answer), mark)
        return
    with files.replacing(output) as binary:
        stream = io.TextIOWrapper(binary, "utf-8", newline="")
        style = style_of(context, stream) if name not in MACHINE else Style()
        writer(name)(_for_paper(context, answer) if name == "html" else answer, stream, style)
        stream.flush()
        stream.detach()


def place_now(context: Context, path: str) -> str:
    """Where a file is to be written now: in its place, or aside where all lines of a script are one
    batch, to be put in its place once that is written.
    """
    if context.files is None:
        return path
    aside = Path(tempfile.mkdtemp(prefix="perut-")) / Path(path).name
    context.files.append((aside, path))
    return str(aside)


def write_files(held: list[tuple[Path, str]]) -> None:
    """Give the files that were written aside their names."""
    for aside, output in held:
        Path(output).parent.mkdir(parents=True, exist_ok=True)
        with files.replacing(output) as out, aside.open("rb") as written:
            shutil.copyfileobj(written, out)
    forget_files(held)


def forget_files(held: list[tuple[Path, str]]) -> None:
    """Delete the files that were written aside."""
    for aside, _ in held:
        shutil.rmtree(aside.parent, ignore_errors=True)


def _sheets(inputs: Answer) -> list[tuple[str, tuple[Field, ...], Iterable[Row]]]:
    tables = (
        [part for part in inputs.parts if isinstance(part, Table)]
        if isinstance(inputs, Page)
        else [inputs]
    )
    return [
        (str(table.title), table.columns, table.rows)
        for table in tables
        if isinstance(table, Table)
    ]


def _paged(context: Context, inputs: Answer, style: Style, stream: TextIO) -> None:
    """A page longer than the screen goes through the pager, if a person is there."""
    held = io.StringIO()
    writer("table")(inputs, held, style)
    text = held.getvalue()
    height = shutil.get_terminal_size((80, 24)).lines
    if text.count("\n") < height or not context.paging or not context.can_ask():
        stream.write(text)
        stream.flush()
        return
    pager.page(text, context.world)


FOR_PEOPLE = ("table", "html", "markdown")
"""The formats that people read."""

SORT = Option(
    "sort",
    T("--sort", "--urut"),
    T(
        "column to sort by, - before it to turn round",
        "kolom pengurut, - di depannya untuk membalik",
    ),
    value="COLUMN",
)
LIMIT = Option(
    "limit", T("--limit", "--batas"), T("rows at most", "paling banyak sekian baris"), value="N"
)


def limit_of(inputs: Inputs) -> int:
    """The row limit, -1 for none. Raises Usage."""
    text = inputs.text("limit")
    if not text:
        return -1
    if not text.isdecimal():
        raise bad_value(
            LIMIT.names,
            T("{text} is not a whole number", "{text} bukan bilangan bulat").format(text=text),
            T("write for instance {option} 10", "tulis misalnya {option} 10").format(
                option=LIMIT.names
            ),
        )
    return int(text)


def in_shape(run: Run) -> Run:
    """A report in the order and length asked for, and for people with names, numbers and totals."""

    def whole(context: Context, inputs: Inputs) -> Answer:
        result = run(context, inputs)
        if isinstance(result, Page) and result.parts and isinstance(result.parts[0], Table):
            first = _shaped(context, inputs, result.parts[0])
            return result._replace(parts=(first, *result.parts[1:]))
        return _shaped(context, inputs, result) if isinstance(result, Table) else result

    return whole


def _shaped(context: Context, inputs: Inputs, table: Table) -> Table:
    name = format_name(context)
    names: dict[str, str] = {}
    if name in FOR_PEOPLE:
        rows = context.store().rows("SELECT village_code, village_name FROM village")
        names = dict(rows)
        table = rewording.with_totals(
            rewording.with_village_names(table, names), context.score_limits()
        )
        table = rewording.ranked(table) if table.name == "progress" else table
    table = _ordered(inputs, table)
    if name not in FOR_PEOPLE:
        return table
    return rewording.for_format(table, names, name)


def _ordered(inputs: Inputs, table: Table) -> Table:
    """The rows sorted by --sort, at most --limit of them. Raises Usage."""
    asked = inputs.text("sort")
    if asked:
        keys = [column.key for column in table.columns]
        key = _key_named(asked.lstrip("-"), keys)
        if not key:
            raise bad_value(
                SORT.names,
                T("no column {name}", "kolom {name} tidak ada").format(name=asked),
                T("choose {words}", "pilih {words}").format(
                    words=T(", ".join(keys), ", ".join(c.key_id for c in table.columns))
                ),
            )
        down = asked.startswith("-")
        table = table._replace(rows=rewording.sorted_rows(table, key, down))
    limit = limit_of(inputs)
    return table._replace(rows=islice(table.rows, limit)) if limit >= 0 else table


def _key_named(name: str, keys: Sequence[str]) -> str:
    """The column that a name means, a word in either language or one that an instrument makes;
    blank for none.
    """
    field = word_named(name)
    made = "_".join(name.lower().replace("-", " ").split())
    return next((key for key in keys if key in (field and field.key, made)), "")


MARK = "_perut.json"
"""The file of a folder, or the hidden sheet of a workbook, that holds it."""


def export_mark(context: Context) -> str:
    """The mark of what is exported now."""
    store = context.store()
    said = {
        "exported_at": context.world.written_at(),
        "head": context.head(),
        "uid": store.value("SELECT uid FROM batch ORDER BY id DESC LIMIT 1") or "",
        "first": store.value("SELECT uid FROM batch ORDER BY id LIMIT 1") or "",
        "schema": store.version,
        "program": __version__,
    }
    return json.dumps(said, indent=1)
