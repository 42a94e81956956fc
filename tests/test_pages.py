"""The pages: today, a village, a session, and the one to take along, in both languages and on narrow terminals."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from visit_data import made, sample

from perut_cli.core.table import Table
from perut_cli.render import terminal
from perut_cli.render.style import Style
from perut_cli.reports.pages.due import due_lists
from perut_cli.reports.pages.parts import officials
from perut_cli.reports.pages.session import session_page
from perut_cli.reports.pages.status import backup_line, status_page
from perut_cli.reports.pages.village import prepare_page, village_page
from perut_cli.reports.scope import Scope

ROOT = Path(__file__).parent.parent
DAYS = ("2026-01-31", "2026-03-31", "2026-07-31", "2026-11-30")

TODAY_ID = (
    "Hari ini per 31/03/2026 Tindak lanjut terlambat",
    "selesai: perut tindak-lanjut selesai 2021-260120-NJTR-SNJ4 --tanggal 2026-03-31",
    "Dokumen segera jatuh tempo",
    "desa mana: perut laporan kewajiban --tenggat 30",
    "Desa mana berikutnya: perut laporan prioritas Cadangan terakhir: 3 hari lalu 20 desa lain bukan lokus: tambahkan --semua",
)


@pytest.fixture
def awayan(tmp_path):
    store = sample(tmp_path / "b.db")
    yield store
    store.close()


def village(store, name):
    return store.value("SELECT id FROM village WHERE village_name = ?", (name,))


def session(store, code):
    return store.value("SELECT id FROM session WHERE session_code = ?", (code,))


def shape(page):
    """Names of the tables with their number of rows, and the paragraphs as they are."""
    return [
        part if not isinstance(part, Table) else (part.name, len(part.rows)) for part in page.parts
    ]


def table(page, name):
    return next(part for part in page.parts if isinstance(part, Table) and part.name == name)


def shown(answer, width=80):
    out = StringIO()
    terminal.write(answer, out, Style(width=width))
    return out.getvalue()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (DAYS[0], [("visits_due", 1), ("obligations_soon", 1)]),
        (DAYS[1], [("actions_late", 1), ("obligations_soon", 2)]),
        (DAYS[2], ["Nothing presses today."]),
        (DAYS[3], [("visits_due", 1), ("actions_late", 4), ("drafts", 1)]),
    ],
)
def test_the_page_of_today_at_four_dates_of_the_year(awayan, day, expected):
    assert shape(status_page(awayan, Scope(day), 0)) == [
        *expected,
        "Who needs the next visit: perut report priority",
        "Last backup: today",
        "20 more villages are not loci: add --all",
    ]


def test_every_matter_of_today_has_its_command(awayan):
    page = status_page(awayan, Scope("2026-11-30"), None, all_villages=True)
    assert {part.name: part.note.en for part in page.parts if isinstance(part, Table)} == {
        "visits_due": "prepare: perut session prepare 2010",
        "never_visited": "plan: perut plan generate --until 2026-12-30",
        "plans_missed": "move: perut plan move 2027 2026-09-16 asistensi --to 2026-12-07 --reason …",
        "actions_late": "done: perut action done 2024-260428-KBAV-CKKF --on 2026-11-30",
        "drafts": "go on: perut assess 2005-261117-SJR5",
    }
    assert page.parts[-1].id == "Belum ada cadangan: perut cadangkan"


def test_a_plan_of_today_is_not_missed_one_of_yesterday_is(tmp_path):
    store = made(
        tmp_path / "a.db",
        village="village_code,village_name\n63.11.03.2005,Pematang",
        session="village_code,session_date,kind,mode\n63.11.03.2005,2026-11-20,supervisi,visit",
        plan="village_code,plan_date,kind\n63.11.03.2005,2026-11-24,supervisi",
    )
    missed = [
        "plans_missed" in [getattr(part, "name", "") for part in status_page(store, day, 0).parts]
        for day in (Scope("2026-11-24"), Scope("2026-11-25"))
    ]
    assert missed == [False, True]
    store.close()


@pytest.mark.parametrize(
    ("day", "listed"),
    [
        ("2026-02-11", "later"),
        ("2026-02-12", "next_30_days"),
        ("2026-03-14", "next_30_days"),
        ("2026-03-15", "overdue"),
    ],
)
def test_a_village_is_due_from_thirty_days_before_its_day_and_overdue_after_it(
    tmp_path, day, listed
):
    store = made(
        tmp_path / "a.db",
        village="village_code,village_name\n63.11.03.2005,Pematang",
        session="village_code,session_date,kind,mode\n63.11.03.2005,2026-01-13,supervisi,visit",
        setting="setting,value\nvisit_interval_days,60",
    )
    page = due_lists(store, Scope(day))
    assert [part.name for part in page.parts if isinstance(part, Table) and part.rows] == [listed]
    store.close()


def test_what_falls_due_soon_is_counted_by_document(awayan):
    assert table(status_page(awayan, Scope("2026-12-05"), 0), "obligations_soon").rows == [
        ("2026-12-31", "APB Desa (Perdes)", "2027", 3),
        ("2026-12-31", "Publikasi profil desa", "2026", 3),
    ]


def test_a_backup_of_a_week_asks_for_another():
    assert [backup_line(age).en for age in (None, 0, 6, 7)] == [
        "No backup yet: perut backup",
        "Last backup: today",
        "Last backup, days ago: 6",
        "The last backup is 7 days old: perut backup",
    ]


def test_without_villages_today_says_where_to_begin(tmp_path):
    store = made(tmp_path / "a.db")
    assert shape(status_page(store, Scope("2028-02-29"), None)) == [
        "No villages yet: perut village import FILE, or look at the sample with perut demo"
    ]
    store.close()


def test_a_quiet_day_says_so(tmp_path):
    store = made(
        tmp_path / "a.db",
        village="village_code,village_name\n63.11.03.2005,Pematang",
        session="village_code,session_date,kind,mode\n63.11.03.2005,2028-02-28,supervisi,visit",
    )
    assert shape(status_page(store, Scope("2028-02-29"), 1)) == [
        "Nothing presses today.",
        "Who needs the next visit: perut report priority",
        "Last backup, days ago: 1",
    ]
    store.close()


def test_the_page_of_a_visit_says_who_was_there_what_was_found_agreed_and_open_from_before(awayan):
    page = session_page(awayan, session(awayan, "2014-261112-563G"))
    assert (page.title, page.name) == ("2014-261112-563G · Muara Jaya", "session")
    assert page.parts[0].splitlines()[:7] == [
        "Session date: 2026-11-12",
        "Start time: 08:30",
        "End time: 12:30",
        "Kind: supervisi",
        "Mode: visit",
        "Place: Kantor Desa Muara Jaya",
        "Letter number: 320/ST/KEC-AWY/XI/2026",
    ]
    assert "Mentors: Kasi Pemerintahan (contoh), Staf Pemerintahan 1 (contoh)" in page.parts[0]
    assert shape(page)[2:] == [
        ("attendance", 8),
        ("findings", 2),
        ("actions", 2),
        ("open_before", 2),
    ]
    assert table(page, "actions").rows == [
        (
            "Mencatat pengadaan sampai September bersama pendamping",
            "Kaur Umum dan Perencanaan (contoh)",
            "2026-12-08",
        ),
        ("Menyelesaikan entri DDK RT 5 dan RT 6", "Operator Prodeskel baru (contoh)", "2026-12-21"),
    ]
    assert table(page, "open_before").rows == [
        (
            "Mencatat pengadaan Juni 2026",
            "Kaur Umum dan Perencanaan (contoh)",
            "2026-08-31",
            "open",
            73,
        ),
        (
            "Mengumumkan IPPD 2025 di papan dan laman desa",
            "Sekretaris Desa (contoh)",
            "2026-08-31",
            "done",
            None,
        ),
    ]


def test_the_page_of_a_joint_meeting_names_the_village_of_each_and_the_posts_of_that_day(awayan):
    page = session_page(awayan, session(awayan, "2021-260113-NWWS"))
    there = table(page, "attendance")
    assert page.title == "2021-260113-NWWS · Putat Basiun, Pematang, Muara Jaya"
    assert there.rows[0] == (
        "Putat Basiun",
        "Kasi Kesejahteraan dan Pelayanan (contoh)",
        "Kasi Kesejahteraan dan Pelayanan",
        "yes",
        "",
    )
    assert ("Muara Jaya", "Kasi Pemerintahan (contoh)", "Kepala Dusun", "yes", "") in there.rows
    assert there.note.id == "14 dari 16 hadir"


def test_a_person_in_two_posts_stands_once_and_one_who_left_not_at_all(tmp_path):
    store = made(
        tmp_path / "a.db",
        village="village_code,village_name\n63.11.03.2005,Pematang\n63.11.03.2014,Muara Jaya",
        official="village_code,official_name,phone\n63.11.03.2005,Ani,0812\n63.11.03.2005,Budi,\n63.11.03.2005,Cici,\n63.11.03.2014,Ani,0899",
        post="village_code,official_name,position,since,until\n63.11.03.2005,Ani,Staf,2024-01-01,\n"
        "63.11.03.2005,Ani,Operator Prodeskel,2025-02-01,2026-06-30\n63.11.03.2005,Budi,Staf,2020-01-01,2025-12-31\n"
        "63.11.03.2014,Ani,Kepala Desa,2020-01-01,",
    )
    found = [
        officials(store, Scope(day, village_id=1)).rows for day in ("2026-06-30", "2026-07-01")
    ]
    assert found == [
        [("Ani", "Staf, Operator Prodeskel", "2024-01-01", "0812"), ("Cici", "", "", "")],
        [("Ani", "Staf", "2024-01-01", "0812"), ("Cici", "", "", "")],
    ]
    store.close()


def test_the_page_to_take_along(awayan):
    page = prepare_page(awayan, Scope("2026-11-24", village_id=village(awayan, "Muara Jaya")))
    assert page.title.id == "Bekal kunjungan: Muara Jaya (63.11.03.2014), lokus"
    assert shape(page) == [
        (
            "Last session: 2026-11-12\nKind: supervisi\nTopics: Administrasi tata pemerintahan desa, "
            "Pengelolaan keuangan desa dan pendayagunaan aset desa, Pengisian profil desa dan Prodeskel\n"
            "Mentors: Kasi Pemerintahan (contoh), Staf Pemerintahan 1 (contoh)\n"
            "Summary: Penilaian akhir. Kemajuan pada buku penduduk dan kas; inventaris masih usang dan DDK belum selesai. (data contoh)\n"
            "Agreed next: 2026-12-08"
        ),
        "Next visit: 2026-12-08\nKind: asistensi\nTopics: Pengelolaan keuangan desa dan pendayagunaan aset desa",
        ("dimensions", 9),
        ("failed", 8),
        ("follow_ups", 4),
        ("findings", 4),
        ("officials", 8),
        ("documents", 8),
        ("fillings", 3),
        "After the visit: perut session add 2014 2026-12-08 asistensi\nFollow-ups by code: perut report actions --village 2014",
    ]
    assert table(page, "failed").rows[0] == (
        "A.3",
        "Buku Inventaris dan Kekayaan Desa",
        "yes",
        1.0,
        "Cocokkan buku dengan barang di lapangan, lalu catat pengadaan tahun terakhir.",
    )
    assert table(page, "failed").note.en == "19 more failed: perut finding from 2014-261112-4TZN"
    assert (
        table(page, "dimensions").note.id
        == "jumlah 69,8, terjawab 100 %, target 80 tercapai: tidak"
    )
    assert table(page, "documents").rows[:2] == [
        ("Informasi penyelenggaraan pemerintahan desa (IPPD)", "2024", "2025-03-31", "none", 603),
        (
            "Laporan keterangan penyelenggaraan pemerintahan desa (LKPPD)",
            "2024",
            "2025-03-31",
            "adopted",
            603,
        ),
    ]
    assert table(page, "findings").rows[0] == (
        "2026-11-12",
        "A.3",
        "Pengadaan September 2026 belum dicatat; inventaris kembali tertinggal.",
        "high",
        3,
    )


def test_the_page_to_take_along_to_a_village_of_which_nothing_is_known(tmp_path):
    store = made(tmp_path / "a.db", village="village_code,village_name\n63.11.03.2005,Pematang")
    page = prepare_page(store, Scope("2028-02-29", village_id=1))
    assert shape(page) == [
        "There was no session yet.",
        "No visit is planned: perut plan add 63.11.03.2005 DATE KIND",
        (
            "After the visit: perut session add 63.11.03.2005 2028-02-29 supervisi\n"
            "Follow-ups by code: perut report actions --village 63.11.03.2005"
        ),
    ]
    store.close()


def test_the_village_report_begins_with_where_it_stands_then_the_next_visit(awayan):
    page = village_page(awayan, Scope("2026-11-24", village_id=village(awayan, "Pematang")))
    standing = dict(
        zip([field.key for field in page.parts[0].columns], page.parts[0].rows[0], strict=True)
    )
    assert (standing["sessions"], standing["reached"]) == (12, "undetermined")
    assert page.parts[1].splitlines() == [
        "Next visit: 2026-12-03",
        "Kind: supervisi",
        "Topics: Administrasi tata pemerintahan desa, Pengelolaan keuangan desa dan pendayagunaan aset desa",
    ]
    assert [name for name, _ in shape(page)[2:-1]] == [
        "follow_ups",
        "findings",
        "documents",
        "dimensions",
        "lift",
        "visits",
        "officials",
        "fillings",
    ]
    assert table(page, "visits").rows[0] == (
        "2026-11-17",
        "supervisi",
        "administrasi",
        "KP|STAF1",
        7,
    )
    assert page.parts[-1].id == "Bekal kunjungan: perut sesi siapkan 2005"


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("day", DAYS)
def test_no_line_of_a_page_is_wider_than_the_terminal(awayan, day, width):
    one = Scope(day, village_id=village(awayan, "Muara Jaya"))
    pages = (
        status_page(awayan, Scope(day), None, all_villages=True),
        prepare_page(awayan, one),
        village_page(awayan, one),
        due_lists(awayan, Scope(day)),
        session_page(awayan, session(awayan, "2021-260113-NWWS")),
    )
    assert max(len(line) for page in pages for line in shown(page, width).splitlines()) <= width


def test_the_page_of_today_in_indonesian_on_80_columns(awayan):
    program = (
        "import sys; from perut_cli.core.text import speak; speak('id')\n"
        "from pathlib import Path; from perut_cli.render import terminal; from perut_cli.render.style import Style\n"
        "from perut_cli.reports.pages.status import status_page; from perut_cli.reports.scope import Scope\n"
        "from perut_cli.store.db import Store\n"
        "terminal.write(status_page(Store(Path(sys.argv[1])), Scope('2026-03-31'), 3), sys.stdout, Style(width=80))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(awayan.path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
    )
    said = " ".join(run.stdout.split())
    assert [text for text in TODAY_ID if text not in said] == []
    assert max(map(len, run.stdout.splitlines())) <= 80
