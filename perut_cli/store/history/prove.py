"""Prove the history: every digest built again and compared, every batch bound to those before
it; what was changed outside perut is named with its record and its batch.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T, Text
from perut_cli.core.values import Row
from perut_cli.store.columns import key_sql
from perut_cli.store.db import Store
from perut_cli.store.history import local_seal
from perut_cli.store.history.entries import gaps, misfits
from perut_cli.store.history.reseal import reseals
from perut_cli.store.history.seal import (
    HEAD_LETTERS,
    Writer,
    bind,
    columns_of,
    digest_of,
    heads,
    is_uid,
    keep_identities,
    shown,
    uid_of,
)
from perut_cli.store.history.seal_text import UNIT
from perut_cli.store.history.writes import Write, writes


class Discrepancy(NamedTuple):
    """Something that is not as the history says: of which record, what, and by which batch; 0 for
    none.
    """

    sheet: str
    key: str
    fault: Text
    batch: int


MOST = 200
"""Faults told at most: more say no more."""


def unproved(store: Store) -> Iterator[Discrepancy]:
    """What the history does not prove."""
    nonces: dict[int, str] = dict(store.rows("SELECT id, nonce FROM batch"))
    seals: dict[tuple[str, int, int], bytes] = {
        (table, batch, row_id): leaf
        for batch, table, row_id, leaf in store.select(
            "SELECT batch_id, table_name, row_id, leaf FROM seal"
        )
    }
    yield from _batches(store, seals)
    told = 0
    for write in writes(store):
        sealed = seals.pop((write.table, write.batch, write.row_id), None)
        fault = _fault(write, sealed, nonces)
        if fault is not None and told < MOST:
            told += 1
            yield Discrepancy(write.table, _key(store, write), fault, write.batch)
    for table, batch, row_id in list(seals)[: MOST - told]:
        write = Write(batch, table, row_id, "", "", None)
        fault = T(
            "batch {n} wrote it, and it is gone without a trace",
            "kelompok {n} menulisnya, tetapi hilang tanpa jejak",
        ).format(n=batch)
        yield Discrepancy(table, _key(store, write), fault, batch)
    if not told and not seals:
        # What the seals tell already isn't told twice.
        for misfit in misfits(store):
            write = Write(misfit.batch, misfit.table, misfit.row_id, "", misfit.key, None)
            known = misfit.table in SHEETS
            key = _key(store, write) if known else misfit.key
            yield Discrepancy(misfit.table, key, _MISFIT.format(n=misfit.batch), misfit.batch)
    for misfit in gaps(store):
        write = Write(misfit.batch, misfit.table, misfit.row_id, "", "", None)
        yield Discrepancy(misfit.table, _key(store, write), _GAP, misfit.batch)
    yield from _locally(store)


_MISFIT = T(
    "an entry of batch {n} doesn't fit the others: changed, added or taken out outside perut",
    "satu catatan riwayat kelompok {n} tidak cocok dengan yang lain: diubah, ditambah, atau "
    "dihapus di luar perut",
)


_GAP = T(
    "the places of its list have a gap: changed outside perut",
    "urutan daftarnya tidak bersambung: diubah di luar perut",
)


def _locally(store: Store) -> Iterator[Discrepancy]:
    """What no batch seals and is not as it was kept: of each record, of the logs as a whole."""
    for subject in local_seal.changed_outside(store):
        number = local_seal.newest_batch(store, subject)
        kind = "" if subject.kind == local_seal.HISTORY and not number else subject.kind
        fault = _LOCAL.get(kind, _LOGS)
        key = ""
        if local_seal.about_record(subject):
            key = _key(store, Write(number, subject.table, subject.row_id, "", "", None))
        yield Discrepancy(subject.table if key else "", key, fault.format(n=number), number)


_LOGS = T(
    "the log of merges and of what waits to be settled was changed outside perut",
    "catatan penggabungan dan pertentangan diubah di luar perut",
)
_ERASURES = T(
    "what erasures left of other batches was changed outside perut (batch {n})",
    "catatan penghapusan data tentang kelompok lain diubah di luar perut (kelompok {n})",
)
_LOCAL = {
    local_seal.HISTORY: T(
        "its history is not as the merge that brought batch {n} left it: changed outside perut",
        "riwayatnya tidak seperti ditinggalkan penggabungan yang membawa kelompok {n}: diubah di "
        "luar perut",
    ),
    "": T(
        "its history holds what no merge brought: changed outside perut",
        "riwayatnya memuat yang tidak dibawa penggabungan mana pun: diubah di luar perut",
    ),
    local_seal.IDENTITY: T(
        "what it was called first was changed outside perut",
        "kunci pertamanya diubah di luar perut",
    ),
    local_seal.SETTLEMENT: T(
        "what a settlement is about was changed outside perut",
        "yang diselesaikan dari satu pertentangan diubah di luar perut",
    ),
    local_seal.CONTESTED: _LOGS,
    local_seal.MERGES: _LOGS,
    local_seal.ERASED: _ERASURES,
    local_seal.LATER: _ERASURES,
}


def _fault(write: Write, sealed: bytes | None, nonces: dict[int, str]) -> Text | None:
    nonce = nonces.get(write.batch)
    if nonce is None:
        return T("its batch {n} is not in the history", "kelompok {n} tidak ada di riwayat").format(
            n=write.batch
        )
    if sealed is None:
        return T(
            "it is there, but batch {n} did not write it",
            "catatan ini ada, tetapi bukan kelompok {n} yang menulisnya",
        ).format(n=write.batch)
    if write.leaf(nonce) == sealed and not write.misnumbered:
        return None
    if write.present:
        return T(
            "it is not as batch {n} wrote it: changed outside perut",
            "tidak seperti ditulis kelompok {n}: diubah di luar perut",
        ).format(n=write.batch)
    return T(
        "its history is not as batch {n} left it: changed outside perut",
        "riwayatnya tidak seperti ditinggalkan kelompok {n}: diubah di luar perut",
    ).format(n=write.batch)


def _key(store: Store, write: Write) -> str:
    if write.table not in SHEETS:
        return str(T("batch {n}", "kelompok {n}").format(n=write.batch))
    name = SHEETS[write.table].owner or write.table
    found = store.value(f"SELECT {key_sql(SHEETS[name], '?1')}", (write.row_id,))
    return str(found or write.key or write.row_id)


def _batches(store: Store, seals: dict[tuple[str, int, int], bytes]) -> Iterator[Discrepancy]:
    """Batches whose digest, uid, parents or place is not what it was."""
    leaves: dict[int, list[bytes]] = defaultdict(list)
    for (_, batch, _), leaf in seals.items():
        leaves[batch].append(leaf)
    resealed: dict[int, str] = dict(
        store.rows("SELECT batch_id, digest FROM reseal ORDER BY by_batch")
    )
    resealed |= dict(store.rows("SELECT batch_id, digest FROM reseal_later"))
    made_anew = reseals(store)
    uids: set[str] = set()
    named: set[str] = set()
    rows = store.rows("SELECT id, uid, parents, digest, stamp FROM batch ORDER BY id")
    for number, uid, parents, digest, _ in rows:
        uids.add(uid)
        named.update(parents.split())
        expected = resealed.get(number, digest)
        found = digest_of(leaves.pop(number, []), made_anew.get(number, ()))
        if found != expected or uid_of(*columns_of(store, number)) != uid:
            yield Discrepancy("", str(number), _ALTERED.format(n=number), number)
    for parent in sorted(named - uids):
        lost = T(
            "a batch is missing that others rest on ({uid})",
            "ada kelompok yang hilang padahal dirujuk kelompok lain ({uid})",
        ).format(uid=shown([parent]) if is_uid(parent) else parent[:HEAD_LETTERS])
        yield Discrepancy("", "", lost, 0)
    for number in leaves:
        yield Discrepancy("", str(number), _LOST.format(n=number), number)
    if sorted(uids - named) != heads(store):
        wrong = T(
            "the head is not the newest batch: batches were removed or added outside perut",
            "kepala riwayat bukan kelompok terbaru: ada yang dihapus atau ditambah di luar perut",
        )
        yield Discrepancy("", "", wrong, 0)


_ALTERED = T(
    "batch {n} was altered outside perut: its moment, actor, command, counts or what it wrote",
    "kelompok {n} diubah di luar perut: saat, pelaku, perintah, jumlah, atau isinya",
)
_LOST = T("batch {n} was removed outside perut", "kelompok {n} dihapus di luar perut")


def seal_unsealed(store: Store) -> None:
    """Seal the batches of a history that was not sealed yet, from their content alone, so that two
    copies of one file agree.
    """
    unsealed = store.rows("SELECT id, written_at, command FROM batch WHERE uid = '' ORDER BY id")
    if not unsealed:
        return
    nonces = {
        number: hashlib.sha256(UNIT.join((str(number), at, command)).encode()).hexdigest()[:32]
        for number, at, command in unsealed
    }
    for number in nonces:
        keep_identities(store, number)
    leaves: dict[int, list[tuple[str, int, bytes]]] = defaultdict(list)
    for write in writes(store):
        if write.batch in nonces:
            leaves[write.batch].append((write.table, write.row_id, write.leaf(nonces[write.batch])))
    for number, at, _ in unsealed:
        store.connection.executemany(
            "INSERT OR REPLACE INTO seal (batch_id, table_name, row_id, leaf) VALUES (?, ?, ?, ?)",
            ((number, *one) for one in leaves[number]),
        )
        digest = digest_of(one[2] for one in leaves[number])
        bind(store, number, Writer(at, "", ""), nonces[number], digest)


class Since(NamedTuple):
    """A head that was printed: the batch it is of, and the batches since."""

    batch: int
    later: list[tuple[int, str, str, str]]


def since(store: Store, printed: str) -> Since | None:
    """Where a printed head stands in this history: after a batch, or where laptops had met and
    nobody had written yet; None where it is not in it.
    """
    wanted = printed.strip().upper()[:HEAD_LETTERS]
    batches = store.rows(
        "SELECT id, uid, parents, written_at, actor, command FROM batch ORDER BY id"
    )
    side_by_side: set[str] = set()
    for where, (number, uid, parents, *_) in enumerate(batches):
        seen = parents.split()
        if len(seen) > 1 and shown(seen) == wanted:
            return Since(batches[where - 1][0], [_later(row) for row in batches[where:]])
        side_by_side = {*side_by_side, uid}.difference(seen)
        alone = is_uid(uid) and shown([uid]) == wanted
        if alone or (len(side_by_side) > 1 and shown(side_by_side) == wanted):
            return Since(number, [_later(row) for row in batches[where + 1 :]])
    return None


def _later(row: Row) -> tuple[int, str, str, str]:
    number, _, _, written_at, actor, command = row
    return number, written_at, actor, command
