"""The words of one paper, from what is recorded by its day, in Indonesian whatever the interface
speaks.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from perut_cli.core import scoring
from perut_cli.core.calendars import MONTHS
from perut_cli.core.fields import Field
from perut_cli.core.instruments import parse_bands
from perut_cli.core.paper_forms import (
    derived,
    line_forms,
    line_word,
    lists_of,
    names_of,
    sort_of,
    words_of,
)
from perut_cli.core.paper_kinds import BUPATI, HEAD, KINDS
from perut_cli.core.paper_words import PaperWord
from perut_cli.core.settings import FIELDS as SETTINGS
from perut_cli.core.settings import Settings
from perut_cli.core.terbilang import ROMAN, date_long
from perut_cli.core.text import language, speak
from perut_cli.core.vocabulary import WORDS
from perut_cli.reports.scope import settings
from perut_cli.reports.visits.followups import FollowUp
from perut_cli.store.db import Store
from perut_cli.store.queries import query

BOX = "\u200b"
"""Takes room and shows nothing: a signature's box is empty."""

DOTS = "(........................................)"
"""Where a name is to be written by hand."""

BLANK = "...................."
"""Where a place is to be written by hand."""

Lines = list[dict[str, str]]
Texts = dict[str, Any]


class Subject(NamedTuple):
    """What a paper is about: a village, a session or a plan, or a period; `day` is the paper's,
    `meeting` what is said of a planned one beside its plan, `signer` who signs for the office where
    it isn't who is recorded. Of a joint meeting `one_village` takes its village's part alone.
    """

    kind: str
    day: str
    village_id: int | None = None
    session_id: int | None = None
    plan: Mapping[str, str] | None = None
    meeting: Mapping[str, str] | None = None
    plan_id: int | None = None
    period: str = ""
    since: str = ""
    until: str = ""
    instrument: str = ""
    blank: int = 0
    to: str = ""
    signer: str = ""
    one_village: bool = False


class Collected(NamedTuple):
    """Machine values by word, lists of such by name: what `texts_of` makes texts of."""

    values: Texts
    lists: dict[str, list[dict[str, Any]]]


@contextmanager
def in_indonesian() -> Iterator[None]:
    """Papers are Indonesian in both languages of the interface."""
    before = language()
    speak("id")
    try:
        yield
    finally:
        speak(before)


def office(store: Store, subject: Subject) -> Collected:
    """What every paper may say: the office, its head, the copies."""
    chosen = settings(store)
    values: Texts = {name: getattr(chosen, name) for name in SETTINGS}
    wet = chosen.signature_mode == "wet"
    place = chosen.place or chosen.district_name or BLANK
    values |= {
        "signature_place": place,
        "office_place": place,
        "signer_title": signer_title(chosen),
        "signature_space": "\n".join([BOX] * _SIGNED_LINES) if wet else "",
        "signature_box": "" if wet else "\n".join([BOX] * _SIGNED_LINES),
        "title_upper": KINDS[subject.kind].title.upper(),
        "attachments": "-",
        "head_name": chosen.head_name or DOTS,
        "district_name": chosen.district_name or BLANK,
    }
    if subject.signer and (KINDS[subject.kind].signer == HEAD or subject.to == BUPATI):
        someone = officer_named(store, subject.signer)
        values |= {"head_name": someone["mentor_name"], "head_nip": someone["nip"]}
    copies = copies_to(chosen, subject.to)
    values["copies_title"] = "Tembusan:" if copies else ""
    lists = {"bases": lined(chosen.report_basis.split("|")), "copies": lined(copies)}
    return Collected(values, lists)


_SIGNED_LINES = 3
"""How high a signature is."""


def copies_to(chosen: Settings, to: str) -> list[str]:
    """Who gets copies; of what goes on to the bupati the inspectorate,
    as Permendagri 73/2020 has it, unless the office says who.
    """
    copies = [text.strip() for text in chosen.copies_to.split("|") if text.strip()]
    if to != BUPATI or copies:
        return copies
    return [f"Inspektur Daerah {chosen.regency}".strip()]


def officer_named(store: Store, text: str) -> dict[str, Any]:
    """An officer by code or name; else somebody of that name, of whom no more is known."""
    found = lines_of(store, "papers", "officer_named", named=text.strip())
    return found[0] if found else {"mentor_name": text.strip(), "nip": "", "mentor_position": ""}


def leader(officer: Mapping[str, Any]) -> Texts:
    """Who signs for the officers; dots where nobody is recorded."""
    return {
        "leader_name": officer.get("mentor_name") or DOTS,
        "leader_nip": officer.get("nip", ""),
        "leader_nip_or_dash": officer.get("nip") or "-",
        "leader_position": officer.get("mentor_position") or "Petugas",
    }


def signer_title(chosen: Settings) -> str:
    """`Plt. Camat Awayan`, `a.n. Camat Awayan` above the post of who signs for the head."""
    first, *more = [line.strip() for line in chosen.head_title.split("|")]
    named = chosen.district_name.casefold() in first.casefold()
    lines = [first if named else f"{first} {chosen.district_name}".strip(), *more]
    return "\n".join(lines)


