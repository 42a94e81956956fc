"""The words and lists of papers beside the vocabulary's, and which of both each kind may say. Plain
data.
"""

from typing import NamedTuple

from perut_cli.core.paper_kinds import PERIOD, VISIT
from perut_cli.core.text import T


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


# Both names, `day` or `number` where it is one, what it is in both languages, an example.
_OFFICE = """
signature_place | tempat_tanda_tangan | | place of the signature | tempat tanda tangan | Awayan
signer_title | jabatan_penanda_tangan | | post of who signs, with Plt., Plh. or a.n. |
    jabatan penanda tangan, dengan Plt., Plh. atau a.n. | Plt. Camat Awayan
signature_space | ruang_tanda_tangan | | room for a signature with a pen |
    ruang tanda tangan basah | (kosong)
signature_box | kotak_tanda_tangan | | empty box for an electronic signature |
    kotak kosong untuk tanda tangan elektronik | (kotak)
history_head | kepala_riwayat | | head of the sealed history | kepala riwayat bersegel |
    K3V7Q2M4XW5A
title_upper | judul_kapital | | title of the paper | judul naskah | SURAT TUGAS
copies_title | judul_tembusan | | `Tembusan:` where there are any | `Tembusan:` bila ada | Tembusan:
office_place | tempat_kantor | | where the office is | tempat kantor | Awayan
attachments | lampiran | | how many annexes | banyaknya lampiran | -
"""
_OF_OFFICER = """
leader_name | nama_ketua_tim | | first of the team, or who makes the report |
    petugas pertama, atau pembuat laporan | Kasi Pemerintahan (contoh)
leader_nip | nip_ketua_tim | | NIP of the first of the team | NIP petugas pertama |
    19800202 200501 1 002
leader_nip_or_dash | nip_ketua_tim_atau_strip | | NIP of the first of the team, else a dash |
    NIP petugas pertama, atau strip | -
leader_position | jabatan_ketua_tim | | post of the first of the team | jabatan petugas pertama |
    Kepala Seksi Pemerintahan
"""
_OF_VILLAGE = """
village_head_name | nama_kepala_desa | | head of the village on the day, else dots to write on |
    kepala desa pada hari itu, atau titik-titik untuk diisi | Kepala Desa (contoh)
village_head_title | jabatan_kepala_desa | | post of the head of the village | jabatan kepala desa |
    Kepala Desa
village_secretary_name | nama_sekretaris_desa | | secretary of the village on the day |
    sekretaris desa pada hari itu | Sekretaris Desa (contoh)
village_kind | jenis_desa | | Desa, Kelurahan or Desa Adat | Desa, Kelurahan atau Desa Adat | Desa
repeat_level | tingkat_teguran | number | level of the warning, 1 to 3 |
    tingkat teguran, 1 sampai 3 | 2
answer_by | batas_jawaban | day | last day for an answer | batas waktu jawaban | 2026-12-08
score_reading | bacaan_nilai | | what the scores say | bunyi nilainya |
    Nilai semula 64,3; sekarang 71,0; target 80. Target belum tercapai.
"""
_OF_VISIT = """
day_name | nama_hari | | day of the visit | hari kunjungan | Selasa
until_date | tanggal_selesai | day | last day of the visit | hari terakhir kunjungan | 2026-11-24
hours_text | waktu | | hours with the time zone | pukul, dengan zona waktu | 09.00 s.d. 12.00 WITA
hours_to_fill | waktu_diisi | | the hours, else dots to write on |
    pukul, atau titik-titik untuk diisi | pukul ............ WITA
meeting_place | tempat_pertemuan | | place of the meeting | tempat pertemuan | Kantor Desa Bihara
topic_names | nama_nama_topik | | topics by their names | topik dengan namanya | Administrasi desa
agenda | acara | | kind of visit and its topics | jenis kunjungan dan topiknya |
    Supervisi tentang Administrasi desa
villages_text | desa_peserta | | villages that take part | desa peserta | Desa Bihara
team_names | nama_nama_petugas | | officers by their names | petugas dengan namanya |
    Kasi Pemerintahan (contoh) dan Staf Pemerintahan (contoh)
held_text | bunyi_pelaksanaan |
    | when and where it was held, how many were there |
    kapan dan di mana dilaksanakan, berapa yang hadir |
    Supervisi dilaksanakan pada Selasa, 24 November 2026 di Kantor Desa Bihara, dihadiri 12 (dua
    belas) orang.
present_count | banyaknya_hadir | number | how many were there | banyaknya yang hadir | 12
attended_text | bunyi_hadir |
    | who came with the head of the village | siapa yang hadir bersama kepala desa |
    beserta yang hadir, seluruhnya 12 (dua belas) orang sebagaimana daftar hadir terlampir
finding_count | banyaknya_temuan | number | how many findings | banyaknya temuan | 3
note_taker_name | nama_notulis | | last of the team, else dots to write on |
    petugas terakhir, atau titik-titik untuk diisi | Staf Pemerintahan (contoh)
note_taker_nip | nip_notulis | | NIP of the note-taker | NIP notulis | 19900303 201501 2 003
purpose | maksud | | what the visit is for | maksud kunjungan |
    Melaksanakan supervisi di Desa Bihara
days_count | lama_hari | number | days on the way | lama perjalanan | 1
"""
_OF_PERIOD = """
period_text | periode_teks | | the period in words | periode dengan kata | Triwulan IV Tahun 2026
sessions_text | bunyi_sesi | | how many sessions in how many villages | berapa sesi di berapa desa |
    Dilaksanakan 14 sesi pendampingan di 9 dari 23 desa.
session_count | banyaknya_sesi | number | how many sessions | banyaknya sesi | 14
visited_count | banyaknya_desa_dikunjungi | number | villages visited |
    banyaknya desa yang dikunjungi | 9
village_count | banyaknya_desa | number | villages in all | banyaknya desa | 23
assessed_text | bunyi_dinilai | | how many are assessed | berapa yang dinilai |
    3 dari 23 desa sudah dinilai.
gain_text | bunyi_peningkatan |
    | gain of the same persons, or why none is claimed |
    peningkatan orang yang sama, atau mengapa tidak disimpulkan |
    Peningkatan ternormalisasi 11 aparatur yang sama: 0,49.
reading_text | bunyi_target | | the chosen reading of the target | cara baca target yang dipilih |
    Target 80 dibaca sebagai rata-rata: 58,8 (belum tercapai).
obstacles_text | bunyi_hambatan | | how many findings, how many again |
    banyaknya temuan dan yang berulang | 12 temuan pada 9 indikator, 3 di antaranya berulang.
follow_up_text | bunyi_tindak_lanjut | | follow-ups not settled | tindak lanjut yang belum tuntas |
    Terdapat 16 tindak lanjut yang belum tuntas, 8 di antaranya lewat tenggat.
late_text | bunyi_kewajiban | | documents of the villages that are late |
    dokumen desa yang terlambat | Terdapat 12 dokumen desa yang terlambat di 5 desa.
"""
_OF_LINES = """
no | no | | running number | nomor urut | 1
text | teks | | the line | barisnya | Dilaksanakan 48 sesi pendampingan di 11 dari 23 desa.
sign_left | paraf_kiri | | odd numbers, for the left of the signature column |
    nomor ganjil, di kiri kolom tanda tangan | 1.
sign_right | paraf_kanan | | even numbers, for the right of it | nomor genap, di kanannya | 2.
reading_name | nama_bacaan | | name of the reading | nama cara baca | rata-rata (dipilih)
finding_total | banyak_temuan | | how many findings | banyaknya temuan | 3
repeat_total | banyak_berulang | | how many of them again | yang berulang | 1
state_text | bunyi_status | | where the follow-up stands | keadaan tindak lanjut | lewat 12 hari
period_text | periode_teks | | the period in words | periode dengan kata | Semester I 2026
village_names | nama_nama_desa | | villages by their names | desa dengan namanya |
    Bihara, Muara Jaya
"""

