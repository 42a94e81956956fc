"""Which offices delivered, which are late, silent or held, which instruments clash, and what to do."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from perut_cli.core.table import Page, Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import words
from perut_cli.pool import folder
from perut_cli.pool.folder import Pool, Receipt
from perut_cli.pool.shelves import SEPARATOR

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
    found = {code: folder.receipts(pool, code) for code in folder.districts(pool)}
    codes = sorted({*found, *pool.offices})
    rows = [_row(pool, code, found.get(code, []), today) for code in codes]
    rows.sort(key=lambda row: (_ORDER[row[2]], row[0]))
    parts: list[Table | str] = [
        Table("", COLUMNS, rows, note=_counted(rows), name="offices"),
    ]
    if clashing := list(clashes(found)):
        parts.append(_clash_table(clashing))
    return Page(
        T("Pool of {covers}", "Himpunan {covers}").format(covers=pool.covers),
        tuple(parts),
        T("as of {day}", "per {day}").format(day=today.isoformat()),
        "pool_status",
    )


_ORDER = {"held": 0, "silent": 1, "late": 2, "current": 3}


def _row(pool: Pool, code: str, receipts: list[Receipt], today: date) -> tuple[Any, ...]:
    name = pool.offices.get(code, "")
    current = folder.in_force(receipts)
    if current is None:
        todo = T("ask for its first delivery: `perut send`", "minta kiriman pertama: `perut kirim`")
        return code, name, "silent", "", None, None, 0, str(todo)
    days = (today - _day(current.made_at)).days
    state, todo = "current", T("", "")
    if folder.held(receipts):
        state, todo = "held", _about_held(pool, code, receipts)
    elif days > pool.late_days:
        state = "late"
        todo = T("ask for a new delivery", "minta kiriman baru")
    if len({receipt.file_id for receipt in receipts}) > 1:
        todo = T(
            "two files speak for this office: which is right? let it merge them there",
            "dua berkas berbicara untuk kantor ini: mana yang benar? gabungkan di sana",
        )
    return (
        code, name, state, current.made_at, max(0, days),
        current.last_batch, len(receipts), str(todo),
    )  # fmt: skip


def _about_held(pool: Pool, code: str, receipts: list[Receipt]) -> T:
    last = folder.held(receipts)[-1]
    return T(
        "{name} has fewer batches than the one before (a restored copy?): ask the office; if it is "
        "right, `perut pool add {path} {file} --yes`",
        "{name} memuat kelompok lebih sedikit dari sebelumnya (salinan dipulihkan?): tanya kantor; "
        "bila benar, `perut himpunan tambah {path} {file} --ya`",
    ).format(name=last.name, path=pool.root, file=folder.home(pool, code) / last.name)


def _day(made_at: str) -> date:
    try:
        return date.fromisoformat(made_at[:10])
    except ValueError:
        return _NO_DAY


def _counted(rows: list[tuple[Any, ...]]) -> T:
    counts = {state: sum(row[2] == state for row in rows) for state in _ORDER}
    return T(
        "{current} current, {late} late, {silent} silent, {held} held",
        "{current} mutakhir, {late} terlambat, {silent} diam, {held} ditahan",
    ).format(**counts)


def clashes(found: dict[str, list[Receipt]]) -> Iterator[Clash]:
    """Instrument versions whose content differs between the offices' deliveries in force."""
    seen: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for code, receipts in found.items():
        current = folder.in_force(receipts)
        for key, digest in (current.instruments if current else {}).items():
            seen[key][digest].append(code)
    for key, contents in sorted(seen.items()):
        if len(contents) > 1:
            instrument, _, version = key.partition(SEPARATOR)
            ordered = sorted(contents.items(), key=lambda pair: (-len(pair[1]), pair[0]))
            yield Clash(instrument, version, dict(ordered))


def _clash_table(clashing: list[Clash]) -> Table:
    rows = [
        (
            clash.instrument_code,
            f"{clash.instrument_version}-{digest[:4].upper()}"
            if place
            else clash.instrument_version,
            len(codes),
            ", ".join(codes[:5]) + (", …" if len(codes) > 5 else ""),
        )
        for clash in clashing
        for place, (digest, codes) in enumerate(clash.contents.items())
    ]
    return Table(
        T("Instruments that clash", "Instrumen yang bertentangan"),
        words("instrument_code instrument_version offices area_code"),
        rows,
        note=T(
            "Same code and version, other content: they are never mixed. Agree on one and give the "
            "other a new version (`perut instrument revise`).",
            "Kode dan versi sama, isi berbeda: tidak pernah dicampur. Sepakati satu, beri yang lain "
            "versi baru (`perut instrumen revisi`).",
        ),
        name="clashes",
    )
