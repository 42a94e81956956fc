"""A whole visit in one command: one batch, every fault told at once, what it closes, plans and leaves open."""

import csv
from functools import partial
from io import StringIO

import pytest
from conftest import LATER

VISIT = ("session", "add", "muara", "2026-11-24", "supervisi")
WHOLE = (
    *VISIT,
    "--mode",
    "visit",
    "--mentors",
    "KP",
    "--attendee",
    "sekretaris",
    "--attendee",
    "kaur keu",
    "--absent",
    "kasi pem",
    "--finding",
    "Buku kas belum ditutup",
    "--severity",
    "high",
    "--indicator-code",
    "C.4",
    "--action",
    "Tutup buku kas",
    "--responsible",
    "Kaur Keuangan",
    "--due",
    "2026-12-15",
    "--action",
    "Laporkan",
    "--finding",
    "Papan informasi kosong",
    "--agreed-next",
    "2026-12-22",
    "--submitted",
    "apbdes:2027",
    "--submitted",
    "publikasi-profil:2026=2026-11-20",
    "--done",
    "2014-261112-UBEB",
    "--verified",
    "2014-260722-6IA6",
)


def rows(out, *columns):
    return [tuple(row[column] for column in columns) for row in csv.DictReader(StringIO(out))]


def counts(perut):
    sheets = ("session", "attendance", "finding", "action", "plan", "submission")
    return {sheet: len(rows(perut(sheet, "list").out)) for sheet in sheets}


def test_the_whole_visit_is_one_batch(perut):
    before, batches = counts(perut), len(rows(perut("history").out))
    made = perut(*WHOLE)
    assert made.code == 0, made.err
    added = {sheet: count - before[sheet] for sheet, count in counts(perut).items()}
    assert added == {
        "session": 1,
        "attendance": 3,
        "finding": 2,
        "action": 2,
        "plan": 1,
        "submission": 1,
    }
    assert len(rows(perut("history").out)) == batches + 1
    assert perut("undo", "--yes").code == 0
    assert counts(perut) == before


def test_who_was_there_is_found_by_a_part_of_the_name(perut):
    code = perut(*WHOLE).out.strip()
    assert rows(
        perut("attendance", "list", "--session-code", code).out, "official_name", "present"
    ) == [
        ("Kasi Pemerintahan (contoh)", "no"),
        ("Kaur Keuangan (contoh)", "yes"),
        ("Sekretaris Desa (contoh)", "yes"),
    ]


def test_an_option_belongs_to_the_finding_or_follow_up_before_it(perut):
    code = perut(*WHOLE).out.strip()
    found = rows(
        perut("finding", "list", "--session-code", code).out,
        "finding_code",
        "finding_text",
        "severity",
        "indicator_code",
    )
    assert [row[1:] for row in found] == [
        ("Buku kas belum ditutup", "high", "C.4"),
        ("Papan informasi kosong", "", ""),
    ]
    assert rows(
        perut("action", "list", "--finding-code", found[0][0]).out,
        "action_text",
        "responsible",
        "due",
        "opened_on",
    ) == [
        ("Laporkan", "", "", "2026-11-24"),
        ("Tutup buku kas", "Kaur Keuangan", "2026-12-15", "2026-11-24"),
    ]


def test_what_is_handed_in_done_and_verified_on_the_spot_is_dated_by_the_visit(perut):
    perut(*WHOLE)
    assert rows(
        perut("submission", "list", "--village-code", "muara", "--from", "2026-11-20").out,
        "obligation_code",
        "submission_state",
        "submitted_on",
    ) == [("apbdes", "submitted", "2026-11-24"), ("publikasi-profil", "submitted", "2026-11-20")]
    assert rows(
        perut("action", "list", "--verified-on", "2026-11-24").out, "verified_by", "done_on"
    ) == [("KP", "2026-11-05")]
    assert rows(perut("action", "list", "--done-on", "2026-11-24").out, "action_state") == [
        ("done",)
    ]


def test_the_agreed_date_is_planned_and_what_was_open_is_said(perut):
    said = perut(*WHOLE).err
    assert "planned: 63.11.03.2014 on 2026-12-22 (supervisi)" in said
    assert "still open from before: 3" in said
    assert "Mencatat pengadaan Juni 2026, 85 days late" in said
    assert "next: `perut session show" in said


def test_every_fault_is_told_at_once_and_nothing_is_written(perut):
    before = counts(perut)
    made = perut(
        "session",
        "add",
        "muara",
        "2026-13-24",
        "supervisi",
        "--mentors",
        "KX",
        "--attendee",
        "sekretarix",
        "--finding",
        "Buku kas",
        "--indicator-code",
        "Z.9",
        "--action",
        "Tutup",
        "--due",
        "besok",
        "--submitted",
        "apbdes",
        "--verified",
        "0000",
    )
    assert made.code == 4
    told = [
        line.split(":")[1].strip() for line in made.err.splitlines() if line.startswith("error P")
    ]
    assert sorted(told) == sorted(
        [
            "--session-date",
            "--mentors",
            "--attendee",
            "--indicator-code",
            "--due",
            "--submitted",
            "--verified",
        ]
    )
    assert "7 things to mend, nothing was written" in made.err
    assert counts(perut) == before


