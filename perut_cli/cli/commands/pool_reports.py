"""`perut pool report` and `perut pool page`: what the offices of a pool come to, by an engine."""

import io
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

from perut_cli.cli.app.command import Inputs
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value, missing_argument
from perut_cli.cli.commands.page import opened_page, path_of_page, since_of
from perut_cli.cli.commands.pool_doors import door, pool_of
from perut_cli.cli.commands.pool_options import BY, ENGINE, MASTER, WITHIN, check_area
from perut_cli.cli.commands.scope_options import scope_of_pool
from perut_cli.core.errors import Invalid, NotFound
from perut_cli.core.late import Late
from perut_cli.core.table import Answer
from perut_cli.core.text import T

if TYPE_CHECKING:
    from perut_cli.render import areas as drawing
else:
    drawing = Late("perut_cli.render.areas")


def report(context: Context, inputs: Inputs) -> Answer:
    """One of the reports over all offices."""
    levels = door("levels")
    name = inputs.text("report")
    if not name:
        raise missing_argument(T("REPORT", "LAPORAN"), context.path)
    name = levels.NAMES_ID.get(name, name)
    if name not in levels.REPORTS:
        raise NotFound(
            "P370",
            T("a pool has no report {name}", "himpunan tidak punya laporan {name}").format(
                name=name
            ),
            T(f"choose {', '.join(levels.REPORTS)}", f"pilih {', '.join(levels.NAMES_ID)}"),
        )
    pool = pool_of(context, inputs)
    within = _within(inputs)
    asked = levels.Asked(scope_of_pool(context, inputs), _level(inputs, name, levels), within)
    store = door("engine").PoolStore(pool, _engine(context, inputs), within)
    answer: Answer = levels.report(name, pool, store, asked)
    return answer


def _within(inputs: Inputs) -> str:
    text = inputs.text("within")
    if text and text != "id":
        check_area(WITHIN, text)
    return text.removeprefix("id")


def page(context: Context, inputs: Inputs) -> Answer:
    """Write the page to look at; its path is the answer."""
    pool = pool_of(context, inputs)
    scope = scope_of_pool(context, inputs)._replace(since="", until="")
    within = _within(inputs)
    store = door("engine").PoolStore(pool, _engine(context, inputs), within)
    pages = door("page")
    today = date.fromisoformat(context.world.today())
    content = pages.page(pages.PageSource(pool, store, scope, within, today), since_of(inputs))
    path = path_of_page(context, inputs)
    with opened_page(context, path) as binary:
        stream = io.TextIOWrapper(binary, "utf-8", newline="")
        drawing.write(content, stream)
        stream.flush()
        size = binary.tell()
        stream.detach()
    context.say(
        T(
            "one file of {size} KB: send it, open it in a browser, or print it",
            "satu berkas {size} KB: kirim, buka di peramban, atau cetak",
        ).format(size=max(1, size // 1000))
    )
    return path if path != "-" else None


def _level(inputs: Inputs, name: str, levels: Any) -> str:
    text = inputs.text("by")
    if not text:
        return "village" if name == "progress" else ""
    level = levels.level_of(text)
    if not level:
        raise bad_value(
            BY.names,
            T("{text} is no level of this report", "{text} bukan tingkat laporan ini").format(
                text=text
            ),
            T(
                "write village, district, regency or province",
                "tulis desa, kecamatan, kabupaten atau provinsi",
            ),
        )
    return str(level)


def _engine(context: Context, inputs: Inputs) -> Any:
    name = inputs.text("engine") or ("spark" if inputs.text("master") else "duckdb")
    if name == "duckdb" and inputs.text("master"):
        raise bad_value(
            MASTER.names,
            T("DuckDB has no master", "DuckDB tidak memakai induk"),
            T("leave --engine out, or write spark", "tanpa --mesin, atau tulis spark"),
        )
    if name == "duckdb":
        return door("duckdb_engine").DuckDB()
    if name == "spark":
        spark = door("spark_engine", "spark", "PySpark")
        if not (context.world.environ.get("JAVA_HOME") or shutil.which("java")):
            raise Invalid(
                "P376",
                T("Spark needs Java, which is not here", "Spark perlu Java, yang belum ada"),
                T(
                    "install Java 17 or newer; on Debian: apt install default-jre-headless",
                    "pasang Java 17 atau lebih baru; di Debian: apt install default-jre-headless",
                ),
            )
        return spark.Spark(inputs.text("master") or "local[*]")
    raise bad_value(
        ENGINE.names,
        T("no engine {name}", "mesin {name} tidak ada").format(name=name),
        T("write duckdb or spark", "tulis duckdb atau spark"),
    )
