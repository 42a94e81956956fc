"""Settings: what the office chooses, each with its default, its kind and its meaning."""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from perut_cli.core.fields import CHOICE, CODED, COUNT, DISTRICT, NUMBER, TEXT, Choice, Field, Kind
from perut_cli.core.numbering import refuse_pattern
from perut_cli.core.text import T
from perut_cli.core.values import Fault, decimal
from perut_cli.core.vocabulary import DOCUMENT_KINDS, READINGS, SHOWN_NAMES


class Settings(NamedTuple):
    """All settings, typed; blank text where the office has not said."""

    district_code: str = ""
    district_name: str = ""
    regency: str = ""
    province: str = ""
    head_title: str = "Plt. Camat"
    head_name: str = ""
    head_nip: str = ""
    letterhead_1: str = ""
    letterhead_2: str = ""
    letterhead_3: str = ""
    letterhead_4: str = ""
    place: str = ""
    target: float = 80.0
    target_reading: str = "level"
    pass_mark: float = 80.0
    visit_interval_days: int = 30
    village_instrument: str = ""
    official_instrument: str = ""
    priority_visit: float = 25.0
    priority_gap: float = 30.0
    priority_critical: float = 15.0
    priority_actions: float = 15.0
    priority_repeats: float = 15.0
    number_pattern: str = "{classification}/{sequence:03}/{unit}/{roman_month}/{year}"
    number_register: str = "office"
    number_start: int = 1
    classification_surat_tugas: str = "800.1.11.1"
    classification_undangan: str = "400.10.2"
    classification_daftar_hadir: str = "400.10.2"
    classification_berita_acara: str = "400.10.2"
    classification_notula: str = "400.10.2"
    classification_laporan_perjalanan: str = "000.1.2.3"
    classification_rtl: str = "400.10.2"
    classification_laporan_berkala: str = "400.10.2"
    classification_teguran: str = "400.10.2"
    classification_piagam: str = "400.14.11"
    classification_peringkat: str = "400.10.2"
    classification_sppd: str = "000.1.2.3"
    unit: str = ""
    signature_mode: str = "wet"
    copies_to: str = ""
    time_zone: str = "WITA"
    paper: str = "f4"
    report_basis: str = (
        "Pasal 154 Peraturan Pemerintah Nomor 43 Tahun 2014 tentang Peraturan Pelaksanaan "
        "Undang-Undang Nomor 6 Tahun 2014 tentang Desa, sebagaimana telah beberapa kali diubah|"
        "Peraturan Pemerintah Nomor 17 Tahun 2018 tentang Kecamatan"
    )
    report_aim: str = (
        "Menyampaikan pelaksanaan dan hasil pendampingan sebagai bahan pembinaan dan pengawasan "
        "desa."
    )


OF_A_PERSON = ("head_name", "head_nip")
"""The settings that say who somebody is."""


REGISTERS = (
    Choice("office", T("office", "kantor")),
    Choice("kind", T("kind", "jenis")),
)
SIGNATURES = (
    Choice("wet", T("wet", "basah")),
    Choice("tte", T("tte", "tte")),
)
PAPERS = (Choice("f4", T("f4", "f4")), Choice("a4", T("a4", "a4")))

NAMES_ID = {
    "district_code": "kode_kecamatan",
    "district_name": "nama_kecamatan",
    "regency": "kabupaten",
    "province": "provinsi",
    "head_title": "jabatan_pimpinan",
    "head_name": "nama_pimpinan",
    "head_nip": "nip_pimpinan",
    "letterhead_1": "kop_1",
    "letterhead_2": "kop_2",
    "letterhead_3": "kop_3",
    "letterhead_4": "kop_4",
    "place": "tempat",
    "target": "target",
    "target_reading": "cara_baca",
    "pass_mark": "nilai_lulus",
    "visit_interval_days": "jarak_kunjungan",
    "village_instrument": "instrumen_desa",
    "official_instrument": "instrumen_aparatur",
    "priority_visit": "bobot_kunjungan",
    "priority_gap": "bobot_jarak",
    "priority_critical": "bobot_kritis",
    "priority_actions": "bobot_tindak_lanjut",
    "priority_repeats": "bobot_ulangan",
    "number_pattern": "pola_nomor",
    "number_register": "register_nomor",
    "number_start": "nomor_awal",
    **{
        f"classification_{kind.key.replace('-', '_')}": f"klasifikasi_{kind.key.replace('-', '_')}"
        for kind in DOCUMENT_KINDS
    },
    "unit": "unit",
    "signature_mode": "cara_tanda_tangan",
    "copies_to": "tembusan",
    "time_zone": "zona_waktu",
    "paper": "kertas",
    "report_basis": "dasar_laporan",
    "report_aim": "maksud_laporan",
}
"""Indonesian names of the settings, on the command line."""


