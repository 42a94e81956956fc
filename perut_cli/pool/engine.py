"""What an engine must be able to do, and the views that give a pool's tables the names and ids that
the reports' queries know.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from perut_cli.core.errors import Damaged, NotFound
from perut_cli.core.text import T
from perut_cli.pool import folder
from perut_cli.pool.folder import Pool
from perut_cli.pool.tables import DISTRICT_ROOM, shelf_columns

_VILLAGE = "CAST(replace({0}village_code, '.', '') AS BIGINT)"

VIEWS = {
    "village": f"SELECT {_VILLAGE.format('')} AS id, village_code, village_name, locus_since, "
    "locus_until FROM p_village",
    "official": f"SELECT official AS id, {_VILLAGE.format('')} AS village_id, '' AS official_name "
    "FROM p_official",
    "post": "SELECT official AS official_id, since, until, '-' AS position FROM p_post",
    "assessment": f"SELECT a.assessment AS id, {_VILLAGE.format('a.')} AS village_id, "
    "a.official AS official_id, i.id AS instrument_id, assessment_date, stage, "
    "same_day AS mentor_id, assessment_state, earned, answered, applicable, critical_failed, "
    "critical_blank FROM p_assessment AS a JOIN instrument AS i "
    "ON i.instrument_code = a.instrument_code AND i.recorded_version = a.instrument_version "
    "AND i.instrument_digest = a.instrument_digest",
    # Who assessed isn't told; the order among those of one day is.
    "mentor": "SELECT DISTINCT same_day AS id, same_day AS mentor_code FROM p_assessment",
    "session": f"SELECT session AS id, {_VILLAGE.format('')} AS village_id, session_date, "
    "start_time, end_time, kind, mode FROM p_session",
    "session_village": f"SELECT session AS session_id, {_VILLAGE.format('')} AS village_id "
    "FROM p_session_village",
    "finding": f"SELECT action AS id, {_VILLAGE.format('')} AS village_id FROM p_action",
    "action": "SELECT action AS id, action AS finding_id, due, action_state, opened_on, done_on, "
    "verified_on FROM p_action",
    "plan": f"SELECT {_VILLAGE.format('')} AS village_id, plan_date, kind, plan_state, "
    "session AS session_id FROM p_plan",
    # Every office has obligations of its own.
    "obligation": f"SELECT CAST(replace(district_code, '.', '') AS BIGINT) * {DISTRICT_ROOM} "
    "+ row_number() OVER (PARTITION BY district_code ORDER BY obligation_code) AS id, "
    "district_code, obligation_code, obligation_title, due_rule, valid_from, valid_until "
    "FROM p_obligation",
    "submission": f"SELECT {_VILLAGE.format('s.')} AS village_id, o.id AS obligation_id, period, "
    "due, submission_state, submitted_on FROM p_submission AS s JOIN obligation AS o "
    "ON o.district_code = s.district_code AND o.obligation_code = s.obligation_code",
    "score": "SELECT s.assessment AS assessment_id, k.id AS indicator_id, s.score AS score "
    "FROM p_score AS s JOIN assessment AS a ON a.id = s.assessment "
    "JOIN indicator AS k ON k.instrument_id = a.instrument_id "
    "AND k.indicator_code = s.indicator_code",
}
"""In SQL that DuckDB, Spark and Trino share. A person without a name has a blank one; a post tells
only that there is one.
"""

READ = ("village", "official", "post", "assessment", "session", "session_village", "action")
"""Tables that every report may read; scores and indicators are read by those that ask for them."""

_WANTED = "wanted"

Row = tuple[Any, ...]


class Engine(Protocol):
    """A database over Parquet files that answers the portable queries."""

    def shelves(
        self, table: str, columns: Mapping[str, str], files: Sequence[str], district: str
    ) -> None:
        """Make the files of a table, all with these columns, known as `p_<table>`; a district
        chooses its rows.
        """

    def table(self, name: str, columns: Mapping[str, str], rows: Sequence[Row]) -> None:
        """Make rows known as a table, its columns with their SQL types."""

    def ids(self, name: str, ids: Sequence[int]) -> None:
        """Make many ids known as a table with one column, `id`."""

    def view(self, name: str, sql: str) -> None:
        """Make a query known by a name."""

    def run(self, sql: str, values: Mapping[str, Any]) -> Iterator[Row]:
        """The rows of a query with named parameters."""


class Version(NamedTuple):
    """A version of an instrument as offices have it; one whose content differs from what most have
    under that name goes by a name of its own.
    """

    id: int
    code: str
    name: str
    title: str
    subject: str
    target: float | None
    bands: str
    recorded: str
    digest: str
    offices: int
    district: str


class PoolStore:
    """A pool as the reports read it: select, rows, value, as an office's store has them."""

    ranks_first = True

    def __init__(self, pool: Pool, engine: Engine, within: str = "") -> None:
        """Open the shelves of a part of the country."""
        self.engine = engine
        self._pool = pool
        self._within = within
        for table in (*READ, "instrument"):
            self._open(table)
        self.versions = self._versions()
        engine.table(
            "setting",
            {"setting": "VARCHAR", "value": "VARCHAR"},
            list(pool.settings.items()) or [("", "")],
        )
        engine.table("instrument", _INSTRUMENT, [_instrument_row(one) for one in self.versions])
        for name in READ:
            engine.view(name, VIEWS[name])
        for name in ("finding", "mentor"):
            engine.view(name, VIEWS[name])

    def open_work(self) -> None:
        """Open what tells of plans and of what villages owe."""
        for table in ("plan", "obligation", "submission"):
            self._open(table)
            self.engine.view(table, VIEWS[table])

    def open_answers(self) -> None:
        """Open what the reports on single indicators read."""
        self._open("score")
        self._open("indicator")
        dimensions: dict[tuple[int, str], int] = {}
        indicators: list[Row] = []
        found = self._indicators()
        for version in self.versions:
            of = (version.district, version.code, version.recorded)
            for order, row in enumerate(found.get(of, ())):
                dimension = dimensions.setdefault((version.id, row[0]), len(dimensions) + 1)
                indicators.append((version.id * 10_000 + order, version.id, dimension, *row[1:]))
        self.engine.table(
            "dimension",
            {"id": "BIGINT", "instrument_id": "BIGINT", "dimension": "VARCHAR"},
            [(id_, *key) for key, id_ in dimensions.items()] or [(0, 0, "")],
        )
        self.engine.table("indicator", _INDICATOR, indicators or [(0, 0, 0, "", "", None, 1.0)])
        self.engine.view("score", VIEWS["score"])

    def id_lists(self, ids: Sequence[int]) -> Iterator[str]:
        """Ids as a query's `IN (…)` takes them: a table of their own, read once."""
        self.engine.ids(_WANTED, ids)
        yield f"SELECT id FROM {_WANTED}"

    def select(self, sql: str, values: Mapping[str, Any] | Sequence[Any] = ()) -> Iterator[Row]:
        """Rows of a query, lazily."""
        return self.engine.run(sql, values if isinstance(values, Mapping) else {})

    def rows(self, sql: str, values: Mapping[str, Any] | Sequence[Any] = ()) -> list[Row]:
        """All rows of a query."""
        return list(self.select(sql, values))

    def value(self, sql: str, values: Mapping[str, Any] | Sequence[Any] = ()) -> Any:
        """The first cell of a query, None without a row."""
        return next((row[0] for row in self.select(sql, values)), None)

    def _open(self, table: str) -> None:
        files = shelf_files(self._pool, table, self._within)
        if not files and shelf_files(self._pool, READ[0], self._within):
            raise Damaged(
                "P377",
                T(
                    "the shelves were made by an older perut: they have no {table}",
                    "raknya dibuat perut yang lebih lama: belum ada {table}",
                ).format(table=table),
                T(
                    "make them again: `perut pool check {path} --rebuild`",
                    "buat lagi: `perut himpunan periksa {path} --bangun-ulang`",
                ).format(path=self._pool.root),
            )
        if not files:
            raise NotFound(
                "P366",
                T("nothing has been delivered of {area}", "belum ada kiriman dari {area}").format(
                    area=self._within or self._pool.covers
                ),
                T("see `perut pool status {path}`", "lihat `perut himpunan status {path}`").format(
                    path=self._pool.root
                ),
            )
        district = self._within if len(self._within) > len("63.11") else ""
        self.engine.shelves(table, shelf_columns(table), files, district)

    def _versions(self) -> list[Version]:
        rows = self.rows(
            "SELECT instrument_code, instrument_version, instrument_digest, "
            "min(instrument_title) AS instrument_title, min(subject) AS subject, "
            "min(target) AS target, min(bands) AS bands, count(*) AS offices, "
            "min(district_code) AS district_code FROM p_instrument "
            "GROUP BY instrument_code, instrument_version, instrument_digest"
        )
        # What most offices have keeps its name.
        rows.sort(key=lambda row: (row[0], row[1], -row[7], row[2]))
        named: set[tuple[str, str]] = set()
        versions = []
        for id_, (code, recorded, digest, *rest) in enumerate(rows, 1):
            clashes = (code, recorded) in named
            named.add((code, recorded))
            name = f"{recorded}-{digest[:4].upper()}" if clashes else recorded
            title, subject, target, bands, offices, district = rest
            versions.append(
                Version(
                    id_, code, name, title, subject, target, bands,
                    recorded, digest, offices, district,
                )
            )  # fmt: skip
        return versions

    def _indicators(self) -> dict[Row, list[Row]]:
        """The indicators of one office for every version, in their order, by (district, instrument,
        recorded version).
        """
        speakers = sorted({version.district for version in self.versions})
        rows = self.rows(
            "SELECT district_code, instrument_code, instrument_version, dimension, "
            "indicator_code, indicator_text, item_order, max_score FROM p_indicator "
            f"WHERE district_code IN ({', '.join(map(literal, speakers)) or literal('')}) "
            "ORDER BY CASE WHEN item_order IS NULL THEN 1 ELSE 0 END, item_order, indicator_code"
        )
        found: dict[Row, list[Row]] = defaultdict(list)
        for row in rows:
            found[row[:3]].append(row[3:])
        return found


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


