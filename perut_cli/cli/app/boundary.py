"""The error boundary: every failure becomes a sentence, a hint and an exit code; no traceback
reaches a user.
"""

import signal
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING

from perut_cli.cli.app.context import Context
from perut_cli.cli.app.world import reader_gone
from perut_cli.core.errors import PerutError, Problem, Usage, interrupted
from perut_cli.core.late import Late
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS, word_here
from perut_cli.render import module_for
from perut_cli.render.cells import harmless

if TYPE_CHECKING:
    from perut_cli.store import sqlite_errors
else:
    sqlite_errors = Late("perut_cli.store.sqlite_errors")

SHOWN = 20
"""Problems listed in full; the rest are grouped and counted."""


def guarded(context: Context, work: Callable[[], None]) -> int:
    """Run the work and give the exit code."""
    try:
        if context.world.own_process:
            # While the program was loading Ctrl+C ended it at once.
            signal.signal(signal.SIGINT, signal.default_int_handler)
        work()
        context.world.stdout.flush()
        if context.world.own_process:
            # From now on Ctrl+C comes too late: all is done and told.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
    except PerutError as error:
        write_error(context, error)
        return error.code
    except KeyboardInterrupt:
        return _interrupted(context)
    except Exception as error:  # noqa: BLE001 - the boundary
        if reader_gone(context.world, error):
            return 0
        if type(error).__name__ == "Exit":
            return int(getattr(error, "exit_code", 0))
        return _failed(context, error)
    return 0


def _interrupted(context: Context) -> int:
    if context.written and not context.scripted:
        context.tell(
            T(
                "interrupted, but all was written: see `perut history`",
                "dihentikan, tetapi semua sudah ditulis: lihat `perut riwayat`",
            )
        )
        return 0
    write_error(context, interrupted())
    return 130


def _failed(context: Context, error: Exception) -> int:
    """A failure of the disk, the memory or the database that came out midway; anything else is
    unexpected.
    """
    failure: PerutError | None
    if isinstance(error, OverflowError):
        failure = Usage(
            "P007",
            T("a number is too large", "ada angka yang terlalu besar"),
            T("write a smaller one", "tulis yang lebih kecil"),
        )
    elif isinstance(error, UnicodeEncodeError):
        failure = Usage(
            "P007",
            T("{text} is not text", "{text} bukan teks").format(
                text=ascii(error.object[error.start : error.end])
            ),
            T("type it anew instead of pasting it", "ketik ulang, jangan ditempel"),
        )
    elif isinstance(error, ValueError) and "null byte" in str(error):
        failure = Usage(
            "P007",
            T("a NUL character in a name", "ada karakter NUL dalam nama"),
            T("type it anew instead of pasting it", "ketik ulang, jangan ditempel"),
        )
    else:
        failure = sqlite_errors.as_error(error, context.where().path)
    failure = failure or context.damage()
    if failure is None:
        return _unexpected(context)
    failure.__cause__ = error
    write_error(context, failure)
    return int(failure.code)


def _unexpected(context: Context) -> int:
    write_error(
        context,
        PerutError(
            "P099",
            T(
                "something unexpected happened: {what}", "terjadi hal yang tidak terduga: {what}"
            ).format(what=_what()),
            T(
                "give the command again with --debug and pass on what it says",
                "ulangi perintah dengan --debug lalu teruskan pesannya",
            ),
        ),
    )
    return 1


def _what() -> str:
    last = traceback.format_exc().strip().splitlines()
    return last[-1] if last else "?"


def write_error(context: Context, error: PerutError) -> None:
    """Write an error, or one JSON object of it."""
    if (context.inputs.has("debug") and error.__cause__) or (
        context.inputs.has("debug") and error.number == "P099"
    ):
        context.world.stderr.write(harmless(traceback.format_exc()))
    if context.inputs.text("format").lower() in ("json", "jsonl"):
        context.world.stderr.write(module_for("json").encoded(as_json(error)) + "\n")
        context.world.stderr.flush()
        return
    for line in error_lines(error):
        context.tell(line)


def error_lines(error: PerutError) -> list[str]:
    """An error as lines for people."""
    word = T("error", "galat")
    hint = T("hint", "saran")
    found = [
        _problem(problem, problem.source or error.source, word)
        for problem in error.problems[:SHOWN]
    ]
    shown = [line for lines in found for line in lines]
    if len(error.problems) > SHOWN:
        shown += _grouped(error.problems[SHOWN:])
    single = (
        len(error.problems) == 1
        and error.problems[0].reason == error.message
        and error.problems[0].hint == error.hint
    )
    if single:
        return shown
    if not error.problems or error.message:
        shown.append(
            f"{word} {error.number}: {error.message}" if not error.problems else str(error.message)
        )
    if error.hint:
        shown.append(f"{hint}: {error.hint}")
    return shown


def _problem(problem: Problem, source: str, word: T) -> list[str]:
    parts = (
        (problem.cell,) if problem.cell else (str(problem.line or ""), str(problem.column or ""))
    )
    place = ":".join(part for part in (source, *parts) if part)
    named = f"{word_here(problem.key)}: " if problem.key else ""
    told = [f"{word} {problem.number}: {place + ': ' if place else ''}{named}{problem.reason}"]
    if problem.value and problem.value not in str(problem.reason):
        told.append(f"    {' '.join(problem.value.split())[:100]}")
    if problem.hint:
        told.append(f"{T('hint', 'saran')}: {problem.hint}")
    return told


def _grouped(problems: tuple[Problem, ...]) -> list[str]:
    counts: dict[tuple[str, str], list[int]] = {}
    for problem in problems:
        counts.setdefault((problem.number, problem.key), []).append(problem.line)
    return [str(_more(key, number, lines)) for (number, key), lines in counts.items()]


def _more(key: str, number: str, lines: list[int]) -> T:
    where = T(key, WORDS[key].key_id) if key in WORDS else T(key, key)
    first, last = min(lines), max(lines)
    if not any(lines):
        text = T("and {n} more {number} in {key}", "dan {n} lagi {number} pada {key}")
    elif first == last:
        text = T(
            "and {n} more {number} in {key}, line {first}",
            "dan {n} lagi {number} pada {key}, baris {first}",
        )
    else:
        text = T(
            "and {n} more {number} in {key}, lines {first}–{last}",
            "dan {n} lagi {number} pada {key}, baris {first}–{last}",
        )
    return text.format(n=len(lines), number=number, key=where, first=first, last=last)


def as_json(error: PerutError) -> dict[str, object]:
    """An error as a JSON object."""
    return {
        "error": error.number,
        "message": str(error.message),
        "hint": str(error.hint),
        "exit_code": error.code,
        "problems": [
            {
                "source": problem.source or error.source,
                "line": problem.line,
                "column": problem.column,
                "cell": problem.cell,
                "key": problem.key,
                "error": problem.number,
                "message": str(problem.reason),
                "value": problem.value,
                "hint": str(problem.hint),
            }
            for problem in error.problems
        ],
    }
