"""Deliveries taken into a pool: checked, kept, told apart into new, same, older and held, and the
shelves of their regencies made again.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from perut_cli.core.errors import reason_of
from perut_cli.core.text import T, Text
from perut_cli.pool import folder, offices, receipts, shelves
from perut_cli.pool.delivery import MANIFEST
from perut_cli.pool.folder import Pool
from perut_cli.pool.receipts import Receipt
from perut_cli.pool.receive import Received, Refused, is_district, received, unpacked


class Outcome(NamedTuple):
    """What became of one delivery: new, same, older, held or refused, and why; `kept` is the name
    it is kept under.
    """

    file: str
    district: str
    outcome: str
    reason: str = ""
    kept: str = ""


class Taking(NamedTuple):
    """What an `add` has found so far: deliveries laid down that wait for the others, and outcomes."""

    waiting: list[tuple[Receipt, Outcome]]
    outcomes: list[Outcome]


Tell = Callable[[Text], None]


def add(
    pool: Pool, files: Sequence[Path], *, partial: bool, accept: bool, tell: Tell
) -> list[Outcome]:
    """Take files; with one refused nothing is taken unless `partial`. `accept` puts deliveries in
    force that go back. What an interrupted run left undone is done too. Raises Busy P372.
    """
    with folder.alone(pool) as aside:
        found = Taking([], [])
        for place, path in enumerate(files, 1):
            tell(
                T("checking {n} of {all}: {name}", "memeriksa {n} dari {all}: {name}").format(
                    n=place, all=len(files), name=path.name
                )
            )
            for name, data in _deliveries(path, found):
                _look_at(pool, name, data, found)
        outcomes = found.outcomes
        if any(one.outcome == "refused" for one in outcomes) and not partial:
            for receipt, _ in found.waiting:
                receipts.let_go(pool, receipt)
            outcomes = [one for one in outcomes if one.outcome == "refused"]
        else:
            outcomes = _confirmed(pool, found, accept=accept)
        shelves.bring_up_to_date(pool, aside, tell)
    return sorted(outcomes)


def _confirmed(pool: Pool, found: Taking, *, accept: bool) -> list[Outcome]:
    for receipt, _ in found.waiting:
        receipts.confirm(pool, receipt)
    standing = {
        receipt.district: offices.office(pool, receipt.district) for receipt, _ in found.waiting
    }
    outcomes = [
        _placed(pool, receipt, outcome, standing[receipt.district], accept=accept)
        for receipt, outcome in found.waiting
    ]
    earlier = [_accepted(pool, one) if accept else one for one in found.outcomes]
    return outcomes + earlier


def _deliveries(path: Path, found: Taking) -> Iterator[tuple[str, bytes]]:
    """The deliveries of a file, one after the other."""
    try:
        yield from unpacked(path.read_bytes(), path.name)
    except OSError as error:
        found.outcomes.append(Outcome(path.name, "", "refused", str(reason_of(error))))
    except Refused as refused:
        found.outcomes.append(Outcome(path.name, "", "refused", str(refused.reason)))


def _look_at(pool: Pool, name: str, data: bytes, found: Taking) -> None:
    sha256 = hashlib.sha256(data).hexdigest()
    path = _where_kept(pool, data, sha256)
    if path and path.with_suffix(".json").exists():
        found.outcomes.append(Outcome(name, path.parent.name, "same", kept=path.name))
        return
    receipt = receipts.pending(path) if path else None
    if receipt is None:
        try:
            receipt = _laid_down(pool, received(data, pool.covers))
        except Refused as refused:
            found.outcomes.append(Outcome(name, "", "refused", str(refused.reason)))
            return
    if any(other.sha256 == sha256 for other, _ in found.waiting):
        found.outcomes.append(Outcome(name, receipt.district, "same"))
        return
    found.waiting.append((receipt, Outcome(name, receipt.district, "new")))


def _where_kept(pool: Pool, data: bytes, sha256: str) -> Path | None:
    """Where a delivery is kept if it came before, by its name alone; None for what is none."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            said = json.loads(archive.read(MANIFEST))
        district, made_at = str(said["district_code"]), str(said["made_at"])
    except (KeyError, ValueError, TypeError, OSError, RuntimeError, zipfile.BadZipFile):
        return None
    if not is_district(district):
        return None
    return folder.home(pool, district) / f"{folder.moment(made_at)}-{sha256[:12]}.perut"


def _laid_down(pool: Pool, delivery: Received) -> Receipt:
    return receipts.keep(pool, delivery, shelves.digests(delivery.parts))


def _placed(
    pool: Pool, receipt: Receipt, outcome: Outcome, office: offices.Office | None, *, accept: bool
) -> Outcome:
    if office is None or office.current == receipt:
        return outcome
    if receipt not in office.held:
        return outcome._replace(outcome="older")
    if accept:
        receipts.confirm(pool, receipt._replace(accepted=True))
        return outcome
    return outcome._replace(outcome="held", reason=str(receipts.why_held(receipt, office.current)))


def _accepted(pool: Pool, outcome: Outcome) -> Outcome:
    """A delivery that was held before is put in force when it is added again with a yes."""
    office = offices.office(pool, outcome.district) if outcome.outcome == "same" else None
    for receipt in office.held if office else ():
        if receipt.name == outcome.kept:
            receipts.confirm(pool, receipt._replace(accepted=True))
            return outcome._replace(outcome="new")
    return outcome
