"""What papers may say: the words of each kind beside the vocabulary's, and the forms derived of them.
Plain data.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from perut_cli.core.fields import Field
from perut_cli.core.settings import FIELDS as SETTINGS
from perut_cli.core.settings import NAMES_ID
from perut_cli.core.terbilang import date_in_words, date_long, day_name, decimal_words
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS


class PaperWord(NamedTuple):
    """A word that only papers have: its names, what it is, an example, and whether it is a day or a
    number, which have words of their own.
    """

    key: str
    key_id: str
    help: T
    example: str = ""
    sort: str = ""


class PaperList(NamedTuple):
    """A list in papers: its names and the words of each of its lines."""

    name: str
    name_id: str
    help: T
    words: tuple[str, ...]


class Kind(NamedTuple):
    """A kind of paper: its title, what it is about, and the pages that it may fill."""

    name: str
    title: str
    about: str
    pages: int
    help: T


VISIT, VILLAGE, PERIOD = "visit", "village", "period"

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("surat-tugas", "SURAT TUGAS", VISIT, 1, T("sends the officers", "menugaskan petugas")),
        Kind("undangan", "Undangan", VISIT, 2, T("invites a village", "mengundang desa")),
        Kind("daftar-hadir", "DAFTAR HADIR", VISIT, 2, T("who was there", "siapa yang hadir")),
        Kind(
            "berita-acara",
            "BERITA ACARA",
            VISIT,
            3,
            T("what both sides signed", "yang ditandatangani kedua pihak"),
        ),
        Kind("notula", "NOTULA", VISIT, 6, T("the course of the meeting", "jalannya pertemuan")),
        Kind(
            "laporan-perjalanan",
            "LAPORAN PERJALANAN DINAS",
            VISIT,
            6,
            T("the officers' report, A to E", "laporan petugas, A sampai E"),
        ),
        Kind(
            "rtl",
            "RENCANA TINDAK LANJUT",
            VISIT,
            2,
            T("what, who, by when", "apa, siapa, kapan"),
        ),
        Kind(
            "laporan-berkala",
            "LAPORAN BERKALA",
            PERIOD,
            6,
            T("a month, quarter, half-year or year", "sebulan, triwulan, semester atau setahun"),
        ),
        Kind(
            "teguran",
            "Teguran",
            VILLAGE,
            2,
            T("a warning after repeated findings", "teguran atas temuan berulang"),
        ),
        Kind("piagam", "PIAGAM PENGHARGAAN", VILLAGE, 1, T("an award", "penghargaan")),
        Kind(
            "peringkat",
            "PERINGKAT DESA",
            PERIOD,
            6,
            T("the villages in order", "urutan desa"),
        ),
        Kind("sppd", "SURAT PERJALANAN DINAS", VISIT, 2, T("travel papers", "surat perjalanan")),
    )
}
"""Every kind of paper by its name, the same in both languages."""


def _own(
    key: str, key_id: str, english: str, indonesian: str, example: str, sort: str = ""
) -> PaperWord:
    return PaperWord(key, key_id, T(english, indonesian), example, sort)


_OFFICE = (
    _own(
        "signature_place",
        "tempat_tanda_tangan",
        "place of the signature",
        "tempat tanda tangan",
        "Awayan",
    ),
    _own(
        "signer_title",
        "jabatan_penanda_tangan",
        "post of who signs, with Plt., Plh. or a.n.",
        "jabatan penanda tangan, dengan Plt., Plh. atau a.n.",
        "Plt. Camat Awayan",
    ),
    _own(
        "signature_space",
        "ruang_tanda_tangan",
        "room for a signature with a pen",
        "ruang tanda tangan basah",
        "",
    ),
    _own(
        "signature_box",
        "kotak_tanda_tangan",
        "empty box for an electronic signature",
        "kotak kosong untuk tanda tangan elektronik",
        "",
    ),
    _own(
        "history_head",
        "kepala_riwayat",
        "head of the sealed history",
        "kepala riwayat bersegel",
        "K3V7Q2M4XW5A",
    ),
    _own("title_upper", "judul_kapital", "title of the paper", "judul naskah", "SURAT TUGAS"),
    _own(
        "copies_title",
        "judul_tembusan",
        "`Tembusan:` where there are any",
        "`Tembusan:` bila ada",
        "Tembusan:",
    ),
    _own("attachments", "lampiran", "how many annexes", "banyaknya lampiran", "-"),
)
_OF_VILLAGE = (
    _own(
        "village_head_name",
        "nama_kepala_desa",
        "head of the village on the day",
        "kepala desa pada hari itu",
        "Kepala Desa (contoh)",
    ),
    _own(
        "village_head_title",
        "jabatan_kepala_desa",
        "post of the head of the village",
        "jabatan kepala desa",
        "Kepala Desa",
    ),
    _own(
        "village_secretary_name",
        "nama_sekretaris_desa",
        "secretary of the village on the day",
        "sekretaris desa pada hari itu",
        "Sekretaris Desa (contoh)",
    ),
    _own(
        "village_kind",
        "jenis_desa",
        "Desa, Kelurahan or Desa Adat",
        "Desa, Kelurahan atau Desa Adat",
        "Desa",
    ),
    _own(
        "repeat_level",
        "tingkat_teguran",
        "level of the warning, 1 to 3",
        "tingkat teguran, 1 sampai 3",
        "2",
        "number",
    ),
    _own(
        "answer_by",
        "batas_jawaban",
        "last day for an answer",
        "batas waktu jawaban",
        "2026-12-08",
        "day",
    ),
    _own(
        "score_reading",
        "bacaan_nilai",
        "what the scores say",
        "bunyi nilainya",
        "Nilai 64,3 menjadi 71,0 dari target 80.",
    ),
)
_OF_VISIT = (
    _own("day_name", "nama_hari", "day of the visit", "hari kunjungan", "Selasa"),
    _own(
        "until_date",
        "tanggal_selesai",
        "last day of the visit",
        "hari terakhir kunjungan",
        "2026-11-24",
        "day",
    ),
    _own(
        "hours_text",
        "waktu",
        "hours with the time zone",
        "pukul, dengan zona waktu",
        "09.00 s.d. 12.00 WITA",
    ),
    _own(
        "meeting_place",
        "tempat_pertemuan",
        "place of the meeting",
        "tempat pertemuan",
        "Kantor Desa Bihara",
    ),
    _own(
        "topic_names",
        "nama_nama_topik",
        "topics by their names",
        "topik dengan namanya",
        "Administrasi desa",
    ),
    _own("villages_text", "desa_peserta", "villages that take part", "desa peserta", "Desa Bihara"),
    _own(
        "present_count",
        "banyaknya_hadir",
        "how many were there",
        "banyaknya yang hadir",
        "12",
        "number",
    ),
    _own(
        "finding_count", "banyaknya_temuan", "how many findings", "banyaknya temuan", "3", "number"
    ),
    _own(
        "leader_name",
        "nama_ketua_tim",
        "first of the team",
        "petugas pertama",
        "Kasi Pemerintahan (contoh)",
    ),
    _own("leader_nip", "nip_ketua_tim", "NIP of the first of the team", "NIP petugas pertama", ""),
    _own(
        "leader_position",
        "jabatan_ketua_tim",
        "post of the first of the team",
        "jabatan petugas pertama",
        "Kepala Seksi Pemerintahan",
    ),
    _own(
        "purpose", "maksud", "what the visit is for", "maksud kunjungan", "melaksanakan supervisi"
    ),
    _own("days_count", "lama_hari", "days on the way", "lama perjalanan", "1", "number"),
)
_OF_PERIOD = (
    _own(
        "period_text",
        "periode_teks",
        "the period in words",
        "periode dengan kata",
        "Triwulan IV Tahun 2026",
    ),
    _own("session_count", "banyaknya_sesi", "how many sessions", "banyaknya sesi", "14", "number"),
    _own(
        "visited_count",
        "banyaknya_desa_dikunjungi",
        "villages visited",
        "banyaknya desa yang dikunjungi",
        "9",
        "number",
    ),
    _own("village_count", "banyaknya_desa", "villages in all", "banyaknya desa", "23", "number"),
    _own(
        "assessed_text",
        "bunyi_dinilai",
        "how many are assessed",
        "berapa yang dinilai",
        "3 dari 23 desa sudah dinilai.",
    ),
    _own(
        "gain_text",
        "bunyi_peningkatan",
        "gain of the same persons, or why none is claimed",
        "peningkatan orang yang sama, atau mengapa tidak disimpulkan",
        "",
    ),
    _own(
        "reading_text",
        "bunyi_target",
        "the chosen reading of the target",
        "cara baca target yang dipilih",
        "Target 80 dibaca sebagai rata-rata.",
    ),
)

OWN: dict[str, PaperWord] = {
    one.key: one for one in (*_OFFICE, *_OF_VILLAGE, *_OF_VISIT, *_OF_PERIOD)
}
"""Words of papers that are none of the vocabulary."""

OF_LINES: dict[str, PaperWord] = {
    one.key: one
    for one in (
        _own("no", "no", "running number", "nomor urut", "1"),
        _own("text", "teks", "the line", "barisnya", ""),
        _own(
            "sign_left",
            "paraf_kiri",
            "odd numbers, for the left of the signature column",
            "nomor ganjil, di kiri kolom tanda tangan",
            "1.",
        ),
        _own(
            "sign_right",
            "paraf_kanan",
            "even numbers, for the right of it",
            "nomor genap, di kanannya",
            "2.",
        ),
        _own(
            "reading_name",
            "nama_bacaan",
            "name of the reading",
            "nama cara baca",
            "rata-rata (dipilih)",
        ),
        _own("finding_total", "banyak_temuan", "how many findings", "banyaknya temuan", "3"),
        _own("repeat_total", "banyak_berulang", "how many of them again", "yang berulang", "1"),
    )
}
"""Words that only lines of lists have."""


def _list(name: str, name_id: str, english: str, indonesian: str, words: str) -> PaperList:
    return PaperList(name, name_id, T(english, indonesian), tuple(words.split()))


LISTS: dict[str, PaperList] = {
    one.name: one
    for one in (
        _list(
            "team", "tim", "officers", "petugas", "no mentor_code mentor_name nip mentor_position"
        ),
        _list("bases", "dasar", "legal bases", "dasar", "no text"),
        _list("copies", "tembusan", "who gets copies", "tembusan", "no text"),
        _list(
            "topics_list", "daftar_topik", "topics", "topik", "no topic_code topic_name legal_basis"
        ),
        _list(
            "officials",
            "aparatur",
            "officials in post",
            "aparatur yang menjabat",
            "no official_name position phone",
        ),
        _list(
            "attendance",
            "kehadiran",
            "who was there, then blank rows",
            "yang hadir, lalu baris kosong",
            "no official_name position village_name sign_left sign_right attendance_note",
        ),
        _list(
            "findings",
            "temuan",
            "findings of the visit",
            "temuan kunjungan",
            "no village_name finding_text severity indicator_code finding_code repeats",
        ),
        _list(
            "actions",
            "tindak_lanjut",
            "follow-ups agreed at the visit",
            "tindak lanjut yang disepakati",
            "no village_name finding_text action_text responsible due action_state",
        ),
        _list(
            "open_actions",
            "tindak_lanjut_terbuka",
            "follow-ups still open",
            "tindak lanjut yang masih terbuka",
            "no village_name finding_text action_text responsible due action_state days_overdue",
        ),
        _list(
            "repeated",
            "temuan_ulang",
            "findings made again and not closed",
            "temuan berulang yang belum tuntas",
            "no finding_date finding_text indicator_code severity repeats",
        ),
        _list(
            "late",
            "kewajiban_terlambat",
            "obligations late",
            "kewajiban yang terlambat",
            "no village_name obligation_title period due days_late",
        ),
        _list(
            "sessions_list",
            "daftar_sesi",
            "sessions of the period",
            "sesi dalam periode",
            "no session_date village_name kind mentors summary",
        ),
        _list(
            "by_kind",
            "menurut_jenis",
            "sessions by kind",
            "sesi menurut jenis",
            "no kind sessions villages",
        ),
        _list(
            "by_officer",
            "menurut_petugas",
            "sessions by officer",
            "sesi menurut petugas",
            "no mentor_name sessions villages",
        ),
        _list(
            "progress",
            "kemajuan",
            "where every village stands",
            "kedudukan setiap desa",
            "no village_name sessions baseline latest gain reached band open_actions overdue_actions",
        ),
        _list(
            "readings",
            "cara_baca",
            "the target, read in three ways",
            "target dengan tiga cara baca",
            "no reading_name value target reached assessed",
        ),
        _list(
            "obstacles",
            "hambatan",
            "findings by indicator",
            "temuan menurut indikator",
            "no indicator_code indicator_text finding_total repeat_total villages",
        ),
        _list(
            "conclusions",
            "simpulan",
            "sentences that the figures carry",
            "kalimat yang didukung angkanya",
            "no text",
        ),
        _list(
            "suggestions",
            "saran",
            "what to do next, by priority",
            "yang disarankan, menurut prioritas",
            "no text",
        ),
        _list(
            "ranking",
            "urutan",
            "assessed villages in order, ties alike",
            "desa yang dinilai menurut urutan, yang sama disebut",
            "no rank village_name latest band text",
        ),
        _list(
            "unranked",
            "belum_berperingkat",
            "villages without a rank, and why",
            "desa tanpa peringkat, dan sebabnya",
            "no village_name text",
        ),
    )
}
"""The lists of papers by their English names."""

_DOCUMENT = "document_code document_number document_date subject recipient register year sequence"
_SETTINGS = "district_name regency province head_title head_name head_nip letterhead_1 letterhead_2 letterhead_3 letterhead_4 unit time_zone report_aim"
_VILLAGE_WORDS = "village_code village_name baseline latest gain band reached"
_VISIT_WORDS = "session_code session_date start_time end_time kind mode letter_number summary guests agreed_next"
_PERIOD_WORDS = "period"

_OFFICE_LISTS = ("bases", "copies")
_VILLAGE_LISTS = ("officials", "open_actions", "repeated", "late")
_VISIT_LISTS = ("team", "topics_list", "attendance", "findings", "actions")
_PERIOD_LISTS = (
    "sessions_list", "by_kind", "by_officer", "progress", "readings", "obstacles", "open_actions",
    "late", "conclusions", "suggestions", "ranking", "unranked",
)  # fmt: skip


def words_of(about: str) -> list[Field | PaperWord]:
    """The words of a kind of paper, by what it is about, without those derived of them."""
    names = f"{_DOCUMENT} {_PERIOD_WORDS}" if about == PERIOD else f"{_DOCUMENT} {_VILLAGE_WORDS}"
    own: tuple[PaperWord, ...] = (*_OFFICE, *(_OF_PERIOD if about == PERIOD else _OF_VILLAGE))
    if about == VISIT:
        names, own = f"{names} {_VISIT_WORDS}", (*own, *_OF_VISIT)
    found: list[Field | PaperWord] = [WORDS[name] for name in names.split()]
    found += [PaperWord(name, NAMES_ID[name], SETTINGS[name].help) for name in _SETTINGS.split()]
    return found + list(own)


def lists_of(about: str) -> list[PaperList]:
    """The lists of a kind of paper."""
    names = _OFFICE_LISTS + (_PERIOD_LISTS if about == PERIOD else _VILLAGE_LISTS)
    return [LISTS[name] for name in names + (_VISIT_LISTS if about == VISIT else ())]


def sort_of(word: Field | PaperWord) -> str:
    """`day`, `number` or blank for text."""
    if isinstance(word, PaperWord):
        return word.sort
    return {"date": "day", "count": "number", "number": "number", "weight": "number"}.get(
        word.kind.name, ""
    )


def forms(word: Field | PaperWord) -> tuple[str, ...]:
    """The endings of the forms derived of a word."""
    return {"day": ("_long", "_words", "_day", "_upper"), "number": ("_words", "_upper")}.get(
        sort_of(word), ("_upper",)
    )


def derived(word: Field | PaperWord, text: str, raw: str) -> dict[str, str]:
    """The word and its forms; `raw` is the machine's value, an ISO day for days."""
    if sort_of(word) == "day":
        spoken = {"_long": date_long(raw), "_words": date_in_words(raw), "_day": day_name(raw)}
        spoken["_upper"] = spoken["_long"].upper()
    else:
        spoken = {"_words": decimal_words(text), "_upper": text.upper()}
    return {word.key: text, **{word.key + form: spoken[form] for form in forms(word)}}


def names_of(words: Iterable[Field | PaperWord], lists: Iterable[PaperList]) -> dict[str, str]:
    """The Indonesian names of words, their forms, lists and the words of lists."""
    found: dict[str, str] = {}
    for word in words:
        for form in ("", *forms(word)):
            found[word.key_id + form] = word.key + form
    for one in lists:
        found[one.name_id] = one.name
        for name in one.words:
            found.setdefault(line_word(name).key_id, name)
    return found


def line_word(name: str) -> Field | PaperWord:
    """A word of a list's lines."""
    return OF_LINES[name] if name in OF_LINES else WORDS[name]


def line_forms(words: Iterable[str]) -> list[str]:
    """The words of a list's lines with the forms of days."""
    found = []
    for name in words:
        found.append(name)
        if sort_of(line_word(name)) == "day":
            found.append(name + "_long")
    return found


def joined(*parts: Mapping[str, str]) -> dict[str, str]:
    """Texts of several sources as one."""
    return {key: text for part in parts for key, text in part.items()}
