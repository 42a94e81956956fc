"""iCalendar: the planned visits as all-day events for the calendar of a phone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TextIO

from perut_cli.core.characters import harmless
from perut_cli.core.errors import Usage
from perut_cli.core.fields import SEPARATOR
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import T, language
from perut_cli.core.values import Record
from perut_cli.core.vocabulary import word
from perut_cli.render.style import Style

_OCTETS = 75
"""A line of an iCalendar file is folded at so many octets (RFC 5545, 3.1)."""

_GONE = ("cancelled", "moved")


def write(answer: Answer, out: TextIO, style: Style) -> None:
    """Write the visits of a calendar. Raises Usage for an answer that holds none."""
    del style
    if not isinstance(answer, Table) or answer.name != "calendar":
        raise Usage(
            "P350",
            T("only the plan is a calendar", "hanya jadwal yang menjadi kalender"),
            T(
                "write it by `perut plan list -o plan.ics`",
                "tulis dengan `perut jadwal daftar -o jadwal.ics`",
            ),
        )
    keys = [field.key for field in answer.columns]
    out.writelines(part for line in _calendar(answer, keys) for part in _folded(line))


def _calendar(table: Table, keys: list[str]) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//perut//perut//{language().upper()}"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"X-WR-CALNAME:{_text(table.title)}"
    for row in table.rows:
        yield from _event(dict(zip(keys, row, strict=True)))
    yield "END:VCALENDAR"


def _event(plan: Record) -> Iterator[str]:
    """One visit. Its UID is made of its key,
    so that a second import mends the event of the first.
    """
    kind, village = str(plan["kind"]).capitalize(), plan["village_name"]
    first = date.fromisoformat(plan["plan_date"])
    yield "BEGIN:VEVENT"
    yield f"UID:{_text('-'.join((plan['village_code'], plan['plan_date'], plan['kind'])))}@perut"
    yield f"DTSTAMP:{_moment(plan)}"
    yield f"SEQUENCE:{plan['batch'] or 0}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{first + timedelta(1):%Y%m%d}"
    summary = T("{kind} in {village}", "{kind} di {village}").format(kind=kind, village=village)
    yield f"SUMMARY:{_text(summary)}"
    yield f"LOCATION:{_text(plan['place'] or _office(village))}"
    yield f"DESCRIPTION:{_text(_said(plan))}"
    yield f"STATUS:{'CANCELLED' if plan['plan_state'] in _GONE else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT" if plan["plan_state"] in _GONE else "TRANSP:OPAQUE"
    yield "END:VEVENT"


def _said(plan: Record) -> str:
    lines = [
        f"{word(key).label}: {word(key).show(plan[key]) if key != 'topics' else _topics(plan)}"
        for key in ("topics", "reason", "plan_state", "moved_to", "village_code")
        if plan[key]
    ]
    return "\n".join(lines)


def _topics(plan: Record) -> str:
    return ", ".join(str(plan["topics"]).split(SEPARATOR))


def _office(village: str) -> T:
    return T("Village office of {village}", "Kantor Desa {village}").format(village=village)


def _moment(plan: Record) -> str:
    try:
        written = datetime.fromisoformat(plan["written_at"]).astimezone(UTC)
    except ValueError:
        return f"{plan['plan_date'].replace('-', '')}T000000Z"
    return f"{written:%Y%m%dT%H%M%SZ}"


def _text(text: object) -> str:
    escaped = harmless(str(text)).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, those that go on begun by a blank."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _OCTETS:
            yield f"{piece}\r\n"
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    yield f"{piece}\r\n"
