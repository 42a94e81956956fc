"""Lines for people, folded at blanks to the width of their terminal; a command to type is never
broken.
"""

import re
import shutil
import textwrap
from typing import TextIO

from perut_cli.cli.app.world import World

_KEPT = "\ue000"
"""Stands for a blank at which nothing is folded; of private use, so that no text of a user's has it."""


def folded(line: str, world: World, stream: TextIO) -> str:
    """A line as the stream shows it best: as it is where nobody reads, or where it is itself a
    command.
    """
    if not world.is_terminal(stream) or line.lstrip().startswith("perut "):
        return line
    width = max(40, shutil.get_terminal_size((80, 24)).columns)
    if len(line) <= width:
        return line
    whole = re.sub(r"`[^`]*`", lambda command: command[0].replace(" ", _KEPT), line)
    indent = " " * (len(line) - len(line.lstrip(" ")))
    parts = textwrap.wrap(
        whole,
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )
    return "\n".join(parts).replace(_KEPT, " ")
