"""A pool as a folder: what it covers, the deliveries kept as they came, and which are in force.

POOL/pool.json                              what it covers, its settings, the offices expected
     deliveries/63.11.03/<moment>-<sha12>.perut and .json, its receipt
     data/<table>/province=p63/regency=p63.11/shelf.parquet
     data/built/63.11                       names of the deliveries that the shelves are made of
     data/due/63.11                         a regency whose shelves have to be made again
"""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from perut_cli.core.errors import Conflict, Damaged, Invalid, NotFound, reason_of
from perut_cli.core.text import T
from perut_cli.pool.receive import Received
from perut_cli.store.files import replacing

NATION = "id"
DESCRIPTION = "pool.json"
LATE_DAYS = 45
"""Days after which an office's newest delivery counts as late, unless pool.json says otherwise."""


class Pool(NamedTuple):
    """An open pool: its folder, what it covers, its settings, and the offices it expects by code."""

    root: Path
    covers: str
    settings: dict[str, str]
    offices: dict[str, str]
    late_days: int


class Receipt(NamedTuple):
    """What was written down when a delivery came in; `accepted`: somebody said yes to a last batch
    that goes back.
    """

    district: str
    name: str
    sha256: str
    file_id: str
    last_batch: int
    made_at: str
    head: str
    schema: int
    program: str
    instruments: dict[str, str]
    accepted: bool

    @property
    def order(self) -> tuple[str, str]:
        """Deliveries of an office in the order of their moments."""
        return self.made_at, self.sha256


def create(pool: Pool) -> None:
    """Begin a pool. Raises Conflict P362 where there is one, Invalid where it can't be written."""
    if (pool.root / DESCRIPTION).exists():
        raise Conflict(
            "P362",
            T("{path} is a pool already", "{path} sudah menjadi himpunan").format(path=pool.root),
            T("see `perut pool status {path}`", "lihat `perut himpunan status {path}`").format(
                path=pool.root
            ),
        )
    try:
        for folder in ("deliveries", "data/built", "data/due"):
            (pool.root / folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Invalid(
            "P077",
            T("{path}: {why}", "{path}: {why}").format(path=pool.root, why=reason_of(error)),
        ) from error
    describe(pool)


def describe(pool: Pool) -> None:
    """Write pool.json."""
    said = {
        "format": 1,
        "covers": pool.covers,
        "settings": pool.settings,
        "late_days": pool.late_days,
        "offices": pool.offices,
    }
    put(pool.root / DESCRIPTION, json.dumps(said, indent=1, ensure_ascii=False).encode())


def opened(root: Path) -> Pool:
    """The pool in a folder. Raises NotFound P363, Damaged P364."""
    path = root / DESCRIPTION
    try:
        said = json.loads(path.read_text("utf-8"))
        return Pool(
            root,
            str(said["covers"]),
            {str(key): str(value) for key, value in said["settings"].items()},
            {str(code): str(name) for code, name in said["offices"].items()},
            int(said["late_days"]),
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


def put(path: Path, data: bytes) -> None:
    """Write a file aside and put it in place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(str(path)) as stream:
        stream.write(data)


def regency_of(district: str) -> str:
    """63.11 of 63.11.03."""
    return district[:5]


def home(pool: Pool, district: str) -> Path:
    """Where the deliveries of an office lie."""
    return pool.root / "deliveries" / district


def moment(made_at: str) -> str:
    """A moment as file names have it: 20261127T093000."""
    return made_at.replace("-", "").replace(":", "")[:15]


def keep(pool: Pool, delivery: Received, instruments: dict[str, str]) -> Receipt:
    """Lay a delivery down as it came; it counts once its receipt is written."""
    manifest = delivery.manifest
    stem = f"{moment(manifest.made_at)}-{delivery.sha256[:12]}"
    receipt = Receipt(
        manifest.district,
        f"{stem}.perut",
        delivery.sha256,
        manifest.file_id,
        manifest.last_batch,
        manifest.made_at,
        manifest.head,
        manifest.schema,
        manifest.program,
        instruments,
        accepted=False,
    )
    folder = home(pool, manifest.district)
    mark_due(pool, regency_of(manifest.district))
    put(folder / receipt.name, delivery.data)
    return receipt


def write_receipt(pool: Pool, receipt: Receipt) -> None:
    """Write a receipt down."""
    path = (home(pool, receipt.district) / receipt.name).with_suffix(".json")
    put(path, json.dumps(receipt._asdict(), indent=1).encode())


def receipts(pool: Pool, district: str) -> list[Receipt]:
    """All deliveries of an office by their moments."""
    found = []
    for path in home(pool, district).glob("*.json"):
        try:
            found.append(Receipt(**json.loads(path.read_text("utf-8"))))
        except (OSError, ValueError, TypeError) as error:
            raise Damaged(
                "P365",
                T("the receipt {path} is damaged", "tanda terima {path} rusak").format(path=path),
                T(
                    "remove it and add its delivery again",
                    "hapus lalu tambahkan lagi kirimannya",
                ),
            ) from error
    return sorted(found, key=lambda receipt: receipt.order)


def in_force(found: Iterable[Receipt]) -> Receipt | None:
    """The delivery that speaks for an office: of one file the one with the most batches; another
    file's counts from its later moment. One that goes back without anybody having said yes doesn't.
    """
    current: Receipt | None = None
    for receipt in found:
        if (
            current is None
            or receipt.file_id != current.file_id
            or receipt.last_batch >= current.last_batch
            or receipt.accepted
        ):
            current = receipt
    return current


def held(found: list[Receipt]) -> list[Receipt]:
    """Deliveries made after the one in force of the same file whose last batch goes back."""
    current = in_force(found)
    return [
        receipt
        for receipt in found
        if current
        and receipt.order > current.order
        and receipt.file_id == current.file_id
        and receipt.last_batch < current.last_batch
    ]


def districts(pool: Pool, within: str = "") -> list[str]:
    """The offices that have delivered, of a part of the country."""
    return sorted(
        entry.name
        for entry in os.scandir(pool.root / "deliveries")
        if entry.is_dir() and f"{entry.name}.".startswith(f"{within}." if within else "")
    )


def speaking(pool: Pool, within: str = "") -> Iterator[Receipt]:
    """The deliveries in force of a part of the country, by district."""
    for district in districts(pool, within):
        receipt = in_force(receipts(pool, district))
        if receipt:
            yield receipt


def mark_due(pool: Pool, regency: str) -> None:
    """Remember that a regency's shelves have to be made again, whatever happens until then."""
    path = pool.root / "data" / "due" / regency
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def due(pool: Pool) -> list[str]:
    """Regencies whose shelves have to be made again."""
    folder = pool.root / "data" / "due"
    return sorted(entry.name for entry in os.scandir(folder)) if folder.exists() else []


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
