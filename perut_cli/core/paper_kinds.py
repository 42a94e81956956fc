"""The kinds of paper: what each is about, who signs it, how many pages it may fill. Plain data."""

from typing import NamedTuple

from perut_cli.core.text import T

VISIT, VILLAGE, PERIOD = "visit", "village", "period"
HEAD, OFFICER = "head", "officer"
CAMAT, BUPATI = "camat", "bupati"


class PaperKind(NamedTuple):
    """A kind of paper: its title, what it is about, the pages that it may fill, who signs for the
    office, and whether it is signed at the village on the day of the visit.
    """

    name: str
    title: str
    about: str
    pages: int
    signer: str
    help: T
    at_village: bool = False


KINDS: dict[str, PaperKind] = {
    kind.name: kind
    for kind in (
        PaperKind(
            "surat-tugas",
            "SURAT TUGAS",
            VISIT,
            1,
            HEAD,
            T("sends the officers", "menugaskan petugas"),
        ),
        PaperKind(
            "undangan", "Undangan", VISIT, 2, HEAD, T("invites a village", "mengundang desa")
        ),
        PaperKind(
            "daftar-hadir",
            "DAFTAR HADIR",
            VISIT,
            2,
            OFFICER,
            T("who was there", "siapa yang hadir"),
            at_village=True,
        ),
        PaperKind(
            "berita-acara",
            "BERITA ACARA",
            VISIT,
            3,
            OFFICER,
            T("what both sides signed", "yang ditandatangani kedua pihak"),
            at_village=True,
        ),
        PaperKind(
            "notula",
            "NOTULA",
            VISIT,
            6,
            OFFICER,
            T("the course of the meeting", "jalannya pertemuan"),
            at_village=True,
        ),
        PaperKind(
            "laporan-perjalanan",
            "LAPORAN PERJALANAN DINAS",
            VISIT,
            6,
            OFFICER,
            T("the officers' report, A to E", "laporan petugas, A sampai E"),
        ),
        PaperKind(
            "rtl",
            "RENCANA TINDAK LANJUT",
            VISIT,
            2,
            OFFICER,
            T("what, who, by when", "apa, siapa, kapan"),
            at_village=True,
        ),
        PaperKind(
            "laporan-berkala",
            "LAPORAN BERKALA",
            PERIOD,
            6,
            OFFICER,
            T(
                "a month, quarter, half-year or year, to the camat or on to the bupati",
                "sebulan, triwulan, semester atau setahun, kepada camat atau diteruskan ke bupati",
            ),
        ),
        PaperKind(
            "teguran",
            "Teguran",
            VILLAGE,
            2,
            HEAD,
            T("a warning after repeated findings", "teguran atas temuan berulang"),
        ),
        PaperKind("piagam", "PIAGAM PENGHARGAAN", VILLAGE, 1, HEAD, T("an award", "penghargaan")),
        PaperKind(
            "peringkat",
            "PERINGKAT DESA",
            PERIOD,
            6,
            HEAD,
            T("the villages in order", "urutan desa"),
        ),
        PaperKind(
            "sppd", "SURAT PERJALANAN DINAS", VISIT, 2, HEAD, T("travel papers", "surat perjalanan")
        ),
    )
}
"""Every kind of paper by its name, the same in both languages."""
