"""An erasure changes what earlier batches wrote: these are sealed anew, and the erasure's own digest
says so, so that the chain still proves.
"""

import secrets
from collections import defaultdict

from perut_cli.store.db import Store
from perut_cli.store.history.seal import Leaf, Writer, bind, digest_of, keep_identities, leaves_of
from perut_cli.store.history.writes import Write, writes


def reseals(store: Store) -> dict[int, list[str]]:
    """What each erasure recorded of the batches it touched: lines of its own digest."""
    found: dict[int, list[str]] = defaultdict(list)
    for by, uid, digest in store.rows(
        "SELECT by_batch, uid, reseal.digest FROM reseal JOIN batch ON batch.id = batch_id"
    ):
        found[by].append(f"{uid} {digest}")
    return found


def seal_erasure(store: Store, number: int, writer: Writer) -> str:
    """Seal an erasure and the batches whose writes read otherwise now; gives its uid."""
    keep_identities(store, number)
    _reseal(store, number)
    nonce = secrets.token_hex(16)
    leaves = list(leaves_of(store, number, nonce))
    _put(store, number, leaves)
    digest = digest_of((one[2] for one in leaves), reseals(store).get(number, ()))
    return bind(store, number, writer, nonce, digest)


def _reseal(store: Store, erasure: int) -> None:
    """Give the touched batches new nonces, leaves and digests."""
    kept = [write for write in writes(store) if write.batch != erasure]
    for batch in sorted(_touched(store, erasure, kept)):
        nonce = secrets.token_hex(16)
        leaves = [
            (write.table, write.row_id, write.leaf(nonce)) for write in kept if write.batch == batch
        ]
        store.connection.execute("DELETE FROM seal WHERE batch_id = ?", (batch,))
        _put(store, batch, leaves)
        store.connection.execute("UPDATE batch SET nonce = ? WHERE id = ?", (nonce, batch))
        store.connection.execute(
            "INSERT INTO reseal (batch_id, by_batch, digest) VALUES (?, ?, ?)",
            (batch, erasure, digest_of(one[2] for one in leaves)),
        )


def _touched(store: Store, erasure: int, kept: list[Write]) -> set[int]:
    nonces = dict(store.rows("SELECT id, nonce FROM batch"))
    seals = {
        (table, batch, row_id): leaf
        for batch, table, row_id, leaf in store.select(
            "SELECT batch_id, table_name, row_id, leaf FROM seal WHERE batch_id <> ?", (erasure,)
        )
    }
    there = {(write.table, write.batch, write.row_id) for write in kept}
    changed = {
        write.batch
        for write in kept
        if seals.get((write.table, write.batch, write.row_id)) != write.leaf(nonces[write.batch])
    }
    return changed | {
        batch for table, batch, row_id in seals if (table, batch, row_id) not in there
    }


def _put(store: Store, number: int, leaves: list[Leaf]) -> None:
    store.connection.executemany(
        "INSERT INTO seal (batch_id, table_name, row_id, leaf) VALUES (?, ?, ?, ?)",
        ((number, *one) for one in leaves),
    )
