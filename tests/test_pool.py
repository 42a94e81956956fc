"""The pool: deliveries out and in, shelves that follow from them alone, reports equal to one file's."""

import csv
import hashlib
import io
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from importlib import import_module
from itertools import product
from pathlib import Path

import duckdb
import pytest
from browser import Browser, needs_browser
from conftest import NOW, in_process
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perut_cli.core.sheets import SHEETS
from perut_cli.core.vocabulary import WORDS
from perut_cli.pool import folder, receipts, shelves, take
from perut_cli.pool import offices as offices_of
from perut_cli.pool import page as page_made
from perut_cli.pool.delivery import gathered
from perut_cli.pool.duckdb_engine import DuckDB
from perut_cli.pool.engine import PoolStore
from perut_cli.pool.tables import BY_NAME, PARTS
from perut_cli.render import areas as areas_drawn
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores import indicators, progress, target
from perut_cli.store.db import Store
from perut_cli.store.queries import queries

pytestmark = pytest.mark.long

AREAS = ("11.01.01", "11.01.02", "11.02.01", "12.01.01")
DAY = Scope("2026-11-30", instrument="BIG")
PEOPLE = "Siti Rahmawati"
PHONE = "081299887766"


INDICATOR = (
    "instrument_code instrument_version indicator_code dimension indicator_text weight max_score "
    "critical"
)
SCORE = (
    "village_code official_name instrument_code instrument_version assessment_date stage "
    "mentor_code indicator_code score"
)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def written(path: Path, *lines: list[object]) -> str:
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out, lineterminator="\n").writerows(lines)
    return str(path)


def run(db: Path, *words: str, now: datetime = NOW) -> str:
    done = in_process(*words, db=db, now=now)
    assert done.code == 0, done.err
    return done.out


def office(work: Path, district: str, *, weight: int = 2, luck: int = 1) -> Path:
    """The file of an office: three villages, an instrument for villages and one for officials,
    rounds with gaps and two mentors a day, sessions and follow-ups.
    """
    db = work / f"{district}-{weight}-{luck}.db"
    run(db, "init", "--district-code", district, "--yes")
    codes = [f"{district}.200{n}" for n in (1, 2, 3)]
    _people(db, work, codes)
    for instrument, subject in (("BIG", "village"), ("PEOPLE", "official")):
        _instrument(db, work, instrument, subject, weight)
    answers = list(_answers(random.Random(f"{district}{luck}"), codes))
    run(db, "score", "import", written(work / "score.csv", SCORE.split(), *answers))
    _ahead(db, work, codes)
    for code in codes[:2]:
        run(db, "session", "add", code, "2026-03-05", "supervisi", "--mode", "visit", "--yes")
        words = ("--village-code", code, "--finding-date", "2026-03-05")
        run(db, "finding", "add", *words, "--finding-text", f"Kas {PEOPLE}")
    for finding in rows(run(db, "finding", "list", "--format", "csv")):
        words = ("--finding-code", finding["finding_code"], "--due", "2026-04-01")
        run(db, "action", "add", *words, "--action-text", f"Tanya {PEOPLE}")
    return db


def _people(db: Path, work: Path, codes: list[str]) -> None:
    named = [[code, f"{PEOPLE} {code}"] for code in codes]
    tables = {
        "village": [
            ["village_code", "village_name", "locus_since", "village_note"],
            *([code, f"Desa {code[-1]}, {code[:8]}", "2026-01-01", PEOPLE] for code in codes),
        ],
        "official": [
            ["village_code", "official_name", "phone"],
            *([*name, PHONE] for name in named),
        ],
        "post": [
            ["village_code", "official_name", "position", "since"],
            *([*name, "Sekretaris Desa", "2026-01-01"] for name in named[:2]),
        ],
    }
    for sheet, lines in tables.items():
        run(db, sheet, "import", written(work / f"{sheet}.csv", *lines))
    for mentor in ("MENTOR-1", "MENTOR-2"):
        run(db, "mentor", "add", "--mentor-code", mentor, "--mentor-name", f"{PEOPLE} {mentor}")


def _ahead(db: Path, work: Path, codes: list[str]) -> None:
    """Plans that were missed and to come, documents sent in time, late and not at all."""
    plans = [[code, day, "asistensi"] for code in codes[1:] for day in ("2026-11-01", "2026-12-03")]
    header = ["village_code", "plan_date", "kind"]
    run(db, "plan", "import", written(work / "plan.csv", header, *plans))
    sent = [[codes[0], "apbdes", "2026", "submitted", "2025-12-30"]]
    sent += [[codes[1], "apbdes", "2026", "submitted", "2026-02-03"]]
    header = ["village_code", "obligation_code", "period", "submission_state", "submitted_on"]
    run(db, "submission", "import", written(work / "submission.csv", header, *sent))


def _instrument(db: Path, work: Path, code: str, subject: str, weight: int) -> None:
    words = ("--instrument-code", code, "--instrument-version", "1", "--subject", subject)
    run(db, "instrument", "add", *words, "--instrument-title", "Big")
    lines = [
        [
            code,
            "1",
            f"Q{n}",
            f"D{n % 2}",
            f"Text {n}",
            weight if n == 1 else 1.5,
            3,
            "yes" if n == 3 else "no",
        ]
        for n in (1, 2, 3, 4)
    ]
    run(db, "indicator", "import", written(work / "indicator.csv", INDICATOR.split(), *lines))


def _answers(chance: random.Random, codes: list[str]) -> Iterator[list[object]]:
    days = (("2026-02-01", "baseline"), ("2026-05-02", "monitoring"), ("2026-08-03", "endline"))
    for (day, stage), mentor, code in product(days, ("MENTOR-2", "MENTOR-1"), codes):
        if chance.random() < 0.7:
            for n in (1, 2, 3, 4):
                if chance.random() < 0.85:
                    last = [day, stage, mentor, f"Q{n}"]
                    yield [code, "", "BIG", "1", *last, chance.randrange(4)]
                    if code != codes[2]:
                        person = f"{PEOPLE} {code}"
                        yield [code, person, "PEOPLE", "1", *last, chance.randrange(4)]


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Four offices in two provinces; not to be changed."""
    work = tmp_path_factory.mktemp("offices")
    return {area: office(work, area) for area in AREAS}


@pytest.fixture(scope="session")
def delivered(offices: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Their deliveries."""
    out = tmp_path_factory.mktemp("out")
    return [Path(run(db, "send", str(out)).strip()) for db in offices.values()]


