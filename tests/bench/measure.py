"""What the benches share: whole processes timed several times, the median quoted, memory by the system's own account."""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

PYTHON = sys.executable
PERUT = [PYTHON, "-m", "perut_cli"]


class Run(NamedTuple):
    """Median seconds and the most memory, in MB, of a command's runs."""

    seconds: float
    megabytes: float


def timed(command: Sequence[str], runs: int = 5, environ: dict[str, str] | None = None) -> Run:
    """Run a command several times after a warm-up (none for a single run)."""
    seconds, most = [], 0.0
    for turn in range(runs + (runs > 1)):
        started = time.perf_counter()
        with subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, **(environ or {})},
        ) as running:
            told = running.stderr.read() if running.stderr else b""
            _, status, usage = os.wait4(running.pid, 0)
            running.returncode = os.waitstatus_to_exitcode(status)
        if running.returncode:
            raise SystemExit(
                f"{' '.join(command)} ended with {running.returncode}: {told.decode()[-2000:]}"
            )
        if turn or runs == 1:
            seconds.append(time.perf_counter() - started)
        most = max(most, usage.ru_maxrss / 1024)
    return Run(sorted(seconds)[len(seconds) // 2], most)


def folder() -> Path:
    """A folder for a bench, removed by `done`."""
    return Path(tempfile.mkdtemp(prefix="perut-bench-"))


def done(path: Path) -> None:
    """Remove a bench's folder."""
    shutil.rmtree(path, ignore_errors=True)


def machine() -> str:
    """One line on where the figures come from."""
    return f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {resource.getpagesize()} byte pages"
