"""The shipped templates, one function a kind: what stands on each paper, in its order."""

from perut_cli.render.papers.layout import (
    BODY,
    CELL,
    HEAD_SIGNS,
    HEADING,
    KNOWN_SIGNS,
    OFFICER_SIGNS,
    VILLAGE_SIGNS,
    Look,
    copies,
    facts,
    letter,
    numbered,
    paragraph,
    signatures,
    table,
    titled,
)

FINDINGS = (
    ("No.", "{findings.no}", 6),
    ("Temuan", "{findings.finding_text}", 62),
    ("Indikator", "{findings.indicator_code}", 16),
    ("Tingkat", "{findings.severity}", 16),
)
ACTIONS = (
    ("No.", "{actions.no}", 6),
    ("Tindak lanjut", "{actions.action_text}", 48),
    ("Penanggung jawab", "{actions.responsible}", 27),
    ("Tenggat", "{actions.due}", 19),
)
OPEN = (
    ("No.", "{open_actions.no}", 6),
    ("Tindak lanjut", "{open_actions.action_text}", 44),
    ("Penanggung jawab", "{open_actions.responsible}", 26),
    ("Tenggat", "{open_actions.due}", 19),
    ("Hari lewat", "{open_actions.days_overdue}", 12),
)
OPEN_ALL = (
    ("No.", "{open_actions.no}", 6),
    ("Desa", "{open_actions.village_name}", 20),
    ("Tindak lanjut", "{open_actions.action_text}", 38),
    ("Tenggat", "{open_actions.due}", 19),
    ("Hari lewat", "{open_actions.days_overdue}", 12),
)


def surat_tugas() -> list[str]:
    """Sends the officers."""
    return [
        *titled("{title_upper}"),
        paragraph("Dasar:", HEADING),
        numbered("{bases.no}.\t{bases.text}"),
        numbered("-\tProgram Pendampingan Rutin Kecamatan {district_name}."),
        paragraph("MEMERINTAHKAN", Look("center", bold=True, before=120, after=80, keep=True)),
        paragraph("Kepada:", HEADING),
        table(
            (
                ("No.", "{team.no}", 6),
                ("Nama", "{team.mentor_name}", 40),
                ("NIP", "{team.nip}", 26),
                ("Jabatan", "{team.mentor_position}", 34),
            )
        ),
        paragraph("Untuk:", HEADING),
        *facts(
            ("Maksud", "{purpose}"),
            ("Hari, tanggal", "{day_name}, {session_date_long}"),
            ("Waktu", "{?hours_text}"),
            ("Tempat", "{meeting_place}"),
        ),
        paragraph(
            "Demikian surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab dan "
            "dilaporkan hasilnya.",
            BODY._replace(before=120),
        ),
        signatures(HEAD_SIGNS),
        *copies(),
    ]


def undangan() -> list[str]:
    """Invites a village."""
    return [
        *letter("Biasa"),
        paragraph(
            "Dalam rangka Pendampingan Rutin, dengan ini kami mengundang Saudara beserta perangkat "
            "desa untuk hadir pada:",
            BODY._replace(first=720),
        ),
        *facts(
            ("Hari, tanggal", "{day_name}, {session_date_long}"),
            ("Waktu", "{?hours_text}"),
            ("Tempat", "{meeting_place}"),
            ("Acara", "{kind} {topic_names}"),
        ),
        paragraph(
            "Mohon membawa buku administrasi dan bukti tindak lanjut yang telah disepakati. "
            "Demikian, atas perhatian dan kehadiran Saudara kami ucapkan terima kasih.",
            BODY._replace(first=720, before=120),
        ),
        signatures(HEAD_SIGNS),
        *copies(),
    ]


def daftar_hadir() -> list[str]:
    """Who was there; the signature column zigzags."""
    return [
        *titled("{title_upper}"),
        *facts(
            ("Acara", "{purpose}"),
            ("Hari, tanggal", "{day_name}, {session_date_long}"),
            ("Tempat", "{meeting_place}"),
        ),
        paragraph("", Look(size=12)),
        table(
            (
                ("No.", "{attendance.no}", 6),
                ("Nama", "{attendance.official_name}", 34),
                ("Jabatan / unsur", "{attendance.position}", 28),
                ("Tanda tangan", "{attendance.sign_left}", 17),
                ("", "{attendance.sign_right}", 17),
            ),
            CELL._replace(before=70, after=70),
        ),
        signatures(OFFICER_SIGNS),
    ]


