"""Visits: sessions by month, mentors, and what other reports need to know of visits and plans."""

from collections import Counter
from typing import NamedTuple

from perut_cli.core.fields import SEPARATOR
from perut_cli.core.table import Bar, Table
from perut_cli.core.text import Hint, T, Text, on_paper, same_in_both
from perut_cli.core.values import Cell, Row
from perut_cli.core.vocabulary import words
from perut_cli.reports.scope import Scope
from perut_cli.reports.words import target_read, when
from perut_cli.store.db import Store
from perut_cli.store.queries import query


class Village(NamedTuple):
    """A village of the report's choice."""

    id: int
    village_code: str
    village_name: str
    locus: bool


class VillageChoice(NamedTuple):
    """The villages shown, and how many more there are that --all shows."""

    shown: list[Village]
    rest: int


class OpenPlan(NamedTuple):
    """A plan that was still open on the day; topics are codes separated by |."""

    plan_date: str
    kind: str
    topics: str


def sessions(store: Store, scope: Scope) -> Table:
    """Sessions by month, village and kind; a joint meeting counts for each village, silent villages
    come last.
    """
    note = T("an official is counted at each session", "aparatur dihitung pada setiap sesi")
    return _table(store, scope, "sessions")._replace(note=note)


def mentors(store: Store, scope: Scope) -> Table:
    """What each mentor did; a joint meeting counts once, mentors without sessions come last."""
    return _table(store, scope, "mentors")


def mentor_days(store: Store, scope: Scope) -> Table:
    """Each mentor's days of duty, for accounts of official journeys: letters and villages of the
    day; a joint meeting, or several on one day, is one day.
    """
    days: dict[tuple[str, str, str], list[Row]] = {}
    for *key, letter, village, session_id, hours in rows(store, scope, "mentor_days"):
        days.setdefault((key[0], key[1], key[2]), []).append((letter, village, session_id, hours))
    cells = [(*key, *_day_of_duty(held)) for key, held in days.items()]
    counts = Counter(cell[1] for cell in cells)
    said = T("Days of duty: {days}.", "Hari tugas: {days}.").format(
        days=", ".join(f"{name} {count}" for name, count in counts.items())
    )
    return Table(
        query("visits", "mentor_days").title,
        words("mentor_code mentor_name session_date letter_number village_names sessions hours"),
        cells,
        note=said if cells else "",
        head=head(scope, target_read(store)),
        name="mentor_days",
    )


def _day_of_duty(held: list[Row]) -> tuple[str, str, int, float | None]:
    """Letters, villages, number of sessions and hours of one mentor's day."""
    letters = dict.fromkeys(letter for letter, *_ in held if letter)
    names = dict.fromkeys(village for _, village, *_ in held)
    hours = {session_id: hours for *_, session_id, hours in held}
    known = [one for one in hours.values() if one is not None]
    return ", ".join(letters), SEPARATOR.join(names), len(hours), sum(known) if known else None


def attendance(store: Store, scope: Scope) -> Table:
    """Who came how often in the period: of the meetings of the village whose attendance was
    recorded while the official was in post, or where the official is listed all the same.
    """
    note = T(
        "counted are the meetings for which the village's attendance was recorded",
        "yang dihitung adalah pertemuan yang daftar hadir desanya tercatat",
    )
    return _table(store, scope, "attendance")._replace(note=note, chart=(Bar("attended_share"),))


def villages(store: Store, scope: Scope) -> list[Village]:
    """Villages that the scope asks for, by code."""
    return [Village(*row) for row in rows(store, scope, "villages")]


def choose_villages(store: Store, scope: Scope, all_villages: bool = False) -> VillageChoice:
    """The loci where any village is a locus on that day, else all; a village asked for is always
    shown.
    """
    found = villages(store, scope)
    loci = [village for village in found if village.locus]
    if all_villages or scope.village_id is not None or not loci:
        return VillageChoice(found, 0)
    return VillageChoice(loci, len(found) - len(loci))


def rest_line(rest: int) -> T:
    """Say how many villages are left out and how to see them; blank for none."""
    if not rest:
        return same_in_both("")
    return Hint(
        "{n} more {n:village is|villages are} not loci: add --all",
        "{n} desa lain bukan lokus: tambahkan --semua",
        T("{n} more {n:village is|villages are} not loci", "{n} desa lain bukan lokus"),
    ).format(n=rest)


def last_visits(store: Store, scope: Scope) -> dict[int, str]:
    """Village id → day of the last meeting face to face by the day; never only online."""
    return dict(rows(store, scope, "last_visits"))


def open_plans(store: Store, scope: Scope) -> dict[int, list[OpenPlan]]:
    """Village id → plans still open on the day, earliest first: missed ones too, and those a later
    session closed.
    """
    found: dict[int, list[OpenPlan]] = {}
    for village_id, *plan in rows(store, scope, "open_plans"):
        found.setdefault(village_id, []).append(OpenPlan(*plan))
    return found


def next_plan(plans: list[OpenPlan], as_of: str) -> OpenPlan | None:
    """The first plan on the day or after it."""
    return next((plan for plan in plans if plan.plan_date >= as_of), None)


def rows(store: Store, scope: Scope, name: str, **more: Cell) -> list[Row]:
    """Rows of a query of sql/visits.sql within the scope."""
    return store.rows(query("visits", name).sql, {**scope._asdict(), **more})


def head(scope: Scope, *more: Text) -> T:
    """The line below a title: the day, the period where there is one, and what else is said."""
    return join_texts(" · ", when(scope), *(same_in_both(text) for text in more if text))


def join_texts(separator: str, *texts: T) -> T:
    """Texts one after another in both languages, blank ones left out; hints stay hints."""
    whole = T(
        separator.join(text.en for text in texts if text),
        separator.join(text.id for text in texts if text),
    )
    if not any(isinstance(text, Hint) for text in texts):
        return whole
    return Hint(whole.en, whole.id, join_texts(separator, *map(_paper, texts)))


def _paper(text: T) -> T:
    return same_in_both(on_paper(text))


def _table(store: Store, scope: Scope, name: str) -> Table:
    asked = query("visits", name)
    cursor = store.select(asked.sql, scope._asdict())
    return Table(
        asked.title,
        words(column[0] for column in cursor.description),
        cursor,
        head=head(scope, target_read(store)),
        name=name,
    )
