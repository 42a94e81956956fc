"""Undo and redo: any sequence of commands, taken back, gives the first export; done again, the last."""

import json
import os
import shutil
from pathlib import Path

from conftest import in_process
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from undo_commands import MAKERS, performed

from perut_cli.errors import NotFound
from perut_cli.store.open import Store
from perut_cli.store.undoing import newest_to_undo

STEPS = st.lists(st.tuples(st.sampled_from(MAKERS), st.integers(0, 10_000)), min_size=1, max_size=8)
TRIES = int(os.environ.get("PERUT_TRIES", "0"))
"""Set for the long form: so many sequences, other ones each time."""
QUICK = settings(max_examples=TRIES or 20, deadline=None, phases=(Phase.explicit, Phase.generate), derandomize=not TRIES, database=None,
                 suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large])


def exported(db: Path, folder: Path) -> dict[str, bytes]:
    done = in_process("export", str(folder), db=db)
    assert done.code == 0, done.err
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


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
def test_undo_of_all_gives_the_first_export_and_redo_the_last(tmp_path_factory, sample_database, steps):
    taken_back_and_done_again(tmp_path_factory.mktemp("undo"), sample_database, steps)
