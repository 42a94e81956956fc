"""Where the numbers of sessions, mentors, actions, obligations and fillings come from."""

import re
from collections.abc import Sequence

from perut_cli.core.table import Page, Table
from perut_cli.core.text import T
from perut_cli.core.values import Row
from perut_cli.core.vocabulary import words
from perut_cli.reports.explain.cells import (
    ExplainedCell,
    Parts,
    cell,
    not_found,
    page,
    row_by,
    village_id,
)
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
    """Any number of `report sessions`; the key is `MONTH VILLAGE KIND`,
    as far as one row needs it.
    """
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
    number = cell(table, _only(fit, key, 0, 1, 3), key, column)
    text = _SESSIONS.get(number.field.key, RECORDED)
    held = _held(
        store,
        scope._replace(village_id=village_id(store, code), locus=False),
        month=number.row["month"] or "-",
        kind=number.row["kind"],
    )
    return page(
        number,
        " ".join(
            filter(None, (number.row["village_name"], number.row["month"], number.row["kind"]))
        ),
        [_filled(text, number), held],
    )


_HOURS = T(
    "hours = sum of end time - start time where both are recorded = {value}",
    "jam = jumlah jam selesai - jam mulai bila keduanya tercatat = {value}",
)
_SESSIONS = {
    "sessions": T(
        "sessions held in the village or that it joined, in that month and of that kind: {value}",
        "sesi di desa itu atau yang diikutinya, pada bulan dan jenis itu: {value}",
    ),
    "hours": _HOURS,
    "officials_present": T(
        "officials of the village present, each counted at each session: {value}",
        "aparatur desa yang hadir, dihitung pada setiap sesi: {value}",
    ),
}


def mentors_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report mentors`; the key is a mentor's code."""
    table = _kept(mentors(store, scope))
    number = cell(table, row_by(table, key, "mentor_code"), key, column)
    text = {
        "sessions": T(
            "sessions with the mentor, a joint meeting counted once: {value}",
            "sesi bersama pendamping ini, pertemuan bersama dihitung sekali: {value}",
        ),
        "hours": _HOURS,
        "villages": T(
            "different villages of these sessions, those that joined included: {value}",
            "desa yang berbeda dalam sesi ini, termasuk yang ikut serta: {value}",
        ),
    }.get(number.field.key, RECORDED)
    return page(
        number,
        number.row["mentor_code"],
        [_filled(text, number), _held(store, scope, mentor=number.row["mentor_code"])],
    )


def actions_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report actions`; the key is the follow-up's code."""
    table = actions(store, scope)
    number = cell(table, row_by(table, key, "action_code"), key, column)
    if number.field.key == "days_overdue":
        late = T(
            "days overdue = {day} - {due} = {value}", "hari terlambat = {day} - {due} = {value}"
        )
        fine = T(
            "open and due before the day, else blank: due {due}, {state}",
            "terbuka dan melewati tenggat, selain itu kosong: tenggat {due}, {state}",
        )
        text = (fine if number.value is None else late).format(
            day=day(scope.as_of),
            due=day(number.row["due"]),
            state=number.row["action_state"],
            value=number.value,
        )
        return page(number, number.row["action_code"], [text])
    if number.field.key == "repeats":
        text = T(
            "the finding and all that it repeats, one after another, up to {day}: {value}",
            "temuan ini dan semua yang diulanginya, sampai {day}: {value}",
        )
        return page(
            number,
            number.row["action_code"],
            [
                text.format(day=day(scope.as_of), value=number.value),
                _findings(store, scope, number),
            ],
        )
    return page(number, number.row["action_code"], [RECORDED])


def obligations_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report obligations`; the key is `VILLAGE OBLIGATION PERIOD`, as far as one row
    needs it.
    """
    table = _kept(obligations(store, scope))
    found = cell(table, _of_village(store, table, key, 2, 4), key, column)
    due = found.field.key in ("days_late", "due")
    return page(
        found,
        " ".join((found.row["village_name"], found.row["obligation_code"], found.row["period"])),
        _lateness(store, scope, found) if due else [RECORDED],
    )


def _lateness(store: Store, scope: Scope, number: ExplainedCell) -> Parts:
    rule = next(
        one
        for one in all_obligations(store)
        if one.obligation_code == number.row["obligation_code"]
    )
    sent = number.row["submission_state"] == SUBMITTED
    late = T(
        "days late = {end} - due {due} = {value}; the {what}",
        "hari lewat = {end} - tenggat {due} = {value}; {what}",
    ).format(
        end=day(number.row["submitted_on"] if sent else scope.as_of),
        due=day(number.row["due"]),
        value=figure(number.row["days_late"]),
        what=T("day it was submitted", "tanggal penyampaian")
        if sent
        else T("day of the report while it is missing", "hari laporan selama belum disampaikan"),
    )
    told = T("the rule of {code} is {rule}", "aturan {code}: {rule}")
    return [late, told.format(code=rule.obligation_code, rule=rule.due_rule)]


def fillings_cell(store: Store, scope: Scope, key: str, column: str) -> Page:
    """Any number of `report fillings`; the key is `VILLAGE PART`, with the application before it
    where it needs one.
    """
    table = _kept(fillings(store, scope))
    number = cell(table, _of_village(store, table, key, 2, 3), key, column)
    text = _FILLED.get(number.field.key)
    formula = (
        text.format(
            value=figure(number.value),
            filled=number.row["filled"],
            total=figure(number.row["total"]),
            day=day(scope.as_of),
            seen=day(number.row["filling_date"]),
        )
        if text
        else RECORDED
    )
    parameters = {
        **scope._asdict(),
        "village_id": village_id(store, number.row["village_code"]),
        "application": number.row["application"],
        "part": number.row["part"],
    }
    rows = store.rows(query("explain", "looks_at").sql, parameters)
    behind = Table(
        T("Looks", "Pemeriksaan isian"),
        words("filling_date filled total share checked wrong"),
        rows,
        name="looks",
    )
    return page(number, f"{number.row['village_name']} {number.row['part']}", [formula, behind])


_FILLED = {
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
}


def _filled(text: T, found: ExplainedCell) -> T:
    return text.format(value=figure(found.value)) if text is not RECORDED else text


def _held(store: Store, scope: Scope, **more: str) -> Table:
    given = {"month": "", "kind": "", "mentor": "", **scope._asdict(), **more}
    rows = store.rows(query("explain", "sessions_held").sql, given)
    return Table(T("Sessions", "Sesi"), words(_HELD), rows, name="sessions")


def _findings(store: Store, scope: Scope, found: ExplainedCell) -> Table:
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


def _of_village(store: Store, table: Table, key: str, first: int, second: int) -> Row | None:
    """The row that a village and as much as is needed of the cells at two places name."""
    rows = list(table.rows)
    told, name = _split(key, {str(row[place]) for row in rows for place in (first, second)})
    code = _code(store, name)
    fit = [
        row
        for row in rows
        if row[0] == code and told <= {row[first].casefold(), row[second].casefold()}
    ]
    return _only(fit, key, 0, first, second)


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


def _only(rows: Sequence[Row], key: str, *places: int) -> Row | None:
    if len(rows) > 1:
        raise not_found(fits(key, (" ".join(str(row[place]) for place in places) for row in rows)))
    return rows[0] if rows else None
