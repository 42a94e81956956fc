"""Receipts: what was written down when a delivery came in,
and which delivery speaks for an office.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from perut_cli.core.errors import Damaged
from perut_cli.core.text import T
from perut_cli.pool.folder import Pool, home, mark_due, moment, put
from perut_cli.pool.receive import Received

_PENDING = ".pending"


class Receipt(NamedTuple):
    """What was written down when a delivery came in. `files` are the ids of all files that were
    merged into the one that sent it; `accepted`: somebody said yes to one that goes back.
    """

    district: str
    name: str
    sha256: str
    file_id: str
    files: list[str]
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


def receipt_of(delivery: Received, instruments: dict[str, str]) -> Receipt:
    """The receipt of a delivery that was checked."""
    manifest = delivery.manifest
    return Receipt(
        manifest.district,
        f"{moment(manifest.made_at)}-{delivery.sha256[:12]}.perut",
        delivery.sha256,
        manifest.file_id,
        manifest.files,
        manifest.last_batch,
        manifest.made_at,
        manifest.head,
        manifest.schema,
        manifest.program,
        instruments,
        accepted=False,
    )


def keep(pool: Pool, receipt: Receipt, data: bytes) -> None:
    """Lay a checked delivery down as it came; it counts once `confirm` was called. Until then an
    interrupted run can be taken up again by `pending`.
    """
    mark_due(pool, receipt.district)
    put(pool, kept_at(pool, receipt), data)
    _write(pool, kept_at(pool, receipt).with_suffix(_PENDING), receipt)


def confirm(pool: Pool, receipt: Receipt) -> None:
    """Write a receipt down: from now on its delivery counts."""
    mark_due(pool, receipt.district)
    path = kept_at(pool, receipt)
    _write(pool, path.with_suffix(".json"), receipt)
    path.with_suffix(_PENDING).unlink(missing_ok=True)


def is_whole(path: Path, sha256: str) -> bool:
    """Whether a delivery lies at its path as it came."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except OSError:
        return False


def let_go(pool: Pool, receipt: Receipt) -> None:
    """Forget a delivery that was laid down and never confirmed."""
    path = kept_at(pool, receipt)
    path.unlink(missing_ok=True)
    path.with_suffix(_PENDING).unlink(missing_ok=True)


def pending(path: Path) -> Receipt | None:
    """The receipt of a delivery that an interrupted run checked and laid down at a path."""
    try:
        return _read(path.with_suffix(_PENDING)) if path.exists() else None
    except (OSError, ValueError, TypeError):
        return None


def kept_at(pool: Pool, receipt: Receipt) -> Path:
    """Where a delivery is kept."""
    return home(pool, receipt.district) / receipt.name


def _write(pool: Pool, path: Path, receipt: Receipt) -> None:
    put(pool, path, json.dumps(receipt._asdict(), indent=1).encode())


def _read(path: Path) -> Receipt:
    return Receipt(**json.loads(path.read_text("utf-8")))


def receipts(pool: Pool, district: str) -> list[Receipt]:
    """All deliveries of an office by their moments. Raises Damaged P365."""
    read = []
    for path in home(pool, district).glob("*.json"):
        try:
            read.append(_read(path))
        except (OSError, ValueError, TypeError) as error:
            raise Damaged(
                "P365",
                T("the receipt {path} is damaged", "tanda terima {path} rusak").format(path=path),
                T(
                    "remove it and add its delivery again",
                    "hapus lalu tambahkan lagi kirimannya",
                ),
            ) from error
    return sorted(read, key=lambda receipt: receipt.order)


def goes_back(receipt: Receipt, before: Receipt) -> bool:
    """Whether a delivery of the same file holds fewer batches than one before, or lacks a file that
    had been merged into it.
    """
    return not set(before.files).isdisjoint(receipt.files) and (
        receipt.last_batch < before.last_batch or not set(before.files) <= set(receipt.files)
    )


def why_held(receipt: Receipt, newest: Iterable[Receipt]) -> T:
    """Why a delivery is held back by the newest of the files."""
    before = next(one for one in newest if goes_back(receipt, one))
    if receipt.last_batch < before.last_batch:
        return T(
            "its last batch goes back: {last} after {before}",
            "kelompok terakhirnya mundur: {last} sesudah {before}",
        ).format(last=receipt.last_batch, before=before.last_batch)
    return T(
        "it lacks what another laptop had brought into the one before",
        "tidak memuat isi laptop lain yang ada di kiriman sebelumnya",
    )


def newest_of_files(receipts_held: Iterable[Receipt]) -> list[Receipt]:
    """The delivery that counts of every file that speaks for an office, files merged into one as
    one: of one file that with the most batches, unless it goes back and nobody has said yes. The
    last one, by its moment, is in force.
    """
    newest: list[Receipt] = []
    for receipt in receipts_held:
        if receipt.accepted or not any(goes_back(receipt, before) for before in newest):
            files = set(receipt.files)
            newest = [*(one for one in newest if files.isdisjoint(one.files)), receipt]
    return newest


def held(found: Iterable[Receipt], newest: list[Receipt]) -> list[Receipt]:
    """Deliveries made after the one in force that go back."""
    return [
        receipt
        for receipt in found
        if receipt.order > newest[-1].order and any(goes_back(receipt, one) for one in newest)
    ]
