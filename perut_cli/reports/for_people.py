"""Make a table ready for people: names beside codes, a number or rank a row, totals and means."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import fsum
from statistics import median
from typing import Any, NamedTuple

from perut_cli.core.fields import SEPARATOR, TEXT, Field
from perut_cli.core.settings import FIELDS
from perut_cli.core.table import Answer, Lines, Page, Table
from perut_cli.core.text import T, same_in_both
from perut_cli.core.values import Row
from perut_cli.core.vocabulary import word, words
from perut_cli.reports.words import figure
from perut_cli.store.db import Store

SHORT_LISTS = {
    "session": "session_date village_code kind topics mentors session_code",
    "plan": "plan_date village_code kind topics mentor_code plan_state reason",
    "finding": "finding_date village_code finding_text severity indicator_code finding_code",
    "document": "document_number kind document_date village_code subject document_state "
    "document_code",
    "action": "village_code action_text responsible due action_state done_on verified_on "
    "action_code",
}
"""The columns of a list that people read; machine formats have all of them."""

_VILLAGE_OF = {
    "finding_code": "SELECT finding_code, village_code FROM finding JOIN village ON village.id = "
    "village_id",
    "session_code": "SELECT session_code, village_code FROM session JOIN village ON village.id = "
    "village_id",
}
"""Where a record lies that says its village by another record only."""

_WIDE = 9
"""From so many columns on a blank one is left out on paper."""

_SUMS = {
    "progress": ("sessions", "critical_failures", "open_actions", "overdue_actions"),
    "sessions": ("sessions", "hours", "officials_present"),
    "mentors": ("sessions", "hours"),
    "mentor_days": ("sessions", "hours"),
    "attendance": ("sessions", "attended"),
    "fillings": ("filled", "total"),
}
_MEANS = {
    "progress": ("baseline", "latest", "gain", "gap", "coverage"),
    "officials": ("baseline", "latest", "gain"),
    "attendance": ("attended_share",),
    "indicators": ("mean", "failed_share"),
    "fillings": ("share", "wrong_share"),
}
_DAYS = (
    T("Mon", "Sen"),
    T("Tue", "Sel"),
    T("Wed", "Rab"),
    T("Thu", "Kam"),
    T("Fri", "Jum"),
    T("Sat", "Sab"),
    T("Sun", "Min"),
)
_WEEKDAY = Field("day_name", T("Day", "Hari"), TEXT, T("day of the week", "hari dalam minggu"))
_NUMBER = Field("no", T("No.", "No."), word("rank").kind, T("number of the row", "nomor baris"))


def sorted_rows(table: Table, key: str, descending: bool) -> list[Row]:
    """The rows by a column, blanks last whatever the direction."""
    place = [field.key for field in table.columns].index(key)
    rows = list(table.rows)
    filled = [row for row in rows if row[place] not in (None, "")]
    blank = [row for row in rows if row[place] in (None, "")]
    return sorted(filled, key=lambda row: row[place], reverse=descending) + blank


def with_village_names(table: Table, names: Mapping[str, str]) -> Table:
    """The name of the village behind its code, where only the code stands; charts name it too."""
    keys = [field.key for field in table.columns]
    if "village_code" not in keys or "village_name" in keys:
        return table
    column = keys.index("village_code") + 1
    rows = [
        (*row[:column], names.get(str(row[column - 1]), ""), *row[column:]) for row in table.rows
    ]
    chart = tuple(
        one._replace(by="village_name")
        if isinstance(one, Lines) and one.by == "village_code"
        else one
        for one in table.chart
    )
    columns = (*table.columns[:column], word("village_name"), *table.columns[column:])
    totals = tuple((*row[:column], "", *row[column:]) for row in table.totals)
    return table._replace(columns=columns, rows=rows, chart=chart, totals=totals)


def for_format(table: Table, names: Mapping[str, str], name: str) -> Table:
    """A table as people read it in a format: a page for paper has numbers and short codes too, and
    where it is wide no column that is blank in every row.
    """
    named = with_village_names(table, names)
    return numbered(short_codes(_filled(named))) if name == "html" else named


def _filled(table: Table) -> Table:
    rows = list(table.rows)
    keep = [
        column
        for column in range(len(table.columns))
        if len(table.columns) < _WIDE or any(row[column] not in (None, "") for row in rows)
    ]
    if not rows or len(keep) == len(table.columns):
        return table._replace(rows=rows)
    return table._replace(
        columns=tuple(table.columns[column] for column in keep),
        rows=[tuple(row[column] for column in keep) for row in rows],
        totals=tuple(tuple(row[column] for column in keep) for row in table.totals),
    )


class Names(NamedTuple):
    """What codes stand for, by the column that holds them."""

    mentors: Mapping[str, str]
    topics: Mapping[str, str]
    obligations: Mapping[str, str]
    indicators: Mapping[str, str]


def names_of(store: Store) -> Names:
    """The names of mentors, topics and obligations,
    and the indicators' texts behind their codes.
    """
    return Names(
        dict(store.rows("SELECT mentor_code, mentor_name FROM mentor")),
        dict(store.rows("SELECT topic_code, topic_name FROM topic")),
        dict(store.rows("SELECT obligation_code, obligation_title FROM obligation")),
        {
            code: f"{code} {text}"
            for code, text in store.rows(
                "SELECT indicator_code, indicator_text FROM indicator ORDER BY id"
            )
        },
    )


def without_codes(answer: Answer, names: Names) -> Answer:
    """A page or table for paper, where no code stands without its name."""
    if isinstance(answer, Page):
        parts = (_named(part, names) if isinstance(part, Table) else part for part in answer.parts)
        return answer._replace(parts=tuple(parts))
    return _named(answer, names) if isinstance(answer, Table) else answer


def _named(table: Table, names: Names) -> Table:
    keys = [field.key for field in table.columns]
    spoken = {
        "mentors": ("mentors", names.mentors),
        "topics": ("topics", names.topics),
        "mentor_code": ("mentor_name", names.mentors),
        "verified_by": ("verified_by", names.mentors),
        "second_mentor": ("second_mentor", names.mentors),
        "obligation_code": ("obligation_title", names.obligations),
        "indicator_code": ("indicator_text", names.indicators),
    }
    at = {
        column: spoken[key]
        for column, key in enumerate(keys)
        if key in spoken and (key == spoken[key][0] or spoken[key][0] not in keys)
    }
    if not at:
        return table
    columns = tuple(
        word(at[column][0]) if column in at else field for column, field in enumerate(table.columns)
    )
    rows = [
        tuple(
            names_in(value, at[column][1]) if column in at else value
            for column, value in enumerate(row)
        )
        for row in table.rows
    ]
    return table._replace(columns=columns, rows=rows)


def names_in(codes: Any, names: Mapping[str, str]) -> str:
    """The names of the codes of a cell."""
    return SEPARATOR.join(names.get(code, code) for code in str(codes or "").split(SEPARATOR))


def located(store: Store, table: Table) -> Table:
    """The village of each record, where its finding or its visit alone says it; who came to a visit
    is of its host's, unless another is named.
    """
    keys = [field.key for field in table.columns]
    by = next((key for key in _VILLAGE_OF if key in keys), "")
    if not by:
        return table
    villages: dict[str, str] = dict(store.rows(_VILLAGE_OF[by]))
    at, rows = keys.index(by), list(table.rows)
    if "village_code" not in keys:
        rows = [(villages.get(row[at], ""), *row) for row in rows]
        return table._replace(columns=(word("village_code"), *table.columns), rows=rows)
    place = keys.index("village_code")
    rows = [
        (*row[:place], row[place] or villages.get(row[at], ""), *row[place + 1 :]) for row in rows
    ]
    return table._replace(rows=rows)


def _settings_as_shown(table: Table) -> Table:
    """The settings in the order of their topics, choices by their names."""
    order = list(FIELDS)
    rows = [
        (key, FIELDS[key].show(value) if FIELDS[key].choices and value else value)
        for key, value in sorted(table.rows, key=lambda row: order.index(str(row[0])))
    ]
    return table._replace(rows=rows)


def short_list(table: Table) -> Table:
    """The columns of a list that people read, with the weekday beside the day of a plan."""
    if table.name == "setting":
        return _settings_as_shown(table)
    if table.name not in SHORT_LISTS:
        return table
    keys = [field.key for field in table.columns]
    columns = words(SHORT_LISTS[table.name])
    places = [keys.index(field.key) for field in columns]
    rows = [tuple(row[place] for place in places) for row in table.rows]
    if table.name == "plan":
        rows = [(row[0], weekday(row[0]), *row[1:]) for row in rows]
        columns = (columns[0], _WEEKDAY, *columns[1:])
    return table._replace(columns=columns, rows=rows)


def weekday(day: str) -> str:
    """The short name of the day of the week."""
    return str(_DAYS[date.fromisoformat(day).weekday()])


def ranked(table: Table, key: str = "latest") -> Table:
    """A rank by a score in front, equal scores sharing one; none for a row without a score."""
    place = [field.key for field in table.columns].index(key)
    rows = list(table.rows)
    scores = sorted((row[place] for row in rows if row[place] is not None), reverse=True)
    ranks = [scores.index(row[place]) + 1 if row[place] is not None else None for row in rows]
    numbered = [(rank, *row) for rank, row in zip(ranks, rows, strict=True)]
    totals = tuple(("", *row) for row in table.totals)
    return table._replace(columns=(word("rank"), *table.columns), rows=numbered, totals=totals)


def numbered(table: Table) -> Table:
    """A running number in front, unless the table has a rank or one row only."""
    rows = list(table.rows)
    if len(rows) < 2 or any(field.key in ("rank", "no") for field in table.columns):
        return table._replace(rows=rows)
    columns = (_NUMBER, *table.columns)
    totals = [("", *row) for row in table.totals]
    rows = [(number, *row) for number, row in enumerate(rows, 1)]
    return table._replace(columns=columns, rows=rows, totals=tuple(totals))


def short_codes(table: Table) -> Table:
    """The last four digits of the codes where all villages are of one district, which the head
    then names.
    """
    keys = [field.key for field in table.columns]
    if "village_code" not in keys:
        return table
    place, rows = keys.index("village_code"), list(table.rows)
    districts = {str(row[place])[:-4] for row in rows if row[place]}
    if len(districts) != 1 or "" in districts:
        return table._replace(rows=rows)
    shown = T("village code {code}xxxx", "kode desa {code}xxxx").format(code=districts.pop())
    rows = [(*row[:place], str(row[place])[-4:], *row[place + 1 :]) for row in rows]
    head = same_in_both(table.head)
    joined = same_in_both("{head} · {code}") if head else same_in_both("{code}")
    return table._replace(rows=rows, head=joined.format(head=head, code=shown))


def with_totals(table: Table, limits: tuple[float, ...] = ()) -> Table:
    """Totals and means as rows of their own below the table, where a reader expects them; means of
    scores stay on their side of every limit.
    """
    rows = list(table.rows)
    sums, means = _SUMS.get(table.name, ()), _MEANS.get(table.name, ())
    if len(rows) < 2 or not (sums or means):
        return table._replace(rows=rows)
    lines = [
        (T("Total", "Jumlah"), sums, _sum),
        (T("Mean", "Rata-rata"), means, _mean),
        (T("Median", "Median"), means if table.name == "progress" else (), _median),
    ]
    totals = tuple(_line(table, rows, *line) for line in lines if line[1])
    return table._replace(rows=rows, totals=totals, note=_with_note(table, rows, limits))


def _line(
    table: Table,
    rows: Sequence[Row],
    label: T,
    keys: Sequence[str],
    measure: Callable[[list[float]], float | None],
) -> Row:
    cells: list[Any] = []
    for place, field in enumerate(table.columns):
        numbers = [row[place] for row in rows if row[place] not in (None, "")]
        cells.append(measure(numbers) if field.key in keys else "")
    named = [field.key for field in table.columns]
    at = named.index("village_name") if "village_name" in named else 0
    cells[at] = str(label)
    return tuple(cells)


def _with_note(table: Table, rows: Sequence[Row], limits: tuple[float, ...]) -> T:
    note = same_in_both(table.note)
    if table.name != "progress":
        return note
    keys = [field.key for field in table.columns]
    latest = [row[keys.index("latest")] for row in rows]
    known = [value for value in latest if value is not None]
    reached = sum(row[keys.index("reached")] == "yes" for row in rows)
    said = T(
        "mean {mean}, median {median}; target reached by {reached} of {assessed} assessed",
        "rata-rata {mean}, median {median}; target tercapai oleh {reached} dari {assessed} yang "
        "dinilai",
    ).format(
        mean=figure(_mean(known), 1, limits),
        median=figure(_median(known), 1, limits),
        reached=reached,
        assessed=len(known),
    )
    return same_in_both("{said}\n{note}").format(said=said, note=note) if note else said


def _sum(numbers: list[float]) -> float | None:
    whole = all(isinstance(number, int) for number in numbers)
    return sum(numbers) if whole else fsum(numbers)


def _mean(numbers: list[float]) -> float | None:
    return fsum(numbers) / len(numbers) if numbers else None


def _median(numbers: list[float]) -> float | None:
    return median(numbers) if numbers else None
