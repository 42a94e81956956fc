"""The parts that pages share: short tables that read well at 80 columns, and commands that can be
typed.
"""

from collections.abc import Iterable

from perut_cli.core.table import Table
from perut_cli.core.text import T, Text
from perut_cli.core.values import Cell
from perut_cli.core.vocabulary import word, words
from perut_cli.reports.for_people import names_in
from perut_cli.reports.obligations.fillings import fillings
from perut_cli.reports.obligations.obligations import to_ask_for
from perut_cli.reports.scope import Scope, settings
from perut_cli.reports.visits.followups import FollowUp, RecordedFinding, escalation_line
from perut_cli.store.db import Store
from perut_cli.store.queries import query

Part = Table | Text


def parts(*found: Part | None) -> tuple[Part, ...]:
    """Leave out blank paragraphs and tables without rows; rows are read."""
    read = (
        part._replace(rows=list(part.rows)) if isinstance(part, Table) else part for part in found
    )
    return tuple(part for part in read if part and (not isinstance(part, Table) or part.rows))


def labelled_lines(**values: Cell) -> str:
    """A line for each word that has a value: its label and the value as people read it."""
    shown = ((word(key), value) for key, value in values.items() if value not in (None, ""))
    return "\n".join(f"{field.label}: {field.show(value)}" for field, value in shown)


def topic_names(store: Store, topics: str) -> str:
    """The names of topics that stand as codes in a cell."""
    return names_in(topics, dict(store.rows("SELECT topic_code, topic_name FROM topic")))


def short_code(store: Store, code: str) -> str:
    """The shortest sure name of a village on the command line: its last four digits in the office's
    own district.
    """
    own = settings(store).district_code
    return code[-4:] if own and code.startswith(f"{own}.") else code


def follow_ups(steps: Iterable[FollowUp]) -> Table:
    """Follow-ups not settled: who has to do what by when."""
    items = list(steps)
    cells = [
        (step.action_text, step.responsible, step.due, step.action_state, step.days_overdue)
        for step in items
    ]
    title = T("Open follow-ups", "Tindak lanjut terbuka")
    columns = words("action_text responsible due action_state days_overdue")
    return Table(title, columns, cells, note=escalation_line(items), name="follow_ups")


def findings(found: Iterable[RecordedFinding]) -> Table:
    """Findings not closed, those made most often first, with how often each was made."""
    still = (one for one in found if not one.closed)
    rows = sorted(still, key=lambda one: (-one.repeats, one.finding_date, one.finding_code))
    cells = [
        (one.finding_date, one.indicator_code, one.finding_text, one.severity, one.repeats)
        for one in rows
    ]
    columns = words("finding_date indicator_code finding_text severity repeats")
    return Table(
        T("Findings to look at again", "Temuan untuk dilihat lagi"), columns, cells, name="findings"
    )


def officials(store: Store, scope: Scope) -> Table:
    """Who is in post on the day, with telephone numbers; a person in two posts stands once."""
    asked = query("visits", "in_post")
    columns = words("official_name position since phone")
    return Table(
        T("Officials", "Aparatur"),
        columns,
        store.rows(asked.sql, scope._asdict()),
        name="officials",
    )


def documents(store: Store, scope: Scope) -> Table:
    """Documents to ask for: past due, without a date, or due in the next 60 days."""
    owing = to_ask_for(store, scope)
    cells = [
        (row.obligation_title, row.period, row.due, row.submission_state, row.days_late)
        for row in owing
    ]
    columns = words("obligation_title period due submission_state days_late")
    return Table(
        T("Documents to ask for", "Dokumen yang ditanyakan"), columns, cells, name="documents"
    )


def filled(store: Store, scope: Scope) -> Table:
    """The last look at each part of an application, as far as anybody looked."""
    table = fillings(store, scope)
    columns = words("part share change wrong_share filling_date due")
    places = [[field.key for field in table.columns].index(field.key) for field in columns]
    cells = [tuple(row[place] for place in places) for row in table.rows]
    seen = [cell for cell in cells if cell[1] is not None]
    return table._replace(columns=columns, rows=seen, head="", chart=())
