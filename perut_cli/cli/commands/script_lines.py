"""What a line of a script may not do: what stands alone, another database, another language."""

from pathlib import Path

from perut_cli.cli.app.command import Inputs, name_here
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value
from perut_cli.core.errors import Invalid
from perut_cli.core.text import LANGUAGES, T, language

_ALONE = {"run", "init", "demo", "restore", "undo", "redo", "backup", "merge"}
_BESIDE = {
    "share": "",
    "config": "words",
    "check": "mend",
    "completion": "install",
    "pool init": "",
    "pool add": "",
    "pool send": "",
}
"""What writes something else than records, with the option that makes it do so: no batch takes that
back.
"""


class PassedOver(Exception):
    """A line that is not done in a script that is only tried."""


def refuse(context: Context, line: Context, inputs: Inputs, path: T) -> None:
    """Refuse a command in a script, or what was given to it. Raises Invalid, Usage, PassedOver."""
    command, named = path.en.removeprefix("perut "), str(path).removeprefix("perut ")
    if command in _ALONE:
        raise Invalid(
            "P082",
            T(
                "`{command}` can't stand in a script", "`{command}` tidak bisa di dalam skrip"
            ).format(command=named),
            T("give it on its own", "berikan sendiri"),
        )
    if line.batch is not None and command in _BESIDE:
        option = _BESIDE[command]
        if not option or inputs.has(option):
            _refuse_in_a_batch(context, named)
    _refuse_other_database(context, inputs.text("db"))
    _refuse_other_language(inputs.text("lang").lower())


def _refuse_in_a_batch(context: Context, command: str) -> None:
    if context.inputs.has("dry_run"):
        context.say(
            T("`{command}` is not tried", "`{command}` tidak dicoba").format(command=command)
        )
        raise PassedOver
    raise Invalid(
        "P082",
        T(
            "`{command}` can't be taken back with the other lines",
            "`{command}` tidak bisa dibatalkan bersama baris lainnya",
        ).format(command=command),
        T("give it after the script", "berikan setelah skripnya"),
    )


def _refuse_other_database(context: Context, path: str) -> None:
    if path and Path(path).expanduser().resolve() != context.where().path.resolve():
        raise bad_value(
            name_here(T("--db", "--basis-data")),
            T("a script writes into one database", "satu skrip menulis ke satu basis data"),
            T(
                "name it before: `perut run FILE --db {path}`",
                "sebut di depan: `perut jalankan BERKAS --basis-data {path}`",
            ).format(path=path),
        )


def _refuse_other_language(spoken: str) -> None:
    if spoken in LANGUAGES and spoken != language():
        raise bad_value(
            name_here(T("--lang", "--bahasa")),
            T("a script speaks one language", "satu skrip berbicara satu bahasa"),
            T(
                "say it before: `perut run FILE --lang {lang}`",
                "sebut di depan: `perut jalankan BERKAS --bahasa {lang}`",
            ).format(lang=spoken),
        )
