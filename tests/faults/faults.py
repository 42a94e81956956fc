"""Faults made on purpose: kills at any moment, writers at once, full disks, damaged files, nonsense; each gives its figures."""

import contextlib
import hashlib
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import NamedTuple

from conftest import in_process
from newer import folder_of_newer

from perut_cli.cli.app.command import GLOBALS
from perut_cli.cli.app.perform import commands_of, top_command
from perut_cli.cli.app.tree import NOUNS, TOP_COMMANDS
from perut_cli.core.errors import PerutError
from perut_cli.core.sheets import SHEETS
from perut_cli.store.db import SCHEMA_VERSION, Store
from perut_cli.store.safety import backups
from perut_cli.store.safety import verified_copy as copying

SURROUNDINGS = {
    **os.environ,
    "PERUT_LANG": "en",
    "PERUT_ACTOR": "tester",
    "PERUT_CONFIG": "/nonexistent/config.toml",
}
CODES = {0, 1, 2, 3, 4, 5, 6, 7, 130}
PERUT = [sys.executable, "-m", "perut_cli"]


class Figures(NamedTuple):
    """How many were tried, how many went well, and what else is worth telling."""

    tried: int
    well: int
    told: str = ""


def started(
    arguments: list[str], program: list[str] = PERUT, **more: object
) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*program, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=SURROUNDINGS,
        **more,
    )  # type: ignore[call-overload,no-any-return]


def finished(
    arguments: list[str], program: list[str] = PERUT, **more: object
) -> tuple[int, str, str]:
    with started(arguments, program, **more) as running:
        out, err = running.communicate(timeout=120)
    assert b"Traceback" not in err, err.decode()
    return running.returncode, out.decode(), err.decode()


def state(db: Path) -> str:
    """A digest of every record as it is shown, and of how many batches there are; rolls back what a kill left."""
    digest = hashlib.sha256()
    store = Store(db)
    digest.update(f"{store.version} {store.value('SELECT count(*) FROM batch')}".encode())
    for sheet in SHEETS.values():
        for row in store.select(
            f"SELECT {', '.join(sheet.words)} FROM {sheet.name}_sheet ORDER BY {', '.join(sheet.words)}"
        ):
            digest.update(repr(row).encode())
    store.close()
    return digest.hexdigest()


def schema(db: Path) -> int:
    """The schema version of a database, a newer one too."""
    store = Store(db)
    store.close()
    return store.version


def sound(db: Path) -> bool:
    """Whether `check` finds nothing."""
    found = in_process("check", "--format", "json", db=db)
    return not [one for one in json.loads(found.out) if one["finding_sort"] != "ask"]


def fillings(path: Path, rows: int) -> Path:
    """A file of many small records."""
    villages = ("63.11.03.2004", "63.11.03.2005", "63.11.03.2021")
    lines = (
        f"{villages[n % 3]},prodeskel,ddk,{1950 + n // 1000}-{n // 84 % 12 + 1:02}-{n // 3 % 28 + 1:02},{n % 90},100"
        for n in range(rows)
    )
    path.write_text(
        "village_code,application,part,filling_date,filled,total\n"
        + "\n".join(dict.fromkeys(lines))
        + "\n"
    )
    return path


class Deed(NamedTuple):
    """Something to be cut off: what is prepared, the command line, the program."""

    name: str
    prepare: Callable[[Path], object]
    arguments: list[str]
    program: list[str]


def deeds(work: Path) -> Iterator[Deed]:
    """All that is killed."""
    file = fillings(work / "filling.csv", 4_000)
    imported = ["filling", "import", str(file)]
    yield Deed(
        "add",
        lambda _: None,
        [
            "finding",
            "add",
            "--village-code",
            "2021",
            "--finding-date",
            "2026-11-01",
            "--finding-text",
            "buku",
        ],
        PERUT,
    )
    yield Deed("import", lambda _: None, imported, PERUT)
    yield Deed("undo", lambda db: in_process(*imported, db=db), ["undo", "--yes"], PERUT)
    yield Deed("backup", lambda db: in_process(*imported, db=db), ["backup"], PERUT)
    yield Deed(
        "restore",
        lambda db: (in_process("backup", db=db), in_process(*imported, db=db)),
        ["restore", "newest", "--yes"],
        PERUT,
    )
    folder = work / "sql"
    folder_of_newer(folder)
    yield Deed(
        "migration",
        lambda db: in_process(*imported, db=db),
        ["village", "list"],
        [sys.executable, str(Path(__file__).parent / "newer.py"), str(folder)],
    )


