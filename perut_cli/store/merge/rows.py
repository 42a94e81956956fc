"""Sealed texts as rows of this file: references by ids, numbers as numbers, old values as JSON."""

import json
from collections.abc import Callable
from typing import Any

from perut_cli.core.sheets import SHEETS
from perut_cli.store.columns import StoredColumn, is_real, list_column, lists, owner_column, stored
from perut_cli.store.db import Store
from perut_cli.store.merge.units import parsed, record_of

Cell = str | int | float | None
IdOf = Callable[[str], int | None]
"""The row of a record by its name, None where it has none."""


def _identity_cell(part: StoredColumn, value: str, id_of: IdOf) -> int | None:
    return id_of(record_of(part.sheet, value)) if value else None


def _plain_cell(part: StoredColumn, value: str) -> Cell:
    if not part.number:
        return value
    if not value:
        return None
    return float(value) if is_real(part) else int(value)


class RowWriter:
    """Writes records of texts into their tables."""

    def __init__(self, store: Store, id_of: IdOf) -> None:
        """Into a file, in its open transaction."""
        self.store, self.id_of = store, id_of
        self.run = store.connection.execute

    def cells(self, table: str, text: str) -> dict[str, Cell]:
        """The columns of a row."""
        values = parsed(text)
        row: dict[str, Cell] = {}
        for part in stored(SHEETS[table]):
            if part.column == "dimension_id":
                continue
            value = values.get(part.column, "")
            row[part.column] = (
                _identity_cell(part, value, self.id_of) if part.sheet else _plain_cell(part, value)
            )
        if "dimension" in values:
            row["dimension_id"] = self._dimension(row["instrument_id"], values["dimension"])
        return row

    def listed(self, table: str, text: str) -> dict[str, list[int]]:
        """The ids of a row's lists by their tables; records that are nowhere any more are left
        out.
        """
        values = parsed(text)
        return {
            part.listed: [
                found
                for name in values[part.listed].split("|")
                if (found := self.id_of(record_of(part.sheet, name))) is not None
            ]
            for part in lists(SHEETS[table])
            if part.listed in values
        }

    def _dimension(self, instrument: Cell, name: str) -> int:
        self.run(
            "INSERT OR IGNORE INTO dimension (instrument_id, dimension) VALUES (?, ?)",
            (instrument, name),
        )
        return int(
            self.store.value(
                "SELECT id FROM dimension WHERE instrument_id = ? AND dimension = ?",
                (instrument, name),
            )
        )

    def insert(self, table: str, row_id: int, text: str, batch: int) -> None:
        """A row with its lists."""
        cells = self.cells(table, text)
        names = ", ".join(cells)
        marks = ", ".join("?" * (len(cells) + 2))
        self.run(
            f"INSERT INTO {table} (id, {names}, batch) VALUES ({marks})",
            (row_id, *cells.values(), batch),
        )
        for part in lists(SHEETS[table]):
            listed = self.listed(table, text).get(part.listed, ())
            for place, item in enumerate(dict.fromkeys(listed)):
                self.run(
                    f"INSERT INTO {part.listed} ({owner_column(part)}, place_in_list, "
                    f"{list_column(part)}) VALUES (?, ?, ?)",
                    (row_id, place, item),
                )

    def replace(self, table: str, row_id: int, text: str, batch: int) -> None:
        """A row that is there, with its lists."""
        self.run("PRAGMA defer_foreign_keys = ON")
        self.delete(table, row_id)
        self.insert(table, row_id, text, batch)

    def delete(self, table: str, row_id: int) -> None:
        """A row with its lists; its answers stay until they are looked at."""
        for part in lists(SHEETS[table]):
            self.run(f"DELETE FROM {part.listed} WHERE {table}_id = ?", (row_id,))
        self.run(f"DELETE FROM {table} WHERE id = ?", (row_id,))

    def old_values(self, table: str, text: str) -> str:
        """A text as the history keeps old values."""
        values = parsed(text)
        kept: dict[str, Any] = {}
        for part in stored(SHEETS[table]):
            value = values.get(part.column, "")
            if part.column == "dimension_id":
                kept["dimension"] = values.get("dimension")
            elif part.sheet:
                kept[part.column] = _identity_cell(part, value, self.id_of)
            elif is_real(part):
                kept[part.column] = value or None
            else:
                kept[part.column] = _plain_cell(part, value)
        kept |= {part.listed: [] for part in lists(SHEETS[table])}
        kept |= self.listed(table, text)
        return json.dumps(kept, ensure_ascii=False)
