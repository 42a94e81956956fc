"""Papers as a printer gives them: turned to PDF by LibreOffice, their pages counted and read."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import in_process

from perut_cli.core.paper_kinds import KINDS

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
REQUIRED = "soffice" in os.environ.get("PERUT_REQUIRE", "").split()
needs_libreoffice = pytest.mark.skipif(
    not (SOFFICE and shutil.which("pdftotext")) and not REQUIRED,
    reason="LibreOffice Writer and poppler-utils are not here: papers can't be turned to pages",
)
LONG_NAME = "Muhammad Abdurrahman Hidayatullah bin H. Syamsuddin Noor, S.Sos"
SIGNED = re.compile(r"\(nama camat\)|contoh\)|Nama Panjang|Hidayatullah")


def printed(papers: list[Path], folder: Path) -> dict[str, list[str]]:
    """The text of each page of papers, all turned to PDF at once."""
    subprocess.run(
        [SOFFICE or "soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
         "--convert-to", "pdf", "--outdir", str(folder), *map(str, papers)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return {paper.stem: pages_of(folder / f"{paper.stem}.pdf") for paper in papers}


def pages_of(pdf: Path) -> list[str]:
    """The text of each page."""
    done = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60
    )
    return done.stdout.decode().split("\f")[:-1]


def crowded(db: Path) -> str:
    """A visit with 25 attendees of long names and 12 findings; gives its code."""
    names = [f"Aparatur {n:02} {LONG_NAME}"[:60] for n in range(1, 26)]
    for name in names:
        made = in_process(
            "official", "add", "--village-code", "2014", "--official-name", name, "--new", db=db
        )
        assert made.code == 0, made.err
    findings = [
        part
        for n in range(1, 13)
        for part in ("--finding", f"Temuan {n}: buku belum ditutup dan bukti belum lengkap pada bulan ini",
                     "--action", f"Melengkapi buku {n}", "--responsible", LONG_NAME, "--due", "2026-12-15")
    ]  # fmt: skip
    made = in_process(
        "session", "add", "2014", "2026-11-23", "supervisi", "--mode", "visit", "--mentors", "KP",
        *(part for name in names for part in ("--attendee", name)), *findings, db=db,
    )  # fmt: skip
    assert made.code == 0, made.err
    return made.out.strip()


@pytest.fixture(scope="module")
def pages(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Every kind from the sample programme on F4 and A4, and of a crowded visit."""
    folder = tmp_path_factory.mktemp("papers")
    db = Path(shutil.copy(sample_database, folder / "perut.db"))
    papers = []
    for size in ("f4", "a4"):
        if size == "a4":
            chosen = in_process("setting", "add", "--setting", "paper", "--value", size, db=db)
            assert chosen.code == 0, chosen.err
        papers += [made(db, folder, kind, "muara", f"{kind}-{size}") for kind in KINDS]
    code = crowded(db)
    papers += [
        made(db, folder, kind, code, f"{kind}-crowded")
        for kind in (
            "surat-tugas",
            "daftar-hadir",
            "berita-acara",
            "notula",
            "laporan-perjalanan",
            "rtl",
        )
    ]
    return printed(papers, folder)


def made(db: Path, folder: Path, kind: str, about: str, name: str) -> Path:
    """A paper of a kind."""
    path = folder / f"{name}.docx"
    what = ["--period", "2026"] if KINDS[kind].about == "period" else [about]
    done = in_process("document", "make", kind, *what, "-o", str(path), db=db)
    assert done.code == 0, done.err
    return path


@needs_libreoffice
def test_every_paper_fits_its_pages(pages):
    too_long = {
        name: len(found)
        for name, found in pages.items()
        if len(found) > KINDS[re.sub(r"-(f4|a4|crowded)$", "", name)].pages
    }
    assert too_long == {}


@needs_libreoffice
def test_no_signature_stands_alone_on_a_page(pages):
    # Place and day, post, name and the foot are four lines; a heading and its sentence are two more.
    for name, found in pages.items():
        last = [line for line in found[-1].splitlines() if line.strip()]
        assert len(found) == 1 or len(last) > 5, (name, found[-1])


@needs_libreoffice
def test_all_attendees_and_findings_are_there(pages):
    attendance = "\n".join(pages["daftar-hadir-crowded"])
    assert all(f"Aparatur {n:02}" in attendance for n in range(1, 26))
    report = "\n".join(pages["berita-acara-crowded"])
    assert all(f"Temuan {n}:" in report for n in range(1, 13))
