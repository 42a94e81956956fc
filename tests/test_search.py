"""Where and when something was said."""

import csv
import io


def rows(result):
    return list(csv.DictReader(io.StringIO(result.out)))


def test_the_words_are_found_marked_with_their_place_and_day(perut):
    first = rows(perut("search", "inventaris", "--village", "muara", "--limit", "1"))[0]
    assert first["village_name"] == "Muara Jaya"
    assert "nventaris»" in first["excerpt"]
    assert first["key"].startswith("2014-")


def test_a_new_summary_is_found_at_once_and_gone_after_undo(perut):
    perut("session", "add", "--village-code", "muara", "--session-date", "2026-11-24", "--kind", "supervisi", "--summary", "perahu kelotok rusak")
    assert [row["sheet"] for row in rows(perut("search", "kelotok"))] == ["session"]
    perut("undo", "--yes")
    assert rows(perut("search", "kelotok")) == []


def test_every_word_must_be_there_and_a_beginning_will_do(perut):
    assert rows(perut("search", "invent", "gempa")) == []
    assert rows(perut("search", "invent"))


def test_marks_of_the_search_language_are_only_text(perut):
    for words in ('"', "AND", "a*", "NEAR(", "o'kas", "col:x", "(", "…"):
        assert perut("search", words).code in (0, 2)


def test_a_period_limits_the_days(perut):
    found = rows(perut("search", "kas", "--from", "2026-07-01", "--to", "2026-07-31"))
    assert found
    assert all("2026-07-01" <= row["said_on"] <= "2026-07-31" for row in found)