@pytest.fixture(scope="session")
def one_file(offices: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All offices in one SQLite file, by their exports."""
    work = tmp_path_factory.mktemp("one")
    db = work / "one.db"
    run(db, "init", "--district-code", AREAS[0], "--yes")
    for area, path in offices.items():
        run(path, "export", str(work / area), "-q")
        (work / area / "setting.csv").unlink()
        for sheet in ("post", "document", "heading"):
            (work / area / f"{sheet}.csv").touch() if sheet in SHEETS else None
        run(db, "import", str(work / area), "-q", "--yes")
    return db


@pytest.fixture(scope="session")
def nation(delivered: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pool of all of them; not to be changed."""
    root = tmp_path_factory.mktemp("pool") / "nation"
    assert in_process("pool", "init", str(root), "--covers", "id").code == 0
    added = in_process("pool", "add", str(root), *map(str, delivered))
    assert added.code == 0, added.err
    return root


@pytest.fixture(scope="session")
def corrected(offices: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A later delivery of the first office, that put something right."""
    work = tmp_path_factory.mktemp("corrected")
    db = Path(shutil.copy(offices[AREAS[0]], work / "office.db"))
    run(db, "village", "edit", "2001", "--village-name", "Terbaru", "--yes")
    return Path(run(db, "send", str(work / "out"), now=NOW + timedelta(days=9)).strip())


def shelf_bytes(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for part in ("data", "index", "due")
        for path in sorted((root / part).rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="session")
def straight(
    delivered: list[Path], corrected: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """The shelves of all of them and the correction, taken at once."""
    pool = begun(tmp_path_factory.mktemp("straight") / "pool")
    assert taken(pool, *delivered, corrected).count("new") == 4
    name = "SELECT village_name FROM village WHERE village_code = '11.01.01.2001'"
    assert PoolStore(pool, DuckDB()).value(name) == "Terbaru"
    return shelf_bytes(pool.root)


def begun(root: Path, covers: str = "id") -> folder.Pool:
    folder.create(folder.Pool(root, covers, {"target": "80"}, {}, 45, {}))
    return folder.opened(root)


def taken(pool: folder.Pool, *files: Path, **more: bool) -> list[str]:
    done = take.add(
        pool, files, partial=more.get("partial", False), accept=more.get("accept", False), tell=str
    )
    return [one.outcome for one in done]


@pytest.mark.parametrize("instrument", ["BIG", "PEOPLE"])
@pytest.mark.parametrize("made", [progress.progress, target.target, indicators.indicators])
def test_a_report_of_the_pool_equals_that_of_one_file_with_all_records(
    nation, one_file, made, instrument
):
    if made is progress.progress and instrument == "PEOPLE":
        return
    scope = DAY._replace(instrument=instrument)
    whole = Store(one_file, write=False)
    store = PoolStore(folder.opened(nation), DuckDB())
    store.open_answers()
    expected = list(made(whole, scope).rows)
    assert expected
    assert list(made(store, scope).rows) == expected


def portable() -> dict[str, str]:
    return {
        name: query.sql
        for file in ("scores", "visits", "owed")
        for name, query in queries(file).items()
        if "-- portable" in query.sql
    }


VALUES = {
    "as_of": "2026-11-30",
    "since": "",
    "until": "",
    "locus": 0,
    "first": 0,
    "last": 2**62,
    "instrument": "BIG",
    "version": 1,
    "length": 5,
}


class SQLite:
    """An engine over the same shelves, in the database that the queries were written for."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")

    def shelves(self, table, columns, files, district):
        reader = DuckDB()
        reader.shelves(table, columns, files, district)
        found = list(reader.run(f"SELECT {', '.join(columns)} FROM p_{table}", {}))
        self.table(f"p_{table}", columns, found)

    def table(self, name, columns, rows):
        shape = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        self.connection.execute(f"DROP TABLE IF EXISTS {name}")
        self.connection.execute(f"CREATE TABLE {name} ({shape})")
        places = ", ".join("?" * len(columns))
        self.connection.executemany(f"INSERT INTO {name} VALUES ({places})", rows)

    def ids(self, name, ids):
        self.table(name, {"id": "BIGINT"}, [(id_,) for id_ in ids])

    def view(self, name, sql):
        self.connection.execute(f"CREATE VIEW {name} AS {sql}")

    def run(self, sql, values):
        yield from self.connection.execute(sql, values)


def answered(store: PoolStore) -> dict[str, list[tuple]]:
    """The rows of every portable query and report, for both instruments."""
    store.open_answers()
    store.open_work()
    found = {}
    for instrument in ("BIG", "PEOPLE"):
        version = store.value(f"SELECT id FROM instrument WHERE instrument_code = '{instrument}'")
        ids = [
            id_
            for (id_,) in store.rows(
                f"SELECT id FROM assessment WHERE instrument_id = {version} ORDER BY id"
            )
        ]
        values = VALUES | {"version": version, "instrument": instrument}
        (listed,) = store.id_lists(ids)
        for name in portable():
            sql = portable()[name].replace(":assessments", listed)
            if f"{name} BIG" in found and not re.search(r":instrument|:version|wanted", sql):
                continue
            # What the order leaves open is up to the engine.
            found[f"{name} {instrument}"] = sorted(store.rows(sql, values), key=repr)
        scope = DAY._replace(instrument=instrument)
        for made in (target.target, indicators.indicators):
            found[f"{made.__name__} {instrument}"] = list(made(store, scope).rows)
    found["progress"] = list(progress.progress(store, DAY).rows)
    return found


@pytest.fixture(scope="session")
def in_sqlite(nation: Path) -> dict[str, list[tuple]]:
    return answered(PoolStore(folder.opened(nation), SQLite()))


def test_every_portable_query_and_report_is_the_same_row_by_row_in_duckdb(nation, in_sqlite):
    assert all(in_sqlite.values()), [name for name, rows in in_sqlite.items() if not rows]
    in_duckdb = answered(PoolStore(folder.opened(nation), DuckDB()))
    assert differing(in_duckdb, in_sqlite) == {}


def differing(found: dict[str, list[tuple]], expected: dict[str, list[tuple]]) -> dict[str, object]:
    assert found.keys() == expected.keys()
    return {name: (rows, expected[name]) for name, rows in found.items() if rows != expected[name]}


def test_no_portable_query_uses_what_other_engines_lack():
    lacking = ("iif(", "json_each", "julianday", "NOCASE", "ifnull(", "group_concat", "GLOB", "||")
    assert portable()
    for name, sql in portable().items():
        assert [word for word in lacking if word in sql] == [], name


def test_other_engines_read_the_shelves_with_or_without_the_folders(nation):
    shelves = f"{nation}/data/assessment/*/*/shelf.parquet"
    found = [
        duckdb.execute(
            "SELECT province, regency, count(*) FROM read_parquet(?, hive_partitioning = "
            f"{folders}) GROUP BY ALL ORDER BY ALL",
            [shelves],
        ).fetchall()
        for folders in ("true", "false")
    ]
    assert found[0] == found[1]
    assert [row[:2] for row in found[0]] == [
        ("p11", "p11.01"),
        ("p11", "p11.02"),
        ("p12", "p12.01"),
    ]


def test_levels_are_made_of_units_and_count_the_silent(nation, tmp_path):
    root = tmp_path / "pool"
    shutil.copytree(nation, root)
    listed = tmp_path / "offices.csv"
    listed.write_text("kode;nama\n11.01.01;Satu\n11.01.09;Sembilan\n", "utf-8")
    pool = folder.opened(root)
    folder.describe(pool._replace(offices={"11.01.01": "Satu", "11.01.09": "Sembilan"}))
    told = in_process(
        "pool", "report", "progress", str(root), "--by", "regency", "--instrument", "BIG",
        "--as-of", DAY.as_of,
    )  # fmt: skip
    found = rows(told.out)
    assert [row["area_code"] for row in found] == ["11.01", "11.02", "12.01"]
    assert (found[0]["offices"], found[0]["silent_offices"], found[0]["villages"]) == (
        "2",
        "1",
        "6",
    )
    villages = rows(
        in_process(
            "pool", "report", "progress", str(root), "--instrument", "BIG", "--as-of", DAY.as_of
        ).out
    )
    latest = [
        float(row["latest"])
        for row in villages
        if row["village_code"][:5] == "11.01" and row["latest"]
    ]
    assert float(found[0]["latest"]) == pytest.approx(sum(latest) / len(latest))


def test_every_count_of_an_area_is_the_sum_of_its_villages(nation):
    words = ("pool", "report", "progress", str(nation), "--instrument", "BIG")
    words = (*words, "--as-of", DAY.as_of)
    villages = rows(in_process(*words).out)
    counts = ("sessions", "critical_failures", "open_actions", "overdue_actions")
    for area in rows(in_process(*words, "--by", "regency").out):
        own = [row for row in villages if row["village_code"].startswith(area["area_code"])]
        for word in counts:
            assert int(area[word]) == sum(int(row[word] or 0) for row in own), word
        assessed = [row for row in own if row["latest"]]
        reached = sum(row["reached"] == "yes" for row in assessed)
        assert (int(area["villages"]), int(area["assessed"])) == (len(own), len(assessed))
        assert int(area["reached_villages"]) == reached
        assert float(area["reached_share"]) == pytest.approx(100 * reached / len(assessed))


@pytest.mark.parametrize("instrument", ["BIG", "PEOPLE"])
def test_indicators_of_an_area_are_those_of_the_report_within_it(nation, instrument):
    words = ("pool", "report", "indikator", str(nation), "--instrument", instrument)
    words = (*words, "--as-of", DAY.as_of)
    told = in_process(*words, "--by", "kabupaten")
    assert told.code == 0, told.err
    by = rows(told.out)
    assert {row["area_code"] for row in by} == {"11.01", "11.02", "12.01"}
    for area in ("11.01", "11.02", "12.01"):
        within = rows(in_process(*words, "--within", area).out)
        of_area = [row for row in by if row["area_code"] == area]
        assert [{"area_code": area, **row} for row in within] == of_area


def test_beginning_and_checking_can_be_tried_without_writing(nation, tmp_path):
    listed = tmp_path / "offices.csv"
    listed.write_text("kode;nama\n11.01.09;Sembilan\n11.01.01;Satu\n12.01.01;Lain\n", "utf-8")
    words = ("pool", "init", str(tmp_path / "pool"), "--covers", "11.01", "--offices", str(listed))
    tried = in_process(*words, "--dry-run")
    assert [tuple(row.values()) for row in rows(tried.out)] == [
        ("11.01.01", "Satu"),
        ("11.01.09", "Sembilan"),
    ]
    assert not (tmp_path / "pool").exists()
    assert in_process(*words).code == 0
    assert in_process(*words, "--dry-run").code == in_process(*words).code == 5
    root = tmp_path / "nation"
    shutil.copytree(nation, root)
    (root / "data" / "built" / "11.01").write_text("x")
    before = shelf_bytes(root)
    assert in_process("pool", "check", str(root), "--rebuild", "--dry-run").code == 7
    assert shelf_bytes(root) == before


def test_a_target_is_read_anew_at_each_level(nation):
    by = rows(
        in_process(
            "pool", "report", "target", str(nation), "--by", "provinsi", "--instrument", "BIG",
            "--as-of", DAY.as_of,
        ).out
    )  # fmt: skip
    assert [(row["area_code"], row["reading"]) for row in by] == [
        (area, reading) for area in ("11", "12") for reading in ("level", "share", "growth")
    ]
    within = rows(
        in_process(
            "pool", "report", "target", str(nation), "--within", "12.01", "--instrument", "BIG",
            "--as-of", DAY.as_of,
        ).out
    )  # fmt: skip
    assert [row["value"] for row in within] == [row["value"] for row in by[3:]]


@pytest.mark.parametrize("name", ["progress", "target", "indicators"])
def test_a_pools_report_comes_in_every_format(nation, tmp_path, name):
    words = (
        "pool",
        "report",
        name,
        str(nation),
        "--by",
        "regency",
        "--instrument",
        "BIG",
        "--as-of",
        DAY.as_of,
    )
    for style in ("table", "csv", "tsv", "json", "jsonl", "markdown", "html", "github"):
        told = in_process(*words, "--format", style)
        assert (told.code, len(told.out) > 40) == (0, True), (style, told.err)
    for ending in ("xlsx", "html", "csv"):
        told = in_process(*words, "-o", str(tmp_path / f"report.{ending}"))
        assert (told.code, (tmp_path / f"report.{ending}").stat().st_size > 40) == (0, True), told


def test_within_a_district_only_its_villages_are_told(nation):
    told = in_process(
        "pool", "report", "progress", str(nation), "--within", "11.01.02", "--instrument", "BIG"
    )
    assert [row["village_code"] for row in rows(told.out)] == [
        f"11.01.02.200{n}" for n in (1, 2, 3)
    ]


def test_nothing_personal_leaves_the_office(offices, delivered):
    db = sqlite3.connect(offices[AREAS[0]])
    codes = {row[0] for row in db.execute("SELECT official_code FROM official")}
    with zipfile.ZipFile(delivered[0]) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "Desa 1" in everything
    for secret in (PEOPLE, PHONE, f"Kas {PEOPLE}", "Tanya ", "MENTOR-", *codes):
        assert secret not in everything, secret


def test_nothing_personal_lies_on_the_shelves_or_in_the_pools_own_files(offices, nation):
    codes = [
        row[0]
        for path in offices.values()
        for row in sqlite3.connect(path).execute("SELECT official_code FROM official")
    ]
    pool = folder.opened(nation)
    reader, told = DuckDB(), ""
    for part in PARTS:
        for regency in ("11.01", "11.02", "12.01"):
            reader.shelves(part.name, {}, [str(folder.shelf(pool, part.name, regency))], "")
            told += repr(list(reader.run(f"SELECT * FROM p_{part.name}", {})))
    for path in nation.rglob("*"):
        if path.is_file() and path.suffix not in (".perut", ".parquet"):
            told += path.read_text("utf-8")
    assert "Desa 1" in told
    for secret in (PEOPLE, PHONE, f"Kas {PEOPLE}", "Tanya ", "MENTOR-", *codes):
        assert secret not in told, secret


WITHOUT = """
import sys
for name in sys.argv.pop().split(","):
    sys.modules[name] = None
from perut_cli.cli.app.main import main
main()
"""


@pytest.mark.parametrize(
    ("lacking", "words", "line"),
    [
        ("duckdb", ("report", "progress"), "pip install 'perut[pool]'"),
        ("duckdb", ("page",), "pip install 'perut[pool]'"),
        ("pyspark", ("report", "target", "--engine", "spark"), "pip install 'perut[spark]'"),
        ("pyarrow", ("report", "target", "--engine", "spark"), "pip install 'perut[spark]'"),
    ],
)
def test_what_is_not_installed_is_named_with_the_line_that_brings_it(
    nation, tmp_path, lacking, words, line
):
    verb = ("pool", *words[:2]) if words[0] == "report" else ("pool", *words)
    command = [*verb, str(nation), *words[2:], "--lang", "en", lacking]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, *command],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert (done.returncode, line in done.stderr) == (1, True), done.stderr
    # What needs no engine needs no library.
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, "pool", "status", str(nation), lacking],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_a_list_of_areas_of_every_level_names_offices_and_those_above(tmp_path):
    listed = tmp_path / "wilayah.csv"
    listed.write_text(
        "kode,nama\n11,Aceh\n11.01,Aceh Selatan\n11.01.01,Bakongan\n11.01.01.2001,Keude\n"
        "11.01.02.2001,Ujong\n12.01.01,Lain\n",
        "utf-8",
    )
    root = tmp_path / "pool"
    told = in_process("pool", "init", str(root), "--covers", "11", "--offices", str(listed))
    assert told.code == 0, told.err
    pool = folder.opened(root)
    assert pool.offices == {"11.01.01": "Bakongan", "11.01.02": ""}
    assert pool.names == {"11": "Aceh", "11.01": "Aceh Selatan"}


