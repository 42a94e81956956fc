"""Undo and redo: any sequence of commands, taken back, gives the first export; done again, the last."""

import json
import os
import shutil
from pathlib import Path

import pytest
from conftest import in_process
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from undo_commands import MAKERS, performed

from perut_cli.core.errors import NotFound
from perut_cli.store.db import Store
from perut_cli.store.history.undo import newest_to_undo

pytestmark = pytest.mark.long

STEPS = st.lists(st.tuples(st.sampled_from(MAKERS), st.integers(0, 10_000)), min_size=1, max_size=8)
TRIES = int(os.environ.get("PERUT_TRIES", "0"))
"""Set for the long form: so many sequences, other ones each time."""
QUICK = settings(
    max_examples=TRIES or 12,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    derandomize=not TRIES,
    database=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


def exported(db: Path, folder: Path) -> dict[str, bytes]:
    done = in_process("export", str(folder), db=db)
    assert done.code == 0, done.err
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}


def sound(db: Path) -> None:
    """Nothing that `check` would find."""
    found = in_process("check", "--format", "json", db=db)
    assert [one for one in json.loads(found.out) if one["finding_sort"] != "ask"] == []


def undo_all(db: Path) -> int:
    """Undo until only the first batch is left; gives the number of undos."""
    count = 0
    while True:
        store = Store(db)
        try:
            left = newest_to_undo(store)
        except NotFound:
            return count
        finally:
            store.close()
        if left == 1:
            return count
        done = in_process("undo", "--yes", db=db)
        assert done.code == 0, (left, done.err)
        count += 1


def taken_back_and_done_again(work: Path, sample: Path, steps) -> int:
    db = Path(shutil.copy(sample, work / "perut.db"))
    files = work / "files"
    files.mkdir()
    first = exported(db, work / "first")
    for maker, seed in steps:
        performed(db, maker, seed, files)
    last = exported(db, work / "last")
    sound(db)
    count = undo_all(db)
    assert exported(db, work / "undone") == first
    sound(db)
    for _ in range(count):
        done = in_process("redo", "--yes", db=db)
        assert done.code == 0, done.err
    assert exported(db, work / "redone") == last
    sound(db)
    undo_all(db)
    assert exported(db, work / "again") == first
    return count


@QUICK
@given(STEPS)
def test_undo_of_all_gives_the_first_export_and_redo_the_last(
    tmp_path_factory, sample_database, steps
):
    taken_back_and_done_again(tmp_path_factory.mktemp("undo"), sample_database, steps)


MOVES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(MAKERS), st.integers(0, 10_000)),
        st.sampled_from(["undo", "redo"]),
    ),
    min_size=2,
    max_size=10,
)


@settings(QUICK, max_examples=TRIES or 6)
@given(MOVES)
def test_undo_and_redo_in_between_lose_nothing(tmp_path_factory, sample_database, moves):
    work = tmp_path_factory.mktemp("moves")
    db = Path(shutil.copy(sample_database, work / "perut.db"))
    files = work / "files"
    files.mkdir()
    first = exported(db, work / "first")
    for move in moves:
        if isinstance(move, str):
            before = newest(db)
            done = in_process(move, "--yes", db=db) if move == "redo" or before > 1 else None
            # A redo may meet what was written since.
            assert done is None or done.code in ((0, 4, 5) if move == "redo" else (0,)), done.err
        else:
            performed(db, *move, files)
        sound(db)
    undo_all(db)
    assert exported(db, work / "last") == first


def newest(db: Path) -> int:
    store = Store(db)
    try:
        return newest_to_undo(store)
    finally:
        store.close()


def given_in_turn(db: Path, *commands: str):
    done = [in_process(*command.split("|"), db=db) for command in commands]
    assert [one.code for one in done] == [0] * len(done), [one.err for one in done]
    return [one.out.strip() for one in done]


def test_the_answer_has_three_groups(sample):
    finding, *_ = given_in_turn(
        sample, "finding|add|--village-code|2021|--finding-date|2026-11-01|--finding-text|satu"
    )
    given_in_turn(sample, f"action|add|--finding-code|{finding}|--action-text|buat")
    refused = in_process("undo", "2", "--yes", "--format", "json", db=sample)
    assert refused.code == 5
    told = json.loads(refused.err)
    assert (
        told["message"] == "batch 2: 0 rows reversed, 0 kept because they changed since, 1 failed"
    )
    assert [(one["key"], one["message"]) for one in told["problems"]] == [
        ("finding", f"{finding}: others rest on it")
    ]


def test_what_changed_since_is_kept_and_the_rest_reversed_with_partial(sample, tmp_path):
    path = tmp_path / "village.csv"
    path.write_text("village_code,village_name\n63.11.03.2001,Satu\n63.11.03.2002,Dua\n")
    given_in_turn(
        sample, f"village|import|{path}", "village|edit|63.11.03.2001|--village-note|baru"
    )
    refused = in_process("undo", "2", "--yes", db=sample)
    assert (refused.code, refused.err) == (
        5,
        (
            "error P096: village: 63.11.03.2001: changed since\nbatch 2: 0 rows reversed, 1 kept because they changed since, 0 failed\n"
            "hint: add --partial to reverse the rest\n"
        ),
    )
    partly = in_process("undo", "2", "--partial", "--yes", db=sample)
    assert (
        partly.code,
        "1 row reversed, 1 kept because they changed since, 0 failed" in partly.err,
    ) == (3, True)
    assert in_process("village", "show", "63.11.03.2002", db=sample).code == 4
    assert in_process("village", "show", "63.11.03.2001", db=sample).code == 0
    sound(sample)