_CLASSES = {
    "000.1.2.3": "Perjalanan Dinas Pegawai",
    "400.10.2": "Pemerintahan Desa dan Kelurahan",
    "400.14.11": "Penghargaan/Tanda Kenang-kenangan",
    "800.1.11.1": "Surat Perintah Dinas/Surat Tugas",
}
"""The classes of archives that papers fall into unless the office chooses others."""


def _field(
    key: str,
    english: str,
    indonesian: str,
    kind: Kind = TEXT,
    low: float | None = None,
    high: float | None = None,
    choices: tuple[Choice, ...] = (),
) -> Field:
    return Field(
        key,
        T(key, NAMES_ID[key].replace("_", " ")),
        kind,
        T(english, indonesian),
        low=low,
        high=high,
        choices=choices,
        personal=key in OF_A_PERSON,
    )


FIELDS: dict[str, Field] = {
    field.key: field
    for field in (
        _field("district_code", "code of the kecamatan", "kode kecamatan", DISTRICT),
        _field("district_name", "name of the kecamatan", "nama kecamatan"),
        _field("regency", "regency", "kabupaten"),
        _field("province", "province", "provinsi"),
        _field("head_title", "title of the head of the office", "jabatan pimpinan kantor"),
        _field("head_name", "name of the head", "nama pimpinan"),
        _field("head_nip", "NIP of the head", "NIP pimpinan"),
        *(
            _field(f"letterhead_{n}", f"line {n} of the letterhead", f"baris {n} kop surat")
            for n in range(1, 5)
        ),
        _field(
            "place",
            "place beside the date of a signature",
            "tempat di samping tanggal tanda tangan",
        ),
        _field(
            "target",
            "score to be reached, 0 to 100",
            "nilai yang hendak dicapai, 0 sampai 100",
            NUMBER,
            0,
            100,
        ),
        _field(
            "target_reading",
            "reading of the target: level, share or growth",
            "cara membaca target: level, share atau growth",
            CHOICE,
            choices=READINGS,
        ),
        _field(
            "pass_mark",
            "score at which a unit passes, 0 to 100",
            "nilai lulus satu unit, 0 sampai 100",
            NUMBER,
            0,
            100,
        ),
        _field(
            "visit_interval_days",
            "days between routine visits",
            "hari antara kunjungan rutin",
            COUNT,
            1,
            3660,
        ),
        _field(
            "village_instrument",
            "instrument of the village reports",
            "instrumen laporan desa",
            CODED,
        ),
        _field(
            "official_instrument",
            "instrument of the officials' reports",
            "instrumen laporan aparatur",
            CODED,
        ),
        _field(
            "priority_visit",
            "weight of a visit that is due",
            "bobot kunjungan yang jatuh tempo",
            NUMBER,
            0,
            100,
        ),
        _field(
            "priority_gap",
            "weight of the distance to the target",
            "bobot jarak ke target",
            NUMBER,
            0,
            100,
        ),
        _field(
            "priority_critical",
            "weight of critical failures",
            "bobot kritis yang gagal",
            NUMBER,
            0,
            100,
        ),
        _field(
            "priority_actions",
            "weight of overdue follow-ups",
            "bobot tindak lanjut terlambat",
            NUMBER,
            0,
            100,
        ),
        _field(
            "priority_repeats",
            "weight of open repeat findings",
            "bobot temuan ulang terbuka",
            NUMBER,
            0,
            100,
        ),
        _field(
            "number_pattern",
            "pattern of the papers' numbers",
            "pola nomor naskah",
        ),
        _field(
            "number_register",
            "one register for the office, or one a kind",
            "satu register untuk kantor, atau satu per jenis",
            CHOICE,
            choices=REGISTERS,
        ),
        _field(
            "number_start",
            "first number of a year",
            "nomor pertama setiap tahun",
            COUNT,
            1,
            999_999,
        ),
        *(
            _field(
                key,
                f'archive code of {kind.key}: "{_CLASSES[code]}" (Permendagri 83/2022)',
                f'kode arsip {kind.key}: "{_CLASSES[code]}" (Permendagri 83/2022)',
            )
            for kind in DOCUMENT_KINDS
            for key in [f"classification_{kind.key.replace('-', '_')}"]
            for code in [getattr(Settings(), key)]
        ),
        _field(
            "unit",
            "code of the office in numbers; blank for KEC- and letters of its name (KEC-AWY)",
            "kode kantor pada nomor; kosong untuk KEC- dan huruf namanya (KEC-AWY)",
        ),
        _field(
            "signature_mode",
            "signature: wet, or tte for an empty box",
            "tanda tangan: wet (basah), atau tte untuk kotak kosong",
            CHOICE,
            choices=SIGNATURES,
        ),
        _field(
            "copies_to",
            "who gets copies of letters, separated by |",
            "tembusan surat, dipisah |",
        ),
        _field("time_zone", "time zone of hours", "zona waktu jam"),
        _field("paper", "size of paper", "ukuran kertas", CHOICE, choices=PAPERS),
        _field(
            "report_basis",
            "legal bases in reports, separated by |",
            "dasar dalam laporan, dipisah |",
        ),
        _field("report_aim", "aim in reports", "maksud dan tujuan dalam laporan"),
    )
}
"""The settings by name; a test holds them against `Settings`."""


