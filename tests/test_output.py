"""Output everywhere: any width, poor terminals, readers that go away, odd text, the pager, and what is said beside the answer."""

import os
import re
import subprocess
import sys

import pytest
from conftest import in_its_own, in_process, records

pytestmark = pytest.mark.long

pexpect = pytest.importorskip("pexpect")
posix = pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal of POSIX")
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]")


def on_terminal(db, *words, width=80, height=500, lang="en", **environ):
    """What a command shows on a terminal, and its exit code."""
    around = {
        **os.environ,
        "PERUT_DB": str(db),
        "PERUT_LANG": lang,
        "PERUT_CONFIG": "/nonexistent",
        "TERM": "xterm",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "LINES": "",
        "COLUMNS": "",
        **environ,
    }
    around = {name: value for name, value in around.items() if value}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "perut_cli", *words],
        env=around,
        encoding="utf-8",
        timeout=60,
        dimensions=(height, width),
    )
    child.expect(pexpect.EOF)
    child.close()
    return child.before.replace("\r\n", "\n"), child.exitstatus


@posix
@pytest.mark.parametrize("width", [60, 80, 132, 200])
@pytest.mark.parametrize(
    "words",
    [
        "village list",
        "official list --limit 20",
        "session list --limit 10",
        "finding list --limit 10",
        "indicator list --limit 10",
        "report progress",
        "report priority",
        "report obligations",
        "report trend --village muara --chart",
        "report village muara",
        "report target",
        "status",
        "history",
        "config",
    ],
)
def test_nothing_is_wider_than_the_terminal(sample, words, width):
    shown, code = on_terminal(sample, *words.split(), width=width)
    assert code == 0, shown
    assert max(len(ESCAPES.sub("", line)) for line in shown.split("\n")) <= width


@posix
def test_colours_stay_away_where_they_are_not_wanted(sample):
    assert "\x1b[" in on_terminal(sample, "village", "list")[0]
    assert "\x1b" not in on_terminal(sample, "village", "list", NO_COLOR="1")[0]
    assert "\x1b" not in on_terminal(sample, "village", "list", TERM="dumb")[0]
    assert "\x1b" not in in_its_own("village", "list", "--format", "table", db=sample).out


