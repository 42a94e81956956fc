"""`perut run`: many commands in one process, a batch a line, or all in one."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any, TextIO, cast

from perut_cli.cli.app.answer import forget_files, write_files
from perut_cli.cli.app.command import Argument, Command, Inputs, Option, words_of
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.error_text import error_lines
from perut_cli.cli.app.usage import missing_argument
from perut_cli.cli.commands.script_lines import PassedOver, refuse
from perut_cli.core.errors import (
    Invalid,
    NotFound,
    Partly,
    PerutError,
    Usage,
    interrupted,
)
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.intake.decoding import blocks, encoding_of
from perut_cli.store.batch import Batch, writing
from perut_cli.store.files import hold

MOST_BYTES = 16 << 20
"""Bytes of a file of commands at most."""

KEEP_GOING = Option(
    "keep_going",
    T("--keep-going", "--terus"),
    T("go on after a failure (exit code 3)", "teruskan setelah gagal (kode keluar 3)"),
    flag=True,
)
ATOMIC = Option(
    "atomic",
    T("--atomic", "--atomik"),
    T("all lines in one batch, or none", "semua baris satu kelompok, atau tidak sama sekali"),
    flag=True,
)


def _run(context: Context, inputs: Inputs) -> Answer:
    path = inputs.text("file")
    if not path:
        raise missing_argument(T("FILE", "BERKAS"), context.path)
    if inputs.has("atomic") and inputs.has("keep_going"):
        raise Usage(
            "P007",
            T(
                "--atomic and --keep-going exclude each other",
                "--atomik dan --terus tidak bisa bersama",
            ),
        )
    lines = _lines(context, path)
    path = "stdin" if path == "-" else path
    # A database that can't be opened is told before any line.
    context.store()
    if inputs.has("atomic") or inputs.has("dry_run"):
        return _together(context, path, lines, inputs)
    failed = _each(context, path, lines, inputs, None)
    context.say(_done(len(lines) - failed))
    if failed:
        raise _partly(failed)
    return None


def _together(
    context: Context, path: str, lines: list[tuple[int, list[str]]], inputs: Inputs
) -> Answer:
    """All lines in one batch; what they answer, say and write to files is held back until the batch
    is written.
    """
    held, said = _Held(context.world.stdout), _Held(context.world.stderr)
    plain = context.world
    context.world = plain._replace(stdout=cast(TextIO, held), stderr=cast(TextIO, said))
    context.files = []
    try:
        failed = _in_one_batch(context, path, lines, inputs)
    except PerutError as error:
        context.world = plain
        forget_files(context.files)
        if not inputs.has("atomic"):
            # A script that is only tried says what each of its lines would do.
            said.release()
            held.release()
        raise _taken_back(context, error) from error.__cause__
    finally:
        context.world = plain
    said.release()
    held.release()
    if not inputs.has("dry_run"):
        write_files(context.files)
    elif context.files:
        forget_files(context.files)
        context.say(T("tried only: no file was written", "uji coba: tidak ada berkas ditulis"))
    context.say(_done(len(lines) - failed))
    return None


def _in_one_batch(
    context: Context, path: str, lines: list[tuple[int, list[str]]], inputs: Inputs
) -> int:
    with writing(context.store(), context.note(), dry_run=inputs.has("dry_run")) as batch:
        if not inputs.has("dry_run"):
            batch.before_large = partial(_copied, context)
        failed = _each(context, path, lines, inputs, batch)
        if failed:
            raise _partly(failed, tried=True)
    return failed


def _taken_back(context: Context, error: PerutError) -> PerutError:
    """The failure of a script that is one batch; what a line did in part is nothing then."""
    context.say(
        T(
            "all lines are taken back, nothing was written",
            "semua baris dibatalkan, tidak ada yang ditulis",
        )
    )
    if not (context.inputs.has("atomic") and isinstance(error, Partly)):
        return error
    return Invalid(
        error.number,
        error.message,
        T(
            "mend these rows, or give the script without --atomic",
            "perbaiki baris itu, atau berikan skrip tanpa --atomik",
        ),
        problems=error.problems,
        source=error.source,
    )


class _Held:
    """Standard output that waits: all else about it is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self.stream, self.texts = stream, list[str]()

    def write(self, text: str) -> int:
        self.texts.append(text)
        return len(text)

    def flush(self) -> None:
        return

    def release(self) -> None:
        self.stream.write("".join(self.texts))
        self.stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def _copied(context: Context) -> bool:
    """A copy before the first large change; a script can't begin anew for it once its lines have
    answered.
    """
    if not context.copy_first():
        context.say(
            T(
                "no copy was made first: the change is too large for one while it is being written",
                "tidak ada salinan lebih dulu: perubahan terlalu besar untuk disalin selagi "
                "ditulis",
            )
        )
    return True


