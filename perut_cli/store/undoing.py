"""Undo and redo: a batch is reversed row by row, unless a row changed since; itself a batch, so it can be reversed too."""

from typing import Any, NamedTuple

from perut_cli.errors import Conflict, NotFound
from perut_cli.sheets import SHEETS
from perut_cli.store.batch import Batch, Note, writing
from perut_cli.store.open import SCHEMA_VERSION, Store
from perut_cli.store.removing import delete, links, log_changed, log_removed
from perut_cli.store.scores import OLD_SCORE, sum_up, touched
from perut_cli.store.shape import TABLES, back, key_sql, list_column, lists, stored
from perut_cli.text import T


class Kept(NamedTuple):
    """A row that stays as it is, and why: changed since, removed since, there again, or rested on."""

    sheet: str
    key: str
    why: T


class Reversal(NamedTuple):
    """What an undo or redo did: the batch reversed, how many rows, which stayed."""

    batch: int
    command: str
    reversed: int
    kept: list[Kept]


_SINCE = T("changed since", "berubah sesudahnya")
_GONE = T("removed since", "dihapus sesudahnya")
_BACK = T("there again", "sudah ada lagi")
_RESTED = T("others rest on it", "masih dipakai yang lain")


def in_effect(store: Store) -> dict[int, bool]:
    """Whether each batch is in effect: not reversed by an undo or redo that is itself in effect."""
    effect: dict[int, bool] = {}
    for id_, act, target in store.rows("SELECT id, act, target_batch FROM batch ORDER BY id DESC"):
        mine = effect.setdefault(id_, True)
        if act in ("undo", "redo") and mine:
            effect[target] = False
    return effect


def newest_to_undo(store: Store) -> int:
    """The newest batch that is neither an undo nor undone. Raises NotFound P092."""
    effect = in_effect(store)
    for (id_,) in store.rows("SELECT id FROM batch WHERE act <> 'undo' ORDER BY id DESC"):
        if effect[id_]:
            return int(id_)
    raise NotFound("P092", T("nothing to undo", "tidak ada yang bisa diurungkan"), T("see `perut history`", "lihat `perut riwayat`"))


def newest_to_redo(store: Store) -> int:
    """The newest undo that is not redone. Raises NotFound P092."""
    effect = in_effect(store)
    for (id_,) in store.rows("SELECT id FROM batch WHERE act = 'undo' ORDER BY id DESC"):
        if effect[id_]:
            return int(id_)
    raise NotFound("P092", T("nothing to redo", "tidak ada yang bisa diulangi"), T("see `perut history`", "lihat `perut riwayat`"))


def reverse(store: Store, number: int, note: Note, *, partial: bool = False, dry_run: bool = False) -> Reversal:
    """Reverse a batch. Raises NotFound P093, Conflict P094 (erased, older schema), P095 (reversed already), P096 (rows kept)."""
    row = store.rows("SELECT act, schema_version, command FROM batch WHERE id = ?", (number,))
    if not row:
        raise NotFound("P093", T("no batch {n}", "kelompok {n} tidak ada").format(n=number), T("see `perut history`", "lihat `perut riwayat`"))
    act, version, command = row[0]
    _allowed(store, number, act, version)
    with writing(store, note, dry_run=dry_run, act="redo" if act == "undo" else "undo", target=number) as batch:
        kept = _Reversing(batch, number, act).run()
        if kept and not partial:
            raise Conflict(
                "P096", T("{n} rows of batch {batch} can't be reversed: {rows}", "{n} baris kelompok {batch} tidak bisa dikembalikan: {rows}").format(
                    n=len(kept), batch=number, rows=T(_listed(kept, "en"), _listed(kept, "id"))),
                T("add --partial to reverse the rest", "tambahkan --sebagian untuk mengembalikan sisanya"))
        done = batch.new + batch.changed + batch.removed
    return Reversal(number, command, done, kept)


