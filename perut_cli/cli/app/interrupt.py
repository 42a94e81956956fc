"""Ctrl+C outside of the work, while the program loads or leaves: a sentence and 130,
no traceback.
"""

import os
import signal
from types import FrameType

_TOLD = b"perut: interrupted, no record changed / dihentikan, tidak ada catatan yang berubah\n"

_armed = False


def while_loading() -> None:
    """From now on Ctrl+C ends the process at once; only the process's own start calls this."""
    global _armed  # noqa: PLW0603 - a process has one handler
    _armed = True
    signal.signal(signal.SIGINT, _leave)


def while_working() -> None:
    """From now on Ctrl+C is the KeyboardInterrupt that the work's boundary knows."""
    if _armed:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def while_leaving() -> None:
    """From now on Ctrl+C comes too late: all is done and told."""
    if _armed:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _leave(number: int, frame: FrameType | None) -> None:
    del number, frame
    os.write(2, _TOLD)
    os._exit(130)
