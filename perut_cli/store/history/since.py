"""What came of all that was written since a batch: records of each kind new,
changed and removed.
"""

from typing import NamedTuple

from perut_cli.core.sheets import SHEETS
from perut_cli.store.columns import TABLES
from perut_cli.store.db import Store


class SheetChanges(NamedTuple):
    """How many records of a sheet are new, changed or gone since."""

    sheet: str
    new: int
    changed: int
    removed: int


def written_since(store: Store, batch: int) -> list[SheetChanges]:
    """The sheets with a difference between then and now; what was undone again is none."""
    sheets = []
    for name in TABLES:
        columns = SHEETS[name].id_columns
        own = ", ".join((*columns, "0")[:2])
        same = " AND ".join(
            f"t.{column} = f.{part}"
            for column, part in zip(columns, ("row_id", "row_part"), strict=False)
        )
        row = store.rows(_SINCE.format(name=name, own=own, same=same), {"n": batch})[0]
        if any(row):
            sheets.append(SheetChanges(name, *row))
    return sheets


_SINCE = """
WITH first AS (
  SELECT row_id, row_part, act <> 'new' AND old_batch <= :n AS was, old_batch, min(batch_id)
  FROM change WHERE table_name = '{name}' AND batch_id > :n GROUP BY row_id, row_part)
SELECT
  (SELECT count(*) FROM {name} AS t
    WHERE t.batch > :n AND ({own}) NOT IN (SELECT row_id, row_part FROM first WHERE was))
  + (SELECT count(*) FROM first AS f JOIN {name} AS t ON {same} WHERE NOT f.was AND t.batch <= :n),
  (SELECT count(*) FROM first AS f JOIN {name} AS t ON {same}
    WHERE f.was AND t.batch <> f.old_batch),
  (SELECT count(*) FROM first AS f LEFT JOIN {name} AS t ON {same} WHERE f.was AND t.batch IS NULL)
"""
"""By the first entry since of each record: whether it was there, and who had left it so."""