def berita_acara() -> list[str]:
    """What both sides signed."""
    return [
        *titled("{title_upper} PENDAMPINGAN DESA {village_name_upper}"),
        paragraph(
            "Pada hari ini, {session_date_words}, bertempat di {meeting_place}, telah "
            "dilaksanakan {kind} oleh:",
            BODY,
        ),
        numbered("{team.no}.\t{team.mentor_name}, {team.mentor_position}"),
        paragraph(
            "bersama Pemerintah Desa {village_name}, dihadiri {present_count} ({present_count_words}) "
            "orang sebagaimana daftar hadir terlampir.",
            BODY._replace(before=80),
        ),
        paragraph("Dasar: surat tugas nomor {?letter_number}.", BODY),
        paragraph("1. Hasil", HEADING),
        paragraph("{?summary}", BODY),
        paragraph("2. Temuan", HEADING),
        table(FINDINGS),
        paragraph("3. Tindak lanjut yang disepakati", HEADING),
        table(ACTIONS),
        paragraph("4. Tindak lanjut yang masih terbuka", HEADING),
        table(OPEN),
        paragraph(
            "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana "
            "mestinya.",
            BODY._replace(before=160, keep=True),
        ),
        signatures(VILLAGE_SIGNS, KNOWN_SIGNS, OFFICER_SIGNS),
    ]


def notula() -> list[str]:
    """The course of the meeting."""
    return [
        *titled("{title_upper}"),
        *facts(
            ("Acara", "{purpose}"),
            ("Hari, tanggal", "{day_name}, {session_date_long}"),
            ("Waktu", "{?hours_text}"),
            ("Tempat", "{meeting_place}"),
            ("Hadir", "{present_count} orang"),
        ),
        paragraph("Pokok bahasan", HEADING),
        numbered("{topics_list.no}.\t{topics_list.topic_name}"),
        paragraph("Jalannya pertemuan", HEADING),
        paragraph("{?summary}", BODY),
        paragraph("Temuan", HEADING),
        table(FINDINGS),
        paragraph("Kesepakatan", HEADING),
        table(ACTIONS),
        signatures(VILLAGE_SIGNS, OFFICER_SIGNS),
    ]


def _introduction() -> list[str]:
    """Part A of a report of a visit."""
    return [
        paragraph("A. PENDAHULUAN", HEADING),
        paragraph("1. Umum", HEADING),
        paragraph("Kunjungan Pendampingan Rutin ke {villages_text}.", BODY),
        paragraph("2. Maksud dan tujuan", HEADING),
        paragraph("{purpose}.", BODY),
        paragraph("3. Ruang lingkup", HEADING),
        numbered("{topics_list.no}.\t{topics_list.topic_name}"),
        paragraph("4. Dasar", HEADING),
        numbered("{bases.no}.\t{bases.text}"),
        paragraph("Surat tugas nomor {?letter_number}", BODY),
    ]


def laporan_perjalanan() -> list[str]:
    """The officers' report, A to E."""
    return [
        *titled("{title_upper}"),
        *facts(
            ("Surat tugas", "{letter_number}"),
            ("Tujuan", "Desa {village_name}"),
            ("Hari, tanggal", "{day_name}, {session_date_long}"),
            ("Lama", "{days_count} hari"),
        ),
        *_introduction(),
        paragraph("B. KEGIATAN YANG DILAKSANAKAN", HEADING),
        paragraph("{?summary}", BODY),
        paragraph("Petugas:", HEADING),
        numbered("{team.no}.\t{team.mentor_name}, {team.mentor_position}"),
        paragraph("C. HASIL YANG DICAPAI", HEADING),
        paragraph("{score_reading}", BODY),
        table(FINDINGS),
        paragraph("D. SIMPULAN DAN SARAN", HEADING),
        paragraph(
            "Ditemukan {finding_count} hal. Tindak lanjut yang disepakati:",
            BODY._replace(keep=True),
        ),
        table(ACTIONS),
        paragraph("Tindak lanjut yang masih terbuka:", BODY._replace(before=120, keep=True)),
        table(OPEN),
        paragraph("E. PENUTUP", HEADING),
        paragraph(
            "Demikian laporan ini dibuat sebagai pertanggungjawaban pelaksanaan tugas.",
            BODY._replace(keep=True),
        ),
        signatures(OFFICER_SIGNS),
    ]


