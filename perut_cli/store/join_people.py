"""Make one person of two records: posts, attendance and assessments go over, one batch."""

from perut_cli.core.errors import Conflict
from perut_cli.core.text import T
from perut_cli.store.batch import Batch
from perut_cli.store.remove import log_changed, remove

_MOVED = ("post", "attendance", "assessment")
_FILLED = ("sex", "education", "phone", "staff_number", "official_note")
_SAME = {
    "post": "o.position = t.position AND o.since = t.since",
    "attendance": "o.session_id = t.session_id",
    "assessment": "o.village_id = t.village_id AND o.instrument_id = t.instrument_id AND "
    "o.assessment_date = t.assessment_date AND o.stage = t.stage AND "
    "ifnull(o.mentor_id, 0) = ifnull(t.mentor_id, 0)",
}
"""When a record of the one who goes and one of the one who stays are the same thing twice."""


def join_people(batch: Batch, stays: int, goes: int) -> None:
    """Give everything of one person to the other and remove the emptied record; blanks of who
    stays are filled. Raises Conflict P254, P255.
    """
    _assert_joinable(batch, stays, goes)
    for table in _MOVED:
        _drop_doubles(batch, table, stays, goes)
        log_changed(batch, table, "t.official_id = ?2", (goes,))
        batch.changed += batch.store.connection.execute(
            f"UPDATE {table} SET official_id = ?, batch = ? WHERE official_id = ?",
            (stays, batch.id, goes),
        ).rowcount
    _fill_blanks(batch, stays, goes)
    remove(batch, "official", goes)


def _assert_joinable(batch: Batch, stays: int, goes: int) -> None:
    villages = batch.store.rows(
        "SELECT DISTINCT village_id FROM official WHERE id IN (?, ?)", (stays, goes)
    )
    if stays == goes or len(villages) > 1:
        raise Conflict(
            "P254",
            T(
                "two records of one village are joined, these aren't two",
                "yang digabung dua catatan dari satu desa, ini bukan",
            ),
            T("see `perut report quality`", "lihat `perut laporan mutu`"),
        )
    both = batch.store.rows(
        "SELECT t.assessment_code, o.assessment_code FROM assessment AS t "
        f"JOIN assessment AS o ON o.official_id = ?1 AND {_SAME['assessment']} "
        "WHERE t.official_id = ?2",
        (stays, goes),
    )
    if both:
        first, second = both[0]
        raise Conflict(
            "P255",
            T(
                "both were assessed on that day: {first} and {second}",
                "keduanya dinilai pada hari itu: {first} dan {second}",
            ).format(first=first, second=second),
            T(
                f"remove the wrong one: `perut assessment remove {first}`",
                f"hapus yang keliru: `perut penilaian hapus {first}`",
            ),
        )


def _drop_doubles(batch: Batch, table: str, stays: int, goes: int) -> None:
    """A post or an attendance that both have is kept once; who stays counts."""
    doubles = [
        id_
        for (id_,) in batch.store.rows(
            f"SELECT t.id FROM {table} AS t JOIN {table} AS o ON o.official_id = ? AND "
            f"{_SAME[table]} WHERE t.official_id = ?",
            (stays, goes),
        )
    ]
    for id_ in doubles:
        remove(batch, table, id_)


def _fill_blanks(batch: Batch, stays: int, goes: int) -> None:
    blank = " OR ".join(f"(t.{word} = '' AND o.{word} <> '')" for word in _FILLED)
    where = f"t.id = ?2 AND EXISTS (SELECT 1 FROM official AS o WHERE o.id = ?3 AND ({blank}))"
    log_changed(batch, "official", where, (stays, goes))
    filled = ", ".join(f"{word} = iif(t.{word} = '', o.{word}, t.{word})" for word in _FILLED)
    batch.changed += batch.store.connection.execute(
        f"UPDATE official AS t SET {filled}, batch = ?1 FROM official AS o "
        f"WHERE t.id = ?2 AND o.id = ?3 AND ({blank})",
        (batch.id, stays, goes),
    ).rowcount
