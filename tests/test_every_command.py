"""Every command, in both languages, in a pipe and in the encodings of a Windows console: an error is told, never a traceback."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from walking import Ran, commands, in_language, run_all

from perut_cli.cli.app.command import Command, Option, both_names

pytestmark = pytest.mark.long

WRONG = {
    "date": "31/02/2026",
    "time": "25:99",
    "number": "many",
    "weight": "many",
    "count": "-1",
    "yes": "perhaps",
    "period": "2026-13",
    "sha": "00",
    "choice": "nonsense",
    "code": "not a code!",
    "village": "nowhere",
    "list": "a||a",
}
"""A wrong value for each kind of word."""

MAKES = {
    "demo": {"perut-demo.db", "perut-demo.html"},
    "page": {"page.html"},
    "backup": {"perut-backups"},
}
"""What a command without arguments may leave behind."""


def valued(spec: Command) -> Iterator[Option]:
    return (option for option in spec.options if not option.flag)


def spoken(option: Option, language: str) -> str:
    return option.names.id if language == "id" else option.names.en


@pytest.fixture
def run(sample, tmp_path):
    """Run command lines on a copy of the sample, in a folder of their own."""
    folder = tmp_path / "work"
    folder.mkdir()
    db = Path(shutil.move(sample, folder / "sample.db"))

    def lines(given, language, encoding="utf-8"):
        return run_all(given, language, db, encoding, folder)

    lines.folder = folder
    return lines


def well_told(ran: Ran, language: str) -> None:
    """Nothing but an error with its number and an exit code of the contract."""
    assert "Traceback" not in ran.err, ran
    assert "P099" not in ran.err, ran
    assert ran.code in (0, 1, 2, 3, 4, 5, 7), ran
    if ran.code not in (0, 3):
        word = "galat" if language == "id" else "error"
        assert re.search(rf"^{word} P\d{{3}}: ", ran.err, re.MULTILINE), ran
        assert ran.out == "", ran


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp850", "ascii"])
@pytest.mark.parametrize("language", ["en", "id"])
def test_help(run, language, encoding):
    given = [(*in_language(words, spec, language), "--help") for words, spec in commands().items()]
    for ran in run(given, language, encoding):
        assert (ran.code, ran.err) == (0, ""), ran
        assert ran.out


@pytest.mark.parametrize("language", ["en", "id"])
def test_an_option_that_is_not_there(run, language):
    given = [
        (*in_language(words, spec, language), "--no-such-thing")
        for words, spec in commands().items()
    ]
    for ran in run(given, language, "cp1252"):
        well_told(ran, language)
        assert ran.code == 2
        assert "P002: " in ran.err
    assert [path.name for path in run.folder.iterdir()] == ["sample.db"]


@pytest.mark.parametrize("language", ["en", "id"])
def test_an_option_without_its_value(run, language):
    given = [
        (*in_language(words, spec, language), name)
        for words, spec in commands().items()
        for name in [*(spoken(option, language) for option in valued(spec)), "-o"]
    ]
    for ran in run(given, language, "cp1252"):
        well_told(ran, language)
        assert ran.code == 2, ran
        assert f"P003: {ran.words[-1]} " in ran.err, ran
    assert [path.name for path in run.folder.iterdir()] == ["sample.db"]


@pytest.mark.parametrize("language", ["en", "id"])
def test_an_option_with_a_wrong_value(run, language):
    given = [
        (
            *in_language(words, spec, language),
            *("nonexistent" for argument in spec.arguments if argument.needed),
            spoken(option, language),
            WRONG[option.field.kind.name],
        )
        for words, spec in commands().items()
        for option in valued(spec)
        if option.field is not None and option.field.kind.name in WRONG
    ]
    for ran in run(given, language, "cp1252"):
        well_told(ran, language)
    assert [path.name for path in run.folder.iterdir()] == ["sample.db"]


@pytest.mark.parametrize("language", ["en", "id"])
def test_an_argument_that_names_nothing(run, language):
    given = [
        (*in_language(words, spec, language), *("nonexistent",) * len(spec.arguments))
        for words, spec in commands().items()
        if spec.arguments
    ]
    for ran in run(given, language, "cp850"):
        well_told(ran, language)


@pytest.mark.parametrize("language", ["en", "id"])
def test_commands_alone(run, language):
    for ran in run(
        [in_language(words, spec, language) for words, spec in commands().items()],
        language,
        "cp1252",
    ):
        well_told(ran, language)
    left = {path.name for path in run.folder.iterdir()}
    deliveries = {name for name in left if name.endswith(".perut")}
    assert left - deliveries <= {"sample.db", *(name for names in MAKES.values() for name in names)}


@pytest.mark.parametrize("language", ["en", "id"])
def test_without_a_database(tmp_path, language):
    folder = tmp_path / "work"
    folder.mkdir()
    given = [
        in_language(words, spec, language)
        for words, spec in commands().items()
        if words[0] not in ("init", "demo")
    ]
    for ran in run_all(given, language, folder / "none.db", "cp1252", folder):
        well_told(ran, language)
    assert list(folder.iterdir()) == []


def test_names_are_unique_in_both_languages():
    for words, spec in commands().items():
        names = [name for option in spec.options for name in both_names(option.names)]
        assert len(names) == len(set(names)), words
