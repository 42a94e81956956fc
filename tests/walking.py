"""Every command there is, and a process that runs many command lines in one language."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from perut_cli.cli.app.command import Command
from perut_cli.cli.app.perform import noun, top_command
from perut_cli.cli.app.tree import NOUNS, TOP_COMMANDS

DRIVER = """
import io, json, sys
from datetime import datetime
from perut_cli.core import text
from perut_cli.cli.app.main import run
from perut_cli.cli.app.world import World

class Stream(io.TextIOWrapper):
    def close(self):
        self.flush()

language, encoding, environ = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
text.speak(language)
for line in sys.stdin:
    out, err = io.BytesIO(), io.BytesIO()
    world = World(environ, Stream(io.BytesIO(b""), encoding), Stream(out, encoding), Stream(err, encoding),
                  lambda: datetime(2026, 11, 24, 9, 30), sys.platform)
    code = run(json.loads(line), world)
    world.stdout.flush(); world.stderr.flush()
    sys.stdout.write(json.dumps([code, out.getvalue().decode(world.stdout.encoding), err.getvalue().decode(encoding)]) + "\\n")
"""


class Ran(NamedTuple):
    """What a command line gave."""

    words: tuple[str, ...]
    code: int
    out: str
    err: str


def commands() -> dict[tuple[str, ...], Command]:
    """Every command that is there, by its English words."""
    found: dict[tuple[str, ...], Command] = {}
    for name, (_, module, _) in TOP_COMMANDS.items():
        if find_spec(f"perut_cli.cli.{module}"):
            spec = top_command(name)
            assert spec is not None
            found[(name,)] = spec
    for name in NOUNS:
        group = noun(name)
        assert group is not None
        verbs = group.commands()
        found |= {(name, verb): verbs[verb] for verb in verbs}
    return found


def in_language(words: tuple[str, ...], spec: Command, language: str) -> tuple[str, ...]:
    """A command's words in a language."""
    if language == "en":
        return words
    first = TOP_COMMANDS[words[0]][0] if len(words) == 1 else NOUNS[words[0]][0]
    return (first,) if len(words) == 1 else (first, spec.name.id)


def run_all(
    lines: Iterable[tuple[str, ...]],
    language: str,
    db: Path,
    encoding: str = "utf-8",
    cwd: Path | None = None,
) -> list[Ran]:
    """Run command lines one after the other in a process that speaks a language, as in a pipe."""
    given = list(lines)
    environ = {
        "PERUT_LANG": language,
        "PERUT_ACTOR": "tester",
        "PERUT_DB": str(db),
        "PERUT_CONFIG": str(db.parent / "config.toml"),
        "HOME": str(db.parent),
    }
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, language, encoding, json.dumps(environ)],
        input="".join(json.dumps(line) + "\n" for line in given),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return [
        Ran(line, *json.loads(answer))
        for line, answer in zip(given, done.stdout.splitlines(), strict=True)
    ]
