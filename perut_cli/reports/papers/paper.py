"""One paper: its words collected, its template filled, refused where it would say what isn't so."""

import hashlib
from typing import NamedTuple

from perut_cli.core.errors import Conflict, Invalid, Problem
from perut_cli.core.paper_kinds import KINDS, PERIOD, VISIT
from perut_cli.core.text import T
from perut_cli.render.papers import package
from perut_cli.render.papers.fill import Unknown, Words, faults, fill
from perut_cli.render.papers.shipped import template
from perut_cli.reports.papers.collect import (
    Collected,
    Subject,
    Texts,
    in_indonesian,
    office,
    texts_of,
    vocabulary,
)
from perut_cli.reports.papers.period import period_words
from perut_cli.reports.papers.visit import village_words, visit_words
from perut_cli.store.db import Store


class Template(NamedTuple):
    """A template: its parts, its checksum, its name."""

    parts: dict[str, bytes]
    sha256: str
    name: str


def shipped(kind: str, paper: str = "f4", to: str = "") -> Template:
    """The template that comes with perut, for a size of paper, to whom it goes."""
    data = template(kind, paper, to)
    return Template(package.read(data), hashlib.sha256(data).hexdigest(), kind)


def of_file(data: bytes, name: str) -> Template:
    """A template of the office's own. Raises Invalid P332."""
    return Template(package.read(data, name), hashlib.sha256(data).hexdigest(), name)


def collected(store: Store, subject: Subject) -> list[Collected]:
    """What the paper may say but for its own number, date and recipient."""
    with in_indonesian():
        collections = [office(store, subject)]
        if KINDS[subject.kind].about == PERIOD:
            return [*collections, period_words(store, subject)]
        collections.append(village_words(store, subject))
        if KINDS[subject.kind].about == VISIT:
            collections.append(visit_words(store, subject))
        return collections


def refuse_untrue(subject: Subject, parts: list[Collected]) -> None:
    """Raise Conflict P334 for a warning without repeats, an award without a sure band, a visit
    paper without its visit.
    """
    values = {key: value for part in parts for key, value in part.values.items()}
    if subject.kind == "teguran" and not values.get("repeat_level"):
        raise Conflict(
            "P334",
            T(
                "no finding was made twice in this village and is still open",
                "tidak ada temuan berulang yang masih terbuka di desa ini",
            ),
            T("see `perut finding list`", "lihat `perut temuan daftar`"),
        )
    if subject.kind == "piagam" and values.get("band") in (None, "", "undetermined"):
        raise Conflict(
            "P334",
            T(
                "the band of this village is not sure",
                "predikat desa ini belum dapat dipastikan",
            ),
            T("see `perut report progress`", "lihat `perut laporan kemajuan`"),
        )


def known(kind: str) -> Words:
    """The words of a kind with nothing in them: what a template is checked against."""
    subject = Subject(kind, "")
    with in_indonesian():
        texts, lists = texts_of(subject, Collected({}, {}))
    of_lists, names = vocabulary(KINDS[kind].about)
    return Words(texts, lists, of_lists, names)


def filled_paper(subject: Subject, parts: list[Collected], own: Texts, source: Template) -> bytes:
    """The paper. `own` has its number, date, recipient, subject. Raises Invalid P335."""
    with in_indonesian():
        texts, lists = texts_of(subject, *parts, Collected(own, {}))
    of_lists, names = vocabulary(KINDS[subject.kind].about)
    words = Words(texts, lists, of_lists, names)
    refuse_unknown(faults(source.parts, words), source.name)
    return package.write(fill(source.parts, words))


def refuse_unknown(unknown: list[Unknown], name: str) -> None:
    """Raise Invalid P335 with every placeholder that names no word."""
    if not unknown:
        return
    told = tuple(Problem(0, "", "P335", fault_text(fault), fault.placeholder) for fault in unknown)
    raise Invalid(
        "P335",
        T("{name}: {n} unknown {n:word|words}", "{name}: {n} kata tidak dikenal").format(
            name=name, n=len(unknown)
        ),
        T("see `perut document words KIND`", "lihat `perut naskah kata JENIS`"),
        problems=told,
    )


def fault_text(fault: Unknown) -> T:
    """An unknown word in a sentence, with the nearest."""
    if fault.nearest:
        return T(
            "{word} is unknown, did you mean {near}?", "{word} tidak dikenal, maksudnya {near}?"
        ).format(word=fault.placeholder, near=fault.nearest)
    return T("{word} is unknown", "{word} tidak dikenal").format(word=fault.placeholder)
