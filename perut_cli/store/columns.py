"""From a sheet's columns to its table's: which columns of a table a sheet's words become, and which
of them are days on which something has happened.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from perut_cli.core.fields import CODED
from perut_cli.core.sheet import Sheet
from perut_cli.core.sheets import OWNERS, SHEETS
from perut_cli.core.values import last_day
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.db import Store


class StoredColumn(NamedTuple):
    """A column of a table, or a list table: the words it is made of, the one among them that can't
    be left out, and the sheet it refers to, blank for plain values. `code`: it tells records apart
    without regard to case.
    """

    column: str
    words: tuple[str, ...]
    sheet: str = ""
    listed: str = ""
    default: str = ""
    number: bool = False
    match: bool = False
    required: bool = False
    lead: int = -1
    code: bool = False

    @property
    def lead_word(self) -> str:
        """The word that can't be left out."""
        return self.words[self.lead]


@cache
def parts(sheet: Sheet) -> tuple[StoredColumn, ...]:
    """The columns of a sheet's table in the order of its words; lists among them."""
    taken = {word for reference in sheet.references for word in reference.words}
    columns: dict[str, StoredColumn] = {}
    for column in sheet.columns:
        if column.key not in taken or sheet.name == column.key == sheet.key:
            number = column.field.kind.sql != "TEXT"
            columns[column.key] = StoredColumn(
                column.key,
                (column.key,),
                default=column.default,
                number=number,
                match=column.match,
                required=column.required,
                code=column.field.kind is CODED,
            )
        for reference in sheet.references:
            last, lead = reference.words[-1], reference.words[reference.lead]
            if column.key in (last, lead):
                columns.setdefault(
                    reference.column if not reference.listed else last,
                    StoredColumn(
                        reference.column if not reference.listed else last,
                        reference.words,
                        reference.sheet,
                        reference.listed,
                        match=column.match or sheet.column(last).match,
                        required=sheet.column(last).required or sheet.column(lead).required,
                        lead=reference.lead,
                    ),
                )
    return tuple(columns.values())


@cache
def stored(sheet: Sheet) -> tuple[StoredColumn, ...]:
    """The parts that are columns of the table itself."""
    return tuple(part for part in parts(sheet) if not part.listed)


@cache
def lists(sheet: Sheet) -> tuple[StoredColumn, ...]:
    """The parts that are list tables."""
    return tuple(part for part in parts(sheet) if part.listed)


def list_column(part: StoredColumn) -> str:
    """The id column of a list table."""
    return part.listed.split("_", 1)[1] + "_id"


def owner_column(part: StoredColumn) -> str:
    """The column of a list table that says whose list it is."""
    return part.listed.split("_", 1)[0] + "_id"


def close_gaps(table: str, owner: str, ids: Iterable[int]) -> tuple[str, ...]:
    """SQL that numbers the places in the lists of some records 0, 1, 2 … again."""
    among = f"{owner} IN ({', '.join(map(str, ids))})"
    numbered = (
        f"UPDATE {table} SET place_in_list = -1 - n.place FROM (SELECT {owner} AS owner, "
        f"place_in_list AS old, row_number() OVER (PARTITION BY {owner} ORDER BY place_in_list) "
        f"- 1 AS place FROM {table} WHERE {among}) AS n WHERE {among} AND {owner} = n.owner "
        "AND place_in_list = n.old AND n.place <> n.old"
    )
    # Below nought first, so that no two of a list meet on the way.
    below = f"WHERE {among} AND place_in_list < 0"
    return numbered, f"UPDATE {table} SET place_in_list = -1 - place_in_list {below}"


def listed(part: StoredColumn, owner: str) -> str:
    """SQL for the ids of a list as a JSON array, of the row `owner`.id of its table."""
    table, column = part.listed, list_column(part)
    return (
        f"(SELECT json_group_array(item) FROM (SELECT {column} AS item FROM {table} "
        f"WHERE {table}.{owner_column(part)} = {owner}.id ORDER BY place_in_list))"
    )


def snapshot(sheet: Sheet, owner: str = "t", *, whole: bool = False) -> str:
    """SQL for the old values of a row as a JSON object, lists included; `whole`: the answers of an
    assessment too.
    """
    plain = [f"'{part.column}', {old_value(part, owner)}" for part in stored(sheet)]
    plain += [f"'{part.listed}', json({listed(part, owner)})" for part in lists(sheet)]
    if has_dimensions(sheet):
        plain.append(
            f"'dimension', (SELECT d.dimension FROM dimension AS d WHERE d.id = "
            f"{owner}.dimension_id)"
        )
    if whole and sheet.name in OWNERS:
        plain.append(f"'answers', json({answers(f'{owner}.id', f'{owner}.batch')})")
    return f"json_object({', '.join(plain)})"


