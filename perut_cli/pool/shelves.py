"""Shelves: one Parquet file a table and regency, a pure function of the deliveries in force."""

import csv
import hashlib
import io
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from perut_cli.pool import folder
from perut_cli.pool.duckdb_engine import Connection, connected, quoted
from perut_cli.pool.folder import Pool, Receipt
from perut_cli.pool.receive import Received, received, rows_of
from perut_cli.pool.tables import DISTRICT_ROOM, KEYED, PARTS, TEXT, Part
from perut_cli.store.files import replacing

SEPARATOR = "\x1f"


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
        content[key] = [SEPARATOR.join((row["subject"], row["target"], row["bands"]))]
    for row in rows_of(parts.get("indicator", b"")):
        key = SEPARATOR.join((row["instrument_code"], row["instrument_version"]))
        frozen = ("indicator_code", "dimension", "weight", "max_score", "critical", "options")
        content.setdefault(key, []).append(SEPARATOR.join(row.get(word, "") for word in frozen))
    return {
        key: hashlib.sha256("\n".join([lines[0], *sorted(lines[1:])]).encode()).hexdigest()[:12]
        for key, lines in content.items()
    }


def bring_up_to_date(
    pool: Pool, regencies: Iterable[str], tell: Callable[[str], None] = lambda _: None
) -> int:
    """Make the shelves of the regencies again that don't hold what is in force; gives how many."""
    made = 0
    with tempfile.TemporaryDirectory(dir=pool.root) as aside:
        work: Work | None = None
        for regency in regencies:
            receipts = [receipt for receipt in folder.speaking(pool, regency) if receipt]
            if not is_current(pool, regency, receipts):
                work = work or Work(connected(), Path(aside))
                tell(regency)
                _make(pool, regency, receipts, work)
                made += 1
            (pool.root / "data" / "due" / regency).unlink(missing_ok=True)
    return made


def built_from(receipts: Iterable[Receipt]) -> str:
    """What the shelves of a regency must have been made of."""
    return "".join(f"{receipt.district}/{receipt.name}\n" for receipt in receipts)


def is_current(pool: Pool, regency: str, receipts: list[Receipt]) -> bool:
    """Whether the shelves of a regency were made of the deliveries in force."""
    mark = pool.root / "data" / "built" / regency
    try:
        return mark.read_text("utf-8") == built_from(receipts)
    except FileNotFoundError:
        return not receipts


def checksum(pool: Pool, regency: str) -> str:
    """A checksum over all shelves of a regency."""
    total = hashlib.sha256()
    for part in PARTS:
        path = folder.shelf(pool, part.name, regency)
        total.update(path.read_bytes() if path.exists() else b"-")
    return total.hexdigest()


def _make(pool: Pool, regency: str, receipts: list[Receipt], work: Work) -> None:
    """Lay the parts of all offices of a regency down and copy each table to its shelf."""
    (pool.root / "data" / "built" / regency).unlink(missing_ok=True)
    deliveries = [kept(pool, receipt) for receipt in receipts]
    for part in PARTS:
        sources = _laid_down(part, deliveries, work)
        path = folder.shelf(pool, part.name, regency)
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(str(path)) as stream:
            target = work.aside / "shelf.parquet"
            work.connection.execute(_copy(part, sources, target))
            stream.write(target.read_bytes())
        for source in sources:
            source.path.unlink()
    folder.put(pool.root / "data" / "built" / regency, built_from(receipts).encode())


def kept(pool: Pool, receipt: Receipt) -> Received:
    """A delivery that was kept, checked again. Raises Refused."""
    data = (folder.home(pool, receipt.district) / receipt.name).read_bytes()
    return received(data, receipt.district)


class _Source(NamedTuple):
    path: Path
    columns: list[str]


def _laid_down(part: Part, deliveries: list[Received], work: Work) -> list[_Source]:
    """The part of every office in CSVs, those with the same header (the same format) in one."""
    by_header: dict[bytes, list[bytes]] = {}
    for delivery in deliveries:
        data = delivery.parts.get(part.name, b"")
        header, _, body = data.partition(b"\n")
        if part.name in ("instrument", "assessment"):
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
    """Every row with a first cell more; rows with quoted line ends are told by the reader of CSV."""
    if b'"' not in body:
        return prefix + body[:-1].replace(b"\n", b"\n" + prefix) + b"\n"
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    first = prefix.decode().rstrip(",")
    writer.writerows(
        [first, *row] for row in csv.reader(io.StringIO(body.decode("utf-8"), newline=""))
    )
    return text.getvalue().encode()


def _with_digest(header: bytes, body: bytes, found: dict[str, str]) -> tuple[bytes, bytes]:
    """The rows with the checksum of the instrument version's content as a last cell."""
    columns = header.decode().split(",")
    code, version = columns.index("instrument_code"), columns.index("instrument_version")
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    for row in csv.reader(io.StringIO(body.decode("utf-8"), newline="")):
        writer.writerow([*row, found.get(SEPARATOR.join((row[code], row[version])), "")])
    return header + b",instrument_digest", text.getvalue().encode()


def _copy(part: Part, sources: list[_Source], target: Path) -> str:
    """The statement that writes a shelf, ordered by every column so that the same deliveries make
    the same bytes; a column that an older delivery lacks is blank.
    """
    columns = {"district_code": TEXT, **part.columns}
    if part.name in ("instrument", "assessment"):
        columns["instrument_digest"] = TEXT
    reads = [_read(part, columns, source) for source in sources]
    if not reads:
        blank = ", ".join(f"CAST(NULL AS {kind}) AS {key}" for key, kind in columns.items())
        reads = [f"SELECT {blank} WHERE 1 = 0"]
    order = ", ".join(columns)
    rows = " UNION ALL ".join(reads)
    return (
        f"COPY (SELECT * FROM ({rows}) ORDER BY {order}) TO {quoted(str(target))} "
        "(FORMAT parquet, COMPRESSION zstd)"
    )


def _read(part: Part, columns: dict[str, str], source: _Source) -> str:
    kinds = ", ".join(f"'{column}': '{columns.get(column, TEXT)}'" for column in source.columns)
    cells = ", ".join(_cell(part, key, kind, source.columns) for key, kind in columns.items())
    return (
        f"SELECT {cells} FROM read_csv({quoted(str(source.path))}, header = true, auto_detect = false, "
        f"delim = ',', quote = '\"', escape = '\"', new_line = '\\n', columns = {{{kinds}}})"
    )


def _cell(part: Part, key: str, kind: str, there: list[str]) -> str:
    if key not in there:
        return f"CAST({'NULL' if kind != TEXT else chr(39) * 2} AS {kind}) AS {key}"
    if kind == TEXT:
        return f"coalesce({key}, '') AS {key}"
    if key in KEYED.get(part.name, ()):
        number = "CAST(replace(district_code, '.', '') AS BIGINT)"
        return f"{number} * {DISTRICT_ROOM} + {key} AS {key}"
    return key
