"""Beginning: a new database with settings, topics, obligations and the built-in instruments; and
the sample programme.
"""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perut_cli.cli.app.command import Argument, Command, Inputs, Option
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value
from perut_cli.core.errors import Conflict, Invalid, reason_of
from perut_cli.core.late import Late
from perut_cli.core.settings import FIELDS, NAMES_ID, Settings, parsed
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.core.values import Fault
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.batch import Batch, writing
from perut_cli.store.db import Store
from perut_cli.store.importing.cells import Form
from perut_cli.store.importing.import_rows import one_row, take
from perut_cli.store.lookup import Finder

if TYPE_CHECKING:
    from perut_cli import intake
    from perut_cli.cli.commands import demo as demonstration
    from perut_cli.cli.guided import office
    from perut_cli.cli.records import import_file
    from perut_cli.store import files, migrate
else:
    demonstration = Late("perut_cli.cli.commands.demo")
    files = Late("perut_cli.store.files")
    import_file = Late("perut_cli.cli.records.import_file")
    intake = Late("perut_cli.intake")
    migrate = Late("perut_cli.store.migrate")
    office = Late("perut_cli.cli.guided.office")

SEEDS = ("topic", "instrument", "indicator", "obligation")
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


_ASKED = (
    "district_name",
    "regency",
    "province",
    "place",
    "head_title",
    "head_name",
    "head_nip",
    "target",
)
"""Settings that guided entry asks for."""


def sample_folder() -> Path:
    """The sample data: inside the installed package, else beside it in the source."""
    inside = Path(__file__).parents[2] / "sample_data"
    return inside if inside.exists() else Path(__file__).parents[3] / "sample_data"


def new_database(context: Context, path: Path) -> Store:
    """Make an empty database aside and put it in place; refuses to overwrite. Raises Conflict,
    Invalid.
    """
    files.refuse_reserved(str(path))
    if path.exists():
        raise Conflict(
            "P075",
            T("{path} exists already", "{path} sudah ada").format(path=path),
            T("name another file with --db", "sebut berkas lain dengan --basis-data"),
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.{os.getpid()}.new")
        aside.unlink(missing_ok=True)
        migrate.create(aside).close()
    except OSError as error:
        raise Invalid(
            "P077",
            T("{path} can't be made: {why}", "{path} tidak bisa dibuat: {why}").format(
                path=path, why=reason_of(error)
            ),
            T("name a folder of yours with --db", "sebut folder Anda dengan --basis-data"),
        ) from error
    del context
    return Store(aside)


def put_in_place(store: Store, path: Path) -> None:
    """Give a finished database its name."""
    aside = store.path
    store.close()
    try:
        os.link(aside, path)
        aside.unlink()
    except FileExistsError:
        aside.unlink()
        raise Conflict(
            "P075", T("{path} exists already", "{path} sudah ada").format(path=path)
        ) from None
    except OSError:
        # A file system without links: rename, which on Windows refuses an existing name.
        aside.rename(path)


def seed(batch: Batch, names: Iterable[str] = SEEDS) -> None:
    """Take the built-in topics, instruments and obligations."""
    for name in names:
        source = intake.open_source(
            str(sample_folder() / f"{name}.csv"), lambda cell: cell in WORDS
        )
        take(
            batch,
            SHEETS[name],
            [WORDS[cell] for cell in source.header],
            source.chunks,
            Form(new=True),
            Finder(batch.store),
        )


def put_settings(batch: Batch, values: dict[str, str]) -> None:
    """Record settings."""
    header = [WORDS["setting"], WORDS["value"]]
    take(batch, SHEETS["setting"], header, _several(values), Form(), Finder(batch.store))


def _several(values: dict[str, str]) -> Iterable[tuple[list[int], list[list[str]]]]:
    yield [0] * len(values), [[key, value] for key, value in values.items()]


def _init(context: Context, inputs: Inputs) -> Answer:
    if (
        context.can_ask()
        and not context.where().path.exists()
        and not any(key in inputs for key in ("villages", *FIELDS))
    ):
        inputs = office.guided_init(
            context,
            inputs,
            [DISTRICT, VILLAGES, *map(setting_option, _ASKED)],
            lambda text: district_of(Inputs(district_code=text)),
        )
    values = _settings(inputs)
    villages = _villages(context, inputs)
    path = context.where().path
    store = new_database(context, path)
    try:
        with writing(store, context.note()) as batch:
            put_settings(batch, values | _named_after(villages))
            seed(batch)
            if villages.rows:
                taken = take(
                    batch,
                    SHEETS["village"],
                    [WORDS["village_code"], WORDS["village_name"]],
                    villages.chunks(),
                    Form(),
                    Finder(store),
                )
                if taken.problems:
                    raise import_file.problems_error(inputs.text("villages"), taken)
        put_in_place(store, path)
    except BaseException:
        store.close()
        store.path.unlink(missing_ok=True)
        raise
    context.say(
        T(
            "made {path} with {n} villages, the built-in instruments, topics and obligations",
            "{path} dibuat dengan {n} desa, instrumen bawaan, topik dan kewajiban",
        ).format(path=path, n=len(villages.rows))
    )
    context.say(
        T(
            "next: `perut setting edit head_name --value NAME`, `perut mentor add`, `perut "
            "village edit NAME --locus-since DATE`",
            "berikutnya: `perut pengaturan ubah nama_pimpinan --isi NAMA`, `perut pendamping "
            "tambah`, `perut desa ubah NAMA --lokus-sejak TANGGAL`",
        )
    )
    return str(path)


def _settings(inputs: Inputs) -> dict[str, str]:
    values = {
        key: str(WORDS["value"].kind.write(value) if not isinstance(value, float) else f"{value:g}")
        for key, value in Settings()._asdict().items()
    }
    for key in FIELDS:
        if key in inputs and key != "district_code":
            try:
                values[key] = parsed(key, inputs.text(key))
            except Fault as fault:
                raise bad_value(setting_option(key).names, fault.reason, fault.hint) from None
    return values


class _Villages:
    """The villages of a kecamatan out of a list."""

    def __init__(self, district: str, rows: list[list[str]], lines: list[int]) -> None:
        self.district, self.rows, self.lines = district, rows, lines
        self.names: dict[str, str] = {}

    def chunks(self) -> Iterable[tuple[list[int], list[list[str]]]]:
        yield self.lines, [row[:2] for row in self.rows]


def district_of(inputs: Inputs) -> str:
    """The code of the kecamatan with its dots, blank without one. Raises Usage."""
    text = inputs.text("district_code").strip()
    digits = re.sub(r"[.\s]", "", text)
    if text and not re.fullmatch(r"\d{6}", digits):
        raise bad_value(
            DISTRICT.names,
            T("{text} is not the code of a kecamatan", "{text} bukan kode kecamatan").format(
                text=text
            ),
            T("write PP.KK.CC, such as 63.11.03", "tulis PP.KK.CC, misalnya 63.11.03"),
        )
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:]}" if text else ""


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


