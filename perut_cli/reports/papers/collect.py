"""The words of one paper, from what is recorded by its day, in Indonesian whatever the interface
speaks.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from perut_cli.core import scoring
from perut_cli.core.fields import Field
from perut_cli.core.followups import escalation
from perut_cli.core.instruments import parse_bands
from perut_cli.core.paper_words import (
    KINDS,
    PaperWord,
    derived,
    line_forms,
    line_word,
    lists_of,
    names_of,
    sort_of,
    words_of,
)
from perut_cli.core.settings import FIELDS as SETTINGS
from perut_cli.core.settings import Settings
from perut_cli.core.terbilang import date_long
from perut_cli.core.text import language, speak
from perut_cli.reports.scope import settings
from perut_cli.reports.words import figure
from perut_cli.store.db import Store
from perut_cli.store.queries import query

BOX = "\u200b"
"""Takes room and shows nothing: a signature's box is empty."""

Lines = list[dict[str, str]]
Texts = dict[str, Any]


class Subject(NamedTuple):
    """What a paper is about: a village, a session or a plan, or a period; `day` is the paper's."""

    kind: str
    day: str
    village_id: int | None = None
    session_id: int | None = None
    plan: Mapping[str, str] | None = None
    plan_id: int | None = None
    period: str = ""
    since: str = ""
    until: str = ""
    instrument: str = ""
    blank: int = 0


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
    values |= {
        "signature_place": chosen.place or chosen.district_name,
        "signer_title": signer_title(chosen),
        "signature_space": f"{BOX}\n{BOX}\n{BOX}" if wet else "",
        "signature_box": "" if wet else f"{BOX}\n{BOX}\n{BOX}",
        "title_upper": KINDS[subject.kind].title.upper(),
        "attachments": "-",
        "copies_title": "Tembusan:" if chosen.copies_to else "",
    }
    lists = {
        "bases": _lined(chosen.report_basis.split("|")),
        "copies": _lined(chosen.copies_to.split("|")),
    }
    return Collected(values, lists)


def signer_title(chosen: Settings) -> str:
    """`Plt. Camat Awayan`, `a.n. Camat Awayan` above the post of who signs for the head."""
    first, *more = [line.strip() for line in chosen.head_title.split("|")]
    named = chosen.district_name.casefold() in first.casefold()
    lines = [first if named else f"{first} {chosen.district_name}".strip(), *more]
    return "\n".join(lines)


def lines_of(store: Store, file: str, name: str, **values: object) -> list[dict[str, Any]]:
    """The rows of a query as words and their values."""
    cursor = store.select(query(file, name).sql, values)
    keys = [column[0] for column in cursor.description]
    return [dict(zip(keys, row, strict=True)) for row in cursor]


def _lined(texts: Sequence[str]) -> list[dict[str, Any]]:
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
            one.words, next((p.lists[one.name] for p in parts if one.name in p.lists), [])
        )
        for one in lists_of(about)
    }
    return texts, lists


def _numbered(words: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Lines:
    made = []
    for number, row in enumerate(rows, 1):
        line = {"no": str(number)}
        for name in words:
            if name in row or name != "no":
                word = line_word(name)
                line[name] = shown(word, row.get(name))
                if sort_of(word) == "day":
                    line[name + "_long"] = date_long(row.get(name) or "")
        made.append(line)
    return made


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
    names = names_of(words_of(about), lists)
    of_lists = {one.name: line_forms(one.words) for one in lists}
    for one in lists:
        for name in one.words:
            word = line_word(name)
            if sort_of(word) == "day":
                names.setdefault(word.key_id + "_long", name + "_long")
    return of_lists, names


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


def warning_of(repeats: int) -> tuple[int, str]:
    """The level of a warning, 1 to 3, and what findings made so often ask for."""
    return min(3, max(1, repeats - 1)), escalation(repeats).id


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


def said(value: float, limits: tuple[float, ...]) -> str:
    """A score in a sentence."""
    return figure(scoring.shown(value, limits), 1).id


def hours(start: str, end: str, zone: str) -> str:
    """`09.00 s.d. 12.00 WITA`; blank without a beginning."""
    if not start:
        return ""
    first, last = start.replace(":", "."), end.replace(":", ".")
    return f"{first} s.d. {last or 'selesai'} {zone}".strip()
