"""Words offered while a command line is typed."""

import shutil
import subprocess

import pytest
from conftest import in_process


def offered(db, *typed, **more):
    return in_process("__complete", str(len(typed)), "--", *typed, db=db, **more).out.splitlines()


def test_commands_are_offered_by_their_beginning_in_either_language(sample):
    assert offered(sample, "vil") == ["village"]
    assert offered(sample, "lap") == ["laporan"]
    assert offered(sample, "plan", "gen") == ["generate"]


def test_villages_come_from_the_database(sample):
    assert offered(sample, "report", "village", "put") == ["Putat Basiun"]
    assert offered(sample, "session", "add", "--village-code", "63.11.03.2021") == ["63.11.03.2021"]
    assert offered(sample, "session", "add", "--mentors", "K") == ["KP", "KPB"]


def test_choices_and_options_are_offered(sample):
    assert offered(sample, "session", "add", "--mode", "v") == ["visit"]
    assert "--village-code" in offered(sample, "session", "add", "--vil")


def test_nonsense_and_a_missing_database_offer_nothing_and_never_fail(tmp_path):
    assert in_process("__complete", "x", db=tmp_path / "none.db").code == 0
    assert offered(tmp_path / "none.db", "report", "village", "") == []
    assert offered(tmp_path / "none.db", "nosuch", "thing", "") == []


def test_installing_twice_leaves_one_marked_block(tmp_path):
    (tmp_path / ".bashrc").write_text("alias ll='ls -l'", "utf-8")
    for _ in range(2):
        done = in_process("completion", "bash", "--install", db=tmp_path / "none.db")
        assert done.code == 0, done.err
    text = (tmp_path / ".bashrc").read_text("utf-8")
    assert text.startswith("alias ll='ls -l'\n# >>> perut completion >>>\n")
    assert text.count("complete -o default -F _perut perut") == 1


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_has_its_script(sample, shell):
    done = in_process("completion", shell, db=sample)
    assert (done.code, "__complete" in done.out) == (0, True)
    if shutil.which(shell):
        assert subprocess.run([shell, "-n" if shell != "powershell" else "-Help"], input=done.out, text=True, capture_output=True, check=False).returncode == 0


def test_an_unknown_shell_is_a_usage_error(sample):
    assert in_process("completion", "cmd", db=sample).code == 2