def kills(sample: Path, work: Path, each: int, seed: int = 0) -> Iterator[tuple[str, Figures]]:
    """Kill every deed at random moments: the database is as before or as after, sound, and every copy holds."""
    random = Random(seed)
    for deed in deeds(work):
        ready = work / deed.name / "perut.db"
        ready.parent.mkdir()
        shutil.copy(sample, ready)
        deed.prepare(ready)
        before = state(ready)
        whole = _copy(ready.parent, work / f"{deed.name}-whole")
        begun = time.perf_counter()
        code, _, err = finished([*deed.arguments, "--db", str(whole)], deed.program)
        lasts = time.perf_counter() - begun
        assert code == 0, err
        after = state(whole)
        cut = [
            _killed(
                deed,
                _copy(ready.parent, work / f"{deed.name}-{turn}"),
                lasts * random.uniform(0.2, 1.05),
                (before, after),
            )
            for turn in range(each)
        ]
        yield (
            deed.name,
            Figures(
                each,
                sum(one >= 0 for one in cut),
                f"{sum(one == 1 for one in cut)} as after, {each - cut.count(-1) - cut.count(1)} as before",
            ),
        )


def _copy(folder: Path, to: Path) -> Path:
    shutil.copytree(folder, to)
    return to / "perut.db"


def _killed(deed: Deed, db: Path, moment: float, ends: tuple[str, str]) -> int:
    """Kill a deed at a moment: 0 as before, 1 as after, -1 something else."""
    with started([*deed.arguments, "--db", str(db)], deed.program) as running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(moment)
        running.send_signal(signal.SIGKILL)
        running.communicate()
    found = state(db)
    upgraded = schema(db) > SCHEMA_VERSION
    hold = all(_holds(copy.path) for copy in backups.copies(db) if copy.verified)
    well = found in ends and hold and (upgraded or sound(db))
    shutil.rmtree(db.parent)
    return (1 if found == ends[1] else 0) if well else -1


def _holds(path: Path) -> bool:
    try:
        copying.verify(path)
    except PerutError:
        return False
    return True


def writers(sample: Path, work: Path, at_once: int, each: int) -> Figures:
    """So many processes write so many records each: all are kept."""
    db = Path(shutil.copy(sample, work / "writers.db"))
    store = Store(db)
    before = store.value("SELECT count(*) FROM batch"), store.value("SELECT count(*) FROM finding")
    store.close()
    scripts = []
    for writer in range(at_once):
        script = work / f"writer-{writer}.txt"
        script.write_text(
            "\n".join(
                f"finding add --village-code 2021 --finding-date 2026-11-01 --finding-text 'penulis {writer} nomor {n}'"
                for n in range(each)
            )
        )
        scripts.append(script)
    running = [started(["run", str(script), "--db", str(db)]) for script in scripts]
    ends = [(one.communicate(timeout=300), one.returncode)[1] for one in running]
    store = Store(db)
    after = store.value("SELECT count(*) FROM batch"), store.value("SELECT count(*) FROM finding")
    store.close()
    assert after[0] - before[0] == after[1] - before[1]
    assert sound(db)
    return Figures(
        at_once * each, after[1] - before[1], f"{at_once} writers, exit codes {sorted(set(ends))}"
    )


