"""Every number can be explained: its formula with the figures in it, and the rows behind."""

import pytest
from score_data import ANSWERED, Book, sample

from perut_cli.core.errors import NotFound
from perut_cli.core.scoring import Sums
from perut_cli.core.table import Page, Table
from perut_cli.reports.explain import registry as explaining
from perut_cli.reports.explain.registry import explain, register
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.agreement import agreement
from perut_cli.reports.scores.answers import failed, lift, village_dimensions
from perut_cli.reports.scores.effect import effect
from perut_cli.reports.scores.indicators import indicators
from perut_cli.reports.scores.officials import officials
from perut_cli.reports.scores.progress import progress
from perut_cli.reports.scores.quality import quality
from perut_cli.reports.scores.target import target
from perut_cli.reports.scores.trend import finals_of, trend
from perut_cli.reports.scores.units import yardstick

DAY = Scope("2026-12-01")
NAMED_BY = {
    "progress": (progress, "village_code"),
    "target": (target, "reading"),
    "officials": (officials, "official_name"),
    "indicators": (indicators, "indicator_code"),
    "effect": (effect, "indicator_code"),
    "quality": (quality, "key"),
}


@pytest.fixture
def book(tmp_path):
    book = Book(tmp_path / "perut.db")
    book.instrument()
    book.village("2001", "2002")
    return book


@pytest.fixture(scope="module")
def awayan(tmp_path_factory):
    return sample(tmp_path_factory.mktemp("sample") / "perut.db").store()


def texts(page):
    return [str(part) for part in page.parts if not isinstance(part, Table)]


def tables(page):
    return {
        part.name: [tuple(row) for row in part.rows]
        for part in page.parts
        if isinstance(part, Table)
    }


def asked(book, column, key="2001", report="progress", scope=DAY):
    return explain(book.store(), scope, report, key, column)


def test_the_latest_is_its_formula_with_the_figures_in_it_and_the_rows_behind(book):
    book.assess("2001", "2026-02-01", {**ANSWERED, "Q7": "no such land"}, name="2001-260201-AAAA")
    page = asked(book, "latest")
    assert (page.title, page.name) == ("Latest of 63.11.03.2001 Desa 2001", "explain")
    assert texts(page) == [
        "Latest: 77.777778",
        (
            "score = 100 · Σ w·f / Σ w = 100 · 7 / 9 = 77.777778 "
            "(w the weight, f = score / maximum, over the answered indicators)"
        ),
        (
            "assessment 2001-260201-AAAA of 2026-02-01, stage baseline, version 1, by -; "
            "7.7 % of the weight does not apply"
        ),
    ]
    assert tables(page)["dimensions"] == [
        ("S1.1", 4, 6, 6, pytest.approx(66.67, abs=0.01), 100),
        ("S1.2", 3, 3, 6, 100, 50),
    ]
    answers = tables(page)["answers"]
    assert answers[2] == ("Q3", "about Q3", 2, 0, 1, 0, "no", "")
    assert answers[4] == ("Q5", "about Q5", 3, None, 1, None, "no", "")
    assert answers[6] == ("Q7", "about Q7", 1, None, 1, None, "no", "no such land")


def test_reached_shows_bounds_target_and_criticals(book):
    book.assess("2001", "2026-02-01", {**ANSWERED, "Q6": None})
    assert texts(asked(book, "reached"))[:4] == [
        "Reached: no",
        (
            "yes if the low bound is at least 80 and no critical is failed or unanswered; "
            "no if the high bound is below 80 or a critical failed; else undetermined"
        ),
        "bounds: unanswered as 0: 100 · 5 / 13 = 38.461538; unanswered as full: 100 · (5 + 5) / 13 = 76.923077",
        "critical indicators: 0 failed (answered below the maximum), 1 unanswered",
    ]


def test_gain_shows_both_assessments_or_says_why_there_is_none(book):
    book.assess("2001", "2026-02-01", {"Q1": 0, "Q2": 1}, name="ONE")
    assert texts(asked(book, "gain")) == [
        "Gain: -",
        "there is no second assessment by the same version to compare with",
    ]
    book.assess("2001", "2026-11-01", {"Q1": 1, "Q2": 1}, "endline", name="TWO")
    page = asked(book, "Kenaikan")
    assert texts(page)[:2] == ["Gain: 50", "gain = latest - baseline = 100 - 50 = 50"]
    assert [part.name for part in page.parts if isinstance(part, Table)] == [
        "dimensions",
        "answers",
    ] * 2


def test_a_village_without_an_assessment_is_explained_as_blank(book):
    assert texts(asked(book, "band", "2002")) == [
        "Band: -",
        "no final assessment by that day: blank",
    ]


