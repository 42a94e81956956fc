"""Quality: what in the records is worth a question to those who made them; never a verdict."""

from collections.abc import Iterator
from typing import NamedTuple

from perut_cli.core import scoring
from perut_cli.core.characters import untitled
from perut_cli.core.fields import CHOICE
from perut_cli.core.statistics import outliers
from perut_cli.core.table import Table
from perut_cli.core.text import T, same_in_both
from perut_cli.core.values import Row
from perut_cli.core.vocabulary import SHOWN_NAMES, choices, words
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.units import as_json_list, pairs, query_parameters, yardstick
from perut_cli.reports.words import day, figure, head
from perut_cli.store.db import Store
from perut_cli.store.queries import query

ITEMS = choices(
    "outlier/far from the others/jauh dari yang lain",
    "late/entered late/terlambat dimasukkan",
    "copied/the same answers/jawaban sama",
    "equal/all answers equal/semua jawaban setara",
    "two_places/in two places at once/di dua tempat sekaligus",
    "twin/perhaps one person twice/mungkin satu orang dua kali",
    "month_end/at the end of months only/hanya akhir bulan",
)
SHOWN_NAMES.update({choice.key: choice.label for choice in ITEMS})
COLUMNS = tuple(
    field._replace(kind=CHOICE, choices=ITEMS) if field.key == "item" else field
    for field in words("village_code village_name item key question")
)
LATE_DAYS = 30
FEWEST_ANSWERS = 5
FEWEST_MONTHS = 3
LAST_DAYS = 5


class DataQuestion(NamedTuple):
    """What to ask about a village: the kind of question, the record it is about, the words."""

    village_code: str
    village_name: str
    item: str
    key: str
    question: T


def quality(store: Store, scope: Scope) -> Table:
    """A row a question, by village; nothing here says that anybody did wrong."""
    asking = (_outlying, _late, _alike, _two_places, _month_ends, _twins)
    rows = sorted(
        (question for ask in asking for question in ask(store, scope)),
        key=lambda question: (question.village_code, question.item, question.key),
    )
    note = T(
        "Questions to ask, not verdicts: each may have a good reason.",
        "Pertanyaan untuk ditanyakan, bukan vonis: masing-masing bisa ada alasannya.",
    )
    return Table(
        T("Questions about the records", "Pertanyaan tentang catatan"),
        COLUMNS,
        rows,
        note=note,
        head=head(scope, yardstick(store, scope)),
        name="quality",
    )


def _outlying(store: Store, scope: Scope) -> Iterator[DataQuestion]:
    yard = yardstick(store, scope)
    found = pairs(store, scope._replace(village_id=None), yard)
    latest = [
        (pair.latest.assessment_id, scoring.total(pair.latest.sums)) for pair in found.values()
    ]
    scores = {id_: score for id_, score in latest if score is not None}
    odd = {list(scores)[one.place]: one.value for one in outliers(list(scores.values()))}
    shown = (
        {row[1] for row in store.select(query("scores", "villages").sql, query_parameters(scope))}
        if odd
        else set()
    )
    for id_, code, village, name, *_ in store.select(
        query("scores", "assessments").sql, {"assessments": as_json_list(odd)}
    ):
        if village in shown:
            yield DataQuestion(
                village,
                name,
                "outlier",
                code,
                T(
                    "the total {score} is far from the other {n}: is it as it was seen?",
                    "nilai {score} jauh dari {n} lainnya: sesuaikah dengan yang dilihat?",
                ).format(score=figure(odd[id_], 1), n=len(scores) - 1),
            )


