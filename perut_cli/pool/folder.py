"""A pool as a folder: what it covers, where its parts lie, and one process at a time that writes.

POOL/pool.json                              what it covers, its settings, the offices expected
     deliveries/63.11.03/<moment>-<sha12>.perut and .json, its receipt
     index/63.11.json                       how things stand with each office of a regency
     due/63.11.03                           an office whose regency's shelves have to be made again
     data/<table>/province=p63/regency=p63.11/shelf.parquet
     data/built/63.11                       what the shelves were made of, and their checksums
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from perut_cli.core.errors import Conflict, Damaged, Invalid, NotFound, reason_of
from perut_cli.core.text import T
from perut_cli.store.files import alone_at, replacing

FORMAT = 1
"""Version of a pool's folder; a newer one is refused."""

NATION = "id"
DESCRIPTION = "pool.json"
LATE_DAYS = 45
"""Days after which an office's newest delivery counts as late, unless pool.json says otherwise."""

_ASIDE = "aside"


class Pool(NamedTuple):
    """An open pool: its folder, what it covers, its settings, the offices it expects by code, and
    what regencies and provinces are called.
    """

    root: Path
    covers: str
    settings: dict[str, str]
    offices: dict[str, str]
    late_days: int
    names: dict[str, str]


def create(pool: Pool) -> None:
    """Begin a pool. Raises Conflict P362 where there is one, Invalid where it can't be written."""
    check_free(pool)
    try:
        for folder in ("deliveries", "index", "due", "data/built"):
            (pool.root / folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Invalid(
            "P077",
            T("{path}: {why}", "{path}: {why}").format(path=pool.root, why=reason_of(error)),
        ) from error
    describe(pool)


def check_free(pool: Pool) -> None:
    """Raises Conflict P362 where there is a pool."""
    if (pool.root / DESCRIPTION).exists():
        raise Conflict(
            "P362",
            T("{path} is a pool already", "{path} sudah menjadi himpunan").format(path=pool.root),
            T(
                "see `perut pool status {path}`; its settings and offices stand in {file}",
                "lihat `perut himpunan status {path}`; pengaturan dan daftar kantor ada di {file}",
            ).format(path=pool.root, file=pool.root / DESCRIPTION),
        )


def describe(pool: Pool) -> None:
    """Write pool.json."""
    said = {
        "format": FORMAT,
        "covers": pool.covers,
        "settings": pool.settings,
        "late_days": pool.late_days,
        "offices": pool.offices,
        "names": pool.names,
    }
    with replacing(str(pool.root / DESCRIPTION)) as stream:
        stream.write(json.dumps(said, indent=1, ensure_ascii=False).encode())


def opened(root: Path) -> Pool:
    """The pool in a folder. Raises NotFound P363, Damaged P364."""
    path = root / DESCRIPTION
    try:
        said = json.loads(path.read_text("utf-8"))
        if int(said["format"]) > FORMAT:
            raise _newer(path, int(said["format"]))
        return Pool(
            root,
            str(said["covers"]),
            {str(key): str(value) for key, value in said["settings"].items()},
            {str(code): str(name) for code, name in said["offices"].items()},
            int(said["late_days"]),
            {str(code): str(name) for code, name in said["names"].items()},
        )
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFound(
            "P363",
            T("{path} is no pool", "{path} bukan himpunan").format(path=root),
            T(
                "begin one: `perut pool init {path} --covers 63.11`",
                "mulai dengan: `perut himpunan mulai {path} --mencakup 63.11`",
            ).format(path=root),
        ) from error
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise Damaged(
            "P364",
            T("{path} can't be read as a pool's description", "{path} tidak bisa dibaca").format(
                path=path
            ),
            T("restore it from a copy of the pool", "pulihkan dari salinan himpunan"),
        ) from error


def _newer(path: Path, number: int) -> Damaged:
    return Damaged(
        "P373",
        T(
            "{path} is of a newer perut (format {theirs}, this one knows {ours})",
            "{path} dari perut yang lebih baru (format {theirs}, yang ini mengenal {ours})",
        ).format(path=path, theirs=number, ours=FORMAT),
        T(
            "install the newer perut on this machine",
            "pasang perut yang lebih baru di komputer ini",
        ),
    )


@contextmanager
def alone(pool: Pool) -> Iterator[Path]:
    """Let nobody else write into the pool meanwhile; gives a folder for what is laid aside. Raises
    Busy P372.
    """
    with alone_at(pool.root / "lock"):
        aside = pool.root / _ASIDE
        # What an interrupted run left.
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(exist_ok=True)
        try:
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def put(pool: Pool, path: Path, data: bytes) -> None:
    """Write a file aside and put it in place; what a kill leaves aside, `alone` clears away."""
    aside = pool.root / _ASIDE
    for folder in (path.parent, aside):
        folder.mkdir(parents=True, exist_ok=True)
    with replacing(str(path), str(aside)) as stream:
        stream.write(data)


def regency_of(district: str) -> str:
    """63.11 of 63.11.03."""
    return district[:5]


def is_within(code: str, area: str) -> bool:
    """Whether an area lies in another, or is it; all lie in a blank one."""
    return not area or f"{code}.".startswith(f"{area}.")


def home(pool: Pool, district: str) -> Path:
    """Where the deliveries of an office lie."""
    return pool.root / "deliveries" / district


def moment(made_at: str) -> str:
    """A moment as file names have it: 20261127T093000."""
    return made_at.replace("-", "").replace(":", "")[:15]


def mark_due(pool: Pool, district: str) -> None:
    """Remember an office whose regency's shelves have to be made again,
    whatever happens until then.
    """
    path = pool.root / "due" / district
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def due(pool: Pool) -> list[str]:
    """The offices whose regencies' shelves have to be made again."""
    return listed(pool.root / "due")


def listed(folder: Path) -> list[str]:
    """The names in a folder in order, without those that are hidden; none where it isn't there."""
    try:
        return sorted(entry.name for entry in os.scandir(folder) if entry.name[0] != ".")
    except FileNotFoundError:
        return []


def built(pool: Pool, regency: str) -> Path:
    """The file that says what the shelves of a regency were made of."""
    return pool.root / "data" / "built" / regency


def shelf(pool: Pool, table: str, regency: str) -> Path:
    """The file that holds a table of a regency."""
    return (
        pool.root
        / "data"
        / table
        / f"province=p{regency[:2]}"
        / f"regency=p{regency}"
        / "shelf.parquet"
    )
