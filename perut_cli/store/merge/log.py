"""The writes of a file's records as merging sees them: by which batch, into which units."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from perut_cli.core.errors import Damaged
from perut_cli.core.sheets import OWNERS, owner_of
from perut_cli.core.text import T
from perut_cli.store.columns import TABLES
from perut_cli.store.db import Store
from perut_cli.store.history.seal import is_uid
from perut_cli.store.history.seal_text import RECORD, WITH_IDENTITY, identity, parsed_answer
from perut_cli.store.history.undo import in_effect
from perut_cli.store.history.writes import Write, writes_of
from perut_cli.store.merge import rules
from perut_cli.store.merge.units import (
    ANSWERS,
    SCORE,
    answer_record,
    answer_units,
    answer_values,
    assessment_of,
    by_unit,
    indicator_of,
    indicator_record,
    made_as,
    parsed,
    record_of,
    references,
    written,
)
from perut_cli.store.merge.versions import VersionNames

SETTLED = "settled"
"""The act of a write that is a settlement."""
WHOLE = "*"
"""A settlement of a whole record: it stays."""


class Sealed(NamedTuple):
    """A batch of a file: what binds it, by its uid."""

    uid: str
    parents: frozenset[str]
    stamp: int
    number: int
    act: str
    target: str


def numbers_of(store: Store) -> dict[str, int]:
    """The numbers of all batches of a file by uid."""
    return dict(store.rows("SELECT uid, id FROM batch"))


def refuse_bent(store: Store) -> None:
    """Raise Damaged P352 where batches name parents that are not before them, heads are no batches,
    or what waits is of no sheet: nothing can be worked out from such a history.
    """
    # The batch that is being written has no uid yet.
    batches = store.rows("SELECT id, uid, parents, stamp FROM batch WHERE uid <> ''")
    stamps: dict[str, int] = {uid: stamp for _, uid, _, stamp in batches}
    for number, uid, parents, stamp in batches:
        follows = all(stamps.get(parent, stamp) < stamp for parent in parents.split())
        if not is_uid(uid) or not follows:
            raise _bent(number)
    if any(uid not in stamps for (uid,) in store.rows("SELECT uid FROM head")):
        raise _bent(0)
    for table in ("contested", "settlement", "foreign_write"):
        tables = store.rows(f"SELECT DISTINCT table_name FROM {table}")
        if any(name not in TABLES for (name,) in tables):
            raise _bent(0)


def _bent(number: int) -> Damaged:
    return Damaged(
        "P352",
        T(
            "the history was changed outside perut: batch {n} does not follow from those before it",
            "riwayat diubah di luar perut: kelompok {n} tidak bersambung dengan yang sebelumnya",
        ).format(n=number)
        if number
        else T(
            "the history was changed outside perut: its heads or its log of merges",
            "riwayat diubah di luar perut: kepala atau catatan penggabungannya",
        ),
        T(
            "see what with `perut check`, bring back a copy with `perut restore newest`",
            "lihat dengan `perut periksa`, pulihkan salinan dengan `perut pulihkan terbaru`",
        ),
    )


def batches_of(store: Store, among: str = "1") -> dict[str, Sealed]:
    """The batches of a file by uid; `among`: SQL for some of them."""
    return {
        uid: Sealed(uid, frozenset(parents.split()), stamp, number, act, target)
        for uid, parents, stamp, number, act, target in store.select(
            "SELECT b.uid, b.parents, b.stamp, b.id, b.act, ifnull(o.uid, '') "
            f"FROM batch AS b LEFT JOIN batch AS o ON o.id = b.target_batch WHERE {among}"
        )
    }


class Written(NamedTuple):
    """A write with what merging needs of it: by which batch, of which record (its row in this
    file), into which units; `made` and `removed` say what became of the record, `text` how it reads
    then; `indicator` is the record that an answer is given to.
    """

    uid: str
    table: str
    record: str
    row_id: int
    write: Write
    units: tuple[tuple[str, str], ...]
    made: bool = False
    removed: bool = False
    text: str | None = None
    indicator: str = ""


class Wanted:
    """The rows of a file that a merge looks at, in a temporary table."""

    def __init__(self, store: Store) -> None:
        """None yet."""
        self.store = store
        store.connection.execute("DROP TABLE IF EXISTS temp.wanted")
        store.connection.execute(
            "CREATE TABLE temp.wanted (table_name TEXT, row_id INTEGER, "
            "PRIMARY KEY (table_name, row_id)) WITHOUT ROWID"
        )

    def add(self, rows: Iterable[tuple[str, int]]) -> None:
        """Look at these rows too."""
        self.store.connection.executemany("INSERT OR IGNORE INTO temp.wanted VALUES (?, ?)", rows)

    def among(self, table: str) -> str:
        """SQL for the ids of a table; answers are looked at by their assessments."""
        name = owner_of(table) or table
        return f"SELECT w.row_id FROM temp.wanted AS w WHERE w.table_name = '{name}'"

    def tables(self) -> list[str]:
        """The tables looked at, in the order of import."""
        found = {row[0] for row in self.store.rows("SELECT DISTINCT table_name FROM temp.wanted")}
        return [name for name in TABLES if name in found or owner_of(name) in found]


class Log(NamedTuple):
    """What a file says of the rows looked at: its writes by record, and its rows by record."""

    written: dict[str, list[Written]]
    rows: dict[str, list[int]]

    def of(self, record: str) -> list[Written]:
        """The writes of a record."""
        return self.written.get(record, [])


def log_of(store: Store, wanted: Wanted, uids: dict[int, str], versions: VersionNames) -> Log:
    """The writes of the wanted rows."""
    written: dict[str, list[Written]] = defaultdict(list)
    rows: dict[str, list[int]] = defaultdict(list)
    assessments: dict[int, str] = {}
    instruments: dict[int, str] = {}
    undone = undone_by(store)
    for table in wanted.tables():
        if owner_of(table):
            for row_id, written_by in _by_row(writes_of(store, table, wanted.among(table))):
                if row_id in assessments:
                    for one in _answers(assessments[row_id], written_by, uids):
                        asked = indicator_record(
                            instruments.get(row_id, ""), indicator_of(one.record)
                        )
                        written[one.record].append(one._replace(indicator=asked))
            continue
        settled = settlements(store, table, undone)
        for row_id, written_by in _by_row(writes_of(store, table, wanted.among(table))):
            name = name_of_row(store, table, row_id, written_by, versions)
            rows[name].append(row_id)
            found = list(_of_record(table, name, written_by, uids, versions))
            written[name] += found
            if table in OWNERS:
                assessments[row_id] = name
                instruments[row_id] = _instrument(found, written_by)
            written[name] += _settled(table, name, row_id, uids, settled.get(row_id, ()))
    _settled_answers(store, written, assessments, instruments, uids, undone)
    if undone:
        _reopen(store, written, undone, uids)
    return Log(dict(written), dict(rows))


def _instrument(found: list[Written], written_by: list[Write]) -> str:
    """The name of an assessment's instrument, by a text that the assessment has or had."""
    texts = [one.text for one in found if one.text] + [one.before for one in written_by]
    return next((parsed(text).get("instrument_id", "") for text in texts if text), "")