def test_what_leaves_is_listed_before_it_leaves(offices, tmp_path):
    done = in_process("send", str(tmp_path / "none"), "--dry-run", db=offices[AREAS[0]])
    listed = {(row["part_name"], row["column_name"]) for row in rows(done.out)}
    assert listed == {(part.name, column) for part in PARTS for column in part.columns}
    assert not (tmp_path / "none").exists()


def test_a_person_goes_by_another_number_in_every_delivery(offices):
    def order() -> bytes:
        made = gathered(Store(offices[AREAS[0]], write=False), "2026-11-27T00:00:00Z")
        return next(one.data for one in made.parts if one.part.name == "official")

    assert len({order() for _ in range(30)}) > 1


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_order_of_arrival_repeats_corrections_and_kills_give_the_same_shelves(
    delivered, corrected, straight, tmp_path_factory, monkeypatch, data
):
    root = tmp_path_factory.mktemp("order")
    pool = begun(root / "pool")
    order = data.draw(st.permutations([*delivered, corrected, delivered[0], corrected]))
    killed_at = data.draw(st.integers(0, len(order) - 1))
    renames = data.draw(st.integers(0, 20))
    for place, path in enumerate(order):
        if place == killed_at:
            with monkeypatch.context() as patch, suppress(Killed):
                patch.setattr("perut_cli.store.files.os.replace", killing_after(renames))
                taken(pool, path)
        taken(pool, path)
    assert shelf_bytes(root / "pool") == straight


