"""The README says what is so."""

import os

import pytest
from readme import README, ROOT, remade

pytestmark = pytest.mark.long


@pytest.mark.skipif(os.name != "posix", reason="its blocks are for a POSIX shell")
def test_its_blocks_give_what_they_show_and_its_reference_is_current():
    text = README.read_text("utf-8")
    assert remade(text) == text


def test_ci_runs_the_very_test_line():
    line = next(
        line[2:]
        for line in README.read_text("utf-8").splitlines()
        if line.startswith("$ ") and line.endswith("pytest")
    )
    assert line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
