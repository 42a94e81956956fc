"""How easily the code is read: sizes, names of nothing, and what three commands open: `python tests/bench/house.py`."""

import ast
import io
import statistics
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
NAMELESS = ("found", "given", "one", "place", "made", "taken")
"""Names of nothing."""

COMMANDS = {
    "session add": (
        "session",
        "add",
        "muara",
        "2026-11-24",
        "supervisi",
        "--mode",
        "visit",
        "--attendee",
        "sekretaris",
        "--finding",
        "Buku kas belum ditutup",
        "--action",
        "Tutup",
        "--due",
        "2026-12-15",
    ),
    "score import": ("score", "import", str(ROOT / "sample_data" / "score.csv")),
    "report progress": ("report", "progress", "--format", "csv"),
}


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Every function of a module."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def spread(numbers: list[int]) -> str:
    """Median, 90th percentile and largest."""
    ordered = sorted(numbers)
    return f"{statistics.median(ordered):g} / {ordered[len(ordered) * 9 // 10]} / {ordered[-1]}"


def sizes() -> None:
    """Modules, their lines, their functions."""
    texts = {path: path.read_text("utf-8") for path in (ROOT / "perut_cli").rglob("*.py")}
    trees = {path: ast.parse(text) for path, text in texts.items()}
    lines = [line for text in texts.values() for line in text.splitlines()]
    lengths = [
        (node.end_lineno or 0) - node.lineno + 1
        for tree in trees.values()
        for node in functions(tree)
    ]
    files = [text.count("\n") for path, text in texts.items() if path.name != "__init__.py"]
    print(f"{len(files)} modules, {len(lines)} lines, {len(lengths)} functions")
    print(
        f"lines of a function: {spread(lengths)}; over 40: {sum(length > 40 for length in lengths)}"
    )
    print(
        f"lines of a file: {spread(files)}; over 400: {sum(count > 400 for count in files)}; under 60: {sum(count < 60 for count in files)}"
    )
    print(f"lines over 100: {sum(len(line) > 100 for line in lines)}")
    for layer in ("core", "store", "intake", "reports", "render", "pool", "cli"):
        inside = [
            text
            for path, text in texts.items()
            if path.relative_to(ROOT / "perut_cli").parts[0] == layer
        ]
        anys = sum(
            isinstance(node, ast.Name) and node.id == "Any"
            for text in inside
            for node in ast.walk(ast.parse(text))
        )
        long_lived = sum(longest_lives(ast.parse(text)) for text in inside)
        print(f"{layer:8} Any {anys:4}, names of nothing over five lines {long_lived:4}")


def longest_lives(tree: ast.AST) -> int:
    """How many names of nothing live longer than five lines, in a function each."""
    count = 0
    for function in functions(tree):
        lines: dict[str, list[int]] = {}
        for node in ast.walk(function):
            name = (
                node.id
                if isinstance(node, ast.Name)
                else node.arg
                if isinstance(node, ast.arg)
                else ""
            )
            if name in NAMELESS:
                lines.setdefault(name, []).append(node.lineno)
        count += sum(max(places) - min(places) > 5 for places in lines.values())
    return count


def opened(words: tuple[str, ...], database: Path) -> tuple[int, int, int]:
    """How many files of perut a command enters, how many of them outside core, and its deepest chain of calls."""
    from perut_cli.cli.app.main import run
    from perut_cli.cli.app.world import World

    entered: set[str] = set()
    depth, deepest = 0, 0

    def watch(frame: object, event: str, _: object) -> None:
        nonlocal depth, deepest
        code = frame.f_code  # type: ignore[attr-defined]
        if "/perut_cli/" not in code.co_filename or code.co_name.startswith("<"):
            return
        if event == "call":
            entered.add(code.co_filename.partition("/perut_cli/")[2])
            depth += 1
            deepest = max(deepest, depth)
        elif event == "return":
            depth -= 1

    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(3)]
    environ = {
        "PERUT_DB": str(database),
        "PERUT_LANG": "en",
        "HOME": str(database.parent),
        "PERUT_ACTOR": "reader",
    }
    world = World(environ, *streams, lambda: datetime(2026, 11, 24, 9, 30), sys.platform)
    sys.setprofile(watch)
    try:
        code = run([*words, "--yes"], world)
    finally:
        sys.setprofile(None)
    if code:
        streams[2].seek(0)
        print(streams[2].read())
    return len(entered), len([name for name in entered if not name.startswith("core/")]), deepest


def main() -> None:
    """Print it all."""
    sizes()
    from perut_cli.cli.app.main import run
    from perut_cli.cli.app.world import World

    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "house.db"
        streams = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(3)]
        world = World(
            {"PERUT_DB": str(database), "HOME": folder}, *streams, datetime.now, sys.platform
        )
        run(["demo", "--db", str(database)], world)
        for name, words in COMMANDS.items():
            files, outside, chain = opened(words, database)
            print(
                f"{name}: {files} files, {outside} of them outside core, through a chain of {chain} calls"
            )


if __name__ == "__main__":
    main()