_FOR_ANOTHER = re.compile(r"^(plt|plh|pj|pjs|a\.?n|u\.?b)\.?\s+", re.IGNORECASE)


def head_addressed(chosen: Settings) -> str:
    """Who a report goes to: `Camat Awayan`, the office and not who holds it for another."""
    return _FOR_ANOTHER.sub("", signer_title(chosen).splitlines()[0])


def bupati(chosen: Settings) -> str:
    """`Bupati Balangan`, `Wali Kota Banjarbaru`."""
    name = chosen.regency.strip()
    if name.casefold().startswith("kota "):
        return f"Wali Kota {name[5:]}"
    return f"Bupati {name.removeprefix('Kabupaten ')}".strip()


def lines_of(store: Store, file: str, name: str, **values: object) -> list[dict[str, Any]]:
    """The rows of a query as words and their values."""
    cursor = store.select(query(file, name).sql, values)
    keys = [column[0] for column in cursor.description]
    return [dict(zip(keys, row, strict=True)) for row in cursor]


def lined(texts: Sequence[str]) -> list[dict[str, Any]]:
    """Texts as the lines of a list, without blank ones."""
    return [{"text": text.strip()} for text in texts if text.strip()]


def texts_of(subject: Subject, *parts: Collected) -> tuple[dict[str, str], dict[str, Lines]]:
    """Texts of the words and lists of a kind of paper, with the forms derived of them; blank for
    what isn't known.
    """
    about = KINDS[subject.kind].about
    values = {key: value for part in parts for key, value in part.values.items()}
    texts: dict[str, str] = {}
    for word in words_of(about):
        raw = values.get(word.key)
        texts |= derived(word, shown(word, raw), "" if raw is None else str(raw))
    lists = {
        one.name: _numbered(
            one.words, next((p.lists[one.name] for p in parts[::-1] if one.name in p.lists), [])
        )
        for one in lists_of(about)
    }
    return texts, lists


def _numbered(words: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Lines:
    lines = []
    for number, row in enumerate(rows, 1):
        line = {"no": str(number)}
        for name in words:
            if name in row or name != "no":
                word = line_word(name)
                line[name] = shown(word, row.get(name))
                if sort_of(word) == "day":
                    line[name + "_long"] = date_long(row.get(name) or "")
        lines.append(line)
    return lines


def shown(word: Field | PaperWord, raw: Any) -> str:
    """A value as papers show it; blank for none."""
    if raw is None or raw == "":
        return ""
    if isinstance(word, PaperWord):
        return date_long(raw) if word.sort == "day" else str(raw)
    if sort_of(word) == "day":
        day = str(raw)
        return f"{day[8:10]}/{day[5:7]}/{day[:4]}"
    return word.show(raw)


def vocabulary(about: str) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The words of each list, and the other names of words and lists, for `fill.Words`."""
    lists = lists_of(about)
    return {one.name: line_forms(one.words) for one in lists}, names_of(words_of(about), lists)


def zigzag(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Attendance with its numbers left and right in turn in the column of signatures."""
    return [
        {
            **row,
            "sign_left": f"{number}." if number % 2 else "",
            "sign_right": "" if number % 2 else f"{number}.",
        }
        for number, row in enumerate(rows, 1)
    ]


def score_limits(store: Store) -> tuple[float, ...]:
    """The values over which a shown score is never rounded: targets and starts of bands."""
    found = {settings(store).target}
    for own, bands in store.rows("SELECT target, bands FROM instrument"):
        found |= {float(own)} if own is not None else set()
        found |= {low for low, _ in parse_bands(bands) if low}
    return tuple(sorted(found))


def cut(rows: Sequence[Mapping[str, Any]], limits: tuple[float, ...]) -> list[dict[str, Any]]:
    """Rows with their scores as they are shown: never rounded over a limit."""
    return [
        {
            key: scoring.shown(value, limits)
            if key in _SCORES and isinstance(value, (int, float))
            else value
            for key, value in row.items()
        }
        for row in rows
    ]


_SCORES = ("baseline", "latest", "value")


def score_said(value: float, limits: tuple[float, ...]) -> str:
    """A score in a sentence."""
    return WORDS["latest"].show(scoring.shown(value, limits))


_PARTS = {"Q": "Triwulan", "S": "Semester"}


def period_named(period: str) -> str:
    """`Semester I 2026`, `November 2026`, `2026`; what is no period stays."""
    year, _, part = period.partition("-")
    if part[:1] in _PARTS:
        return f"{_PARTS[part[:1]]} {ROMAN[int(part[1:]) - 1]} {year}"
    return f"{MONTHS[int(part) - 1].id} {year}" if part.isdecimal() else period


def follow_up_words(step: FollowUp) -> dict[str, Any]:
    """A follow-up not settled, with where it stands."""
    state = "menunggu verifikasi" if step.action_state == "done" else "berjalan"
    if step.days_overdue is not None:
        state = f"lewat {step.days_overdue} hari"
    return {**step._asdict(), "state_text": state}


def hours(start: str, end: str, zone: str) -> str:
    """`09.00 s.d. 12.00 WITA`; blank without a beginning."""
    if not start:
        return ""
    first, last = start.replace(":", "."), end.replace(":", ".")
    return f"{first} s.d. {last or 'selesai'} {zone}".strip()
