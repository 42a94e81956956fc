"""A visit as it is told on the command line: the session, who was there, what was found and agreed,
what was handed in.
"""

from collections.abc import Iterator
from typing import NamedTuple

from perut_cli.cli.app.command import Inputs, Option, option_of
from perut_cli.cli.records.verbs import values_by_place
from perut_cli.cli.records.write_row import row_of
from perut_cli.core.errors import Usage
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS

PLACES = ("village_code", "session_date", "kind")


class ActionInput(NamedTuple):
    """A follow-up agreed on the spot."""

    action_text: str
    responsible: str = ""
    due: str = ""


class FindingInput(NamedTuple):
    """What was found on the spot; the indicator is INSTRUMENT:CODE, or the code alone."""

    finding_text: str
    severity: str = ""
    indicator_code: str = ""
    steps: tuple[ActionInput, ...] = ()


class VisitInput(NamedTuple):
    """A whole visit, as typed: `values` are the session's columns, the rest are names and texts."""

    values: dict[str, str]
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    findings: tuple[FindingInput, ...] = ()
    submitted: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    verified: tuple[str, ...] = ()


def _of(word: str, help_: T) -> Option:
    return option_of(WORDS[word], help_)._replace(many=True)


def _many(key: str, names: T, help_: T, value: str, completes: str = "") -> Option:
    return Option(
        key,
        names,
        help_,
        many=True,
        value=value,
        completes=completes,
        personal=key in ("attendee", "absent", "finding", "action"),
    )


OPTIONS = (
    _many(
        "attendee",
        T("--attendee", "--hadir"),
        T(
            "who was there: name or part of it, at a joint meeting also VILLAGE:NAME; again for "
            "each",
            "yang hadir: nama atau sebagian, pada pertemuan bersama juga DESA:NAMA; ulangi "
            "untuk setiap orang",
        ),
        "NAME",
        "official",
    ),
    _many(
        "absent",
        T("--absent", "--tidak-hadir"),
        T("who was missing", "yang tidak hadir"),
        "NAME",
        "official",
    ),
    _many(
        "finding",
        T("--finding", "--temuan"),
        T(
            "what was found; the options below it belong to the finding before them",
            "yang ditemukan; opsi sesudahnya milik temuan di depannya",
        ),
        "TEXT",
    ),
    _of("severity", T("how serious that finding is", "seberapa berat temuan itu")),
    _of(
        "indicator_code",
        T("indicator of that finding, INSTRUMENT:CODE", "indikator temuan itu, INSTRUMEN:KODE"),
    )._replace(completes="indicator", field=None),
    _many(
        "action",
        T("--action", "--tindak-lanjut"),
        T(
            "follow-up of that finding; who and when belong to the follow-up before them",
            "tindak lanjut temuan itu; siapa dan kapan milik tindak lanjut di depannya",
        ),
        "TEXT",
    ),
    _of("responsible", T("who does it", "siapa yang melakukan")),
    _of("due", T("by when", "sampai kapan")),
    _many(
        "submitted",
        T("--submitted", "--disampaikan"),
        T(
            "handed in on the spot: CODE:PERIOD or CODE:PERIOD=DATE",
            "diserahkan di tempat: KODE:PERIODE atau KODE:PERIODE=TANGGAL",
        ),
        "CODE:PERIOD",
    ),
    _many(
        "done",
        T("--done", "--selesai"),
        T("follow-up found done", "tindak lanjut yang ternyata selesai"),
        "CODE",
        "action",
    ),
    _many(
        "verified",
        T("--verified", "--diverifikasi"),
        T(
            "follow-up verified by the first mentor",
            "tindak lanjut yang diverifikasi pendamping pertama",
        ),
        "CODE",
        "action",
    ),
)
"""What `session add` takes beside the session's own columns."""

_OF_FINDING = ("severity", "indicator_code")
_OF_STEP = {"responsible": "action", "due": "action"}


def visit_of(inputs: Inputs) -> VisitInput:
    """The visit that the options tell. Raises Usage P101 for what belongs to a finding that isn't
    there.
    """
    values = row_of(SHEETS["session"], inputs) | values_by_place(inputs, PLACES)
    names = {
        key: tuple(inputs.get(key, ()))
        for key in ("attendee", "absent", "submitted", "done", "verified")
    }
    return VisitInput(
        values,
        names["attendee"],
        names["absent"],
        tuple(findings_of(inputs)),
        names["submitted"],
        names["done"],
        names["verified"],
    )


def findings_of(inputs: Inputs) -> list[FindingInput]:
    """Findings, each with what was given after it and before the next."""
    findings: list[FindingInput] = []
    for key, value in _told(inputs):
        if key == "finding":
            findings.append(FindingInput(value))
            continue
        if not findings:
            raise _astray(key, T("--finding", "--temuan"))
        findings[-1] = _with(findings[-1], key, value)
    return findings


def _with(finding: FindingInput, key: str, value: str) -> FindingInput:
    if key in _OF_FINDING:
        return finding._replace(**{key: value})  # type: ignore[arg-type]
    if key == "action":
        return finding._replace(steps=(*finding.steps, ActionInput(value)))
    if not finding.steps:
        raise _astray(key, T("--action", "--tindak-lanjut"))
    return finding._replace(steps=(*finding.steps[:-1], finding.steps[-1]._replace(**{key: value})))


def _told(inputs: Inputs) -> Iterator[tuple[str, str]]:
    wanted = {"finding", "action", *_OF_FINDING, *_OF_STEP}
    values = {key: iter(inputs.get(key, ())) for key in wanted}
    for key in inputs.order:
        if key in wanted:
            yield key, next(values[key])


def _astray(key: str, after: T) -> Usage:
    option = T("--action", "--tindak-lanjut") if key == "action" else WORDS[key].option
    return Usage(
        "P101",
        T("{option} belongs to nothing", "{option} tidak milik apa pun").format(option=option),
        T("write it after {after}", "tulis sesudah {after}").format(after=after),
    )
