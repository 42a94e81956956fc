"""Templates of the papers of a period:
laporan berkala to the camat or on to the bupati, peringkat.
"""

from perut_cli.render.papers.blocks import (
    HEAD_SIGNS,
    HEAD_SIGNS_A_LETTER,
    OFFICER_SIGNS,
    annex,
    copies,
    facts,
    letter,
    numbered,
    signatures,
    titled,
)
from perut_cli.render.papers.layout import BODY, HEADING, Look, columns, paragraph, table

PROGRESS = columns(
    ("No.", "{progress.no}", 6),
    ("Desa", "{progress.village_name}", 21),
    ("Awal", "{progress.baseline}", 9),
    ("Terakhir", "{progress.latest}", 11),
    ("Target tercapai", "{progress.reached}", 14),
    ("Predikat", "{progress.band}", 24),
    ("Tindak lanjut", "{progress.open_actions}", 10),
    ("Lewat", "{progress.overdue_actions}", 9),
)
READINGS = columns(
    ("No.", "{readings.no}", 6),
    ("Cara baca", "{readings.reading_name}", 40),
    ("Nilai", "{readings.value}", 16),
    ("Target", "{readings.target}", 16),
    ("Tercapai", "{readings.reached}", 24),
)
MAIN_OBSTACLES = columns(
    ("No.", "{main_obstacles.no}", 6),
    ("Indikator", "{main_obstacles.indicator_text}", 56),
    ("Temuan", "{main_obstacles.finding_total}", 14),
    ("Berulang", "{main_obstacles.repeat_total}", 14),
    ("Desa", "{main_obstacles.villages}", 10),
)
BY_KIND = columns(
    ("No.", "{by_kind.no}", 6),
    ("Jenis", "{by_kind.kind}", 50),
    ("Sesi", "{by_kind.sessions}", 22),
    ("Desa", "{by_kind.villages}", 22),
)
BY_OFFICER = columns(
    ("No.", "{by_officer.no}", 6),
    ("Petugas", "{by_officer.mentor_name}", 50),
    ("Sesi", "{by_officer.sessions}", 22),
    ("Desa", "{by_officer.villages}", 22),
)
BY_VILLAGE = columns(
    ("No.", "{by_village.no}", 6),
    ("Desa", "{by_village.village_name}", 42),
    ("Sesi", "{by_village.sessions}", 14),
    ("Sesi terakhir", "{by_village.last_session}", 22),
    ("Temuan", "{by_village.finding_total}", 16),
)
SESSIONS = columns(
    ("No.", "{sessions_list.no}", 6),
    ("Tanggal", "{sessions_list.session_date}", 13),
    ("Desa", "{sessions_list.village_name}", 16),
    ("Jenis", "{sessions_list.kind}", 12),
    ("Petugas", "{sessions_list.mentors}", 53),
)
OPEN_ACTIONS = columns(
    ("No.", "{open_actions.no}", 6),
    ("Desa", "{open_actions.village_name}", 16),
    ("Tindak lanjut", "{open_actions.action_text}", 34),
    ("Penanggung jawab", "{open_actions.responsible}", 24),
    ("Tenggat", "{open_actions.due}", 16),
    ("Keadaan", "{open_actions.state_text}", 15),
)
LATE = columns(
    ("No.", "{late_documents.no}", 6),
    ("Dokumen", "{late_documents.obligation_title}", 40),
    ("Periode", "{late_documents.period_text}", 15),
    ("Banyak desa", "{late_documents.villages}", 12),
    ("Desa", "{late_documents.village_names}", 40),
)
OBSTACLES = columns(
    ("No.", "{obstacles.no}", 6),
    ("Indikator", "{obstacles.indicator_text}", 56),
    ("Temuan", "{obstacles.finding_total}", 14),
    ("Berulang", "{obstacles.repeat_total}", 14),
    ("Desa", "{obstacles.villages}", 10),
)
RANKING = columns(
    ("Peringkat", "{ranking.rank}", 13),
    ("Desa", "{ranking.village_name}", 34),
    ("Nilai", "{ranking.latest}", 13),
    ("Predikat", "{ranking.band}", 26),
    ("Keterangan", "{ranking.text}", 22),
)


def _introduction() -> list[str]:
    return [
        paragraph("A. PENDAHULUAN", HEADING),
        paragraph("1. Umum", HEADING),
        paragraph(
            "Laporan ini memuat Pendampingan Rutin Kecamatan {district_name} selama {period_text}.",
            BODY,
        ),
        paragraph("2. Maksud dan tujuan", HEADING),
        paragraph("{report_aim}", BODY),
        paragraph("3. Ruang lingkup", HEADING),
        paragraph(
            "Sesi pendampingan, penilaian desa dan aparatur, temuan dengan tindak lanjutnya, dan "
            "kewajiban penyampaian dokumen dari {village_count} desa.",
            BODY,
        ),
        paragraph("4. Dasar", HEADING),
        numbered("{bases.no}.\t{bases.text}"),
    ]


