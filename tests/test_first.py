"""The main job, from an empty folder to a progress report."""

from conftest import in_its_own, records


def test_the_sample_shows_all_23_villages(perut):
    done = perut("report", "progress")
    assert done.code == 0
    assert len(done.out.splitlines()) == 24


def test_an_added_village_is_listed(fresh):
    assert (
        fresh(
            "village", "add", "--village-code", "63.11.03.2021", "--village-name", "Putat Basiun"
        ).out
        == "63.11.03.2021\n"
    )
    (village,) = records(fresh("village", "list").out)
    assert (village.pop("village_code"), village.pop("village_name")) == (
        "63.11.03.2021",
        "Putat Basiun",
    )
    assert not any(village.values())


def test_the_demo_names_its_commands_in_the_language_spoken(tmp_path):
    shown = in_its_own("demo", "--db", str(tmp_path / "d.db"), lang="id")
    assert "perut sesi tambah --bantuan" in shown.err + shown.out
    assert "--help" not in shown.err + shown.out
