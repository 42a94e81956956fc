"""The shipped template of each kind of paper."""

from perut_cli.core.paper_kinds import BUPATI
from perut_cli.render.papers.after_visit import berita_acara, laporan_perjalanan, notula, rtl
from perut_cli.render.papers.before_visit import daftar_hadir, sppd, surat_tugas, undangan
from perut_cli.render.papers.of_period import peringkat, report_to_bupati, report_to_camat
from perut_cli.render.papers.to_village import piagam, teguran

LAYOUTS = {
    "surat-tugas": surat_tugas,
    "undangan": undangan,
    "daftar-hadir": daftar_hadir,
    "berita-acara": berita_acara,
    "notula": notula,
    "laporan-perjalanan": laporan_perjalanan,
    "rtl": rtl,
    "laporan-berkala": report_to_camat,
    "teguran": teguran,
    "piagam": piagam,
    "peringkat": peringkat,
    "sppd": sppd,
}

PASSED_ON = {("laporan-berkala", BUPATI): report_to_bupati}
"""What stands in the place of a layout where the paper goes on to another."""

FRAMED = ("piagam",)
"""Kinds with a frame around the page."""


def layout(kind: str, to: str = "") -> list[str]:
    """What stands on a paper, in its order."""
    return PASSED_ON.get((kind, to), LAYOUTS[kind])()
