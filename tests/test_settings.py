"""Settings by their names in both languages, recorded so far or at their defaults."""

import csv
import io

import pytest

from perut_cli.core.settings import FIELDS, NAMES_ID, Settings

every_setting = pytest.mark.parametrize("name", FIELDS)
CHANGED = {
    "district_code": "63.11.03", "village_instrument": "DESA", "official_instrument": "APARATUR",
    "target_reading": "share", "number_register": "kind", "signature_mode": "tte", "paper": "a4",
}  # fmt: skip


def recorded(perut) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(perut("setting", "list").out))
    return {row["setting"]: row["value"] for row in rows}


def value_for(name: str) -> str:
    default = getattr(Settings(), name)
    return CHANGED.get(name) or ("7" if isinstance(default, (int, float)) else "Contoh")


@every_setting
def test_a_setting_is_changed_by_its_name_in_either_language(perut, name):
    value = value_for(name)
    done = perut("setting", "edit", name, "--value", value, "--yes")
    assert (done.code, recorded(perut)[name]) == (0, value), done.err
    assert perut("undo", "--yes").code == 0
    done = perut("pengaturan", "ubah", NAMES_ID[name], "--isi", value, "--ya", "--lang", "id")
    assert (done.code, recorded(perut)[name]) == (0, value), done.err


@every_setting
def test_a_setting_is_shown_with_what_holds(fresh, name):
    shown = fresh("pengaturan", "lihat", NAMES_ID[name], "--lang", "id")
    assert shown.code == 0, shown.err
    held = recorded(fresh).get(name) or str(FIELDS[name].kind.write(getattr(Settings(), name)))
    (row,) = csv.DictReader(io.StringIO(shown.out))
    assert row == {"setting": name, "value": held}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("edit", "nonsense", "--value", "1"), 4),
        (("show", "nonsense"), 4),
        (("edit", "paper", "--value", "a5"), 2),
        (("edit", "paper"), 2),
    ],
)
def test_what_is_no_setting_or_no_value_is_refused(perut, words, code):
    before = recorded(perut)
    assert perut("setting", *words).code == code
    assert recorded(perut) == before


def test_a_trial_records_nothing(perut):
    before = recorded(perut)
    assert perut("setting", "edit", "paper", "--value", "a4", "--dry-run").code == 0
    assert recorded(perut) == before


@every_setting
def test_a_file_names_a_setting_in_either_language_or_in_words(perut, name):
    value = value_for(name)
    for written in (name, NAMES_ID[name], NAMES_ID[name].replace("_", " ").capitalize()):
        text = f"pengaturan;isi\n{written};{value}\n"
        done = perut("pengaturan", "impor", "-", "--ya", stdin=text)
        assert (done.code, recorded(perut)[name]) == (0, value), done.err


def test_a_setting_twice_in_a_file_under_both_names_is_refused(perut):
    done = perut(
        "setting", "import", "-", stdin="setting,value\ntarget_reading,share\ncara_baca,level\n"
    )
    assert done.code == 1
    assert "error P050: stdin:3: setting: the same key as line 2" in done.err