# Both names, what it is in both languages, the words of its lines.
_LISTS = """
team | tim | officers | petugas | no mentor_code mentor_name nip mentor_position
followers | pengikut | officers but the first | petugas selain yang pertama |
    no mentor_code mentor_name nip mentor_position
bases | dasar | legal bases, and the order after a visit |
    dasar hukum, dan surat tugas setelah kunjungan | no text
copies | tembusan | who gets copies | tembusan | no text
topics_list | daftar_topik | topics | topik | no topic_code topic_name legal_basis
officials | aparatur | officials in post | aparatur yang menjabat | no official_name position phone
attendance | kehadiran | who was there, then blank rows | yang hadir, lalu baris kosong |
    no official_name position village_name sign_left sign_right attendance_note
findings | temuan |
    findings of the visit | temuan kunjungan |
    no village_code village_name finding_code finding_date finding_text severity indicator_code
    indicator_text repeats
actions | tindak_lanjut |
    follow-ups agreed at the visit | tindak lanjut yang disepakati |
    no village_code village_name finding_text action_code action_text responsible opened_on due
    action_state evidence
open_actions | tindak_lanjut_terbuka |
    follow-ups still open | tindak lanjut yang masih terbuka |
    no village_code village_name finding_text action_code action_text responsible opened_on due
    action_state days_overdue state_text
repeated | temuan_ulang | findings made again and not closed | temuan berulang yang belum tuntas |
    no finding_date finding_text indicator_code severity repeats
late | kewajiban_terlambat | obligations late | kewajiban yang terlambat |
    no village_name obligation_title period period_text due days_late
late_documents | dokumen_terlambat |
    late documents, a line for each with its villages |
    dokumen yang terlambat, sebaris tiap dokumen dengan desanya |
    no obligation_title period period_text villages village_names days_late
sessions_list | daftar_sesi | sessions of the period | sesi dalam periode |
    no session_date village_name kind mentors summary
by_kind | menurut_jenis | sessions by kind | sesi menurut jenis | no kind sessions villages
by_village | menurut_desa | sessions by village | sesi menurut desa |
    no village_name sessions last_session finding_total
by_officer | menurut_petugas | sessions by officer | sesi menurut petugas |
    no mentor_name sessions villages
progress | kemajuan | where every village stands | kedudukan setiap desa |
    no village_name sessions baseline latest gain reached band open_actions overdue_actions
readings | cara_baca | the target, read in three ways | target dengan tiga cara baca |
    no reading_name value target reached assessed
changes | perubahan | what changed in the period | yang berubah dalam periode | no text
obstacles | hambatan | findings by indicator | temuan menurut indikator |
    no indicator_code indicator_text finding_total repeat_total villages
main_obstacles | hambatan_utama |
    the ten indicators with most findings | sepuluh indikator dengan temuan terbanyak |
    no indicator_code indicator_text finding_total repeat_total villages
conclusions | simpulan | sentences that the figures carry | kalimat yang didukung angkanya | no text
suggestions | saran | what to do next, by priority | yang disarankan, menurut prioritas | no text
ranking | urutan | assessed villages in order, ties alike |
    desa yang dinilai menurut urutan, yang sama disebut | no rank village_name latest band text
unranked | belum_berperingkat | villages without a rank, and why |
    desa tanpa peringkat, dan sebabnya | no village_name text
"""


