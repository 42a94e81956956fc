"""From what is typed about a visit to rows of cells: names found, dates read, every fault collected
with its option.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from perut_cli.cli.commands.visit_options import FindingInput, VisitInput
from perut_cli.core.errors import Problem
from perut_cli.core.late import Late
from perut_cli.core.text import T
from perut_cli.core.values import Fault, quoted
from perut_cli.core.vocabulary import WORDS
from perut_cli.reports.scope import Scope, measure
from perut_cli.store.db import Store
from perut_cli.store.lookup import Finder, fits

if TYPE_CHECKING:
    from perut_cli.reports import choices
else:
    choices = Late("perut_cli.reports.choices")

Found = TypeVar("Found")
Row = tuple[str, ...]


class Named(NamedTuple):
    """Rows of a visit, with codes and full names: attendance, findings with their follow-ups,
    submissions, follow-ups settled.
    """

    attendance: list[Row]
    findings: list[tuple[Row, list[Row]]]
    submissions: list[Row]
    settled: list[Row]
    problems: list[Problem]


def named_visit(finder: Finder, visit: VisitInput, villages: list[int]) -> Named:
    """Look up all that a visit names; `villages` are its villages, the host first, none where the
    host isn't known.
    """
    problems: list[Problem] = []
    day = visit.values.get("session_date", "")
    looked = _Looking(finder, villages, problems, day)
    return Named(
        looked.attendance(visit),
        [looked.finding(one) for one in visit.findings],
        list(looked.submissions(visit.submitted)),
        looked.follow_ups_done(visit),
        problems,
    )


def villages_of(finder: Finder, values: dict[str, str]) -> list[int]:
    """The villages of a session, the host first; those that aren't there are told when the session
    is taken.
    """
    found: list[int] = []
    for text in (values.get("village_code", ""), *values.get("other_villages", "").split("|")):
        with suppress(Fault):
            found += [finder.village(text.strip())] if text.strip() else []
    return list(dict.fromkeys(found))


class _Looking(NamedTuple):
    finder: Finder
    villages: list[int]
    problems: list[Problem]
    day: str

    def each(
        self, option: T, texts: Iterable[str], look: Callable[[str], Found]
    ) -> Iterator[Found]:
        for text in texts:
            try:
                yield look(text)
            except Fault as fault:
                self.problems.append(
                    Problem(0, str(option), fault.number, fault.reason, text, 0, fault.hint)
                )

    def attendance(self, visit: VisitInput) -> list[Row]:
        if not self.villages:
            return []
        rows: dict[Row, str] = {}
        for option, texts, present in (
            (T("--attendee", "--hadir"), visit.present, "yes"),
            (T("--absent", "--tidak-hadir"), visit.absent, "no"),
        ):
            for person in self.each(option, self._everyone(texts), self._person):
                if rows.setdefault(person, present) != present:
                    self.problems.append(
                        Problem(
                            0,
                            str(option),
                            "P102",
                            T("{name} is there and absent", "{name} hadir dan tidak hadir").format(
                                name=person[1]
                            ),
                        )
                    )
        return [(*person, present) for person, present in rows.items()]

    def _everyone(self, texts: Iterable[str]) -> Iterator[str]:
        """The names given; `all` is everybody in post."""
        for text in texts:
            if text.strip().casefold() in ALL:
                for person in choices.people(self.finder.store, self.villages, _iso(self.day)):
                    yield f"{person.village}:{person.name}"
            else:
                yield text

    def _person(self, text: str) -> Row:
        before, colon, name = text.partition(":")
        places = [self._village_of(before)] if colon else self.villages
        # The host's people first: at a joint meeting most villages have a Sekretaris Desa.
        officials = self._officials(places[0], name.strip() if colon else text)
        officials = officials or [
            official for village in places[1:] for official in self._officials(village, text)
        ]
        if not officials:
            self.finder.official(places[0], name.strip() if colon else text)
        if len(officials) > 1:
            raise fits(text, (f"{row[1]}:{row[2]}" for row in map(self._told, officials)))
        village, code, person = self._told(officials[0])
        return "" if village == self.villages[0] else code, person

    def _officials(self, village: int, text: str) -> list[int]:
        try:
            return [self.finder.official(village, text)]
        except Fault as fault:
            if fault.number == "P041":
                raise
            return self._in_post(village, text)

    def _in_post(self, village: int, text: str) -> list[int]:
        """The one whose post on the day is so called: people are known by their office."""
        rows = self.finder.store.rows(
            "SELECT DISTINCT official_id FROM post JOIN official ON official.id = official_id "
            "WHERE village_id = ?1 AND instr(lower(position), lower(?2)) > 0 "
            "AND since <= ?3 AND (until = '' OR until >= ?3)",
            (village, text.strip(), _iso(self.day)),
        )
        return [row[0] for row in rows] if len(rows) == 1 else []

    def _told(self, official: int) -> tuple[int, str, str]:
        row = self.finder.store.rows(
            "SELECT village_id, village_code, official_name FROM official JOIN village ON "
            "village.id = village_id WHERE official.id = ?",
            (official,),
        )[0]
        return row[0], row[1], row[2]

    def _village_of(self, text: str) -> int:
        village = self.finder.village(text.strip())
        if village not in self.villages:
            raise Fault(
                "P066",
                T("{text} is not at this meeting", "{text} tidak dalam pertemuan ini").format(
                    text=quoted(text)
                ),
                T("name it with --other-villages", "sebut dengan --desa-lain"),
            )
        return village

    def _code_of(self, village: int) -> str:
        return str(
            self.finder.store.value("SELECT village_code FROM village WHERE id = ?", (village,))
        )

    def finding(self, typed: FindingInput) -> tuple[Row, list[Row]]:
        village, text = self._place(typed.finding_text)
        coded = list(
            self.each(
                _option("indicator_code"),
                [typed.indicator_code] if typed.indicator_code else [],
                self._indicator,
            )
        )
        instrument, indicator, id_ = coded[0] if coded else ("", "", None)
        repeat = earlier(self.finder.store, village, id_, _iso(self.day)) if id_ and village else ""
        code = self._code_of(village) if village else ""
        self._check("severity", typed.severity)
        for step in typed.steps:
            self._check("due", step.due)
        return (code, text, typed.severity, instrument, indicator, repeat), [
            (step.action_text, step.responsible, step.due) for step in typed.steps
        ]

    def _check(self, word: str, text: str) -> None:
        list(self.each(_option(word), [text] if text else [], WORDS[word].parse))

    def _place(self, text: str) -> tuple[int | None, str]:
        """The village of a finding: at a joint meeting one named before a colon, else the host."""
        before, colon, rest = text.partition(":")
        if colon and len(self.villages) > 1:
            with suppress(Fault):
                village = self.finder.village(before.strip())
                if village in self.villages:
                    return village, rest.strip()
        return (self.villages[0] if self.villages else None), text

    def _indicator(self, text: str) -> tuple[str, str, int]:
        instrument, colon, code = text.partition(":")
        if not colon:
            instrument, code = measure(self.finder.store, Scope(""), "village").code, text
        id_ = self.finder.first_indicator(instrument.strip(), code.strip())
        row = self.finder.store.rows(
            "SELECT instrument_code, indicator_code FROM indicator JOIN instrument ON "
            "instrument.id = instrument_id "
            "WHERE indicator.id = ?",
            (id_,),
        )[0]
        return row[0], row[1], id_

    def submissions(self, texts: Iterable[str]) -> Iterator[Row]:
        return self.each(
            T("--submitted", "--disampaikan"), texts if self.villages else (), self._submission
        )

    def _submission(self, text: str) -> Row:
        head, _, day = text.partition("=")
        words = [word.strip() for word in head.split(":")]
        if len(words) not in (2, 3):
            raise Fault(
                "P103",
                T(
                    "{text} is not CODE:PERIOD or CODE:PERIOD=DATE",
                    "{text} bukan KODE:PERIODE atau KODE:PERIODE=TANGGAL",
                ).format(text=quoted(text)),
                T("write for instance apbdes:2027", "tulis misalnya apbdes:2027"),
            )
        village = self._village_of(words[0]) if len(words) > 2 else self.villages[0]
        obligation = self.finder.code("obligation", words[-2])
        code = self.finder.store.value(
            "SELECT obligation_code FROM obligation WHERE id = ?", (obligation,)
        )
        return (
            self._code_of(village),
            code,
            str(WORDS["period"].parse(words[-1])),
            str(WORDS["submitted_on"].parse(day.strip())) if day else self.day,
        )

    def follow_ups_done(self, visit: VisitInput) -> list[Row]:
        by = visit.values.get("mentors", "").split("|")[0].strip()
        states = [
            *self.each(
                T("--done", "--selesai"),
                (text for text in visit.done if text not in visit.verified),
                lambda text: action_state_row(self.finder, text, "done", self.day),
            )
        ]
        option = T("--verified", "--diverifikasi")
        if visit.verified and not by:
            self.problems.append(
                Problem(
                    0,
                    str(option),
                    "P104",
                    T("nobody is named who verifies", "belum disebut siapa yang memverifikasi"),
                    "",
                    0,
                    T("add --mentors CODE", "tambahkan --pendamping KODE"),
                )
            )
        return [
            *states,
            *self.each(
                option,
                visit.verified,
                lambda text: action_state_row(
                    self.finder,
                    text,
                    "verified",
                    self.day,
                    by,
                    self.day if text in visit.done else "",
                ),
            ),
        ]


def action_state_row(
    finder: Finder, text: str, state: str, day: str, by: str = "", done_on: str = ""
) -> Row:
    """A row of code, state, done_on, verified_on, verified_by for a follow-up that takes a new
    state; an open one is verified with the day on which it was done. Raises Fault P040, P041, P105,
    P201.
    """
    id_ = finder.code("action", text)
    code, was, recorded = finder.store.rows(
        "SELECT action_code, action_state, done_on FROM action WHERE id = ?", (id_,)
    )[0]
    if was in ("verified", "dropped") or was == state:
        label = next(choice.label for choice in WORDS["action_state"].choices if choice.key == was)
        raise Fault(
            "P105",
            T("{code} is {state} already", "{code} sudah {state}").format(code=code, state=label),
            T("see `perut action show {code}`", "lihat `perut tindak-lanjut lihat {code}`").format(
                code=code
            ),
        )
    verified = state == "verified"
    done_on = done_on or recorded
    if verified and not done_on:
        raise not_done(code)
    return (
        code,
        state,
        done_on if verified else day,
        day if verified else "",
        by if verified else "",
    )


def not_done(code: str) -> Fault:
    """An open follow-up that is to be verified: first it is done, on some day."""
    return Fault(
        "P201",
        T("{code} is not done yet", "{code} belum selesai").format(code=code),
        T(
            "say when it was done: `perut action done {code} --on DATE`, then verify it, or add "
            "--done-on DATE",
            "sebut kapan selesainya: `perut tindak-lanjut selesai {code} --tanggal TANGGAL`, lalu "
            "verifikasi, atau tambahkan --selesai-tanggal TANGGAL",
        ).format(code=code),
    )


ALL = ("all", "semua", "*")
"""Stands for everybody who may have come."""

SETTLED = ("action_code", "action_state", "done_on", "verified_on", "verified_by")


def earlier(store: Store, village: int, indicator: int, day: str) -> str:
    """The code of the last finding of a village on an indicator, in any version, up to a day; blank
    for none.
    """
    return (
        store.value(
            "SELECT finding_code FROM finding WHERE village_id = ? AND indicator_id = ? AND "
            "finding_date <= ? ORDER BY finding_date DESC, id DESC LIMIT 1",
            (village, indicator, day),
        )
        or ""
    )


def _option(word: str) -> T:
    return T(WORDS[word].option, WORDS[word].option)


def _iso(day: str) -> str:
    try:
        return str(WORDS["session_date"].parse(day))
    except Fault:
        return day
