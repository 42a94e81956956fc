"""Templates of the papers before a visit: surat tugas, undangan, daftar hadir, surat perjalanan."""

from perut_cli.render.papers.blocks import (
    HEAD_SIGNS,
    HEAD_SIGNS_A_LETTER,
    OFFICER_SIGNS,
    Signature,
    copies,
    facts,
    letter,
    numbered,
    signatures,
    titled,
)
from perut_cli.render.papers.layout import (
    BODY,
    CELL,
    HEADING,
    WIDTH,
    Look,
    columns,
    grid,
    paragraph,
    row,
    table,
)


def surat_tugas() -> list[str]:
    """Sends the officers."""
    return [
        *titled("{title_upper}"),
        paragraph("Dasar:", HEADING),
        numbered("{bases.no}.\t{bases.text}"),
        paragraph("MENUGASKAN", Look("center", bold=True, before=160, after=80, keep=True)),
        paragraph("Kepada:", HEADING),
        table(
            columns(
                ("No.", "{team.no}", 6),
                ("Nama", "{team.mentor_name}", 37),
                ("NIP", "{team.nip}", 29),
                ("Jabatan", "{team.mentor_position}", 34),
            ),
            CELL._replace(size=22),
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
            BODY._replace(before=160, keep=True),
        ),
        signatures(HEAD_SIGNS),
        *copies(),
    ]


def undangan() -> list[str]:
    """Invites a village."""
    return [
        *letter("Biasa"),
        paragraph(
            "Dalam rangka Pendampingan Rutin Kecamatan {district_name}, dengan ini kami mengundang "
            "Saudara beserta perangkat untuk hadir pada:",
            BODY._replace(first=720),
        ),
        *facts(
            ("Hari, tanggal", "{day_name}, {session_date_long}"),
            ("Waktu", "{hours_to_fill}"),
            ("Tempat", "{meeting_place}"),
            ("Acara", "{agenda}"),
        ),
        paragraph(
            "Mohon membawa buku administrasi dan bukti tindak lanjut yang telah disepakati.",
            BODY._replace(first=720, before=120),
        ),
        paragraph(
            "Demikian, atas perhatian dan kehadiran Saudara kami ucapkan terima kasih.",
            BODY._replace(first=720, keep=True),
        ),
        signatures(HEAD_SIGNS_A_LETTER),
        *copies(),
    ]


def daftar_hadir() -> list[str]:
    """Who was there; the signature column zigzags."""
    return [
        *titled("{title_upper}"),
        *facts(
            ("Acara", "{agenda}"),
            ("Hari, tanggal", "{day_name}, {session_date_long}"),
            ("Waktu", "{?hours_text}"),
            ("Tempat", "{meeting_place}"),
        ),
        paragraph("", Look(size=12)),
        table(
            columns(
                ("No.", "{attendance.no}", 6),
                ("Nama", "{attendance.official_name}", 34),
                ("Jabatan / unsur", "{attendance.position}", 28),
                ("Tanda tangan", "{attendance.sign_left}", 17),
                ("", "{attendance.sign_right}", 17),
            ),
            CELL._replace(before=90, after=90),
            keep=True,
        ),
        signatures(OFFICER_SIGNS._replace(above=("{signature_place}, {session_date_long}",))),
    ]


_JOURNEY = (
    ("Pejabat pemberi perintah", "{signer_title}"),
    ("Nama pegawai yang diperintahkan", "{leader_name}"),
    ("NIP", "{leader_nip_or_dash}"),
    ("Jabatan", "{leader_position}"),
    ("Maksud perjalanan dinas", "{purpose}"),
    ("Alat angkutan", ""),
    ("Tempat berangkat", "{office_place}"),
    ("Tempat tujuan", "{village_kind} {village_name}"),
    ("Lama perjalanan", "{days_count} ({days_count_words}) hari"),
    ("Tanggal berangkat", "{session_date_long}"),
    ("Tanggal kembali", "{until_date_long}"),
    ("Pembebanan anggaran", ""),
)
_FOLLOWERS = columns(
    ("No.", "{followers.no}", 6),
    ("Pengikut", "{followers.mentor_name}", 37),
    ("NIP", "{followers.nip}", 29),
    ("Jabatan", "{followers.mentor_position}", 34),
)


def sppd() -> list[str]:
    """Travel papers, with the visum of the village."""
    shares = (6, 38, 56)
    widths = [WIDTH * share // sum(shares) for share in shares]
    look = CELL._replace(size=22)
    journey = [
        row(((f"{place}.", look._replace(align="center")), (label, look), (text, look)), widths)
        for place, (label, text) in enumerate(_JOURNEY, 1)
    ]
    return [
        *titled("{title_upper}"),
        grid(widths, journey, border=True),
        paragraph("", Look(size=12)),
        table(_FOLLOWERS, keep=True),
        signatures(HEAD_SIGNS, keep=True),
        paragraph("Visum tempat tujuan", HEADING._replace(before=240)),
        signatures(
            _visum("Tiba di", "{session_date_long}"), _visum("Berangkat dari", "{until_date_long}")
        ),
    ]


def _visum(what: str, day: str) -> Signature:
    return Signature(
        (f"{what} {{village_kind}} {{village_name}}", f"tanggal {day}"),
        "{village_head_title},",
        "{village_head_name}",
    )
