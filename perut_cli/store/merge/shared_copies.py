"""Copies for the other laptops in a folder that both can reach, such as a flash drive: written
there, one a laptop, and found there again.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from perut_cli.core.errors import Invalid, NotFound, PerutError, reason_of
from perut_cli.core.text import T
from perut_cli.store.db import Store, connect, speaking, version_of
from perut_cli.store.safety.verified_copy import (
    VerifiedCopy,
    copied,
    reading,
    sidecar_of,
    unwritable,
)

_NOT_OURS = "P073"


class Held(NamedTuple):
    """The batches that a file holds, by their uids, and those that no other names as its parent.
    Both are empty for a file of a schema that did not seal its history.
    """

    uids: frozenset[str]
    heads: frozenset[str]

    def has_news_for(self, known: frozenset[str]) -> bool:
        """Whether the file holds, or may hold, a batch that is not among these."""
        return not self.heads or not self.heads <= known


class Candidate(NamedTuple):
    """A file that may be taken in."""

    path: Path
    held: Held


def share(path: Path, folder: Path, laptop: str, now: datetime) -> VerifiedCopy:
    """Write a verified copy of a database into a folder, its checksum beside it, under a name that
    tells laptop and day. Earlier copies of this laptop go where this one holds all that they hold.
    Raises what opening and copying raise, Invalid P076 or P077.
    """
    _make_folder(folder)
    stem = _stem(path, laptop)
    with reading(path) as source:
        known = _held(source).uids
        target = next(
            file
            for file in _names(folder, f"{stem}-{now:%Y%m%d}")
            if not file.exists() or _is_superseded(file, known)
        )
        copy = copied(source, target)
    return copy._replace(thinned=tuple(_thin(folder, stem, target, known)))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise Invalid(
            "P077",
            T("{path} can't be used: {why}", "{path} tidak bisa dipakai: {why}").format(
                path=folder, why=reason_of(error)
            ),
            T(
                "name a folder on the flash drive, such as `perut share /media/usb`",
                "sebut folder di flashdisk, misalnya `perut bagi E:\\`",
            ),
        ) from error


def _stem(path: Path, laptop: str) -> str:
    """What the names of this laptop's copies begin with: letters, digits and dashes only, which
    every file system and every Windows takes.
    """
    return f"{_plain(path.stem) or 'perut'}-{_plain(laptop) or 'laptop'}"


def _plain(text: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", ascii_only).strip("-")[:40]


def _names(folder: Path, name: str) -> Iterator[Path]:
    return (folder / f"{name}{'' if count == 1 else f'-{count}'}.db" for count in range(1, 10_000))


def _is_superseded(file: Path, known: frozenset[str]) -> bool:
    """Whether a file is one of ours, all of whose batches are known here."""
    with suppress(PerutError, sqlite3.Error, OSError):
        return not held_by(file).has_news_for(known)
    return False


def _thin(folder: Path, stem: str, kept: Path, known: frozenset[str]) -> Iterator[Path]:
    for file in _own(folder, stem):
        if file != kept and _is_superseded(file, known):
            try:
                sidecar_of(file).unlink(missing_ok=True)
                file.unlink()
            except OSError as error:
                raise unwritable(file, error) from error
            yield file


def _own(folder: Path, stem: str) -> list[Path]:
    """The copies of this laptop in a folder, by their names."""
    pattern = re.compile(re.escape(stem) + r"-\d{8}(-\d+)?\.db", re.IGNORECASE)
    return sorted(file for file in folder.iterdir() if pattern.fullmatch(file.name))


def held_by(file: Path) -> Held:
    """What a file holds. Raises what opening raises."""
    version_of(file)
    with speaking(file), closing(connect(file, write=False)) as database:
        return _held(database)


def known_here(store: Store) -> frozenset[str]:
    """The uids of all batches that an open database holds."""
    return _held(store.connection).uids


def _held(database: sqlite3.Connection) -> Held:
    there = {row[0] for row in database.execute("SELECT name FROM sqlite_schema").fetchall()}
    if "head" not in there:
        return Held(frozenset(), frozenset())
    return Held(_column(database, "batch"), _column(database, "head"))


def _column(database: sqlite3.Connection, table: str) -> frozenset[str]:
    return frozenset(row[0] for row in database.execute(f"SELECT uid FROM {table}"))


def to_take(folder: Path, store: Store, laptop: str) -> list[Path]:
    """The newest copy of each other laptop in a folder: the databases that hold what is not known
    here and not in another of them. Where none has news, those of the others, so that it can be
    said what they lack. Raises NotFound P342 where no other laptop left anything, Damaged for a
    file that can't be read or is of a newer schema.
    """
    known = known_here(store)
    found = list(_candidates(folder, store.path))
    own = set(_own(folder, _stem(store.path, laptop)))
    news = [copy for copy in found if copy.held.has_news_for(known)]
    chosen = _fullest(news or [copy for copy in found if copy.path not in own])
    if not chosen:
        raise NotFound(
            "P342",
            T(
                "no copy of another laptop in {folder}", "tidak ada salinan laptop lain di {folder}"
            ).format(folder=folder),
            T(
                "on the other laptop: `perut share {folder}`",
                "di laptop lain: `perut bagi {folder}`",
            ).format(folder=folder),
        )
    return [copy.path for copy in chosen]


def _candidates(folder: Path, own: Path) -> Iterator[Candidate]:
    try:
        files = sorted(folder.iterdir())
    except OSError as error:
        raise unwritable(folder, error) from error
    for file in files:
        if file.suffix.lower() != ".db" or file.name.startswith(".") or not file.is_file():
            continue
        if file.samefile(own):
            continue
        try:
            yield Candidate(file, held_by(file))
        except PerutError as error:
            if error.number != _NOT_OURS:
                raise


def _fullest(found: list[Candidate]) -> list[Candidate]:
    """Those that hold something that no other of them holds; of equals the last by name."""
    kept: list[Candidate] = []
    for one in sorted(found, key=lambda one: (len(one.held.uids), one.path.name), reverse=True):
        if all(one.held.has_news_for(other.held.uids) for other in kept):
            kept.append(one)
    return sorted(kept)
