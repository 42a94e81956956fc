"""Take another laptop's database into this one, and keep where two values are left."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from perut_cli.core.errors import Conflict
from perut_cli.core.text import T
from perut_cli.store.batch import BatchInfo, rolled_back
from perut_cli.store.columns import TABLES
from perut_cli.store.db import Store, speaking
from perut_cli.store.history import local_seal
from perut_cli.store.history.seal import head, milliseconds
from perut_cli.store.merge.apply import Merger
from perut_cli.store.merge.erasure import carry_out
from perut_cli.store.merge.incoming import prove_incoming
from perut_cli.store.merge.log import Sealed, numbers_of
from perut_cli.store.merge.results import MergeResult, SheetCounts
from perut_cli.store.merge.rules import GONE
from perut_cli.store.merge.seals import record_erasures
from perut_cli.store.merge.shown import KEPT_KEY, shown_of
from perut_cli.store.merge.side import Side
from perut_cli.store.merge.together import put_together
from perut_cli.store.merge.units import assessment_of, indicator_of, is_answer, table_of

_DAY = 86_400


def merge(
    store: Store,
    other: Path,
    note: BatchInfo,
    *,
    dry_run: bool = False,
    before_writing: Callable[[], object] = lambda: None,
) -> MergeResult:
    """Take all batches of another file of the present schema version into this one, in one
    transaction. `before_writing` is called once the other is found good and has news. Raises
    Conflict P340 where the files are of different offices, Damaged P339 where the other's batches
    don't prove. `other` is a copy: nothing of it is left changed.
    """
    theirs = Store(other)
    with closing(theirs.connection):
        _same_office(store, theirs)
        known = numbers_of(store)
        with speaking(other):
            prove_incoming(theirs, known)
        with speaking(store.path):
            if not dry_run and numbers_of(theirs).keys() - known.keys():
                _refuse_unshowable(store, theirs)
                before_writing()
            return _in_one_transaction(store, theirs, note, dry_run=dry_run)


def _begin(store: Store, theirs: Store) -> None:
    for one in (store, theirs):
        one.connection.execute("PRAGMA trusted_schema = ON")
        one.connection.execute("PRAGMA secure_delete = ON")
    theirs.connection.execute("BEGIN")
    store.connection.execute("BEGIN IMMEDIATE")


def _refuse_unshowable(store: Store, theirs: Store) -> None:
    """Tell what can't be shown side by side before a copy is made for it. Raises Conflict P348."""
    _begin(store, theirs)
    try:
        carry_out(store, theirs), carry_out(theirs, store)
        shown_of(put_together(Side(store), Side(theirs)))
    finally:
        rolled_back(store)
        rolled_back(theirs)


def _in_one_transaction(
    store: Store, theirs: Store, note: BatchInfo, *, dry_run: bool
) -> MergeResult:
    _begin(store, theirs)
    committing = False
    try:
        result = _merge(store, theirs, note)
        committing = bool(result.batches) and not dry_run
        if committing:
            store.connection.execute("COMMIT")
        else:
            rolled_back(store)
    except BaseException:
        rolled_back(store)
        raise
    store.written = store.written or committing
    if committing and result.erased:
        # Pages that earlier writes let go of still hold what stood in them.
        store.connection.execute("VACUUM")
    return result


def _merge(store: Store, theirs: Store, note: BatchInfo) -> MergeResult:
    before = local_seal.digests(store)
    carried = carry_out(store, theirs), carry_out(theirs, store)
    here = Side(store)
    there = Side(theirs, here)
    together = put_together(here, there)
    merger = Merger(here, there, together, shown_of(together))
    merger.run_all()
    record_erasures(merger, *carried)
    listed = _contest(merger)
    result = MergeResult(
        laptops=_laptops(there, together.incoming),
        newest=_newest(theirs),
        clock_days=_clock_days(_newest(theirs), note),
        batches=len(together.incoming),
        missing_there=sum(uid not in there.numbers for uid in here.numbers),
        sheets=tuple(_counts(merger, listed)),
        erased=sum(batch.act == "erase" for batch in together.incoming),
    )
    if together.incoming:
        store.connection.execute(
            "INSERT INTO merge_log (merged_at, laptops, batches, newest, first_batch, last_batch, "
            "head) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                note.written_at,
                ", ".join(result.laptops),
                result.batches,
                result.newest,
                merger.newest - result.batches + 1,
                merger.newest,
                head(theirs),
            ),
        )
        local_seal.keep(store, before)
    return result


