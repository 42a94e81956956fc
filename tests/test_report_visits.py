"""Visits, mentors, follow-ups, priority and fairness, as they stood on a day."""

import csv

import pytest
from visit_data import SAMPLE, made, sample

from perut_cli.core.errors import Usage
from perut_cli.reports.scope import Scope
from perut_cli.reports.visits.followups import actions
from perut_cli.reports.visits.priority import fairness, priority
from perut_cli.reports.visits.sessions import (
    attendance,
    last_visits,
    mentor_days,
    mentors,
    sessions,
)

VILLAGES = """village_code,village_name,locus_since
63.11.03.2005,Pematang,
63.11.03.2014,Muara Jaya,
63.11.03.2021,Putat Basiun,2026-03-01"""
MENTORS = """mentor_code,mentor_name
KP,Kasi
STAF1,Staf"""
OFFICIALS = """village_code,official_name
63.11.03.2005,Sekretaris
63.11.03.2021,Sekretaris
63.11.03.2021,Kaur"""
SESSIONS = """session_code,village_code,session_date,start_time,end_time,kind,other_villages,mode,mentors,letter_number
JOINT,63.11.03.2021,2026-01-13,09:00,12:00,sosialisasi,63.11.03.2005,office,KP|STAF1,094/1
ONE,63.11.03.2021,2026-02-10,08:00,09:30,asistensi,,visit,KP,094/2
TWO,63.11.03.2021,2026-02-10,13:00,14:00,asistensi,,visit,KP,094/3
ONLINE,63.11.03.2014,2026-02-11,,,asistensi,,online,KP,"""
ATTENDANCE = """session_code,village_code,official_name
JOINT,,Sekretaris
JOINT,,Kaur
JOINT,63.11.03.2005,Sekretaris
ONE,,Kaur
TWO,,Kaur"""
FINDINGS = """finding_code,village_code,finding_date,instrument_code,indicator_code,finding_text,repeat_of
F1,63.11.03.2021,2026-01-20,DESA,A.3,buku lama,
F2,63.11.03.2021,2026-02-20,DESA,A.3,masih lama,
F3,63.11.03.2021,2026-02-20,DESA,A.3,halaman hilang,
F4,63.11.03.2021,2026-03-20,,,tetap lama,F2
F5,63.11.03.2005,2026-01-20,DESA,A.3,buku lama,"""
ACTIONS = """action_code,finding_code,action_text,due,action_state,opened_on,done_on,verified_on,verified_by
A1,F1,isi buku,2026-02-01,verified,2026-01-20,2026-03-05,2026-03-10,KP
A2,F2,isi lagi,2026-03-01,open,2026-02-20,,,
A3,F4,lapor,,open,2026-03-20,,,
A4,F5,isi buku,2026-03-31,done,2026-01-20,2026-03-15,,"""
BOOK = {"instrument": SAMPLE["instrument"], "indicator": SAMPLE["indicator"]}


@pytest.fixture
def store(tmp_path):
    store = made(
        tmp_path / "a.db",
        village=VILLAGES,
        mentor=MENTORS,
        official=OFFICIALS,
        session=SESSIONS,
        attendance=ATTENDANCE,
        finding=FINDINGS,
        action=ACTIONS,
        **BOOK,
    )
    yield store
    store.close()


@pytest.fixture
def awayan(tmp_path):
    store = sample(tmp_path / "b.db")
    yield store
    store.close()


@pytest.fixture
def empty(tmp_path):
    store = made(tmp_path / "c.db")
    yield store
    store.close()


def rows(table):
    return list(table.rows)


def test_a_joint_meeting_counts_for_each_village_two_on_one_day_both_and_silent_villages_stand_last(
    store,
):
    table = sessions(store, Scope("2026-02-10"))
    assert rows(table) == [
        ("2026-01", "63.11.03.2005", "Pematang", "sosialisasi", 1, 3.0, 1),
        ("2026-01", "63.11.03.2021", "Putat Basiun", "sosialisasi", 1, 3.0, 2),
        ("2026-02", "63.11.03.2021", "Putat Basiun", "asistensi", 2, 2.5, 2),
        ("", "63.11.03.2014", "Muara Jaya", "", 0, None, 0),
    ]
    assert (table.name, table.head.id) == (
        "sessions",
        "per 10/02/2026 · target: rata-rata",
    )


def test_hours_are_blank_without_times(store):
    assert rows(sessions(store, Scope("2026-02-11", since="2026-02-11"))) == [
        ("2026-02", "63.11.03.2014", "Muara Jaya", "asistensi", 1, None, 0),
        ("", "63.11.03.2005", "Pematang", "", 0, None, 0),
        ("", "63.11.03.2021", "Putat Basiun", "", 0, None, 0),
    ]


