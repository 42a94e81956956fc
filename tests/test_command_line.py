"""What the history keeps of a command line, and options by their beginnings."""

import json

import pytest
from conftest import in_process

from perut_cli.cli.app.opening import commands_of, top_command
from perut_cli.cli.app.tree import NOUNS, TOP_COMMANDS
from perut_cli.core.sheets import SHEETS

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
