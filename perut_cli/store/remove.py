"""Remove records: refused while others rest on them, or together with these; change columns of one.
The old values are kept in the history.
"""

from functools import cache
from typing import NamedTuple

from perut_cli.core.errors import Conflict
from perut_cli.core.sheets import OWNERS, SHEETS
from perut_cli.core.text import T
from perut_cli.store.answers.sums import log_answer, sum_up, touched
from perut_cli.store.batch import Batch
from perut_cli.store.columns import (
    TABLES,
    WITH_ID,
    answers,
    close_gaps,
    has_dimensions,
    key_sql,
    lists,
    snapshot,
    stored,
)
from perut_cli.store.db import Store
from perut_cli.store.lookup import NAMES


class Link(NamedTuple):
    """A table whose column refers to another; `owner` is set where it is a list table of that
    record.
    """

    table: str
    column: str
    owner: str = ""
    needed: bool = True


@cache
def links() -> dict[str, tuple[Link, ...]]:
    """Who refers to a table: by its name."""
    by_table: dict[str, list[Link]] = {name: [] for name in TABLES}
    for sheet in SHEETS.values():
        for part in stored(sheet):
            if part.sheet in by_table:
                # An assessment of a person can't be without, though one of a village has none.
                needed = part.required or part.words in sheet.together
                by_table[part.sheet].append(Link(sheet.name, part.column, needed=needed))
        for part in lists(sheet):
            by_table[part.sheet].append(
                Link(part.listed, part.listed.split("_", 1)[1] + "_id", sheet.name, needed=False)
            )
    return {name: tuple(many) for name, many in by_table.items()}


_ASSESSED = (
    "SELECT 1 FROM assessment WHERE instrument_id = (SELECT i.instrument_id FROM indicator AS i "
    "WHERE i.id = ?) LIMIT 1"
)


def remove(batch: Batch, sheet_name: str, row_id: int, *, with_dependants: bool = False) -> None:
    """Remove one record; its own answers and whatever rests on it only `with_dependants`. Raises
    Conflict P054, P091.
    """
    if has_dimensions(SHEETS[sheet_name]) and batch.store.value(_ASSESSED, (row_id,)):
        raise Conflict(
            "P054",
            T(
                "the set of indicators is frozen: assessments rest on it",
                "kumpulan indikator sudah beku: penilaian bertumpu padanya",
            ),
            T(
                "make the next version with `perut instrument revise`",
                "buat versi berikutnya dengan `perut instrumen revisi`",
            ),
        )
    resting = dependants(batch.store, sheet_name, row_id)
    if resting and not with_dependants:
        listed = T(
            ", ".join(f"{NAMES[name][0]} {count}" for name, count in resting.items()),
            ", ".join(f"{count} {NAMES[name][1]}" for name, count in resting.items()),
        )
        raise Conflict(
            "P091",
            T("others rest on it: {listed}", "masih dipakai oleh {listed}").format(listed=listed),
            T(
                "add --with-dependants to remove these too",
                "tambahkan --beserta-isinya untuk menghapus semuanya",
            ),
        )
    _removed(batch, sheet_name, row_id)
    sum_up(batch)


def clear_seeds(batch: Batch) -> None:
    """Empty a database that holds nothing but what it was made with, so that a whole export makes
    the same again.
    """
    store = batch.store
    later = [name for name in WITH_ID if not SHEETS[name].at_start]
    if store.value("SELECT count(*) FROM batch WHERE id < ?", (batch.id,)) != 1 or any(
        store.value(f"SELECT EXISTS (SELECT 1 FROM {name})") for name in later
    ):
        return
    batch.store.connection.execute("PRAGMA defer_foreign_keys = ON")
    for name in reversed(WITH_ID):
        log_removed(batch, name, "1")
        delete(batch.store, name, f"SELECT id FROM {name}")


def dependants(store: Store, name: str, row_id: int) -> dict[str, int]:
    """How many records of each sheet rest on a record."""
    found: dict[str, int] = {}
    for link in links()[name]:
        count = store.value(f"SELECT count(*) FROM {link.table} WHERE {link.column} = ?", (row_id,))
        if count:
            found[link.owner or link.table] = found.get(link.owner or link.table, 0) + count
    return found


def _removed(batch: Batch, name: str, row_id: int) -> None:
    """Remove a record, first what can't be without it; what only mentions it goes on without."""
    # What was made last goes first: assessments before the indicators that they rest on.
    for link in reversed(links()[name]):
        if link.table in SHEETS and SHEETS[link.table].owner:
            continue
        if link.owner:
            _unlisted(batch, link, row_id)
        elif link.needed:
            for (child,) in batch.store.rows(
                f"SELECT id FROM {link.table} WHERE {link.column} = ?", (row_id,)
            ):
                _removed(batch, link.table, child)
        else:
            _blanked(batch, link, row_id)
    if has_dimensions(SHEETS[name]):
        _answers_of_indicator(batch, row_id)
    batch.about_to_overwrite(1)
    log_removed(batch, name, "t.id = ?2", (row_id,))
    delete(batch.store, name, f"{row_id}")
    batch.removed += 1


def _blanked(batch: Batch, link: Link, row_id: int) -> None:
    log_changed(batch, link.table, f"t.{link.column} = ?2", (row_id,))
    # A plan whose visit is gone is still to be done.
    reopened = (
        ", plan_state = iif(plan_state = 'done', 'planned', plan_state)"
        if (link.table, link.column) == ("plan", "session_id")
        else ""
    )
    batch.changed += batch.store.connection.execute(
        f"UPDATE {link.table} SET {link.column} = NULL{reopened}, batch = ? WHERE {link.column} "
        f"= ?",
        (batch.id, row_id),
    ).rowcount


