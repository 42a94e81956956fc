"""How things stand with each office, and an index of it by regency, so that one more delivery reads
those of its own office alone.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from perut_cli.pool import folder
from perut_cli.pool.folder import Pool
from perut_cli.pool.receipts import Receipt, held, newest_of_files, receipts


class Office(NamedTuple):
    """An office that delivered: what speaks for it, what is held back, the newest delivery of each
    other file in its name, and how many came in all.
    """

    district: str
    current: Receipt
    held: list[Receipt]
    rivals: list[Receipt]
    deliveries: int


def office(pool: Pool, district: str, more: Iterable[Receipt] = ()) -> Office | None:
    """How things stand with an office by its receipts, and how they would with some more; None
    without any.
    """
    found = sorted((*receipts(pool, district), *more), key=lambda receipt: receipt.order)
    if not found:
        return None
    newest = newest_of_files(found)
    *rivals, current = newest
    return Office(district, current, held(found, newest), rivals, len(found))


def offices(pool: Pool, within: str = "") -> dict[str, Office]:
    """The offices of a part of the country that delivered, by district."""
    found: dict[str, Office] = {}
    for regency in regencies(pool, within):
        found |= _indexed(pool, regency)
    # What an interrupted run left undone isn't in the index yet.
    found |= _judged(pool, folder.due(pool))
    return {code: found[code] for code in sorted(found) if folder.is_within(code, within)}


def state(found: Mapping[str, Office]) -> str:
    """Twelve letters that name the deliveries in force: the same wherever the same are held."""
    said = "".join(f"{code} {found[code].current.sha256}\n" for code in sorted(found))
    return base64.b32encode(hashlib.sha256(said.encode()).digest()).decode()[:12]


def regencies(pool: Pool, within: str = "") -> list[str]:
    """The regencies of a part of the country, by their indexes; by all deliveries without any."""
    names = [name.removesuffix(".json") for name in folder.listed(pool.root / "index")]
    names = names or sorted({folder.regency_of(code) for code in delivered(pool)})
    return [name for name in names if folder.is_within(name, folder.regency_of(within))]


def renewed(pool: Pool, regency: str, districts: Iterable[str]) -> dict[str, Office]:
    """The offices of a regency, some of them judged anew by their receipts;
    the index is written.
    """
    found = _indexed(pool, regency) | _judged(pool, districts)
    if found:
        data = json.dumps({code: _told(found[code]) for code in sorted(found)}, indent=0)
        folder.put(pool, pool.root / "index" / f"{regency}.json", data.encode())
    return {code: found[code] for code in sorted(found)}


def delivered(pool: Pool) -> Iterator[str]:
    """The offices whose deliveries lie in the pool, whatever the index says."""
    yield from folder.listed(pool.root / "deliveries")


def is_indexed(pool: Pool, district: str) -> bool:
    """Whether the index has an office as its receipts have it."""
    indexed = _written(pool, folder.regency_of(district)) or {}
    return indexed.get(district) == office(pool, district)


def _judged(pool: Pool, districts: Iterable[str]) -> dict[str, Office]:
    found = {district: office(pool, district) for district in districts}
    return {district: one for district, one in found.items() if one}


def _told(one: Office) -> dict[str, Any]:
    return {
        "current": one.current._asdict(),
        "held": [receipt._asdict() for receipt in one.held],
        "rivals": [receipt._asdict() for receipt in one.rivals],
        "deliveries": one.deliveries,
    }


def _indexed(pool: Pool, regency: str) -> dict[str, Office]:
    """The index of a regency; made of the receipts where it is missing or can't be read."""
    found = _written(pool, regency)
    if found is not None:
        return found
    return _judged(pool, (code for code in delivered(pool) if folder.is_within(code, regency)))


def _written(pool: Pool, regency: str) -> dict[str, Office] | None:
    """The index of a regency as it is written; None where it is missing or can't be read."""
    try:
        told = json.loads((pool.root / "index" / f"{regency}.json").read_text("utf-8"))
        return {
            code: Office(
                code,
                Receipt(**said["current"]),
                [Receipt(**receipt) for receipt in said["held"]],
                [Receipt(**receipt) for receipt in said["rivals"]],
                int(said["deliveries"]),
            )
            for code, said in told.items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
