"""Shelves: one Parquet file a table and regency, a pure function of the deliveries in force."""

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from perut_cli.core.errors import Damaged, reason_of
from perut_cli.core.text import T, Text
from perut_cli.pool import folder, offices, receipts
from perut_cli.pool.duckdb_engine import Connection, connected
from perut_cli.pool.engine import literal
from perut_cli.pool.folder import Pool
from perut_cli.pool.offices import Office
from perut_cli.pool.part_check import Refused, rows_of
from perut_cli.pool.receipts import Receipt
from perut_cli.pool.receive import Received, kept_before
from perut_cli.pool.tables import (
    AREAS,
    DIGESTED,
    DISTRICT_ROOM,
    KEYED,
    LAYOUT,
    PARTS,
    SEPARATOR,
    TEXT,
    Part,
    shelf_columns,
)


class Work(NamedTuple):
    """The connection that makes shelves, and where it lays CSVs down meanwhile."""

    connection: Connection
    aside: Path


def digests(parts: dict[str, bytes]) -> dict[str, str]:
    """The content of each instrument version as a checksum, by `code<US>version`: what is frozen
    once it was used; wording may be mended.
    """
    content: dict[str, list[str]] = {}
    for row in rows_of(parts.get("instrument", b"")):
        key = SEPARATOR.join((row["instrument_code"], row["instrument_version"]))
        content[key] = [
            SEPARATOR.join(row.get(word, "") for word in ("subject", "target", "bands"))
        ]
    for row in rows_of(parts.get("indicator", b"")):
        key = SEPARATOR.join((row["instrument_code"], row["instrument_version"]))
        frozen = ("indicator_code", "dimension", "weight", "max_score", "critical", "options")
        content.setdefault(key, []).append(SEPARATOR.join(row.get(word, "") for word in frozen))
    return {
        key: hashlib.sha256("\n".join([lines[0], *sorted(lines[1:])]).encode()).hexdigest()[:12]
        for key, lines in content.items()
    }


def bring_up_to_date(pool: Pool, aside: Path, tell: Callable[[Text], None]) -> int:
    """Make the shelves of the regencies again whose offices are due and that don't hold what is in
    force; gives how many. What has to be laid down meanwhile goes into `aside`.
    """
    renewed = 0
    by_regency: dict[str, list[str]] = defaultdict(list)
    for district in folder.due(pool):
        by_regency[folder.regency_of(district)].append(district)
    work: Work | None = None
    for number, (regency, districts) in enumerate(by_regency.items(), 1):
        current = offices.renewed(pool, regency, districts)
        if not is_current(pool, regency, current):
            work = work or Work(connected(), aside)
            tell(
                T("shelves {n} of {all}: {area}", "rak {n} dari {all}: {area}").format(
                    n=number, all=len(by_regency), area=regency
                )
            )
            _make(pool, regency, current, work)
            renewed += 1
        for district in districts:
            (pool.root / "due" / district).unlink(missing_ok=True)
    return renewed


def made_of(found: Mapping[str, Office]) -> str:
    """What the shelves of a regency must have been made of, the newest layout first."""
    names = "".join(f"{code}/{found[code].current.name}\n" for code in sorted(found))
    return f"layout {LAYOUT}\n{names}"


def is_current(pool: Pool, regency: str, found: Mapping[str, Office]) -> bool:
    """Whether the shelves of a regency were made of the deliveries in force."""
    return _built(pool, regency)[0] == (made_of(found) if found else "")


def fault(pool: Pool, regency: str, found: Mapping[str, Office]) -> T:
    """What is wrong with the shelves of a regency, blank for nothing."""
    if not is_current(pool, regency, found):
        return T("its shelves are not up to date", "raknya belum mutakhir")
    if _built(pool, regency)[1] != checksum(pool, regency):
        return T("its shelves were changed since they were made", "raknya berubah sejak dibuat")
    return T("", "")


def checksum(pool: Pool, regency: str) -> str:
    """A checksum over all shelves of a regency."""
    total = hashlib.sha256()
    for part in PARTS:
        path = folder.shelf(pool, part.name, regency)
        total.update(path.read_bytes() if path.exists() else b"-")
    return total.hexdigest()


_CHECKSUM = "shelves "


def _built(pool: Pool, regency: str) -> tuple[str, str]:
    """(what the shelves of a regency were made of, their checksum), blank where there are none."""
    try:
        text = folder.built(pool, regency).read_text("utf-8")
    except FileNotFoundError:
        return "", ""
    made, _, sum_ = text.rpartition(_CHECKSUM)
    return made, sum_.strip()


def _make(pool: Pool, regency: str, current: Mapping[str, Office], work: Work) -> None:
    """Lay the parts of all offices of a regency down and copy each table to its shelf."""
    folder.built(pool, regency).unlink(missing_ok=True)
    deliveries = [kept_delivery(pool, current[code].current) for code in sorted(current)]
    for part in PARTS:
        sources = _laid_down(part, deliveries, work)
        target = work.aside / "shelf.parquet"
        work.connection.execute(_copy(part, sources, target))
        folder.put(pool, folder.shelf(pool, part.name, regency), target.read_bytes())
        for source in sources:
            source.path.unlink()
    said = f"{made_of(current)}{_CHECKSUM}{checksum(pool, regency)}\n"
    folder.put(pool, folder.built(pool, regency), said.encode())


