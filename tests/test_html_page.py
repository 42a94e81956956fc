"""Every report is one page that needs nothing else: opened in a browser, printed, and no request leaves it."""

import re

import pytest
from browser import Browser, needs_axe, needs_browser
from conftest import in_process

from perut_cli.cli.commands.report import COMMANDS

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
    assert re.search(r"@page \{ size: (?:215mm 330mm|330mm 215mm)", page)


READINGS = {
    "level": ("level", "rata-rata"),
    "share": ("share", "porsi"),
    "growth": ("growth", "pertumbuhan"),
}


@pytest.mark.parametrize("report", [name for name in COMMANDS if name != "summary"])
def test_every_report_names_the_chosen_reading_of_the_target(sample, report):
    words = ("report", report, *(["muara"] if report == "village" else []))
    for chosen, labels in READINGS.items():
        change = ("setting", "edit", "target_reading", "--value", chosen)
        assert in_process(*change, db=sample).code == 0
        for lang, label in zip(("en", "id"), labels, strict=True):
            page = html_of(sample, *words, lang=lang)
            head = re.search(r"target(?: \d+, (?:read as|dibaca sebagai)|:) ([\w-]+)", page)
            assert (head and head[1]) == label


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize("report", [name for name in COMMANDS if name != "summary"])
def test_every_report_names_the_period_it_was_asked_for(sample_database, report, lang):
    words = ("report", report, *(["muara"] if report == "village" else []), "--period", "2026-Q1")
    page = html_of(sample_database, *words, lang=lang)
    said = {
        "en": "as of 2026-11-24 · period 2026-01-01 to 2026-03-31",
        "id": "per 24/11/2026 · periode 01/01/2026 sampai 31/03/2026",
    }
    assert said[lang] in page


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    opened = Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


def file_of(tmp_path, page):
    path = tmp_path / "page.html"
    path.write_text(page, "utf-8")
    return path


@needs_browser
@pytest.mark.parametrize("name", PAGES)
def test_a_browser_shows_table_and_charts_and_asks_for_nothing(
    sample_database, tmp_path, browser, name
):
    words, wanted = PAGES[name]
    path = file_of(tmp_path, html_of(sample_database, *words))
    browser.open(path, width=1400)
    assert browser.ask("document.querySelectorAll('table tbody tr, table.card tr').length") > 0
    assert browser.ask(f"document.querySelectorAll('{wanted}').length") > 0
    flat = (
        "[...document.querySelectorAll('svg')].filter(s=>!s.getBoundingClientRect().width).length"
    )
    assert browser.ask(flat) == 0
    assert browser.ask("document.documentElement.scrollWidth") == 1400
    assert browser.requests() == [path.as_uri()]


@needs_browser
@needs_axe
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_serious_fault(sample_database, tmp_path, browser, name):
    browser.open(file_of(tmp_path, html_of(sample_database, *PAGES[name][0], lang="id")))
    assert browser.faults() == []


@needs_browser
@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("f4", (609, 935))])
@pytest.mark.parametrize("words", [("report", "village", "muara"), ("page",)])
def test_a_page_is_printed_on_the_paper_of_the_settings(sample, browser, paper, size, words):
    done = in_process("setting", "add", "paper", "--value", paper, db=sample)
    assert done.code == 0, done.err
    path = sample.parent / "page.html"
    assert in_process(*words, "-o", str(path), *DAY, db=sample).code == 0
    browser.open(path)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", browser.pdf())
    assert boxes
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {size}


def test_a_page_leaves_room_to_sign_between_the_office_and_the_name(sample_database):
    footer = re.search(r"<footer>(.*)</footer>", html_of(sample_database, "report", "progress"))
    parts = re.findall(r'<div(?: class="(room)")?>([^<]*)</div>', footer.group(1))
    rooms = [place for place, (room, _) in enumerate(parts) if room]
    assert len(rooms) == 1
    texts = [text for _, text in parts]
    assert 0 < texts.index(next(text for text in texts if "Camat" in text)) < rooms[0]
    assert rooms[0] < len(parts) - 1
