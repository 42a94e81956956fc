"""Sheets without people, as they leave for others: no personal word,
every code of a person by chance.
"""

import base64
import re
import secrets
from collections.abc import Iterable

from perut_cli.core.fields import SEPARATOR, Field
from perut_cli.core.settings import OF_A_PERSON
from perut_cli.core.sheet import Sheet
from perut_cli.core.values import Row
from perut_cli.store.db import Store
from perut_cli.store.select import Filters


def without_people(
    store: Store, sheet: Sheet, filters: Filters, codes: "Codes"
) -> tuple[tuple[Field, ...], Iterable[Row]]:
    """The words and rows of a sheet that say nothing about persons: no personal word, every code
    that stands for one by chance, in an order that tells nothing either.
    """
    fields = tuple(field for field in sheet.fields if not field.personal)
    if sheet.kinds_by_key:
        condition = f"setting NOT IN ({', '.join('?' * len(OF_A_PERSON))})"
        filters = filters._replace(
            conditions=(*filters.conditions, condition), values=(*filters.values, *OF_A_PERSON)
        )
    codes.make_known(store)
    names = ", ".join(
        f"anonymous_code({field.key})" if field.of_person else field.key for field in fields
    )
    where = f" WHERE {' AND '.join(filters.conditions)}" if filters.conditions else ""
    order = ", ".join(str(place + 1) for place in range(len(fields)))
    return fields, store.select(
        f"SELECT {names} FROM {sheet.name}_sheet{where} ORDER BY {order}", filters.values
    )


class Codes:
    """Codes drawn for one export: the same code always gets the same one, and no two the same."""

    def __init__(self) -> None:
        """Begin with none drawn."""
        self._drawn: dict[str, str] = {}
        self._taken: set[str] = set()
        self._known = False

    def make_known(self, store: Store) -> None:
        """Make them a function of SQL, once: SQLite takes none while rows are being read."""
        if not self._known:
            store.connection.create_function("anonymous_code", 1, self.of, deterministic=True)
            self._known = True

    def of(self, cell: str | None) -> str | None:
        """The codes that stand for those of a cell; the digits at the beginning (village, day)
        stay.
        """
        if not cell:
            return cell
        return SEPARATOR.join(self._one(code) for code in cell.split(SEPARATOR))

    def _one(self, code: str) -> str:
        if code not in self._drawn:
            start = _VILLAGE_AND_DAY.match(code)
            drawn = ""
            while not drawn or drawn in self._taken:
                letters = base64.b32encode(secrets.token_bytes(5)).decode()
                drawn = f"{start[0] if start else ''}{letters}"
            self._taken.add(drawn)
            self._drawn[code] = drawn
        return self._drawn[code]


_VILLAGE_AND_DAY = re.compile(r"\d{4}-(?:\d{6}-)?(?=[A-Z0-9]{4,8}(?:-\d+)?$)")
