"""How an answer is to look: what the stream can show, and what an official page carries."""

from typing import NamedTuple


class Style(NamedTuple):
    """Everything a renderer may know of the world.

    `width` is None where nothing may be cut or folded (piped). `limits` are the target and the
    starts of the bands:
    a shown number is never rounded over one of them. A blank line in `signature` is the room to
    sign. `paper` is a4 or f4. `folder` is the database's, which the paths of pictures start from.
    `seal` is the head of the history that the page shows.
    """

    width: int | None = None
    color: bool = False
    unicode: bool = True
    terminal: bool = False
    letterhead: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    paper: str = "a4"
    limits: tuple[float, ...] = ()
    seal: str = ""
    folder: str = ""
