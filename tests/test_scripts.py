"""`perut run`: what its lines may say, what is tried, and what one batch of many lines counts."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import in_process, records

from perut_cli.core.text import speak

posix = pytest.mark.skipif(os.name == "nt", reason="named pipes of POSIX")
NOTE = "village edit putat --village-note "


def note_of(db: Path, village: str = "putat") -> str:
    """The note of a village."""
    return records(in_process("village", "show", village, db=db).out)[0]["village_note"]


def test_a_script_tried_tells_the_faults_of_each_line(perut):
    lines = f"{NOTE}1\nvillage show nowhere\nfoo\n{NOTE}2\n"
    tried = perut("run", "-", "--keep-going", "--dry-run", stdin=lines)
    assert (tried.code, tried.out) == (3, "")
    told = tried.err.splitlines()
    assert 'error P040: stdin:2: no village "nowhere"' in told
    assert 'error P001: stdin:3: no command "foo"' in told
    assert told[-2:] == [
        "all lines are taken back, nothing was written",
        "error P081: 2 lines failed, the others would do",
    ]
    real = perut("run", "-", "--keep-going", stdin=lines)
    assert (real.code, real.err.splitlines()[-1]) == (
        3,
        "error P081: 2 lines failed, the others are done",
    )


def test_a_line_that_fails_in_a_trial_leaves_nothing_for_the_next(sample):
    # The instrument is refused after its row was written.
    lines = (
        'instrument add X 1 --instrument-title X --subject village --bands "10:a;60:b"\n'
        "instrument show X 1\n"
    )
    tried = in_process("run", "-", "--keep-going", "--dry-run", db=sample, stdin=lines)
    real = in_process("run", "-", "--keep-going", db=sample, stdin=lines)
    assert (tried.code, real.code) == (3, 3)
    assert [line for line in tried.err.splitlines() if "error P0" in line][:2] == [
        line for line in real.err.splitlines() if "error P0" in line
    ][:2]
    assert "2 lines failed" in tried.err


@pytest.mark.parametrize("how", [(), ("--atomic",)])
def test_a_line_of_its_own_dry_run_writes_nothing(sample, how):
    before = note_of(sample)
    ran = in_process("run", "-", *how, db=sample, stdin=f"{NOTE}tried --dry-run\n")
    assert (ran.code, note_of(sample)) == (0, before)
    assert "1 changed" in ran.err
    assert len(records(in_process("history", db=sample).out)) == 1


def test_lines_of_one_batch_count_apart(sample, tmp_path):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("village_code,village_note\n2004,a\n2005,b\n")
    second.write_text("village_code,village_note\n2005,b\n2006,c\n")
    lines = (
        f"village import '{first}'\nvillage import '{second}'\n"
        f"{NOTE}x\n{NOTE}x\nvillage edit bihara --village-note w\n"
    )
    for how in ("--dry-run", "--atomic"):
        ran = in_process("run", "-", how, db=sample, stdin=lines)
        assert ran.code == 0, ran.err
        counted = [line.partition(" (")[0] for line in ran.err.splitlines() if ": 0 new" in line]
        assert counted[:2] == [
            "Villages: 0 new, 2 changed, 0 blanked, 0 same, 0 rejected",
            "Villages: 0 new, 1 changed, 0 blanked, 1 same, 0 rejected",
        ]
    assert "nothing to change: 63.11.03.2021" in ran.err
    batch = records(in_process("history", "--limit", "1", db=sample).out)[0]
    assert (batch["changed_count"], batch["same_count"]) == ("5", "2")


def test_a_day_to_come_is_confirmed_by_the_line_that_says_it(perut):
    lines = f"session add muara 2026-12-20 supervisi --yes\n{NOTE}x\n"
    assert perut("run", "-", "--atomic", stdin=lines).code == 0
    refused = perut("run", "-", "--atomic", stdin="session add muara 2026-12-21 supervisi\n")
    assert (refused.code, "21 December 2026 is a day to come" in refused.err) == (1, True)


@pytest.mark.parametrize(
    ("language", "line", "said"),
    [
        ("en", "--db other.db village list", "--db: a script writes into one database"),
        ("en", "village list --lang id", "--lang: a script speaks one language"),
        ("id", "desa daftar --lang en", "--bahasa: satu skrip berbicara satu bahasa"),
    ],
)
def test_a_line_can_not_change_database_or_language(sample, language, line, said):
    speak(language)
    ran = in_process("run", "-", db=sample, stdin=line + "\n", environ={"PERUT_LANG": language})
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "perut run FILE --" in ran.err or "perut jalankan BERKAS --" in ran.err


def test_what_is_refused_in_a_script_is_so_behind_an_option_too(perut):
    ran = perut("run", "-", stdin="--yes undo\n")
    assert (ran.code, ran.err.splitlines()[0]) == (
        1,
        "error P082: stdin:1: `undo` can't stand in a script",
    )


def test_a_script_shares_the_database_it_writes_into(sample, tmp_path):
    other = tmp_path / "kantor.db"
    shutil.copy(sample, other)
    ran = in_process(
        "run", "-", "--db", str(other), db=sample, stdin=f"{NOTE}usb\nshare '{tmp_path / 'usb'}'\n"
    )
    assert ran.code == 0, ran.err
    (shared,) = (tmp_path / "usb").glob("*.db")
    assert (shared.name.partition("-")[0], note_of(shared)) == ("kantor", "usb")


def test_a_copy_and_a_setting_of_the_program_are_outside_of_one_batch(sample, tmp_path):
    config = tmp_path / "config.toml"
    usb = tmp_path / "usb"
    for line in (f"share '{usb}'", "config set lang id", "check --mend"):
        lines, environ = f"{NOTE}z\n{line}\n", {"PERUT_CONFIG": str(config)}
        refused = in_process("run", "-", "--atomic", db=sample, stdin=lines, environ=environ)
        assert (refused.code, "P082" in refused.err) == (1, True)
        tried = in_process("run", "-", "--dry-run", db=sample, stdin=lines, environ=environ)
        assert (tried.code, "is not tried" in tried.err) == (0, True)
    assert (usb.exists(), config.exists(), note_of(sample) == "z") == (False, False, False)


def test_a_part_of_a_file_is_none_where_all_lines_are_one_batch(sample, tmp_path):
    rows = tmp_path / "v.csv"
    rows.write_text("village_code,village_note\n2004,taken\n99,bad\n")
    lines = f"village import '{rows}' --partial\n"
    ran = in_process("run", "-", "--atomic", db=sample, stdin=lines)
    assert ran.code == 1
    assert "stdin:1: 1 row rejected" in ran.err
    assert "without --atomic" in ran.err
    assert note_of(sample, "bihara") != "taken"
    assert list(tmp_path.glob("*rejected*")) == []
    assert in_process("run", "-", db=sample, stdin=lines).code == 3
    assert note_of(sample, "bihara") == "taken"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_script_is_read_as_windows_saves_it(sample, encoding):
    lines = f'{NOTE}"café"\r\nvillage show putat\r\n'
    ran = in_process("run", "-", db=sample, stdin=lines.encode(encoding))
    assert (ran.code, note_of(sample)) == (0, "café")


@posix
@pytest.mark.parametrize("command", ["village import", "run", "document check"])
def test_a_pipe_that_nobody_writes_into_is_told(sample, tmp_path, monkeypatch, command):
    monkeypatch.setattr("perut_cli.store.files._WAITS", 2)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    ran = in_process(*command.split(), str(pipe), db=sample)
    assert (ran.code, "is a pipe that nobody writes into" in ran.err) == (1, True)


@posix
def test_what_the_shell_hands_over_is_read(sample, tmp_path):
    rows = tmp_path / "v.csv"
    rows.write_text("village_code,village_note\n2004,handed\n")
    perut = f"'{sys.executable}' -m perut_cli village import"
    for line in (
        f"{perut} <(sleep 0.3; cat '{rows}')",
        f"cat '{rows}' | {perut} /dev/stdin",
        f"mkfifo '{tmp_path}/p'; (sleep 0.3; cat '{rows}' > '{tmp_path}/p') & {perut} '{tmp_path}/p'",
    ):
        done = subprocess.run(
            ["bash", "-c", line],
            env={**os.environ, "PERUT_DB": str(sample), "PERUT_LANG": "en"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert (done.returncode, "0 rejected" in done.stderr) == (0, True), done.stderr
    assert note_of(sample, "bihara") == "handed"


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("score {answer}", "--score 2"),
        ("finding {finding}", "--finding-text lain"),
        ("village 2009", "--village-note lain"),
    ],
)
def test_what_one_batch_changes_and_removes_is_proved_and_comes_back(sample, key, change):
    answer = in_process("score", "list", "--village-code", "muara", db=sample).out.splitlines()[1]
    listed = in_process("finding", "list", "--village-code", "muara", db=sample).out
    words = answer.split(",")
    noun, *rest = key.format(
        answer=f"{words[0]} {words[8]}", finding=listed.splitlines()[1].partition(",")[0]
    ).split()
    record = " ".join(rest)
    before = in_process(noun, "export", db=sample).out
    lines = f"{noun} edit {record} {change}\n{noun} remove {record} --with-dependants\n"
    ran = in_process("run", "-", "--atomic", "--yes", db=sample, stdin=lines)
    assert ran.code == 0, ran.err
    assert in_process("check", db=sample).code == 0
    assert in_process("undo", "--yes", db=sample).code == 0
    assert in_process(noun, "export", db=sample).out == before
    assert in_process("check", db=sample).code == 0
