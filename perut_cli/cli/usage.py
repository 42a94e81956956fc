"""What can be wrong with a command line, in sentences of ours."""

from collections.abc import Sequence
from difflib import get_close_matches

from perut_cli.errors import Usage
from perut_cli.text import T


def near(text: str, names: Sequence[str]) -> list[str]:
    """The names most alike."""
    return get_close_matches(text, names, 3, 0.5)


def no_such_command(name: str, names: Sequence[str], path: str) -> Usage:
    """A command that isn't there."""
    return Usage("P001", T("no command {name}", "perintah {name} tidak ada").format(name=f'"{name}"'), _perhaps(name, names, f"{path} --help"))


def no_such_option(name: str, names: Sequence[str], fitting: Sequence[str]) -> Usage:
    """An option that isn't there, or a beginning of several."""
    if fitting:
        return Usage("P002", T("{name} could be {names}", "{name} bisa berarti {names}").format(name=name, names=", ".join(sorted(fitting))),
                     T("write the option in full", "tulis opsinya lengkap"))
    return Usage("P002", T("no option {name}", "opsi {name} tidak ada").format(name=name), _perhaps(name, names, "--help"))


def _perhaps(name: str, names: Sequence[str], otherwise: str) -> T:
    found = near(name, names)
    if found:
        return T("did you mean {names}?", "maksudnya {names}?").format(names=", ".join(found))
    return T("see `{path}`", "lihat `{path}`").format(path=otherwise)


def missing_value(option: str) -> Usage:
    """An option without its value."""
    return Usage("P003", T("{option} needs a value", "{option} perlu nilai").format(option=option),
                 T("write {option} VALUE", "tulis {option} NILAI").format(option=option))


def not_a_flag(option: str) -> Usage:
    """A flag with a value."""
    return Usage("P003", T("{option} takes no value", "{option} tidak memakai nilai").format(option=option), T("leave out the `=…`", "hilangkan `=…`"))


def twice(option: str, values: Sequence[str]) -> Usage:
    """One option given with two values."""
    return Usage("P005", T("{option} is given with two values: {values}", "{option} diberi dua nilai: {values}").format(
        option=option, values=", ".join(dict.fromkeys(values))), T("give it once", "beri sekali saja"))


def extra_arguments(rest: Sequence[str], path: str) -> Usage:
    """More arguments than a command takes."""
    return Usage("P004", T("too many arguments: {rest}", "argumen berlebih: {rest}").format(rest=" ".join(rest)),
                 T("put names of several words in quotes, or see `{path} --help`", "apit nama beberapa kata dengan tanda kutip, atau lihat `{path} --help`").format(path=path))


def missing_argument(label: str, path: str) -> Usage:
    """An argument that must be there."""
    return Usage("P003", T("{label} is missing", "{label} belum disebut").format(label=label), T("see `{path} --help`", "lihat `{path} --help`").format(path=path))


def bad_value(option: str, reason: str, hint: str = "") -> Usage:
    """An option's value that can't be used."""
    return Usage("P007", T("{option}: {reason}", "{option}: {reason}").format(option=option, reason=reason), hint)
