"""How long short commands take to start, as ratios, and what each loads: `python tests/bench/start.py [RUNS]`."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PERUT = ("-c", "from perut_cli.cli.app.main import main; main()")
TYPER = ("-c", "import typer")
PLAIN = ("-c", "import typer, sqlite3, csv")
SETTINGS = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
"""Not for a measurement: an installed program is compiled, and its output is buffered."""

CASES = (
    ("perut --version", ("--version",), TYPER, 1.25),
    ("perut --help", ("--help",), TYPER, 1.25),
    (
        "perut __complete 3 -- report village mu",
        ("__complete", "3", "--", "report", "village", "mu"),
        TYPER,
        1.25,
    ),
    ("perut __complete 2 -- session ad", ("__complete", "2", "--", "session", "ad"), TYPER, 1.25),
    ("perut village list --format csv", ("village", "list", "--format", "csv"), PLAIN, 1.3),
    ("perut report progress --format csv", ("report", "progress", "--format", "csv"), PLAIN, 1.3),
)


def seconds(words: tuple[str, ...], environ: dict[str, str]) -> float:
    """The time of one process from its start to its end."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, *words], env=environ, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def loaded(words: tuple[str, ...], environ: dict[str, str]) -> set[str]:
    """The modules that a process loads."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *words],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    return {
        line.rpartition("|")[2].strip()
        for line in done.stderr.splitlines()
        if line.startswith("import time:")
    }


def best(cases: dict[str, tuple[str, ...]], environ: dict[str, str], runs: int) -> dict[str, float]:
    """The shortest of many runs of each, taken in turn, so that a busy moment meets all alike."""
    shortest = dict.fromkeys(cases, float("inf"))
    for _ in range(runs):
        for name, words in cases.items():
            shortest[name] = min(shortest[name], seconds(words, environ))
    return shortest


def main(runs: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            **{name: value for name, value in os.environ.items() if name not in SETTINGS},
            "PYTHONPATH": str(ROOT),
            "PERUT_DB": f"{folder}/sample.db",
            "PERUT_LANG": "en",
        }
        demo = [sys.executable, *PERUT, "demo", "--db", f"{folder}/sample.db", "--quiet"]
        subprocess.run(demo, env=environ, stdout=subprocess.DEVNULL, check=True)
        cases = {
            "import typer": TYPER,
            "import typer, sqlite3, csv": PLAIN,
            "sqlite-utils rows": ("-m", "sqlite_utils", "rows", f"{folder}/sample.db", "village"),
            **{name: (*PERUT, *words) for name, words, _, _ in CASES},
        }
        times = best(cases, environ, runs)
        basis = {TYPER: times["import typer"], PLAIN: times["import typer, sqlite3, csv"]}
        for name in ("import typer", "import typer, sqlite3, csv", "sqlite-utils rows"):
            sys.stdout.write(f"{name:36} {times[name] * 1000:6.1f} ms\n")
        common = loaded(PLAIN, environ)
        for name, words, against, limit in CASES:
            sys.stdout.write(
                f"{name:36} {times[name] * 1000:6.1f} ms, ratio {times[name] / basis[against]:.2f}, limit {limit}\n"
            )
            sys.stdout.write(
                f"    loads {' '.join(sorted(loaded((*PERUT, *words), environ) - common))}\n"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
