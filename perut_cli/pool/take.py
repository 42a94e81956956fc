"""Deliveries taken into a pool: checked, kept, told apart into new, same, older and held, and the
shelves of their regencies made again.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from perut_cli.core.errors import reason_of
from perut_cli.core.text import T
from perut_cli.pool import folder, shelves
from perut_cli.pool.delivery import MANIFEST
from perut_cli.pool.folder import Pool, Receipt
from perut_cli.pool.receive import Received, Refused, received, unpacked
from perut_cli.store.files import replacing


class Outcome(NamedTuple):
    """What became of one delivery: new, same, older, held or refused, and why; `kept` is the name
    it is kept under.
    """

    file: str
    district: str
    outcome: str
    reason: str = ""
    kept: str = ""


Tell = Callable[[str], None]


def add(
    pool: Pool, files: Iterable[Path], *, partial: bool, accept: bool, tell: Tell
) -> list[Outcome]:
    """Take files; with one refused nothing is taken unless `partial`. `accept` puts deliveries in
    force whose last batch goes back. What an interrupted run left undone is done too.
    """
    waiting: list[tuple[Receipt, Outcome]] = []
    outcomes: list[Outcome] = []
    for path in files:
        for name, data in _deliveries(path, outcomes):
            tell(name)
            _look_at(pool, name, data, outcomes, waiting)
    if any(one.outcome == "refused" for one in outcomes) and not partial:
        _let_go(pool, waiting)
        return [one for one in outcomes if one.outcome == "refused"]
    for receipt, outcome in waiting:
        folder.write_receipt(pool, receipt)
        outcomes.append(_placed(pool, receipt, outcome, accept=accept))
    if accept:
        outcomes = [_accepted(pool, one) for one in outcomes]
    shelves.bring_up_to_date(pool, folder.due(pool), tell)
    return sorted(outcomes)


def _deliveries(path: Path, outcomes: list[Outcome]) -> list[tuple[str, bytes]]:
    try:
        return list(unpacked(path.read_bytes(), path.name))
    except OSError as error:
        outcomes.append(Outcome(path.name, "", "refused", str(reason_of(error))))
    except Refused as refused:
        outcomes.append(Outcome(path.name, "", "refused", str(refused.reason)))
    return []


def _look_at(
    pool: Pool,
    name: str,
    data: bytes,
    outcomes: list[Outcome],
    waiting: list[tuple[Receipt, Outcome]],
) -> None:
    if known := _known(pool, data):
        outcomes.append(Outcome(name, known.parent.name, "same", kept=known.name))
        return
    try:
        delivery = received(data, pool.covers)
    except Refused as refused:
        outcomes.append(Outcome(name, "", "refused", str(refused.reason)))
        return
    district = delivery.manifest.district
    if any(receipt.sha256 == delivery.sha256 for receipt, _ in waiting):
        outcomes.append(Outcome(name, district, "same"))
        return
    waiting.append((_put_down(pool, delivery), Outcome(name, district, "new")))


def _known(pool: Pool, data: bytes) -> Path | None:
    """Where a delivery is kept that came before, None for any other."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            said = json.loads(archive.read(MANIFEST))
        district = str(said["district_code"])
        stem = f"{folder.moment(str(said['made_at']))}-{hashlib.sha256(data).hexdigest()[:12]}"
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile):
        return None
    path = folder.home(pool, district) / f"{stem}.perut"
    return path if path.with_suffix(".json").exists() else None


def _put_down(pool: Pool, delivery: Received) -> Receipt:
    return folder.keep(pool, delivery, shelves.digests(delivery.parts))


def _let_go(pool: Pool, waiting: list[tuple[Receipt, Outcome]]) -> None:
    for receipt, _ in waiting:
        (folder.home(pool, receipt.district) / receipt.name).unlink(missing_ok=True)


def _placed(pool: Pool, receipt: Receipt, outcome: Outcome, *, accept: bool) -> Outcome:
    found = folder.receipts(pool, receipt.district)
    if folder.in_force(found) == receipt:
        return outcome
    if receipt not in folder.held(found):
        return outcome._replace(outcome="older")
    if accept:
        folder.write_receipt(pool, receipt._replace(accepted=True))
        return outcome
    reason = T(
        "its last batch goes back: {last} after {before}",
        "kelompok terakhirnya mundur: {last} sesudah {before}",
    )
    current = folder.in_force(found)
    before = current.last_batch if current else 0
    return outcome._replace(
        outcome="held", reason=str(reason.format(last=receipt.last_batch, before=before))
    )


def _accepted(pool: Pool, outcome: Outcome) -> Outcome:
    """A delivery that was held before is put in force when it is added again with a yes."""
    if outcome.outcome != "same":
        return outcome
    for receipt in folder.held(folder.receipts(pool, outcome.district)):
        if receipt.name == outcome.kept:
            folder.mark_due(pool, folder.regency_of(receipt.district))
            folder.write_receipt(pool, receipt._replace(accepted=True))
            return outcome._replace(outcome="new")
    return outcome


class Trouble(NamedTuple):
    """Something wrong in a pool: where, and what."""

    path: str
    reason: str


def check(pool: Pool, *, rebuild: bool, tell: Tell) -> list[Trouble]:
    """Compare every kept delivery with its receipt and every shelf with what it must be made of;
    `rebuild` makes all shelves again and says which differed.
    """
    troubles = []
    for district in folder.districts(pool):
        tell(district)
        troubles += _unsound(pool, district)
    regencies = sorted({folder.regency_of(code) for code in folder.districts(pool)})
    if not rebuild:
        for regency in regencies:
            if not shelves.is_current(pool, regency, list(folder.speaking(pool, regency))):
                reason = T("its shelves are not up to date", "raknya belum mutakhir")
                troubles.append(Trouble(f"data/*/{regency}", str(reason)))
        return troubles
    before = {regency: shelves.checksum(pool, regency) for regency in regencies}
    for regency in regencies:
        (pool.root / "data" / "built" / regency).unlink(missing_ok=True)
    shelves.bring_up_to_date(pool, regencies, tell)
    changed = T(
        "its shelves were other than they must be; made again", "raknya keliru; dibuat lagi"
    )
    return troubles + [
        Trouble(f"data/*/{regency}", str(changed))
        for regency in regencies
        if before[regency] != shelves.checksum(pool, regency)
    ]


def _unsound(pool: Pool, district: str) -> list[Trouble]:
    troubles = []
    for receipt in folder.receipts(pool, district):
        path = folder.home(pool, district) / receipt.name
        try:
            whole = hashlib.sha256(path.read_bytes()).hexdigest() == receipt.sha256
        except OSError:
            whole = False
        if not whole:
            reason = T(
                "it is missing or differs from its receipt", "hilang atau berbeda dari tanda terima"
            )
            troubles.append(Trouble(str(path.relative_to(pool.root)), str(reason)))
    return troubles


def send_onward(pool: Pool, target: Path, made_at: str) -> tuple[Path, int]:
    """Write the deliveries in force into one file for the pool above; gives its path and how many."""
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"{pool.covers}-{folder.moment(made_at)}.perut"
    speaking = list(folder.speaking(pool))
    said = {"covers": pool.covers, "made_at": made_at, "deliveries": len(speaking)}
    with replacing(str(path)) as stream, zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("pool.json", json.dumps(said))
        for receipt in speaking:
            data = (folder.home(pool, receipt.district) / receipt.name).read_bytes()
            archive.writestr(f"{receipt.district}/{receipt.name}", data)
    return path, len(speaking)
