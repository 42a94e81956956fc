"""The README kept true: its console blocks are run, its generated parts made anew.

python tests/readme.py --check | --write
"""

import difflib
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n(.*?)```\n", re.DOTALL)
PART = re.compile(r"(<!-- generated: ([a-z-]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
SETUP = ".venv/bin/"


def commands(block: str) -> Iterator[str]:
    """The commands of a block: what stands behind `$ `, a trailing backslash joins lines."""
    joined = block.replace("\\\n", "\\\x00")
    yield from (
        line[2:].replace("\x00", "\n") for line in joined.split("\n") if line.startswith("$ ")
    )


def on_a_terminal(command: str, folder: Path, exported: dict[str, str]) -> str:
    """What a command shows on a terminal of 80 columns, both streams as they come."""
    import fcntl
    import pty
    import termios

    setting = re.fullmatch(r"export (\w+)=(\S+)", command)
    if setting:
        exported[setting[1]] = setting[2]
        return ""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 80, 0, 0))
    environ = {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "HOME": str(folder),
        "TERM": "xterm",
        "NO_COLOR": "1",
        "PERUT_PAGER": "cat",
        "PERUT_ACTOR": "kasi",
        "PERUT_LANG": "en",
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
        **exported,
    }
    running = subprocess.Popen(
        ["/bin/sh", "-c", command],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env=environ,
        cwd=folder,
    )
    os.close(theirs)
    told = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:
            break
        if not more:
            break
        told += more
    running.wait()
    os.close(ours)
    return told.decode().replace("\r\n", "\n")


def run_blocks(text: str) -> str:
    """The README with the output that its commands give now; all blocks share one folder, in order."""
    folder = Path(tempfile.mkdtemp(prefix="perut-readme-"))
    (folder / "bin").mkdir()
    script = folder / "bin" / "perut"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m perut_cli "$@"\n')
    script.chmod(0o755)
    exported: dict[str, str] = {}
    try:
        return BLOCK.sub(lambda found: _block(found[1], folder, exported), text)
    finally:
        shutil.rmtree(folder)


def _block(block: str, folder: Path, exported: dict[str, str]) -> str:
    if SETUP in block:
        return f"```console\n{block}```\n"
    shown = "".join(
        f"$ {command}\n{_clean(on_a_terminal(command, folder, exported), folder)}"
        for command in commands(block)
    )
    return f"```console\n{shown}```\n"


def _clean(told: str, folder: Path) -> str:
    text = told.replace(str(folder), "~")
    lines = [line.rstrip() for line in text.split("\n")]
    return "\n".join(lines).rstrip("\n") + "\n" if text.strip() else ""


def generated(name: str) -> str:
    """A generated part of the README."""
    sys.path.insert(0, str(ROOT))
    from reference import PARTS

    return str(PARTS[name]())


def remade(text: str) -> str:
    """The README as it should be."""
    return run_blocks(PART.sub(lambda found: found[1] + generated(found[2]) + found[4], text))


def main(what: str) -> int:
    """Check or write; gives the exit code."""
    text = README.read_text("utf-8")
    wanted = remade(text)
    if what == "--write":
        README.write_text(wanted, "utf-8")
        return 0
    for line in difflib.unified_diff(
        text.splitlines(), wanted.splitlines(), "README.md", "as it should be", lineterm=""
    ):
        print(line)
    return int(text != wanted)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1] if len(sys.argv) > 1 else "--check"))
