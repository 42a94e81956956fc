"""Help: every command's, in both languages, short, within 80 columns, with nothing of the other language in it."""

import re
from functools import cache
from pathlib import Path

import pytest
from walking import Ran, commands, in_language, run_all

from perut_cli.cli.app.command import GLOBALS, both_names
from perut_cli.cli.app.tree import NOUNS, TOP_COMMANDS
from perut_cli.cli.help.topics import TOPICS

pytestmark = pytest.mark.long

ENGLISH = {
    "a",
    "about",
    "add",
    "after",
    "again",
    "all",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "before",
    "but",
    "by",
    "can",
    "change",
    "column",
    "columns",
    "command",
    "date",
    "day",
    "days",
    "default",
    "each",
    "edit",
    "else",
    "error",
    "every",
    "file",
    "first",
    "follow-up",
    "for",
    "from",
    "given",
    "has",
    "have",
    "help",
    "his",
    "if",
    "in",
    "into",
    "is",
    "isn't",
    "it",
    "its",
    "last",
    "line",
    "list",
    "many",
    "more",
    "most",
    "name",
    "never",
    "new",
    "no",
    "not",
    "nothing",
    "number",
    "of",
    "on",
    "one",
    "only",
    "option",
    "options",
    "or",
    "other",
    "others",
    "out",
    "row",
    "rows",
    "see",
    "sheet",
    "sheets",
    "show",
    "so",
    "such",
    "take",
    "than",
    "that",
    "the",
    "their",
    "them",
    "there",
    "these",
    "they",
    "this",
    "to",
    "today",
    "until",
    "up",
    "usage",
    "use",
    "value",
    "values",
    "verb",
    "village",
    "villages",
    "visit",
    "visits",
    "was",
    "were",
    "what",
    "when",
    "where",
    "which",
    "who",
    "whom",
    "whose",
    "why",
    "with",
    "without",
    "write",
    "written",
    "yes",
    "you",
    "your",
}
INDONESIAN = {
    "adalah",
    "akan",
    "atau",
    "bila",
    "bukan",
    "dan",
    "dari",
    "dengan",
    "di",
    "hari",
    "ini",
    "itu",
    "jangan",
    "juga",
    "ke",
    "kolom",
    "menulis",
    "nilai",
    "oleh",
    "pada",
    "perintah",
    "sebuah",
    "semua",
    "setiap",
    "tanpa",
    "tidak",
    "untuk",
    "yang",
}
BOTH_USE = {"in", "is", "no", "to", "an", "a", "of", "if", "so", "up", "on"}


@cache
def helps(language: str) -> dict[str, Ran]:
    lines = [
        ("--help",),
        ("help",),
        *((name, "--help") for name in NOUNS),
        *((*in_language(words, spec, language), "--help") for words, spec in commands().items()),
        *(("help", getattr(topic.name, language).split()[0]) for topic in TOPICS),
    ]
    return {
        " ".join(ran.words): ran for ran in run_all(lines, language, Path("/nonexistent/perut.db"))
    }


def prose(text: str) -> set[str]:
    """The words of a help text but for what is data: examples of file contents, formats and names of variables."""
    plain = re.sub(r"--format \S+|\S*[./:=|\\]\S*|\b[A-Z_]{2,}\b|\b\w*\d\w*\b", " ", text)
    return set(re.findall(r"[a-z]+(?:-[a-z]+)*(?:'[a-z]+)?", plain.lower()))


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_help_is_there_and_narrow(language):
    for line, ran in helps(language).items():
        assert (ran.code, ran.err) == (0, ""), line
        assert max(map(len, ran.out.splitlines())) <= 79, line
        assert ran.out.endswith("\n"), line
        assert not ran.out.endswith("\n\n"), line


def test_no_english_is_left_in_indonesian_help():
    foreign = {
        line: sorted(prose(ran.out) & ENGLISH - {"no", "format"})
        for line, ran in helps("id").items()
    }
    assert {line: words for line, words in foreign.items() if words} == {}


def test_no_indonesian_is_left_in_english_help():
    foreign = {
        line: sorted(prose(re.sub('"[^"]*"', "", ran.out)) & INDONESIAN)
        for line, ran in helps("en").items()
    }
    assert {line: words for line, words in foreign.items() if words} == {}


def test_help_names_commands_in_its_language():
    helped = helps("id")["--help"].out
    for alias, *_ in (*NOUNS.values(), *TOP_COMMANDS.values()):
        assert re.search(rf"^  {alias} ", helped, re.MULTILINE), alias
    assert "perut sesi tambah [KODE_DESA]" in helps("id")["sesi tambah --help"].out


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_commands_and_options_that_help_names_are_there(language, tmp_path):
    from test_errors import told_commands

    for line, ran in helps(language).items():
        for told in told_commands(ran.out):
            assert known(told), f"{line}: {told}"


def known(words: tuple[str, ...]) -> bool:
    """Whether a command line names commands and options that exist."""
    by_words = {
        spoken: spec
        for words, spec in commands().items()
        for spoken in (words, in_language(words, spec, "id"))
    }
    spec = by_words.get(words[:2]) or by_words.get(words[:1])
    first = {
        name
        for key, (alias, *_) in (*NOUNS.items(), *TOP_COMMANDS.items())
        for name in (key, alias)
    }
    if spec is None:
        return words[0].startswith("-") or (
            words[0] in first and all(word.startswith("-") for word in words[1:])
        )
    options = {
        name
        for option in (*spec.options, *GLOBALS)
        for name in (*both_names(option.names), option.short)
    } | {"--help", "--bantuan", "-h"}
    return all(word.partition("=")[0] in options for word in words if re.match(r"--?[a-z]", word))


def test_verb_and_noun_may_change_places(perut):
    assert (
        perut("help", "add", "village").out
        == perut("help", "village", "add").out
        == perut("village", "add", "-h").out
    )


def test_help_on_nothing_known(perut):
    done = perut("help", "village", "lst")
    assert done.code == 4
    assert done.err.startswith(
        "error P001: no command or topic village lst\nhint: see `perut help`; topics are import, formats"
    )


def test_required_options_come_first(perut):
    lines = perut("village", "add", "--help").out.splitlines()
    assert lines.index("Required:") < lines.index("Options:")
    assert lines[lines.index("Required:") + 1].startswith("  --village-code")


def test_examples_come_before_usage(perut):
    lines = perut("village", "add", "--help").out.splitlines()
    assert lines.index("Examples:") < next(
        place for place, line in enumerate(lines) if line.startswith("Usage:")
    )


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_hint_of_the_source_can_be_typed(language):
    from test_errors import texts, told_commands

    wrong = []
    for name, line, english, indonesian in texts():
        for told in told_commands(english if language == "en" else indonesian):
            words = tuple(word for word in told if "{" not in word)
            if words and words[0] == told[0] and not known(words):
                wrong.append(f"{name}:{line}: {' '.join(told)}")
    assert wrong == []
