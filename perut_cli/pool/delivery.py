"""An office's state as one delivery: a zip of CSVs with a manifest; only the standard library."""

import csv
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from perut_cli import __version__
from perut_cli.core.errors import Invalid
from perut_cli.core.text import T
from perut_cli.pool.tables import FORMAT, PARTS, Part
from perut_cli.store.db import Store
from perut_cli.store.files import replacing
from perut_cli.store.history import seal

MANIFEST = "manifest.json"
ENDING = ".perut"
_ID_LETTERS = 24
_AT_REST = (1980, 1, 1, 0, 0, 0)
"""The time of every member: the same rows make the same bytes at any hour."""


class Leaving(NamedTuple):
    """A part as it leaves: how many rows, and its bytes."""

    part: Part
    rows: int
    data: bytes


class Delivery(NamedTuple):
    """What an office sends: the manifest and the parts."""

    manifest: dict[str, object]
    parts: list[Leaving]

    @property
    def name(self) -> str:
        """The name of its file: district, moment and the beginning of its checksum."""
        moment = str(self.manifest["made_at"]).replace("-", "").replace(":", "")[:15]
        mark = hashlib.sha256(json.dumps(self.manifest, sort_keys=True).encode()).hexdigest()[:8]
        return f"{self.manifest['district_code']}-{moment}-{mark}{ENDING}"


def moment_of(now: datetime) -> str:
    """A moment as a delivery has it: UTC, ISO, to the second."""
    return now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def gathered(store: Store, made_at: str) -> Delivery:
    """The state of the office's file as a delivery; `made_at` from `moment_of`. Invalid P360, P361
    where it is not clear whose it is.
    """
    with store.snapshot():
        district = _district(store)
        store.connection.create_function("drawn", 1, _drawn(store))
        parts = [_leaving(store, part) for part in PARTS]
        manifest: dict[str, object] = {
            "format": FORMAT,
            "district_code": district,
            **_identity(store),
            "made_at": made_at,
            "program": __version__,
            "schema": store.version,
            "anonymous": True,
            "parts": {
                one.part.name: {
                    "rows": one.rows,
                    "sha256": hashlib.sha256(one.data).hexdigest(),
                }
                for one in parts
            },
        }
    return Delivery(manifest, parts)


def write(delivery: Delivery, folder: Path) -> Path:
    """Write a delivery into a folder, whole or not at all; gives its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / delivery.name
    with replacing(str(path)) as stream, zipfile.ZipFile(stream, "w") as archive:
        _put(archive, MANIFEST, json.dumps(delivery.manifest, indent=1).encode())
        for one in delivery.parts:
            _put(archive, f"{one.part.name}.csv", one.data)
    return path


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    member = zipfile.ZipInfo(name, _AT_REST)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    archive.writestr(member, data)


def _leaving(store: Store, part: Part) -> Leaving:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(part.columns)
    # It writes a number with all its digits, so that the same bits come back, and NULL as blank.
    rows = store.rows(part.sql)
    writer.writerows(rows)
    return Leaving(part, len(rows), text.getvalue().encode())


def _district(store: Store) -> str:
    """The office's district, whose every village must be its own."""
    codes = {
        row[0] for row in store.rows("SELECT DISTINCT substr(village_code, 1, 8) FROM village")
    }
    set_to = store.value("SELECT value FROM setting WHERE setting = 'district_code'") or ""
    district = set_to or (next(iter(codes)) if len(codes) == 1 else "")
    if not district:
        raise Invalid(
            "P360",
            T(
                "the office has no district code: whose delivery would it be?",
                "kantor belum punya kode kecamatan: kiriman siapa ini?",
            ),
            T(
                "give it: `perut setting edit district_code --value 63.11.03`",
                "isi dahulu: `perut pengaturan ubah kode_kecamatan --isi 63.11.03`",
            ),
        )
    if others := sorted(codes - {district}):
        raise Invalid(
            "P361",
            T(
                "the file holds villages of other districts than {district}: {others}",
                "berkas memuat desa di luar kecamatan {district}: {others}",
            ).format(district=district, others=", ".join(others[:5])),
            T(
                "a delivery speaks for one office: see `perut village list`",
                "satu kiriman untuk satu kantor: lihat `perut desa daftar`",
            ),
        )
    return district


def _identity(store: Store) -> dict[str, object]:
    """Which file it is, the files that were merged into it, its head,
    and how many batches it holds.

    A file goes by the uid of the batch that nothing was before: sealed, so that it is the same
    wherever the file is copied to and another in any other file.
    """
    files = [
        uid[:_ID_LETTERS]
        for (uid,) in store.rows(
            "SELECT uid FROM batch WHERE parents = '' AND uid <> '' ORDER BY stamp, uid"
        )
    ]
    # A file that is older than the seal goes by what its first batch says.
    unsealed = store.rows(
        "SELECT written_at, actor, command FROM batch WHERE uid = '' ORDER BY id LIMIT 1"
    )
    files[:0] = [
        hashlib.sha256("\x1f".join(row).encode()).hexdigest()[:_ID_LETTERS] for row in unsealed
    ]
    return {
        "file_id": next(iter(files), ""),
        "files": files,
        "head": seal.head(store),
        "last_batch": store.value("SELECT count(*) FROM batch"),
    }


def _drawn(store: Store) -> Callable[[int | None], int | None]:
    """Ordinals of the officials in an order drawn for this delivery alone."""
    ids = [row[0] for row in store.rows("SELECT id FROM official")]
    by_chance = sorted(ids, key=lambda _: os.urandom(16))
    ordinals: dict[int | None, int] = {id_: place for place, id_ in enumerate(by_chance, 1)}
    return ordinals.get


def columns_leaving(delivery: Delivery) -> Iterator[tuple[str, str, int]]:
    """(part, column, rows) of all that leaves."""
    for one in delivery.parts:
        for column in one.part.columns:
            yield one.part.name, column, one.rows
