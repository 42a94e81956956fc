"""The main job, from an empty folder to a progress report."""

from conftest import records


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
