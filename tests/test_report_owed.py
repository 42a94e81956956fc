"""What villages owe, how far they filled in Prodeskel, and the scores that follow from both."""

from io import StringIO

import pytest
from visit_data import add, made, sample

from perut_cli.core.table import Lines
from perut_cli.render import terminal
from perut_cli.render.style import Style
from perut_cli.reports.assess.proposals import Sourced, portion, proposed_score, step
from perut_cli.reports.obligations.fillings import filling_trend, fillings
from perut_cli.reports.obligations.matrix import matrix
from perut_cli.reports.obligations.obligations import Obligation, due_within, expected, obligations
from perut_cli.reports.scope import Scope

VILLAGES = "village_code,village_name\n63.11.03.2005,Pematang\n63.11.03.2014,Muara Jaya"
OBLIGATIONS = """obligation_code,obligation_title,due_rule,valid_from,valid_until
apbdes,APB Desa,Y-1 12-31,2019-01-01,
ddk,DDK,Y 09-30,2019-01-01,
semester-1,Semester I,Y 07-14,2019-01-01,2026-06-30
semester-1-baru,Semester I,Y 07-31,2026-07-01,
rpjmdes,RPJM Desa,own,2024-04-25,"""
SUBMISSIONS = """village_code,obligation_code,period,due,submission_state,submitted_on
63.11.03.2014,apbdes,2026,,submitted,2026-01-09
63.11.03.2014,apbdes,2027,,draft,
63.11.03.2014,ddk,2026,,submitted,2026-09-30
63.11.03.2014,semester-1,2025-S1,,none,
63.11.03.2014,rpjmdes,2026,2026-05-28,adopted,
63.11.03.2005,rpjmdes,2026,,none,"""
FILLINGS = """village_code,application,part,filling_date,filled,total,checked,wrong
63.11.03.2014,prodeskel,ddk,2026-01-27,50,200,,
63.11.03.2014,prodeskel,ddk,2026-04-16,80,200,20,5
63.11.03.2014,prodeskel,ddk,2026-11-12,150,200,,
63.11.03.2014,prodeskel,potensi,2026-04-16,0,0,,"""
REGISTER = Sourced("semester-1", 2, "0=belum ada;1=ada, terlambat;2=tepat waktu")


@pytest.fixture
def store(tmp_path):
    store = made(
        tmp_path / "a.db",
        village=VILLAGES,
        obligation=OBLIGATIONS,
        submission=SUBMISSIONS,
        filling=FILLINGS,
    )
    yield store
    store.close()


@pytest.fixture
def awayan(tmp_path):
    store = sample(tmp_path / "b.db")
    yield store
    store.close()


def rows(table):
    return list(table.rows)


def rule(due_rule, valid_from="2019-01-01", valid_until=""):
    return Obligation(1, "x", "X", due_rule, valid_from, valid_until)


@pytest.mark.parametrize(
    ("due_rule", "within", "expected_periods"),
    [
        ("Y-1 12-31", ("2026-01-01", "2026-12-31"), [("2027", "2026-12-31")]),
        ("Y-1 12-31", ("2025-12-31", "2026-12-30"), [("2026", "2025-12-31")]),
        ("Y+1 03-31", ("2026-01-01", "2026-12-31"), [("2025", "2026-03-31")]),
        ("Y 01-01", ("2026-01-01", "2027-01-01"), [("2026", "2026-01-01"), ("2027", "2027-01-01")]),
        ("Y 02-29", ("2027-01-01", "2028-12-31"), [("2027", "2027-02-28"), ("2028", "2028-02-29")]),
        (
            "3Y 10-31",
            ("2022-01-01", "2028-12-31"),
            [("2022", "2022-10-31"), ("2025", "2025-10-31"), ("2028", "2028-10-31")],
        ),
        ("own", ("2026-01-01", "2026-12-31"), []),
    ],
)
def test_which_periods_fall_due(due_rule, within, expected_periods):
    assert list(expected(rule(due_rule), *within)) == expected_periods


def test_after_a_change_of_the_law_mid_year_each_year_keeps_the_rule_of_its_due_day():
    old, new = rule("Y 07-14", valid_until="2026-06-30"), rule("Y 07-31", "2026-07-01")
    assert [list(expected(one, "2025-01-01", "2027-12-31")) for one in (old, new)] == [
        [("2025", "2025-07-14")],
        [("2026", "2026-07-31"), ("2027", "2027-07-31")],
    ]


