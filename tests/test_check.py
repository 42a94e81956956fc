"""`check` finds what is wrong, with the command that mends it; exit code 0, 1 or 7."""

import hashlib
import json
import os
import sqlite3
from datetime import timedelta

import pytest
from conftest import NOW, in_process


def checked(db, *more, now=NOW, environ=None):
    done = in_process("check", "--format", "json", *more, db=db, now=now, environ=environ)
    return done.code, [one for one in json.loads(done.out) if one["finding_sort"] != "ask"]


def changed(db, sql):
    connection = sqlite3.connect(db)
    connection.executescript(sql)
    connection.commit()
    connection.close()


def test_nothing_is_wrong_with_the_sample(sample):
    assert checked(sample) == (0, [])


OTHER_ROOT = """PRAGMA writable_schema = ON; UPDATE sqlite_schema
SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'session_day') WHERE name = 'assessment_batch'"""
WRONG = {
    "sums of an assessment": (
        "UPDATE assessment SET earned = earned + 1 WHERE id = 1",
        "safe",
        "assessment",
    ),
    "sums of a dimension": (
        "UPDATE dimension_sum SET critical_blank = critical_blank + 1 WHERE assessment_id = 2 AND dimension_id = (SELECT min(dimension_id) FROM dimension_sum WHERE assessment_id = 2)",
        "safe",
        "assessment",
    ),
    "a dimension's sums gone": (
        "DELETE FROM dimension_sum WHERE assessment_id = 2 AND dimension_id = (SELECT min(dimension_id) FROM dimension_sum WHERE assessment_id = 2)",
        "safe",
        "assessment",
    ),
    "an answer changed": (
        "UPDATE score SET score = 1 - min(score, 1) WHERE rowid_of(1)",
        "safe",
        "assessment",
    ),
    "a date": ("UPDATE plan SET plan_date = '2026-02-30' WHERE id = 1", "decide", "plan"),
    "a law": (
        "UPDATE village SET locus_since = '', locus_until = '2026-01-01' WHERE id = 1",
        "decide",
        "village",
    ),
    "states and dates": (
        "UPDATE action SET action_state = 'verified', verified_on = '' WHERE id = 1",
        "decide",
        "action",
    ),
    "bands": ("UPDATE instrument SET bands = '10:a;5:b' WHERE id = 1", "decide", "instrument"),
    "no option": (
        "UPDATE score SET score = 0.33 WHERE assessment_id = 1 AND score IS NOT NULL",
        "decide",
        "score",
    ),
    "a circle": ("UPDATE finding SET repeat_of = id WHERE id = 1", "decide", "finding"),
    "a setting": (
        "UPDATE setting SET value = 'much' WHERE setting = 'target'",
        "decide",
        "setting",
    ),
    "its batch": ("UPDATE finding SET batch = 77 WHERE id = 1", "damage", "finding"),
    "a reference": (
        "PRAGMA foreign_keys = OFF; UPDATE finding SET village_id = 999 WHERE id = 1",
        "damage",
        "finding",
    ),
    "a rule": (
        "PRAGMA ignore_check_constraints = ON; UPDATE action SET action_state = 'gone' WHERE id = 1",
        "damage",
        "",
    ),
    "an index": (OTHER_ROOT, "damage", ""),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_found(sample, what):
    sql, sort, sheet = WRONG[what]
    changed(sample, sql.replace("rowid_of(1)", "assessment_id = 1 AND score IS NOT NULL"))
    code, found = checked(sample)
    assert code == (7 if sort == "damage" else 1)
    assert (sort, sheet) in {(one["finding_sort"], one["sheet"] or "") for one in found}, found
    assert all(one["fault"] and one["next_command"].startswith("perut ") for one in found)


def test_a_change_behind_the_history_is_found(sample):
    assert in_process("village", "edit", "muara", "--village-note", "x", db=sample).code == 0
    changed(sample, "UPDATE village SET batch = 1")
    code, found = checked(sample)
    assert (code, [(one["sheet"], one["key"]) for one in found]) == (
        1,
        [("village", "63.11.03.2014")],
    )


def test_the_search_index_is_compared_and_made_anew(sample):
    changed(
        sample,
        "UPDATE session SET summary = 'ganti' WHERE id = 1; INSERT INTO session_fts (session_fts) VALUES ('delete-all')",
    )
    code, found = checked(sample)
    assert (code, [(one["finding_sort"], one["sheet"]) for one in found]) == (
        1,
        [("altered", "session"), ("safe", "session")],
    )
    code, found = checked(sample, "--mend")
    assert (code, [one["finding_sort"] for one in found]) == (1, ["altered"])


def test_mending_is_a_batch_and_only_of_what_is_safe(sample):
    changed(
        sample,
        "UPDATE assessment SET earned = 0; UPDATE dimension_sum SET earned = 0; UPDATE plan SET plan_date = 'x' WHERE id = 1",
    )
    sample.chmod(0o644)
    code, found = checked(sample, "--mend")
    assert (code, [one["finding_sort"] for one in found]) == (1, ["altered", "decide"])
    assert "check --mend" in in_process("history", "--limit", "1", db=sample).out
    assert os.name != "posix" or sample.stat().st_mode & 0o777 == 0o600
    assert in_process("undo", "--yes", db=sample).code == 0
    assert in_process("undo", "--dry-run", db=sample).err.startswith("batch 1 reversed (dry run)")


def test_evidence_is_looked_at(sample):
    file = sample.parent / "kas.pdf"
    file.write_bytes(b"kas")
    key = in_process("action", "list", "--limit", "1", db=sample).out.splitlines()[1].split(",")[0]
    assert in_process("action", "edit", key, "--evidence", str(file), db=sample).code == 0
    assert hashlib.sha256(b"kas").hexdigest() in in_process("action", "show", key, db=sample).out
    assert checked(sample) == (0, [])
    file.write_bytes(b"other")
    code, (found,) = checked(sample)
    assert (code, found["sheet"], found["key"]) == (1, "action", key)
    file.unlink()
    code, (found,) = checked(sample)
    assert (code, "is not there" in found["fault"]) == (1, True)


@pytest.mark.skipif(os.name != "posix", reason="rights of owner, group and others")
def test_files_that_others_can_read_are_found_and_closed(sample):
    in_process("backup", db=sample)
    sample.chmod(0o644)
    (sample.parent / "perut-backups").chmod(0o755)
    code, found = checked(sample)
    assert (code, {one["key"] for one in found}) == (1, {"perut.db", "perut-backups"})
    assert checked(sample, "--mend") == (0, [])


def test_records_in_no_copy_for_a_week_are_told(sample):
    later = NOW.replace(year=2099)
    code, (found,) = checked(sample, now=later)
    assert (code, found["next_command"]) == (1, "perut backup")
    in_process("backup", db=sample, now=later - timedelta(days=1))
    assert checked(sample, now=later) == (0, [])


def test_a_synchronised_folder_is_to_be_decided(sample):
    code, (found,) = checked(sample, environ={"OneDrive": str(sample.parent)})
    assert (code, found["finding_sort"], "OneDrive" in found["fault"]) == (1, "decide", True)
