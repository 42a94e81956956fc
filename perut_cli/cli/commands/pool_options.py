"""Arguments and options of `perut pool …`, and the checks of their values."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from perut_cli.cli.app.command import Argument, Inputs, Option
from perut_cli.cli.app.usage import bad_value
from perut_cli.core.errors import NotFound, reason_of
from perut_cli.core.settings import FIELDS
from perut_cli.core.text import T
from perut_cli.core.values import Fault

DIR = Argument("dir", T("DIR", "FOLDER"))
COVERS = Option(
    "covers",
    T("--covers", "--mencakup"),
    T(
        "code of the regency or province, id for the nation",
        "kode kabupaten atau provinsi, id: negara",
    ),
    value="CODE",
)
OFFICES = Option(
    "offices",
    T("--offices", "--kantor"),
    T("list of the offices expected, with code and name", "daftar kantor yang diharapkan"),
    value="FILE",
)
LATE = Option(
    "late_days",
    T("--late-days", "--hari-terlambat"),
    T("days after which a delivery is late (45)", "hari sampai kiriman dianggap terlambat (45)"),
    value="DAYS",
)
WITHIN = Option(
    "within",
    T("--within", "--dalam"),
    T("only this province, regency or district", "hanya provinsi, kabupaten atau kecamatan ini"),
    value="CODE",
)
BY = Option(
    "by",
    T("--by", "--per"),
    T(
        "a row a village, district, regency or province",
        "baris per desa, kecamatan, kabupaten, provinsi",
    ),
    value="TEXT",
)
ENGINE = Option(
    "engine",
    T("--engine", "--mesin"),
    T("duckdb (this machine) or spark", "duckdb (mesin ini) atau spark"),
    value="NAME",
)
MASTER = Option(
    "master",
    T("--master", "--induk"),
    T("where Spark runs: local[*], spark://…", "tempat Spark: local[*], spark://…"),
    value="TEXT",
)
REBUILD = Option(
    "rebuild",
    T("--rebuild", "--bangun-ulang"),
    T("make all shelves again and compare", "buat lagi semua rak dan bandingkan"),
    flag=True,
)
SET = tuple(
    Option(
        key,
        T(f"--{key.replace('_', '-')}", f"--{alias}"),
        FIELDS[key].help,
        value="TEXT",
    )
    for key, alias in (
        ("target", "target"),
        ("target_reading", "cara-baca"),
        ("pass_mark", "nilai-lulus"),
        ("village_instrument", "instrumen-desa"),
        ("official_instrument", "instrumen-aparatur"),
    )
)
_AREA = re.compile(r"\d\d(\.\d\d){0,2}|id")
_LISTED = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?")


def check_area(option: Option, text: str) -> None:
    """Refuse what is no code of an area. Raises Usage."""
    if not _AREA.fullmatch(text) or (option is COVERS and len(text) == len("63.11.03")):
        raise bad_value(
            option.names,
            T("{text} is no code of an area", "{text} bukan kode wilayah").format(
                text=text or "''"
            ),
            T("write for instance 63.11, 63 or id", "tulis misalnya 63.11, 63 atau id"),
        )


def settings_of(inputs: Inputs) -> dict[str, str]:
    """The settings that the reports of a pool use. Raises Usage."""
    chosen = {"target": "80", "target_reading": "level", "pass_mark": "80"}
    for option in SET:
        if inputs.text(option.key):
            try:
                chosen[option.key] = str(FIELDS[option.key].parse(inputs.text(option.key)))
            except Fault as fault:
                raise bad_value(option.names, fault.reason, fault.hint) from None
    return chosen


def late_days(inputs: Inputs, usual: int) -> int:
    """Days after which a delivery is late. Raises Usage."""
    text = inputs.text("late_days")
    if text and not text.isdecimal():
        raise bad_value(
            LATE.names,
            T("{text} is not a whole number", "{text} bukan bilangan bulat").format(text=text),
        )
    return int(text) if text else usual


def expected_offices(inputs: Inputs, covers: str) -> tuple[dict[str, str], dict[str, str]]:
    """(the districts, what regencies and provinces are called), by code, out of a list of areas of
    any level.
    """
    offices: dict[str, str] = {}
    names: dict[str, str] = {}
    for code, name in _areas_listed(inputs) if inputs.text("offices") else ():
        if len(code) < len("63.11.03"):
            names[code] = name
        elif covers == "id" or code.startswith(f"{covers}."):
            offices.setdefault(code[:8], "")
            if len(code) == len("63.11.03"):
                offices[code] = name
    return offices, names


def _areas_listed(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """(code, first name beside it, blank for none) of every row of a list that has a code."""
    path = Path(inputs.text("offices")).expanduser()
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = reason_of(error) if isinstance(error, OSError) else str(error)
        raise NotFound(
            "P010", T("{path}: {why}", "{path}: {why}").format(path=path, why=why)
        ) from error
    for row in csv.reader(line.replace(";", ",") for line in lines):
        cells = [cell.strip() for cell in row]
        code = next((cell for cell in cells if _LISTED.fullmatch(cell)), "")
        if code:
            yield code, next((cell for cell in cells if cell and cell != code), "")