def rtl() -> list[str]:
    """What, who, by when."""
    return [
        *titled("{title_upper}"),
        *facts(
            ("Desa", "{village_name}"),
            ("Kunjungan", "{day_name}, {session_date_long}"),
        ),
        paragraph("", Look(size=12)),
        table(
            (
                ("No.", "{actions.no}", 6),
                ("Temuan", "{actions.finding_text}", 30),
                ("Tindak lanjut", "{actions.action_text}", 30),
                ("Penanggung jawab", "{actions.responsible}", 22),
                ("Tenggat", "{actions.due}", 19),
            )
        ),
        signatures(VILLAGE_SIGNS, OFFICER_SIGNS),
    ]


def _results() -> list[str]:
    """What came of the period."""
    return [
        paragraph("C. HASIL YANG DICAPAI", HEADING),
        paragraph("1. Kedudukan desa. {assessed_text}", BODY._replace(keep=True)),
        table(
            (
                ("No.", "{progress.no}", 6),
                ("Desa", "{progress.village_name}", 26),
                ("Awal", "{progress.baseline}", 11),
                ("Terakhir", "{progress.latest}", 13),
                ("Target", "{progress.reached}", 18),
                ("Predikat", "{progress.band}", 26),
            )
        ),
        paragraph("2. Target. {reading_text}", BODY._replace(before=120, keep=True)),
        table(
            (
                ("No.", "{readings.no}", 6),
                ("Cara baca", "{readings.reading_name}", 40),
                ("Nilai", "{readings.value}", 16),
                ("Target", "{readings.target}", 16),
                ("Tercapai", "{readings.reached}", 24),
            )
        ),
        paragraph("3. Aparatur. {gain_text}", BODY._replace(before=120)),
        paragraph("4. Hambatan", HEADING),
        table(
            (
                ("No.", "{obstacles.no}", 6),
                ("Indikator", "{obstacles.indicator_text}", 58),
                ("Temuan", "{obstacles.finding_total}", 14),
                ("Berulang", "{obstacles.repeat_total}", 14),
                ("Desa", "{obstacles.villages}", 10),
            )
        ),
        paragraph("5. Tindak lanjut yang belum tuntas", HEADING),
        table(OPEN_ALL),
    ]


def laporan_berkala() -> list[str]:
    """A period, to the camat or on to the bupati."""
    return [
        *titled("{title_upper} PENDAMPINGAN RUTIN"),
        paragraph("{period_text}", Look("center", bold=True, after=160)),
        paragraph("A. PENDAHULUAN", HEADING),
        paragraph(
            "Laporan ini memuat Pendampingan Rutin Kecamatan {district_name} selama {period_text}.",
            BODY,
        ),
        numbered("{bases.no}.\t{bases.text}"),
        paragraph("{?report_aim}", BODY),
        paragraph("B. KEGIATAN YANG DILAKSANAKAN", HEADING),
        paragraph(
            "Dilaksanakan {session_count} sesi di {visited_count} dari {village_count} desa.", BODY
        ),
        table(
            (
                ("No.", "{by_kind.no}", 6),
                ("Jenis", "{by_kind.kind}", 50),
                ("Sesi", "{by_kind.sessions}", 22),
                ("Desa", "{by_kind.villages}", 22),
            )
        ),
        paragraph("", Look(size=12)),
        table(
            (
                ("No.", "{by_officer.no}", 6),
                ("Petugas", "{by_officer.mentor_name}", 50),
                ("Sesi", "{by_officer.sessions}", 22),
                ("Desa", "{by_officer.villages}", 22),
            )
        ),
        *_results(),
        paragraph("D. SIMPULAN DAN SARAN", HEADING),
        numbered("{conclusions.no}.\t{conclusions.text}"),
        paragraph("Saran:", HEADING),
        numbered("{suggestions.no}.\t{suggestions.text}", keep=True),
        paragraph("E. PENUTUP", HEADING),
        paragraph(
            "Demikian laporan ini disampaikan untuk menjadi bahan kebijakan.",
            BODY._replace(keep=True),
        ),
        signatures(HEAD_SIGNS),
        *copies(),
    ]


