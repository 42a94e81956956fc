"""The score reports, through a real database: the contract's vectors, silence, drafts, days, versions, ties."""

import itertools
import random

import pytest
from score_data import ANSWERED, Book, sample

from perut_cli.core import followups, scoring
from perut_cli.core.errors import Usage
from perut_cli.core.fields import NUMBER
from perut_cli.core.scoring import Final
from perut_cli.core.vocabulary import WORDS
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.agreement import agreement
from perut_cli.reports.scores.effect import LIMITS, effect
from perut_cli.reports.scores.indicators import indicators
from perut_cli.reports.scores.officials import officials
from perut_cli.reports.scores.progress import progress
from perut_cli.reports.scores.quality import quality
from perut_cli.reports.scores.target import target
from perut_cli.reports.scores.trend import trend
from perut_cli.reports.scores.units import pairs, query_parameters, yardstick
from perut_cli.store.queries import queries

REPORTS = (progress, target, officials, indicators, trend, effect, agreement, quality)
DAY = Scope("2026-12-01")
ONE = {"X": ("All", 1, False, 100)}
NO_SCORE = (None,) * 8


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path / "perut.db")


def rows(report, book, scope=DAY):
    return [tuple(row) for row in report(book.store(), scope).rows]


def dicts(report, book, scope=DAY):
    table = report(book.store(), scope)
    keys = [field.key for field in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def picked(found, *keys):
    return [tuple(row[key] for key in keys) for row in found]


def rounded(row, places=2):
    return tuple(round(cell, places) if isinstance(cell, float) else cell for cell in row)


def one_item(book, **more):
    """An instrument of one indicator of 100, on which a score is the total."""
    book.instrument(items=ONE, **more)


# Every report


def test_without_an_instrument_every_report_runs_with_blank_figures(book):
    book.village("2001")
    for report in REPORTS:
        assert "no instrument" in report(book.store(), DAY).head
    assert rows(progress, book) == [("63.11.03.2001", "Desa 2001", "no", 0, "", *NO_SCORE, 0, 0)]
    assert rows(target, book) == [
        ("level", "yes", None, 80, "", 0),
        ("share", "no", None, 80, "", 0),
        ("growth", "no", None, 80, "", 0),
    ]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_every_report_runs_on_very_few_villages_with_and_without_assessments(book, count):
    one_item(book)
    digits = ["2001", "2002", "2003"][:count]
    book.village(*digits)
    for _ in range(2):
        for report in REPORTS:
            list(report(book.store(), DAY).rows)
        for four in digits:
            book.assess(four, f"2026-0{_ + 1}-01", {"X": 0})


def test_the_head_names_day_instrument_target_and_the_reading_chosen(book):
    book.setting(target=75, target_reading="share")
    one_item(book)
    for report in (report for report in REPORTS if report is not officials):
        head = report(book.store(), DAY).head
        assert head == "as of 2026-12-01 · DESA Desa · target 75, read as share · pass mark 80"


def test_two_instruments_of_a_subject_need_a_choice(book):
    one_item(book)
    one_item(book, code="LAIN")
    with pytest.raises(Usage):
        progress(book.store(), DAY)
    assert "LAIN" in progress(book.store(), Scope("2026-12-01", instrument="lain")).head


def test_every_query_has_words_or_ids_for_its_columns_and_titles_in_both_languages(book):
    store = book.store()
    inner = {
        "id",
        "village_id",
        "unit",
        "place",
        "instrument_id",
        "assessment_id",
        "months",
        "found",
        "vector",
        "different",
        "excluded",
        "second_session",
        "second_village",
        "critical_failed",
        "critical_blank",
        "mentor_id",
        "indicator_id",
        "answers",
    }
    more = {
        "version": 0,
        "assessments": "[]",
        "versions": "[]",
        "codes": "[]",
        "assessment": 0,
        "indicator": "",
        "days": 1,
        "months": 1,
        "length": 5,
        "overdue": 0,
    }
    for query in (*queries("scores").values(), *queries("score_quality").values()):
        cursor = store.select(query.sql, query_parameters(DAY, **more))
        assert {column[0] for column in cursor.description} <= WORDS.keys() | inner, query.name
        assert query.title.en != query.title.id


# Progress


def test_the_checked_vector_of_the_contract(book):
    book.instrument()
    book.village("2001")
    book.assess("2001", "2026-02-01", ANSWERED)
    (row,) = dicts(progress, book)
    assert rounded(row.values()) == (
        "63.11.03.2001",
        "Desa 2001",
        "no",
        0,
        "",
        70.0,
        70.0,
        None,
        10.0,
        76.92,
        0,
        "no",
        "undetermined",
        0,
        0,
    )
    (line,) = rows(trend, book)
    assert rounded(line) == ("63.11.03.2001", "2026-02-01", "baseline", 70.0, 66.67, 75.0)


def test_silent_villages_are_rows_in_the_order_of_their_codes(book):
    one_item(book)
    book.village("2003", "2001", "2002")
    book.assess("2002", "2026-02-01", {"X": 90})
    assert picked(dicts(progress, book), "village_code", "latest") == [
        ("63.11.03.2001", None),
        ("63.11.03.2002", 90),
        ("63.11.03.2003", None),
    ]


def test_drafts_and_later_days_do_not_count(book):
    one_item(book)
    book.village("2001")
    book.assess("2001", "2026-02-01", {"X": 40})
    book.assess("2001", "2026-06-01", {"X": 60}, "monitoring")
    book.assess("2001", "2026-07-01", {"X": 99}, "endline", state="draft")
    keys = ("baseline", "latest", "gain")
    assert picked(dicts(progress, book), *keys) == [(40, 60, 20)]
    assert picked(dicts(progress, book, Scope("2026-05-31")), *keys) == [(40, 40, None)]
    assert picked(dicts(progress, book, Scope("2026-01-31")), *keys) == [(None, None, None)]


def test_a_baseline_that_is_the_latest_has_no_gain(book):
    one_item(book)
    book.village("2001")
    book.assess("2001", "2026-02-01", {"X": 40}, "monitoring")
    book.assess("2001", "2026-03-01", {"X": 50}, "baseline")
    assert picked(dicts(progress, book), "baseline", "latest", "gain") == [(50, 50, None)]


def test_ties_go_by_stage_then_mentor(book):
    one_item(book)
    book.mentor("B", "A", "C")
    book.village("2001", "2002")
    for mentor, score in (("B", 20), ("A", 10), ("C", 30)):
        book.assess("2001", "2026-02-01", {"X": score}, "baseline", mentor)
        book.assess("2002", "2026-02-01", {"X": score}, "monitoring", mentor)
    book.assess("2002", "2026-02-01", {"X": 70}, "endline", "A")
    assert picked(dicts(progress, book), "baseline", "latest") == [(10, 30), (10, 70)]


def test_the_baseline_is_of_the_latests_version(book):
    one_item(book)
    one_item(book, version="2", target=50)
    book.village("2001", "2002", "2003")
    book.assess("2001", "2026-01-01", {"X": 10})
    book.assess("2001", "2026-02-01", {"X": 20}, version="2")
    book.assess("2001", "2026-03-01", {"X": 60}, "monitoring", version="2")
    book.assess("2002", "2026-02-01", {"X": 60})
    book.assess("2003", "2026-01-01", {"X": 10}, version="2")
    book.assess("2003", "2026-02-01", {"X": 60})
    table = progress(book.store(), DAY)
    assert [(row[5], row[6], row[7], row[8], row[11]) for row in table.rows] == [
        (20, 60, 40, 0, "yes"),
        (60, 60, None, 20, "no"),
        (60, 60, None, 20, "no"),
    ]
    assert table.note == "Scores of different versions stand side by side: 2, 1."


def test_the_quick_choice_is_that_of_scoring(book):
    one_item(book)
    one_item(book, version="2")
    book.mentor("A", "A2", "B")
    seed = random.Random(7)
    for number in range(60):
        four = str(2001 + number)
        book.village(four)
        finals = {
            (
                seed.choice(("2026-01-01", "2026-01-02", "2026-02-01")),
                seed.choice(scoring.STAGES),
                seed.choice(("", "A", "A2", "B")),
                seed.choice("12"),
            )
            for _ in range(seed.randint(1, 5))
        }
        ids = {
            Final(*final): book.assess(
                four, final[0], {"X": 1}, final[1], final[2], version=final[3]
            )
            for final in finals
        }
        expected = scoring.choose_baseline_and_latest(ids)
        store = book.store()
        found = pairs(store, DAY, yardstick(store, DAY))[book.village_id(four)]
        assert [found.baseline.assessment_id, found.latest.assessment_id] == [
            ids[final] for final in expected
        ]


def test_not_applicable_leaves_coverage_and_nothing_answered_leaves_blanks(book):
    book.instrument()
    book.village("2001", "2002", "2003")
    book.assess("2001", "2026-02-01", {**ANSWERED, "Q5": "no such land"})
    book.assess("2002", "2026-02-01", {})
    book.assess("2003", "2026-02-01", dict.fromkeys((*ANSWERED, "Q5"), "no such land"))
    keys = ("latest", "gap", "coverage", "critical_failures", "reached", "band")
    assert picked(dicts(progress, book), *keys) == [
        (70, 10, 100, 0, "no", "berkembang"),
        (None, None, 0, 0, "", ""),
        (None, None, None, 0, "", ""),
    ]


def test_a_failed_critical_caps_and_a_blank_one_leaves_it_open(book):
    book.instrument(items={"K": ("All", 1, True), "X": ("All", 9, False)})
    book.village("2001", "2002", "2003")
    book.assess("2001", "2026-02-01", {"K": 0, "X": 1})
    book.assess("2002", "2026-02-01", {"K": None, "X": 1})
    book.assess("2003", "2026-02-01", {"K": 1, "X": 1})
    keys = ("latest", "critical_failures", "reached", "band")
    assert picked(dicts(progress, book), *keys) == [
        (90, 1, "no", "berkembang"),
        (100, 0, "undetermined", "undetermined"),
        (100, 0, "yes", "mandiri"),
    ]


def test_sessions_count_for_the_host_and_the_others_by_day_and_period(book):
    book.village("2001", "2002")
    book.session("2001", "2026-01-10", others=["2002"])
    book.session("2001", "2026-03-10")
    book.session("2001", "2026-12-24")
    keys = ("sessions", "last_session")
    assert picked(dicts(progress, book), *keys) == [(2, "2026-03-10"), (1, "2026-01-10")]
    period = Scope("2026-12-01", "2026-02-01", "2026-06-30")
    assert picked(dicts(progress, book, period), *keys) == [(1, "2026-03-10"), (0, "")]


def test_open_and_overdue_are_those_of_followups_on_every_day(book):
    days = ("", "2026-03-01", "2026-05-01")
    states = [("open", "", ""), ("done", "d", ""), ("verified", "d", "v"), ("dropped", "d", "")]
    every = itertools.product(states, days[1:], days[1:], days)
    for number, ((state, done, verified), on, later, due) in enumerate(every):
        if later >= on:
            given = {"done": done and on, "verified": verified and later}
            book.village(four := str(2001 + number))
            book.action(four, "2026-02-01", state, due=due, **given)
    made = book.db.execute(
        "SELECT village_code, action_state, opened_on, due, done_on, verified_on FROM action "
        "JOIN finding ON finding.id = finding_id JOIN village ON village.id = village_id"
    ).fetchall()
    for day in ("2026-01-31", "2026-02-01", "2026-03-01", "2026-03-02", "2026-05-01", "2026-05-02"):
        cells = picked(
            dicts(progress, book, Scope(day)), "village_code", "open_actions", "overdue_actions"
        )
        found = {code: counts for code, *counts in cells}
        for code, *given in made:
            action = followups.Action(*given)
            assert found[code] == [followups.unsettled(action, day), followups.overdue(action, day)]


def test_loci_are_those_of_the_day(book):
    book.village("2001", locus_since="2026-02-01", locus_until="2026-06-30")
    book.village("2002", locus_since="2026-05-01")
    book.village("2003")
    keys = ("village_code", "locus")
    assert picked(dicts(progress, book, Scope("2026-03-01")), *keys) == [
        ("63.11.03.2001", "yes"),
        ("63.11.03.2002", "no"),
        ("63.11.03.2003", "no"),
    ]
    assert picked(dicts(progress, book, Scope("2026-07-01", locus=True)), *keys) == [
        ("63.11.03.2002", "yes")
    ]
    one = Scope("2026-07-01", village_id=book.village_id("2003"))
    assert picked(dicts(progress, book, one), *keys) == [("63.11.03.2003", "no")]


# Target


def test_six_officials_of_the_contract_are_level_but_not_in_share(book):
    book.setting(target_reading="share")
    one_item(book, subject="official")
    book.village("2001")
    for number, score in enumerate((100, 100, 79, 79, 79, 79)):
        book.official("2001", f"O{number}")
        book.assess("2001", "2026-02-01", {"X": score}, official=f"O{number}")
    found = rows(target, book, Scope("2026-12-01", instrument="desa"))
    assert [rounded(row, 1) for row in found] == [
        ("level", "no", 86.0, 80, "yes", 6),
        ("share", "yes", 33.3, 80, "no", 6),
        ("growth", "no", None, 80, "", 0),
    ]


def test_officials_who_left_are_no_units_of_the_target(book):
    one_item(book, subject="official")
    book.village("2001")
    book.official("2001", "stays")
    book.official("2001", "left", until="2026-03-01")
    for name, score in (("stays", 90), ("left", 10)):
        book.assess("2001", "2026-02-01", {"X": score}, official=name)
    assert rows(target, book, Scope("2026-12-01", instrument="DESA"))[0] == (
        "level",
        "yes",
        90,
        80,
        "yes",
        1,
    )
    assert rows(target, book, Scope("2026-03-01", instrument="DESA"))[0] == (
        "level",
        "yes",
        50,
        80,
        "no",
        2,
    )


@pytest.mark.parametrize(
    ("pre", "post", "expected", "note"),
    [
        (50, 95, (90, "yes"), ""),
        (
            60,
            95,
            (58.33, "out_of_reach"),
            "Growth by 80 % is out of reach: it needs a mean baseline of at most 55.6.",
        ),
        (0, 95, (None, ""), ""),
    ],
)
def test_growth_is_over_matched_units_and_may_be_out_of_reach_or_undefined(
    book, pre, post, expected, note
):
    one_item(book)
    book.village("2001", "2002")
    book.assess("2001", "2026-02-01", {"X": pre})
    book.assess("2001", "2026-06-01", {"X": post}, "endline")
    book.assess("2002", "2026-06-01", {"X": 5})
    table = target(book.store(), DAY)
    _, _, value, _, reached, count = table.rows[2]
    assert (rounded((value,))[0], reached, count, table.note) == (*expected, 1, note)


# Officials


def test_persons_of_the_contract_with_those_who_left_came_or_were_not_assessed(book):
    one_item(book, subject="official")
    book.village("2001")
    scores = {"a": (30, 60), "b": (50, 80), "c": (95, 90)}
    for name, (pre, post) in scores.items():
        book.official("2001", name, "Kaur Keuangan" if name == "a" else "Staf")
        book.assess("2001", "2026-02-01", {"X": pre}, official=name)
        book.assess("2001", "2026-11-01", {"X": post}, "endline", official=name)
    book.official("2001", "left", until="2026-06-30")
    book.official("2001", "new", since="2026-07-01")
    book.official("2001", "never")
    book.official("2001", "gone and never assessed", until="2026-06-30")
    book.assess("2001", "2026-02-01", {"X": 70}, official="left")
    book.assess("2001", "2026-11-01", {"X": 80}, "endline", official="new")
    table = officials(book.store(), DAY)
    assert [rounded(row[1:]) for row in table.rows] == [
        ("a", "Kaur Keuangan", 30, 60, 30, 0.43, "no"),
        ("b", "Staf", 50, 80, 30, 0.6, "yes"),
        ("c", "Staf", 95, 90, -5, -0.05, "yes"),
        ("left", "", 70, 70, None, None, "no"),
        ("never", "Staf", None, None, None, None, None),
        ("new", "Staf", 80, 80, None, None, "yes"),
    ]
    assert table.note == (
        "3 matched, 1 left, 1 new, 0 assessed at the baseline only, 1 not assessed. "
        "3 matched pairs are too few to claim a gain of the group (from 6)."
    )


def test_the_group_gain_is_claimed_from_six_pairs_on(book):
    one_item(book, subject="official")
    book.village("2001", "2002")
    for number, (pre, post) in enumerate([(30, 60), (50, 80), (95, 90)] * 2):
        book.official("2001", f"O{number}")
        book.assess("2001", "2026-02-01", {"X": pre}, official=f"O{number}")
        book.assess("2001", "2026-11-01", {"X": post}, "endline", official=f"O{number}")
    table = officials(book.store(), DAY)
    assert str(table.note).endswith("Normalised gain of the group g = 0.44 over 6 matched pairs.")
    other = officials(book.store(), Scope("2026-12-01", village_id=book.village_id("2002")))
    assert (other.rows, "0 matched pairs are too few" in other.note) == ([], True)


def test_unchanged_is_a_word_in_both_languages_and_the_key_for_machines(book):
    one_item(book, subject="official")
    book.village("2001")
    book.official("2001", "a")
    for day, stage in (("2026-02-01", "baseline"), ("2026-11-01", "endline")):
        book.assess("2001", day, {"X": 100}, stage, official="a")
    table = officials(book.store(), DAY)
    field = table.columns[6]
    assert table.rows[0][6] == "unchanged"
    assert (field.kind.write("unchanged"), field.show("unchanged")) == ("unchanged", "unchanged")
    assert (field.kind.write(1.0), field.show(0.4286)) == (1, "0.43")
    assert (field.key, field.kind.name) == ("change", NUMBER.name)


def test_two_posts_on_the_day_stand_side_by_side(book):
    one_item(book, subject="official")
    book.village("2001")
    book.official("2001", "a", "Staf", since="2026-01-01")
    official = book.find("official", official_name="a")
    dates = {"since": "2026-02-01", "until": "2026-03-01"}
    book.put("post", official_id=official, position="Operator Prodeskel", **dates, batch=1)
    assert rows(officials, book, Scope("2026-02-15"))[0][2] == "Staf, Operator Prodeskel"
    assert rows(officials, book)[0][2] == "Staf"


# Indicators


def test_the_weakest_indicator_comes_first_and_the_never_answered_last(book):
    book.instrument(
        items={"A": ("One", 1, False, 2), "B": ("One", 1, False, 2), "C": ("Two", 1, False, 2)}
    )
    book.village("2001", "2002", "2003")
    book.assess("2001", "2026-02-01", {"A": 2, "B": 0})
    book.assess("2002", "2026-02-01", {"A": 1, "B": "none here"})
    book.assess("2003", "2026-02-01", {"A": 0}, state="draft")
    assert rows(indicators, book) == [
        ("One", "B", "about B", 1, 0, 1, 100),
        ("One", "A", "about A", 2, 75, 1, 50),
        ("Two", "C", "about C", 0, None, 0, None),
    ]
    one = Scope("2026-12-01", village_id=book.village_id("2001"))
    assert rows(indicators, book, one)[1] == ("One", "A", "about A", 1, 100, 0, 0)


def test_mixed_versions_leave_the_newest_and_say_so(book):
    one_item(book)
    one_item(book, version="2")
    book.village("2001", "2002")
    book.assess("2001", "2026-02-01", {"X": 10})
    book.assess("2002", "2026-02-01", {"X": 50}, version="2")
    table = indicators(book.store(), DAY)
    assert table.rows == [("All", "X", "about X", 1, 50, 1, 100)]
    assert (
        table.note
        == "Version 2 only; 1 unit has its latest assessment by an older one and is left out."
    )


# Trend


def test_a_trend_over_two_versions_compares_the_common_indicators_only(book):
    book.instrument(
        items={"A": ("One", 1, False), "B": ("One", 1, False), "OLD": ("Two", 5, False)}
    )
    book.instrument(
        version="2",
        items={"A": ("One", 3, False, 2), "B": ("Two", 1, False), "NEW": ("Two", 5, False)},
    )
    book.village("2001")
    book.assess("2001", "2026-01-01", {"A": 1, "B": 0, "OLD": 1})
    book.assess("2001", "2026-06-01", {"A": 1, "B": 1, "NEW": 0}, "monitoring", version="2")
    table = trend(book.store(), DAY)
    assert [field.key for field in table.columns] == [
        "village_code",
        "assessment_date",
        "stage",
        "total",
        "one",
        "two",
    ]
    assert [row[1:] for row in table.rows] == [
        ("2026-01-01", "baseline", 75, 100, 0),
        ("2026-06-01", "monitoring", 62.5, 50, 100),
    ]
    assert (
        table.note
        == "Versions 2, 1 are compared on the 2 indicators they have in common, weighed as in version 2."
    )


def test_a_trend_of_one_version_needs_no_remark_and_keeps_to_the_period(book):
    one_item(book)
    book.village("2001")
    for month, score in ((1, 10), (6, 20), (11, 30)):
        book.assess("2001", f"2026-{month:02}-01", {"X": score}, "monitoring")
    table = trend(book.store(), Scope("2026-12-01", since="2026-02-01", until="2026-10-31"))
    assert (table.rows, table.note) == ([("63.11.03.2001", "2026-06-01", "monitoring", 20, 20)], "")


# Effect


def test_what_was_worked_on_is_compared_with_the_rest_of_the_same_villages(book):
    book.instrument(items={"A": ("One", 1, False), "B": ("One", 1, False)})
    book.village("2001", "2002", "2003")
    for four in ("2001", "2002", "2003"):
        book.assess(four, "2026-02-01", {"A": 0, "B": 0})
        book.assess(four, "2026-11-01", {"A": 1, "B": 0.5}, "endline")
    book.session("2001", "2026-02-01", others=["2002"], worked_on=["A"])
    book.session("2002", "2026-10-31", worked_on=["B"])
    book.session("2003", "2026-01-31", worked_on=["A"])
    book.session("2003", "2026-11-01", worked_on=["A"])
    table = effect(book.store(), DAY)
    assert table.rows == [
        ("One", "A", "about A", 2, 100, 0, None, None),
        ("One", "B", "about B", 1, 50, 1, 50, 0),
    ]
    assert table.note == (
        f"3 answers worked on and 1 others in 2 villages are too few to compare (from 6 each). {LIMITS}"
    )


# Agreement


def test_two_assessors_of_one_stage_within_45_days_are_compared(book):
    items = {f"Q{number}": ("One", 1, False, 2) for number in range(4)}
    book.instrument(items=items, options="0=tidak ada;1=ada, usang;2=mutakhir")
    book.mentor("B", "A")
    book.village("2001", "2002")
    book.assess("2001", "2026-02-01", {"Q0": 2, "Q1": 1, "Q2": 0, "Q3": 2}, mentor="B")
    book.assess("2001", "2026-03-18", {"Q0": 2, "Q1": 2, "Q2": 2, "Q3": "none"}, mentor="A")
    book.assess("2001", "2026-03-19", {"Q0": 0}, "monitoring", mentor="A")
    book.assess("2002", "2026-02-01", {"Q0": 0}, mentor="B")
    book.assess("2002", "2026-03-19", {"Q0": 0}, mentor="A")
    (row,) = rows(agreement, book)
    assert rounded(row) == ("A", "B", "0|1|2", 3, 33.33, 66.67, 0, 0.11, 0.14, 0.17, 50, "")


def test_the_assessors_of_the_sample_agree_substantially(tmp_path):
    found = [row for row in rows(agreement, sample(tmp_path / "perut.db")) if row[3] >= 20]
    assert [(row[:4], row[-1]) for row in found] == [(("KP", "STAF1", "0|1|2", 42), "substantial")]


# Quality


def test_questions_are_asked_of_outliers_copies_equals_late_entries_two_places_and_month_ends(book):
    items = {f"Q{number}": ("One", 1, False) for number in range(5)}
    book.instrument(items=items)
    book.mentor("A")
    digits = ["2001", "2002", "2003", "2004", "2005", "2006"]
    book.village(*digits)
    for place, four in enumerate(digits[:5]):
        book.assess(
            four, "2026-11-10", {**dict.fromkeys(items, 0.5), "Q0": place / 10}, name=f"A{four}"
        )
    book.assess("2006", "2026-11-20", dict.fromkeys(items, 1), name="ALL")
    book.assess(
        "2002", "2026-11-12", {**dict.fromkeys(items, 0.5), "Q0": 0.0}, "monitoring", name="COPY"
    )
    book.put(
        "batch", id=2, written_at="2026-11-30T08:00:00Z", actor="t", command="t", schema_version=1
    )
    book.assess("2003", "2026-10-01", {"Q0": 1}, "monitoring", name="LATE", batch=2)
    for four, start in (("2001", "09:00"), ("2002", "10:00"), ("2003", "11:00")):
        end = f"{int(start[:2]) + 1}:30"
        book.session(
            four, "2026-11-12", mentors=["A"], start_time=start, end_time=end, mode="office"
        )
    for day in ("2026-09-30", "2026-10-28", "2026-11-26"):
        book.session("2004", day, mode="visit")
    book.db.execute("UPDATE session SET batch = 2 WHERE session_date >= '2026-11-01'")
    book.db.execute("UPDATE batch SET written_at = '2026-10-15' WHERE id = 1")
    table = quality(book.store(), DAY)
    assert [row[:4] for row in table.rows] == [
        ("63.11.03.2001", "Desa 2001", "two_places", "S1"),
        ("63.11.03.2002", "Desa 2002", "copied", "COPY"),
        ("63.11.03.2002", "Desa 2002", "two_places", "S2"),
        ("63.11.03.2003", "Desa 2003", "late", "2"),
        ("63.11.03.2004", "Desa 2004", "month_end", ""),
        ("63.11.03.2006", "Desa 2006", "equal", "ALL"),
        ("63.11.03.2006", "Desa 2006", "outlier", "ALL"),
    ]
    assert (
        table.rows[1][4]
        == "all 5 answers are those of A2001 (Desa 2001, 2026-11-10): was each looked at again?"
    )
    late = table.rows[3][4]
    assert (late.en, late.id) == (
        "1 record of 1 village was entered in batch 2 more than 30 days after their day, up to 60 "
        "days: from what notes?",
        "1 catatan dari 1 desa dimasukkan dalam kelompok 2 lebih dari 30 hari setelah harinya, "
        "sampai 60 hari: dari catatan apa?",
    )


# The sample


def test_the_sample_tells_the_story_of_its_readme(tmp_path):
    book = sample(tmp_path / "perut.db")
    found = {row["village_name"]: row for row in dicts(progress, book)}
    assert len(found) == 23
    keys = ("baseline", "latest", "critical_failures", "reached", "band")
    assert rounded((found["Putat Basiun"][key] for key in keys), 0) == (50, 88, 0, "yes", "mandiri")
    assert rounded((found["Muara Jaya"][key] for key in keys), 0) == (42, 70, 1, "no", "berkembang")
    assert rounded((found["Pematang"][key] for key in keys), 0) == (
        56,
        79,
        0,
        "undetermined",
        "undetermined",
    )
    assert sum(row["sessions"] == 0 for row in found.values()) == 12
    assert sum(row["latest"] is None for row in found.values()) == 14
    assert str(officials(book.store(), DAY).note).startswith(
        "11 matched, 1 left, 1 new, 0 assessed"
    )