def _counts(merger: Merger, listed: dict[str, tuple[int, int]]) -> Iterator[SheetCounts]:
    for name in TABLES:
        counts = merger.counts[name]
        conflicts, not_removed = listed.get(name, (0, 0))
        numbers = (counts["new"], counts["changed"], counts["removed"])
        if any(numbers) or conflicts or not_removed:
            yield SheetCounts(name, *numbers, conflicts, not_removed)


def _laptops(there: Side, incoming: list[Sealed]) -> tuple[str, ...]:
    numbers = [batch.number for batch in incoming]
    return tuple(
        dict.fromkeys(
            str(there.store.value("SELECT laptop FROM batch WHERE id = ?", (number,)) or "")
            for number in numbers
        )
    )


def _newest(theirs: Store) -> str:
    """The newest wall time of a file that is one."""
    moments = theirs.rows("SELECT DISTINCT written_at FROM batch ORDER BY written_at DESC")
    return next((moment for (moment,) in moments if milliseconds(moment)), "")


def _clock_days(newest: str, note: BatchInfo) -> int:
    if not newest:
        return 0
    ahead = datetime.fromisoformat(newest) - datetime.fromisoformat(note.written_at)
    return round(ahead.total_seconds() / _DAY) if ahead.total_seconds() > _DAY else 0


def _same_office(store: Store, theirs: Store) -> None:
    """Raises Conflict P340 where both files name a district, and not the same."""
    sql = "SELECT value FROM setting WHERE setting = 'district_code'"
    here, there = store.value(sql), theirs.value(sql)
    if here and there and here != there:
        raise Conflict(
            "P340",
            T(
                "the other file is of another office ({there}, here {here})",
                "berkas itu milik kantor lain ({there}, di sini {here})",
            ).format(there=there, here=here),
            T(
                "bring another office's data with `perut import`",
                "masukkan data kantor lain dengan `perut impor`",
            ),
        )


def _contest(merger: Merger) -> dict[str, tuple[int, int]]:
    """Keep the conflicts of a merge and let go of those that are settled. Gives how many came up
    by table: units with two values, and removals not done.
    """
    store = merger.store
    open_now: set[tuple[str, int, int, str]] = set()
    for conflict in merger.found.outcome.conflicts:
        cell = _place(merger, conflict.record)
        if cell is not None:
            open_now.add((*cell, conflict.unit))
    for record in merger.shown.former:
        cell = _place(merger, record)
        if cell is not None and cell[0] != "instrument":
            open_now.add((*cell, KEPT_KEY))
    known = set(store.rows("SELECT table_name, row_id, row_part, unit FROM contested"))
    store.connection.executemany(
        "DELETE FROM contested WHERE table_name = ? AND row_id = ? AND row_part = ? AND unit = ?",
        known - open_now,
    )
    fresh = sorted(open_now - known)
    store.connection.executemany(
        "INSERT INTO contested (table_name, row_id, row_part, unit) VALUES (?, ?, ?, ?)", fresh
    )
    values = Counter(table for table, _, _, unit in fresh if unit != GONE)
    removals = Counter(table for table, _, _, unit in fresh if unit == GONE)
    return {table: (values[table], removals[table]) for table in {*values, *removals}}


def _place(merger: Merger, record: str) -> tuple[str, int, int] | None:
    """Where a record stands: its table, its row, and of an answer its indicator."""
    table = table_of(record)
    if not is_answer(record):
        return (table, merger.rows[record], 0) if record in merger.shown.texts else None
    row = merger.rows.get(assessment_of(record))
    part = merger.store.value(
        "SELECT indicator_id FROM score JOIN indicator AS k ON k.id = indicator_id "
        "WHERE assessment_id = ? AND k.indicator_code = ?",
        (row, indicator_of(record)),
    )
    return None if part is None else (table, int(row or 0), int(part))
