"""The modules of the pool, opened when a command needs them, and the pool that a command names."""

from importlib import import_module
from pathlib import Path
from typing import Any

from perut_cli.cli.app.command import Inputs
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import missing_argument
from perut_cli.cli.commands.pool_options import DIR
from perut_cli.core.errors import Invalid
from perut_cli.core.text import T

_LIBRARIES = ("duckdb", "pyspark", "pyarrow", "pandas", "numpy", "py4j")
"""What the extras bring."""


def door(module: str, extra: str = "pool", package: str = "DuckDB") -> Any:
    """A module of the pool, opened when it is needed. Raises Invalid P368 without its library."""
    try:
        return import_module(f"perut_cli.pool.{module}")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _LIBRARIES:
            raise
        raise Invalid(
            "P368",
            T("{package} is not installed", "{package} belum terpasang").format(package=package),
            T(
                "install it: pip install 'perut[{extra}]'", "pasang: pip install 'perut[{extra}]'"
            ).format(extra=extra),
        ) from error


def pool_of(context: Context, inputs: Inputs) -> Any:
    """The pool whose folder was named. Raises Usage, NotFound, Damaged."""
    if not inputs.text("dir"):
        raise missing_argument(DIR.label, context.path)
    return door("folder").opened(Path(inputs.text("dir")).expanduser())