def _lines(text: str) -> list[list[str]]:
    # A line that begins with blanks goes on with the one above.
    whole = text.strip().replace("\n    ", " ")
    return [[cell.strip() for cell in line.split("|")] for line in whole.splitlines()]


def _words(text: str) -> tuple[PaperWord, ...]:
    return tuple(
        PaperWord(key, key_id, T(english, indonesian), example, sort)
        for key, key_id, sort, english, indonesian, example in _lines(text)
    )


OF_LINES: dict[str, PaperWord] = {word.key: word for word in _words(_OF_LINES)}
"""Words that only lines of lists have."""

LISTS: dict[str, PaperList] = {
    name: PaperList(name, name_id, T(english, indonesian), tuple(words.split()))
    for name, name_id, english, indonesian, words in _lines(_LISTS)
}
"""The lists of papers by their English names."""

OF_DOCUMENT = (
    "document_code", "document_number", "document_date", "subject", "recipient", "register",
    "year", "sequence", "signer", "replaces",
)  # fmt: skip
"""Words of the paper itself."""

_OF_ONE_VILLAGE = "village_code village_name baseline latest gain band reached"
_OF_PERIOD_LISTS = """
bases copies sessions_list by_kind by_village by_officer progress readings changes main_obstacles
obstacles open_actions late late_documents conclusions suggestions ranking unranked
"""
SETTING_WORDS = {
    "district_name": "Awayan",
    "regency": "Kabupaten Balangan",
    "province": "Kalimantan Selatan",
    "head_title": "Plt. Camat",
    "head_name": "(nama camat)",
    "head_nip": "19700101 199003 1 001",
    "letterhead_1": "PEMERINTAH KABUPATEN BALANGAN",
    "letterhead_2": "KECAMATAN AWAYAN",
    "letterhead_3": "Alamat kantor",
    "letterhead_4": "Telepon dan surel",
    "unit": "KEC-AWY",
    "time_zone": "WITA",
    "report_aim": "Menyampaikan pelaksanaan dan hasil pendampingan.",
}
"""The settings that every paper may say, with an example of each."""

