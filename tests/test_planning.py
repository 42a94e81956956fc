"""Which visits are proposed, of what kind, when and why."""

from datetime import date

import pytest
from visit_data import made, sample

from perut_cli.core.priority import Facts
from perut_cli.reports.obligations.obligations import Owed
from perut_cli.reports.pages.due import due_lists
from perut_cli.reports.scope import Scope
from perut_cli.reports.visits.plans import (
    VillageSchedule,
    kind_for,
    proposals,
    proposals_table,
    routine,
    topic_of,
    workday,
)

VILLAGES = "village_code,village_name\n63.11.03.2005,Pematang\n63.11.03.2014,Muara Jaya\n63.11.03.2021,Putat Basiun"
SESSIONS = """village_code,session_date,kind,mode,mentors
63.11.03.2005,2026-01-31,supervisi,visit,KP
63.11.03.2014,2025-11-03,supervisi,visit,"""
MENTOR = "mentor_code,mentor_name\nKP,Kasi"
ALONE = {
    "village": VILLAGES.split("\n63.11.03.2014", maxsplit=1)[0],
    "session": SESSIONS.split("\n63.11.03.2014", maxsplit=1)[0],
    "mentor": MENTOR,
}


@pytest.fixture
def awayan(tmp_path):
    store = sample(tmp_path / "b.db")
    yield store
    store.close()


def ground(last=None, planned=(), until="2026-04-30", first="2026-03-02"):
    iso = date.fromisoformat
    return VillageSchedule(last and iso(last), tuple(map(iso, planned)), iso(first), iso(until), 30)


def days(ground):
    return [visit.day.isoformat() for visit in routine(ground, Facts("x", 0, 90.0))]


def brief(found):
    return [(one.village_name, *one[2:6], one.reason.en) for one in found]


def proposed(store, day, until):
    scope = Scope(day)
    return proposals_table(store, scope, until, proposals(store, scope, until))


def test_the_routine_goes_on_an_interval_after_the_last_visit_never_on_a_weekend():
    assert days(ground("2026-02-10")) == ["2026-03-12", "2026-04-13"]
    assert days(ground("2026-01-31", until="2026-03-31")) == ["2026-03-02"]


def test_an_overdue_or_first_visit_is_proposed_at_once():
    assert (
        days(ground("2025-06-01", until="2026-03-31"))
        == days(ground(until="2026-03-31"))
        == ["2026-03-02"]
    )


def test_nothing_is_proposed_within_an_interval_of_an_open_plan():
    assert days(ground("2026-02-10", ["2026-03-20"])) == ["2026-04-20"]
    assert days(ground("2026-02-10", ["2026-03-20", "2026-04-10"])) == []
    assert days(ground("2026-02-10", ["2026-06-30"])) == ["2026-03-12", "2026-04-13"]


def test_a_saturday_and_a_sunday_become_monday():
    assert [workday(date(2026, 2, day)).day for day in (27, 28)] == [27, 2]
    assert workday(date(2028, 2, 29)) == date(2028, 2, 29)


def test_one_mentor_makes_one_overdue_visit_a_day_though_one_falls_due_that_very_day(tmp_path):
    store = made(
        tmp_path / "a.db",
        village=VILLAGES.split("\n63.11.03.2021", maxsplit=1)[0],
        session=SESSIONS,
        mentor=MENTOR,
    )
    found = proposals(store, Scope("2026-03-01"), "2026-03-20")
    assert sorted(one.plan_date for one in found) == ["2026-03-02", "2026-03-03"]
    store.close()


@pytest.mark.parametrize(
    ("facts", "kind", "reason"),
    [
        (Facts("x"), "sosialisasi", ""),
        (
            Facts("x", 9, 50.0, critical_failures=2, overdue_actions=1),
            "asistensi",
            "gagal kritis: 2",
        ),
        (Facts("x", 9, 90.0, overdue_actions=1), "supervisi", "tindak lanjut terlambat: 1"),
        (Facts("x", 9), "supervisi", "belum ada nilai"),
        (Facts("x", 9, 90.0), "pembinaan", ""),
    ],
)
def test_the_kind_follows_from_the_last_result(facts, kind, reason):
    assert (kind_for(facts)[0], kind_for(facts)[1].id) == (kind, reason)


def test_the_topic_of_a_document_is_its_code_its_application_or_named_in_its_title():
    topics = {"perdes", "prodeskel", "lppd"}
    found = [
        topic_of(Owed(1, "", "", code, title, "2026", "", "none", "", None), topics)
        for code, title in (
            ("ddk", "Profil desa"),
            ("apbdes", "APB Desa (Perdes)"),
            ("lppd", "LPPD"),
            ("ippd", "IPPD"),
        )
    ]
    assert found == ["prodeskel", "perdes", "lppd", ""]


def test_31_january_and_30_days_the_overdue_and_the_never_visited_one_a_day_for_one_mentor(
    tmp_path,
):
    store = made(tmp_path / "a.db", village=VILLAGES, session=SESSIONS, mentor=MENTOR)
    assert brief(proposals(store, Scope("2026-02-26"), "2026-03-31")) == [
        (
            "Muara Jaya",
            "2026-02-27",
            "supervisi",
            "",
            "",
            "116 days after 2025-11-03; no score yet",
        ),
        ("Pematang", "2026-03-02", "supervisi", "", "KP", "30 days after 2026-01-31; no score yet"),
        ("Putat Basiun", "2026-03-02", "sosialisasi", "", "", "never visited"),
        ("Muara Jaya", "2026-03-30", "supervisi", "", "", "31 days after 2026-02-27; no score yet"),
    ]
    store.close()


