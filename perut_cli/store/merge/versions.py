"""Versions of an instrument that two laptops made under the same name: two, where assessments rest
on either and they differ, else one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from perut_cli.store.db import Store
from perut_cli.store.history.seal_text import UNIT, identity
from perut_cli.store.history.writes import writes_of

BY = "\x1d"
"""Between the name of a version and the batch that made it, where the name isn't enough."""
_TABLES = ("instrument", "indicator", "assessment", "finding", "session")


def plain_name(name: str) -> str:
    """A name as it is sealed: without the batch that made the version."""
    return re.sub(f"{BY}[0-9a-f]*", "", name)


class InstrumentVersion(NamedTuple):
    """A row of the table of instruments in a file: its name, the batches that made it, what
    assessments rest on, whether any do.
    """

    row: int
    name: str
    made_by: frozenset[str]
    content: str
    frozen: bool


class VersionNames:
    """The names of a file's instruments where two versions share one: by row, so that a reference
    is known by the record that it stands in.
    """

    def __init__(self, store: Store, labels: dict[int, str]) -> None:
        """`labels`: the names that differ from what is sealed, by row."""
        self.store, self.labels = store, labels

    def name(self, table: str, row_id: int, sealed: str) -> str:
        """The name of an instrument or an indicator."""
        if not self.labels:
            return sealed
        if table == "instrument":
            return self.labels.get(row_id, sealed)
        if table == "indicator":
            for owner in self._ids("indicator", "instrument_id", row_id):
                if owner in self.labels:
                    before = plain_name(self.labels[owner])
                    return self.labels[owner] + sealed.removeprefix(before)
        return sealed

    def text(self, table: str, row_id: int, sealed: str | None) -> str | None:
        """A sealed text of a row with its instruments by their names here."""
        if sealed is None or not self.labels or table not in _TABLES:
            return sealed
        changed = sealed.split(UNIT)
        for number, line in enumerate(changed):
            word, _, value = line.partition("=")
            if word == "instrument_id":
                changed[number] = f"{word}={self._instrument(table, row_id, value)}"
            elif word in ("indicator_id", "session_indicator"):
                names = (self._indicator(table, row_id, one) for one in value.split("|"))
                changed[number] = f"{word}={'|'.join(names)}"
        return UNIT.join(changed)

    def _instrument(self, table: str, row_id: int, value: str) -> str:
        for owner in self._ids(table, "instrument_id", row_id):
            if plain_name(self.labels.get(owner, "")) == value:
                return self.labels[owner]
        return value

    def _indicator(self, table: str, row_id: int, value: str) -> str:
        ids = (
            [
                row[0]
                for row in self.store.rows(
                    "SELECT indicator_id FROM session_indicator WHERE session_id = ?", (row_id,)
                )
            ]
            if table == "session"
            else self._ids(table, "indicator_id", row_id)
        )
        for one in ids:
            named = self.name("indicator", one, value)
            sealed = self.store.value(f"SELECT {identity('indicator', '?1')}", (one,))
            if sealed == value and named != value:
                return named
        return self._only_one(value)

    def _only_one(self, value: str) -> str:
        """An indicator that only a version with a label has, whatever the record names now."""
        rows = [
            row[0]
            for row in self.store.rows(
                f"SELECT k.id FROM indicator AS k WHERE {identity('indicator', 'k.id')} = ?",
                (value,),
            )
        ]
        names = {self.name("indicator", row, value) for row in rows}
        return names.pop() if len(names) == 1 else value

    def _ids(self, table: str, column: str, row_id: int) -> list[int]:
        """What a row's column refers to now, or referred to."""
        return [
            row[0]
            for row in self.store.rows(
                f"SELECT {column} FROM {table} WHERE id = ?1 AND {column} IS NOT NULL UNION "
                f"SELECT json_extract(old_values, '$.{column}') FROM change WHERE "
                f"table_name = '{table}' AND row_id = ?1 AND old_values IS NOT NULL",
                (row_id,),
            )
            if row[0] is not None
        ]


def labels_of(
    files: Iterable[tuple[Store, dict[int, str]]], stamps: dict[str, int]
) -> list[dict[int, str]]:
    """The labels of each file's versions, where a name stands for two. A file is its store and the
    uids of its batches by number.
    """
    versions = [_versions(store, uids) for store, uids in files]
    named: dict[str, list[tuple[int, InstrumentVersion]]] = defaultdict(list)
    for number, held in enumerate(versions):
        for version in held:
            named[version.name].append((number, version))
    labels: list[dict[int, str]] = [{} for _ in versions]
    for name, pairs in named.items():
        groups = _grouped([version for _, version in pairs])
        if len(groups) == 1:
            continue
        firsts = [
            min((stamps.get(uid, 0), uid) for version in group for uid in version.made_by)
            for group in groups
        ]
        for group, first in zip(groups, firsts, strict=True):
            if first == min(firsts):
                continue
            for number, version in pairs:
                if version in group:
                    labels[number][version.row] = f"{name}{BY}{first[1]}"
    return labels


def _grouped(versions: list[InstrumentVersion]) -> list[list[InstrumentVersion]]:
    """The versions of one name, those together that are one."""
    groups: list[list[InstrumentVersion]] = []
    for version in versions:
        same = [group for group in groups if any(_one(version, other) for other in group)]
        for group in same:
            groups.remove(group)
        groups.append([version, *(one for group in same for one in group)])
    return groups


def _one(one: InstrumentVersion, other: InstrumentVersion) -> bool:
    if one.made_by & other.made_by or one.content == other.content:
        return True
    return not one.frozen and not other.frozen


_CONTENT = """
SELECT t.subject || '|' || ifnull(t.target, '') || '|' || t.bands || '|' || ifnull((SELECT
  group_concat(line, ';') FROM (SELECT k.indicator_code || ' ' || k.weight || ' ' || k.max_score
  || ' ' || k.critical || ' ' || k.options AS line FROM indicator AS k WHERE k.instrument_id = t.id
  ORDER BY k.indicator_code)), ''),
  EXISTS (SELECT 1 FROM assessment AS a WHERE a.instrument_id = t.id)
FROM instrument AS t WHERE t.id = ?
"""


def _versions(store: Store, uids: dict[int, str]) -> list[InstrumentVersion]:
    made: dict[int, set[str]] = defaultdict(set)
    for write in writes_of(store, "instrument"):
        if write.act == "new":
            made[write.row_id].add(uids.get(write.batch, ""))
    versions = []
    for row, by in made.items():
        content = store.rows(_CONTENT, (row,))
        if content:
            name = str(store.value(f"SELECT {identity('instrument', '?1')}", (row,)))
            versions.append(
                InstrumentVersion(row, name, frozenset(by), content[0][0], bool(content[0][1]))
            )
    return versions
