"""Deliveries in: opened with limits, checked against their sums and their district, or refused with
the reason.
"""

import csv
import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from perut_cli.core.text import T
from perut_cli.pool.delivery import MANIFEST
from perut_cli.pool.tables import BY_NAME, FORMAT, REAL, WHOLE

MAX_UNPACKED = 1 << 30
"""Bytes that a delivery may unpack to: an office of 108 villages fills 50 MB in ten years."""

_DISTRICT = re.compile(r"\d\d\.\d\d\.\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_SCORE_ROWS = re.compile(rb"assessment,indicator_code,score\n(?:\d+,[^,\n\"]+,[-+0-9.e]*\n)*")
_NEEDED = ("format", "district_code", "file_id", "last_batch", "made_at", "parts")


_READS: dict[str, Callable[[str], object]] = {REAL: float, WHOLE: int}


class Refused(Exception):
    """A delivery that can't be taken, and why."""

    def __init__(self, reason: T) -> None:
        """Take the reason in both languages."""
        super().__init__(reason)
        self.reason = reason


class Manifest(NamedTuple):
    """What a delivery says of itself."""

    format: int
    district: str
    file_id: str
    files: list[str]
    last_batch: int
    made_at: str
    head: str
    program: str
    schema: int
    sums: dict[str, str]


class Received(NamedTuple):
    """A delivery that was checked: its manifest, its bytes, and its parts as CSV."""

    manifest: Manifest
    data: bytes
    parts: dict[str, bytes]

    @property
    def sha256(self) -> str:
        """The checksum of the file."""
        return hashlib.sha256(self.data).hexdigest()


def unpacked(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The deliveries in a file: itself, or those that a pool sent onward together.
    Raises Refused.
    """
    members = _members(data)
    inner = sorted(member for member in members if member.endswith(".perut"))
    if not inner:
        yield name, data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in inner:
            yield member.rpartition("/")[2], archive.read(member)


def received(data: bytes, covers: str) -> Received:
    """A delivery whose parts are whole and its own. Raises Refused with the reason."""
    manifest = _manifest(_members(data), data)
    if not _covered(manifest.district, covers):
        raise Refused(
            T(
                "it is of {district}, the pool covers {covers}",
                "kiriman dari {district}, himpunan ini untuk {covers}",
            ).format(district=manifest.district, covers=covers)
        )
    parts = _parts(manifest, data)
    _check_villages(manifest, parts)
    return Received(manifest, data, parts)


def _covered(district: str, covers: str) -> bool:
    return covers == "id" or f"{district}.".startswith(f"{covers}.")


def is_district(code: str) -> bool:
    """Whether a text is the code of a district."""
    return bool(_DISTRICT.fullmatch(code))


def _members(data: bytes) -> list[str]:
    if not data:
        raise Refused(T("it is empty", "berkasnya kosong"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        if data.startswith(b"PK"):
            raise Refused(T("it is cut short", "berkasnya terpotong")) from error
        raise Refused(T("it is no delivery of perut", "berkas ini bukan kiriman perut")) from error
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise Refused(T("it unpacks to over 1 GB", "isinya lebih dari 1 GB"))
    return [info.filename for info in infos]


def _manifest(members: list[str], data: bytes) -> Manifest:
    if MANIFEST not in members:
        raise Refused(T("it is no delivery of perut", "berkas ini bukan kiriman perut"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            said = json.loads(archive.read(MANIFEST))
        if not isinstance(said, dict) or any(key not in said for key in _NEEDED):
            raise Refused(T("its manifest lacks something", "manifesnya tidak lengkap"))
        if int(said["format"]) > FORMAT:
            raise Refused(
                T(
                    "a newer perut wrote it (format {theirs}, this one reads {ours}): update perut",
                    "dibuat perut yang lebih baru (format {theirs}, di sini {ours}): perbarui "
                    "perut",
                ).format(theirs=int(said["format"]), ours=FORMAT)
            )
        found = _said(said)
    except Refused:
        raise
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile, zlib.error, OSError) as error:
        raise _altered(MANIFEST) from error
    if not is_district(found.district):
        raise Refused(T("its manifest names no district", "manifesnya tidak menyebut kecamatan"))
    if not _MOMENT.fullmatch(found.made_at):
        raise Refused(T("its manifest names no moment", "manifesnya tidak menyebut waktu"))
    return found


def _said(said: dict[str, object]) -> Manifest:
    parts = said["parts"]
    if not isinstance(parts, dict):
        raise TypeError("parts")
    return Manifest(
        int(str(said["format"])),
        str(said["district_code"]),
        str(said["file_id"]),
        _files(said),
        int(str(said["last_batch"])),
        str(said["made_at"]),
        str(said.get("head", "")),
        str(said.get("program", "")),
        int(str(said.get("schema", 0))),
        {str(name): str(part["sha256"]) for name, part in parts.items()},
    )


def _files(said: dict[str, object]) -> list[str]:
    """The ids of the files merged into the one that sent it: itself in older formats."""
    files = said.get("files") or [said["file_id"]]
    if not isinstance(files, list):
        raise TypeError("files")
    return [str(file_id) for file_id in files]


def _altered(member: str) -> Refused:
    return Refused(
        T(
            "{member} was altered or damaged on the way",
            "{member} berubah atau rusak di perjalanan",
        ).format(member=member)
    )


def _parts(manifest: Manifest, data: bytes) -> dict[str, bytes]:
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name, sha256 in manifest.sums.items():
            member = f"{name}.csv"
            try:
                part = archive.read(member)
            except (KeyError, zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
                raise _altered(member) from error
            if hashlib.sha256(part).hexdigest() != sha256:
                raise _altered(member)
            if name in BY_NAME:
                parts[name] = part
    return parts


def rows_of(part: bytes) -> Iterator[dict[str, str]]:
    """The rows of a part by column."""
    return csv.DictReader(io.StringIO(part.decode("utf-8"), newline=""))


def _check_villages(manifest: Manifest, parts: dict[str, bytes]) -> None:
    """A delivery speaks of villages of its own district only, and only of those it lists."""
    try:
        codes = {row["village_code"] for row in rows_of(parts.get("village", b""))}
        if not codes:
            raise Refused(T("it has no villages", "tidak ada desa di dalamnya"))
        aliens = sorted(code for code in codes if not code.startswith(f"{manifest.district}."))
        if aliens:
            raise Refused(
                T(
                    "it says it is of {district} but holds villages of others: {codes}",
                    "mengaku dari {district} tetapi memuat desa lain: {codes}",
                ).format(district=manifest.district, codes=", ".join(aliens[:3]))
            )
        for name, part in parts.items():
            _check_part(name, part, codes)
    except (KeyError, ValueError, TypeError, csv.Error) as error:
        raise Refused(T("its tables are damaged", "tabelnya rusak")) from error


def _check_part(name: str, part: bytes, codes: set[str]) -> None:
    """Numbers are numbers, and villages are those of the delivery. Raises Refused, ValueError."""
    if name == "score":
        if not _SCORE_ROWS.fullmatch(part):
            raise ValueError(name)
        return
    columns = BY_NAME[name].columns
    numbers = {key: _READS[kind] for key, kind in columns.items() if kind in _READS}
    seen = set()
    for row in rows_of(part):
        if None in row or None in row.values():
            raise ValueError(name)
        for key, read in numbers.items():
            if row.get(key):
                read(row[key])
        seen.add(row.get("village_code", ""))
    lost = sorted(seen - codes) if "village_code" in columns else []
    if lost:
        raise Refused(
            T(
                "{name}.csv names villages that village.csv lacks: {codes}",
                "{name}.csv menyebut desa yang tidak ada di village.csv: {codes}",
            ).format(name=name, codes=", ".join(lost[:3]))
        )