class Killed(BaseException):
    """The process ends here."""


def killing_after(renames: int) -> Callable[[str, str], None]:
    """os.replace that works so many times."""
    left = iter(range(renames))
    replace = os.replace

    def replacing(aside: str, path: str) -> None:
        if next(left, None) is None:
            raise Killed
        replace(aside, path)

    return replacing


@pytest.mark.parametrize("after", [0.6, 0.9, 1.2])
def test_a_killed_process_leaves_nothing_that_the_next_does_not_clear(
    delivered, nation, tmp_path, after
):
    pool = begun(tmp_path / "pool")
    command = [sys.executable, "-m", "perut_cli", "pool", "add", str(pool.root)]
    with subprocess.Popen([*command, *map(str, delivered)], stdout=subprocess.DEVNULL) as running:
        with suppress(subprocess.TimeoutExpired):
            running.wait(after)
        running.kill()
    # As if it had been killed between writing and putting in place.
    for path in (pool.root / "aside" / ".shelf.parquet.x.tmp",):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"half")
    assert in_process("pool", "add", str(pool.root), *map(str, delivered)).code == 0
    assert shelf_bytes(pool.root) == shelf_bytes(nation)
    assert sorted(path.name for path in pool.root.iterdir()) == sorted(
        path.name for path in nation.iterdir()
    )


