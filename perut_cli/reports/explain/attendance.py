"""Where the numbers of `report attendance` come from: the meetings that count for a person."""

from perut_cli.core.table import Page, Table
from perut_cli.core.text import T
from perut_cli.core.values import Row
from perut_cli.core.vocabulary import words
from perut_cli.reports.explain.cells import cell, not_found, page, village_id
from perut_cli.reports.explain.scores import RECORDED
from perut_cli.reports.scope import Scope
from perut_cli.reports.visits.sessions import attendance
from perut_cli.reports.words import figure
from perut_cli.store.db import Store
from perut_cli.store.lookup import fits
from perut_cli.store.queries import query

_TEXTS = {
    "sessions": T(
        "meetings whose attendance was recorded for the village while the official was in post, "
        "and those that list the official: {sessions}",
        "pertemuan yang daftar hadir desanya tercatat selama aparatur menjabat, dan yang "
        "mencantumkan aparatur itu: {sessions}",
    ),
    "attended": T("of these, present at {attended}", "dari itu, hadir pada {attended}"),
    "attended_share": T(
        "share = 100 · {attended} / {sessions} = {value}",
        "persen = 100 · {attended} / {sessions} = {value}",
    ),
}


def attendance_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report attendance`; the key is an official's name, with the village before it
    or not.
    """
    table = attendance(store, scope)
    table = table._replace(rows=list(table.rows))
    number = cell(table, _row(store, table, key), key, column)
    text = _TEXTS.get(number.field.key, RECORDED)
    if isinstance(number.value, (int, float)):
        text = text.format(
            sessions=figure(number.row["sessions"]),
            attended=figure(number.row["attended"]),
            value=figure(number.value),
        )
    given = {**scope._asdict(), **{k: number.row[k] for k in ("village_code", "official_name")}}
    asked = query("explain", "attended")
    held = Table(
        asked.title,
        words("session_code session_date kind present"),
        store.rows(asked.sql, given),
        name="attended",
    )
    return page(number, str(number.row["official_name"]), [text, held])


def _row(store: Store, table: Table, key: str) -> Row | None:
    folded = key.casefold()
    rows = [row for row in table.rows if row[2] and folded.endswith(str(row[2]).casefold())]
    codes = {row[2]: key[: len(key) - len(str(row[2]))].strip() for row in rows}
    villages = {name: _code(store, text) for name, text in codes.items() if text}
    rows = [row for row in rows if villages.get(row[2], row[0]) == row[0]]
    if len(rows) > 1:
        raise not_found(fits(key, (f"{row[0]} {row[2]}" for row in rows)))
    return rows[0] if rows else None


def _code(store: Store, name: str) -> str:
    id_ = village_id(store, name)
    return str(store.value("SELECT village_code FROM village WHERE id = ?", (id_,)))
