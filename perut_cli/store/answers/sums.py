"""Write answers: their assessments made as needed, the sums beside each assessment kept,
set-wise.
"""

from collections.abc import Iterable

from perut_cli.core.errors import Problem
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T
from perut_cli.core.values import Row
from perut_cli.store.batch import Batch
from perut_cli.store.importing.staging import Staging, insert_many

OLD_SCORE = (
    "json_object('score', iif(t.score IS NULL, NULL, printf('%!.17g', t.score)), 'na_reason', "
    "t.na_reason, 'score_note', t.score_note)"
)


class Answers:
    """Answers in a temporary table: place (of their assessment in its staging), indicator, line,
    score, reason, note.

    Its key is the order of the table of answers, so that writing needs no sorting. `score` and
    `na_reason` both NULL
    mean: remove the recorded answer. `noted` says whether notes are given.
    """

    def __init__(self, batch: Batch, *, noted: bool) -> None:
        """Stage answers for one batch."""
        self.batch, self.store, self.noted = batch, batch.store, noted
        self.store.connection.execute("DROP TABLE IF EXISTS temp.stage_score")
        self.store.connection.execute("DROP TABLE IF EXISTS temp.touched")
        self.store.connection.execute(
            "CREATE TABLE temp.stage_score (place INTEGER, indicator_id INTEGER, line INTEGER, "
            "score REAL, na_reason TEXT, score_note TEXT, "
            "PRIMARY KEY (place, indicator_id, line)) WITHOUT ROWID"
        )

    def add(self, rows: Iterable[Row], given: int = 6) -> None:
        """Stage tuples of the first so many of the table's columns."""
        columns = ("place", "indicator_id", "line", "score", "na_reason", "score_note")[:given]
        insert_many(self.store.connection, "temp.stage_score", columns, rows)

    def reject(self, lines: Iterable[int]) -> None:
        """Take rows out again."""
        self.store.connection.executemany(
            "DELETE FROM temp.stage_score WHERE line = ?", ((line,) for line in lines)
        )

    def doubles(self) -> list[Problem]:
        """The same answer twice in one file."""
        shared = self.store.value(
            "SELECT EXISTS (SELECT 1 FROM temp.stage_assessment GROUP BY id HAVING count(*) > 1)"
        )
        owner = (
            "(SELECT a.id FROM temp.stage_assessment AS a WHERE a.line = s.place)"
            if shared
            else "s.place"
        )
        rows = self.store.rows(
            f"SELECT DISTINCT s.line, g.first FROM (SELECT {owner} AS owner, indicator_id, "
            f"min(line) AS first FROM temp.stage_score AS s "
            f"GROUP BY 1, 2 HAVING count(*) > 1) AS g JOIN temp.stage_score AS s ON "
            f"g.indicator_id = s.indicator_id AND g.owner = {owner} "
            "AND s.line > g.first"
            if shared
            else "SELECT DISTINCT s.line, g.first FROM (SELECT place, indicator_id, min(line) AS "
            "first FROM temp.stage_score "
            "GROUP BY place, indicator_id HAVING count(*) > 1) AS g CROSS JOIN temp.stage_score "
            "AS s "
            "ON s.place = g.place AND s.indicator_id = g.indicator_id AND s.line > g.first"
        )
        return [
            Problem(
                line,
                "indicator_code",
                "P050",
                T("the same answer as line {first}", "jawaban sama dengan baris {first}").format(
                    first=first
                ),
                "",
                0,
                T(
                    "keep one of lines {first} and {line}",
                    "sisakan satu dari baris {first} dan {line}",
                ).format(first=first, line=line),
            )
            for line, first in rows
        ]

    def write(self) -> None:
        """Write the answers of new assessments straight, those of recorded ones after comparing."""
        self._write_fresh()
        if self.store.value(
            "SELECT EXISTS (SELECT 1 FROM temp.stage_assessment AS a JOIN temp.stage_score AS s "
            "ON s.place = a.line "
            "WHERE a.act <> 'new')"
        ):
            self._write_recorded()
        self._touch()

    def _write_fresh(self) -> None:
        self.batch.new += self.store.connection.execute(
            "INSERT INTO score (assessment_id, indicator_id, score, na_reason, score_note, batch) "
            "SELECT a.id, s.indicator_id, s.score, ifnull(s.na_reason, ''), "
            "ifnull(s.score_note, ''), ? "
            "FROM temp.stage_assessment AS a CROSS JOIN temp.stage_score AS s ON s.place = a.line "
            "WHERE a.act = 'new' AND (s.score IS NOT NULL OR s.na_reason IS NOT NULL)",
            (self.batch.id,),
        ).rowcount

    def _write_recorded(self) -> None:
        run = self.store.connection.execute
        self._compare_recorded()
        self.batch.about_to_overwrite(
            self.store.value(
                "SELECT count(*) FROM temp.recorded WHERE act IN ('changed', 'removed')"
            )
        )
        if self.noted:
            self.batch.blanked += self.store.value(
                "SELECT count(*) FROM temp.recorded AS r JOIN score AS t USING (assessment_id, "
                "indicator_id) "
                "WHERE r.act = 'changed' AND r.score_note = '' AND t.score_note <> ''"
            )
        self._keep_old_answers()
        run(
            "INSERT INTO score (assessment_id, indicator_id, score, na_reason, score_note, batch) "
            "SELECT assessment_id, indicator_id, score, na_reason, score_note, ? FROM "
            "temp.recorded WHERE act IN ('new', 'changed') ORDER BY 1, 2 "
            "ON CONFLICT DO UPDATE SET score = excluded.score, na_reason = excluded.na_reason, "
            "score_note = excluded.score_note, batch = excluded.batch",
            (self.batch.id,),
        )
        run(
            "DELETE FROM score WHERE (assessment_id, indicator_id) IN (SELECT assessment_id, "
            "indicator_id FROM temp.recorded WHERE act = 'removed')"
        )
        self._count()

    def _compare_recorded(self) -> None:
        """What becomes of each answer to an assessment that is recorded."""
        run = self.store.connection.execute
        note = "s.score_note" if self.noted else "t.score_note"
        run("DROP TABLE IF EXISTS temp.recorded")
        run(
            "CREATE TABLE temp.recorded AS SELECT a.id AS assessment_id, s.indicator_id, "
            "s.score, ifnull(s.na_reason, '') AS na_reason, "
            f"ifnull({note}, '') AS score_note, CASE WHEN s.score IS NULL AND s.na_reason IS "
            f"NULL THEN iif(t.indicator_id IS NULL, 'none', 'removed') "
            "WHEN t.indicator_id IS NULL THEN 'new' "
            f"WHEN s.score IS NOT t.score OR ifnull(s.na_reason, '') <> t.na_reason OR "
            f"ifnull({note}, '') <> t.score_note THEN 'changed' "
            "ELSE 'same' END AS act FROM temp.stage_score AS s JOIN temp.stage_assessment AS a "
            "ON a.line = s.place AND a.act <> 'new' "
            "LEFT JOIN score AS t ON t.assessment_id = a.id AND t.indicator_id = s.indicator_id"
        )

    def _keep_old_answers(self) -> None:
        self.store.connection.execute(
            "INSERT INTO change (batch_id, table_name, row_id, row_part, act, row_key, "
            "old_values, old_batch, new_batch) "
            f"SELECT ?1, 'score', r.assessment_id, r.indicator_id, r.act, {KEY}, "
            f"iif(r.act = 'new', NULL, {OLD_SCORE}), t.batch, iif(r.act = 'removed', NULL, ?1) "
            "FROM temp.recorded AS r LEFT JOIN score AS t ON t.assessment_id = r.assessment_id "
            "AND t.indicator_id = r.indicator_id "
            "WHERE r.act IN ('new', 'changed', 'removed') AND t.batch IS NOT ?1 "
            f"AND NOT (r.act = 'new' AND {_MADE_NOW})",
            (self.batch.id,),
        )

    def _count(self) -> None:
        counts: dict[str, int] = dict(
            self.store.rows("SELECT act, count(*) FROM temp.recorded GROUP BY act")
        )
        self.batch.new += counts.get("new", 0)
        self.batch.changed += counts.get("changed", 0)
        self.batch.same += counts.get("same", 0) + counts.get("none", 0)
        self.batch.blanked += counts.get("removed", 0)

    def _touch(self) -> None:
        touched(self.batch, "SELECT id FROM temp.stage_assessment WHERE act = 'new'")
        if self.store.value(
            "SELECT EXISTS (SELECT 1 FROM temp.sqlite_schema WHERE name = 'recorded')"
        ):
            touched(
                self.batch,
                "SELECT DISTINCT assessment_id FROM temp.recorded WHERE act IN ('new', "
                "'changed', 'removed')",
            )


