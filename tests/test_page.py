"""The page to look at: one file, no request, every number that of the reports, nobody's name."""

import csv
import io
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest
from conftest import in_process

DAY = ("--as-of", "2026-11-24")
CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
REQUIRED = os.environ.get("PERUT_REQUIRE", "").split()


def written(db: Path, *more: str, lang: str = "en") -> str:
    path = db.parent / "page.html"
    done = in_process("page", "-o", str(path), *DAY, *more, "--lang", lang, db=db)
    assert done.code == 0, done.err
    assert done.out.strip() == str(path)
    return path.read_text("utf-8")


def progress(db: Path) -> list[dict[str, str]]:
    out = in_process("report", "progress", *DAY, "--format", "csv", db=db).out
    return list(csv.DictReader(io.StringIO(out)))


def matrix(page: str) -> list[list[str]]:
    table = re.search(r'<table id="t">(.*?)</table>', page, re.DOTALL)[1]
    body = table.partition("<tbody>")[2]
    return [
        re.findall(r'data-k="([^"]*)"', row) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    ]


def test_every_number_of_the_matrix_is_that_of_the_report(sample):
    page = written(sample)
    rows = progress(sample)
    assert len(matrix(page)) == len(rows) == 23
    for cells, row in zip(matrix(page), rows, strict=True):
        expected = [row[key] for key in ("latest", "gain", "critical_failures", "overdue_actions")]
        shown = cells[:4]
        for one, other in zip(shown, expected, strict=True):
            assert (float(one) if one else None) == (float(other) if other else None), row


@pytest.mark.parametrize("lang", ["en", "id"])
def test_the_page_is_one_file_without_a_request(sample, lang):
    page = written(sample, lang=lang)
    assert f'<html lang="{lang}">' in page
    assert "default-src 'none'" in page
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', page) == []
    assert "http" not in page.replace('http-equiv="Content-Security-Policy"', "")
    assert len(page.encode()) <= 250_000
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_headings_tables_and_drawings_say_what_they_are(sample):
    page = written(sample)
    assert page.count("<h1>") == 1
    assert len(re.findall(r"<table", page)) == len(re.findall(r"<caption>", page)) == 2
    assert '<th scope="col">' in page
    assert '<th scope="row">' in page
    assert all(
        "aria-label" in one or "aria-hidden" in one for one in re.findall(r"<svg[^>]*>", page)
    )


def test_no_person_is_in_the_file_unless_asked_for(sample):
    name, phone = "Siti Rahmawati Binti Ahmad", "081299887766"
    words = ("--village-code", "muara", "--official-name", name, "--phone", phone)
    assert in_process("official", "add", *words, db=sample).code == 0
    words = ("--village-code", "muara", "--finding-date", "2026-11-20")
    said = f"Kas dipegang {name} ({phone})"
    code = in_process("finding", "add", *words, "--finding-text", said, db=sample).out.strip()
    words = ("--finding-code", code, "--action-text", f"Tanya {name}", "--due", "2026-11-21")
    assert in_process("action", "add", *words, "--responsible", name, db=sample).code == 0
    page = unescape(written(sample))
    out = in_process("official", "list", "--format", "csv", db=sample).out
    secrets = {row["official_name"] for row in csv.DictReader(io.StringIO(out))} | {phone}
    out = in_process("mentor", "list", "--format", "csv", db=sample).out
    secrets |= {row["mentor_name"] for row in csv.DictReader(io.StringIO(out))}
    assert [secret for secret in secrets if secret in page] == []
    assert "Tanya …" in page
    shown = unescape(written(sample, "--with-people"))
    assert f"Tanya {name}" in shown
    assert "with names of people" in shown.partition("</title>")[0]


def test_what_changed_since_a_day_is_said(sample):
    page = written(sample, "--since", "2026-10-01")
    changes = re.search(r'<section id="changes">(.*?)</section>', page, re.DOTALL)[1]
    assert "6 visits and meetings since 2026-10-01" in changes
    assert "Putat Basiun: score 68.6 → 87.7" in changes
    assert in_process("page", "--since", "kapan", db=sample).code == 2


def test_a_page_of_a_new_office_is_written_too(empty):
    page = empty.parent / "page.html"
    assert in_process("page", "-o", str(page), db=empty).code == 0
    assert "<h1>" in page.read_text("utf-8")


def test_ways_to_print_are_known_in_both_languages(sample):
    assert '<body class="camat">' in written(sample, "--print", "camat")
    assert '<body class="one">' in written(sample, "--print", "desa")
    assert in_process("page", "--print", "dinding", db=sample).code == 2


def test_the_head_of_the_history_stands_on_the_page(sample):
    head = re.search(r"check --head ([A-Z2-7]{12})", written(sample))[1]
    assert in_process("check", "--head", head, db=sample).code == 0


needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and "chromium" not in REQUIRED, reason="needs Chromium"
)


def chromium(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            f"--user-data-dir={folder / 'profile'}",
            *words,
        ],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    return done.stdout


@needs_chromium
def test_on_a_phone_nothing_but_the_tables_scrolls_sideways(sample, tmp_path):
    written(sample)
    framed = tmp_path / "frame.html"
    page = (sample.parent / "page.html").read_text("utf-8")
    # The page's own policy lets no script of others run: it is asked without it.
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    probe = (
        "<script>addEventListener('load',function(){var w=390,bad=[];"
        "document.querySelectorAll('body *').forEach(function(e){if(e.closest('.wide'))return;"
        "if(e.getBoundingClientRect().right>w+1&&getComputedStyle(e).position!=='absolute')bad.push(e.tagName)});"
        "document.title='wide:'+document.documentElement.scrollWidth+' '+bad.join(' ')})</script>"
    )
    style = "<style>html{width:390px}body{width:390px}</style>"
    framed.write_text(page.replace("</head>", f"{style}{probe}</head>"), "utf-8")
    dom = chromium(tmp_path, "--window-size=390,900", "--dump-dom", framed.as_uri())
    title = re.search(r"<title>(.*?)</title>", dom, re.DOTALL)[1]
    assert title.split(" ", 1)[1:] in ([""], []), title


@needs_chromium
def test_search_works_with_the_pages_own_script(sample, tmp_path):
    written(sample)
    dom = chromium(tmp_path, "--dump-dom", (sample.parent / "page.html").as_uri())
    assert 'class=" js"' in dom
    assert dom.count("<button") == 8


@needs_chromium
def test_the_camat_gets_two_pages(sample, tmp_path):
    written(sample, "--print", "camat")
    pdf = tmp_path / "page.pdf"
    chromium(
        tmp_path,
        f"--print-to-pdf={pdf}",
        "--no-pdf-header-footer",
        (sample.parent / "page.html").as_uri(),
    )
    assert len(re.findall(rb"/Type\s*/Page[^s]", pdf.read_bytes())) == 2