def full_disks(sample: Path, work: Path, tries: int, seed: int = 0) -> Figures:
    """Files that may grow no further: nothing is written, in a sentence."""
    random = Random(seed)
    file = fillings(work / "full.csv", 4_000)
    well = 0
    for turn in range(tries):
        folder = work / f"full-{turn}"
        folder.mkdir()
        db = Path(shutil.copy(sample, folder / "perut.db"))
        in_process("backup", db=db)
        before, copies = state(db), len(backups.copies(db))
        arguments = random.choice(
            [
                ["filling", "import", str(file)],
                ["backup"],
                ["restore", "newest", "--yes"],
                ["score", "export", "-o", str(folder / "score.csv")],
                ["export", str(folder / "all")],
            ]
        )
        most = random.randint(
            0,
            db.stat().st_size - 4096
            if arguments[0] in ("backup", "restore")
            else 40_000
            if "export" in arguments
            else 1_000_000,
        )
        code, _, err = finished(
            [*arguments, "--db", str(db)],
            preexec_fn=lambda most=most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        )
        done = code == 0 or (
            code == 1 and ("P076" in err or "P078" in err or "P077" in err or "P011" in err)
        )
        kept = state(db) == before or (code == 0 and arguments[0] in ("filling", "restore"))
        tidy = (
            not list(folder.rglob("*.part"))
            and not list(folder.rglob("*.tmp"))
            and (code == 0 or len(backups.copies(db)) <= copies + (arguments[0] == "restore"))
        )
        well += done and kept and tidy and sound(db)
        shutil.rmtree(folder)
    return Figures(tries, well)


def full_file_system(sample: Path, work: Path, sizes: range) -> Figures | None:
    """A small file system of its own, if the system lets us make one."""
    place = work / "small"
    place.mkdir()
    file = fillings(work / "small.csv", 4_000)
    tried = well = 0
    for kilobytes in sizes:
        if subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)],
            capture_output=True,
            check=False,
        ).returncode:
            return None
        try:
            db = Path(shutil.copy(sample, place / "perut.db"))
            before = state(db)
            for arguments in (["filling", "import", str(file)], ["backup"]):
                code, _, err = finished([*arguments, "--db", str(db)])
                tried += 1
                well += (
                    code == 0
                    or (code == 1 and ("P076" in err or "P078" in err) and state(db) == before)
                ) and not list(place.rglob("*.part"))
                before = state(db)
        finally:
            subprocess.run(["umount", str(place)], check=True)
    return Figures(tried, well)


READING = (
    ["village", "list"],
    ["session", "list"],
    ["score", "export"],
    ["report", "progress"],
    ["report", "priority"],
    ["history"],
    ["history", "1"],
    ["check"],
    ["village", "edit", "muara", "--village-note", "x"],
    ["undo", "--yes"],
    ["backup"],
    ["report", "village", "muara"],
)


def malformed(sample: Path, work: Path, tries: int, seed: int = 0) -> Figures:
    """Files cut off, with bits flipped, pages lost or swapped, foreign or newer: a sentence, an exit code of the contract."""
    random = Random(seed)
    whole = sample.read_bytes()
    well = found = 0
    bad: list[str] = []
    for turn in range(tries):
        folder = work / f"bad-{turn}"
        folder.mkdir()
        db = folder / "perut.db"
        db.write_bytes(damaged(whole, random))
        fine = True
        for command in random.sample(READING, 4):
            try:
                done = in_process(*command, db=db)
            except BaseException as error:  # noqa: BLE001 - anything that comes out is what is looked for
                fine = False
                bad.append(f"{command}: {error!r}")
                continue
            found += done.code == 7
            if done.code not in CODES or "Traceback" in done.err or "P099" in done.err:
                fine = False
                bad.append(f"{command}: {done.code} {done.err[-300:]}")
        well += fine
        shutil.rmtree(folder)
    return Figures(
        tries, well, f"{found} times told as damage" + "".join(f"\n    {one}" for one in bad[:10])
    )


