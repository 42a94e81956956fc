"""Find the id of a record by what people call it: villages by code, digits or name, people by
name, the rest by code.
"""

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import NamedTuple

from perut_cli.core.characters import folded, keyboard
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T
from perut_cli.core.values import Fault, Row, quoted
from perut_cli.store.db import Store

_MANY = 2_000
"""Above so many names the nearest ones are looked for in the office's own district only."""

_SHOWN = 6

_ALIKE = 0.6
"""Names are alike from this share of common letters on."""

_SHORTENED = ("obligation",)
"""Sheets whose codes are known by an unambiguous beginning in files, too: lpj."""


class KnownVillage(NamedTuple):
    """A village as the finder knows it."""

    id: int
    code: str
    name: str


def plain(name: str) -> str:
    """A name without case, spaces and marks, Sei, Sei. and S. written out as Sungai."""
    bare = re.sub(r"^(desa|kelurahan|kel\.|ds\.)\s+(?=\w)", "", name.casefold().strip())
    words = re.sub(r"\b(sei(?=\w)|sei\b|s\.|s(?=\s))", "sungai ", bare)
    return re.sub(r"[\W_]+", "", words)


class Finder:
    """Looks things up for one command; `loose` also takes unambiguous beginnings of codes and parts
    of people's names.
    """

    def __init__(self, store: Store, *, loose: bool = False) -> None:
        """Look in this store; nothing is read before it is asked for."""
        self.store = store
        self.loose = loose
        self._names: dict[str, list[KnownVillage]] = {}
        self._district: str | None = None

    def village(self, text: str) -> int:
        """The id of a village by code, last four digits, name or other name. Raises Fault P040 or
        P041.
        """
        text = keyboard(text)
        id_ = self.store.value("SELECT id FROM village WHERE village_code = ?", (text,))
        if id_ is not None:
            return int(id_)
        digits = re.sub(r"[.\s]", "", text)
        if re.fullmatch(r"\d{10}", digits):
            code = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"
            id_ = self.store.value("SELECT id FROM village WHERE village_code = ?", (code,))
            if id_ is None:
                raise self._no_village(text)
            return int(id_)
        if re.fullmatch(r"\d{4}", digits):
            ending = self.store.rows(
                "SELECT id, village_code, village_name FROM village WHERE substr(village_code, "
                "-4) = ? ORDER BY village_code",
                (digits,),
            )
            return self._one(text, [KnownVillage(*row) for row in ending])
        places = self._places()
        name = plain(text)
        exact = places.get(name, [])
        if exact or not name:
            return self._one(text, exact)
        return self._one(
            text,
            list(
                {
                    p.id: p for key, many in places.items() if key.startswith(name) for p in many
                }.values()
            ),
        )

    def code(self, sheet: str, text: str) -> int:
        """The id of a record by its code. Raises Fault P040 or P041."""
        key, text = SHEETS[sheet].key, keyboard(text)
        found = self.store.value(
            f"SELECT id FROM {sheet} WHERE {key} = ?1 COLLATE NOCASE ORDER BY {key} <> ?1", (text,)
        )
        if found is not None:
            return int(found)
        if self.loose or sheet in _SHORTENED:
            pattern = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
            rows = self.store.rows(
                f"SELECT id, {key} FROM {sheet} WHERE {key} LIKE ? ESCAPE '\\' ORDER BY {key} "
                f"LIMIT 9",
                (pattern,),
            )
            if len(rows) == 1:
                return int(rows[0][0])
            if rows:
                raise fits(text, (row[1] for row in rows))
        raise self._none(
            sheet,
            text,
            (
                row[0]
                for row in self.store.select(
                    f"SELECT {key} FROM {sheet} ORDER BY {key} LIMIT {_MANY}"
                )
            ),
        )

    def official(self, village_id: int, text: str) -> int:
        """The id of a person of a village by name, or by code. Raises Fault P040 or P041."""
        rows = self.store.rows(
            "SELECT id, official_name, official_code FROM official WHERE village_id = ? ORDER "
            "BY official_name",
            (village_id,),
        )
        exact = [row for row in rows if text in (row[1], row[2])]
        same = folded(text)
        exact = exact or [row for row in rows if folded(row[1]) == same]
        wanted = plain(text)
        tests: list[Callable[[Row], bool]] = [lambda row: plain(row[1]) == wanted]
        if self.loose and wanted:
            tests += [
                lambda row: plain(row[1]).startswith(wanted),
                lambda row: wanted in plain(row[1]),
                lambda row: row[2].casefold().startswith(text.casefold()),
            ]
        for test in tests:
            exact = exact or [row for row in rows if test(row)]
        if len(exact) == 1:
            return int(exact[0][0])
        if exact:
            raise fits(text, (row[1] for row in exact))
        raise self._none("official", text, (row[1] for row in rows))

    def person(self, text: str) -> int:
        """The id of a person by code, by VILLAGE:NAME, by name, or by a part of it wherever one
        person fits. Raises Fault P040 or P041.
        """
        village, colon, name = text.partition(":")
        if colon:
            return self.official(self.village(village.strip()), name.strip())
        try:
            return self.code("official", text)
        except Fault as fault:
            rows = self.store.rows(
                "SELECT official.id, official_name, official_code, village_name FROM official JOIN "
                "village ON village.id = village_id ORDER BY official_code"
            )
            fitting = _fitting(plain(text), rows) if self.loose else []
            if len(fitting) == 1:
                return int(fitting[0][0])
            if fitting:
                raise fits(text, (f"{row[2]} {row[1]}, {row[3]}" for row in fitting)) from None
            raise fault from None

    def instrument(self, code: str, version: str = "") -> int:
        """The id of an instrument, the newest version where none is named. Raises Fault P040."""
        id_ = self.store.value(
            "SELECT id FROM instrument WHERE instrument_code = ? COLLATE NOCASE AND (?2 = '' OR "
            "instrument_version = ?2) "
            "ORDER BY length(instrument_version) DESC, instrument_version DESC LIMIT 1",
            (code, version),
        )
        if id_ is not None:
            return int(id_)
        codes = self._codes("SELECT DISTINCT instrument_code FROM instrument ORDER BY 1")
        begun = self._begun(code, codes)
        if begun:
            return self.instrument(begun, version)
        raise self._none("instrument", f"{code} {version}".strip(), codes)

    def instrument_code(self, text: str) -> str:
        """The code of the instrument that a text names. Raises Fault P040 or P041."""
        return str(
            self.store.value(
                "SELECT instrument_code FROM instrument WHERE id = ?", (self.instrument(text),)
            )
        )

    def first_instrument(self, code: str) -> int:
        """The id that stands for an instrument in any version: the one recorded first. Raises Fault
        P040.
        """
        found = self.store.value(
            "SELECT min(id) FROM instrument WHERE instrument_code = (SELECT instrument_code FROM "
            "instrument WHERE id = ?) COLLATE NOCASE",
            (self.instrument(code),),
        )
        return int(found)

    def indicator(self, instrument_id: int, code: str) -> int:
        """The id of an indicator of one version of an instrument. Raises Fault P040."""
        id_ = self.store.value(
            "SELECT id FROM indicator WHERE instrument_id = ? AND indicator_code = ? COLLATE "
            "NOCASE",
            (instrument_id, code),
        )
        if id_ is not None:
            return int(id_)
        codes = self._codes(
            "SELECT indicator_code FROM indicator WHERE instrument_id = ? ORDER BY item_order",
            (instrument_id,),
        )
        begun = self._begun(code, codes)
        if begun:
            return self.indicator(instrument_id, begun)
        raise self._none("indicator", code, codes)

    def _codes(self, sql: str, values: tuple[int, ...] = ()) -> list[str]:
        return [row[0] for row in self.store.rows(sql, values)]

    def _begun(self, text: str, codes: list[str]) -> str:
        """On the command line, the one code that a text begins. Raises Fault P041."""
        start = keyboard(text).casefold()
        begun = [code for code in codes if code.casefold().startswith(start)]
        if not (self.loose and start) or any(code.casefold() == start for code in begun):
            return ""
        if len(begun) > 1:
            raise fits(text, begun)
        return "".join(begun)

    def first_indicator(self, instrument: str, code: str) -> int:
        """The id that stands for an indicator in any version: the one recorded first. Raises Fault
        P040.
        """
        first = self.first_instrument(instrument)
        id_ = self.store.value(
            "SELECT min(indicator.id) FROM indicator JOIN instrument ON instrument.id = "
            "instrument_id "
            "WHERE instrument_code = (SELECT instrument_code FROM instrument WHERE id = ?) AND "
            "indicator_code = ? COLLATE NOCASE",
            (first, code),
        )
        return int(id_) if id_ is not None else self.indicator(first, code)

    def _places(self) -> dict[str, list[KnownVillage]]:
        if not self._names:
            for id_, code, name, also in self.store.select(
                "SELECT id, village_code, village_name, also_named FROM village ORDER BY "
                "village_code"
            ):
                place = KnownVillage(id_, code, name)
                for key in {plain(name), *(plain(other) for other in also.split("|") if other)}:
                    self._names.setdefault(key, []).append(place)
        return self._names

    def _one(self, text: str, places: list[KnownVillage]) -> int:
        own = (
            [village for village in places if village.code.startswith(self.district() + ".")]
            if len(places) > 1
            else []
        )
        if len(own or places) == 1:
            return (own or places)[0].id
        if places:
            raise fits(text, (f"{village.code} {village.name}" for village in own or places))
        raise self._no_village(text)

    def district(self) -> str:
        """The code of the office's own district."""
        if self._district is None:
            self._district = (
                self.store.value("SELECT value FROM setting WHERE setting = 'district_code'") or "-"
            )
        return self._district

    def _no_village(self, text: str) -> Fault:
        """No village is called so; the nearest names are told, one at least."""
        rows = self.store.rows(
            "SELECT village_code, village_name, also_named FROM village WHERE ?1 OR village_code "
            "LIKE ?2 || '.%' ORDER BY village_code",
            (self.store.value("SELECT count(*) FROM village") <= _MANY, self.district()),
        )
        digits = re.sub(r"[.\s]", "", text)
        if digits.isdigit():
            called = {
                code.replace(".", "")[-len(digits) :]: f"{code} {name}" for code, name, _ in rows
            }
        else:
            called = {
                plain(other): name
                for _, name, also in reversed(rows)
                for other in (*also.split("|"), name)
            }
        near = _most_alike(plain(text), called, _ALIKE)
        return self._unknown(
            "village", text, near or _most_alike(plain(text), called)[:1], bool(near)
        )

    def _none(self, sheet: str, text: str, names: Iterable[str]) -> Fault:
        return self._unknown(sheet, text, self._titled(sheet, text) or nearest(text, names))

    def _unknown(self, sheet: str, text: str, near: list[str], alike: bool = True) -> Fault:
        title = SHEETS[sheet]
        hint = T("see `perut {name} list`", "lihat `perut {alias} daftar`").format(
            name=title.name, alias=title.alias
        )
        if near:
            perhaps = T("perhaps {near}", "barangkali {near}").format(near=", ".join(near))
            hint = perhaps if alike else T("{a}; {b}", "{a}; {b}").format(a=perhaps, b=hint)
        what = T(NAMES[sheet][0], NAMES[sheet][1])
        return Fault(
            "P040",
            T("no {what} {text}", "{what} {text} tidak ada").format(what=what, text=quoted(text)),
            hint,
        )

    def _titled(self, sheet: str, text: str) -> list[str]:
        """The codes of records that were called by their name, with the names."""
        wanted = plain(text)
        if sheet not in _TITLES or not wanted:
            return []
        rows = self.store.rows(
            f"SELECT {SHEETS[sheet].key}, {_TITLES[sheet]} FROM {sheet} LIMIT {_MANY}"
        )
        return [f"{code} ({title})" for code, title in rows if wanted in plain(title)][:3]


