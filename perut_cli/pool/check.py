"""Check a pool: kept deliveries against their receipts, index and shelves against what they are
made of.
"""

from collections import defaultdict
from typing import NamedTuple

from perut_cli.core.text import T
from perut_cli.pool import folder, offices, receipts, shelves
from perut_cli.pool.folder import Pool
from perut_cli.pool.take import Tell


class Trouble(NamedTuple):
    """Something wrong in a pool: where, what, and whether a delivery has to come again; all else is
    made of deliveries.
    """

    path: str
    reason: str
    of_delivery: bool = False


def check(pool: Pool, *, rebuild: bool, tell: Tell) -> list[Trouble]:
    """Compare every kept delivery with its receipt, the index with the receipts, and every shelf
    with its checksum; `rebuild` makes index and shelves again and says which differed.
    """
    if not rebuild:
        return _compared(pool, tell, by_checksum=True)
    with folder.alone(pool) as aside:
        troubles = _compared(pool, tell, by_checksum=False)
        regencies = _regencies(pool)
        before = {regency: shelves.checksum(pool, regency) for regency in regencies}
        for regency, districts in regencies.items():
            folder.built(pool, regency).unlink(missing_ok=True)
            for district in districts:
                folder.mark_due(pool, district)
        shelves.bring_up_to_date(pool, aside, tell)
    changed = T(
        "its shelves were other than they must be; made again", "raknya keliru; dibuat lagi"
    )
    return troubles + [
        Trouble(f"data/*/{regency}", str(changed))
        for regency in regencies
        if before[regency] != shelves.checksum(pool, regency)
    ]


def _compared(pool: Pool, tell: Tell, *, by_checksum: bool) -> list[Trouble]:
    troubles = []
    for regency, districts in _regencies(pool).items():
        tell(T("checking {area}", "memeriksa {area}").format(area=regency))
        for district in districts:
            troubles += _unsound(pool, district)
        if not all(offices.is_indexed(pool, district) for district in districts):
            reason = T("it is not up to date", "belum mutakhir")
            troubles.append(Trouble(f"index/{regency}.json", str(reason)))
        if by_checksum:
            reason = shelves.fault(pool, regency, offices.offices(pool, regency))
            troubles += [Trouble(f"data/*/{regency}", str(reason))] if str(reason) else []
    return troubles


def _regencies(pool: Pool) -> dict[str, list[str]]:
    """The offices whose deliveries lie in the pool, by regency."""
    found: dict[str, list[str]] = defaultdict(list)
    for district in offices.delivered(pool):
        found[folder.regency_of(district)].append(district)
    return dict(found)


def _unsound(pool: Pool, district: str) -> list[Trouble]:
    troubles = []
    for receipt in receipts.receipts(pool, district):
        path = receipts.kept_at(pool, receipt)
        if not receipts.is_whole(path, receipt.sha256):
            reason = T(
                "it is missing or differs from its receipt", "hilang atau berbeda dari tanda terima"
            )
            where = str(path.relative_to(pool.root))
            troubles.append(Trouble(where, str(reason), of_delivery=True))
    return troubles
