"""People move, leave and are forgotten."""

import csv
import io

from perut_cli.sheets import SHEETS


def rows(result):
    return list(csv.DictReader(io.StringIO(result.out)))


def posts(perut, name):
    return [(row["position"], row["since"], row["until"]) for row in rows(perut("post", "list", "--official-name", name, "--village-code", "muara"))]


def test_moving_ends_the_post_the_day_before_in_one_batch(perut):
    done = perut("official", "move", "muara:Kaur Keuangan (contoh)", "--position", "Kasi Pelayanan", "--since", "2027-01-04")
    assert done.code == 0, done.err
    assert [post[0::2] for post in posts(perut, "Kaur Keuangan (contoh)")] == [("Kasi Pelayanan", ""), ("Kaur Keuangan", "2027-01-03")]
    perut("undo", "--yes")
    assert [post[0::2] for post in posts(perut, "Kaur Keuangan (contoh)")] == [("Kaur Keuangan", "")]


def test_leaving_ends_the_post_and_the_report_no_longer_shows_it(perut):
    assert perut("official", "leave", "muara:Kaur Keuangan (contoh)", "--until", "2026-11-01").code == 0
    shown = {row["official_name"]: row["position"] for row in rows(perut("report", "officials", "--village", "muara", "--as-of", "2026-11-02"))}
    assert shown.get("Kaur Keuangan (contoh)", "") == ""
    shown = {row["official_name"]: row["position"] for row in rows(perut("report", "officials", "--village", "muara", "--as-of", "2026-10-31"))}
    assert shown["Kaur Keuangan (contoh)"] == "Kaur Keuangan"


def test_two_people_of_one_name_in_two_villages_are_told_apart(perut):
    done = perut("official", "leave", "Sekretaris Desa (contoh)", "--until", "2026-11-01")
    assert (done.code, "fits" in done.err) == (4, True)


def test_an_erased_person_is_nowhere_and_can_not_come_back(perut, sample):
    perut("official", "add", "--village-code", "muara", "--official-name", "Zzyx Qwert", "--phone", "081299999999")
    perut("session", "add", "--village-code", "muara", "--session-date", "2026-11-24", "--kind", "supervisi")
    perut("attendance", "add", "--session-code", rows(perut("session", "list", "--session-date", "2026-11-24"))[0]["session_code"], "--official-name", "Zzyx Qwert")
    perut("official", "edit", rows(perut("official", "list", "--official-name", "zzyx"))[0]["official_code"], "--phone", "081288888888")
    refused = perut("official", "remove", "muara:Zzyx Qwert", "--erase")
    assert (refused.code, "--yes" in refused.err) == (1, True)
    done = perut("official", "remove", "muara:Zzyx Qwert", "--erase", "--yes")
    assert done.code == 0, done.err
    everything = "".join(perut(name, "list").out for name in SHEETS) + perut("history").out
    assert "Zzyx" not in everything
    for secret in (b"Zzyx Qwert", b"081299999999", b"081288888888"):
        assert secret not in sample.read_bytes()
    undone = perut("undo", "--yes")
    assert undone.code == 5, undone.err
    assert perut("check").code in (0, 1)