def _unlisted(batch: Batch, link: Link, row_id: int) -> None:
    owner = f"{link.owner}_id"
    where = f"t.id IN (SELECT l.{owner} FROM {link.table} AS l WHERE l.{link.column} = ?2)"
    log_changed(batch, link.owner, where, (row_id,))
    batch.changed += batch.store.connection.execute(
        f"UPDATE {link.owner} AS t SET batch = ?1 WHERE {where}", (batch.id, row_id)
    ).rowcount
    unlist(batch.store, link.table, owner, f"{link.column} = {row_id}")


def unlist(store: Store, table: str, owner: str, where: str) -> None:
    """Take items out of lists and close the gaps they leave."""
    ids = [row[0] for row in store.rows(f"SELECT DISTINCT {owner} FROM {table} WHERE {where}")]
    store.connection.execute(f"DELETE FROM {table} WHERE {where}")
    for statement in close_gaps(table, owner, ids):
        store.connection.execute(statement)


def _answers_of_indicator(batch: Batch, indicator: int) -> None:
    touched(batch, f"SELECT assessment_id FROM score WHERE indicator_id = {indicator}")
    for (assessment,) in batch.store.rows(
        "SELECT assessment_id FROM score WHERE indicator_id = ?", (indicator,)
    ):
        remove_answer(batch, assessment, indicator)


def remove_answer(batch: Batch, assessment: int, indicator: int) -> None:
    """Remove one answer; the sums follow at the end of the command."""
    run = batch.store.connection.execute
    run(
        "UPDATE change SET act = 'removed', new_batch = NULL WHERE batch_id = ? AND table_name "
        "= 'score' AND row_id = ? AND row_part = ? "
        "AND act = 'changed'",
        (batch.id, assessment, indicator),
    )
    log_answer(batch, assessment, indicator, "removed")
    run("DELETE FROM score WHERE assessment_id = ? AND indicator_id = ?", (assessment, indicator))
    touched(batch, f"SELECT {assessment}")
    batch.removed += 1


def log_removed(batch: Batch, name: str, where: str, values: tuple[object, ...] = ()) -> None:
    """Keep whole rows `t` that are about to go."""
    sheet = SHEETS[name]
    told = (
        (
            f", old_values = json_set(old_values, '$.answers', "
            f"json({answers('change.row_id', 'change.old_batch')}))"
        )
        if name in OWNERS
        else ""
    )
    batch.store.connection.execute(
        f"UPDATE change SET act = 'removed', new_batch = NULL{told} WHERE batch_id = ?1 AND "
        f"table_name = '{name}' AND act = 'changed' "
        f"AND row_id IN (SELECT t.id FROM {name} AS t WHERE {where})",
        (batch.id, *values),
    )
    batch.store.connection.execute(
        "INSERT INTO change (batch_id, table_name, row_id, act, row_key, old_values, old_batch) "
        f"SELECT ?1, '{name}', t.id, 'removed', {key_sql(sheet, 't.id')}, "
        f"{snapshot(sheet, whole=True)}, t.batch FROM {name} AS t "
        f"WHERE {where} AND t.batch <> ?1",
        (batch.id, *values),
    )


def log_changed(batch: Batch, name: str, where: str, values: tuple[object, ...] = ()) -> None:
    """Keep the old values of rows `t` that are about to change."""
    sheet = SHEETS[name]
    batch.store.connection.execute(
        "INSERT INTO change (batch_id, table_name, row_id, act, row_key, old_values, old_batch, "
        "new_batch) "
        f"SELECT ?1, '{name}', t.id, 'changed', {key_sql(sheet, 't.id')}, {snapshot(sheet)}, "
        f"t.batch, ?1 FROM {name} AS t "
        f"WHERE {where} AND t.batch <> ?1",
        (batch.id, *values),
    )


def changed(batch: Batch, table: str, row_id: int, values: dict[str, object]) -> None:
    """Change columns of one row, its old values kept in the history."""
    log_changed(batch, table, "t.id = ?2", (row_id,))
    batch.store.connection.execute(
        f"UPDATE {table} SET {', '.join(f'{column} = ?' for column in values)}, batch = ? WHERE "
        f"id = ?",
        (*values.values(), batch.id, row_id),
    )
    with batch.counting(table):
        batch.changed += 1


def delete(store: Store, name: str, ids: str) -> int:
    """Delete rows of a table with what belongs to them; `ids` is a list or a SELECT. Gives the
    count, answers among it.
    """
    run = store.connection.execute
    gone = 0
    for part in lists(SHEETS[name]):
        run(f"DELETE FROM {part.listed} WHERE {name}_id IN ({ids})")
    if name in OWNERS:
        gone = run(f"DELETE FROM score WHERE assessment_id IN ({ids})").rowcount
        run(f"DELETE FROM dimension_sum WHERE assessment_id IN ({ids})")
    gone += run(f"DELETE FROM {name} WHERE id IN ({ids})").rowcount
    if has_dimensions(SHEETS[name]):
        drop_empty_dimensions(store)
    return gone


def drop_empty_dimensions(store: Store) -> None:
    """Dimensions go with their last indicator."""
    empty = (
        "SELECT id FROM dimension WHERE NOT EXISTS (SELECT 1 FROM indicator WHERE dimension_id "
        "= dimension.id)"
    )
    if store.value(f"SELECT EXISTS ({empty})"):
        store.connection.execute(f"DELETE FROM dimension_sum WHERE dimension_id IN ({empty})")
        store.connection.execute(f"DELETE FROM dimension WHERE id IN ({empty})")