@posix
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp850"])
def test_a_poor_terminal_gets_what_it_can_show(sample, encoding):
    around = {
        **os.environ,
        "PERUT_DB": str(sample),
        "PERUT_LANG": "id",
        "TERM": "xterm",
        "PYTHONIOENCODING": encoding,
        "PERUT_PAGER": "cat",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    for words in ("report progress", "report priority", "status", "session add --help"):
        child = pexpect.spawn(
            sys.executable,
            ["-m", "perut_cli", *words.split()],
            env=around,
            encoding=encoding,
            timeout=60,
            dimensions=(500, 80),
        )
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0
        assert "Traceback" not in child.before


@pytest.mark.parametrize(
    "words",
    [
        "score export",
        "score export --format json",
        "--help",
        "session add --help",
        "score list --format markdown",
        "score list --format html",
    ],
)
def test_a_reader_that_goes_away_is_no_failure(sample, words):
    with subprocess.Popen(
        [sys.executable, "-m", "perut_cli", *words.split()],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PERUT_DB": str(sample), "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as running:
        running.stdout.readline()
        running.stdout.close()
        told = running.stderr.read()
        assert (running.wait(), told) == (0, b"")


@posix
def test_the_pager_is_for_what_is_longer_than_the_screen(sample, tmp_path):
    pager = {"PERUT_PAGER": f"cat > {tmp_path}/paged"}
    on_terminal(sample, "village", "list", height=60, **pager)
    assert not (tmp_path / "paged").exists()
    shown, code = on_terminal(sample, "village", "list", height=10, **pager)
    assert code == 0
    assert "Bihara" not in shown
    assert "Bihara" in (tmp_path / "paged").read_text("utf-8")
    on_terminal(
        sample, "village", "list", "--no-input", height=10, PERUT_PAGER=f"cat > {tmp_path}/unwanted"
    )
    in_its_own(
        "village",
        "list",
        "--format",
        "table",
        db=sample,
        environ={"PERUT_PAGER": f"cat > {tmp_path}/unwanted"},
    )
    assert not (tmp_path / "unwanted").exists()


@posix
def test_a_pager_that_is_not_there_or_is_left_early_loses_nothing(sample):
    assert on_terminal(sample, "village", "list", height=10, PERUT_PAGER="true")[1] == 0
    shown, code = on_terminal(
        sample, "village", "list", height=10, PERUT_PAGER="no-such-pager-anywhere"
    )
    assert code == 0
    assert "Bihara" in shown


@posix
@pytest.mark.parametrize(
    "text",
    [
        "\u202e gnirts desrever",
        "\u05d0\u05d1\u05d2 \u0645\u0631\u062d\u0628\u0627",
        "[bold]not markup[/bold] [/x]",
        "\x1b[31mred\x1b[0m",
        "x" * 3000,
        "baris\nkedua\nketiga",
        "\u6751" * 60,
    ],
)
def test_odd_text_is_shown_as_it_was_typed_and_harms_nothing(sample, text):
    done = in_process("village", "edit", "2014", "--village-note", text, db=sample)
    assert done.code == 0, done.err
    for words in (("village", "show", "2014"), ("village", "list", "--village-code", "2014")):
        shown, code = on_terminal(sample, *words, width=72, NO_COLOR="1")
        assert code == 0
        assert "\u202e" not in shown
        assert "\x1b[31m" not in shown
        if "[bold]" in text:
            assert "[bold]not markup" in shown
    exported = in_process("village", "export", "--village-code", "2014", db=sample).out
    assert text.replace("\n", " ")[:20] in exported.replace("\n", " ")


@pytest.mark.parametrize(
    "words",
    [
        ("--quiet", "topic", "add"),
        ("topic", "add", "--quiet"),
        ("-q", "topic", "add"),
        ("topic", "--quiet", "add"),
    ],
)
def test_quiet_says_nothing_but_errors(perut, words):
    done = perut(*words, "--topic-code", "new", "--topic-name", "New")
    assert (done.code, done.out, done.err) == (0, "new\n", "")
    assert perut("-q", "topic", "show", "nosuch").err.startswith("error P040")


@pytest.mark.parametrize("words", [("--debug", "undo"), ("undo", "--debug")])
def test_debug_counts_before_and_after(perut, monkeypatch, words):
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("perut_cli.cli.app.context.Context.store", broken)
    assert "P099" in perut("undo").err
    assert "Traceback" not in perut("undo").err
    assert "Traceback" in perut(*words).err


def test_after_wins_over_before(perut):
    assert perut(
        "--format", "json", "topic", "list", "--format", "csv", "--limit", "1"
    ).out.startswith("topic_code,")
    assert perut("--format", "json", "topic", "list", "--limit", "1").out.startswith("[")


@pytest.mark.parametrize(
    "name", ["NUL", "con.csv", "aux", "COM1.json", "lpt9.html", r"folder\prn.csv", "C:nul.csv"]
)
def test_names_of_devices_are_refused_on_every_system(perut, name):
    done = perut("village", "list", "-o", name)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("error P133: ")
    assert perut("init", "--db", name).code == 1


def test_a_colon_in_a_name_hides_data_on_windows_only():
    from perut_cli.core.errors import Invalid
    from perut_cli.store.files import refuse_reserved

    refuse_reserved("report:2026.csv", windows=False)
    refuse_reserved(r"D:\data\report.csv", windows=True)
    with pytest.raises(Invalid):
        refuse_reserved("report:2026.csv", windows=True)


@posix
def test_a_device_is_written_and_not_replaced(perut):
    before = os.stat("/dev/null").st_mode
    assert perut("village", "list", "-o", "/dev/null").code == 0
    assert os.stat("/dev/null").st_mode == before


def test_wildcards_in_text_stay_text(perut):
    done = perut("topic", "add", "--topic-code", "star", "--topic-name", "*.csv ?")
    assert done.code == 0
    assert "*.csv ?" in perut("topic", "show", "star", "--format", "csv").out


def test_windows_line_ends_in_a_script(perut, tmp_path):
    (tmp_path / "month.txt").write_bytes(
        b"topic add --topic-code one --topic-name One\r\n# a comment\r\n\r\ntopic show one\r\n"
    )
    done = perut("run", str(tmp_path / "month.txt"))
    assert done.code == 0, done.err
    assert "\r" not in done.out


@pytest.mark.parametrize("word", ["tata_kelola", "Tata kelola", "tata-kelola"])
def test_a_report_is_sorted_by_a_word_that_its_instrument_makes(perut, word):
    rows = records(perut("report", "trend", "--sort", word).out)
    values = [float(row["tata_kelola"]) for row in rows]
    assert (len(values) > 5, values) == (True, sorted(values))
    rows = records(perut("report", "trend", "--sort", f"-{word}").out)
    assert [float(row["tata_kelola"]) for row in rows] == sorted(values, reverse=True)
