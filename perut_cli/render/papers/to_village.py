"""Templates of the papers to one village: teguran, piagam."""

from perut_cli.render.papers.blocks import (
    HEAD_SIGNS,
    HEAD_SIGNS_A_LETTER,
    copies,
    letter,
    letterhead,
    signatures,
)
from perut_cli.render.papers.layout import BODY, Look, columns, paragraph, table


def teguran() -> list[str]:
    """A warning after repeated findings."""
    return [
        *letter("Penting"),
        paragraph(
            "Berdasarkan hasil Pendampingan Rutin di {village_kind} {village_name}, temuan "
            "berikut telah berulang dan belum tuntas ditindaklanjuti. Untuk itu disampaikan "
            "teguran tingkat {repeat_level} ({repeat_level_words}):",
            BODY._replace(first=720),
        ),
        table(
            columns(
                ("No.", "{repeated.no}", 6),
                ("Temuan", "{repeated.finding_text}", 50),
                ("Tingkat", "{repeated.severity}", 14),
                ("Tanggal", "{repeated.finding_date}", 19),
                ("Ditemukan (kali)", "{repeated.repeats}", 17),
            )
        ),
        paragraph(
            "Saudara diminta menindaklanjutinya dan melaporkannya secara tertulis kepada kami "
            "paling lambat {answer_by_long}.",
            BODY._replace(first=720, before=120),
        ),
        paragraph(
            "Demikian untuk menjadi perhatian dan dilaksanakan.",
            BODY._replace(first=720, keep=True),
        ),
        signatures(HEAD_SIGNS_A_LETTER),
        *copies(),
    ]


def piagam() -> list[str]:
    """An award for a village."""
    said = Look("center", size=28, before=680, after=120)
    loud = said._replace(bold=True, size=44, before=340)
    return [
        letterhead(),
        paragraph("{title_upper}", Look("center", bold=True, size=52, before=1600, after=60)),
        paragraph("NOMOR {?document_number}", Look("center", after=480)),
        paragraph("Diberikan kepada", said),
        paragraph("PEMERINTAH {village_kind_upper} {village_name_upper}", loud),
        paragraph("atas pencapaian tata kelola pemerintahan dengan predikat", said),
        paragraph("{band_upper}", loud),
        paragraph(
            "dengan nilai {latest} pada Program Pendampingan Rutin Kecamatan {district_name}.",
            said._replace(after=1200),
        ),
        signatures(HEAD_SIGNS),
    ]
