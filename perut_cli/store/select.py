"""Read sheets: rows by any reference, choice or date, in the order that every export has."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from perut_cli.core.fields import Field
from perut_cli.core.periods import span_of
from perut_cli.core.sheet import Sheet
from perut_cli.core.sheets import SHEETS
from perut_cli.core.values import Fault, Row
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.db import Store
from perut_cli.store.lookup import Finder

_REFERRED = {
    "mentor_code": "mentor",
    "topics": "topic",
    "mentors": "mentor",
    "session_code": "session",
    "finding_code": "finding",
    "assessment_code": "assessment",
    "obligation_code": "obligation",
    "repeat_of": "finding",
    "official_code": "official",
}
_ORDERS = {
    "indicator": (
        "instrument_code, length(instrument_version), instrument_version, item_order IS NULL, "
        "item_order, indicator_code"
    ),
    "instrument": "instrument_code, length(instrument_version), instrument_version",
    "score": (
        "assessment_code, (SELECT item_order FROM indicator WHERE indicator.id = part) IS NULL, "
        "(SELECT item_order FROM indicator WHERE indicator.id = part), indicator_code"
    ),
}


class Filters(NamedTuple):
    """Conditions of a WHERE with their values."""

    conditions: tuple[str, ...] = ()
    values: Row = ()

    @classmethod
    def of(
        cls,
        sheet: Sheet,
        chosen: Mapping[str, str],
        finder: Finder,
        dated: str,
        since: str,
        until: str,
    ) -> "Filters":
        """Read the filters of a sheet; dates also as periods (2026-03) and from–to. Raises Fault,
        its `word` the one at fault.
        """
        conditions = []
        for word, text in (*chosen.items(), ("from", since), ("to", until)):
            try:
                if word == "from":
                    conditions += [(f"{dated} >= ?", (day(text)[0],))] if text else []
                elif word == "to":
                    conditions += (
                        [(f"{dated} <> '' AND {dated} <= ?", (day(text)[1],))] if text else []
                    )
                else:
                    conditions.append(_condition(sheet, sheet.column(word).field, text, finder))
            except Fault as fault:
                fault.word = word
                raise
        return cls(
            tuple(sql for sql, _ in conditions),
            tuple(value for _, values in conditions for value in values),
        )


def day(text: str) -> tuple[str, str]:
    """The first and last day that a date or period means, ISO. Raises Fault."""
    try:
        first, last = span_of(text)
    except Fault:
        same = str(WORDS["plan_date"].parse(text))
        return same, same
    return first.isoformat(), last.isoformat()


def _condition(sheet: Sheet, field: Field, text: str, finder: Finder) -> tuple[str, Row]:
    column, kind = field.key, field.kind.name
    if not text.strip():
        return f"ifnull({column}, '') = ''", ()
    if kind == "date":
        return f"{column} BETWEEN ? AND ?", day(text)
    if column in ("village_code", "other_villages") and sheet.key != "village_code":
        code = finder.store.value(
            "SELECT village_code FROM village WHERE id = ?", (finder.village(text),)
        )
        return _villages(sheet, column), (code,) * _villages(sheet, column).count("?")
    if column in _REFERRED and column != sheet.key:
        table = _REFERRED[column]
        value = finder.store.value(
            f"SELECT {SHEETS[table].key} FROM {table} WHERE id = ?", (finder.code(table, text),)
        )
        return _holds(column) if kind == "list" else f"{column} = ?", (value,)
    if kind in ("choice", "yes"):
        return f"{column} = ? COLLATE NOCASE", (field.parse(text),)
    if field.kind.sql != "TEXT":
        return f"{column} = ?", (field.parse(text),)
    if kind == "list":
        return _holds(column), (text.strip(),)
    if column == "village_code":
        return "village_code = (SELECT village_code FROM village WHERE village.id = ?)", (
            finder.village(text),
        )
    if kind == "code":
        return f"{column} = ? COLLATE NOCASE", (text.strip(),)
    return f"instr(lower({column}), lower(?)) > 0", (text.strip(),)


def _holds(column: str) -> str:
    """The condition that a list has a value."""
    return f"'|' || {column} || '|' LIKE '%|' || ? || '|%'"


def _villages(sheet: Sheet, column: str) -> str:
    if column == "other_villages":
        return "'|' || other_villages || '|' LIKE '%|' || ? || '|%'"
    if "other_villages" in sheet.words:
        return "(village_code = ? OR '|' || other_villages || '|' LIKE '%|' || ? || '|%')"
    if sheet.host:
        return (
            "(village_code = ? OR (village_code = '' AND session_code IN (SELECT s.session_code "
            "FROM session AS s "
            "JOIN village AS v ON v.id = s.village_id WHERE v.village_code = ?)))"
        )
    return f"{column} = ?"


def order_of(sheet: Sheet) -> str:
    """SQL of the order of a sheet: its match columns."""
    return _ORDERS.get(sheet.name) or ", ".join(sheet.match or sheet.words)


def record_of_key(store: Store, sheet: Sheet, key: str) -> int | tuple[int, int] | None:
    """The id of the record whose key, its words separated by blanks, is this text; of an answer,
    assessment and indicator. None without one.
    """
    if sheet.owner:
        found = store.rows(
            "SELECT id, part FROM score_sheet WHERE assessment_code = ? AND indicator_code = ?",
            tuple(key.rpartition(" ")[::2]),
        )
        return (found[0][0], found[0][1]) if found else None
    words = " || ' ' || ".join(f"ifnull({word}, '')" for word in sheet.arguments)
    id_ = store.value(f"SELECT id FROM {sheet.name}_sheet WHERE trim({words}) = ?", (key,))
    return int(id_) if id_ is not None else None


def listing(
    store: Store,
    sheet: Sheet,
    filters: Filters,
    order: str,
    limit: int,
    fields: Iterable[Field] = (),
) -> Iterable[Row]:
    """Rows of a sheet's words, lazily."""
    names = ", ".join(field.key for field in (tuple(fields) or sheet.fields))
    where = f" WHERE {' AND '.join(filters.conditions)}" if filters.conditions else ""
    return store.select(
        f"SELECT {names} FROM {sheet.name}_sheet{where} ORDER BY {order} LIMIT ?",
        (*filters.values, limit),
    )
