"""Drafts of guided entry: what was answered so far, kept until the record is written, readable by
its owner only.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from perut_cli.cli.app.world import World, drafts_folder


class Draft(NamedTuple):
    """Where a draft is, the database it is for, and the command line that goes on with it."""

    path: Path
    database: str
    command: str


class UnfinishedEntry(NamedTuple):
    """A draft that waits: when it was last written, and the command line that goes on with it."""

    at: str
    command: str


def draft_of(world: World, name: str, database: Path, command: str) -> Draft:
    """The draft of a command for a database."""
    return Draft(drafts_folder(world) / f"{name}.json", str(database.absolute()), command)


def unfinished(world: World, database: Path) -> list[UnfinishedEntry]:
    """The drafts for a database, oldest first; what is no draft is passed over."""
    entries = []
    for path in drafts_folder(world).glob("*.json"):
        with suppress(OSError, ValueError, KeyError, TypeError):
            read = json.loads(path.read_text("utf-8"))
            if read["database"] == str(database.absolute()) and read["answers"]:
                entries.append(UnfinishedEntry(str(read["at"]), str(read["command"])))
    return sorted(entries)


def read_draft(draft: Draft) -> tuple[str, dict[str, str]]:
    """When a draft was written and its answers in their order; nothing where there is none, or one
    for another database.
    """
    try:
        read = json.loads(draft.path.read_text("utf-8"))
        if read["database"] == draft.database:
            return str(read["at"]), {str(key): str(value) for key, value in read["answers"].items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        pass
    return "", {}


def write_draft(draft: Draft, answers: dict[str, str], at: str) -> None:
    """Write a draft, whole or not at all; a folder that can't be written keeps none."""
    aside = draft.path.with_name(f".{draft.path.name}.new")
    try:
        draft.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(
            os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as out:
            json.dump(
                {
                    "database": draft.database,
                    "command": draft.command,
                    "at": at,
                    "answers": answers,
                },
                out,
                ensure_ascii=False,
                indent=1,
            )
        aside.replace(draft.path)
    except OSError:
        return


def drafts_like(draft: Draft) -> list[Draft]:
    """The draft itself, then those of the same command that were set aside, newest first."""
    aside = sorted(draft.path.parent.glob(f"{draft.path.stem}~*.json"), reverse=True)
    return [draft, *(draft._replace(path=path) for path in aside)]


def set_aside(draft: Draft) -> None:
    """Give a draft's name to the next one; it is asked about again later."""
    number = 1 + len(drafts_like(draft))
    with suppress(OSError):
        draft.path.replace(draft.path.with_name(f"{draft.path.stem}~{number}.json"))


def take_up(waiting: Draft, draft: Draft) -> None:
    """Go on with a draft that was set aside."""
    if waiting.path != draft.path:
        with suppress(OSError):
            waiting.path.replace(draft.path)


def delete_draft(draft: Draft) -> None:
    """Delete a draft."""
    try:
        draft.path.unlink(missing_ok=True)
    except OSError:
        return