@pytest.mark.parametrize("renames", [0, 1, 3, 8, 9, 12, 20])
def test_an_interrupted_add_is_taken_up_again(delivered, nation, tmp_path, monkeypatch, renames):
    pool = begun(tmp_path / "pool")
    with monkeypatch.context() as patch, suppress(Killed):
        patch.setattr("perut_cli.store.files.os.replace", killing_after(renames))
        taken(pool, *delivered)
    told = in_process("pool", "status", str(pool.root), "--format", "markdown")
    assert "was interrupted" in told.out
    # What was checked before isn't checked again.
    checked: list[str] = []
    real = take.received
    monkeypatch.setattr(take, "received", lambda *one: checked.append("") or real(*one))
    assert in_process("pool", "add", str(pool.root), *map(str, delivered)).code == 0
    assert len(checked) == max(0, 4 - renames // 2)
    assert shelf_bytes(pool.root) == shelf_bytes(nation)
    assert "was interrupted" not in in_process("pool", "status", str(pool.root)).out


def test_an_interrupted_add_is_finished_without_its_files(delivered, nation, tmp_path, monkeypatch):
    pool = begun(tmp_path / "pool")
    with monkeypatch.context() as patch:
        patch.setattr(shelves, "_make", interrupt)
        told = in_process("pool", "add", str(pool.root), *map(str, delivered))
    assert (told.code, "goes on where it stopped" in told.err) == (130, True)
    assert in_process("pool", "add", str(pool.root)).code == 0
    assert shelf_bytes(pool.root) == shelf_bytes(nation)
    assert in_process("pool", "add", str(pool.root)).code == 2


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_one_more_office_reads_no_deliveries_but_its_own(delivered, tmp_path, monkeypatch):
    pool = begun(tmp_path / "pool")
    taken(pool, *delivered[1:])
    read: set[str] = set()
    real, listed = receipts.receipts, folder.listed
    monkeypatch.setattr(
        offices_of, "receipts", lambda pool, code: read.add(code) or real(pool, code)
    )
    monkeypatch.setattr(folder, "listed", lambda path: read.add(path.name) or listed(path))
    taken(pool, delivered[0])
    assert read == {AREAS[0], "due"}, read


def test_a_lost_or_damaged_index_is_made_again_from_the_receipts(nation, tmp_path):
    root = tmp_path / "pool"
    shutil.copytree(nation, root)
    before = in_process("pool", "status", str(root)).out
    index = root / "index" / "11.01.json"
    index.write_text("[]")
    assert in_process("pool", "status", str(root)).out == before
    told = in_process("pool", "check", str(root))
    assert (told.code, "index/11.01.json" in told.err) == (7, True)
    assert in_process("pool", "check", str(root), "--rebuild").code == 7
    assert in_process("pool", "check", str(root)).code == 0
    assert shelf_bytes(root) == shelf_bytes(nation)


def test_a_trial_tells_the_same_outcomes_and_writes_nothing(offices, delivered, tmp_path):
    pool = begun(tmp_path / "pool", "11")
    taken(pool, delivered[0])
    bad = tmp_path / "bad.perut"
    bad.write_bytes(b"x")
    before = {path: path.stat().st_mtime_ns for path in pool.root.rglob("*")}
    for more in ((), ("--partial",)):
        words = ("pool", "add", str(pool.root), *map(str, delivered[:3]), str(bad), *more)
        tried = in_process(*words, "--dry-run")
        assert {path: path.stat().st_mtime_ns for path in pool.root.rglob("*")} == before
        assert tried == in_process(*words)
        shutil.rmtree(pool.root)
        pool = begun(tmp_path / "pool", "11")
        taken(pool, delivered[0])
        before = {path: path.stat().st_mtime_ns for path in pool.root.rglob("*")}
    words = ("pool", "add", str(pool.root), *map(str, delivered[:3]))
    tried = in_process(*words, "--dry-run")
    assert [row["outcome"] for row in rows(tried.out)] == ["same", "new", "new"]
    assert tried.out == in_process(*words).out


def test_a_folder_or_a_pattern_names_its_deliveries(delivered, tmp_path):
    for name in (str(delivered[0].parent), str(delivered[0].parent / "*.perut")):
        pool = begun(tmp_path / str(len(name)))
        told = in_process("pool", "add", str(pool.root), name)
        assert len(rows(told.out)) == 4, told.err
    for name in ("nowhere.perut", str(tmp_path / "*.perut")):
        told = in_process("pool", "add", str(pool.root), name)
        assert (told.code, "P010" in told.err) == (4, True)


def test_two_do_not_write_into_a_pool_at_once(delivered, tmp_path):
    pool = begun(tmp_path / "pool")
    with folder.alone(pool):
        told = in_process("pool", "add", str(pool.root), str(delivered[0]))
    assert (told.code, "P372" in told.err) == (6, True)
    assert in_process("pool", "add", str(pool.root), str(delivered[0])).code == 0


def test_a_copy_of_a_file_goes_by_the_same_id_and_another_file_by_another(offices, tmp_path):
    other = tmp_path / "other.db"
    run(other, "init", "--district-code", AREAS[0], "--yes")
    copy = Path(shutil.copy(offices[AREAS[0]], tmp_path / "copy.db"))
    run(copy, "village", "edit", "2001", "--village-name", "Baru", "--yes")
    ids = [
        gathered(Store(db, write=False), "2026-11-27T00:00:00Z").manifest
        for db in (offices[AREAS[0]], copy, other)
    ]
    assert ids[0]["file_id"] == ids[1]["file_id"] != ids[2]["file_id"]
    # The head is the one that the office's own pages print.
    shown = in_process("check", "--head", str(ids[1]["head"]), db=copy)
    assert shown.code == 0, shown.err


def test_two_files_of_one_office_are_told_until_one_holds_both(offices, delivered, tmp_path):
    other = tmp_path / "other.db"
    run(other, "init", "--district-code", AREAS[0], "--yes")
    villages = [["village_code", "village_name"], [f"{AREAS[0]}.2001", "Satu"]]
    run(other, "village", "import", written(tmp_path / "village.csv", *villages))
    second = Path(run(other, "send", str(tmp_path), now=NOW + timedelta(days=1)).strip())
    pool = begun(tmp_path / "pool")
    assert taken(pool, delivered[0], second) == ["older", "new"]
    told = rows(in_process("pool", "status", str(pool.root), "--format", "csv").out)
    assert told[0]["office_state"] == "disputed"
    heads = [
        gathered(Store(db, write=False), "2026-11-27T00:00:00Z").manifest
        for db in (offices[AREAS[0]], other)
    ]
    assert all(str(said["head"]) in told[0]["what_to_do"] for said in heads)
    merged = Path(shutil.copy(offices[AREAS[0]], tmp_path / "merged.db"))
    run(merged, "merge", str(other), "--yes")
    later = NOW + timedelta(days=2)
    both = Path(run(merged, "send", str(tmp_path / "both"), now=later).strip())
    assert taken(pool, both) == ["new"]
    told = rows(in_process("pool", "status", str(pool.root), "--format", "csv").out)
    assert told[0]["office_state"] == "current"
    # One that lacks the other laptop's records goes back, however many batches it has.
    alone = resealed(
        delivered[0],
        tmp_path / "alone.perut",
        "village",
        same,
        last_batch=120,
        made_at="2026-11-29T00:00:00Z",
    )
    told = in_process("pool", "add", str(pool.root), str(alone))
    assert "another laptop" in told.out


def test_a_correction_replaces_and_an_older_delivery_does_not(offices, tmp_path):
    db = shutil.copy(offices[AREAS[0]], tmp_path / "office.db")
    pool = begun(tmp_path / "pool")
    first = Path(run(Path(db), "send", str(tmp_path / "a")).strip())
    run(Path(db), "village", "edit", "2001", "--village-name", "Baru", "--yes")
    later = NOW + timedelta(days=30)
    second = Path(run(Path(db), "send", str(tmp_path / "b"), now=later).strip())
    assert taken(pool, second) == ["new"]
    assert taken(pool, first) == ["older"]
    assert taken(pool, second, first) == ["same", "same"]
    store = PoolStore(pool, DuckDB())
    assert (
        store.value("SELECT village_name FROM village WHERE village_code = '11.01.01.2001'")
        == "Baru"
    )


def test_a_last_batch_that_goes_back_is_held_until_somebody_says_yes(offices, tmp_path):
    db, old = tmp_path / "office.db", tmp_path / "old.db"
    shutil.copy(offices[AREAS[0]], db)
    shutil.copy(offices[AREAS[0]], old)
    pool = begun(tmp_path / "pool", "11.01")
    run(db, "village", "edit", "2001", "--village-name", "Baru", "--yes")
    ahead = run(db, "send", str(tmp_path / "a")).strip()
    back = run(old, "send", str(tmp_path / "b"), now=NOW + timedelta(days=1)).strip()
    root = str(pool.root)
    assert in_process("pool", "add", root, ahead).code == 0
    told = in_process("pool", "add", root, back)
    assert (told.code, rows(told.out)[0]["outcome"]) == (0, "held")
    state = rows(in_process("pool", "status", root, "--format", "csv").out)
    assert (state[0]["office_state"], state[0]["deliveries"]) == ("held", "2")
    assert in_process("pool", "add", root, back, "--yes").code == 0
    state = rows(in_process("pool", "status", root, "--format", "csv").out)
    assert state[0]["office_state"] == "current"
    store = PoolStore(pool, DuckDB())
    assert (
        store.value("SELECT village_name FROM village WHERE village_code = '11.01.01.2001'")
        != "Baru"
    )


def test_a_file_that_goes_back_is_held_whatever_another_file_sent_between(
    offices, delivered, tmp_path
):
    def sent(name: str, file_id: str, last_batch: int, day: int) -> Path:
        more = {"file_id": file_id, "files": [file_id], "last_batch": last_batch}
        moment = f"2026-12-{day:02}T09:00:00Z"
        return resealed(delivered[0], tmp_path / name, "village", same, made_at=moment, **more)

    pool = begun(tmp_path / "pool")
    first, other, back = (
        sent("a.perut", "A", 100, 1),
        sent("b.perut", "B", 5, 2),
        sent("c.perut", "A", 99, 3),
    )
    assert taken(pool, back, first, other) == ["older", "new", "held"]
    office = offices_of.office(pool, AREAS[0])
    assert [office.current.last_batch, office.rivals[0].last_batch] == [5, 100]
    told = in_process("pool", "add", str(pool.root), str(back))
    assert rows(told.out)[0]["outcome"] == "same"
    told = in_process("pool", "status", str(pool.root), "--format", "csv")
    assert "goes back: 99 after 100" in rows(told.out)[0]["what_to_do"]


def altered(path: Path, target: Path, change: object) -> Path:
    """A delivery with a member or the manifest changed."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as out:
        for name in source.namelist():
            out.writestr(name, change(name, source.read(name)))
    return target


def resealed(path: Path, target: Path, part: str, change: object, **manifest: object) -> Path:
    """A delivery whose changed part fits its sum: what a foreign program could write."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts[f"{part}.csv"] = change(parts[f"{part}.csv"])
    said = json.loads(parts["manifest.json"]) | manifest
    said["parts"][part]["sha256"] = hashlib.sha256(parts[f"{part}.csv"]).hexdigest()
    parts["manifest.json"] = json.dumps(said).encode()
    with zipfile.ZipFile(target, "w") as out:
        for name, data in parts.items():
            out.writestr(name, data)
    return target


def same(data: bytes) -> bytes:
    return data


REFUSED = {
    "cut short": lambda path, to: to.write_bytes(path.read_bytes()[:-400]),
    "empty": lambda path, to: to.write_bytes(b""),
    "no delivery": lambda path, to: to.write_bytes(b"village_code,village_name\n"),
    "altered": lambda path, to: altered(
        path, to, lambda name, data: data + b"x" if name == "session.csv" else data
    ),
    "newer perut": lambda path, to: resealed(path, to, "village", same, format=99),
    "covers": lambda path, to: resealed(path, to, "village", same, district_code="51.01.01"),
    "villages of others": lambda path, to: resealed(
        path, to, "village", lambda data: data + b"11.01.09.2001,Asing,,\n"
    ),
    "that village.csv lacks": lambda path, to: resealed(
        path, to, "action", lambda data: data + b"9,11.01.01.2099,low,,open,2026-01-01,,\n"
    ),
    "no villages": lambda path, to: resealed(
        path, to, "village", lambda data: data.partition(b"\n")[0] + b"\n"
    ),
    "tables are damaged": lambda path, to: resealed(
        path,
        to,
        "assessment",
        lambda data: data.replace(b",1,2026", b",x,2026").replace(b".0,", b".0.0,"),
    ),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_a_delivery_is_refused_with_the_reason(delivered, tmp_path, reason):
    pool = begun(tmp_path / "pool", "11.01")
    bad = tmp_path / "bad.perut"
    REFUSED[reason](delivered[0], bad)
    told = in_process("pool", "add", str(pool.root), str(delivered[1]), str(bad))
    assert (told.code, reason in told.err) == (1, True), told.err
    assert offices_of.offices(pool) == {}
    told = in_process("pool", "add", str(pool.root), str(delivered[1]), str(bad), "--partial")
    assert told.code == 3
    outcomes = {row["delivery_file"]: row["outcome"] for row in rows(told.out)}
    assert outcomes == {delivered[1].name: "new", "bad.perut": "refused"}
    assert list(offices_of.offices(pool)) == [AREAS[1]]


def test_an_older_format_has_blanks_where_it_lacks_a_column(delivered, tmp_path):
    def without_severity(data: bytes) -> bytes:
        table = list(csv.reader(io.StringIO(data.decode())))
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([row[:2] + row[3:] for row in table])
        return text.getvalue().encode()

    old = resealed(delivered[0], tmp_path / "old.perut", "action", without_severity, format=0)
    pool = begun(tmp_path / "pool")
    assert taken(pool, old, delivered[1]) == ["new", "new"]
    store = PoolStore(pool, DuckDB())
    found = dict(store.rows("SELECT village_code, severity FROM p_action"))
    assert found["11.01.01.2001"] == ""


def test_instruments_that_clash_are_told_and_never_mixed(offices, delivered, tmp_path):
    other = office(tmp_path, "11.03.01", weight=5)
    pool = begun(tmp_path / "pool")
    extra = Path(run(other, "send", str(tmp_path / "out")).strip())
    assert taken(pool, *delivered, extra) == ["new"] * 5
    told = in_process("pool", "status", str(pool.root), "--format", "markdown")
    assert "11.03.01" in told.out.partition("Instruments that clash")[2]
    # A script sees it too: the office that has another content than most is to be asked.
    told = in_process("pool", "status", str(pool.root), "--format", "csv")
    states = {row["area_code"]: (row["office_state"], row["what_to_do"]) for row in rows(told.out)}
    assert {code for code, (state, _) in states.items() if state == "clashing"} == {"11.03.01"}
    assert "BIG 1-" in states["11.03.01"][1]
    assert "perut instrument revise" in states["11.03.01"][1]
    store = PoolStore(pool, DuckDB())
    names = sorted(one.name for one in store.versions if one.code == "BIG")
    assert names[0] == "1"
    assert names[1].startswith("1-")
    report = in_process(
        "pool", "report", "target", str(pool.root), "--instrument", "BIG", "--format", "markdown"
    )
    # What most offices have keeps its name, the other goes by one of its own.
    held = {one.name: one.offices for one in store.versions if one.code == "BIG"}
    assert held == {"1": 4, names[1]: 1}
    assert f"BIG {names[1]} (1)" in report.out


def test_what_a_pool_sends_onward_gives_the_same_shelves(nation, tmp_path):
    sent = in_process("pool", "send", str(nation), str(tmp_path / "up"))
    assert sent.code == 0
    pool = begun(tmp_path / "above")
    assert taken(pool, Path(sent.out.strip())) == ["new"] * 4
    assert shelf_bytes(pool.root) == shelf_bytes(nation)


def test_check_names_a_delivery_and_a_shelf_that_were_changed(delivered, nation, tmp_path):
    root = tmp_path / "pool"
    shutil.copytree(nation, root)
    assert in_process("pool", "check", str(root)).code == 0
    shelf = folder.shelf(folder.opened(root), "village", "11.01")
    shelf.write_bytes(folder.shelf(folder.opened(root), "village", "12.01").read_bytes())
    for words, hint in (((), "again with `perut pool check"), (("--rebuild",), "made again: see")):
        told = in_process("pool", "check", str(root), *words)
        assert (told.code, "11.01" in told.err, hint in told.err) == (7, True, True), told.err
    assert shelf_bytes(root) == shelf_bytes(nation)
    kept = next((root / "deliveries" / AREAS[0]).glob("*.perut"))
    kept.write_bytes(next((root / "deliveries" / AREAS[1]).glob("*.perut")).read_bytes())
    told = in_process("pool", "check", str(root), "--rebuild")
    assert (told.code, "P365" in told.err, kept.name in told.err) == (7, True, True)
    kept.write_bytes(b"x")
    told = in_process("pool", "check", str(root))
    assert (told.code, kept.name in told.err) == (7, True)
    assert f"add the deliveries again with `perut pool add {root} FILE`" in told.err, told.err
    # The same file again, and all is as it was.
    for dry_run in (["--dry-run"], []):
        mended = in_process("pool", "add", str(root), str(delivered[0]), *dry_run)
        assert (mended.code, "damaged copy was replaced" in mended.out) == (0, True), mended
    assert in_process("pool", "check", str(root)).code == 0
    assert shelf_bytes(root) == shelf_bytes(nation)
    assert "replaced" not in in_process("pool", "add", str(root), str(delivered[0])).out


def test_an_office_that_is_late_or_silent_is_told(delivered, tmp_path):
    listed = tmp_path / "offices.csv"
    listed.write_text("kode;nama\n11.01.01;Satu\n11.01.09;Sembilan\n", "utf-8")
    root = tmp_path / "pool"
    done = in_process("pool", "init", str(root), "--covers", "11.01", "--offices", str(listed))
    assert done.code == 0, done.err
    assert in_process("pool", "add", str(root), str(delivered[0])).code == 0
    told = in_process("pool", "status", str(root), "--format", "csv", now=NOW + timedelta(days=60))
    assert [(row["area_code"], row["office_state"]) for row in rows(told.out)] == [
        ("11.01.09", "silent"),
        ("11.01.01", "late"),
    ]


@pytest.mark.parametrize(("over", "state"), [(0, "current"), (1, "late")])
def test_an_office_is_late_from_the_day_after_its_last(delivered, tmp_path, over, state):
    root = tmp_path / "pool"
    assert in_process("pool", "init", str(root), "--covers", "11.01").code == 0
    assert in_process("pool", "add", str(root), str(delivered[0])).code == 0
    days = json.loads((root / "pool.json").read_text("utf-8"))["late_days"]
    (told,) = rows(in_process("pool", "status", str(root), "--format", "csv").out)
    sent = date.fromisoformat(told["made_at"][:10])
    day = datetime.combine(sent + timedelta(days=days + over), time(9))
    (told,) = rows(in_process("pool", "status", str(root), "--format", "csv", now=day).out)
    assert told["office_state"] == state


def test_a_delivery_needs_an_office(tmp_path, sample):
    connection = sqlite3.connect(sample)
    connection.execute("UPDATE setting SET value = '51.01.01' WHERE setting = 'district_code'")
    connection.commit()
    told = in_process("send", str(tmp_path), db=sample)
    assert told.code in (1, 7)


def test_ids_stay_apart_between_offices_and_their_columns_are_known():
    assert {"assessment", "score"} <= BY_NAME.keys()
    for part in PARTS:
        assert len(set(part.columns)) == len(part.columns)


def test_every_portable_query_and_report_is_the_same_row_by_row_in_spark(
    nation, in_sqlite, monkeypatch
):
    """A cluster with two executors, processes of their own."""
    if "java" not in os.environ.get("PERUT_REQUIRE", "").split():
        if not os.environ.get("PERUT_SPARK"):
            pytest.skip("takes a minute or two with Java 17 and perut[spark]: PERUT_SPARK=1")
        pytest.importorskip("pyspark", reason="needs perut[spark]")
        if not shutil.which("java"):
            pytest.skip("needs Java 17")
    # So short a run doesn't pay for the compiler's best; no name of this machine is looked up.
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("SPARK_LOCAL_HOSTNAME", "localhost")
    engine = import_module("perut_cli.pool.spark_engine").Spark("local-cluster[2,1,1024]")
    try:
        found = answered(PoolStore(folder.opened(nation), engine))
        java = engine.session.sparkContext._jsc.sc()  # noqa: SLF001 - Python's has no such question
        # Both executors and the driver.
        assert java.getExecutorMemoryStatus().size() == 3
    finally:
        engine.session.stop()
    assert differing(found, in_sqlite) == {}


def test_no_word_that_leaves_an_office_is_a_personal_one():
    """The mark on the word decides, whatever the shelves are made of."""
    leaving = {column for part in PARTS for column in part.columns}
    assert [word for word in sorted(leaving) if word in WORDS and WORDS[word].personal] == []
    assert [word for word in sorted(leaving) if word in WORDS and WORDS[word].of_person] == []


def test_a_master_belongs_to_spark(nation):
    words = ("pool", "report", "target", str(nation), "--engine", "duckdb", "--master", "local[1]")
    told = in_process(*words)
    assert (told.code, "DuckDB has no master" in told.err) == (2, True)


def test_a_report_that_a_pool_lacks_is_answered_in_the_readers_language(nation):
    for lang, names in (
        ("en", "progress, target, indicators"),
        ("id", "kemajuan, target, indikator"),
    ):
        told = in_process("pool", "report", "foo", str(nation), "--lang", lang)
        assert (told.code, names in told.err) == (4, True)


def page_of(root: Path, out: Path, *more: str, day: str = DAY.as_of) -> str:
    words = ("--as-of", day, "--instrument", "BIG", "-o", str(out / "page.html"), *more)
    told = in_process("pool", "page", str(root), *words)
    assert (told.code, told.out.strip()) == (0, str(out / "page.html")), told.err
    return (out / "page.html").read_text("utf-8")


def owed_and_days(offices: dict[str, Path], area: str) -> list[float]:
    """What the offices of an area say of documents past their day and of days since a visit."""
    owed, days = 0, []
    for code, db in offices.items():
        if code.startswith(area):
            told = rows(run(db, "report", "obligations", "--as-of", DAY.as_of, "--format", "csv"))
            owed += sum(
                row["submission_state"] != "submitted" and int(row["days_late"] or 0) > 0
                for row in told
            )
            visited = {
                row["village_code"]: row["session_date"]
                for row in rows(run(db, "session", "list", "--format", "csv"))
            }
            days += [
                (date.fromisoformat(DAY.as_of) - date.fromisoformat(day)).days
                for day in visited.values()
            ]
    return [float(owed), sum(days) / len(days)]


def test_every_figure_of_the_page_is_that_of_the_report(nation, offices, tmp_path):
    page = page_of(nation, tmp_path)
    matrix = page.partition('<table id="t" class="fits">')[2].partition("</table>")[0]
    shown = [
        [float(cell) if cell else None for cell in re.findall(r'data-k="([^"]*)"', line)]
        for line in re.findall(r"<tr data-v.*?</tr>", matrix, re.DOTALL)
    ]
    told = rows(
        in_process(
            "pool", "report", "progress", str(nation), "--by", "province", "--instrument", "BIG",
            "--as-of", DAY.as_of,
        ).out
    )  # fmt: skip
    first = ["latest", "gain", "critical_failures", "overdue_actions"]
    last = ["reached_share", "assessed", "sessions", "silent_offices"]
    for line, row in zip(shown, told, strict=True):
        of_reports = [float(row[key]) if row[key] else None for key in (*first, *last)]
        assert line[:4] + line[6:] == of_reports
        assert line[4:6] == owed_and_days(offices, row["area_code"])
        assert line[4] > 0
    # The regencies stand in their provinces.
    parts = re.findall(r'<article class="card parts" id="(a\d+)".*?</details>', page, re.DOTALL)
    assert parts == ["a11", "a12"]
    assert all(f'<th scope="row">{code}</th>' in page for code in ("11.01", "11.02", "12.01"))


def test_the_page_names_the_state_of_the_deliveries_that_status_tells(nation, corrected, tmp_path):
    root = tmp_path / "pool"
    shutil.copytree(nation, root)
    states = []
    for more in ((), (str(corrected),)):
        if more:
            assert in_process("pool", "add", str(root), *more).code == 0
        state = re.search(r"State of the deliveries: ([A-Z2-7]{12})", page_of(root, tmp_path))[1]
        assert state in in_process("pool", "status", str(root), "--format", "markdown").out
        states.append(state)
    assert states[0] != states[1]
    sent = in_process("pool", "send", str(root), str(tmp_path / "up")).out.strip()
    above = begun(tmp_path / "above")
    taken(above, Path(sent))
    told = in_process("pool", "status", str(above.root), "--format", "markdown").out
    assert states[1] in told


def table_of(page: str, name: str) -> list[list[str]]:
    """The cells of a section's table, a row an area."""
    table = page.partition(f'id="{name}"')[2].partition("</table>")[0].partition("<tbody>")[2]
    lines = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    cells = (re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", line) for line in lines)
    return [[re.sub(r"<.*?>", "", cell) for cell in line] for line in cells]


def test_the_page_tells_documents_by_month_and_visits_by_week(nation, tmp_path):
    page = page_of(nation, tmp_path, "--within", "11.01")
    calendar, weeks = table_of(page, "calendar"), table_of(page, "weeks")
    assert [row[0] for row in calendar] == [row[0] for row in weeks] == ["11.01.01", "11.01.02"]
    # By the rule of the budget: due at the end of the year before.
    assert all(row[12].startswith("· ") for row in calendar)
    assert all(any(cell.startswith("✗ ") for cell in row) for row in calendar)
    # Two were missed on 1 November, two are planned for 3 December.
    assert weeks[0][1:] == ["✗ 2", "2", "", "", "", "", ""]
    villages = page_of(nation, tmp_path, "--within", "11.01.01")
    assert [row[1:3] for row in table_of(villages, "weeks")] == [
        ["", ""],
        ["✗ 1", "1"],
        ["✗ 1", "1"],
    ]


@pytest.mark.parametrize(
    ("day", "weeks"),
    [
        ("2026-11-01", ["", "2", "", "", "", "2", ""]),
        ("2026-11-26", ["✗ 2", "", "2", "", "", "", ""]),
        ("2026-11-27", ["✗ 2", "2", "", "", "", "", ""]),
        ("2026-12-03", ["✗ 2", "2", "", "", "", "", ""]),
        ("2026-12-04", ["✗ 4", "", "", "", "", "", ""]),
    ],
)
def test_a_visit_planned_for_today_is_of_this_week_from_tomorrow_on_it_was_missed(
    nation, tmp_path, day, weeks
):
    page = page_of(nation, tmp_path, "--within", "11.01", day=day)
    assert table_of(page, "weeks")[0][1:] == weeks


def test_a_pool_of_older_shelves_says_how_to_make_them_again(nation, tmp_path):
    root = tmp_path / "pool"
    shutil.copytree(nation, root)
    for path in (root / "data" / "plan").rglob("*.parquet"):
        path.unlink()
    words = ("pool", "page", str(root), "-o", str(tmp_path / "page.html"), "--instrument", "BIG")
    told = in_process(*words)
    assert (told.code, "P377" in told.err, "--rebuild" in told.err) == (7, True, True)
    assert not (tmp_path / "page.html").exists()
    assert in_process("pool", "check", str(root), "--rebuild").code == 7
    assert in_process(*words).code == 0


def of_a_nation(nation: Path, path: Path) -> None:
    """The page with figures as large as those of the largest province."""
    look = page_made.PageSource(
        folder.opened(nation),
        PoolStore(folder.opened(nation), DuckDB()),
        DAY,
        "",
        date(2026, 11, 30),
    )
    page = page_made.page(look)
    large = page.areas[0].outlook._replace(
        owed=91_234,
        since_visit=234.5,
        documents=dict.fromkeys(product(range(1, 13), "✗!"), 91_234),
        weeks=[8_123] * 7,
    )
    areas = [
        one._replace(
            name="Kepulauan Bangka Belitung", outlook=large, critical=23_456, overdue=34_567,
            assessed=8_562, villages=8_562, sessions=345_678,
        )
        for one in page.areas
    ]  # fmt: skip
    with path.open("w", encoding="utf-8") as out:
        areas_drawn.write(page._replace(areas=areas), out)


@needs_browser
@pytest.mark.parametrize("lang", ["en", "id"])
def test_nothing_of_the_page_scrolls_sideways_on_a_phone(nation, tmp_path, lang):
    opened = Browser(tmp_path / "profile")
    wider = "[...document.querySelectorAll('.wide')].filter(e=>e.scrollWidth>e.clientWidth).length"
    try:
        for within in ("id", "11.01", "11.01.01"):
            page_of(nation, tmp_path, "--within", within, "--lang", lang)
            if within == "id":
                of_a_nation(nation, tmp_path / "page.html")
            for width in (390, 768, 1280):
                opened.open(tmp_path / "page.html", width=width)
                opened.ask("document.querySelectorAll('details').forEach(e=>e.open=true)")
                assert opened.ask("document.documentElement.scrollWidth") == width
                assert opened.ask(wider) == 0, (within, width)
    finally:
        opened.close()


@pytest.mark.parametrize("lang", ["en", "id"])
def test_the_page_is_one_file_without_a_request_or_a_person(nation, offices, tmp_path, lang):
    page = page_of(nation, tmp_path, "--lang", lang, "--since", "2026-06-30")
    assert f'<html lang="{lang}">' in page
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', page) == []
    assert "http" not in page.replace('http-equiv="Content-Security-Policy"', "")
    ids = set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
    for secret in (PEOPLE, PHONE, "MENTOR-"):
        assert secret not in page


def test_a_page_of_a_regency_has_its_districts_and_who_must_be_asked(nation, tmp_path):
    root = tmp_path / "pool"
    shutil.copytree(nation, root)
    pool = folder.opened(root)
    folder.describe(
        pool._replace(
            offices={"11.01.01": "Satu", "11.01.09": "Sembilan", "12.01.05": "Lima"},
            names={"11.01": "Kabupaten Contoh"},
        )
    )
    page = page_of(root, tmp_path, "--within", "11.01", "--since", "2026-03-01")
    assert "<h1>Kabupaten Contoh</h1>" in page
    asked = page.partition('id="offices"')[2].partition("</section>")[0]
    assert "Sembilan" in asked
    assert "Lima" not in asked
    assert "Desa 1, 11.01.01" in page
    changes = page.partition('id="changes"')[2].partition("</section>")[0]
    assert "2 visits and meetings" not in changes
    assert "4 visits and meetings" in changes
