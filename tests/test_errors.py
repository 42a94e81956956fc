"""Errors: every number explained, in both languages; a command line that is wrong says what is meant and what to type."""

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from conftest import in_process

from perut_cli.cli.app.usage import suggestions
from perut_cli.core.catalogue import ERRORS
from perut_cli.core.errors import reason_of

ROOT = Path(__file__).parents[1] / "perut_cli"


@cache
def trees() -> dict[str, ast.Module]:
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8"))
        for path in sorted(ROOT.rglob("*.py"))
    }


def numbers() -> set[str]:
    """The numbers of the source, but of the catalogue itself."""
    return {
        node.value
        for name, tree in trees().items()
        if name != "catalogue.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"P\d{3}", node.value)
    }


def texts() -> list[tuple[str, int, str, str]]:
    """Every text of the source in both languages, with its place."""
    found = []
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "T"
                and len(node.args) == 2
            ):
                both = [
                    arg.value
                    for arg in node.args
                    if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                ]
                if len(both) == 2:
                    found.append((name, node.lineno, both[0], both[1]))
    return found


def test_every_number_is_explained():
    assert numbers() - set(ERRORS) == set()


def test_every_explanation_has_its_error():
    assert set(ERRORS) - numbers() == set()


@pytest.mark.parametrize("number", ERRORS)
def test_an_explanation_is_whole_in_both_languages(number):
    for text in ERRORS[number]:
        assert text.en.strip()
        assert text.id.strip()
    assert ERRORS[number].title.en[0].islower() or ERRORS[number].title.en.startswith("NUL")
    assert not ERRORS[number].title.en.endswith(".")
    assert ERRORS[number].why.en.endswith((".", "?"))
    assert ERRORS[number].do.id.endswith((".", "`."))


def test_a_text_has_the_same_placeholders_in_both_languages():
    def holes(text: str) -> set[str]:
        # A sheet has a name in English and an alias in Indonesian; only English has a plural.
        return {
            name.replace("alias", "name")
            for _, name, form, _ in Formatter().parse(text)
            if name and "|" not in (form or "")
        }

    odd = [
        (name, line, en, id_)
        for name, line, en, id_ in texts()
        if "{" in en + id_ and holes(en) != holes(id_)
    ]
    assert [one for one in odd if one[2] != "{text}"] == []


def test_explain_gives_the_page_of_a_number(perut):
    page = perut("explain", "p012")
    assert page.code == 0
    assert page.out.startswith("P012: unknown column\n\n")
    assert max(map(len, page.out.splitlines())) <= 79


def test_explain_of_a_number_that_is_none(perut):
    assert (
        perut("explain", "P999").err
        == "error P040: no error P999\nhint: the number stands behind the word error, such as P012\n"
    )


WRONG = {
    "vilage list": (2, 'error P001: no command "vilage"', "hint: did you mean village?"),
    "desaa daftar": (2, 'error P001: no command "desaa"', "hint: did you mean desa?"),
    "village lst": (2, 'error P001: no command "lst"', "hint: did you mean list?"),
    "zzzz": (2, 'error P001: no command "zzzz"', "hint: see `perut --help`"),
    "village list --vilage-name x": (
        2,
        "error P002: no option --vilage-name",
        "hint: did you mean --village-name?",
    ),
    "village list --nama-dessa x": (
        2,
        "error P002: no option --nama-dessa",
        "hint: did you mean --nama-desa?",
    ),
    "village list --village x": (
        2,
        "error P002: --village could be --village-code, --village-name, --village-note",
        "hint: write the option in full",
    ),
    "village list -z": (2, "error P002: no option -z", "hint: see `perut village list --help`"),
    "desa daftar -z": (2, "error P002: no option -z", "hint: see `perut village list --help`"),
    "village list --lim": (2, "error P003: --limit needs a value", "hint: write --limit N"),
    "village list --limit --sort x": (
        2,
        "error P003: --limit needs a value",
        "hint: write --limit N",
    ),
    "village list -o": (2, "error P003: -o needs a value", "hint: write -o FILE"),
    "village list --quiet=1": (
        2,
        "error P003: --quiet takes no value",
        "hint: write --quiet alone",
    ),
    "village show": (
        2,
        "error P003: VILLAGE_CODE is missing",
        "hint: see `perut village show --help`",
    ),
    "village list extra": (
        2,
        "error P004: too many arguments: extra",
        "hint: put names of several words in quotes, or see `perut village list --help`",
    ),
    "village list --limit 3 --batas 4": (
        2,
        "error P005: --limit is given with two values: 3, 4",
        "hint: give it once",
    ),
    "village list --limit x": (
        2,
        "error P007: --limit: x is not a whole number",
        "hint: write for instance --limit 10",
    ),
    "--lang fr village list": (
        2,
        "error P007: --lang: fr is no language of perut",
        "hint: choose en or id",
    ),
    "village show nowhere": (
        4,
        'error P040: no village "nowhere"',
        "hint: perhaps Merah; see `perut village list`",
    ),
    "run nofile": (
        4,
        "error P010: nofile can't be read: it is not there",
        "hint: name a text file of commands, or - for standard input; see `perut help batch`",
    ),
}


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_command_line_is_told(perut, words):
    code, error, hint = WRONG[words]
    done = perut(*words.split())
    assert (done.code, done.out, done.err) == (
        code,
        "",
        f"{error}\n{hint}\n" if hint else f"{error}\n",
    )


def test_names_are_near_or_not_at_all():
    assert suggestions("vilage", ["village", "list", "desa"]) == ["village"]
    assert suggestions("xyzzy", ["village", "list"]) == []
    assert suggestions("prog", ["progress", "priority"]) == ["progress"]


def test_a_command_is_named_in_the_process_language():
    for words in (("sesi", "tambah"), ("session", "add")):
        refused = in_process(*words, "--qqqq", environ={"PERUT_LANG": "id"})
        assert refused.err.splitlines()[-1] == "saran: lihat `perut sesi tambah --bantuan`"


def test_the_system_s_reasons_are_in_our_words():
    assert reason_of(FileNotFoundError(2, "No such file or directory")).id == "tidak ada"
    assert reason_of(OSError(9999, "odd")).id == "galat sistem: odd"


def test_json_asks_for_json_errors(perut):
    done = perut("village", "show", "nowhere", "--format", "json")
    assert done.err.startswith('{"error": "P040", "message": "no village \\"nowhere\\""')
    assert done.err.count("\n") == 1


def told_commands(text: str) -> list[tuple[str, ...]]:
    """The command lines that a text tells to type: after `perut` in backticks, or on an indented line of its own."""
    lines = re.sub(r"\s*\n {6,}", " ", text)
    told = re.findall(r"`perut ([^`]+)`", lines) + re.findall(
        r"^ {2}perut (.+?)(?: {2,}.*)?$", lines, re.MULTILINE
    )
    return [
        tuple(word for word in one.split() if not re.fullmatch(r"[A-Z|-]{3,}|…", word))
        for one in told
    ]
