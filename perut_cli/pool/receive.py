"""Open deliveries within limits, check them against their sums and their district, or refuse
them with the reason.
"""

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, NamedTuple

from perut_cli.core.text import T
from perut_cli.pool.delivery import ENDING, MANIFEST
from perut_cli.pool.part_check import Refused, check_part, has_its_header
from perut_cli.pool.tables import BY_NAME, FORMAT

MAX_UNPACKED = 1 << 28
"""Bytes that a delivery may unpack to: an office of 108 villages fills 10 MB in ten years."""

MAX_TOGETHER = 1 << 33
"""Bytes that the deliveries may have which a pool sends onward in one file."""

_MAX_MANIFEST = 1 << 20
_MAX_BATCHES = 10**9
_DISTRICT = re.compile(r"\d\d\.\d\d\.\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_NEEDED = ("format", "district_code", "file_id", "last_batch", "made_at", "parts")
_UNREADABLE = (
    LookupError, ValueError, TypeError, RuntimeError, EOFError, OSError, OverflowError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What reading a zip or a manifest that was tampered with can raise."""


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
    rows: dict[str, int]


class Received(NamedTuple):
    """A delivery that was checked: its manifest, its bytes, and its parts as CSV."""

    manifest: Manifest
    data: bytes
    parts: dict[str, bytes]

    @property
    def sha256(self) -> str:
        """The checksum of the file."""
        return hashlib.sha256(self.data).hexdigest()


def unpacked(path: Path) -> Iterator[tuple[str, bytes]]:
    """The deliveries in a file: itself, or those that a pool sent onward together.
    Raises Refused, OSError.
    """
    if not path.is_file():
        raise Refused(T("it is no file", "bukan berkas biasa"))
    with path.open("rb") as stream:
        members = _members(stream, MAX_TOGETHER)
        inner = sorted(name for name in members if name.endswith(ENDING))
        if not inner:
            if path.stat().st_size > MAX_UNPACKED:
                raise _too_large()
            stream.seek(0)
            yield path.name, stream.read()
            return
        with zipfile.ZipFile(stream) as archive:
            for name in inner:
                if members[name] > MAX_UNPACKED:
                    raise _too_large()
                yield name.rpartition("/")[2], _read(archive, name)


def manifest_of(data: bytes) -> Manifest:
    """What a delivery says of itself. Raises Refused."""
    members = _members(io.BytesIO(data), MAX_UNPACKED)
    if MANIFEST not in members:
        raise Refused(T("it is no delivery of perut", "berkas ini bukan kiriman perut"))
    if members[MANIFEST] > _MAX_MANIFEST:
        raise _altered(MANIFEST)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = _read(archive, MANIFEST)
    manifest = _manifest(text)
    more = sorted(members.keys() - {MANIFEST, *map(_member, manifest.sums)})
    if more:
        raise Refused(
            T(
                "it holds {names}, which its manifest doesn't name",
                "memuat {names} yang tidak disebut manifesnya",
            ).format(names=", ".join(more[:3]))
        )
    return manifest


def kept_before(data: bytes, sha256: str) -> Received:
    """A delivery that was checked when it came in and is as it was. Raises Refused."""
    manifest = manifest_of(data)
    delivery = Received(manifest, data, _parts(manifest, data))
    if delivery.sha256 != sha256:
        raise Refused(T("it was changed since it came in", "berubah sejak diterima"))
    for name, part in delivery.parts.items():
        if not has_its_header(BY_NAME[name], part):
            raise _altered(_member(name))
    return delivery


def received(data: bytes, covers: str) -> Received:
    """A delivery whose parts are whole and its own. Raises Refused with the reason."""
    manifest = manifest_of(data)
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


def _members(stream: IO[bytes], most: int) -> dict[str, int]:
    """The members of a zip and how large they are. Raises Refused."""
    start = stream.read(2)
    if not start:
        raise Refused(T("it is empty", "berkasnya kosong"))
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
    except _UNREADABLE as error:
        if start == b"PK":
            raise Refused(T("it is cut short", "berkasnya terpotong")) from error
        raise Refused(T("it is no delivery of perut", "berkas ini bukan kiriman perut")) from error
    usual = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if any(info.compress_type not in usual or info.flag_bits & 1 for info in infos):
        raise Refused(
            T(
                "it is encrypted or packed in a way that perut doesn't use",
                "dienkripsi atau dikemas dengan cara yang tidak dipakai perut",
            )
        )
    members = {info.filename: info.file_size for info in infos}
    if len(members) < len(infos):
        raise Refused(T("it has a member twice", "ada isi yang dimuat dua kali"))
    if sum(members.values()) > most:
        raise _too_large()
    return members


def _too_large() -> Refused:
    return Refused(
        T("it unpacks to over {n} MB", "isinya lebih dari {n} MB").format(n=MAX_UNPACKED >> 20)
    )


def _read(archive: zipfile.ZipFile, member: str) -> bytes:
    try:
        return archive.read(member)
    except _UNREADABLE as error:
        raise _altered(member) from error


def _manifest(text: bytes) -> Manifest:
    try:
        said = json.loads(text)
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
        manifest = _said(said)
    except _UNREADABLE as error:
        raise _altered(MANIFEST) from error
    if not _DISTRICT.fullmatch(manifest.district):
        raise Refused(T("its manifest names no district", "manifesnya tidak menyebut kecamatan"))
    if not _is_moment(manifest.made_at):
        raise Refused(T("its manifest names no moment", "manifesnya tidak menyebut waktu"))
    return manifest


def _is_moment(text: str) -> bool:
    try:
        return bool(_MOMENT.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _said(said: dict[str, object]) -> Manifest:
    parts = said["parts"]
    if not isinstance(parts, dict):
        raise TypeError("parts")
    last_batch = int(str(said["last_batch"]))
    if not 0 <= last_batch <= _MAX_BATCHES:
        raise ValueError("last_batch")
    return Manifest(
        int(str(said["format"])),
        str(said["district_code"]),
        str(said["file_id"]),
        _files(said),
        last_batch,
        str(said["made_at"]),
        str(said.get("head", "")),
        str(said.get("program", "")),
        int(str(said.get("schema", 0))),
        {str(name): str(part["sha256"]) for name, part in parts.items()},
        {str(name): int(str(part["rows"])) for name, part in parts.items()},
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


def _member(part: str) -> str:
    return f"{part}.csv"


def _parts(manifest: Manifest, data: bytes) -> dict[str, bytes]:
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name, sha256 in manifest.sums.items():
            part = _read(archive, _member(name))
            if hashlib.sha256(part).hexdigest() != sha256:
                raise _altered(_member(name))
            if name in BY_NAME:
                parts[name] = part
    return parts


def _check_villages(manifest: Manifest, parts: dict[str, bytes]) -> None:
    """A delivery speaks of villages of its own district only, and only of those it lists."""
    if "village" not in parts:
        raise Refused(_NO_VILLAGES)
    codes, _ = check_part(BY_NAME["village"], parts["village"])
    if not codes:
        raise Refused(_NO_VILLAGES)
    aliens = sorted(code for code in codes if not code.startswith(f"{manifest.district}."))
    if aliens:
        raise Refused(
            T(
                "it says it is of {district} but holds villages of others: {codes}",
                "mengaku dari {district} tetapi memuat desa lain: {codes}",
            ).format(district=manifest.district, codes=", ".join(aliens[:3]))
        )
    for name, part in parts.items():
        found, rows = check_part(BY_NAME[name], part)
        lost = sorted(found - codes)
        if lost:
            raise Refused(
                T(
                    "{name}.csv names villages that village.csv lacks: {codes}",
                    "{name}.csv menyebut desa yang tidak ada di village.csv: {codes}",
                ).format(name=name, codes=", ".join(lost[:3]))
            )
        if rows != manifest.rows[name]:
            raise _altered(_member(name))


_NO_VILLAGES = T("it has no villages", "tidak ada desa di dalamnya")
