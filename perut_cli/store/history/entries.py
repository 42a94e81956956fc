"""What the entries of the history must be, whatever was written: a line of it that was added, taken
out or changed by another program fits no longer to the lines before and after it, or to the rows.
"""

from collections.abc import Iterator
from typing import NamedTuple

from perut_cli.core.sheets import SHEETS
from perut_cli.store.columns import WITH_ID, lists, owner_column
from perut_cli.store.db import Store
from perut_cli.store.history.local_seal import MERGED
from perut_cli.store.history.seal_text import KEY_COLUMNS


class Misfit(NamedTuple):
    """An entry that doesn't fit: of which table and row, under which key, of which batch."""

    table: str
    row_id: int
    key: str
    batch: int


_MOST = 200
_OWN = f"NOT {MERGED.format('{}')}"
"""SQL: a batch of this laptop. The entries that a merge made stand in an order that no laptop
wrote: they have digests of their own.
"""

_SHAPE = f"""
SELECT table_name, row_id, row_key, batch_id FROM change
WHERE {_OWN.format("batch_id")} AND (
  act NOT IN ('new', 'changed', 'removed') OR (table_name <> 'score' AND row_part <> 0)
  OR (act = 'new') <> (old_batch IS NULL)
  OR (act = 'new' AND old_values IS NOT NULL)
  OR (act <> 'new' AND old_values IS NULL)
  OR (act = 'removed') <> (new_batch IS NULL)
  OR old_batch > batch_id OR new_batch > batch_id
  OR (new_batch <> batch_id AND batch_id IN (SELECT id FROM batch WHERE act = 'write')))
"""
"""A new record has no state before, a removed one none after."""

_ORDER = f"""
SELECT table_name, row_id, row_key, batch_id FROM (
  SELECT *, lag(act) OVER w AS act_before, lag(new_batch) OVER w AS left_by
  FROM change WINDOW w AS (PARTITION BY table_name, row_id, row_part ORDER BY batch_id))
WHERE {_OWN.format("batch_id")} AND act_before IS NOT NULL
  AND ((act_before = 'removed') <> (act = 'new')
  OR (act <> 'new' AND old_batch IS NOT left_by
    AND old_batch NOT IN (SELECT id FROM batch WHERE act = 'erase')))
"""
"""What an entry says of the state before is what the entry before it left."""

_UNLOGGED = f"""
SELECT 'score', s.assessment_id, '', s.batch FROM score AS s JOIN (
  SELECT a.id, coalesce((SELECT iif(c.act = 'new', c.new_batch, c.old_batch) FROM change AS c
    WHERE c.table_name = 'assessment' AND c.row_id = a.id ORDER BY c.batch_id LIMIT 1),
    a.batch) AS made_by
  FROM assessment AS a) AS b ON b.id = s.assessment_id
WHERE s.batch <> b.made_by AND {_OWN.format("s.batch")}
  AND NOT EXISTS (SELECT 1 FROM batch AS e WHERE e.act = 'erase' AND e.id IN (s.batch, b.made_by))
  AND NOT EXISTS (SELECT 1 FROM change AS c
    WHERE c.table_name = 'score' AND c.row_id = s.assessment_id
    AND c.row_part = s.indicator_id AND c.new_batch = s.batch)
"""
"""An answer that was added to an assessment of an earlier batch has its entry."""

_KEYS = f"""
SELECT 'score', c.row_id, c.row_key, c.batch_id FROM change AS c
WHERE c.table_name = 'score' AND {_OWN.format("c.batch_id")} AND NOT EXISTS (
  SELECT 1 FROM (
    SELECT assessment_code AS code FROM assessment WHERE id = c.row_id
    UNION ALL SELECT m.row_key FROM change AS m
      WHERE m.table_name = 'assessment' AND m.row_id = c.row_id
    UNION ALL SELECT n.identity FROM identity AS n
      WHERE n.table_name = 'assessment' AND n.row_id = c.row_id
  ) AS known JOIN (
    SELECT indicator_code AS item FROM indicator WHERE id = c.row_part
    UNION ALL SELECT json_extract(m.old_values, '$.indicator_code') FROM change AS m
      WHERE m.table_name = 'indicator' AND m.row_id = c.row_part AND m.old_values IS NOT NULL
  ) AS named WHERE c.row_key = known.code || ' ' || named.item)
"""
"""The key of an answer is made of a code of its assessment and one of its indicator."""


_ONE_KEY = {name: columns[0] for name, columns in KEY_COLUMNS.items() if len(columns) == 1}


def _names(name: str, key: str) -> str:
    """SQL: entries under a key that their record never had."""
    return (
        f"SELECT '{name}', c.row_id, c.row_key, c.batch_id FROM change AS c "
        f"WHERE c.table_name = '{name}' AND {_OWN.format('c.batch_id')} AND c.row_key NOT IN ("
        f"SELECT {key} FROM {name} WHERE id = c.row_id UNION ALL "
        "SELECT n.identity FROM identity AS n WHERE n.table_name = c.table_name "
        f"AND n.row_id = c.row_id UNION ALL SELECT json_extract(m.old_values, '$.{key}') "
        "FROM change AS m WHERE m.table_name = c.table_name AND m.row_id = c.row_id "
        "AND m.old_values IS NOT NULL)"
    )


def gaps(store: Store) -> Iterator[Misfit]:
    """Lists whose places are not 0, 1, 2 …"""
    for name in WITH_ID:
        for part in lists(SHEETS[name]):
            for row in store.rows(
                f"SELECT '{name}', t.id, '', t.batch FROM {part.listed} AS l JOIN {name} AS t "
                f"ON t.id = l.{owner_column(part)} GROUP BY t.id "
                "HAVING min(l.place_in_list) <> 0 OR max(l.place_in_list) <> count(*) - 1 "
                f"LIMIT {_MOST}"
            ):
                yield Misfit(*row)


def misfits(store: Store) -> Iterator[Misfit]:
    """The entries that don't fit, some hundreds at most."""
    told: set[tuple[str, int, int]] = set()
    named = (_names(name, key) for name, key in _ONE_KEY.items())
    for sql in (_SHAPE, _ORDER, _UNLOGGED, _KEYS, *named):
        for row in store.rows(f"{sql} LIMIT {_MOST}"):
            found = Misfit(*row)
            if (found.table, found.row_id, found.batch) not in told:
                told.add((found.table, found.row_id, found.batch))
                yield found
