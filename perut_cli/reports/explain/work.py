"""Where the numbers of sessions, mentors, actions, obligations and fillings come from."""

import re
from collections.abc import Sequence
from typing import Any

from perut_cli.core.table import Page, Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import words
from perut_cli.reports.explain.cells import Cell, Parts, cell, not_found, page, row_by, village_id
from perut_cli.reports.explain.scores import RECORDED
from perut_cli.reports.obligations.fillings import fillings
from perut_cli.reports.obligations.obligations import SUBMITTED, all_obligations, obligations
from perut_cli.reports.scope import Scope
from perut_cli.reports.visits.followups import actions, open_items
from perut_cli.reports.visits.sessions import mentors, sessions
from perut_cli.reports.words import day, figure
from perut_cli.store.db import Store
from perut_cli.store.lookup import fits
from perut_cli.store.queries import query

_HELD = (
    "session_code village_code session_date start_time end_time kind mentors hours "
    "officials_present"
)


def sessions_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report sessions`; the key is `MONTH VILLAGE KIND`, as far as one row needs it."""
    table = sessions(store, scope)
    rows = list(table.rows)
    kinds = {str(row[3]).casefold() for row in rows if row[3]}
    tokens = key.split()
    month = next((token for token in tokens if re.fullmatch(r"\d{4}-\d{2}", token)), "")
    kind = next((token.casefold() for token in tokens if token.casefold() in kinds), "")
    name = " ".join(token for token in tokens if token != month and token.casefold() != kind)
    code = _code(store, name)
    fit = [
        row
        for row in rows
        if row[1] == code and month in ("", row[0]) and kind in ("", str(row[3]).casefold())
    ]
    found = cell(table, _only(fit, key, 0, 1, 3), key, column)
    text = {
        "sessions": T(
            "sessions held in the village or that it joined, in that month and of that kind: "
            "{value}",
            "sesi di desa itu atau yang diikutinya, pada bulan dan jenis itu: {value}",
        ),
        "hours": T(
            "hours = sum of end time - start time where both are recorded = {value}",
            "jam = jumlah jam selesai - jam mulai bila keduanya tercatat = {value}",
        ),
        "officials_present": T(
            "officials of the village present, each counted at each session: {value}",
            "aparatur desa yang hadir, dihitung pada setiap sesi: {value}",
        ),
    }.get(found.field.key, RECORDED)
    held = _held(
        store,
        scope._replace(village_id=village_id(store, code), locus=False),
        month=found.row["month"] or "-",
        kind=found.row["kind"],
    )
    return page(
        found,
        " ".join(filter(None, (found.row["village_name"], found.row["month"], found.row["kind"]))),
        [_filled(text, found), held],
    )


def mentors_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report mentors`; the key is a mentor's code."""
    table = _kept(mentors(store, scope))
    found = cell(table, row_by(table, key, "mentor_code"), key, column)
    text = {
        "sessions": T(
            "sessions with the mentor, a joint meeting counted once: {value}",
            "sesi bersama pendamping ini, pertemuan bersama dihitung sekali: {value}",
        ),
        "hours": T(
            "hours = sum of end time - start time where both are recorded = {value}",
            "jam = jumlah jam selesai - jam mulai bila keduanya tercatat = {value}",
        ),
        "villages": T(
            "different villages of these sessions, those that joined included: {value}",
            "desa yang berbeda dalam sesi ini, termasuk yang ikut serta: {value}",
        ),
    }.get(found.field.key, RECORDED)
    return page(
        found,
        found.row["mentor_code"],
        [_filled(text, found), _held(store, scope, mentor=found.row["mentor_code"])],
    )