def test_a_rule_holds_on_the_first_and_the_last_day_of_its_validity():
    one = rule("Y 07-14", valid_from="2025-07-14", valid_until="2026-07-14")
    assert list(expected(one, "2024-01-01", "2027-12-31")) == [
        ("2025", "2025-07-14"),
        ("2026", "2026-07-14"),
    ]


def test_every_seeded_rule_gives_its_days_of_2026(awayan):
    days = {
        row[2]: (row[4], row[5])
        for row in rows(obligations(awayan, Scope("2026-06-01")))
        if row[0] == "63.11.03.2006"
    }
    assert days == {
        "epdeskel": ("2026", "2026-02-21"),
        "ippd": ("2025", "2026-03-31"),
        "lkppd": ("2025", "2026-03-31"),
        "lpj-apbdes": ("2025", "2026-03-31"),
        "lppd": ("2025", "2026-03-31"),
        "indeks-desa": ("2026", "2026-06-30"),
        "semester-1": ("2026-S1", "2026-07-14"),
        "ddk": ("2026", "2026-09-30"),
        "rkpdes": ("2027", "2026-09-30"),
        "rancangan-apbdes": ("2027", "2026-10-31"),
        "tingkat-perkembangan": ("2026", "2026-10-31"),
        "apbdes": ("2027", "2026-12-31"),
        "publikasi-profil": ("2026", "2026-12-31"),
    }


def test_who_never_sent_anything_comes_first_then_late_open_and_not_yet_due(store):
    assert rows(obligations(store, Scope("2026-10-10"))) == [
        (
            "63.11.03.2005",
            "Pematang",
            "semester-1-baru",
            "Semester I",
            "2026",
            "2026-07-31",
            "none",
            "",
            71,
        ),
        ("63.11.03.2005", "Pematang", "ddk", "DDK", "2026", "2026-09-30", "none", "", 10),
        ("63.11.03.2005", "Pematang", "apbdes", "APB Desa", "2027", "2026-12-31", "none", "", None),
        ("63.11.03.2005", "Pematang", "rpjmdes", "RPJM Desa", "2026", "", "none", "", None),
        (
            "63.11.03.2014",
            "Muara Jaya",
            "semester-1",
            "Semester I",
            "2025-S1",
            "2025-07-14",
            "none",
            "",
            453,
        ),
        (
            "63.11.03.2014",
            "Muara Jaya",
            "apbdes",
            "APB Desa",
            "2026",
            "2025-12-31",
            "submitted",
            "2026-01-09",
            9,
        ),
        (
            "63.11.03.2014",
            "Muara Jaya",
            "rpjmdes",
            "RPJM Desa",
            "2026",
            "2026-05-28",
            "adopted",
            "",
            135,
        ),
        (
            "63.11.03.2014",
            "Muara Jaya",
            "semester-1-baru",
            "Semester I",
            "2026",
            "2026-07-31",
            "none",
            "",
            71,
        ),
        (
            "63.11.03.2014",
            "Muara Jaya",
            "ddk",
            "DDK",
            "2026",
            "2026-09-30",
            "submitted",
            "2026-09-30",
            None,
        ),
        (
            "63.11.03.2014",
            "Muara Jaya",
            "apbdes",
            "APB Desa",
            "2027",
            "2026-12-31",
            "draft",
            "",
            None,
        ),
    ]


def test_a_period_asked_for_shows_what_falls_due_in_it_and_nothing_else(store):
    table = obligations(store, Scope("2026-10-10", since="2026-07-01", until="2026-09-30"))
    assert [(row[0], row[2]) for row in rows(table)] == [
        ("63.11.03.2005", "semester-1-baru"),
        ("63.11.03.2005", "ddk"),
        ("63.11.03.2014", "semester-1-baru"),
        ("63.11.03.2014", "ddk"),
    ]


def test_before_the_day_of_a_submission_the_document_was_missing(store):
    found = {
        row[2]: row[5:]
        for row in rows(obligations(store, Scope("2026-09-29")))
        if row[0] == "63.11.03.2014"
    }
    assert found["ddk"] == ("2026-09-30", "none", "", None)


@pytest.mark.parametrize(("day", "asked"), [("2027-04-02", True), ("2027-04-03", False)])
def test_who_forgot_december_is_asked_for_three_months_of_the_new_year(store, day, asked):
    """What is recorded is asked for until it is sent; what nobody wrote down, 92 days."""
    found = [(row[0], row[2], row[4], row[5]) for row in rows(obligations(store, Scope(day)))]
    assert (("63.11.03.2005", "apbdes", "2027", "2026-12-31") in found) is asked
    assert ("63.11.03.2014", "apbdes", "2027", "2026-12-31") in found


