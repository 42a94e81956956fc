"""The plan in the calendar of a phone, and the charts of reports as pictures."""

import csv
import io
import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from conftest import in_process

from perut_cli.render import svg
from perut_cli.render.charts import Series

DAY = ("--as-of", "2026-11-24")


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def events(text):
    found, event = [], {}
    for line in unfolded(text):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            found.append(event)
        else:
            event[name.partition(";")[0]] = value
    return found


def plans(db, *more):
    out = in_process("plan", "list", "--format", "csv", *more, db=db).out
    return list(csv.DictReader(io.StringIO(out)))


def test_every_plan_is_an_all_day_event_with_a_name_of_its_own(sample_database):
    text = in_process("plan", "list", "--format", "ics", db=sample_database).out
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    found, asked = events(text), plans(sample_database)
    assert [event["DTSTART"] for event in found] == [
        plan["plan_date"].replace("-", "") for plan in asked
    ]
    # The end of a whole day is the day after it (RFC 5545, 3.6.1).
    assert [date.fromisoformat(event["DTEND"]) for event in found] == [
        date.fromisoformat(plan["plan_date"]) + timedelta(1) for plan in asked
    ]
    assert len({event["UID"] for event in found}) == len(asked)
    assert all(event["LOCATION"] and event["SUMMARY"] and event["DTSTAMP"] for event in found)


def test_a_filter_holds_for_the_calendar_and_a_moved_plan_is_cancelled_under_its_old_name(perut):
    add = ("plan", "add", "muara", "2026-12-29", "asistensi", "--topics", "prodeskel")
    assert perut(*add).code == 0
    chosen = ("plan", "list", "--village-code", "muara", "--format", "ics")
    named = {event["UID"]: event for event in events(perut(*chosen).out)}
    before = named["63.11.03.2014-2026-12-29-asistensi@perut"]
    assert before["SUMMARY"] == "Asistensi in Muara Jaya"
    assert "Topics: " in before["DESCRIPTION"]
    assert before["STATUS"] == "CONFIRMED"
    move = ("plan", "move", "muara", "2026-12-29", "asistensi", "--to", "2026-12-30")
    assert perut(*move, "--reason", "banjir; jalan putus, tunggu").code == 0
    after = {event["UID"]: event for event in events(perut(*chosen).out)}
    old = after[before["UID"]]
    assert old["STATUS"] == "CANCELLED"
    assert "banjir\\; jalan putus\\, tunggu" in old["DESCRIPTION"]
    assert int(old["SEQUENCE"]) > int(before["SEQUENCE"])
    assert after["63.11.03.2014-2026-12-30-asistensi@perut"]["STATUS"] == "CONFIRMED"


def test_a_visit_is_planned_where_the_last_one_of_the_village_was(perut):
    for day, place in (("2026-11-18", "Balai Desa"), ("2026-11-20", "Rumah RT 2")):
        added = perut("session", "add", "merah", day, "supervisi", "--place", place)
        assert added.code == 0, added.err
    perut("plan", "add", "merah", "2026-12-10", "supervisi")
    chosen = ("plan", "list", "--village-code", "merah", "--format", "ics")
    assert [event["LOCATION"] for event in events(perut(*chosen).out)] == ["Rumah RT 2"]


def test_the_calendar_speaks_indonesian_and_is_the_same_on_a_second_run(sample_database, tmp_path):
    files = [tmp_path / "a.ics", tmp_path / "b.ics"]
    for file in files:
        given = ("jadwal", "daftar", "-o", str(file), "--lang", "id")
        assert in_process(*given, db=sample_database).code == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    assert b"X-WR-CALNAME:Kunjungan" in files[0].read_bytes()


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        (("village", "list", "--format", "ics"), "P350"),
        (("report", "target", "--format", "svg"), "P351"),
    ],
)
def test_what_is_no_calendar_and_no_chart_says_what_is(sample_database, arguments, number):
    refused = in_process(*arguments, db=sample_database)
    assert (refused.code, refused.out) == (2, "")
    assert f"error {number}: " in refused.err
    assert "hint: " in refused.err


def texts_of(drawn):
    root = ET.fromstring(drawn)  # noqa: S314 - our own
    return {node.text for node in root.iter() if node.text}


CHARTS = ("progress", "trend", "obligations", "priority", "officials", "indicators", "attendance")


@pytest.mark.parametrize("report", CHARTS)
@pytest.mark.parametrize("lang", ["en", "id"])
def test_a_chart_is_a_picture_of_its_own_that_asks_for_nothing(sample_database, report, lang):
    made = in_process("report", report, *DAY, "--format", "svg", "--lang", lang, db=sample_database)
    assert made.code == 0, made.err
    root = ET.fromstring(made.out)  # noqa: S314 - our own
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text
    without_names = made.out.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|href|<script|@import|url\((?!#)", without_names)


def test_the_picture_shows_every_village_and_the_numbers_of_the_report(sample_database):
    drawn = in_process("report", "progress", *DAY, "--format", "svg", db=sample_database).out
    texts = texts_of(drawn)
    told = in_process("report", "progress", *DAY, "--format", "csv", db=sample_database).out
    for row in csv.DictReader(io.StringIO(told)):
        assert row["village_name"] in texts
        if row["latest"]:
            assert f"{float(row['latest']):.1f}" in texts


def test_the_trend_is_drawn_with_the_villages_by_name(sample_database):
    drawn = in_process("report", "trend", *DAY, "--format", "svg", db=sample_database).out
    texts = texts_of(drawn)
    assert {"Muara Jaya", "Putat Basiun", "Pematang"} <= texts


def test_a_better_score_is_drawn_higher_and_the_earlier_day_to_the_left():
    points = re.search(r'points="([^"]+)"', svg.sparkline([20, 80])).group(1)
    (left, low), (right, high) = (map(float, spot.split(",")) for spot in points.split())
    assert left < right
    assert high < low  # from the top
    drawn = svg.line_charts([Series("A", [("2026-01-13", 20.0), ("2026-11-20", 80.0)])], ())
    days = re.findall(r'text-anchor="(start|end)">(\d{4}-\d\d-\d\d)<', drawn)
    assert days == [("start", "2026-01-13"), ("end", "2026-11-20")]
