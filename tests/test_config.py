"""The configuration: every value with its source, and what config.toml keeps."""

import csv
import io
import os
import stat

import pytest
from conftest import in_process


@pytest.fixture
def perut(sample, tmp_path):
    """Perut with a config.toml of its own that names the sample."""

    def call(*words, **environ):
        return in_process(
            *words,
            db=None,
            environ={
                "PERUT_CONFIG": str(tmp_path / "config" / "config.toml"),
                "PERUT_LANG": "",
                "HOME": str(tmp_path),
                **environ,
            },
        )

    call.path = tmp_path / "config" / "config.toml"
    call.db = sample
    return call


def shown(done):
    assert done.code == 0, done.err
    return {
        row["setting"]: (row["value"], row["origin"])
        for row in csv.DictReader(io.StringIO(done.out))
    }


def test_every_value_says_where_it_comes_from(perut, tmp_path):
    values = shown(perut("config"))
    assert values["database"] == (
        str(tmp_path / ".local" / "share" / "perut" / "perut.db") + " (not there yet)",
        "default",
    )
    assert values["language"] == ("en", "default")
    assert values["actor"] == ("tester", "PERUT_ACTOR")
    assert values["config_file"] == (str(perut.path), "PERUT_CONFIG")


def test_options_come_before_the_environment_and_that_before_config_toml(perut):
    perut("config", "set", "db", str(perut.db))
    assert shown(perut("config"))["database"] == (str(perut.db), "config.toml")
    assert shown(perut("config", PERUT_DB="other.db"))["database"] == (
        "other.db (not there yet)",
        "PERUT_DB",
    )
    assert shown(perut("config", "--db", "third.db", PERUT_DB="other.db"))["database"] == (
        "third.db (not there yet)",
        "--db",
    )


def test_what_is_set_counts_and_what_is_unset_no_more(perut):
    assert perut("village", "list").code == 4
    assert perut("config", "set", "db", str(perut.db)).code == 0
    assert perut("config", "set", "bahasa", "id").err == "bahasa is now id\n"
    assert perut("village", "list").code == 0
    assert shown(perut("config"))["language"] == ("id", "config.toml")
    assert perut("konfigurasi", "hapus", "basis-data").code == 0
    assert perut("village", "list").code == 4


def test_the_rest_of_the_file_stays(perut):
    perut.path.parent.mkdir()
    perut.path.write_text("# mine\nlang = 'en'\n", "utf-8")
    perut("config", "set", "lang", "id")
    assert perut.path.read_text("utf-8") == "lang = 'id'\n# mine\n"


def test_a_path_of_windows_and_one_with_a_quote_are_kept(perut):
    for name in (r"D:\data\perut.db", "o'neil.db"):
        perut("config", "set", "db", name)
        assert shown(perut("config"))["database"][0].removesuffix(" (not there yet)").endswith(name)


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_only_the_owner_reads_it(perut):
    perut("config", "set", "lang", "id")
    assert stat.S_IMODE(perut.path.stat().st_mode) == 0o600
    assert [path.name for path in perut.path.parent.iterdir()] == ["config.toml"]


def test_a_damaged_file_is_told_and_nothing_is_lost(perut):
    perut.path.parent.mkdir()
    perut.path.write_text("lang = 'id'\ndb = \n", "utf-8")
    done = perut("config")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(
        f"error P130: {perut.path}:2:6: this is not TOML\nhint: mend the line"
    )
    assert perut("config", "set", "lang", "id").code == 1
    assert perut.path.read_text("utf-8") == "lang = 'id'\ndb = \n"
    listed = perut("village", "list", "--limit", "1", PERUT_DB=str(perut.db))
    assert (listed.code, listed.err) == (
        0,
        "config.toml is damaged and is not used: see `perut config`\n",
    )
    assert perut("village", "list", "-q", PERUT_DB=str(perut.db)).err == ""


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        ("config nonsense", 2, "error P007: nonsense: config shows, sets or unsets"),
        ("config set", 2, "error P003: NAME is missing"),
        ("config set lang", 2, "error P003: VALUE is missing"),
        ("config set lang fr", 2, "error P007: lang: fr is no language of perut"),
        ("config set colour red", 2, "error P131: no value colour in config.toml"),
        ("config unset colour", 2, "error P131: no value colour in config.toml"),
    ],
)
def test_what_can_not_be_set(perut, words, code, error):
    done = perut(*words.split())
    assert (done.code, done.err.splitlines()[0]) == (code, error)
    assert not perut.path.exists()
