"""Spark, on this machine or a cluster: answers the reports of a pool that outgrew one; its only
home.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pyspark.sql import SparkSession

from perut_cli.pool.engine import Row, named_values

_TYPES = {"VARCHAR": "string", "BIGINT": "bigint", "DOUBLE": "double"}


class Spark:
    """The engine of a pool on Spark; the master's URL says where: `local[*]`, `spark://…`."""

    def __init__(self, master: str) -> None:
        """Begin a session, or take the one that runs."""
        self.session = (
            SparkSession.builder.master(master)
            .appName("perut pool")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "8")
            .getOrCreate()
        )
        self.session.sparkContext.setLogLevel("ERROR")

    def shelves(self, table: str, files: Sequence[str], district: str) -> None:
        """Make the files of a table known as `p_<table>`; the folders' names are not read."""
        rows = self.session.read.option("recursiveFileLookup", "true").parquet(*files)
        if district:
            rows = rows.where(rows.district_code == district)
        rows.createOrReplaceTempView(f"p_{table}")

    def table(self, name: str, columns: Mapping[str, str], rows: Sequence[Row]) -> None:
        """Make rows known as a table."""
        shape = ", ".join(f"{column} {_TYPES[kind]}" for column, kind in columns.items())
        self.session.createDataFrame(list(rows), shape).createOrReplaceTempView(name)

    def ids(self, name: str, ids: Sequence[int]) -> None:
        """Make many ids known as a table with one column, `id`."""
        self.table(name, {"id": "BIGINT"}, [(id_,) for id_ in ids])

    def view(self, name: str, sql: str) -> None:
        """Make a query known by a name."""
        self.session.sql(sql).createOrReplaceTempView(name)

    def run(self, sql: str, values: Mapping[str, Any]) -> Iterator[Row]:
        """The rows of a query with named parameters."""
        table = self.session.sql(sql, args=named_values(sql, values)).toArrow()
        for batch in table.to_batches():
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
