"""The page to look at: one file, no request, every number that of the reports, nobody's name."""

import csv
import io
import re
from collections import Counter
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from browser import Browser, needs_axe, needs_browser
from conftest import in_process

pytestmark = pytest.mark.long

DAY = ("--as-of", "2026-11-24")
TODAY = date(2026, 11, 24)
WIDTHS = (390, 768, 1280)


def written(db: Path, *more: str, lang: str = "en") -> str:
    path = db.parent / "page.html"
    done = in_process("page", "-o", str(path), *DAY, *more, "--lang", lang, db=db)
    assert done.code == 0, done.err
    assert done.out.strip() == str(path)
    return path.read_text("utf-8")


def rows_of(db: Path, *words: str) -> list[dict[str, str]]:
    out = in_process(*words, "--format", "csv", db=db).out
    return list(csv.DictReader(io.StringIO(out)))


def report(db: Path, name: str, *more: str) -> list[dict[str, str]]:
    return rows_of(db, "report", name, *DAY, *more)


def owed_by_village(db: Path) -> Counter[str]:
    return Counter(
        row["village_code"]
        for row in report(db, "obligations")
        if int(row["days_late"] or 0) > 0 and row["submission_state"] != "submitted"
    )


def matrix(page: str) -> list[list[str]]:
    table = re.search(r'<table id="t" class="fits">(.*?)</table>', page, re.DOTALL)[1]
    body = table.partition("<tbody>")[2]
    return [
        re.findall(r'data-k="([^"]*)"', row) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    ]


def test_every_number_of_the_matrix_is_that_of_the_reports(sample):
    page, owed = written(sample), owed_by_village(sample)
    visits: dict[str, str] = {}
    for row in rows_of(sample, "session", "list"):
        if row["mode"] in ("visit", "office") and row["session_date"] <= TODAY.isoformat():
            for code in (row["village_code"], *filter(None, row["other_villages"].split("|"))):
                visits[code] = max(visits.get(code, ""), row["session_date"])
    rows = report(sample, "progress")
    assert len(matrix(page)) == len(rows) == 23
    assert sum(owed.values()) > 0
    for cells, row in zip(matrix(page), rows, strict=True):
        code = row["village_code"]
        last = visits.get(code)
        expected = [row[key] for key in ("latest", "gain", "critical_failures", "overdue_actions")]
        expected += [str(owed[code])]
        expected += [str((TODAY - date.fromisoformat(last)).days) if last else ""]
        assert [float(one) if one else None for one in cells] == [
            float(one) if one else None for one in expected
        ], row


def test_every_number_of_a_card_is_that_of_the_reports(sample):
    page, owed = written(sample), owed_by_village(sample)
    for row in report(sample, "progress"):
        code = row["village_code"]
        card = re.search(
            rf'<article class="card" id="v{code.replace(".", "")}".*?</article>', page, re.DOTALL
        )[0]
        assert f"{code} · {row['sessions']} visit" in card
        if row["latest"]:
            score = float(re.search(r"<b>([\d.]+)</b> \(", card)[1])
            assert score == pytest.approx(float(row["latest"]), abs=0.1)
        opened = re.search(r"Open follow-ups: (\d+)(?:, (\d+) overdue)?", card)
        assert int(opened[1] if opened else 0) == int(row["open_actions"])
        assert int((opened and opened[2]) or 0) == int(row["overdue_actions"])
        tardy = re.search(r"Documents owed: (\d+)", card)
        assert int(tardy[1] if tardy else 0) == owed[code]


def test_the_four_figures_are_those_of_the_reports(sample):
    page = written(sample)
    figures = re.findall(r"<strong>(.*?)</strong>", page)
    target = next(row for row in report(sample, "target") if row["chosen"] == "yes")
    overdue = sum(int(row["overdue_actions"]) for row in report(sample, "progress"))
    seen = sum(1 for cells in matrix(page) if cells[5] and int(cells[5]) <= 30)
    assert figures == [
        f"{float(target['value']):.1f}",
        f"{seen}/23",
        str(overdue),
        str(sum(owed_by_village(sample).values())),
    ]