def _by_row(found: Iterable[Write]) -> Iterator[tuple[int, list[Write]]]:
    rows: dict[int, list[Write]] = defaultdict(list)
    for write in found:
        rows[write.row_id].append(write)
    yield from rows.items()


def name_of_row(
    store: Store, table: str, row_id: int, written_by: list[Write], versions: VersionNames
) -> str:
    """The name of a record among all: by the key that it was made with."""
    if table in WITH_IDENTITY:
        found = store.value(f"SELECT {identity(table, '?1')}", (row_id,))
        if found and found != "?":
            return record_of(table, versions.name(table, row_id, str(found)))
    elif apart := kept_identity(store, table, row_id):
        return record_of(table, apart)
    first = next((one for one in written_by if one.text is not None), None)
    before = next((one.before for one in written_by if one.before is not None), None)
    text = first.text if first is not None else before
    return made_as(table, text or "")


def kept_identity(store: Store, table: str, row_id: int) -> str:
    """The first name that was kept of a record, blank where none was."""
    found = store.value(
        "SELECT identity FROM identity WHERE table_name = ? AND row_id = ?", (table, row_id)
    )
    return str(found or "")


def _of_record(
    table: str,
    name: str,
    written_by: list[Write],
    uids: dict[int, str],
    versions: VersionNames,
) -> Iterator[Written]:
    for write in written_by:
        uid = uids.get(write.batch, "")
        if write.text is None:
            yield Written(uid, table, name, write.row_id, write, (), removed=True)
            continue
        is_new = write.act == "new"
        if write.units is not None:
            chosen: Collection[str] = write.units.split()
        elif is_new:
            chosen = written(table, None, write.text)
        else:
            chosen = written(table, write.before, write.text)
        text = versions.text(table, write.row_id, write.text) or ""
        values = by_unit(table, text)
        units = tuple((unit, values.get(unit, "")) for unit in chosen)
        yield Written(uid, table, name, write.row_id, write, units, made=is_new, text=text)


