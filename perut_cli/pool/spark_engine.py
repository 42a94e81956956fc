"""Spark, on this machine or a cluster: answers the reports of a pool that outgrew one; the only
module that imports it.
"""

import atexit
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from perut_cli.core.errors import Invalid
from perut_cli.core.text import T
from perut_cli.pool.engine import Row, named_values

_TYPES = {"VARCHAR": "string", "BIGINT": "bigint", "DOUBLE": "double"}
_IN_MEMORY = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
}


class Spark:
    """The engine of a pool on Spark; the master's URL says where: `local[*]`, `spark://…`."""

    def __init__(self, master: str) -> None:
        """Begin a session, or take the one that runs."""
        chosen = SparkSession.builder.master(master).appName("perut pool")
        quiet = chosen.config("spark.ui.enabled", "false")
        quiet = quiet.config("spark.ui.showConsoleProgress", "false")
        if master.startswith("local"):
            # One machine; a cluster knows its own measure.
            quiet = quiet.config("spark.sql.shuffle.partitions", "8")
        with _translated():
            self.session = quiet.getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")
        # Otherwise the executors are told of the end by their driver's death.
        atexit.register(self.session.stop)

    def shelves(
        self, table: str, columns: Mapping[str, str], files: Sequence[str], district: str
    ) -> None:
        """Make the files of a table known as `p_<table>`; the folders' names are not read, and no
        type is looked for.
        """
        read = self.session.read.schema(_shape(columns)).option("recursiveFileLookup", "true")
        rows = read.parquet(*map(_address, files))
        if district:
            rows = rows.where(rows.district_code == district)
        rows.createOrReplaceTempView(f"p_{table}")

    def table(self, name: str, columns: Mapping[str, str], rows: Sequence[Row]) -> None:
        """Make rows known as a table, which stays with the driver."""
        cells = zip(*rows, strict=True) if rows else ((),) * len(columns)
        arrays = [
            pa.array(column, _IN_MEMORY[kind])
            for column, kind in zip(cells, columns.values(), strict=True)
        ]
        made = pa.Table.from_arrays(arrays, names=list(columns))
        self.session.createDataFrame(made).createOrReplaceTempView(name)

    def ids(self, name: str, ids: Sequence[int]) -> None:
        """Make many ids known as a table with one column, `id`."""
        self.table(name, {"id": "BIGINT"}, [(id_,) for id_ in ids])

    def view(self, name: str, sql: str) -> None:
        """Make a query known by a name."""
        self.session.sql(sql).createOrReplaceTempView(name)

    def run(self, sql: str, values: Mapping[str, Any]) -> Iterator[Row]:
        """The rows of a query with named parameters."""
        with _translated():
            table = self.session.sql(sql, args=named_values(sql, values)).toArrow()
        for batch in table.to_batches():
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _shape(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{column} {_TYPES[kind]}" for column, kind in columns.items())


def _address(file: str) -> str:
    """A file as every machine of a cluster finds it, whatever its usual file system is."""
    path = Path(file).resolve().as_posix()
    return f"file://{path}" if path.startswith("/") else f"file:///{path}"


@contextmanager
def _translated() -> Iterator[None]:
    """Turn a failure of Spark into an error of ours."""
    try:
        yield
    except (PySparkException, Py4JError) as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        # py4j puts "An error occurred while calling …" before what happened.
        why = lines[1] if len(lines) > 1 and lines[0].startswith("An error occurred") else lines[0]
        raise Invalid(
            "P374",
            T("Spark answered: {why}", "jawaban Spark: {why}").format(why=why[:300]),
            T(
                "look whether the master runs and every machine sees the folder at the same path; "
                "without --master it is this machine",
                "periksa apakah induk berjalan dan setiap mesin melihat folder di letak yang sama; "
                "tanpa --induk dipakai mesin ini",
            ),
        ) from error
