"""An error as lines for people, or as one JSON object."""

import traceback

from perut_cli.cli.app.context import Context
from perut_cli.core.characters import harmless
from perut_cli.core.errors import PerutError, Problem
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS, word_here
from perut_cli.render import module_for

SHOWN = 20
"""Problems listed in full; the rest are grouped and counted."""


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