def test_counts_list_the_sessions_and_the_follow_ups(book):
    book.session("2002", "2026-03-01", others=["2001"], summary="together")
    book.action("2001", "2026-03-01", due="2026-04-01")
    book.action("2001", "2026-03-01", "done", due="2026-04-01", done="2026-05-01")
    assert tables(asked(book, "sessions"))["sessions"] == [
        ("S1", "2026-03-01", "supervisi", "visit", "together")
    ]
    assert len(tables(asked(book, "open_actions"))["actions"]) == 2
    assert [row[4] for row in tables(asked(book, "overdue_actions"))["actions"]] == ["open"]


def test_an_unknown_row_column_or_report_is_not_found(book):
    for given, number in (
        (("progress", "9999", "latest"), "P040"),
        (("progress", "2001", "lattest"), "P047"),
        (("regress", "2001", "latest"), "P047"),
        (("target", "depth", "value"), "P040"),
    ):
        with pytest.raises(NotFound) as caught:
            explain(book.store(), DAY, *given)
        assert caught.value.number == number


def test_another_report_may_be_registered(book, monkeypatch):
    monkeypatch.setattr(explaining, "EXPLAINERS", dict(explaining.EXPLAINERS))
    register("mentors", lambda _store, _scope, key, column: Page(f"{key} {column}", ()))
    assert explain(book.store(), DAY, "mentors", "KP", "hours") == Page("KP hours", ())


@pytest.mark.parametrize("report", NAMED_BY)
def test_every_cell_of_every_report_of_the_sample_is_explained_and_shown_first(awayan, report):
    make, key = NAMED_BY[report]
    table = make(awayan, DAY)
    table = table._replace(rows=list(table.rows))
    place = [field.key for field in table.columns].index(key)
    names = [str(row[place]) for row in table.rows]
    once = [row for row, name in zip(table.rows, names, strict=True) if names.count(name) == 1][:6]
    for row in once or table.rows[:1]:
        for field, value in zip(table.columns, row, strict=True):
            page = explain(awayan, DAY, report, str(row[place]), field.key)
            assert page.head == table.head
            assert str(page.parts[0]).startswith(f"{field.label}: ")
            assert len(page.parts) > 1
            if value is None:
                assert str(page.parts[0]) == f"{field.label}: -"


def test_every_cell_of_the_trend_and_the_agreement_of_the_sample_is_explained(awayan):
    table = trend(awayan, DAY)
    for final, row in list(
        zip(finals_of(awayan, DAY, yardstick(awayan, DAY)), table.rows, strict=True)
    )[:4]:
        for field in table.columns:
            by_code = explain(awayan, DAY, "trend", final.assessment_code, field.key)
            assert by_code == explain(awayan, DAY, "trend", f"{row[0][-4:]} {row[1]}", field.key)
    for row in agreement(awayan, DAY).rows:
        for field in agreement(awayan, DAY).columns:
            assert (
                len(
                    tables(explain(awayan, DAY, "agreement", "|".join(row[:3]), field.key))[
                        "answers"
                    ]
                )
                == row[3]
            )
    with pytest.raises(NotFound):
        explain(awayan, DAY, "agreement", "KP|STAF1", "kappa")


def test_the_readings_are_explained_by_their_units(awayan):
    page = explain(awayan, DAY, "target", "growth", "value")
    assert "over 6 matched units" in texts(page)[1]
    assert len(tables(page)["units"]) == 9
    assert "100 · 1 / 9 = 11.111111 %" in texts(explain(awayan, DAY, "target", "share", "value"))[1]


def test_the_dimensions_of_a_village_at_baseline_and_latest(book):
    village = book.village_id("2001")
    assert village_dimensions(book.store(), DAY, village) == []
    book.assess("2001", "2026-02-01", {"Q1": 1, "Q4": 0})
    book.assess("2001", "2026-11-01", ANSWERED, "endline")
    found = village_dimensions(book.store(), DAY, village)
    assert [(one.dimension, one.baseline, one.latest) for one in found] == [
        ("S1.1", 100, pytest.approx(66.67, abs=0.01)),
        ("S1.2", 0, 75),
    ]
    assert found[1].latest_sums == Sums(3, 4, 7)


def test_what_would_lift_the_score_most_and_what_failed(book):
    village = book.village_id("2001")
    assert lift(book.store(), DAY, village) == []
    id_ = book.assess("2001", "2026-11-01", {**ANSWERED, "Q6": 0})
    found = lift(book.store(), DAY, village)
    assert [(one.indicator_code, round(one.points, 2), one.feedback) for one in found][:2] == [
        ("Q3", 20.0, "mend Q3"),
        ("Q6", 20.0, "mend Q6"),
    ]
    assert [one.indicator_code for one in failed(book.store(), id_)] == ["Q6", "Q3", "Q7"]