def test_the_courses_are_those_of_the_trend(sample):
    page = unescape(written(sample))
    courses: dict[str, list[str]] = {}
    for row in report(sample, "trend"):
        if row["total"]:
            courses.setdefault(row["village_code"], []).append(row["assessment_date"])
    said = re.findall(r'aria-label="Scores of .*?: (.*?); target 80', page)
    assert [re.findall(r"\d{4}-\d\d-\d\d", one) for one in said] == [
        courses[code] for code in sorted(courses)
    ]


def test_the_calendar_shows_what_the_obligations_report_lists(sample):
    page = written(sample)
    table = re.search(r'<table class="cal fits">(.*?)</table>', page, re.DOTALL)[1]
    shown = {
        unescape(re.search(r">([^<>]+)</a>", row)[1]): re.findall(r"<td[^>]*>(.*?)</td>", row)
        for row in re.findall(r"<tr .*?</tr>", table, re.DOTALL)
    }
    late: Counter[tuple[str, int]] = Counter()
    for row in report(sample, "obligations"):
        if (
            row["due"][:4] == "2026"
            and row["submission_state"] != "submitted"
            and int(row["days_late"] or 0) > 0
        ):
            late[row["village_name"], int(row["due"][5:7])] += 1
    crosses = {
        (name, month): int(cell[2:] or 1)
        for name, cells in shown.items()
        for month, cell in enumerate(cells, 1)
        if cell.startswith("✗")
    }
    assert crosses == dict(late)


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


@pytest.mark.parametrize(
    "said",
    [
        "Siti Rahmawati belum tanda tangan",
        "SITI  RAHMAWATI",
        "Hj. Siti Rahmawati, S.Sos",
        "hubungi 0812-9988-7766",
        "hubungi +62 812 9988 7766",
        "NIP 19780101 200501 1 001",
    ],
)
def test_a_person_is_hidden_however_a_text_writes_them(sample, said):
    words = ("--village-code", "muara", "--official-name", "Hj. Siti Rahmawati, S.Sos")
    more = ("--phone", "081299887766", "--staff-number", "197801012005011001")
    assert in_process("official", "add", *words, *more, db=sample).code == 0
    words = ("--village-code", "muara", "--finding-date", "2026-11-20", "--finding-text", said)
    code = in_process("finding", "add", *words, db=sample).out.strip()
    words = ("--finding-code", code, "--action-text", f"Tanya {said}", "--due", "2026-11-21")
    assert in_process("action", "add", *words, db=sample).code == 0
    page = unescape(written(sample))
    assert "Tanya " in page
    for part in ("rahmawati", "8877", "8766", "9988", "200501", "197801"):
        assert part not in page.lower()


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
    head = re.search(r"State of the records: ([A-Z2-7]{12})", written(sample))[1]
    assert in_process("check", "--head", head, db=sample).code == 0


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory):
    opened = Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


def file_of(db: Path, *more: str, lang: str = "en") -> Path:
    written(db, *more, lang=lang)
    return db.parent / "page.html"


@needs_browser
@pytest.mark.parametrize("script", [True, False])
def test_nothing_scrolls_sideways_and_nothing_is_asked_for(sample, browser, script):
    path = file_of(sample, lang="id")
    for width in WIDTHS:
        browser.open(path, width=width, script=script)
        assert browser.ask("document.documentElement.scrollWidth") == width
        wider = (
            "[...document.querySelectorAll('.wide')].filter(e=>e.scrollWidth>e.clientWidth).length"
        )
        assert browser.ask(wider) == 0
        assert browser.requests() == [path.as_uri()]


@needs_browser
def test_every_link_leads_to_what_it_names(sample, browser):
    browser.open(file_of(sample), width=390)
    lost = "[...document.querySelectorAll('a')].filter(a=>!document.querySelector(a.getAttribute('href'))).length"
    assert browser.ask(lost) == 0
    assert browser.ask("document.querySelectorAll('a').length") > 80