def test_a_joint_meeting_counts_once_for_the_mentor_with_all_its_villages(store):
    assert rows(mentors(store, Scope("2026-12-31"))) == [
        ("KP", "Kasi", 4, 5.5, 3, "2026-02-11"),
        ("STAF1", "Staf", 1, 3.0, 2, "2026-01-13"),
    ]


def test_the_recap_has_a_day_of_duty_a_row_whatever_was_done_in_how_many_villages(store):
    recap = mentor_days(store, Scope("2026-12-31"))
    assert rows(recap) == [
        ("KP", "Kasi", "2026-01-13", "094/1", "Pematang|Putat Basiun", 1, 3.0),
        ("KP", "Kasi", "2026-02-10", "094/2, 094/3", "Putat Basiun", 2, 2.5),
        ("KP", "Kasi", "2026-02-11", "", "Muara Jaya", 1, None),
        ("STAF1", "Staf", "2026-01-13", "094/1", "Pematang|Putat Basiun", 1, 3.0),
    ]
    assert recap.note.en == "Days of duty: Kasi 3, Staf 1."
    later = mentor_days(store, Scope("2026-12-31", since="2026-02-11"))
    assert [row[2] for row in rows(later)] == ["2026-02-11"]


def test_mentors_without_sessions_in_the_scope_are_rows(store):
    assert rows(mentors(store, Scope("2026-12-31", since="2026-02-01"))) == [
        ("KP", "Kasi", 3, 2.5, 2, "2026-02-11"),
        ("STAF1", "Staf", 0, None, 0, ""),
    ]


def test_a_session_of_a_later_locus_counts_only_from_the_day_it_is_one(store):
    assert rows(sessions(store, Scope("2026-02-28", locus=True))) == []
    assert [row[:2] for row in rows(sessions(store, Scope("2026-03-01", locus=True)))] == [
        ("2026-01", "63.11.03.2021"),
        ("2026-02", "63.11.03.2021"),
    ]


def test_a_meeting_online_is_no_visit_a_joint_one_at_the_office_is(store):
    ids = dict(store.rows("SELECT id, village_name FROM village"))
    found = last_visits(store, Scope("2026-12-31"))
    assert {ids[village]: day for village, day in found.items()} == {
        "Pematang": "2026-01-13",
        "Putat Basiun": "2026-02-10",
    }


def test_follow_ups_stand_as_on_the_day_most_overdue_first_with_how_often_the_finding_was_made(
    store,
):
    table = actions(store, Scope("2026-03-25"))
    assert rows(table) == [
        (
            "A2",
            "63.11.03.2021",
            "Putat Basiun",
            "masih lama",
            "isi lagi",
            "",
            "2026-03-01",
            "open",
            24,
            2,
        ),
        (
            "A4",
            "63.11.03.2005",
            "Pematang",
            "buku lama",
            "isi buku",
            "",
            "2026-03-31",
            "done",
            None,
            1,
        ),
        ("A3", "63.11.03.2021", "Putat Basiun", "tetap lama", "lapor", "", "", "open", None, 3),
    ]
    assert (
        table.head.en == "as of 2026-03-25 · 3 not settled, 1 overdue, 1 waiting for verification "
        "· target: level"
    )
    assert table.note.id == (
        "ingatkan secara tertulis: 1 (ditemukan dua kali); laporkan kepada camat: 1 (ditemukan tiga kali atau lebih)"
    )


def test_before_it_was_done_a_follow_up_was_open(store):
    assert [(row[0], row[7], row[8]) for row in rows(actions(store, Scope("2026-03-04")))] == [
        ("A1", "open", 31),
        ("A2", "open", 3),
        ("A4", "open", None),
    ]


def test_a_period_chooses_the_follow_ups_opened_in_it(store):
    assert [
        row[0]
        for row in rows(actions(store, Scope("2026-03-25", since="2026-03-01", until="2026-03-31")))
    ] == ["A3"]


@pytest.mark.parametrize(
    ("since", "until", "opened"),
    [
        ("2026-03-20", "2026-03-20", ["A3"]),
        ("2026-03-21", "", []),
        ("2026-02-21", "2026-03-19", []),
        ("2026-02-20", "2026-03-19", ["A2"]),
    ],
)
def test_a_period_takes_what_was_opened_on_its_first_and_last_day(store, since, until, opened):
    table = actions(store, Scope("2026-03-25", since=since, until=until))
    assert [row[0] for row in rows(table)] == opened