def actions_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report actions`; the key is the follow-up's code."""
    table = actions(store, scope)
    found = cell(table, row_by(table, key, "action_code"), key, column)
    if found.field.key == "days_overdue":
        late = T(
            "days overdue = {day} - {due} = {value}", "hari terlambat = {day} - {due} = {value}"
        )
        fine = T(
            "open and due before the day, else blank: due {due}, {state}",
            "terbuka dan melewati tenggat, selain itu kosong: tenggat {due}, {state}",
        )
        text = (fine if found.value is None else late).format(
            day=day(scope.as_of),
            due=day(found.row["due"]),
            state=found.row["action_state"],
            value=found.value,
        )
        return page(found, found.row["action_code"], [text])
    if found.field.key == "repeats":
        text = T(
            "the finding and all that it repeats, one after another, up to {day}: {value}",
            "temuan ini dan semua yang diulanginya, sampai {day}: {value}",
        )
        return page(
            found,
            found.row["action_code"],
            [text.format(day=day(scope.as_of), value=found.value), _findings(store, scope, found)],
        )
    return page(found, found.row["action_code"], [RECORDED])


def obligations_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report obligations`; the key is `VILLAGE OBLIGATION PERIOD`, as far as one row
    needs it.
    """
    table = _kept(obligations(store, scope))
    of, name = _split(
        key, {str(row[2]) for row in table.rows} | {str(row[4]) for row in table.rows}
    )
    code = _code(store, name)
    fit = [
        row for row in table.rows if row[0] == code and of <= {row[2].casefold(), row[4].casefold()}
    ]
    found = cell(table, _only(fit, key, 0, 2, 4), key, column)
    rule = next(
        one for one in all_obligations(store) if one.obligation_code == found.row["obligation_code"]
    )
    parts: Parts = [RECORDED]
    if found.field.key in ("days_late", "due"):
        sent = found.row["submission_state"] == SUBMITTED
        parts = [
            T(
                "days late = {end} - due {due} = {value}; the {what}",
                "hari lewat = {end} - tenggat {due} = {value}; {what}",
            ).format(
                end=day(found.row["submitted_on"] if sent else scope.as_of),
                due=day(found.row["due"]),
                value=figure(found.row["days_late"]),
                what=T("day it was submitted", "tanggal penyampaian")
                if sent
                else T(
                    "day of the report while it is missing", "hari laporan selama belum disampaikan"
                ),
            ),
            T("the rule of {code} is {rule}", "aturan {code}: {rule}").format(
                code=rule.obligation_code, rule=rule.due_rule
            ),
        ]
    return page(
        found,
        " ".join((found.row["village_name"], found.row["obligation_code"], found.row["period"])),
        parts,
    )


def fillings_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report fillings`; the key is `VILLAGE PART`, with the application before it
    where it needs one.
    """
    table = _kept(fillings(store, scope))
    of, name = _split(
        key, {str(row[3]) for row in table.rows} | {str(row[2]) for row in table.rows}
    )
    code = _code(store, name)
    fit = [
        row for row in table.rows if row[0] == code and of <= {row[2].casefold(), row[3].casefold()}
    ]
    found = cell(table, _only(fit, key, 0, 2, 3), key, column)
    text = {
        "share": T(
            "share = 100 · filled / total = 100 · {filled} / {total} = {value}",
            "porsi = 100 · terisi / total = 100 · {filled} / {total} = {value}",
        ),
        "change": T(
            "change = share of the last look - share of the look before = {value}",
            "perubahan = porsi terakhir - porsi sebelumnya = {value}",
        ),
        "wrong_share": T(
            "wrong share = 100 · wrong / checked of the last look = {value}",
            "porsi salah = 100 · salah / diperiksa pada pemeriksaan terakhir = {value}",
        ),
        "days_old": T(
            "days since the last look = {day} - {seen} = {value}",
            "hari sejak dilihat = {day} - {seen} = {value}",
        ),
    }.get(found.field.key, RECORDED)
    formula = (
        text.format(
            value=figure(found.value),
            filled=found.row["filled"],
            total=figure(found.row["total"]),
            day=day(scope.as_of),
            seen=day(found.row["filling_date"]),
        )
        if text is not RECORDED
        else text
    )
    given = {
        **scope._asdict(),
        "village_id": village_id(store, code),
        "application": found.row["application"],
        "part": found.row["part"],
    }
    rows = store.rows(query("explain", "looks_at").sql, given)
    behind = Table(
        T("Looks", "Pemeriksaan isian"),
        words("filling_date filled total share checked wrong"),
        rows,
        name="looks",
    )
    return page(found, f"{found.row['village_name']} {found.row['part']}", [formula, behind])


def _filled(text: T, found: Cell) -> T:
    return text.format(value=figure(found.value)) if text is not RECORDED else text


def _held(store: Store, scope: Scope, **more: str) -> Table:
    given = {"month": "", "kind": "", "mentor": "", **scope._asdict(), **more}
    rows = store.rows(query("explain", "sessions_held").sql, given)
    return Table(T("Sessions", "Sesi"), words(_HELD), rows, name="sessions")


def _findings(store: Store, scope: Scope, found: Cell) -> Table:
    id_ = village_id(store, found.row["village_code"])
    rows = [
        (one.finding_code, one.finding_date, one.finding_text, one.repeats)
        for one in open_items(store, scope._replace(village_id=id_, locus=False)).findings
        if one.repeats > 1 or one.finding_text == found.row["finding_text"]
    ]
    return Table(
        T("Findings", "Temuan"),
        words("finding_code finding_date finding_text repeats"),
        rows,
        name="findings",
    )


def _kept(table: Table) -> Table:
    return table._replace(rows=list(table.rows))


def _split(key: str, names: set[str]) -> tuple[set[str], str]:
    """The tokens of a key that are one of the names, and the rest: the village."""
    folded = {name.casefold() for name in names}
    tokens = key.split()
    return {token.casefold() for token in tokens if token.casefold() in folded}, " ".join(
        token for token in tokens if token.casefold() not in folded
    )


def _code(store: Store, name: str) -> str:
    return str(
        store.value("SELECT village_code FROM village WHERE id = ?", (village_id(store, name),))
    )


def _only(rows: Sequence[Sequence[Any]], key: str, *places: int) -> Sequence[Any] | None:
    if len(rows) > 1:
        raise not_found(fits(key, (" ".join(str(row[place]) for place in places) for row in rows)))
    return rows[0] if rows else None