def _partly(failed: int, *, tried: bool = False) -> Partly:
    told = (
        T("{n} {n:line|lines} failed, the others would do", "{n} baris gagal, yang lain bisa")
        if tried
        else T(
            "{n} {n:line|lines} failed, the others are done", "{n} baris gagal, yang lain selesai"
        )
    )
    return Partly("P081", told.format(n=failed))


def _done(count: int) -> T:
    return T("{n} {n:command|commands} done", "{n} perintah selesai").format(n=count)


def _lines(context: Context, path: str) -> list[tuple[int, list[str]]]:
    """Numbers and words of the lines that are commands. Raises NotFound, Invalid with the line."""
    try:
        held = hold("-" if path == "/dev/stdin" else path, context.world.stdin.buffer)
    except PerutError as error:
        error.hint = _NAME_IT
        if isinstance(error, NotFound):
            error.message = T(
                "{path} can't be read: it is not there", "{path} tidak bisa dibaca: tidak ada"
            ).format(path=path)
        raise
    try:
        if held.size > MOST_BYTES:
            raise Invalid(
                "P018",
                T(
                    "{path} is longer than {n} bytes: no file of commands is",
                    "{path} lebih dari {n} bita: berkas perintah tidak sepanjang itu",
                ).format(path=path, n=MOST_BYTES),
            )
        encoding = encoding_of(held)
        for note in encoding.notes:
            context.say(note)
        text = "".join(block.read() for block in blocks(held, encoding, []))
    finally:
        held.close()
    return list(_commands("stdin" if path == "-" else path, text))


_NAME_IT = T(
    "name a text file of commands, or - for standard input; see `perut help batch`",
    "sebut berkas teks berisi perintah, atau - untuk masukan baku; lihat `perut bantuan bulanan`",
)


def _commands(path: str, text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.splitlines(), 1):
        try:
            words = words_of(line)
        except PerutError as error:
            error.message = f"{path}:{number}: {error.message}"
            raise
        if words:
            yield number, words[1:] if words[0] == "perut" else words


def _each(
    context: Context,
    path: str,
    lines: list[tuple[int, list[str]]],
    inputs: Inputs,
    batch: Batch | None,
) -> int:
    failed = 0
    for number, words in lines:
        try:
            _line(context, words, inputs, batch)
        except PerutError as error:
            error.message = f"{path}:{number}: {error.message}"
            if not inputs.has("keep_going"):
                raise
            failed += 1
            for told in error_lines(error):
                context.tell(told)
        except KeyboardInterrupt:
            raise interrupted() from None
    return failed


def _line(context: Context, words: list[str], inputs: Inputs, batch: Batch | None) -> None:
    line = Context(context.world, context.config, words, context.program, context.store(), batch)
    line.files = context.files
    line.refuse = partial(refuse, context, line)
    line.inherited = {
        key: inputs[key]
        for key in ("db", "yes", "quiet", "format", "lang", "debug", "dry_run")
        if key in inputs
    }
    with suppress(PassedOver):
        context.program.perform(line)


COMMANDS = {
    "run": Command(
        T("run", "jalankan"),
        T(
            "run a file of commands, one a line, without `perut`; # begins a comment",
            "jalankan berkas perintah, satu per baris, tanpa `perut`; # memulai komentar",
        ),
        _run,
        (Argument("file", T("FILE|-", "BERKAS|-"), completes="file"),),
        (
            KEEP_GOING,
            ATOMIC,
            Option(
                "dry_run",
                T("--dry-run", "--uji-coba"),
                T("try all lines, write nothing", "coba semua baris, jangan tulis apa-apa"),
                flag=True,
            ),
        ),
        (T("run month.txt --atomic", "jalankan bulan.txt --atomik"),),
    ),
}
