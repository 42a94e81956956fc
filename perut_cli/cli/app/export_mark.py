"""The mark of an export: when it was written and which history it holds, beside the sheets."""

import json

from perut_cli import __version__
from perut_cli.cli.app.context import Context

MARK = "_perut.json"
"""The file of a folder, or the hidden sheet of a workbook, that holds it."""


def export_mark(context: Context) -> str:
    """The mark of what is exported now."""
    store = context.store()
    said = {
        "exported_at": context.world.written_at(),
        "head": context.head(),
        "uid": store.value("SELECT uid FROM batch ORDER BY id DESC LIMIT 1") or "",
        "first": store.value("SELECT uid FROM batch ORDER BY id LIMIT 1") or "",
        "schema": store.version,
        "program": __version__,
    }
    return json.dumps(said, indent=1)
