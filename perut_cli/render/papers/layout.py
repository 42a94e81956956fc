"""The shipped templates, laid out by rules: grid widths set, signatures in one table that stays
together, F4 or A4. `python -m perut_cli.render.papers.layout FOLDER` writes them.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from perut_cli.core.paper_words import KINDS
from perut_cli.render.papers.package import write

F4, A4 = (12189, 18709), (11906, 16838)
"""Width and height in twentieths of a point."""

_MARGINS = 'w:top="1134" w:right="1134" w:bottom="1134" w:left="1418" w:header="567" w:footer="567" w:gutter="0"'
WIDTH = A4[0] - 1134 - 1418
"""What fits between the margins on the narrower paper."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Look(NamedTuple):
    """How a paragraph looks: alignment, half-points, space before and after, indents."""

    align: str = "left"
    size: int = 24
    bold: bool = False
    underline: bool = False
    before: int = 0
    after: int = 0
    left: int = 0
    hanging: int = 0
    first: int = 0
    keep: bool = False
    box: bool = False
    line: int = 240


PLAIN = Look()
BODY = Look("both", after=100)
CELL = Look(size=20)
HEADING = Look(bold=True, before=160, after=60, keep=True)


def paragraph(text: str, look: Look = PLAIN, tabs: Sequence[int] = ()) -> str:
    """One paragraph; a tab in the text goes to the next of `tabs`."""
    properties = "<w:keepNext/>" if look.keep else ""
    if look.box:
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="6" w:space="4" w:color="808080"/>'
            for side in ("top", "left", "bottom", "right")
        )
        properties += f"<w:pBdr>{sides}</w:pBdr>"
    if tabs:
        stops = "".join(f'<w:tab w:val="left" w:pos="{stop}"/>' for stop in tabs)
        properties += f"<w:tabs>{stops}</w:tabs>"
    properties += f'<w:spacing w:before="{look.before}" w:after="{look.after}" w:line="{look.line}" w:lineRule="auto"/>'
    if look.left or look.hanging or look.first:
        more = f' w:hanging="{look.hanging}"' if look.hanging else f' w:firstLine="{look.first}"'
        properties += f'<w:ind w:left="{look.left}"{more}/>'
    properties += f'<w:jc w:val="{look.align}"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{_runs(text, look)}</w:p>"


def _runs(text: str, look: Look) -> str:
    style = "<w:b/>" * look.bold + f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>'
    style += '<w:u w:val="single"/>' * look.underline
    runs = []
    for place, piece in enumerate(text.split("\t")):
        tab = "<w:tab/>" if place else ""
        said = f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else ""
        runs.append(f"<w:r><w:rPr>{style}</w:rPr>{tab}{said}</w:r>")
    return "".join(runs)


