"""A visit closes the plan it was planned by."""

from perut_cli.store.batch import Batch
from perut_cli.store.removing import log_changed

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
    within 7 days, and note it.
    """
    sessions = batch.store.rows(
        f"SELECT s.id, s.village_id, s.session_date, s.kind, v.village_name FROM "
        f"({_HELD.format(staged=staged)}) AS s "
        "JOIN village AS v ON v.id = s.village_id WHERE EXISTS (SELECT 1 FROM plan AS p WHERE "
        "p.village_id = s.village_id AND p.kind = s.kind "
        "AND p.plan_state = 'planned') ORDER BY s.session_date, s.line"
    )
    for session, village, day, kind, name in sessions:
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


def changed(batch: Batch, table: str, row_id: int, values: dict[str, object]) -> None:
    """Change columns of one row, its old values kept in the history."""
    log_changed(batch, table, "t.id = ?2", (row_id,))
    batch.store.connection.execute(
        f"UPDATE {table} SET {', '.join(f'{column} = ?' for column in values)}, batch = ? WHERE "
        f"id = ?",
        (*values.values(), batch.id, row_id),
    )
    batch.changed += 1
