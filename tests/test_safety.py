"""What must never happen: a database written over, a name that stays, a device opened, a terminal steered, a writer kept out."""

import io
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import NOW, in_process
from tabulate import tabulate_formats

from perut_cli.cli.app.world import HarmlessStream
from perut_cli.cli.commands.completion import SCRIPTS

NAME = "Zulaikha Permatasari"


def test_nothing_is_written_over_a_database_its_journal_or_a_copy(sample, tmp_path):
    copy = Path(in_process("backup", db=sample).out.strip())
    link = tmp_path / "list.csv"
    link.symlink_to(sample)
    renamed = tmp_path / "data.csv"
    shutil.copy(sample, renamed)
    targets = [sample, copy, link, renamed, Path(f"{sample}-journal"), copy.with_name("x.csv")]
    before = {path: path.read_bytes() for path in targets if path.exists()}
    for target in targets:
        for words in (
            ("village", "list", "--format", "csv"),
            ("village", "template", "--format", "csv"),
            ("village", "export", "--format", "csv"),
        ):
            refused = in_process(*words, "-o", str(target), db=sample)
            assert (refused.code, "P301" in refused.err) == (1, True), (words, target, refused.err)
    assert {path: path.read_bytes() for path in targets if path.exists()} == before


def test_a_workbook_never_takes_a_databases_place(sample, tmp_path):
    target = tmp_path / "all.xlsx"
    shutil.copy(sample, target)
    for words in (("export", str(target)), ("village", "list", "-o", str(target))):
        refused = in_process(*words, db=sample)
        assert (refused.code, "P301" in refused.err) == (1, True)
    assert target.read_bytes() == sample.read_bytes()


@pytest.mark.parametrize(
    ("ending", "hint"),
    [
        ("pdf", "print it to PDF"),
        ("docx", "Word"),
        ("png", "picture"),
        ("ods", ".xlsx"),
        ("db", "--format csv"),
        ("xyz", "--format csv"),
    ],
)
def test_an_ending_that_no_format_has_is_refused_with_what_to_do(sample, tmp_path, ending, hint):
    refused = in_process("village", "list", "-o", str(tmp_path / f"k.{ending}"), db=sample)
    assert (refused.code, "P302" in refused.err, hint in refused.err) == (2, True, True)
    assert list(tmp_path.glob("k.*")) == []


def test_excel_with_a_workbooks_ending_makes_a_workbook(sample, tmp_path):
    target = tmp_path / "x.xlsx"
    assert in_process("village", "export", "--excel", "-o", str(target), db=sample).code == 0
    assert target.read_bytes()[:2] == b"PK"


def bytes_of(db: Path) -> bytes:
    return b"".join(path.read_bytes() for path in db.parent.glob(f"{db.name}*"))


def written_about(db: Path, name: str) -> str:
    """A person with all that can say who it is; gives the code."""

    def perut(*words):
        done = in_process(*words, "--yes", db=db)
        assert done.code == 0, done.err
        return done.out.strip()

    code = perut(
        "official", "add", "--village-code", "muara", "--official-name", name, "--phone", "081299"
    )
    perut("official", "edit", code, "--official-note", f"{name} tinggal di hulu")
    perut("official", "edit", code, "--official-note", "")
    return code


@pytest.mark.parametrize("how", ["there", "removed", "undone"])
def test_an_erased_person_is_in_no_byte_of_the_file(sample, how):
    code = written_about(sample, NAME)
    session = in_process("session", "list", "--format", "csv", db=sample).out.splitlines()[1]
    key = session.split(",")[0]
    text = f"{NAME} hadir"
    assert in_process("session", "edit", key, "--summary", text, "--yes", db=sample).code == 0
    assert in_process("session", "edit", key, "--summary", "ada", "--yes", db=sample).code == 0
    if how == "removed":
        assert in_process("official", "remove", code, "--yes", db=sample).code == 0
    if how == "undone":
        for batch in ("4", "3", "2"):
            assert in_process("undo", batch, "--yes", db=sample).code in (0, 5)
    copy = in_process("backup", db=sample).out.strip()
    done = in_process("official", "remove", NAME, "--erase", "--yes", db=sample)
    assert done.code == 0, done.err
    assert copy in done.err
    held = bytes_of(sample)
    for trace in (NAME, NAME.lower(), "zulaikha", code, "081299", "di hulu"):
        assert trace.encode() not in held, trace
    assert in_process("check", db=sample).code == 0


def test_assessments_of_an_erased_person_lose_the_codes_made_from_the_name(sample):
    with closing(sqlite3.connect(sample)) as there:
        official, before = there.execute(
            "SELECT official_code, group_concat(assessment_code) FROM official "
            "JOIN assessment ON official_id = official.id GROUP BY official.id LIMIT 1"
        ).fetchone()
    done = in_process("official", "remove", official, "--erase", "--yes", db=sample)
    assert done.code == 0, done.err
    held = bytes_of(sample)
    for trace in (official, *before.split(",")):
        assert trace.encode() not in held, trace
    assert in_process("check", db=sample).code == 0


