"""Words offered while a command line is typed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import in_process

from perut_cli.cli.commands.completion import script_path


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


@pytest.mark.parametrize(
    ("modules", "folder"),
    [
        (
            r"C:\Program Files\WindowsPowerShell\Modules;C:\Windows\system32\WindowsPowerShell\v1.0\Modules",
            "HOME/Documents/WindowsPowerShell",
        ),
        (
            r"C:\Users\kasi\Documents\WindowsPowerShell\Modules;C:\Program Files\WindowsPowerShell\Modules",
            r"C:\Users\kasi\Documents\WindowsPowerShell",
        ),
        (
            r"D:\Kantor\Documents\PowerShell\Modules;C:\Program Files\PowerShell\Modules;c:\program files\powershell\7\Modules",
            r"D:\Kantor\Documents\PowerShell",
        ),
    ],
)
def test_on_windows_the_start_file_is_that_of_the_powershell_that_asks(modules, folder):
    home = Path("HOME")
    world = SimpleNamespace(
        platform="win32",
        environ={
            "USERPROFILE": str(home),
            "ProgramFiles": r"C:\Program Files",
            "SystemRoot": r"C:\Windows",
            "PSModulePath": modules,
        },
    )
    assert script_path("powershell", world) == Path(folder) / "Microsoft.PowerShell_profile.ps1"


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
        assert (
            subprocess.run(
                [shell, "-n" if shell != "powershell" else "-Help"],
                input=done.out,
                text=True,
                capture_output=True,
                check=False,
            ).returncode
            == 0
        )


def test_the_block_is_taken_out_again_and_nothing_else(tmp_path):
    (tmp_path / ".bashrc").write_text("alias ll='ls -l'\n", "utf-8")
    in_process("completion", "bash", "--install", db=tmp_path / "none.db")
    (tmp_path / ".bashrc").open("a").write("alias la='ls -a'\n")
    done = in_process("completion", "bash", "--uninstall", db=tmp_path / "none.db")
    assert done.err == f"completion taken out of {tmp_path / '.bashrc'}\n"
    assert (tmp_path / ".bashrc").read_text("utf-8") == "alias ll='ls -l'\nalias la='ls -a'\n"


def test_a_block_without_its_end_loses_nothing(tmp_path):
    (tmp_path / ".bashrc").write_text("# >>> perut completion >>>\nalias mine=1\n", "utf-8")
    in_process("completion", "bash", "--install", db=tmp_path / "none.db")
    assert "alias mine=1\n" in (tmp_path / ".bashrc").read_text("utf-8")


def test_values_after_an_equals_sign_and_an_open_quote(sample):
    assert offered(sample, "session", "add", "--mode=v") == ["--mode=visit"]
    assert offered(sample, "session", "add", "--mode", "=", "v") == ["visit"]
    assert offered(sample, "report", "village", '"Putat B') == ["Putat Basiun"]


def test_options_of_the_other_language_are_offered_where_only_they_fit(sample):
    assert offered(sample, "session", "add", "--kode-d") == ["--kode-desa"]


def test_a_busy_database_is_not_waited_for(sample):
    import sqlite3
    import time

    other = sqlite3.connect(sample, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    begun = time.monotonic()
    assert offered(sample, "report", "village", "mu") == []
    assert time.monotonic() - begun < 5
    other.close()


def in_shell(shell, script, sample, tmp_path):
    """What a shell prints that has the completion loaded and a `perut` on its path."""
    program = tmp_path / "bin" / "perut"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m perut_cli "$@"\n', "utf-8")
    program.chmod(0o755)
    (tmp_path / "completion").write_text(in_process("completion", shell, db=sample).out, "utf-8")
    environ = {
        **os.environ,
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PERUT_DB": str(sample),
        "PERUT_LANG": "en",
        "HOME": str(tmp_path),
        "PERUT_CONFIG": "/nonexistent",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [shell, "-c", script.format(folder=tmp_path)],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout.split("\n")[:-1]


@pytest.mark.skipif(not shutil.which("bash") or os.name == "nt", reason="no bash")
def test_in_bash(sample, tmp_path):
    script = ". {folder}/completion; COMP_WORDS=(perut report village put); COMP_CWORD=3; _perut; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    assert in_shell("bash", script, sample, tmp_path) == [r"Putat\ Basiun"]


@pytest.mark.skipif(not shutil.which("fish"), reason="no fish")
def test_in_fish(sample, tmp_path):
    assert in_shell(
        "fish",
        "source {folder}/completion; complete -C 'perut report village put'",
        sample,
        tmp_path,
    ) == ["Putat Basiun"]


@pytest.mark.skipif(not shutil.which("zsh"), reason="no zsh")
def test_in_zsh(sample, tmp_path):
    script = (
        'compdef() {{ : }}; compadd() {{ shift; print -l -- "$@" }}; . {folder}/completion; '
        "words=(perut report village put); CURRENT=4; _perut"
    )
    assert in_shell("zsh", script, sample, tmp_path) == ["Putat Basiun"]


def test_an_unknown_shell_is_a_usage_error(sample):
    assert in_process("completion", "cmd", db=sample).code == 2