@pytest.mark.parametrize(
    ("words", "code", "number"),
    [
        (("--severity", "high"), 2, "P101"),
        (("--finding", "x", "--due", "2026-12-01"), 2, "P101"),
        (("--attendee", "sekretaris", "--absent", "sekretaris"), 1, "P102"),
        (("--submitted", "apbdes"), 2, "P103"),
        (("--verified", "2014-261112-UBEB"), 1, "P104"),
        (("--done", "2014-260722-6IA6"), 5, "P105"),
        (("--attendee", "kasi"), 4, "P041"),
        (("--attendee", "awayan:sekretaris"), 1, "P066"),
        (("--end-time", "07:00", "--start-time", "08:00"), 1, "P060"),
    ],
)
def test_each_fault_of_a_visit_has_its_number_and_exit_code(perut, words, code, number):
    made = perut(*VISIT, *words)
    assert (made.code, f"error {number}" in made.err) == (code, True), made.err


def test_an_official_is_found_by_the_post_of_the_day(perut):
    perut("official", "add", "--village-code", "merah", "--official-name", "Rahmat")
    perut(
        "post",
        "add",
        "--village-code",
        "merah",
        "--official-name",
        "Rahmat",
        "--position",
        "Kaur Keuangan",
        "--since",
        "2024-01-01",
    )
    code = perut(
        "session", "add", "merah", "2026-11-24", "supervisi", "--attendee", "kaur keuangan"
    ).out.strip()
    assert rows(perut("attendance", "list", "--session-code", code).out, "official_name") == [
        ("Rahmat",)
    ]


def test_at_a_joint_meeting_people_findings_and_papers_name_their_village(perut):
    perut = partial(perut, now=LATER)
    made = perut(
        "session",
        "add",
        "2021",
        "2026-12-01",
        "pembinaan",
        "--mode",
        "office",
        "--other-villages",
        "2014|2005",
        "--attendee",
        "sekretaris",
        "--attendee",
        "2014:sekretaris",
        "--finding",
        "muara: SOP belum ada",
        "--finding",
        "Catatan: rapat terlambat",
        "--submitted",
        "2005:apbdes:2027",
    )
    assert made.code == 0, made.err
    code = made.out.strip()
    assert rows(
        perut("attendance", "list", "--session-code", code).out, "village_code", "official_name"
    ) == [("", "Sekretaris Desa (contoh)"), ("63.11.03.2014", "Sekretaris Desa (contoh)")]
    assert rows(
        perut("finding", "list", "--session-code", code).out, "village_code", "finding_text"
    ) == [("63.11.03.2014", "SOP belum ada"), ("63.11.03.2021", "Catatan: rapat terlambat")]
    assert rows(
        perut(
            "submission",
            "list",
            "--village-code",
            "2005",
            "--period",
            "2027",
            "--obligation-code",
            "apbdes",
        ).out,
        "submission_state",
    ) == [("submitted",)]


def test_the_page_of_a_visit_shows_what_came_of_it(perut):
    code = perut(*WHOLE).out.strip()
    page = perut("session", "show", code, "--format", "table").out
    assert page.startswith(f"{code} · Muara Jaya\n")
    for text in (
        "2 of 3 were there",
        "Buku kas belum ditutup",
        "Tutup buku kas",
        "Still open from before",
    ):
        assert text in page


def test_a_dry_run_of_a_visit_writes_nothing_and_still_finds_its_faults(perut):
    before = counts(perut)
    assert perut(*WHOLE, "--dry-run").code == 0
    assert perut(*VISIT, "--attendee", "sekretarix", "--dry-run").code == 4
    assert counts(perut) == before


def test_a_script_of_visits_is_a_batch_a_line(perut, tmp_path):
    perut = partial(perut, now=LATER)
    script = tmp_path / "visits.txt"
    script.write_text(
        "".join(
            f'session add merah 2027-01-{day:02} supervisi --finding "Buku {day}" --action "Isi {day}"\n'
            for day in range(1, 21)
        ),
        "utf-8",
    )
    assert perut("run", str(script)).code == 0
    found = rows(perut("history", "--limit", "20").out, "new_count")
    assert found == [("3",)] * 20


def test_a_failed_line_leaves_nothing_that_hinders_the_next(perut, tmp_path):
    perut = partial(perut, now=LATER)
    script = tmp_path / "visits.txt"
    script.write_text(
        "session add merah 2027-01-01 supervisi\nsession add merah 2027-01-01 supervisi\nsession add merah 2027-01-02 supervisi\n",
        "utf-8",
    )
    assert perut("run", str(script), "--keep-going").code == 3
    assert rows(perut("session", "list", "--village-code", "merah").out, "session_date") == [
        ("2027-01-01",),
        ("2027-01-02",),
    ]
