"""Arguments and options of `perut pool …`, and the checks of their values."""

import re

from perut_cli.cli.app.command import Argument, Option
from perut_cli.cli.app.usage import bad_value
from perut_cli.core.settings import FIELDS
from perut_cli.core.text import T

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
OFFICE_CODE = re.compile(r"\d\d\.\d\d\.\d\d")


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