def test_the_deadline_of_a_filling_is_the_one_of_its_year(store):
    add(
        store.connection,
        submission="village_code,obligation_code,period,due,submission_state\n"
        "63.11.03.2014,ddk,2025,2025-08-31,none\n63.11.03.2005,ddk,2026,2026-10-15,none",
    )
    for day, due in (("2025-07-01", "2025-08-31"), ("2026-07-01", "2026-09-30")):
        found = {row[0]: row[-1] for row in rows(fillings(store, Scope(day))) if row[3] == "ddk"}
        assert found["63.11.03.2014"] == due
    assert found["63.11.03.2005"] == "2026-10-15"


def test_the_matrix_has_a_sign_a_document_and_says_what_the_numbers_are(store):
    table = matrix(store, Scope("2026-10-10"))
    assert rows(table) == [
        ("Pematang", "", "x", "x", ".", "-"),
        ("Muara Jaya", "x", "x", "v", ".", "x"),
    ]
    assert table.note.en.splitlines() == [
        "v in time   ! late   x overdue   . not due yet   - no date",
        "1 semester-1 2025-S1 (2025-07-14)   2 semester-1-baru 2026 (2026-07-31)",
        "3 ddk 2026 (2026-09-30)   4 apbdes 2027 (2026-12-31)",
        "5 rpjmdes 2026 (own date)",
    ]
    alone = matrix(store, Scope("2026-10-10", village_id=1))
    assert alone.note.id.endswith("   4 rpjmdes 2026 (tanggal sendiri)")


def test_villages_of_one_name_are_told_apart_in_the_matrix(tmp_path):
    store = made(
        tmp_path / "a.db",
        village="village_code,village_name\n63.11.01.2006,Galumbang\n63.11.07.2006,Galumbang",
        obligation=OBLIGATIONS,
    )
    assert [row[0] for row in rows(matrix(store, Scope("2026-10-10")))] == [
        "Galumbang (63.11.01.2006)",
        "Galumbang (63.11.07.2006)",
    ]
    store.close()


def test_the_matrix_of_awayan_fits_100_columns_with_every_village(awayan):
    out = StringIO()
    table = matrix(awayan, Scope("2026-11-24"))
    terminal.write(table, out, Style(width=100))
    lines = out.getvalue().splitlines()
    assert max(map(len, lines)) <= 100
    assert sum(line.startswith(tuple(row[0] for row in rows(table))) for line in lines) >= 23


def test_what_falls_due_in_the_next_days_is_listed_by_day(store):
    table = due_within(store, Scope("2026-07-20"), 75)
    assert rows(table) == [
        ("2026-07-31", "63.11.03.2005", "Pematang", "semester-1-baru", "2026", "none"),
        ("2026-07-31", "63.11.03.2014", "Muara Jaya", "semester-1-baru", "2026", "none"),
        ("2026-09-30", "63.11.03.2005", "Pematang", "ddk", "2026", "none"),
        ("2026-09-30", "63.11.03.2014", "Muara Jaya", "ddk", "2026", "none"),
    ]
    assert table.title.id == "Jatuh tempo dalam 75 hari"


def test_fillings_show_the_last_look_its_change_and_the_parts_nobody_looked_at(store):
    assert rows(fillings(store, Scope("2026-11-24"))) == [
        (
            "63.11.03.2005",
            "Pematang",
            "prodeskel",
            "ddk",
            None,
            None,
            None,
            None,
            None,
            "",
            None,
            "2026-09-30",
        ),
        (
            "63.11.03.2005",
            "Pematang",
            "prodeskel",
            "potensi",
            None,
            None,
            None,
            None,
            None,
            "",
            None,
            "",
        ),
        (
            "63.11.03.2014",
            "Muara Jaya",
            "prodeskel",
            "ddk",
            150,
            200,
            75.0,
            35.0,
            None,
            "2026-11-12",
            12,
            "2026-09-30",
        ),
        (
            "63.11.03.2014",
            "Muara Jaya",
            "prodeskel",
            "potensi",
            0,
            0,
            None,
            None,
            None,
            "2026-04-16",
            222,
            "",
        ),
    ]


def test_fillings_of_an_earlier_day(store):
    found = rows(fillings(store, Scope("2026-04-16")))
    assert found[2][4:] == (80, 200, 40.0, 15.0, 25.0, "2026-04-16", 0, "2026-09-30")


