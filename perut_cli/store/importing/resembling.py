"""New findings and follow-ups that read almost like a recorded one:
its text may have been mended.
"""

from difflib import SequenceMatcher
from typing import NamedTuple

from perut_cli.core.names import folded
from perut_cli.store.importing.temporary_table import Staged

_ALIKE = 0.6
_COMPARED = 2_000
"""Pairs compared at most: texts are compared one by one."""

_BESIDE = {
    "finding": ("finding_text", ("village_id", "finding_date")),
    "action": ("action_text", ("finding_id",)),
}
"""The text of a record, and what else must agree."""


class Resembling(NamedTuple):
    """A new row and the record that it may be: its line, the code, the recorded text."""

    line: int
    code: str
    text: str


def resembling(staged: Staged) -> list[Resembling]:
    """New rows each with the record most like it, of those that no row of the file is."""
    text, same = _BESIDE.get(staged.sheet.name, ("", ()))
    if not text or not {text, *same} <= set(staged.columns):
        return []
    name, key = staged.sheet.name, staged.sheet.key
    pairs = staged.store.rows(
        f"SELECT s.line, s.{text}, t.{key}, t.{text} FROM {staged.table} AS s JOIN {name} AS t "
        f"ON {' AND '.join(f't.{column} = s.{column}' for column in same)} WHERE s.act = 'new' "
        f"AND t.id NOT IN (SELECT id FROM {staged.table}) LIMIT {_COMPARED}"
    )
    best: dict[int, tuple[float, Resembling]] = {}
    for line, written, code, recorded in pairs:
        alike = SequenceMatcher(None, folded(written), folded(recorded)).ratio()
        if alike >= _ALIKE and alike > best.get(line, (0.0,))[0]:
            best[line] = alike, Resembling(line, code, recorded)
    return [found for _, (_, found) in sorted(best.items())]
