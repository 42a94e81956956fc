"""Take deliveries into a pool: check and keep them, tell new, same, older and held apart, and
make the shelves of their regencies again.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from perut_cli.core.errors import reason_of
from perut_cli.core.text import T, Text
from perut_cli.pool import folder, offices, receipts, shelves
from perut_cli.pool.delivery import ENDING
from perut_cli.pool.folder import Pool
from perut_cli.pool.part_check import Refused
from perut_cli.pool.receipts import Receipt
from perut_cli.pool.receive import Manifest, Received, manifest_of, received, unpacked


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
    """What an `add` has found so far: deliveries that wait for the others, and outcomes; in a trial
    nothing is laid down.
    """

    waiting: list[tuple[Receipt, Outcome]]
    outcomes: list[Outcome]
    trial: bool


Tell = Callable[[Text], None]


def add(
    pool: Pool,
    files: Sequence[Path],
    *,
    partial: bool,
    accept: bool,
    tell: Tell,
    dry_run: bool = False,
) -> list[Outcome]:
    """Take files; with one refused nothing is taken unless `partial`. `accept` puts deliveries in
    force that go back. What an interrupted run left undone is done too. Raises Busy P372.
    """
    if dry_run:
        return sorted(_outcomes(pool, _looked_at(pool, files, tell, trial=True), partial, accept))
    with folder.alone(pool) as aside:
        outcomes = _outcomes(pool, _looked_at(pool, files, tell, trial=False), partial, accept)
        shelves.bring_up_to_date(pool, aside, tell)
    return sorted(outcomes)


def _looked_at(pool: Pool, files: Sequence[Path], tell: Tell, *, trial: bool) -> Taking:
    """Every delivery in the files checked, and laid down unless it is a trial."""
    taking = Taking([], [], trial)
    for place, path in enumerate(files, 1):
        tell(
            T("checking {n} of {all}: {name}", "memeriksa {n} dari {all}: {name}").format(
                n=place, all=len(files), name=path.name
            )
        )
        for name, data in _deliveries(path, taking):
            _look_at(pool, name, data, taking)
    return taking


def _outcomes(pool: Pool, taking: Taking, partial: bool, accept: bool) -> list[Outcome]:
    if any(earlier.outcome == "refused" for earlier in taking.outcomes) and not partial:
        for receipt, _ in () if taking.trial else taking.waiting:
            receipts.let_go(pool, receipt)
        return [earlier for earlier in taking.outcomes if earlier.outcome == "refused"]
    waiting: dict[str, list[Receipt]] = defaultdict(list)
    for receipt, _ in taking.waiting:
        waiting[receipt.district].append(receipt)
    standing = {
        district: offices.office(pool, district, more) for district, more in waiting.items()
    }
    outcomes = []
    for receipt, outcome in taking.waiting:
        judged = _placed(receipt, outcome, standing[receipt.district], accept=accept)
        outcomes.append(judged)
        if not taking.trial:
            office = standing[receipt.district]
            accepted = accept and office is not None and receipt in office.held
            receipts.confirm(pool, receipt._replace(accepted=accepted))
    return outcomes + [
        _accepted(pool, earlier, taking.trial) if accept else earlier for earlier in taking.outcomes
    ]


def _deliveries(path: Path, taking: Taking) -> Iterator[tuple[str, bytes]]:
    """The deliveries of a file, one after the other."""
    try:
        yield from unpacked(path)
    except OSError as error:
        taking.outcomes.append(Outcome(path.name, "", "refused", str(reason_of(error))))
    except Refused as refused:
        taking.outcomes.append(Outcome(path.name, "", "refused", str(refused.reason)))


def _look_at(pool: Pool, name: str, data: bytes, taking: Taking) -> None:
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        path = _where_kept(pool, manifest_of(data), sha256)
        if path.with_suffix(".json").exists():
            reason = _mended(pool, path, data, sha256, trial=taking.trial)
            taking.outcomes.append(Outcome(name, path.parent.name, "same", reason, path.name))
            return
        laid_down = receipts.pending(path)
        receipt = laid_down or _receipt(received(data, pool.covers))
    except Refused as refused:
        taking.outcomes.append(Outcome(name, "", "refused", str(refused.reason)))
        return
    if any(other.sha256 == sha256 for other, _ in taking.waiting):
        taking.outcomes.append(Outcome(name, receipt.district, "same"))
        return
    if not taking.trial and laid_down is None:
        receipts.keep(pool, receipt, data)
    taking.waiting.append((receipt, Outcome(name, receipt.district, "new")))


def _mended(pool: Pool, path: Path, data: bytes, sha256: str, *, trial: bool) -> str:
    """Put a delivery back in place that was lost or damaged since it came; gives what was done."""
    if receipts.is_whole(path, sha256):
        return ""
    if not trial:
        folder.put(pool, path, data)
    return str(T("the damaged copy was replaced", "salinan yang rusak diganti"))


def _where_kept(pool: Pool, manifest: Manifest, sha256: str) -> Path:
    """Where a delivery is kept if it came before."""
    name = f"{folder.moment(manifest.made_at)}-{sha256[:12]}{ENDING}"
    return folder.home(pool, manifest.district) / name


def _receipt(delivery: Received) -> Receipt:
    return receipts.receipt_of(delivery, shelves.digests(delivery.parts))


def _placed(
    receipt: Receipt, outcome: Outcome, office: offices.Office | None, *, accept: bool
) -> Outcome:
    if office is None or office.current == receipt:
        return outcome
    if receipt not in office.held:
        return outcome._replace(outcome="older")
    if accept:
        return outcome
    why = receipts.why_held(receipt, (office.current, *office.rivals))
    return outcome._replace(outcome="held", reason=str(why))


def _accepted(pool: Pool, outcome: Outcome, trial: bool) -> Outcome:
    """A delivery that was held before is put in force when it is added again with a yes."""
    office = offices.office(pool, outcome.district) if outcome.outcome == "same" else None
    for receipt in office.held if office else ():
        if receipt.name == outcome.kept:
            if not trial:
                receipts.confirm(pool, receipt._replace(accepted=True))
            return outcome._replace(outcome="new")
    return outcome
