"""Search: nothing typed is syntax, beginnings count, the best comes first with the words marked."""

import csv
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def rows(out, *columns):
    return [tuple(row[column] for column in columns) for row in csv.DictReader(StringIO(out))]


def test_words_are_marked_and_say_where_and_when(perut):
    found = rows(
        perut("search", "inventaris", "--village", "muara", "--from", "2026-11").out,
        "said_on",
        "village_name",
        "sheet",
        "key",
        "excerpt",
    )
    assert found[0] == (
        "2026-11-12",
        "Muara Jaya",
        "finding",
        "2014-261112-UBEB",
        "Pengadaan September 2026 belum dicatat; «inventaris» kembali tertinggal.",
    )


def test_all_words_are_needed_and_their_beginnings_do(perut):
    assert rows(perut("search", "INVENT", "penga").out, "key")
    assert rows(perut("search", "inventaris", "katakyangtidakada").out) == []


def test_words_in_quotes_are_a_phrase(perut):
    loose, phrase = (
        len(rows(perut("search", *words).out)) for words in (("umum", "kas"), ("kas umum",))
    )
    assert 0 < phrase <= loose
    assert rows(perut("search", "umum kas").out) == []


def test_the_best_comes_first(perut):
    perut("finding", "add", "merah", "2026-11-01", "--finding-text", "lumbung")
    perut(
        "finding",
        "add",
        "merah",
        "2026-11-02",
        "--finding-text",
        "papan lumbung dan hal lain yang panjang sekali sehingga kata itu hilang di dalamnya",
    )
    assert rows(perut("search", "lumbung").out, "said_on") == [("2026-11-01",), ("2026-11-02",)]


def test_what_is_changed_or_removed_is_found_no_more(perut):
    code = perut("finding", "add", "merah", "2026-11-01", "--finding-text", "lumbung").out.strip()
    perut("finding", "edit", code, "--finding-text", "gudang", "--yes")
    assert rows(perut("search", "lumbung").out) == []
    perut("undo", "--yes")
    assert rows(perut("search", "lumbung").out, "key") == [(code,)]
    perut("finding", "remove", code, "--yes")
    assert rows(perut("search", "lumbung").out) == []


@pytest.mark.parametrize(
    "word",
    [
        "jum'at",
        'a"b',
        "e-KTP",
        "NEAR(x",
        "AND",
        "kas*",
        "c++ lumbung",
        "^kas",
        "summary:kas",
        "Ünïcode",
        "50%",
        "kas;--",
    ],
)
def test_any_word_is_only_a_word(perut, word):
    perut("finding", "add", "merah", "2026-11-01", "--finding-text", f"uji {word} selesai")
    found = [
        excerpt.replace("«", "").replace("»", "")
        for (excerpt,) in rows(perut("search", word).out, "excerpt")
    ]
    assert any(f"uji {word} selesai" in excerpt for excerpt in found)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20))
def test_nothing_that_can_be_typed_breaks_it(perut, text):
    assert perut("search", "--", text).code in (0, 2)


def test_the_villages_of_a_joint_meeting_all_find_it(perut):
    perut(
        "session",
        "add",
        "merah",
        "2026-11-24",
        "pembinaan",
        "--other-villages",
        "pudak",
        "--summary",
        "lumbung desa",
    )
    assert [
        len(rows(perut("search", "lumbung", "--village", village).out))
        for village in ("merah", "pudak", "awayan")
    ] == [1, 1, 0]


def test_without_a_letter_there_is_nothing_to_look_for(perut):
    assert perut("search", "'").code == 2
    assert perut("search").code == 2
