"""The plan as a calendar: each visit with its village, its place and the names of its topics."""

from collections.abc import Iterable

from perut_cli.core.table import Table
from perut_cli.core.text import T
from perut_cli.core.values import Row
from perut_cli.core.vocabulary import words
from perut_cli.store.db import Store
from perut_cli.store.queries import query

_COLUMNS = "village_code plan_date kind plan_state reason moved_to village_name place topics"


def calendar(store: Store, plans: Iterable[Row]) -> Table:
    """The plans of the rows of the sheet plan, in their order, as `--format ics` writes them.

    The place is where the village was last visited, else its office.
    """
    asked = query("visits", "calendar").sql
    found = {tuple(row[:3]): row for row in store.rows(asked)}
    rows = [found[tuple(row[:3])] for row in plans]
    return Table(
        T("Visits", "Kunjungan"),
        (*words(_COLUMNS), *words("batch written_at")),
        rows,
        name="calendar",
    )