def test_the_trend_of_one_village_has_a_line_a_part(store):
    table = filling_trend(store, Scope("2026-11-24", village_id=2))
    assert [row[3:] for row in rows(table)] == [
        ("ddk", "2026-01-27", 25.0),
        ("ddk", "2026-04-16", 40.0),
        ("ddk", "2026-11-12", 75.0),
        ("potensi", "2026-04-16", None),
    ]
    assert table.chart == (Lines("filling_date", "share", "part"),)


@pytest.mark.parametrize(
    ("recorded", "score", "late", "reason"),
    [
        ("", 0, 20, "semester-1 2026: not submitted by 2026-08-03, due 2026-07-14"),
        (
            "2026,,adopted,",
            1,
            20,
            "semester-1 2026: adopted, not submitted by 2026-08-03, due 2026-07-14",
        ),
        (
            "2026,,submitted,2026-07-20",
            1,
            6,
            "semester-1 2026: submitted on 2026-07-20, due 2026-07-14",
        ),
        (
            "2026,,submitted,2026-07-12",
            2,
            None,
            "semester-1 2026: submitted on 2026-07-12, due 2026-07-14",
        ),
        (
            "2026,2026-07-31,submitted,2026-07-20",
            2,
            None,
            "semester-1 2026: submitted on 2026-07-20, due 2026-07-31",
        ),
        (
            "2026,,submitted,2026-08-04",
            0,
            20,
            "semester-1 2026: not submitted by 2026-08-03, due 2026-07-14",
        ),
    ],
)
def test_report_and_proposed_score_follow_a_submission_that_comes_late_is_corrected_or_undone(
    tmp_path, recorded, score, late, reason
):
    store = made(
        tmp_path / "a.db", village=VILLAGES, obligation=OBLIGATIONS.replace("2026-06-30", "")
    )
    if recorded:
        columns = "village_code,obligation_code,period,due,submission_state,submitted_on"
        add(store.connection, submission=f"{columns}\n63.11.03.2005,semester-1,{recorded}")
    proposed = proposed_score(store, REGISTER, 1, "2026-08-03")
    found = {
        row[2]: row[8]
        for row in rows(obligations(store, Scope("2026-08-03")))
        if row[0] == "63.11.03.2005"
    }
    assert (proposed.score, proposed.reason, found["semester-1"]) == (score, reason, late)
    store.close()


def test_a_filling_proposes_its_share_of_the_maximum(store):
    proposed = proposed_score(store, Sourced("prodeskel:ddk", 100), 2, "2026-11-24")
    assert (proposed.score, proposed.reason.id) == (
        75,
        "ddk: 150 dari 200 terisi pada 12/11/2026, 75 %",
    )


def test_where_the_records_say_nothing_nothing_is_proposed(store):
    asked = ("prodeskel:potensi", "prodeskel:ddk", "siskeudes:x", "unknown", "", "rpjmdes")
    assert [proposed_score(store, Sourced(source, 2), 1, "2026-01-02") for source in asked] == [
        None
    ] * 6


def test_the_outcomes_are_the_options_by_their_order():
    assert [
        [step(outcome, scores, 4) for outcome in (0, 1, 2)]
        for scores in ([], [0, 1], [0, 1, 2], [3, 1, 0, 2])
    ] == [[0, 2, 4], [0, 1, 1], [0, 1, 2], [0, 2, 3]]


def test_a_share_of_a_small_maximum_keeps_its_fraction_and_options_are_not_exceeded():
    assert [
        portion(72.7, [], 100),
        portion(72.7, [], 3),
        portion(72.7, [0, 1, 2], 2),
        portion(0, [1, 2], 2),
    ] == [73, 2.18, 1, 1]


def test_proposals_agree_with_every_answer_of_the_sample_that_has_a_source(awayan):
    asked = awayan.rows(
        "SELECT source, max_score, options, village_id, assessment_date, score FROM score "
        "JOIN assessment ON assessment.id = assessment_id JOIN indicator ON indicator.id = indicator_id WHERE source <> ''"
    )
    wrong = [
        row for row in asked if proposed_score(awayan, Sourced(*row[:3]), *row[3:5]).score != row[5]
    ]
    assert (len(asked), wrong) == (199, [])


@pytest.mark.parametrize(
    "report",
    [
        obligations,
        matrix,
        fillings,
        filling_trend,
        lambda store, scope: due_within(store, scope, 60),
    ],
)
def test_nothing_fails_on_an_empty_file_or_with_villages_alone(tmp_path, report):
    for name, sheets in (("a.db", {}), ("b.db", {"village": VILLAGES})):
        store = made(tmp_path / name, **sheets)
        assert len(rows(report(store, Scope("2028-02-29")))) in {0, 6}
        store.close()