_MADE_NOW = (
    "EXISTS (SELECT 1 FROM assessment AS a WHERE a.id = r.assessment_id AND a.batch = ?1 AND NOT "
    "EXISTS (SELECT 1 FROM change AS c WHERE c.batch_id = ?1 AND c.table_name = 'assessment' "
    "AND c.row_id = a.id))"
)
"""SQL: the assessment was made by this batch, which is on the answer, too: that is enough."""

KEY = (
    "(SELECT k.assessment_code FROM assessment AS k WHERE k.id = r.assessment_id) || ' ' || "
    "(SELECT k.indicator_code FROM indicator AS k WHERE k.id = r.indicator_id)"
)


def log_answer(batch: Batch, assessment: int, indicator: int, act: str) -> None:
    """Keep the old values of one answer that is about to change, or to go."""
    batch.store.connection.execute(
        "INSERT INTO change (batch_id, table_name, row_id, row_part, act, row_key, old_values, "
        "old_batch, new_batch) SELECT ?1, 'score', t.assessment_id, t.indicator_id, ?4, "
        "(SELECT assessment_code FROM assessment WHERE id = ?2) || ' ' || "
        f"(SELECT indicator_code FROM indicator WHERE id = ?3), {OLD_SCORE}, t.batch, "
        "iif(?4 = 'removed', NULL, ?1) FROM score AS t "
        "WHERE t.assessment_id = ?2 AND t.indicator_id = ?3 AND t.batch <> ?1",
        (batch.id, assessment, indicator, act),
    )


