"""Templates of the papers after a visit: berita acara, notula, rencana tindak lanjut, laporan
perjalanan.
"""

from perut_cli.render.papers.blocks import (
    HEAD_KNOWS,
    OFFICER_SIGNS,
    VILLAGE_SIGNS,
    Signature,
    facts,
    numbered,
    signatures,
    titled,
)
from perut_cli.render.papers.layout import BODY, HEADING, Look, columns, paragraph, table

FINDINGS = columns(
    ("No.", "{findings.no}", 6),
    ("Temuan", "{findings.finding_text}", 48),
    ("Indikator", "{findings.indicator_text}", 33),
    ("Tingkat", "{findings.severity}", 13),
)
ACTIONS = columns(
    ("No.", "{actions.no}", 6),
    ("Tindak lanjut", "{actions.action_text}", 46),
    ("Penanggung jawab", "{actions.responsible}", 28),
    ("Tenggat", "{actions.due}", 20),
)
OPEN = columns(
    ("No.", "{open_actions.no}", 6),
    ("Tindak lanjut", "{open_actions.action_text}", 39),
    ("Penanggung jawab", "{open_actions.responsible}", 26),
    ("Tenggat", "{open_actions.due}", 18),
    ("Keadaan", "{open_actions.state_text}", 17),
)
_DAY = "{day_name}, {session_date_long}"


def berita_acara() -> list[str]:
    """What both sides signed."""
    return [
        *titled("{title_upper} PENDAMPINGAN {village_kind_upper} {village_name_upper}"),
        paragraph(
            "Pada hari ini, {session_date_words}, bertempat di {meeting_place}, kami yang bertanda "
            "tangan di bawah ini telah melaksanakan {kind}.",
            BODY,
        ),
        paragraph("Pokok bahasan: {?topic_names}.", BODY),
        paragraph("Pihak Kecamatan {district_name}:", BODY._replace(keep=True)),
        numbered("{team.no}.\t{team.mentor_name}, {team.mentor_position}"),
        paragraph(
            "Pihak Pemerintah {village_kind} {village_name}: {village_head_name}, "
            "{village_head_title}, {attended_text}.",
            BODY._replace(before=80),
        ),
        paragraph("Dasar:", BODY._replace(keep=True)),
        numbered("{bases.no}.\t{bases.text}"),
        paragraph("1. Hasil", HEADING),
        paragraph("{?summary}", BODY._replace(keep=True)),
        paragraph("{score_reading}", BODY),
        paragraph("2. Temuan", HEADING),
        table(FINDINGS),
        paragraph("3. Rekomendasi dan tindak lanjut yang disepakati", HEADING),
        table(ACTIONS),
        paragraph("4. Tindak lanjut sebelumnya yang masih terbuka", HEADING),
        table(OPEN, keep=True),
        paragraph(
            "Demikian berita acara ini dibuat dengan sebenarnya dalam rangkap 2 (dua), satu untuk "
            "setiap pihak, untuk dipergunakan sebagaimana mestinya.",
            BODY._replace(before=160, keep=True),
        ),
        signatures(VILLAGE_SIGNS, OFFICER_SIGNS, below=HEAD_KNOWS),
    ]


def notula() -> list[str]:
    """The course of the meeting."""
    chair = OFFICER_SIGNS._replace(above=(), title="Pimpinan rapat,")
    taker = Signature(OFFICER_SIGNS.above, "Notulis,", "{note_taker_name}", "NIP {?note_taker_nip}")
    return [
        *titled("{title_upper}"),
        *facts(
            ("Acara", "{agenda}"),
            ("Hari, tanggal", _DAY),
            ("Waktu", "{?hours_text}"),
            ("Tempat", "{meeting_place}"),
            ("Pimpinan rapat", "{leader_name}"),
            ("Hadir", "{?present_count} ({?present_count_words}) orang"),
        ),
        paragraph("Jalannya pertemuan", HEADING),
        paragraph("{held_text}", BODY),
        paragraph("{?summary}", BODY),
        paragraph("Temuan", HEADING),
        table(FINDINGS),
        paragraph("Kesepakatan", HEADING),
        table(ACTIONS, keep=True),
        paragraph(
            "Pertemuan berikutnya: {?agreed_next_long}.", BODY._replace(before=160, keep=True)
        ),
        signatures(chair, taker),
    ]


def rtl() -> list[str]:
    """What, who, by when, proved by what."""
    return [
        *titled("{title_upper}"),
        *facts(
            ("{village_kind}", "{village_name}"),
            ("Kunjungan", _DAY),
        ),
        paragraph("", Look(size=12)),
        table(
            columns(
                ("No.", "{actions.no}", 6),
                ("Temuan", "{actions.finding_text}", 27),
                ("Tindak lanjut", "{actions.action_text}", 27),
                ("Penanggung jawab", "{actions.responsible}", 22),
                ("Tenggat", "{actions.due}", 18),
                ("Bukti", "{actions.evidence}", 16),
            ),
            keep=True,
        ),
        signatures(VILLAGE_SIGNS, OFFICER_SIGNS),
    ]


def _introduction() -> list[str]:
    """Part A of a report of a visit."""
    return [
        paragraph("A. PENDAHULUAN", HEADING),
        paragraph("1. Umum", HEADING),
        paragraph(
            "Laporan ini memuat kunjungan Pendampingan Rutin ke {villages_text} pada "
            "{day_name}, {session_date_long}.",
            BODY,
        ),
        paragraph("2. Maksud dan tujuan", HEADING),
        paragraph("{purpose}.", BODY),
        paragraph("{?report_aim}", BODY),
        paragraph("3. Ruang lingkup", HEADING),
        paragraph("{agenda} di {villages_text}.", BODY),
        paragraph("4. Dasar", HEADING),
        numbered("{bases.no}.\t{bases.text}"),
    ]


def laporan_perjalanan() -> list[str]:
    """The officers' report to the camat, A to E."""
    return [
        *titled("{title_upper}"),
        *facts(
            ("Kepada", "Yth. {recipient}"),
            ("Surat tugas", "{?letter_number}"),
            ("Petugas", "{team_names}"),
            ("Tujuan", "{villages_text}"),
            ("Tempat", "{meeting_place}"),
            ("Hari, tanggal", _DAY),
            ("Lama", "{days_count} ({days_count_words}) hari"),
        ),
        *_introduction(),
        paragraph("B. KEGIATAN YANG DILAKSANAKAN", HEADING),
        paragraph("{held_text}", BODY),
        paragraph("{?summary}", BODY),
        paragraph("Petugas:", HEADING),
        numbered("{team.no}.\t{team.mentor_name}, {team.mentor_position}"),
        paragraph("C. HASIL YANG DICAPAI", HEADING),
        paragraph("{score_reading}", BODY),
        paragraph("Hambatan dan temuan:", BODY._replace(keep=True)),
        table(FINDINGS),
        paragraph("D. SIMPULAN DAN SARAN", HEADING),
        paragraph(
            "Ditemukan {finding_count} ({finding_count_words}) hal. Tindak lanjut yang disepakati:",
            BODY._replace(keep=True),
        ),
        table(ACTIONS),
        paragraph(
            "Tindak lanjut sebelumnya yang masih terbuka:", BODY._replace(before=120, keep=True)
        ),
        table(OPEN, keep=True),
        paragraph("E. PENUTUP", HEADING),
        paragraph(
            "Demikian laporan ini dibuat sebagai pertanggungjawaban pelaksanaan tugas.",
            BODY._replace(keep=True),
        ),
        signatures(OFFICER_SIGNS),
    ]