def test_a_batch_done_again_is_undone_by_its_own_number(sample, tmp_path):
    first = exported(sample, tmp_path / "first")
    given_in_turn(
        sample, "village|edit|muara|--village-note|x", "undo|--yes", "redo|--yes", "undo|2|--yes"
    )
    assert exported(sample, tmp_path / "last") == first
    assert in_process("undo", "2", "--yes", db=sample).code == 5
    # The number of an undo does the command again.
    given_in_turn(sample, "undo|5|--yes")
    assert "x" in in_process("village", "show", "muara", db=sample).out
    assert newest(sample) == 6


def test_a_dimension_that_came_back_under_another_number_is_the_right_one(sample):
    indicator = "indicator|add|--instrument-code|A|--instrument-version|1|--indicator-code|{code}|--dimension|{name}|--indicator-text|t|--max-score|2"
    given_in_turn(
        sample,
        "instrument|add|--instrument-code|A|--instrument-version|1|--instrument-title|A|--subject|village",
        indicator.format(code="Q1", name="Satu"),
        "undo|--yes",
        indicator.format(code="Q2", name="Dua"),
        "undo|4|--yes",
    )
    shown = in_process("indicator", "list", "--instrument-code", "A", db=sample).out
    assert [line.split(",")[2:5] for line in shown.splitlines()[1:]] == [
        ["Q1", "", "Satu"],
        ["Q2", "", "Dua"],
    ]
    sound(sample)


def test_undo_does_not_change_what_assessments_rest_on(sample):
    indicator = "indicator|add|--instrument-code|A|--instrument-version|1|--indicator-code|{code}|--dimension|Satu|--indicator-text|t|--max-score|2"
    given_in_turn(
        sample,
        "instrument|add|--instrument-code|A|--instrument-version|1|--instrument-title|A|--subject|village",
        indicator.format(code="Q1"),
        indicator.format(code="Q2"),
        "indicator|edit|A|1|Q1|--weight|3",
        "score|add|--village-code|muara|--instrument-code|A|--assessment-date|2026-11-01|--stage|baseline|--indicator-code|Q1|--score|2",
    )
    for batch in ("4", "5"):
        refused = in_process("undo", batch, "--yes", db=sample)
        assert (refused.code, "others rest on it" in refused.err) == (5, True), batch
    given_in_turn(sample, "undo|6|--yes", "undo|5|--yes", "undo|4|--yes")
    sound(sample)


def test_history_of_a_village_holds_what_was_removed_from_it(sample):
    key, *_ = given_in_turn(
        sample,
        "session|add|--village-code|2021|--session-date|2026-11-02|--kind|supervisi",
        "village|edit|muara|--village-note|x",
    )
    given_in_turn(sample, f"session|edit|{key}|--summary|ringkas", f"session|remove|{key}|--yes")
    rows = json.loads(in_process("history", "2021", "--format", "json", db=sample).out)
    assert [row["batch"] for row in rows] == [5, 4, 2, 1]
    assert (
        json.loads(in_process("history", "2", "--format", "json", db=sample).out)[0]["key"] == key
    )


def test_a_batch_tells_what_it_changed_though_later_ones_changed_it_again(sample):
    for note in ("a", "b", "c"):
        edited = in_process("village", "edit", "2004", "--village-note", note, db=sample)
        assert edited.code == 0, edited.err
    told = [
        json.loads(in_process("history", f"#{number}", "--format", "json", db=sample).out)[0]
        for number in (2, 3, 4)
    ]
    assert [(row["old_value"], row["new_value"]) for row in told] == [
        (None, "a"),
        ("a", "b"),
        ("b", "c"),
    ]


def test_history_hides_names_phones_and_notes(sample):
    given_in_turn(
        sample, "official|add|--village-code|2021|--official-name|Rahasia|--phone|0812345678"
    )
    row = json.loads(in_process("history", "--limit", "1", "--format", "json", db=sample).out)[0]
    assert row["command"] == "official add --village-code 2021 --official-name … --phone …"
    assert row["actor"] == "tester"


def test_nothing_to_undo_or_redo(fresh):
    assert in_process("redo", "--yes", db=None).code == 4
    assert fresh("redo", "--yes").code == 4
    assert fresh("undo", "99", "--yes").code == 4
    assert fresh("undo", "99999999999999999999", "--yes").code == 2
    assert fresh("undo", "²", "--yes").code == 2
    assert fresh("undo").code == 1


def test_dry_run_of_undo_asks_and_writes_nothing(sample, tmp_path):
    given_in_turn(sample, "village|edit|muara|--village-note|x")
    before = sample.read_bytes()
    done = in_process("undo", "--dry-run", db=sample)
    assert (done.code, "dry run" in done.err) == (0, True)
    assert sample.read_bytes() == before
