"""The seals of what a merge brings in, row by row, under the numbers of this file."""

from typing import TYPE_CHECKING

from perut_cli.core.sheets import owner_of
from perut_cli.store.history.seal import COMMAND, SETTLEMENT
from perut_cli.store.merge.erasure import Carried

if TYPE_CHECKING:
    from perut_cli.store.merge.apply import Merger


def copy_seals(merger: "Merger") -> None:
    """The seals of the batches that came in, and what erasures made anew of them."""
    store = merger.there.store
    for batch in merger.found.incoming:
        number = merger.numbers[batch.uid]
        for table, row_id, leaf in store.rows(
            "SELECT table_name, row_id, leaf FROM seal WHERE batch_id = ?", (batch.number,)
        ):
            merger.run(
                "INSERT INTO seal (batch_id, table_name, row_id, leaf) VALUES (?, ?, ?, ?)",
                (number, table, _image(merger, table, row_id, number), leaf),
            )
        for uid, digest in store.rows(
            "SELECT b.uid, r.digest FROM reseal AS r JOIN batch AS b ON b.id = r.batch_id "
            "WHERE r.by_batch = ?",
            (batch.number,),
        ):
            merger.run(
                "INSERT OR IGNORE INTO reseal (batch_id, by_batch, digest) VALUES (?, ?, ?)",
                (merger.number_of(uid), number, digest),
            )
        for by, digest in store.rows(
            "SELECT b.uid, r.digest FROM reseal_later AS r JOIN batch AS b ON b.id = "
            "r.by_batch WHERE r.batch_id = ?",
            (batch.number,),
        ):
            merger.run(
                "INSERT OR REPLACE INTO reseal_later (batch_id, by_batch, digest) VALUES (?, ?, ?)",
                (number, merger.number_of(by), digest),
            )


def record_erasures(merger: "Merger", here: Carried, there: Carried) -> None:
    """Keep what carrying out erasures came to: here, and of the batches that came in."""
    for one in (*here.resealed, *(r for r in there.resealed if r.batch in merger.numbers)):
        if one.later:
            merger.run(
                "INSERT OR REPLACE INTO reseal_later (batch_id, by_batch, digest) VALUES (?, ?, ?)",
                (merger.number_of(one.batch), merger.number_of(one.erasure), one.digest),
            )
    for number, gone in enumerate(here.gone, 1):
        merger.run(
            "INSERT OR IGNORE INTO erased_seal (by_batch, batch_id, table_name, row_id, leaf) "
            "VALUES (?, ?, ?, ?, ?)",
            (
                merger.number_of(gone.erasure),
                merger.number_of(gone.batch),
                gone.table,
                gone.row_id or -number,
                gone.leaf,
            ),
        )


def _image(merger: "Merger", table: str, row_id: int, number: int) -> int:
    if table == COMMAND:
        return number
    if table == SETTLEMENT:
        return _settlement(merger, row_id, number)
    if owner_of(table):
        return merger.images["assessment", row_id]
    return merger.images[table, row_id]


def _settlement(merger: "Merger", row_id: int, number: int) -> int:
    table, row, part, *told = merger.there.store.rows(
        "SELECT table_name, row_id, row_part, record, unit, value FROM settlement WHERE id = ?",
        (row_id,),
    )[0]
    owner = owner_of(table) or table
    mine = merger.images[owner, row]
    if part:
        code = merger.there.store.value(
            "SELECT indicator_code FROM indicator WHERE id = ?", (part,)
        )
        part = merger.store.value(
            "SELECT k.id FROM indicator AS k JOIN assessment AS a ON a.instrument_id = "
            "k.instrument_id WHERE a.id = ? AND k.indicator_code = ?",
            (mine, code),
        )
    cursor = merger.run(
        "INSERT INTO settlement (batch_id, table_name, row_id, row_part, record, unit, value) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, table, mine, part or 0, *told),
    )
    return int(cursor.lastrowid or 0)