def test_a_document_falling_due_is_a_reason_of_the_routine_visit_in_the_month_before(tmp_path):
    store = made(
        tmp_path / "a.db",
        **ALONE,
        topic="topic_code,topic_name\nperdes,Perdes",
        obligation="obligation_code,obligation_title,due_rule\nlpj,LPJ (Perdes),Y+1 03-31\nlppd,LPPD,Y+1 03-31",
    )
    assert brief(proposals(store, Scope("2026-02-10"), "2026-03-31")) == [
        (
            "Pematang",
            "2026-03-02",
            "supervisi",
            "perdes",
            "KP",
            "30 days after 2026-01-31; no score yet; lpj 2025 due 2026-03-31; lppd 2025 due 2026-03-31",
        )
    ]
    store.close()


def test_where_nobody_comes_in_the_month_before_a_visit_is_added_a_month_ahead_clamped_to_its_end(
    tmp_path,
):
    store = made(
        tmp_path / "a.db",
        **ALONE,
        setting="setting,value\nvisit_interval_days,180",
        obligation="obligation_code,obligation_title,due_rule\nlpj,LPJ,Y+1 03-31\nsent,Sent,Y+1 03-31",
        submission="village_code,obligation_code,period,submission_state,submitted_on\n63.11.03.2005,sent,2025,submitted,2026-02-05",
    )
    assert brief(proposals(store, Scope("2026-02-10"), "2026-04-30")) == [
        ("Pematang", "2026-03-02", "asistensi", "", "KP", "lpj 2025 due 2026-03-31")
    ]
    store.close()


def test_a_plan_that_stands_is_the_visit_before_the_document_is_due(tmp_path):
    store = made(
        tmp_path / "a.db",
        **ALONE,
        setting="setting,value\nvisit_interval_days,180",
        plan="village_code,plan_date,kind\n63.11.03.2005,2026-03-10,supervisi",
        obligation="obligation_code,obligation_title,due_rule\nlpj,LPJ,Y+1 03-31",
    )
    assert proposals(store, Scope("2026-02-10"), "2026-04-30") == []
    assert (
        proposed(store, "2026-02-10", "2026-04-30").note.id
        == "tidak ada usulan: jadwal sudah lengkap"
    )
    store.close()


def test_a_cancelled_plan_keeps_its_day_the_proposal_takes_the_next(tmp_path):
    store = made(
        tmp_path / "a.db",
        **ALONE,
        plan="village_code,plan_date,kind,plan_state\n63.11.03.2005,2026-03-02,supervisi,cancelled",
    )
    assert [one.plan_date for one in proposals(store, Scope("2026-02-10"), "2026-03-31")] == [
        "2026-03-03"
    ]
    store.close()


def test_proposals_for_the_loci_of_awayan(awayan):
    table = proposed(awayan, "2026-11-24", "2027-01-31")
    assert [row[1:6] for row in table.rows] == [
        ("Pematang", "2027-01-04", "supervisi", "", "KP"),
        ("Muara Jaya", "2027-01-07", "asistensi", "", "KP"),
        ("Putat Basiun", "2027-01-11", "supervisi", "", "KP"),
    ]
    assert table.note.en == "3 visits proposed\n20 more villages are not loci: add --all"


def test_every_village_is_in_one_of_the_four_lists(awayan):
    page = due_lists(awayan, Scope("2026-11-24"), all_villages=True)
    assert [(table.name, len(table.rows)) for table in page.parts] == [
        ("never_visited", 12),
        ("overdue", 8),
        ("next_30_days", 3),
    ]
    assert page.parts[1].rows[1] == (
        "63.11.03.2010",
        "Tundakan",
        "2026-04-09",
        "2026-05-09",
        "2026-12-02",
    )


def test_overdue_is_after_the_interval_and_a_later_plan_puts_a_village_into_the_last_list(awayan):
    october, march = (
        due_lists(awayan, Scope("2026-10-10")),
        due_lists(awayan, Scope("2026-03-31"), all_villages=True),
    )
    assert [(table.name, [row[1:] for row in table.rows]) for table in october.parts[:-1]] == [
        ("overdue", [("Putat Basiun", "2026-09-08", "2026-10-08", "2026-10-13")]),
        (
            "next_30_days",
            [
                ("Muara Jaya", "2026-09-10", "2026-10-10", "2026-10-15"),
                ("Pematang", "2026-09-17", "2026-10-17", "2026-10-20"),
            ],
        ),
    ]
    assert october.parts[-1] == "20 more villages are not loci: add --all"
    assert march.parts[-1].rows == [
        ("63.11.03.2018", "Baru", "2026-03-03", "2026-04-02", "2026-05-21")
    ]


def test_an_empty_file_has_no_proposals_and_no_lists(tmp_path):
    store = made(tmp_path / "a.db")
    assert proposals(store, Scope("2026-02-10"), "2026-12-31") == []
    assert due_lists(store, Scope("2026-02-10")).parts == ()
    store.close()
