"""The page of one session: who was there, what was found, what was agreed, what was still open from
before.
"""

from datetime import date, timedelta

from perut_cli.core.fields import SEPARATOR
from perut_cli.core.table import PICTURES, Page, Table
from perut_cli.core.text import T, same_in_both
from perut_cli.core.values import Row
from perut_cli.core.vocabulary import words
from perut_cli.reports.for_people import names_of
from perut_cli.reports.pages.parts import labelled_lines, parts, topic_names
from perut_cli.reports.scope import Scope
from perut_cli.reports.visits.followups import FollowUp, days_between, open_items
from perut_cli.store.db import Store
from perut_cli.store.queries import query


def session_page(store: Store, session_id: int) -> Page:
    """One session as it was; what was open from before is seen from the eve of its day."""
    cursor = store.select(query("visits", "session").sql, {"session_id": session_id})
    keys = [column[0] for column in cursor.description]
    session = dict(zip(keys, cursor.fetchone(), strict=True))
    session["topics"] = topic_names(store, session["topics"])
    session["worked_on"] = _worked_on(store, session["worked_on"])
    hosts = _rows(store, session_id, "session_villages")
    alone = len(hosts) == 1
    return Page(
        same_in_both("{code} · {names}").format(
            code=session["session_code"], names=", ".join(name for _, _, name in hosts)
        ),
        parts(
            labelled_lines(
                **{
                    key: value
                    for key, value in session.items()
                    if key not in {"session_code", "summary"}
                }
            ),
            labelled_lines(summary=session["summary"]),
            _present(store, session_id, alone),
            _found(store, session_id, alone),
            _agreed(store, session_id, alone),
            _photos(store, session_id),
            _from_before(store, [host[0] for host in hosts], session["session_date"], alone),
        ),
        name="session",
    )


def _present(store: Store, session_id: int, alone: bool) -> Table:
    rows = _rows(store, session_id, "present")
    there = sum(row[3] == "yes" for row in rows)
    note = T("{there} of {all} were there", "{there} dari {all} hadir").format(
        there=there, all=len(rows)
    )
    columns = "village_name official_name position present attendance_note"
    return _table(T("Attendance", "Kehadiran"), columns, rows, alone)._replace(
        name="attendance", note=note
    )


def _found(store: Store, session_id: int, alone: bool) -> Table:
    rows = [row[:4] for row in _rows(store, session_id, "session_findings")]
    columns = "village_name finding_text severity finding_code"
    return _table(T("Found", "Temuan"), columns, rows, alone)._replace(name="findings")


def _agreed(store: Store, session_id: int, alone: bool) -> Table:
    rows = _rows(store, session_id, "session_actions")
    title = T("Agreed", "Kesepakatan")
    return _table(title, "village_name action_text responsible due", rows, alone)._replace(
        name="actions"
    )


def _worked_on(store: Store, items: str) -> str:
    """The indicators worked on, by their texts instead of instrument and code."""
    texts = names_of(store).indicators
    found = (item.partition(":")[2] for item in items.split(SEPARATOR) if item)
    return SEPARATOR.join(texts.get(code, code) for code in found)


def _photos(store: Store, session_id: int) -> Table:
    rows = store.rows(
        "SELECT photo_date, caption, evidence FROM photo WHERE session_id = ? ORDER BY photo_date, "
        "evidence",
        (session_id,),
    )
    return Table(T("Photos", "Foto"), words("photo_date caption evidence"), rows, name=PICTURES)


def _from_before(store: Store, village_ids: list[int], day: str, alone: bool) -> Table:
    eve = (date.fromisoformat(day) - timedelta(1)).isoformat()
    states = (open_items(store, Scope(eve, village_id=village_id)) for village_id in village_ids)
    rows = [_before(step, day) for state in states for step in state.follow_ups]
    title = T("Still open from before", "Masih terbuka dari sebelumnya")
    columns = "village_name action_text responsible due action_state days_overdue"
    return _table(title, columns, rows, alone)._replace(name="open_before")


def _before(step: FollowUp, day: str) -> Row:
    late = (
        days_between(step.due, day)
        if step.due and step.due < day and step.action_state == "open"
        else None
    )
    return (
        step.village_name,
        step.action_text,
        step.responsible,
        step.due,
        step.action_state,
        late,
    )


def _rows(store: Store, session_id: int, name: str) -> list[Row]:
    return store.rows(query("visits", name).sql, {"session_id": session_id})


def _table(title: T, columns: str, rows: list[Row], alone: bool) -> Table:
    """The table, its first column, the village, left out where there is only one."""
    fields = words(columns)
    return (
        Table(title, fields[1:], [row[1:] for row in rows]) if alone else Table(title, fields, rows)
    )
