"""What every test may use: perut in this process or its own, an empty database, the sample programme."""

import csv
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from perut_cli.cli.app.main import run
from perut_cli.cli.app.world import World
from perut_cli.core.text import speak

NOW = datetime(2026, 11, 24, 9, 30)
LATER = datetime(2027, 7, 1, 9, 30)
"""A day by which all that the tests plan has happened."""

_MEMORY = Path("/dev/shm")
_ROOM = 4 << 30
if (
    sys.platform == "linux"
    and os.access(_MEMORY, os.W_OK)
    and shutil.disk_usage(_MEMORY).free > _ROOM
):
    # Half the time of the tests is waiting for a disk after each of some ten thousand commits.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


# How long an example takes on a busy machine proves nothing.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the modules that take longest, so that no core waits at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(autouse=True)
def _english() -> None:
    """Begin in English, whatever an earlier test of this process spoke."""
    speak("en")


class Result(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str


def records(text: str) -> list[dict[str, str]]:
    """The rows of a CSV by their words, so that a new column changes no test."""
    return list(csv.DictReader(io.StringIO(text)))


class _Stream(io.TextIOWrapper):
    def close(self) -> None:
        self.flush()


def in_process(
    *arguments: str,
    db: Path | None = None,
    stdin: str | bytes = "",
    now: datetime = NOW,
    environ: dict[str, str] | None = None,
) -> Result:
    """Run perut in this process, in English, as in a pipe."""
    raw = stdin if isinstance(stdin, bytes) else stdin.encode()
    out, err = io.BytesIO(), io.BytesIO()
    home = str(db.parent) if db else "/nonexistent"
    surroundings = {
        "PERUT_ACTOR": "tester",
        "PERUT_LANG": "en",
        "HOME": home,
        "PERUT_CONFIG": "/nonexistent/config.toml",
        **({"PERUT_DB": str(db)} if db else {}),
        **(environ or {}),
    }
    world = World(
        surroundings,
        _Stream(io.BytesIO(raw), "utf-8"),
        _Stream(out, "utf-8"),
        _Stream(err, "utf-8"),
        lambda: now,
        sys.platform,
    )
    code = run(list(arguments), world)
    world.stdout.flush()
    world.stderr.flush()
    return Result(code, out.getvalue().decode(), err.getvalue().decode())


def in_its_own(
    *arguments: str,
    db: Path | None = None,
    stdin: bytes = b"",
    lang: str = "en",
    environ: dict[str, str] | None = None,
    cwd: Path | None = None,
) -> Result:
    """Run perut as its own process, as in a pipe, in either language."""
    surroundings = {
        **os.environ,
        "PERUT_ACTOR": "tester",
        "PERUT_LANG": lang,
        "PYTHONIOENCODING": "utf-8",
        "PERUT_CONFIG": "/nonexistent/config.toml",
        **({"PERUT_DB": str(db)} if db else {}),
        **(environ or {}),
    }
    done = subprocess.run(
        [sys.executable, "-m", "perut_cli", *arguments],
        input=stdin,
        capture_output=True,
        env=surroundings,
        cwd=cwd,
        check=False,
        timeout=120,
    )
    return Result(
        done.returncode,
        done.stdout.decode("utf-8", "replace"),
        done.stderr.decode("utf-8", "replace"),
    )


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample programme, built once; not to be changed."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    made = in_process("demo", "--db", str(path), db=path)
    assert made.code == 0, made.err
    return path


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database of Awayan without villages, built once; not to be changed."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    made = in_process("init", "--district-code", "63.11.03", db=path)
    assert made.code == 0, made.err
    return path


@pytest.fixture
def sample(sample_database: Path, tmp_path: Path) -> Path:
    """A copy of the sample programme."""
    return Path(shutil.copy(sample_database, tmp_path / "perut.db"))


@pytest.fixture
def empty(empty_database: Path, tmp_path: Path) -> Path:
    """A copy of a new database."""
    return Path(shutil.copy(empty_database, tmp_path / "perut.db"))


@pytest.fixture
def perut(sample: Path) -> Callable[..., Result]:
    """Perut on a copy of the sample programme, in this process."""

    def call(*arguments: str, **more: object) -> Result:
        return in_process(*arguments, db=sample, **more)  # type: ignore[arg-type]

    return call


@pytest.fixture
def fresh(empty: Path) -> Callable[..., Result]:
    """Perut on a copy of a new database, in this process."""

    def call(*arguments: str, **more: object) -> Result:
        return in_process(*arguments, db=empty, **more)  # type: ignore[arg-type]

    return call