def damaged(whole: bytes, random: Random) -> bytes:
    """A database with some damage."""
    data = bytearray(whole)
    kind = random.randrange(7)
    if kind == 0:
        return bytes(data[: random.randrange(len(data))])
    if kind == 1:
        for _ in range(random.randint(1, 200)):
            data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    elif kind in (2, 3):
        pages = len(data) // 4096
        for _ in range(random.randint(1, 5)):
            at = random.randrange(1, pages) * 4096
            other = random.randrange(1, pages) * 4096
            data[at : at + 4096] = bytes(4096) if kind == 2 else data[other : other + 4096]
    elif kind == 4:
        data[random.randrange(100)] ^= 1 << random.randrange(8)
    elif kind == 5:
        start = random.randrange(100, len(data) - 4096)
        data[start : start + 2000] = random.randbytes(2000)
    else:
        data = bytearray(
            random.choice(
                [
                    b"",
                    b"PK\x03\x04" + random.randbytes(900),
                    random.randbytes(9000),
                    whole[:100],
                    b"SQLite format 3\0" + random.randbytes(5000),
                ]
            )
        )
    return bytes(data)


NASTY = (
    "",
    "²",
    "٣",
    "-",
    "--",
    "=",
    "x",
    "0",
    "-1",
    "1e9",
    "99999999999999999999",
    "2026-02-30",
    "31/12/2026",
    "NaN",
    "'",
    '"',
    ";",
    "\x00",
    "\x1b[31m",
    "é",
    "🙂",
    "\u202e",
    "%s",
    "{0}",
    "{code}",
    "[red]",
    "63.11.03.2021",
    "muara",
    "2021",
    "a" * 500,
    "yes",
    "ya",
    "*",
    "../x",
    "| rm",
    "\udcff",
    "2026",
    "2026-Q9",
    "json",
    "id",
    "1;DROP TABLE village",
)


def spoken() -> tuple[list[str], list[str]]:
    """All names of commands and of options, in both languages."""
    there = {
        key: entry for key, entry in TOP_COMMANDS.items() if find_spec(f"perut_cli.cli.{entry[1]}")
    }
    names = [
        name
        for key, entry in (*there.items(), *NOUNS.items())
        for name in (key, entry[0])
        if key not in ("demo", "init")
    ]
    options = [
        name
        for option in GLOBALS
        for name in (option.names.en, option.names.id)
        if option.key != "db"
    ]
    for key in NOUNS:
        for verb, spec in commands_of(key)().items():
            names += [verb, spec.name.id]
            options += [
                name for option in spec.options for name in (option.names.en, option.names.id)
            ]
    options += [
        name
        for key in there
        if (spec := top_command(key))
        for option in spec.options
        for name in (option.names.en, option.names.id)
    ]
    return sorted(set(names)), sorted(set(options))


def nonsense(sample: Path, work: Path, tries: int, seed: int = 0) -> Figures:
    """Arguments at random: every one ends with an exit code of the contract and without a traceback."""
    random = Random(seed)
    names, options = spoken()
    nouns = sorted({*SHEETS, *(sheet.alias for sheet in SHEETS.values()), "report"})
    db = work / "nonsense.db"
    bad: list[str] = []
    with contextlib.chdir(_fresh(work / "cwd")):
        for turn in range(tries):
            if turn % 2_000 == 0:
                shutil.copy(sample, db)
            arguments = _arguments(random, names, nouns, options)
            told = _nonsense(arguments, db, random)
            if told:
                bad.append(f"{arguments}: {told}")
    return Figures(tries, tries - len(bad), "".join(f"\n    {one}" for one in bad[:20]))