def kept_delivery(pool: Pool, receipt: Receipt) -> Received:
    """A delivery that was kept, as it came. Raises Damaged P365."""
    path = receipts.kept_at(pool, receipt)
    try:
        return kept_before(path.read_bytes(), receipt.sha256)
    except (OSError, Refused) as error:
        reason = error.reason if isinstance(error, Refused) else reason_of(error)
        raise Damaged(
            "P365",
            T("the delivery {path}: {why}", "kiriman {path}: {why}").format(path=path, why=reason),
            T(
                "add the same delivery again with `perut pool add`",
                "tambahkan lagi kiriman yang sama dengan `perut himpunan tambah`",
            ),
        ) from error


class _Source(NamedTuple):
    path: Path
    columns: list[str]


def _laid_down(part: Part, deliveries: list[Received], work: Work) -> list[_Source]:
    """The part of every office in CSVs, those with the same header (the same format) in one."""
    by_header: dict[bytes, list[bytes]] = {}
    for delivery in deliveries:
        data = delivery.parts.get(part.name, b"")
        header, _, body = data.partition(b"\n")
        if part.name in DIGESTED:
            header, body = _with_digest(header, body, digests(delivery.parts))
        prefix = f"{delivery.manifest.district},".encode()
        if body:
            lines = _prefixed(body, prefix)
            by_header.setdefault(header, []).append(lines)
    sources = []
    for number, (header, bodies) in enumerate(by_header.items()):
        path = work.aside / f"{part.name}-{number}.csv"
        path.write_bytes(b"".join([b"district_code,", header, b"\n", *bodies]))
        sources.append(_Source(path, ["district_code", *header.decode().split(",")]))
    return sources


def _prefixed(body: bytes, prefix: bytes) -> bytes:
    """Every row with a first cell more;
    rows with quoted line ends are told by the reader of CSV.
    """
    if b'"' not in body:
        return prefix + body[:-1].replace(b"\n", b"\n" + prefix) + b"\n"
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    first = prefix.decode().rstrip(",")
    writer.writerows(
        [first, *row] for row in csv.reader(io.StringIO(body.decode("utf-8"), newline=""))
    )
    return text.getvalue().encode()


def _with_digest(header: bytes, body: bytes, digests: dict[str, str]) -> tuple[bytes, bytes]:
    """The rows with the checksum of the instrument version's content as a last cell."""
    columns = header.decode().split(",")
    code, version = columns.index("instrument_code"), columns.index("instrument_version")
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    for row in csv.reader(io.StringIO(body.decode("utf-8"), newline="")):
        writer.writerow([*row, digests.get(SEPARATOR.join((row[code], row[version])), "")])
    return header + b",instrument_digest", text.getvalue().encode()


def _copy(part: Part, sources: list[_Source], target: Path) -> str:
    """The statement that writes a shelf, ordered by every column so that the same deliveries make
    the same bytes; a column that an older delivery lacks is blank.
    """
    columns = shelf_columns(part.name)
    reads = [_read(part, columns, source) for source in sources]
    if not reads:
        blank = ", ".join(f"CAST(NULL AS {kind}) AS {key}" for key, kind in columns.items())
        reads = [f"SELECT {blank} WHERE 1 = 0"]
    order = ", ".join(columns)
    rows = " UNION ALL ".join(reads)
    return (
        f"COPY (SELECT * FROM ({rows}) ORDER BY {order}) TO {literal(str(target))} "
        # Small files are read in less time than with a denser packing.
        "(FORMAT parquet, COMPRESSION snappy)"
    )


def _read(part: Part, columns: dict[str, str], source: _Source) -> str:
    kinds = ", ".join(f"'{column}': '{columns.get(column, TEXT)}'" for column in source.columns)
    cells = ", ".join(_cell(part, key, kind, source.columns) for key, kind in columns.items())
    return (
        f"SELECT {cells} FROM read_csv({literal(str(source.path))}, header = true, auto_detect = "
        "false, delim = ',', quote = '\"', escape = '\"', new_line = '\\n', columns = "
        f"{{{kinds}}})"
    )


def _cell(part: Part, key: str, kind: str, there: list[str]) -> str:
    if key in AREAS:
        return f"{AREAS[key]} AS {key}"
    if key not in there:
        return f"CAST({'NULL' if kind != TEXT else chr(39) * 2} AS {kind}) AS {key}"
    if kind == TEXT:
        return f"coalesce({key}, '') AS {key}"
    if key in KEYED.get(part.name, ()):
        number = "CAST(replace(district_code, '.', '') AS BIGINT)"
        return f"{number} * {DISTRICT_ROOM} + {key} AS {key}"
    return key