def test_a_mentor_is_erased_and_what_was_done_stays(sample):
    with closing(sqlite3.connect(sample)) as there:
        (code,) = there.execute("SELECT mentor_code FROM mentor LIMIT 1").fetchone()
        did = there.execute("SELECT count(*) FROM session_mentor").fetchone()
    assert in_process("mentor", "edit", code, "--mentor-name", NAME, db=sample).code == 0
    done = in_process("mentor", "remove", code, "--erase", "--yes", db=sample)
    assert done.code == 0, done.err
    assert NAME.encode() not in bytes_of(sample)
    with closing(sqlite3.connect(sample)) as there:
        assert there.execute("SELECT count(*) FROM session_mentor").fetchone() == did
        assert there.execute("SELECT 1 FROM mentor WHERE mentor_code = ?", (code,)).fetchall() == []
    assert in_process("check", db=sample).code == 0


def test_evidence_that_is_no_file_of_ours_is_never_opened(sample, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    db = sample
    paths = ("/dev/zero", "pipe", "../../../etc/shadow", "//server/share/x", r"\\server\x")
    with closing(sqlite3.connect(db)) as there:
        for number, path in enumerate(paths, 1):
            there.execute(
                "UPDATE submission SET evidence = ?, evidence_sha256 = ? WHERE id = ?",
                (path, "0" * 64, number),
            )
        there.commit()
    checked = in_process("check", "--format", "csv", db=db)
    assert checked.out.count("it is not opened") == len(paths)


def test_check_reads_every_cell(sample):
    with closing(sqlite3.connect(sample)) as there:
        there.execute("UPDATE session SET summary = CAST(x'c3286b' AS TEXT) WHERE id = 1")
        there.execute("UPDATE village SET village_note = 'a' || char(0) || 'b' WHERE id = 2")
        there.commit()
    checked = in_process("check", "--format", "csv", db=sample)
    assert checked.code == 7
    assert "summary: its text can't be read" in checked.out
    assert "village_note: its text can't be read" in checked.out


def test_who_reads_slowly_keeps_nobody_from_writing(sample):
    environ = {**os.environ, "PERUT_DB": str(sample), "PERUT_LANG": "en"}
    command = [sys.executable, "-m", "perut_cli", "score", "list", "--format", "csv"]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE) as reader:
        assert reader.stdout.read(20)
        done = in_process("village", "edit", "muara", "--village-note", "x", db=sample)
        reader.kill()
    assert done.code == 0, done.err


