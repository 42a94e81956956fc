"""Guided entry of a new database: the kecamatan, its villages, whoever signs."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from perut_cli.cli.app.command import Inputs, Option
from perut_cli.cli.app.context import Context
from perut_cli.cli.guided.ask import Answers, Question
from perut_cli.cli.guided.record import ask_with_draft, next_of, one_line
from perut_cli.core.errors import PerutError
from perut_cli.core.settings import FIELDS, Settings, parsed
from perut_cli.core.text import T
from perut_cli.core.values import Fault


def guided_init(
    context: Context, inputs: Inputs, options: Sequence[Option], district: Callable[[str], str]
) -> Inputs:
    """Ask for what a new database begins with; gives the options of `init`. Raises Interrupted
    P098, the draft kept.
    """
    questions = [_asker(option, district) for option in options]
    answers = ask_with_draft(context, "init", lambda answers: next_of(questions, answers))
    made = Inputs({**inputs, **{key: value for key, value in answers.items() if value}})
    one_line(
        context,
        "init",
        T("init", "mulai"),
        [(option.names, answers[option.key]) for option in options if answers[option.key]],
    )
    return made


def _asker(option: Option, district: Callable[[str], str]) -> Callable[[Answers], Question]:
    defaults = Settings()._asdict()
    default = (
        f"{defaults[option.key]:g}"
        if isinstance(defaults.get(option.key), float)
        else str(defaults.get(option.key, ""))
    )
    checks: dict[str, Callable[[str], str]] = {
        "district_code": partial(_checked, district),
        "villages": _file,
    }
    check = checks.get(option.key) or (lambda text: _setting(option.key, text))
    label = str(option.help)
    question = Question(
        option.key,
        label[:1].upper() + label[1:],
        T("option {name}", "opsi {name}").format(name=option.names),
        option.key == "district_code",
        default,
        check=check,
        section="" if option.key in ("district_code", "villages") else "office",
    )
    return lambda _: question


def _checked(district: Callable[[str], str], text: str) -> str:
    try:
        return district(text)
    except PerutError as error:
        raise Fault(error.number, error.message, error.hint) from None


def _file(text: str) -> str:
    if not Path(text).is_file():
        raise Fault(
            "P010",
            T("no file {path}", "berkas {path} tidak ada").format(path=text),
            T("name its folder too, or - for none", "sebut juga foldernya, atau - bila tidak ada"),
        )
    return ""


def _setting(key: str, text: str) -> str:
    parsed(key, text)
    return FIELDS[key].show(FIELDS[key].parse(text)) if key == "target" else ""
