"""Rows on their way in: staged, matched with what is recorded, proved, compared and written, for
one row and a million.
"""

from perut_cli.core.errors import Problem
from perut_cli.core.text import T
from perut_cli.store.columns import (
    StoredColumn,
    key_sql,
    list_column,
    listed,
    lists,
    parts,
    snapshot,
    stored,
)
from perut_cli.store.importing.codes import make_codes
from perut_cli.store.importing.match import doubles, match, match_parts
from perut_cli.store.importing.temporary_table import Staged


class Staging(Staged):
    """The steps of a sheet's rows from the file into their table."""

    def settle(self, *, fixed_id: int | None = None, refer: bool = False) -> list[Problem]:
        """Find every row's record, or number a new one; gives the problems found.

        `fixed_id`: the one row is that record. `refer`: the rows only name records, so that other
        key columns must agree.
        """
        if fixed_id is not None:
            self.run(f"UPDATE {self.table} SET id = ?", (fixed_id,))
        else:
            match(self, refer=refer)
        if self.rows > 1:
            doubles(self)
        self._number_new()
        self.refers = refer
        if refer:
            self._fill()
        return self.problems

    def _fill(self) -> None:
        """What a row that only names a record leaves out is what is recorded."""
        columns = [part.column for part in match_parts(self.sheet) if part.column in self.columns]
        values = ", ".join(f"{column} = t.{column}" for column in columns)
        self.run(
            f"UPDATE {self.table} AS s SET {values} FROM {self.sheet.name} AS t WHERE t.id = "
            f"s.id AND s.act IS NULL"
        )

    def finish(self) -> None:
        """Make codes, resolve what refers to rows of the same file, and compare with what is
        recorded.
        """
        if "dimension_id" in self.columns:
            self._dimensions()
        if "repeat_of" in self.columns:
            self._own_references()
        if self.sheet.has_generated_code:
            make_codes(self)
        self._compare()

    def write(self) -> None:
        """Write what is new or changed; the old values go into the history."""
        counts: dict[str, int] = dict(
            self.store.rows(f"SELECT act, count(*) FROM {self.table} GROUP BY act")
        )
        self.batch.about_to_overwrite(counts.get("changed", 0))
        if self.refers:
            self.batch.assessments_created += counts.get("new", 0)
        else:
            self.batch.same += counts.get("same", 0)
            self.batch.new += counts.get("new", 0)
        self.batch.changed += counts.get("changed", 0)
        if counts.get("changed"):
            self._write_changed()
        if counts.get("new"):
            self._write_new()
        for part in self._lists():
            self._write_list(part)

    def drop_orphans(self) -> None:
        """Take out rows that refer to a rejected row of the same file."""
        if "repeat_of" in self.columns:
            while self.run(
                f"DELETE FROM {self.table} AS s WHERE s.repeat_of IS NOT NULL AND NOT EXISTS "
                f"(SELECT 1 FROM finding AS t "
                f"WHERE t.id = s.repeat_of) AND NOT EXISTS (SELECT 1 FROM {self.table} AS o "
                f"WHERE o.id = s.repeat_of)"
            ):
                pass

    def _number_new(self) -> None:
        base = self.batch.next_id(self.sheet.name) - 1
        self.run(f"UPDATE {self.table} SET id = ? + rowid, act = 'new' WHERE id IS NULL", (base,))

    def needs(self) -> list[Problem]:
        """Problems of new rows that lack a column which a new record must have."""
        problems: list[Problem] = []
        for part in parts(self.sheet):
            if part.required and not part.default and part.column not in self.columns:
                word = self.sheet.column(part.lead_word).field
                problems += [
                    Problem(
                        line,
                        word.key,
                        "P020",
                        T("a new row needs {key}", "baris baru perlu {key}").format(
                            key=T(word.key, word.key_id)
                        ),
                        "",
                        0,
                        T("add the column {key}", "tambahkan kolom {key}").format(
                            key=T(word.key, word.key_id)
                        ),
                    )
                    for (line,) in self.store.select(
                        f"SELECT line FROM {self.table} WHERE act = 'new'"
                    )
                ]
        return problems

    def _dimensions(self) -> None:
        instrument = self.effective(
            next(part for part in stored(self.sheet) if part.column == "instrument_id")
        )
        rows = self.store.rows(
            f"SELECT DISTINCT {instrument}, s.dimension_id FROM {self.table} AS s LEFT JOIN "
            f"indicator AS t ON t.id = s.id "
            "WHERE s.dimension_id IS NOT NULL ORDER BY s.line"
        )
        self.store.connection.executemany(
            "INSERT OR IGNORE INTO dimension (instrument_id, dimension) VALUES (?, ?)", rows
        )
        self.run(
            f"UPDATE {self.table} AS s SET dimension_id = (SELECT d.id FROM dimension AS d "
            f"WHERE d.dimension = s.dimension_id "
            f"AND d.instrument_id = (SELECT {instrument} FROM (SELECT 1) LEFT JOIN indicator AS "
            f"t ON t.id = s.id))"
        )

    def _own_references(self) -> None:
        key = self.sheet.key
        keyed = (
            f"UNION ALL SELECT o.id FROM {self.table} AS o WHERE o.{key} = s.repeat_of"
            if key in self.columns
            else ""
        )
        self.run(
            f"UPDATE {self.table} AS s SET keep = (SELECT t.id FROM finding AS t WHERE t.{key} "
            f"= s.repeat_of {keyed} LIMIT 1) "
            "WHERE s.repeat_of IS NOT NULL"
        )
        for line, text in self.store.rows(
            f"SELECT line, repeat_of FROM {self.table} WHERE repeat_of IS NOT NULL AND keep IS NULL"
        ):
            self.problem(
                line,
                "repeat_of",
                "P040",
                T("no finding {text}", "temuan {text} tidak ada").format(text=text),
                T("see `perut finding list`", "lihat `perut temuan daftar`"),
                str(text),
            )
        self.run(f"UPDATE {self.table} SET repeat_of = keep")

    def _lists(self) -> tuple[StoredColumn, ...]:
        return tuple(part for part in lists(self.sheet) if part.column in self.columns)

    def _differs(self, part: StoredColumn) -> str:
        if part.listed:
            return f"s.{part.column} <> {listed(part, 't')}"
        if part.default:
            return f"(s.{part.column} IS NOT NULL AND s.{part.column} IS NOT t.{part.column})"
        return f"s.{part.column} IS NOT t.{part.column}"

    def _compare(self) -> None:
        compared = [part for part in parts(self.sheet) if part.column in self.columns]
        differs = " OR ".join(map(self._differs, compared)) or "0"
        self.run(
            f"UPDATE {self.table} AS s SET act = iif({differs}, 'changed', 'same') FROM "
            f"{self.sheet.name} AS t "
            "WHERE t.id = s.id AND s.act IS NULL"
        )
        blanked = (
            " + ".join(
                f"(s.{part.column} {_is_blank(part)} AND {self._differs(part)})"
                for part in compared
                if not part.default
            )
            or "0"
        )
        replaced = " OR ".join(
            f"({self._differs(part)} AND {self._there(part)})" for part in compared
        )
        self.batch.filled += self.store.value(
            f"SELECT count(*) FROM {self.table} AS s JOIN {self.sheet.name} AS t ON t.id = s.id "
            f"WHERE s.act = 'changed' AND NOT ({replaced or '0'})"
        )
        self.batch.blanked += self.store.value(
            f"SELECT ifnull(sum({blanked}), 0) FROM {self.table} AS s JOIN {self.sheet.name} AS "
            f"t ON t.id = s.id WHERE s.act = 'changed'"
        )

    @staticmethod
    def _there(part: StoredColumn) -> str:
        """SQL: the recorded value is not blank."""
        if part.listed:
            return f"{listed(part, 't')} <> '[]'"
        return f"ifnull(t.{part.column}, '') <> ''"

    def _write_changed(self) -> None:
        name = self.sheet.name
        self.run(
            "INSERT INTO change (batch_id, table_name, row_id, act, row_key, old_values, "
            "old_batch, new_batch) "
            f"SELECT ?1, '{name}', t.id, 'changed', {key_sql(self.sheet, 't.id')}, "
            f"{snapshot(self.sheet)}, t.batch, ?1 "
            f"FROM {self.table} AS s JOIN {name} AS t ON t.id = s.id WHERE s.act = 'changed' "
            f"AND t.batch <> ?1",
            (self.batch.id,),
        )
        given = [part for part in stored(self.sheet) if part.column in self.columns]
        values = ", ".join(
            f"{part.column} = coalesce(s.{part.column}, {name}.{part.column})"
            if part.default
            else f"{part.column} = s.{part.column}"
            for part in given
        )
        self.run(
            f"UPDATE {name} SET {values + ', ' if values else ''}batch = ? FROM {self.table} AS "
            f"s WHERE s.act = 'changed' AND {name}.id = s.id",
            (self.batch.id,),
        )

    def _write_new(self) -> None:
        columns = stored(self.sheet)
        values = ", ".join(
            self.effective(part).replace("t." + part.column, "NULL") for part in columns
        )
        self.run(
            f"INSERT INTO {self.sheet.name} (id, {', '.join(part.column for part in columns)}, "
            f"batch) "
            f"SELECT s.id, {values}, ? FROM {self.table} AS s WHERE s.act = 'new' ORDER BY s.id",
            (self.batch.id,),
        )

    def _write_list(self, part: StoredColumn) -> None:
        owner = f"{part.listed.split('_', 1)[0]}_id"
        self.run(
            f"DELETE FROM {part.listed} WHERE {owner} IN (SELECT id FROM {self.table} WHERE act "
            f"= 'changed')"
        )
        self.run(
            f"INSERT INTO {part.listed} ({owner}, place_in_list, {list_column(part)}) "
            f"SELECT s.id, j.key, j.value FROM {self.table} AS s, json_each(s.{part.column}) AS "
            f"j WHERE s.act IN ('new', 'changed')"
        )


def _is_blank(part: StoredColumn) -> str:
    """The comparison that holds of a staged cell that is blank."""
    if part.listed:
        return "= '[]'"
    return "IS NULL" if part.number or part.sheet else "= ''"
