"""The shape of the code, held by its syntax: which way imports point, one home per library, who writes, who speaks, how long."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from perut_cli.cli.app.tree import NOUN_MODULES, OWN_VERBS, TOP_COMMANDS, VERBS
from perut_cli.core.sheets import SHEETS

ROOT = Path(__file__).parents[1] / "perut_cli"
FILES = sorted(ROOT.rglob("*.py"))

LAYERS = (
    ("core.text", "core.late", "core.characters", "core.synonyms"),
    ("core.days_in_words",),
    ("core.errors", "core.values"),
    ("core.periods",),
    ("core.fields",),
    ("core.table", "core.spreadsheet_guards"),
    ("core.vocabulary",),
    ("core",),
    ("store",),
    ("intake", "reports", "render"),
    ("pool",),
    ("cli.app", "cli"),
    ("cli.guided",),
    ("cli.help",),
    ("cli.records",),
    ("cli.commands",),
    tuple(f"cli.app.{name}" for name in ("perform", "main")),
)
"""An import points to its own layer or one before it. What opens every command by its name is above all
of them; a record's `add` asks, so asking is below it."""

DOORS = ("Late", "import_module")
"""What opens a module by its name: the same as an import, only later."""

OPENED_BY_DATA = {
    "cli.app.perform": (
        *(f"cli.commands.{name}" for name in OWN_VERBS),
        *(f"cli.{name}" for name in NOUN_MODULES.values()),
        *(f"cli.{module}" for _, module in VERBS.values()),
        *(f"cli.{entry[1]}" for entry in TOP_COMMANDS.values()),
    ),
}
"""Modules whose names are put together from a table."""

OPENS_ONLY_BELOW = {"core.late", "render", "cli.commands.report", "cli.commands.pool_doors"}
"""These open a renderer, a report or the pool by a name: all of them in layers below."""

HOMES = {
    "typer": ("cli.app",),
    "rich": ("render.terminal",),
    "plotext": ("render.line_chart",),
    "tabulate": ("render.tabulated",),
    "sqlite3": ("store",),
    "sqlite_utils": ("store.migrate",),
    "xlsxwriter": ("render",),
    "duckdb": ("pool.duckdb_engine",),
    "pyspark": ("pool.spark_engine",),
    "pyarrow": ("pool.spark_engine",),
}

LONG_FILES = {
    "core.vocabulary",
    "core.catalogue",
}
"""Plain data."""

LINES_OF_A_FUNCTION, LINES_OF_A_FILE = 40, 400


class Module(NamedTuple):
    """A module by its name within the package, its text and its tree."""

    name: str
    text: str
    tree: ast.Module


@cache
def modules() -> dict[str, Module]:
    """Every module of the package."""
    found = {}
    for path in FILES:
        name = (
            ".".join(path.relative_to(ROOT).with_suffix("").parts)
            .removesuffix(".__init__")
            .replace("__init__", "")
        )
        text = path.read_text("utf-8")
        found[name] = Module(name, text, ast.parse(text))
    return found


