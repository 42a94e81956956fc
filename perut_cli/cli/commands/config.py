"""`perut config`: every value and where it comes from; the two that config.toml keeps."""

import os
import re
import shutil
import sys
from importlib import import_module
from pathlib import Path

from perut_cli import __version__
from perut_cli.cli.app.command import Argument, Command, Inputs
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.pager import pager_of
from perut_cli.cli.app.usage import bad_value, missing_argument
from perut_cli.cli.app.world import (
    World,
    chosen_language,
    config,
    config_path,
    data_folder,
    drafts_folder,
)
from perut_cli.core.errors import Invalid, Usage, reason_of
from perut_cli.core.fields import CHOICE, Choice, Field
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import LANGUAGES, T
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.safety.backups import folder_of

KEYS = {"db": "db", "basis-data": "db", "lang": "lang", "bahasa": "lang"}
"""What config.toml keeps, by its names in both languages."""

_SET, _UNSET = ("set", "setel"), ("unset", "hapus")
_VARIABLES = (
    "PERUT_DB",
    "PERUT_LANG",
    "PERUT_ACTOR",
    "PERUT_CONFIG",
    "PERUT_PAGER",
    "PAGER",
    "NO_COLOR",
    "TERM",
    "COLUMNS",
)
_NAMES = (
    Choice("database", T("database", "basis data")),
    Choice("language", T("language", "bahasa")),
    Choice("actor", T("who writes", "penulis")),
    Choice("config_file", T("settings file", "berkas konfigurasi")),
    Choice("data_folder", T("data folder", "folder data")),
    Choice("backups", T("backups", "cadangan")),
    Choice("drafts", T("drafts", "konsep")),
    Choice("width", T("width", "lebar")),
    Choice("encoding", T("encoding", "pengodean")),
    Choice("colour", T("colour", "warna")),
    Choice("pager", T("pager", "penampil halaman")),
    Choice("version", T("version", "versi")),
)
_ORIGINS = (
    Choice("default", T("default", "bawaan")),
    Choice("beside_database", T("beside the database", "di samping basis data")),
    Choice("terminal", T("terminal", "terminal")),
    Choice("environment", T("environment", "lingkungan")),
)
_COLUMNS: tuple[Field, ...] = (
    WORDS["setting"]._replace(kind=CHOICE, choices=_NAMES, added=True),
    WORDS["value"],
    WORDS["origin"]._replace(kind=CHOICE, choices=_ORIGINS, added=True),
)


def _config(context: Context, inputs: Inputs) -> Answer:
    words = [str(word) for word in inputs.get("words") or ()]
    if not words:
        return shown(context)
    if words[0] in _SET:
        return _keep(context, words[1:])
    if words[0] in _UNSET:
        return _drop(context, words[1:])
    raise bad_value(
        words[0],
        T("config shows, sets or unsets", "konfigurasi menampilkan, menyetel atau menghapus"),
        _example(),
    )


def _example() -> T:
    return T("write `perut config set lang id`", "tulis `perut konfigurasi setel bahasa id`")


def shown(context: Context) -> Table:
    """Every value with its source. Raises Invalid P130 for a damaged config.toml."""
    world = context.world
    if config(world).fault:
        raise damaged(world)
    path, source = context.where()
    language = chosen_language(context.words, world, context.config)
    rows = [
        (
            "database",
            str(path) + ("" if path.exists() else str(T(" (not there yet)", " (belum ada)"))),
            source or "default",
        ),
        ("language", language.value, language.source or "default"),
        ("actor", world.actor(), next(filter(world.environ.get, _ACTORS), "default")),
        (
            "config_file",
            str(config_path(world)),
            "PERUT_CONFIG" if world.environ.get("PERUT_CONFIG") else "default",
        ),
        ("data_folder", str(data_folder(world)), "default"),
        ("backups", str(folder_of(path)), "beside_database"),
        ("drafts", str(drafts_folder(world)), "default"),
        *_screen(world),
        ("version", f"perut {__version__}, Python {sys.version.split()[0]}", ""),
        *(
            (name, world.environ[name], "environment")
            for name in _VARIABLES
            if world.environ.get(name)
        ),
    ]
    return Table(T("Configuration", "Konfigurasi"), _COLUMNS, rows, name="config")


_ACTORS = ("PERUT_ACTOR", "USER", "LOGNAME", "USERNAME")