def _listed(kept: list[Kept], language: str) -> str:
    shown = [f"{one.sheet if language == 'en' else SHEETS[one.sheet].alias} {one.key} ({getattr(one.why, language)})" for one in kept[:10]]
    return "; ".join(shown) + (f"; … {len(kept) - 10}" if len(kept) > 10 else "")


def _allowed(store: Store, number: int, act: str, version: int) -> None:
    if act == "erase":
        raise Conflict("P094", T("batch {n} erased a person, that can't be undone", "kelompok {n} menghapus data orang, tidak bisa diurungkan").format(n=number))
    if version < SCHEMA_VERSION:
        raise Conflict("P094", T("batch {n} is older than the present schema", "kelompok {n} lebih tua dari skema sekarang").format(n=number),
                       T("bring back a copy of that day with `perut restore`", "pulihkan salinan hari itu dengan `perut pulihkan`"))
    if not in_effect(store)[number]:
        raise Conflict("P095", T("batch {n} is reversed already", "kelompok {n} sudah dikembalikan").format(n=number),
                       T("see `perut history`", "lihat `perut riwayat`"))


class _Reversing:
    """One batch being reversed within another."""

    def __init__(self, batch: Batch, number: int, act: str) -> None:
        self.batch, self.number, self.store = batch, number, batch.store
        self.implicit = act == "write"
        self.kept: list[Kept] = []
        self.run_sql = batch.store.connection.execute

    def run(self) -> list[Kept]:
        """Find what must stay, then restore, bring back and delete; the sums follow."""
        self.run_sql("PRAGMA defer_foreign_keys = ON")
        self.run_sql("DROP TABLE IF EXISTS temp.kept_row")
        self.run_sql("CREATE TABLE temp.kept_row (table_name TEXT, row_id INTEGER, row_part INTEGER, PRIMARY KEY (table_name, row_id, row_part)) WITHOUT ROWID")
        for name in TABLES:
            self._keep(name)
        for name in reversed(TABLES):
            self._delete(name) if name != "score" else self._delete_answers()
        for name in TABLES:
            self._restore(name) if name != "score" else self._restore_answers()
        for name in TABLES:
            self._bring_back(name) if name != "score" else self._bring_back_answers()
        self._lose_links()
        sum_up(self.batch)
        return self.kept

    def _entries(self, name: str, act: str) -> str:
        return (f"change AS e WHERE e.batch_id = {self.number} AND e.table_name = '{name}' AND e.act = '{act}' AND NOT EXISTS "
                f"(SELECT 1 FROM temp.kept_row AS k WHERE k.table_name = '{name}' AND k.row_id = e.row_id AND k.row_part = e.row_part)")

    def _keep(self, name: str) -> None:
        """Rows whose present state is not the one that the batch left."""
        there = "SELECT t.batch FROM score AS t WHERE t.assessment_id = e.row_id AND t.indicator_id = e.row_part" if name == "score" \
            else f"SELECT t.batch FROM {name} AS t WHERE t.id = e.row_id"
        found = self.store.rows(
            f"SELECT e.row_id, e.row_part, e.row_key, ({there}) FROM {self._entries(name, 'changed')} AND ({there}) IS NOT e.new_batch "
            f"UNION ALL SELECT e.row_id, e.row_part, e.row_key, ({there}) FROM {self._entries(name, 'new')} AND ({there}) IS NOT e.new_batch")
        for row_id, part, key, batch in found:
            self._stay(name, row_id, part, key, _GONE if batch is None else _SINCE)
        for row_id, part, key in self.store.rows(f"SELECT e.row_id, e.row_part, e.row_key FROM {self._entries(name, 'removed')} AND EXISTS ({there})"):
            self._stay(name, row_id, part, key, _BACK)
        if self.implicit:
            for row_id, part, key, batch in self.store.rows(
                    f"SELECT DISTINCT e.row_id, e.row_part, e.row_key, ({there}) FROM change AS e WHERE e.old_batch = {self.number} AND e.table_name = '{name}' "
                    f"AND e.batch_id <> {self.number} AND ({there}) IS NOT {self.number} AND NOT EXISTS (SELECT 1 FROM change AS m "
                    f"WHERE m.batch_id = {self.number} AND m.table_name = '{name}' AND m.row_id = e.row_id AND m.row_part = e.row_part)"):
                self._stay(name, row_id, part, key, _GONE if batch is None else _SINCE)

    def _stay(self, name: str, row_id: int, part: int, key: str, why: T) -> None:
        self.run_sql("INSERT OR IGNORE INTO temp.kept_row VALUES (?, ?, ?)", (name, row_id, part))
        self.kept.append(Kept(name, key, why))

    def _restore(self, name: str) -> None:
        sheet = SHEETS[name]
        entries = self._entries(name, "changed")
        if not self.store.value(f"SELECT EXISTS (SELECT 1 FROM {entries})"):
            return
        if name == "assessment":
            touched(self.batch, f"SELECT e.row_id FROM {entries}")
        if name == "indicator":
            self._bring_back_dimensions(entries)
        log_changed(self.batch, name, f"t.id IN (SELECT e.row_id FROM {entries})")
        self.run_sql(f"UPDATE change SET new_batch = e.old_batch FROM (SELECT row_id, old_batch FROM {entries}) AS e "
                     "WHERE change.batch_id = ? AND change.table_name = ? AND change.row_id = e.row_id", (self.batch.id, name))
        values = ", ".join(f"{part.column} = {back(part, 'e.old_values')}" for part in stored(sheet))
        self.batch.changed += self.run_sql(
            f"UPDATE {name} SET {values}, batch = e.old_batch FROM (SELECT * FROM {entries}) AS e WHERE {name}.id = e.row_id").rowcount
        self._relist(name, entries)

    def _relist(self, name: str, entries: str) -> None:
        for part in lists(SHEETS[name]):
            self.run_sql(f"DELETE FROM {part.listed} WHERE {name}_id IN (SELECT e.row_id FROM {entries})")
            self.run_sql(f"INSERT INTO {part.listed} ({name}_id, place_in_list, {list_column(part)}) SELECT e.row_id, j.key, j.value "
                         f"FROM (SELECT * FROM {entries}) AS e, json_each(e.old_values, '$.{part.listed}') AS j")

    def _restore_answers(self) -> None:
        entries = self._entries("score", "changed")
        touched(self.batch, f"SELECT DISTINCT e.row_id FROM {entries}")
        self.run_sql(
            "INSERT INTO change (batch_id, table_name, row_id, row_part, act, row_key, old_values, old_batch, new_batch) "
            f"SELECT ?, 'score', e.row_id, e.row_part, 'changed', e.row_key, {OLD_SCORE}, t.batch, e.old_batch "
            f"FROM (SELECT * FROM {entries}) AS e JOIN score AS t ON t.assessment_id = e.row_id AND t.indicator_id = e.row_part", (self.batch.id,))
        self.batch.changed += self.run_sql(
            "UPDATE score SET score = CAST(json_extract(e.old_values, '$.score') AS REAL), na_reason = json_extract(e.old_values, '$.na_reason'), "
            "score_note = json_extract(e.old_values, '$.score_note'), batch = e.old_batch "
            f"FROM (SELECT * FROM {entries}) AS e WHERE score.assessment_id = e.row_id AND score.indicator_id = e.row_part").rowcount

    def _bring_back(self, name: str) -> None:
        entries = self._entries(name, "removed")
        if name == "indicator":
            self._bring_back_dimensions(entries)
        self._twice(name, entries)
        values = ", ".join(back(part, "e.old_values") for part in stored(SHEETS[name]))
        count = self.run_sql(f"INSERT INTO {name} (id, {', '.join(part.column for part in stored(SHEETS[name]))}, batch) "
                             f"SELECT e.row_id, {values}, e.old_batch FROM {entries} ORDER BY e.row_id").rowcount
        if not count:
            return
        self.batch.new += count
        for part in lists(SHEETS[name]):
            self.run_sql(f"INSERT INTO {part.listed} ({name}_id, place_in_list, {list_column(part)}) SELECT e.row_id, j.key, j.value "
                         f"FROM (SELECT * FROM {entries}) AS e, json_each(e.old_values, '$.{part.listed}') AS j")
        self.run_sql("INSERT INTO change (batch_id, table_name, row_id, act, row_key, new_batch) "
                     f"SELECT ?, '{name}', e.row_id, 'new', e.row_key, e.old_batch FROM (SELECT * FROM {entries}) AS e", (self.batch.id,))
        if name == "assessment":
            self._bring_back_with_answers(entries)

    def _bring_back_with_answers(self, entries: str) -> None:
        touched(self.batch, f"SELECT e.row_id FROM {entries}")
        self.run_sql(
            "INSERT INTO score (assessment_id, indicator_id, score, na_reason, score_note, batch) SELECT e.row_id, json_extract(j.value, '$[0]'), "
            "CAST(json_extract(j.value, '$[1]') AS REAL), json_extract(j.value, '$[2]'), json_extract(j.value, '$[3]'), json_extract(j.value, '$[4]') "
            f"FROM (SELECT * FROM {entries}) AS e, json_each(e.old_values, '$.answers') AS j")

    def _bring_back_dimensions(self, entries: str) -> None:
        # A dimension goes with its last indicator, and its id with it: its name is what is kept.
        self.run_sql("INSERT OR IGNORE INTO dimension (instrument_id, dimension) SELECT DISTINCT json_extract(e.old_values, '$.instrument_id'), "
                     f"json_extract(e.old_values, '$.dimension') FROM {entries}")

    def _twice(self, name: str, entries: str) -> None:
        """What came back under another id in the meantime stays as it is."""
        sheet = SHEETS[name]
        match = [part for part in stored(sheet) if part.match or part.column == sheet.key]
        same = " AND ".join(f"t.{part.column} IS {back(part, 'e.old_values')}" for part in match if part.match)
        coded = f" OR t.{sheet.key} = {back(match[0], 'e.old_values')}" if sheet.made else ""
        for row_id, key in self.store.rows(f"SELECT e.row_id, e.row_key FROM {entries} AND EXISTS (SELECT 1 FROM {name} AS t WHERE ({same}){coded})"):
            self._stay(name, row_id, 0, key, _BACK)

    def _bring_back_answers(self) -> None:
        entries = self._entries("score", "removed")
        for row_id, part, key in self.store.rows(f"SELECT e.row_id, e.row_part, e.row_key FROM {entries} AND NOT EXISTS (SELECT 1 FROM assessment AS a WHERE a.id = e.row_id)"):
            self._stay("score", row_id, part, key, _GONE)
        touched(self.batch, f"SELECT DISTINCT e.row_id FROM {entries}")
        self.batch.new += self.run_sql(
            "INSERT INTO score (assessment_id, indicator_id, score, na_reason, score_note, batch) SELECT e.row_id, e.row_part, "
            "CAST(json_extract(e.old_values, '$.score') AS REAL), json_extract(e.old_values, '$.na_reason'), json_extract(e.old_values, '$.score_note'), "
            f"e.old_batch FROM {entries}").rowcount
        self.run_sql("INSERT INTO change (batch_id, table_name, row_id, row_part, act, row_key, new_batch) "
                     f"SELECT ?, 'score', e.row_id, e.row_part, 'new', e.row_key, e.old_batch FROM {entries}", (self.batch.id,))

    def _delete(self, name: str) -> None:
        doomed = [row[0] for row in self.store.rows(f"SELECT e.row_id FROM {self._entries(name, 'new')}")]
        if self.implicit:
            doomed += [row[0] for row in self.store.rows(
                f"SELECT t.id FROM {name} AS t WHERE t.batch = {self.number} AND NOT EXISTS (SELECT 1 FROM change AS e "
                f"WHERE e.batch_id = {self.number} AND e.table_name = '{name}' AND e.row_id = t.id AND e.row_part = 0)")]
        if not doomed:
            return
        self.run_sql("DROP TABLE IF EXISTS temp.doomed")
        self.run_sql("CREATE TABLE temp.doomed (id INTEGER PRIMARY KEY)")
        self.store.connection.executemany("INSERT OR IGNORE INTO temp.doomed VALUES (?)", ((id_,) for id_ in doomed))
        self._spare(name)
        log_removed(self.batch, name, "t.id IN (SELECT id FROM temp.doomed)")
        self.batch.removed += delete(self.store, name, "SELECT id FROM temp.doomed")

    def _spare(self, name: str) -> None:
        """Rows that others rest on stay."""
        rested = []
        for link in links()[name]:
            if link.table == "score":
                if name == "assessment":
                    rested.append(f"EXISTS (SELECT 1 FROM score AS c WHERE c.assessment_id = d.id AND c.batch > {self.number})")
                else:
                    rested.append("EXISTS (SELECT 1 FROM score AS c WHERE c.indicator_id = d.id)")
                continue
            own = f" AND c.{link.column} <> c.id" if link.table == name else ""
            # A row that goes back to what it was before no longer refers to anything here.
            owner, row = (link.owner, f"c.{link.owner}_id") if link.owner else (link.table, "c.id")
            rested.append(f"EXISTS (SELECT 1 FROM {link.table} AS c WHERE c.{link.column} = d.id{own} "
                          f"AND NOT EXISTS (SELECT 1 FROM {self._entries(owner, 'changed')} AND e.row_id = {row}))")
        if name == "instrument":
            rested.append("EXISTS (SELECT 1 FROM indicator AS c WHERE c.instrument_id = d.id)")
        if not rested:
            return
        if name == "finding":
            rested = [sql.replace(" AND c.repeat_of <> c.id", " AND c.id NOT IN (SELECT id FROM temp.doomed)") for sql in rested]
        for id_, key in self.store.rows(f"SELECT d.id, {key_sql(SHEETS[name], 'd.id')} FROM temp.doomed AS d WHERE {' OR '.join(rested)}"):
            self._stay(name, id_, 0, key, _RESTED)
            self.run_sql("DELETE FROM temp.doomed WHERE id = ?", (id_,))

    def _delete_answers(self) -> None:
        entries = self._entries("score", "new")
        touched(self.batch, f"SELECT DISTINCT e.row_id FROM {entries}")
        self.run_sql(
            "INSERT INTO change (batch_id, table_name, row_id, row_part, act, row_key, old_values, old_batch) "
            f"SELECT ?, 'score', e.row_id, e.row_part, 'removed', e.row_key, {OLD_SCORE}, t.batch "
            f"FROM (SELECT * FROM {entries}) AS e JOIN score AS t ON t.assessment_id = e.row_id AND t.indicator_id = e.row_part", (self.batch.id,))
        self.batch.removed += self.run_sql(f"DELETE FROM score WHERE (assessment_id, indicator_id) IN (SELECT e.row_id, e.row_part FROM {entries})").rowcount

    def _lose_links(self) -> None:
        """What was brought back may refer to what is gone: then it can't come back."""
        broken: list[tuple[Any, ...]] = self.store.rows("PRAGMA foreign_key_check")
        if broken:
            raise Conflict("P096", T("rows of batch {n} refer to records that are gone", "baris kelompok {n} merujuk catatan yang sudah tidak ada").format(
                n=self.number), T("see `perut history {n}`", "lihat `perut riwayat {n}`").format(n=self.number))
