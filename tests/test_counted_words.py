"""A count and its word agree: one visit, two visits."""

import ast
import re
from pathlib import Path

import pytest

from perut_cli.core.text import T, speak

ROOT = Path(__file__).parents[1] / "perut_cli"
COUNTS = (
    "n",
    "rows",
    "lines",
    "batches",
    "records",
    "villages",
    "count",
    "days",
    "months",
    "later",
    "done",
    "back",
)
ALONE = r"\{(?:" + "|".join(COUNTS) + r")\} (?:more |old |matched |unknown )?[a-z]+s\b"
NO_NOUNS = {"stays", "is", "was", "times", "bytes"}
"""Not counted, or never one."""


def english_texts():
    """The first text of every T and Hint of the code."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("T", "Hint"):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    yield path.name, first.value


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 visits"), (1, "1 visit"), (2, "2 visits"), ("1", "1 visit"), (T("1", "1"), "1 visit")],
)
def test_the_word_goes_with_the_count(count, said):
    speak("en")
    assert str(T("{n} {n:visit|visits}", "{n} kunjungan").format(n=count)) == said


def test_no_text_counts_things_in_the_plural_only():
    found = [
        (name, text)
        for name, text in english_texts()
        for match in re.findall(ALONE, text)
        if match.split()[-1] not in NO_NOUNS
        and not re.search(r"(?:batch|schema|version|conflict) \{n\} ", text)
    ]
    assert found == []


def test_what_is_counted_is_written_in_both_languages():
    for name, text in english_texts():
        for spec in re.findall(r"\{[a-z_]+:([^}]*\|[^}]*)\}", text):
            assert spec.count("|") == 1, (name, text)
            assert all(spec.split("|")), (name, text)
