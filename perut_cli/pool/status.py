"""Which offices delivered, which are late, silent or held, which instruments clash,
and what to do.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from perut_cli.core.table import Page, Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import words
from perut_cli.pool import folder, offices
from perut_cli.pool.folder import Pool
from perut_cli.pool.offices import Office
from perut_cli.pool.receipts import kept_at, why_held
from perut_cli.pool.tables import SEPARATOR
from perut_cli.reports.words import sentences

COLUMNS = words(
    "area_code office_name office_state made_at days_ago last_batch deliveries what_to_do"
)
_NO_DAY = date(1, 1, 1)


class Clash(NamedTuple):
    """An instrument version that offices have with different content: the contents by how many."""

    instrument_code: str
    instrument_version: str
    contents: dict[str, list[str]]


def status(pool: Pool, today: date) -> Page:
    """A row an office, those that need something first; then the instruments that clash."""
    offices_there = offices.offices(pool)
    rows = _office_rows(pool, offices_there, today)
    parts: list[Table | str] = [
        Table("", COLUMNS, rows, note=sentences(_counted(rows), unfinished(pool)), name="offices"),
    ]
    if clashing := list(clashes(offices_there.values())):
        parts.append(_clash_table(clashing))
    return Page(
        T("Pool of {covers}", "Himpunan {covers}").format(covers=pool.covers),
        tuple(parts),
        T(
            "as of {day} · state of the deliveries {state}", "per {day} · keadaan kiriman {state}"
        ).format(day=today.isoformat(), state=offices.state(offices_there)),
        "pool_status",
    )


def office_rows(pool: Pool, today: date) -> list[tuple[Any, ...]]:
    """A row an office, of COLUMNS, those that need something first."""
    return _office_rows(pool, offices.offices(pool), today)


def _office_rows(pool: Pool, found: dict[str, Office], today: date) -> list[tuple[Any, ...]]:
    codes = sorted({*found, *pool.offices})
    own = _own_versions(found.values())
    rows = [_row(pool, code, found.get(code), own.get(code, []), today) for code in codes]
    return sorted(rows, key=lambda row: (_ORDER[row[2]], row[0]))


_ORDER = {"held": 0, "disputed": 1, "silent": 2, "late": 3, "clashing": 4, "current": 5}


def _row(
    pool: Pool, code: str, office: Office | None, own: list[str], today: date
) -> tuple[Any, ...]:
    name = pool.offices.get(code, "")
    if office is None:
        todo = T("ask for its first delivery: `perut send`", "minta kiriman pertama: `perut kirim`")
        return code, name, "silent", "", None, None, 0, str(todo)
    current = office.current
    days = (today - _day(current.made_at)).days
    state, todo = "current", T("", "")
    if office.held:
        state, todo = "held", _about_held(pool, office)
    elif office.rivals:
        state, todo = "disputed", _about_rivals(office)
    elif days > pool.late_days:
        state = "late"
        todo = T("ask for a new delivery", "minta kiriman baru")
    elif own:
        state, todo = "clashing", _about_own(own)
    elif days < -1:
        todo = T("its clock is ahead: ask the office", "jamnya terlalu maju: tanya kantor")
    return (
        code, name, state, current.made_at, max(0, days),
        current.last_batch, office.deliveries, str(todo),
    )  # fmt: skip


def _about_held(pool: Pool, office: Office) -> T:
    last = office.held[-1]
    return T(
        "{name}: {why} (a restored copy?): ask the office; if it is right, "
        "`perut pool add {path} {file} --yes`",
        "{name}: {why} (salinan dipulihkan?): tanya kantor; bila benar, "
        "`perut himpunan tambah {path} {file} --ya`",
    ).format(
        name=last.name,
        why=why_held(last, (office.current, *office.rivals)),
        path=pool.root,
        file=kept_at(pool, last),
    )


def _about_rivals(office: Office) -> T:
    other = office.rivals[-1]
    return T(
        "two files speak for this office, states {head} ({day}) and {other} ({other_day}): which "
        "is right? The newer one counts; let the office take one into the other (`perut merge`) "
        "and send again",
        "dua berkas berbicara untuk kantor ini, keadaan {head} ({day}) dan {other} ({other_day}): "
        "mana yang benar? Yang lebih baru berlaku; minta kantor menyatukannya (`perut gabung`) "
        "lalu kirim lagi",
    ).format(
        head=office.current.head,
        day=office.current.made_at[:10],
        other=other.head,
        other_day=other.made_at[:10],
    )


def _own_versions(found: Iterable[Office]) -> dict[str, list[str]]:
    """District → the versions whose content differs from what most offices have under that name, as
    the reports call them.
    """
    own: dict[str, list[str]] = defaultdict(list)
    for clash in clashes(found):
        for digest, districts in list(clash.contents.items())[1:]:
            for district in districts:
                own[district].append(f"{clash.instrument_code} {_own_name(clash, digest)}")
    return own


def _own_name(clash: Clash, digest: str) -> str:
    return f"{clash.instrument_version}-{digest[:4].upper()}"


def _about_own(own: list[str]) -> T:
    return T(
        "its {names} has other content than the version of that name elsewhere: agree on one, and "
        "let the office give its own a new version (`perut instrument revise`)",
        "{names} miliknya berbeda isi dari versi bernama sama di kantor lain: sepakati satu, lalu "
        "kantor memberi versinya nama baru (`perut instrumen revisi`)",
    ).format(names=", ".join(own))


def unfinished(pool: Pool) -> T:
    """Say that an `add` was interrupted, or goes on just now; blank where none was."""
    due = {folder.regency_of(code) for code in folder.due(pool)}
    text = T(
        "An add is going on or was interrupted: the figures of {areas} may be mixed; finish it by "
        "`perut pool add {path}`.",
        "Pengambilan sedang berjalan atau terhenti: angka {areas} mungkin bercampur; selesaikan "
        "dengan `perut himpunan tambah {path}`.",
    )
    some = ", ".join(sorted(due)[:_NAMED]) + (", …" if len(due) > _NAMED else "")
    return text.format(areas=some, path=pool.root) if due else T("", "")


_NAMED = 5


def _day(made_at: str) -> date:
    try:
        return date.fromisoformat(made_at[:10])
    except ValueError:
        return _NO_DAY


def _counted(rows: list[tuple[Any, ...]]) -> T:
    counts = {state: sum(row[2] == state for row in rows) for state in _ORDER}
    return T(
        "{current} current, {late} late, {silent} silent, {held} held, {disputed} with two files, "
        "{clashing} with an instrument of its own.",
        "{current} mutakhir, {late} terlambat, {silent} diam, {held} ditahan, {disputed} dengan "
        "dua berkas, {clashing} dengan instrumen yang bertentangan.",
    ).format(**counts)


def clashes(found: Iterable[Office]) -> Iterator[Clash]:
    """Instrument versions whose content differs between the offices' deliveries in force."""
    seen: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for office in found:
        for key, digest in office.current.instruments.items():
            seen[key][digest].append(office.district)
    for key, contents in sorted(seen.items()):
        if len(contents) > 1:
            instrument, _, version = key.partition(SEPARATOR)
            ordered = sorted(contents.items(), key=lambda pair: (-len(pair[1]), pair[0]))
            yield Clash(instrument, version, dict(ordered))


def _clash_table(clashing: list[Clash]) -> Table:
    rows = [
        (
            clash.instrument_code,
            _own_name(clash, digest) if number else clash.instrument_version,
            len(codes),
            ", ".join(codes[:5]) + (", …" if len(codes) > 5 else ""),
        )
        for clash in clashing
        for number, (digest, codes) in enumerate(clash.contents.items())
    ]
    return Table(
        T("Instruments that clash", "Instrumen yang bertentangan"),
        words("instrument_code instrument_version offices area_code"),
        rows,
        note=T(
            "Same code and version, other content: they are never mixed. Agree on one and give the "
            "other a new version (`perut instrument revise`).",
            "Kode dan versi sama, isi berbeda: tidak pernah dicampur. Sepakati satu, beri yang "
            "lain versi baru (`perut instrumen revisi`).",
        ),
        name="clashes",
    )
