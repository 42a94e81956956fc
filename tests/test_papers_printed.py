"""Papers as a printer gives them: turned to PDF by LibreOffice, their pages counted and read."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import in_process

from perut_cli.core.paper_kinds import KINDS
from perut_cli.render.papers import package
from perut_cli.render.papers.fill import Words, fill
from perut_cli.render.papers.shipped import template
from perut_cli.reports.papers.paper import known

pytestmark = pytest.mark.long

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
REQUIRED = "soffice" in os.environ.get("PERUT_REQUIRE", "").split()
needs_libreoffice = pytest.mark.skipif(
    not (SOFFICE and shutil.which("pdftotext")) and not REQUIRED,
    reason="LibreOffice Writer and poppler-utils are not here: papers can't be turned to pages",
)
LONG_NAME = "Muhammad Abdurrahman Hidayatullah bin H. Syamsuddin Noor, S.Sos"
EACH = (
    "surat-tugas", "undangan", "daftar-hadir", "berita-acara", "notula", "laporan-perjalanan", "rtl", "sppd",
)  # fmt: skip
"""Kinds of a visit, tried with a crowded one too."""


class Page(NamedTuple):
    """A page as printed: its text, its width, and how far right its words reach, in points."""

    text: str
    width: float
    right: float


def printed(papers: list[Path], folder: Path) -> dict[str, list[Page]]:
    """The pages of papers, all turned to PDF at once."""
    subprocess.run(
        [SOFFICE or "soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
         "--convert-to", "pdf", "--outdir", str(folder), *map(str, papers)],
        check=True, capture_output=True, timeout=480,
    )  # fmt: skip
    return {paper.stem: pages_of(folder / f"{paper.stem}.pdf") for paper in papers}


def pages_of(pdf: Path) -> list[Page]:
    """The pages of a PDF."""

    def said(*how: str) -> str:
        return subprocess.run(
            ["pdftotext", *how, str(pdf), "-"], check=True, capture_output=True, timeout=60
        ).stdout.decode()

    texts = said("-layout").split("\f")[:-1]
    places = said("-bbox").split("<page ")[1:]
    return [
        Page(
            text,
            float(re.search(r'width="([\d.]+)"', place)[1]),
            max((float(edge) for edge in re.findall(r'xMax="([\d.]+)"', place)), default=0),
        )
        for text, place in zip(texts, places, strict=True)
    ]


def crowded(db: Path) -> str:
    """A visit with 25 attendees of long names and 12 findings, of officers and a camat with long
    names; gives its code.
    """
    for change in (
        ("setting", "edit", "head_name", "--value", LONG_NAME),
        ("setting", "edit", "head_nip", "--value", "19700101 199003 1 002"),
        ("mentor", "edit", "KP", "--mentor-name", LONG_NAME, "--nip", "19800101 200501 1 001"),
    ):
        done = in_process(*change, "--yes", db=db)
        assert done.code == 0, done.err
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
        "session", "add", "2014", "2026-11-23", "supervisi", "--mode", "visit", "--mentors", "KP|STAF1|STAF2",
        *(part for name in names for part in ("--attendee", name)), *findings, db=db,
    )  # fmt: skip
    assert made.code == 0, made.err
    return made.out.strip()


@pytest.fixture(scope="module")
def pages(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    """Every kind from the sample programme and from a crowded visit, on F4 and A4."""
    folder = tmp_path_factory.mktemp("papers")
    db = Path(shutil.copy(sample_database, folder / "perut.db"))
    papers = []
    for size in ("f4", "a4"):
        chosen = in_process("setting", "edit", "paper", "--value", size, db=db)
        assert chosen.code == 0, chosen.err
        papers += [made(db, folder, kind, "muara", f"{kind}-{size}") for kind in KINDS]
        papers += [
            made(
                db,
                folder,
                "laporan-berkala",
                "",
                f"laporan-berkala-bupati-{size}",
                "--to",
                "bupati",
            )
        ]
    code = crowded(db)
    for size in ("a4", "f4"):
        in_process("setting", "edit", "paper", "--value", size, "--yes", db=db)
        papers += [made(db, folder, kind, code, f"{kind}-crowded-{size}") for kind in EACH]
    return printed(papers, folder)


def kind_of(name: str) -> str:
    return re.sub(r"(-bupati|-crowded)?-(f4|a4)$", "", name)


def made(db: Path, folder: Path, kind: str, about: str, name: str, *more: str) -> Path:
    """A paper of a kind."""
    path = folder / f"{name}.docx"
    what = ["--period", "2026"] if KINDS[kind].about == "period" else [about]
    done = in_process("document", "make", kind, *what, "-o", str(path), *more, db=db)
    assert done.code == 0, done.err
    return path


@needs_libreoffice
def test_every_paper_fits_its_pages(pages):
    too_long = {
        name: len(found) for name, found in pages.items() if len(found) > KINDS[kind_of(name)].pages
    }
    assert too_long == {}


@needs_libreoffice
@pytest.mark.parametrize("size", ["f4", "a4"])
def test_what_is_customarily_one_page_is_one(pages, size):
    for kind in ("surat-tugas", "undangan", "piagam", "sppd"):
        assert len(pages[f"{kind}-{size}"]) == 1, kind
    for kind in ("surat-tugas", "undangan"):
        assert len(pages[f"{kind}-crowded-{size}"]) == 1, kind


@needs_libreoffice
def test_no_signature_stands_alone_on_a_page(pages):
    """Above a signature that came to another page stand two lines of a table or list at least."""
    for name, found in pages.items():
        if len(found) > 1 and kind_of(name) in EACH:
            lines = re.findall(r"^ *\d+\.? +\S", found[-1].text, re.MULTILINE)
            assert len(lines) >= 2, (name, found[-1].text)


@needs_libreoffice
def test_nothing_leaves_the_page(pages):
    margins = {"a4": 1134 / 20, "f4": 1417 / 20}
    for name, found in pages.items():
        for page in found:
            assert page.right <= page.width - margins[name[-2:]] + 1, name


@needs_libreoffice
@pytest.mark.parametrize("size", ["f4", "a4"])
def test_all_attendees_and_findings_are_there(pages, size):
    attendance = "\n".join(page.text for page in pages[f"daftar-hadir-crowded-{size}"])
    assert all(f"Aparatur {n:02}" in attendance for n in range(1, 26))
    for kind in ("berita-acara", "notula", "laporan-perjalanan"):
        report = "\n".join(page.text for page in pages[f"{kind}-crowded-{size}"])
        assert all(f"Temuan {n}:" in report for n in range(1, 13)), kind


@needs_libreoffice
def test_a_heading_is_never_the_last_line_of_a_page(pages):
    heading = re.compile(r"^ *([A-E]\. [A-Z]+|Lampiran \d|\d\. (Simpulan|Saran|Hambatan|Target))")
    for name, found in pages.items():
        for page in found[:-1]:
            lines = [line for line in page.text.splitlines() if line.strip()]
            body = [line for line in lines if not re.match(r" *(Halaman \d|perut )", line)]
            assert not heading.match(body[-1]), (name, body[-1])


@needs_libreoffice
def test_a_template_saved_by_an_office_program_is_as_good_as_before(sample_database, tmp_path):
    """A program for letters writes a file of its own make: its runs cut, its parts renamed."""
    saved = tmp_path / "saved"
    for kind in KINDS:
        shown = in_process(
            "document", "template", kind, "-o", str(tmp_path / f"{kind}.docx"), db=sample_database
        )
        assert shown.code == 0, shown.err
    subprocess.run(
        [SOFFICE or "soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "docx", "--outdir", str(saved), *map(str, tmp_path.glob("*.docx"))],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    for kind in KINDS:
        checked = in_process(
            "document", "check", str(saved / f"{kind}.docx"), kind, db=sample_database
        )
        assert checked.code == 0, (kind, checked.err)


LISTED = {
    "daftar-hadir": "attendance",
    "berita-acara": "open_actions",
    "notula": "actions",
    "rtl": "actions",
    "laporan-perjalanan": "open_actions",
    "sppd": "followers",
    "peringkat": "unranked",
}
"""Kinds whose signatures follow a list, with its name."""


LONG_WORDS = ("official_name", "finding_text", "action_text", "responsible", "text", "village_name")


def with_rows(kind: str, size: str, count: int) -> bytes:
    """A paper whose last list has so many rows of long texts."""
    own = known(kind)
    texts = dict.fromkeys(own.texts, "Nama") | {"signature_box": "", "history_head": ""}
    long = "Melengkapi buku administrasi desa dengan bukti yang sah dan menutupnya tiap bulan"
    lists = {
        name: [{word: long if word in LONG_WORDS else "BARIS" for word in known_words}]
        * (count if name == LISTED[kind] else 1)
        for name, known_words in own.of_lists.items()
    }
    full = Words(texts, lists, own.of_lists, own.names)
    return package.write(fill(package.read(template(kind, size)), full))


@needs_libreoffice
@pytest.mark.parametrize("size", ["f4", "a4"])
def test_wherever_a_page_ends_a_signature_has_rows_above_it_and_no_page_is_blank(tmp_path, size):
    papers = []
    for kind in LISTED:
        for count in (*range(3, 9), *range(10, 40, 4)):
            papers.append(tmp_path / f"{kind}-{count}.docx")
            papers[-1].write_bytes(with_rows(kind, size, count))
    for name, found in printed(papers, tmp_path).items():
        rows = found[-1].text.count("BARIS")
        assert len(found) == 1 or rows >= 2, (name, found[-1].text)
