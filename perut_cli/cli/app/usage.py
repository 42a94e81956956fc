"""What can be wrong with a command line, in sentences of ours."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from perut_cli.core.errors import Usage
from perut_cli.core.text import T, Text

_ALIKE, _NEARLY = 0.55, 0.12
"""How alike a name must be to be proposed, and how much less than the best one."""


def suggestions(text: str, names: Iterable[str]) -> list[str]:
    """The names most alike, none where none is."""
    wanted = text.lstrip("-").lower()
    likeness = {name: SequenceMatcher(None, wanted, name.lstrip("-")).ratio() for name in names}
    likeness |= {
        name: max(alike, 0.9)
        for name, alike in likeness.items()
        if len(wanted) > 1 and name.lstrip("-").startswith(wanted)
    }
    likeness |= {
        name: max(alike, 0.8)
        for name, alike in likeness.items()
        if len(wanted) > 2 and wanted in name.lstrip("-").split("-")
    }
    best = max(likeness.values(), default=0)
    found = [name for name, alike in likeness.items() if alike >= max(_ALIKE, best - _NEARLY)]
    return sorted(found, key=lambda name: -likeness[name])[:3]


def no_such_command(name: str, names: Iterable[str], path: Text) -> Usage:
    """A command that isn't there."""
    return Usage(
        "P001",
        T("no command {name}", "perintah {name} tidak ada").format(name=f'"{name}"'),
        _perhaps(name, names, path),
    )


def no_such_option(name: str, names: Iterable[str], path: Text) -> Usage:
    """An option that isn't there."""
    return Usage(
        "P002",
        T("no option {name}", "opsi {name} tidak ada").format(name=name),
        _perhaps(name, names, path),
    )


def several_options(name: str, fitting: Iterable[str]) -> Usage:
    """The beginning of several options."""
    return Usage(
        "P002",
        T("{name} could be {names}", "{name} bisa berarti {names}").format(
            name=name, names=", ".join(sorted(fitting))
        ),
        T("write the option in full", "tulis opsinya lengkap"),
    )


def _perhaps(name: str, names: Iterable[str], path: Text) -> T:
    found = suggestions(name, names)
    if found:
        return T("did you mean {names}?", "maksudnya {names}?").format(names=", ".join(found))
    return see_help(path)


def see_help(path: Text) -> T:
    """The hint to the help of a command."""
    return T("see `{path} --help`", "lihat `{path} --bantuan`").format(path=path)


def missing_value(option: str, value: str = "") -> Usage:
    """An option without its value."""
    return Usage(
        "P003",
        T("{option} needs a value", "{option} perlu isi").format(option=option),
        T("write {option} {value}", "tulis {option} {value}").format(
            option=option, value=value or T("VALUE", "ISI")
        ),
    )


def not_a_flag(option: str) -> Usage:
    """A flag with a value."""
    return Usage(
        "P003",
        T("{option} takes no value", "{option} tidak memakai isi").format(option=option),
        T("write {option} alone", "tulis {option} saja").format(option=option),
    )


def twice(option: str, values: Sequence[str]) -> Usage:
    """One option given with two values."""
    return Usage(
        "P005",
        T(
            "{option} is given with two values: {values}", "{option} diberi dua isi: {values}"
        ).format(option=option, values=", ".join(dict.fromkeys(values))),
        T("give it once", "beri sekali saja"),
    )


def extra_arguments(rest: Sequence[str], path: Text) -> Usage:
    """More arguments than a command takes."""
    return Usage(
        "P004",
        T("too many arguments: {rest}", "argumen berlebih: {rest}").format(rest=" ".join(rest)),
        T(
            "put names of several words in quotes, or {help}",
            "apit nama beberapa kata dengan tanda kutip, atau {help}",
        ).format(help=see_help(path)),
    )


def missing_argument(label: Text, path: Text) -> Usage:
    """An argument that must be there."""
    return Usage(
        "P003", T("{label} is missing", "{label} belum disebut").format(label=label), see_help(path)
    )


def bad_value(option: Text, reason: Text, hint: Text = "") -> Usage:
    """An option's value that can't be used."""
    return Usage(
        "P007",
        T("{option}: {reason}", "{option}: {reason}").format(option=option, reason=reason),
        hint,
    )
