"""The matrix of villages and documents: one sign a cell, for one screen and one page."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import groupby
from textwrap import wrap

from perut_cli.core.fields import TEXT
from perut_cli.core.table import Signs, Table
from perut_cli.core.text import T, same_in_both
from perut_cli.core.vocabulary import word
from perut_cli.reports.obligations.obligations import (
    SUBMITTED,
    TITLE,
    Owed,
    all_obligations,
    due_day,
    owed,
    span,
)
from perut_cli.reports.scope import Scope
from perut_cli.reports.visits.sessions import head
from perut_cli.reports.words import day, target_read
from perut_cli.store.db import Store

WIDTH = 78
"""Characters in a line of the key below the matrix."""

SIGNS = (
    ("v", T("in time", "tepat waktu")),
    ("!", T("late", "terlambat")),
    ("x", T("overdue", "lewat tenggat")),
    (".", T("not due yet", "belum jatuh tempo")),
    ("-", T("no date", "tanpa tanggal")),
)
"""What stands in a cell; all of them ASCII, so that every terminal and printer has them."""

TONES = (("v", "good"), ("!", "unsure"), ("x", "bad"))

_Document = tuple[str, str, str]


def matrix(store: Store, scope: Scope, titled: bool = False) -> Table:
    """A row a village and a column a document (numbered by due day, with a key in the note), a sign
    a cell.

    A cell is blank where nothing is owed. What was due before the period stands in it only while it
    is open. `titled`: the key names the documents in full.
    """
    within = span(scope)
    kept = [
        row
        for row in owed(store, scope, within)
        if row.due >= within.first or row.submission_state != SUBMITTED
    ]
    documents, named = _documents(kept, _due_days(store)), _names(kept)
    titles = {row.obligation_code: row.obligation_title for row in kept}
    cells = [
        (named[code], *_signs(rows, documents))
        for code, rows in groupby(kept, lambda row: row.village_code)
    ]
    columns = [word("village_name")]
    code_word = word("obligation_code")._replace(kind=TEXT)
    for number, (code, period, _) in enumerate(documents, 1):
        columns.append(code_word._replace(key=f"{code}:{period}", label=same_in_both(str(number))))
    return Table(
        TITLE,
        tuple(columns),
        cells,
        note=_key(documents, titles if titled else {}),
        head=head(scope, target_read(store)),
        name="obligations",
        chart=(Signs(tuple(field.key for field in columns[1:]), TONES),),
    )


def sign(row: Owed) -> str:
    """The sign of one document of one village."""
    if row.submission_state == SUBMITTED:
        if row.due and not row.submitted_on:
            return "-"
        return "!" if row.days_late else "v"
    if not row.due:
        return "-"
    return "x" if row.days_late else "."


def _due_days(store: Store) -> Callable[[str, str], str]:
    """Obligation and period → the rule's due day, not that of one village; 9999 without one."""
    rules = {rule.obligation_code: rule for rule in all_obligations(store)}
    return lambda code, period: due_day(rules[code], period) or "9999"


def _documents(rows: Iterable[Owed], due_of: Callable[[str, str], str]) -> list[_Document]:
    keys = dict.fromkeys((row.obligation_code, row.period) for row in rows)
    first = {key: due_of(*key) for key in keys}
    return sorted(
        ((*key, due) for key, due in first.items()), key=lambda one: (one[2], one[0], one[1])
    )


def _names(rows: Iterable[Owed]) -> dict[str, str]:
    names = dict(row[1:3] for row in rows)
    twice = {name for name, times in Counter(names.values()).items() if times > 1}
    return {code: f"{name} ({code})" if name in twice else name for code, name in names.items()}


def _signs(rows: Iterable[Owed], documents: list[_Document]) -> list[str]:
    found = {(row.obligation_code, row.period): sign(row) for row in rows}
    return [found.get((code, period), "") for code, period, _ in documents]


def _key(documents: list[_Document], titles: dict[str, str]) -> T:
    signs = "   ".join(f"{mark} {{{place}}}" for place, (mark, _) in enumerate(SIGNS))
    legend = same_in_both(signs).format(*(text for _, text in SIGNS))
    names = [
        same_in_both("{number} {what} {period} {due}").format(
            number=number, what=titles.get(code, code), period=period, due=_when(due)
        )
        for number, (code, period, due) in enumerate(documents, 1)
    ]
    return T(
        _wrapped(legend.en, [name.en for name in names]),
        _wrapped(legend.id, [name.id for name in names]),
    )


def _when(due: str) -> T:
    return (
        T("(own date)", "(tanggal sendiri)")
        if due == "9999"
        else same_in_both("({day})").format(day=day(due))
    )


def _wrapped(legend: str, names: list[str]) -> str:
    whole = "   ".join(name.replace(" ", "\u00a0") for name in names)
    lines = wrap(whole, WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join((legend, *lines)).replace("\u00a0", " ")
