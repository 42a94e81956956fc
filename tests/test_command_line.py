"""What a command line does: options by their beginnings, what the history keeps, exit codes, Ctrl+C."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from conftest import in_process

from perut_cli.cli.app.perform import commands_of, top_command
from perut_cli.cli.app.tree import NOUNS, TOP_COMMANDS
from perut_cli.core.sheets import SHEETS
from perut_cli.core.values import shown_number
from perut_cli.reports.words import figure

SECRETS = ("0812345678", "Rahasia", "Catatan tentangnya")


def last_command(database):
    rows = in_process("history", "--limit", "1", "--format", "json", db=database).out
    return json.loads(rows)[0]["command"]


@pytest.mark.parametrize("phone", ["--phone", "--phon", "--pho", "--telep", "--phone="])
def test_a_beginning_of_an_option_hides_its_value_like_the_option(sample, phone):
    words = [phone + "0812345678"] if phone.endswith("=") else [phone, "0812345678"]
    done = in_process(
        "official", "add", "--village-c", "muara", "--official-name", "Rahasia", *words, db=sample
    )
    assert done.code == 0
    assert last_command(sample) == ("official add --village-code muara --official-name … --phone …")


def test_a_line_of_a_script_hides_them_too(sample, tmp_path):
    script = tmp_path / "lines.txt"
    script.write_text("session add muara 2026-11-20 supervisi --summ 'Catatan tentangnya'\n")
    assert in_process("run", str(script), db=sample).code == 0
    assert last_command(sample) == "session add muara 2026-11-20 supervisi --summary …"


def test_a_name_given_by_its_place_is_hidden_a_code_is_not(sample):
    in_process("official", "add", "--village-code", "2021", "--official-name", "Rahasia", db=sample)
    in_process(
        "post",
        "add",
        "--village-code",
        "2021",
        "--official-name",
        "Rahasia",
        "--position",
        "Kepala Desa",
        "--new",
        db=sample,
    )
    left = in_process("official", "leave", "Rahasia", "--until", "2026-11-01", db=sample)
    assert (left.code, last_command(sample)) == (0, "official leave … --until 2026-11-01")
    code = left.out.strip()
    assert in_process("official", "edit", code, "--sex", "m", db=sample).code == 0
    assert last_command(sample) == f"official edit {code} --sex m"


@pytest.mark.parametrize("setting", ["head_name", "nama_pimpinan"])
def test_the_value_of_a_setting_that_names_somebody_is_hidden(sample, setting):
    in_process("setting", "edit", setting, "--value", "Rahasia", db=sample)
    assert last_command(sample) == f"setting edit {setting} --value …"
    in_process("setting", "edit", "target", "--value", "75", db=sample)
    assert last_command(sample) == "setting edit target --value 75"


def every_option():
    specs = [spec for key in NOUNS for spec in commands_of(key)().values()]
    specs += [spec for key in TOP_COMMANDS if (spec := top_command(key))]
    return [(f"{spec.name.en} {option.key}", option) for spec in specs for option in spec.options]


def test_what_names_a_person_is_personal_wherever_it_is_an_option():
    """`responsible` and `operator` are names of people as `official_name` is."""
    persons = {
        "official_name", "phone", "staff_number", "official_note", "mentor_name", "nip", "responsible",
        "operator", "verified_by", "summary", "guests", "attendance_note", "assessment_note", "score_note",
        "attendee", "absent", "head_name", "head_nip", "finding_text", "action_text",
    }  # fmt: skip
    options = every_option()
    assert persons - {option.key for _, option in options} == set()
    assert [
        name for name, option in options if option.key in persons and not option.is_personal
    ] == []


@pytest.mark.parametrize("option", ["--lan", "--lang", "--bah", "--bahas"])
def test_the_language_is_chosen_by_a_beginning_of_its_option_too(sample, option):
    told = in_process("report", "target", option, "id", "--format", "table", db=sample)
    assert (told.code, told.out.splitlines()[0]) == (0, "Target dengan tiga cara baca")


def test_every_sheet_knows_its_key_that_names_a_person():
    for name in ("post", "attendance"):
        keys = commands_of(name)()["show"].arguments
        assert [key.personal for key in keys] == [
            word == "official_name" for word in SHEETS[name].arguments
        ]


def code_of(database, *words):
    return in_process(*words, db=database).code


def test_a_person_is_looked_up_by_one_rule(sample):
    """Part of a name is enough wherever one person fits; `VILLAGE:NAME` and the code always do."""
    in_process(
        "official", "add", "--village-code", "2021", "--official-name", "Siti Zubaidah", db=sample
    )
    shown = [
        in_process(
            "official", verb, "zubaid", *more, "--dry-run" if more else "--format=csv", db=sample
        )
        for verb, more in (
            ("show", ()),
            ("edit", ("--sex", "f")),
            ("leave", ("--until", "2026-12-31")),
        )
    ]
    assert [done.code for done in shown] == [0, 0, 5]
    assert "no post is open" in shown[2].err
    assert code_of(sample, "official", "show", "2021:zubaidah") == 0
    both = [
        in_process("official", verb, "sekretaris", "--yes", db=sample)
        for verb in ("show", "remove")
    ]
    assert [done.code for done in both] == [4, 4]
    assert both[0].err == both[1].err


def test_the_same_fault_has_the_same_exit_code_wherever_it_is_typed(sample):
    assert code_of(sample, "submission", "add", "muara", "apbdes", "20xx") == 2
    assert (
        code_of(
            sample,
            "session",
            "add",
            "muara",
            "2026-11-20",
            "supervisi",
            "--submitted",
            "apbdes:20xx",
        )
        == 2
    )
    assert code_of(sample, "report", "progress", "--period", "20xx") == 2


def test_four_digits_are_a_village_even_where_a_batch_has_that_number(sample, monkeypatch):
    monkeypatch.setattr("perut_cli.cli.commands.history._is_batch", lambda *_: True)
    told = in_process("history", "2014", "--format", "csv", db=sample)
    assert (told.code, told.err) == (0, 'there is a batch 2014 too: `perut history "#2014"`\n')
    assert told.out.startswith("batch,written_at")
    assert in_process("history", "#1", "--format", "csv", db=sample).out.startswith("sheet,key")


def test_a_default_that_is_another_column_is_told_in_words():
    rows = in_process("action", "columns", "--format", "json", environ={"PERUT_LANG": "id"}).out
    by_column = {row["column"]: row for row in json.loads(rows)}
    assert by_column["opened_on"]["default"] == "tanggal temuan"
    assert by_column["action_state"]["default"] == "open"


def test_what_was_removed_is_shown_in_the_format_asked_for(sample):
    in_process(
        "village", "add", "--village-code", "63.11.03.2050", "--village-name", "Baru", db=sample
    )
    done = in_process("village", "remove", "2050", "--yes", "--format", "json", db=sample)
    assert [row["village_name"] for row in json.loads(done.out)] == ["Baru"]
    assert code_of(sample, "village", "show", "2050") == 4


def test_options_beyond_the_maximum_are_told_at_the_options_with_their_value(sample, tmp_path):
    in_process(
        "instrument",
        "add",
        "--instrument-code",
        "UJI",
        "--instrument-version",
        "1",
        "--instrument-title",
        "Uji",
        "--subject",
        "village",
        db=sample,
    )
    path = tmp_path / "indicator.csv"
    path.write_text(
        "instrument_code,instrument_version,indicator_code,dimension,indicator_text,max_score,options\n"
        "UJI,1,Q.1,Buku,Ada buku,4,0=tidak;5=ada\n"
    )
    told = in_process("indicator", "import", str(path), "--format", "json", db=sample)
    problems = json.loads(told.err.splitlines()[-1])["problems"]
    assert [(one["line"], one["key"], one["value"]) for one in problems] == [
        (2, "options", "0=tidak;5=ada")
    ] * 2


def test_an_error_that_is_none_is_not_found(sample):
    assert code_of(sample, "explain", "P9999") == code_of(sample, "explain", "P998") == 4


def test_a_script_that_is_not_there_is_told_what_to_name(sample):
    told = in_process("run", "tidak-ada", db=sample)
    assert (told.code, told.err.splitlines()[-1]) == (
        4,
        "hint: name a text file of commands, or - for standard input; see `perut help batch`",
    )


def test_a_figure_just_below_zero_has_no_sign():
    assert [shown_number(-0.04, 1), shown_number(-0.4, 0), shown_number(-0.06, 1)] == [
        "0.0",
        "0",
        "-0.1",
    ]
    assert str(figure(-0.0000001)) == "0"


def test_a_shown_score_stays_below_the_start_of_a_band(sample):
    """59.96 is not yet `berkembang`, which starts at 60."""
    in_process(
        "instrument",
        "add",
        "--instrument-code",
        "UJI",
        "--instrument-version",
        "1",
        "--instrument-title",
        "Uji",
        "--subject",
        "village",
        "--bands",
        "0:kurang;60:cukup",
        db=sample,
    )
    in_process(
        "indicator",
        "add",
        "--instrument-code",
        "UJI",
        "--instrument-version",
        "1",
        "--indicator-code",
        "Q.1",
        "--dimension",
        "Buku",
        "--indicator-text",
        "Ada",
        "--max-score",
        "10000",
        db=sample,
    )
    assert (
        code_of(
            sample, "assess", "muara", "Q.1=5996", "--instrument-code", "UJI", "--stage", "baseline"
        )
        == 0
    )
    scope = ("--instrument", "UJI", "--village", "muara", "--as-of", "2026-12-01")
    for report in ("progress", "trend"):
        told = in_process("report", report, *scope, "--format", "github", db=sample).out
        assert "59.9" in told
        assert "60.0" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="no signals to send there")
@pytest.mark.parametrize("wait", [0.03, 0.06, 0.09, 0.12])
def test_ctrl_c_while_the_program_loads_is_a_sentence_and_130(sample, wait):
    environ = {**os.environ, "PERUT_DB": str(sample), "PYTHONUNBUFFERED": "1"}
    loading = (
        "import signal, sys, time; from perut_cli.cli.app.main import main;"
        "from perut_cli.cli.app import perform;"
        f"perform.performed = lambda *_: time.sleep({wait}) or 0;"
        "sys.argv = ['perut', 'village', 'list']; print('ready', flush=True); main(); time.sleep(5)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", loading], env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        time.sleep(wait / 2)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=20)
    assert (process.returncode, told.decode()) == (
        130,
        "perut: interrupted, no record changed / dihentikan, tidak ada catatan yang berubah\n",
    )
