"""`perut init`: a new database with settings, topics, obligations and the built-in instruments;
and the sample programme.
"""

import os
import re
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from perut_cli.cli.app.command import Argument, Command, Inputs, Option
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value
from perut_cli.cli.commands.village_list import (
    DISTRICT,
    VILLAGES,
    counted,
    named_after,
    named_in,
    read_villages,
)
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
from perut_cli.store.importing.cells import CellFormat
from perut_cli.store.importing.import_rows import import_own_rows, import_rows
from perut_cli.store.lookup import Finder

if TYPE_CHECKING:
    from perut_cli.cli.commands import demo as demonstration
    from perut_cli.cli.guided import office
    from perut_cli.cli.records import import_file
    from perut_cli.intake import open_source as sources
    from perut_cli.store import files, migrate
    from perut_cli.store.safety import restore
else:
    demonstration = Late("perut_cli.cli.commands.demo")
    files = Late("perut_cli.store.files")
    import_file = Late("perut_cli.cli.records.import_file")
    sources = Late("perut_cli.intake.open_source")
    migrate = Late("perut_cli.store.migrate")
    restore = Late("perut_cli.store.safety.restore")
    office = Late("perut_cli.cli.guided.office")

SEEDS = ("topic", "instrument", "indicator", "obligation")
_ASKED = (
    "district_name",
    "regency",
    "province",
    "letterhead_1",
    "letterhead_2",
    "letterhead_3",
    "letterhead_4",
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
        left = restore.set_leftovers_aside(path, context.world.now())
        migrate.create(aside).close()
    except OSError as error:
        raise Invalid(
            "P077",
            T("{path} can't be made: {why}", "{path} tidak bisa dibuat: {why}").format(
                path=path, why=reason_of(error)
            ),
            T("name a folder of yours with --db", "sebut folder Anda dengan --basis-data"),
        ) from error
    if left:
        context.say(
            T(
                "what a vanished database had left beside {path} is in {left}-…",
                "sisa basis data yang hilang di samping {path} ada di {left}-…",
            ).format(path=path, left=left)
        )
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
        source = sources.open_source(
            str(sample_folder() / f"{name}.csv"), lambda cell: cell in WORDS
        )
        import_own_rows(
            batch,
            SHEETS[name],
            [WORDS[cell] for cell in source.header],
            source.chunks,
            CellFormat(new=True),
            Finder(batch.store),
        )


def put_settings(batch: Batch, values: dict[str, str]) -> None:
    """Record settings."""
    header = [WORDS["setting"], WORDS["value"]]
    import_own_rows(
        batch, SHEETS["setting"], header, _several(values), CellFormat(), Finder(batch.store)
    )


def _several(values: dict[str, str]) -> Iterable[tuple[list[int], list[list[str]]]]:
    yield list(range(1, len(values) + 1)), [[key, value] for key, value in values.items()]


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
            partial(named_in, context),
        )
    typed = _typed(inputs)
    villages = read_villages(context, inputs)
    path = context.where().path
    store = new_database(context, path)
    try:
        with writing(store, context.note()) as batch:
            named = named_after(villages) | typed
            put_settings(batch, _defaults() | _unit(named) | named)
            seed(batch)
            if villages.rows:
                result = import_rows(
                    batch,
                    SHEETS["village"],
                    [WORDS["village_code"], WORDS["village_name"]],
                    villages.chunks(),
                    CellFormat(),
                    Finder(store),
                )
                if result.problems:
                    raise import_file.problems_error(inputs.text("villages"), result)
        put_in_place(store, path)
    except BaseException:
        store.close()
        store.path.unlink(missing_ok=True)
        raise
    context.say(_MADE.format(path=path, villages=counted(villages.rows)))
    context.say(_NEXT if "head_name" in typed else _NEXT_WITH_HEAD)
    return str(path)


_MADE = T(
    "made {path} with {villages}, the built-in instruments, topics and obligations",
    "{path} dibuat dengan {villages}, instrumen bawaan, topik dan kewajiban",
)
_NEXT = T(
    "next: `perut mentor add`, `perut village edit NAME --locus-since DATE`",
    "berikutnya: `perut pendamping tambah`, `perut desa ubah NAMA --lokus-sejak TANGGAL`",
)
_NEXT_WITH_HEAD = T(
    "next: `perut setting edit head_name --value NAME`, `perut mentor add`, `perut village edit "
    "NAME --locus-since DATE`",
    "berikutnya: `perut pengaturan ubah nama_pimpinan --isi NAMA`, `perut pendamping tambah`, "
    "`perut desa ubah NAMA --lokus-sejak TANGGAL`",
)


def _defaults() -> dict[str, str]:
    return {
        key: f"{value:g}" if isinstance(value, float) else str(value)
        for key, value in Settings()._asdict().items()
    }


def _unit(named: Mapping[str, str]) -> dict[str, str]:
    """The office's code in the numbers of papers, from the kecamatan's name: KEC-AWY for Awayan."""
    name = re.sub(r"[^A-Z]", "", named.get("district_name", "").upper())
    short = (name[:1] + re.sub(r"[AEIOU]", "", name[1:]))[:3]
    return {"unit": f"KEC-{short}"} if short else {}


def _typed(inputs: Inputs) -> dict[str, str]:
    """The settings that were given: they win over what the list of villages says. Raises Usage."""
    values: dict[str, str] = {}
    for key in FIELDS:
        if key in inputs and key != "district_code":
            try:
                values[key] = parsed(key, inputs.text(key))
            except Fault as fault:
                raise bad_value(setting_option(key).names, fault.reason, fault.hint) from None
    return values


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
