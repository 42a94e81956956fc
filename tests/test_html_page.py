"""Every report is one page that needs nothing else: opened in a browser, printed, and no request leaves it."""

import json
import re
import shutil
import subprocess

import pytest
from conftest import in_process

from perut_cli.cli.commands.report import COMMANDS

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
DAY = ("--as-of", "2026-11-24")
PAGES = {
    "progress": (("report", "progress"), "svg.bar"),
    "trend": (("report", "trend", "--chart"), "svg.lines"),
    "village": (("report", "village", "muara"), "svg.bar"),
    "officials": (("report", "officials"), "svg.spark"),
    "obligations": (("report", "obligations"), "table"),
    "explain": (("explain", "priority", "muara", "rank"), "table"),
}


def html_of(db, *words, lang="en"):
    made = in_process(*words, *DAY, "--format", "html", db=db, environ={"PERUT_LANG": lang})
    assert made.code == 0, made.err
    return made.out


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize("report", COMMANDS)
def test_a_page_names_nothing_outside_itself(sample_database, report, lang):
    page = html_of(
        sample_database, "report", report, *(["muara"] if report == "village" else []), lang=lang
    )
    assert page.startswith(f'<!doctype html>\n<html lang="{lang}">')
    assert not re.search(
        r"\b(?:src|href|srcset|poster|action)\s*=|url\(|@import|<script|<link|<iframe|https?://",
        page,
    )
    assert "PEMERINTAH KABUPATEN BALANGAN" in page
    assert "Plt. Camat" in page
    assert re.search(r"@page \{ size: (?:210mm 297mm|297mm 210mm)", page)


def browse(tmp_path, page, *more):
    path = tmp_path / "page.html"
    path.write_text(page, "utf-8")
    command = [
        str(CHROMIUM),
        *FLAGS,
        f"--user-data-dir={tmp_path / 'profile'}",
        *more,
        path.as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8", "replace")


@pytest.mark.skipif(not CHROMIUM, reason="no chromium")
@pytest.mark.parametrize("name", PAGES)
def test_a_browser_shows_table_and_charts_and_asks_for_nothing(sample_database, tmp_path, name):
    words, wanted = PAGES[name]
    # What the browser itself looks at: the page measures itself and says so in its title.
    probe = (
        "<script>addEventListener('load',()=>{document.title=JSON.stringify(["
        "document.querySelectorAll('table tbody tr, table.card tr').length,"
        f"document.querySelectorAll('{wanted}').length,[...document.querySelectorAll('svg')].filter(s=>!s.getBoundingClientRect().width).length,"
        "document.documentElement.scrollWidth-innerWidth,performance.getEntriesByType('resource').length])})</script>"
    )
    dom = browse(
        tmp_path,
        html_of(sample_database, *words).replace("</body>", probe + "</body>"),
        "--window-size=1400,1000",
        "--dump-dom",
    )
    rows, charts, flat, over, asked = json.loads(
        re.search(r"<title>(.*?)</title>", dom, re.DOTALL)[1]
    )
    assert rows > 0
    assert charts > 0
    assert (flat, max(over, 0), asked) == (0, 0, 0)


@pytest.mark.skipif(not CHROMIUM, reason="no chromium")
def test_a_printed_page_is_a4(sample_database, tmp_path):
    target = tmp_path / "page.pdf"
    browse(
        tmp_path,
        html_of(sample_database, "report", "village", "muara"),
        "--no-pdf-header-footer",
        f"--print-to-pdf={target}",
    )
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", target.read_bytes())
    assert boxes
    assert all(
        (round(float(width)), round(float(height)))
        in {(595, 842), (842, 595), (596, 842), (595, 841)}
        for width, height in boxes
    )