SHOWN_NAMES.update({key: T(key, name) for key, name in NAMES_ID.items()})

_KEYS = {name: key for key, name in NAMES_ID.items()}


def setting_key(text: str) -> str:
    """A setting by its name in either language; what is none stays."""
    name = re.sub(r"[\s-]+", "_", text.strip().lower())
    return _KEYS.get(name, name if name in FIELDS else text)


def settings_of(recorded: Mapping[str, str]) -> Settings:
    """The settings in force: the recorded ones, else the defaults; one that damage made unreadable
    is found by `check`.
    """
    typed = Settings()._asdict()
    for key, text in recorded.items():
        if key in FIELDS and text != "":
            default = typed[key]
            with suppress(Fault):
                typed[key] = (
                    type(default)(decimal(text))
                    if isinstance(default, (int, float))
                    else parsed(key, text)
                )
    typed["unit"] = typed["unit"] or unit_of(typed["district_name"])
    return Settings(**typed)


def unit_of(district_name: str) -> str:
    """The code of an office by its name: `KEC-AWY` of Awayan, `KEC-PRNS` of Paringin Selatan."""
    first, *more = re.findall("[A-Z]+", district_name.upper()) or [""]
    letters = first[:1] + re.sub("[AEIOU]", "", first[1:])
    short = letters if len(letters) >= _UNIT_LETTERS else first
    return f"KEC-{short[:_UNIT_LETTERS]}{''.join(word[0] for word in more)}".rstrip("-")


_UNIT_LETTERS = 3


def parsed(key: str, text: str) -> str:
    """The value of a setting as it is kept. Raises Fault for a name or a value that is none."""
    if key not in FIELDS:
        raise Fault(
            "P038",
            T("no setting {key}", "pengaturan {key} tidak ada").format(key=key),
            T("see `perut setting list`", "lihat `perut pengaturan daftar`"),
        )
    if not text:
        return ""
    value = FIELDS[key].parse(text)
    if key == "number_pattern":
        refuse_pattern(text)
    return str(FIELDS[key].kind.write(value))