def _fresh(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _arguments(random: Random, names: list[str], nouns: list[str], options: list[str]) -> list[str]:
    made = (
        [random.choice(nouns), random.choice(names)]
        if random.random() < 0.7
        else [random.choice(names)]
    )
    for _ in range(random.randint(0, 6)):
        kind = random.random()
        if kind < 0.5:
            made += [random.choice(options)] + (
                [random.choice(NASTY)] if random.random() < 0.7 else []
            )
        elif kind < 0.6:
            made.append(f"{random.choice(options)}={random.choice(NASTY)}")
        elif kind < 0.95:
            made.append(random.choice(NASTY))
        else:
            made.insert(0, random.choice(options))
    return made


def _nonsense(arguments: list[str], db: Path, random: Random) -> str:
    try:
        done = in_process(
            *arguments, db=db, stdin=random.choice(["", "", "village list\n", "a,b\n1,2\n", "\x00"])
        )
    except BaseException as error:  # noqa: BLE001 - anything that comes out is what is looked for
        return repr(error)
    return (
        f"{done.code} {done.err[-200:]}"
        if done.code not in CODES
        or "Traceback" in done.err
        or "P099" in done.err
        or "P079" in done.err
        else ""
    )


def bad_files(sample: Path, work: Path, tries: int, seed: int = 0) -> Figures:
    """Import files changed at random: every one is taken or refused in a sentence."""
    random = Random(seed)
    exports = {name: in_process(name, "export", db=sample).out.encode() for name in SHEETS}
    path = work / "fuzz.csv"
    db = work / "files.db"
    bad: list[str] = []
    for turn in range(tries):
        if turn % 2_000 == 0:
            shutil.copy(sample, db)
        name = random.choice(list(exports))
        path.write_bytes(mutated(exports[name], random))
        try:
            done = in_process(
                name,
                "import",
                str(path),
                *random.sample(["--dry-run", "--partial", "--new", "--yes"], random.randint(0, 2)),
                db=db,
            )
        except BaseException as error:  # noqa: BLE001 - anything that comes out is what is looked for
            bad.append(f"{name}: {error!r}: {path.read_bytes()[:200]!r}")
            continue
        if (
            done.code not in CODES
            or "Traceback" in done.err
            or "P099" in done.err
            or "P079" in done.err
        ):
            bad.append(f"{name}: {done.code} {done.err[-300:]}: {path.read_bytes()[:300]!r}")
    return Figures(tries, tries - len(bad), "".join(f"\n    {one}" for one in bad[:20]))


def mutated(data: bytes, random: Random) -> bytes:
    """A few lines of a file with some of its bytes, cells or lines changed."""
    lines = data.splitlines(keepends=True)
    rows = random.sample(lines[1:], min(len(lines) - 1, random.randint(0, 3)))
    made = bytearray(lines[0] + b"".join(rows))
    for _ in range(random.randint(0, 6)):
        at = random.randrange(len(made) + 1)
        kind = random.randrange(6)
        if kind == 0 and at < len(made):
            made[at] = random.randrange(256)
        elif kind == 1:
            made[at:at] = random.choice(
                [
                    b'"',
                    b",",
                    b";",
                    b"\n",
                    b"\r\n",
                    b"\x00",
                    b"\xff\xfe",
                    b"\xef\xbb\xbf",
                    b"\t",
                    b"1e5",
                    b"-",
                    b"=",
                    "é".encode(),
                    b"|",
                    b"'",
                ]
            )
        elif kind == 2:
            del made[at : at + random.randint(1, 10)]
        elif kind == 3:
            made[at:at] = random.choice(NASTY).encode("utf-8", "surrogateescape")
        elif kind == 4:
            made = bytearray(bytes(made).replace(b",", random.choice([b";", b"\t", b",", b",,"])))
        else:
            made[at:at] = made[max(0, at - 40) : at]
    return (
        bytes(made)
        if random.random() < 0.9
        else bytes(made).decode("utf-8", "replace").encode("utf-16")
    )


def places() -> tuple[Path, Path]:
    """The sample database and a folder to work in."""
    work = Path(tempfile.mkdtemp(prefix="perut-faults-"))
    sample = work / "sample.db"
    made = in_process("demo", "--db", str(sample), db=sample)
    assert made.code == 0, made.err
    return sample, work


__all__ = [
    "Figures",
    "bad_files",
    "full_disks",
    "full_file_system",
    "kills",
    "malformed",
    "nonsense",
    "places",
    "sqlite3",
    "writers",
]