MEANT = {
    "place": T("place of the meeting", "tempat pertemuan"),
    "topics": T("topics by their names", "topik dengan namanya"),
    "mentors": T("officers by their names", "petugas dengan namanya"),
    "other_villages": T("the other villages that take part", "desa lain yang ikut"),
}
"""What words of the vocabulary say in papers, where it isn't what they hold in a sheet."""

EXAMPLES = {
    "document_number": "800.1.11.1/012/KEC-AWY/XI/2026",
    "recipient": "Kepala Desa Bihara",
    "baseline": "64.3",
    "latest": "71",
    "gain": "6.7",
    "band": "berkembang",
    "reached": "no",
    "signer": "(nama camat)",
    "replaces": "2026-011-K3ZA",
    "place": "Kantor Desa Bihara",
    "topics": "Administrasi desa",
    "mentors": "Kasi Pemerintahan (contoh) dan Staf Pemerintahan (contoh)",
    "other_villages": "Desa Muara Jaya",
    "letter_number": "800.1.11.1/012/KEC-AWY/XI/2026",
    "assessed": "9",
    "rank": "1",
    "value": "58.8",
    "target": "80",
    "sessions": "3",
    "villages": "2",
    "last_session": "2026-11-12",
    "open_actions": "4",
    "overdue_actions": "1",
    "days_overdue": "12",
    "days_late": "12",
    "repeats": "2",
}
"""Examples of the vocabulary's words where papers say them."""


class Says(NamedTuple):
    """What papers about a thing may say: words of the vocabulary, words of their own, lists."""

    vocabulary: tuple[str, ...]
    own: tuple[PaperWord, ...]
    lists: tuple[str, ...]


def says(about: str) -> Says:
    """What papers about a visit, a village or a period may say."""
    if about == PERIOD:
        return Says(
            (*OF_DOCUMENT, "period"),
            _words(_OFFICE + _OF_OFFICER.lstrip() + _OF_PERIOD.lstrip()),
            tuple(_OF_PERIOD_LISTS.split()),
        )
    village = Says(
        (*OF_DOCUMENT, *_OF_ONE_VILLAGE.split()),
        _words(_OFFICE + _OF_VILLAGE.lstrip()),
        ("bases", "copies", "officials", "open_actions", "repeated", "late"),
    )
    if about != VISIT:
        return village
    visit = (
        "session_code session_date start_time end_time kind mode place topics mentors "
        "other_villages letter_number summary guests agreed_next"
    )
    return Says(
        (*village.vocabulary, *visit.split()),
        (*village.own, *_words(_OF_OFFICER + _OF_VISIT.lstrip())),
        (
            *village.lists,
            *("team", "followers", "topics_list", "attendance", "findings", "actions"),
        ),
    )