def test_who_is_kept_out_by_a_reader_is_told_so(sample, monkeypatch):
    monkeypatch.setattr("perut_cli.store.db.BUSY_MILLISECONDS", 20)
    with closing(sqlite3.connect(sample, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM village").fetchone()
        busy = in_process("village", "edit", "muara", "--village-note", "x", db=sample)
    assert (busy.code, "is reading it" in busy.err) == (6, True)


STEERING = "\x1b]52;c;cm0gLXJm\x07\x9b31m\x1b[2J"


def test_what_could_steer_a_terminal_comes_as_dots():
    out = io.StringIO()
    stream = HarmlessStream(out)
    stream.write(f"a\tb\n{STEERING}c\n")
    assert out.getvalue().startswith("a\tb\n")
    assert not set("\x1b\x07\x9b") & set(out.getvalue())


def test_prompts_say_what_another_program_wrote_harmlessly(sample):
    with closing(sqlite3.connect(sample)) as there:
        there.execute("UPDATE batch SET command = ?, written_at = ?", (STEERING, STEERING))
        there.commit()
    asked = in_process("undo", db=sample)
    assert (asked.code, "P069" in asked.err) == (1, True)
    assert not set("\x1b\x07\x9b") & set(asked.err)


def test_powershell_gets_every_word_in_quotes():
    assert """$shown = "'" + $_.Replace("'", "''") + "'\"""" in SCRIPTS["powershell"]


def test_completion_opens_only_what_is_ours_and_offers_nothing_that_steers(sample):
    with closing(sqlite3.connect(sample)) as there:
        there.execute("UPDATE topic SET topic_code = ? WHERE id = 1", (f"T{STEERING}",))
        there.commit()
    words = in_process("__complete", "3", "--", "topic", "show", "", db=sample).out
    assert not set("\x1b\x07\x9b") & set(words)
    with closing(sqlite3.connect(sample)) as there:
        there.execute("CREATE VIEW hostile AS SELECT 1")
    assert in_process("__complete", "3", "--", "topic", "show", "", db=sample).out == ""


def test_a_start_file_survives_a_full_disk_and_keeps_its_mode(tmp_path, monkeypatch):
    start = tmp_path / ".bashrc"
    start.write_text("alias ll='ls -l'\n")
    start.chmod(0o640)

    def full(handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        failed = in_process("completion", "bash", "--install", environ={"HOME": str(tmp_path)})
    assert (failed.code, start.read_text()) == (1, "alias ll='ls -l'\n")
    done = in_process("completion", "bash", "--install", environ={"HOME": str(tmp_path)})
    assert (done.code, start.stat().st_mode & 0o777) == (0, 0o640)
    assert [path.name for path in tmp_path.iterdir()] == [".bashrc"]


@pytest.mark.skipif(os.name != "posix", reason="devices and pipes")
def test_files_without_an_end_are_refused(sample, tmp_path):
    folder = tmp_path / "copy"
    folder.mkdir()
    os.mkfifo(folder / "village.csv")
    assert in_process("run", "/dev/zero", db=sample).code == 1
    assert in_process("run", "-", stdin="x" * (17 << 20), db=sample).code == 1
    done: list[int] = []
    took = threading.Thread(
        target=lambda: done.append(in_process("import", str(folder), db=sample).code), daemon=True
    )
    took.start()
    took.join(20)
    assert done == [1]


@pytest.mark.parametrize("name", tabulate_formats)
def test_no_format_runs_what_a_cell_says(sample, name):
    note = "<b>x</b> [[y]] {code}"
    assert in_process("village", "edit", "muara", "--village-note", note, db=sample).code == 0
    done = in_process("village", "show", "muara", "--format", name, db=sample)
    assert done.code == 0
    raw = {"asciidoc", "jira", "mediawiki", "moinmoin", "textile", "unsafehtml", "youtrack"}
    if name in raw | {"html", "latex", "latex_raw", "latex_booktabs", "github", "pipe"}:
        assert "<b>" not in done.out
    if name in raw | {"latex_raw"}:
        assert "{code}" not in done.out.replace("\\{code\\}", "")


def test_history_says_in_which_zone_its_hours_are(sample):
    with closing(sqlite3.connect(sample)) as there:
        there.execute("UPDATE batch SET written_at = '2026-11-24T09:30:00+08:00'")
        there.commit()
    shown = in_process("history", "--format", "markdown", db=sample, now=NOW + timedelta(days=1))
    assert "2026-11-24 09:30 WITA" in shown.out.replace("\\", "")


@pytest.mark.parametrize("old", ["[1]", "1", "null", "{", '"x"'])
def test_old_values_that_are_none_are_told_in_a_sentence(sample, old):
    assert in_process("village", "edit", "muara", "--village-note", "x", db=sample).code == 0
    with closing(sqlite3.connect(sample)) as there:
        there.execute("UPDATE change SET old_values = ? WHERE batch_id = 2", (old,))
        there.commit()
    for command in (("history", "2"), ("undo", "--yes")):
        refused = in_process(*command, db=sample)
        assert (refused.code, "P303" in refused.err) == (7, True), (command, refused)


def test_an_undo_that_goes_in_a_circle_comes_to_an_end(sample):
    with closing(sqlite3.connect(sample)) as there:
        there.executemany(
            "INSERT INTO batch (id, written_at, actor, command, schema_version, act, target_batch) "
            "VALUES (?, 'x', 'x', 'x', 2, ?, ?)",
            [(2, "undo", 2), (3, "undo", 4), (4, "redo", 3)],
        )
        there.commit()
    for command in ("undo 2 --yes", "undo 3 --yes", "undo 4 --yes", "undo --yes", "history"):
        done = in_process(*command.split(), db=sample)
        assert done.code in (0, 1, 4, 5, 7), command
        assert "P099" not in done.err, done.err


def test_what_a_command_writes_itself_has_its_own_ending(sample, tmp_path):
    for words in (("document", "make", "notula", "muara"), ("document", "template", "notula")):
        path = tmp_path / "paper.pdf"
        refused = in_process(*words, "-o", str(path), db=sample)
        assert (refused.code, path.exists()) == (2, False)
        assert refused.err.splitlines()[-1] == "hint: write -o FILE.docx"
    page = in_process("page", "-o", str(tmp_path / "page.csv"), db=sample)
    assert (page.code, (tmp_path / "page.csv").exists()) == (2, False)


def test_a_page_goes_to_standard_output_too(sample, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shown = in_process("page", "-o", "-", "-q", db=sample)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("<!DOCTYPE html>")
    assert shown.out.rstrip().endswith("</html>")
    assert not Path("-").exists()


def test_a_folder_is_said_to_be_one(sample, tmp_path):
    for words in (("village", "list"), ("page",)):
        refused = in_process(*words, "-o", str(tmp_path), db=sample)
        assert (refused.code, refused.err) == (1, f"error P011: {tmp_path}: it is a folder\n")