def _results() -> list[str]:
    return [
        paragraph("C. HASIL YANG DICAPAI", HEADING),
        paragraph("1. Kedudukan desa", HEADING),
        paragraph("{assessed_text}", BODY._replace(keep=True)),
        table(PROGRESS),
        paragraph("2. Target", HEADING),
        paragraph("{reading_text}", BODY._replace(keep=True)),
        table(READINGS),
        paragraph("3. Kapasitas aparatur", HEADING),
        paragraph("{gain_text}", BODY),
        paragraph("4. Perubahan dalam periode", HEADING),
        numbered("{changes.no}.\t{changes.text}"),
        paragraph("5. Hambatan", HEADING),
        paragraph("{obstacles_text}", BODY._replace(keep=True)),
        table(MAIN_OBSTACLES),
        paragraph("6. Tindak lanjut dan kewajiban", HEADING),
        paragraph("{follow_up_text} {late_text}", BODY),
    ]


def _conclusions(next_steps: str) -> list[str]:
    return [
        paragraph("D. SIMPULAN DAN SARAN", HEADING),
        paragraph("1. Simpulan", HEADING),
        numbered("{conclusions.no}.\t{conclusions.text}"),
        paragraph(f"2. {next_steps}", HEADING),
        numbered("{suggestions.no}.\t{suggestions.text}", keep=True),
        paragraph("E. PENUTUP", HEADING),
    ]


def report_to_camat() -> list[str]:
    """What the officers report to the camat: everything, by officer and follow-up too."""
    return [
        *titled("{title_upper} PENDAMPINGAN RUTIN"),
        paragraph("{period_text}", Look("center", bold=True, after=160)),
        *facts(
            ("Kepada", "Yth. {recipient}"),
            ("Dari", "{leader_name}, {leader_position}"),
            ("Lampiran", "{attachments}"),
        ),
        *_introduction(),
        paragraph("B. KEGIATAN YANG DILAKSANAKAN", HEADING),
        paragraph("{sessions_text}", BODY._replace(keep=True)),
        table(BY_KIND),
        paragraph("", Look(size=12)),
        table(BY_VILLAGE),
        paragraph("", Look(size=12)),
        table(BY_OFFICER),
        *_results(),
        *_conclusions("Saran"),
        paragraph(
            "Demikian laporan ini kami sampaikan sebagai pertanggungjawaban pelaksanaan tugas, dan "
            "mohon arahan lebih lanjut.",
            BODY._replace(keep=True),
        ),
        signatures(OFFICER_SIGNS),
        *annex("Lampiran 1. Sesi dalam periode", SESSIONS, first=True),
        *annex("Lampiran 2. Tindak lanjut yang belum tuntas", OPEN_ACTIONS),
        *annex("Lampiran 3. Dokumen desa yang terlambat", LATE),
        *annex("Lampiran 4. Temuan menurut indikator", OBSTACLES),
    ]


def _letter_to_bupati() -> list[str]:
    """The letter with the main points."""
    return [
        *letter("Biasa"),
        paragraph(
            "Bersama ini kami sampaikan laporan Pendampingan Rutin Kecamatan {district_name} "
            "{period_text}, dengan pokok-pokok sebagai berikut:",
            BODY._replace(first=720),
        ),
        numbered("{conclusions.no}.\t{conclusions.text}"),
        paragraph(
            "Laporan selengkapnya terlampir. Demikian disampaikan untuk menjadi bahan kebijakan, "
            "atas perhatian Bapak/Ibu kami ucapkan terima kasih.",
            BODY._replace(first=720, before=120, keep=True),
        ),
        signatures(HEAD_SIGNS_A_LETTER),
        *copies(),
    ]


def report_to_bupati() -> list[str]:
    """What the camat reports on: a letter with the main points, the report behind it, without who
    did how much.
    """
    return [
        *_letter_to_bupati(),
        paragraph(
            "{title_upper} PENDAMPINGAN RUTIN",
            Look("center", bold=True, underline=True, keep=True, new_page=True),
        ),
        paragraph("KECAMATAN {district_name_upper}", Look("center", bold=True, keep=True)),
        paragraph("{period_text}", Look("center", bold=True, after=60, keep=True)),
        paragraph(
            "Lampiran surat nomor {document_number} tanggal {document_date_long}",
            Look("center", size=20, after=160),
        ),
        *_introduction(),
        paragraph("B. KEGIATAN YANG DILAKSANAKAN", HEADING),
        paragraph("{sessions_text}", BODY._replace(keep=True)),
        table(BY_KIND),
        *_results(),
        *_conclusions("Saran dan langkah selanjutnya"),
        paragraph(
            "Demikian laporan ini disampaikan untuk menjadi bahan kebijakan.",
            BODY._replace(keep=True),
        ),
        signatures(HEAD_SIGNS),
        *annex("Lampiran 1. Sesi menurut desa", BY_VILLAGE, first=True),
        *annex("Lampiran 2. Dokumen desa yang terlambat", LATE),
    ]


def peringkat() -> list[str]:
    """The villages in order."""
    return [
        *titled("{title_upper}"),
        paragraph("{period_text}", Look("center", bold=True, after=160)),
        paragraph("{assessed_text}", BODY._replace(keep=True)),
        table(RANKING),
        paragraph("Tanpa peringkat:", HEADING),
        numbered("{unranked.no}.\t{unranked.village_name}: {unranked.text}", 0, keep=True),
        signatures(HEAD_SIGNS),
        *copies(),
    ]
