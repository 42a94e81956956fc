"""Rows on their way in: staged, matched with what is recorded, proved, compared and written, for one row and a million."""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from perut_cli.errors import Problem
from perut_cli.sheets import Sheet
from perut_cli.store.batch import Batch
from perut_cli.store.loading import insert_many
from perut_cli.store.shape import Part, key_sql, list_column, listed, lists, parts, snapshot, stored
from perut_cli.text import T

US = "\x1f"
_CODE_LETTERS = 4


class Staging:
    """A sheet's rows in a temporary table: `line`, the given columns, then `id` and `act` (new, changed, same)."""

    def __init__(self, batch: Batch, sheet: Sheet, columns: Sequence[str]) -> None:
        """Stage rows of these columns of the sheet's table; columns left out stay as recorded."""
        self.batch, self.sheet, self.store = batch, sheet, batch.store
        self.table = f"temp.stage_{sheet.name}"
        self.columns = tuple(columns)
        self.parts = tuple(part for part in parts(sheet) if part.column in self.columns)
        self.problems: list[Problem] = []
        self.rows = 0
        self.refers = False
        self._make()

    def _make(self) -> None:
        """An empty table: the one of the last command where it has the same columns, so that statements stay prepared."""
        coded = (self.sheet.key,) if self.sheet.made and self.sheet.key not in self.columns else ()
        if self.store.staged.get(self.table) == self.columns:
            self._run(f"DELETE FROM {self.table}")
            return
        self._run(f"DROP TABLE IF EXISTS {self.table}")
        made = (*self.columns, *(f"{key} DEFAULT ''" for key in coded))
        self._run(f"CREATE TABLE {self.table} (line INTEGER, {', '.join(made)}, id INTEGER, act TEXT, keep INTEGER)")
        self.store.staged[self.table] = self.columns

    def add(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Stage tuples of line and the columns' values."""
        self.rows += insert_many(self.store.connection, self.table, ("line", *self.columns), rows)

    def settle(self, *, fixed_id: int | None = None, refer: bool = False) -> list[Problem]:
        """Find every row's record, or number a new one; gives the problems found.

        `fixed_id`: the one row is that record. `refer`: the rows only name records, so that other key columns must agree.
        """
        if fixed_id is not None:
            self._run(f"UPDATE {self.table} SET id = ?", (fixed_id,))
        else:
            self._match(refer)
        if self.rows > 1:
            self._doubles()
        self._number_new()
        self.refers = refer
        if refer:
            self._fill()
        return self.problems

    def _fill(self) -> None:
        """What a row that only names a record leaves out is what is recorded."""
        columns = [part.column for part in self._match_parts() if part.column in self.columns]
        values = ", ".join(f"{column} = t.{column}" for column in columns)
        self._run(f"UPDATE {self.table} AS s SET {values} FROM {self.sheet.name} AS t WHERE t.id = s.id AND s.act IS NULL")

    def finish(self) -> None:
        """Make codes, resolve what refers to rows of the same file, and compare with what is recorded."""
        if self.sheet.name == "indicator" and "dimension_id" in self.columns:
            self._dimensions()
        if "repeat_of" in self.columns:
            self._own_references()
        if self.sheet.made:
            self._codes()
        self._compare()

    def write(self) -> None:
        """Write what is new or changed; the old values go into the history."""
        counts = dict(self.store.rows(f"SELECT act, count(*) FROM {self.table} GROUP BY act"))
        self.batch.about_to_overwrite(counts.get("changed", 0))
        if self.refers:
            self.batch.made += counts.get("new", 0)
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

    def recorded(self) -> bool:
        """Whether any row is of a record that is there already."""
        return bool(self.store.value(f"SELECT EXISTS (SELECT 1 FROM {self.table} WHERE act IS NOT 'new')"))

    def reject(self, lines: Iterable[int]) -> None:
        """Take rows out again."""
        self.store.connection.executemany(f"DELETE FROM {self.table} WHERE line = ?", ((line,) for line in lines))

    def drop_orphans(self) -> None:
        """Take out rows that refer to a rejected row of the same file."""
        if "repeat_of" in self.columns:
            while self._run(f"DELETE FROM {self.table} AS s WHERE s.repeat_of IS NOT NULL AND NOT EXISTS (SELECT 1 FROM finding AS t "
                            f"WHERE t.id = s.repeat_of) AND NOT EXISTS (SELECT 1 FROM {self.table} AS o WHERE o.id = s.repeat_of)"):
                pass

    def after(self) -> str:
        """SQL for the rows as they will be: line, id, act and every column of the table."""
        whole = ", ".join(f"{self.effective(part)} AS {part.column}" for part in stored(self.sheet))
        return f"(SELECT s.line, s.id, s.act, {whole} FROM {self.table} AS s LEFT JOIN {self.sheet.name} AS t ON t.id = s.id)"

    def effective(self, part: Part) -> str:
        """SQL for one column as it will be."""
        if part.column not in self.columns:
            return f"iif(s.act IS 'new', {self._default(part)}, t.{part.column})"
        if part.default:
            return f"coalesce(s.{part.column}, iif(s.act IS 'new', {self._default(part)}, t.{part.column}))"
        return f"s.{part.column}"

    def _default(self, part: Part) -> str:
        # Rows that name no finding are not new, so nothing is asked of one.
        return default_sql(part) if part.column != "opened_on" or "finding_id" in self.columns else "NULL"

    def _run(self, sql: str, values: Any = ()) -> int:
        return self.store.connection.execute(sql, values).rowcount

    def _match(self, refer: bool) -> None:
        key, name = self.sheet.key, self.sheet.name
        if key and key in self.columns:
            self._run(f"UPDATE {self.table} AS s SET id = (SELECT t.id FROM {name} AS t WHERE t.{key} = s.{key}) WHERE s.{key} <> ''")
            if refer:
                self._agree()
        match = self._match_parts()
        if (self.sheet.made or not key) and all(part.column in self.columns for part in match if part.required):
            self._run(f"UPDATE {self.table} AS s SET id = (SELECT t.id FROM {name} AS t WHERE {self._same_key(match)}) WHERE s.id IS NULL")
            if self.sheet.made and key in self.columns:
                self._other_code()
        if name == "assessment" and "instrument_id" in self.columns and "versioned" in self.columns:
            self._other_version()
            # Without a version the recorded one stays.
            self._run(f"UPDATE {self.table} AS s SET instrument_id = (SELECT t.instrument_id FROM assessment AS t WHERE t.id = s.id) "
                      "WHERE s.id IS NOT NULL AND NOT versioned")

    def _match_parts(self) -> tuple[Part, ...]:
        return tuple(part for part in stored(self.sheet) if (part.match and part.column != self.sheet.key) or
                     (part.match and not self.sheet.made))

    def _same_key(self, match: Iterable[Part]) -> str:
        return " AND ".join(self._same(part) for part in match)

    def _same(self, part: Part) -> str:
        column = part.column
        given = f"s.{column}" if column in self.columns else ("NULL" if part.sheet else "''")
        if self.sheet.name == "assessment" and column == "instrument_id":
            return ("t.instrument_id IN (SELECT i.id FROM instrument AS i WHERE i.instrument_code = "
                    "(SELECT j.instrument_code FROM instrument AS j WHERE j.id = s.instrument_id))")
        if part.sheet and not part.required:
            return f"ifnull(t.{column}, 0) = ifnull({given}, 0)"
        return f"t.{column} = {given}"

    def _agree(self) -> None:
        for part in self._match_parts():
            if part.column in self.columns:
                for line, code in self.store.rows(
                        f"SELECT s.line, s.{self.sheet.key} FROM {self.table} AS s JOIN {self.sheet.name} AS t ON t.id = s.id "
                        f"WHERE s.{part.column} IS NOT NULL AND s.{part.column} <> '' AND NOT ({self._same(part)})"):
                    self._problem(line, self._word(part).en, "P052", T(
                        "{code} is recorded with another {word}", "{code} tercatat dengan {word} lain").format(
                            code=code, word=self._word(part)))

    def _other_code(self) -> None:
        key = self.sheet.key
        for line, given, recorded in self.store.rows(
                f"SELECT s.line, s.{key}, t.{key} FROM {self.table} AS s JOIN {self.sheet.name} AS t ON t.id = s.id "
                f"WHERE s.{key} <> '' AND s.{key} <> t.{key}"):
            self._problem(line, key, "P053", T(
                "{given} is already recorded as {recorded}", "{given} sudah tercatat sebagai {recorded}").format(given=given, recorded=recorded),
                T("leave the code blank, or write {recorded}", "kosongkan kodenya, atau tulis {recorded}").format(recorded=recorded))

    def _other_version(self) -> None:
        """Answers of one version don't go into an assessment by another."""
        for line, code, version in self.store.rows(
                f"SELECT s.line, t.assessment_code, i.instrument_version FROM {self.table} AS s JOIN assessment AS t ON t.id = s.id "
                "JOIN instrument AS i ON i.id = t.instrument_id JOIN instrument AS j ON j.id = s.instrument_id "
                "WHERE versioned AND i.id <> j.id AND i.instrument_code = j.instrument_code"):
            self._problem(line, "instrument_version", "P052", T(
                "{code} is recorded by version {version}", "{code} tercatat menurut versi {version}").format(code=code, version=version),
                T("leave out instrument_version, or assess anew", "hilangkan versi_instrumen, atau buat penilaian baru"))

    def _word(self, part: Part) -> T:
        # Versions of an instrument are one instrument to a key.
        field = self.sheet.column(part.words[0 if part.sheet == "instrument" else -1]).field
        return T(field.key, field.key_id)

    def _problem(self, line: int, word: str, number: str, reason: str, hint: str = "", value: str = "") -> None:
        self.problems.append(Problem(line, word, number, reason, value, 0, hint))

    def _doubles(self) -> None:
        match = ", ".join(part.column for part in self._match_parts() if part.column in self.columns)
        groups = ["id"] + ([match] if match else [])
        groups += [self.sheet.key] if self.sheet.made and self.sheet.key in self.columns else []
        for number, group in enumerate(groups):
            where = ("id IS NOT NULL", "id IS NULL", f"id IS NULL AND {self.sheet.key} <> ''")[number]
            for line, first in self.store.rows(
                    f"SELECT line, first FROM (SELECT line, min(line) OVER (PARTITION BY {group}) AS first FROM {self.table} "
                    f"WHERE {where}) WHERE line > first"):
                self._problem(line, self.sheet.arguments[0], "P050", T(
                    "the same key as line {first}", "kunci sama dengan baris {first}").format(first=first),
                    T("keep one of lines {first} and {line}", "sisakan satu dari baris {first} dan {line}").format(first=first, line=line))

    def _number_new(self) -> None:
        base = self.batch.next_id(self.sheet.name) - 1
        self._run(f"UPDATE {self.table} SET id = ? + rowid, act = 'new' WHERE id IS NULL", (base,))

    def needs(self) -> list[Problem]:
        """Problems of new rows that lack a column which a new record must have."""
        found: list[Problem] = []
        for part in parts(self.sheet):
            if part.required and not part.default and part.column not in self.columns:
                word = self.sheet.column(part.words[-1] if part.sheet != "instrument" else part.words[0]).field
                found += [Problem(line, word.key, "P020", T(
                    "a new row needs {key}", "baris baru perlu {key}").format(key=T(word.key, word.key_id)), "", 0, T(
                    "add the column {key}", "tambahkan kolom {key}").format(key=T(word.key, word.key_id)))
                    for (line,) in self.store.select(f"SELECT line FROM {self.table} WHERE act = 'new'")]
        return found

    def _dimensions(self) -> None:
        instrument = self.effective(next(part for part in stored(self.sheet) if part.column == "instrument_id"))
        rows = self.store.rows(
            f"SELECT DISTINCT {instrument}, s.dimension_id FROM {self.table} AS s LEFT JOIN indicator AS t ON t.id = s.id "
            "WHERE s.dimension_id IS NOT NULL ORDER BY s.line")
        self.store.connection.executemany("INSERT OR IGNORE INTO dimension (instrument_id, dimension) VALUES (?, ?)", rows)
        self._run(f"UPDATE {self.table} AS s SET dimension_id = (SELECT d.id FROM dimension AS d WHERE d.dimension = s.dimension_id "
                  f"AND d.instrument_id = (SELECT {instrument} FROM (SELECT 1) LEFT JOIN indicator AS t ON t.id = s.id))")

    def _own_references(self) -> None:
        key = self.sheet.key
        keyed = f"UNION ALL SELECT o.id FROM {self.table} AS o WHERE o.{key} = s.repeat_of" if key in self.columns else ""
        self._run(f"UPDATE {self.table} AS s SET keep = (SELECT t.id FROM finding AS t WHERE t.{key} = s.repeat_of {keyed} LIMIT 1) "
                  "WHERE s.repeat_of IS NOT NULL")
        for line, text in self.store.rows(f"SELECT line, repeat_of FROM {self.table} WHERE repeat_of IS NOT NULL AND keep IS NULL"):
            self._problem(line, "repeat_of", "P040", T("no finding {text}", "temuan {text} tidak ada").format(text=text),
                          T("see `perut finding list`", "lihat `perut temuan daftar`"), str(text))
        self._run(f"UPDATE {self.table} SET repeat_of = keep")

    def _codes(self) -> None:
        key = self.sheet.key
        if key not in self.columns:
            self.columns = (*self.columns, key)
            self._run(f"UPDATE {self.table} AS s SET {key} = (SELECT t.{key} FROM {self.sheet.name} AS t WHERE t.id = s.id) "
                      "WHERE s.act IS NOT 'new'")
        self._run(f"UPDATE {self.table} AS s SET {key} = (SELECT t.{key} FROM {self.sheet.name} AS t WHERE t.id = s.id) "
                  f"WHERE s.act IS NOT 'new' AND s.{key} = ''")
        rows = self.store.rows(f"SELECT s.rowid, {', '.join(self._code_words())} FROM {self.table} AS s WHERE s.act = 'new' AND s.{key} = '' ORDER BY s.line")
        if rows:
            self._make_codes(rows)

    def _code_words(self) -> list[str]:
        made = []
        for word in _CODED[self.sheet.name]:
            table, _, column = word.rpartition(".")
            if not table:
                made.append(f"s.{column}" if column in self.columns else "''")
            elif f"{table}_id" in self.columns:
                made.append(f"ifnull((SELECT r.{column} FROM {table} AS r WHERE r.id = s.{table}_id), '')")
            else:
                made.append("''")
        return made

    def _make_codes(self, rows: list[tuple[Any, ...]]) -> None:
        key, name = self.sheet.key, self.sheet.name
        taken = {code for (code,) in self.store.rows(f"SELECT {key} FROM {name} UNION SELECT {key} FROM {self.table}")} \
            if len(rows) > 50 else None
        made = []
        for id_, *words in rows:
            code = self._free_code(_beginning(self.sheet, words), words, taken)
            made.append((code, id_))
            if taken is not None:
                taken.add(code)
            else:
                self._run(f"UPDATE {self.table} SET {key} = ? WHERE rowid = ?", (code, id_))
        if taken is not None:
            self.store.connection.executemany(f"UPDATE {self.table} SET {key} = ? WHERE rowid = ?", made)

    def _free_code(self, beginning: str, words: list[str], taken: set[str] | None) -> str:
        checksum = hashlib.sha256(US.join(words).encode()).digest()
        digest = base64.b32encode(checksum[:5]).decode()
        length = _CODE_LETTERS
        while True:
            code = f"{beginning}-{digest[:length]}"
            if not (code in taken if taken is not None else self._is_taken(code)):
                return code
            length += 1
            digest = base64.b32encode(checksum).decode()

    def _is_taken(self, code: str) -> bool:
        key = self.sheet.key
        return bool(self.store.value(f"SELECT EXISTS (SELECT 1 FROM {self.sheet.name} WHERE {key} = ?1) OR EXISTS (SELECT 1 FROM {self.table} WHERE {key} = ?1)", (code,)))

    def _lists(self) -> tuple[Part, ...]:
        return tuple(part for part in lists(self.sheet) if part.column in self.columns)

    def _differs(self, part: Part) -> str:
        if part.listed:
            return f"s.{part.column} <> {listed(part, 't')}"
        if part.default:
            return f"(s.{part.column} IS NOT NULL AND s.{part.column} IS NOT t.{part.column})"
        return f"s.{part.column} IS NOT t.{part.column}"

    def _compare(self) -> None:
        compared = [part for part in parts(self.sheet) if part.column in self.columns]
        differs = " OR ".join(map(self._differs, compared)) or "0"
        self._run(f"UPDATE {self.table} AS s SET act = iif({differs}, 'changed', 'same') FROM {self.sheet.name} AS t "
                  "WHERE t.id = s.id AND s.act IS NULL")
        blanked = " + ".join(
            f"(s.{part.column} {'= ' + repr('[]') if part.listed else ('IS NULL' if part.number or part.sheet else '= ' + repr(''))} "
            f"AND {self._differs(part)})" for part in compared if not part.default) or "0"
        self.batch.blanked += self.store.value(
            f"SELECT ifnull(sum({blanked}), 0) FROM {self.table} AS s JOIN {self.sheet.name} AS t ON t.id = s.id WHERE s.act = 'changed'")

    def _write_changed(self) -> None:
        name = self.sheet.name
        self._run(
            "INSERT INTO change (batch_id, table_name, row_id, act, row_key, old_values, old_batch, new_batch) "
            f"SELECT ?1, '{name}', t.id, 'changed', {key_sql(self.sheet, 't.id')}, {snapshot(self.sheet)}, t.batch, ?1 "
            f"FROM {self.table} AS s JOIN {name} AS t ON t.id = s.id WHERE s.act = 'changed' AND t.batch <> ?1",
            (self.batch.id,))
        given = [part for part in stored(self.sheet) if part.column in self.columns]
        values = ", ".join(f"{part.column} = coalesce(s.{part.column}, {name}.{part.column})" if part.default
                           else f"{part.column} = s.{part.column}" for part in given)
        self._run(f"UPDATE {name} SET {values + ', ' if values else ''}batch = ? FROM {self.table} AS s WHERE s.act = 'changed' AND {name}.id = s.id",
                  (self.batch.id,))

    def _write_new(self) -> None:
        columns = stored(self.sheet)
        values = ", ".join(self.effective(part).replace("t." + part.column, "NULL") for part in columns)
        self._run(f"INSERT INTO {self.sheet.name} (id, {', '.join(part.column for part in columns)}, batch) "
                  f"SELECT s.id, {values}, ? FROM {self.table} AS s WHERE s.act = 'new' ORDER BY s.id", (self.batch.id,))

    def _write_list(self, part: Part) -> None:
        owner = f"{part.listed.split('_', 1)[0]}_id"
        self._run(f"DELETE FROM {part.listed} WHERE {owner} IN (SELECT id FROM {self.table} WHERE act = 'changed')")
        self._run(f"INSERT INTO {part.listed} ({owner}, place_in_list, {list_column(part)}) "
                  f"SELECT s.id, j.key, j.value FROM {self.table} AS s, json_each(s.{part.column}) AS j WHERE s.act IN ('new', 'changed')")


_CODED = {
    "official": ("village.village_code", "official_name"),
    "session": ("village.village_code", "session_date", "start_time", "kind"),
    "finding": ("village.village_code", "finding_date", "session.session_code", "finding_text"),
    "action": ("finding.finding_code", "action_text"),
    "assessment": ("village.village_code", "official.official_name", "instrument.instrument_code", "assessment_date", "stage", "mentor.mentor_code"),
}
"""Of what a made code is the checksum: the match columns in their order, as text."""


def default_sql(part: Part) -> str:
    """SQL for what a column holds on a new row when nothing is given."""
    if part.column == "opened_on":
        return "(SELECT f.finding_date FROM finding AS f WHERE f.id = s.finding_id)"
    if part.default:
        return part.default if part.number else "'" + part.default.replace("'", "''") + "'"
    return "NULL" if part.sheet or part.number else "''"


def _beginning(sheet: Sheet, words: list[str]) -> str:
    if sheet.name == "action":
        return words[0]
    if sheet.name == "official":
        return words[0][-4:]
    day = words[3] if sheet.name == "assessment" else words[1]
    return f"{words[0][-4:]}-{day[2:4]}{day[5:7]}{day[8:10]}"