def test_priority_of_the_loci_of_awayan(awayan):
    table = priority(awayan, Scope("2026-11-24"))
    assert [
        (*row[:3], *(round(part, 2) for part in row[3:9]), *row[9:]) for row in rows(table)
    ] == [
        (
            1,
            "63.11.03.2014",
            "Muara Jaya",
            28.81,
            0.0,
            3.81,
            5.0,
            5.0,
            15.0,
            "2026-12-08",
            "open repeat findings: 3 (+15.0); critical failures: 1 (+5.0); overdue follow-ups: 1 (+5.0); latest score 69.8 (+3.8)",
        ),
        (
            2,
            "63.11.03.2005",
            "Pematang",
            17.89,
            0.0,
            0.39,
            0.0,
            10.0,
            7.5,
            "2026-12-03",
            "overdue follow-ups: 2 (+10.0); open repeat findings: 1 (+7.5); latest score 79.0 (+0.4)",
        ),
        (
            3,
            "63.11.03.2021",
            "Putat Basiun",
            5.0,
            0.0,
            0.0,
            0.0,
            5.0,
            0.0,
            "2026-12-10",
            "overdue follow-ups: 1 (+5.0)",
        ),
    ]
    assert (table.head.en, table.note.id) == (
        "as of 2026-11-24 · instrument DESA · target: level",
        "20 desa lain bukan lokus: tambahkan --semua",
    )


@pytest.mark.parametrize(
    "day", ["2025-12-31", "2026-01-13", "2026-03-31", "2026-07-31", "2026-12-31"]
)
def test_the_parts_of_every_priority_add_up_and_ties_go_by_code(awayan, day):
    found = rows(priority(awayan, Scope(day), all_villages=True))
    assert len(found) == 23
    assert all(row[3] == pytest.approx(sum(row[4:9])) for row in found)
    assert found == sorted(found, key=lambda row: (-round(row[3], 6), row[1]))


def test_a_village_asked_for_is_shown_though_it_is_no_locus(awayan):
    bihara = awayan.value("SELECT id FROM village WHERE village_name = 'Bihara'")
    table = priority(awayan, Scope("2026-11-24", village_id=bihara))
    assert [row[:3] for row in rows(table)] == [(1, "63.11.03.2004", "Bihara")]
    assert table.note == ""


def test_verifying_the_repeat_findings_takes_their_part_away_and_moves_the_rank(awayan):
    awayan.connection.execute(
        "UPDATE action SET action_state = 'verified', done_on = '2026-11-20', verified_on = '2026-11-20' WHERE action_code LIKE '2014-%'"
    )
    found = [
        (row[2], round(row[3], 2), row[7], row[8])
        for row in rows(priority(awayan, Scope("2026-11-24")))
    ]
    assert found == [
        ("Pematang", 17.89, 10.0, 7.5),
        ("Muara Jaya", 8.81, 0.0, 0.0),
        ("Putat Basiun", 5.0, 5.0, 0.0),
    ]


def test_a_plan_that_a_later_session_closed_was_still_the_next_visit(awayan):
    assert [(row[2], row[9]) for row in rows(priority(awayan, Scope("2026-02-28")))] == [
        ("Putat Basiun", "2026-03-10"),
        ("Muara Jaya", "2026-03-12"),
        ("Pematang", "2026-03-31"),
    ]


def test_fairness_lists_visits_largest_first_with_gini(awayan):
    table = fairness(awayan, Scope("2026-11-24"))
    assert rows(table) == [
        ("63.11.03.2005", "Pematang", 12, "2026-11-17", "undetermined"),
        ("63.11.03.2014", "Muara Jaya", 12, "2026-11-12", "no"),
        ("63.11.03.2021", "Putat Basiun", 11, "2026-11-10", "yes"),
    ]
    assert table.note == (
        "Gini 0.019 (0: all villages alike); repeat visits to villages already at the target: 0 %\n"
        "20 more villages are not loci: add --all"
    )


def test_the_easy_road_is_said_in_a_sentence(tmp_path):
    visits = "\n".join(f"63.11.03.2005,2026-0{month}-02,supervisi,visit" for month in range(2, 6))
    done = "\n".join(
        f"63.11.03.2005,DESA,1,2026-01-20,baseline,{code},{top}" for code, top in _maxima()
    )
    store = made(
        tmp_path / "a.db",
        village=VILLAGES.replace("2026-03-01", ""),
        **BOOK,
        session=f"village_code,session_date,kind,mode\n{visits}\n63.11.03.2021,2026-01-20,supervisi,visit",
        assessment="assessment_code,village_code,instrument_code,instrument_version,assessment_date,stage\n"
        "X,63.11.03.2005,DESA,1,2026-01-20,baseline",
        score="village_code,instrument_code,instrument_version,assessment_date,stage,indicator_code,score,assessment_code\n"
        + done.replace("\n", ",X\n")
        + ",X",
    )
    table = fairness(store, Scope("2026-12-31"))
    assert [row[1:3] for row in rows(table)] == [
        ("Pematang", 4),
        ("Putat Basiun", 1),
        ("Muara Jaya", 0),
    ]
    assert table.note == (
        "Gini 0.533 (0: all villages alike); repeat visits to villages already at the target: 100 %\n"
        "3 of 3 repeat visits went to villages already at the target; villages below it that had one visit or none: 2"
    )
    store.close()


