"""Proving the batches that come in, before anything of them is written here."""

from collections import defaultdict

from perut_cli.core.errors import Damaged
from perut_cli.core.text import T
from perut_cli.store.db import Store
from perut_cli.store.history import local_seal
from perut_cli.store.history.reseal import reseals
from perut_cli.store.history.seal import columns_of, digest_of, uid_of
from perut_cli.store.merge.erasure import Carried
from perut_cli.store.merge.side import Side
from perut_cli.store.merge.together import Together


def prove_incoming(there: Side, found: Together, carried: Carried) -> None:
    """Compare each batch that comes in with its seal. Raises Damaged P339 for one that another
    program altered.
    """
    store = there.store
    anew = {one.batch for one in carried.resealed}
    expected: dict[int, str] = dict(
        store.rows("SELECT batch_id, digest FROM reseal ORDER BY by_batch")
    )
    expected |= dict(store.rows("SELECT batch_id, digest FROM reseal_later"))
    lines = reseals(store)
    seals: dict[int, dict[tuple[str, int], bytes]] = defaultdict(dict)
    for batch in found.incoming:
        for table, row, leaf in store.rows(
            "SELECT table_name, row_id, leaf FROM seal WHERE batch_id = ?", (batch.number,)
        ):
            seals[batch.number][table, row] = leaf
        digest = store.value("SELECT digest FROM batch WHERE id = ?", (batch.number,))
        leaves = digest_of(seals[batch.number].values(), lines.get(batch.number, ()))
        sealed_anew = batch.uid in anew or leaves == expected.get(batch.number, digest)
        if not sealed_anew or uid_of(*columns_of(store, batch.number)) != batch.uid:
            raise _altered(batch.number)
    nonces = {
        batch.uid: store.value("SELECT nonce FROM batch WHERE id = ?", (batch.number,))
        for batch in found.incoming
    }
    for written in found.written.values():
        for one in written:
            if one.write.act == "settled":
                continue
            sealed = seals[one.write.batch].get((one.write.table, one.write.row_id))
            if one.write.leaf(nonces[one.uid]) != sealed:
                raise _altered(one.write.batch)


def prove_local(there: Store) -> None:
    """Compare what no batch seals in the other file with its digests. Raises Damaged P339."""
    for place in local_seal.broken(there):
        raise _altered(local_seal.newest_batch(there, place))


def _altered(number: int) -> Damaged:
    return Damaged(
        "P339",
        T(
            "the other file was changed outside perut: batch {n} is not as it was sealed",
            "berkas yang lain diubah di luar perut: kelompok {n} tidak seperti saat disegel",
        ).format(n=number),
        T(
            "look that file over there with `perut check`, bring back a copy with `perut restore`",
            "periksa berkas itu di sana dengan `perut periksa`, pulihkan salinan dengan `perut "
            "pulihkan`",
        ),
    )
