"""What comes from standard input or a pipe comes once; an import may read it twice."""

from perut_cli.cli.app.context import Context
from perut_cli.store import files


def piped(context: Context, path: str) -> files.InputFile | None:
    """What comes from standard input or a pipe, held to be read again: when a copy was made first,
    or for the rows that were rejected. None for a file.
    """
    if path not in context.pipes and files.is_pipe(path):
        held = context.pipes[path] = files.hold(path, context.world.stdin.buffer)
        held.kept = True
    return context.pipes.get(path)
