"""Every sheet, from its fields alone: what holds of one holds of all."""

import csv
import io
import json
import sqlite3

import pytest
from conftest import in_process

from perut_cli.core.sheets import SHEETS
from perut_cli.core.vocabulary import WORDS, word_named
from perut_cli.store.columns import lists, stored

every_sheet = pytest.mark.parametrize("name", SHEETS)


def records(text: str) -> list[dict[str, str]]:
    """The rows of a CSV answer."""
    return list(csv.DictReader(io.StringIO(text)))


def options(row: dict[str, str], key=lambda field: field.key) -> list[str]:
    """A record as options of add."""
    return [
        part
        for word, value in row.items()
        if value
        for part in ("--" + key(WORDS[word]).replace("_", "-"), value)
    ]


@every_sheet
def test_a_view_gives_the_words_of_its_sheet(sample, name):
    with sqlite3.connect(sample) as database:
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({name}_sheet)")]
    assert tuple(columns[: len(SHEETS[name].words)]) == SHEETS[name].words


@every_sheet
def test_a_table_has_the_columns_that_its_sheet_becomes(sample, name):
    sheet = SHEETS[name]
    with sqlite3.connect(sample) as database:
        columns = {row[1] for row in database.execute(f"PRAGMA table_info({name})")}
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_schema")}
    assert {part.column for part in stored(sheet)} <= columns
    assert {part.listed for part in lists(sheet)} <= tables


def test_every_word_has_two_unique_names():
    english = [field.key for field in WORDS.values()]
    indonesian = [field.key_id for field in WORDS.values()]
    assert len(set(english)) == len(english)
    assert len(set(indonesian)) == len(indonesian)
    assert all(
        word_named(name) is field
        for field in WORDS.values()
        for name in (field.key, field.key_id, field.label.en, field.label.id)
    )


@every_sheet
def test_a_header_in_either_language_is_known(name):
    for field in SHEETS[name].fields:
        assert word_named(field.key_id.upper().replace("_", " ")).key == field.key
        assert word_named(f" {field.key} ").key == field.key


@every_sheet
def test_columns_explains_every_column(sample, name):
    rows = records(in_process(name, "columns", db=sample).out)
    assert [row["column"] for row in rows] == list(SHEETS[name].words)
    assert all(row["meaning"] and row["label"] and row["holds"] for row in rows)


@every_sheet
def test_the_template_is_the_header(sample, name):
    assert in_process(name, "template", db=sample).out == ",".join(SHEETS[name].words) + "\n"


@every_sheet
def test_a_record_is_shown_by_the_key_that_list_gives(sample, name):
    first = records(in_process(name, "list", "--limit", "1", db=sample).out)[0]
    shown = in_process(name, "show", *(first[word] for word in SHEETS[name].arguments), db=sample)
    assert shown.code == 0, shown.err
    assert records(shown.out) == [first]


@every_sheet
def test_json_has_the_same_records_as_csv(sample, name):
    as_csv = records(in_process(name, "list", "--limit", "5", db=sample).out)
    as_json = json.loads(
        in_process(name, "list", "--limit", "5", "--format", "json", db=sample).out
    )
    assert [
        {key: "" if value is None else str(value) for key, value in row.items()} for row in as_json
    ] == as_csv


@every_sheet
def test_a_removed_record_added_again_is_the_same(sample, name):
    row = records(
        in_process(
            name, "list", "--sort", f"-{SHEETS[name].words[0]}", "--limit", "1", db=sample
        ).out
    )[0]
    key = [row[word] for word in SHEETS[name].arguments]
    before = in_process(name, "list", db=sample).out
    removed = in_process(name, "remove", *key, "--with-dependants", "--yes", db=sample)
    if name == "indicator":
        assert (removed.code, "error P054" in removed.err) == (5, True)
        return
    assert removed.code == 0, removed.err
    # A setting that isn't recorded has its default.
    gone = 0 if name == "setting" else 4
    assert in_process(name, "show", *key, db=sample).code == gone
    added = in_process(name, "add", *options(row), "--new", db=sample)
    if name == "setting" or added.code == 0:
        assert records(in_process(name, "show", *key, db=sample).out) == [row], added.err
        assert in_process(name, "list", db=sample).out == before
        assert in_process("undo", "--yes", db=sample).code == 0
    assert in_process("undo", "--yes", db=sample).code == 0
    assert in_process(name, "list", db=sample).out == before


@every_sheet
def test_add_of_a_known_key_is_a_conflict(sample, name):
    row = records(in_process(name, "list", "--limit", "1", db=sample).out)[0]
    before = in_process(name, "list", db=sample).out
    again = in_process(name, "add", *options(row), "--new", db=sample)
    assert again.code == 5, again.err
    assert "error P051" in again.err or "error P054" in again.err
    assert in_process(name, "list", db=sample).out == before


@every_sheet
def test_a_dry_run_of_remove_writes_nothing(sample, name):
    row = records(in_process(name, "list", "--limit", "1", db=sample).out)[0]
    before = in_process(name, "list", db=sample).out
    tried = in_process(
        name,
        "remove",
        *(row[word] for word in SHEETS[name].arguments),
        "--with-dependants",
        "--dry-run",
        db=sample,
    )
    assert tried.code == (5 if name in ("indicator", "document") else 0), tried.err
    assert in_process(name, "list", db=sample).out == before


@every_sheet
def test_what_is_missing_is_named_by_its_option(empty, name):
    done = in_process(name, "add", db=empty)
    assert done.code == 2
    first = next(
        (column for column in SHEETS[name].columns if column.required and not column.default), None
    )
    assert first is None or first.field.option in done.err


@every_sheet
def test_import_by_indonesian_headers_with_semicolons(sample, tmp_path, name):
    rows = records(in_process(name, "list", db=sample).out)
    path = tmp_path / "berkas.csv"
    with path.open("w", encoding="cp1252", newline="") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow([field.label.id for field in SHEETS[name].fields])
        writer.writerows(row.values() for row in rows)
    done = in_process(name, "import", str(path), db=sample)
    assert done.code == 0, done.err
    assert f" 0 new, 0 changed, 0 blanked, {len(rows)} same, 0 rejected" in done.err