_PLAIN_SCORE = (
    "iif(x.score = CAST(x.score AS INTEGER), CAST(x.score AS INTEGER), printf('\"%!.17g\"', "
    "x.score))"
)


def answers(assessment: str, batch: str) -> str:
    """SQL for the answers of an assessment as JSON, for when it is removed with them.

    An answer that is but a score and of the assessment's batch is `[indicator, score]`, which keeps
    a whole row on one page.
    """
    full = (
        "json_array(x.indicator_id, iif(x.score IS NULL, NULL, printf('%!.17g', x.score)), "
        "x.na_reason, x.score_note, x.batch)"
    )
    return (
        "(SELECT '[' || ifnull(group_concat(iif(x.score IS NOT NULL AND x.na_reason = '' AND "
        "x.score_note = '' AND "
        f"x.batch = {batch}, '[' || x.indicator_id || ',' || {_PLAIN_SCORE} || ']', {full})), "
        f"'') || ']' "
        f"FROM score AS x WHERE x.assessment_id = {assessment})"
    )


def old_value(part: StoredColumn, owner: str) -> str:
    """SQL for a value inside JSON: numbers that may have a fraction as text, since JSON in SQLite
    keeps 15 digits only.
    """
    value = f"{owner}.{part.column}"
    return f"iif({value} IS NULL, NULL, printf('%!.17g', {value}))" if is_real(part) else value


def back(part: StoredColumn, values: str) -> str:
    """SQL for a column out of old values."""
    if part.column == "dimension_id":
        return (
            f"(SELECT d.id FROM dimension AS d WHERE d.instrument_id = json_extract({values}, "
            f"'$.instrument_id') "
            f"AND d.dimension = json_extract({values}, '$.dimension'))"
        )
    value = f"json_extract({values}, '$.{part.column}')"
    return f"CAST({value} AS REAL)" if is_real(part) else value


def is_real(part: StoredColumn) -> bool:
    """Whether a column holds numbers with fractions."""
    return not part.sheet and WORDS[part.column].kind.sql == "REAL" and part.column != "total"


def key_sql(sheet: Sheet, id_sql: str) -> str:
    """SQL for the text key of the row whose id is given: its code, or its key words separated by
    blanks.
    """
    words = " || ' ' || ".join(f"ifnull({word}, '')" for word in sheet.arguments)
    return f"(SELECT trim({words}) FROM {sheet.name}_sheet AS k WHERE k.id = {id_sql})"


TABLES = tuple(sheet.name for sheet in SHEETS.values())
"""The tables of records in the order of import: what is referred to first."""

WITH_ID = tuple(sheet.name for sheet in SHEETS.values() if not sheet.owner)
"""Those whose rows have an id of their own."""


def is_row_of(sheet: Sheet, row: str, entry: str) -> str:
    """SQL: a row of the table is the one that an entry of the history is about."""
    ids = zip(sheet.id_columns, ("row_id", "row_part"), strict=False)
    return " AND ".join(f"{row}.{column} = {entry}.{number}" for column, number in ids)


def has_dimensions(sheet: Sheet) -> bool:
    """Whether its rows stand in the dimensions of an instrument, which go with the last of them."""
    return any(part.sheet == "dimension" for part in stored(sheet))


def instrument_column(sheet: Sheet) -> str:
    """The column by which a row of an instrument's sheets says whose version it is."""
    return next((part.column for part in stored(sheet) if part.sheet == "instrument"), "id")


HAPPENED = (
    ("session", "session_date"),
    ("assessment", "assessment_date"),
    ("finding", "finding_date"),
    ("filling", "filling_date"),
    ("submission", "submitted_on"),
    ("action", "done_on"),
    ("action", "verified_on"),
)
"""Tables and columns of days on which something has happened."""


class Ahead(NamedTuple):
    """A record with a day to come."""

    sheet: str
    key: str
    word: str
    day: str


def ahead(store: Store, today: str, batch: int | None = None) -> Iterator[Ahead]:
    """Records with a day to come, of one batch or of the whole file."""
    where = "" if batch is None else " AND t.batch = ?2"
    values = (last_day(today),) if batch is None else (last_day(today), batch)
    for table, column in HAPPENED:
        for key, day in store.rows(
            f"SELECT {key_sql(SHEETS[table], 't.id')}, t.{column} FROM {table} AS t "
            f"WHERE t.{column} > ?1{where} ORDER BY t.{column}, t.id LIMIT 100",
            values,
        ):
            yield Ahead(table, key, column, day)
