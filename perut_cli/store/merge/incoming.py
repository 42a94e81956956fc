"""Prove the batches that come in, before anything of them is written here."""

from collections.abc import Container

from perut_cli.core.errors import Damaged
from perut_cli.core.text import T
from perut_cli.store.db import Store
from perut_cli.store.history import local_seal
from perut_cli.store.history.reseal import Place, reseals
from perut_cli.store.history.seal import columns_of, digest_of, uid_of
from perut_cli.store.history.writes import writes_of_batches
from perut_cli.store.merge.log import SETTLED, numbers_of
from perut_cli.store.merge.side import Side


def prove_incoming(there: Store, known: Container[str]) -> None:
    """Compare each batch of the other file that is not known here with its seals, and what no batch
    seals with its digests. Raises Damaged P339 for what another program altered, P352.
    """
    for subject in local_seal.changed_outside(there):
        raise _altered(local_seal.newest_batch(there, subject))
    coming = {number: uid for uid, number in numbers_of(there).items() if uid not in known}
    seals = _proved_batches(there, coming)
    side = Side(there)
    side.look(side.touched_by(coming.values()))
    side.read()
    found = (one.write for many in side.log.written.values() for one in many)
    nonces: dict[int, str] = dict(there.rows("SELECT id, nonce FROM batch"))
    proved: set[Place] = set()
    for write in (*writes_of_batches(there), *found):
        place = (write.table, write.batch, write.row_id)
        if write.batch in coming and write.act != SETTLED:
            if write.leaf(nonces[write.batch]) != seals.get(place):
                raise _altered(write.batch)
            proved.add(place)
    for _, number, _ in seals.keys() - proved:
        raise _altered(number)


def _proved_batches(there: Store, coming: dict[int, str]) -> dict[Place, bytes]:
    """The seals of batches, whose digests and uids are what the seals come to."""
    expected: dict[int, str] = dict(there.rows("SELECT id, digest FROM batch"))
    expected |= dict(there.rows("SELECT batch_id, digest FROM reseal ORDER BY by_batch"))
    expected |= dict(there.rows("SELECT batch_id, digest FROM reseal_later"))
    anew = reseals(there)
    seals: dict[Place, bytes] = {}
    for number, uid in coming.items():
        rows = there.rows("SELECT table_name, row_id, leaf FROM seal WHERE batch_id = ?", (number,))
        seals |= {(table, number, row_id): leaf for table, row_id, leaf in rows}
        digest = digest_of((leaf for *_, leaf in rows), anew.get(number, ()))
        if digest != expected[number] or uid_of(*columns_of(there, number)) != uid:
            raise _altered(number)
    return seals


def _altered(number: int) -> Damaged:
    return Damaged(
        "P339",
        T(
            "the other file was changed outside perut: batch {n} is not as it was sealed",
            "berkas yang lain diubah di luar perut: kelompok {n} tidak seperti saat disegel",
        ).format(n=number)
        if number
        else T(
            "the other file was changed outside perut: its log of merges",
            "berkas yang lain diubah di luar perut: catatan penggabungannya",
        ),
        T(
            "look that file over there with `perut check`, bring back a copy with `perut restore`",
            "periksa berkas itu di sana dengan `perut periksa`, pulihkan salinan dengan `perut "
            "pulihkan`",
        ),
    )