def teguran() -> list[str]:
    """A warning after repeated findings."""
    return [
        *letter("Penting"),
        paragraph(
            "Berdasarkan hasil Pendampingan Rutin di Desa {village_name}, temuan berikut telah "
            "berulang dan belum ditindaklanjuti. Untuk itu disampaikan teguran tingkat "
            "{repeat_level} ({repeat_level_words}):",
            BODY._replace(first=720),
        ),
        table(
            (
                ("No.", "{repeated.no}", 6),
                ("Temuan", "{repeated.finding_text}", 56),
                ("Tanggal", "{repeated.finding_date}", 19),
                ("Berapa kali", "{repeated.repeats}", 19),
            )
        ),
        paragraph(
            "Saudara diminta menindaklanjutinya dan melaporkannya secara tertulis paling lambat "
            "{answer_by_long}. Demikian untuk menjadi perhatian.",
            BODY._replace(first=720, before=120),
        ),
        signatures(HEAD_SIGNS),
        *copies(),
    ]


def piagam() -> list[str]:
    """An award for a village."""
    big = Look("center", size=32, before=480, after=320)
    return [
        *titled("{title_upper}"),
        paragraph("Diberikan kepada", big),
        paragraph("PEMERINTAH DESA {village_name_upper}", big._replace(bold=True, size=44)),
        paragraph("atas pencapaian tata kelola pemerintahan desa dengan predikat", big),
        paragraph("{band_upper}", big._replace(bold=True, size=44)),
        paragraph("dengan nilai {latest} pada Program Pendampingan Rutin", big),
        paragraph("Kecamatan {district_name}.", big),
        signatures(HEAD_SIGNS),
    ]


def peringkat() -> list[str]:
    """The villages in order."""
    return [
        *titled("{title_upper}"),
        paragraph("{period_text}", Look("center", bold=True, after=160)),
        paragraph("{assessed_text}", BODY),
        table(
            (
                ("Peringkat", "{ranking.rank}", 13),
                ("Desa", "{ranking.village_name}", 36),
                ("Nilai", "{ranking.latest}", 13),
                ("Predikat", "{ranking.band}", 26),
                ("Keterangan", "{ranking.text}", 20),
            )
        ),
        paragraph("Tanpa peringkat:", HEADING),
        numbered("{unranked.no}.\t{unranked.village_name}: {unranked.text}", 0),
        signatures(HEAD_SIGNS),
    ]


def sppd() -> list[str]:
    """Travel papers, with the visum of the village."""
    return [
        *titled("{title_upper}"),
        *facts(
            ("Pemberi perintah", "{signer_title}"),
            ("Nama pegawai", "{leader_name}"),
            ("NIP", "{?leader_nip}"),
            ("Jabatan", "{leader_position}"),
            ("Maksud perjalanan", "{purpose}"),
            ("Alat angkutan", "Kendaraan dinas"),
            ("Tempat berangkat", "{signature_place}"),
            ("Tempat tujuan", "Desa {village_name}"),
            ("Lama perjalanan", "{days_count} ({days_count_words}) hari"),
            ("Tanggal berangkat", "{session_date_long}"),
            ("Tanggal kembali", "{until_date_long}"),
        ),
        paragraph("Pengikut:", HEADING),
        numbered("{team.no}.\t{team.mentor_name}, {team.mentor_position}"),
        signatures(HEAD_SIGNS),
        paragraph("Visum tempat tujuan", HEADING._replace(before=300)),
        signatures(
            (
                "Tiba di Desa {village_name}",
                "{session_date_long}",
                "{village_head_title},",
                "\u200b",
                "\u200b",
                "\u200b",
                "**{village_head_name}",
            ),
            (
                "Berangkat dari Desa {village_name}",
                "{until_date_long}",
                "{village_head_title},",
                "\u200b",
                "\u200b",
                "\u200b",
                "**{village_head_name}",
            ),
        ),
    ]


LAYOUTS = {
    "surat-tugas": surat_tugas,
    "undangan": undangan,
    "daftar-hadir": daftar_hadir,
    "berita-acara": berita_acara,
    "notula": notula,
    "laporan-perjalanan": laporan_perjalanan,
    "rtl": rtl,
    "laporan-berkala": laporan_berkala,
    "teguran": teguran,
    "piagam": piagam,
    "peringkat": peringkat,
    "sppd": sppd,
}