def _late(store: Store, scope: Scope) -> Iterator[DataQuestion]:
    # A question a batch, not a village: one late import is one thing to ask about.
    given = query_parameters(scope, days=LATE_DAYS)
    for batch, villages, code, name, count, most in store.select(
        query("score_quality", "late_entries").sql, given
    ):
        yield DataQuestion(
            code if villages == 1 else "",
            name if villages == 1 else "",
            "late",
            str(batch),
            T(
                "{n} {n:record|records} of {villages} {villages:village|villages} {n:was|were} "
                "entered in batch {batch} more than {days} {days:day|days} after their day, up to "
                "{most} {most:day|days}: from what notes?",
                "{n} catatan dari {villages} desa dimasukkan dalam kelompok {batch} lebih dari "
                "{days} hari setelah harinya, sampai {most} hari: dari catatan apa?",
            ).format(n=count, villages=villages, batch=batch, days=LATE_DAYS, most=most),
        )


def _alike(store: Store, scope: Scope) -> Iterator[DataQuestion]:
    first: dict[tuple[int, str], Row] = {}
    for row in store.select(query("score_quality", "vectors").sql, query_parameters(scope)):
        _, instrument, code, name, _, assessment, _, vector, count, different = row
        if count < FEWEST_ANSWERS:
            continue
        if different == 1:
            yield DataQuestion(
                code,
                name,
                "equal",
                assessment,
                T(
                    "all {n} {n:answer|answers} are at the same height: was each looked at by "
                    "itself?",
                    "semua {n} jawaban sama tingginya: apakah masing-masing dilihat "
                    "sendiri-sendiri?",
                ).format(n=count),
            )
        elif (earlier := first.setdefault((instrument, vector), row)) is not row:
            yield DataQuestion(code, name, "copied", assessment, _copy(count, earlier))


def _copy(count: int, earlier: Row) -> T:
    return T(
        "all {n} {n:answer|answers} are those of {code} ({name}, {day}): was each looked at again?",
        "semua {n} jawaban sama dengan {code} ({name}, {day}): apakah masing-masing dilihat lagi?",
    ).format(n=count, code=earlier[5], name=_who(earlier[3], earlier[4]), day=day(earlier[6]))


def _two_places(store: Store, scope: Scope) -> Iterator[DataQuestion]:
    for row in store.select(query("score_quality", "two_places").sql, query_parameters(scope)):
        yield DataQuestion(
            row[0],
            row[1],
            "two_places",
            row[2],
            T(
                "{mentor} is also in session {other} in {place} at that time on {day}: which "
                "hours are right?",
                "{mentor} juga tercatat pada sesi {other} di {place} pada jam itu, {day}: jam "
                "mana yang benar?",
            ).format(mentor=row[4], other=row[3], place=row[6], day=day(row[5])),
        )


def _month_ends(store: Store, scope: Scope) -> Iterator[DataQuestion]:
    given = query_parameters(scope, months=FEWEST_MONTHS, days=LAST_DAYS)
    for code, name, count, months in store.select(query("score_quality", "month_ends").sql, given):
        yield DataQuestion(
            code,
            name,
            "month_end",
            "",
            T(
                "all {n} {n:visit|visits} in {months} {months:month|months} fell on the last "
                "{days} {days:day|days} of a month: does the village expect that?",
                "semua {n} kunjungan dalam {months} bulan jatuh pada {days} hari terakhir "
                "bulan: memang begitu rencananya?",
            ).format(n=count, months=months, days=LAST_DAYS),
        )


def _twins(store: Store, scope: Scope) -> Iterator[DataQuestion]:
    """People of one village whose names are the same but for titles or spelling."""
    first: dict[tuple[str, str], str] = {}
    for village, name, code, person in store.select(
        query("score_quality", "people").sql, query_parameters(scope)
    ):
        earlier = first.setdefault((village, untitled(person)), code)
        if earlier != code:
            yield DataQuestion(
                village,
                name,
                "twin",
                code,
                T(
                    f"the same person as {earlier}? `perut official join {earlier} {code}`",
                    f"orang yang sama dengan {earlier}? `perut aparatur gabung {earlier} {code}`",
                ),
            )


def _who(village: str, official: str) -> T:
    return same_in_both(f"{village}, {official}" if official else village)
