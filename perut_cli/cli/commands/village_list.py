"""The villages of a kecamatan out of a list of codes and names,
and what the list says of the office.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from perut_cli.cli.app.command import Inputs, Option
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value
from perut_cli.core.characters import keyboard
from perut_cli.core.errors import Invalid, Problem
from perut_cli.core.late import Late
from perut_cli.core.text import T
from perut_cli.core.values import Fault, district_of
from perut_cli.core.vocabulary import WORDS

if TYPE_CHECKING:
    from perut_cli.intake import bps_codes, cell_checks
    from perut_cli.intake import open_source as sources
else:
    sources = Late("perut_cli.intake.open_source")
    bps_codes = Late("perut_cli.intake.bps_codes")
    cell_checks = Late("perut_cli.intake.cell_checks")

DISTRICT = Option(
    "district_code",
    T("--district-code", "--kode-kecamatan"),
    T("code of the kecamatan, such as 63.11.03", "kode kecamatan, misalnya 63.11.03"),
    value="CODE",
)
VILLAGES = Option(
    "villages",
    T("--villages", "--berkas-desa"),
    T(
        "list of codes and names, of the kecamatan or longer",
        "daftar kode dan nama, sekecamatan atau lebih",
    ),
    value="FILE",
    completes="file",
)


class VillageList(NamedTuple):
    """The villages of a kecamatan out of a list: their codes and names with the lines they stand
    on, and the settings that the list gives.
    """

    district: str
    rows: list[list[str]]
    lines: list[int]
    names: dict[str, str]

    def chunks(self) -> Iterable[tuple[list[int], list[list[str]]]]:
        """The rows as an import takes them."""
        yield self.lines, [row[:2] for row in self.rows]


def district_code(inputs: Inputs) -> str:
    """The code of the kecamatan with its dots, blank without one. Raises Usage."""
    text = keyboard(inputs.text("district_code")).strip()
    try:
        return district_of(text) if text else ""
    except Fault as fault:
        raise bad_value(DISTRICT.names, fault.reason, fault.hint) from None


_CODE_NAMES = ("code", "kode", "village_code", "kode_desa", "kode_wilayah")
_NAME_NAMES = ("name", "nama", "village_name", "nama_desa", "nama_wilayah")
_ABOVE = {
    "district_name": "district_name",
    "nama_kecamatan": "district_name",
    "kecamatan": "district_name",
    "regency_name": "regency",
    "nama_kabupaten": "regency",
    "kabupaten": "regency",
    "province_name": "province",
    "nama_provinsi": "province",
    "provinsi": "province",
}


def read_villages(context: Context, inputs: Inputs, *, told: bool = True) -> VillageList:
    """The villages that --villages names, of the kecamatan where one is named. Raises Usage,
    Invalid.
    """
    district = district_code(inputs)
    listed = VillageList(district, [], [], {})
    if district:
        listed.names["district_code"] = district
    if not inputs.has("villages"):
        return listed
    path = inputs.text("villages")
    stdin = context.world.stdin.buffer if path == "-" else None
    source = sources.open_source(path, _is_code_or_name, stdin)
    header = [_plain(cell) for cell in source.header]
    code, name = _place(header, _CODE_NAMES), _place(header, _NAME_NAMES)
    if code < 0 or name < 0:
        source.close()
        raise _no_columns(path)
    fields = [WORDS["village_name"]] * len(header)
    fields[code] = WORDS["village_code"]
    for lines, rows in cell_checks.checked(source, fields, lambda _: frozenset()):
        for line, row in zip(lines, rows, strict=True):
            _take_village(listed, header, line, row, (code, name))
    problems = [*source.problems, *([] if inputs.has("yes") else _doubts(listed, code))]
    if problems:
        raise Invalid(
            problems[0].number,
            T(
                "{n} {n:problem|problems}, nothing was made", "{n} kesalahan, tidak ada yang dibuat"
            ).format(n=len(problems)),
            problems[0].hint,
            problems=tuple(problems),
            source=source.name,
        )
    if told:
        context.say(source.how)
    if not listed.rows:
        raise _no_village(district, path)
    return listed


def _is_code_or_name(cell: str) -> bool:
    return _plain(cell) in (*_CODE_NAMES, *_NAME_NAMES)


def _no_columns(path: str) -> Invalid:
    return Invalid(
        "P012",
        T(
            "{path} has no columns of codes and names", "{path} tidak punya kolom kode dan nama"
        ).format(path=path),
        T(
            "call them code and name, or kode and nama",
            "beri judul kode dan nama, atau code dan name",
        ),
    )


def _no_village(district: str, path: str) -> Invalid:
    return Invalid(
        "P044",
        T("no village of {district} in {path}", "tidak ada desa {district} dalam {path}").format(
            district=district or "?", path=path
        ),
        T("check the code of the kecamatan", "periksa kode kecamatannya"),
    )


def _doubts(found: VillageList, column: int) -> list[Problem]:
    """Codes that may be those of BPS."""
    return [
        bps_codes.doubt(line, row[0], column + 1)
        for line, row in zip(found.lines, found.rows, strict=True)
        if bps_codes.may_be_bps(row[0], row[1], lambda _: False)
    ]


def _take_village(
    listed: VillageList, header: Sequence[str], line: int, row: list[str], places: tuple[int, int]
) -> None:
    digits = re.sub(r"[.\s]", "", row[places[0]])
    full = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}"
    # A list of all levels has the names of districts and regencies as rows of their own.
    level = {6: "district_name", 4: "regency", 2: "province"}.get(len(digits))
    if level and listed.district.replace(".", "").startswith(digits):
        listed.names[level] = row[places[1]].strip()
    if len(digits) < 10 or (listed.district and full != listed.district):
        return
    listed.rows.append([row[places[0]], row[places[1]]])
    listed.lines.append(line)
    for place, cell in enumerate(row):
        if header[place] in _ABOVE and cell.strip():
            listed.names.setdefault(_ABOVE[header[place]], cell.strip())


def named_in(context: Context, answers: dict[str, str]) -> dict[str, str]:
    """The settings that a code and a list of villages give, for the questions after them. Raises
    what is wrong with either.
    """
    inputs = Inputs({key: value for key, value in answers.items() if value})
    return named_after(read_villages(context, inputs, told=False))


def named_after(villages: VillageList) -> dict[str, str]:
    """The settings that a list of villages gives."""
    names = dict(villages.names)
    if not villages.district and villages.rows:
        districts = {row[0].rpartition(".")[0] for row in villages.rows}
        return {"district_code": districts.pop()} | names if len(districts) == 1 else {}
    if "district_name" in names:
        names.setdefault("place", names["district_name"])
    return names


def _plain(cell: str) -> str:
    return "_".join(cell.strip().lower().replace("-", " ").replace("_", " ").split())


def _place(header: Sequence[str], names: Sequence[str]) -> int:
    return next((header.index(name) for name in names if name in header), -1)


_STATUSES = {
    "2": T("{n} {n:village|villages}", "{n} desa"),
    "1": T("{n} kelurahan", "{n} kelurahan"),
    "3": T("{n} desa adat", "{n} desa adat"),
}
"""What a place is by the first of the last four digits of its code."""


def counted(rows: list[list[str]]) -> T:
    """How many villages of each status there are."""
    digits = [re.sub(r"[.\s]", "", row[0])[6:7] for row in rows]
    counted = [
        text.format(n=digits.count(status))
        for status, text in _STATUSES.items()
        if status in digits or (status == "2" and not rows)
    ]
    return T(", ".join(text.en for text in counted), ", ".join(text.id for text in counted))