def _answers(assessment: str, written_by: list[Write], uids: dict[int, str]) -> Iterator[Written]:
    for write in written_by:
        uid = uids.get(write.batch, "")
        told = write.units.split(RECORD) if write.units is not None else None
        for number, line in enumerate(write.lines):
            answer = parsed_answer(line)
            name = answer_record(assessment, answer.code)
            if answer.removed:
                yield Written(uid, write.table, name, write.row_id, write, (), removed=True)
                continue
            before = write.befores[number] if write.befores else ""
            chosen = told[number].split() if told else answer_units(line, before)
            values = answer_values(line)
            made = not before if told is None else SCORE in chosen
            units = tuple((unit, values[unit]) for unit in chosen)
            yield Written(uid, write.table, name, write.row_id, write, units, made=made)


def _reopen(
    store: Store,
    written: dict[str, list[Written]],
    undone: frozenset[int],
    uids: dict[int, str],
) -> None:
    """Leave out what a settlement wrote that was undone, and what its undo wrote back."""
    undos: dict[int, list[int]] = defaultdict(list)
    for number, target in store.rows("SELECT id, target_batch FROM batch WHERE act = 'undo'"):
        undos[target].append(number)
    for batch, record, unit in store.rows("SELECT batch_id, record, unit FROM settlement"):
        if batch not in undone or record not in written:
            continue
        by = {uids.get(number, "") for number in (batch, *undos[batch])}
        written[record] = [
            one._replace(units=tuple(pair for pair in one.units if pair[0] != unit))
            if one.uid in by
            else one
            for one in written[record]
        ]


def undone_by(store: Store) -> frozenset[int]:
    """The batches that are not in effect: what they settled is open again."""
    if not store.value("SELECT EXISTS (SELECT 1 FROM settlement)"):
        return frozenset()
    return frozenset(number for number, mine in in_effect(store).items() if not mine)


def settlements(
    store: Store, table: str, undone: frozenset[int]
) -> dict[int, list[tuple[int, str, str]]]:
    """What was settled in a table: row → (batch, unit, value)."""
    settled: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for batch, row_id, unit, value in store.rows(
        "SELECT batch_id, row_id, unit, value FROM settlement WHERE table_name = ? "
        "AND row_part = 0",
        (table,),
    ):
        if batch not in undone:
            settled[row_id].append((batch, unit, value))
    return settled


def _settled(
    table: str,
    name: str,
    row_id: int,
    uids: dict[int, str],
    settled: Iterable[tuple[int, str, str]],
) -> Iterator[Written]:
    for batch, unit, value in settled:
        write = Write(batch, table, row_id, SETTLED, "", None)
        uid = uids.get(batch, "")
        if unit == WHOLE:
            units = tuple(by_unit(table, value).items())
            yield Written(uid, table, name, row_id, write, units, made=True)
        else:
            yield Written(uid, table, name, row_id, write, ((unit, value),))


def _settled_answers(
    store: Store,
    written: dict[str, list[Written]],
    assessments: dict[int, str],
    instruments: dict[int, str],
    uids: dict[int, str],
    undone: frozenset[int],
) -> None:
    for batch, row_id, code, unit, value in store.rows(
        "SELECT s.batch_id, s.row_id, k.indicator_code, s.unit, s.value FROM settlement AS s "
        "JOIN indicator AS k ON k.id = s.row_part WHERE s.table_name = 'score'"
    ):
        if row_id in assessments and batch not in undone:
            name = answer_record(assessments[row_id], code)
            write = Write(batch, ANSWERS, row_id, SETTLED, "", None)
            uid, asked = uids.get(batch, ""), indicator_record(instruments[row_id], code)
            written[name].append(
                Written(uid, ANSWERS, name, row_id, write, ((unit, value),), indicator=asked)
            )


def as_rules(written: Written, taken_back: frozenset[str]) -> Iterator[rules.UnitWrite]:
    """A write in the terms of the rules."""
    if written.removed:
        if written.uid not in taken_back or written.table not in OWNERS:
            yield rules.UnitWrite(written.record, rules.GONE)
        return
    if written.made:
        yield rules.UnitWrite(written.record, rules.MADE)
    for unit, value in written.units:
        if owner_of(written.table):
            names: tuple[str, ...] = (assessment_of(written.record), written.indicator)
        else:
            names = references(written.table, value)
        yield rules.UnitWrite(written.record, unit, value, names)