def touched(batch: Batch, ids: str) -> None:
    """Remember the assessments whose sums must be worked out anew; `ids` is a SELECT."""
    batch.store.connection.execute(
        "CREATE TABLE IF NOT EXISTS temp.touched (id INTEGER PRIMARY KEY)"
    )
    batch.store.connection.execute(f"INSERT OR IGNORE INTO temp.touched {ids}")


SUMS = """
INSERT INTO dimension_sum (assessment_id, dimension_id,
  earned, answered, applicable, excluded, critical_failed, critical_blank)
SELECT t.id, d.id,
  total(i.weight * (s.score / i.max_score)),
  total(i.weight) FILTER (WHERE s.score IS NOT NULL),
  total(i.weight) FILTER (WHERE s.score IS NOT NULL OR s.assessment_id IS NULL),
  total(i.weight) FILTER (WHERE s.score IS NULL AND s.assessment_id IS NOT NULL),
  count(*) FILTER (WHERE i.critical = 'yes' AND s.score < i.max_score),
  count(*) FILTER (WHERE i.critical = 'yes' AND s.assessment_id IS NULL)
FROM temp.touched AS t CROSS JOIN assessment AS a ON a.id = t.id
CROSS JOIN dimension AS d ON d.instrument_id = a.instrument_id
CROSS JOIN indicator AS i ON i.dimension_id = d.id
LEFT JOIN score AS s ON s.assessment_id = t.id AND s.indicator_id = i.id
GROUP BY t.id, d.instrument_id, d.dimension
"""

TOTALS = """
UPDATE assessment SET
  earned = d.earned, answered = d.answered, applicable = d.applicable, excluded = d.excluded,
  critical_failed = d.critical_failed, critical_blank = d.critical_blank
FROM (SELECT t.id,
        ifnull(sum(s.earned), 0.0) AS earned,
        ifnull(sum(s.answered), 0.0) AS answered,
        ifnull(sum(s.applicable), 0.0) AS applicable,
        ifnull(sum(s.excluded), 0.0) AS excluded,
        ifnull(sum(s.critical_failed), 0) AS critical_failed,
        ifnull(sum(s.critical_blank), 0) AS critical_blank
      FROM temp.touched AS t LEFT JOIN dimension_sum AS s ON s.assessment_id = t.id
      GROUP BY t.id) AS d
WHERE assessment.id = d.id
"""


def sum_up(batch: Batch) -> None:
    """Work out the sums of the assessments touched so far, per dimension and whole."""
    run = batch.store.connection.execute
    run("CREATE TABLE IF NOT EXISTS temp.touched (id INTEGER PRIMARY KEY)")
    run("DELETE FROM dimension_sum WHERE assessment_id IN (SELECT id FROM temp.touched)")
    run(SUMS)
    run(TOTALS)
    run("DELETE FROM temp.touched")


def assessments(batch: Batch, columns: Iterable[str]) -> Staging:
    """A staging of the assessments that answers belong to; `versioned` says whether a row names its
    version.
    """
    return Staging(batch, SHEETS["assessment"], (*columns, "versioned"))
