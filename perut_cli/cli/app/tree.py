"""The scheme of commands: nouns with verbs, and what is of the whole file; every module is opened
when it is called.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from perut_cli.cli.app.command import Command, Noun, both_names
from perut_cli.core.text import T

NOUN_MODULES = {
    "session": "commands.session",
    "official": "commands.official",
    "plan": "commands.plan",
    "finding": "commands.finding",
    "action": "commands.action",
    "submission": "commands.submission",
    "instrument": "commands.instrument",
    "score": "commands.score",
}
"""Nouns with verbs of their own, and the module that has them."""

OWN_VERBS = ("report", "pool")
"""Nouns that are no sheets: all their verbs are their own."""

NOUNS: dict[str, tuple[str, T]] = {
    "setting": ("pengaturan", T("target, letterhead, weights", "target, kop surat, bobot")),
    "village": ("desa", T("the villages and which are loci", "desa-desa dan mana yang lokus")),
    "official": (
        "aparatur",
        T("the people of the village governments", "orang-orang pemerintah desa"),
    ),
    "post": ("jabatan", T("who held which post, and when", "siapa menjabat apa, sejak kapan")),
    "mentor": ("pendamping", T("officers of the kecamatan", "petugas kecamatan")),
    "topic": ("topik", T("topics of mentoring", "topik pendampingan")),
    "session": ("sesi", T("visits and meetings", "kunjungan dan pertemuan")),
    "attendance": ("kehadiran", T("who was there", "siapa yang hadir")),
    "plan": ("jadwal", T("planned visits", "rencana kunjungan")),
    "finding": ("temuan", T("what was found amiss", "apa yang kurang")),
    "action": (
        "tindak-lanjut",
        T("what was agreed, by whom, by when", "apa yang disepakati, oleh siapa, kapan"),
    ),
    "instrument": ("instrumen", T("what is assessed by", "alat penilaian")),
    "indicator": ("indikator", T("what an instrument asks", "apa yang ditanyakan instrumen")),
    "assessment": ("penilaian", T("who was assessed when", "siapa dinilai, kapan")),
    "score": ("nilai", T("answers of assessments", "jawaban penilaian")),
    "obligation": ("kewajiban", T("what villages owe", "kewajiban desa")),
    "submission": ("penyampaian", T("what villages submitted", "penyampaian desa")),
    "filling": ("pengisian", T("how far applications are filled", "sejauh mana aplikasi terisi")),
    "report": (
        "laporan",
        T("progress, target, priority and more", "kemajuan, target, prioritas dan lainnya"),
    ),
    "pool": (
        "himpunan",
        T(
            "many offices: a regency, a province, the nation",
            "banyak kantor: kabupaten sampai negara",
        ),
    ),
}

TOP_COMMANDS: dict[str, tuple[str, str, T]] = {
    "init": ("mulai", "commands.init", T("make the database", "buat basis data")),
    "status": ("beranda", "commands.status", T("the page for today", "halaman hari ini")),
    "assess": (
        "nilai-desa",
        "commands.assess",
        T("assess a village or an official", "nilai satu desa atau aparatur"),
    ),
    "search": ("cari", "commands.search", T("find what was said", "cari yang pernah dicatat")),
    "explain": (
        "jelaskan",
        "commands.explain",
        T("explain a number or an error", "jelaskan angka atau galat"),
    ),
    "import": (
        "impor",
        "records.folder",
        T("take a folder or workbook of all sheets", "ambil folder atau buku kerja semua lembar"),
    ),
    "export": (
        "ekspor",
        "records.folder",
        T("write all sheets to a folder", "tulis semua lembar ke folder"),
    ),
    "run": ("jalankan", "commands.run", T("run a file of commands", "jalankan berkas perintah")),
    "send": (
        "kirim",
        "commands.send",
        T("a delivery to the regency, without names", "kiriman ke kabupaten, tanpa nama"),
    ),
    "history": (
        "riwayat",
        "commands.history",
        T("what was written, when, by whom", "apa yang ditulis, kapan, oleh siapa"),
    ),
    "undo": ("urungkan", "commands.history", T("take back a command", "batalkan satu perintah")),
    "redo": ("ulangi", "commands.history", T("do it again", "lakukan lagi")),
    "check": ("periksa", "commands.check", T("look the database over", "periksa basis data")),
    "backup": (
        "cadangkan",
        "commands.backup",
        T("copy the database safely", "salin basis data dengan aman"),
    ),
    "restore": ("pulihkan", "commands.backup", T("bring back a copy", "pulihkan salinan")),
    "demo": (
        "demo",
        "commands.init",
        T("a database with the sample programme", "basis data dengan contoh program"),
    ),
    "config": (
        "konfigurasi",
        "commands.config",
        T("every value and where it comes from", "setiap nilai dan asalnya"),
    ),
    "completion": (
        "pelengkapan",
        "commands.completion",
        T("completion for the shell", "pelengkapan untuk shell"),
    ),
    "help": (
        "bantuan",
        "help.pages",
        T("help on a command or topic", "bantuan perintah atau topik"),
    ),
}


def noun(name: str) -> Noun | None:
    """A noun by its name in either language."""
    for key, (alias, help_) in NOUNS.items():
        if name in (key, alias):
            return Noun(T(key, alias), help_, commands_of(key))
    return None


@cache
def commands_of(key: str) -> Callable[[], Mapping[str, Command]]:
    """The commands of a noun, made lazily; those of the noun's own module come first."""
    if key in OWN_VERBS:
        return lambda: import_module(f"perut_cli.cli.commands.{key}").COMMANDS
    return lambda: _Verbs(key)


class _Verbs(Mapping[str, Command]):
    """The verbs of a sheet, each made when it is asked for."""

    def __init__(self, key: str) -> None:
        sheet_verbs = import_module("perut_cli.cli.records.verbs")
        self._made: dict[str, Callable[[], Command]] = sheet_verbs.verbs(key)
        if key in NOUN_MODULES:
            more = import_module(f"perut_cli.cli.{NOUN_MODULES[key]}").COMMANDS
            self._made |= {name: (lambda spec=spec: spec) for name, spec in more.items()}
        self._aliases: dict[str, str] = sheet_verbs.ALIASES

    def __getitem__(self, name: str) -> Command:
        return self._made[self._aliases.get(name, name)]()

    def get(self, name: str, default: Any = None) -> Any:
        """A verb by either name, made only if it is there."""
        name = self._aliases.get(name, name)
        return self._made[name]() if name in self._made else default

    def __iter__(self) -> Any:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def top_command(name: str) -> Command | None:
    """A command of the whole file by its name in either language."""
    for key, (alias, module, _) in TOP_COMMANDS.items():
        if name in (key, alias):
            found: Command = import_module(f"perut_cli.cli.{module}").COMMANDS[key]
            return found
    return None


def names() -> list[str]:
    """All names of the first level, in both languages."""
    return [
        name
        for key, entry in (*TOP_COMMANDS.items(), *NOUNS.items())
        for name in both_names(T(key, str(entry[0])))
    ]
