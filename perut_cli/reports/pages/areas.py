"""Many offices as one value: what the page of a regency, a province or the nation shows."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from perut_cli.core.text import Text
from perut_cli.reports.pages.overview import Course, Figure


class Outlook(NamedTuple):
    """What the villages of an area owe past its day, this year's documents by (month, sign), the
    mean of the days since a visit and how many villages never had one, the visits that were missed
    and those of the coming weeks.
    """

    owed: int
    documents: Mapping[tuple[int, str], int]
    since_visit: float | None
    never: int
    weeks: list[int]


NOTHING_AHEAD = Outlook(0, {}, None, 0, [])
"""Of an area without villages."""


class Area(NamedTuple):
    """A district, regency or province, or a village: counts and means made of its villages, its
    outlook, its mean score on some days, and the areas of the level below.
    """

    code: str
    name: str
    offices: int
    silent: int
    villages: int
    assessed: int
    sessions: int
    baseline: float | None
    latest: float | None
    gain: float | None
    reached: int
    reached_share: float | None
    critical: int
    open_actions: int
    overdue: int
    outlook: Outlook
    course: list[Course]
    parts: list["Area"]


class Attention(NamedTuple):
    """An office that somebody must ask: why, and what to do."""

    code: str
    name: str
    state: Text
    what_to_do: str


class AreasPage(NamedTuple):
    """The page's whole content; `level` and `parts` say what its areas,
    and the areas in these, are.
    """

    title: Text
    head: Text
    as_of: str
    since: str
    target: float
    interval: int
    level: Text
    parts: Text
    figures: list[Figure]
    changes: list[Text]
    readings: list[tuple[Any, ...]]
    areas: list[Area]
    attention: list[Attention]
    weakest: list[tuple[Any, ...]]
    remarks: Text
    state: str
