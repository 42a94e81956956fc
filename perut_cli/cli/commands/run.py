"""`perut run`: many commands in one process, a batch a line, or all in one."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, TextIO, cast

from perut_cli.cli.app.answer import forget_files, write_files
from perut_cli.cli.app.command import Argument, Command, Inputs, Option, words_of
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.error_text import error_lines
from perut_cli.cli.app.usage import missing_argument
from perut_cli.core.errors import (
    Invalid,
    NotFound,
    Partly,
    PerutError,
    Usage,
    interrupted,
    reason_of,
)
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.store.batch import Batch, writing

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
_ALONE = (
    "run",
    "jalankan",
    "init",
    "mulai",
    "demo",
    "restore",
    "pulihkan",
    "undo",
    "urungkan",
    "redo",
    "ulangi",
    "backup",
    "cadangkan",
    "merge",
    "gabung",
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
        with writing(context.store(), context.note(), dry_run=inputs.has("dry_run")) as batch:
            if not inputs.has("dry_run"):
                batch.before_large = partial(_copied, context)
            failed = _each(context, path, lines, inputs, batch)
            if failed and inputs.has("keep_going"):
                raise _partly(failed)
    except PerutError:
        context.world = plain
        forget_files(context.files)
        context.say(
            T(
                "all lines are taken back, nothing was written",
                "semua baris dibatalkan, tidak ada yang ditulis",
            )
        )
        raise
    finally:
        context.world = plain
    said.release()
    held.release()
    if inputs.has("dry_run"):
        forget_files(context.files)
    else:
        write_files(context.files)
    context.say(_done(len(lines) - failed))
    return None


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


def _partly(failed: int) -> Partly:
    return Partly(
        "P081",
        T(
            "{n} {n:line|lines} failed, the others are done", "{n} baris gagal, yang lain selesai"
        ).format(n=failed),
    )


def _done(count: int) -> T:
    return T("{n} {n:command|commands} done", "{n} perintah selesai").format(n=count)


def _lines(context: Context, path: str) -> list[tuple[int, list[str]]]:
    """Numbers and words of the lines that are commands. Raises NotFound, Invalid with the line."""
    try:
        if path == "-":
            data = context.world.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise Invalid(
                "P018",
                T(
                    "{path} is longer than {n} bytes: no file of commands is",
                    "{path} lebih dari {n} bita: berkas perintah tidak sepanjang itu",
                ).format(path=path, n=MOST_BYTES),
            )
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        kind = NotFound if isinstance(error, FileNotFoundError) else Invalid
        raise kind(
            "P010",
            T("{path} can't be read: {why}", "{path} tidak bisa dibaca: {why}").format(
                path=path, why=reason_of(error)
            ),
            T(
                "name a text file of commands, or - for standard input; see `perut help batch`",
                "sebut berkas teks berisi perintah, atau - untuk masukan baku; lihat `perut "
                "bantuan bulanan`",
            ),
        ) from None
    return list(_commands("stdin" if path == "-" else path, text))


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
    if words and words[0] in _ALONE:
        raise Invalid(
            "P082",
            T(
                "`{command}` can't stand in a script", "`{command}` tidak bisa di dalam skrip"
            ).format(command=words[0]),
            T("give it on its own", "berikan sendiri"),
        )
    line = Context(context.world, context.config, words, context.program, context.store(), batch)
    line.files = context.files
    line.inherited = {
        key: inputs[key]
        for key in ("yes", "quiet", "format", "lang", "debug", "dry_run")
        if key in inputs
    }
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