def _villages(context: Context, inputs: Inputs) -> _Villages:
    district = district_of(inputs)
    found = _Villages(district, [], [])
    if district:
        found.names["district_code"] = district
    if not inputs.has("villages"):
        return found
    path = inputs.text("villages")
    source = intake.open_source(
        path,
        lambda cell: _plain(cell) in (*_CODE_NAMES, *_NAME_NAMES),
        context.world.stdin.buffer if path == "-" else None,
    )
    header = [_plain(cell) for cell in source.header]
    code, name = _place(header, _CODE_NAMES), _place(header, _NAME_NAMES)
    if code < 0 or name < 0:
        source.close()
        raise Invalid(
            "P012",
            T(
                "{path} has no columns of codes and names", "{path} tidak punya kolom kode dan nama"
            ).format(path=path),
            T(
                "call them code and name, or kode and nama",
                "beri judul kode dan nama, atau code dan name",
            ),
        )
    for lines, rows in source.chunks:
        for line, row in zip(lines, rows, strict=True):
            _take_village(found, header, line, row, (code, name))
    context.say(str(source.how))
    if not found.rows:
        raise Invalid(
            "P044",
            T(
                "no village of {district} in {path}", "tidak ada desa {district} dalam {path}"
            ).format(district=district or "?", path=path),
            T("check the code of the kecamatan", "periksa kode kecamatannya"),
        )
    return found


def _take_village(
    found: _Villages, header: Sequence[str], line: int, row: list[str], places: tuple[int, int]
) -> None:
    digits = re.sub(r"[.\s]", "", row[places[0]])
    full = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}"
    # A list of all levels has the names of districts and regencies as rows of their own.
    level = {6: "district_name", 4: "regency", 2: "province"}.get(len(digits))
    if level and found.district.replace(".", "").startswith(digits):
        found.names[level] = row[places[1]].strip()
    if len(digits) < 10 or (found.district and full != found.district):
        return
    found.rows.append([row[places[0]], row[places[1]]])
    found.lines.append(line)
    for place, cell in enumerate(row):
        if header[place] in _ABOVE and cell.strip():
            found.names.setdefault(_ABOVE[header[place]], cell.strip())


def _named_after(villages: _Villages) -> dict[str, str]:
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


def _demo(context: Context, inputs: Inputs) -> Answer:
    return demonstration.demo(context, inputs)


def setting_option(key: str) -> Option:
    """The option of `init` that is a setting."""
    return Option(
        key,
        T("--" + key.replace("_", "-"), "--" + NAMES_ID[key].replace("_", "-")),
        FIELDS[key].help,
        value="TEXT",
        field=FIELDS[key],
    )


COMMANDS = {
    "init": Command(
        T("init", "mulai"),
        T(
            "make the database: settings, topics, obligations, the built-in instruments and the "
            "villages of a kecamatan",
            "buat basis data: pengaturan, topik, kewajiban, instrumen bawaan dan desa sekecamatan",
        ),
        _init,
        options=(
            DISTRICT,
            VILLAGES,
            *(setting_option(key) for key in FIELDS if key != "district_code"),
        ),
        examples=(
            T(
                "init --district-code 63.11.03 --villages villages.csv",
                "mulai --kode-kecamatan 63.11.03 --berkas-desa desa.csv",
            ),
        ),
    ),
    "demo": Command(
        T("demo", "demo"),
        T(
            "a database with the sample programme of Awayan, to look around in",
            "basis data berisi contoh program Awayan, untuk melihat-lihat",
        ),
        _demo,
        (Argument("folder", T("FOLDER", "FOLDER"), needed=False),),
        examples=(T("demo", "demo"), T("demo practice", "demo latihan")),
    ),
}

__all__ = ["COMMANDS", "one_row", "sample_folder"]