def table(columns: Sequence[tuple[str, str, int]], look: Look = CELL) -> str:
    """A table of a list: heading, the word of each cell, and its share of the width."""
    shares = sum(share for _, _, share in columns)
    widths = [WIDTH * share // shares for _, _, share in columns]
    head = [(title, look._replace(bold=True, align="center")) for title, _, _ in columns]
    body = [
        (text, look._replace(align="center" if text.endswith((".no}", ".rank}")) else "left"))
        for _, text, _ in columns
    ]
    return _grid(widths, [_row(head, widths, heading=True), _row(body, widths)], border=True)


def _row(cells: Sequence[tuple[str, Look]], widths: Sequence[int], *, heading: bool = False) -> str:
    properties = "<w:cantSplit/>" + "<w:tblHeader/>" * heading
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="{"center" if heading else "top"}"/></w:tcPr>{paragraph(text, look)}</w:tc>'
        for (text, look), width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def _grid(widths: Sequence[int], rows: Sequence[str], *, border: bool) -> str:
    line = "single" if border else "nil"
    sides = "".join(
        f'<w:{side} w:val="{line}" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{margins}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def signatures(*blocks: Sequence[str]) -> str:
    """Signatures side by side in one row that no page break parts; what stands before keeps to it."""
    width = WIDTH // max(2, len(blocks))
    placed = [[], *blocks] if len(blocks) == 1 else list(blocks)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        + ("".join(_signed(line) for line in block) or paragraph(""))
        + "</w:tc>"
        for block in placed
    )
    row = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
    return paragraph("", Look(size=12, keep=True)) + _grid(
        [width] * len(placed), [row], border=False
    )


def _signed(line: str) -> str:
    look = Look("center", keep=True)
    if line == "{?signature_box}":
        return paragraph(line, look._replace(box=True, left=600))
    if line.startswith("**"):
        return paragraph(line[2:], look._replace(bold=True, underline=True))
    return paragraph(line, look)


HEAD_SIGNS = (
    "{signature_place}, {document_date_long}",
    "{signer_title},",
    "{?signature_space}",
    "{?signature_box}",
    "**{head_name}",
    "NIP {?head_nip}",
)
OFFICER_SIGNS = (
    "{signature_place}, {document_date_long}",
    "{leader_position},",
    "{?signature_space}",
    "{?signature_box}",
    "**{leader_name}",
    "NIP {?leader_nip}",
)
VILLAGE_SIGNS = (
    "",
    "{village_head_title} {village_name},",
    "{?signature_space}",
    "{?signature_box}",
    "**{village_head_name}",
)


def letterhead() -> str:
    """Up to four lines over a double line."""
    sizes = (28, 32, 20, 20)
    lines = [
        paragraph(f"{{?letterhead_{n}}}", Look("center", size=size, bold=n < 3))
        for n, size in enumerate(sizes, 1)
    ]
    rule = '<w:p><w:pPr><w:pBdr><w:bottom w:val="thinThickSmallGap" w:sz="18" w:space="1" w:color="000000"/></w:pBdr><w:spacing w:before="0" w:after="120"/><w:rPr><w:sz w:val="8"/></w:rPr></w:pPr></w:p>'
    return "".join(lines) + rule


def titled(title: str) -> list[str]:
    """The shape with a centred title and number."""
    return [
        letterhead(),
        paragraph(title, Look("center", bold=True, underline=True, keep=True)),
        paragraph("NOMOR {?document_number}", Look("center", after=200)),
    ]


def letter(nature: str) -> list[str]:
    """The shape of correspondence: date right, Nomor, Sifat, Lampiran, Hal, Yth."""
    stops = (1300, 1480)
    about = Look(left=1480, hanging=1480)
    return [
        letterhead(),
        paragraph("{signature_place}, {document_date_long}", Look("right", after=120)),
        paragraph("Nomor\t:\t{document_number}", about, stops),
        paragraph(f"Sifat\t:\t{nature}", about, stops),
        paragraph("Lampiran\t:\t{attachments}", about, stops),
        paragraph("Hal\t:\t{subject}", about._replace(after=160), stops),
        paragraph("Yth. {recipient}", Look()),
        paragraph("di Tempat", Look(after=160)),
    ]


def copies() -> list[str]:
    """Who gets copies, left out where there is nobody."""
    return [
        paragraph("{?copies_title}", Look(size=20, before=160, keep=True)),
        paragraph("{copies.no}. {copies.text}", Look(size=20, left=360, hanging=360)),
    ]


def _facts(*pairs: tuple[str, str]) -> list[str]:
    stops = (2400, 2580)
    look = Look(left=2580, hanging=2580, after=40)
    return [paragraph(f"{label}\t:\t{text}", look, stops) for label, text in pairs]


def _numbered(text: str, after: int = 40) -> str:
    return paragraph(text, Look("both", left=425, hanging=425, after=after), (425,))


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
        _numbered("{bases.no}.\t{bases.text}"),
        _numbered("-\tProgram Pendampingan Rutin Kecamatan {district_name}."),
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
        *_facts(
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
        *_facts(
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
        *_facts(
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
                ("Tanda", "{attendance.sign_left}", 17),
                ("tangan", "{attendance.sign_right}", 17),
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
        _numbered("{team.no}.\t{team.mentor_name}, {team.mentor_position}"),
        paragraph(
            "bersama Pemerintah Desa {village_name}, dihadiri {present_count} ({present_count_words}) "
            "orang sebagaimana daftar hadir terlampir, berdasarkan surat tugas nomor "
            "{letter_number}.",
            BODY._replace(before=80),
        ),
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
        signatures(VILLAGE_SIGNS, OFFICER_SIGNS),
        signatures(
            (
                "Mengetahui,",
                "{signer_title},",
                "{?signature_space}",
                "{?signature_box}",
                "**{head_name}",
                "NIP {?head_nip}",
            )
        ),
    ]


def notula() -> list[str]:
    """The course of the meeting."""
    return [
        *titled("{title_upper}"),
        *_facts(
            ("Acara", "{purpose}"),
            ("Hari, tanggal", "{day_name}, {session_date_long}"),
            ("Waktu", "{?hours_text}"),
            ("Tempat", "{meeting_place}"),
            ("Hadir", "{present_count} orang"),
        ),
        paragraph("Pokok bahasan", HEADING),
        _numbered("{topics_list.no}.\t{topics_list.topic_name}"),
        paragraph("Jalannya pertemuan", HEADING),
        paragraph("{?summary}", BODY),
        paragraph("Temuan", HEADING),
        table(FINDINGS),
        paragraph("Kesepakatan", HEADING),
        table(ACTIONS),
        signatures(VILLAGE_SIGNS, OFFICER_SIGNS),
    ]


def laporan_perjalanan() -> list[str]:
    """The officers' report, A to E."""
    return [
        *titled("{title_upper}"),
        *_facts(
            ("Surat tugas", "{letter_number}"),
            ("Tujuan", "Desa {village_name}"),
            ("Hari, tanggal", "{day_name}, {session_date_long}"),
            ("Lama", "{days_count} hari"),
        ),
        paragraph("A. PENDAHULUAN", HEADING),
        paragraph("1. Umum", HEADING),
        paragraph("Kunjungan Pendampingan Rutin ke {villages_text}.", BODY),
        paragraph("2. Maksud dan tujuan", HEADING),
        paragraph("{purpose}.", BODY),
        paragraph("3. Ruang lingkup", HEADING),
        _numbered("{topics_list.no}.\t{topics_list.topic_name}"),
        paragraph("4. Dasar", HEADING),
        _numbered("{bases.no}.\t{bases.text}"),
        paragraph("Surat tugas nomor {?letter_number}", BODY),
        paragraph("B. KEGIATAN YANG DILAKSANAKAN", HEADING),
        paragraph("{?summary}", BODY),
        paragraph("Petugas:", HEADING),
        _numbered("{team.no}.\t{team.mentor_name}, {team.mentor_position}"),
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
        *_facts(
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


def laporan_berkala() -> list[str]:
    """A period, to the camat or on to the bupati."""
    return [
        *titled("{title_upper} PENDAMPINGAN RUTIN"),
        paragraph("{period_text}", Look("center", bold=True, after=160)),
        paragraph("A. PENDAHULUAN", HEADING),
        paragraph("Dasar:", Look(keep=True)),
        _numbered("{bases.no}.\t{bases.text}"),
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
        paragraph("D. SIMPULAN DAN SARAN", HEADING),
        _numbered("{conclusions.no}.\t{conclusions.text}"),
        paragraph("Saran:", HEADING),
        _numbered("{suggestions.no}.\t{suggestions.text}"),
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
    big = Look("center", size=32, before=240, after=160)
    return [
        *titled("{title_upper}"),
        paragraph("Diberikan kepada", big),
        paragraph("PEMERINTAH DESA {village_name_upper}", big._replace(bold=True, size=40)),
        paragraph("atas pencapaian tata kelola pemerintahan desa dengan predikat", big),
        paragraph("{band_upper}", big._replace(bold=True, size=40)),
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
        _numbered("{unranked.no}.\t{unranked.village_name}: {unranked.text}", 0),
        signatures(HEAD_SIGNS),
    ]


def sppd() -> list[str]:
    """Travel papers, with the visum of the village."""
    return [
        *titled("{title_upper}"),
        *_facts(
            ("Pejabat yang memberi perintah", "{signer_title}"),
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
        _numbered("{team.no}.\t{team.mentor_name}, {team.mentor_position}"),
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


def template(kind: str) -> bytes:
    """The shipped template of a kind, on F4."""
    body = "".join(LAYOUTS[kind]())
    size = f'<w:pgSz w:w="{F4[0]}" w:h="{F4[1]}"/><w:pgMar {_MARGINS}/>'
    footer = '<w:footerReference w:type="default" r:id="rId2"/>'
    document = (
        f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}{paragraph("", Look(size=2))}'
        f"<w:sectPr>{footer}{size}</w:sectPr></w:body></w:document>"
    )
    foot = paragraph("{?history_head}", Look("right", size=14))
    return write(
        {
            "[Content_Types].xml": _TYPES.encode(),
            "_rels/.rels": _RELATIONS.encode(),
            "word/document.xml": document.encode(),
            "word/_rels/document.xml.rels": _OF_DOCUMENT.encode(),
            "word/styles.xml": _STYLES.encode(),
            "word/footer1.xml": f'{_HEAD}<w:ftr xmlns:w="{_W}">{foot}</w:ftr>'.encode(),
        }
    )


_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_KIND}.footer+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_OF_DOCUMENT = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_R}/footer" Target="footer1.xml"/></Relationships>'
)
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
    '<w:lang w:val="id-ID"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>'
)


def main(folder: Path) -> None:
    """Write all templates."""
    for kind in KINDS:
        (folder / f"{kind}.docx").write_bytes(template(kind))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
