"""An erasure changes what earlier batches wrote: these are sealed anew, and the erasure's own
digest says so, so that the chain still proves.
"""

import secrets
from collections import defaultdict

from perut_cli.store.db import Store
from perut_cli.store.history.seal import Leaf, Writer, bind, digest_of, keep_identities, leaves_of
from perut_cli.store.history.writes import Write, writes


def reseals(store: Store) -> dict[int, list[str]]:
    """What each erasure recorded of the batches it touched, lines of its own digest: what they come
    to now, and the seals that went.
    """
    lines: dict[int, list[str]] = defaultdict(list)
    for by, uid, digest in store.rows(
        "SELECT by_batch, uid, reseal.digest FROM reseal JOIN batch ON batch.id = batch_id"
    ):
        lines[by].append(f"{uid} {digest}")
    for by, uid, leaf in store.rows(
        "SELECT by_batch, uid, leaf FROM erased_seal JOIN batch ON batch.id = batch_id"
    ):
        lines[by].append(f"{uid} {leaf.hex()}")
    return lines


def seal_erasure(store: Store, number: int, writer: Writer) -> None:
    """Seal an erasure and the batches whose writes read otherwise now."""
    keep_identities(store, number)
    _reseal(store, number)
    nonce = secrets.token_hex(16)
    leaves = list(leaves_of(store, number, nonce))
    _put(store, number, leaves)
    digest = digest_of((one[2] for one in leaves), reseals(store).get(number, ()))
    bind(store, number, writer, nonce, digest)


def _reseal(store: Store, erasure: int) -> None:
    """Give the touched batches new nonces, leaves and digests; keep the seals that went."""
    kept, gone = unsealed_writes(store, erasure)
    store.connection.executemany(
        "INSERT INTO erased_seal (by_batch, batch_id, table_name, row_id, leaf) "
        "VALUES (?, ?, ?, ?, ?)",
        ((erasure, batch, table, row, leaf) for (table, batch, row), leaf in gone.items()),
    )
    for batch in sorted({batch for _, batch, _ in gone}):
        digest = seal_anew(store, batch, kept, secrets.token_hex(16))
        store.connection.execute(
            "INSERT INTO reseal (batch_id, by_batch, digest) VALUES (?, ?, ?)",
            (batch, erasure, digest),
        )
        # What an erasure that didn't know the batch made of it is past.
        store.connection.execute("DELETE FROM reseal_later WHERE batch_id = ?", (batch,))


Place = tuple[str, int, int]
"""(table, batch, row)"""


def unsealed_writes(store: Store, erasure: int) -> tuple[list[Write], dict[Place, bytes]]:
    """All writes but an erasure's own, and the seals that they don't answer to any more."""
    kept = [write for write in writes(store) if write.batch != erasure]
    nonces: dict[int, str] = dict(store.rows("SELECT id, nonce FROM batch"))
    seals: dict[Place, bytes] = {
        (table, batch, row_id): leaf
        for batch, table, row_id, leaf in store.select(
            "SELECT batch_id, table_name, row_id, leaf FROM seal WHERE batch_id <> ?", (erasure,)
        )
    }
    for write in kept:
        place = (write.table, write.batch, write.row_id)
        if seals.get(place) == write.leaf(nonces[write.batch]):
            del seals[place]
    return kept, seals


def seal_anew(store: Store, batch: int, kept: list[Write], nonce: str) -> str:
    """Seal a batch's writes with a new nonce; gives their digest."""
    leaves = [
        (write.table, write.row_id, write.leaf(nonce)) for write in kept if write.batch == batch
    ]
    store.connection.execute("DELETE FROM seal WHERE batch_id = ?", (batch,))
    _put(store, batch, leaves)
    store.connection.execute("UPDATE batch SET nonce = ? WHERE id = ?", (nonce, batch))
    return digest_of((one[2] for one in leaves), reseals(store).get(batch, ()))


def _put(store: Store, number: int, leaves: list[Leaf]) -> None:
    store.connection.executemany(
        "INSERT INTO seal (batch_id, table_name, row_id, leaf) VALUES (?, ?, ?, ?)",
        ((number, *one) for one in leaves),
    )
