"""Tell how far the reading of a large file has come."""

from collections.abc import Iterator
from time import monotonic

from perut_cli.cli.app.context import Context
from perut_cli.core.text import T
from perut_cli.intake import Source

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
