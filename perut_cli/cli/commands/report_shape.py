"""Put a report in the order and length asked for, and for people add names, ranks and totals."""

from itertools import islice
from typing import TYPE_CHECKING

from perut_cli.cli.app.answer import format_name
from perut_cli.cli.app.command import Inputs, Run
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value
from perut_cli.cli.records.list_verbs import FOR_PEOPLE, SORT
from perut_cli.cli.records.verbs import limit_of
from perut_cli.core.late import Late
from perut_cli.core.table import Answer, Page, Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import word_named

if TYPE_CHECKING:
    from perut_cli.reports import for_people
else:
    for_people = Late("perut_cli.reports.for_people")


def in_shape(run: Run) -> Run:
    """A report in the order and length asked for, and for people with names, numbers and totals."""

    def whole(context: Context, inputs: Inputs) -> Answer:
        result = run(context, inputs)
        if isinstance(result, Page) and result.parts and isinstance(result.parts[0], Table):
            first = _shaped(context, inputs, result.parts[0])
            return result._replace(parts=(first, *result.parts[1:]))
        return _shaped(context, inputs, result) if isinstance(result, Table) else result

    return whole


def _shaped(context: Context, inputs: Inputs, table: Table) -> Table:
    name = format_name(context)
    names: dict[str, str] = {}
    if name in FOR_PEOPLE:
        rows = context.store().rows("SELECT village_code, village_name FROM village")
        names = dict(rows)
        table = for_people.with_totals(
            for_people.with_village_names(table, names), context.score_limits()
        )
        table = for_people.ranked(table) if table.name == "progress" else table
    table = _ordered(inputs, table)
    if name not in FOR_PEOPLE:
        return table
    return for_people.for_format(table, names, name)


def _ordered(inputs: Inputs, table: Table) -> Table:
    """The rows sorted by --sort, at most --limit of them. Raises Usage."""
    asked = inputs.text("sort")
    if asked:
        field = word_named(asked.lstrip("-"))
        keys = [column.key for column in table.columns]
        if field is None or field.key not in keys:
            raise bad_value(
                SORT.names,
                T("no column {name}", "kolom {name} tidak ada").format(name=asked),
                T("choose {words}", "pilih {words}").format(
                    words=T(", ".join(keys), ", ".join(c.key_id for c in table.columns))
                ),
            )
        down = asked.startswith("-")
        table = table._replace(rows=for_people.sorted_rows(table, field.key, down))
    limit = limit_of(inputs)
    return table._replace(rows=islice(table.rows, limit)) if limit >= 0 else table