SHOWN = "[...document.querySelectorAll('#t tbody tr')].filter(r=>r.offsetParent).map(r=>r.cells[0].querySelector('a').textContent)"


@needs_browser
def test_search_and_filter_leave_the_villages_that_fit(sample, browser):
    browser.open(file_of(sample))
    typed = "q.value='hilir';q.dispatchEvent(new Event('input'));"
    assert browser.ask(typed + SHOWN) == ["Bihara Hilir", "Awayan Hilir", "Badalungga Hilir"]
    cards = "[...document.querySelectorAll('.card')].filter(r=>r.offsetParent).length"
    assert (browser.ask(cards), browser.ask("c.value")) == (3, "3/23")
    chosen = "q.value='';f.value='locus';f.dispatchEvent(new Event('change'));"
    assert browser.ask(chosen + SHOWN) == ["Pematang", "Muara Jaya", "Putat Basiun"]
    classes = "[...f.options].map(o=>o.textContent)"
    assert "perlu pendampingan" in browser.ask(classes)
    fitting = [
        row["village_name"]
        for row in report(sample, "progress")
        if row["band"] == "perlu pendampingan"
    ]
    chosen = "f.value=[...f.options].find(o=>o.textContent=='perlu pendampingan').value;f.dispatchEvent(new Event('change'));"
    assert browser.ask(chosen + SHOWN) == fitting


@needs_browser
def test_a_heading_sorts_by_its_numbers_and_blanks_come_last(sample, browser):
    browser.open(file_of(sample))
    scored = sorted(
        (float(row["latest"]), row["village_name"])
        for row in report(sample, "progress")
        if row["latest"]
    )
    names = [name for _, name in scored]
    press = "document.querySelectorAll('#t th button')[1].click();"
    assert browser.ask(press + SHOWN)[: len(names)] == names
    assert browser.ask("document.querySelectorAll('#t th')[1].ariaSort") == "ascending"
    assert browser.ask(press + SHOWN)[: len(names)] == names[::-1]


@needs_browser
def test_a_village_opened_by_its_link_shows_its_lists(sample, browser):
    browser.open(file_of(sample))
    browser.ask("document.querySelector('#next a').click()")
    opened = "document.querySelectorAll('.card:target details[open]').length"
    assert browser.ask(f"new Promise(r=>setTimeout(()=>r({opened}),200))") == 3


@needs_browser
@needs_axe
@pytest.mark.parametrize("people", [(), ("--with-people",)])
def test_axe_finds_no_serious_fault(sample, browser, people):
    path = file_of(sample, "--since", "2026-10-01", *people, lang="id")
    for width in WIDTHS:
        for dark in (False, True):
            browser.open(path, width=width, dark=dark)
            assert browser.faults() == []


@needs_browser
@needs_axe
def test_axe_would_find_a_fault(sample, browser):
    path = file_of(sample)
    path.write_text(
        path.read_text("utf-8").replace(' lang="en"', "").replace("<h1>", "<h1><img>"), "utf-8"
    )
    browser.open(path)
    assert [fault.split(":")[0] for fault in browser.faults()] == ["html-has-lang", "image-alt"]


def pages_of(browser: Browser, path: Path) -> int:
    browser.open(path)
    return len(re.findall(rb"/Type\s*/Page[^s]", browser.pdf()))


@needs_browser
def test_the_camat_gets_two_pages(sample, browser):
    path = file_of(sample, "--print", "camat", "--since", "2026-01-01", lang="id")
    assert pages_of(browser, path) == 2


@needs_browser
def test_each_village_gets_a_page_of_its_own(sample, browser):
    path = file_of(sample, "--print", "desa")
    assert pages_of(browser, path) == 4 + 23
    assert path.read_text("utf-8").count("<details>") == 0
