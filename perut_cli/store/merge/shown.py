"""What is shown of the records of a merge: their texts, after keys that two of them want."""

import base64
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from perut_cli.core.errors import Conflict
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T
from perut_cli.store.columns import is_real, stored
from perut_cli.store.merge.keys import Key, Units, earlier, key_of, keys_of, values_of
from perut_cli.store.merge.together import Together
from perut_cli.store.merge.units import (
    RECORD_KEY,
    Line,
    is_answer,
    lines_of,
    together,
)
from perut_cli.store.merge.versions import BY

KEPT_KEY = "@"
"""Stands for the key of a record that is shown under another than it was given."""


class Former(NamedTuple):
    """A record that is shown under another key than the one it was given, and the record that has
    that one.
    """

    record: str
    wanted: Units
    shown: Units
    holder: str


class Shown(NamedTuple):
    """The texts of the records that are there, and those shown under a former key."""

    texts: dict[str, str]
    former: dict[str, Former]


def shown_of(looked_at: Together) -> Shown:
    """The texts of the records that a merge looks at. Raises Conflict P348."""
    units = {
        record: dict(values)
        for record, values in looked_at.outcome.records.items()
        if not is_answer(record)
    }
    former = {one.record: one for one in _yielding(looked_at, units)}
    for one in former.values():
        units[one.record] |= one.shown
    texts = {
        record: together(record.partition(RECORD_KEY)[0], values)
        for record, values in units.items()
    }
    return Shown(texts, former)


def _yielding(together: Together, units: dict[str, Units]) -> Iterator[Former]:
    """Who yields a key to another, and what it is shown as, until no two want the same."""
    tables: dict[str, list[str]] = defaultdict(list)
    for record in units:
        tables[record.partition(RECORD_KEY)[0]].append(record)
    for table, records in tables.items():
        current = {record: units[record] for record in records}
        for lines in keys_of(table):
            yield from _yielding_key(together, table, lines, current)


def _yielding_key(
    together: Together, table: str, lines: tuple[Line, ...], current: dict[str, Units]
) -> Iterator[Former]:
    wanting: dict[Key, list[str]] = defaultdict(list)
    for record, units in current.items():
        wanting[key_of(lines, values_of(units))].append(record)
    holders = {key: records[0] for key, records in wanting.items()}
    for key, records in sorted(wanting.items()):
        if len(records) == 1:
            continue
        first, *later = sorted(records, key=lambda record: _claim(together, lines, record))
        holders[key] = first
        for record in later:
            shown = _free(together, table, lines, record, current[record], holders)
            holders[key_of(lines, values_of(current[record] | shown))] = record
            wanted = {unit: current[record].get(unit, "") for unit in shown}
            current[record] = current[record] | shown
            yield Former(record, wanted, shown, first)


def _claim(together: Together, lines: tuple[Line, ...], record: str) -> tuple[bool, int, str, str]:
    """Who has a key first: who was made with it, then who came to it earlier."""
    uncovered = together.outcome.uncovered[record]
    latest = max(
        (uncovered[line.unit][0] for line in lines if line.unit in uncovered), default=None
    )
    made = not _earlier(together, lines, record)
    return (not made, latest.stamp if latest else 0, latest.uid if latest else "", record)


def _earlier(together: Together, lines: tuple[Line, ...], record: str) -> list[Units]:
    """What the key's units were before, newest first."""
    writes = together.all_written.get(record, ())
    return earlier(lines, together.outcome.records[record], writes, together.stamps)


def _free(
    together: Together,
    table: str,
    lines: tuple[Line, ...],
    record: str,
    units: Units,
    holders: dict[Key, str],
) -> Units:
    """A former key that is free, else the wanted one with a number behind its text."""
    for before in _earlier(together, lines, record):
        if key_of(lines, values_of(units | before)) not in holders:
            return before
    if table == "instrument":
        return {"instrument_version": f"instrument_version={_version(record, units)}"}
    texts = [line for line in lines if not line.table and _is_free_text(table, line)]
    if not texts:
        raise _two_of_one_key(table, record)
    last = texts[-1]
    for number in range(2, len(holders) + 3):
        values = values_of(units)
        mark = f"-{number}" if last.name.endswith("_code") else f" ({number})"
        values[last.name] = values.get(last.name, "") + mark
        if key_of(lines, values) not in holders:
            unit = "".join(
                f"{line.name}={values[line.name]}\x1f"
                for line in lines_of(table)
                if line.unit == last.unit and line.name in values
            )
            return {last.unit: unit.rstrip("\x1f")}
    raise _two_of_one_key(table, record)


def _version(record: str, units: Units) -> str:
    """The version that was sealed later under a name: with four letters of its digest behind."""
    made_by = record.partition(BY)[2]
    letters = base64.b32encode(bytes.fromhex(made_by or "00")).decode()[:4]
    return f"{values_of(units).get('instrument_version', '')}-{letters}"


_FREE = ("official_name", "position", "kind", "finding_text", "action_text", "evidence")


def _is_free_text(table: str, line: Line) -> bool:
    """Whether a number behind a value leaves it a value of its kind."""
    key = SHEETS[table].key
    numbers = {part.column for part in stored(SHEETS[table]) if part.number or is_real(part)}
    coded = line.name == key and table != "village"
    return (coded or line.name in _FREE) and line.name not in numbers


def _two_of_one_key(table: str, record: str) -> Conflict:
    key = record.partition(RECORD_KEY)[2].replace("\x1f", " ")
    return Conflict(
        "P348",
        T(
            "two records of {sheet} came to the same key, {key}, and neither can be shown under "
            "another",
            "dua catatan {sheet} memakai kunci yang sama, {key}, dan tidak bisa ditampilkan "
            "dengan kunci lain",
        ).format(sheet=SHEETS[table].title, key=key),
        T(
            "give one of them another key on its laptop, then merge again",
            "beri salah satunya kunci lain di laptopnya, lalu gabungkan lagi",
        ),
    )
