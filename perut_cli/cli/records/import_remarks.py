"""What an import says beside its counts: how far it has come, plans closed, records that a new one
resembles.
"""

from collections.abc import Iterator
from time import monotonic

from perut_cli.cli.app.context import Context
from perut_cli.core.text import T
from perut_cli.intake.source import Source
from perut_cli.store.batch import Batch

_SHOWN, _MOST_RESEMBLING = 60, 20


def closed_plans_lines(batch: Batch) -> list[str]:
    """One line about the plans that sessions closed."""
    if not batch.closed:
        return []
    return [
        str(
            T(
                "{n} {n:plan|plans} closed by these sessions", "{n} jadwal ditutup oleh sesi ini"
            ).format(n=len(batch.closed))
        )
    ]


def resembling_lines(batch: Batch) -> list[str]:
    """A line about each new row that reads almost like a record that is there."""
    told = T(
        'line {line} resembles {code} "{text}": to change that one, give its code; `perut undo` '
        "takes this back",
        'baris {line} mirip {code} "{text}": untuk mengubahnya, tulis kodenya; `perut urungkan` '
        "membatalkan ini",
    )
    return [
        str(told.format(line=line, code=code, text=text[:_SHOWN]))
        for line, code, text in batch.resembling[:_MOST_RESEMBLING]
    ]


_QUIET_SECONDS = 0.5


def watched(context: Context, source: Source) -> Iterator[tuple[list[int], list[list[str]]]]:
    """The chunks of a source, its progress told while they are taken."""
    world = context.world
    if context.inputs.has("quiet") or context.scripted or not world.is_terminal(world.stderr):
        yield from source.chunks
        return
    start, rows, shown = monotonic(), 0, False
    for lines, chunk in source.chunks:
        yield lines, chunk
        rows += len(lines)
        passed = monotonic() - start
        if passed > _QUIET_SECONDS:
            shown = True
            world.stderr.write("\r" + _line(rows, passed, source.position(), source.size))
            world.stderr.flush()
    if shown:
        world.stderr.write("\r" + " " * 70 + "\r")
        world.stderr.flush()


def _line(rows: int, passed: float, position: int, size: int) -> str:
    left = passed * (size - position) / position if size and position else 0
    return str(
        T(
            "{rows} {rows:row|rows}, {rate} a second, {left} s left",
            "{rows} baris, {rate} per detik, sisa {left} dtk",
        ).format(rows=rows, rate=int(rows / passed), left=int(left) + 1)
    ).ljust(70)
