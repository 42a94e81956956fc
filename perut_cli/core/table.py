"""What a command answers: a table of words, or a page of several."""

from collections.abc import Iterable
from typing import NamedTuple

from perut_cli.core.fields import Field
from perut_cli.core.text import Text
from perut_cli.core.values import Row

PICTURES = "photos"
"""The name of a table whose `evidence` is a picture, where pictures can be shown."""


class Bar(NamedTuple):
    """A bar from 0 to 100 beside a column, with a mark at a number or at another column's value."""

    key: str
    mark: float | str | None = None


class Sparkline(NamedTuple):
    """A small line through the values of some columns."""

    keys: tuple[str, ...]


class Lines(NamedTuple):
    """A line chart of the column y over the column x, a line for each value of the column `by`."""

    x: str
    y: str
    by: str = ""


class Cards(NamedTuple):
    """Each record as a card instead of a row."""


class Signs(NamedTuple):
    """Columns whose cells are a sign each; `tones` says which sign is good, bad or unsure."""

    keys: tuple[str, ...]
    tones: tuple[tuple[str, str], ...]


Drawing = Bar | Sparkline | Lines | Cards | Signs


class Table(NamedTuple):
    """Columns that are words and rows of machine values (None or '' where there is nothing), with a
    title and a note.

    `rows` may be an iterator: it is read once. `head` is a line below the title (as-of, target
    reading); `totals` are rows of sums and means that stand below a table on paper.
    """

    title: Text
    columns: tuple[Field, ...]
    rows: Iterable[Row]
    note: Text = ""
    head: Text = ""
    name: str = ""
    chart: tuple[Drawing, ...] = ()
    totals: tuple[Row, ...] = ()


class Page(NamedTuple):
    """A page to read: a title and the tables and paragraphs in order; machine formats take its
    cells as a long table.
    """

    title: Text
    parts: tuple[Table | Text, ...]
    head: Text = ""
    name: str = ""


Answer = Table | Page | str | None
"""What a command may return: nothing, a key alone on a line, a table or a page."""