_INSTRUMENT = {
    "id": "BIGINT",
    "instrument_code": "VARCHAR",
    "instrument_version": "VARCHAR",
    "instrument_title": "VARCHAR",
    "subject": "VARCHAR",
    "target": "DOUBLE",
    "bands": "VARCHAR",
    "recorded_version": "VARCHAR",
    "instrument_digest": "VARCHAR",
}
_INDICATOR = {
    "id": "BIGINT",
    "instrument_id": "BIGINT",
    "dimension_id": "BIGINT",
    "indicator_code": "VARCHAR",
    "indicator_text": "VARCHAR",
    "item_order": "BIGINT",
    "max_score": "DOUBLE",
}


def _instrument_row(one: Version) -> Row:
    return (
        one.id, one.code, one.name, one.title, one.subject,
        one.target, one.bands, one.recorded, one.digest,
    )  # fmt: skip


def shelf_files(pool: Pool, table: str, within: str) -> list[str]:
    """The shelves of a table for a part of the country, by path alone."""
    root = pool.root / "data" / table
    area = folder.regency_of(within)
    if len(area) == len("63.11"):
        found = [folder.shelf(pool, table, area)]
    else:
        found = list(root.glob(f"province=p{area or '*'}/regency=*/shelf.parquet"))
    return sorted(str(path) for path in found if path.exists())


def named_values(sql: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Of the named parameters those that a query uses."""
    return {name: values[name] for name in PARAMETER.findall(sql)}


PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)")
"""A named parameter as the .sql files write it."""