def _maxima():
    return [
        (row["indicator_code"], row["max_score"])
        for row in csv.DictReader(SAMPLE["indicator"].splitlines())
        if row["instrument_code"] == "DESA"
    ]


@pytest.mark.parametrize("report", [sessions, attendance, mentors, actions, priority, fairness])
def test_nothing_fails_on_an_empty_file(empty, report):
    assert rows(report(empty, Scope("2026-02-28"))) == []


def test_one_village_without_instrument_and_settings_has_a_priority(tmp_path):
    store = made(tmp_path / "a.db", village="village_code,village_name\n63.11.03.2005,Pematang")
    assert rows(priority(store, Scope("2026-02-28"))) == [
        (
            1,
            "63.11.03.2005",
            "Pematang",
            55.0,
            25,
            30,
            0.0,
            0.0,
            0.0,
            "",
            "no score yet (+30.0); never visited (+25.0)",
        )
    ]
    store.close()


def test_two_instruments_without_a_choice_ask_for_one(tmp_path):
    store = made(
        tmp_path / "a.db",
        instrument="instrument_code,instrument_version,instrument_title,subject,bands\n"
        "A,1,A,village,0:x\nB,1,B,village,0:x",
    )
    with pytest.raises(Usage, match="choose an instrument: A, B"):
        priority(store, Scope("2026-02-28"))
    store.close()


def test_attendance_counts_the_meetings_of_each_person_in_the_period(store):
    rows = list(attendance(store, Scope("2026-12-31")).rows)
    assert rows == [
        ("63.11.03.2005", "Pematang", "Sekretaris", "", 1, 1, 100.0, "2026-01-13"),
        ("63.11.03.2014", "Muara Jaya", "", "", None, None, None, ""),
        ("63.11.03.2021", "Putat Basiun", "Kaur", "", 3, 3, 100.0, "2026-02-10"),
        ("63.11.03.2021", "Putat Basiun", "Sekretaris", "", 3, 1, 100 / 3, "2026-01-13"),
    ]
    in_february = list(attendance(store, Scope("2026-12-31", "2026-02-01", "2026-02-28")).rows)
    assert [row[2:7] for row in in_february] == [
        ("Sekretaris", "", 0, 0, None),
        ("", "", None, None, None),
        ("Kaur", "", 2, 2, 100.0),
        ("Sekretaris", "", 2, 0, 0.0),
    ]


def test_a_person_out_of_post_is_not_missed(tmp_path):
    store = made(
        tmp_path / "b.db",
        village=VILLAGES,
        mentor=MENTORS,
        official=OFFICIALS,
        session=SESSIONS,
        attendance=ATTENDANCE,
        post="village_code,official_name,position,since,until\n"
        "63.11.03.2021,Sekretaris,Sekretaris Desa,2025-01-01,2026-01-31\n"
        "63.11.03.2021,Kaur,Kaur Keuangan,2026-02-01,",
    )
    rows = {
        row[2]: row[3:6]
        for row in attendance(store, Scope("2026-12-31")).rows
        if row[0] > "63.11.03.2020"
    }
    assert rows == {"Kaur": ("Kaur Keuangan", 3, 3), "Sekretaris": ("", 1, 1)}


@pytest.mark.parametrize(("until", "counted"), [("2026-02-09", (1, 1)), ("2026-02-10", (3, 1))])
def test_the_last_day_in_post_counts_for_the_meetings_of_that_day(tmp_path, until, counted):
    store = made(
        tmp_path / "b.db",
        village=VILLAGES,
        mentor=MENTORS,
        official=OFFICIALS,
        session=SESSIONS,
        attendance=ATTENDANCE,
        post="village_code,official_name,position,since,until\n"
        f"63.11.03.2021,Sekretaris,Sekretaris Desa,2025-01-01,{until}",
    )
    found = attendance(store, Scope("2026-12-31")).rows
    assert [row[4:6] for row in found if row[1:3] == ("Putat Basiun", "Sekretaris")] == [counted]