def _screen(world: World) -> list[tuple[str, str, str]]:
    terminal = world.is_terminal(world.stdout)
    columns = shutil.get_terminal_size().columns if terminal else 0
    colour = T("yes", "ya") if terminal and not world.environ.get("NO_COLOR") else T("no", "tidak")
    return [
        (
            "width",
            str(columns or T("never folded, no terminal", "tidak pernah dilipat, bukan terminal")),
            "terminal",
        ),
        ("encoding", world.stdout.encoding, "terminal" if terminal else "default"),
        ("colour", str(colour), "NO_COLOR" if world.environ.get("NO_COLOR") else "default"),
        (
            "pager",
            pager_of(world) or str(T("none", "tidak ada")),
            next((name for name in ("PERUT_PAGER", "PAGER") if name in world.environ), "default"),
        ),
    ]


def damaged(world: World) -> Invalid:
    """The error of a config.toml that can't be read, with its place."""
    path, fault = config_path(world), config(world).fault
    place = re.search(r"line (\d+), column (\d+)", fault)
    where = f"{path}:{place[1]}:{place[2]}" if place else str(path)
    return Invalid(
        "P130",
        T("{where}: this is not TOML", "{where}: ini bukan TOML").format(where=where),
        T(
            "mend the line, or delete the file and set the values again: {example}",
            "perbaiki barisnya, atau hapus berkasnya lalu setel lagi: {example}",
        ).format(example=_example()),
    )


def _keep(context: Context, words: list[str]) -> Answer:
    key = _key(context, words)
    if len(words) != 2:
        raise missing_argument(T("VALUE", "ISI"), context.path)
    value = words[1]
    if key == "lang" and value not in LANGUAGES:
        raise bad_value(
            words[0],
            T("{text} is no language of perut", "perut tidak berbahasa {text}").format(text=value),
            T("choose en or id", "pilih en atau id"),
        )
    if key == "db":
        value = str(Path(value).expanduser().absolute())
        if not Path(value).exists():
            context.say(
                T("there is no file {path} yet", "belum ada berkas {path}").format(path=value)
            )
    _rewrite(context, key, f"{key} = {_quoted(value)}")
    context.say(
        T("{key} is now {value}", "{key} sekarang {value}").format(key=words[0], value=value)
    )
    return None


def _drop(context: Context, words: list[str]) -> Answer:
    _rewrite(context, _key(context, words), "")
    context.say(T("{key} is no longer set", "{key} tidak disetel lagi").format(key=words[0]))
    return None


def _key(context: Context, words: list[str]) -> str:
    if not words:
        raise missing_argument(T("NAME", "NAMA"), context.path)
    if words[0] not in KEYS:
        raise Usage(
            "P131",
            T("no value {name} in config.toml", "tidak ada {name} dalam config.toml").format(
                name=words[0]
            ),
            T("choose db or lang", "pilih basis-data atau bahasa"),
        )
    return KEYS[words[0]]


def _quoted(value: str) -> str:
    # A literal string keeps the backslashes of Windows readable.
    return (
        f"'{value}'"
        if "'" not in value
        else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    )


def _rewrite(context: Context, key: str, line: str) -> None:
    """Replace one value of config.toml, keeping every other line; readable by its owner only."""
    world = context.world
    if config(world).fault:
        raise damaged(world)
    path = config_path(world)
    try:
        before = path.read_text("utf-8").splitlines() if path.exists() else []
        others = [text for text in before if not re.match(rf"\s*{key}\s*=", text)]
        after = "".join(text + "\n" for text in ([line] if line else []) + others)
        if import_module("tomllib").loads(after).get(key) is None and line:
            raise damaged(world)
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.new")
        with os.fdopen(
            os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
            "w",
            encoding="utf-8",
            newline="",
        ) as out:
            out.write(after)
        aside.replace(path)
    except OSError as error:
        raise Invalid(
            "P077",
            T("{path} can't be written: {why}", "{path} tidak bisa ditulisi: {why}").format(
                path=path, why=reason_of(error)
            ),
            T("name another file with PERUT_CONFIG", "sebut berkas lain dengan PERUT_CONFIG"),
        ) from error


COMMANDS = {
    "config": Command(
        T("config", "konfigurasi"),
        T(
            "every value and where it comes from; set or unset the database and the language",
            "setiap nilai dan asalnya; setel atau hapus basis data dan bahasa",
        ),
        _config,
        (
            Argument(
                "words",
                T("set NAME VALUE | unset NAME", "setel NAMA ISI | hapus NAMA"),
                many=True,
                needed=False,
                completes="config",
            ),
        ),
        examples=(
            T("config", "konfigurasi"),
            T("config set lang id", "konfigurasi setel bahasa id"),
            T("config set db perut.db", "konfigurasi setel basis-data perut.db"),
            T("config unset db", "konfigurasi hapus basis-data"),
        ),
    ),
}
