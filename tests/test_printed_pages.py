"""Every page for paper, printed: the signature keeps its rows, nothing runs over the edge, no command, no code alone."""

import re
import shutil
import subprocess

import pytest
from browser import REQUIRED, Browser, needs_browser
from conftest import in_process

from perut_cli.cli.commands.report import COMMANDS

DAY = ("--as-of", "2026-11-24")
LISTS = ("village", "official", "session", "plan", "finding", "action", "submission", "filling")
PAGES = {
    **{
        name: ("report", name, *(["muara"] if name == "village" else []), *DAY) for name in COMMANDS
    },
    "mentors of each day": ("report", "mentors", "--recap", *DAY),
    **{f"{name} list": (name, "list") for name in LISTS},
    "session show": ("session", "show", "2005-260203-S2AY"),
    "session prepare": ("session", "prepare", "muara"),
    "status": ("status", *DAY),
}
CODES = r"\b(?:KP|STAF1|STAF2|KPB|keuangan-aset|tugas-perangkat|lkppd|ippd|indeks-desa)\b"
"""Codes of the sample that mean nothing to who doesn't know them."""

needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None and "pdftotext" not in REQUIRED, reason="needs pdftotext"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    opened = Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


def pdftotext(path, *words):
    done = subprocess.run(["pdftotext", *words, path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


@needs_browser
@needs_pdftotext
@pytest.mark.parametrize("name", PAGES)
def test_a_printed_page_can_be_signed(sample_database, tmp_path, browser, name):
    environ = {"PERUT_LANG": "id"}
    made = in_process(*PAGES[name], "--format", "html", db=sample_database, environ=environ)
    assert made.code == 0, made.err
    source, printed = tmp_path / "page.html", tmp_path / "page.pdf"
    source.write_text(made.out, "utf-8")
    browser.open(source)
    printed.write_bytes(browser.pdf())
    pages = pdftotext(printed, "-layout").split("\f")[:-1]
    signed = [number for number, page in enumerate(pages, 1) if "(nama camat)" in page]
    assert signed == ([] if name == "status" else [len(pages)])
    above = re.split(r"\n *Awayan, ", pages[-1])[0]
    assert len([line for line in above.splitlines() if line.strip()]) > 2
    assert not re.search(r"\bperut [a-z]|--[a-z]", "".join(pages))
    if name not in ("mentors", "mentors of each day"):
        assert re.findall(CODES, "".join(pages)) == []
    boxes = pdftotext(printed, "-bbox").split("<page ")[1:]
    for page in boxes:
        width = float(re.search(r'width="([\d.]+)"', page)[1])
        ends = [float(end) for end in re.findall(r'xMax="([\d.]+)"', page)]
        assert max(ends, default=0) <= width - 42
