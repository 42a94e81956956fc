"""Drafts of guided entry: what was answered so far, kept until the record is written, readable by its owner only."""

import json
import os
from pathlib import Path
from typing import NamedTuple

from perut_cli.cli.world import World, drafts_folder


class Draft(NamedTuple):
    """Where a draft is, and the database it is for."""

    path: Path
    database: str


def draft_of(world: World, name: str, database: Path) -> Draft:
    """The draft of a command for a database."""
    return Draft(drafts_folder(world) / f"{name}.json", str(database.absolute()))


def kept(draft: Draft) -> tuple[str, dict[str, str]]:
    """When a draft was written and its answers in their order; nothing where there is none, or one for another database."""
    try:
        read = json.loads(draft.path.read_text("utf-8"))
        if read["database"] == draft.database:
            return str(read["at"]), {str(key): str(value) for key, value in read["answers"].items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        pass
    return "", {}


def keep(draft: Draft, answers: dict[str, str], at: str) -> None:
    """Write a draft, whole or not at all; a folder that can't be written keeps none."""
    aside = draft.path.with_name(f".{draft.path.name}.new")
    try:
        draft.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            json.dump({"database": draft.database, "at": at, "answers": answers}, out, ensure_ascii=False, indent=1)
        aside.replace(draft.path)
    except OSError:
        return


def drop(draft: Draft) -> None:
    """Delete a draft."""
    try:
        draft.path.unlink(missing_ok=True)
    except OSError:
        return