_TITLES = {
    "mentor": "mentor_name",
    "topic": "topic_name",
    "obligation": "obligation_title",
}
"""The names of what is called by a code."""

NAMES = {
    "heading": ("header", "judul kolom"),
    "village": ("village", "desa"),
    "official": ("official", "aparatur"),
    "mentor": ("mentor", "pendamping"),
    "topic": ("topic", "topik"),
    "holiday": ("holiday", "hari libur"),
    "photo": ("photo", "foto"),
    "session": ("session", "sesi"),
    "instrument": ("instrument", "instrumen"),
    "indicator": ("indicator", "indikator"),
    "assessment": ("assessment", "penilaian"),
    "finding": ("finding", "temuan"),
    "action": ("follow-up", "tindak lanjut"),
    "obligation": ("obligation", "kewajiban"),
    "setting": ("setting", "pengaturan"),
    "post": ("post", "jabatan"),
    "plan": ("plan", "jadwal"),
    "attendance": ("attendance", "kehadiran"),
    "score": ("score", "nilai"),
    "submission": ("submission", "penyampaian"),
    "filling": ("filling", "pengisian"),
    "document": ("paper", "naskah"),
}
"""What one record of a sheet is called in a sentence, in both languages."""


def _fitting(wanted: str, rows: list[Row]) -> list[Row]:
    """The rows whose name is the wanted one, else begins with it, else holds it."""
    names = [(plain(row[1]), row) for row in rows] if wanted else []
    return (
        [row for name, row in names if name == wanted]
        or [row for name, row in names if name.startswith(wanted)]
        or [row for name, row in names if wanted in name]
    )


def fits(text: str, names: Iterable[str]) -> Fault:
    """What fits two or more, with all of them listed."""
    listed = list(names)
    shown = "; ".join(listed[:_SHOWN]) + (
        f"; … {len(listed) - _SHOWN}" if len(listed) > _SHOWN else ""
    )
    return Fault(
        "P041",
        T("{text} fits {n}: {shown}", "{text} cocok dengan {n}: {shown}").format(
            text=quoted(text), n=len(listed), shown=shown
        ),
        T("write the full name or code", "tulis nama atau kode lengkapnya"),
    )


def _most_alike(text: str, called: dict[str, str], alike: float = 0.0) -> list[str]:
    """What is called by the names most like the text, best first."""
    # Opened only when something is wrong.
    near: list[str] = import_module("difflib").get_close_matches(text, called, 3, alike)
    return list(dict.fromkeys(called[name] for name in near))


def nearest(text: str, names: Iterable[str], count: int = 3) -> list[str]:
    """The names most alike, best first."""
    return _most_alike(plain(text), {plain(name): name for name in names}, 0.5)[:count]
