"""Prove what a merge shows: records whose present state no single batch sealed are worked out
anew from the batches held, and compared.
"""

from collections.abc import Iterator

from perut_cli.core.sheets import OWNERS, owner_of
from perut_cli.core.text import T
from perut_cli.store.columns import TABLES
from perut_cli.store.db import Store
from perut_cli.store.history.prove import Discrepancy
from perut_cli.store.history.seal_text import RECORD, answer_text, parsed_answer, row_text
from perut_cli.store.merge.answers import final_line
from perut_cli.store.merge.shown import shown_of
from perut_cli.store.merge.side import Side
from perut_cli.store.merge.together import put_together
from perut_cli.store.merge.units import (
    ANSWERS,
    RECORD_KEY,
    assessment_of,
    indicator_of,
    is_answer,
)

_UNLIKE = T(
    "it is not what the laptops' batches come to: changed outside perut",
    "tidak sesuai dengan gabungan catatan kedua laptop: diubah di luar perut",
)


def unlike(store: Store) -> Iterator[Discrepancy]:
    """Records that came of a merge and are not what the batches held come to."""
    if not store.value("SELECT EXISTS (SELECT 1 FROM foreign_write)"):
        return
    records = [*_doubtful(store)]
    answers = [*_doubtful_answers(store)]
    if not records and not answers:
        return
    side = Side(store)
    side.look(records)
    side.look(("assessment", row) for row in answers)
    together = put_together(side)
    shown = shown_of(together)
    for record in together.records:
        table = record.partition(RECORD_KEY)[0]
        if owner_of(table):
            continue
        row = side.index.living(record)
        text = side.versions.text(table, row or 0, _present(store, table, row))
        if text != shown.texts.get(record):
            number = store.value(f"SELECT batch FROM {table} WHERE id = ?", (row,))
            yield Discrepancy(table, record.partition(RECORD_KEY)[2], _UNLIKE, int(number or 0))
        elif table in OWNERS and row in answers:
            lines = {
                line
                for answer, units in together.outcome.records.items()
                if is_answer(answer) and assessment_of(answer) == record
                if (line := final_line(units, indicator_of(answer)))
            }
            if lines != _present_lines(store, row):
                yield Discrepancy(ANSWERS, record.partition(RECORD_KEY)[2], _UNLIKE, 0)


def _present(store: Store, table: str, row: int | None) -> str | None:
    if row is None:
        return None
    found = store.value(f"SELECT {row_text(table)} FROM {table} AS t WHERE t.id = ?", (row,))
    return None if found is None else str(found)


def _present_lines(store: Store, assessment: int) -> set[str]:
    line = answer_text("s", "k.indicator_code")
    return {
        row[0]
        for row in store.rows(
            f"SELECT {line} FROM score AS s JOIN indicator AS k ON k.id = s.indicator_id "
            "WHERE s.assessment_id = ?",
            (assessment,),
        )
    }


def _doubtful(store: Store) -> Iterator[tuple[str, int]]:
    """Rows whose text isn't that which the batch that left them sealed, and those that are gone
    without an entry that says so.
    """
    for table in TABLES:
        if owner_of(table):
            continue
        yield from (
            (table, row_id)
            for (row_id,) in store.rows(
                f"SELECT t.id FROM {table} AS t JOIN foreign_write AS f ON f.batch_id = t.batch "
                f"AND f.table_name = '{table}' AND f.row_id = t.id "
                f"WHERE f.text IS NOT {row_text(table)} UNION SELECT t.id FROM {table} AS t JOIN "
                f"merged_state AS m ON m.batch_id = t.batch AND m.table_name = '{table}' "
                "AND m.row_id = t.id UNION SELECT f.row_id FROM foreign_write AS f WHERE "
                f"f.table_name = '{table}' AND f.text IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
                f"{table} AS t WHERE t.id = f.row_id) AND NOT EXISTS (SELECT 1 FROM change AS c "
                f"WHERE c.table_name = '{table}' AND c.row_id = f.row_id AND c.act = 'removed')"
            )
        )


def _doubtful_answers(store: Store) -> Iterator[int]:
    """Assessments whose answers aren't those that the batches that left them sealed."""
    line = answer_text("s", "k.indicator_code")
    for row_id, batch, text in store.rows(
        "SELECT row_id, batch_id, text FROM foreign_write WHERE table_name = 'score'"
    ):
        present = {
            row[0]
            for row in store.rows(
                f"SELECT {line} FROM score AS s JOIN indicator AS k ON k.id = s.indicator_id "
                "WHERE s.assessment_id = ? AND s.batch = ?",
                (row_id, batch),
            )
        }
        later = {
            row[0]
            for row in store.rows(
                "SELECT k.indicator_code FROM change AS c JOIN indicator AS k ON k.id = "
                "c.row_part WHERE c.table_name = 'score' AND c.row_id = ? AND c.batch_id > ?",
                (row_id, batch),
            )
        }
        sealed = {one for one in text.split(RECORD) if not parsed_answer(one).removed}
        open_ = {one for one in sealed if parsed_answer(one).code not in later}
        if present - sealed or open_ - present:
            yield row_id