@cache
def imported(module: Module) -> list[tuple[str, ast.stmt]]:
    """What a module imports at any place, but for what only type checkers see."""
    found = []
    for node in seen(module.tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            # `from perut_cli.cli import files` imports the module perut_cli.cli.records.import_file.
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            found += [
                (name if name.removeprefix("perut_cli.") in modules() else node.module, node)
                for name in whole
            ]
    return found + [(name, node) for name, node in opened(module)]


def opened(module: Module) -> list[tuple[str, ast.AST]]:
    """The modules that a module opens by their names: through a door, or out of a table."""
    found: list[tuple[str, ast.AST]] = [
        (node.args[0].value, node)
        for node in seen(module.tree)
        if isinstance(node, ast.Call)
        and named(node.func) in DOORS
        and isinstance(node.args[0], ast.Constant)
    ]
    by_data = OPENED_BY_DATA.get(module.name, ())
    return found + [(f"perut_cli.{name}", module.tree) for name in by_data]


def seen(tree: ast.AST) -> list[ast.AST]:
    """All nodes outside of `if TYPE_CHECKING`."""
    found, rest = [], [tree]
    while rest:
        node = rest.pop()
        found.append(node)
        if not (
            isinstance(node, ast.If)
            and isinstance(node.test, ast.Name)
            and node.test.id == "TYPE_CHECKING"
        ):
            rest += ast.iter_child_nodes(node)
    return found


def own(module: Module) -> list[str]:
    """The modules of ours that a module imports."""
    return [
        name.removeprefix("perut_cli").lstrip(".")
        for name, _ in imported(module)
        if name.split(".")[0] == "perut_cli"
    ]


def named(node: ast.AST) -> str:
    """The name an expression is, blank for any other."""
    return node.id if isinstance(node, ast.Name) else ""


def layer(name: str) -> int:
    """The place of the layer that has the longest beginning of a module's name."""
    for length in range(name.count(".") + 1, 0, -1):
        beginning = ".".join(name.split(".")[:length])
        for place, names in enumerate(LAYERS):
            if beginning in names:
                return place
    return 0 if name == "" else len(LAYERS)


def test_imports_point_down_doors_included():
    assert [
        f"{name} -> {to}"
        for name, module in modules().items()
        for to in own(module)
        if name not in ("", "__main__") and layer(to) > layer(name)
    ] == []


def test_every_module_has_a_layer():
    assert [name for name in modules() if name != "__main__" and layer(name) == len(LAYERS)] == []


def test_no_modules_import_each_other_in_a_circle_not_even_through_a_door():
    graph = {name: [to for to in own(module) if to != name] for name, module in modules().items()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path[path.index(name) :], name))
        if name not in done:
            for to in graph.get(name, ()):
                visit(to, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library):
    users = [
        name
        for name, module in modules().items()
        if any(to.partition(".")[0] == library for to, _ in imported(module))
    ]
    assert [name for name in users if not name.startswith(HOMES[library])] == []
    assert users


def test_only_the_store_writes():
    word = re.compile(
        r"\b(INSERT (OR \w+ )?INTO|UPDATE (OR \w+ )?\w+ SET|DELETE FROM|REPLACE INTO|DROP TABLE|CREATE (TEMP )?TABLE)\b"
    )
    writers = {
        name
        for name, module in modules().items()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and word.search(node.value)
    }
    # The engine of a pool keeps tables in memory only.
    allowed = ("store", "pool.duckdb_engine")
    assert {name for name in writers if not name.startswith(allowed)} == set()


def test_only_the_command_line_speaks():
    speakers = {
        name
        for name, module in modules().items()
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Name) and node.id in ("print", "input"))
        or (
            isinstance(node, ast.Attribute)
            and node.attr in ("stdout", "stderr", "stdin")
            and named(node.value) == "sys"
        )
    }
    assert {name for name in speakers if not name.startswith("cli")} == set()


