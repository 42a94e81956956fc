"""DuckDB, embedded: makes the shelves and answers the reports of a pool; the only module that
imports it.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb

from perut_cli.core.errors import Damaged
from perut_cli.core.text import T
from perut_cli.pool.engine import PARAMETER, Row, literal, named_values

Connection = duckdb.DuckDBPyConnection
_ROWS = 10_000


def connected(threads: int = 1, memory: str = "350MB") -> Connection:
    """A database in memory. One thread makes the same file of the same rows every time."""
    return duckdb.connect(
        config={"threads": threads, "memory_limit": memory, "preserve_insertion_order": True}
    )


class DuckDB:
    """The engine of a pool on one machine."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.connection = connected(threads=2)

    def shelves(
        self, table: str, columns: Mapping[str, str], files: Sequence[str], district: str
    ) -> None:
        """Make the files of a table known as `p_<table>`."""
        del columns  # the first file tells them at no cost
        listed = ", ".join(map(literal, files))
        where = f" WHERE district_code = {literal(district)}" if district else ""
        with _translated():
            self.view(
                f"p_{table}",
                f"SELECT * FROM read_parquet([{listed}], hive_partitioning = false){where}",
            )

    def table(self, name: str, columns: Mapping[str, str], rows: Sequence[Row]) -> None:
        """Make rows known as a table."""
        shape = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        self.connection.execute(f"CREATE OR REPLACE TABLE {name} ({shape})")
        places = ", ".join("?" * len(columns))
        self.connection.executemany(f"INSERT INTO {name} VALUES ({places})", list(rows))

    def ids(self, name: str, ids: Sequence[int]) -> None:
        """Make many ids known as a table with one column, `id`."""
        # A list is one parameter: row by row would take longer than the report.
        self.connection.execute(
            f"CREATE OR REPLACE TABLE {name} AS SELECT unnest(CAST(? AS BIGINT[])) AS id",
            [list(ids)],
        )

    def view(self, name: str, sql: str) -> None:
        """Make a query known by a name."""
        self.connection.execute(f"CREATE OR REPLACE VIEW {name} AS {sql}")

    def run(self, sql: str, values: Mapping[str, Any]) -> Iterator[Row]:
        """The rows of a query with named parameters."""
        with _translated():
            cursor = self.connection.cursor()
            cursor.execute(PARAMETER.sub(r"$\1", sql), named_values(sql, values) or None)
            while rows := cursor.fetchmany(_ROWS):
                yield from rows


@contextmanager
def _translated() -> Iterator[None]:
    """Turn a failure of DuckDB into an error of ours: as a rule a shelf is damaged."""
    try:
        yield
    except duckdb.Error as error:
        why = str(error).splitlines()[0][:300]
        raise Damaged(
            "P375",
            T("DuckDB answered: {why}", "jawaban DuckDB: {why}").format(why=why),
            T(
                "make the shelves again: `perut pool check DIR --rebuild`",
                "buat lagi raknya: `perut himpunan periksa FOLDER --bangun-ulang`",
            ),
        ) from error
