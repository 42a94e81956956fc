"""How merging bears up: random histories of three laptops, ten years of four laptops, and kills.

`python tests/bench/merging.py [HISTORIES [KILLS]]` prints what it met; nothing is asserted.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from conftest import in_process
from merge_histories import Histories, exported, merged, office, settled, waiting, wrong

from perut_cli.store.batch import Batch, BatchInfo
from perut_cli.store.db import SCHEMA_VERSION, Store
from perut_cli.store.history import seal
from perut_cli.store.history.seal_text import row_text
from perut_cli.store.merge.merging import merge
from perut_cli.store.remove import log_changed

BATCHES = 50_000
NONCE = "00" * 16


def main() -> None:
    """Print the figures."""
    histories = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 45
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = office(folder / "office.db")
        many_histories(first, histories)
        ten_years(first, folder)
        killed(first, folder, kills)


def many_histories(first: Path, count: int) -> None:
    """Histories tried: laptops that differ afterwards, conflicts met, faults that `check` finds."""
    differ = met = faults = left = steps = 0
    for seed in range(count):
        with tempfile.TemporaryDirectory() as name:
            histories = Histories(first, Path(name), seed)
            histories.live(14)
            steps += len(histories.told)
            wholes = []
            for order in permutations(range(3)):
                whole = Path(shutil.copy(histories.files[order[0]], Path(name) / "whole.db"))
                for place in order[1:]:
                    merged(whole, histories.files[place])
                wholes.append((exported(whole), waiting(whole)))
                faults += len(wrong(whole))
            differ += any(one != wholes[0] for one in wholes)
            met += len(wholes[0][1])
            for _ in range(6):
                if not settled(whole, histories.chance):
                    break
            left += len(waiting(whole))
    print(
        f"{count} histories of {steps} steps in 6 orders each: {differ} differ, {met} conflicts, "
        f"{left} left after settling, {faults} faults"
    )


def ten_years(first: Path, folder: Path) -> None:
    """One month of another laptop, taken into ten years of four."""
    mine = Path(shutil.copy(first, folder / "mine.db"))
    _grow(mine)
    other = Path(shutil.copy(mine, folder / "other.db"))
    for db, mark in ((mine, "a"), (other, "b")):
        lines = [
            f"session add 63.11.03.2004 2026-10-{1 + n % 28:02} supervisi --summary {mark}{n} "
            f"--start-time {8 + n // 28:02}:00\nsession edit S{100 + n} --place {mark}{n} --yes"
            for n in range(100)
        ]
        done = in_process("run", "-", db=db, stdin="\n".join(lines))
        if done.code:
            raise SystemExit(done.err)
    store = Store(mine)
    begun, used = time.perf_counter(), time.process_time()
    result = merge(
        store, other, BatchInfo("x", datetime.now(UTC).isoformat(timespec="seconds"), "merge")
    )
    print(
        f"{result.batches} batches into {BATCHES}: {time.perf_counter() - begun:.2f} s, "
        f"{time.process_time() - used:.2f} s of CPU, "
        f"{sum(one.conflicts for one in result.sheets)} conflicts"
    )
    store.connection.close()


def _grow(db: Path) -> None:
    """Ten years of visits: two of three batches record one, the third changes an earlier one."""
    store = Store(db)
    run = store.connection.execute
    run("PRAGMA trusted_schema = ON")
    run("BEGIN")
    chance = random.Random(1)
    uid, last = store.value("SELECT uid FROM head"), store.value("SELECT max(id) FROM session")
    number = store.value("SELECT max(id) FROM batch")
    stamp = store.value("SELECT max(stamp) FROM batch")
    text = f"SELECT {row_text('session')} FROM session AS t WHERE t.id = ?"
    began = datetime(2016, 1, 1, tzinfo=UTC)
    for place in range(BATCHES):
        number, stamp = number + 1, stamp + 1
        moment = (began + timedelta(minutes=100 * place)).isoformat()
        run(
            "INSERT INTO batch (id, written_at, actor, command, schema_version, parents, stamp, "
            "laptop, nonce, new_count) VALUES (?, ?, 'x', 's', ?, ?, ?, ?, ?, 1)",
            (number, moment, SCHEMA_VERSION, uid, stamp, f"L{place % 4}", NONCE),
        )
        if place % 3 < 2:
            last, row, act, key = last + 1, last + 1, "new", ""
            run(
                "INSERT INTO session (id, session_code, village_id, session_date, start_time, "
                "kind, mode, summary, batch) VALUES (?, ?, 1, ?, ?, 'supervisi', 'visit', ?, ?)",
                (row, f"S{row}", moment[:10], f"{place % 14:02}:00", f"isi {place}", number),
            )
        else:
            row, act = chance.randrange(2, last + 1), "changed"
            log_changed(Batch(store, number), "session", "t.id = ?2", (row,))
            run("UPDATE session SET place = ?, batch = ? WHERE id = ?", (f"p{place}", number, row))
            key = store.value("SELECT row_key FROM change WHERE batch_id = ?", (number,))
        leaves = [
            ("session", row, seal.leaf(NONCE, "session", act, key, store.value(text, (row,)))),
            (seal.COMMAND, number, seal.leaf(NONCE, seal.COMMAND, "", "", "s")),
        ]
        store.connection.executemany(
            "INSERT INTO seal VALUES (?, ?, ?, ?)", ((number, *one) for one in leaves)
        )
        run(
            "UPDATE batch SET digest = ? WHERE id = ?",
            (seal.digest_of(one[2] for one in leaves), number),
        )
        uid = seal.uid_of(*seal.columns_of(store, number))
        run("UPDATE batch SET uid = ? WHERE id = ?", (uid, number))
    run("DELETE FROM head")
    run("INSERT INTO head (uid) VALUES (?)", (uid,))
    run("COMMIT")
    store.connection.close()


def killed(first: Path, folder: Path, count: int) -> None:
    """Merges killed at any moment: the file is as before or as after."""
    histories = Histories(first, folder, 7)
    histories.live(20)
    mine, other, _ = histories.files
    after = Path(shutil.copy(mine, folder / "after.db"))
    merged(after, other)
    states = [_batches(mine), _batches(after)]
    begun = time.perf_counter()
    _merging(Path(shutil.copy(mine, folder / "whole.db")), other).wait()
    whole = time.perf_counter() - begun
    survived = [0, 0, 0]
    for place in range(count):
        db = Path(shutil.copy(mine, folder / "killed.db"))
        merging = _merging(db, other)
        time.sleep(whole * (0.3 + 0.8 * place / count))
        merging.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        merging.wait()
        found = _batches(db)
        survived[states.index(found) if found in states and not wrong(db) else 2] += 1
    print(
        f"{count} merges killed: {survived[0]} as before, {survived[1]} as after, "
        f"{survived[2]} neither"
    )


def _merging(db: Path, other: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "perut_cli", "merge", str(other)],
        env={**os.environ, "PERUT_DB": str(db), "PERUT_CONFIG": "/nonexistent"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _batches(db: Path) -> set[str]:
    connection = sqlite3.connect(db)
    found = {row[0] for row in connection.execute("SELECT uid FROM batch")}
    connection.close()
    return found


if __name__ == "__main__":
    main()