def test_only_the_command_line_reads_the_world():
    readers = {
        name
        for name, module in modules().items()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("environ", "getenv", "now", "today")
        and named(node.value) in ("os", "datetime", "date")
    }
    assert {name for name in readers if not name.startswith("cli")} == set()


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function with the name of its module."""
    return (
        (name, node)
        for name, module in modules().items()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef)
    )


def test_no_function_is_long():
    lengths = {
        f"{name}.{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name, node in functions()
    }
    assert {
        function: length for function, length in lengths.items() if length > LINES_OF_A_FUNCTION
    } == {}


def test_no_file_is_long():
    lengths = {name: module.text.count("\n") for name, module in modules().items()}
    assert {
        name: length
        for name, length in lengths.items()
        if length > LINES_OF_A_FILE and name not in LONG_FILES
    } == {}


def test_imports_stand_at_the_top():
    """What is loaded late is a module opened by its name, never an import within a function."""
    assert [
        f"{name}:{node.lineno}"
        for name, function in functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ] == []


@pytest.mark.parametrize("name", sorted(LONG_FILES))
def test_an_exception_is_needed(name):
    assert modules()[name].text.count("\n") > LINES_OF_A_FILE


def test_a_module_says_what_it_is_for():
    assert [name for name, module in modules().items() if not ast.get_docstring(module.tree)] == []


def test_every_module_that_a_table_opens_is_in_the_tables_of_this_test():
    """A name put together from data would hide a way from the two tests above."""
    put_together = {
        name
        for name, module in modules().items()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and named(node.func) in DOORS
        and not isinstance(node.args[0], ast.Constant)
    }
    assert put_together - OPENS_ONLY_BELOW == set(OPENED_BY_DATA)


BRANCHES_ON_A_SHEET = 12
"""What a sheet does specially is a property of Sheet: a branch on its name is the exception."""


def test_hardly_anything_asks_for_a_sheet_by_name():
    asking = [
        f"{name}:{node.lineno}"
        for name, module in modules().items()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Compare) and asks_for_a_sheet(node)
    ]
    assert len(asking) <= BRANCHES_ON_A_SHEET, "\n".join(asking)


def asks_for_a_sheet(node: ast.Compare) -> bool:
    """Whether a comparison is of a name with that of a sheet."""
    sides = [node.left, *node.comparators]
    texts = {
        part.value
        for side in sides
        for part in (side.elts if isinstance(side, ast.Tuple) else [side])
        if isinstance(part, ast.Constant)
    }
    asked = {side.attr for side in sides if isinstance(side, ast.Attribute)}
    asked |= {side.id for side in sides if isinstance(side, ast.Name)}
    return bool(texts & set(SHEETS)) and texts <= {*SHEETS, ""} and bool(asked & SHEET_NAMES)


SHEET_NAMES = {"name", "table", "sheet", "sheet_name"}
"""What holds the name of a sheet is called one of these."""


NAMELESS = ("found", "given", "one", "place", "made", "taken")
"""Names of nothing."""

LINES_OF_A_NAMELESS = 5


def test_no_name_of_nothing_lives_long():
    assert [
        f"{name}.{function.name}: {nameless}"
        for name, function in functions()
        for nameless, lines in lines_of_the_nameless(function).items()
        if max(lines) - min(lines) > LINES_OF_A_NAMELESS
    ] == []


def lines_of_the_nameless(function: ast.FunctionDef) -> dict[str, list[int]]:
    """The lines of a function on which each name of nothing stands."""
    lines: dict[str, list[int]] = {}
    for node in ast.walk(function):
        name = named(node) or (node.arg if isinstance(node, ast.arg) else "")
        if name in NAMELESS:
            lines.setdefault(name, []).append(node.lineno)
    return lines


def test_no_two_classes_have_one_name():
    names = [
        node.name
        for module in modules().values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
    ]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_no_class_changes_what_a_builtin_type_does():
    builtin = {"dict", "list", "str", "int", "float", "set", "tuple", "frozenset", "bytes"}
    assert [
        f"{name}: {node.name}"
        for name, module in modules().items()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        for base in node.bases
        if named(base.value if isinstance(base, ast.Subscript) else base) in builtin
    ] == []


ANYS = 80
"""`Any` stands where what a cell or a library gives isn't known, hardly anywhere else."""


def test_any_is_rare():
    anys = [
        f"{name}:{node.lineno}"
        for name, module in modules().items()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Name) and node.id == "Any"
    ]
    assert len(anys) < ANYS, "\n".join(anys)


def test_what_the_guide_to_the_code_names_is_there():
    guide = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z_]+)\.([A-Za-z_]+)`", guide)) - {("config", "toml")}
    assert len(named) > 10
    there = {
        (name.rpartition(".")[2], node.name)
        for name, module in modules().items()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    there |= {
        (name.rpartition(".")[2], target.id)
        for name, module in modules().items()
        for node in module.tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    files = {(stem, suffix) for stem, suffix in named if suffix in ("py", "sql", "md")}
    assert sorted(named - there - files) == []
