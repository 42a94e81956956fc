"""A perut of one schema more, for migrations that are cut off: `python newer.py SQL_FOLDER ARGUMENT…`."""

import shutil
import sys
from importlib import import_module
from pathlib import Path

COLOUR = "ALTER TABLE village ADD COLUMN colour TEXT NOT NULL DEFAULT '';\nUPDATE score SET score_note = score_note || '';\n"


def folder_of_newer(folder: Path) -> int:
    """Write the migrations of a newer program; gives its schema version."""
    number = import_module("perut_cli.store.db").SCHEMA_VERSION + 1
    shutil.copytree(import_module("perut_cli.store.queries").SQL, folder)
    (folder / "schema" / f"{number:04}_colour.sql").write_text(COLOUR)
    return int(number)


def main() -> None:
    """Be the newer program."""
    folder, sys.argv[1:] = Path(sys.argv[1]), sys.argv[2:]
    import_module("perut_cli.store.migrate").SQL = folder
    import_module("perut_cli.store.db").SCHEMA = folder / "schema"
    number = import_module("perut_cli.store.db").SCHEMA_VERSION + 1
    for module in ("store.db", "store.batch", "store.history.undo", "cli.app.context"):
        import_module(f"perut_cli.{module}").SCHEMA_VERSION = number
    import_module("perut_cli.cli.app.main").main()


if __name__ == "__main__":
    main()
