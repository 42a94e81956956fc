"""What each command loads: deterministic, so it is asserted; the times that follow from it are in tests/bench/start.py."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "rich",
    "sqlite_utils",
    "tabulate",
    "pydantic",
    "plotext",
    "xlsxwriter",
    "sqlite3",
    "typer",
    "json",
    "decimal",
    "hashlib",
    "shlex",
    "tomllib",
    "csv",
    "click",
}


CODE = """
import sys
from perut_cli.cli.app.main import run
from perut_cli.cli.app.world import this_world
code = run(sys.argv[1:], this_world())
sys.stderr.write(" ".join(sys.modules))
sys.exit(code)
"""


def loaded(*words: str, db: Path) -> set[str]:
    """The modules that a command loads, in a pipe."""
    environ = {
        **os.environ,
        "PERUT_DB": str(db),
        "PERUT_LANG": "en",
        "PERUT_CONFIG": "/nonexistent/config.toml",
    }
    done = subprocess.run(
        [sys.executable, "-c", CODE, *words],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        ("--version", set()),
        ("--help", set()),
        ("__complete 1 -- vil", {"sqlite3"}),
        ("__complete 3 -- report village mu", {"sqlite3"}),
        ("village list --format csv", {"typer", "sqlite3", "csv"}),
        ("village list --format tsv", {"typer", "sqlite3", "csv"}),
        ("village list --format jsonl", {"typer", "sqlite3", "json"}),
        ("village list --help", {"typer", "sqlite3"}),
        ("report progress --format csv", {"typer", "sqlite3", "csv"}),
        ("send --dry-run --format csv", {"typer", "sqlite3", "csv", "json", "hashlib"}),
    ],
)
def test_a_command_loads_only_what_it_needs(words, allowed, sample):
    assert loaded(*words.split(), db=sample) & HEAVY <= allowed


def test_what_only_reads_loads_nothing_that_writes(sample):
    writers = {
        "perut_cli.store.importing.staging",
        "perut_cli.store.importing.import_rows.import_rows",
        "perut_cli.store.remove",
        "perut_cli.store.history.undo",
    }
    assert not loaded("village", "list", db=sample) & writers
    assert not loaded("report", "progress", "--format", "csv", db=sample) & writers
