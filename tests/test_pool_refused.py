"""Deliveries that no office wrote: whatever is in them, they are refused with the reason, and nothing of
them is run, counted or laid down."""

import csv
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import in_process


@pytest.fixture(scope="session")
def delivery(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A delivery of the sample office; not to be changed."""
    work = tmp_path_factory.mktemp("refused")
    sent = in_process("send", str(work / "out"), db=sample_database)
    assert sent.code == 0, sent.err
    return Path(sent.out.strip())


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    assert in_process("pool", "init", str(tmp_path / "pool"), "--covers", "63.11").code == 0
    return tmp_path / "pool"


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sealed(parts: dict[str, bytes], target: Path, **manifest: object) -> Path:
    """The parts as a delivery whose sums fit: what a foreign program could write."""
    said = json.loads(parts["manifest.json"]) | manifest
    for name, data in parts.items():
        if name.endswith(".csv"):
            said["parts"].setdefault(name[:-4], {"rows": 0})["sha256"] = hashlib.sha256(
                data
            ).hexdigest()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (parts | {"manifest.json": json.dumps(said).encode()}).items():
            archive.writestr(name, data)
    return target


def cell(column: str, text: str, row: int = 1) -> Callable[[bytes], bytes]:
    """A change of one cell of a part."""

    def change(data: bytes) -> bytes:
        table = list(csv.reader(io.StringIO(data.decode(), newline="")))
        table[row][table[0].index(column)] = text
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows(table)
        return out.getvalue().encode()

    return change


def twice(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join([*lines, lines[1]])


SPEAKS_SQL = b"a': 'VARCHAR'}) TO '/tmp/x'; --"

PARTS: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "a column that speaks SQL": (
        "village", lambda data: data.replace(b"locus_since", SPEAKS_SQL), "village.csv:1",
    ),
    "a column more": (
        "session", lambda data: data.replace(b",mode\n", b",mode,summary\n"), "session.csv:1",
    ),
    "no village code": (
        "action", lambda data: data.replace(b"village_code,", b"", 1), "action.csv:1",
    ),
    "a village that is no code": (
        "village", cell("village_code", "63.11.03.20x1"), "village.csv:2",
    ),
    "a village twice": ("village", twice, "63.11.03.2004 twice"),
    "an assessment twice": ("assessment", twice, "assessment.csv has 1 twice"),
    "an answer twice": ("score", twice, "score.csv has 1 A.1 twice"),
    "a sum that is no number": ("assessment", cell("earned", "nan", 3), "assessment.csv:4"),
    "a sum without end": ("assessment", cell("earned", "1e999"), "assessment.csv:2"),
    "a score that is no number": ("score", cell("score", "2;0", 7), "score.csv:8"),
    "an ordinal of another office": ("assessment", cell("assessment", "9999999999"), "assessment.csv:2"),
    "a negative ordinal": ("session", cell("session", "-1"), "session.csv:2"),
    "a day that isn't": ("session", cell("session_date", "2026-02-30"), "session.csv:2"),
    "a leap day in a common year": ("session", cell("session_date", "2026-02-29"), "session.csv"),
    "a day of another order": ("plan", cell("plan_date", "31/12/2026"), "plan.csv:2"),
    "an unknown stage": ("assessment", cell("stage", "akhir"), "assessment.csv:2"),
    "a state that isn't": ("action", cell("action_state", "selesai"), "action.csv:2"),
    "bands that can't be read": ("instrument", cell("bands", "60:x"), "instrument.csv"),
    "a rule that can't be read": ("obligation", cell("due_rule", "Y 31-12"), "obligation.csv"),
    "a period that isn't": ("submission", cell("period", "2026-T1"), "submission.csv:2"),
    "semicolons": ("village", lambda data: data.replace(b",", b";"), "village.csv:1"),
    "Windows line ends": ("village", lambda data: data.replace(b"\n", b"\r\n"), "village.csv:1"),
    "another encoding": (
        "village", lambda data: cell("village_name", "Désa")(data).decode().encode("cp1252"),
        "village.csv",
    ),
    "UTF-16": ("village", lambda data: data.decode().encode("utf-16"), "village.csv:1"),
    "a NUL": ("village", cell("village_name", "a\0b"), "village.csv:2"),
    "a quote that never ends": (
        "village", lambda data: data + b'63.11.03.2099,"x,,\n', "village.csv:25",
    ),
    "a short row": ("village", lambda data: data + b"63.11.03.2099\n", "village.csv:25"),
    "an empty part": ("village", lambda data: b"", "village.csv:1"),
}  # fmt: skip


@pytest.mark.parametrize("what", PARTS)
def test_a_part_that_no_office_wrote_is_refused_at_its_line(delivery, pool, tmp_path, what):
    part, change, place = PARTS[what]
    parts = members(delivery)
    parts[f"{part}.csv"] = change(parts[f"{part}.csv"])
    refused(pool, sealed(parts, tmp_path / "bad.perut"), place)


def refused(pool: Path, path: Path, reason: str) -> None:
    """The delivery is refused with the reason in both languages; the pool stays as it was."""
    before = held(pool)
    for lang in ("en", "id", "en"):
        told = in_process("pool", "add", str(pool), str(path), "--lang", lang)
        assert (told.code, told.out) == (1, ""), told.err
        assert "P369" in told.err
        assert "Traceback" not in told.err
    assert reason in told.err, told.err
    assert held(pool) == before


def held(pool: Path) -> dict[Path, bytes]:
    return {
        one: one.read_bytes() for one in pool.rglob("*") if one.is_file() and one.name != "lock"
    }


MANIFESTS: dict[str, tuple[dict[str, object], str]] = {
    "a moment that isn't": ({"made_at": "2026-13-41T25:61:61Z"}, "names no moment"),
    "a moment as a path": ({"made_at": "../../../etc"}, "names no moment"),
    "a district as a path": ({"district_code": "../../x"}, "names no district"),
    "a number of batches below none": ({"last_batch": -1}, "manifest.json was altered"),
    "batches that are no number": ({"last_batch": "many"}, "manifest.json was altered"),
    "a format that is no number": ({"format": "x"}, "manifest.json was altered"),
    "parts that are none": ({"parts": ["village"]}, "manifest.json was altered"),
    "files that are none": ({"files": "x"}, "manifest.json was altered"),
    "a part that isn't there": ({"parts": {"village": {"sha256": ""}, "../x": {"sha256": ""}}}, "was altered"),
}  # fmt: skip


@pytest.mark.parametrize("what", MANIFESTS)
def test_a_manifest_that_no_office_wrote_is_refused(delivery, pool, tmp_path, what):
    said, reason = MANIFESTS[what]
    parts = members(delivery)
    if "parts" in said:
        said = json.loads(parts["manifest.json"]) | said
        path = tmp_path / "bad.perut"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("manifest.json", json.dumps(said))
            archive.writestr("village.csv", parts["village.csv"])
    else:
        path = sealed(parts, tmp_path / "bad.perut", **said)
    refused(pool, path, reason)


def test_a_part_with_other_rows_than_its_manifest_counts_is_refused(delivery, pool, tmp_path):
    parts = members(delivery)
    parts["plan.csv"] = parts["plan.csv"].rpartition(b"\n63")[0] + b"\n"
    refused(pool, sealed(parts, tmp_path / "bad.perut"), "plan.csv was altered")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(delivery, pool, tmp_path):
    path = tmp_path / "bomb.perut"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members(delivery).items():
            archive.writestr(name, data)
        with archive.open("score2.csv", "w", force_zip64=True) as stream:
            for _ in range(300):
                stream.write(bytes(1 << 20))
    refused(pool, path, "unpacks to over 256 MB")


def test_a_manifest_larger_than_any_is_refused(pool, tmp_path):
    for text in (b" " * (2 << 20), b"[" * 100_000, b"{}", b"[]", b"null", b"\xff", b""):
        path = tmp_path / "bad.perut"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("manifest.json", text)
        refused(pool, path, "manifest")


def test_members_that_the_manifest_does_not_name_are_refused(delivery, pool, tmp_path):
    for name in ("../../evil.csv", "/etc/passwd", "notes.txt", "C:\\x.csv"):
        path = sealed(members(delivery) | {name: b"x"}, tmp_path / "bad.perut")
        with zipfile.ZipFile(path) as archive:
            said = json.loads(archive.read("manifest.json"))
        said["parts"].pop(name[:-4], None)
        parts = members(path) | {"manifest.json": json.dumps(said).encode()}
        with zipfile.ZipFile(path, "w") as archive:
            for member, data in parts.items():
                archive.writestr(member, data)
        refused(pool, path, "its manifest doesn't name")
    assert not (tmp_path.parent / "evil.csv").exists()


def test_a_delivery_packed_otherwise_or_encrypted_is_refused(delivery, pool, tmp_path):
    path = tmp_path / "bad.perut"
    for packing in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        with zipfile.ZipFile(path, "w", packing) as archive:
            for name, data in members(delivery).items():
                archive.writestr(name, data)
        refused(pool, path, "packed in a way")
    data = bytearray(delivery.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(mark, start + 4)
    path.write_bytes(data)
    refused(pool, path, "encrypted")


def test_a_delivery_cut_at_any_place_is_refused(delivery, pool, tmp_path):
    whole, path = delivery.read_bytes(), tmp_path / "bad.perut"
    for part in range(1, 20):
        path.write_bytes(whole[: len(whole) * part // 20])
        refused(pool, path, "it is cut short")


def test_a_bit_changed_anywhere_is_refused_or_changes_nothing(delivery, pool, tmp_path):
    whole, path = delivery.read_bytes(), tmp_path / "bad.perut"
    rows = {name: data for name, data in members(delivery).items() if name != "manifest.json"}
    for place in range(0, len(whole), len(whole) // 60):
        changed = bytearray(whole)
        changed[place] ^= 0x10
        path.write_bytes(changed)
        told = in_process("pool", "add", str(pool), str(path), "--dry-run")
        if told.code:
            assert (told.code, "P369" in told.err) == (1, True), told.err
        else:
            assert members(path).items() >= rows.items()


def test_what_is_no_regular_file_is_refused(pool, tmp_path):
    folder = tmp_path / "x.perut"
    folder.mkdir()
    told = in_process("pool", "add", str(pool), str(folder))
    assert (told.code, "P010" in told.err) == (4, True), told.err
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.perut")
        refused(pool, tmp_path / "pipe.perut", "it is no file")


def test_a_formula_in_a_name_stays_a_text(delivery, pool, tmp_path):
    """A name that a spreadsheet would run is told as it is, and taken as text by Excel."""
    parts = members(delivery)
    parts["village.csv"] = cell("village_name", '=HYPERLINK("http://x";"y")')(parts["village.csv"])
    path = sealed(parts, tmp_path / "formula.perut")
    assert in_process("pool", "add", str(pool), str(path)).code == 0
    book = tmp_path / "report.xlsx"
    told = in_process("pool", "report", "progress", str(pool), "-o", str(book))
    assert told.code == 0, told.err
    sheets = [data for name, data in members(book).items() if "worksheets" in name]
    assert sheets
    assert not any(b"<f>" in data or b"<f " in data for data in sheets)
    told = in_process("pool", "report", "progress", str(pool), "--format", "html")
    assert '<a href="http://x"' not in told.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "P003: --covers is missing"),
        (("--covers", "6311"), "P007: --covers: 6311 is no code of an area"),
        (("--covers", "63.11.03.2001"), "P007"),
    ],
)
def test_a_pool_begins_with_the_code_of_what_it_covers(tmp_path, words, told):
    done = in_process("pool", "init", str(tmp_path / "pool"), *words)
    assert (done.code, told in done.err, (tmp_path / "pool").exists()) == (2, True, False), done.err
