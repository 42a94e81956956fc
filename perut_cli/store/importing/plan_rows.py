"""What visits and moves do to the plan: a session closes the planned row nearest to it, a moved row
is planned anew where it was moved to.
"""

from perut_cli.core.values import last_day
from perut_cli.store.batch import Batch
from perut_cli.store.remove import changed

WITHIN_DAYS = 7
_HELD = (
    "SELECT t.id, n.line, t.village_id, t.session_date, t.kind FROM {staged} AS n JOIN session "
    "AS t ON t.id = n.id WHERE n.act = 'new' "
    "UNION ALL SELECT t.id, n.line, x.village_id, t.session_date, t.kind FROM {staged} AS n "
    "JOIN session AS t ON t.id = n.id "
    "JOIN session_village AS x ON x.session_id = n.id WHERE n.act = 'new'"
)


def close_plans(batch: Batch, staged: str) -> None:
    """Close, for each new session, the planned row of each of its villages and its kind nearest
    within 7 days, and note it; nothing where the batch closes none.
    """
    if not batch.closing_plans:
        return
    sessions = batch.store.rows(
        f"SELECT s.id, s.village_id, s.session_date, s.kind, v.village_name FROM "
        f"({_HELD.format(staged=staged)}) AS s "
        "JOIN village AS v ON v.id = s.village_id WHERE EXISTS (SELECT 1 FROM plan AS p WHERE "
        "p.village_id = s.village_id AND p.kind = s.kind "
        "AND p.plan_state = 'planned') ORDER BY s.session_date, s.line"
    )
    last = last_day(batch.written_at) if batch.written_at else "9999"
    for session, village, day, kind, name in sessions:
        if day > last:
            continue
        _close_nearest(batch, session, village, day, kind, name)


def close_plan_of(batch: Batch, session: int) -> None:
    """Close the planned row that a recorded session of its host fulfils, if there is one."""
    for row in batch.store.rows(
        "SELECT s.id, v.id, s.session_date, s.kind, v.village_name FROM session AS s JOIN village "
        "AS v ON v.id = s.village_id WHERE s.id = ?",
        (session,),
    ):
        _close_nearest(batch, *row)


def _close_nearest(
    batch: Batch, session: int, village: int, day: str, kind: str, name: str
) -> None:
    plan = batch.store.rows(
        "SELECT id, plan_date FROM plan WHERE village_id = ? AND kind = ? AND plan_state = "
        "'planned' "
        "AND abs(julianday(plan_date) - julianday(?3)) <= ?4 ORDER BY "
        "abs(julianday(plan_date) - julianday(?3)), plan_date LIMIT 1",
        (village, kind, day, WITHIN_DAYS),
    )
    if plan:
        changed(batch, "plan", plan[0][0], {"plan_state": "done", "session_id": session})
        batch.closed.append((name, plan[0][1], kind))


_MOVED = (
    "SELECT t.id FROM {staged} AS s JOIN plan AS t ON t.id = s.id WHERE s.act = 'changed' AND "
    "t.plan_state = 'moved' AND EXISTS (SELECT 1 FROM change AS c WHERE c.batch_id = ?1 AND "
    "c.table_name = 'plan' AND c.row_id = t.id AND "
    "json_extract(c.old_values, '$.plan_state') = 'planned') "
    "AND NOT EXISTS (SELECT 1 FROM plan AS o WHERE o.village_id = t.village_id AND "
    "o.plan_date = t.moved_to AND o.kind = t.kind) ORDER BY s.line"
)


def plan_where_moved(batch: Batch, staged: str) -> None:
    """Plan each visit, open so far, that these rows moved to a day of no plan yet."""
    for (moved,) in batch.store.rows(_MOVED.format(staged=staged), (batch.id,)):
        id_ = batch.next_id("plan")
        batch.store.connection.execute(
            "INSERT INTO plan (id, village_id, plan_date, kind, mentor_id, plan_state, batch) "
            "SELECT ?1, village_id, moved_to, kind, mentor_id, 'planned', ?2 FROM plan "
            "WHERE id = ?3",
            (id_, batch.id, moved),
        )
        batch.store.connection.execute(
            "INSERT INTO plan_topic SELECT ?1, place_in_list, topic_id FROM plan_topic "
            "WHERE plan_id = ?2",
            (id_, moved),
        )
        batch.new += 1
